/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gnutls/x509.h>
#include <string.h>

#include "hkk-base-url.h"
#include "hkk-json.h"
#include "hkk-network-error.h"
#include "portal-server.h"
#include "test-handshake.h"

static const HkkCall get_thing = { .method = "GET", .path = "/thing" };

static void
answer_well (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  if (data != NULL)
    g_assert_cmpstr (path, ==, data);
  portal_answer (message, 200, "{\"ok\":true}");
}

/* --- The address --- */

static void
test_spelling (void)
{
  static const char * const same[][2] = {
    { "https://portal.example", "https://portal.example" },
    { "https://portal.example/", "https://portal.example" },
    { "HTTPS://Portal.EXAMPLE:443//", "https://portal.example" },
    { " https://portal.example. ", "https://portal.example" },
    { "https://kässe.example", "https://xn--ksse-loa.example" },
    { "https://KÄSSE.example./base/", "https://xn--ksse-loa.example/base" },
    { "https://127.0.0.1:8443", "https://127.0.0.1:8443" },
    { "https://[::1]:8443/a/b", "https://[::1]:8443/a/b" },
  };
  static const char * const bad[] = { "", "foo", "demo:", "http://127.0.0.1", "127.0.0.1:8443", "https://",
                                      "https:///a", "https://u@h", "https://u:geheim@h", "https://h?q", "https://h/#f",
                                      "https://h:0", "https://h:x", "https://." };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *url = hkk_base_url_normalize (same[i][0], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, same[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hkk_base_url_normalize (bad[i], &error));
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_ADDRESS);
      g_assert_null (strstr (error->message, "geheim"));
    }
  g_assert_true (hkk_base_url_same_place ("https://h", "HTTPS://H.:443/base"));
  g_assert_false (hkk_base_url_same_place ("https://h", "https://h:8443"));
  g_assert_false (hkk_base_url_same_place ("https://h", "https://h.example"));
  g_assert_false (hkk_base_url_same_place ("https://h", "demo:"));
}

