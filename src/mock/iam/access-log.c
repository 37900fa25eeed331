/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "page.h"

#define KEEP (365 * HKK_MOCK_DAY)

static const char * const migrations[] =
{
  "CREATE TABLE access_log (id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, kind TEXT NOT NULL, client TEXT,"
  " device_name TEXT, created_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX access_log_account ON access_log (account_id, created_at, id);",
  "ALTER TABLE access_log ADD COLUMN who TEXT; ALTER TABLE access_log ADD COLUMN how TEXT;"
  "ALTER TABLE access_log ADD COLUMN about TEXT; ALTER TABLE access_log ADD COLUMN about_en TEXT;",
  NULL
};

static const struct { const char *kind, *how, *text; } texts[] =
{
  /* TRANSLATORS: Entry of the access log: what was done */
  { "sign_in", NULL, N_("Signed in") },
  { "sign_in_failed", NULL, N_("Sign-in with a wrong password") },
  /* TRANSLATORS: Entry of the access log: what was done */
  { "sign_out", NULL, N_("Signed out") },
  /* TRANSLATORS: Entry of the access log: a sign-in was ended by somebody else than who signed in */
  { "session_ended", NULL, N_("Session ended") },
  /* TRANSLATORS: Entry of the access log: what was done */
  { "password_changed", NULL, N_("Password changed") },
  { "pin_changed", NULL, N_("Approval PIN changed") },
  { "biometrics_changed", "on", N_("Fingerprint and Face-ID switched on") },
  { "biometrics_changed", NULL, N_("Fingerprint and Face-ID switched off") },
  /* TRANSLATORS: Entry of the access log: what was done */
  { "device_bound", NULL, N_("Device registered") },
  /* TRANSLATORS: Entry of the access log: a smartphone or tablet can no longer approve */
  { "device_removed", NULL, N_("Device removed") },
  /* TRANSLATORS: Entry of the access log: a smartphone or tablet cannot approve for the moment */
  { "device_locked", NULL, N_("Device locked") },
  /* TRANSLATORS: Entry of the access log: a smartphone or tablet can approve again */
  { "device_unlocked", NULL, N_("Device unlocked") },
  { "approval", "denied", N_("Declined in the Service-App") },
  { "approval", "reported", N_("“That wasn’t me” in the Service-App") },
  { "approval", NULL, N_("Approved in the Service-App") },
  { "data_read", NULL, N_("Protected data read") },
  { "data_changed", NULL, N_("Personal data changed") },
  { "export", NULL, N_("All data exported") },
};

/* Who is not the person. */
static const struct { const char *who, *text; } others[] =
{
  /* TRANSLATORS: Entry of the access log that has no name here */
  { "unknown", N_("Unknown") },
  /* TRANSLATORS: departments of the insurer, in the access log */
  { "benefits", N_("hkk, Benefits") },
  { "service", N_("hkk, Customer service") },
  /* TRANSLATORS: Who did what the access log says: the insurer's computers; hkk is the insurer's name */
  { "system", N_("hkk, automatically") },
};

static const char *
text_of (const char *kind,
         const char *how)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (texts[i].kind, kind) == 0 && (texts[i].how == NULL || g_strcmp0 (texts[i].how, how) == 0))
      return texts[i].text;
  return kind;
}

static const char *
name_of (const char *who)
{
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_strcmp0 (others[i].who, who) == 0)
      return others[i].text;
  return N_("You");
}

/**
 * hkk_mock_access_log_note:
 * @store: a store in a transaction
 * @access: what was done
 */
void
hkk_mock_access_log_note (HkkMockStore        *store,
                          const HkkMockAccess *access)
{
  hkk_mock_run (store, "INSERT INTO access_log (account_id, kind, client, device_name, who, how, about, about_en,"
                       " created_at)"
                       " VALUES (?1, ?2, coalesce (?3, (SELECT client FROM iam_sessions WHERE id = ?5)),"
                       " coalesce (?4, (SELECT device_name FROM iam_sessions WHERE id = ?5)), ?6, ?7, ?8, ?9, ?10)",
                access->account_id, access->kind, access->client, access->device_name, access->session_id,
                access->who, access->how, access->about, access->about_en,
                access->at != 0 ? access->at : hkk_mock_now ());
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
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = account_id, .session_id = session_id, .kind = kind });
}

/* Columns of the list. */
enum
{
  ENTRY_AT, ENTRY_KIND, ENTRY_CLIENT, ENTRY_DEVICE, ENTRY_ID, ENTRY_WHO, ENTRY_HOW, ENTRY_ABOUT, ENTRY_ABOUT_EN,
};

