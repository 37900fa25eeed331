/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "mock-client.h"

/* The door of the mock's server, from outside: bytes over TLS, as no good client sends them. */

#define HOST "Host: HOST\r\n"
#define GET "GET /v1/status HTTP/1.1\r\n" HOST
#define JSON "POST /iam/token HTTP/1.1\r\n" HOST "Content-Type: application/json"
#define POST JSON "\r\n"
#define TOKEN "{\"grant_type\":\"password\",\"username\":\"A000500015\",\"password\":\"Amsel-singt-1988\"," \
              "\"client\":\"desktop\",\"device_name\":\"x\"}"
#define TOKEN_HEX "74"

typedef struct
{
  MockClient    *client;
  char          *host;     /* with its port */
  GTlsDatabase  *database;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  f->client = mock_client_new ();
  f->host = g_strdup (strstr (hkk_mock_get_url (f->client->mock), "//") + 2);
  path = g_build_filename (f->client->folder, "pinned.pem", NULL);
  f->database = g_tls_file_database_new (path, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->database);
  g_free (f->host);
  mock_client_free (f->client);
}

static GSocketConnection *
dial (Fixture *f)
{
  g_autoptr(GSocketClient) dialler = g_socket_client_new ();
  g_autoptr(GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (dialler, FALSE);
  connection = g_socket_client_connect_to_host (dialler, f->host, 443, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 20);
  return connection;
}

static GIOStream *
connect_tls (Fixture *f)
{
  g_autoptr(GSocketConnection) plain = dial (f);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnectable) identity = g_network_address_parse (f->host, 443, NULL);
  GIOStream *tls = g_tls_client_connection_new (G_IO_STREAM (plain), identity, &error);

  g_assert_no_error (error);
  g_tls_connection_set_database (G_TLS_CONNECTION (tls), f->database);
  g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error);
  g_assert_no_error (error);
  return tls;
}

static void
send_text (Fixture    *f,
           GIOStream  *stream,
           const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "HOST", -1);
  g_autofree char *request = g_strjoinv (f->host, parts);

  /* It may be refused before it is all there. */
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), request, strlen (request), NULL, NULL, NULL);
}

/* All that comes until the connection ends. */
static char *
read_all (GIOStream *stream)
{
  GString *text = g_string_new (NULL);
  char block[4096];
  gssize length;

  while ((length = g_input_stream_read (g_io_stream_get_input_stream (stream), block, sizeof block, NULL, NULL)) > 0)
    g_string_append_len (text, block, length);
  return g_string_free_and_steal (text);
}

static char *
ask (Fixture    *f,
     const char *text)
{
  g_autoptr(GIOStream) tls = connect_tls (f);
  char *answer;

  send_text (f, tls, text);
  answer = read_all (tls);
  g_io_stream_close (tls, NULL, NULL);
  return answer;
}

static guint
count_answers (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "HTTP/1.1 ", -1);

  return g_strv_length (parts) - 1;
}

/* One answer, which is a problem document as the contract has them. */
static void
assert_problem (const char *answer,
                guint       status,
                const char *code)
{
  g_autofree char *line = g_strdup_printf ("HTTP/1.1 %u ", status);
  const char *body = strstr (answer, "\r\n\r\n");
  g_autoptr(JsonObject) problem = NULL;
  g_autofree char *id = NULL;

  g_assert_true (g_str_has_prefix (answer, line));
  g_assert_cmpuint (count_answers (answer), ==, 1);
  g_assert_nonnull (strstr (answer, "Content-Type: application/problem+json\r\n"));
  problem = hkk_json_object_parse (body + 4);
  g_assert_cmpstr (hkk_json_get_string (problem, "code"), ==, code);
  g_assert_cmpint (hkk_json_get_int (problem, "status", 0), ==, status);
  id = g_strdup_printf ("X-Request-Id: %s\r\n", hkk_json_get_string (problem, "request_id"));
  g_assert_nonnull (strstr (answer, id));
}

/* The same, and the server hangs up. */
static void
assert_refused (const char *answer,
                guint       status,
                const char *code)
{
  assert_problem (answer, status, code);
  g_assert_nonnull (strstr (answer, "Connection: close\r\n"));
}

typedef struct
{
  const char *text;
  guint       status; /* 0: 400 */
  const char *code;   /* NULL: invalid_request */
} Case;