/* What is called lies below the address' path. */
static void
test_base_path (void)
{
  static const char * const bases[] = { "/base", "/base/" };

  for (gsize i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new (answer_well, (gpointer) "/base/thing");
      g_autofree char *url = g_strconcat (server->url, bases[i], NULL);
      g_autoptr(HkkTransport) transport = NULL;
      g_autoptr(HkkAnswer) answer = NULL;
      g_autoptr(GError) error = NULL;

      server->config.base_url = url;
      transport = hkk_transport_new (&server->config, &error);
      g_assert_no_error (error);
      answer = portal_call (transport, &get_thing, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (server->calls, ==, 1);
    }
}

/* --- The certificate --- */

static GError *
call_anew (PortalServer *server)
{
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  GError *error = NULL;

  test_allow_broken_handshakes ();
  transport = hkk_transport_new (&server->config, &error);
  g_assert_no_error (error);
  answer = portal_call (transport, &get_thing, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  return error;
}

static void
test_certificates (void)
{
  static const struct
  {
    PortalCertificate  how;
    const char        *says;
  } cases[] = {
    { { .rsa_bits = 1024 }, "weak" },
    { { .issuer_bits = 1024 }, "weak" },
    { { .issuer_bits = 2048, .digest = GNUTLS_DIG_SHA1 }, "weak" },
    { { .purpose = GNUTLS_KP_TLS_WWW_CLIENT }, "not made for" },
    { { .until = 1000000000 }, "date and time of this computer" },
    { { .from = 4000000000 }, "date and time of this computer" },
    { { .other_name = TRUE }, "another address" },
    { { .rsa_bits = 2048 }, NULL },
    { { .issuer_bits = 2048 }, NULL },
    { { .digest = GNUTLS_DIG_SHA1 }, NULL }, /* nobody relies on what it says of itself */
    { { .purpose = GNUTLS_KP_TLS_WWW_SERVER }, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new_with (answer_well, NULL, &cases[i].how);
      g_autoptr(GError) error = call_anew (server);
      const char *details = NULL;

      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "taken");
      if (cases[i].says == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "nothing was sent"));
      details = hkk_portal_error_get_details (error);
      g_assert_nonnull (strstr (details, "CN=test"));
      g_assert_nonnull (strstr (details, cases[i].how.from != 0 ? "2 October 2096" : "1 January 2000"));
      g_assert_cmpuint (server->calls, ==, 0);
    }
}

/* No TLS 1.3 can be spoken with such a key, so there is no certificate to show. */
static void
test_old_keys (void)
{
  static const PortalCertificate keys[] = {
    { .curve = GNUTLS_ECC_CURVE_SECP192R1 }, { .curve = GNUTLS_ECC_CURVE_SECP224R1 }, { .dsa_bits = 2048 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new_with (answer_well, NULL, &keys[i]);
      g_autoptr(GError) error = call_anew (server);

      g_test_message ("%s: %s", error->message, hkk_portal_error_get_details (error));
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (error->message, "not speak as securely as this program needs it"));
      g_assert_cmpuint (server->calls, ==, 0);
    }
}

static void
test_unknown_authority (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autofree char *other = portal_certificate_pem ();
  const char * const trusts[] = { other, NULL }; /* another certificate; the system */

  for (gsize i = 0; i < G_N_ELEMENTS (trusts); i++)
    {
      g_autoptr(GError) error = NULL;

      server->config.trust_pem = trusts[i];
      error = call_anew (server);
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
      g_assert_nonnull (strstr (error->message, "not issued by anybody whom this program trusts"));
      g_assert_nonnull (strstr (hkk_portal_error_get_details (error), "Issued by: CN=test"));
      g_assert_cmpuint (server->calls, ==, 0);
    }
}

/* Each reason has a sentence of its own, the gravest comes first. */
static void
test_reasons (void)
{
  static const GTlsCertificateFlags flags[] = {
    G_TLS_CERTIFICATE_BAD_IDENTITY, G_TLS_CERTIFICATE_REVOKED, G_TLS_CERTIFICATE_INSECURE,
    G_TLS_CERTIFICATE_UNKNOWN_CA, G_TLS_CERTIFICATE_NOT_ACTIVATED, G_TLS_CERTIFICATE_EXPIRED,
    G_TLS_CERTIFICATE_GENERIC_ERROR,
  };
  g_autoptr(GError) bad = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "bad");
  g_autoptr(GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const HkkWay way = { .connecting = TRUE, .securing = TRUE, .wrong = flags[i] };
      g_autoptr(GError) error = hkk_network_error_new (bad, &way);

      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message)));
    }
}

/* A pin that does not fit, at a server that is trusted otherwise, however its address is written. */
static void
test_pins (void)
{
  static const char * const pins[] = { "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", NULL };
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autofree char *slash = g_strconcat (server->url, "/", NULL);
  g_autofree char *path = g_strconcat (server->url, "/base", NULL);
  const char * const spellings[] = { server->url, slash, path };
  g_autoptr(GError) elsewhere = NULL;

  server->config.pins = pins;
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr(GError) error = NULL;

      server->config.pinned_url = spellings[i];
      error = call_anew (server);
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
      g_assert_cmpuint (server->calls, ==, 0);
    }
  server->config.pinned_url = "https://127.0.0.1:1";
  elsewhere = call_anew (server);
  g_assert_no_error (elsewhere);
}

/* --- The proxy --- */

/* A proxy of the test's own: it says what the test wants to the first line and its headers. */
typedef struct
{
  GSocketService *service;
  char           *uri;
  const char     *says;     /* to each request; "" hangs up */
  char           *asked;    /* Owned (nullable): the last request */
} Proxy;

static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  Proxy *self = data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  /* When the other side is gone, so is the test's proxy. */
  const char *says = self->says;
  char text[4096];
  gssize size;

  do
    {
      size = g_input_stream_read (input, text, sizeof text, NULL, NULL);
      if (size <= 0)
        break;
      g_free (self->asked);
      self->asked = g_strndup (text, (gsize) size);
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), says, strlen (says), NULL,
                                 NULL, NULL);
    }
  while (*says);
  return TRUE;
}

