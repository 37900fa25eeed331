/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"

#define KEY "00112233445566778899aabbccddeeff"

typedef struct
{
  MockClient *client;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->client = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->client, mock_client_free);
}

static void
test_status (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = mock_call (f->client, "GET", "/v1/status", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (answer->json, "state"), ==, "ok");
  g_assert_true (hkk_json_get_bool (answer->json, "demo", FALSE));
  g_assert_cmpstr (mock_answer_header (answer, "X-Content-Type-Options"), ==, "nosniff");
  g_assert_cmpstr (mock_answer_header (answer, "Cache-Control"), ==, "no-store");
  g_assert_cmpuint (strlen (mock_answer_header (answer, "X-Request-Id")), ==, 16);
  g_assert_nonnull (mock_answer_header (answer, "Date"));
  g_assert_null (mock_answer_header (answer, "Server"));
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *method, *path, *header, *value; guint status; const char *code; } cases[] =
  {
    { "GET", "/nowhere", "X-None", "", 404, "not_found" },
    { "GET", "/", "X-None", "", 404, "not_found" },
    { "GET", "/v1/status/", "X-None", "", 404, "not_found" },
    { "GET", "/v1//status", "X-None", "", 400, "invalid_request" },
    { "GET", "/v1/forms/a%2fb", "X-None", "", 400, "invalid_request" },
    { "GET", "/v1/forms/%2e%2e%2f", "X-None", "", 400, "invalid_request" },
    { "GET", "/v1/forms/a%20b%c3%bc", "X-None", "", 404, "not_found" },
    { "GET", "/v1/forms/%ff", "X-None", "", 404, "not_found" },
    { "DELETE", "/v1/status", "X-None", "", 405, "method_not_allowed" },
    { "HEAD", "/iam/revoke", "X-None", "", 405, NULL },
    { "GET", "/v1/status", "Origin", "https://example.org", 400, "invalid_request" },
    { "GET", "/v1/status", "Host", "example.org", 400, "invalid_request" },
    { "GET", "/iam/sessions", "Authorization", "", 401, "unauthorized" },
    { "GET", "/iam/sessions", "Authorization", "Bearer nonsense", 401, "unauthorized" },
    { "GET", "/iam/sessions", "Authorization", "Basic QTpC", 401, "unauthorized" },
    { "GET", "/iam/sessions?limit=0", "X-None", "", 400, "invalid_request" },
    { "GET", "/iam/sessions?limit=101", "X-None", "", 400, "invalid_request" },
    { "GET", "/iam/sessions?limit=1x", "X-None", "", 400, "invalid_request" },
    { "GET", "/iam/sessions?cursor=abc", "X-None", "", 400, "invalid_request" },
    { "GET", "/device/feed", "X-None", "", 401, "unauthorized" },
    { "DELETE", "/iam/sessions/x", "Idempotency-Key", "", 400, "idempotency_key_missing" },
    { "DELETE", "/iam/sessions/x", "Idempotency-Key", "short", 400, "invalid_request" },
    { "DELETE", "/iam/sessions/x", "Content-Encoding", "gzip", 415, "unsupported_media_type" },
    { "DELETE", "/iam/sessions/none", "X-None", "", 404, "not_found" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MockAnswer) answer = mock_call (f->client, cases[i].method, cases[i].path, NULL, cases[i].header,
                                                cases[i].value, NULL);

      g_test_message ("%s %s %s", cases[i].method, cases[i].path, cases[i].header);
      if (cases[i].code != NULL)
        mock_assert_problem (answer, cases[i].status, cases[i].code);
      else
        g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].status == 405)
        g_assert_nonnull (mock_answer_header (answer, "Allow"));
      if (cases[i].status == 401)
        g_assert_nonnull (mock_answer_header (answer, "WWW-Authenticate"));
    }
}

