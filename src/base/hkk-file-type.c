/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-pdf-check.h"

G_DEFINE_QUARK (hkk-file-error-quark, hkk_file_error)

static const char *const messages[] = {
  [HKK_FILE_ERROR_EMPTY] = N_("This file is empty. Choose another one."),
  [HKK_FILE_ERROR_TOO_LARGE] = N_("This file is too large. One file may have up to 10 MB."),
  [HKK_FILE_ERROR_UNKNOWN] = N_("This is no PDF, JPEG or PNG file. Save it as one of them and choose it again."),
  [HKK_FILE_ERROR_HEIC] = N_("This is a HEIC photo, as some phones take them. Save it as JPEG and choose it again."),
  [HKK_FILE_ERROR_TIFF] = N_("This is a TIFF picture. Save it as PDF or JPEG and choose it again."),
  [HKK_FILE_ERROR_GIF] = N_("This is a GIF picture. Save it as JPEG or PNG and choose it again."),
  [HKK_FILE_ERROR_WEBP] = N_("This is a WebP picture, as websites use them. "
                             "Save it as JPEG or PNG and choose it again."),
  [HKK_FILE_ERROR_BMP] = N_("This is a BMP picture. Save it as JPEG or PNG and choose it again."),
  [HKK_FILE_ERROR_SVG] = N_("This is an SVG drawing. Save it as PDF or PNG and choose it again."),
  [HKK_FILE_ERROR_OFFICE] = N_("This is a file of an office program, like Word or LibreOffice. "
                               "Save it there as PDF and choose the PDF."),
  [HKK_FILE_ERROR_ARCHIVE] = N_("This is a packed archive, like ZIP. Unpack it and choose the files that are in it."),
  [HKK_FILE_ERROR_WEB_PAGE] = N_("This is a web page. Print it to a PDF in your browser and choose the PDF."),
  [HKK_FILE_ERROR_FOLDER] = N_("A folder cannot be added. Open it and choose the files that are in it."),
  [HKK_FILE_ERROR_ELSEWHERE] = N_("This is not on this computer, but on a website or on another device. "
                                  "Save it on this computer first, then choose it."),
  [HKK_FILE_ERROR_SPECIAL] = N_("This is not a file that can be read. Choose another one."),
  [HKK_FILE_ERROR_SLOW] = N_("This file does not answer: the network or the drive that it is on is too slow. "
                             "Copy it to this computer and choose the copy."),
  [HKK_FILE_ERROR_PDF_BURIED] = N_("Something else stands before the beginning of this PDF, "
                                   "so not everybody can open it. "
                                   "Open it, print it to a new PDF and choose that one."),
  [HKK_FILE_ERROR_PDF_CUT_OFF] = N_("This PDF is not complete: its end is missing. "
                                    "Download or scan it again and choose it again."),
  [HKK_FILE_ERROR_PDF_NO_PAGE] = N_("There is no page in this PDF. Choose another one."),
  [HKK_FILE_ERROR_PDF_PASSWORD] = N_("This PDF opens with a password only, so we could not read it. "
                                     "Open it, print it to a new PDF and choose that one."),
  [HKK_FILE_ERROR_PDF_FORM] = N_("This PDF is a form that only Adobe’s program can show. "
                                 "Open it there, print it to a new PDF and choose that one."),
  [HKK_FILE_ERROR_PICTURE_CUT_OFF] = N_("This picture is not complete: its end is missing. "
                                        "Copy or take it again and choose it again."),
  [HKK_FILE_ERROR_PICTURE_TINY] = N_("This picture is so small that nothing can be seen on it. Choose a larger one."),
  [HKK_FILE_ERROR_PICTURE_HUGE] = N_("This picture is too large to be shown. "
                                     "It may have up to 16,000 pixels on each side "
                                     "and 100 million in all. Make it smaller and choose it again."),
  [HKK_FILE_ERROR_PICTURE_ODD] = N_("Not everybody could open this picture: it is damaged or of a rare kind. "
                                    "Open it, save it as JPEG or PNG and choose that one."),
  [HKK_FILE_ERROR_NAME] = N_("The name of this file ends differently from what is in it. "
                             "Rename it or choose another one."),
  [HKK_FILE_ERROR_DECLARED] = N_("The content of this file is of another type than was said. Choose it again."),
  [HKK_FILE_ERROR_NOT_HERE] = N_("This kind of file cannot be added here."),
};

