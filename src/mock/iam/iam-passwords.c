/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"
#include "iam.h"
#include "server.h"

#define POOL_DATA "passwords"
#define VERIFIER_SIZE 64
#define SALT_SIZE 16
#define WORKERS 2
#define WAITING_MAX 8 /* passwords that wait for a worker, besides those that are worked on */
#define RETRY_SECONDS 2
#define MAX_WRONG 5
#define LOCK_TIME (300 * HKK_MOCK_SECOND)

typedef struct
{
  GThreadPool  *threads;
  GAsyncQueue  *finished; /* of Job */
  GMainContext *context;  /* Owned: the server's */
  guint         running;  /* jobs that were not completed yet */
  GPtrArray    *idle;     /* of Job: nobody works on them */
  gint64        took;     /* the last check; microseconds, 0 before the first */
} Pool;

typedef struct
{
  Pool                   *pool;      /* Borrowed: waits for its jobs */
  HkkMockStore           *store;     /* Borrowed */
  gint64                  account_id;
  char                   *password;
  HkkMockVerifier         verifier;  /* salt and rounds are given */
  GBytes                 *expected;  /* (nullable): NULL when it cannot be right */
  HkkMockPasswordChecked  checked;
  HkkMockPasswordDerived  derived;
  gpointer                data;
  gint64                  took;      /* microseconds */
  GSource                *end;       /* Owned (nullable): of one that nobody works on */
} Job;

static const char * const migrations[] =
{
  "CREATE TABLE password_attempts (account_id INTEGER PRIMARY KEY, wrong INTEGER NOT NULL, last_at INTEGER NOT NULL,"
  " locked_until_at INTEGER) STRICT;",
  NULL
};

void
hkk_mock_verifier_clear (HkkMockVerifier *self)
{
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

void
hkk_mock_verifier_add (const HkkMockVerifier *self,
                       JsonObject            *object)
{
  hkk_json_object_add (object, "salt", self->salt, "verifier", self->bytes, "rounds", (gint64) self->rounds);
}

gboolean
hkk_mock_verifier_read (HkkMockVerifier *self,
                        JsonObject      *object)
{
  self->salt = hkk_json_get_bytes (object, "salt");
  self->bytes = hkk_json_get_bytes (object, "verifier");
  self->rounds = (guint) hkk_json_get_int (object, "rounds", HKK_MOCK_KEY_ROUNDS);
  return self->salt != NULL && self->bytes != NULL;
}

static void
job_free (Job *job)
{
  gnutls_memset (job->password, 0, strlen (job->password));
  g_free (job->password);
  hkk_mock_verifier_clear (&job->verifier);
  g_clear_pointer (&job->expected, g_bytes_unref);
  if (job->end != NULL)
    {
      g_source_destroy (job->end);
      g_source_unref (job->end);
    }
  g_free (job);
}

static gboolean
note_right (HkkMockStore *store,
            gpointer      data)
{
  hkk_mock_run (store, "DELETE FROM password_attempts WHERE account_id = ?", *(gint64 *) data);
  return TRUE;
}

static void
complete (Job *job)
{
  gboolean ok = job->expected != NULL && hkk_mock_bytes_equal (job->expected, job->verifier.bytes);

  if (job->end == NULL)
    {
      job->pool->running--;
      job->pool->took = job->took;
    }
  if (job->derived != NULL)
    job->derived (&job->verifier, job->data);
  else
    {
      if (ok)
        hkk_mock_store_transact (job->store, note_right, &job->account_id);
      job->checked (ok, job->data);
    }
  job_free (job);
}

static gboolean
complete_finished (gpointer data)
{
  Pool *pool = data;
  Job *job;

  while ((job = g_async_queue_try_pop (pool->finished)) != NULL)
    complete (job);
  return G_SOURCE_REMOVE;
}

static void
work (gpointer pushed,
      gpointer data)
{
  Job *job = pushed;
  Pool *pool = data;
  gnutls_datum_t password = { (guchar *) job->password, (guint) strlen (job->password) };
  GBytes *bytes = job->verifier.salt;
  gnutls_datum_t salt = { (guchar *) g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes) };
  guint8 *out = g_malloc0 (VERIFIER_SIZE);
  gint64 started = g_get_monotonic_time ();

  if (gnutls_pbkdf2 (GNUTLS_MAC_SHA512, &password, &salt, job->verifier.rounds, out, VERIFIER_SIZE) != 0)
    g_error ("PBKDF2 does not work");
  job->verifier.bytes = g_bytes_new_take (out, VERIFIER_SIZE);
  job->took = g_get_monotonic_time () - started;
  g_async_queue_push (pool->finished, job);
  g_main_context_invoke (pool->context, complete_finished, pool);
}

