/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-file-type.h"

/* What a picture says of itself, read without decoding it: how large it is, and whether its end is there. */
typedef struct
{
  guint64  width;  /* pixels; 0: it does not say */
  guint64  height;
  gboolean complete;
  gboolean odd;    /* of a kind that hardly any program reads */
} Picture;

static guint64
big_endian (const guint8 *at,
            guint         bytes)
{
  guint64 value = 0;

  for (guint i = 0; i < bytes; i++)
    value = value << 8 | at[i];
  return value;
}

/* ISO/IEC 15948, annex D: the check sum of a chunk's name and content. */
static guint32
check_sum (const guint8 *at,
           gsize         length)
{
  guint32 table[256];
  guint32 sum = 0xffffffff;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      table[i] = i;
      for (guint bit = 0; bit < 8; bit++)
        table[i] = (table[i] & 1) != 0 ? table[i] >> 1 ^ 0xedb88320 : table[i] >> 1;
    }
  for (gsize i = 0; i < length; i++)
    sum = table[(sum ^ at[i]) & 0xff] ^ sum >> 8;
  return ~sum;
}

/* ISO/IEC 10918-1: frame headers are C0 to CF without the tables C4, C8 and CC. */
static gboolean
is_frame (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Segments up to the first scan; in what follows FF D9 is the end and nothing else. */
static void
read_jpeg (const guint8 *data,
           gsize         length,
           Picture      *picture)
{
  gsize at = 2;

  while (at + 4 <= length)
    {
      guint8 marker = data[at + 1];
      gsize size;

      if (data[at] != 0xff)
        return;
      if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8))
        {
          at += marker == 0xff ? 1 : 2;
          continue;
        }
      size = (gsize) big_endian (data + at + 2, 2);
      if (size < 2 || size > length - at - 2)
        return;
      if (is_frame (marker) && size >= 8)
        {
          /* Progressive ones and what came before them, with eight bits a sample. */
          picture->odd = marker > 0xc2 || data[at + 4] != 8;
          picture->height = big_endian (data + at + 5, 2);
          picture->width = big_endian (data + at + 7, 2);
        }
      at += 2 + size;
      if (marker == 0xda)
        {
          picture->complete = memmem (data + at, length - at, "\xff\xd9", 2) != NULL;
          return;
        }
    }
}

/* Whether a chunk is as it was written, if nothing is seen without it: its name begins with a capital. @at: its length.
 */
static gboolean
is_chunk_good (const guint8 *at,
               gsize         size)
{
  return !g_ascii_isupper (at[4]) || check_sum (at + 4, size + 4) == (guint32) big_endian (at + 8 + size, 4);
}

/* Whether chunks that @data of a complete PNG needs are missing or damaged. */
static gboolean
is_png_odd (const guint8 *data,
            gsize         length)
{
  gboolean has_content = FALSE;

  for (gsize at = 8; length - at >= 12;)
    {
      gsize size = (gsize) big_endian (data + at, 4);

      if (size > length - at - 12 || !is_chunk_good (data + at, size))
        return TRUE;
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        break;
      has_content |= size > 0 && memcmp (data + at + 4, "IDAT", 4) == 0;
      at += 12 + size;
    }
  return !has_content;
}

/* ISO/IEC 15948: chunks of a length, a name, content and a check sum; the first is IHDR, the last IEND. */
static void
read_png (const guint8 *data,
          gsize         length,
          Picture      *picture)
{
  gsize at = 8;

  while (length - at >= 12)
    {
      gsize size = (gsize) big_endian (data + at, 4);

      if (at == 8 && size >= 8 && memcmp (data + at + 4, "IHDR", 4) == 0 && length - at >= 16)
        {
          picture->width = big_endian (data + at + 8, 4);
          picture->height = big_endian (data + at + 12, 4);
        }
      picture->complete = memcmp (data + at + 4, "IEND", 4) == 0;
      if (picture->complete || size > length - at - 12)
        return;
      at += 12 + size;
    }
}

/**
 * hkk_picture_read_size:
 * @data: (array length=length): a whole JPEG or PNG file
 * @length: its size in bytes
 * @width: (out) (optional): pixels, as they are stored: a camera that was turned may have noted that
 * @height: (out) (optional): the same
 * @error: return location for a %HKK_FILE_ERROR
 *
 * Looks at the header and the end only, to be called before anything decodes the picture: a small file can be a
 * picture that no memory holds.
 *
 * Returns: whether it is complete, large enough to see something and small enough to be shown
 */
gboolean
hkk_picture_read_size (const void *data,
                       gsize       length,
                       guint64    *width,
                       guint64    *height,
                       GError    **error)
{
  HkkFileType type;
  Picture picture = { 0 };

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  type = hkk_file_type_sniff (data, MIN (length, HKK_FILE_SNIFF_BYTES));
  if (type == HKK_FILE_TYPE_JPEG)
    read_jpeg (data, length, &picture);
  else if (type == HKK_FILE_TYPE_PNG)
    read_png (data, length, &picture);
  else
    return hkk_file_fail (error, HKK_FILE_ERROR_NOT_HERE);
  if (picture.width > HKK_PICTURE_MAX_SIDE || picture.height > HKK_PICTURE_MAX_SIDE ||
      picture.width * picture.height > HKK_PICTURE_MAX_PIXELS)
    return hkk_file_fail (error, HKK_FILE_ERROR_PICTURE_HUGE);
  if (!picture.complete || picture.width == 0 || picture.height == 0)
    return hkk_file_fail (error, HKK_FILE_ERROR_PICTURE_CUT_OFF);
  if (picture.width < HKK_PICTURE_MIN_SIDE || picture.height < HKK_PICTURE_MIN_SIDE)
    return hkk_file_fail (error, HKK_FILE_ERROR_PICTURE_TINY);
  if (width != NULL)
    *width = picture.width;
  if (height != NULL)
    *height = picture.height;
  return TRUE;
}

/**
 * hkk_picture_is_odd:
 * @data: (array length=length): a whole JPEG or PNG file, which hkk_picture_read_size() says is complete
 * @length: its size in bytes
 *
 * Reads check sums and the kind of coding; what is decoded may still look damaged.
 *
 * Returns: whether hardly any program can show it
 */
gboolean
hkk_picture_is_odd (const void *data,
                    gsize       length)
{
  Picture picture = { 0 };

  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  if (hkk_file_type_sniff (data, MIN (length, HKK_FILE_SNIFF_BYTES)) == HKK_FILE_TYPE_PNG)
    return is_png_odd (data, length);
  read_jpeg (data, length, &picture);
  return picture.odd;
}

/* hkk_picture_check: as hkk_picture_read_size(). */
gboolean
hkk_picture_check (const void *data,
                   gsize       length,
                   GError    **error)
{
  return hkk_picture_read_size (data, length, NULL, NULL, error);
}
