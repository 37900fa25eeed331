/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-transport.h"

#include <string.h>

#include "config.h"
#include "hkk-base-url.h"
#include "hkk-clock.h"
#include "hkk-jcs.h"
#include "hkk-json.h"
#include "hkk-language.h"
#include "hkk-trust.h"

#define MIN_TOLD_SECONDS 60

struct _HkkTransport
{
  GObject          parent_instance;

  SoupSession     *session;    /* Owned */
  HkkTrust        *trust;      /* Owned: whom to believe that he is the portal */
  char            *base_url;   /* Owned: without a slash at the end */
  GStrv            pins;       /* Owned (nullable): one of which the server's certificates must have, at */
  char            *pinned_url; /* Owned (nullable) */
  char            *language;   /* Owned: for Accept-Language */
  guint            connect_ms;
  guint            call_ms;
  guint            stall_ms;
  HkkConnectivity  connectivity;
  GError          *trouble;    /* Owned (nullable): why the last call did not reach the portal */
  GDateTime       *back_at;    /* Owned (nullable): when a maintenance is expected to be over */
  gint64           clock_skew; /* seconds */
};

enum
{
  PROP_CONNECTIVITY = 1,
  PROP_CLOCK_SKEW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkTransport, hkk_transport, G_TYPE_OBJECT)

static void
set_connectivity (HkkTransport    *self,
                  HkkConnectivity  connectivity)
{
  if (self->connectivity == connectivity)
    return;
  g_clear_pointer (&self->back_at, g_date_time_unref);
  self->connectivity = connectivity;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTIVITY]);
}

static void
note_date (HkkTransport *self,
           SoupMessage  *message)
{
  const char *header = soup_message_headers_get_one (soup_message_get_response_headers (message), "Date");
  g_autoptr(GDateTime) date = header != NULL ? soup_date_time_new_from_http_string (header) : NULL;
  gint64 skew;

  /* A date that no clock has is none; whatever is worked out from it would have to be a date as well. */
  if (date == NULL || g_date_time_get_year (date) < 2000 || g_date_time_get_year (date) > 2999)
    return;
  skew = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  /* The header has whole seconds, and the answer was on its way. */
  if (ABS (skew - self->clock_skew) <= 2)
    return;
  self->clock_skew = ABS (skew) <= 2 ? 0 : skew;
  hkk_clock_set_skew (self->clock_skew);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLOCK_SKEW]);
}

void
hkk_transport_note_answer (HkkTransport *self,
                           SoupMessage  *message)
{
  guint status = soup_message_get_status (message);
  g_autoptr(GError) login_page = NULL;

  if (status == HKK_STATUS_LOGIN_PAGE)
    {
      login_page = hkk_portal_error_new (HKK_PORTAL_ERROR_LOGIN_PAGE, NULL);
      hkk_transport_note_error (self, login_page);
      return;
    }
  note_date (self, message);
  g_clear_error (&self->trouble);
  if (status == 503)
    set_connectivity (self, HKK_CONNECTIVITY_MAINTENANCE);
  else if (status == 502 || status == 504)
    set_connectivity (self, HKK_CONNECTIVITY_SERVER);
  else
    set_connectivity (self, HKK_CONNECTIVITY_ONLINE);
}

/* Whoever follows the connectivity hears of another reason too. */
static void
set_trouble (HkkTransport *self,
             const GError *error)
{
  gboolean changed = self->trouble == NULL || !g_str_equal (self->trouble->message, error->message);

  g_clear_error (&self->trouble);
  self->trouble = g_error_copy (error);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTIVITY]);
}

/* What is expected to be over soon needs no time of day; what moves by a little is the same. */
void
hkk_transport_note_maintenance (HkkTransport *self,
                                gint64        seconds)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) end = g_date_time_add_seconds (now, (double) seconds);

  if (seconds < MIN_TOLD_SECONDS || self->connectivity != HKK_CONNECTIVITY_MAINTENANCE)
    return;
  if (self->back_at != NULL &&
      ABS (g_date_time_difference (end, self->back_at)) < MIN_TOLD_SECONDS * G_TIME_SPAN_SECOND)
    return;
  g_clear_pointer (&self->back_at, g_date_time_unref);
  self->back_at = g_steal_pointer (&end);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTIVITY]);
}

