/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "idempotency.h"

#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "ledger.h"
#include "sealed-answer.h"
#include "server-private.h"

/* From a change's body to its effect: idempotency (IETF draft Idempotency-Key), the intent, the approval or the
 * execution. The key's row and the effect are one transaction. */

#define KEEP_ANSWERS (7 * HKK_MOCK_DAY)

typedef struct
{
  HkkMockCall   *call;
  HkkMockResult *result;
} Change;

static const char * const migrations[] =
{
  "CREATE TABLE idempotency (account_id INTEGER NOT NULL, key TEXT NOT NULL, fingerprint BLOB NOT NULL,"
  " status INTEGER NOT NULL, answer TEXT NOT NULL, location TEXT, approval_id TEXT, created_at INTEGER NOT NULL,"
  " PRIMARY KEY (account_id, key)) STRICT;"
  "CREATE INDEX idempotency_age ON idempotency (created_at);",
  /* An answer can hold a secret (a device's token): it is sealed with the key itself, which is known by its hash
   * only. */
  "DROP TABLE idempotency;"
  "CREATE TABLE idempotency (account_id INTEGER NOT NULL, key_hash BLOB NOT NULL, fingerprint BLOB NOT NULL,"
  " status INTEGER NOT NULL, answer BLOB NOT NULL, location TEXT, approval_id TEXT, created_at INTEGER NOT NULL,"
  " PRIMARY KEY (account_id, key_hash)) STRICT;"
  "CREATE INDEX idempotency_age ON idempotency (created_at);",
  NULL
};

static void
forget_old_answers (HkkMockStore *store,
                    gint64        now)
{
  hkk_mock_run (store, "DELETE FROM idempotency WHERE created_at < ?", now - KEEP_ANSWERS);
}

const HkkMockService hkk_mock_idempotency_service =
{
  .name = "change",
  .migrations = migrations,
  .tick = forget_old_answers,
};

static const HkkMockService *
approvals_service (HkkMockStore *store)
{
  const HkkMockService * const *services = hkk_mock_store_services (store);

  for (gsize i = 0; services[i] != NULL; i++)
    if (services[i]->request_approval != NULL)
      return services[i];
  return NULL;
}

/* The same key must come with the same change: method, path and content. */
static GBytes *
fingerprint (HkkMockCall *call)
{
  g_autofree char *content = call->body != NULL ? hkk_jcs_to_string (call->body) : g_strdup (call->upload_sha256);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s", call->route->method,
                                           g_uri_get_path (soup_server_message_get_uri (call->message)), content);

  return hkk_mock_sha256 (text, strlen (text));
}

static JsonObject *
stored_answer (HkkMockCall *call,
               HkkMockRows *rows)
{
  const HkkMockService *approvals = approvals_service (call->store);
  const char *approval_id = hkk_mock_rows_text (rows, 3);
  g_autoptr(GBytes) sealed = hkk_mock_rows_bytes (rows, 1);
  g_autofree char *text = NULL;
  JsonObject *answer = NULL;

  if (approval_id != NULL && approvals != NULL && approvals->render_approval != NULL)
    answer = approvals->render_approval (call->store, approval_id, call->language);
  if (answer != NULL)
    return answer;
  text = hkk_mock_sealed_answer_open (call->key, sealed);
  return text == NULL ? NULL : hkk_json_object_parse (text);
}

/* TRUE if the key is known and the call is answered. */
static gboolean
replay (HkkMockCall *call)
{
  g_autoptr(GBytes) hash = hkk_mock_key_hash (call->key);
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
    "SELECT fingerprint, answer, location, approval_id, status FROM idempotency WHERE account_id = ? AND key_hash = ?",
    call->account_id, hash);
  g_autoptr(GBytes) known = NULL;

  if (!hkk_mock_rows_next (rows))
    return FALSE;
  known = hkk_mock_rows_bytes (rows, 0);
  if (!g_bytes_equal (known, call->state->fingerprint))
    {
      hkk_mock_call_problem (call, "idempotency_key_reused", NULL);
      return TRUE;
    }
  hkk_mock_call_set_header (call, "Idempotency-Replayed", "true");
  if (hkk_mock_rows_text (rows, 2) != NULL)
    hkk_mock_call_set_header (call, "Location", hkk_mock_rows_text (rows, 2));
  hkk_mock_call_answer (call, (guint) hkk_mock_rows_int (rows, 4), stored_answer (call, rows));
  return TRUE;
}

/* FALSE if a call with the same key is being worked on. */
static gboolean
take_key (HkkMockCall *call)
{
  char *busy = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", call->account_id, call->key);

  if (g_hash_table_contains (call->server->busy, busy))
    {
      HkkMockProblem *problem = hkk_mock_problem_new ("idempotency_in_progress", NULL);

      g_free (busy);
      problem->retry_after = 1;
      return hkk_mock_call_problem_take (call, problem);
    }
  call->state->busy = busy;
  g_hash_table_add (call->server->busy, g_strdup (busy));
  return TRUE;
}

/**
 * hkk_mock_idempotency_release:
 * @call: a call
 *
 * Its Idempotency-Key is no longer in progress.
 */
void
hkk_mock_idempotency_release (HkkMockCall *call)
{
  if (call->state->busy != NULL)
    g_hash_table_remove (call->server->busy, call->state->busy);
  g_clear_pointer (&call->state->busy, g_free);
}

