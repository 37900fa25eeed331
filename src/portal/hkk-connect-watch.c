/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-transport.h"

#include "hkk-portal-error-private.h"

struct _HkkConnectWatch
{
  SoupMessage  *message;     /* Owned */
  GCancellable *cancellable; /* Owned */
  gulong        handler;
  guint         connect_ms;
  guint         timer;
  GError       *error;       /* Owned (nullable) */
};

static void
stop (HkkConnectWatch *self,
      HkkPortalError   code)
{
  if (!self->error)
    self->error = hkk_portal_error_new (code, NULL);
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_connect_timeout (gpointer data)
{
  HkkConnectWatch *self = data;

  self->timer = 0;
  stop (self, HKK_PORTAL_ERROR_TIMEOUT);
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
    stop (self, HKK_PORTAL_ERROR_TLS);
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
  return self;
}

GError *
hkk_connect_watch_get_error (HkkConnectWatch *self)
{
  return self->error ? g_error_copy (self->error) : NULL;
}

void
hkk_connect_watch_free (HkkConnectWatch *self)
{
  g_signal_handler_disconnect (self->message, self->handler);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_object_unref (self->message);
  g_object_unref (self->cancellable);
  g_clear_error (&self->error);
  g_free (self);
}
