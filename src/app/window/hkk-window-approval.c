/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-approval-dialog.h"
#include "hkk-error-text.h"

/* --- One dialog at a time --- */

typedef struct {
  HkkApproval *approval; /* Owned */
  GTask       *task;     /* Owned */
} ApprovalWait;

static void
approval_wait_free (gpointer data)
{
  ApprovalWait *wait = data;

  g_object_unref (wait->approval);
  g_object_unref (wait->task);
  g_free (wait);
}

static void present_next (HkkWindow *self);

static void
on_dialog_finished (HkkWindow *self,
                    int        outcome)
{
  g_autoptr(GPtrArray) done = g_ptr_array_new_with_free_func (approval_wait_free);
  g_autoptr(HkkApproval) approval = g_steal_pointer (&self->approval_shown);

  self->approval_dialog = NULL;
  for (guint i = 0; i < self->approval_waits->len;)
    {
      ApprovalWait *wait = g_ptr_array_index (self->approval_waits, i);

      if (wait->approval == approval)
        g_ptr_array_add (done, g_ptr_array_steal_index (self->approval_waits, i));
      else
        i++;
    }
  present_next (self);
  for (guint i = 0; i < done->len; i++)
    g_task_return_int (((ApprovalWait *) g_ptr_array_index (done, i))->task, outcome);
}

static void
present_next (HkkWindow *self)
{
  ApprovalWait *wait;

  if (self->approval_dialog || self->approval_waits->len == 0)
    return;
  wait = g_ptr_array_index (self->approval_waits, 0);
  self->approval_shown = g_object_ref (wait->approval);
  self->approval_dialog = ADW_DIALOG (hkk_approval_dialog_new (self, wait->approval));
  g_signal_connect_object (self->approval_dialog, "finished", G_CALLBACK (on_dialog_finished), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->approval_dialog, GTK_WIDGET (self));
}

void
hkk_window_init_approvals (HkkWindow *self)
{
  self->approval_waits = g_ptr_array_new_with_free_func (approval_wait_free);
}

void
hkk_window_dispose_approvals (HkkWindow *self)
{
  while (self->approval_waits && self->approval_waits->len > 0)
    {
      ApprovalWait *wait = g_ptr_array_steal_index (self->approval_waits, 0);

      g_task_return_new_error_literal (wait->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The window closed");
      approval_wait_free (wait);
    }
  g_clear_pointer (&self->approval_waits, g_ptr_array_unref);
  g_clear_object (&self->approval_shown);
}

/**
 * hkk_window_show_approval_async:
 * @self: a window
 * @approval: what waits for the Service-App
 * @cancellable: (nullable): of the caller; the dialog stays, only the caller no longer waits
 * @callback: called when the dialog is closed
 * @callback_data: for @callback
 *
 * Shows the waiting dialog. There is one at a time: a second approval waits, the same one is joined.
 */
void
hkk_window_show_approval_async (HkkWindow           *self,
                                HkkApproval         *approval,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             callback_data)
{
  ApprovalWait *wait;

  g_return_if_fail (HKK_IS_WINDOW (self));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  wait = g_new0 (ApprovalWait, 1);
  wait->approval = g_object_ref (approval);
  wait->task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (wait->task, hkk_window_show_approval_async);
  g_ptr_array_add (self->approval_waits, wait);
  present_next (self);
}

/**
 * hkk_window_show_approval_finish:
 * @self: a window
 * @result: of the call
 * @outcome: (out): how it ended
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Returns: whether @outcome is set
 */
gboolean
hkk_window_show_approval_finish (HkkWindow           *self,
                                 GAsyncResult        *result,
                                 HkkApprovalOutcome  *outcome,
                                 GError             **error)
{
  g_autoptr(GError) local = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_int (G_TASK (result), &local);
  if (local)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *outcome = (HkkApprovalOutcome) value;
  return TRUE;
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) open = hkk_portal_list_open_approvals_finish (HKK_PORTAL (source), result, &error);

  /* Not fatal: the overview lists them too, and says itself what is wrong with the connection. */
  for (guint i = 0; open && i < open->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    hkk_window_show_approval_async (self, g_ptr_array_index (open, i), self->cancellable, NULL, NULL);
}

/* After a restart the dialog of an approval that is still open comes back. */
void
hkk_window_find_approvals (HkkWindow *self)
{
  hkk_portal_list_open_approvals_async (self->portal, self->cancellable, on_found, g_object_ref (self));
}

/* --- Protected calls --- */

typedef struct {
  HkkProtectedSend    send;
  HkkProtectedFinish  finish;
  gpointer            data;
  GDestroyNotify      data_free;
  gboolean            stepped_up;
} ProtectedCall;

static void
protected_call_free (gpointer data)
{
  ProtectedCall *call = data;

  if (call->data_free)
    call->data_free (call->data);
  g_free (call);
}

static void protected_send (GTask *task);

static void
on_step_up_shown (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  HkkApprovalOutcome outcome;

  if (!hkk_window_show_approval_finish (HKK_WINDOW (source), result, &outcome, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (outcome == HKK_APPROVAL_OUTCOME_EXECUTED)
    protected_send (g_steal_pointer (&task));
  else
    g_task_return_new_error_literal (task, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP,
                                     _("This opens after you approved it in the Service-App."));
}

static void
on_stepped_up (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = hkk_portal_step_up_finish (HKK_PORTAL (source), result, &error);

  if (!approval)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    hkk_window_show_approval_async (g_task_get_source_object (task), approval, g_task_get_cancellable (task),
                                    on_step_up_shown, g_object_ref (task));
}

static void
on_protected_sent (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  ProtectedCall *call = g_task_get_task_data (task);
  HkkWindow *self = g_task_get_source_object (task);

  if (call->finish (source, result, call->data, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP) && !call->stepped_up && self->portal)
    {
      call->stepped_up = TRUE;
      hkk_portal_step_up_async (self->portal, g_task_get_cancellable (task), on_stepped_up, g_object_ref (task));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
protected_send (GTask *task)
{
  ProtectedCall *call = g_task_get_task_data (task);

  call->send (g_task_get_source_object (task), call->data, g_task_get_cancellable (task), on_protected_sent, task);
}

/**
 * hkk_window_run_protected_async:
 * @self: a window
 * @send: starts the call; called a second time after a step-up
 * @finish: takes its result
 * @data: for both
 * @data_free: (nullable): frees @data at the end
 * @cancellable: (nullable): for every part
 * @callback: called when it is over
 * @callback_data: for @callback
 *
 * Sends a call that the portal may protect. When it wants a step-up, the approval dialog is shown and the call is sent again.
 */
void
hkk_window_run_protected_async (HkkWindow           *self,
                                HkkProtectedSend     send,
                                HkkProtectedFinish   finish,
                                gpointer             data,
                                GDestroyNotify       data_free,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             callback_data)
{
  ProtectedCall *call;
  GTask *task;

  g_return_if_fail (HKK_IS_WINDOW (self));

  task = g_task_new (self, cancellable, callback, callback_data);
  g_task_set_source_tag (task, hkk_window_run_protected_async);
  call = g_new0 (ProtectedCall, 1);
  call->send = send;
  call->finish = finish;
  call->data = data;
  call->data_free = data_free;
  g_task_set_task_data (task, call, protected_call_free);
  protected_send (task);
}

/**
 * hkk_window_run_protected_finish:
 * @self: a window
 * @result: of the call
 * @error: as the call gave it; %HKK_PORTAL_ERROR_STEP_UP if the person did not approve
 *
 * Returns: whether the finish function succeeded
 */
gboolean
hkk_window_run_protected_finish (HkkWindow     *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
