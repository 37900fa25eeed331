/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gdk/gdk.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "hkk-file-type.h"
#include "hkk-phone-scan.h"
#include "pdf-layout.h"
#include "test-folder.h"
#include "test-wait.h"

#define CODE "K7QF-3M9T-XW2D-8HRP"

/* What a person has of the letter. */
typedef enum
{
  PHOTO,   /* a picture of its first page */
  SAVED,   /* the file, as it is among the documents */
  SCANNED, /* a file with a picture of its first page, as a scanner makes it */
} Kind;

static const struct
{
  Kind     kind;
  gboolean with_code;
} cases[] = { { PHOTO, TRUE }, { PHOTO, FALSE }, { SAVED, TRUE }, { SAVED, FALSE }, { SCANNED, TRUE },
              { SCANNED, FALSE } };

/* A file as a scanner makes it of the JPEG at PATH. (transfer full) */
static GBytes *
wrap_jpeg (const char *path)
{
  g_autoptr(GString) file = g_string_new ("%PDF-1.5\n1 0 obj\n<</Type/XObject/Subtype/Image/Width 827/Height 1169"
                                          "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode>>\nstream\r\n");
  g_autofree char *jpeg = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &jpeg, &length, NULL));
  g_string_append_len (file, jpeg, (gssize) length);
  g_string_append (file, "\nendstream\nendobj\n%%EOF\n");
  return g_string_free_to_bytes (g_steal_pointer (&file));
}

/* The letter as the backend prints it, or one without a code. (transfer full) */
static GFile *
take_picture (const char *folder,
              Kind        kind,
              gboolean    with_code)
{
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new ("Brief", "de", 0);
  g_autofree char *file = g_build_filename (folder, "letter.pdf", NULL);
  g_autofree char *stem = g_build_filename (folder, "letter", NULL);
  g_autofree char *picture = g_build_filename (folder, kind == PHOTO ? "letter.png" : "letter.jpg", NULL);
  const char *command[] = { "pdftoppm", kind == PHOTO ? "-png" : "-jpeg", "-singlefile", "-r", "100", file, stem,
                            NULL };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_pdf_paragraph (pdf, "Scan this QR code, or type the characters beside it.");
  if (with_code)
    hkk_mock_pdf_code (pdf, CODE);
  bytes = hkk_mock_pdf_finish (pdf);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  if (kind == SAVED)
    return g_file_new_for_path (file);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_remove (file);
  if (kind == SCANNED)
    {
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = wrap_jpeg (picture);
      g_assert_true (g_file_set_contents (picture, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                          NULL));
    }
  return g_file_new_for_path (picture);
}

static void
on_scanned (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* (transfer full) (nullable) */
static char *
scan (GFile   *picture,
      GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_phone_scan_async (picture, NULL, on_scanned, &result);
  test_wait_until (result);
  return hkk_phone_scan_finish (result, error);
}

static void
test_letter (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gboolean with_code = cases[i].with_code;
  g_autofree char *folder = test_make_folder ();
  g_autoptr(GFile) picture = take_picture (folder, cases[i].kind, with_code);
  g_autoptr(GError) error = NULL;
  g_autofree char *code = scan (picture, &error);

  if (with_code)
    g_assert_no_error (error);
  else
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (code, ==, with_code ? CODE : NULL);
  g_file_delete (picture, NULL, NULL);
  g_rmdir (folder);
}

static void
test_no_picture (void)
{
  g_autoptr(GFile) file = g_file_new_for_path (g_test_get_filename (G_TEST_DIST, "meson.build", NULL));
  g_autoptr(GError) error = NULL;
  g_autofree char *code = scan (file, &error);

  g_assert_null (code);
  g_assert_nonnull (error);
}

/* Whatever a file claims of its pictures: each of them is looked at without harm. */
static void
test_broken (void)
{
  static const char * const claims[] = {
    "<</Subtype/Image/Width 99999999/Height 99999999/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode>>",
    "<</Subtype/Image/Width 4000/Height 4000/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode>>",
    "<</Subtype/Image/Width -1/Height 7/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode>>",
    "<</Subtype/Image/Width 9/Height 7/ColorSpace/DeviceGray/BitsPerComponent 16/Filter/FlateDecode>>",
    "<</Subtype/Image/Filter/DCTDecode>>", "<</Subtype/Image/Filter[/FlateDecode/DCTDecode]>>", "<</Subtype/Image",
    "<<",
    "<</Subtype/Image>>stream",
  };
  g_autoptr(GString) file = g_string_new ("%PDF-1.4\n");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (claims); i++)
    g_string_append_printf (file, "%zu 0 obj%s\nstream\nx\234\001\002nothing of it\nendstream\nendobj\n", i, claims[i]);
  g_string_append (file, "9 0 obj");
  bytes = g_string_free_to_bytes (g_steal_pointer (&file));
  hkk_phone_scan_bytes_async (bytes, NULL, on_scanned, &result);
  test_wait_until (result);
  g_assert_null (hkk_phone_scan_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* 900 million pixels in a file of 45 bytes, and a pipe that nobody writes into. */
static void
test_trap (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "huge.png", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe.png", NULL);
  g_autoptr(GFile) picture = g_file_new_for_path (path);
  g_autoptr(GFile) special = g_file_new_for_path (pipe);
  g_autoptr(GError) huge = NULL;
  g_autoptr(GError) no_file = NULL;
  char content[45] = "\x89PNG\r\n\x1a\n\0\0\0\x0d" "IHDR\0\0\x75\x30\0\0\x75\x30\x01";

  memcpy (content + 33, "\0\0\0\0IEND", 8);
  g_assert_true (g_file_set_contents (path, content, sizeof content, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_null (scan (picture, &huge));
  g_assert_error (huge, HKK_FILE_ERROR, HKK_FILE_ERROR_PICTURE_HUGE);
  g_assert_null (scan (special, &no_file));
  g_assert_error (no_file, HKK_FILE_ERROR, HKK_FILE_ERROR_SPECIAL);
  test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/phone/scan/photo", GUINT_TO_POINTER (0), test_letter);
  g_test_add_data_func ("/phone/scan/photo-without-code", GUINT_TO_POINTER (1), test_letter);
  g_test_add_data_func ("/phone/scan/saved", GUINT_TO_POINTER (2), test_letter);
  g_test_add_data_func ("/phone/scan/saved-without-code", GUINT_TO_POINTER (3), test_letter);
  g_test_add_data_func ("/phone/scan/scanned", GUINT_TO_POINTER (4), test_letter);
  g_test_add_data_func ("/phone/scan/scanned-without-code", GUINT_TO_POINTER (5), test_letter);
  g_test_add_func ("/phone/scan/pdf/broken", test_broken);
  g_test_add_func ("/phone/scan/no-picture", test_no_picture);
  g_test_add_func ("/phone/scan/trap", test_trap);
  return g_test_run ();
}
