/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-seed.h"

#include "clock.h"
#include "crypto.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server.h"

/**
 * hkk_mock_demo_persons:
 *
 * Returns: (transfer full): persons.json
 */
JsonObject *
hkk_mock_demo_persons (void)
{
  return hkk_mock_demo_load ("persons.json");
}

static void
seed_person (HkkMockStore *store,
             JsonObject   *person,
             gint64        now)
{
  g_autofree char *profile_id = hkk_mock_random_hex (8);
  g_autofree char *key_id = hkk_mock_random_hex (8);
  g_autoptr(GBytes) key = hkk_mock_random_bytes (32);
  g_autoptr(GBytes) salt = hkk_json_get_bytes (person, "salt");
  g_autoptr(GBytes) verifier = hkk_json_get_bytes (person, "verifier");
  g_autoptr(HkkMockAccount) account = NULL;
  const HkkMockService * const *services = hkk_mock_store_services (store);

  hkk_mock_run (store, "INSERT INTO accounts (profile_id, kvnr, first_name, last_name, birth_date, card_number,"
                       " card_valid_until, state, password_salt, password_verifier, data_key, data_key_id, created_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                profile_id, hkk_json_get_string (person, "kvnr"), hkk_json_get_string (person, "first_name"),
                hkk_json_get_string (person, "last_name"), hkk_json_get_string (person, "birth_date"),
                hkk_json_get_string (person, "card_number"), hkk_json_get_string (person, "card_valid_until"),
                verifier != NULL ? "active" : "unregistered", salt, verifier, key, key_id, now);
  account = hkk_mock_account_find (store, hkk_json_get_string (person, "kvnr"));
  for (gsize i = 0; account != NULL && services[i] != NULL; i++)
    if (services[i]->seed != NULL)
      services[i]->seed (store, account, person, now);
}

static gboolean
seed_all (HkkMockStore *store,
          gpointer      data)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_persons ();
  JsonArray *persons = hkk_json_get_array (root, "persons");

  for (guint i = 0; i < json_array_get_length (persons); i++)
    seed_person (store, json_array_get_object_element (persons, i), *(const gint64 *) data);
  return TRUE;
}

/**
 * hkk_mock_demo_seed:
 * @store: a store with its tables
 * @now: unix milliseconds: when the demo begins
 * @error: return location
 *
 * Returns: whether the demo's persons are there
 */
gboolean
hkk_mock_demo_seed (HkkMockStore  *store,
                    gint64         now,
                    GError       **error)
{
  if (hkk_mock_get_int (store, 0, "SELECT count(*) FROM accounts") > 0 ||
      hkk_mock_store_transact (store, seed_all, &now))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The demo could not be written");
  return FALSE;
}

static void
run_each (HkkMockStore *store,
          GPtrArray    *statements)
{
  for (guint i = 0; i < statements->len; i++)
    hkk_mock_run (store, statements->pdata[i]);
}

/* The ledger's triggers are laid aside for this one moment; sqlite_sequence stays, so that the feed never counts
 * back. */
static gboolean
empty_and_seed (HkkMockStore *store,
                gpointer      data)
{
  g_autoptr(GPtrArray) triggers = hkk_mock_get_texts (store, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
  g_autoptr(GPtrArray) statements = hkk_mock_get_texts (store,
    "SELECT format('DROP TRIGGER \"%w\"', name) FROM sqlite_schema WHERE type = 'trigger' UNION ALL"
    " SELECT format('DELETE FROM \"%w\"', name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    " AND name <> 'migrations'");

  run_each (store, statements);
  run_each (store, triggers);
  return seed_all (store, data);
}

/* Starts the demo afresh: every table is emptied and seeded again, relative to now; sessions end. */
static JsonObject *
command_reset (HkkMockServer  *server,
               JsonObject     *arguments,
               GError        **error)
{
  gint64 now = hkk_mock_now ();

  if (hkk_mock_store_transact (server->store, empty_and_seed, &now))
    return json_object_new ();
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The demo was not reset");
  return NULL;
}

const HkkMockService hkk_mock_demo_service =
{
  .name = "demo",
  .commands = (const HkkMockCommand[]) { { "reset", command_reset }, { NULL } },
};
