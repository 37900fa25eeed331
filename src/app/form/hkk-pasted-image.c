/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pasted-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "hkk-file-type.h"

#define MAX_BYTES ((gsize) 128 * 1024 * 1024) /* of what the clipboard gives: pictures are packed loosely there */
#define CHUNK ((gsize) 1024 * 1024)
#define DEADLINE_MS (25 * 1000)

static const char *media_types[] = { "image/png", "image/jpeg", NULL };

typedef struct
{
  GCancellable *cancellable; /* Owned: of the reading */
  GCancellable *outer;       /* Owned (nullable): of the caller */
  gulong        outer_handler;
  guint         deadline;
  gboolean      late;
  GByteArray   *bytes;       /* Owned */
} Pasting;

static void
pasting_free (gpointer data)
{
  Pasting *self = data;

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

/* (transfer full) (nullable): PICTURE on white paper, SCALE times as wide and high, as a JPEG. */
static GBytes *
to_jpeg (GdkPixbuf  *picture,
         double      scale,
         GError    **error)
{
  int width = MAX (1, (int) (gdk_pixbuf_get_width (picture) * scale));
  int height = MAX (1, (int) (gdk_pixbuf_get_height (picture) * scale));
  g_autoptr(GdkPixbuf) paper = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *data = NULL;
  gsize size = 0;

  if (paper == NULL)
    {
      g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY, "");
      return NULL;
    }
  gdk_pixbuf_fill (paper, 0xffffffff);
  gdk_pixbuf_composite (picture, paper, 0, 0, width, height, 0, 0, scale, scale, GDK_INTERP_BILINEAR, 255);
  if (!gdk_pixbuf_save_to_buffer (paper, &data, &size, "jpeg", error, "quality", "90", NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

/* A photo is many times as large in the clipboard as it was: made JPEG again, and smaller until there is room. */
static void
shrink_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Pasting *self = data;
  g_autoptr(GBytes) packed = g_bytes_new_static (self->bytes->data, self->bytes->len);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkPixbuf) stored = gdk_pixbuf_new_from_stream (stream, cancellable, &error);
  g_autoptr(GdkPixbuf) picture = stored != NULL ? gdk_pixbuf_apply_embedded_orientation (stored) : NULL;
  g_autoptr(GBytes) jpeg = NULL;

  for (double scale = 1.0; picture != NULL && error == NULL && !g_cancellable_is_cancelled (cancellable); scale *= 0.75)
    {
      g_clear_pointer (&jpeg, g_bytes_unref);
      jpeg = to_jpeg (picture, scale, &error);
      if (jpeg != NULL && g_bytes_get_size (jpeg) <= (gsize) HKK_FILE_MAX_BYTES)
        break;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error == NULL ? &error : NULL) || error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&jpeg), (GDestroyNotify) g_bytes_unref);
}

static void
fail (GTask  *task,
      GError *error)
{
  Pasting *self = g_task_get_task_data (task);

  if (self->late)
    {
      g_clear_error (&error);
      hkk_file_fail (&error, HKK_FILE_ERROR_SLOW);
    }
  g_task_return_error (task, error);
}

/* Looked at by its header before anything decodes it. */
static void
take_picture (GTask *task)
{
  Pasting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_clear_handle_id (&self->deadline, g_source_remove);
  if (self->bytes->len > MAX_BYTES)
    hkk_file_fail (&error, HKK_FILE_ERROR_TOO_LARGE);
  else
    hkk_picture_check (self->bytes->data, self->bytes->len, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (self->bytes->len > HKK_FILE_MAX_BYTES)
    g_task_run_in_thread (task, shrink_worker);
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (self->bytes)),
                           (GDestroyNotify) g_bytes_unref);
}

static void
on_chunk (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pasting *self = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);

  if (chunk == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) > 0)
    g_byte_array_append (self->bytes, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
  if (g_bytes_get_size (chunk) == 0 || self->bytes->len > MAX_BYTES)
    take_picture (task);
  else
    g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, on_chunk,
                                     g_object_ref (task));
}

static void
on_stream (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Pasting *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream != NULL)
    g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable, on_chunk,
                                     g_object_ref (task));
  else
    fail (task, g_steal_pointer (&error));
}

static gboolean
on_deadline (gpointer data)
{
  Pasting *self = data;

  self->deadline = 0;
  self->late = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/**
 * hkk_pasted_image_is_there:
 * @clipboard: a clipboard
 *
 * Returns: whether there is a picture in it that can be read
 */
gboolean
hkk_pasted_image_is_there (GdkClipboard *clipboard)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) ||
         gdk_content_formats_contain_mime_type (formats, media_types[0]) ||
         gdk_content_formats_contain_mime_type (formats, media_types[1]);
}

/**
 * hkk_pasted_image_async:
 * @clipboard: a clipboard with a picture
 *
 * Reads the picture as it was put there. One that is larger than a file may be is made a JPEG that is not, in a worker.
 *
 * Finishes with %HKK_FILE_ERROR, whose message is for the person, or with what the clipboard says.
 */
void
hkk_pasted_image_async (GdkClipboard        *clipboard,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Pasting *self = g_new0 (Pasting, 1);

  g_task_set_source_tag (task, hkk_pasted_image_async);
  g_task_set_task_data (task, self, pasting_free);
  self->bytes = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                   g_object_ref (self->cancellable), g_object_unref);
    }
  self->deadline = g_timeout_add (DEADLINE_MS, on_deadline, self);
  gdk_clipboard_read_async (clipboard, media_types, G_PRIORITY_DEFAULT, self->cancellable, on_stream, task);
}

/**
 * hkk_pasted_image_finish:
 *
 * Returns: (transfer full) (nullable): a PNG or JPEG file
 */
GBytes *
hkk_pasted_image_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_pasted_files_to_model:
 * @list: files that were pasted or dropped
 *
 * Returns: (transfer full): a list of #GFile
 */
GListModel *
hkk_pasted_files_to_model (GdkFileList *list)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (list);
  GListStore *store = g_list_store_new (G_TYPE_FILE);

  for (GSList *link = files; link != NULL; link = link->next)
    g_list_store_append (store, link->data);

  return G_LIST_MODEL (store);
}
