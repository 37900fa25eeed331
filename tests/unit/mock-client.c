/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-client.h"

#include <sqlite3.h>
#include <string.h>

#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-process.h"
#include "mock-state.h"

void
mock_client_init (int    *argc,
                  char ***argv)
{
  hkk_process_harden ();
  g_test_init (argc, argv, NULL);
}

static void
start_mock (MockClient *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_start_async (self->mock, NULL, test_keep_result, &result);
  hkk_mock_start_finish (self->mock, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
stop_mock (MockClient *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_mock_stop_async (self->mock, test_keep_result, &result);
  hkk_mock_stop_finish (self->mock, test_wait (&result));
}

static void
open_session (MockClient *self)
{
  g_autofree char *path = g_build_filename (self->folder, "pinned.pem", NULL);
  g_autofree char *url = NULL;
  g_autofree char *pem = NULL;
  g_autoptr(GTlsDatabase) database = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (hkk_mock_endpoint_read (self->folder, &url, &pem));
  g_assert_true (g_file_set_contents (path, pem, -1, NULL));
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_clear_object (&self->session);
  self->session = soup_session_new_with_options ("tls-database", database, "proxy-resolver", NULL,
                                                 "max-conns-per-host", 8, NULL);
}

MockClient *
mock_client_attach (const char *folder)
{
  MockClient *self = g_new0 (MockClient, 1);

  self->folder = g_strdup (folder);
  open_session (self);
  return self;
}

static MockClient *
client_on (const char *folder,
           guint       key_rounds)
{
  MockClient *self = g_new0 (MockClient, 1);

  self->folder = g_strdup (folder);
  self->mock = hkk_mock_new (folder);
  if (key_rounds > 0)
    hkk_mock_set_key_rounds (self->mock, key_rounds);
  start_mock (self);
  open_session (self);
  return self;
}

MockClient *
mock_client_new_for (const char *folder)
{
  return client_on (folder, 0);
}

MockClient *
mock_client_new (void)
{
  g_autofree char *folder = test_make_folder ();
  MockClient *self;

  mock_state_prepare (folder);
  self = client_on (folder, MOCK_STATE_ROUNDS);
  self->remove_folder = TRUE;
  return self;
}

void
mock_client_restart (MockClient *self)
{
  stop_mock (self);
  start_mock (self);
}

void
mock_client_alter (MockClient *self,
                   const char *sql)
{
  g_autofree char *path = g_build_filename (self->folder, "mock.sqlite", NULL);
  sqlite3 *database = NULL;

  stop_mock (self);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (database), ==, 1);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  start_mock (self);
}

void
mock_client_reconnect (MockClient *self)
{
  soup_session_abort (self->session);
  open_session (self);
}

void
mock_client_free (MockClient *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  if (self->mock != NULL)
    stop_mock (self);
  g_clear_object (&self->mock);
  if (self->remove_folder)
    test_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->token);
  g_free (self->refresh);
  g_free (self->session_id);
  g_free (self->language);
  g_free (self);
}

void
mock_answer_free (MockAnswer *self)
{
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_clear_error (&self->error);
  g_free (self);
}

