/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "hkk-json-build.h"
#include "iam.h"
#include "page.h"

#define KEEP (365 * HKK_MOCK_DAY)

static const char * const migrations[] =
{
  "CREATE TABLE access_log (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, kind TEXT NOT NULL, client TEXT,"
  " device_name TEXT, created_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX access_log_account ON access_log (account_id, created_at, id);",
  NULL
};

static const struct { const char *kind, *text; } texts[] =
{
  { "sign_in", N_("Signed in") },
  { "sign_in_failed", N_("Sign-in with a wrong password") },
  { "sign_out", N_("Signed out") },
  { "session_ended", N_("Session ended") },
  { "password_changed", N_("Password changed") },
  { "device_bound", N_("Device registered") },
  { "device_removed", N_("Device removed") },
  { "device_locked", N_("Device locked") },
  { "device_unlocked", N_("Device unlocked") },
  { "approval", N_("Approval decided in the Service-App") },
  { "data_read", N_("Protected data read") },
  { "data_changed", N_("Personal data changed") },
  { "export", N_("All data exported") },
};

static const char *
text_of (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, kind) == 0)
      return texts[i].text;
  return kind;
}

/**
 * hkk_mock_access_log_append:
 * @store: a store in a transaction
 * @account_id: whose
 * @session_id: (nullable): where it was done
 * @kind: a kind of the contract
 */
void
hkk_mock_access_log_append (HkkMockStore *store,
                            gint64        account_id,
                            const char   *session_id,
                            const char   *kind)
{
  hkk_mock_run (store, "INSERT INTO access_log (account_id, kind, client, device_name, created_at) VALUES (?1, ?2,"
                       " (SELECT client FROM iam_sessions WHERE id = ?3), (SELECT device_name FROM iam_sessions"
                       " WHERE id = ?3), ?4)", account_id, kind, session_id, hkk_mock_now ());
}

static void
list_access_log (HkkMockCall *call)
{
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;

  if (!hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store,
    "SELECT CAST (id AS TEXT) AS id, created_at AS at, kind, client, device_name FROM access_log WHERE account_id = ?"
    " AND (created_at, access_log.id) < (?, ?) ORDER BY created_at DESC, access_log.id DESC LIMIT ?",
    call->account_id, page.sort_key, page.row_id, page.limit + 1);
  while (hkk_mock_page_next (&page, rows))
    {
      JsonObject *entry = hkk_mock_rows_object (rows);

      hkk_json_object_add (entry, "text", hkk_mock_text (call, text_of (hkk_mock_rows_text (rows, 2))));
      hkk_mock_page_add (&page, entry, hkk_mock_rows_int (rows, 1), hkk_mock_rows_int (rows, 0));
    }
  hkk_mock_page_answer (&page, call, hkk_mock_get_int (call->store, 0,
    "SELECT count(*) FROM access_log WHERE account_id = ?", call->account_id));
}

static void
forget_old_entries (HkkMockStore *store,
                    gint64        now)
{
  hkk_mock_run (store, "DELETE FROM access_log WHERE created_at < ?", now - KEEP);
}

static const HkkMockRoute routes[] =
{
  { .operation = "list_access_log", .method = "GET", .path = "/v1/access-log", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_access_log },
};

const HkkMockService hkk_mock_access_log_service =
{
  .name = "access-log",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = forget_old_entries,
};
