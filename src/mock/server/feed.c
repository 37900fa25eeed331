/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed.h"

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server-private.h"

#define FEED_DATA "feed"
#define MAX_WAIT 25
#define PAGE 100
#define KEEP_EVENTS (2 * HKK_MOCK_DAY)

/* Who was answered calls again before that. */
#define BETWEEN_POLLS (20 * G_USEC_PER_SEC)

/* One paused poll. */
typedef struct
{
  HkkMockCall *call;   /* Borrowed: paused calls live until they are resumed */
  gint64       after;
  GSource     *timeout;
  GSource     *watch;  /* (nullable) */
} Poll;

typedef struct
{
  GHashTable *polls;   /* account id → GPtrArray of Poll */
  GHashTable *passed;  /* device id → the greatest after= so far */
  GHashTable *heard;   /* device id → monotonic time: when it was answered, unless it has gone since */
  gint64      seen;    /* the greatest sequence number whose polls were woken */
} Feed;

static const char * const migrations[] =
{
  "CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, account_id INTEGER NOT NULL, type TEXT NOT NULL,"
  " id TEXT NOT NULL, status TEXT, created_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX events_account ON events (account_id, seq);"
  "CREATE TABLE feed_floors (account_id INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;",
  NULL
};

/**
 * hkk_mock_feed_append:
 * @store: a store in a transaction
 * @account_id: whose
 * @type: the kind of thing
 * @id: the thing's opaque id
 * @status: (nullable): its state
 *
 * Returns: the event's sequence number
 */
gint64
hkk_mock_feed_append (HkkMockStore *store,
                      gint64        account_id,
                      const char   *type,
                      const char   *id,
                      const char   *status)
{
  hkk_mock_run (store, "INSERT INTO events (account_id, type, id, status, created_at) VALUES (?, ?, ?, ?, ?)",
                account_id, type, id, status, hkk_mock_now ());
  return hkk_mock_store_last_id (store);
}

static gboolean
is_device (HkkMockCall *call)
{
  return call->route->scope == HKK_MOCK_SCOPE_DEVICE;
}

/* Who waits for a decision learns all of it with the event. A device asks for what it is to decide. */
static void
add_approval (HkkMockCall *call,
              JsonObject  *event)
{
  const char *id = hkk_json_get_string (event, "id");
  JsonObject *approval = NULL;

  if (is_device (call) || !g_str_equal (hkk_json_get_string (event, "type"), "approval"))
    return;
  for (gsize i = 0; call->server->services[i] != NULL && approval == NULL; i++)
    if (call->server->services[i]->show_approval != NULL)
      approval = call->server->services[i]->show_approval (call, id);
  if (approval != NULL)
    json_object_set_object_member (event, "approval", approval);
}

/* A device that cannot approve is told nothing of the account. */
static gboolean
hears (HkkMockCall *call,
       const char  *type,
       const char  *id)
{
  gboolean all = TRUE;

  for (gsize i = 0; is_device (call) && all && call->server->services[i] != NULL; i++)
    if (call->server->services[i]->device_hears != NULL)
      all = call->server->services[i]->device_hears (call, type, id);
  return all;
}

/* Answers if there are events after AFTER, or at any rate when ALWAYS. */
static gboolean
answer_events (HkkMockCall *call,
               gint64       after,
               gboolean     always)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
    "SELECT seq, type, id, status, created_at AS at FROM events WHERE account_id = ? AND seq > ?"
    " AND (NOT ? OR type IN ('approval', 'device')) ORDER BY seq",
    call->account_id, after, HKK_JSON_BOOL (is_device (call)));
  JsonArray *events = NULL;
  gint64 cursor = after;

  while ((events == NULL || json_array_get_length (events) < PAGE) && hkk_mock_rows_next (rows))
    {
      JsonObject *event = NULL;

      cursor = hkk_mock_rows_int (rows, 0);
      if (!hears (call, hkk_mock_rows_text (rows, 1), hkk_mock_rows_text (rows, 2)))
        continue;
      if (events == NULL)
        events = json_array_new ();
      event = hkk_mock_rows_object (rows);
      add_approval (call, event);
      json_array_add_object_element (events, event);
    }
  if (events == NULL && !always)
    return FALSE;
  hkk_mock_call_answer (call, 200, hkk_json_object ("events", events != NULL ? events : json_array_new (),
                                                    "cursor", cursor));
  return TRUE;
}