static void
proxy_start (Proxy      *self,
             const char *credentials)
{
  g_autoptr(GError) error = NULL;
  guint16 port;

  self->service = g_threaded_socket_service_new (2);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  self->uri = g_strdup_printf ("http://%s127.0.0.1:%u", credentials, port);
  g_signal_connect (self->service, "run", G_CALLBACK (on_incoming), self);
}

static void
proxy_stop (Proxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
  g_free (self->uri);
  g_free (self->asked);
}

/* A change over a proxy; GIO leaves it out for loopback unless it is told otherwise. */
static GError *
change_with (GProxyResolver  *resolver,
             HkkConnectivity  expected)
{
  const HkkPortalConfig config = { .base_url = "https://portal.example", .data_dir = "/nonexistent", .program = "test",
                                   .version = "1", .use_proxy = TRUE };
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(JsonNode) body = json_from_string ("{}", NULL);
  GError *error = NULL;

  transport = hkk_transport_new (&config, &error);
  g_assert_no_error (error);
  hkk_transport_set_deadlines (transport, expected == HKK_CONNECTIVITY_TIMEOUT ? 300 : 0, 0, 0);
  soup_session_set_proxy_resolver (hkk_transport_get_session (transport), resolver);
  g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .body = body, .key = "k",
                                                      .flags = HKK_CALL_ONCE }, &error));
  g_assert_true (hkk_portal_error_is_transport (error));
  g_test_message ("%s", error->message);
  g_assert_cmpint (hkk_transport_get_connectivity (transport), ==, expected);
  return error;
}

static GError *
change_over (const char *proxy_uri)
{
  g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (proxy_uri, NULL);

  return change_with (resolver, HKK_CONNECTIVITY_PROXY);
}

/* What a tunnel cannot do was not sent, and is not the portal's fault. */
static void
test_proxy (void)
{
  static const char * const answers[][2] = {
    { "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n",
      "wants a user name" },
    { "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", "wants a user name" },
    { "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", "does not let this program through" },
    { "HTTP/1.1 503 Busy\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n", "could not reach" },
    { "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<b>", "could not reach" },
    { "", "does not answer" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Proxy proxy = { .says = answers[i][0] };
      g_autoptr(GError) error = NULL;

      proxy_start (&proxy, "");
      error = change_over (proxy.uri);
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
      g_assert_nonnull (strstr (error->message, answers[i][1]));
      g_assert_nonnull (strstr (error->message, "Nothing was sent"));
      proxy_stop (&proxy);
    }
}

static void
test_dead_proxy (void)
{
  static const char * const uris[] = { "http://127.0.0.1:9", "socks5://127.0.0.1:9", "socks://127.0.0.1:9" };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr(GError) error = change_over (uris[i]);

      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
      g_assert_nonnull (strstr (error->message, "does not answer"));
    }
}

/* The name that cannot be looked up is the proxy's; one so long needs no network for that. */
static void
test_unknown_proxy (void)
{
  static const char * const schemes[] = { "http", "socks5" };
  g_autofree char *name = g_strnfill (70, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *uri = g_strdup_printf ("%s://%s:3128", schemes[i], name);
      g_autoptr(GError) error = change_over (uri);

      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
      g_assert_nonnull (strstr (error->message, "The name of the proxy"));
      g_assert_nonnull (strstr (hkk_portal_error_get_details (error), name));
    }
}

