/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "server.h"
#include "test-device.h"

/* control.sock: "approvals" shows what waits; "approve" decides as a person would, with a phone of its own over the
 * wire, so that scripts exercise the same routes, signatures and limits as the phone simulator. */

#define TIMEOUT_SECONDS 15
#define MAX_ANSWER      ((gsize) 1024 * 1024)
#define DEVICE_NAME     "Test device"
#define DEVICE_PIN      "471108"

typedef struct
{
  HkkMockStore   *store;         /* Borrowed: the server's thread's */
  char           *url;           /* "https://127.0.0.1:PORT" */
  GTlsCertificate *certificate;   /* Owned */
  SoupSession     *session;       /* Owned; the thread's */
  HkkMockTestDevice    *phone;         /* Owned */
  guint            key_rounds;    /* of a phone that has to be bound first */
  char           *file;          /* where the phone is kept */
  char           *access_token;  /* (nullable): of the Service-App's sign-in, when the phone has to be bound first */
  char           *refresh_token; /* (nullable) */
  char           *card_digits;   /* (nullable) */
  char           *card_valid_until; /* (nullable) */
  char           *approval_id;
  char           *decision;
  char           *number;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_free (self->url);
  g_clear_object (&self->certificate);
  g_clear_object (&self->session);
  g_clear_pointer (&self->phone, hkk_mock_test_device_free);
  g_free (self->file);
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->card_digits);
  g_free (self->card_valid_until);
  g_free (self->approval_id);
  g_free (self->decision);
  g_free (self->number);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static gboolean
on_accept_certificate (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              data)
{
  return g_tls_certificate_is_same (certificate, data);
}

static SoupMessage *
make_message (Job        *self,
              const char *method,
              const char *path,
              const char *token,
              JsonObject *body)
{
  g_autofree char *uri = g_strconcat (self->url, path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *key = hkk_mock_random_hex (16);
  SoupMessage *message = soup_message_new (method, uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Accept-Language", "en");
  if (token != NULL)
    soup_message_headers_append (headers, "Authorization", authorization);
  if (body != NULL)
    {
      g_autofree char *text = hkk_json_object_to_string (body);
      g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
      soup_message_headers_append (headers, "Idempotency-Key", key);
    }
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self->certificate,
                           G_CONNECT_DEFAULT);
  return message;
}

/* One call; a problem becomes an error with its code and detail. BODY (transfer full) (nullable). */
static JsonObject *
send_json (Job          *self,
           const char   *method,
           const char   *path,
           const char   *token,
           JsonObject   *body,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr(JsonObject) owned = body;
  g_autoptr(SoupMessage) message = make_message (self, method, path, token, body);
  g_autoptr(GBytes) bytes = soup_session_send_and_read (self->session, message, cancellable, error);
  g_autoptr(JsonNode) node = bytes != NULL ? hkk_json_parse_bytes (bytes, MAX_ANSWER, JSON_NODE_OBJECT, error) : NULL;
  JsonObject *object = hkk_json_node_object (node);
  const char *detail;

  if (object == NULL)
    return NULL;
  if (SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return json_object_ref (object);
  detail = hkk_json_get_string (object, "detail");
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", hkk_json_get_string (object, "code"),
               detail != NULL ? detail : hkk_json_get_string (object, "title"));
  return NULL;
}

static gboolean
keep_phone (Job     *self,
            GError **error)
{
  g_autoptr(JsonObject) saved = hkk_mock_test_device_save (self->phone);
  g_autofree char *text = hkk_json_object_to_string (saved);

  return g_file_set_contents_full (self->file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

static gboolean
bind_phone (Job           *self,
            GCancellable  *cancellable,
            GError       **error)
{
  JsonObject *body = hkk_mock_test_device_describe (self->phone, DEVICE_NAME, "android", DEVICE_PIN);
  g_autoptr(JsonObject) enrolment = NULL;
  g_autoptr(JsonObject) revoked = NULL;

  hkk_json_object_add (body, "method", "card", "card_digits", self->card_digits,
                       "card_valid_until", self->card_valid_until);
  enrolment = send_json (self, "POST", "/device/enrolments", self->access_token, body, cancellable, error);
  if (enrolment == NULL)
    return FALSE;
  if (!hkk_mock_test_device_bind (self->phone, enrolment))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "The enrolment was answered with something else");
      return FALSE;
    }
  revoked = send_json (self, "POST", "/iam/revoke", NULL, hkk_json_object ("refresh_token", self->refresh_token),
                       cancellable, error);
  return revoked != NULL && keep_phone (self, error);
}

static JsonObject *
decide (Job           *self,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree char *path = g_strconcat ("/device/approvals/", self->approval_id, NULL);
  g_autofree char *decision_path = g_strconcat (path, "/decision", NULL);
  const char *token = hkk_mock_test_device_token (self->phone);
  g_autoptr(JsonObject) approval = send_json (self, "GET", path, token, NULL, cancellable, error);

  if (approval == NULL)
    return NULL;
  return send_json (self, "POST", decision_path, token,
                    hkk_mock_test_device_decide (self->phone, approval, self->decision, self->number),
                    cancellable, error);
}

static void
open_session (Job *self)
{
  g_clear_object (&self->session);
  /* No proxy: https_proxy would catch even 127.0.0.1. */
  self->session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS, "proxy-resolver", NULL, NULL);
}

