/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"

/**
 * hkk_portal_path:
 * @path: a route, `/v1/messages`
 * @first_name: (nullable): name of a query parameter; its value, more pairs and %NULL follow. A %NULL value leaves it
 *   out.
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
  for (const char *name = first_name; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (text, "%c%s=", separator, name);
      g_string_append_uri_escaped (text, value, NULL, FALSE);
      separator = '&';
    }
  va_end (args);
  return g_string_free_and_steal (text);
}

/* --- Calls and transfers: what is refused until it is approved waits for the approval and is made once more --- */

typedef struct
{
  HkkCall     *call;     /* Owned (nullable), or */
  HkkTransfer *transfer; /* Owned (nullable) */
  gboolean     raised;   /* the session was raised for it, or is not to be */
  char        *change;   /* Owned (nullable): what is changed, if nobody else keeps the key */
} PortalCall;

static void
portal_call_free (gpointer data)
{
  PortalCall *self = data;

  g_clear_pointer (&self->call, hkk_call_free);
  g_clear_object (&self->transfer);
  g_free (self->change);
  g_free (self);
}

/* Which POST it is: the same one again, after a lost answer, is not to be a second one. */
static char *
name_change (const char *path,
             JsonNode   *body)
{
  char *text = hkk_json_to_string (body); /* may hold a password */
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hkk_wipe (&text);
  return g_strjoin (" ", path, sum, NULL);
}

/* ERROR (nullable): there was an answer. */
static void
note_outcome (HkkPortal    *self,
              PortalCall   *call,
              const GError *error)
{
  if (call->change == NULL)
    return;
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNKNOWN_RESULT))
    g_hash_table_insert (self->unknown_keys, g_strdup (call->change), g_strdup (call->call->key));
  else
    g_hash_table_remove (self->unknown_keys, call->change);
}

static void make_call (GTask *task);

static void
on_raised (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (hkk_portal_raise_finish (HKK_PORTAL (source), result, &error))
    make_call (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_error (GTask  *task,
            GError *error)
{
  PortalCall *call = g_task_get_task_data (task);

  if (!g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP))
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  if (call->raised)
    {
      /* The session is raised, so it is not the person who refused it. */
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  call->raised = TRUE;
  hkk_portal_raise_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_raised,
                          g_object_ref (task));
}

static void
take_answer (GTask     *task,
             HkkAnswer *answer)
{
  HkkPortal *self = g_task_get_source_object (task);
  PortalCall *call = g_task_get_task_data (task);

  if (hkk_answer_get_status (answer) == 202)
    {
      g_autoptr(HkkApproval) approval = hkk_portal_take_approval (self, hkk_answer_get_object (answer));

      if (approval == NULL)
        {
          /* Accepted, but as what? The same key finds it out. */
          g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNKNOWN_RESULT, NULL));
          return;
        }
      hkk_portal_keep_wish (self, approval, call->call, NULL);
      hkk_answer_set_approval (answer, approval);
    }
  g_task_return_pointer (task, hkk_answer_ref (answer), (GDestroyNotify) hkk_answer_unref);
}

static void
on_called (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  note_outcome (g_task_get_source_object (task), g_task_get_task_data (task), error);
  if (answer != NULL)
    take_answer (task, answer);
  else
    take_error (task, g_steal_pointer (&error));
}

