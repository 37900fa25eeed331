/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "portal-server.h"
#include "test-handshake.h"

#define assert_portal_error(error, expected) g_assert_error (error, HKK_PORTAL_ERROR, expected)

typedef struct
{
  guint fail; /* so many calls are answered with a broken connection */
} Script;

static const HkkCall get_thing = { .method = "GET", .path = "/thing" };

static JsonNode *
small_body (void)
{
  return hkk_json_parse ("{\"a\":1}", -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
}

static HkkTransport *
connect_to (PortalServer *server)
{
  g_autoptr(GError) error = NULL;
  HkkTransport *transport = hkk_transport_new (&server->config, &error);

  test_allow_broken_handshakes ();
  g_assert_no_error (error);
  return transport;
}

static void
answer_headers (PortalServer      *server,
                SoupServerMessage *message,
                const char        *path,
                gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_assert_cmpstr (soup_message_headers_get_one (headers, "Authorization"), ==, "Bearer t0ken");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Idempotency-Key"), ==, "0123");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "If-Match"), ==, "\"e\"");
  g_assert_cmpstr (soup_message_headers_get_list (headers, "Accept-Language"), ==, "de, en;q=0.5");
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Accept-Encoding"), ==, "identity");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", "\"x\"");
  portal_answer (message, 200, "{\"ok\":true}");
}

static void
test_headers (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_headers, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = small_body ();
  g_autoptr(HkkAnswer) answer = NULL;

  hkk_transport_set_language (transport, "de");
  answer = portal_call (transport, &(HkkCall) { .method = "PATCH", .path = "/thing?x=1", .body = body, .token = "t0ken",
                                                .key = "0123", .if_match = "\"e\"" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hkk_answer_get_status (answer), ==, 200);
  g_assert_cmpstr (hkk_answer_get_etag (answer), ==, "\"x\"");
  g_assert_true (hkk_json_get_bool (hkk_answer_get_object (answer), "ok", FALSE));
  g_assert_cmpint (hkk_transport_get_connectivity (transport), ==, HKK_CONNECTIVITY_ONLINE);
}

static void
answer_language (PortalServer      *server,
                 SoupServerMessage *message,
                 const char        *path,
                 gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr(JsonNode) json = hkk_json_node ("asked", soup_message_headers_get_list (headers, "Accept-Language"));
  g_autofree char *text = json_to_string (json, FALSE);

  portal_answer (message, 200, text);
}

/* Who speaks what the portal does not gets the insurer's language; who speaks English does not. */
static void
test_languages (void)
{
  static const char * const languages[][2] = {
    { "de", "de, en;q=0.5" }, { "de-AT", "de-AT, de;q=0.7, en;q=0.5" }, { "tr", "tr, de;q=0.7, en;q=0.5" },
    { "en", "en, en;q=0.5" }, { "en-GB", "en-GB, en;q=0.5" },
  };
  g_autoptr(PortalServer) server = portal_server_new (answer_language, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkAnswer) answer = NULL;

      hkk_transport_set_language (transport, languages[i][0]);
      answer = portal_call (transport, &(HkkCall) { .method = "GET", .path = "/thing" }, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (hkk_json_get_string (hkk_answer_get_object (answer), "asked"), ==, languages[i][1]);
    }
}

static void
answer_to_bytes (PortalServer      *server,
                 SoupServerMessage *message,
                 const char        *path,
                 gpointer           data)
{
  g_assert_cmpint (soup_server_message_get_request_body (message)->length, ==, 1 << 20);
  portal_answer (message, 200, "{}");
}

static void
on_bytes_sent (guint64  bytes,
               gpointer data)
{
  guint64 *steps = data;

  g_assert_cmpuint (bytes, >, steps[1]);
  steps[0]++;
  steps[1] = bytes;
}

/* Who sends much is told how far it is, step by step up to the end. */
static void
test_bytes_sent (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_to_bytes, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autofree guint8 *data = g_malloc0 (1 << 20);
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, 1 << 20);
  g_autoptr(HkkAnswer) answer = NULL;
  guint64 steps[2] = { 0 };

  answer = portal_call (transport, &(HkkCall) { .method = "PUT", .path = "/film", .bytes = bytes, .key = "0123",
                                                .media_type = "video/mp4", .sent = on_bytes_sent, .sent_data = steps },
                        NULL);
  g_assert_nonnull (answer);
  g_assert_cmpuint (steps[0], >, 1);
  g_assert_cmpuint (steps[1], ==, 1 << 20);
}