static void
run_decide (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Job *self = task_data;
  g_autoptr(GError) error = NULL;
  JsonObject *answer;

  open_session (self);
  answer = decide (self, cancellable, &error);
  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      hkk_json_object_add (answer, "approval", self->approval_id);
      g_task_return_pointer (task, answer, (GDestroyNotify) json_object_unref);
    }
}

static void
run_bind (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Job *self = task_data;
  g_autoptr(GError) error = NULL;

  open_session (self);
  self->phone = hkk_mock_test_device_new (self->key_rounds);
  if (bind_phone (self, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
confirm_phone (HkkMockStore *store,
               gpointer      data)
{
  Job *self = data;
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, hkk_mock_test_device_device_id (self->phone));

  if (device != NULL)
    hkk_mock_device_confirm (store, device);
  return TRUE;
}

/* Scripts need no second phone to have theirs confirmed. */
static void
on_bound (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  Job *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!hkk_mock_store_transact (self->store, confirm_phone, self))
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_FAILED, "The test device cannot be confirmed");
  else
    g_task_run_in_thread (task, run_decide);
}

/* The phone that an earlier call bound, if the server still knows it. */
static HkkMockTestDevice *
known_phone (HkkMockStore *store,
             const char   *file)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) saved = NULL;
  g_autoptr(HkkMockTestDevice) phone = NULL;
  g_autoptr(HkkMockDevice) device = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  saved = hkk_json_object_parse (text);
  phone = hkk_mock_test_device_restore (saved);
  device = phone != NULL ? hkk_mock_device_load (store, hkk_mock_test_device_device_id (phone)) : NULL;
  return device != NULL && hkk_mock_device_can_approve (device) ? g_steal_pointer (&phone) : NULL;
}

typedef struct
{
  HkkMockAccount *account;
  JsonObject     *tokens;
} SignIn;

/* What the person would do in the Service-App; their password may have been changed, so it is not asked for. */
static gboolean
sign_in (HkkMockStore *store,
         gpointer      data)
{
  SignIn *self = data;

  self->tokens = hkk_mock_session_start (store, self->account, "phone", DEVICE_NAME, FALSE);
  return self->tokens != NULL;
}

static gboolean
prepare_phone (Job             *self,
               HkkMockStore    *store,
               HkkMockAccount  *account,
               GError         **error)
{
  g_autofree char *name = g_strdup_printf ("test-device-%s.json", account->profile_id);
  SignIn signing = { account, NULL };
  gsize length = account->card_number != NULL ? strlen (account->card_number) : 0;

  self->file = g_build_filename (hkk_mock_store_folder (store), name, NULL);
  self->phone = known_phone (store, self->file);
  if (self->phone != NULL)
    return TRUE;
  if (length < 6 || !hkk_mock_store_transact (store, sign_in, &signing))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No test device can be bound for this person");
      return FALSE;
    }
  self->access_token = g_strdup (hkk_json_get_string (signing.tokens, "access_token"));
  self->refresh_token = g_strdup (hkk_json_get_string (signing.tokens, "refresh_token"));
  self->card_digits = g_strdup (account->card_number + length - 6);
  self->card_valid_until = g_strdup (account->card_valid_until);
  json_object_unref (signing.tokens);
  return TRUE;
}

