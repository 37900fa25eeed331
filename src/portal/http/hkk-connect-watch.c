/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-transport.h"

struct _HkkConnectWatch
{
  SoupMessage  *message;     /* Owned */
  GCancellable *cancellable; /* Owned */
  gulong        handler;
  gulong        headers_handler;
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

static void
on_network_event (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            data)
{
  HkkConnectWatch *self = data;

  if (event == G_SOCKET_CLIENT_RESOLVING && !self->timer)
    self->timer = g_timeout_add (self->connect_ms, on_connect_timeout, self);
  else if (event == G_SOCKET_CLIENT_COMPLETE)
    g_clear_handle_id (&self->timer, g_source_remove);
  /* Nothing of the request was written yet. */
  else if (event == G_SOCKET_CLIENT_TLS_HANDSHAKED && G_IS_TLS_CONNECTION (connection) &&
           g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection)) != G_TLS_PROTOCOL_VERSION_TLS_1_3)
    hkk_connect_watch_stop (self, HKK_PORTAL_ERROR_TLS);
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

/* To be called when libsoup has answered. FALSE if it was cancelled in between: then the stream is to be dropped. */
gboolean
hkk_connect_watch_answered (HkkConnectWatch *self)
{
  self->in_between = FALSE;
  return !self->cancelled;
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
  self->handler = g_signal_connect (message, "network-event", G_CALLBACK (on_network_event), self);
  self->headers_handler = g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), self);
  return self;
}

GError *
hkk_connect_watch_dup_error (HkkConnectWatch *self,
                             const GError    *network)
{
  if (self != NULL && self->error != NULL)
    return g_error_copy (self->error);
  return network != NULL ? hkk_portal_error_from_network (network)
                         : hkk_portal_error_new (HKK_PORTAL_ERROR_SERVER, NULL);
}

void
hkk_connect_watch_free (HkkConnectWatch *self)
{
  g_signal_handler_disconnect (self->message, self->handler);
  g_signal_handler_disconnect (self->message, self->headers_handler);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_free (self);
}
