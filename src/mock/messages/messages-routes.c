/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "page.h"
#include "uploads.h"

#define MAX_IN_THREAD 100 /* messages */
#define FOUND_IN "search_key (subject_de || char (10) || subject_en ||" \
                 " iif (sensitive, '', char (10) || body_de || char (10) || body_en))"

static const char * const migrations[] = {
  "CREATE TABLE messages (row INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,"
  " thread_id TEXT NOT NULL, category TEXT NOT NULL, subject_de TEXT NOT NULL, subject_en TEXT NOT NULL,"
  " body_de TEXT NOT NULL, body_en TEXT NOT NULL, from_person INTEGER NOT NULL, created_at INTEGER NOT NULL,"
  " read_at INTEGER, sensitive INTEGER NOT NULL, request_id TEXT, answer_at INTEGER);"
  "CREATE INDEX messages_by_time ON messages (account_id, created_at DESC, row DESC);"
  "CREATE INDEX messages_unread ON messages (account_id, created_at DESC, row DESC) WHERE read_at IS NULL;"
  "CREATE INDEX messages_by_answer ON messages (answer_at) WHERE answer_at IS NOT NULL;"
  "CREATE TABLE message_attachments (row INTEGER PRIMARY KEY, message TEXT NOT NULL, id TEXT NOT NULL UNIQUE,"
  " name TEXT NOT NULL, size INTEGER NOT NULL, media_type TEXT NOT NULL, file TEXT NOT NULL);"
  "CREATE INDEX message_attachments_by_message ON message_attachments (message);",

  /* What is looked in. Protected texts are not searched: finding one would tell what is in it. */
  "ALTER TABLE messages ADD COLUMN found_in TEXT;"
  "UPDATE messages SET found_in = " FOUND_IN ";"
  "CREATE TRIGGER messages_found_in AFTER INSERT ON messages BEGIN"
  " UPDATE messages SET found_in = " FOUND_IN " WHERE row = NEW.row; END;",

  /* It stands apart and once: many persons get the same letter, and a search then goes through the texts and not
   * through the messages, of which the index by time tells all that a list needs to know. */
  "CREATE TABLE message_texts (id INTEGER PRIMARY KEY, found_in TEXT NOT NULL UNIQUE);"
  "INSERT OR IGNORE INTO message_texts (found_in) SELECT found_in FROM messages;"
  "ALTER TABLE messages ADD COLUMN text INTEGER;"
  "UPDATE messages SET text = (SELECT id FROM message_texts WHERE message_texts.found_in = messages.found_in);"
  "DROP TRIGGER messages_found_in;"
  "ALTER TABLE messages DROP COLUMN found_in;"
  "CREATE TRIGGER messages_found_in AFTER INSERT ON messages BEGIN"
  " INSERT OR IGNORE INTO message_texts (found_in) SELECT " FOUND_IN " FROM messages WHERE row = NEW.row;"
  " UPDATE messages SET text = (SELECT id FROM message_texts WHERE found_in = " FOUND_IN ") WHERE row = NEW.row; END;"
  "DROP INDEX messages_by_time;"
  "CREATE INDEX messages_by_time ON messages (account_id, created_at DESC, row DESC, text);",

  /* The newest message stands for its conversation. */
  "ALTER TABLE messages ADD COLUMN latest INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX messages_by_thread ON messages (account_id, thread_id, created_at DESC, row DESC, read_at);"
  "UPDATE messages SET latest = 1 WHERE row = (SELECT row FROM messages AS other"
  " WHERE other.account_id = messages.account_id AND other.thread_id = messages.thread_id"
  " ORDER BY created_at DESC, row DESC LIMIT 1);"
  "CREATE TRIGGER messages_latest AFTER INSERT ON messages BEGIN"
  " UPDATE messages SET latest = row = (SELECT row FROM messages AS other"
  " WHERE other.account_id = NEW.account_id AND other.thread_id = NEW.thread_id"
  " ORDER BY created_at DESC, row DESC LIMIT 1) WHERE account_id = NEW.account_id AND thread_id = NEW.thread_id; END;"
  "CREATE INDEX messages_latest ON messages (account_id, created_at DESC, row DESC, text, thread_id) WHERE latest = 1;"
  "CREATE INDEX messages_older ON messages (account_id, text, thread_id) WHERE latest = 0;",

  "ALTER TABLE messages ADD COLUMN leads_to TEXT;",
  NULL
};

