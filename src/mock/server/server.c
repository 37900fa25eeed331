/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-private.h"

#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "idempotency.h"
#include "recorder.h"

#define TICK_SECONDS 2
#define MAINTENANCE_RETRY 30

typedef struct
{
  gpointer       data;
  GDestroyNotify destroy;
} Datum;

static void
datum_free (gpointer data)
{
  Datum *datum = data;

  if (datum->destroy != NULL)
    datum->destroy (datum->data);
  g_free (datum);
}

/**
 * hkk_mock_server_request_id:
 *
 * Returns: (transfer full): the next one
 */
char *
hkk_mock_server_request_id (HkkMockServer *self)
{
  return g_strdup_printf ("%08x%08x", self->start_id, ++self->calls);
}

/**
 * hkk_mock_server_log:
 * @request_id: of the request
 * @method: (nullable): its method
 * @operation: (nullable): its operation
 * @status: of the answer
 * @microseconds: how long it took
 *
 * Writes the line if the server was told to.
 */
void
hkk_mock_server_log (HkkMockServer *self,
                     const char    *request_id,
                     const char    *method,
                     const char    *operation,
                     guint          status,
                     gint64         microseconds)
{
  g_autofree char *time = NULL;
  g_autoptr(JsonObject) line = NULL;
  g_autofree char *text = NULL;

  if (!self->log)
    return;
  time = hkk_mock_time_text (hkk_mock_now ());
  line = hkk_json_object ("time", time, "request_id", request_id, "method", method, "operation", operation,
                          "status", (gint64) status, "microseconds", microseconds);
  text = hkk_json_object_to_string (line);
  g_printerr ("%s\n", text);
}

/* What every answer says, besides its id and its language. */
static const struct { const char *name, *value; } security_headers[] =
{
  { "Cache-Control", "no-store" },
  { "X-Content-Type-Options", "nosniff" },
  { "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'" },
  { "Referrer-Policy", "no-referrer" },
  { "Vary", "Accept-Language, Authorization" },
};

static void
set_headers (SoupMessageHeaders *headers,
             const char         *request_id,
             const char         *language)
{
  soup_message_headers_append (headers, "X-Request-Id", request_id);
  soup_message_headers_append (headers, "Content-Language", language);
  for (gsize i = 0; i < G_N_ELEMENTS (security_headers); i++)
    soup_message_headers_append (headers, security_headers[i].name, security_headers[i].value);
}

/* The answer to what is no request: nobody else has seen it. */
static GBytes *
refuse_connection (const char *code,
                   const char *accept_language,
                   gpointer    data)
{
  HkkMockServer *self = data;
  const char *language = hkk_mock_text_negotiate (accept_language);
  g_autofree char *request_id = hkk_mock_server_request_id (self);
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr(HkkMockProblem) problem = hkk_mock_problem_new (code, NULL);
  g_autoptr(JsonObject) body = hkk_mock_problem_to_json (problem, language, request_id);
  g_autofree char *text = hkk_json_object_to_string (body);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GByteArray) answer = NULL;

  set_headers (headers, request_id, language);
  soup_message_headers_append (headers, "Content-Type", "application/problem+json");
  soup_message_headers_append (headers, "Connection", "close");
  answer = hkk_mock_wire_answer (problem->status, headers, bytes, NULL, NULL);
  hkk_mock_server_log (self, request_id, NULL, NULL, problem->status, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&answer));
}

/* A page in a browser that was tricked into calling a loopback address sends another name (DNS rebinding). */
static gboolean
host_is_ours (HkkMockCall *call)
{
  const char *host = hkk_mock_call_header (call, "Host");

  for (GStrv known = call->server->hosts; host != NULL && *known != NULL; known++)
    if (g_ascii_strcasecmp (host, *known) == 0)
      return TRUE;
  return FALSE;
}

/* A browser says so when another page makes it call. */
static gboolean
is_of_a_page (HkkMockCall *call)
{
  const char *site = hkk_mock_call_header (call, "Sec-Fetch-Site");

  return hkk_mock_call_header (call, "Origin") != NULL ||
         (site != NULL && g_ascii_strcasecmp (site, "none") != 0 && g_ascii_strcasecmp (site, "same-origin") != 0);
}

static gboolean
check_route (HkkMockCall *call)
{
  g_autofree char *allow = NULL;

  call->route = hkk_mock_router_match (call->server->routes, soup_server_message_get_method (call->message),
                                       g_uri_get_path (soup_server_message_get_uri (call->message)),
                                       &call->params, &allow);
  if (call->route != NULL)
    return TRUE;
  if (allow != NULL)
    hkk_mock_call_set_header (call, "Allow", allow);
  return hkk_mock_call_problem (call, allow != NULL ? "method_not_allowed" : "not_found", NULL);
}

static gboolean
changes_something (const HkkMockRoute *route)
{
  return strcmp (route->method, "GET") != 0 && !(route->flags & HKK_MOCK_ROUTE_NO_KEY);
}