/**
 * hkk_file_fail:
 * @error: return location
 * @code: what is wrong with a file
 *
 * Returns: %FALSE, with @error set to what a person can read
 */
gboolean
hkk_file_fail (GError       **error,
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
  static const char *const brands[] = { "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif", "avis" };

  if (length < 12 || memcmp (start + 4, "ftyp", 4) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (brands); i++)
    if (memcmp (start + 8, brands[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/* What office programs write is a ZIP archive too, which begins with one of these. */
static gboolean
is_office (const char *start,
           gsize       length)
{
  static const char *const first[] = { "[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/",
                                       "mimetypeapplication/vnd.oasis", "mimetypeapplication/vnd.sun.xml" };

  if (starts_with (start, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) || starts_with (start, length, "{\\rtf", 5))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    if (starts_with (start, length, "PK\x03\x04", 4) && length > 30 &&
        starts_with (start + 30, length - 30, first[i], strlen (first[i])))
      return TRUE;
  return FALSE;
}

/* What begins with a tag: a drawing, a web page or something else. */
static HkkFileType
sniff_markup (const char *start,
              gsize       length)
{
  g_autofree char *text = g_ascii_strdown (start, (gssize) length);

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      return HKK_FILE_TYPE_UNKNOWN;
  if (*text != '<')
    return HKK_FILE_TYPE_UNKNOWN;
  if (strstr (text, "<svg") != NULL)
    return HKK_FILE_TYPE_SVG;
  return strstr (text, "<html") != NULL || strstr (text, "<!doctype html") != NULL ? HKK_FILE_TYPE_WEB_PAGE
                                                                                  : HKK_FILE_TYPE_UNKNOWN;
}

/* Behind a byte order mark and white space. */
static gsize
skip_blank (const char *start,
            gsize       length)
{
  gsize skipped = starts_with (start, length, "\xef\xbb\xbf", 3) ? 3 : 0;

  while (skipped < length && (g_ascii_isspace (start[skipped]) || start[skipped] == '\0'))
    skipped++;
  return skipped;
}

static HkkFileType
sniff_other (const char *start,
             gsize       length)
{
  static const struct { const char *magic; gsize at, size; HkkFileType type; } others[] = {
    { "II*\0", 0, 4, HKK_FILE_TYPE_TIFF }, { "MM\0*", 0, 4, HKK_FILE_TYPE_TIFF },
    { "GIF8", 0, 4, HKK_FILE_TYPE_GIF }, { "WEBP", 8, 4, HKK_FILE_TYPE_WEBP }, { "BM", 0, 2, HKK_FILE_TYPE_BMP },
    { "PK\x03\x04", 0, 4, HKK_FILE_TYPE_ARCHIVE }, { "Rar!\x1a\x07", 0, 6, HKK_FILE_TYPE_ARCHIVE },
    { "7z\xbc\xaf\x27\x1c", 0, 6, HKK_FILE_TYPE_ARCHIVE }, { "\x1f\x8b\x08", 0, 3, HKK_FILE_TYPE_ARCHIVE },
  };

  if (is_heic (start, length))
    return HKK_FILE_TYPE_HEIC;
  if (is_office (start, length))
    return HKK_FILE_TYPE_OFFICE;
  if (memmem (start, MIN (length, HKK_FILE_SNIFF_BYTES), "%PDF-", 5) != NULL)
    return HKK_FILE_TYPE_PDF_BURIED;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (length >= others[i].at && starts_with (start + others[i].at, length - others[i].at, others[i].magic,
                                               others[i].size))
      return others[i].type;
  return HKK_FILE_TYPE_UNKNOWN;
}

/**
 * hkk_file_type_sniff:
 * @start: (array length=length): the file's first bytes, %HKK_FILE_SNIFF_BYTES or all
 * @length: how many
 *
 * Tells a file's type by its magic bytes. A PDF may begin with a byte order mark and white space; everybody reads it.
 *
 * Returns: the type
 */
HkkFileType
hkk_file_type_sniff (const void *start,
                     gsize       length)
{
  const char *text = start;
  gsize blank;

  g_return_val_if_fail (start != NULL || length == 0, HKK_FILE_TYPE_UNKNOWN);

  if (length == 0)
    return HKK_FILE_TYPE_UNKNOWN;
  blank = skip_blank (text, length);
  if (starts_with (text + blank, length - blank, "%PDF-", 5))
    return HKK_FILE_TYPE_PDF;
  if (starts_with (text, length, "\xff\xd8\xff", 3))
    return HKK_FILE_TYPE_JPEG;
  if (starts_with (text, length, "\x89PNG\r\n\x1a\n", 8))
    return HKK_FILE_TYPE_PNG;
  if (blank < length && text[blank] == '<')
    return sniff_markup (text + blank, length - blank);
  return sniff_other (text, length);
}

static HkkFileType
type_from_name (const char *name)
{
  static const struct { const char *extension; HkkFileType type; } extensions[] = {
    { ".pdf", HKK_FILE_TYPE_PDF }, { ".jpg", HKK_FILE_TYPE_JPEG }, { ".jpeg", HKK_FILE_TYPE_JPEG },
    { ".png", HKK_FILE_TYPE_PNG },
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
 * Returns: (transfer none): its media type; "application/octet-stream" for one that is not taken
 */
const char *
hkk_file_type_media_type (HkkFileType type)
{
  switch ((int) type)
    {
    case HKK_FILE_TYPE_PDF: return "application/pdf";
    case HKK_FILE_TYPE_JPEG: return "image/jpeg";
    case HKK_FILE_TYPE_PNG: return "image/png";
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
  static const HkkFileError refusals[] = {
    [HKK_FILE_TYPE_UNKNOWN] = HKK_FILE_ERROR_UNKNOWN, [HKK_FILE_TYPE_HEIC] = HKK_FILE_ERROR_HEIC,
    [HKK_FILE_TYPE_TIFF] = HKK_FILE_ERROR_TIFF, [HKK_FILE_TYPE_GIF] = HKK_FILE_ERROR_GIF,
    [HKK_FILE_TYPE_WEBP] = HKK_FILE_ERROR_WEBP, [HKK_FILE_TYPE_BMP] = HKK_FILE_ERROR_BMP,
    [HKK_FILE_TYPE_SVG] = HKK_FILE_ERROR_SVG, [HKK_FILE_TYPE_OFFICE] = HKK_FILE_ERROR_OFFICE,
    [HKK_FILE_TYPE_ARCHIVE] = HKK_FILE_ERROR_ARCHIVE, [HKK_FILE_TYPE_WEB_PAGE] = HKK_FILE_ERROR_WEB_PAGE,
    [HKK_FILE_TYPE_PDF_BURIED] = HKK_FILE_ERROR_PDF_BURIED,
  };
  HkkFileType found;
  const char *media_type;

  g_return_val_if_fail (name != NULL && (start != NULL || length == 0), FALSE);

  found = hkk_file_type_sniff (start, length);
  media_type = hkk_file_type_media_type (found);
  if (type != NULL)
    *type = found;
  if (size <= 0 || length == 0)
    return hkk_file_fail (error, HKK_FILE_ERROR_EMPTY);
  if (size > HKK_FILE_MAX_BYTES)
    return hkk_file_fail (error, HKK_FILE_ERROR_TOO_LARGE);
  if (refusals[found] != HKK_FILE_ERROR_EMPTY)
    return hkk_file_fail (error, refusals[found]);
  if (type_from_name (name) != found)
    return hkk_file_fail (error, HKK_FILE_ERROR_NAME);
  if (declared != NULL && g_ascii_strcasecmp (declared, media_type) != 0)
    return hkk_file_fail (error, HKK_FILE_ERROR_DECLARED);
  if (accepted != NULL && !g_strv_contains (accepted, media_type))
    return hkk_file_fail (error, HKK_FILE_ERROR_NOT_HERE);
  return TRUE;
}

/**
 * hkk_file_check_content:
 * @bytes: the whole of a PDF, a JPEG or a PNG
 * @side: (out): how many pixels the shorter side of a picture has; 0 for a PDF
 * @error: return location for a %HKK_FILE_ERROR
 *
 * For the desktop when a file is chosen, and for the server when it arrives.
 *
 * Returns: whether whoever gets it can open it: it is complete, needs no password, and there is something to see
 */
gboolean
hkk_file_check_content (GBytes  *bytes,
                        guint   *side,
                        GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  guint64 width, height;

  *side = 0;
  if (hkk_file_type_sniff (data, MIN (size, HKK_FILE_SNIFF_BYTES)) == HKK_FILE_TYPE_PDF)
    return hkk_pdf_check (bytes, error);
  if (!hkk_picture_read_size (data, size, &width, &height, error))
    return FALSE;
  *side = (guint) MIN (width, height);
  return !hkk_picture_is_odd (data, size) || hkk_file_fail (error, HKK_FILE_ERROR_PICTURE_ODD);
}
