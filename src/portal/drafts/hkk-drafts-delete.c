/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts-list.h"

/* What the person wanted to delete and the disk keeps is there as before; what the server has is not offered again. */
static void
on_deleted (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDraft *draft = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      hkk_drafts_forget (HKK_DRAFTS (source), g_task_get_task_data (G_TASK (result)));
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (draft != NULL)
    {
      hkk_draft_set_state (draft, HKK_DRAFT_EDITING);
      hkk_drafts_put_first (HKK_DRAFTS (source), draft);
    }
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_drafts_delete_async:
 * @draft: what the person does not want any more, or what the server has
 *
 * Removes the draft and its files. Its state is %HKK_DRAFT_DONE at once. Finishes with %HKK_PORTAL_ERROR_STORAGE when
 * the disk keeps it; a draft that was being edited is then in the list again.
 */
void
hkk_drafts_delete_async (HkkDrafts           *self,
                         HkkDraft            *draft,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task = NULL;
  g_autoptr(GTask) job = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  name = g_strconcat (hkk_draft_get_id (draft), HKK_DRAFT_SUFFIX, NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_delete_async);
  g_task_set_check_cancellable (task, FALSE);
  if (hkk_draft_get_state (draft) == HKK_DRAFT_EDITING)
    g_task_set_task_data (task, g_object_ref (draft), g_object_unref);
  hkk_draft_set_state (draft, HKK_DRAFT_DONE);
  hkk_drafts_take_out (self, draft);
  job = g_task_new (self, NULL, on_deleted, task);
  g_task_set_task_data (job, g_object_ref (draft), g_object_unref);
  g_task_set_source_tag (job, hkk_drafts_delete_async);
  hkk_draft_jobs_delete (hkk_drafts_get_jobs (self), name, job);
}

/**
 * hkk_drafts_delete_finish:
 *
 * Returns: %TRUE when it is gone
 */
gboolean
hkk_drafts_delete_finish (HkkDrafts     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_damaged_removed (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hkk_drafts_forget_damaged (HKK_DRAFTS (source), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_drafts_remove_damaged_async:
 * @name: one of hkk_drafts_get_damaged()
 *
 * Deletes what could not be read, and its files, for good. Finishes with %HKK_PORTAL_ERROR_STORAGE when the disk keeps
 * it.
 */
void
hkk_drafts_remove_damaged_async (HkkDrafts           *self,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GTask *task = NULL;
  g_autoptr(GTask) job = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (g_strv_contains (hkk_drafts_get_damaged (self), name));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_remove_damaged_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (name), g_free);
  job = g_task_new (self, NULL, on_damaged_removed, task);
  g_task_set_source_tag (job, hkk_drafts_remove_damaged_async);
  hkk_draft_jobs_delete (hkk_drafts_get_jobs (self), name, job);
}

/**
 * hkk_drafts_remove_damaged_finish:
 *
 * Returns: %TRUE when it is gone
 */
gboolean
hkk_drafts_remove_damaged_finish (HkkDrafts     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
