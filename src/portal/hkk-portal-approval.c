/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-json.h"

/* --- One object for each approval --- */

/**
 * hkk_portal_find_approval:
 * @id: (nullable): of an approval
 *
 * Returns: (transfer full) (nullable): the open approval of that id
 */
HkkApproval *
hkk_portal_find_approval (HkkPortal  *self,
                          const char *id)
{
  guint n_approvals;

  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  n_approvals = g_list_model_get_n_items (G_LIST_MODEL (self->approvals));
  for (guint i = 0; i < n_approvals; i++)
    {
      g_autoptr(HkkApproval) approval = g_list_model_get_item (G_LIST_MODEL (self->approvals), i);

      if (g_strcmp0 (hkk_approval_get_id (approval), id) == 0)
        return g_steal_pointer (&approval);
    }
  return NULL;
}

static void
on_approval_finished (HkkPortal   *self,
                      HkkApproval *approval)
{
  g_autoptr(HkkApproval) held = g_object_ref (approval);
  guint position;

  if (g_list_store_find (self->approvals, approval, &position))
    g_list_store_remove (self->approvals, position);
  if (self->outbox != NULL)
    hkk_outbox_approval_finished (self->outbox, approval);
  if (hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED)
    hkk_portal_drop_wish (self, approval);
  g_signal_emit_by_name (self, "approval-finished", approval);
}

/**
 * hkk_portal_take_approval:
 * @json: APPROVAL of the contract
 *
 * Returns: (transfer full) (nullable): the one object for this approval; %NULL when @json does not fit
 */
HkkApproval *
hkk_portal_take_approval (HkkPortal  *self,
                          JsonObject *json)
{
  HkkApproval *approval;

  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);
  if (!hkk_approval_json_fits (json))
    return NULL;
  approval = hkk_portal_find_approval (self, hkk_json_get_string (json, "id"));
  if (approval != NULL)
    {
      hkk_approval_update (approval, json);
      return approval;
    }
  approval = hkk_approval_new (self->session, json);
  if (hkk_approval_is_final (approval))
    {
      on_approval_finished (self, approval);
      return approval;
    }
  g_list_store_append (self->approvals, approval);
  g_signal_connect_object (approval, "finished", G_CALLBACK (on_approval_finished), self, G_CONNECT_SWAPPED);
  g_signal_emit_by_name (self, "approval-added", approval);
  return approval;
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (self, result, &error);
  g_autoptr(GPtrArray) approvals = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *items;

  if (node == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  items = hkk_json_get_array (json_node_get_object (node), "items");
  for (guint i = 0; i < hkk_json_array_length (items) && error == NULL; i++)
    {
      HkkApproval *approval = hkk_portal_take_approval (self, hkk_json_array_object (items, i));

      if (approval != NULL)
        g_ptr_array_add (approvals, approval);
      else
        error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
    }
  if (error == NULL && items == NULL)
    error = hkk_portal_error_new_misfit ("approvals", "items");
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&approvals), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * hkk_portal_list_open_approvals_async:
 *
 * Asks for the account's open approvals, so that a dialog can come back after a restart.
 */
void
hkk_portal_list_open_approvals_async (HkkPortal           *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_list_open_approvals_async);
  hkk_portal_get_async (self, "/v1/approvals?open=1", cancellable, on_listed, task);
}

/**
 * hkk_portal_list_open_approvals_finish:
 *
 * Returns: (transfer full) (element-type HkkApproval) (nullable): holds a reference to each
 */
