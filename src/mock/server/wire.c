/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-private.h"

#include <glib-unix.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

typedef struct
{
  SoupServerMessage *message; /* Owned */
  GIOStream         *stream;  /* Owned (nullable): after the steal */
  GSocket           *socket;  /* Owned (nullable): below TLS */
  GBytes            *bytes;   /* Owned (nullable) */
  gsize              written;
  guint              interval;
  gboolean           reset;
} Cut;

static void
cut_free (gpointer data)
{
  Cut *cut = data;

  g_clear_object (&cut->message);
  g_clear_object (&cut->stream);
  g_clear_object (&cut->socket);
  g_clear_pointer (&cut->bytes, g_bytes_unref);
  g_free (cut);
}

static void
close_stream (Cut *cut)
{
  struct linger linger = { 1, 0 };

  if (!cut->reset || cut->socket == NULL)
    {
      g_io_stream_close (cut->stream, NULL, NULL);
      return;
    }
  setsockopt (g_socket_get_fd (cut->socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (cut->socket, NULL);
}

static gboolean
attach_source (GSource     *source,
               GSourceFunc  func,
               Cut         *cut)
{
  g_source_set_callback (source, func, cut, cut_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_source_unref (source);
  return G_SOURCE_REMOVE;
}

static gboolean
trickle (gpointer data)
{
  Cut *cut = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (cut->bytes, &size);

  if (cut->written < size &&
      g_output_stream_write (g_io_stream_get_output_stream (cut->stream), bytes + cut->written, 1, NULL, NULL) == 1)
    {
      cut->written++;
      return G_SOURCE_CONTINUE;
    }
  close_stream (cut);
  return G_SOURCE_REMOVE;
}

static void
steal (Cut *cut)
{
  cut->stream = soup_server_message_steal_connection (cut->message);
  g_clear_object (&cut->message);
}

static gboolean
cut_now (gpointer data)
{
  Cut *cut = data;

  steal (cut);
  if (cut->stream == NULL)
    return G_SOURCE_REMOVE;
  if (cut->bytes != NULL)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (cut->bytes, &size);

      g_output_stream_write_all (g_io_stream_get_output_stream (cut->stream), bytes, size, NULL, NULL, NULL);
    }
  close_stream (cut);
  return G_SOURCE_REMOVE;
}

static gboolean
start_trickle (gpointer data)
{
  Cut *cut = data;
  Cut *next;

  steal (cut);
  if (cut->stream == NULL)
    return G_SOURCE_REMOVE;
  next = g_new0 (Cut, 1);
  next->stream = g_steal_pointer (&cut->stream);
  next->socket = g_steal_pointer (&cut->socket);
  next->bytes = g_steal_pointer (&cut->bytes);
  return attach_source (g_timeout_source_new (cut->interval), trickle, next);
}

static Cut *
cut_new (HkkMockCall *call,
         GBytes      *bytes)
{
  Cut *cut = g_new0 (Cut, 1);
  HkkMockGate *gate = hkk_mock_door_find (call->server->door, call->message);

  if (gate != NULL)
    {
      hkk_mock_gate_rest (gate);
      cut->socket = g_object_ref (hkk_mock_gate_socket (gate));
    }
  cut->message = g_object_ref (call->message);
  cut->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return cut;
}

/**
 * hkk_mock_wire_cut:
 * @call: a call whose message is paused or about to be
 * @bytes: (nullable): what to write before
 * @reset: whether the peer sees a reset instead of an orderly end
 *
 * libsoup is in the middle of this message, so its connection is taken from an idle source.
 */
void
hkk_mock_wire_cut (HkkMockCall *call,
                   GBytes      *bytes,
                   gboolean     reset)
{
  Cut *cut = cut_new (call, bytes);

  cut->reset = reset;
  attach_source (g_idle_source_new (), cut_now, cut);
}

/**
 * hkk_mock_wire_trickle:
 * @call: a call whose message is paused
 * @bytes: what to write
 * @milliseconds: between two bytes
 */
void
hkk_mock_wire_trickle (HkkMockCall *call,
                       GBytes      *bytes,
                       guint        milliseconds)
{
  Cut *cut = cut_new (call, bytes);

  cut->interval = milliseconds;
  attach_source (g_idle_source_new (), start_trickle, cut);
}

static gboolean
peer_closed (int          fd,
             GIOCondition condition,
             gpointer     data)
{
  return G_SOURCE_REMOVE;
}

static gboolean
start_hold (gpointer data)
{
  Cut *cut = data;
  Cut *next = g_new0 (Cut, 1);
  GSource *source;

  steal (cut);
  next->stream = g_steal_pointer (&cut->stream);
  next->socket = g_steal_pointer (&cut->socket);
  if (next->stream == NULL || next->socket == NULL)
    {
      cut_free (next);
      return G_SOURCE_REMOVE;
    }
  g_output_stream_write_all (g_io_stream_get_output_stream (next->stream), g_bytes_get_data (cut->bytes, NULL),
                             g_bytes_get_size (cut->bytes), NULL, NULL, NULL);
  source = g_unix_fd_source_new (g_socket_get_fd (next->socket), G_IO_HUP | G_IO_ERR | (GIOCondition) POLLRDHUP);
  return attach_source (source, G_SOURCE_FUNC (peer_closed), next);
}

/**
 * hkk_mock_wire_hold:
 * @call: a call whose message is paused
 * @bytes: what to write before the silence
 */
void
hkk_mock_wire_hold (HkkMockCall *call,
                    GBytes      *bytes)
{
  attach_source (g_idle_source_new (), start_hold, cut_new (call, bytes));
}

static void
append_header (const char *name,
               const char *value,
               gpointer    data)
{
  g_autofree char *line = g_strdup_printf ("%s: %s\r\n", name, value);

  g_byte_array_append (data, (const guint8 *) line, (guint) strlen (line));
}

/**
 * hkk_mock_wire_answer:
 * @status: the HTTP status
 * @headers: changed
 * @body: the body
 * @status_line: (out) (optional): where the status line ends
 * @head: (out) (optional): where the body starts
 *
 * Returns: (transfer full): the answer as bytes of HTTP/1.1
 */
GByteArray *
hkk_mock_wire_answer (guint               status,
                      SoupMessageHeaders *headers,
                      GBytes             *body,
                      gsize              *status_line,
                      gsize              *head)
{
  GByteArray *out = g_byte_array_new ();
  g_autofree char *line = g_strdup_printf ("HTTP/1.1 %u %s\r\n", status, soup_status_get_phrase (status));
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (body));

  soup_message_headers_replace (headers, "Content-Length", length);
  g_byte_array_append (out, (const guint8 *) line, (guint) strlen (line));
  if (status_line != NULL)
    *status_line = out->len;
  soup_message_headers_foreach (headers, append_header, out);
  g_byte_array_append (out, (const guint8 *) "\r\n", 2);
  if (head != NULL)
    *head = out->len;
  g_byte_array_append (out, g_bytes_get_data (body, NULL), (guint) g_bytes_get_size (body));
  return out;
}

/**
 * hkk_mock_wire_response:
 * @message: a message with an answer
 * @status_line: (out): where the status line ends
 * @head: (out): where the body starts
 *
 * Returns: (transfer full): the answer as bytes of HTTP/1.1
 */
GByteArray *
hkk_mock_wire_response (SoupServerMessage *message,
                        gsize             *status_line,
                        gsize             *head)
{
  g_autoptr(GBytes) body = soup_message_body_flatten (soup_server_message_get_response_body (message));

  return hkk_mock_wire_answer (soup_server_message_get_status (message),
                               soup_server_message_get_response_headers (message), body, status_line, head);
}

typedef struct
{
  GSourceFunc func;
  gpointer    data;
} Watch;

static gboolean
peer_gone (int          fd,
           GIOCondition condition,
           gpointer     data)
{
  Watch *watch = data;

  watch->func (watch->data);
  return G_SOURCE_REMOVE;
}

/**
 * hkk_mock_wire_watch:
 * @call: a paused call
 * @func: called once when the peer has gone
 * @data: for @func
 *
 * SoupServer reads nothing from a paused message's connection and so never notices.
 *
 * Returns: (transfer full) (nullable): the attached source; %NULL if there is no socket any more
 */
GSource *
hkk_mock_wire_watch (HkkMockCall *call,
                     GSourceFunc  func,
                     gpointer     data)
{
  HkkMockGate *gate = hkk_mock_door_find (call->server->door, call->message);
  Watch *watch;
  GSource *source;

  if (gate == NULL)
    return NULL;
  watch = g_new0 (Watch, 1);
  watch->func = func;
  watch->data = data;
  /* POLLHUP alone comes when both directions are shut; a client that closes shuts one. */
  source = g_unix_fd_source_new (g_socket_get_fd (hkk_mock_gate_socket (gate)),
                                 G_IO_HUP | G_IO_ERR | (GIOCondition) POLLRDHUP);
  g_source_set_callback (source, G_SOURCE_FUNC (peer_gone), watch, g_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}