/* ?1 account, ?2 what is looked for or NULL. A conversation is found by any of its messages. The texts are looked
 * through once for all that a list has to know. */
#define LOOK "WITH found AS MATERIALIZED (SELECT id FROM message_texts WHERE search_has (found_in, ?2)) SELECT "
#define HAS "text IN (SELECT id FROM found)"
#define FOUND " FROM messages WHERE account_id = ?1 AND (?2 IS NULL OR " HAS ")"
#define THREADS " FROM messages WHERE account_id = ?1 AND latest = 1" \
                " AND (?2 IS NULL OR " HAS " OR thread_id IN (SELECT thread_id FROM messages" \
                " WHERE account_id = ?1 AND latest = 0 AND " HAS "))"
#define PAGE " AND (created_at, row) < (?3, ?4) ORDER BY created_at DESC, row DESC LIMIT ?5 OFFSET ?6"
#define UNREAD " AND read_at IS NULL"
#define UNREAD_THREADS " AND thread_id IN (SELECT thread_id FROM messages WHERE account_id = ?1 AND read_at IS NULL)"
#define IN_THREAD " FROM messages AS other WHERE other.account_id = messages.account_id" \
                  " AND other.thread_id = messages.thread_id"
#define THREAD_COLUMNS HKK_MOCK_MESSAGE_COLUMNS ", (SELECT count(*)" IN_THREAD ")," \
                       " (SELECT count(*)" IN_THREAD " AND other.read_at IS NULL)"

/* The last column is how many there are on all pages. */
#define LIST(columns, which) { LOOK columns ", (SELECT count(*)" which ")" which PAGE, LOOK "count(*)" which }

/* By: whether conversations are wanted, whether only what is unread is. */
static const struct
{
  const char *items;
  const char *total;
} lists[2][2] = {
  { LIST (HKK_MOCK_MESSAGE_COLUMNS, FOUND), LIST (HKK_MOCK_MESSAGE_COLUMNS, FOUND UNREAD) },
  { LIST (THREAD_COLUMNS, THREADS), LIST (THREAD_COLUMNS, THREADS UNREAD_THREADS) },
};

static JsonObject *
list_item (HkkMockCall *call,
           HkkMockRows *rows,
           gboolean     threads)
{
  gboolean shown = call->stepped_up_until > hkk_mock_now ();
  JsonObject *item = hkk_mock_messages_from_row (call->store, rows, call->language, shown, FALSE);

  if (threads)
    hkk_json_object_add (item, "count", hkk_mock_rows_int (rows, MESSAGE_N_COLUMNS),
                         "unread", hkk_mock_rows_int (rows, MESSAGE_N_COLUMNS + 1));
  return item;
}

static gboolean
is_set (HkkMockCall *call,
        const char  *name)
{
  return g_strcmp0 (hkk_mock_call_query (call, name), "1") == 0;
}

static void
list_messages (HkkMockCall *call)
{
  const char *wanted = hkk_mock_call_query (call, "q");
  gboolean unread = is_set (call, "unread"), threads = is_set (call, "threads");
  g_auto(HkkMockPage) page = { .jumps = TRUE };
  g_autoptr(HkkMockRows) rows = NULL;
  gint64 total = -1;

  if (!hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store, lists[threads][unread].items, call->account_id, wanted, page.sort_key,
                         page.row_id, page.limit + 1, page.offset);
  while (hkk_mock_page_next (&page, rows))
    {
      total = hkk_mock_rows_int (rows, threads ? MESSAGE_N_COLUMNS + 2 : MESSAGE_N_COLUMNS);
      hkk_mock_page_add (&page, list_item (call, rows, threads), hkk_mock_rows_int (rows, MESSAGE_CREATED_AT),
                         hkk_mock_rows_int (rows, MESSAGE_ROW));
    }
  /* Nothing may be there, or nothing at this place. */
  if (total < 0 && (page.offset > 0 || page.has_cursor))
    total = hkk_mock_get_int (call->store, 0, lists[threads][unread].total, call->account_id, wanted);
  hkk_mock_page_answer (&page, call, MAX (total, 0));
}