GPtrArray *
hkk_portal_list_open_approvals_finish (HkkPortal     *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Waiting for the person --- */

typedef struct
{
  GTask       *task;      /* Owned */
  HkkApproval *approval;  /* Owned */
  gulong       finished;
  gulong       cancelled;
  gboolean     shown;     /* somebody shows it and says when the person is done with it */
} Wait;

static void
wait_free (gpointer data)
{
  Wait *self = data;

  g_signal_handler_disconnect (self->approval, self->finished);
  if (self->cancelled)
    g_signal_handler_disconnect (g_task_get_cancellable (self->task), self->cancelled);
  g_object_unref (self->approval);
  g_object_unref (self->task);
  g_free (self);
}

static HkkApprovalOutcome
outcome_of (HkkApproval *approval)
{
  if (hkk_approval_get_status (approval) == HKK_APPROVAL_EXECUTED)
    return HKK_APPROVAL_OUTCOME_EXECUTED;
  if (hkk_approval_get_status (approval) == HKK_APPROVAL_REPORTED)
    return HKK_APPROVAL_OUTCOME_REPORTED;
  return hkk_approval_is_final (approval) ? HKK_APPROVAL_OUTCOME_ENDED : HKK_APPROVAL_OUTCOME_BACKGROUND;
}

/* The waits of an approval, of all with NULL, that are over; nobody waits any more when the callers are told. */
static GPtrArray *
steal_waits (HkkPortal   *self,
             HkkApproval *approval,
             gboolean     shown_too)
{
  GPtrArray *over = g_ptr_array_new_with_free_func (wait_free);

  for (guint i = 0; i < self->waits->len;)
    {
      Wait *wait = g_ptr_array_index (self->waits, i);

      if ((approval == NULL || wait->approval == approval) && (shown_too || !wait->shown))
        g_ptr_array_add (over, g_ptr_array_steal_index (self->waits, i));
      else
        i++;
    }
  return over;
}

static void
end_waits (HkkPortal   *self,
           HkkApproval *approval,
           gboolean     shown_too)
{
  g_autoptr(GPtrArray) over = steal_waits (self, approval, shown_too);

  for (guint i = 0; i < over->len; i++)
    {
      GTask *task = ((Wait *) g_ptr_array_index (over, i))->task;

      g_task_set_task_data (task, g_object_ref (approval), g_object_unref);
      g_task_return_int (task, (gssize) outcome_of (approval));
    }
}

static void
on_awaited_finished (HkkPortal   *self,
                     HkkApproval *approval)
{
  end_waits (self, approval, FALSE);
}

static void
on_wait_cancelled (HkkPortal    *self,
                   GCancellable *cancellable)
{
  g_autoptr(GPtrArray) over = g_ptr_array_new_with_free_func (wait_free);

  for (guint i = self->waits->len; i > 0; i--)
    if (g_task_get_cancellable (((Wait *) g_ptr_array_index (self->waits, i - 1))->task) == cancellable)
      g_ptr_array_add (over, g_ptr_array_steal_index (self->waits, i - 1));
  for (guint i = 0; i < over->len; i++)
    g_task_return_error_if_cancelled (((Wait *) g_ptr_array_index (over, i))->task);
}

static void
follow (HkkPortal   *self,
        Wait        *wait,
        HkkApproval *approval)
{
  wait->approval = g_object_ref (approval);
  wait->finished = g_signal_connect_object (approval, "finished", G_CALLBACK (on_awaited_finished), self,
                                            G_CONNECT_SWAPPED);
}

void
hkk_portal_move_waits (HkkPortal   *self,
                       HkkApproval *before,
                       HkkApproval *next)
{
  for (guint i = 0; i < self->waits->len; i++)
    {
      Wait *wait = g_ptr_array_index (self->waits, i);

      if (wait->approval != before)
        continue;
      g_signal_handler_disconnect (before, wait->finished);
      follow (self, wait, next);
      g_object_unref (before);
    }
  if (self->raise == before)
    g_set_weak_pointer (&self->raise, next);
}

/**
 * hkk_portal_await_async:
 * @approval: what waits for the Service-App
 * @cancellable: (nullable): ends the waiting, not the approval
 *
 * Waits until the approval is over. The signal "approval-started" tells who can show it to the person; then the waiting
 * ends when they are done with it, see hkk_portal_approval_closed(). Nobody shows it: it ends with the approval.
 */
void
hkk_portal_await_async (HkkPortal           *self,
                        HkkApproval         *approval,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  Wait *wait;
  gboolean shown = FALSE;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  wait = g_new0 (Wait, 1);
  wait->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (wait->task, hkk_portal_await_async);
  follow (self, wait, approval);
  if (cancellable != NULL)
    wait->cancelled = g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_wait_cancelled), self,
                                               G_CONNECT_SWAPPED);
  g_ptr_array_add (self->waits, wait);
  if (g_cancellable_is_cancelled (cancellable))
    {
      on_wait_cancelled (self, cancellable);
      return;
    }
  g_signal_emit_by_name (self, "approval-started", approval, &shown);
  /* Who was told may have ended the waiting at once. */
  if (g_ptr_array_find (self->waits, wait, NULL))
    wait->shown = shown;
  if (hkk_approval_is_final (approval))
    end_waits (self, approval, FALSE);
}