static Job *
job_new (HkkMockServer *server,
         gint64         account_id,
         const char    *password,
         gpointer       data)
{
  Job *job = g_new0 (Job, 1);
  g_autofree char *normal = g_utf8_normalize (password, -1, G_NORMALIZE_NFC);

  job->pool = hkk_mock_server_data (server, POOL_DATA);
  job->verifier.rounds = server->key_rounds;
  job->store = server->store;
  job->account_id = account_id;
  job->password = g_strdup (normal != NULL ? normal : password);
  job->data = data;
  return job;
}

static void
push (Job *job)
{
  job->pool->running++;
  g_thread_pool_push (job->pool->threads, job, NULL);
}

static gboolean
on_idle_end (gpointer data)
{
  Job *job = data;

  g_ptr_array_remove_fast (job->pool->idle, job);
  complete (job);
  return G_SOURCE_REMOVE;
}

/* What cannot be right takes as long as the last check did, and no worker: a flood of numbers that nobody has keeps
 * nobody out. */
static void
pretend (Job *job)
{
  job->end = g_timeout_source_new ((guint) (job->pool->took / 1000));
  g_source_set_callback (job->end, on_idle_end, job, NULL);
  g_ptr_array_add (job->pool->idle, job);
  g_source_attach (job->end, job->pool->context);
}

/**
 * hkk_mock_password_full:
 * @server: the server
 *
 * To be asked before a password is checked or derived.
 *
 * Returns: (transfer full) (nullable): why there is no room for one more now
 */
HkkMockProblem *
hkk_mock_password_full (HkkMockServer *server)
{
  Pool *pool = hkk_mock_server_data (server, POOL_DATA);
  HkkMockProblem *problem;

  if (pool->running < WORKERS + WAITING_MAX)
    return NULL;
  problem = hkk_mock_problem_new ("throttled", NULL);
  problem->retry_after = RETRY_SECONDS;
  return problem;
}

/* Counted before it is checked: a burst of parallel guesses has no more tries than a row of them. */
static gboolean
note_attempt (HkkMockStore *store,
              gpointer      data)
{
  gint64 account_id = *(gint64 *) data;
  gint64 now = hkk_mock_now ();

  hkk_mock_run (store, "INSERT INTO password_attempts (account_id, wrong, last_at) VALUES (?, 1, ?)"
                       " ON CONFLICT (account_id) DO UPDATE SET last_at = excluded.last_at,"
                       " wrong = iif(locked_until_at IS NULL OR locked_until_at > excluded.last_at, wrong + 1, 1),"
                       " locked_until_at = iif(locked_until_at > excluded.last_at, locked_until_at, NULL)",
                account_id, now);
  hkk_mock_run (store, "UPDATE password_attempts SET locked_until_at = ? WHERE account_id = ? AND wrong >= ?"
                       " AND locked_until_at IS NULL",
                now + LOCK_TIME, account_id, MAX_WRONG);
  return TRUE;
}

/**
 * hkk_mock_password_check:
 * @server: the server
 * @account_id: whose; one that does not exist (≤ 0) takes the same time, is counted, and is wrong
 * @password: what was given
 * @done: called once, later, on the server's thread
 * @data: for @done
 *
 * The caller asks hkk_mock_password_full() and hkk_mock_password_locked() before, and the latter again when the
 * password was wrong.
 */