static void
test_unknown_portal (void)
{
  g_autofree char *name = g_strnfill (70, 'x');
  g_autofree char *url = g_strdup_printf ("https://%s", name);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;

  transport = hkk_transport_new (&(HkkPortalConfig) { .base_url = url, .use_proxy = TRUE }, &error);
  g_assert_no_error (error);
  g_assert_null (portal_call (transport, &get_thing, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NAME_LOOKUP);
}

/* What asks a script of the network for the proxy (PAC), and does not get an answer that can be used. */
struct _TestScript
{
  GObject       parent_instance;
  const GError *error; /* (nullable): never answers */
};

#define TEST_TYPE_SCRIPT (test_script_get_type ())
G_DECLARE_FINAL_TYPE (TestScript, test_script, TEST, SCRIPT, GObject)
static void test_script_init_interface (GProxyResolverInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (TestScript, test_script, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_script_init_interface))

static void
on_given_up (GCancellable *cancellable,
             gpointer      data)
{
  g_task_return_error_if_cancelled (data);
}

static void
test_script_lookup_async (GProxyResolver      *resolver,
                          const char          *uri,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, data);
  TestScript *self = TEST_SCRIPT (resolver);

  if (self->error == NULL)
    {
      g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (on_given_up), task,
                             (GClosureNotify) (void (*) (void)) g_object_unref, 0);
      return;
    }
  g_task_return_error (task, g_error_copy (self->error));
  g_object_unref (task);
}

static char **
test_script_lookup_finish (GProxyResolver  *resolver,
                           GAsyncResult    *result,
                           GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_script_init_interface (GProxyResolverInterface *iface)
{
  iface->lookup_async = test_script_lookup_async;
  iface->lookup_finish = test_script_lookup_finish;
}

static void
test_script_class_init (TestScriptClass *klass)
{
}

static void
test_script_init (TestScript *self)
{
}

static void
test_proxy_script (void)
{
  g_autoptr(TestScript) script = g_object_new (TEST_TYPE_SCRIPT, NULL);
  const struct
  {
    GQuark domain;
    int    code;
  } errors[] = {
    { G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN }, { G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY },
    { G_IO_ERROR, G_IO_ERROR_DBUS_ERROR }, { G_IO_ERROR, G_IO_ERROR_TIMED_OUT }, { G_IO_ERROR, G_IO_ERROR_FAILED },
    { G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr(GError) cause = g_error_new (errors[i].domain, errors[i].code, "no script");
      g_autoptr(GError) error = NULL;

      script->error = cause;
      error = change_with (G_PROXY_RESOLVER (script), HKK_CONNECTIVITY_PROXY);
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
      g_assert_nonnull (strstr (error->message, "The proxy settings of this computer cannot be used"));
    }
}

static void
test_mute_proxy_script (void)
{
  g_autoptr(TestScript) script = g_object_new (TEST_TYPE_SCRIPT, NULL);
  g_autoptr(GError) error = change_with (G_PROXY_RESOLVER (script), HKK_CONNECTIVITY_TIMEOUT);

  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (error->message, "automatic proxy settings"));
}

/* A script may name what no program can speak to. */
static void
test_odd_proxy (void)
{
  Proxy proxy = { .says = "" };
  g_autofree char *uri = NULL;
  g_autoptr(GError) error = NULL;

  proxy_start (&proxy, "");
  uri = g_strconcat ("foo", strchr (proxy.uri, ':'), NULL);
  error = change_over (uri);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
  g_assert_nonnull (strstr (error->message, "The proxy settings of this computer cannot be used"));
  proxy_stop (&proxy);
}

/* --- The page of a hotel --- */

static void
test_login_page_at_proxy (void)
{
  static const char * const answers[] = {
    "HTTP/1.1 511 Network Authentication Required\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 302 Found\r\nLocation: http://login.example/\r\nContent-Length: 0\r\n\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      Proxy proxy = { .says = answers[i] };
      g_autoptr(GProxyResolver) resolver = NULL;
      g_autoptr(GError) error = NULL;

      proxy_start (&proxy, "");
      resolver = g_simple_proxy_resolver_new (proxy.uri, NULL);
      error = change_with (resolver, HKK_CONNECTIVITY_LOGIN_PAGE);
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOGIN_PAGE);
      proxy_stop (&proxy);
    }
}

