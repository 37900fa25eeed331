/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate.h"

#include "clock.h"
#include "framing.h"

/* A head that has begun, or the first one of a connection. */
#define HEAD_TIME   (10 * G_USEC_PER_SEC)
/* A kept connection between two requests: longer than clients keep theirs, so that they are the ones who close it. */
#define KEPT_TIME   (75 * G_USEC_PER_SEC)
/* A body that stalls. */
#define BODY_TIME   (30 * G_USEC_PER_SEC)
/* After a refusal what still comes is thrown away for a while: a reset would take the answer from the peer. */
#define LINGER_TIME (2 * G_USEC_PER_SEC)
#define LINGER_MAX  ((gsize) 2 * 1024 * 1024)
#define BLOCK       16384

#define HKK_TYPE_MOCK_GATE_INPUT (hkk_mock_gate_input_get_type ())
G_DECLARE_FINAL_TYPE (HkkMockGateInput, hkk_mock_gate_input, HKK, MOCK_GATE_INPUT, GInputStream)

struct _HkkMockGateInput
{
  GInputStream parent_instance;

  HkkMockGate *gate; /* Borrowed: owns this */
};

struct _HkkMockGate
{
  GIOStream parent_instance;

  GIOStream        *tls;
  GSocket          *socket;
  HkkMockGateInput *input;
  HkkMockFraming   *framing;
  HkkMockRefusal    refusal;
  gpointer          data;
  GSource          *deadline;
  gboolean          used;     /* a request has come through */
  gboolean          waiting;  /* libsoup reads, and nothing is there */
  gboolean          refused;
  gsize             lingered; /* bytes since then */
};

static gboolean
dispatch_deadline (GSource     *source,
                   GSourceFunc  func,
                   gpointer     data)
{
  g_source_set_ready_time (source, -1);
  return func (data);
}

static GSourceFuncs deadline_funcs = { NULL, NULL, dispatch_deadline, NULL, NULL, NULL };

static gboolean
on_deadline (gpointer data)
{
  hkk_mock_gate_shut (data);
  return G_SOURCE_CONTINUE;
}

static void
rest (HkkMockGate *self)
{
  self->waiting = FALSE;
  g_source_set_ready_time (self->deadline, -1);
}

/* Once per wait: bytes that drip do not make a head's time longer. */
static void
wait_for (HkkMockGate *self,
          gint64       time)
{
  gint64 ready = g_get_monotonic_time () + time;
  gint64 before = g_source_get_ready_time (self->deadline);

  self->waiting = TRUE;
  if (before < 0 || ready < before)
    g_source_set_ready_time (self->deadline, ready);
}

static void
wait_for_peer (HkkMockGate *self)
{
  switch (hkk_mock_framing_state (self->framing))
    {
    case HKK_MOCK_FRAMING_START:
      wait_for (self, self->used ? KEPT_TIME : HEAD_TIME);
      break;
    case HKK_MOCK_FRAMING_HEAD:
      wait_for (self, HEAD_TIME);
      break;
    case HKK_MOCK_FRAMING_BODY:
    default:
      wait_for (self, BODY_TIME);
      break;
    }
}

/* What libsoup wrote before is on its way: it reads a request only when the last answer is written. */
static void
refuse (HkkMockGate *self)
{
  g_autoptr(GBytes) answer = self->refusal (hkk_mock_framing_problem (self->framing),
                                            hkk_mock_framing_language (self->framing), self->data);
  GPollableOutputStream *out = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->tls));
  gsize size;
  const guint8 *bytes = g_bytes_get_data (answer, &size);
  gssize written = 0;

  self->refused = TRUE;
  for (gsize at = 0; at < size && written >= 0; at += (gsize) MAX (written, 0))
    written = g_pollable_output_stream_write_nonblocking (out, bytes + at, size - at, NULL, NULL);
  if (written > 0)
    g_output_stream_close (G_OUTPUT_STREAM (out), NULL, NULL);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  wait_for (self, LINGER_TIME);
}

static gssize
end_of_stream (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The connection has ended");
  return -1;
}

/* Reads from below. Whether something came, or ERROR. */
static gboolean
fill (HkkMockGate  *self,
      gboolean      blocking,
      GCancellable *cancellable,
      gssize       *length,
      GError      **error)
{
  guint8 block[BLOCK];

  *length = g_pollable_stream_read (g_io_stream_get_input_stream (self->tls), block, sizeof block, blocking,
                                    cancellable, error);
  if (*length <= 0)
    return FALSE;
  if (self->refused)
    self->lingered += (gsize) *length;
  else
    hkk_mock_framing_push (self->framing, block, (gsize) *length);
  return TRUE;
}