static void
answer_with_status (PortalServer      *server,
                    SoupServerMessage *message,
                    const char        *path,
                    gpointer           data)
{
  /* /STATUS/CODE */
  g_auto(GStrv) parts = g_strsplit (path + 1, "/", 2);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "7");
  if (parts[1] != NULL)
    portal_answer_problem (message, (guint) atoi (parts[0]), parts[1]);
  else
    soup_server_message_set_status (message, (guint) atoi (parts[0]), NULL);
}

static void
test_problems (void)
{
  static const struct
  {
    const char     *path;
    int             error;
  } cases[] = {
    { "/401/unauthorized", HKK_PORTAL_ERROR_UNAUTHORIZED }, { "/401/token_expired", HKK_PORTAL_ERROR_UNAUTHORIZED },
    { "/401/step_up_required", HKK_PORTAL_ERROR_STEP_UP },
    { "/401/invalid_credentials", HKK_PORTAL_ERROR_INVALID_CREDENTIALS },
    { "/423/account_locked", HKK_PORTAL_ERROR_LOCKED }, { "/423/device_locked", HKK_PORTAL_ERROR_LOCKED },
    { "/409/device_locked", HKK_PORTAL_ERROR_NO_DEVICE }, { "/409/no_device", HKK_PORTAL_ERROR_NO_DEVICE },
    { "/403/account_closed", HKK_PORTAL_ERROR_REFUSED }, { "/422/validation_failed", HKK_PORTAL_ERROR_VALIDATION },
    { "/404/not_found", HKK_PORTAL_ERROR_NOT_FOUND }, { "/412/precondition_failed", HKK_PORTAL_ERROR_CONFLICT },
    { "/409/approval_open", HKK_PORTAL_ERROR_CONFLICT }, { "/429/throttled", HKK_PORTAL_ERROR_THROTTLED },
    { "/503/maintenance", HKK_PORTAL_ERROR_MAINTENANCE }, { "/500/internal", HKK_PORTAL_ERROR_SERVER },
    { "/400/of_tomorrow", HKK_PORTAL_ERROR_REFUSED }, { "/418", HKK_PORTAL_ERROR_REFUSED },
    { "/503", HKK_PORTAL_ERROR_MAINTENANCE }, { "/502", HKK_PORTAL_ERROR_SERVER },
  };
  g_autoptr(PortalServer) server = portal_server_new (answer_with_status, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkAnswer) answer = portal_call (transport,
                                                 &(HkkCall) { .method = "GET", .path = cases[i].path }, &error);

      g_test_message ("%s", cases[i].path);
      assert_portal_error (error, cases[i].error);
      g_assert_null (answer);
      g_assert_nonnull (hkk_portal_error_get_problem (error));
      g_assert_cmpint (hkk_problem_get_retry_after (hkk_portal_error_get_problem (error)), ==, 7);
      g_assert_cmpuint (hkk_problem_get_status (hkk_portal_error_get_problem (error)), ==, atoi (cases[i].path + 1));
    }
  /* An answer is an answer: none of them was asked for twice. */
  g_assert_cmpuint (server->calls, ==, G_N_ELEMENTS (cases));
}

static void
answer_fields (PortalServer      *server,
               SoupServerMessage *message,
               const char        *path,
               gpointer           data)
{
  const char *json = "{\"title\":\"Some entries need a correction\",\"detail\":\"Look at them.\",\"status\":422,"
                     "\"code\":\"validation_failed\",\"request_id\":\"abc\",\"errors\":[{\"field\":\"items[2].amount\","
                     "\"code\":\"money\",\"message\":\"No\"},7]}";

  soup_server_message_set_status (message, 422, NULL);
  soup_server_message_set_response (message, "application/problem+json", SOUP_MEMORY_STATIC, json, strlen (json));
}