/* The approval that is meant: the one with ID, otherwise the newest that is open. */
static HkkMockApproval *
pick_approval (HkkMockStore *store,
               const char   *id,
               GError      **error)
{
  g_autofree char *newest = NULL;
  HkkMockApproval *approval;

  hkk_mock_approvals_expire (store);
  if (id == NULL)
    id = newest = hkk_mock_get_text (store, "SELECT id FROM approvals WHERE " HKK_MOCK_APPROVAL_OPEN
                                            " ORDER BY rowid DESC LIMIT 1");
  approval = id != NULL ? hkk_mock_approval_load (store, id) : NULL;
  if (approval == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         id != NULL ? "There is no such approval" : "No approval is open");
  return approval;
}

static gboolean
decision_known (const char *decision,
                GError    **error)
{
  const char * const known[] = { "approve", "deny", "report", NULL };

  if (g_strv_contains (known, decision))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The decision is approve, deny or report");
  return FALSE;
}

static Job *
make_job (HkkMockServer  *server,
          JsonObject     *arguments,
          GError        **error)
{
  HkkMockStore *store = server->store;
  g_autoptr(HkkMockApproval) approval = pick_approval (store, hkk_json_get_string (arguments, "id"), error);
  g_autoptr(HkkMockAccount) account = approval != NULL ? hkk_mock_account_load (store, approval->account_id) : NULL;
  g_autoptr(Job) self = g_new0 (Job, 1);
  const char *number = hkk_json_get_string (arguments, "number");
  const char *decision = hkk_json_get_string (arguments, "decision");

  if (account == NULL || !decision_known (decision != NULL ? decision : "approve", error) ||
      !prepare_phone (self, store, account, error))
    return NULL;
  self->store = store;
  self->key_rounds = server->key_rounds;
  self->url = g_strdup_printf ("https://127.0.0.1:%u", server->port);
  self->certificate = g_object_ref (server->certificate);
  self->approval_id = g_strdup (approval->id);
  self->decision = g_strdup (decision != NULL ? decision : "approve");
  self->number = g_strdup (number != NULL ? number : approval->number);
  return g_steal_pointer (&self);
}

/* {"command": "approve", "id": …, "decision": "approve"|"deny"|"report", "number": "42"}; all but the command can be
 * left out. */
static void
command_approve (HkkMockServer       *server,
                 JsonObject          *arguments,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr(GTask) binding = NULL;
  g_autoptr(GError) error = NULL;
  Job *job = make_job (server, arguments, &error);

  g_task_set_source_tag (task, command_approve);
  if (job == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_set_task_data (task, job, job_free);
  if (job->phone != NULL)
    {
      g_task_run_in_thread (task, run_decide);
      return;
    }
  binding = g_task_new (NULL, cancellable, on_bound, g_object_ref (task));
  g_task_set_source_tag (binding, command_approve);
  g_task_set_task_data (binding, job, NULL);
  g_task_run_in_thread (binding, run_bind);
}

/* {"approvals": [APPROVAL with "person"]}, the newest first. */
static JsonObject *
command_approvals (HkkMockServer  *server,
                   JsonObject     *arguments,
                   GError        **error)
{
  HkkMockStore *store = server->store;
  g_autoptr(HkkMockRows) rows = NULL;
  JsonArray *items = json_array_new ();

  hkk_mock_approvals_expire (store);
  rows = hkk_mock_query (store, "SELECT id FROM approvals ORDER BY rowid DESC");
  while (hkk_mock_rows_next (rows))
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, hkk_mock_rows_text (rows, 0));
      g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, approval->account_id);
      JsonObject *object = hkk_mock_approval_render (store, approval);

      hkk_json_object_add (object, "person", account->kvnr);
      json_array_add_object_element (items, object);
    }
  return hkk_json_object ("approvals", items);
}

const HkkMockCommand hkk_mock_approvals_commands[] =
{
  { "approvals", command_approvals },
  { "approve", .begin = command_approve },
  { NULL }
};