static gssize
read_gate (HkkMockGate   *self,
           guint8        *buffer,
           gsize          size,
           gboolean       blocking,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GError) failure = NULL;
  gsize taken = 0;
  gssize length = 1;

  while (taken == 0 && length > 0)
    {
      if (!self->refused)
        taken = hkk_mock_framing_take (self->framing, buffer, size);
      if (!self->refused && hkk_mock_framing_problem (self->framing) != NULL)
        refuse (self);
      if (self->lingered > LINGER_MAX)
        return end_of_stream (error);
      if (taken == 0)
        fill (self, blocking, cancellable, &length, &failure);
    }
  if (taken > 0)
    {
      self->used = TRUE;
      rest (self);
      return (gssize) taken;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) && !self->refused)
    wait_for_peer (self);
  if (failure == NULL)
    return end_of_stream (error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

static gssize
hkk_mock_gate_input_read (GInputStream  *stream,
                          void          *buffer,
                          gsize          size,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return read_gate (HKK_MOCK_GATE_INPUT (stream)->gate, buffer, size, TRUE, cancellable, error);
}

static gssize
hkk_mock_gate_input_read_nonblocking (GPollableInputStream  *stream,
                                      void                  *buffer,
                                      gsize                  size,
                                      GError               **error)
{
  return read_gate (HKK_MOCK_GATE_INPUT (stream)->gate, buffer, size, FALSE, NULL, error);
}

static gboolean
hkk_mock_gate_input_is_readable (GPollableInputStream *stream)
{
  HkkMockGate *gate = HKK_MOCK_GATE_INPUT (stream)->gate;

  return hkk_mock_framing_pending (gate->framing) ||
         g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (gate->tls)));
}

static GSource *
hkk_mock_gate_input_create_source (GPollableInputStream *stream,
                                   GCancellable         *cancellable)
{
  HkkMockGate *gate = HKK_MOCK_GATE_INPUT (stream)->gate;
  GInputStream *below = g_io_stream_get_input_stream (gate->tls);
  g_autoptr(GSource) child = NULL;

  if (hkk_mock_framing_pending (gate->framing) && !gate->refused)
    child = g_timeout_source_new (0);
  else
    {
      child = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (below), cancellable);
      if (!gate->waiting)
        wait_for_peer (gate);
    }
  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = hkk_mock_gate_input_is_readable;
  iface->create_source = hkk_mock_gate_input_create_source;
  iface->read_nonblocking = hkk_mock_gate_input_read_nonblocking;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkMockGateInput, hkk_mock_gate_input, G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, pollable_init))

static void
hkk_mock_gate_input_class_init (HkkMockGateInputClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = hkk_mock_gate_input_read;
}

static void
hkk_mock_gate_input_init (HkkMockGateInput *self)
{
}

G_DEFINE_FINAL_TYPE (HkkMockGate, hkk_mock_gate, G_TYPE_IO_STREAM)

static GInputStream *
hkk_mock_gate_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (HKK_MOCK_GATE (stream)->input);
}

static GOutputStream *
hkk_mock_gate_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (HKK_MOCK_GATE (stream)->tls);
}

static gboolean
hkk_mock_gate_close (GIOStream     *stream,
                     GCancellable  *cancellable,
                     GError       **error)
{
  HkkMockGate *self = HKK_MOCK_GATE (stream);

  g_source_destroy (self->deadline);
  return g_io_stream_close (self->tls, cancellable, error);
}

static void
hkk_mock_gate_finalize (GObject *object)
{
  HkkMockGate *self = HKK_MOCK_GATE (object);

  g_source_destroy (self->deadline);
  g_source_unref (self->deadline);
  g_clear_pointer (&self->framing, hkk_mock_framing_free);
  g_clear_object (&self->input);
  g_clear_object (&self->tls);
  g_clear_object (&self->socket);
  G_OBJECT_CLASS (hkk_mock_gate_parent_class)->finalize (object);
}

static void
hkk_mock_gate_class_init (HkkMockGateClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_mock_gate_finalize;
  stream_class->get_input_stream = hkk_mock_gate_get_input_stream;
  stream_class->get_output_stream = hkk_mock_gate_get_output_stream;
  stream_class->close_fn = hkk_mock_gate_close;
}

static void
hkk_mock_gate_init (HkkMockGate *self)
{
  self->framing = hkk_mock_framing_new ();
  self->input = g_object_new (HKK_TYPE_MOCK_GATE_INPUT, NULL);
  self->input->gate = self;
}

/**
 * hkk_mock_gate_new:
 * @tls: a connection after its handshake
 * @socket: below it
 * @refusal: makes the answer to what is refused
 * @data: for @refusal
 *
 * Returns: (transfer full): the stream for libsoup, to be used with the thread's default main context
 */
HkkMockGate *
hkk_mock_gate_new (GIOStream      *tls,
                   GSocket        *socket,
                   HkkMockRefusal  refusal,
                   gpointer        data)
{
  HkkMockGate *self = g_object_new (HKK_TYPE_MOCK_GATE, NULL);

  self->tls = g_object_ref (tls);
  self->socket = g_object_ref (socket);
  self->refusal = refusal;
  self->data = data;
  self->deadline = g_source_new (&deadline_funcs, sizeof (GSource));
  g_source_set_callback (self->deadline, on_deadline, self, NULL);
  g_source_set_priority (self->deadline, G_PRIORITY_DEFAULT_IDLE); /* what has come is read first */
  g_source_attach (self->deadline, g_main_context_get_thread_default ());
  return self;
}

/* hkk_mock_gate_socket: (transfer none): the socket. */
GSocket *
hkk_mock_gate_socket (HkkMockGate *self)
{
  return self->socket;
}

/* hkk_mock_gate_is_silent: whether it waits for its peer. */
gboolean
hkk_mock_gate_is_silent (HkkMockGate *self)
{
  return self->waiting;
}

/* hkk_mock_gate_rest: ends all waiting. */
void
hkk_mock_gate_rest (HkkMockGate *self)
{
  rest (self);
}

/* hkk_mock_gate_shut: whoever reads from it sees the end. */
void
hkk_mock_gate_shut (HkkMockGate *self)
{
  rest (self);
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
}
