/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-file-type.h"

static const char pdf[] = "%PDF-1.7\n";
static const char jpeg[] = "\xff\xd8\xff\xe0";
static const char png[] = "\x89PNG\r\n\x1a\n";
static const char heic[] = "\0\0\0\x18" "ftypheic" "\0\0\0\0";

static void
assert_check (const char        *name,
              const char        *declared,
              const char        *start,
              gsize              length,
              gint64             size,
              const char *const *accepted,
              int                expected)
{
  g_autoptr(GError) error = NULL;
  HkkFileType type;
  gboolean good = hkk_file_check (name, declared, start, length, size, accepted, &type, &error);

  g_test_message ("%s", name);
  if (expected < 0)
    {
      g_assert_no_error (error);
      g_assert_true (good);
      return;
    }
  g_assert_false (good);
  g_assert_error (error, HKK_FILE_ERROR, expected);
  g_assert_cmpstr (error->message, ==, hkk_file_error_msgid (error));
}

static void
test_sniff (void)
{
  g_assert_cmpint (hkk_file_type_sniff (pdf, sizeof pdf - 1), ==, HKK_FILE_TYPE_PDF);
  g_assert_cmpint (hkk_file_type_sniff (jpeg, sizeof jpeg - 1), ==, HKK_FILE_TYPE_JPEG);
  g_assert_cmpint (hkk_file_type_sniff (png, sizeof png - 1), ==, HKK_FILE_TYPE_PNG);
  g_assert_cmpint (hkk_file_type_sniff (heic, sizeof heic - 1), ==, HKK_FILE_TYPE_HEIC);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpint (hkk_file_type_sniff (pdf, i), ==, HKK_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (hkk_file_type_sniff ("\xef\xbb\xbf\r\n %PDF-1.7", 14), ==, HKK_FILE_TYPE_PDF);
  g_assert_cmpint (hkk_file_type_sniff ("HTTP/1.1 200 OK\r\n\r\n%PDF-1.7", 27), ==, HKK_FILE_TYPE_PDF_BURIED);
  g_assert_cmpint (hkk_file_type_sniff ("MZ", 2), ==, HKK_FILE_TYPE_UNKNOWN);
  g_assert_cmpint (hkk_file_type_sniff (NULL, 0), ==, HKK_FILE_TYPE_UNKNOWN);
}

static void
test_check (void)
{
  static const char *const pictures[] = { "image/jpeg", "image/png", NULL };

  assert_check ("a.pdf", "application/pdf", pdf, 9, 9, NULL, -1);
  assert_check ("A.PDF", NULL, pdf, 9, HKK_FILE_MAX_BYTES, NULL, -1);
  assert_check ("b.jpeg", "image/jpeg", jpeg, 4, 4, pictures, -1);
  assert_check ("b.jpg", "IMAGE/JPEG", jpeg, 4, 4, pictures, -1);
  assert_check ("c.png", "image/png", png, 8, 8, pictures, -1);
  assert_check ("a.pdf", NULL, pdf, 0, 0, NULL, HKK_FILE_ERROR_EMPTY);
  assert_check ("a.pdf", NULL, pdf, 9, HKK_FILE_MAX_BYTES + 1, NULL, HKK_FILE_ERROR_TOO_LARGE);
  assert_check ("a.heic", NULL, heic, 16, 16, NULL, HKK_FILE_ERROR_HEIC);
  assert_check ("a.jpg", NULL, heic, 16, 16, NULL, HKK_FILE_ERROR_HEIC);
  assert_check ("a.pdf", NULL, "MZ", 2, 2, NULL, HKK_FILE_ERROR_UNKNOWN);
  assert_check ("a.png", NULL, pdf, 9, 9, NULL, HKK_FILE_ERROR_NAME);
  assert_check ("a.pdf.exe", NULL, pdf, 9, 9, NULL, HKK_FILE_ERROR_NAME);
  assert_check ("pdf", NULL, pdf, 9, 9, NULL, HKK_FILE_ERROR_NAME);
  assert_check ("a.pdf", "image/png", pdf, 9, 9, NULL, HKK_FILE_ERROR_DECLARED);
  assert_check ("a.pdf", "application/pdf", pdf, 9, 9, pictures, HKK_FILE_ERROR_NOT_HERE);
}

static void
test_others (void)
{
  static const struct { const char *start; gsize length; HkkFileType type; HkkFileError error; } cases[] = {
    { "\0\0\0\x1c" "ftypavif\0\0\0\0", 16, HKK_FILE_TYPE_HEIC, HKK_FILE_ERROR_HEIC },
    { "II*\0\x08\0\0\0", 8, HKK_FILE_TYPE_TIFF, HKK_FILE_ERROR_TIFF },
    { "MM\0*\0\0\0\x08", 8, HKK_FILE_TYPE_TIFF, HKK_FILE_ERROR_TIFF },
    { "GIF89a\x01\0", 8, HKK_FILE_TYPE_GIF, HKK_FILE_ERROR_GIF },
    { "RIFF\x10\0\0\0WEBPVP8 ", 16, HKK_FILE_TYPE_WEBP, HKK_FILE_ERROR_WEBP },
    { "BM\x46\0\0\0", 6, HKK_FILE_TYPE_BMP, HKK_FILE_ERROR_BMP },
    { "<?xml version='1.0'?>\n<svg xmlns='x'/>", 38, HKK_FILE_TYPE_SVG, HKK_FILE_ERROR_SVG },
    { "\n<!DOCTYPE HTML>\n<body>", 23, HKK_FILE_TYPE_WEB_PAGE, HKK_FILE_ERROR_WEB_PAGE },
    { "<html><head>", 12, HKK_FILE_TYPE_WEB_PAGE, HKK_FILE_ERROR_WEB_PAGE },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, HKK_FILE_TYPE_OFFICE, HKK_FILE_ERROR_OFFICE },
    { "{\\rtf1\\ansi", 11, HKK_FILE_TYPE_OFFICE, HKK_FILE_ERROR_OFFICE },
    { "PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0............\x13\0\0\0[Content_Types].xml", 49, HKK_FILE_TYPE_OFFICE,
      HKK_FILE_ERROR_OFFICE },
    { "PK\x03\x04\x14\0\0\0\0\0\0\0!\0............\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument", 72,
      HKK_FILE_TYPE_OFFICE,
      HKK_FILE_ERROR_OFFICE },
    { "PK\x03\x04\x14\0\0\0", 8, HKK_FILE_TYPE_ARCHIVE, HKK_FILE_ERROR_ARCHIVE },
    { "\x1f\x8b\x08\0", 4, HKK_FILE_TYPE_ARCHIVE, HKK_FILE_ERROR_ARCHIVE },
    { "<note/>", 7, HKK_FILE_TYPE_UNKNOWN, HKK_FILE_ERROR_UNKNOWN },
    { "Guten Tag", 9, HKK_FILE_TYPE_UNKNOWN, HKK_FILE_ERROR_UNKNOWN },
    { "<\0html", 6, HKK_FILE_TYPE_UNKNOWN, HKK_FILE_ERROR_UNKNOWN },
    { "   ", 3, HKK_FILE_TYPE_UNKNOWN, HKK_FILE_ERROR_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (hkk_file_type_sniff (cases[i].start, cases[i].length), ==, cases[i].type);
      assert_check ("a.pdf", NULL, cases[i].start, cases[i].length, (gint64) cases[i].length, NULL,
        (int) cases[i].error);
    }
}

static void
assert_picture (const guint8 *data,
                gsize         length,
                int           expected)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (hkk_picture_check (data, length, &error), ==, expected < 0);
  if (expected >= 0)
    g_assert_error (error, HKK_FILE_ERROR, expected);
}