static HkkMockIntent *
intent_of_call (HkkMockCall *call)
{
  HkkMockIntent *intent = g_new0 (HkkMockIntent, 1);

  intent->account_id = call->account_id;
  intent->session_id = g_strdup (call->session_id);
  intent->device_id = g_strdup (call->device_id);
  intent->operation = g_strdup (call->route->operation);
  intent->route = g_strdup (g_uri_get_path (soup_server_message_get_uri (call->message)));
  intent->params = g_strdupv (call->params);
  intent->language = g_strdup (call->language);
  intent->key = hkk_mock_key_name (call->key);
  intent->body = call->body != NULL ? hkk_json_copy (call->body) : hkk_json_node ();
  intent->attachments = json_array_new ();
  intent->details = json_array_new ();
  intent->title = g_strdup (call->route->operation);
  intent->before_etag = g_strdup (hkk_mock_call_header (call, "If-Match"));
  intent->needs_approval = call->route->protection == HKK_MOCK_PROTECTION_APPROVAL;
  intent->asked_at = hkk_mock_now ();
  return intent;
}

/**
 * hkk_mock_execute:
 * @store: a store in a transaction
 * @intent: what to do
 * @result: what came of it
 *
 * The one place where an intent takes effect, with its row in the ledger.
 *
 * Returns: %FALSE with @result->problem set if the transaction has to be rolled back
 */
gboolean
hkk_mock_execute (HkkMockStore        *store,
                  const HkkMockIntent *intent,
                  HkkMockResult       *result)
{
  const HkkMockRoute *route = hkk_mock_route_find (hkk_mock_store_services (store), intent->operation);

  g_return_val_if_fail (hkk_mock_store_in_transaction (store), FALSE);

  if (route == NULL || route->execute == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  if (!route->execute (store, intent, result))
    return result->problem != NULL ? FALSE : hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  hkk_mock_ledger_append (store, intent, result->effect);
  return TRUE;
}

static gboolean
ask_for_approval (HkkMockStore  *store,
                  HkkMockIntent *intent,
                  HkkMockResult *result)
{
  const HkkMockService *approvals = approvals_service (store);

  if (approvals == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("no_device", NULL));
  return approvals->request_approval (store, intent, result);
}

static void
remember_answer (HkkMockStore *store,
                 Change       *change)
{
  HkkMockCall *call = change->call;
  HkkMockResult *result = change->result;
  g_autofree char *answer = NULL;
  g_autoptr(GBytes) hash = NULL;
  g_autoptr(GBytes) sealed = NULL;

  if (call->key == NULL)
    return;
  answer = result->body != NULL ? hkk_json_object_to_string (result->body) : g_strdup ("{}");
  hash = hkk_mock_key_hash (call->key);
  sealed = hkk_mock_sealed_answer_seal (call->key, answer);
  hkk_mock_run (store, "INSERT INTO idempotency (account_id, key_hash, fingerprint, status, answer, location,"
                       " approval_id, created_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                call->account_id, hash, call->state->fingerprint, result->status, sealed, result->location,
                result->approval, hkk_mock_now ());
}

static gboolean
apply_change (HkkMockStore *store,
              gpointer      data)
{
  Change *change = data;
  HkkMockIntent *intent = change->call->state->intent;

  if (!(intent->needs_approval ? ask_for_approval (store, intent, change->result)
                               : hkk_mock_execute (store, intent, change->result)))
    return FALSE;
  remember_answer (store, change);
  return TRUE;
}

static void
carry_out (HkkMockCall *call)
{
  g_autoptr(HkkMockResult) result = hkk_mock_result_new ();
  Change change = { call, result };

  if (hkk_mock_store_transact (call->store, apply_change, &change))
    {
      if (result->location != NULL)
        hkk_mock_call_set_header (call, "Location", result->location);
      hkk_mock_call_answer (call, result->status, g_steal_pointer (&result->body));
    }
  else if (result->problem != NULL)
    hkk_mock_call_problem_take (call, g_steal_pointer (&result->problem));
  else
    hkk_mock_call_problem (call, "internal", NULL);
}

/**
 * hkk_mock_call_prepared:
 * @self: a call whose prepare function said %HKK_MOCK_WAITING
 * @outcome: %HKK_MOCK_PREPARED, or %HKK_MOCK_REFUSED with a problem set
 *
 * Goes on with a change whose preparation had to wait. Once, on the server's thread.
 */
void
hkk_mock_call_prepared (HkkMockCall     *self,
                        HkkMockPrepared  outcome)
{
  g_return_if_fail (outcome != HKK_MOCK_WAITING);

  hkk_mock_call_go_on (self);
  if (outcome == HKK_MOCK_PREPARED)
    carry_out (self);
  hkk_mock_call_resume (self);
}

/**
 * hkk_mock_call_intent:
 *
 * Returns: (transfer none) (nullable): the intent that its prepare function fills
 */
HkkMockIntent *
hkk_mock_call_intent (HkkMockCall *self)
{
  return self->state->intent;
}

/**
 * hkk_mock_idempotency_run:
 * @call: a checked call of a route with prepare () and execute ()
 */
void
hkk_mock_idempotency_run (HkkMockCall *call)
{
  if (call->key != NULL)
    {
      call->state->fingerprint = fingerprint (call);
      if (replay (call) || !take_key (call))
        return;
    }
  call->state->intent = intent_of_call (call);
  switch (call->route->prepare (call, call->state->intent))
    {
    case HKK_MOCK_PREPARED:
      carry_out (call);
      break;
    case HKK_MOCK_WAITING:
      hkk_mock_call_pause (call);
      break;
    case HKK_MOCK_REFUSED:
    default:
      break;
    }
}
