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
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  if (answer != NULL && hkk_approval_update (self, hkk_answer_get_object (answer)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* What became of it is known to the server only. */
  hkk_approval_check_now (self);
  if (error == NULL)
    error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_approval_act_async:
 * @action: what to ask the server for
 *
 * Asks for a change of the approval itself. Afterwards #HkkApproval:status is the true state: what was to be cancelled
 * may have been executed meanwhile.
 */
void
hkk_approval_act_async (HkkApproval         *self,
                        HkkApprovalAction    action,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  static const char * const words[] = {
    [HKK_APPROVAL_ACTION_CANCEL] = "cancel",
    [HKK_APPROVAL_ACTION_EXTEND] = "extend",
    [HKK_APPROVAL_ACTION_RESEND] = "resend",
  };
  GTask *task;
  g_autofree char *path = NULL;
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = hkk_json_node ();

  g_return_if_fail (HKK_IS_APPROVAL (self));
  g_return_if_fail (action < G_N_ELEMENTS (words));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_approval_act_async);
  path = g_strconcat ("/v1/approvals/", self->id, "/", words[action], NULL);
  hkk_session_call_async (self->session, &(HkkCall) { .method = "POST", .path = path, .key = key, .body = body },
                          cancellable, on_acted, task);
}

/**
 * hkk_approval_act_finish:
 *
 * Returns: %TRUE when the server answered
 */
gboolean
hkk_approval_act_finish (HkkApproval   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
