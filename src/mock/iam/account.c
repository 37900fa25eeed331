/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "config.h"
#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"
#include "server.h"

#define RAISE_SECONDS 900

#define SERVICE_APP_PAGE "/service-app"

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

#define SELECT_ACCOUNT "SELECT *, first_name || ' ' || last_name AS name FROM accounts WHERE "
#define FIELD(member) HKK_MOCK_FIELD (HkkMockAccount, member)
static const HkkMockField fields[] =
{
  FIELD (id), FIELD (profile_id), FIELD (kvnr), FIELD (first_name), FIELD (last_name), FIELD (name), FIELD (birth_date),
  FIELD (card_number), FIELD (card_valid_until), FIELD (state), FIELD (restricted), { NULL }
};

static HkkMockAccount *
account_of_row (HkkMockRows *rows)
{
  HkkMockAccount *self;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  self = g_new0 (HkkMockAccount, 1);
  hkk_mock_rows_read (rows, self, fields);
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
  hkk_mock_fields_clear (self, fields);
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

/* What is served: every route of every service. */
static JsonArray *
list_operations (const HkkMockService * const *services)
{
  JsonArray *operations = json_array_new ();

  for (gsize s = 0; services[s] != NULL; s++)
    for (gsize r = 0; r < services[s]->n_routes; r++)
      json_array_add_string_element (operations, services[s]->routes[r].operation);
  return operations;
}

static void
get_status (HkkMockCall *call)
{
  g_autofree char *now = hkk_mock_time_text (hkk_mock_now ());
  g_autofree char *app = g_strdup_printf ("https://%s" SERVICE_APP_PAGE, hkk_mock_call_header (call, "Host"));
  gboolean down = call->server->maintenance;

  hkk_mock_call_answer (call, 200, hkk_json_object (
    "state", down ? "maintenance" : "ok",
    "message", down ? hkk_mock_text (call, N_("The portal is being worked on. It will be back soon.")) : NULL,
    "demo", HKK_JSON_BOOL (TRUE), "version", HKK_VERSION, "time", now,
    "zone", HKK_CLOCK_GERMANY, "operations", list_operations (call->server->services),
    "service_app", app));
}

/* GET /service-app: where a store would be. */
static void
get_service_app_page (HkkMockCall *call)
{
  const char *paragraphs[] = {
    hkk_mock_text (call, N_("An insurer's page leads from here to the App Store and the Play Store.")),
    hkk_mock_text (call, N_("This is a demo: its Service-App is a second program on the computer. Choose “Open the "
                            "phone” there.")),
    NULL,
  };

  hkk_mock_call_answer_page (call, hkk_mock_text (call, N_("Service-App")), paragraphs);
}

static HkkMockPrepared
prepare_step_up (HkkMockCall   *call,
                 HkkMockIntent *intent)
{
  g_set_str (&intent->title, hkk_mock_text (call, N_("Show protected data")));
  hkk_mock_intent_add_person (intent, call->store);
  /* TRANSLATORS: Label of what is approved: reading protected data for 15 minutes */
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
  gint64 seconds = CLAMP (hkk_json_get_int (arguments, "seconds", 0), 0, HKK_MOCK_DAY / HKK_MOCK_SECOND);

  server->maintenance = hkk_json_get_bool (arguments, "on", FALSE);
  server->maintained_until = seconds > 0 ? hkk_mock_now () + seconds * HKK_MOCK_SECOND : 0;
  return json_object_new ();
}

static JsonObject *
command_person (HkkMockServer  *server,
                JsonObject     *arguments,
                GError        **error)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (server->store,
    "SELECT profile_id AS id, kvnr, first_name || ' ' || last_name AS name, birth_date, state,"
    " restricted AS 'restricted?', card_number, card_valid_until,"
    " (SELECT count(*) FROM iam_sessions WHERE account_id = accounts.id AND ended_at IS NULL) AS sessions"
    " FROM accounts WHERE kvnr = ?", hkk_json_get_string (arguments, "kvnr"));

  if (hkk_mock_rows_next (rows))
    return hkk_mock_rows_object (rows);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no such person");
  return NULL;
}

static const HkkMockRoute routes[] =
{
  { .operation = "get_status", .method = "GET", .path = "/v1/status", .handler = get_status },
  { .operation = "get_service_app_page", .method = "GET", .path = SERVICE_APP_PAGE, .handler = get_service_app_page },
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
