/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-network-error.h"
#include "hkk-transport.h"

struct _HkkConnectWatch
{
  SoupMessage  *message;     /* Owned */
  GCancellable *cancellable; /* Owned */
  gulong        handler;
  gulong        headers_handler;
  gulong        wrote_handler;
  gulong        certificate_handler;
  HkkWay        way;
  gboolean      wrote;       /* the request, to the portal itself */
  gboolean      in_between;  /* the headers are here, libsoup's answer is not */
  gboolean      cancelled;   /* in between */
  guint         connect_ms;
  guint         timer;
  GError       *error;       /* Owned (nullable) */
};

static gboolean
on_connect_timeout (gpointer data)
{
  HkkConnectWatch *self = data;

  self->timer = 0;
  hkk_connect_watch_stop (self, HKK_PORTAL_ERROR_TIMEOUT);
  return G_SOURCE_REMOVE;
}

/* The address that is tried is known before it is reached. */
static gboolean
leads_to_proxy (GIOStream *connection)
{
  g_autoptr(GSocketAddress) address = NULL;

  if (G_IS_SOCKET_CONNECTION (connection))
    address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  return address != NULL && G_IS_PROXY_ADDRESS (address);
}

static void
note_way (HkkConnectWatch    *self,
          GSocketClientEvent  event,
          GIOStream          *connection)
{
  if (event == G_SOCKET_CLIENT_CONNECTING)
    {
      self->way.connecting = TRUE;
      self->way.proxied = leads_to_proxy (connection);
    }
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    self->way.securing = TRUE;
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED)
    self->way.secured = TRUE;
}

/* A server that ends has connections in its queue, which break when they have just been made. They have no address
 * then, and glib-networking 2.80 begins TLS without looking: it takes NULL for an object (mended in 2.90). GLib keeps
 * the address when it is asked for it now; who has none is gone. */
static gboolean
is_gone (GIOStream *connection)
{
  g_autoptr(GSocketAddress) address = NULL;

  if (!G_IS_SOCKET_CONNECTION (connection))
    return FALSE;
  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  return address == NULL;
}

static void
on_network_event (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            data)
{
  HkkConnectWatch *self = data;

  note_way (self, event, connection);
  if (event == G_SOCKET_CLIENT_RESOLVING && !self->timer)
    self->timer = g_timeout_add (self->connect_ms, on_connect_timeout, self);
  else if (event == G_SOCKET_CLIENT_COMPLETE)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (event == G_SOCKET_CLIENT_CONNECTED && is_gone (connection))
    hkk_connect_watch_stop (self, HKK_PORTAL_ERROR_UNREACHABLE);
  /* Nothing of the request was written yet. */
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection) &&
           g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) != G_TLS_PROTOCOL_VERSION_TLS_1_3)
    hkk_connect_watch_stop (self, HKK_PORTAL_ERROR_TLS);
}

static gboolean
on_accept_certificate (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  wrong,
                       gpointer              data)
{
  HkkConnectWatch *self = data;

  self->way.wrong = wrong;
  g_set_object (&self->way.certificate, certificate);
  return FALSE;
}

static void
on_wrote_headers (SoupMessage *message,
                  gpointer     data)
{
  HkkConnectWatch *self = data;

  self->wrote = TRUE;
  /* It may be a connection that was there already. */
  self->way.connecting = self->way.securing = self->way.secured = TRUE;
}

static void
on_got_headers (SoupMessage *message,
                gpointer     data)
{
  HkkConnectWatch *self = data;

  self->in_between = TRUE;
}

/* Cancels the sending. libsoup 3.6.5 finishes a message twice, and frees it under itself, when it is cancelled after
 * the headers came and before its answer is fetched; that moment is short, so the cancel waits for its end. */
void
hkk_connect_watch_cancel (HkkConnectWatch *self)
{
  if (self->in_between)
    self->cancelled = TRUE;
  else
    g_cancellable_cancel (self->cancellable);
}

/* Cancels the sending, and says why. */
void
hkk_connect_watch_stop (HkkConnectWatch *self,
                        HkkPortalError   why)
{
  if (self->error == NULL)
    self->error = hkk_portal_error_new (why, NULL);
  hkk_connect_watch_cancel (self);
}

/* To be called when libsoup has answered. FALSE if it was cancelled in between, or if the answer is a proxy's, which
 * libsoup passes off as the portal's: then the stream is to be dropped. */
gboolean
hkk_connect_watch_answered (HkkConnectWatch *self)
{
  self->in_between = FALSE;
  if (!self->wrote)
    self->way.status = soup_message_get_status (self->message);
  return !self->cancelled && self->way.status == 0;
}

HkkConnectWatch *
hkk_connect_watch_new (SoupMessage  *message,
                       GCancellable *cancellable,
                       guint         connect_ms)
{
  HkkConnectWatch *self = g_new0 (HkkConnectWatch, 1);

  self->message = g_object_ref (message);
  self->cancellable = g_object_ref (cancellable);
  self->connect_ms = connect_ms;
  self->way.host = g_uri_get_host (soup_message_get_uri (message));
  self->handler = g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self);
  self->wrote_handler = g_signal_connect (message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  self->certificate_handler = g_signal_connect (message, "accept-certificate", G_CALLBACK (on_accept_certificate),
                                                self);
  self->headers_handler = g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), self);
  return self;
}

GError *
hkk_connect_watch_dup_error (HkkConnectWatch *self,
                             const GError    *network)
{
  const HkkWay unknown = { .connecting = TRUE };
  g_autoptr(GError) late = NULL;

  if (self == NULL || self->error == NULL)
    return hkk_network_error_new (network, self != NULL ? &self->way : &unknown);
  if (self->way.secured || !g_error_matches (self->error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TIMEOUT))
    return g_error_copy (self->error);
  late = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no connection in time");
  self->way.late = TRUE;
  return hkk_network_error_new (late, &self->way);
}

void
hkk_connect_watch_free (HkkConnectWatch *self)
{
  g_signal_handler_disconnect (self->message, self->handler);
  g_signal_handler_disconnect (self->message, self->headers_handler);
  g_signal_handler_disconnect (self->message, self->wrote_handler);
  g_signal_handler_disconnect (self->message, self->certificate_handler);
  g_clear_object (&self->way.certificate);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_free (self);
}
