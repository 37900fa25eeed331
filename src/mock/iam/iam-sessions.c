/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "call.h"
#include "clock.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "page.h"
#include "server.h"

static const char * const migrations[] =
{
  "CREATE TABLE iam_sessions (id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, client TEXT NOT NULL, device_name TEXT,"
  " stay INTEGER NOT NULL, created_at INTEGER NOT NULL, last_used_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,"
  " raised_until_at INTEGER NOT NULL DEFAULT 0, ended_at INTEGER, end_reason TEXT,"
  " generation INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE INDEX iam_sessions_account ON iam_sessions (account_id, ended_at);",
  NULL
};

/**
 * hkk_mock_session_raise:
 * @store: a store in a transaction
 * @session_id: (nullable): a session
 * @seconds: how long what is protected for reading can be read (RFC 9470)
 */
void
hkk_mock_session_raise (HkkMockStore *store,
                        const char   *session_id,
                        gint64        seconds)
{
  hkk_mock_run (store, "UPDATE iam_sessions SET raised_until_at = ? WHERE id = ? AND ended_at IS NULL",
                hkk_mock_now () + seconds * HKK_MOCK_SECOND, session_id);
}

/**
 * hkk_mock_session_end:
 * @store: a store in a transaction
 * @session_id: a session; nothing happens if it has ended already
 * @reason: "signed_out", "reported", "password_changed", "token_reuse", "inactivity",
 *   %HKK_MOCK_END_EXPIRED, %HKK_MOCK_END_EXPIRED_STAY, …
 *
 * Its tokens are worth nothing from here on; the feed says so.
 */
void
hkk_mock_session_end (HkkMockStore *store,
                      const char   *session_id,
                      const char   *reason)
{
  g_autofree char *status = g_strconcat ("ended:", reason, NULL);
  gint64 account_id = hkk_mock_get_int (store, 0, "SELECT account_id FROM iam_sessions WHERE id = ?", session_id);
  const HkkMockService * const *services = hkk_mock_store_services (store);

  if (hkk_mock_run (store, "UPDATE iam_sessions SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL",
                    hkk_mock_now (), reason, session_id) != 1)
    return;
  hkk_mock_run (store, "DELETE FROM iam_tokens WHERE session_id = ? AND kind = 'access'", session_id);
  hkk_mock_access_log_append (store, account_id, session_id,
                              strcmp (reason, "signed_out") == 0 ? "sign_out" : "session_ended");
  hkk_mock_feed_append (store, account_id, "session", session_id, status);
  for (gsize i = 0; services[i] != NULL; i++)
    if (services[i]->session_ended != NULL)
      services[i]->session_ended (store, session_id);
}

static void
end_listed (HkkMockStore *store,
            GPtrArray    *ids,
            const char   *reason)
{
  for (guint i = 0; i < ids->len; i++)
    hkk_mock_session_end (store, ids->pdata[i], reason);
}

/**
 * hkk_mock_session_end_all:
 * @store: a store in a transaction
 * @account_id: whose
 * @except: (nullable): the session that goes on
 * @reason: as for hkk_mock_session_end()
 */
void
hkk_mock_session_end_all (HkkMockStore *store,
                          gint64        account_id,
                          const char   *except,
                          const char   *reason)
{
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store,
    "SELECT id FROM iam_sessions WHERE account_id = ? AND ended_at IS NULL AND id IS NOT ?", account_id, except);

  end_listed (store, ids, reason);
}

/**
 * hkk_mock_session_describe:
 * @store: a store
 * @session_id: a session
 *
 * Returns: (transfer full) (nullable): {id, client, device_name}
 */
JsonObject *
hkk_mock_session_describe (HkkMockStore *store,
                           const char   *session_id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT id, client, device_name FROM iam_sessions WHERE id = ?",
                                                session_id);

  return hkk_mock_rows_next (rows) ? hkk_mock_rows_object (rows) : NULL;
}

/* Columns of the list. */
enum
{
  SESSION_CREATED_AT = 3,
  SESSION_ROW = 6,
};