static void
test_bodies (Fixture       *f,
             gconstpointer  data)
{
  static const struct { const char *body, *type; guint status; const char *code; } cases[] =
  {
    { "{", "application/json", 400, "invalid_json" },
    { "", "application/json", 400, "invalid_json" },
    { "[]", "application/json", 400, "invalid_json" },
    { "{\"a\":1,\"a\":2}", "application/json", 400, "invalid_json" },
    { "{\"a\":1.5}", "application/json", 400, "invalid_json" },
    { "{\"a\":\"\\u0000\"}", "application/json", 400, "invalid_json" },
    { "{\"a\":\"\xff\"}", "application/json", 400, "invalid_json" },
    { "{}", "text/plain", 415, "unsupported_media_type" },
    { "{}", "application/json", 400, "invalid_request" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr(MockAnswer) answer = mock_call_bytes (f->client, "POST", "/iam/token", body, "Content-Type",
                                                      cases[i].type, NULL);

      mock_assert_problem (answer, cases[i].status, cases[i].code);
    }
}

static void
test_too_large (Fixture       *f,
                gconstpointer  data)
{
  gsize size = 2 * 1024 * 1024;
  g_autoptr(GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr(MockAnswer) answer = mock_call_bytes (f->client, "POST", "/iam/token", body, "Content-Type",
                                                  "application/json", NULL);
  g_autoptr(MockAnswer) after = NULL;

  mock_assert_problem (answer, 413, "body_too_large");
  after = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  g_assert_cmpuint (after->status, ==, 200);
}

/* Whatever the client sees of it (an answer or a hang-up), the server takes no more than it must and goes on. */
static void
test_much_too_large (Fixture       *f,
                     gconstpointer  data)
{
  gsize size = 64 * 1024 * 1024;
  g_autoptr(GBytes) body = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr(MockAnswer) answer = mock_call_bytes (f->client, "POST", "/iam/token", body, "Content-Type",
                                                  "application/json", NULL);
  g_autoptr(MockAnswer) after = NULL;

  if (answer->error == NULL)
    mock_assert_problem (answer, 413, "body_too_large");
  after = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  g_assert_cmpuint (after->status, ==, 200);
}

static void
test_languages (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) german = mock_call (f->client, "GET", "/v1/status", NULL, "Accept-Language",
                                            "de-DE, en;q=0.5", NULL);
  g_autoptr(MockAnswer) other = mock_call (f->client, "GET", "/v1/status", NULL, "Accept-Language", "xx", NULL);

  g_assert_cmpstr (mock_answer_header (german, "Content-Language"), ==, "de");
  g_assert_cmpstr (mock_answer_header (other, "Content-Language"), ==, "en");
}

static void
test_etag (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) first = mock_call (f->client, "GET", "/v1/account/data-key", NULL, NULL);
  const char *etag = mock_answer_header (first, "ETag");
  g_autoptr(MockAnswer) same = mock_call (f->client, "GET", "/v1/account/data-key", NULL, "If-None-Match", etag, NULL);
  g_autoptr(MockAnswer) other = mock_call (f->client, "GET", "/v1/account/data-key", NULL, "If-None-Match",
                                           "\"x\"", NULL);

  g_assert_nonnull (etag);
  g_assert_cmpuint (same->status, ==, 304);
  g_assert_cmpuint (g_bytes_get_size (same->body), ==, 0);
  g_assert_cmpuint (other->status, ==, 200);
  g_assert_true (g_bytes_equal (first->body, other->body));
}

static char *
sign_in_elsewhere (Fixture *f)
{
  g_autofree char *token = g_strdup (f->client->token);
  char *session_id;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  session_id = g_strdup (f->client->session_id);
  g_set_str (&f->client->token, token);
  return session_id;
}