/* What the header says is enough; nothing else of these pictures is there. */
static void
test_pictures (void)
{
  static const struct { guint32 width, height; int expected; } cases[] = {
    { 600, 400, -1 }, { 16, 16, -1 }, { 16000, 6250, -1 }, { 1, 1, HKK_FILE_ERROR_PICTURE_TINY }, { 15, 900,
        HKK_FILE_ERROR_PICTURE_TINY },
    { 30000, 30000, HKK_FILE_ERROR_PICTURE_HUGE }, { 16000, 6251, HKK_FILE_ERROR_PICTURE_HUGE }, { 16001, 20,
        HKK_FILE_ERROR_PICTURE_HUGE },
    { 20, 0x7fffffff, HKK_FILE_ERROR_PICTURE_HUGE }, { 0, 40, HKK_FILE_ERROR_PICTURE_CUT_OFF },
    { 0xffffffff, 0xffffffff, HKK_FILE_ERROR_PICTURE_HUGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 width = GUINT32_TO_BE (cases[i].width), height = GUINT32_TO_BE (cases[i].height);
      guint8 png_file[45] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR";
      guint8 jpeg_file[] =
        "\xff\xd8\xff\xe1\0\x04\xff\xd9\xff\xff\xc2\0\x0b\x08....\x01\x01\x11\0\xff\xda\0\x02\x12\xff\0\xff\xd9";

      memcpy (png_file + 16, &width, 4);
      memcpy (png_file + 20, &height, 4);
      memcpy (png_file + 33, "\0\0\0\0IEND", 8);
      assert_picture (png_file, sizeof png_file, cases[i].expected);
      if (cases[i].expected < 0)
        for (gsize length = 0; length < sizeof png_file; length++)
          assert_picture (png_file, length,
            length < 8 ? (int) HKK_FILE_ERROR_NOT_HERE : (int) HKK_FILE_ERROR_PICTURE_CUT_OFF);
      if (cases[i].width > 0xffff || cases[i].height > 0xffff)
        continue;
      memcpy (jpeg_file + 14, (guint8 *) &height + 2, 2);
      memcpy (jpeg_file + 16, (guint8 *) &width + 2, 2);
      assert_picture (jpeg_file, sizeof jpeg_file - 1, cases[i].expected);
      if (cases[i].expected < 0)
        for (gsize length = 3; length < sizeof jpeg_file - 1; length++)
          assert_picture (jpeg_file, length, HKK_FILE_ERROR_PICTURE_CUT_OFF);
    }
}

/* One pixel high, black and white: 16 bits and a filter, packed without packing. */
#define PNG_START "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\0\x10\0\0\0\x01\x01\0\0\0\0"
#define PNG_SUM "\xff\x02\x13\xf2"
#define PNG_CONTENT "\0\0\0\x0e" "IDAT\x78\x01\x01\x03\0\xfc\xff\0\xff\xff\x03\x00\x01\xff"
#define PNG_CONTENT_SUM "\xd7\x4a\x76\x53"
#define PNG_END "\0\0\0\0IEND\xae\x42\x60\x82"
#define BYTES(text) text, sizeof text - 1

/* Complete, and yet nobody sees them. */
static void
test_odd_pictures (void)
{
  static const struct { const char *data; gsize length; gboolean odd; } cases[] = {
    { BYTES (PNG_START PNG_SUM PNG_CONTENT PNG_CONTENT_SUM PNG_END), FALSE },
    { BYTES (PNG_START PNG_SUM PNG_CONTENT PNG_CONTENT_SUM PNG_END "behind"), FALSE },
    /* a note of which the sum is wrong is only a note */
    { BYTES (PNG_START PNG_SUM "\0\0\0\1tEXtA----" PNG_CONTENT PNG_CONTENT_SUM PNG_END), FALSE },
    { BYTES (PNG_START "----" PNG_CONTENT PNG_CONTENT_SUM PNG_END), TRUE },
    { BYTES (PNG_START PNG_SUM PNG_CONTENT "----" PNG_END), TRUE },
    { BYTES (PNG_START PNG_SUM PNG_END), TRUE },
    { BYTES (PNG_START PNG_SUM "\0\0\0\0IDAT\x35\xaf\x06\x1e" PNG_END), TRUE },
    /* baseline, extended, progressive; 12 bits a sample, lossless, arithmetic */
    { BYTES ("\xff\xd8\xff\xc0\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), FALSE },
    { BYTES ("\xff\xd8\xff\xc1\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), FALSE },
    { BYTES ("\xff\xd8\xff\xc2\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), FALSE },
    { BYTES ("\xff\xd8\xff\xc1\0\x0b\x0c\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), TRUE },
    { BYTES ("\xff\xd8\xff\xc3\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), TRUE },
    { BYTES ("\xff\xd8\xff\xc9\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xda\0\x02\0\xff\xd9"), TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (hkk_picture_is_odd (cases[i].data, cases[i].length), ==, cases[i].odd);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/file-type/sniff", test_sniff);
  g_test_add_func ("/forms/file-type/check", test_check);
  g_test_add_func ("/forms/file-type/others", test_others);
  g_test_add_func ("/forms/file-type/pictures", test_pictures);
  g_test_add_func ("/forms/file-type/odd-pictures", test_odd_pictures);
  return g_test_run ();
}