void
hkk_transport_note_error (HkkTransport *self,
                          const GError *error)
{
  if (error->domain != HKK_PORTAL_ERROR || hkk_portal_error_get_problem (error) != NULL)
    return;
  if (hkk_portal_error_is_transport (error) && error->code != HKK_PORTAL_ERROR_PROTOCOL)
    set_trouble (self, error);
  switch ((HkkPortalError) error->code)
    {
    case HKK_PORTAL_ERROR_OFFLINE: set_connectivity (self, HKK_CONNECTIVITY_OFFLINE); break;
    case HKK_PORTAL_ERROR_NAME_LOOKUP: set_connectivity (self, HKK_CONNECTIVITY_NAME_LOOKUP); break;
    case HKK_PORTAL_ERROR_LOGIN_PAGE: set_connectivity (self, HKK_CONNECTIVITY_LOGIN_PAGE); break;
    case HKK_PORTAL_ERROR_PROXY: set_connectivity (self, HKK_CONNECTIVITY_PROXY); break;
    case HKK_PORTAL_ERROR_TLS: set_connectivity (self, HKK_CONNECTIVITY_TLS); break;
    case HKK_PORTAL_ERROR_UNREACHABLE: set_connectivity (self, HKK_CONNECTIVITY_UNREACHABLE); break;
    case HKK_PORTAL_ERROR_TIMEOUT: set_connectivity (self, HKK_CONNECTIVITY_TIMEOUT); break;
    case HKK_PORTAL_ERROR_SERVER:
    case HKK_PORTAL_ERROR_UNKNOWN_RESULT: set_connectivity (self, HKK_CONNECTIVITY_SERVER); break;
    case HKK_PORTAL_ERROR_MAINTENANCE: set_connectivity (self, HKK_CONNECTIVITY_MAINTENANCE); break;
    /* It answered; one call that nobody understands says nothing about the others. */
    case HKK_PORTAL_ERROR_PROTOCOL:
    case HKK_PORTAL_ERROR_UNAUTHORIZED: case HKK_PORTAL_ERROR_INVALID_CREDENTIALS: case HKK_PORTAL_ERROR_LOCKED:
    case HKK_PORTAL_ERROR_REFUSED: case HKK_PORTAL_ERROR_VALIDATION: case HKK_PORTAL_ERROR_NOT_FOUND:
    case HKK_PORTAL_ERROR_CONFLICT: case HKK_PORTAL_ERROR_STEP_UP: case HKK_PORTAL_ERROR_NO_DEVICE:
    case HKK_PORTAL_ERROR_THROTTLED: case HKK_PORTAL_ERROR_STORAGE: case HKK_PORTAL_ERROR_ADDRESS:
    default: break;
    }
}

/* The insurer's language before English, as the program has it; see hkk_language_choose(). */
static char *
accept_language (const char *language)
{
  if (hkk_language_is_english (language) || g_str_equal (language, HKK_FALLBACK_LANGUAGE))
    return g_strconcat (language, ", en;q=0.5", NULL);
  return g_strconcat (language, ", " HKK_FALLBACK_LANGUAGE ";q=0.7, en;q=0.5", NULL);
}

static void
add_headers (HkkTransport       *self,
             SoupMessageHeaders *headers,
             const HkkCall      *call)
{
  g_autofree char *language = accept_language (self->language);

  soup_message_headers_replace (headers, "Accept", "application/json, application/problem+json, */*;q=0.5");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  soup_message_headers_replace (headers, "Accept-Language", language);
  if (call->token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", call->token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (call->key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", call->key);
  if (call->if_match != NULL)
    soup_message_headers_replace (headers, "If-Match", call->if_match);
  if (call->file_name != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (call->file_name, NULL, FALSE);
      g_autofree char *disposition = g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);

      soup_message_headers_replace (headers, "Content-Disposition", disposition);
    }
}

/* libsoup sends PUT and DELETE again when a kept connection turns out to be dead, but the body only once. */
static void
on_restarted (SoupMessage *message,
              gpointer     data)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_request_headers (message), NULL);
  g_autofree char *media_type = g_strdup (type);

  soup_message_set_request_body_from_bytes (message, media_type, data);
}

static void
free_body (gpointer  data,
           GClosure *closure)
{
  g_bytes_unref (data);
}

