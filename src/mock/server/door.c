/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door.h"

#include <errno.h>
#include <gio/gnetworking.h>
#include <sys/socket.h>

#define BACKLOG         128
#define CONNECTIONS_MAX 320
/* A handshake takes a thread from the client's first message on, which is waited for without one. */
#define HANDSHAKES_MAX  64
#define HELLO_SECONDS   10
#define HANDSHAKE_GRACE G_USEC_PER_SEC /* after that a handshake gives way to a new one when all threads are taken */
/* RFC 8446, 5.1: type, version, length; then the content. */
#define RECORD_HEADER   5
#define RECORD_MAX      (RECORD_HEADER + (1 << 14) + 256)
#define HANDSHAKE_TYPE  22

/* A connection before and during its handshake. */
typedef struct
{
  gatomicrefcount refs;
  HkkMockDoor    *door;        /* Borrowed (nullable): NULL once it is out of the door's hands */
  GMainContext   *context;
  GIOStream      *connection;
  GSocket        *socket;
  GIOStream      *tls;         /* (nullable): from the handshake on */
  GCancellable   *cancellable;
  GSource        *hello;       /* (nullable): while the first message is waited for */
  GSource        *deadline;
  gint64          started;     /* the handshake; monotonic, 0 before */
  gboolean        shaken;
} Arrival;

struct _HkkMockDoor
{
  SoupServer      *soup;       /* Borrowed */
  GTlsCertificate *certificate;
  GSocketService  *service;
  guint16          port;
  HkkMockRefusal   refusal;
  gpointer         data;       /* for refusal */
  GPtrArray       *arrivals;   /* the oldest first */
  GPtrArray       *gates;      /* HkkMockGate, borrowed while they live, the oldest first */
  GPtrArray       *peers;      /* GSocketAddress of each gate, as libsoup has it */
  GThreadPool     *pool;
  GSocket         *pretext[2]; /* a pair that leads nowhere: libsoup keeps connections only while it listens too */
};

static void
end_source (GSource **source)
{
  if (*source != NULL)
    {
      g_source_destroy (*source);
      g_clear_pointer (source, g_source_unref);
    }
}

static void
arrival_unref (gpointer data)
{
  Arrival *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->tls);
  g_clear_object (&self->connection);
  g_clear_object (&self->socket);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_free (self);
}

