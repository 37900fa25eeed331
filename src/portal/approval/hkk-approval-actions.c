/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-private.h"

#include "hkk-json-build.h"
#include "hkk-key.h"

static void
on_acted (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkApproval *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  if (answer != NULL && hkk_approval_update (self, hkk_answer_get_object (answer)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* What became of it is known to the server only. */
  hkk_approval_check_now (self);
  g_task_return_error (task, error != NULL ? error : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

static void
act (HkkApproval         *self,
     const char          *action,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  g_autofree char *path = g_strconcat ("/v1/approvals/", self->id, "/", action, NULL);
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = hkk_json_node ();

  g_task_set_source_tag (task, act);
  hkk_session_call_async (self->session, &(HkkCall) { .method = "POST", .path = path, .key = key, .body = body },
                          cancellable, on_acted, task);
}

/**
 * hkk_approval_cancel_async:
 *
 * Asks the server to cancel. Afterwards #HkkApproval:status is the true state: it may have been executed meanwhile.
 */
void
hkk_approval_cancel_async (HkkApproval         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_APPROVAL (self));
  act (self, "cancel", cancellable, callback, data);
}

/**
 * hkk_approval_cancel_finish:
 *
 * Returns: %TRUE when the server answered
 */
gboolean
hkk_approval_cancel_finish (HkkApproval   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_approval_extend_async:
 *
 * Asks for 300 more seconds, once per approval.
 */
void
hkk_approval_extend_async (HkkApproval         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_APPROVAL (self));
  act (self, "extend", cancellable, callback, data);
}

/**
 * hkk_approval_extend_finish:
 *
 * Returns: %TRUE when the server answered
 */
gboolean
hkk_approval_extend_finish (HkkApproval   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_approval_resend_async:
 *
 * Asks the server to tell the Service-App again, at most three times per approval.
 */
void
hkk_approval_resend_async (HkkApproval         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_APPROVAL (self));
  act (self, "resend", cancellable, callback, data);
}

/**
 * hkk_approval_resend_finish:
 *
 * Returns: %TRUE when the server answered
 */
gboolean
hkk_approval_resend_finish (HkkApproval   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