static void
test_fields (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_fields, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) copy = NULL;
  HkkProblem *problem;

  g_assert_null (portal_call (transport, &get_thing, &error));
  g_assert_cmpstr (error->message, ==, "Some entries need a correction. Look at them.");
  copy = g_error_copy (error);
  problem = hkk_portal_error_get_problem (copy);
  g_assert_cmpstr (hkk_problem_get_request_id (problem), ==, "abc");
  g_assert_cmpuint (hkk_problem_get_n_fields (problem), ==, 1);
  g_assert_cmpstr (hkk_problem_get_field (problem, 0)->field, ==, "items[2].amount");
  g_assert_null (hkk_problem_get_extra (problem));
  g_assert_false (hkk_portal_error_is_transport (copy));
}

static void
answer_hostile (PortalServer      *server,
                SoupServerMessage *message,
                const char        *path,
                gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, NULL);
  if (g_str_equal (path, "/html"))
    soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<html>", 6);
  else if (g_str_equal (path, "/array"))
    portal_answer (message, 200, "[]");
  else if (g_str_equal (path, "/duplicate"))
    portal_answer (message, 200, "{\"a\":1,\"a\":2}");
  else if (g_str_equal (path, "/fraction"))
    portal_answer (message, 200, "{\"a\":1.5}");
  else if (g_str_equal (path, "/empty"))
    portal_answer (message, 200, "");
  else if (g_str_equal (path, "/redirect"))
    {
      soup_server_message_set_status (message, 302, NULL);
      soup_message_headers_replace (headers, "Location", "/html");
    }
  else if (g_str_equal (path, "/gzip"))
    {
      /* The beginning of an archive that would go on for a gigabyte; it must not even be looked at. */
      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      portal_answer (message, 200, "\037\213\010{}");
    }
  else if (g_str_equal (path, "/large"))
    {
      g_autofree char *json = g_malloc (3 * 1024 * 1024);

      memset (json, ' ', 3 * 1024 * 1024);
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      soup_message_headers_set_content_type (headers, "application/json", NULL);
      soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY, json,
                                3 * 1024 * 1024);
    }
}

static void
test_hostile (void)
{
  static const char * const paths[] = { "/html", "/array", "/duplicate", "/fraction", "/empty", "/redirect", "/gzip",
                                        "/large" };
  g_autoptr(PortalServer) server = portal_server_new (answer_hostile, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(JsonNode) body = small_body ();

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GError) unknown = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (portal_call (transport, &(HkkCall) { .method = "GET", .path = paths[i] }, &error));
      assert_portal_error (error, HKK_PORTAL_ERROR_PROTOCOL);
      /* A change that was answered like this may have been carried out. */
      g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = paths[i], .body = body,
                                                          .key = "1" }, &unknown));
      assert_portal_error (unknown, HKK_PORTAL_ERROR_UNKNOWN_RESULT);
    }
  g_assert_cmpuint (server->calls, ==, 2 * G_N_ELEMENTS (paths));
}

