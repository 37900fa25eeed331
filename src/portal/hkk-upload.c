/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-transfer.h"

/* One file of a draft on its way to the portal. */
typedef struct
{
  HkkDraft      *draft; /* Owned */
  HkkAttachment *file;  /* Owned */
} Upload;

static void
upload_free (gpointer data)
{
  Upload *self = data;

  g_object_unref (self->draft);
  g_object_unref (self->file);
  g_free (self);
}

static void
fail (GTask  *task,
      GError *error)
{
  g_autoptr(GTask) held = task;
  Upload *self = g_task_get_task_data (task);

  /* Who gave it up, or was signed out, knows why; it is no fault of the file. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED))
    hkk_attachment_set_uploaded (self->file, FALSE);
  else
    hkk_attachment_set_failure (self->file, error);
  g_task_return_error (task, error);
}

static void
on_bytes_moved (HkkTransfer *transfer,
                GParamSpec  *pspec,
                gpointer     data)
{
  gint64 moved;

  g_object_get (transfer, "done-bytes", &moved, NULL);
  hkk_attachment_set_sent (HKK_ATTACHMENT (data), moved);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Upload *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_signal_handlers_disconnect_by_func (source, on_bytes_moved, self->file);
  if (!hkk_transfer_run_finish (HKK_TRANSFER (source), result, &error))
    {
      fail (g_steal_pointer (&task), g_steal_pointer (&error));
      return;
    }
  hkk_attachment_set_uploaded (self->file, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  HkkPortal *portal = g_task_get_source_object (task);
  Upload *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = hkk_drafts_read_finish (HKK_DRAFTS (source), result, &error);
  g_autoptr(HkkTransfer) transfer = NULL;

  if (bytes == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  transfer = hkk_transfer_new_upload (portal->session, hkk_attachment_get_upload (self->file),
                                      hkk_attachment_get_name (self->file),
                                      hkk_attachment_get_media_type (self->file), bytes);
  g_signal_connect (transfer, "notify::done-bytes", G_CALLBACK (on_bytes_moved), self->file);
  hkk_transfer_run_async (transfer, g_task_get_cancellable (task), on_sent, task);
}

/**
 * hkk_portal_upload_async:
 * @draft: a draft of this portal's drafts
 * @file: a file of it
 *
 * Brings one file of a draft to the portal, which keeps it until the draft is handed in. How far it is, and why it
 * failed, is told by @file.
 */
void
hkk_portal_upload_async (HkkPortal           *self,
                         HkkDraft            *draft,
                         HkkAttachment       *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task;
  Upload *upload;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (self->drafts != NULL);
  g_return_if_fail (HKK_IS_DRAFT (draft));
  g_return_if_fail (HKK_IS_ATTACHMENT (file));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_upload_async);
  g_task_set_check_cancellable (task, FALSE);
  upload = g_new0 (Upload, 1);
  upload->draft = g_object_ref (draft);
  upload->file = g_object_ref (file);
  g_task_set_task_data (task, upload, upload_free);
  hkk_attachment_set_sent (file, 0);
  hkk_drafts_read_async (self->drafts, draft, hkk_attachment_get_upload (file), cancellable, on_read, task);
}

/**
 * hkk_portal_upload_finish:
 *
 * Returns: whether the portal has the file
 */
gboolean
hkk_portal_upload_finish (HkkPortal     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