static void
set_body (SoupMessage *message,
          const char  *media_type,
          GBytes      *bytes)
{
  soup_message_set_request_body_from_bytes (message, media_type, bytes);
  g_signal_connect_data (message, "restarted", G_CALLBACK (on_restarted), g_bytes_ref (bytes), free_body, 0);
}

static void
add_body (SoupMessage   *message,
          const HkkCall *call)
{
  if (call->bytes != NULL)
    {
      guint8 digest[HKK_SHA256_SIZE];
      g_autofree char *base64 = NULL;
      g_autofree char *header = NULL;
      gsize length;
      gconstpointer data = g_bytes_get_data (call->bytes, &length);

      hkk_sha256 (data, length, digest);
      base64 = g_base64_encode (digest, sizeof digest);
      header = g_strdup_printf ("sha-256=:%s:", base64);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Digest", header);
      set_body (message, call->media_type, call->bytes);
    }
  else if (call->body != NULL)
    {
      char *text = hkk_json_to_string (call->body);
      g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

      set_body (message, "application/json", bytes);
    }
}

SoupMessage *
hkk_transport_new_message (HkkTransport  *self,
                           const HkkCall *call)
{
  g_autofree char *url = g_strconcat (self->base_url, call->path, NULL);
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;

  g_return_val_if_fail (uri != NULL, NULL);

  message = soup_message_new_from_uri (call->method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* On a connection that was kept libsoup itself would repeat a PUT or a DELETE. */
  if ((call->flags & HKK_CALL_ONCE) && !g_str_equal (call->method, "GET"))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  /* Tokens are put in by this library; a proxy on the way is told what its own address holds. */
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  add_headers (self, soup_message_get_request_headers (message), call);
  add_body (message, call);
  return message;
}

static char *
default_language (void)
{
  const char * const *names = g_get_language_names ();
  char *tag;

  if (names[0] == NULL || g_str_has_prefix (names[0], "C"))
    return g_strdup ("en");
  /* "de_DE.UTF-8@simple" has variants of its own in the list; the plainest useful form is language, variant. */
  tag = g_strdup (names[0]);
  if (strstr (tag, "@simple") != NULL)
    {
      g_free (tag);
      return g_strdup ("de-simple");
    }
  tag[strcspn (tag, ".@")] = '\0';
  g_strdelimit (tag, "_", '-');
  return tag;
}

gboolean
hkk_transport_set_endpoint (HkkTransport  *self,
                            const char    *base_url,
                            const char    *trust_pem,
                            GError       **error)
{
  g_autoptr(HkkTrust) trust = NULL;
  g_autofree char *url = hkk_base_url_normalize (base_url, error);
  gboolean pinned = url != NULL && (self->pinned_url == NULL || hkk_base_url_same_place (url, self->pinned_url));

  if (url == NULL)
    return FALSE;
  trust = hkk_trust_new (trust_pem, pinned ? (const char * const *) self->pins : NULL, error);
  if (trust == NULL)
    return FALSE;
  g_set_str (&self->base_url, url);
  g_set_object (&self->trust, trust);
  soup_session_set_tls_database (self->session, G_TLS_DATABASE (trust));
  /* A connection that is made asks for the default before it is told its own, and so would have the system's read. */
  g_tls_backend_set_default_database (g_tls_backend_get_default (), G_TLS_DATABASE (trust));
  return TRUE;
}

void
hkk_transport_set_language (HkkTransport *self,
                            const char   *language)
{
  g_set_str (&self->language, language);
}

const char *
hkk_transport_get_language (HkkTransport *self)
{
  return self->language;
}

void
hkk_transport_set_deadlines (HkkTransport *self,
                             guint         connect_ms,
                             guint         call_ms,
                             guint         stall_ms)
{
  self->connect_ms = connect_ms ? connect_ms : self->connect_ms;
  self->call_ms = call_ms ? call_ms : self->call_ms;
  self->stall_ms = stall_ms ? stall_ms : self->stall_ms;
}

guint
hkk_transport_get_stall_ms (HkkTransport *self)
{
  return self->stall_ms;
}

guint
hkk_transport_get_connect_ms (HkkTransport *self)
{
  return self->connect_ms;
}

guint
hkk_transport_get_call_ms (HkkTransport *self)
{
  return self->call_ms;
}

HkkConnectivity
hkk_transport_get_connectivity (HkkTransport *self)
{
  return self->connectivity;
}

/* (nullable): NULL when the portal answered, if only that it is being maintained. */
const GError *
hkk_transport_get_trouble (HkkTransport *self)
{
  return self->trouble;
}

/* (nullable): NULL when it is not known, or when the portal is not being maintained. */
GDateTime *
hkk_transport_get_back_at (HkkTransport *self)
{
  return self->back_at;
}

gint64
hkk_transport_get_clock_skew (HkkTransport *self)
{
  return self->clock_skew;
}

SoupSession *
hkk_transport_get_session (HkkTransport *self)
{
  return self->session;
}

/* A message that waits for the trust. */
typedef struct
{
  SoupSession         *session;     /* Owned */
  SoupMessage         *message;     /* Owned */
  int                  priority;
  GCancellable        *cancellable; /* Owned */
  GAsyncReadyCallback  callback;
  gpointer             data;
} Sending;

static void
on_trust_read (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  Sending *sending = data;

  hkk_trust_read_finish (HKK_TRUST (source), result);
  soup_session_send_async (sending->session, sending->message, sending->priority, sending->cancellable,
                           sending->callback, sending->data);
  g_object_unref (sending->session);
  g_object_unref (sending->message);
  g_object_unref (sending->cancellable);
  g_free (sending);
}

/* soup_session_send_async () of the portal's session, once the trust is read. */
void
hkk_transport_send_async (HkkTransport        *self,
                          SoupMessage         *message,
                          int                  priority,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  Sending *sending;

  if (hkk_trust_is_read (self->trust))
    {
      soup_session_send_async (self->session, message, priority, cancellable, callback, data);
      return;
    }
  sending = g_new (Sending, 1);
  *sending = (Sending) { g_object_ref (self->session), g_object_ref (message), priority, g_object_ref (cancellable),
                         callback, data };
  hkk_trust_read_async (self->trust, on_trust_read, sending);
}

static void
hkk_transport_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HkkTransport *self = HKK_TRANSPORT (object);

  if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, self->connectivity);
  else if (id == PROP_CLOCK_SKEW)
    g_value_set_int64 (value, self->clock_skew);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_transport_finalize (GObject *object)
{
  HkkTransport *self = HKK_TRANSPORT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->trust);
  g_free (self->base_url);
  g_strfreev (self->pins);
  g_free (self->pinned_url);
  g_clear_pointer (&self->back_at, g_date_time_unref);
  g_clear_error (&self->trouble);
  g_free (self->language);
  G_OBJECT_CLASS (hkk_transport_parent_class)->finalize (object);
}

