/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-clock.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-transport.h"

#define MAX_ATTEMPTS 4

static const guint delays_ms[MAX_ATTEMPTS] = { 0, 150, 500, 1200 };

typedef struct
{
  HkkTransport    *transport;   /* Owned */
  HkkCall         *call;        /* Owned */
  GCancellable    *attempt;     /* Owned: of the current attempt */
  gulong           outer;       /* handler on the task's cancellable */
  SoupMessage     *message;     /* Owned (nullable) */
  HkkConnectWatch *watch;       /* Owned (nullable) */
  GInputStream    *stream;      /* Owned (nullable) */
  char            *received;    /* Owned (nullable): room for the longest body and one byte more */
  guint            attempts;
  guint64          written;     /* bytes of the body in this attempt */
  guint            deadline;    /* source */
  guint            pause;       /* source */
  gboolean         timed_out;
  gboolean         sent;        /* some attempt wrote its request */
  gboolean         lost;        /* … and its answer never came */
} Exchange;

static void start_attempt (GTask        *task);
static void fail          (GTask        *task,
                           const GError *network);

HkkCall *
hkk_call_copy (const HkkCall *call)
{
  HkkCall *copy = g_new0 (HkkCall, 1);

  *copy = *call;
  copy->method = g_strdup (call->method);
  copy->path = g_strdup (call->path);
  copy->body = call->body != NULL ? json_node_ref (call->body) : NULL; /* Not copied: it may hold a password. */
  copy->bytes = call->bytes != NULL ? g_bytes_ref (call->bytes) : NULL;
  copy->media_type = g_strdup (call->media_type);
  copy->file_name = g_strdup (call->file_name);
  copy->token = g_strdup (call->token);
  copy->key = g_strdup (call->key);
  copy->if_match = g_strdup (call->if_match);
  return copy;
}

void
hkk_call_free (HkkCall *call)
{
  g_free ((char *) call->method);
  g_free ((char *) call->path);
  g_clear_pointer (&call->body, json_node_unref);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_free ((char *) call->media_type);
  g_free ((char *) call->file_name);
  hkk_wipe ((char **) &call->token);
  g_free ((char *) call->key);
  g_free ((char *) call->if_match);
  g_free (call);
}

static void
exchange_end_attempt (Exchange *self)
{
  g_clear_pointer (&self->watch, hkk_connect_watch_free);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->received, g_free);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->attempt);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  exchange_end_attempt (self);
  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->pause, g_source_remove);
  hkk_call_free (self->call);
  g_object_unref (self->transport);
  g_free (self);
}

static void
finish (GTask     *task,
        HkkAnswer *answer,
        GError    *error)
{
  Exchange *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->deadline, g_source_remove);
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->outer)
    g_signal_handler_disconnect (g_task_get_cancellable (task), self->outer);
  self->outer = 0;
  exchange_end_attempt (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) hkk_answer_unref);
  g_object_unref (task);
}

static gboolean
changes_something (const HkkCall *call)
{
  return !g_str_equal (call->method, "GET") && !(call->flags & HKK_CALL_SAFE);
}

static gboolean
may_repeat (Exchange *self)
{
  if (self->timed_out || (self->call->flags & HKK_CALL_ONCE) || self->attempts >= MAX_ATTEMPTS)
    return FALSE;
  return !changes_something (self->call) || self->call->key != NULL;
}

static gboolean
on_pause_over (gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);

  self->pause = 0;
  if (g_task_get_cancellable (task) != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    fail (task, NULL);
  else
    start_attempt (task);
  return G_SOURCE_REMOVE;
}

static void
repeat_after (GTask *task,
              guint  ms)
{
  Exchange *self = g_task_get_task_data (task);

  exchange_end_attempt (self);
  self->pause = g_timeout_add (ms + (guint) g_random_int_range (0, 50), on_pause_over, task);
}

/* A call that changes something and got lost on the way has an unknown result, whatever broke. */
static GError *
final_error (Exchange *self,
             GError   *error)
{
  if (changes_something (self->call) && self->sent && hkk_portal_error_is_transport (error) &&
      hkk_portal_error_get_problem (error) == NULL)
    {
      g_error_free (error);
      return hkk_portal_error_new (HKK_PORTAL_ERROR_UNKNOWN_RESULT, NULL);
    }
  return error;
}