static void
poll_free (gpointer data)
{
  Poll *poll = data;

  g_source_destroy (poll->timeout);
  g_source_unref (poll->timeout);
  if (poll->watch != NULL)
    {
      g_source_destroy (poll->watch);
      g_source_unref (poll->watch);
    }
  g_free (poll);
}

static Feed *
feed_of (HkkMockServer *server)
{
  return hkk_mock_server_data (server, FEED_DATA);
}

static void
note_heard (HkkMockCall *call)
{
  gint64 now = g_get_monotonic_time ();

  if (call->device_id != NULL)
    g_hash_table_insert (feed_of (call->server)->heard, g_strdup (call->device_id), g_memdup2 (&now, sizeof now));
}

static void
end_poll (Poll     *poll,
          gboolean  always)
{
  HkkMockCall *call = poll->call;
  Feed *feed = feed_of (call->server);
  GPtrArray *polls = g_hash_table_lookup (feed->polls, &call->account_id);

  if (!answer_events (call, poll->after, always))
    return;
  note_heard (call);
  g_ptr_array_remove_fast (polls, poll);
  hkk_mock_call_resume (call);
}

static gboolean
on_end (gpointer data)
{
  end_poll (data, TRUE);
  return G_SOURCE_REMOVE;
}

/* The peer has gone: libsoup finds that out when it writes; nothing is delivered by that. */
static gboolean
on_gone (gpointer data)
{
  Poll *poll = data;
  g_autofree char *device_id = g_strdup (poll->call->device_id);
  Feed *feed = feed_of (poll->call->server);

  end_poll (poll, TRUE);
  if (device_id != NULL)
    g_hash_table_remove (feed->heard, device_id);
  return G_SOURCE_REMOVE;
}

static void
park (HkkMockCall *call,
      gint64       after,
      gint64       wait)
{
  Feed *feed = feed_of (call->server);
  GPtrArray *polls = g_hash_table_lookup (feed->polls, &call->account_id);
  Poll *poll = g_new0 (Poll, 1);

  if (polls == NULL)
    {
      polls = g_ptr_array_new_with_free_func (poll_free);
      g_hash_table_insert (feed->polls, g_memdup2 (&call->account_id, sizeof call->account_id), polls);
    }
  hkk_mock_call_pause (call);
  poll->call = call;
  poll->after = after;
  poll->timeout = g_timeout_source_new ((guint) wait * 1000);
  g_source_set_callback (poll->timeout, on_end, poll, NULL);
  g_source_attach (poll->timeout, g_main_context_get_thread_default ());
  poll->watch = hkk_mock_wire_watch (call, on_gone, poll);
  g_ptr_array_add (polls, poll);
}

static void
wake_account (Feed   *feed,
              gint64  account_id)
{
  GPtrArray *polls = g_hash_table_lookup (feed->polls, &account_id);

  for (guint i = polls != NULL ? polls->len : 0; i > 0; i--)
    end_poll (polls->pdata[i - 1], FALSE);
}

/**
 * hkk_mock_feed_present:
 * @server: a server
 * @account_id: whose
 *
 * Returns: (transfer full): the ids of the devices that wait for news just now, with spaces between
 */
char *
hkk_mock_feed_present (HkkMockServer *server,
                       gint64         account_id)
{
  GPtrArray *polls = g_hash_table_lookup (feed_of (server)->polls, &account_id);
  GString *ids = g_string_new (NULL);
  GHashTableIter iter;
  gpointer id, at;

  for (guint i = 0; polls != NULL && i < polls->len; i++)
    {
      const HkkMockCall *call = ((Poll *) polls->pdata[i])->call;

      if (call->device_id != NULL)
        g_string_append_printf (ids, "%s ", call->device_id);
    }
  /* Between two polls. */
  g_hash_table_iter_init (&iter, feed_of (server)->heard);
  while (g_hash_table_iter_next (&iter, &id, &at))
    if (*(gint64 *) at > g_get_monotonic_time () - BETWEEN_POLLS)
      g_string_append_printf (ids, "%s ", (char *) id);
  return g_string_free_and_steal (ids);
}

/**
 * hkk_mock_feed_wake:
 * @server: a server whose store has just committed something
 *
 * Answers the polls that wait for what was appended.
 */