static void
answer_login_page (PortalServer      *server,
                   SoupServerMessage *message,
                   const char        *path,
                   gpointer           data)
{
  if (data != NULL)
    {
      soup_server_message_set_status (message, 302, NULL);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", data);
      return;
    }
  soup_server_message_set_status (message, 511, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<p>Room?", 8);
}

/* Where the network looks into what is secured: the portal has no part in it, and got nothing. */
static void
test_login_page_inside (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_login_page, NULL);
  g_autoptr(HkkTransport) transport = hkk_transport_new (&server->config, NULL);
  g_autoptr(JsonNode) body = json_from_string ("{}", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .body = body, .key = "k" },
                              &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOGIN_PAGE);
  g_assert_true (hkk_portal_error_is_transport (error));
  g_assert_cmpint (hkk_transport_get_connectivity (transport), ==, HKK_CONNECTIVITY_LOGIN_PAGE);
  g_assert_nonnull (strstr (hkk_transport_get_trouble (transport)->message, "sign in on a page of its own"));
}

/* Nothing follows a redirect to what is not secured. */
static void
test_redirect (void)
{
  Proxy hotel = { .says = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}" };
  g_autoptr(PortalServer) server = NULL;
  g_autoptr(GError) error = NULL;

  proxy_start (&hotel, "");
  server = portal_server_new (answer_login_page, hotel.uri);
  error = call_anew (server);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  g_assert_null (hotel.asked);
  proxy_stop (&hotel);
}

/* The name and password that the proxy's address holds are told to the proxy, and to nobody else. */
static void
test_proxy_password (void)
{
  Proxy proxy = { .says = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n" };
  g_autoptr(GError) error = NULL;

  proxy_start (&proxy, "anna:geheim@");
  error = change_over (proxy.uri);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROXY);
  g_assert_null (strstr (error->message, "geheim"));
  g_assert_nonnull (strstr (proxy.asked, "Proxy-Authorization: Basic YW5uYTpnZWhlaW0="));
  proxy_stop (&proxy);
}

/* --- What else is in the way --- */

static void
test_plain_peer (void)
{
  static const char * const peers[] = { "HTTP/1.1 400 No TLS here\r\nContent-Length: 0\r\n\r\n", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (peers); i++)
    {
      Proxy peer = { .says = peers[i] };
      g_autofree char *url = NULL;
      g_autoptr(HkkTransport) transport = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) body = json_from_string ("{}", NULL);

      proxy_start (&peer, "");
      url = g_strconcat ("https", strchr (peer.uri, ':'), NULL);
      transport = hkk_transport_new (&(HkkPortalConfig) { .base_url = url }, &error);
      g_assert_no_error (error);
      g_assert_null (portal_call (transport, &(HkkCall) { .method = "POST", .path = "/", .body = body, .key = "k" },
                                  &error));
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
      g_assert_nonnull (strstr (error->message, "nothing was sent"));
      g_assert_true (*peers[i] == '\0' || strstr (error->message, "sign-in of its own") != NULL);
      g_assert_null (strstr (error->message, "trust"));
      proxy_stop (&peer);
    }
}

static void
test_refused (void)
{
  const HkkWay way = { .connecting = TRUE };
  g_autoptr(GError) firewall = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "no");
  g_autoptr(GError) refused = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "no");
  g_autoptr(GError) forbidden = hkk_network_error_new (firewall, &way);
  g_autoptr(GError) silent = hkk_network_error_new (refused, &way);

  g_assert_error (forbidden, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (forbidden->message, "This computer does not let"));
  g_assert_error (silent, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (silent->message, "may be out of order, or"));
}

/* --- Text that hides --- */

static void
answer_turned (PortalServer      *server,
               SoupServerMessage *message,
               const char        *path,
               gpointer           data)
{
  portal_answer (message, 200, "{\"a\":\"Ein\\u202egnalhcs\\u200e\\u0007\",\"b\":[\"one\\ntwo\\r\\n\"],"
                               "\"c\":\"\\u06cc\\u200c\"}");
}