static void
answer_broken (PortalServer      *server,
               SoupServerMessage *message,
               const char        *path,
               gpointer           data)
{
  Script *script = data;

  if (script->fail == 0)
    {
      portal_answer (message, 200, "{}");
      return;
    }
  script->fail--;
  portal_answer_raw (message,
                     "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":");
}

static void
check_repeats (const char     *method,
               const char     *key,
               HkkCallFlags    flags,
               guint           fail,
               guint           calls,
               int             code)
{
  Script script = { .fail = fail };
  g_autoptr(PortalServer) server = portal_server_new (answer_broken, &script);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = small_body ();
  gboolean reads = g_str_equal (method, "GET");
  g_autoptr(HkkAnswer) answer = portal_call (transport,
                                             &(HkkCall) { .method = method, .path = "/", .key = key, .flags = flags,
                                                          .body = reads ? NULL : body }, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, HKK_PORTAL_ERROR, code);
  g_assert_cmpuint (server->calls, ==, calls);
}

static void
test_repeats (void)
{
  check_repeats ("GET", NULL, 0, 2, 3, -1);
  check_repeats ("GET", NULL, 0, 100, 4, HKK_PORTAL_ERROR_UNREACHABLE);
  check_repeats ("GET", NULL, HKK_CALL_ONCE, 100, 1, HKK_PORTAL_ERROR_UNREACHABLE);
  check_repeats ("POST", "k", 0, 3, 4, -1);
  check_repeats ("POST", "k", 0, 100, 4, HKK_PORTAL_ERROR_UNKNOWN_RESULT);
  check_repeats ("POST", NULL, 0, 1, 1, HKK_PORTAL_ERROR_UNKNOWN_RESULT);
  check_repeats ("POST", NULL, HKK_CALL_SAFE, 1, 2, -1);
  check_repeats ("POST", NULL, HKK_CALL_SAFE | HKK_CALL_ONCE, 1, 1, HKK_PORTAL_ERROR_UNREACHABLE);
}

static void
answer_in_progress (PortalServer      *server,
                    SoupServerMessage *message,
                    const char        *path,
                    gpointer           data)
{
  if (server->calls == 1)
    portal_answer_problem (message, 409, "idempotency_in_progress");
  else
    portal_answer (message, 201, "{}");
}

static void
test_in_progress (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_in_progress, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = small_body ();
  g_autoptr(HkkAnswer) answer = portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .key = "k",
                                                                     .body = body }, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hkk_answer_get_status (answer), ==, 201);
}

/* Still in progress when the patience ends: a refusal would let the person hand it in twice. */
static void
answer_in_progress_always (PortalServer      *server,
                           SoupServerMessage *message,
                           const char        *path,
                           gpointer           data)
{
  portal_answer_problem (message, 409, "idempotency_in_progress");
}

static void
test_in_progress_always (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_in_progress_always, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = small_body ();

  hkk_transport_set_deadlines (transport, 0, 1500, 0);
  g_assert_null (portal_call (transport,
                              &(HkkCall) { .method = "POST", .path = "/", .key = "k", .body = body }, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_UNKNOWN_RESULT);
}

typedef struct
{
  const char *path;
  int         error;  /* that a POST there ends with */
} Refusal;

static void
assert_posts_fail (PortalHandler  handler,
                   const Refusal *cases,
                   gsize          n_cases)
{
  g_autoptr(PortalServer) server = portal_server_new (handler, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(JsonNode) body = small_body ();

  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = cases[i].path, .key = "k",
                                                          .body = body }, &error));
      assert_portal_error (error, cases[i].error);
    }
}

/* Which answers to a change tell what became of it. */
static void
test_told (void)
{
  static const Refusal cases[] = {
    { "/500/internal", HKK_PORTAL_ERROR_SERVER }, { "/503/maintenance", HKK_PORTAL_ERROR_MAINTENANCE },
    { "/429/throttled", HKK_PORTAL_ERROR_THROTTLED }, { "/401/unauthorized", HKK_PORTAL_ERROR_UNAUTHORIZED },
    { "/422/validation_failed", HKK_PORTAL_ERROR_VALIDATION }, { "/500", HKK_PORTAL_ERROR_UNKNOWN_RESULT },
    { "/503", HKK_PORTAL_ERROR_UNKNOWN_RESULT }, { "/502", HKK_PORTAL_ERROR_UNKNOWN_RESULT },
    { "/403", HKK_PORTAL_ERROR_UNKNOWN_RESULT },
  };

  assert_posts_fail (answer_with_status, cases, G_N_ELEMENTS (cases));
}

static void
answer_lost_then_refused (PortalServer      *server,
                          SoupServerMessage *message,
                          const char        *path,
                          gpointer           data)
{
  if (server->calls % 2 == 1)
    portal_answer_raw (message, "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n");
  else
    portal_answer_problem (message, (guint) atoi (path + 1), path + 5);
}