/**
 * hkk_portal_await_finish:
 * @outcome: (out): how it ended
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * Returns: whether @outcome is set
 */
gboolean
hkk_portal_await_finish (HkkPortal           *self,
                         GAsyncResult        *result,
                         HkkApprovalOutcome  *outcome,
                         GError             **error)
{
  g_autoptr(GError) cancelled = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_int (G_TASK (result), &cancelled);
  if (cancelled != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cancelled));
      return FALSE;
    }
  *outcome = (HkkApprovalOutcome) value;
  return TRUE;
}

/**
 * hkk_portal_await_get_approval:
 *
 * Returns: (transfer none) (nullable): what the outcome is of: the approval that was waited for, or the one that was
 *   asked for instead; %NULL if the waiting was cancelled
 */
HkkApproval *
hkk_portal_await_get_approval (HkkPortal    *self,
                               GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_get_task_data (G_TASK (result));
}

/**
 * hkk_portal_approval_closed:
 * @approval: an approval that was shown after "approval-started"
 *
 * The person is done with it: who waits for it goes on, even though the approval itself may go on in the background.
 */
void
hkk_portal_approval_closed (HkkPortal   *self,
                            HkkApproval *approval)
{
  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  if (hkk_approval_is_final (approval))
    hkk_portal_drop_wish (self, approval);
  end_waits (self, approval, TRUE);
}

/**
 * hkk_portal_opens_something:
 * @approval: an approval
 *
 * Returns: whether a call of the person waits for @approval, and is made as soon as it is carried out
 */
gboolean
hkk_portal_opens_something (HkkPortal   *self,
                            HkkApproval *approval)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  return approval != NULL && self->raise == approval && self->raises->len > 0;
}

/**
 * hkk_portal_stop_waiting:
 *
 * Ends all waiting with %G_IO_ERROR_CANCELLED: who showed the approvals, or who is signed in, is gone.
 */
void
hkk_portal_stop_waiting (HkkPortal *self)
{
  g_autoptr(GPtrArray) over = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));

  over = steal_waits (self, NULL, TRUE);
  for (guint i = 0; i < over->len; i++)
    g_task_return_new_error_literal (((Wait *) g_ptr_array_index (over, i))->task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                     "Nobody waits any more");
}

/* --- Raising the session (RFC 9470): all calls that are refused until then wait for the same approval --- */

static void
end_raises (HkkPortal    *self,
            const GError *error)
{
  g_autoptr(GPtrArray) raises = g_steal_pointer (&self->raises);

  self->raises = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < raises->len; i++)
    {
      if (error != NULL)
        g_task_return_error (g_ptr_array_index (raises, i), g_error_copy (error));
      else
        g_task_return_boolean (g_ptr_array_index (raises, i), TRUE);
    }
}

static void
on_raise_over (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  HkkPortal *self = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  HkkApprovalOutcome outcome;

  if (hkk_portal_await_finish (self, result, &outcome, &error) && outcome != HKK_APPROVAL_OUTCOME_EXECUTED)
    error = hkk_portal_error_new (HKK_PORTAL_ERROR_STEP_UP, _("This opens after you approved it in the Service-App."));
  end_raises (self, error);
}

static void
on_raise_asked (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  HkkPortal *self = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (self, result, &error);
  HkkApproval *approval = answer != NULL ? hkk_answer_get_approval (answer) : NULL;

  if (approval != NULL)
    {
      g_set_weak_pointer (&self->raise, approval);
      hkk_portal_await_async (self, approval, NULL, on_raise_over, NULL);
      return;
    }
  if (error == NULL)
    error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
  end_raises (self, error);
}

/* Asks for the approval that raises this session for 900 s, and waits for it. */
void
hkk_portal_raise_async (HkkPortal           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_portal_raise_async);
  g_ptr_array_add (self->raises, task);
  if (self->raises->len == 1)
    hkk_portal_send_step_up_async (self, self->signed_in, on_raise_asked, NULL);
}

/* FALSE with %HKK_PORTAL_ERROR_STEP_UP when the person did not approve it. */
gboolean
hkk_portal_raise_finish (HkkPortal     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