static void
on_transferred (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (hkk_transfer_run_finish (HKK_TRANSFER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    take_error (task, g_steal_pointer (&error));
}

static void
make_call (GTask *task)
{
  HkkPortal *self = g_task_get_source_object (task);
  PortalCall *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (call->transfer != NULL)
    hkk_transfer_run_async (call->transfer, cancellable, on_transferred, task);
  else
    hkk_session_call_async (self->session, call->call, cancellable, on_called, task);
}

static void
start_call (GTask         *task,
            const HkkCall *call,
            gboolean       raised,
            const char    *change)
{
  PortalCall *data = g_new0 (PortalCall, 1);

  data->change = g_strdup (change);
  data->call = hkk_call_copy (call);
  data->raised = raised;
  g_task_set_task_data (task, data, portal_call_free);
  make_call (task);
}

/**
 * hkk_portal_get_async:
 * @path: a route with its query, see hkk_portal_path()
 *
 * Reads one resource within 15 s. Where the portal wants an approval first, it is asked for ("approval-started"),
 * waited for, and the resource is read again.
 */
void
hkk_portal_get_async (HkkPortal           *self,
                      const char          *path,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (path != NULL && path[0] == '/');

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_get_async);
  start_call (task, &(HkkCall) { .method = "GET", .path = path }, FALSE, NULL);
}

/**
 * hkk_portal_get_finish:
 * @error: %HKK_PORTAL_ERROR; with %HKK_PORTAL_ERROR_STEP_UP it was not approved
 *
 * Returns: (transfer full) (nullable): the answer, an object
 */
JsonNode *
hkk_portal_get_finish (HkkPortal     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr(HkkAnswer) answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL ? json_node_ref (hkk_answer_get_body (answer)) : NULL;
}

static void
send_with (GTask                *task,
           const char           *method,
           const char           *path,
           JsonNode             *body,
           const HkkSendOptions *options,
           gboolean              raised)
{
  HkkPortal *self = g_task_get_source_object (task);
  const char *own = options != NULL ? options->key : NULL;
  g_autoptr(JsonNode) node = body != NULL ? json_node_ref (body) : hkk_json_node ();
  g_autofree char *change = own == NULL && g_str_equal (method, "POST") ? name_change (path, node) : NULL;
  const char *before = change != NULL ? g_hash_table_lookup (self->unknown_keys, change) : NULL;
  g_autofree char *key = g_strdup (own != NULL ? own : before);

  if (key == NULL)
    key = hkk_new_key ();
  g_task_set_check_cancellable (task, FALSE);
  start_call (task,
              &(HkkCall) { .method = method, .path = path, .body = node,
                           .key = key, .if_match = options != NULL ? options->if_match : NULL },
              raised, change);
}

/**
 * hkk_portal_send_async:
 * @method: `POST`, `PUT`, `PATCH` or `DELETE`
 * @path: a route
 * @body: (nullable): an object; %NULL sends an empty one
 * @options: (nullable): the idempotency key and the version
 *
 * Changes something. A lost answer is asked for again with the same key; when that does not help, it finishes with
 * %HKK_PORTAL_ERROR_UNKNOWN_RESULT and may be repeated with that key; without a key of the caller's, the same change
 * again has the key that had no answer. An answer of 202 carries an approval to wait for
 * with hkk_portal_await_async(). A change that is refused until the session is raised waits for that approval itself
 * and is sent once more, with the same key.
 */
void
hkk_portal_send_async (HkkPortal            *self,
                       const char           *method,
                       const char           *path,
                       JsonNode             *body,
                       const HkkSendOptions *options,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (path != NULL && path[0] == '/');

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_send_async);
  send_with (task, method, path, body, options, FALSE);
}

/**
 * hkk_portal_send_finish:
 * @error: %HKK_PORTAL_ERROR; with %HKK_PORTAL_ERROR_STEP_UP it was not approved and nothing was changed
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

/**
 * hkk_portal_change_finish:
 * @result: of hkk_portal_send_async(), or of a typed change, which is made of it
 * @approval: (out) (optional) (nullable) (transfer full): what the change waits for; %NULL: it is done
 * @error: %HKK_PORTAL_ERROR
 *
 * Returns: whether the portal took the change
 */
gboolean
hkk_portal_change_finish (HkkPortal     *self,
                          GAsyncResult  *result,
                          HkkApproval  **approval,
                          GError       **error)
{
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (self, result, error);

  if (approval != NULL)
    *approval = NULL;
  if (answer != NULL && approval != NULL)
    g_set_object (approval, hkk_answer_get_approval (answer));
  return answer != NULL;
}

/* What raises the session is not to wait for itself. */
void
hkk_portal_send_step_up_async (HkkPortal           *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_portal_send_step_up_async);
  send_with (task, "POST", "/v1/step-up", NULL, NULL, TRUE);
}

void
hkk_portal_resend_async (HkkPortal           *self,
                         const HkkCall       *call,
                         const char          *key,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task = g_task_new (self, self->signed_in, callback, data);
  HkkCall again = *call;

  again.key = key;
  g_task_set_source_tag (task, hkk_portal_resend_async);
  g_task_set_check_cancellable (task, FALSE);
  start_call (task, &again, TRUE, NULL);
}

/* --- Files --- */

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
 * hkk_portal_transfer_async:
 * @transfer: a transfer that does not run
 * @cancellable: (nullable): ends the transfer
 *
 * Runs a transfer. Where the portal wants an approval first, it is asked for ("approval-started"), waited for, and the
 * transfer runs again.
 */
void
hkk_portal_transfer_async (HkkPortal           *self,
                           HkkTransfer         *transfer,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task;
  PortalCall *call;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (HKK_IS_TRANSFER (transfer));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_transfer_async);
  g_task_set_check_cancellable (task, FALSE);
  call = g_new0 (PortalCall, 1);
  call->transfer = g_object_ref (transfer);
  g_task_set_task_data (task, call, portal_call_free);
  make_call (task);
}

/**
 * hkk_portal_transfer_finish:
 * @error: as hkk_transfer_run_finish() gives it; with %HKK_PORTAL_ERROR_STEP_UP it was not approved
 *
 * Returns: %TRUE when the whole file arrived
 */
gboolean
hkk_portal_transfer_finish (HkkPortal     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