static JsonObject *
render (HkkMockCall *call,
        HkkMockRows *rows)
{
  const char *text = hkk_mock_text (call, text_of (hkk_mock_rows_text (rows, ENTRY_KIND),
                                                   hkk_mock_rows_text (rows, ENTRY_HOW)));
  gboolean german = g_str_equal (hkk_mock_demo_language (call->language), "de");
  gboolean other = !german && hkk_mock_rows_text (rows, ENTRY_ABOUT_EN) != NULL;
  const char *about = hkk_mock_rows_text (rows, other ? ENTRY_ABOUT_EN : ENTRY_ABOUT);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, hkk_mock_rows_int (rows, ENTRY_ID));
  g_autofree char *at = hkk_mock_time_text (hkk_mock_rows_int (rows, ENTRY_AT));
  /* TRANSLATORS: what was done, and with what: "Device locked: Andreas Telefon" */
  g_autofree char *whole = about != NULL ? g_strdup_printf (hkk_mock_text (call, N_("%1$s: %2$s")), text, about)
                                         : g_strdup (text);

  return hkk_json_object ("id", id, "at", at, "kind", hkk_mock_rows_text (rows, ENTRY_KIND), "text", whole,
                          "who", hkk_mock_text (call, name_of (hkk_mock_rows_text (rows, ENTRY_WHO))),
                          "client", hkk_mock_rows_text (rows, ENTRY_CLIENT),
                          "device_name", hkk_mock_rows_text (rows, ENTRY_DEVICE));
}

static void
list_access_log (HkkMockCall *call)
{
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;

  if (!hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store,
    "SELECT created_at, kind, client, device_name, id, who, how, about, about_en FROM access_log WHERE account_id = ?"
    " AND (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?",
    call->account_id, page.sort_key, page.row_id, page.limit + 1);
  while (hkk_mock_page_next (&page, rows))
    hkk_mock_page_add (&page, render (call, rows), hkk_mock_rows_int (rows, ENTRY_AT),
                       hkk_mock_rows_int (rows, ENTRY_ID));
  hkk_mock_page_answer (&page, call, hkk_mock_get_int (call->store, 0,
    "SELECT count(*) FROM access_log WHERE account_id = ?", call->account_id));
}

static void
forget_old_entries (HkkMockStore *store,
                    gint64        now)
{
  hkk_mock_run (store, "DELETE FROM access_log WHERE created_at < ?", now - KEEP);
}

static void
seed_entry (HkkMockStore *store,
            gint64        account_id,
            JsonObject   *entry,
            gint64        day)
{
  JsonObject *about = hkk_json_get_object (entry, "about");
  gint64 at = day + hkk_json_get_int (entry, "minute", 600) * HKK_MOCK_MINUTE;

  if (g_strcmp0 (hkk_json_get_string (entry, "kind"), "data_read") == 0)
    at = hkk_mock_demo_office (at);
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = account_id, .kind = hkk_json_get_string (entry, "kind"),
    .client = hkk_json_get_string (entry, "client"), .device_name = hkk_json_get_string (entry, "device"),
    .who = hkk_json_get_string (entry, "who"), .about = about != NULL ? hkk_mock_demo_text (about, "de") : NULL,
    .about_en = about != NULL ? hkk_mock_demo_text (about, "en") : NULL,
    .at = at });
}

/* access.json: by insurance number. An entry comes "times" times, every "every" days before "days" ago. */
static void
seed (HkkMockStore         *store,
      const HkkMockAccount *account,
      JsonObject           *person,
      gint64                now)
{
  g_autoptr(JsonObject) all = hkk_mock_demo_load ("access.json");
  JsonArray *entries = hkk_json_get_array (all, account->kvnr);
  g_autofree char *date = hkk_mock_date_text (now);
  gint64 today = hkk_mock_date_parse (date);

  for (guint i = 0; i < hkk_json_array_length (entries); i++)
    {
      JsonObject *entry = hkk_json_array_object (entries, i);
      gint64 days = hkk_json_get_int (entry, "days", 1), every = hkk_json_get_int (entry, "every", 1);

      for (gint64 n = 0; n < hkk_json_get_int (entry, "times", 1); n++)
        seed_entry (store, account->id, entry, hkk_mock_days_later (today, -(days + n * every)));
    }
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
  .seed = seed,
  .tick = forget_old_entries,
};