static void
assert_all_refused (Fixture    *f,
                    const Case *cases,
                    gsize       n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *answer = ask (f, cases[i].text);

      g_test_message ("%.200s → %.60s", cases[i].text, answer);
      assert_refused (answer, cases[i].status != 0 ? cases[i].status : 400,
                      cases[i].code != NULL ? cases[i].code : "invalid_request");
    }
}

static void
test_lengths (Fixture       *f,
              gconstpointer  data)
{
  static const Case cases[] =
  {
    { POST "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GET "\r\n", 0, NULL },
    { POST "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", 0, NULL },
    { POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: 2, 2\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: +2\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: -1\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: 0x2\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: 2 2\r\n\r\n{}", 0, NULL },
    { POST "Content-Length:\r\n\r\n{}", 0, NULL },
    { POST "Content-Length: 99999999999999999999\r\n\r\n{}", 0, NULL },
    { POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Transfer-Encoding:\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "not_implemented" },
    { POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, "not_implemented" },
    { POST "Transfer-Encoding: identity\r\n\r\n", 501, "not_implemented" },
    { "POST /iam/token HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0, NULL },
    { POST "Content-Length: 999999999999999999\r\nExpect: 100-continue\r\n\r\n", 413, "body_too_large" },
    { POST "Content-Length: 3000000\r\nExpect: 100-continue\r\n\r\n", 413, "body_too_large" },
    { POST "Content-Length: 2\r\nExpect: miracles\r\n\r\n{}", 417, "expectation_failed" },
  };

  assert_all_refused (f, cases, G_N_ELEMENTS (cases));
}

static void
test_lines (Fixture       *f,
            gconstpointer  data)
{
  static const Case cases[] =
  {
    { "GET /v1/status HTTP/1.1\nHost: HOST\n\n", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\nHost: HOST\n\r\n", 0, NULL },
    { GET "A: b\rC: d\r\n\r\n", 0, NULL },
    { GET "A: b\r\r\n\r\n", 0, NULL },
    { GET "A : b\r\n\r\n", 0, NULL },
    { GET "A\t: b\r\n\r\n", 0, NULL },
    { GET "nothing\r\n\r\n", 0, NULL },
    { GET ": nameless\r\n\r\n", 0, NULL },
    { GET "A: b\r\n folded\r\n\r\n", 0, NULL },
    { GET "A: b\r\n\tfolded\r\n\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\n " HOST "\r\n", 0, NULL },
    { GET "A(b): c\r\n\r\n", 0, NULL },
    { GET "A: \001\r\n\r\n", 0, NULL },
    { GET "A: \177\r\n\r\n", 0, NULL },
    { GET HOST "\r\n", 0, NULL },
    /* What is meant by two of them, readers do not agree about. */
    { GET "Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n", 0, NULL },
    { GET "Idempotency-Key: a\r\nA: b\r\nidempotency-key: a\r\n\r\n", 0, NULL },
    { JSON "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\nHost: [::1\r\n\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\nHost: %zz\r\n\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:99999\r\n\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.1\r\n\r\n", 0, NULL },
    { "GET /v1/status\r\n\r\n", 0, NULL },
    { "GET  /v1/status HTTP/1.1\r\n" HOST "\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.1 \r\n" HOST "\r\n", 0, NULL },
    { "GET\t/v1/status\tHTTP/1.1\r\n" HOST "\r\n", 0, NULL },
    { "G(T /v1/status HTTP/1.1\r\n" HOST "\r\n", 0, NULL },
    { "GET /v1/status http/1.1\r\n" HOST "\r\n", 0, NULL },
    { "GET /v1/status HTTP/1.10\r\n" HOST "\r\n", 0, NULL },
    { "\r\n\r\n" GET "\r\n", 0, NULL },
    { "GET /v1/status HTTP/2.0\r\n" HOST "\r\n", 505, "version_not_supported" },
    { "GET /v1/status HTTP/1.2\r\n" HOST "\r\n", 505, "version_not_supported" },
  };

  assert_all_refused (f, cases, G_N_ELEMENTS (cases));
}

static void
test_targets (Fixture       *f,
              gconstpointer  data)
{
  static const struct { const char *target; guint status; const char *code; } cases[] =
  {
    { "/v1%2fstatus", 400, "invalid_request" }, { "/v1%2Fstatus", 400, "invalid_request" },
    { "/%76%31/status", 400, "invalid_request" }, { "/v1/%2e%2e/v1/status", 400, "invalid_request" },
    { "/v1/../v1/status", 400, "invalid_request" }, { "/v1/./status", 400, "invalid_request" },
    { "/v1/status/..", 400, "invalid_request" }, { "/v1/status#f", 400, "invalid_request" },
    { "/v1\\status", 400, "invalid_request" }, { "/v1%5cstatus", 400, "invalid_request" },
    { "//v1/status", 400, "invalid_request" }, { "/v1//status", 400, "invalid_request" },
    { "/v1/status;x", 400, "invalid_request" }, { "/v1;a=b/status", 400, "invalid_request" },
    { "/v1/status%00", 400, "invalid_request" }, { "/v1/status%", 400, "invalid_request" },
    { "/v1/status%2", 400, "invalid_request" }, { "/v1/status%zz", 400, "invalid_request" },
    { "/v1/st%61tus", 400, "invalid_request" }, { "/v1/\xc3\xbc", 400, "invalid_request" },
    { "/v1/messages?q=a%00b", 400, "invalid_request" }, { "/v1/messages?q=%ff", 400, "invalid_request" },
    { "/v1/messages?q=%ED%A0%80", 400, "invalid_request" }, { "/v1/status?a=%", 400, "invalid_request" },
    { "/v1/status?a=b#c", 400, "invalid_request" },
    { "v1/status", 400, "invalid_request" }, { "*", 400, "invalid_request" },
    { "https://elsewhere.example/v1/status", 400, "invalid_request" },
    { "http://HOST/v1/status", 400, "invalid_request" }, { "https://HOST@evil.example/", 400, "invalid_request" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\n" HOST "\r\n", cases[i].target);
      g_autofree char *answer = ask (f, text);

      g_test_message ("%s → %.40s", cases[i].target, answer);
      assert_refused (answer, cases[i].status, cases[i].code);
    }
  assert_all_refused (f, &(Case) { "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 404, "not_found" }, 1);
  assert_all_refused (f, &(Case) { "CONNECT HOST HTTP/1.1\r\n" HOST "\r\n", 0, NULL }, 1);
}

static void
test_sizes (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *filling = g_strnfill (70000, 'a');
  g_autofree char *large = g_strdup_printf (GET "A: %s\r\n\r\n", filling);
  g_autofree char *target = g_strdup_printf ("GET /%.9000s HTTP/1.1\r\n" HOST "\r\n", filling);
  g_autofree char *endless = g_strdup_printf ("GET /%s", filling);
  g_autoptr(GString) lines = g_string_new (GET);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (lines, "A%u: b\r\n", i);
  g_string_append (lines, "\r\n");
  assert_all_refused (f, &(Case) { large, 431, "headers_too_large" }, 1);
  assert_all_refused (f, &(Case) { lines->str, 431, "headers_too_large" }, 1);
  assert_all_refused (f, &(Case) { target, 414, "uri_too_long" }, 1);
  assert_all_refused (f, &(Case) { endless, 414, "uri_too_long" }, 1);
}

/* Whatever of a body was good: nothing of it is carried out. */
static void
test_broken_chunks (Fixture       *f,
                    gconstpointer  data)
{
  static const char good[] = POST "Transfer-Encoding: chunked\r\n\r\n" TOKEN_HEX "\r\n" TOKEN;
  static const char * const ends[] =
  {
    "\r\nzz\r\n\r\n", "\r\n-0\r\n\r\n", "\r\n0x0\r\n\r\n", "\r\n+0\r\n\r\n", "\r\n\r\n\r\n", "\r\n 0\r\n\r\n",
    "\r\n0 \r\n\r\n", "\r\n000000000\r\n\r\n", "0\r\n\r\n", "\n0\r\n\r\n", "\r\n0\n\n", "\r\n0\r\nnothing\r\n\r\n",
    "\r\n0\r\n: x\r\n\r\n", "\r\nffffffffffffffff\r\n", "\r\n0;\r\n\r\n",
  };
  g_autofree char *whole = g_strconcat (good, "\r\n0;why=not\r\nA: trailer\r\n\r\n",
                                        GET "Connection: close\r\n\r\n", NULL);
  g_autofree char *answer = NULL;

  g_assert_cmpuint (strlen (TOKEN), ==, g_ascii_strtoull (TOKEN_HEX, NULL, 16));
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *text = g_strconcat (good, ends[i], NULL);

      assert_all_refused (f, &(Case) { text, 0, NULL }, 1);
    }
  answer = ask (f, whole);
  g_assert_cmpuint (count_answers (answer), ==, 2);
  g_assert_nonnull (strstr (answer, "access_token"));
}

static void
test_accepted (Fixture       *f,
               gconstpointer  data)
{
  static const char * const texts[] =
  {
    "GET https://HOST/v1/status HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
    "\r\n" GET "Connection: close\r\n\r\n",
    GET "A:b\r\nB:  c \t\r\nC:\r\nConnection: close\r\n\r\n",
    "GET /v1/status HTTP/1.0\r\n" HOST "\r\n",
    GET "Sec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n",
    GET "Range: bytes=0-1\r\nConnection: close\r\n\r\n",
    GET "Accept-Language: de\r\nAccept-Language: en\r\nConnection: close\r\n\r\n",
  };
  /* A query is free in what it spells: this one is asked for who sends it. */
  g_autofree char *query = ask (f, "GET /v1/messages?q=%C3%BC;b%2Fe HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
  GString *many = g_string_new (NULL);
  g_autofree char *answer = NULL;

  assert_problem (query, 401, "unauthorized");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *ok = ask (f, texts[i]);

      g_test_message ("%s → %.60s", texts[i], ok);
      g_assert_nonnull (strstr (ok, " 200 OK\r\n"));
    }
  for (guint i = 0; i < 50; i++)
    g_string_append (many, GET "\r\n");
  g_string_append (many, GET "Connection: close\r\n\r\n");
  answer = ask (f, many->str);
  g_assert_cmpuint (count_answers (answer), ==, 51);
  g_string_free (many, TRUE);
}

static void
test_strange_senders (Fixture       *f,
                      gconstpointer  data)
{
  g_autofree char *cross = ask (f, GET "Sec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n");
  g_autofree char *utf16 = ask (f, JSON "; charset=utf-16\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
  g_autofree char *utf8 = ask (f, JSON "; charset=\"UTF-8\"\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
  g_autofree char *german = ask (f, GET "Accept-Language: de\r\nExpect: x\r\n\r\n");

  assert_problem (cross, 400, "invalid_request");
  assert_problem (utf16, 415, "unsupported_media_type");
  assert_problem (utf8, 400, "invalid_request");
  g_assert_nonnull (strstr (german, "Content-Language: de\r\n"));
}

/* A good request comes through within a second. */
static void
assert_answers_soon (Fixture *f)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *answer = ask (f, GET "Connection: close\r\n\r\n");
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  g_assert_nonnull (strstr (answer, " 200 OK\r\n"));
  g_test_message ("%.2f s", seconds);
  g_assert_cmpfloat (seconds, <, 5); /* a second on a machine that does nothing else */
}

typedef enum { SILENT, HALF_HELLO, NO_REQUEST, HALF_HEAD } Kind;

static GIOStream *
come_quietly (Fixture *f,
              Kind     kind)
{
  static const guint8 hello[] = { 22, 3, 1, 2, 0, 1, 0, 1 };
  GIOStream *stream = kind == NO_REQUEST || kind == HALF_HEAD ? connect_tls (f) : G_IO_STREAM (dial (f));

  if (kind == HALF_HEAD)
    send_text (f, stream, GET "A: ");
  if (kind == HALF_HELLO)
    g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), hello, sizeof hello, NULL, NULL,
                                              NULL));
  return stream;
}

static void
test_silent (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 start = g_get_monotonic_time ();

  for (Kind kind = SILENT; kind <= HALF_HEAD; kind++)
    for (guint i = 0; i < 15; i++)
      g_ptr_array_add (streams, come_quietly (f, kind));
  assert_answers_soon (f);
  for (guint i = 0; i < streams->len; i++)
    {
      g_autofree char *nothing = read_all (streams->pdata[i]);

      g_assert_cmpstr (nothing, ==, "");
    }
  g_assert_cmpint (g_get_monotonic_time () - start, >, 9 * G_USEC_PER_SEC);
  assert_answers_soon (f);
}

static void
test_many_silent (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) streams = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 450; i++)
    g_ptr_array_add (streams, come_quietly (f, i % 2 == 0 ? SILENT : HALF_HELLO));
  assert_answers_soon (f);
  /* A connection that waits for news is not a silent one. */
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mock/door/lengths", test_lengths);
  ADD ("/mock/door/lines", test_lines);
  ADD ("/mock/door/targets", test_targets);
  ADD ("/mock/door/sizes", test_sizes);
  ADD ("/mock/door/broken-chunks", test_broken_chunks);
  ADD ("/mock/door/accepted", test_accepted);
  ADD ("/mock/door/strange-senders", test_strange_senders);
  ADD ("/mock/door/silent", test_silent);
  ADD ("/mock/door/many-silent", test_many_silent);
  return g_test_run ();
}