static HkkMockRows *
find_message (HkkMockCall *call)
{
  HkkMockRows *rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_MESSAGE_COLUMNS " FROM messages"
                                      " WHERE account_id = ? AND id = ?", call->account_id, call->params[0]);

  if (hkk_mock_rows_next (rows))
    return rows;
  hkk_mock_rows_free (rows);
  hkk_mock_call_problem (call, "not_found", NULL);
  return NULL;
}

static gboolean
may_read (HkkMockCall *call,
          HkkMockRows *rows)
{
  return hkk_mock_rows_int (rows, MESSAGE_SENSITIVE) == 0 || hkk_mock_call_require_step_up (call);
}

/* (transfer full): the latest of the conversation, the oldest of them first. */
static JsonArray *
list_thread (HkkMockCall *call,
             const char  *thread)
{
  gboolean shown = call->stepped_up_until > hkk_mock_now ();
  JsonArray *items = json_array_new ();
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT * FROM (SELECT " HKK_MOCK_MESSAGE_COLUMNS
    " FROM messages WHERE account_id = ? AND thread_id = ? ORDER BY created_at DESC, row DESC LIMIT ?)"
    " ORDER BY created_at, row", call->account_id, thread, MAX_IN_THREAD);

  while (hkk_mock_rows_next (rows))
    json_array_add_object_element (items, hkk_mock_messages_from_row (call->store, rows, call->language, shown, FALSE));
  return items;
}

static void
get_message (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) rows = find_message (call);
  JsonObject *message;

  if (rows == NULL || !may_read (call, rows))
    return;
  message = hkk_mock_messages_from_row (call->store, rows, call->language, TRUE, TRUE);
  hkk_json_object_add (message, "thread", list_thread (call, hkk_mock_rows_text (rows, MESSAGE_THREAD_ID)));
  hkk_mock_call_answer (call, 200, message);
}

static gboolean
mark_read (HkkMockStore *store,
           gpointer      data)
{
  HkkMockCall *call = data;

  if (hkk_mock_run (store, "UPDATE messages SET read_at = ? WHERE account_id = ? AND id = ? AND read_at IS NULL",
                    hkk_mock_now (), call->account_id, call->params[0]) > 0)
    hkk_mock_feed_append (store, call->account_id, "message", call->params[0], "read");
  return TRUE;
}

static void
mark_message_read (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) rows = find_message (call);

  if (rows == NULL)
    return;
  g_clear_pointer (&rows, hkk_mock_rows_free);
  if (hkk_mock_call_transact (call, mark_read, call))
    hkk_mock_call_answer (call, 200, NULL);
}

static void
get_message_attachment (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) message = find_message (call);
  g_autoptr(HkkMockRows) rows = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (message == NULL || !may_read (call, message))
    return;
  rows = hkk_mock_query (call->store,
                         "SELECT name, media_type, file FROM message_attachments WHERE message = ? AND id = ?",
                         call->params[0], call->params[1]);
  if (hkk_mock_rows_next (rows))
    bytes = hkk_mock_uploads_read (call->store, hkk_mock_rows_text (rows, 2));
  if (bytes == NULL)
    hkk_mock_call_problem (call, "not_found", NULL);
  else
    hkk_mock_call_answer_file (call, bytes, hkk_mock_rows_text (rows, 1), hkk_mock_rows_text (rows, 0));
}

static const HkkMockRoute routes[] = {
  { .operation = "get_contact", .method = "GET", .path = "/v1/contact", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = hkk_mock_contact_get },
  { .operation = "list_messages", .method = "GET", .path = "/v1/messages", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_messages },
  { .operation = "send_message",
    .members = "category subject body attachments reply_to request_id",
    .method = "POST", .path = "/v1/messages", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .prepare = hkk_mock_message_prepare,
    .execute = hkk_mock_message_execute },
  { .operation = "get_message", .method = "GET", .path = "/v1/messages/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_message },
  { .operation = "mark_message_read", .members = "",
    .method = "PUT", .path = "/v1/messages/{id}/read", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_NO_KEY | HKK_MOCK_ROUTE_NO_BODY, .handler = mark_message_read },
  { .operation = "get_message_attachment", .method = "GET", .path = "/v1/messages/{id}/attachments/{attachment}",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_message_attachment },
};

const HkkMockService hkk_mock_messages_service = {
  .name = "messages",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .seed = hkk_mock_messages_seed,
  .tick = hkk_mock_messages_tick,
  .fill_form = hkk_mock_messages_fill_form,
};