/* The first try may have got through; that the second one was stopped at the door says nothing about it. */
static void
test_lost_then_refused (void)
{
  static const Refusal cases[] = {
    { "/401/unauthorized", HKK_PORTAL_ERROR_UNKNOWN_RESULT }, { "/429/throttled", HKK_PORTAL_ERROR_UNKNOWN_RESULT },
    { "/503/maintenance", HKK_PORTAL_ERROR_UNKNOWN_RESULT }, { "/422/validation_failed", HKK_PORTAL_ERROR_VALIDATION },
  };

  assert_posts_fail (answer_lost_then_refused, cases, G_N_ELEMENTS (cases));
}

static void
answer_dead_connection (PortalServer      *server,
                        SoupServerMessage *message,
                        const char        *path,
                        gpointer           data)
{
  g_autoptr(JsonObject) body = NULL;

  /* The first call opens the connection; the second one finds it dead. */
  if (server->calls == 1)
    portal_answer (message, 200, "{}");
  else if (server->calls == 2)
    portal_answer_raw (message, "");
  else
    {
      body = portal_body (message);
      portal_answer (message, body != NULL && json_object_get_size (body) > 0 ? 200 : 400, "{}");
    }
}

static void
test_dead_connection (void)
{
  static const char * const methods[] = { "PUT", "DELETE", "POST", "PATCH" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new (answer_dead_connection, NULL);
      g_autoptr(HkkTransport) transport = connect_to (server);
      g_autoptr(HkkAnswer) first = NULL;
      g_autoptr(HkkAnswer) second = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) body = small_body ();

      g_test_message ("%s", methods[i]);
      hkk_transport_set_deadlines (transport, 0, 5000, 0);
      first = portal_call (transport, &get_thing, &error);
      g_assert_no_error (error);
      second = portal_call (transport,
                            &(HkkCall) { .method = methods[i], .path = "/", .key = "k", .body = body }, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (hkk_answer_get_status (second), ==, 200);
      g_assert_cmpuint (server->calls, ==, 3);
    }
}

/* What counts each try, as a PIN's, is not repeated by the library underneath either. */
static void
test_dead_connection_once (void)
{
  static const char * const methods[] = { "PUT", "DELETE", "POST" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new (answer_dead_connection, NULL);
      g_autoptr(HkkTransport) transport = connect_to (server);
      g_autoptr(HkkAnswer) first = NULL;
      g_autoptr(HkkAnswer) second = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) body = small_body ();

      g_test_message ("%s", methods[i]);
      first = portal_call (transport, &get_thing, &error);
      g_assert_no_error (error);
      second = portal_call (transport, &(HkkCall) { .method = methods[i], .path = "/", .key = "k", .body = body,
                                                    .flags = HKK_CALL_ONCE }, &error);
      assert_portal_error (error, HKK_PORTAL_ERROR_UNKNOWN_RESULT);
      g_assert_cmpuint (server->calls, ==, 2);
    }
}

static void
answer_small (PortalServer      *server,
              SoupServerMessage *message,
              const char        *path,
              gpointer           data)
{
  portal_answer (message, 200, "{\"ok\":true}");
}

