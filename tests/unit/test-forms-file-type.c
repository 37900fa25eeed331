/* SPDX-License-Identifier: GPL-3.0-or-later */
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
  g_assert_cmpint (hkk_file_type_sniff (" %PDF-1.7", 9), ==, HKK_FILE_TYPE_UNKNOWN);
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

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/file-type/sniff", test_sniff);
  g_test_add_func ("/forms/file-type/check", test_check);
  return g_test_run ();
}
