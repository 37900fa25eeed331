/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portal-server.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#include "hkk-json.h"

void
portal_test_init (int    *argc,
                  char ***argv)
{
  g_test_init (argc, argv, NULL);
  /* A proxy or a bus of the person who runs the tests is none of theirs. */
  g_unsetenv ("https_proxy");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
}

/* Signed by ISSUER, or by itself if that is NULL. */
static gnutls_x509_crt_t
sign_certificate (const char              *name,
                  gnutls_x509_privkey_t    key,
                  gnutls_x509_crt_t        issuer,
                  gnutls_x509_privkey_t    issuer_key,
                  const PortalCertificate *how)
{
  gnutls_x509_crt_t crt;
  guint8 serial[16];
  const guint8 address[] = { 127, 0, 0, how->other_name ? 2 : 1 };
  gnutls_digest_algorithm_t digest = how->digest != GNUTLS_DIG_UNKNOWN ? how->digest : GNUTLS_DIG_SHA256;

  g_assert_cmpint (gnutls_x509_crt_init (&crt), ==, 0);
  g_assert_cmpint (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), ==, 0);
  serial[0] &= 0x7f;
  gnutls_x509_crt_set_version (crt, 3);
  gnutls_x509_crt_set_serial (crt, serial, sizeof serial);
  gnutls_x509_crt_set_activation_time (crt, how->from != 0 ? how->from : 946684800);
  gnutls_x509_crt_set_expiration_time (crt, how->until != 0 ? how->until : (time_t) -1);
  gnutls_x509_crt_set_dn (crt, name, NULL);
  gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, address, sizeof address, GNUTLS_FSAN_SET);
  if (how->purpose != NULL)
    gnutls_x509_crt_set_key_purpose_oid (crt, how->purpose, 0);
  gnutls_x509_crt_set_key (crt, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (crt, issuer != NULL ? issuer : crt, issuer_key, digest, 0), ==, 0);
  return crt;
}

static gnutls_x509_privkey_t
make_key (const PortalCertificate *how)
{
  gnutls_ecc_curve_t curve = how->curve != GNUTLS_ECC_CURVE_INVALID ? how->curve : GNUTLS_ECC_CURVE_SECP256R1;
  gnutls_pk_algorithm_t kind = GNUTLS_PK_ECDSA;
  guint bits = (guint) GNUTLS_CURVE_TO_BITS (curve);
  gnutls_x509_privkey_t key;

  if (how->rsa_bits != 0)
    {
      kind = GNUTLS_PK_RSA;
      bits = how->rsa_bits;
    }
  else if (how->dsa_bits != 0)
    {
      kind = GNUTLS_PK_DSA;
      bits = how->dsa_bits;
    }
  gnutls_x509_privkey_init (&key);
  g_assert_cmpint (gnutls_x509_privkey_generate (key, kind, bits, 0), ==, 0);
  return key;
}

static void
append_pem (GString        *pem,
            gnutls_datum_t  text)
{
  g_string_append_len (pem, (const char *) text.data, text.size);
  gnutls_free (text.data);
}

char *
portal_certificate_make (const PortalCertificate *how)
{
  gnutls_x509_privkey_t key = make_key (how);
  gnutls_x509_privkey_t issuer_key = NULL;
  gnutls_x509_crt_t issuer = NULL;
  gnutls_x509_crt_t crt;
  gnutls_datum_t text;
  GString *pem = g_string_new (NULL);

  if (how->issuer_bits != 0)
    {
      issuer_key = make_key (&(PortalCertificate) { .rsa_bits = how->issuer_bits });
      issuer = sign_certificate ("CN=authority", issuer_key, NULL, issuer_key, &(PortalCertificate) { 0 });
    }
  crt = sign_certificate ("CN=test", key, issuer, issuer != NULL ? issuer_key : key, how);
  gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &text);
  append_pem (pem, text);
  gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &text);
  append_pem (pem, text);
  if (issuer != NULL)
    {
      gnutls_x509_crt_export2 (issuer, GNUTLS_X509_FMT_PEM, &text);
      append_pem (pem, text);
      gnutls_x509_crt_deinit (issuer);
      gnutls_x509_privkey_deinit (issuer_key);
    }
  gnutls_x509_crt_deinit (crt);
  gnutls_x509_privkey_deinit (key);
  return g_string_free (pem, FALSE);
}

char *
portal_certificate_pem (void)
{
  return portal_certificate_make (&(PortalCertificate) { 0 });
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  PortalServer *self = data;

  self->calls++;
  self->handler (self, message, path, self->data);
}