static void
test_clean (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_turned, NULL);
  g_autoptr(HkkTransport) transport = hkk_transport_new (&server->config, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = portal_call (transport, &get_thing, &error);
  JsonObject *object = NULL;

  g_assert_no_error (error);
  object = hkk_answer_get_object (answer);
  g_assert_cmpstr (hkk_json_get_string (object, "a"), ==, "Eingnalhcs");
  g_assert_cmpstr (hkk_json_array_string (hkk_json_get_array (object, "b"), 0), ==, "one\ntwo\n");
  g_assert_cmpstr (hkk_json_get_string (object, "c"), ==, "\u06cc\u200c");
}

/* --- Titles without end --- */

static void
answer_long (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  g_autofree char *text = g_strdup_printf ("{\"title\":\"%s\",\"subject\":\"%.1000s\",\"body\":\"%s\","
                                           "\"values\":{\"title\":\"%s\"}}",
                                           (const char *) data, (const char *) data, (const char *) data,
                                           (const char *) data);

  portal_answer (message, 200, text);
}

/* Shortened where they come in, so that each place that shows them can; what a person has entered is never. */
static void
test_long_titles (void)
{
  g_autoptr(GString) long_text = g_string_new (NULL);
  g_autoptr(PortalServer) server = NULL;
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  JsonObject *object = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (long_text, "ä");
  server = portal_server_new (answer_long, long_text->str);
  transport = hkk_transport_new (&server->config, NULL);
  answer = portal_call (transport, &get_thing, &error);
  g_assert_no_error (error);
  object = hkk_answer_get_object (answer);
  g_assert_cmpint (g_utf8_strlen (hkk_json_get_string (object, "title"), -1), ==, 500);
  g_assert_true (g_str_has_suffix (hkk_json_get_string (object, "title"), "ä…"));
  g_assert_cmpint (g_utf8_strlen (hkk_json_get_string (object, "subject"), -1), ==, 500);
  g_assert_cmpstr (hkk_json_get_string (object, "body"), ==, long_text->str);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (object, "values"), "title"), ==, long_text->str);
}

/* --- A clock that is none --- */

static void
answer_dated (PortalServer      *server,
              SoupServerMessage *message,
              const char        *path,
              gpointer           data)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Type: application/json\r\n"
                                           "Content-Length: 2\r\n\r\n{}", (const char *) data);

  portal_answer_raw (message, text);
}

static void
test_odd_dates (void)
{
  static const char * const dates[] = { "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT",
                                        "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday" };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new (answer_dated, (gpointer) dates[i]);
      g_autoptr(HkkTransport) transport = hkk_transport_new (&server->config, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkAnswer) answer = portal_call (transport, &get_thing, &error);

      g_test_message ("%s", dates[i]);
      g_assert_no_error (error);
      g_assert_cmpint (hkk_transport_get_clock_skew (transport), ==, 0);
    }
}

/* --- A time to wait for --- */

static void
answer_busy (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", data);
  soup_server_message_set_status (message, 503, NULL);
  soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "<b>no", 5);
}

