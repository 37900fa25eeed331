/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "hkk-drafts-store.h"
#include "hkk-file-name.h"
#include "hkk-file-read.h"
#include "hkk-file-type.h"
#include "hkk-key.h"
#include "hkk-portal-error.h"

#define READ_DEADLINE_MS (20 * 1000)

typedef struct
{
  char     *draft_id;
  char     *upload;
  char     *name;     /* (nullable) (type filename): what the file is called where it lies */
  GBytes   *bytes;    /* (nullable) */
  GStrv     accepted; /* (nullable) */
  HkkDraft *draft;    /* Owned (nullable): used on the main thread only */
} FileJob;

static void
file_job_free (gpointer data)
{
  FileJob *job = data;

  g_free (job->draft_id);
  g_free (job->upload);
  g_free (job->name);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_strfreev (job->accepted);
  g_clear_object (&job->draft);
  g_free (job);
}

static HkkAttachment *
attach (FileJob         *job,
        HkkDraftsPlace  *place,
        GCancellable    *cancellable,
        GError         **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (job->bytes, &size);
  HkkFileType type = hkk_file_type_sniff (data, MIN (size, HKK_FILE_SNIFF_BYTES));
  const char *media_type = hkk_file_type_media_type (type);
  g_autofree char *name = hkk_file_name_clean (job->name, media_type, _("File"));
  g_autofree char *sha256 = NULL;
  guint side;
  HkkAttachment *attachment;

  if (!hkk_file_check (name, NULL, data, MIN (size, HKK_FILE_SNIFF_BYTES), (gint64) size,
                       (const char * const *) job->accepted, NULL, error) ||
      !hkk_file_check_content (job->bytes, &side, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !hkk_drafts_place_write_file (place, job->draft_id, job->upload, job->bytes, error))
    return NULL;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, job->bytes);
  attachment = hkk_attachment_new (job->upload, name, (gint64) size, sha256, media_type);
  hkk_attachment_set_side (attachment, side);
  return attachment;
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

static void
on_file_read (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  FileJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  job->bytes = hkk_file_read_finish (result, &error);
  if (job->bytes != NULL)
    g_task_run_in_thread (task, attach_worker);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* NULL if it has ended already: nothing can be kept. */
static GTask *
new_task (HkkDrafts           *self,
          HkkDraft            *draft,
          const char * const  *accepted,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);
  FileJob *job;

  g_task_set_source_tag (task, new_task);
  if (hkk_drafts_get_place (self)->key == NULL)
    {
      g_task_return_error (task, hkk_drafts_why_not_kept (self));
      return NULL;
    }
  job = g_new0 (FileJob, 1);
  job->draft_id = g_strdup (hkk_draft_get_id (draft));
  job->upload = hkk_new_key ();
  job->accepted = g_strdupv ((char **) accepted);
  job->draft = g_object_ref (draft);
  g_task_set_task_data (task, job, file_job_free);
  return g_steal_pointer (&task);
}

/**
 * hkk_drafts_attach_async:
 * @draft: where it goes
 * @file: any file that can be read
 * @accepted: (nullable): media types that this place takes; %NULL is PDF, JPEG and PNG
 *
 * Reads the file, checks that it can be handed in and opened, and keeps an encrypted copy beside the draft. Its name is
 * made clean, and differs from those of the draft's other files. Put the upload id into the values and save the draft:
 * a copy that no saved draft names is swept at the next start.
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
  GTask *task;
  FileJob *job;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  task = new_task (self, draft, accepted, cancellable, callback, data);
  if (task == NULL)
    return;
  job = g_task_get_task_data (task);
  job->name = g_file_get_basename (file);
  hkk_file_read_async (file, HKK_FILE_MAX_BYTES + 1, READ_DEADLINE_MS, cancellable, on_file_read, task);
}

/**
 * hkk_drafts_attach_bytes_async:
 * @draft: where it goes
 * @name: what to call it
 * @bytes: what is in it
 * @accepted: (nullable): media types that this place takes; %NULL is PDF, JPEG and PNG
 *
 * As hkk_drafts_attach_async(), for what was no file before. Finish with hkk_drafts_attach_finish().
 */
void
hkk_drafts_attach_bytes_async (HkkDrafts           *self,
                               HkkDraft            *draft,
                               const char          *name,
                               GBytes              *bytes,
                               const char * const  *accepted,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  FileJob *job;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  task = new_task (self, draft, accepted, cancellable, callback, data);
  if (task == NULL)
    return;
  job = g_task_get_task_data (task);
  job->name = g_strdup (name);
  job->bytes = g_bytes_ref (bytes);
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
    hkk_draft_add_attachment (job->draft, attachment);
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
  if (hkk_drafts_get_place (self)->key == NULL)
    {
      g_task_return_error (task, hkk_drafts_why_not_kept (self));
      return;
    }
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