/* A cancel after each number of turns of the main loop: also in the one in which the answer arrives. */
static void
test_cancel_each_turn (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_small, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  guint cancelled = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(HkkAnswer) answer = NULL;
      g_autoptr(GError) error = NULL;

      hkk_transport_call_async (transport, &get_thing, cancellable, test_keep_result, &result);
      for (guint turn = 0; turn < i % 30 && result == NULL; turn++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      answer = hkk_transport_call_finish (transport, test_wait (&result), &error);
      if (answer == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      cancelled += answer == NULL;
    }
  g_assert_cmpuint (cancelled, >, 0);
}

static gboolean
trickle_on (gpointer data)
{
  SoupServerMessage *message = data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (message);
  return G_SOURCE_CONTINUE;
}

static void
answer_slowly (PortalServer      *server,
               SoupServerMessage *message,
               const char        *path,
               gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (g_str_equal (path, "/never"))
    {
      soup_server_message_pause (message);
      return;
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
  *(guint *) data = g_timeout_add_full (G_PRIORITY_DEFAULT, 20, trickle_on, g_object_ref (message), g_object_unref);
}

static void
test_deadline (void)
{
  static const char * const paths[] = { "/never", "/trickle" };
  guint trickle = 0;
  g_autoptr(PortalServer) server = portal_server_new (answer_slowly, &trickle);
  g_autoptr(HkkTransport) transport = connect_to (server);

  hkk_transport_set_deadlines (transport, 0, 400, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      gint64 start = g_get_monotonic_time ();

      g_assert_null (portal_call (transport, &(HkkCall) { .method = "GET", .path = paths[i] }, &error));
      assert_portal_error (error, HKK_PORTAL_ERROR_TIMEOUT);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
      g_assert_cmpint (hkk_transport_get_connectivity (transport), ==, HKK_CONNECTIVITY_TIMEOUT);
    }
  g_assert_cmpuint (server->calls, ==, 2);
  g_source_remove (trickle);
}

static void
test_mute_peer (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_slowly, NULL);
  g_autoptr(GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%d", port);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;

  /* Connected by the kernel, but nobody answers the handshake. */
  server->config.base_url = url;
  transport = connect_to (server);
  hkk_transport_set_deadlines (transport, 300, 10000, 0);
  g_assert_null (portal_call (transport, &get_thing, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_TIMEOUT);
}

static void
test_cancel (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_slowly, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) before = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) second = NULL;

  hkk_transport_call_async (transport, &(HkkCall) { .method = "GET", .path = "/never" }, cancellable,
                            test_keep_result, &result);
  test_wait_until (server->calls == 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (hkk_transport_call_finish (transport, test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  hkk_transport_call_async (transport, &get_thing, cancellable, test_keep_result, &before);
  g_assert_null (hkk_transport_call_finish (transport, test_wait (&before), &second));
  g_assert_error (second, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (server->calls, ==, 1);
}

static void
answer_well (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  portal_answer (message, 200, "{}");
}

/* The positive control: who trusts this certificate gets through. */
static void
check_trusted (PortalServer *server)
{
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  g_assert_cmpuint (server->calls, ==, 0);
  server->config.trust_pem = server->pem;
  server->config.pins = NULL;
  transport = connect_to (server);
  answer = portal_call (transport, &get_thing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server->calls, ==, 1);
}

static void
count_call (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, NULL);

  ++*(guint *) data;
}

static void
cancel_it (gpointer data)
{
  g_cancellable_cancel (data);
}

/* Cancelled at any moment: while it connects, between headers and body, when it is over. */
static void
test_cancel_storm (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  guint back = 0;

  for (guint i = 1; i <= 300; i++)
    {
      g_autoptr(HkkTransport) transport = connect_to (server);
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();

      hkk_transport_call_async (transport, &get_thing, cancellable, count_call, &back);
      g_timeout_add_once ((guint) g_test_rand_int_range (0, 15), cancel_it, cancellable);
      test_wait_until (back == i && g_cancellable_is_cancelled (cancellable));
    }
  server->calls = 0;
  check_trusted (server);
}

static void
test_other_certificate (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autofree char *other = portal_certificate_pem ();
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) body = small_body ();

  server->config.trust_pem = other;
  transport = connect_to (server);
  g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .body = body, .token = "secret",
                                                      .key = "k" }, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_TLS);
  g_assert_cmpint (hkk_transport_get_connectivity (transport), ==, HKK_CONNECTIVITY_TLS);
  check_trusted (server);
}

static void
test_system_trust (void)
{
  static const char * const pins[] = { "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL };
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;

  /* No authority of the system has signed the test's certificate, pins or not. */
  server->config.trust_pem = NULL;
  server->config.pins = pins;
  transport = connect_to (server);
  g_assert_null (portal_call (transport, &get_thing, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_TLS);
  check_trusted (server);
}

static void
test_old_tls_inner (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_headers, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;

  g_assert_null (portal_call (transport, &get_thing, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_TLS);
  g_assert_cmpuint (server->calls, ==, 0);
}

static void
test_old_tls (void)
{
  if (g_test_subprocess ())
    {
      test_old_tls_inner ();
      return;
    }
  /* GnuTLS reads it once per process, so both sides of the inner test can speak TLS 1.2 only. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_unsetenv ("G_TLS_GNUTLS_PRIORITY");
  g_test_trap_assert_passed ();
}

static void
test_nobody_there (void)
{
  PortalServer *server = portal_server_new (answer_headers, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) changed = NULL;
  g_autoptr(JsonNode) body = small_body ();

  portal_server_disconnect (server, FALSE);
  portal_server_free (server);
  g_assert_null (portal_call (transport, &get_thing, &error));
  assert_portal_error (error, HKK_PORTAL_ERROR_UNREACHABLE);
  g_assert_true (hkk_portal_error_is_transport (error));
  /* Nothing was sent, so nothing is unknown. */
  g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .body = body, .key = "k" },
                              &changed));
  assert_portal_error (changed, HKK_PORTAL_ERROR_UNREACHABLE);
}

static void
test_name_lookup (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_headers, NULL);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;

  server->config.base_url = "https://portal.invalid";
  transport = connect_to (server);
  g_assert_null (portal_call (transport, &get_thing, &error));
  if (g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    assert_portal_error (error, HKK_PORTAL_ERROR_NAME_LOOKUP);
  else
    assert_portal_error (error, HKK_PORTAL_ERROR_OFFLINE);
}

static void
test_endpoint (void)
{
  static const char * const bad[] = { "", "demo:", "http://127.0.0.1", "https://", "https://u@h",
                                      "https://h?q" };
  g_autoptr(PortalServer) server = portal_server_new (answer_hostile, NULL);
  g_autoptr(PortalServer) second = portal_server_new (answer_in_progress, NULL);
  g_autoptr(HkkTransport) transport = connect_to (server);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) refused = NULL;

      g_assert_false (hkk_transport_set_endpoint (transport, bad[i], NULL, &refused));
      g_assert_nonnull (refused);
    }
  g_assert_false (hkk_transport_set_endpoint (transport, second->url, "no certificate", NULL));
  g_assert_true (hkk_transport_set_endpoint (transport, second->url, second->pem, &error));
  second->calls = 1;
  answer = portal_call (transport, &get_thing, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server->calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/transport/headers", test_headers);
  g_test_add_func ("/portal/transport/languages", test_languages);
  g_test_add_func ("/portal/transport/bytes-sent", test_bytes_sent);
  g_test_add_func ("/portal/transport/problems", test_problems);
  g_test_add_func ("/portal/transport/fields", test_fields);
  g_test_add_func ("/portal/transport/hostile", test_hostile);
  g_test_add_func ("/portal/transport/repeats", test_repeats);
  g_test_add_func ("/portal/transport/in-progress", test_in_progress);
  g_test_add_func ("/portal/transport/in-progress-always", test_in_progress_always);
  g_test_add_func ("/portal/transport/told", test_told);
  g_test_add_func ("/portal/transport/lost-then-refused", test_lost_then_refused);
  g_test_add_func ("/portal/transport/dead-connection", test_dead_connection);
  g_test_add_func ("/portal/transport/dead-connection-once", test_dead_connection_once);
  g_test_add_func ("/portal/transport/cancel-each-turn", test_cancel_each_turn);
  g_test_add_func ("/portal/transport/deadline", test_deadline);
  g_test_add_func ("/portal/transport/mute-peer", test_mute_peer);
  g_test_add_func ("/portal/transport/cancel", test_cancel);
  g_test_add_func ("/portal/transport/cancel-storm", test_cancel_storm);
  g_test_add_func ("/portal/transport/other-certificate", test_other_certificate);
  g_test_add_func ("/portal/transport/system-trust", test_system_trust);
  g_test_add_func ("/portal/transport/old-tls", test_old_tls);
  g_test_add_func ("/portal/transport/nobody-there", test_nobody_there);
  g_test_add_func ("/portal/transport/name-lookup", test_name_lookup);
  g_test_add_func ("/portal/transport/endpoint", test_endpoint);
  return g_test_run ();
}