static gboolean
is_hex_key (const char *key)
{
  return strlen (key) == 32 && key[strspn (key, "0123456789abcdefABCDEF")] == '\0';
}

static gboolean
check_preconditions (HkkMockCall *call)
{
  const char *key = hkk_mock_call_header (call, "Idempotency-Key");
  const char *code = NULL;

  if (changes_something (call->route))
    {
      if (key == NULL || !is_hex_key (key))
        code = key == NULL ? "idempotency_key_missing" : "invalid_request";
      else if (call->route->flags & HKK_MOCK_ROUTE_MATCH && hkk_mock_call_header (call, "If-Match") == NULL)
        code = "precondition_required";
      call->key = g_strdup (key);
    }
  if (code != NULL)
    hkk_mock_call_problem (call, code, NULL);
  return code == NULL;
}

static gboolean
authenticate (HkkMockCall *call)
{
  for (gsize i = 0; call->server->services[i] != NULL; i++)
    if (call->server->services[i]->authenticate != NULL)
      return call->server->services[i]->authenticate (call);
  return hkk_mock_call_problem (call, "unauthorized", NULL);
}

static gboolean
check_account (HkkMockCall *call)
{
  if (call->route->scope == HKK_MOCK_SCOPE_NONE)
    return TRUE;
  if (!authenticate (call))
    return FALSE;
  if (call->route->flags & HKK_MOCK_ROUTE_FULL && call->restricted)
    return hkk_mock_call_problem (call, "restricted_account", NULL);
  return call->route->protection != HKK_MOCK_PROTECTION_STEP_UP || hkk_mock_call_require_step_up (call);
}

static gboolean
check_maintenance (HkkMockCall *call)
{
  HkkMockProblem *problem;

  if (!call->server->maintenance || strcmp (call->route->operation, "get_status") == 0)
    return TRUE;
  problem = hkk_mock_problem_new ("maintenance", NULL);
  problem->retry_after = MAX (MAINTENANCE_RETRY,
                              (call->server->maintained_until - hkk_mock_now ()) / HKK_MOCK_SECOND);
  return hkk_mock_call_problem_take (call, problem);
}

static gboolean
check_headers (HkkMockCall *call)
{
  const char *encoding = hkk_mock_call_header (call, "Content-Encoding");

  if (!check_route (call))
    return FALSE;
  if (!host_is_ours (call) || is_of_a_page (call))
    return hkk_mock_call_problem (call, "invalid_request", NULL);
  if (encoding != NULL && strcmp (call->route->method, "GET") != 0 && g_ascii_strcasecmp (encoding, "identity") != 0)
    {
      return hkk_mock_call_problem (call, "unsupported_media_type", NULL);
    }
  return !hkk_mock_faults_check (call, HKK_MOCK_PHASE_BEFORE_READ) &&
         check_maintenance (call) && check_account (call) &&
         check_preconditions (call);
}

/* Headers are there, the body is not. What is refused here is refused before a byte of the body is kept. */
static void
on_headers (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  HkkMockCall *call = hkk_mock_call_new (data, message);

  hkk_mock_record (call);
  set_headers (soup_server_message_get_response_headers (message), call->request_id, call->language);
  call->server->current = call;
  check_headers (call);
  hkk_mock_body_expect (call);
  call->server->current = NULL;
  hkk_mock_body_start (call);
  if (call->state->answered && !call->state->finished)
    hkk_mock_call_finish (call);
}

static void
on_request (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  HkkMockServer *self = data;
  HkkMockCall *call = g_hash_table_lookup (self->messages, message);

  if (call->state->answered)
    return;
  call->state->read = TRUE;
  self->current = call;
  if (call->state->fault == NULL && hkk_mock_body_end (call))
    {
      if (call->route->handler != NULL)
        call->route->handler (call);
      else
        hkk_mock_idempotency_run (call);
    }
  self->current = NULL;
  if (!call->state->paused)
    hkk_mock_call_finish (call);
}

static void
on_committed (gpointer data)
{
  HkkMockServer *self = data;

  if (self->current != NULL)
    hkk_mock_faults_check (self->current, HKK_MOCK_PHASE_AFTER_COMMIT);
  hkk_mock_feed_wake (self);
}

static gboolean
on_before_commit (gpointer data)
{
  HkkMockServer *self = data;

  return self->current == NULL || !hkk_mock_faults_check (self->current, HKK_MOCK_PHASE_BEFORE_COMMIT);
}

static gboolean
tick_all (HkkMockStore *store,
          gpointer      data)
{
  HkkMockServer *self = data;
  gint64 now = hkk_mock_now ();

  for (gsize i = 0; self->services[i] != NULL; i++)
    if (self->services[i]->tick != NULL)
      self->services[i]->tick (store, now);
  return TRUE;
}

/**
 * hkk_mock_server_tick:
 *
 * Lets time pass for all services, in the order of the list: requests move on, what is old goes.
 */
void
hkk_mock_server_tick (HkkMockServer *self)
{
  hkk_mock_store_transact (self->store, tick_all, self);
}

