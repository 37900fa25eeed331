/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Service-App asks for itself and another device may have to approve. */
#include "hkk-device-private.h"

#include "hkk-approval-wire.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"

#define ACCEPTED 202 /* stored; it waits for an approval */

typedef struct
{
  HkkSession  *session;   /* Owned: who asks, and follows */
  const char  *operation; /* what is asked for */
  GError      *open;      /* Owned (nullable): the refusal, since something is open */
  HkkApproval *approval;  /* Owned (nullable) */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->session);
  g_clear_error (&question->open);
  g_clear_object (&question->approval);
  g_free (question);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Question *question = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  if (answer != NULL && hkk_approval_json_fits (hkk_answer_get_object (answer)))
    {
      /* What is open may be something else that this sign-in asked for. */
      if (g_strcmp0 (hkk_json_get_string (hkk_answer_get_object (answer), "operation"), question->operation) != 0)
        {
          g_task_return_error (task, g_steal_pointer (&question->open));
          return;
        }
      question->approval = hkk_approval_new (question->session, hkk_answer_get_object (answer));
      g_task_return_pointer (task, json_node_ref (hkk_answer_get_body (answer)), (GDestroyNotify) json_node_unref);
    }
  else
    g_task_return_error (task, error != NULL ? g_steal_pointer (&error)
                                             : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

/* It was asked for before the program was started anew: FALSE if ERROR says something else. */
static gboolean
go_on (GTask        *task,
       const GError *error)
{
  Question *question = g_task_get_task_data (task);
  JsonObject *extra = hkk_portal_error_is_code (error, "approval_open")
                      ? hkk_problem_get_extra (hkk_portal_error_get_problem (error)) : NULL;
  const char *id = extra != NULL ? hkk_json_get_string (extra, "approval_id") : NULL;
  g_autofree char *escaped = id != NULL ? g_uri_escape_string (id, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat ("/v1/approvals/", escaped, NULL);

  if (id == NULL)
    return FALSE;
  question->open = g_error_copy (error);
  hkk_session_call_async (question->session, &(HkkCall) { .method = "GET", .path = path },
                          g_task_get_cancellable (task), on_looked, g_object_ref (task));
  return TRUE;
}

static void
on_asked (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Question *question = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (answer != NULL && hkk_answer_get_status (answer) == ACCEPTED)
    {
      if (hkk_approval_json_fits (hkk_answer_get_object (answer)))
        question->approval = hkk_approval_new (question->session, hkk_answer_get_object (answer));
      else
        error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
    }
  if (error != NULL && go_on (task, error))
    return;
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, json_node_ref (hkk_answer_get_body (answer)), (GDestroyNotify) json_node_unref);
}

/**
 * hkk_device_client_ask_async:
 * @path: a route to POST to: of the sign-in ("/v1/letters") or of the bound device ("/device/confirmation")
 * @body: (nullable): an object; %NULL sends an empty one
 *
 * Asks for something that may have to be approved on another device of the person. If the same was asked for before and
 * is still open, that goes on.
 */
void
hkk_device_client_ask_async (HkkDeviceClient     *self,
                             const char          *path,
                             JsonNode            *body,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) empty = hkk_json_node ();
  gboolean by_device = path != NULL && g_str_has_prefix (path, "/device/");
  Question *question;
  GTask *task;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (path != NULL && path[0] == '/');

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_ask_async);
  g_task_set_check_cancellable (task, FALSE);
  question = g_new0 (Question, 1);
  question->session = g_object_ref (by_device ? self->device : self->phone);
  question->operation = by_device ? "confirm_device" : "order_letter";
  g_task_set_task_data (task, question, question_free);
  hkk_device_call_async (self, &(HkkCall) { .method = "POST", .path = path, .body = body != NULL ? body : empty,
                                            .key = key }, cancellable, on_asked, task);
}

/**
 * hkk_device_client_order_letter_async:
 *
 * Has the letter sent that binds a device, to the address that the insurer knows; with the sign-in of the Service-App.
 * Finishes with hkk_device_client_ask_finish().
 */
void
hkk_device_client_order_letter_async (HkkDeviceClient     *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  g_autoptr(JsonNode) body = hkk_json_node ("kind", "device");

  hkk_device_client_ask_async (self, "/v1/letters", body, cancellable, callback, data);
}

/**
 * hkk_device_client_ask_finish:
 * @approval: (out) (transfer full) (nullable): what another device has to approve, which follows itself as on the
 *   desktop; %NULL if it is done already
 *
 * Returns: (transfer full) (nullable): the answer, an object
 */
JsonNode *
hkk_device_client_ask_finish (HkkDeviceClient  *self,
                              GAsyncResult     *result,
                              HkkApproval     **approval,
                              GError          **error)
{
  Question *question = g_task_get_task_data (G_TASK (result));

  *approval = g_steal_pointer (&question->approval);
  return g_task_propagate_pointer (G_TASK (result), error);
}
