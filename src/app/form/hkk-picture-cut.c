/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-picture-cut.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define MAX_SIDE 1600 /* pixels of what is cut: more than any printer of cards can show */

typedef struct
{
  GBytes          *picture;  /* Owned */
  guint            quarters; /* clockwise */
  graphene_rect_t  part;     /* of the picture as it was turned, whose sides are 1 */
} Cutting;

static void
cutting_free (gpointer data)
{
  Cutting *self = data;

  g_bytes_unref (self->picture);
  g_free (self);
}

static const GdkPixbufRotation turns[] = {
  GDK_PIXBUF_ROTATE_NONE, GDK_PIXBUF_ROTATE_CLOCKWISE, GDK_PIXBUF_ROTATE_UPSIDEDOWN, GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE,
};

/* (transfer full) (nullable): the picture upright as its camera noted, and turned as the person wants it. */
static GdkPixbuf *
decode (Cutting       *self,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (self->picture);
  g_autoptr(GdkPixbuf) stored = gdk_pixbuf_new_from_stream (stream, cancellable, error);
  g_autoptr(GdkPixbuf) upright = stored != NULL ? gdk_pixbuf_apply_embedded_orientation (stored) : NULL;

  return upright != NULL ? gdk_pixbuf_rotate_simple (upright, turns[self->quarters % G_N_ELEMENTS (turns)]) : NULL;
}

static int
clamp_to (double value,
          int    least,
          int    most)
{
  return CLAMP ((int) (value + 0.5), least, MAX (least, most));
}

/* (transfer full) (nullable): the part, on white paper where it was transparent, and no larger than it need be. */
static GdkPixbuf *
cut (GdkPixbuf             *picture,
     const graphene_rect_t *part)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  int x = clamp_to ((double) part->origin.x * width, 0, width - 1);
  int y = clamp_to ((double) part->origin.y * height, 0, height - 1);
  int w = clamp_to ((double) part->size.width * width, 1, width - x);
  int h = clamp_to ((double) part->size.height * height, 1, height - y);
  double scale = MIN (1.0, (double) MAX_SIDE / MAX (w, h));
  int wide = MAX (1, (int) (w * scale + 0.5));
  int high = MAX (1, (int) (h * scale + 0.5));
  g_autoptr(GdkPixbuf) section = gdk_pixbuf_new_subpixbuf (picture, x, y, w, h);
  g_autoptr(GdkPixbuf) paper = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, wide, high);

  if (paper == NULL)
    return NULL;
  gdk_pixbuf_fill (paper, 0xffffffff);
  gdk_pixbuf_composite (section, paper, 0, 0, wide, high, 0, 0, (double) wide / w, (double) high / h,
                        GDK_INTERP_BILINEAR, 255);
  return g_steal_pointer (&paper);
}

static void
cut_worker (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Cutting *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) turned = decode (self, cancellable, &error);
  g_autoptr(GdkPixbuf) section = turned != NULL ? cut (turned, &self->part) : NULL;
  char *jpeg = NULL;
  gsize size = 0;

  if (section == NULL && error == NULL)
    g_set_error_literal (&error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, "");
  if (error != NULL || !gdk_pixbuf_save_to_buffer (section, &jpeg, &size, "jpeg", &error, "quality", "92", NULL))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_bytes_new_take (jpeg, size), (GDestroyNotify) g_bytes_unref);
}

/**
 * hkk_picture_cut_async:
 * @picture: a JPEG or PNG file that was looked at before
 * @quarters: how often it is turned clockwise by a quarter
 * @part: what stays, of the turned picture; its width and height count as 1
 *
 * Turns and cuts a picture in a worker. Nothing of what lay outside, or of what the camera noted, stays in the file.
 *
 * Finishes with %GDK_PIXBUF_ERROR or %G_IO_ERROR.
 */
void
hkk_picture_cut_async (GBytes                *picture,
                       guint                  quarters,
                       const graphene_rect_t *part,
                       GCancellable          *cancellable,
                       GAsyncReadyCallback    callback,
                       gpointer               data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  Cutting *self;

  g_return_if_fail (picture != NULL && part != NULL);

  g_task_set_source_tag (task, hkk_picture_cut_async);
  self = g_new (Cutting, 1);
  self->picture = g_bytes_ref (picture);
  self->quarters = quarters;
  self->part = *part;
  g_task_set_task_data (task, self, cutting_free);
  g_task_run_in_thread (task, cut_worker);
}

/**
 * hkk_picture_cut_finish:
 *
 * Returns: (transfer full) (nullable): a JPEG file
 */
GBytes *
hkk_picture_cut_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_picture_turn:
 * @picture: a small picture: it is turned at once
 * @clockwise: or the other way
 *
 * Returns: (transfer full): @picture, turned by a quarter
 */
GdkTexture *
hkk_picture_turn (GdkTexture *picture,
                  gboolean    clockwise)
{
  g_autoptr(GdkPixbuf) pixels = NULL;
  g_autoptr(GdkPixbuf) turned = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GdkTextureDownloader) downloader = gdk_texture_downloader_new (picture);
  g_autoptr(GBytes) before = NULL;
  gsize stride = 0;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  before = gdk_texture_downloader_download_bytes (downloader, &stride);
  pixels = gdk_pixbuf_new_from_bytes (before, GDK_COLORSPACE_RGB, TRUE, 8, gdk_texture_get_width (picture),
                                      gdk_texture_get_height (picture), (int) stride);
  turned = gdk_pixbuf_rotate_simple (pixels, clockwise ? GDK_PIXBUF_ROTATE_CLOCKWISE
                                                       : GDK_PIXBUF_ROTATE_COUNTERCLOCKWISE);
  bytes = gdk_pixbuf_read_pixel_bytes (turned);
  return gdk_memory_texture_new (gdk_pixbuf_get_width (turned), gdk_pixbuf_get_height (turned), GDK_MEMORY_R8G8B8A8,
                                 bytes, (gsize) gdk_pixbuf_get_rowstride (turned));
}
