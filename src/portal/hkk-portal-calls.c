/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-json.h"
#include "hkk-portal-error-private.h"

/**
 * hkk_portal_path:
 * @path: a route, `/v1/messages`
 * @first_name: (nullable): name of a query parameter; its value, more pairs and %NULL follow. A %NULL value leaves it out.
 *
 * Returns: (transfer full): the route with its query, escaped
 */
char *
hkk_portal_path (const char *path,
                 const char *first_name,
                 ...)
{
  GString *text = g_string_new (path);
  char separator = '?';
  va_list args;

  va_start (args, first_name);
  for (const char *name = first_name; name; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (!value)
        continue;
      g_string_append_printf (text, "%c%s=", separator, name);
      g_string_append_uri_escaped (text, value, NULL, FALSE);
      separator = '&';
    }
  va_end (args);
  return g_string_free_and_steal (text);
}

static HkkApproval *
find_approval (HkkPortal  *self,
               const char *id)
{
  guint n_approvals = g_list_model_get_n_items (G_LIST_MODEL (self->approvals));

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
  if (self->outbox)
    hkk_outbox_approval_finished (self->outbox, approval);
  hkk_portal_emit_approval (self, approval, TRUE);
}

/**
 * hkk_portal_take_approval:
 * @json: APPROVAL of the contract
 *
 * Returns: (transfer full) (nullable): the one object for this approval; %NULL when @json has no id
 */
HkkApproval *
hkk_portal_take_approval (HkkPortal  *self,
                          JsonObject *json)
{
  const char *id = hkk_json_get_string (json, "id");
  HkkApproval *approval;

  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);
  if (!id || !*id)
    return NULL;
  approval = find_approval (self, id);
  if (approval)
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
  hkk_portal_emit_approval (self, approval, FALSE);
  return approval;
}

static void
on_got (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  if (answer)
    g_task_return_pointer (task, json_node_ref (hkk_answer_get_body (answer)), (GDestroyNotify) json_node_unref);
  else
    g_task_return_error (task, error);
}

/**
 * hkk_portal_get_async:
 * @path: a route with its query, see hkk_portal_path()
 *
 * Reads one resource within 15 s.
 */
void
hkk_portal_get_async (HkkPortal           *self,
                      const char          *path,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (path && path[0] == '/');
  task = g_task_new (self, cancellable, callback, user_data);
  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = path }, cancellable, on_got, task);
}

/**
 * hkk_portal_get_finish:
 *
 * Returns: (transfer full) (nullable): the answer, an object
 */
JsonNode *
hkk_portal_get_finish (HkkPortal     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_send_done (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  GError *error = NULL;
  HkkAnswer *answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  if (!answer)
    {
      g_task_return_error (task, error);
      return;
    }
  if (hkk_answer_get_status (answer) == 202)
    {
      g_autoptr(HkkApproval) approval = hkk_portal_take_approval (self, hkk_answer_get_object (answer));

      if (!approval)
        {
          /* Accepted, but as what? The same key finds it out. */
          hkk_answer_unref (answer);
          g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNKNOWN_RESULT, NULL));
          return;
        }
      hkk_answer_set_approval (answer, approval);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) hkk_answer_unref);
}

/**
 * hkk_portal_send_async:
 * @method: `POST`, `PUT`, `PATCH` or `DELETE`
 * @path: a route
 * @body: (nullable): an object; %NULL sends an empty one
 * @options: (nullable): the idempotency key and the version
 *
 * Changes something. A lost answer is asked for again with the same key; when that does not help, it finishes with
 * %HKK_PORTAL_ERROR_UNKNOWN_RESULT and may be repeated with that key. An answer of 202 carries an approval.
 */
void
hkk_portal_send_async (HkkPortal            *self,
                       const char           *method,
                       const char           *path,
                       JsonNode             *body,
                       const HkkSendOptions *options,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  GTask *task;
  g_autofree char *key = NULL;
  g_autoptr(JsonNode) node = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (path && path[0] == '/');
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  key = options && options->key ? g_strdup (options->key) : hkk_new_key ();
  if (body)
    node = json_node_ref (body);
  else
    {
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, json_object_new ());
    }
  hkk_session_call_async (self->session,
                          &(HkkCall) { .method = method, .path = path, .body = node, .key = key,
                                       .if_match = options ? options->if_match : NULL },
                          cancellable, on_send_done, task);
}

/**
 * hkk_portal_send_finish:
 *
 * Returns: (transfer full) (nullable): the answer
 */
HkkAnswer *
hkk_portal_send_finish (HkkPortal     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_stepped_up (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (HKK_PORTAL (source), result, &error);
  HkkApproval *approval = answer ? hkk_answer_get_approval (answer) : NULL;

  if (approval)
    g_task_return_pointer (task, g_object_ref (approval), g_object_unref);
  else
    g_task_return_error (task, error ? error : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

/**
 * hkk_portal_step_up_async:
 *
 * Asks for the approval that raises this session for 900 s (RFC 9470), after a call finished with
 * %HKK_PORTAL_ERROR_STEP_UP. When it is executed, repeat the call.
 */
void
hkk_portal_step_up_async (HkkPortal           *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  hkk_portal_send_async (self, "POST", "/v1/step-up", NULL, NULL, cancellable, on_stepped_up, task);
}

/**
 * hkk_portal_step_up_finish:
 *
 * Returns: (transfer full) (nullable): the approval to wait for
 */
HkkApproval *
hkk_portal_step_up_finish (HkkPortal     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = HKK_PORTAL (source);
  GError *error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (self, result, &error);
  g_autoptr(GPtrArray) approvals = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *items;

  if (!node)
    {
      g_task_return_error (task, error);
      return;
    }
  items = hkk_json_get_array (json_node_get_object (node), "items");
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *json = hkk_json_array_object (items, i);
      HkkApproval *approval = json ? hkk_portal_take_approval (self, json) : NULL;

      if (approval)
        g_ptr_array_add (approvals, approval);
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
                                      gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, user_data);
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

/**
 * hkk_portal_new_download:
 * @path: the route of the bytes
 * @target: where the file appears when it is whole
 *
 * Returns: (transfer full): a transfer that does not run yet
 */
HkkTransfer *
hkk_portal_new_download (HkkPortal  *self,
                         const char *path,
                         GFile      *target)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  return hkk_transfer_new_download (self->session, path, target);
}

/**
 * hkk_portal_new_upload:
 * @upload: the id of the upload, see hkk_new_key()
 * @name: the file's name, as the person knows it
 * @media_type: what the file is
 * @bytes: its content
 *
 * Returns: (transfer full): a transfer that does not run yet
 */
HkkTransfer *
hkk_portal_new_upload (HkkPortal  *self,
                       const char *upload,
                       const char *name,
                       const char *media_type,
                       GBytes     *bytes)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  return hkk_transfer_new_upload (self->session, upload, name, media_type, bytes);
}
