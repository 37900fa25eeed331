/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-thumbnail.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "hkk-file-type.h"

#define MAX_PIXELS ((guint64) 50 * 1000 * 1000) /* a PNG of so many takes 200 MB while it is made small */

typedef struct
{
  GBytes *picture; /* Owned */
  guint   turns;   /* clockwise by 90° */
  int     side;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_bytes_unref (self->picture);
  g_free (self);
}

/* A camera that was turned notes that, and turns nothing. */
static GdkPixbuf *
decode (Making        *self,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (self->picture);
  g_autoptr(GdkPixbuf) small = gdk_pixbuf_new_from_stream_at_scale (stream, self->side, self->side, TRUE, cancellable,
                                                                    error);
  g_autoptr(GdkPixbuf) upright = small != NULL ? gdk_pixbuf_apply_embedded_orientation (small) : NULL;

  for (guint i = 0; upright != NULL && i < self->turns; i++)
    {
      g_autoptr(GdkPixbuf) before = g_steal_pointer (&upright);

      upright = gdk_pixbuf_rotate_simple (before, GDK_PIXBUF_ROTATE_CLOCKWISE);
    }
  return g_steal_pointer (&upright);
}

static void
make_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) upright = decode (data, cancellable, &error);
  g_autoptr(GBytes) pixels = NULL;

  if (upright == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  pixels = gdk_pixbuf_read_pixel_bytes (upright);
  g_task_return_pointer (task, gdk_memory_texture_new (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                                                       gdk_pixbuf_get_has_alpha (upright) ? GDK_MEMORY_R8G8B8A8
                                                                                          : GDK_MEMORY_R8G8B8,
                                                       pixels, (gsize) gdk_pixbuf_get_rowstride (upright)),
                         g_object_unref);
}

/**
 * hkk_thumbnail_async:
 * @picture: a JPEG or PNG file, from anywhere
 * @side: pixels of the square that it shall fit into
 *
 * Makes a picture small in a worker, upright as its camera noted. One whose header says that it is broken or very
 * large is not decoded.
 *
 * Finishes with %HKK_FILE_ERROR, %GDK_PIXBUF_ERROR or %G_IO_ERROR.
 */
void
hkk_thumbnail_async (GBytes              *picture,
                     int                  side,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  hkk_thumbnail_turned_async (picture, 0, side, cancellable, callback, data);
}

/**
 * hkk_thumbnail_turned_async:
 * @picture: as for hkk_thumbnail_async()
 * @turns: how often it is turned clockwise by 90° once it stands upright
 * @side: as for hkk_thumbnail_async()
 *
 * Makes a picture small that somebody has turned; finishes as hkk_thumbnail_async() does.
 */
void
hkk_thumbnail_turned_async (GBytes              *picture,
                            guint                turns,
                            int                  side,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr(GError) error = NULL;
  Making *self;
  guint64 width, height;
  gsize size;
  gconstpointer start = g_bytes_get_data (picture, &size);

  g_task_set_source_tag (task, hkk_thumbnail_async);
  if (hkk_picture_read_size (start, size, &width, &height, &error) && width * height > MAX_PIXELS)
    hkk_file_fail (&error, HKK_FILE_ERROR_PICTURE_HUGE);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self = g_new (Making, 1);
  self->picture = g_bytes_ref (picture);
  self->turns = turns;
  self->side = side;
  g_task_set_task_data (task, self, making_free);
  g_task_run_in_thread (task, make_worker);
}

/**
 * hkk_thumbnail_finish:
 *
 * Returns: (transfer full) (nullable): the small picture
 */
GdkTexture *
hkk_thumbnail_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
