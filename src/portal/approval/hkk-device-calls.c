/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-approval-text.h"
#include "hkk-base64url.h"
#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"

static gboolean
needs_no_token (const char *path)
{
  static const char * const prefixes[] = {
    "/nect/", "/registration/", "/recovery/", "/v1/status", "/iam/password-policy", NULL,
  };

  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (path, prefixes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
needs_device_token (const char *path)
{
  return g_str_has_prefix (path, "/device/") && !g_str_has_prefix (path, "/device/enrolments");
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  HkkAnswer *answer = HKK_IS_SESSION (source) ? hkk_session_call_finish (HKK_SESSION (source), result, &error)
                                              : hkk_transport_call_finish (HKK_TRANSPORT (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) hkk_answer_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* TASK is one of hkk_device_call_async(), its data is the call. */
void
hkk_device_call_send (GTask *task)
{
  HkkDeviceClient *self = g_task_get_source_object (task);
  const HkkCall *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (needs_no_token (call->path))
    hkk_transport_call_async (self->transport, call, cancellable, on_answer, g_object_ref (task));
  else
    hkk_session_call_async (needs_device_token (call->path) ? self->device : self->phone, call, cancellable, on_answer,
                            g_object_ref (task));
}

void
hkk_device_call_async (HkkDeviceClient     *self,
                       const HkkCall       *call,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_device_call_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, hkk_call_copy (call), (GDestroyNotify) hkk_call_free);
  if (self->loading && needs_device_token (call->path))
    g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  else
    hkk_device_call_send (task);
}

HkkAnswer *
hkk_device_call_finish (HkkDeviceClient  *self,
                        GAsyncResult     *result,
                        GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer == NULL)
    {
      if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED))
        hkk_device_client_set_state (self, HKK_DEVICE_LOCKED);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (hkk_device_take_list (self, hkk_json_get_array (hkk_answer_get_object (answer), "items"),
                            g_task_get_task_data (task)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

/**
 * hkk_device_client_fetch_async:
 *
 * Asks for the approvals that wait ("2FA approval → Fetch").
 */
void
hkk_device_client_fetch_async (HkkDeviceClient     *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_fetch_async);
  g_task_set_task_data (task, hkk_device_list_ids (self), (GDestroyNotify) g_ptr_array_unref);
  g_task_set_check_cancellable (task, FALSE);
  hkk_device_call_async (self, &(HkkCall) { .method = "GET", .path = "/device/approvals" }, cancellable,
                         on_fetched, task);
}

/**
 * hkk_device_client_fetch_finish:
 *
 * Returns: %TRUE when the list is up to date
 */
gboolean
hkk_device_client_fetch_finish (HkkDeviceClient  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);
  HkkDeviceApproval *approval = answer != NULL ? hkk_device_take (self, hkk_answer_get_object (answer)) : NULL;

  if (approval != NULL)
    g_task_return_pointer (task, approval, g_object_unref);
  else
    g_task_return_error (task, error != NULL ? g_steal_pointer (&error)
                                             : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

/**
 * hkk_device_client_open_async:
 * @approval_id: id of an approval that waits
 *
 * Loads the approval with what is signed; the desktop sees that it is being viewed.
 */
void
hkk_device_client_open_async (HkkDeviceClient     *self,
                              const char          *approval_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  GTask *task;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (approval_id != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_open_async);
  g_task_set_check_cancellable (task, FALSE);
  escaped = g_uri_escape_string (approval_id, NULL, FALSE);
  path = g_strconcat ("/device/approvals/", escaped, NULL);
  hkk_device_call_async (self, &(HkkCall) { .method = "GET", .path = path }, cancellable, on_opened, task);
}

/**
 * hkk_device_client_open_finish:
 *
 * Returns: (transfer full) (nullable): the approval
 */
HkkDeviceApproval *
hkk_device_client_open_finish (HkkDeviceClient  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
decision_word (HkkDecision decision)
{
  switch (decision)
    {
    case HKK_DECISION_APPROVE: return "approve";
    case HKK_DECISION_REPORT: return "report";
    case HKK_DECISION_DENY:
    default: return "deny";
    }
}

/* (nullable): NULL if the approval was not opened or does not carry what is signed. */
static char *
sign (HkkDeviceClient   *self,
      HkkDeviceApproval *approval,
      const char        *decision,
      const char        *number)
{
  JsonObject *json = hkk_device_approval_get_json (approval);
  g_autofree char *shown = hkk_approval_shown (hkk_json_get_string (json, "title"),
                                               hkk_json_get_array (json, "authorization_details"));
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GBytes) signature = NULL;
  HkkApprovalSigning signing = {
    .aud = hkk_json_get_string (json, "aud"),
    .approval_id = hkk_json_get_string (json, "id"),
    .user = hkk_json_get_string (json, "user"),
    .device_id = self->device_id,
    .key_id = self->key_id,
    .session = hkk_json_get_string (hkk_json_get_object (json, "session"), "id"),
    .operation = hkk_json_get_string (json, "operation"),
    .digest = hkk_json_get_string (json, "digest"),
    .shown = shown,
    .nonce = hkk_json_get_string (json, "nonce"),
    .exp = hkk_json_get_int (json, "exp", 0),
    .number = number,
    .decision = decision,
  };

  if (signing.user == NULL || signing.session == NULL || signing.operation == NULL || signing.digest == NULL ||
      shown == NULL || signing.nonce == NULL || !signing.exp || g_strcmp0 (signing.aud, "hkk-portal") != 0)
    return NULL;
  text = hkk_approval_signing_text (&signing);
  signature = text != NULL ? hkk_device_key_sign (self->key, text) : NULL;
  return signature != NULL ? hkk_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature))
                           : NULL;
}

static void
on_decided (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  HkkDeviceApproval *approval = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer == NULL)
    {
      JsonObject *extra = hkk_portal_error_is_code (error, "wrong_number")
                          ? hkk_problem_get_extra (hkk_portal_error_get_problem (error)) : NULL;

      if (extra != NULL)
        hkk_device_approval_set_tries (approval, (guint) CLAMP (hkk_json_get_int (extra, "left", 0), 0, 99));
      if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED))
        hkk_device_client_set_state (self, HKK_DEVICE_LOCKED);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hkk_device_approval_set_status (approval,
                                  hkk_approval_status_from_string (hkk_json_get_string (hkk_answer_get_object (answer),
                                                                                        "status")));
  hkk_device_let_go (self, approval);
  g_task_return_int (task, (gssize) hkk_device_approval_get_status (approval));
}

