/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "hkk-drafts-store.h"
#include "hkk-file-type.h"
#include "hkk-key.h"
#include "hkk-portal-error.h"

#define MAX_NAME 200

typedef struct
{
  char   *draft_id;
  char   *upload;
  GFile  *file;      /* Owned (nullable) */
  GStrv   accepted;  /* (nullable) */
  GObject *draft;    /* Owned: used on the main thread only */
} FileJob;

static void
file_job_free (gpointer data)
{
  FileJob *job = data;

  g_free (job->draft_id);
  g_free (job->upload);
  g_clear_object (&job->file);
  g_strfreev (job->accepted);
  g_clear_object (&job->draft);
  g_free (job);
}

/* Up to one byte more than is allowed, so that too much is seen. */
static GBytes *
read_limited (GFile         *file,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *buffer = NULL;
  gsize size;

  if (stream == NULL)
    return NULL;
  buffer = g_malloc (HKK_FILE_MAX_BYTES + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, HKK_FILE_MAX_BYTES + 1, &size, cancellable, error))
    return NULL;
  return g_bytes_new (buffer, size);
}

static char *
name_of (GFile *file)
{
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME, G_FILE_QUERY_INFO_NONE,
                                                 NULL, NULL);
  g_autofree char *name = info != NULL ? g_strdup (g_file_info_get_display_name (info)) : g_file_get_basename (file);
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);

  return g_utf8_strlen (valid, -1) > MAX_NAME ? g_utf8_substring (valid, g_utf8_strlen (valid, -1) - MAX_NAME, -1)
                                              : g_steal_pointer (&valid);
}

static HkkAttachment *
attach (FileJob         *job,
        HkkDraftsPlace  *place,
        GCancellable    *cancellable,
        GError         **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GBytes) bytes = read_limited (job->file, cancellable, error);
  g_autofree char *name = NULL;
  g_autofree char *sha256 = NULL;
  HkkFileType type;
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  name = name_of (job->file);
  if (!hkk_file_check (name, NULL, data, MIN (size, HKK_FILE_SNIFF_BYTES), (gint64) size,
                       (const char * const *) job->accepted, &type, &local))
    {
      const char *msgid = hkk_file_error_msgid (local);

      g_set_error_literal (error, local->domain, local->code, msgid != NULL ? _(msgid) : local->message);
      return NULL;
    }
  if (!hkk_drafts_place_write_file (place, job->draft_id, job->upload, bytes, error))
    return NULL;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return hkk_attachment_new (job->upload, name, (gint64) size, sha256, hkk_file_type_media_type (type));
}

static void
attach_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  HkkAttachment *attachment = attach (data, hkk_drafts_get_place (source), cancellable, &error);

  if (attachment != NULL)
    g_task_return_pointer (task, attachment, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_drafts_attach_async:
 * @draft: where it goes
 * @file: any file that can be read
 * @accepted: (nullable): media types that this place takes; %NULL is PDF, JPEG and PNG
 *
 * Reads the file, checks its size and its type by content, and keeps an encrypted copy beside the draft. Put the upload
 * id into the values and save the draft: a copy that no saved draft names is swept at the next start.
 *
 * Finishes with %HKK_FILE_ERROR (its message is for the person), %HKK_PORTAL_ERROR_STORAGE or %G_IO_ERROR.
 */
void
hkk_drafts_attach_async (HkkDrafts           *self,
                         HkkDraft            *draft,
                         GFile               *file,
                         const char * const  *accepted,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  FileJob *job;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_attach_async);
  job = g_new0 (FileJob, 1);
  job->draft_id = g_strdup (hkk_draft_get_id (draft));
  job->upload = hkk_new_key ();
  job->file = g_object_ref (file);
  job->accepted = g_strdupv ((char **) accepted);
  job->draft = g_object_ref (G_OBJECT (draft));
  g_task_set_task_data (task, job, file_job_free);
  g_task_run_in_thread (task, attach_worker);
}

/**
 * hkk_drafts_attach_finish:
 *
 * Returns: (transfer full) (nullable): the file, now in the draft's list
 */
HkkAttachment *
hkk_drafts_attach_finish (HkkDrafts     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  HkkAttachment *attachment = g_task_propagate_pointer (G_TASK (result), error);
  FileJob *job = g_task_get_task_data (G_TASK (result));

  if (attachment != NULL)
    hkk_draft_add_attachment (HKK_DRAFT (job->draft), attachment);
  return attachment;
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  FileJob *job = data;
  GBytes *bytes = hkk_drafts_place_read_file (hkk_drafts_get_place (source), job->draft_id, job->upload, NULL);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                                                     _("The copy of this file can no longer be read. Remove it and "
                                                       "choose the file again.")));
}

/**
 * hkk_drafts_read_async:
 * @upload: id of a file of @draft
 */
void
hkk_drafts_read_async (HkkDrafts           *self,
                       HkkDraft            *draft,
                       const char          *upload,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  FileJob *job;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_read_async);
  job = g_new0 (FileJob, 1);
  job->draft_id = g_strdup (hkk_draft_get_id (draft));
  job->upload = g_strdup (upload);
  g_task_set_task_data (task, job, file_job_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * hkk_drafts_read_finish:
 *
 * Returns: (transfer full) (nullable): the file as it was chosen
 */
GBytes *
hkk_drafts_read_finish (HkkDrafts     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