void
hkk_mock_feed_wake (HkkMockServer *server)
{
  Feed *feed = feed_of (server);
  g_autoptr(GPtrArray) accounts = NULL;

  if (feed == NULL)
    return;
  accounts = hkk_mock_get_texts (server->store, "SELECT DISTINCT account_id FROM events WHERE seq > ?", feed->seen);
  feed->seen = hkk_mock_get_int (server->store, feed->seen, "SELECT max(seq) FROM events");
  for (guint i = 0; i < accounts->len; i++)
    wake_account (feed, g_ascii_strtoll (accounts->pdata[i], NULL, 10));
}

static gint64
last_seq (HkkMockStore *store)
{
  return hkk_mock_get_int (store, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'events'");
}

static void
tell_passed (HkkMockCall *call,
             gint64       after)
{
  Feed *feed = feed_of (call->server);
  gint64 *before = g_hash_table_lookup (feed->passed, call->device_id);

  if (before != NULL && *before >= after)
    return;
  g_hash_table_insert (feed->passed, g_strdup (call->device_id), g_memdup2 (&after, sizeof after));
  for (gsize i = 0; call->server->services[i] != NULL; i++)
    if (call->server->services[i]->device_passed != NULL)
      call->server->services[i]->device_passed (call->server, call->account_id, call->device_id, after);
}

static gboolean
parse_query (HkkMockCall *call,
             const char  *name,
             gint64       fallback,
             gint64       max,
             gint64      *value)
{
  const char *text = hkk_mock_call_query (call, name);

  *value = fallback;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, HKK_JSON_MAX_INT, value, NULL))
    return FALSE;
  *value = MIN (*value, max);
  return TRUE;
}

static void
get_feed (HkkMockCall *call)
{
  gint64 after, wait, floor;

  if (!parse_query (call, "after", -1, HKK_JSON_MAX_INT, &after) || !parse_query (call, "wait", 0, MAX_WAIT, &wait))
    {
      hkk_mock_call_problem (call, "invalid_request", NULL);
      return;
    }
  note_heard (call);
  floor = hkk_mock_get_int (call->store, 0, "SELECT seq FROM feed_floors WHERE account_id = ?", call->account_id);
  if (after < 0)
    hkk_mock_call_answer (call, 200, hkk_json_object ("events", json_array_new (), "cursor", last_seq (call->store)));
  else if (after < floor || after > last_seq (call->store))
    hkk_mock_call_problem (call, "cursor_too_old", NULL);
  else
    {
      if (is_device (call))
        tell_passed (call, after);
      if (!answer_events (call, after, wait == 0))
        park (call, after, wait);
    }
}

static void
forget_old_events (HkkMockStore *store,
                   gint64        now)
{
  if (hkk_mock_get_int (store, now, "SELECT min(created_at) FROM events") >= now - KEEP_EVENTS)
    return;
  hkk_mock_run (store,
                "INSERT INTO feed_floors (account_id, seq) SELECT account_id, max(seq) FROM events WHERE created_at < ?"
                " GROUP BY account_id ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq", now - KEEP_EVENTS);
  hkk_mock_run (store, "DELETE FROM events WHERE created_at < ?", now - KEEP_EVENTS);
}

static void
feed_free (gpointer data)
{
  Feed *feed = data;

  g_hash_table_unref (feed->polls);
  g_hash_table_unref (feed->passed);
  g_hash_table_unref (feed->heard);
  g_free (feed);
}

static void
start (HkkMockServer *server)
{
  Feed *feed = g_new0 (Feed, 1);

  feed->polls = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  feed->passed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  feed->heard = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  feed->seen = last_seq (server->store);
  hkk_mock_server_set_data (server, FEED_DATA, feed, feed_free);
}

static void
stop (HkkMockServer *server)
{
  GHashTableIter iter;
  gpointer polls;

  g_hash_table_iter_init (&iter, feed_of (server)->polls);
  while (g_hash_table_iter_next (&iter, NULL, &polls))
    for (guint i = ((GPtrArray *) polls)->len; i > 0; i--)
      end_poll (((GPtrArray *) polls)->pdata[i - 1], TRUE);
}

static const HkkMockRoute routes[] =
{
  { .operation = "get_feed", .method = "GET", .path = "/v1/feed", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_PARK, .handler = get_feed },
  { .operation = "get_device_feed", .method = "GET", .path = "/device/feed", .scope = HKK_MOCK_SCOPE_DEVICE,
    .flags = HKK_MOCK_ROUTE_PARK, .handler = get_feed },
};

const HkkMockService hkk_mock_feed_service =
{
  .name = "feed",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .start = start,
  .stop = stop,
  .tick = forget_old_events,
};