static void
test_idempotency (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *session_id = sign_in_elsewhere (f);
  g_autofree char *path = g_strconcat ("/iam/sessions/", session_id, NULL);
  g_autofree char *other_id = sign_in_elsewhere (f);
  g_autofree char *other_path = g_strconcat ("/iam/sessions/", other_id, NULL);
  g_autoptr(MockAnswer) done = mock_call (f->client, "DELETE", path, NULL, "Idempotency-Key", KEY, NULL);
  g_autoptr(MockAnswer) again = mock_call (f->client, "DELETE", path, NULL, "Idempotency-Key", KEY, NULL);
  g_autoptr(MockAnswer) reused = mock_call (f->client, "DELETE", other_path, NULL, "Idempotency-Key", KEY, NULL);
  g_autoptr(MockAnswer) fresh = mock_call (f->client, "DELETE", path, NULL, NULL);
  g_autoptr(MockAnswer) restarted = NULL;

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_null (mock_answer_header (done, "Idempotency-Replayed"));
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpstr (mock_answer_header (again, "Idempotency-Replayed"), ==, "true");
  g_assert_true (g_bytes_equal (done->body, again->body));
  mock_assert_problem (reused, 422, "idempotency_key_reused");
  mock_assert_problem (fresh, 404, "not_found");
  g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, 1);
  /* The answer outlives the process. */
  mock_client_restart (f->client);
  restarted = mock_call (f->client, "DELETE", path, NULL, "Idempotency-Key", KEY, NULL);
  g_assert_cmpstr (mock_answer_header (restarted, "Idempotency-Replayed"), ==, "true");
  g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, 1);
}

static void
keep_status (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  g_array_append_vals (data, &(guint) { soup_message_get_status (message) }, 1);
}

/* The password check, with its real number of rounds, takes long enough for the second call with the key to meet the
 * first. */
