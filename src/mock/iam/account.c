/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "config.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "server.h"

#define RAISE_SECONDS 900

static const char * const migrations[] =
{
  "CREATE TABLE accounts (id INTEGER PRIMARY KEY AUTOINCREMENT, profile_id TEXT NOT NULL UNIQUE,"
  " kvnr TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL, last_name TEXT NOT NULL,"
  " birth_date TEXT NOT NULL, card_number TEXT, card_valid_until TEXT,"
  " state TEXT NOT NULL, restricted INTEGER NOT NULL DEFAULT 1, password_salt BLOB, password_verifier BLOB,"
  " password_changed_at INTEGER, data_key BLOB NOT NULL, data_key_id TEXT NOT NULL,"
  " created_at INTEGER NOT NULL) STRICT;",
  "ALTER TABLE accounts ADD COLUMN password_rounds INTEGER NOT NULL DEFAULT 210000;",
  NULL
};

#define SELECT_ACCOUNT "SELECT id, profile_id, kvnr, first_name, last_name, birth_date, card_number," \
                       " card_valid_until, state, restricted FROM accounts WHERE "
enum
{
  COL_ID, COL_PROFILE_ID, COL_KVNR, COL_FIRST_NAME, COL_LAST_NAME, COL_BIRTH_DATE, COL_CARD_NUMBER,
  COL_CARD_VALID_UNTIL, COL_STATE, COL_RESTRICTED,
};

static HkkMockAccount *
account_of_row (HkkMockRows *rows)
{
  HkkMockAccount *self;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  self = g_new0 (HkkMockAccount, 1);
  self->id = hkk_mock_rows_int (rows, COL_ID);
  self->profile_id = g_strdup (hkk_mock_rows_text (rows, COL_PROFILE_ID));
  self->kvnr = g_strdup (hkk_mock_rows_text (rows, COL_KVNR));
  self->first_name = g_strdup (hkk_mock_rows_text (rows, COL_FIRST_NAME));
  self->last_name = g_strdup (hkk_mock_rows_text (rows, COL_LAST_NAME));
  self->birth_date = g_strdup (hkk_mock_rows_text (rows, COL_BIRTH_DATE));
  self->card_number = g_strdup (hkk_mock_rows_text (rows, COL_CARD_NUMBER));
  self->card_valid_until = g_strdup (hkk_mock_rows_text (rows, COL_CARD_VALID_UNTIL));
  self->state = g_strdup (hkk_mock_rows_text (rows, COL_STATE));
  self->restricted = hkk_mock_rows_int (rows, COL_RESTRICTED) != 0;
  return self;
}

/**
 * hkk_mock_account_load:
 * @store: a store
 * @id: the row's id
 *
 * Returns: (transfer full) (nullable): the account
 */
HkkMockAccount *
hkk_mock_account_load (HkkMockStore *store,
                       gint64        id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, SELECT_ACCOUNT "id = ?", id);

  return account_of_row (rows);
}

/**
 * hkk_mock_account_find:
 * @store: a store
 * @kvnr: an insurance number, normalised
 *
 * Returns: (transfer full) (nullable): the account
 */
HkkMockAccount *
hkk_mock_account_find (HkkMockStore *store,
                       const char   *kvnr)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, SELECT_ACCOUNT "kvnr = ?", kvnr);

  return account_of_row (rows);
}

/**
 * hkk_mock_account_set_restricted:
 * @store: a store in a transaction
 * @id: the account
 * @restricted: whether no device is bound
 */
void
hkk_mock_account_set_restricted (HkkMockStore *store,
                                 gint64        id,
                                 gboolean      restricted)
{
  hkk_mock_run (store, "UPDATE accounts SET restricted = ? WHERE id = ?", HKK_JSON_BOOL (restricted), id);
}

/**
 * hkk_mock_account_set_state:
 * @store: a store in a transaction
 * @id: the account
 * @state: "unregistered", "active" or "closed"
 */
void
hkk_mock_account_set_state (HkkMockStore *store,
                            gint64        id,
                            const char   *state)
{
  hkk_mock_run (store, "UPDATE accounts SET state = ? WHERE id = ?", state, id);
}

/**
 * hkk_mock_account_set_name:
 * @store: a store in a transaction
 * @id: the account
 * @first_name: the new first name
 * @last_name: the new surname
 */