void
hkk_mock_password_check (HkkMockServer         *server,
                         gint64                 account_id,
                         const char            *password,
                         HkkMockPasswordChecked done,
                         gpointer               data)
{
  Job *job = job_new (server, account_id, password, data);
  g_autoptr(HkkMockRows) rows = NULL;

  hkk_mock_store_transact (job->store, note_attempt, &account_id);
  rows = hkk_mock_query (job->store,
                         "SELECT password_salt, password_verifier, password_rounds FROM accounts WHERE id = ?"
                         " AND password_verifier IS NOT NULL", account_id);
  if (hkk_mock_rows_next (rows))
    {
      job->verifier.salt = hkk_mock_rows_bytes (rows, 0);
      job->expected = hkk_mock_rows_bytes (rows, 1);
      job->verifier.rounds = (guint) hkk_mock_rows_int (rows, 2);
    }
  else
    job->verifier.salt = hkk_mock_random_bytes (SALT_SIZE);
  job->checked = done;
  if (job->expected == NULL && job->pool->took > 0)
    pretend (job);
  else
    push (job);
}

/**
 * hkk_mock_password_derive:
 * @server: the server
 * @password: a new password
 * @done: called once, later, on the server's thread
 * @data: for @done
 */
void
hkk_mock_password_derive (HkkMockServer         *server,
                          const char            *password,
                          HkkMockPasswordDerived done,
                          gpointer               data)
{
  Job *job = job_new (server, 0, password, data);

  job->verifier.salt = hkk_mock_random_bytes (SALT_SIZE);
  job->derived = done;
  push (job);
}

/**
 * hkk_mock_password_store:
 * @store: a store in a transaction
 * @account_id: whose
 * @verifier: of the new password
 */
void
hkk_mock_password_store (HkkMockStore          *store,
                         gint64                 account_id,
                         const HkkMockVerifier *verifier)
{
  hkk_mock_run (store, "UPDATE accounts SET password_salt = ?, password_verifier = ?, password_rounds = ?,"
                       " password_changed_at = ?"
                       " WHERE id = ?",
                verifier->salt, verifier->bytes, (gint64) verifier->rounds, hkk_mock_now (), account_id);
  hkk_mock_run (store, "DELETE FROM password_attempts WHERE account_id = ?", account_id);
}

/**
 * hkk_mock_password_locked:
 * @store: a store
 * @account_id: whose
 *
 * Returns: seconds until a password is checked again; 0 if it is checked now
 */
gint64
hkk_mock_password_locked (HkkMockStore *store,
                          gint64        account_id)
{
  gint64 until = hkk_mock_get_int (store, 0, "SELECT locked_until_at FROM password_attempts WHERE account_id = ?",
                                   account_id);
  gint64 left = until - hkk_mock_now ();

  return left > 0 ? (left + 999) / 1000 : 0;
}

/**
 * hkk_mock_password_refuse:
 * @account: whose
 * @password: a new password
 * @field: the field that the error is for
 * @language: of the sentence
 *
 * Returns: (transfer full) (nullable): a validation_failed problem, or %NULL if the password keeps the policy
 */
HkkMockProblem *
hkk_mock_password_refuse (const HkkMockAccount *account,
                          const char           *password,
                          const char           *field,
                          const char           *language)
{
  g_autoptr(GError) error = NULL;
  GDate birth;

  g_date_clear (&birth, 1);
  if (hkk_password_check (password, account->kvnr, account->name,
                          hkk_date_from_iso (account->birth_date, &birth) ? &birth : NULL, &error))
    return NULL;
  return hkk_mock_problem_add_error (NULL, field, hkk_rule_error_code (error),
                                     hkk_mock_text_in (language, hkk_rule_error_msgid (error)));
}