static gboolean
on_tick (gpointer data)
{
  hkk_mock_server_tick (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
migrate_all (HkkMockServer  *self,
             GError        **error)
{
  for (gsize i = 0; self->services[i] != NULL; i++)
    if (self->services[i]->migrations != NULL &&
        !hkk_mock_store_migrate (self->store, self->services[i]->name, self->services[i]->migrations, error))
      return FALSE;
  return TRUE;
}

static void
make_soup (HkkMockServer *self)
{
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
}

/**
 * hkk_mock_server_new:
 * @store: (transfer full): the store
 * @certificate: with its private key
 * @services: (array zero-terminated=1): what it serves; kept, not copied
 * @error: return location
 *
 * Makes the tables and starts the services. To be used on the thread whose default
 * main context it is called in.
 *
 * Returns: (transfer full) (nullable): the server
 */
HkkMockServer *
hkk_mock_server_new (HkkMockStore                  *store,
                     GTlsCertificate               *certificate,
                     const HkkMockService * const  *services,
                     GError                       **error)
{
  g_autoptr(HkkMockServer) self = g_new0 (HkkMockServer, 1);

  self->store = store;
  self->services = services;
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->data = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, datum_free);
  self->messages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) hkk_mock_call_unref);
  self->routes = hkk_mock_router_new (services);
  self->start_id = g_random_int ();
  self->key_rounds = HKK_MOCK_KEY_ROUNDS;
  if (!migrate_all (self, error))
    return NULL;
  self->certificate = g_object_ref (certificate);
  make_soup (self);
  hkk_mock_store_set_services (store, services);
  hkk_mock_store_set_committed (store, on_committed, self);
  hkk_mock_store_set_before_commit (store, on_before_commit, self);
  for (gsize i = 0; services[i] != NULL; i++)
    if (services[i]->start != NULL)
      services[i]->start (self);
  self->tick = g_timeout_source_new_seconds (TICK_SECONDS);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_main_context_get_thread_default ());
  return g_steal_pointer (&self);
}

static void
set_hosts (HkkMockServer *self,
           const char    *address)
{
  const char *names[] = { "127.0.0.1", "localhost", "[::1]", address };
  g_autoptr(GStrvBuilder) hosts = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_strv_builder_take (hosts, g_strdup_printf ("%s:%u", names[i], self->port));
  g_strfreev (self->hosts);
  self->hosts = g_strv_builder_end (hosts);
}

/**
 * hkk_mock_server_listen:
 * @self: a server that does not listen yet
 * @address: an IP address
 * @port: a port; 0 for a free one
 * @error: return location
 *
 * Returns: whether it listens
 */
gboolean
hkk_mock_server_listen (HkkMockServer *self,
                        const char    *address,
                        guint16        port,
                        GError       **error)
{
  g_autoptr(GSocketAddress) socket_address = g_inet_socket_address_new_from_string (address, port);

  if (socket_address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is not an IP address", address);
      return FALSE;
    }
  self->door = hkk_mock_door_open (self->soup, self->certificate, socket_address, refuse_connection, self, error);
  if (self->door == NULL)
    return FALSE;
  self->port = hkk_mock_door_port (self->door);
  set_hosts (self, address);
  return TRUE;
}

/**
 * hkk_mock_server_set_data:
 * @key: a static text
 * @data: (nullable): a service's own state
 * @destroy: (nullable): frees @data with the server
 */
void
hkk_mock_server_set_data (HkkMockServer *self,
                          const char    *key,
                          gpointer       data,
                          GDestroyNotify destroy)
{
  Datum *datum = g_new0 (Datum, 1);

  datum->data = data;
  datum->destroy = destroy;
  g_hash_table_insert (self->data, (gpointer) key, datum);
}

/**
 * hkk_mock_server_data:
 * @key: the key
 *
 * Returns: (transfer none) (nullable): what was set
 */
gpointer
hkk_mock_server_data (HkkMockServer *self,
                      const char    *key)
{
  Datum *datum = g_hash_table_lookup (self->data, key);

  return datum != NULL ? datum->data : NULL;
}

/**
 * hkk_mock_server_free:
 * @self: (transfer full): a server
 */
void
hkk_mock_server_free (HkkMockServer *self)
{
  if (self->tick != NULL)
    {
      g_source_destroy (self->tick);
      g_source_unref (self->tick);
      g_clear_pointer (&self->door, hkk_mock_door_close);
      for (gsize i = 0; self->services[i] != NULL; i++)
        if (self->services[i]->stop != NULL)
          self->services[i]->stop (self);
      soup_server_disconnect (self->soup);
    }
  hkk_mock_store_set_committed (self->store, NULL, NULL);
  g_clear_object (&self->soup);
  g_clear_object (&self->certificate);
  g_hash_table_unref (self->messages);
  g_hash_table_unref (self->data);
  g_hash_table_unref (self->busy);
  g_ptr_array_unref (self->routes);
  hkk_mock_store_close (self->store);
  g_strfreev (self->hosts);
  g_free (self);
}
