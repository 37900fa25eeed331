/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

GBytes *
test_turn_jpeg (GBytes *jpeg,
                guint8  orientation)
{
  guint8 note[] = { 0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0,
                    0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (jpeg, &size);
  GByteArray *turned = g_byte_array_new ();

  g_byte_array_append (turned, data, 2);
  g_byte_array_append (turned, note, sizeof note);
  g_byte_array_append (turned, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (turned);
}

char *
test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("hkk-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
test_remove_folder (const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        test_remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}