static void
get_policy (HkkMockCall *call)
{
  JsonArray *hints = json_array_new ();

  json_array_add_string_element (hints, hkk_mock_text (call, N_("At least 12 characters. A few words in a row are easy "
                                                                "to remember.")));
  json_array_add_string_element (hints, hkk_mock_text (call, N_("Not your name, insurance number or date of birth.")));
  json_array_add_string_element (hints, hkk_mock_text (call, N_("Not a password that many people use.")));
  hkk_mock_call_answer (call, 200, hkk_json_object ("min_length", HKK_PASSWORD_MIN, "max_length", HKK_PASSWORD_MAX,
                                                    "hints", hints));
}

static void
on_new_derived (const HkkMockVerifier *verifier,
                gpointer               data)
{
  HkkMockCall *call = data;
  HkkMockIntent *intent = hkk_mock_call_intent (call);

  /* What waits for the approval is the verifier, never the password. */
  g_clear_pointer (&intent->body, json_node_unref);
  intent->body = hkk_json_node ();
  hkk_mock_verifier_add (verifier, hkk_mock_intent_body (intent));
  g_set_str (&intent->title, hkk_mock_text (call, N_("Change the password")));
  hkk_mock_intent_add_person (intent, call->store);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Password")), NULL,
                              hkk_mock_text (call, N_("a new one")));
  hkk_mock_call_prepared (call, HKK_MOCK_PREPARED);
}

/**
 * hkk_mock_password_problem:
 * @store: a store
 * @account_id: whose password was wrong or is locked
 *
 * Returns: (transfer full): account_locked with its time, or invalid_credentials
 */
HkkMockProblem *
hkk_mock_password_problem (HkkMockStore *store,
                           gint64        account_id)
{
  gint64 locked = hkk_mock_password_locked (store, account_id);
  HkkMockProblem *problem = hkk_mock_problem_new (locked > 0 ? "account_locked" : "invalid_credentials", NULL);

  problem->retry_after = locked;
  return problem;
}

static void
on_asked (gboolean ok,
          gpointer data)
{
  HkkMockCall *call = data;

  if (!ok)
    hkk_mock_call_problem_take (call, hkk_mock_password_problem (call->store, call->account_id));
  hkk_mock_call_prepared (call, ok ? HKK_MOCK_PREPARED : HKK_MOCK_REFUSED);
}

static HkkMockPrepared
check_unless_locked (HkkMockCall           *call,
                     const char            *password,
                     HkkMockPasswordChecked done)
{
  HkkMockProblem *problem = hkk_mock_password_full (call->server);

  if (problem == NULL && hkk_mock_password_locked (call->store, call->account_id) > 0)
    problem = hkk_mock_password_problem (call->store, call->account_id);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  hkk_mock_password_check (call->server, call->account_id, password, done, call);
  return HKK_MOCK_WAITING;
}

/**
 * hkk_mock_password_ask:
 * @call: a call of a session that is being prepared
 * @password: what was given once more
 *
 * Returns: %HKK_MOCK_WAITING until @password is known to be right or wrong; %HKK_MOCK_REFUSED while the account is
 *   locked
 */
HkkMockPrepared
hkk_mock_password_ask (HkkMockCall *call,
                       const char  *password)
{
  return check_unless_locked (call, password, on_asked);
}

static void
on_old_checked (gboolean ok,
                gpointer data)
{
  HkkMockCall *call = data;
  const char  *password = hkk_json_get_string (hkk_mock_call_body (call), "new");
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (call->store, call->account_id);
  HkkMockProblem *problem = NULL;

  if (!ok)
    problem = hkk_mock_password_problem (call->store, call->account_id);
  else
    problem = hkk_mock_password_refuse (account, password, "new", call->language);
  if (problem == NULL)
    hkk_mock_password_derive (call->server, password, on_new_derived, call);
  else
    {
      hkk_mock_call_problem_take (call, problem);
      hkk_mock_call_prepared (call, HKK_MOCK_REFUSED);
    }
}