/**
 * hkk_device_client_decide_async:
 * @approval: one that was opened
 * @decision: what the person wants
 * @number: (nullable): the two digits as typed, for %HKK_DECISION_APPROVE only
 *
 * Signs the decision with the device key and sends it. Decision and number are inside what is signed.
 */
void
hkk_device_client_decide_async (HkkDeviceClient     *self,
                                HkkDeviceApproval   *approval,
                                HkkDecision          decision,
                                const char          *number,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *signature = NULL;
  g_autofree char *path = NULL;
  g_autofree char *key = NULL;
  g_autoptr(JsonNode) body = NULL;
  const char *word = decision_word (decision);

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (HKK_IS_DEVICE_APPROVAL (approval));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_decide_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (approval), g_object_unref);
  number = decision == HKK_DECISION_APPROVE && number != NULL ? number : "";
  if (self->key == NULL)
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_LOCKED, _("Unlock the Service-App first.")));
      return;
    }
  signature = sign (self, approval, word, number);
  if (signature == NULL)
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  path = g_strconcat ("/device/approvals/", hkk_device_approval_get_id (approval), "/decision", NULL);
  body = hkk_json_node ("decision", word, "number", number, "key_id", self->key_id,
                        "signature", signature);
  /* The key lets a lost answer be asked for again: an identical decision gets the stored one, a second signature would
   * not. */
  key = hkk_new_key ();
  hkk_device_call_async (self, &(HkkCall) { .method = "POST", .path = path, .body = body, .key = key }, cancellable,
                         on_decided, g_steal_pointer (&task));
}

/**
 * hkk_device_client_decide_finish:
 *
 * Returns: the approval's status afterwards; %HKK_APPROVAL_UNKNOWN with @error
 */
HkkApprovalStatus
hkk_device_client_decide_finish (HkkDeviceClient  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  gssize status = g_task_propagate_int (G_TASK (result), error);

  return status < 0 ? HKK_APPROVAL_UNKNOWN : (HkkApprovalStatus) status;
}

/**
 * hkk_device_client_call_async:
 * @method: the method
 * @path: a route with its query
 * @body: (nullable): an object; changes send an empty one when %NULL
 * @key: (nullable): the idempotency key of a change; %NULL makes a fresh one
 */
void
hkk_device_client_call_async (HkkDeviceClient     *self,
                              const char          *method,
                              const char          *path,
                              JsonNode            *body,
                              const char          *key,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  HkkCall call = { .method = method, .path = path };
  g_autofree char *fresh = NULL;
  g_autoptr(JsonNode) empty = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (path != NULL && path[0] == '/');
  if (!g_str_equal (method, "GET"))
    {
      fresh = hkk_new_key ();
      empty = hkk_json_node ();
      call.key = key != NULL ? key : fresh;
      call.body = body != NULL ? body : empty;
    }
  hkk_device_call_async (self, &call, cancellable, callback, data);
}

/**
 * hkk_device_client_call_finish:
 *
 * Returns: (transfer full) (nullable): the answer, an object
 */
JsonNode *
hkk_device_client_call_finish (HkkDeviceClient  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, error);

  return answer != NULL ? json_node_ref (hkk_answer_get_body (answer)) : NULL;
}

/**
 * hkk_device_client_put_async:
 * @path: a route that takes raw bytes
 * @bytes: the content, at most 10 MiB
 * @media_type: its type
 * @sent: (nullable): told how much has been sent, with @data
 *
 * Finish with hkk_device_client_call_finish().
 */
void
hkk_device_client_put_async (HkkDeviceClient     *self,
                             const char          *path,
                             GBytes              *bytes,
                             const char          *media_type,
                             HkkCallSent          sent,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autofree char *key = hkk_new_key ();

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  hkk_device_call_async (self,
                         &(HkkCall) { .method = "PUT", .path = path, .bytes = bytes, .media_type = media_type,
                                      .key = key, .deadline_ms = 60000, .sent = sent, .sent_data = data },
                         cancellable, callback, data);
}