PortalServer *
portal_server_new (PortalHandler handler,
                   gpointer      data)
{
  return portal_server_new_with (handler, data, &(PortalCertificate) { 0 });
}

static guint feeds_waiting; /* that were asked of the server that was made last, and wait for an event */

PortalServer *
portal_server_new_with (PortalHandler            handler,
                        gpointer                 data,
                        const PortalCertificate *how)
{
  PortalServer *self = g_new0 (PortalServer, 1);
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GError) error = NULL;
  GSList *uris;

  self->pem = portal_certificate_make (how);
  certificate = g_tls_certificate_new_from_pem (self->pem, -1, &error);
  g_assert_no_error (error);
  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  self->handler = handler;
  self->data = data;
  feeds_waiting = 0;
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->dir = test_make_folder ();
  self->config = (HkkPortalConfig) { .base_url = self->url, .trust_pem = self->pem, .data_dir = self->dir,
                                     .program = "test", .version = "1" };
  return self;
}

void
portal_server_disconnect (PortalServer *self,
                          gboolean      followed)
{
  if (followed)
    test_wait_until (feeds_waiting > 0);
  test_drain ();
  soup_server_disconnect (self->server);
}

/* The server itself stays until the process ends. Closed, it waits for ever for a client in the same thread that is
 * still shaking hands, and a handshake that fails is told to a connection that is gone. */
void
portal_server_free (PortalServer *self)
{
  static GPtrArray *closed = NULL;

  if (closed == NULL)
    closed = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_remove_handler (self->server, NULL);
  g_ptr_array_add (closed, self->server);
  test_remove_folder (self->dir);
  g_free (self->dir);
  g_free (self->url);
  g_free (self->pem);
  g_free (self);
}

void
portal_answer (SoupServerMessage *message,
               guint              status,
               const char        *json)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json, strlen (json));
}

void
portal_answer_problem (SoupServerMessage *message,
                       guint              status,
                       const char        *code)
{
  g_autofree char *json = g_strdup_printf ("{\"type\":\"urn:hkk:problem:%s\","
                                           "\"title\":\"T %s\",\"detail\":\"D\",\"status\":%u,"
                                           "\"code\":\"%s\",\"request_id\":\"r1\"}", code, code, status, code);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/problem+json", SOUP_MEMORY_COPY, json, strlen (json));
}

void
portal_answer_sign_in (SoupServerMessage *message,
                       guint              inactivity,
                       gboolean           stay,
                       guint              ends_in)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) end = g_date_time_add_seconds (now, ends_in);
  g_autofree char *ends_at = ends_in > 0 ? g_date_time_format (end, "\"%FT%TZ\"") : g_strdup ("null");
  g_autofree char *json =
    g_strdup_printf ("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\",\"expires_in\":300,"
                     "\"inactivity\":%u,\"absolute_expires_at\":%s,\"stay_signed_in\":%s,\"session_id\":\"s\","
                     "\"account\":{\"id\":\"p\",\"name\":\"A\",\"restricted\":false}}",
                     inactivity, ends_at, stay ? "true" : "false");

  portal_answer (message, 200, json);
}

gboolean
portal_answer_presence (SoupServerMessage *message,
                        const char        *path,
                        guint             *activities)
{
  if (g_str_equal (path, "/iam/sessions/current/activity"))
    {
      ++*activities;
      portal_answer (message, 200, "{\"inactivity\":900}");
    }
  else if (!g_str_has_prefix (path, "/v1/feed"))
    return FALSE;
  else if (g_uri_get_query (soup_server_message_get_uri (message)) != NULL)
    {
      soup_server_message_pause (message); /* it waits for an event */
      feeds_waiting++;
    }
  else
    portal_answer (message, 200, "{\"events\":[],\"cursor\":1}");
  return TRUE;
}

void
portal_answer_raw (SoupServerMessage *message,
                   const char        *bytes)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, strlen (bytes), NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

JsonObject *
portal_body (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr(JsonNode) node = hkk_json_parse_bytes (bytes, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

  return node != NULL ? json_object_ref (json_node_get_object (node)) : NULL;
}

char *
portal_token (SoupServerMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                     "Authorization");

  return header != NULL && g_str_has_prefix (header, "Bearer ") ? g_strdup (header + strlen ("Bearer ")) : NULL;
}

HkkAnswer *
portal_call (HkkTransport   *transport,
             const HkkCall  *call,
             GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_transport_call_async (transport, call, NULL, test_keep_result, &result);
  return hkk_transport_call_finish (transport, test_wait (&result), error);
}