static void
fail (GTask        *task,
      const GError *network)
{
  Exchange *self = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  if (outer != NULL && g_cancellable_is_cancelled (outer))
    {
      finish (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
      return;
    }
  if (self->timed_out)
    error = hkk_portal_error_new (HKK_PORTAL_ERROR_TIMEOUT, NULL);
  else
    error = hkk_connect_watch_dup_error (self->watch, network);

  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNREACHABLE) && may_repeat (self))
    {
      self->lost = self->sent;
      repeat_after (task, delays_ms[self->attempts]);
      return;
    }
  hkk_transport_note_error (self->transport, error);
  finish (task, NULL, final_error (self, g_steal_pointer (&error)));
}

static void
fail_protocol (GTask      *task,
               const char *why)
{
  Exchange *self = g_task_get_task_data (task);
  GError *error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);

  g_debug ("%s %s: %s", self->call->method, self->call->path, why);
  hkk_transport_note_error (self->transport, error);
  finish (task, NULL, final_error (self, error));
}

static gint64
read_retry_after (SoupMessage *message)
{
  const char *header = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr(GDateTime) now = NULL;
  g_autoptr(GDateTime) then = NULL;
  guint64 seconds;

  if (header == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (header, 10, 0, G_MAXUINT32, &seconds, NULL))
    return (gint64) MIN (seconds, HKK_RETRY_AFTER_MAX);
  /* Or a date, by the server's clock. */
  then = soup_date_time_new_from_http_string (header);
  now = hkk_clock_now ();
  if (then == NULL)
    return -1;
  return CLAMP (g_date_time_difference (then, now) / G_TIME_SPAN_SECOND, 0, HKK_RETRY_AFTER_MAX);
}

GError *
hkk_transport_error_from_answer (SoupMessage *message,
                                 GBytes      *body)
{
  const char *type = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  g_autoptr(HkkProblem) problem = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (body != NULL && type != NULL &&
      (g_str_equal (type, "application/problem+json") || g_str_equal (type, "application/json")))
    node = hkk_json_parse_bytes (body, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  if (node != NULL)
    hkk_json_clean (node);
  problem = hkk_problem_new_from_answer (hkk_json_node_object (node), soup_message_get_status (message),
                                         read_retry_after (message));
  return hkk_portal_error_new_problem (problem);
}

/* Whoever answers so has let nothing through. */
static gboolean
is_clear (guint status)
{
  return status == 401 || status == 413 || status == HKK_STATUS_LOGIN_PAGE;
}

/* An answer that does not tell what became of a change. */
static gboolean
leaves_it_open (Exchange     *self,
                const GError *error,
                guint         status)
{
  /* It is still being carried out, and nobody waits for it any longer. */
  if (hkk_portal_error_is_code (error, "idempotency_in_progress"))
    return TRUE;
  /* A gateway does not know. What comes without a document was not said by the portal. */
  if (status == 502 || status == 504 ||
      (!is_clear (status) && hkk_problem_get_title (hkk_portal_error_get_problem (error)) == NULL))
    return TRUE;
  /* Said before the key was looked up, so it is about this try, not about an earlier one that got through. */
  return self->lost && (status == 401 || status == 429 || status >= 500);
}

static void
take_problem (GTask  *task,
              GBytes *body)
{
  Exchange *self = g_task_get_task_data (task);
  GError *error = hkk_transport_error_from_answer (self->message, body);
  guint status = soup_message_get_status (self->message);
  gint64 after = hkk_portal_error_retry_after (error);

  if (error->code == HKK_PORTAL_ERROR_MAINTENANCE)
    hkk_transport_note_maintenance (self->transport, after);
  /* The first try is still being carried out; its answer is what this call wants. */
  if (hkk_portal_error_is_code (error, "idempotency_in_progress") && may_repeat (self))
    {
      g_error_free (error);
      repeat_after (task, (guint) CLAMP (after, 1, 10) * 1000);
      return;
    }
  if (changes_something (self->call) && leaves_it_open (self, error, status))
    {
      g_error_free (error);
      error = hkk_portal_error_new (HKK_PORTAL_ERROR_UNKNOWN_RESULT, NULL);
    }
  finish (task, NULL, error);
}

static void
take_answer (GTask *task,
             gsize  length)
{
  Exchange *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  guint status = soup_message_get_status (self->message);
  g_autoptr(GBytes) body = g_bytes_new_take (g_steal_pointer (&self->received), length);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  const char *why = NULL;

  hkk_transport_note_answer (self->transport, self->message);
  if (status >= 400)
    {
      take_problem (task, body);
      return;
    }
  if (status < 200 || status >= 300)
    why = "a redirect or an odd status";
  else if (type == NULL || !g_str_equal (type, "application/json"))
    why = "not JSON";
  else
    node = hkk_json_parse_bytes (body, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);
  if (node != NULL)
    hkk_json_clean (node);
  if (node != NULL)
    finish (task, hkk_answer_new (status, node, soup_message_headers_get_one (headers, "ETag")), NULL);
  else
    fail_protocol (task, why != NULL ? why : error->message);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      fail (task, error);
    }
  else if (length > HKK_JSON_MAX_BYTES)
    {
      g_cancellable_cancel (self->attempt);
      fail_protocol (task, "too large");
    }
  else
    {
      take_answer (task, length);
    }
}