const char *
mock_answer_header (MockAnswer *self,
                    const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

static void
add_headers (MockClient  *self,
             SoupMessage *message,
             va_list      headers)
{
  SoupMessageHeaders *out = soup_message_get_request_headers (message);
  const char *name;

  if (self->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (out, "Authorization", bearer);
    }
  if (self->language != NULL)
    soup_message_headers_replace (out, "Accept-Language", self->language);
  if (strcmp (soup_message_get_method (message), "GET") != 0)
    {
      g_autofree char *key = hkk_mock_random_hex (16);

      soup_message_headers_replace (out, "Idempotency-Key", key);
    }
  while ((name = va_arg (headers, const char *)) != NULL)
    {
      const char *value = va_arg (headers, const char *);

      soup_message_headers_remove (out, name);
      if (*value != '\0')
        soup_message_headers_append (out, name, value);
    }
}

static MockAnswer *
call (MockClient *self,
      const char *method,
      const char *path,
      const char *media_type,
      GBytes     *body,
      va_list     headers)
{
  MockAnswer *answer = g_new0 (MockAnswer, 1);
  g_autofree char *base = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *url = NULL;
  g_autoptr(SoupMessage) message = NULL;
  const char *type;

  g_assert_true (hkk_mock_endpoint_read (self->folder, &base, &pem));
  url = g_strconcat (base, path, NULL);
  message = soup_message_new (method, url);
  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, media_type, body);
  add_headers (self, message, headers);
  answer->body = soup_session_send_and_read (self->session, message, NULL, &answer->error);
  answer->status = answer->error == NULL ? soup_message_get_status (message) : 0;
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  type = soup_message_headers_get_content_type (answer->headers, NULL);
  if (answer->body != NULL && g_bytes_get_size (answer->body) > 0 && type != NULL && g_str_has_suffix (type, "json"))
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) node = hkk_json_parse_bytes (answer->body, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);

      g_assert_no_error (error);
      answer->json = json_node_dup_object (node);
    }
  return answer;
}

MockAnswer *
mock_call (MockClient  *self,
           const char *method,
           const char *path,
           JsonObject  *body,
           ...)
{
  g_autoptr(JsonObject) object = body;
  g_autofree char *text = object != NULL ? hkk_json_object_to_string (object) : NULL;
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  MockAnswer *answer;
  va_list headers;

  va_start (headers, body);
  answer = call (self, method, path, "application/json", bytes, headers);
  va_end (headers);
  return answer;
}

MockAnswer *
mock_call_bytes (MockClient  *self,
                 const char *method,
                 const char *path,
                 GBytes      *body,
                 ...)
{
  MockAnswer *answer;
  va_list headers;

  va_start (headers, body);
  answer = call (self, method, path, "application/octet-stream", body, headers);
  va_end (headers);
  return answer;
}

void
mock_sign_in (MockClient *self,
              const char *kvnr,
              const char *password,
              const char *client)
{
  g_autoptr(MockAnswer) answer = NULL;

  g_clear_pointer (&self->token, g_free);
  answer = mock_call (self, "POST", "/iam/token",
                      hkk_json_object ("grant_type", "password", "username", kvnr, "password", password,
                                       "client", client, "device_name", "Test"), NULL);
  g_assert_no_error (answer->error);
  g_assert_cmpuint (answer->status, ==, 200);
  g_set_str (&self->token, hkk_json_get_string (answer->json, "access_token"));
  g_set_str (&self->refresh, hkk_json_get_string (answer->json, "refresh_token"));
  g_set_str (&self->session_id, hkk_json_get_string (answer->json, "session_id"));
}

JsonObject *
mock_command_try (MockClient  *self,
                  JsonObject  *command,
                  GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_mock_command_async (self->folder, command, NULL, test_keep_result, &result);
  return hkk_mock_command_finish (test_wait (&result), error);
}

JsonObject *
mock_command (MockClient *self,
              JsonObject *command)
{
  g_autoptr(JsonObject) object = command;
  g_autoptr(GError) error = NULL;
  JsonObject *answer = mock_command_try (self, object, &error);

  g_assert_no_error (error);
  return answer;
}

void
mock_advance (MockClient *self,
              gint64      seconds)
{
  g_autoptr(JsonObject) answer = mock_command (self, hkk_json_object ("command", "advance", "seconds", seconds));
}

guint
mock_ledger_count (MockClient *self,
                   const char *operation)
{
  g_autoptr(JsonObject) answer = mock_command (self, hkk_json_object ("command", "ledger"));
  JsonArray *rows = hkk_json_get_array (answer, "ledger");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (g_strcmp0 (hkk_json_get_string (json_array_get_object_element (rows, i), "operation"), operation) == 0)
      count++;
  return count;
}