static Arrival *
arrival_ref (Arrival *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/* Out of the door's hands. A handshake that runs ends by itself, soon. */
static void
let_go (Arrival *self)
{
  HkkMockDoor *door = self->door;

  self->door = NULL;
  end_source (&self->hello);
  end_source (&self->deadline);
  g_cancellable_cancel (self->cancellable);
  if (door != NULL)
    g_ptr_array_remove (door->arrivals, self);
}

static void
on_gate_gone (gpointer  data,
              GObject  *gate)
{
  HkkMockDoor *self = data;
  guint index;

  if (g_ptr_array_find (self->gates, gate, &index))
    {
      g_ptr_array_remove_index (self->gates, index);
      g_ptr_array_remove_index (self->peers, index);
    }
}

static void
let_in (HkkMockDoor *self,
        Arrival     *arrival)
{
  g_autoptr(HkkMockGate) gate = NULL;
  g_autoptr(GSocketAddress) local = g_socket_get_local_address (arrival->socket, NULL);
  g_autoptr(GSocketAddress) remote = g_socket_get_remote_address (arrival->socket, NULL);

  if (local == NULL || remote == NULL)
    return;
  gate = hkk_mock_gate_new (arrival->tls, arrival->socket, self->refusal, self->data);
  g_ptr_array_add (self->gates, gate);
  g_ptr_array_add (self->peers, g_object_ref (remote));
  g_object_weak_ref (G_OBJECT (gate), on_gate_gone, self);
  soup_server_accept_iostream (self->soup, G_IO_STREAM (gate), local, remote, NULL);
}

static gboolean
on_shaken (gpointer data)
{
  Arrival *arrival = data;
  HkkMockDoor *self = arrival->door;

  if (self != NULL)
    {
      arrival_ref (arrival);
      if (arrival->shaken && !g_cancellable_is_cancelled (arrival->cancellable))
        let_in (self, arrival);
      let_go (arrival);
      arrival_unref (arrival);
    }
  return G_SOURCE_REMOVE;
}

/* In a thread of the pool. */
static void
shake_hands (gpointer data,
             gpointer pool)
{
  Arrival *arrival = data;
  g_autoptr(GSource) done = g_idle_source_new ();

  arrival->shaken = g_tls_connection_handshake (G_TLS_CONNECTION (arrival->tls), arrival->cancellable, NULL);
  g_source_set_priority (done, G_PRIORITY_DEFAULT);
  g_source_set_callback (done, on_shaken, arrival, arrival_unref);
  g_source_attach (done, arrival->context);
}

static void
make_room_for_handshake (HkkMockDoor *self)
{
  Arrival *oldest = NULL;
  guint running = 0;

  for (guint i = 0; i < self->arrivals->len; i++)
    {
      Arrival *arrival = self->arrivals->pdata[i];

      running += arrival->started > 0 ? 1 : 0;
      if (arrival->started > 0 && (oldest == NULL || arrival->started < oldest->started))
        oldest = arrival;
    }
  if (running >= HANDSHAKES_MAX && g_get_monotonic_time () - oldest->started > HANDSHAKE_GRACE)
    let_go (oldest);
}

static void
begin_handshake (HkkMockDoor *self,
                 Arrival     *arrival)
{
  static const char * const protocols[] = { "http/1.1", NULL };

  arrival->tls = g_tls_server_connection_new (arrival->connection, self->certificate, NULL);
  if (arrival->tls == NULL)
    {
      let_go (arrival);
      return;
    }
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (arrival->tls), FALSE);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (arrival->tls), protocols);
  make_room_for_handshake (self);
  arrival->started = g_get_monotonic_time ();
  g_thread_pool_push (self->pool, arrival_ref (arrival), NULL);
}