void
hkk_mock_account_set_name (HkkMockStore *store,
                           gint64        id,
                           const char   *first_name,
                           const char   *last_name)
{
  hkk_mock_run (store, "UPDATE accounts SET first_name = ?, last_name = ? WHERE id = ?", first_name, last_name, id);
}

/**
 * hkk_mock_account_free:
 * @self: (transfer full): an account
 */
void
hkk_mock_account_free (HkkMockAccount *self)
{
  g_free (self->profile_id);
  g_free (self->kvnr);
  g_free (self->first_name);
  g_free (self->last_name);
  g_free (self->birth_date);
  g_free (self->card_number);
  g_free (self->card_valid_until);
  g_free (self->state);
  g_free (self);
}

static void
get_data_key (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT data_key, data_key_id FROM accounts WHERE id = ?",
                                                call->account_id);
  g_autoptr(GBytes) key = hkk_mock_rows_next (rows) ? hkk_mock_rows_bytes (rows, 0) : NULL;

  if (key == NULL)
    hkk_mock_call_problem (call, "internal", NULL);
  else
    hkk_mock_call_answer (call, 200, hkk_json_object ("key", key, "id", hkk_mock_rows_text (rows, 1)));
}

static void
get_status (HkkMockCall *call)
{
  g_autofree char *now = hkk_mock_time_text (hkk_mock_now ());
  gboolean down = call->server->maintenance;

  hkk_mock_call_answer (call, 200, hkk_json_object (
    "state", down ? "maintenance" : "ok",
    "message", down ? hkk_mock_text (call, N_("The portal is being worked on. It will be back soon.")) : NULL,
    "demo", HKK_JSON_BOOL (TRUE), "version", HKK_VERSION, "time", now));
}

static HkkMockPrepared
prepare_step_up (HkkMockCall   *call,
                 HkkMockIntent *intent)
{
  g_set_str (&intent->title, hkk_mock_text (call, N_("Show protected data")));
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Access")), NULL,
                              hkk_mock_text (call, N_("Read messages, documents and certificates with health data for "
                                                      "15 minutes")));
  return HKK_MOCK_PREPARED;
}

static gboolean
execute_step_up (HkkMockStore        *store,
                 const HkkMockIntent *intent,
                 HkkMockResult       *result)
{
  hkk_mock_session_raise (store, intent->session_id, RAISE_SECONDS);
  result->effect = g_strdup ("session raised");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language,
                                                                  N_("You can read protected data for 15 minutes.")));
  return TRUE;
}

static JsonObject *
command_maintenance (HkkMockServer  *server,
                     JsonObject     *arguments,
                     GError        **error)
{
  server->maintenance = hkk_json_get_bool (arguments, "on", FALSE);
  return json_object_new ();
}

static JsonObject *
command_person (HkkMockServer  *server,
                JsonObject     *arguments,
                GError        **error)
{
  HkkMockStore *store = server->store;
  const char *kvnr = hkk_json_get_string (arguments, "kvnr");
  g_autoptr(HkkMockAccount) account = kvnr != NULL ? hkk_mock_account_find (store, kvnr) : NULL;
  g_autofree char *name = NULL;
  gint64 sessions;

  if (account == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such person");
      return NULL;
    }
  name = g_strjoin (" ", account->first_name, account->last_name, NULL);
  sessions = hkk_mock_get_int (store, 0,
    "SELECT count(*) FROM iam_sessions WHERE account_id = ? AND ended_at IS NULL", account->id);
  return hkk_json_object ("id", account->profile_id, "kvnr", account->kvnr, "name", name,
                          "birth_date", account->birth_date, "state", account->state,
                          "restricted", HKK_JSON_BOOL (account->restricted), "sessions", sessions,
                          "card_number", account->card_number, "card_valid_until", account->card_valid_until);
}

static const HkkMockRoute routes[] =
{
  { .operation = "get_status", .method = "GET", .path = "/v1/status", .handler = get_status },
  { .operation = "get_data_key", .method = "GET", .path = "/v1/account/data-key", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_data_key },
  { .operation = "step_up", .members = "", .method = "POST", .path = "/v1/step-up", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_step_up,
    .execute = execute_step_up },
};

const HkkMockService hkk_mock_account_service =
{
  .name = "account",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .commands = (const HkkMockCommand[])
    { { "maintenance", command_maintenance }, { "person", command_person }, { NULL } },
};