static void
test_retry_after (void)
{
  g_autoptr(GDateTime) later = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + 600);
  g_autofree char *date = soup_date_time_to_string (later, SOUP_DATE_HTTP);
  const struct
  {
    const char *header;
    gint64      from;
    gint64      to;
    const char *says;
  } cases[] = {
    { "30", 30, 30, "in 30 seconds" }, { "600", 600, 600, "You can try again from " },
    { date, 590, 600, "You can try again from " }, { "99999999", 86400, 86400, "tomorrow" },
    { "soon", -1, -1, "later" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(PortalServer) server = portal_server_new (answer_busy, (gpointer) cases[i].header);
      g_autoptr(GError) error = call_anew (server);

      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_MAINTENANCE);
      g_assert_cmpint (hkk_portal_error_retry_after (error), >=, cases[i].from);
      g_assert_cmpint (hkk_portal_error_retry_after (error), <=, cases[i].to);
      /* It may be over earlier, and the program sees that at once. */
      g_assert_cmpint (hkk_portal_error_pause (error), <=, 5);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* What no clock can say is not counted with; a title is what can be read. */
static void
test_odd_problems (void)
{
  static const struct { const char *json; gint64 retry_after; const char *sentence; } cases[] = {
    { "{\"title\":\"Too often!\",\"retry_after\":9007199254740991}", 86400, "Too often! Try again tomorrow." },
    { "{\"title\":\"Too often\",\"retry_after\":-9007199254740991}", -1, "Too often" },
    { "{\"title\":\" \",\"detail\":\"Too often. \"}", -1, "Too often." },
    { "{\"title\":\"Too often\\n\",\"detail\":\" \",\"retry_after\":\"60\"}", -1, "Too often" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) json = hkk_json_parse (cases[i].json, -1, 0, JSON_NODE_OBJECT, NULL);
      g_autoptr(HkkProblem) problem = hkk_problem_new_from_answer (hkk_json_node_object (json), 429, -1);
      g_autoptr(GError) error = hkk_portal_error_new_problem (problem);

      g_test_message ("%s", error->message);
      g_assert_cmpint (hkk_problem_get_retry_after (problem), ==, cases[i].retry_after);
      g_assert_true (g_str_has_prefix (error->message, cases[i].sentence));
    }
}

/* --- A server that ends while it is called --- */

static void
on_event (SoupMessage        *message,
          GSocketClientEvent  event,
          GIOStream          *connection,
          GSocket            *listener)
{
  if (event == G_SOCKET_CLIENT_CONNECTED)
    g_assert_true (g_socket_close (listener, NULL));
}

static void
on_queued (SoupSession *session,
           SoupMessage *message,
           GSocket     *listener)
{
  g_signal_connect_object (message, "network-event", G_CALLBACK (on_event), listener, 0);
}

/* A connection that waits in its queue breaks after it was made, and before anything is said on it. */
static void
test_ends (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autoptr(GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  HkkPortalConfig config = server->config;
  const HkkCall once = { .method = "GET", .path = "/thing", .flags = HKK_CALL_ONCE };

  g_assert_true (g_socket_bind (listener, any, FALSE, NULL));
  g_assert_true (g_socket_listen (listener, NULL));
  address = g_socket_get_local_address (listener, NULL);
  url = g_strdup_printf ("https://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  config.base_url = url;
  transport = hkk_transport_new (&config, NULL);
  g_signal_connect (hkk_transport_get_session (transport), "request-queued", G_CALLBACK (on_queued), listener);
  g_assert_null (portal_call (transport, &once, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE);
  g_assert_true (g_socket_is_closed (listener));
}

/* --- A kept connection that turns out to be dead --- */

typedef struct
{
  GPtrArray *sockets; /* Owned: of the connections that were made, by their ids, which count from 1 */
  GPtrArray *held;    /* Owned: of SoupServerMessage */
  gboolean   cut;     /* the connection of the next message */
} Kept;

/* Two at a time have a connection each. */
static void
answer_in_pairs (PortalServer      *server,
                 SoupServerMessage *message,
                 const char        *path,
                 gpointer           data)
{
  Kept *self = data;

  portal_answer (message, 200, "{\"ok\":true}");
  if (server->calls > 2)
    return;
  g_ptr_array_add (self->held, g_object_ref (message));
  soup_server_message_pause (message);
  for (guint i = 0; self->held->len == 2 && i < 2; i++)
    soup_server_message_unpause (self->held->pdata[i]);
}

static void
on_made (SoupMessage        *message,
         GSocketClientEvent  event,
         GIOStream          *connection,
         Kept               *self)
{
  if (event == G_SOCKET_CLIENT_CONNECTED)
    g_ptr_array_add (self->sockets, g_object_ref (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection))));
}

static void
on_starting (SoupMessage *message,
             Kept        *self)
{
  guint64 id = soup_message_get_connection_id (message);

  if (!self->cut)
    return;
  self->cut = FALSE;
  g_assert_cmpuint (id, <=, self->sockets->len);
  g_assert_true (g_socket_shutdown (self->sockets->pdata[id - 1], TRUE, TRUE, NULL));
}

static void
on_kept_queued (SoupSession *session,
                SoupMessage *message,
                Kept        *self)
{
  g_signal_connect (message, "network-event", G_CALLBACK (on_made), self);
  g_signal_connect (message, "starting", G_CALLBACK (on_starting), self);
}

/* libsoup sends once more on the other one. */
static void
test_dead_connection (void)
{
  Kept kept = { .sockets = g_ptr_array_new_with_free_func (g_object_unref),
                .held = g_ptr_array_new_with_free_func (g_object_unref) };
  g_autoptr(PortalServer) server = portal_server_new (answer_in_pairs, &kept);
  g_autoptr(HkkTransport) transport = hkk_transport_new (&server->config, NULL);
  g_autoptr(GAsyncResult) first = NULL, second = NULL;
  g_autoptr(HkkAnswer) one = NULL, two = NULL, three = NULL;
  g_autoptr(GError) error = NULL;

  g_signal_connect (hkk_transport_get_session (transport), "request-queued", G_CALLBACK (on_kept_queued), &kept);
  hkk_transport_call_async (transport, &get_thing, NULL, test_keep_result, &first);
  hkk_transport_call_async (transport, &get_thing, NULL, test_keep_result, &second);
  one = hkk_transport_call_finish (transport, test_wait (&first), NULL);
  two = hkk_transport_call_finish (transport, test_wait (&second), NULL);
  g_assert_nonnull (one);
  g_assert_nonnull (two);
  kept.cut = TRUE;
  three = portal_call (transport, &get_thing, &error);
  g_assert_no_error (error);
  g_assert_nonnull (three);
  g_assert_cmpuint (kept.sockets->len, ==, 2);
  g_ptr_array_unref (kept.sockets);
  g_ptr_array_unref (kept.held);
}

int
main (int    argc,
      char **argv)
{
  /* Whether this computer has a network is not what is asked here. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/network/spelling", test_spelling);
  g_test_add_func ("/portal/network/base-path", test_base_path);
  g_test_add_func ("/portal/network/certificates", test_certificates);
  g_test_add_func ("/portal/network/old-keys", test_old_keys);
  g_test_add_func ("/portal/network/unknown-authority", test_unknown_authority);
  g_test_add_func ("/portal/network/reasons", test_reasons);
  g_test_add_func ("/portal/network/pins", test_pins);
  g_test_add_func ("/portal/network/proxy", test_proxy);
  g_test_add_func ("/portal/network/dead-proxy", test_dead_proxy);
  g_test_add_func ("/portal/network/unknown-proxy", test_unknown_proxy);
  g_test_add_func ("/portal/network/unknown-portal", test_unknown_portal);
  g_test_add_func ("/portal/network/proxy-script", test_proxy_script);
  g_test_add_func ("/portal/network/mute-proxy-script", test_mute_proxy_script);
  g_test_add_func ("/portal/network/odd-proxy", test_odd_proxy);
  g_test_add_func ("/portal/network/login-page-at-proxy", test_login_page_at_proxy);
  g_test_add_func ("/portal/network/login-page-inside", test_login_page_inside);
  g_test_add_func ("/portal/network/redirect", test_redirect);
  g_test_add_func ("/portal/network/proxy-password", test_proxy_password);
  g_test_add_func ("/portal/network/plain-peer", test_plain_peer);
  g_test_add_func ("/portal/network/refused", test_refused);
  g_test_add_func ("/portal/network/clean", test_clean);
  g_test_add_func ("/portal/network/long-titles", test_long_titles);
  g_test_add_func ("/portal/network/odd-dates", test_odd_dates);
  g_test_add_func ("/portal/network/retry-after", test_retry_after);
  g_test_add_func ("/portal/network/odd-problems", test_odd_problems);
  g_test_add_func ("/portal/network/ends", test_ends);
  g_test_add_func ("/portal/network/dead-connection", test_dead_connection);
  return g_test_run ();
}
