/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-feed.h"

#include "hkk-back-off.h"
#include "hkk-json.h"

#define WAIT_S 25
#define DEADLINE_MS 32000
#define NO_CURSOR -1

struct _HkkFeed
{
  GObject       parent_instance;

  HkkSession   *session;   /* Owned */
  char         *path;
  gint64        cursor;
  gboolean      running;
  GCancellable *poll;      /* Owned (nullable): of the poll that is under way */
  guint         pause;     /* source */
  guint         failures;
  gint64        asked_at;  /* monotonic */
};

enum
{
  SIGNAL_EVENT,
  SIGNAL_RELOAD,
  SIGNAL_ANSWERED,
  SIGNAL_INTERRUPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkFeed, hkk_feed, G_TYPE_OBJECT)

static void ask (HkkFeed *self);

static gboolean
on_pause_over (gpointer data)
{
  HkkFeed *self = data;

  self->pause = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
ask_after (HkkFeed *self,
           guint    ms)
{
  /* A handler may have asked already. */
  if (!self->running || self->poll != NULL)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (ms, on_pause_over, self);
}

static void
emit_events (HkkFeed   *self,
             JsonArray *events,
             gint64     known)
{
  guint length = hkk_json_array_length (events);

  for (guint i = 0; i < length && self->running; i++)
    {
      JsonObject *event = hkk_json_array_object (events, i);
      const char *type = event != NULL ? hkk_json_get_string (event, "type") : NULL;
      const char *id = event != NULL ? hkk_json_get_string (event, "id") : NULL;
      const char *status = event != NULL ? hkk_json_get_string (event, "status") : NULL;
      JsonObject *approval = event != NULL ? hkk_json_get_object (event, "approval") : NULL;

      if (type == NULL || hkk_json_get_int (event, "seq", G_MAXINT64) <= known)
        continue;
      g_signal_emit (self, signals[SIGNAL_EVENT], 0, type, id != NULL ? id : "", status != NULL ? status : "",
                     approval);
    }
}

static void
take_error (HkkFeed *self,
            GError  *error)
{
  if (hkk_portal_error_is_code (error, "cursor_too_old"))
    {
      self->cursor = NO_CURSOR;
      g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
      /* At once the first time; a server may find each of its own cursors too old. */
      ask_after (self, self->failures++ > 0 ? hkk_back_off_ms (self->failures, -1) : 0);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_INTERRUPTED], 0, error);
  /* Without a session there is nothing to ask for; whoever signs in starts it again. */
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED) && !hkk_session_is_alive (self->session))
    {
      self->running = FALSE;
      return;
    }
  self->failures++;
  ask_after (self, hkk_back_off_ms (self->failures, hkk_portal_error_pause (error)));
}

static void
take_answer (HkkFeed    *self,
             JsonObject *answer)
{
  JsonArray *events = hkk_json_get_array (answer, "events");
  gint64 known = self->cursor;
  gint64 cursor = hkk_json_get_int (answer, "cursor", NO_CURSOR);
  gboolean at_once = g_get_monotonic_time () - self->asked_at < G_USEC_PER_SEC / 5;

  if (events == NULL || cursor < 0)
    {
      g_autoptr(GError) error = hkk_portal_error_new_misfit ("feed", events == NULL ? "events" : "cursor");

      take_error (self, error);
      return;
    }
  if (known != NO_CURSOR)
    self->failures = 0;
  self->cursor = cursor;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
  if (known != NO_CURSOR && cursor < known)
    g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
  else if (known != NO_CURSOR)
    emit_events (self, events, known);
  /* A server that does not wait must not turn the feed into a storm, nor one that has nothing but what is known. */
  if (known != NO_CURSOR && at_once && (hkk_json_array_length (events) == 0 || cursor <= known))
    ask_after (self, 1000);
  else if (self->running && self->poll == NULL && !self->pause)
    ask (self);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkFeed) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);

  /* A poll that was replaced or stopped has no say. */
  if (self->poll != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->poll);
  if (!self->running)
    return;
  if (answer != NULL)
    take_answer (self, hkk_answer_get_object (answer));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_error (self, error);
}

static void
ask (HkkFeed *self)
{
  g_autofree char *path = NULL;

  g_assert (self->poll == NULL);
  if (self->cursor == NO_CURSOR)
    path = g_strdup (self->path);
  else
    path = g_strdup_printf ("%s?after=%" G_GINT64_FORMAT "&wait=%d", self->path, self->cursor, WAIT_S);
  self->poll = g_cancellable_new ();
  self->asked_at = g_get_monotonic_time ();
  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = path,
                                                      .deadline_ms = DEADLINE_MS, .flags = HKK_CALL_ONCE },
                          self->poll, on_answer, g_object_ref (self));
}

static void
drop_poll (HkkFeed *self)
{
  g_autoptr(GCancellable) poll = g_steal_pointer (&self->poll);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (poll != NULL)
    g_cancellable_cancel (poll);
}

/**
 * hkk_feed_start:
 *
 * Starts polling, if it is not under way: from the cursor, or from now when there is none.
 */
void
hkk_feed_start (HkkFeed *self)
{
  if (self->running)
    return;
  self->running = TRUE;
  self->failures = 0;
  ask (self);
}

/**
 * hkk_feed_stop:
 *
 * Stops polling; the cursor stays.
 */
void
hkk_feed_stop (HkkFeed *self)
{
  self->running = FALSE;
  drop_poll (self);
}

/**
 * hkk_feed_poke:
 *
 * Asks anew at once: the computer slept or the network changed, so the poll under way may never be answered.
 */
void
hkk_feed_poke (HkkFeed *self)
{
  if (!self->running)
    return;
  drop_poll (self);
  self->failures = 0;
  ask (self);
}

/**
 * hkk_feed_get_cursor:
 *
 * Returns: the last event that was seen, -1 before the first answer
 */
gint64
hkk_feed_get_cursor (HkkFeed *self)
{
  return self->cursor;
}

/**
 * hkk_feed_set_cursor:
 * @cursor: where to go on; -1 for now
 */
void
hkk_feed_set_cursor (HkkFeed *self,
                     gint64   cursor)
{
  self->cursor = cursor < 0 ? NO_CURSOR : cursor;
}

static void
hkk_feed_dispose (GObject *object)
{
  hkk_feed_stop (HKK_FEED (object));
  G_OBJECT_CLASS (hkk_feed_parent_class)->dispose (object);
}

static void
hkk_feed_finalize (GObject *object)
{
  HkkFeed *self = HKK_FEED (object);

  g_clear_object (&self->session);
  g_free (self->path);
  G_OBJECT_CLASS (hkk_feed_parent_class)->finalize (object);
}

static void
hkk_feed_class_init (HkkFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_feed_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_feed_finalize;
  signals[SIGNAL_EVENT] = g_signal_new ("event", HKK_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, JSON_TYPE_OBJECT);
  signals[SIGNAL_RELOAD] = g_signal_new ("reload", HKK_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", HKK_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[SIGNAL_INTERRUPTED] = g_signal_new ("interrupted", HKK_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hkk_feed_init (HkkFeed *self)
{
  self->cursor = NO_CURSOR;
}

/**
 * hkk_feed_new:
 * @session: whose token to use
 * @path: `/v1/feed` or `/device/feed`
 *
 * Returns: (transfer full):
 */
HkkFeed *
hkk_feed_new (HkkSession *session,
              const char *path)
{
  HkkFeed *self = g_object_new (HKK_TYPE_FEED, NULL);

  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  return self;
}
