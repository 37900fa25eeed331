/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-scan-pdf.h"

#include <gio/gio.h>
#include <string.h>

#include "hkk-file-type.h"
#include "hkk-pdf-syntax.h"

/*
 * The pictures of a PDF file: what a scanner makes of a page is one, and so is the code of a letter that came as a
 * file. Pages are not drawn. Taken are pictures as they are mostly kept (ISO 32000-2, 8.9.5): JPEG, and Flate with one
 * bit or eight bits in grey or RGB.
 */

typedef struct
{
  gint64 width;
  gint64 height;
  gint64 bits;
  gint64 channels;
} Shape;

/**
 * hkk_phone_scan_is_pdf:
 * @bytes: a file
 *
 * Returns: whether it is a PDF file
 */
gboolean
hkk_phone_scan_is_pdf (GBytes *bytes)
{
  gsize size;
  gconstpointer start = g_bytes_get_data (bytes, &size);

  return hkk_file_type_sniff (start, size) == HKK_FILE_TYPE_PDF;
}

static gint64
read_number (HkkPdfSpot  dict,
             const char *key)
{
  HkkPdfSpot spot = hkk_pdf_get (dict, key);
  gint64 number = 0;

  return spot.at != NULL && hkk_pdf_read_int (&spot, &number) ? number : 0;
}

static gboolean
read_shape (HkkPdfSpot  dict,
            gint64      max_side,
            Shape      *shape)
{
  HkkPdfSpot space = hkk_pdf_get (dict, "ColorSpace");
  gboolean grey = hkk_pdf_is_name (space, "DeviceGray");

  *shape = (Shape) { .width = read_number (dict, "Width"), .height = read_number (dict, "Height"),
                     .bits = read_number (dict, "BitsPerComponent"), .channels = grey ? 1 : 3 };
  return (grey || hkk_pdf_is_name (space, "DeviceRGB")) && (shape->bits == 8 || (shape->bits == 1 && grey)) &&
         shape->width > 0 && shape->height > 0 && shape->width <= max_side && shape->height <= max_side;
}

/* What is packed from AT to END, at most SIZE bytes; what is left out is black. (transfer full) */
static guint8 *
inflate (const guint8 *at,
         const guint8 *end,
         gsize         size)
{
  g_autoptr(GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  guint8 *plain = g_malloc0 (size);
  gsize done = 0;

  while (done < size)
    {
      gsize read = 0, written = 0;
      GConverterResult result = g_converter_convert (G_CONVERTER (decompressor), at, (gsize) (end - at), plain + done,
                                                     size - done, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);

      at += read;
      done += written;
      if (result != G_CONVERTER_CONVERTED || read + written == 0)
        break;
    }
  return plain;
}

static guint8
get_sample (const Shape  *shape,
            const guint8 *row,
            gint64        column,
            gint64        channel)
{
  if (shape->bits == 1)
    return row[column / 8] & (0x80 >> (column % 8)) ? 255 : 0;
  return row[column * shape->channels + channel];
}

/* (transfer full) */
static GdkTexture *
make_texture (const Shape  *shape,
              const guint8 *at,
              const guint8 *end)
{
  gsize stride = (gsize) (shape->width * shape->bits * shape->channels + 7) / 8;
  g_autofree guint8 *plain = inflate (at, end, stride * (gsize) shape->height);
  guint8 *pixels = g_malloc ((gsize) (shape->width * shape->height) * 3);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, (gsize) (shape->width * shape->height) * 3);

  for (gint64 row = 0; row < shape->height; row++)
    for (gint64 column = 0; column < shape->width; column++)
      for (gint64 channel = 0; channel < 3; channel++)
        *pixels++ = get_sample (shape, plain + stride * (gsize) row, column, MIN (channel, shape->channels - 1));
  return gdk_memory_texture_new ((int) shape->width, (int) shape->height, GDK_MEMORY_R8G8B8, bytes,
                                 (gsize) shape->width * 3);
}

/* (transfer full) (nullable): NULL if it is not a picture that is taken. */
static GdkTexture *
read_picture (HkkPdfSpot dict,
              HkkPdfSpot stream,
              gint64     max_side)
{
  HkkPdfSpot filter = hkk_pdf_get (dict, "Filter");
  Shape shape;

  if (hkk_pdf_is_name (filter, "DCTDecode") && hkk_picture_check (stream.at, (gsize) (stream.end - stream.at), NULL))
    {
      g_autoptr(GBytes) jpeg = g_bytes_new (stream.at, (gsize) (stream.end - stream.at));

      return gdk_texture_new_from_bytes (jpeg, NULL);
    }
  if (hkk_pdf_is_name (filter, "FlateDecode") && hkk_pdf_get (dict, "DecodeParms").at == NULL &&
      read_shape (dict, max_side, &shape))
    return make_texture (&shape, stream.at, stream.end);
  return NULL;
}

/* What stands between "stream" after DICT and "endstream"; at NULL there is none. */
static HkkPdfSpot
find_stream (HkkPdfSpot dict)
{
  HkkPdfSpot stream = hkk_pdf_skip_space (hkk_pdf_skip_value (dict));
  const guint8 *end;

  if (stream.at == NULL || !hkk_pdf_starts_with (stream, "stream"))
    return (HkkPdfSpot) { 0 };
  stream.at += strlen ("stream");
  stream.at += stream.at < stream.end && *stream.at == '\r' ? 1 : 0;
  stream.at += stream.at < stream.end && *stream.at == '\n' ? 1 : 0;
  end = memmem (stream.at, (gsize) (stream.end - stream.at), "endstream", strlen ("endstream"));
  return end != NULL ? (HkkPdfSpot) { stream.at, end } : (HkkPdfSpot) { 0 };
}

/**
 * hkk_phone_scan_pdf:
 * @bytes: a PDF file
 * @max_side: pixels; larger pictures are left out
 * @look: called with one picture after the other
 */
void
hkk_phone_scan_pdf (GBytes          *bytes,
                    gint64           max_side,
                    HkkPhonePdfLook  look,
                    gpointer         data)
{
  gsize size;
  const guint8 *at = g_bytes_get_data (bytes, &size), *end = at + size;

  while ((at = memmem (at, (gsize) (end - at), " obj", strlen (" obj"))) != NULL)
    {
      HkkPdfSpot dict = hkk_pdf_skip_space ((HkkPdfSpot) { at + strlen (" obj"), end });
      HkkPdfSpot stream = { 0 };
      g_autoptr(GdkTexture) texture = NULL;

      at += strlen (" obj");
      if (dict.at == NULL || !hkk_pdf_starts_with (dict, "<<") ||
          !hkk_pdf_is_name (hkk_pdf_get (dict, "Subtype"), "Image"))
        continue;
      stream = find_stream (dict);
      texture = stream.at != NULL ? read_picture (dict, stream, max_side) : NULL;
      if (texture != NULL && !look (texture, data))
        return;
      if (stream.at != NULL)
        at = stream.end;
    }
}