static void
hkk_transport_class_init (HkkTransportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hkk_transport_get_property;
  object_class->finalize = hkk_transport_finalize;
  properties[PROP_CONNECTIVITY] = g_param_spec_enum ("connectivity", NULL, NULL, HKK_TYPE_CONNECTIVITY,
                                                     HKK_CONNECTIVITY_UNKNOWN,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CLOCK_SKEW] = g_param_spec_int64 ("clock-skew", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hkk_transport_init (HkkTransport *self)
{
  self->connect_ms = HKK_CONNECT_MS;
  self->call_ms = HKK_CALL_MS;
  self->stall_ms = HKK_STALL_MS;
  self->language = default_language ();
  /* Two long polls and a page's calls share the host; libsoup's two connections would make them wait for each other. */
  self->session = soup_session_new_with_options ("max-conns-per-host", 8, "max-conns", 16, "timeout", 60,
                                                 "idle-timeout", 60, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

/**
 * hkk_transport_new:
 * @config: what to talk to
 *
 * Returns: (transfer full) (nullable): %NULL when the address or the certificate is not one
 */
HkkTransport *
hkk_transport_new (const HkkPortalConfig  *config,
                   GError                **error)
{
  g_autoptr(HkkTransport) self = g_object_new (HKK_TYPE_TRANSPORT, NULL);
  g_autofree char *agent = g_strdup_printf ("%s/%s", config->program != NULL ? config->program : "meine-hkk",
                                            config->version != NULL ? config->version : "0");

  self->pins = g_strdupv ((char **) config->pins);
  self->pinned_url = g_strdup (config->pinned_url);
  if (!hkk_transport_set_endpoint (self, config->base_url, config->trust_pem, error))
    return NULL;
  soup_session_set_user_agent (self->session, agent);
  if (!config->use_proxy)
    soup_session_set_proxy_resolver (self->session, NULL);
  return g_steal_pointer (&self);
}
