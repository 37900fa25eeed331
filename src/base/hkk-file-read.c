/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-read.h"

#include "hkk-file-type.h"

/* What the caller waits for. The worker has a task of its own, which may never end: it holds nothing of the caller. */
typedef struct
{
  GCancellable *cancellable; /* Owned: of the worker */
  GCancellable *outer;       /* Owned (nullable): of the caller */
  gulong        outer_handler;
  guint         deadline;
  gboolean      late;
} Reading;

typedef struct
{
  GFile *file; /* Owned */
  gsize  max;
} Source;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static void
source_free (gpointer data)
{
  Source *self = data;

  g_clear_object (&self->file);
  g_free (self);
}

/* A pipe is not even opened: that would wait for somebody who writes into it. */
static gboolean
check_kind (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                                                 cancellable, error);

  if (info == NULL)
    return FALSE;
  switch ((int) g_file_info_get_file_type (info))
    {
    case G_FILE_TYPE_DIRECTORY: return hkk_file_fail (error, HKK_FILE_ERROR_FOLDER);
    case G_FILE_TYPE_REGULAR: return TRUE;
    default: return hkk_file_fail (error, HKK_FILE_ERROR_SPECIAL);
    }
}

static void
read_worker (GTask        *task,
             gpointer      source_object,
             gpointer      data,
             GCancellable *cancellable)
{
  Source *source = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  gsize piece = 0;
  gsize read = 0;

  if (check_kind (source->file, cancellable, &error))
    stream = g_file_read (source->file, cancellable, &error);
  while (stream != NULL && error == NULL && read == piece && bytes->len < source->max)
    {
      guint before = bytes->len;

      /* In growing pieces, for most files are much smaller than the most that is taken. */
      piece = MIN (source->max - before, CLAMP ((gsize) before, 65536, 4 * 1024 * 1024));
      g_byte_array_set_size (bytes, before + (guint) piece);
      g_input_stream_read_all (G_INPUT_STREAM (stream), bytes->data + before, piece, &read, cancellable, &error);
      g_byte_array_set_size (bytes, before + (guint) read);
    }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&bytes)), (GDestroyNotify) g_bytes_unref);
}

static void
on_read (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_handle_id (&reading->deadline, g_source_remove);
  if (bytes == NULL && reading->late)
    {
      g_clear_error (&error);
      hkk_file_fail (&error, HKK_FILE_ERROR_SLOW);
    }
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
on_deadline (gpointer data)
{
  Reading *reading = data;

  reading->deadline = 0;
  reading->late = TRUE;
  g_cancellable_cancel (reading->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer,
                    gpointer      inner)
{
  g_cancellable_cancel (inner);
}

/**
 * hkk_file_read_async:
 * @file: what a person chose, dropped or pasted: anything
 * @max: how many bytes at most; read one more than is allowed to see what is too large
 * @deadline_ms: when to give up; a drive in the network may never answer
 * @cancellable: (nullable): gives up at once, whatever the file does
 *
 * Reads a file of this computer. Nothing is fetched from anywhere, and only what is a file is opened.
 *
 * Finishes with %HKK_FILE_ERROR_FOLDER, %HKK_FILE_ERROR_ELSEWHERE, %HKK_FILE_ERROR_SPECIAL, %HKK_FILE_ERROR_SLOW or
 * %G_IO_ERROR.
 */
void
hkk_file_read_async (GFile               *file,
                     gsize                max,
                     guint                deadline_ms,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr(GTask) work = NULL;
  g_autoptr(GError) error = NULL;
  Reading *reading = g_new0 (Reading, 1);
  Source *source;

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, hkk_file_read_async);
  reading->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, reading, reading_free);
  if (!g_file_is_native (file))
    {
      hkk_file_fail (&error, HKK_FILE_ERROR_ELSEWHERE);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (cancellable != NULL)
    {
      reading->outer = g_object_ref (cancellable);
      reading->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                                                      g_object_ref (reading->cancellable), g_object_unref);
    }
  reading->deadline = g_timeout_add (deadline_ms, on_deadline, reading);
  source = g_new (Source, 1);
  source->file = g_object_ref (file);
  source->max = max;
  work = g_task_new (NULL, reading->cancellable, on_read, g_object_ref (task));
  g_task_set_source_tag (work, read_worker);
  g_task_set_task_data (work, source, source_free);
  g_task_set_return_on_cancel (work, TRUE);
  g_task_run_in_thread (work, read_worker);
}

/**
 * hkk_file_read_finish:
 *
 * Returns: (transfer full) (nullable): what is in the file, up to the most that was asked for
 */
GBytes *
hkk_file_read_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