static void
list_sessions (HkkMockCall *call)
{
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;

  if (!hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store,
    "SELECT id, client, device_name, created_at, last_used_at, id IS ?5 AS 'current?', rowid FROM iam_sessions"
    " WHERE account_id = ?1 AND ended_at IS NULL AND (created_at, rowid) < (?2, ?3)"
    " ORDER BY created_at DESC, rowid DESC LIMIT ?4",
    call->account_id, page.sort_key, page.row_id, page.limit + 1, call->session_id);
  while (hkk_mock_page_next (&page, rows))
    {
      JsonObject *session = hkk_mock_rows_object (rows);

      json_object_remove_member (session, "rowid");
      hkk_mock_page_add (&page, session, hkk_mock_rows_int (rows, SESSION_CREATED_AT),
                         hkk_mock_rows_int (rows, SESSION_ROW));
    }
  hkk_mock_page_answer (&page, call, hkk_mock_get_int (call->store, 0,
    "SELECT count(*) FROM iam_sessions WHERE account_id = ? AND ended_at IS NULL", call->account_id));
}

static HkkMockPrepared
prepare_end (HkkMockCall   *call,
             HkkMockIntent *intent)
{
  if (hkk_mock_get_int (call->store, 0, "SELECT 1 FROM iam_sessions WHERE id = ? AND account_id = ?"
                                        " AND ended_at IS NULL", call->params[0], call->account_id) != 1)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  return HKK_MOCK_PREPARED;
}

static gboolean
execute_end (HkkMockStore        *store,
             const HkkMockIntent *intent,
             HkkMockResult       *result)
{
  hkk_mock_session_end (store, intent->params[0], "signed_out");
  result->effect = g_strdup ("session ended");
  return TRUE;
}

static void
report_activity (HkkMockCall *call)
{
  hkk_mock_run (call->store, "UPDATE iam_sessions SET last_used_at = ? WHERE id = ? AND ended_at IS NULL",
                hkk_mock_now (), call->session_id);
  hkk_mock_call_answer (call, 200, hkk_json_object ("inactivity", hkk_mock_store_get_inactivity (call->store) /
                                                                    HKK_MOCK_SECOND));
}

static void
end_idle_sessions (HkkMockStore *store,
                   gint64        now)
{
  g_autoptr(GPtrArray) idle = hkk_mock_get_texts (store,
    "SELECT id FROM iam_sessions WHERE ended_at IS NULL AND NOT stay AND last_used_at <= ?",
    now - hkk_mock_store_get_inactivity (store));
  g_autoptr(GPtrArray) old = hkk_mock_get_texts (store,
    "SELECT id FROM iam_sessions WHERE ended_at IS NULL AND NOT stay AND expires_at <= ?", now);
  g_autoptr(GPtrArray) stayed = hkk_mock_get_texts (store,
    "SELECT id FROM iam_sessions WHERE ended_at IS NULL AND stay AND expires_at <= ?", now);

  end_listed (store, idle, "inactivity");
  end_listed (store, old, HKK_MOCK_END_EXPIRED);
  end_listed (store, stayed, HKK_MOCK_END_EXPIRED_STAY);
  hkk_mock_run (store, "DELETE FROM iam_sessions WHERE ended_at < ?", now - 30 * HKK_MOCK_DAY);
}

static JsonObject *
command_inactivity (HkkMockServer  *server,
                    JsonObject     *arguments,
                    GError        **error)
{
  gint64 seconds = hkk_json_get_int (arguments, "seconds", 0);

  if (seconds <= 0 || seconds > 24 * 60 * 60)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Seconds are from 1 to a day");
      return NULL;
    }
  hkk_mock_store_set_inactivity (server->store, seconds * HKK_MOCK_SECOND);
  return json_object_new ();
}

static const HkkMockRoute routes[] =
{
  { .operation = "list_sessions", .method = "GET", .path = "/iam/sessions", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_sessions },
  { .operation = "end_session", .method = "DELETE", .path = "/iam/sessions/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .prepare = prepare_end, .execute = execute_end },
  { .operation = "report_activity", .members = "",
    .method = "PUT", .path = "/iam/sessions/current/activity", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_NO_KEY | HKK_MOCK_ROUTE_NO_BODY, .handler = report_activity },
};

const HkkMockService hkk_mock_sessions_service =
{
  .name = "sessions",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = end_idle_sessions,
  .commands = (const HkkMockCommand[]) { { "inactivity", command_inactivity }, { NULL } },
};
