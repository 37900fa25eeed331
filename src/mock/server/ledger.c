/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger.h"

#include "clock.h"

static const char * const migrations[] =
{
  /* One row per executed intent: the key makes a second one impossible. */
  "CREATE TABLE ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, account_id INTEGER NOT NULL,"
  " key TEXT, operation TEXT NOT NULL, digest TEXT NOT NULL, effect TEXT NOT NULL, UNIQUE (account_id, key)) STRICT;"
  "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT raise(ABORT, 'the ledger is append-only'); END;"
  "CREATE TRIGGER ledger_no_delete BEFORE DELETE ON ledger BEGIN SELECT raise(ABORT,"
  " 'the ledger is append-only'); END;",

  /* The keys stood here as they were sent, beside answers that are sealed with them. */
  "DROP TRIGGER ledger_no_update; UPDATE ledger SET key = NULL;"
  "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger BEGIN SELECT raise(ABORT,"
  " 'the ledger is append-only'); END;",
  NULL
};

const HkkMockService hkk_mock_ledger_service =
{
  .name = "ledger",
  .migrations = migrations,
};

/**
 * hkk_mock_ledger_append:
 * @store: a store in a transaction
 * @intent: what was executed
 * @effect: (nullable): what came of it, without personal data
 */
void
hkk_mock_ledger_append (HkkMockStore        *store,
                        const HkkMockIntent *intent,
                        const char          *effect)
{
  g_autofree char *digest = hkk_mock_intent_digest (intent);

  hkk_mock_run (store, "INSERT INTO ledger (at, account_id, key, operation, digest, effect) VALUES (?, ?, ?, ?, ?, ?)",
                hkk_mock_now (), intent->account_id, intent->key, intent->operation, digest,
                effect != NULL ? effect : "");
}

/**
 * hkk_mock_ledger_list:
 * @store: a store
 * @account_id: whose; 0 for everyone's
 *
 * Returns: (transfer full): the rows, oldest first
 */
JsonArray *
hkk_mock_ledger_list (HkkMockStore *store,
                      gint64        account_id)
{
  return hkk_mock_get_objects (store,
    "SELECT l.id, l.at, a.profile_id AS account, l.key, l.operation, l.digest, l.effect FROM ledger l"
    " LEFT JOIN accounts a ON a.id = l.account_id WHERE ?1 = 0 OR l.account_id = ?1 ORDER BY l.id", account_id);
}
