/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (hkk-file-error-quark, hkk_file_error)

static const char *const messages[] = {
  [HKK_FILE_ERROR_EMPTY] = N_("This file is empty. Choose another one."),
  [HKK_FILE_ERROR_TOO_LARGE] = N_("This file is too large. One file may have up to 10 MB."),
  [HKK_FILE_ERROR_UNKNOWN] = N_("This is no PDF, JPEG or PNG file. Save it as one of them and choose it again."),
  [HKK_FILE_ERROR_HEIC] = N_("This is a HEIC photo, as some phones take them. Save it as JPEG and choose it again."),
  [HKK_FILE_ERROR_NAME] = N_("The name of this file ends differently from what is in it. "
                             "Rename it or choose another one."),
  [HKK_FILE_ERROR_DECLARED] = N_("The content of this file is of another type than was said. Choose it again."),
  [HKK_FILE_ERROR_NOT_HERE] = N_("This kind of file cannot be added here."),
};

static gboolean
fail (GError       **error,
      HkkFileError   code)
{
  g_set_error_literal (error, HKK_FILE_ERROR, (int) code, _(messages[code]));
  return FALSE;
}

/**
 * hkk_file_error_msgid:
 * @error: an error of %HKK_FILE_ERROR
 *
 * Returns: (transfer none): its message before translation
 */
const char *
hkk_file_error_msgid (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == HKK_FILE_ERROR, NULL);
  g_return_val_if_fail (error->code >= 0 && (gsize) error->code < G_N_ELEMENTS (messages), NULL);

  return messages[error->code];
}

static gboolean
starts_with (const void *start,
             gsize       length,
             const char *magic,
             gsize       size)
{
  return length >= size && memcmp (start, magic, size) == 0;
}

/* ISO/IEC 23008-12: a file type box with one of the brands of HEIF. */
static gboolean
is_heic (const char *start,
         gsize       length)
{
  static const char *const brands[] = { "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1" };

  if (length < 12 || memcmp (start + 4, "ftyp", 4) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (start + 8, brands[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hkk_file_type_sniff:
 * @start: (array length=length): the file's first bytes, %HKK_FILE_SNIFF_BYTES or all
 * @length: how many
 *
 * Tells a file's type by its magic bytes. A PDF's header must be the very first thing.
 *
 * Returns: the type
 */
HkkFileType
hkk_file_type_sniff (const void *start,
                     gsize       length)
{
  g_return_val_if_fail (start != NULL || length == 0, HKK_FILE_TYPE_UNKNOWN);

  if (starts_with (start, length, "%PDF-", 5))
    return HKK_FILE_TYPE_PDF;
  if (starts_with (start, length, "\xff\xd8\xff", 3))
    return HKK_FILE_TYPE_JPEG;
  if (starts_with (start, length, "\x89PNG\r\n\x1a\n", 8))
    return HKK_FILE_TYPE_PNG;
  if (is_heic (start, length))
    return HKK_FILE_TYPE_HEIC;
  return HKK_FILE_TYPE_UNKNOWN;
}

static HkkFileType
type_from_name (const char *name)
{
  static const struct { const char *extension; HkkFileType type; } extensions[] = {
    { ".pdf", HKK_FILE_TYPE_PDF }, { ".jpg", HKK_FILE_TYPE_JPEG }, { ".jpeg", HKK_FILE_TYPE_JPEG },
    { ".png", HKK_FILE_TYPE_PNG }, { ".heic", HKK_FILE_TYPE_HEIC }, { ".heif", HKK_FILE_TYPE_HEIC },
  };
  const char *dot;

  g_return_val_if_fail (name != NULL, HKK_FILE_TYPE_UNKNOWN);

  dot = strrchr (name, '.');
  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (dot, extensions[i].extension) == 0)
      return extensions[i].type;
  return HKK_FILE_TYPE_UNKNOWN;
}

/**
 * hkk_file_type_media_type:
 * @type: a type
 *
 * Returns: (transfer none): its media type; "application/octet-stream" for an unknown one
 */
const char *
hkk_file_type_media_type (HkkFileType type)
{
  switch (type)
    {
    case HKK_FILE_TYPE_PDF: return "application/pdf";
    case HKK_FILE_TYPE_JPEG: return "image/jpeg";
    case HKK_FILE_TYPE_PNG: return "image/png";
    case HKK_FILE_TYPE_HEIC: return "image/heic";
    case HKK_FILE_TYPE_UNKNOWN:
    default: return "application/octet-stream";
    }
}

/**
 * hkk_file_check:
 * @name: the file's name
 * @declared: (nullable): the media type that was declared for it
 * @start: (array length=length): its first bytes, %HKK_FILE_SNIFF_BYTES or all
 * @length: how many
 * @size: the size of the whole file in bytes
 * @accepted: (nullable) (array zero-terminated=1): media types that the place takes; %NULL for PDF, JPEG and PNG
 * @type: (out) (optional): what it is
 * @error: return location for a %HKK_FILE_ERROR
 *
 * Checks a file that is to be handed in: not empty, not over %HKK_FILE_MAX_BYTES, and magic bytes, extension and
 * declared type must agree. For the desktop when a file is chosen, and for the server when it arrives.
 *
 * Returns: whether it may be handed in
 */
gboolean
hkk_file_check (const char         *name,
                const char         *declared,
                const void         *start,
                gsize               length,
                gint64              size,
                const char * const *accepted,
                HkkFileType        *type,
                GError            **error)
{
  HkkFileType found;
  const char *media_type;

  g_return_val_if_fail (name != NULL && (start != NULL || length == 0), FALSE);

  found = hkk_file_type_sniff (start, length);
  media_type = hkk_file_type_media_type (found);
  if (type != NULL)
    *type = found;
  if (size <= 0 || length == 0)
    return fail (error, HKK_FILE_ERROR_EMPTY);
  if (size > HKK_FILE_MAX_BYTES)
    return fail (error, HKK_FILE_ERROR_TOO_LARGE);
  if (found == HKK_FILE_TYPE_HEIC)
    return fail (error, HKK_FILE_ERROR_HEIC);
  if (found == HKK_FILE_TYPE_UNKNOWN)
    return fail (error, HKK_FILE_ERROR_UNKNOWN);
  if (type_from_name (name) != found)
    return fail (error, HKK_FILE_ERROR_NAME);
  if (declared != NULL && g_ascii_strcasecmp (declared, media_type) != 0)
    return fail (error, HKK_FILE_ERROR_DECLARED);
  if (accepted != NULL && !g_strv_contains (accepted, media_type))
    return fail (error, HKK_FILE_ERROR_NOT_HERE);
  return TRUE;
}
