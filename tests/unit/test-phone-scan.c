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

/* The letter as the backend prints it, or one without a code, as a picture of its first page. (transfer full) */
static GFile *
take_picture (const char *folder,
              gboolean    with_code)
{
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new ("Brief", "de", 0);
  g_autofree char *file = g_build_filename (folder, "letter.pdf", NULL);
  g_autofree char *stem = g_build_filename (folder, "letter", NULL);
  g_autofree char *picture = g_build_filename (folder, "letter.png", NULL);
  const char *command[] = { "pdftoppm", "-png", "-singlefile", "-r", "100", file, stem, NULL };
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_pdf_paragraph (pdf, "Scan this QR code, or type the characters beside it.");
  if (with_code)
    hkk_mock_pdf_code (pdf, CODE);
  bytes = hkk_mock_pdf_finish (pdf);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_remove (file);
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
  gboolean with_code = GPOINTER_TO_INT (data);
  g_autofree char *folder = test_make_folder ();
  g_autoptr(GFile) picture = take_picture (folder, with_code);
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
  g_test_add_data_func ("/phone/scan/letter", GINT_TO_POINTER (TRUE), test_letter);
  g_test_add_data_func ("/phone/scan/without-code", GINT_TO_POINTER (FALSE), test_letter);
  g_test_add_func ("/phone/scan/no-picture", test_no_picture);
  g_test_add_func ("/phone/scan/trap", test_trap);
  return g_test_run ();
}