static gboolean
has_foreign_encoding (SoupMessage *message)
{
  const char *encoding = soup_message_headers_get_list (soup_message_get_response_headers (message),
                                                        "Content-Encoding");

  return encoding != NULL && !g_str_equal (encoding, "identity");
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean wanted = hkk_connect_watch_answered (self->watch);

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL || !wanted)
    {
      fail (task, error);
      return;
    }
  if (has_foreign_encoding (self->message))
    {
      g_cancellable_cancel (self->attempt);
      fail_protocol (task, "an encoding that was not asked for");
      return;
    }
  self->received = g_malloc (HKK_JSON_MAX_BYTES + 1);
  g_input_stream_read_all_async (self->stream, self->received, HKK_JSON_MAX_BYTES + 1, G_PRIORITY_DEFAULT,
                                 self->attempt, on_read, task);
}

static void
on_wrote_headers (SoupMessage *message,
                  gpointer     data)
{
  Exchange *self = data;

  self->sent = TRUE;
}

static void
on_wrote_body_data (SoupMessage *message,
                    guint        size,
                    gpointer     data)
{
  Exchange *self = data;

  self->written += size;
  self->call->sent (self->written, self->call->sent_data);
}

static void
start_attempt (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  self->attempts++;
  self->attempt = g_cancellable_new ();
  self->message = hkk_transport_new_message (self->transport, self->call);
  if (self->message == NULL)
    {
      fail_protocol (task, "not a path");
      return;
    }
  self->written = 0;
  g_signal_connect (self->message, "wrote-headers", G_CALLBACK (on_wrote_headers), self);
  if (self->call->sent != NULL)
    g_signal_connect (self->message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), self);
  self->watch = hkk_connect_watch_new (self->message, self->attempt, hkk_transport_get_connect_ms (self->transport));
  hkk_transport_send_async (self->transport, self->message, HKK_PRIORITY_SEND, self->attempt, on_sent, task);
}

static gboolean
on_deadline (gpointer data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);

  self->deadline = 0;
  self->timed_out = TRUE;
  if (self->watch != NULL)
    hkk_connect_watch_cancel (self->watch);
  else
    fail (task, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *cancellable,
                    gpointer      data)
{
  GTask *task = data;
  Exchange *self = g_task_get_task_data (task);

  if (self->watch != NULL)
    hkk_connect_watch_cancel (self->watch);
  else if (self->pause)
    {
      g_source_remove (self->pause);
      self->pause = g_idle_add (on_pause_over, task);
    }
}

/**
 * hkk_transport_call_async:
 * @call: what to send
 *
 * Sends one call and reads its answer, at most 1 MiB of strict JSON. Ends within the call's deadline whatever the peer
 * does. GET, calls with an idempotency key and safe ones are repeated when the connection broke.
 *
 * Finishes with %HKK_PORTAL_ERROR or %G_IO_ERROR_CANCELLED.
 */
void
hkk_transport_call_async (HkkTransport        *self,
                          const HkkCall       *call,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GTask *task;
  Exchange *exchange;

  g_return_if_fail (HKK_IS_TRANSPORT (self));
  g_return_if_fail (call->path != NULL && call->path[0] == '/');

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_transport_call_async);
  g_task_set_check_cancellable (task, FALSE);
  exchange = g_new0 (Exchange, 1);
  exchange->transport = g_object_ref (self);
  exchange->call = hkk_call_copy (call);
  g_task_set_task_data (task, exchange, exchange_free);
  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    {
      finish (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
      return;
    }
  exchange->deadline = g_timeout_add (call->deadline_ms ? call->deadline_ms : hkk_transport_get_call_ms (self),
                                      on_deadline, task);
  if (cancellable != NULL)
    exchange->outer = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_outer_cancelled), task);
  start_attempt (task);
}

/**
 * hkk_transport_call_finish:
 *
 * Returns: (transfer full) (nullable): an answer with a status of 200 to 299
 */
HkkAnswer *
hkk_transport_call_finish (HkkTransport  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