/**
 * hkk_mock_password_change_prepare:
 * @call: a call whose body has "old" and "new"
 * @intent: to be filled: with the verifier, never the password
 *
 * Returns: %HKK_MOCK_WAITING until the old password is checked and the new one derived
 */
HkkMockPrepared
hkk_mock_password_change_prepare (HkkMockCall   *call,
                                  HkkMockIntent *intent)
{
  const char *old_password = hkk_json_get_string (hkk_mock_call_body (call), "old");

  if (old_password == NULL || hkk_json_get_string (hkk_mock_call_body (call), "new") == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  return check_unless_locked (call, old_password, on_old_checked);
}

static HkkMockPrepared
prepare_change (HkkMockCall   *call,
                HkkMockIntent *intent)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (call->store, call->account_id);

  intent->needs_approval = !account->restricted;
  return hkk_mock_password_change_prepare (call, intent);
}

/**
 * hkk_mock_password_change:
 * @store: the store, in a transaction
 * @intent: what was prepared
 * @access: where it is done, for the access log: without kind
 * @result: to be filled
 *
 * All sessions end but the one that asked.
 *
 * Returns: whether the password is another one now
 */
gboolean
hkk_mock_password_change (HkkMockStore        *store,
                          const HkkMockIntent *intent,
                          HkkMockAccess        access,
                          HkkMockResult       *result)
{
  g_auto(HkkMockVerifier) verifier = { NULL };

  if (!hkk_mock_verifier_read (&verifier, hkk_mock_intent_body (intent)))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  hkk_mock_password_store (store, intent->account_id, &verifier);
  hkk_mock_session_end_all (store, intent->account_id, intent->session_id, "password_changed");
  access.account_id = intent->account_id;
  access.kind = "password_changed";
  hkk_mock_access_log_note (store, &access);
  result->effect = g_strdup ("password changed");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language, N_("Your password is changed. "
                                                                                       "Other sessions have ended.")));
  return TRUE;
}

static gboolean
change_execute (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockResult       *result)
{
  return hkk_mock_password_change (store, intent, (HkkMockAccess) { .session_id = intent->session_id }, result);
}

static void
forget_old_attempts (HkkMockStore *store,
                     gint64        now)
{
  hkk_mock_run (store, "DELETE FROM password_attempts WHERE last_at < ? AND coalesce(locked_until_at, 0) < ?",
                now - HKK_MOCK_DAY, now);
}

static void
start (HkkMockServer *server)
{
  Pool *pool = g_new0 (Pool, 1);

  pool->finished = g_async_queue_new ();
  pool->idle = g_ptr_array_new ();
  pool->context = g_main_context_ref_thread_default ();
  pool->threads = g_thread_pool_new (work, pool, WORKERS, FALSE, NULL);
  hkk_mock_server_set_data (server, POOL_DATA, pool, g_free);
}

static void
stop (HkkMockServer *server)
{
  Pool *pool = hkk_mock_server_data (server, POOL_DATA);
  GSource *source;

  /* A completion can start the next job. */
  while (pool->running > 0)
    complete (g_async_queue_pop (pool->finished));
  while (pool->idle->len > 0)
    on_idle_end (pool->idle->pdata[0]);
  g_ptr_array_unref (pool->idle);
  g_thread_pool_free (pool->threads, FALSE, TRUE);
  while ((source = g_main_context_find_source_by_user_data (pool->context, pool)) != NULL)
    g_source_destroy (source);
  g_async_queue_unref (pool->finished);
  g_main_context_unref (pool->context);
}

static const HkkMockRoute routes[] =
{
  { .operation = "get_password_policy", .method = "GET", .path = "/iam/password-policy", .handler = get_policy },
  { .operation = "change_password", .members = "old new",
    .method = "PUT", .path = "/iam/password", .scope = HKK_MOCK_SCOPE_SIGNED_IN,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .prepare = prepare_change,
    .execute = change_execute },
};

const HkkMockService hkk_mock_passwords_service =
{
  .name = "passwords",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .start = start,
  .stop = stop,
  .tick = forget_old_attempts,
};
