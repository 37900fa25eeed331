/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pasted-image.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

static void
remove_file (gpointer data,
             GObject *gone)
{
  g_autofree char *path = data;
  g_autofree char *dir = g_path_get_dirname (path);

  g_remove (path);
  g_rmdir (dir);
}

/**
 * hkk_pasted_image_new:
 * @texture: a picture
 * @error: return location
 *
 * Makes a picture from the clipboard a PNG file for the person alone. It lies in the runtime directory, which is in
 * memory and not on a disk where that exists, and goes away with the returned object.
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
hkk_pasted_image_new (GdkTexture  *texture,
                      GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *dir = NULL;
  g_autofree char *path = NULL;
  GFile *file = NULL;

  g_return_val_if_fail (GDK_IS_TEXTURE (texture), NULL);

  dir = g_build_filename (g_get_user_runtime_dir (), "meine-hkk-XXXXXX", NULL);
  if (g_mkdtemp_full (dir, 0700) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The picture could not be taken over."));
      return NULL;
    }

  bytes = gdk_texture_save_to_png_bytes (texture);
  /* TRANSLATORS: name of a file that is made of a picture in the clipboard; keep “.png” */
  path = g_build_filename (dir, _("Picture.png"), NULL);
  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      g_rmdir (dir);
      return NULL;
    }

  file = g_file_new_for_path (path);
  g_object_weak_ref (G_OBJECT (file), remove_file, g_steal_pointer (&path));

  return file;
}