static void
test_in_progress (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(MockClient) client = mock_client_new_for (folder);
  static const char body[] = "{\"old\":\"wrong wrong wrong\",\"new\":\"also-wrong-12345\"}";
  g_autoptr(GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr(GArray) statuses = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *url = g_strconcat (hkk_mock_get_url (client->mock), "/iam/password", NULL);
  g_autofree char *bearer = NULL;

  mock_sign_in (client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  bearer = g_strconcat ("Bearer ", client->token, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(SoupMessage) message = soup_message_new ("PUT", url);

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
      soup_message_headers_append (soup_message_get_request_headers (message), "Idempotency-Key", KEY);
      soup_session_send_and_read_async (client->session, message, G_PRIORITY_DEFAULT, NULL, keep_status, statuses);
    }
  test_wait_until (statuses->len >= 2);
  g_assert_cmpuint (g_array_index (statuses, guint, 0), ==, 409);
  g_assert_cmpuint (g_array_index (statuses, guint, 1), ==, 401);
  g_clear_pointer (&client, mock_client_free);
  test_remove_folder (folder);
}

static void
test_maintenance (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(JsonObject) on = mock_command (f->client,
                                           hkk_json_object ("command", "maintenance", "on", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) status = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  g_autoptr(MockAnswer) refused = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  g_autoptr(JsonObject) until = mock_command (f->client, hkk_json_object ("command", "maintenance", "on",
                                                                          HKK_JSON_BOOL (TRUE), "seconds", 3600));
  g_autoptr(MockAnswer) long_one = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  g_autoptr(JsonObject) off = mock_command (f->client,
                                            hkk_json_object ("command", "maintenance", "on", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) again = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);

  g_assert_cmpstr (hkk_json_get_string (status->json, "state"), ==, "maintenance");
  mock_assert_problem (refused, 503, "maintenance");
  g_assert_cmpstr (mock_answer_header (refused, "Retry-After"), ==, "30");
  mock_assert_problem (long_one, 503, "maintenance");
  g_assert_cmpint (g_ascii_strtoll (mock_answer_header (long_one, "Retry-After"), NULL, 10), >, 3500);
  g_assert_cmpuint (again->status, ==, 200);
}

static void
test_reset (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *session_id = sign_in_elsewhere (f);
  g_autofree char *path = g_strconcat ("/iam/sessions/", session_id, NULL);
  g_autoptr(MockAnswer) done = mock_call (f->client, "DELETE", path, NULL, NULL);
  g_autoptr(JsonObject) reset = NULL;
  g_autoptr(MockAnswer) old = NULL;

  g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, 1);
  reset = mock_command (f->client, hkk_json_object ("command", "reset"));
  old = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  mock_assert_problem (old, 401, "unauthorized");
  g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, 0);
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
}

static void
assert_mode (const char *folder,
             const char *name,
             guint       mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf st;

  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpuint (st.st_mode & 0777, ==, mode);
}

static void
test_folder (Fixture       *f,
             gconstpointer  data)
{
  assert_mode (f->client->folder, "", 0700);
  assert_mode (f->client->folder, "endpoint.json", 0600);
  assert_mode (f->client->folder, "certificate.pem", 0600);
  assert_mode (f->client->folder, "control.sock", 0600);
}

static gboolean
accept_any (SoupMessage          *message,
            GTlsCertificate      *certificate,
            GTlsCertificateFlags  errors,
            gpointer              data)
{
  g_autoptr(GPtrArray) ips = g_tls_certificate_get_ip_addresses (certificate);
  g_autoptr(GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  g_autofree char *ip = g_inet_address_to_string (ips->pdata[0]);

  g_assert_cmpstr (ip, ==, "127.0.0.1");
  g_assert_cmpmem (g_bytes_get_data (names->pdata[0], NULL), g_bytes_get_size (names->pdata[0]), "localhost",
                   strlen ("localhost"));
  g_assert_cmpint (errors, ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
  *(gboolean *) data = TRUE;
  return FALSE;
}

static void
test_certificate (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  g_autofree char *url = g_strconcat (hkk_mock_get_url (f->client->mock), "/v1/status", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *before = g_strdup (hkk_mock_get_certificate (f->client->mock));
  g_autofree char *url_before = g_strdup (hkk_mock_get_url (f->client->mock));
  g_autoptr(GError) error = NULL;
  gboolean seen = FALSE;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_any), &seen);
  g_assert_null (soup_session_send_and_read (session, message, NULL, &error));
  g_assert_error (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE);
  g_assert_true (seen);
  g_assert_null (strstr (before, "PRIVATE"));
  mock_client_restart (f->client);
  g_assert_cmpstr (hkk_mock_get_certificate (f->client->mock), ==, before);
  g_assert_cmpstr (hkk_mock_get_url (f->client->mock), ==, url_before);
}

static void
test_control_errors (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->client->folder, "control.sock", NULL);
  static const char * const lines[] = { "nonsense\n", "{}\n", "{\"command\":\"none\"}\n", "{\"command\":\"advance\"}\n",
                                         "{\"command\":\"advance\",\"seconds\":-1}\n",
                                         "{\"command\":\"person\",\"kvnr\":\"X\"}\n" };
  g_autoptr(GSocketClient) socket_client = g_socket_client_new ();
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr(GSocketConnection) connection = g_socket_client_connect (socket_client, G_SOCKET_CONNECTABLE (address),
                                                                     NULL, NULL);
  g_autoptr(GDataInputStream) input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = NULL;
      g_autoptr(JsonObject) answer = NULL;

      g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), lines[i],
                                                strlen (lines[i]), NULL, NULL, NULL));
      line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
      answer = hkk_json_object_parse (line);
      g_assert_false (hkk_json_get_bool (answer, "ok", FALSE));
      g_assert_nonnull (hkk_json_get_string (answer, "error"));
    }
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mock/server/status", test_status);
  ADD ("/mock/server/refused", test_refused);
  ADD ("/mock/server/bodies", test_bodies);
  ADD ("/mock/server/too-large", test_too_large);
  ADD ("/mock/server/much-too-large", test_much_too_large);
  ADD ("/mock/server/languages", test_languages);
  ADD ("/mock/server/etag", test_etag);
  ADD ("/mock/server/idempotency", test_idempotency);
  g_test_add_func ("/mock/server/in-progress", test_in_progress);
  ADD ("/mock/server/maintenance", test_maintenance);
  ADD ("/mock/server/reset", test_reset);
  ADD ("/mock/server/folder", test_folder);
  ADD ("/mock/server/certificate", test_certificate);
  ADD ("/mock/control/errors", test_control_errors);
  return g_test_run ();
}