static void
wake_at (Arrival *arrival,
         int      bytes)
{
  setsockopt (g_socket_get_fd (arrival->socket), SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

/* The client's first message is looked at where it lies. Until it is whole nobody waits for it. */
static gboolean
on_hello (GSocket      *socket,
          GIOCondition  condition,
          gpointer      data)
{
  Arrival *arrival = data;
  guint8 record[RECORD_MAX];
  gssize length = recv (g_socket_get_fd (socket), record, sizeof record, MSG_PEEK | MSG_DONTWAIT);
  gsize wanted = length >= RECORD_HEADER ? RECORD_HEADER + ((gsize) record[3] << 8 | record[4]) : RECORD_HEADER;

  if (length < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  if (length < RECORD_HEADER || record[0] != HANDSHAKE_TYPE || wanted > RECORD_MAX ||
      ((gsize) length < wanted && condition & (G_IO_HUP | G_IO_ERR)))
    {
      let_go (arrival);
      return G_SOURCE_REMOVE;
    }
  if ((gsize) length < wanted)
    {
      wake_at (arrival, (int) wanted);
      return G_SOURCE_CONTINUE;
    }
  wake_at (arrival, 1);
  end_source (&arrival->hello);
  begin_handshake (arrival->door, arrival);
  return G_SOURCE_REMOVE;
}

static gboolean
on_deadline (gpointer data)
{
  let_go (data);
  return G_SOURCE_REMOVE;
}

/* Whether one more connection may come: the door is not full, or somebody who says nothing has gone. */
static gboolean
make_room (HkkMockDoor *self)
{
  if (self->arrivals->len + self->gates->len < CONNECTIONS_MAX)
    return TRUE;
  if (self->arrivals->len > 0)
    {
      let_go (self->arrivals->pdata[0]);
      return TRUE;
    }
  for (guint i = 0; i < self->gates->len; i++)
    if (hkk_mock_gate_is_silent (self->gates->pdata[i]))
      {
        hkk_mock_gate_shut (self->gates->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

static gboolean
on_incoming (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  HkkMockDoor *self = data;
  Arrival *arrival;

  if (!make_room (self))
    return TRUE;
  arrival = g_new0 (Arrival, 1);
  g_atomic_ref_count_init (&arrival->refs);
  arrival->door = self;
  arrival->context = g_main_context_ref (g_main_context_get_thread_default ());
  arrival->connection = G_IO_STREAM (g_object_ref (connection));
  arrival->socket = g_object_ref (g_socket_connection_get_socket (connection));
  arrival->cancellable = g_cancellable_new ();
  g_ptr_array_add (self->arrivals, arrival);
  g_socket_set_option (arrival->socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  wake_at (arrival, RECORD_HEADER);
  arrival->hello = g_socket_create_source (arrival->socket, G_IO_IN, NULL);
  g_source_set_callback (arrival->hello, G_SOURCE_FUNC (on_hello), arrival, NULL);
  g_source_attach (arrival->hello, arrival->context);
  arrival->deadline = g_timeout_source_new_seconds (HELLO_SECONDS);
  g_source_set_callback (arrival->deadline, on_deadline, arrival, NULL);
  g_source_set_priority (arrival->deadline, G_PRIORITY_DEFAULT_IDLE); /* what has come is looked at first */
  g_source_attach (arrival->deadline, arrival->context);
  return TRUE;
}

static gboolean
give_pretext (HkkMockDoor  *self,
              GError      **error)
{
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No pair of sockets");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    self->pretext[i] = g_socket_new_from_fd (fds[i], NULL);
  return soup_server_listen_socket (self->soup, self->pretext[0], 0, error);
}

/**
 * hkk_mock_door_open:
 * @soup: who serves what has passed
 * @certificate: with its private key
 * @address: where to listen
 * @refusal: makes the answer to what is refused
 * @data: for @refusal
 * @error: return location
 *
 * Listens from now on, on the thread whose default main context it is called in.
 *
 * Returns: (transfer full) (nullable): the door
 */
HkkMockDoor *
hkk_mock_door_open (SoupServer       *soup,
                    GTlsCertificate  *certificate,
                    GSocketAddress   *address,
                    HkkMockRefusal    refusal,
                    gpointer          data,
                    GError          **error)
{
  g_autoptr(HkkMockDoor) self = g_new0 (HkkMockDoor, 1);
  g_autoptr(GSocketAddress) effective = NULL;

  self->soup = soup;
  self->certificate = g_object_ref (certificate);
  self->refusal = refusal;
  self->data = data;
  self->arrivals = g_ptr_array_new_with_free_func (arrival_unref);
  self->gates = g_ptr_array_new ();
  self->peers = g_ptr_array_new_with_free_func (g_object_unref);
  self->pool = g_thread_pool_new (shake_hands, NULL, HANDSHAKES_MAX, FALSE, NULL);
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error) ||
      !give_pretext (self, error))
    return NULL;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  return g_steal_pointer (&self);
}

/* hkk_mock_door_port: where it listens. */
guint16
hkk_mock_door_port (HkkMockDoor *self)
{
  return self->port;
}

/**
 * hkk_mock_door_find:
 * @message: a message of the server
 *
 * Returns: (transfer none) (nullable): the connection that it comes over; %NULL if that has gone
 */
HkkMockGate *
hkk_mock_door_find (HkkMockDoor       *self,
                    SoupServerMessage *message)
{
  guint index;

  if (!g_ptr_array_find (self->peers, soup_server_message_get_remote_address (message), &index))
    return NULL;
  return self->gates->pdata[index];
}

/**
 * hkk_mock_door_close:
 * @self: (transfer full): a door
 *
 * Takes no more connections, and gives up those that are not through.
 */
void
hkk_mock_door_close (HkkMockDoor *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  while (self->arrivals->len > 0)
    let_go (self->arrivals->pdata[self->arrivals->len - 1]);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  for (guint i = 0; i < self->gates->len; i++)
    g_object_weak_unref (self->gates->pdata[i], on_gate_gone, self);
  g_ptr_array_unref (self->arrivals);
  g_ptr_array_unref (self->gates);
  g_ptr_array_unref (self->peers);
  g_clear_object (&self->pretext[0]);
  g_clear_object (&self->pretext[1]);
  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
  g_free (self);
}
