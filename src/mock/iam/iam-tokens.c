/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "feed.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-plain-text.h"
#include "hkk-rules.h"
#include "iam.h"

#define MAX_TOKEN 512
#define ACCESS_LIFE (5 * HKK_MOCK_MINUTE)
#define SESSION_LIFE (12 * 60 * HKK_MOCK_MINUTE)
#define STAY_LIFE (30 * HKK_MOCK_DAY)

/* Tokens are 256 random bits, known here by their SHA-256 only, so the look-up tells nothing by its time.
 *
 * Refresh tokens of a session are numbered. Using number n makes number n + 1 and withdraws an n + 1 that was made
 * before (its answer got lost); n stays good until an n + 1 is used. Anything older or withdrawn ends the session. */
static const char * const migrations[] =
{
  "CREATE TABLE iam_tokens (hash BLOB PRIMARY KEY, kind TEXT NOT NULL, account_id INTEGER NOT NULL, session_id TEXT,"
  " device_id TEXT, generation INTEGER NOT NULL DEFAULT 0, withdrawn INTEGER NOT NULL DEFAULT 0,"
  " created_at INTEGER NOT NULL, expires_at INTEGER) STRICT, WITHOUT ROWID;"
  "CREATE INDEX iam_tokens_session ON iam_tokens (session_id);"
  "CREATE INDEX iam_tokens_device ON iam_tokens (device_id);",
  NULL
};

static GBytes *
token_hash (const char *token)
{
  return hkk_mock_sha256 (token, strlen (token));
}

static char *
issue (HkkMockStore *store,
       const char   *kind,
       gint64        account_id,
       const char   *session_id,
       const char   *device_id,
       gint64        generation,
       HkkJsonValue  expires_at)
{
  g_autoptr(GBytes) secret = hkk_mock_random_bytes (32);
  char *token = hkk_base64url_encode (g_bytes_get_data (secret, NULL), g_bytes_get_size (secret));
  g_autoptr(GBytes) hash = token_hash (token);

  hkk_mock_run (store, "INSERT INTO iam_tokens (hash, kind, account_id, session_id, device_id, generation, created_at,"
                       " expires_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                hash, kind, account_id, session_id, device_id, generation, hkk_mock_now (), expires_at);
  return token;
}

/**
 * hkk_mock_device_token_issue:
 * @store: a store in a transaction
 * @account_id: whose
 * @device_id: the device
 *
 * Returns: (transfer full): the token; it is good until it is revoked
 */
char *
hkk_mock_device_token_issue (HkkMockStore *store,
                             gint64        account_id,
                             const char   *device_id)
{
  return issue (store, "device", account_id, NULL, device_id, 0, hkk_json_value_text (NULL));
}

/**
 * hkk_mock_device_token_find:
 * @store: a store
 * @token: a device's token as it was issued
 *
 * Returns: (transfer full) (nullable): the device whose token it is
 */
char *
hkk_mock_device_token_find (HkkMockStore *store,
                            const char   *token)
{
  g_autoptr(GBytes) hash = token_hash (token);

  return hkk_mock_get_text (store, "SELECT device_id FROM iam_tokens WHERE hash = ? AND kind = 'device'", hash);
}

/**
 * hkk_mock_device_token_revoke:
 * @store: a store in a transaction
 * @device_id: the device whose tokens are worth nothing from here on
 */
void
hkk_mock_device_token_revoke (HkkMockStore *store,
                              const char   *device_id)
{
  hkk_mock_run (store, "DELETE FROM iam_tokens WHERE device_id = ?", device_id);
}

static gboolean
end_inactive (HkkMockStore *store,
              gpointer      data)
{
  hkk_mock_session_end (store, data, "inactivity");
  return TRUE;
}

static gboolean
scope_fits (HkkMockScope scope,
            const char  *kind,
            const char  *client)
{
  gboolean access = strcmp (kind, "access") == 0;

  switch (scope)
    {
    case HKK_MOCK_SCOPE_PORTAL:
      return access && g_strcmp0 (client, "desktop") == 0;
    case HKK_MOCK_SCOPE_PHONE:
      return access && g_strcmp0 (client, "phone") == 0;
    case HKK_MOCK_SCOPE_SIGNED_IN:
      return access;
    case HKK_MOCK_SCOPE_DEVICE:
      return strcmp (kind, "device") == 0;
    case HKK_MOCK_SCOPE_ASKER:
      return access || strcmp (kind, "device") == 0;
    case HKK_MOCK_SCOPE_NONE:
    default:
      return FALSE;
    }
}

/* What a person does is activity; reading in the background is not. */
static void
note_activity (HkkMockCall *call)
{
  gint64 now = hkk_mock_now ();

  if (call->session_id != NULL && strcmp (call->route->method, "GET") != 0)
    hkk_mock_run (call->store, "UPDATE iam_sessions SET last_used_at = ?1 WHERE id = ?2 AND last_used_at < ?1 - ?3",
                  now, call->session_id, HKK_MOCK_MINUTE);
}

enum
{
  TOKEN_KIND, TOKEN_ACCOUNT_ID, TOKEN_SESSION_ID, TOKEN_DEVICE_ID, TOKEN_EXPIRES_AT, TOKEN_CLIENT, TOKEN_STAY,
  TOKEN_LAST_USED_AT, TOKEN_SESSION_EXPIRES_AT, TOKEN_RAISED_UNTIL_AT, TOKEN_RESTRICTED, TOKEN_STATE, TOKEN_ENDED_AT,
};

static const char *
examine_token (HkkMockCall *call,
               HkkMockRows *rows)
{
  gint64 now = hkk_mock_now ();
  const char *kind = hkk_mock_rows_text (rows, TOKEN_KIND);

  if (!scope_fits (call->route->scope, kind, hkk_mock_rows_text (rows, TOKEN_CLIENT)) ||
      g_strcmp0 (hkk_mock_rows_text (rows, TOKEN_STATE), "active") != 0)
    return "unauthorized";
  call->account_id = hkk_mock_rows_int (rows, TOKEN_ACCOUNT_ID);
  call->session_id = g_strdup (hkk_mock_rows_text (rows, TOKEN_SESSION_ID));
  call->device_id = g_strdup (hkk_mock_rows_text (rows, TOKEN_DEVICE_ID));
  call->stepped_up_until = hkk_mock_rows_int (rows, TOKEN_RAISED_UNTIL_AT);
  call->restricted = hkk_mock_rows_int (rows, TOKEN_RESTRICTED) != 0;
  if (strcmp (kind, "device") == 0)
    return NULL;
  if (!hkk_mock_rows_is_null (rows, TOKEN_ENDED_AT) || hkk_mock_rows_int (rows, TOKEN_SESSION_EXPIRES_AT) <= now)
    return "unauthorized";
  if (hkk_mock_rows_int (rows, TOKEN_STAY) == 0 &&
      hkk_mock_rows_int (rows, TOKEN_LAST_USED_AT) <= now - hkk_mock_store_get_inactivity (call->store))
    return "inactive";
  return hkk_mock_rows_int (rows, TOKEN_EXPIRES_AT) <= now ? "token_expired" : NULL;
}

static const char *
look_up_token (HkkMockCall *call,
               const char  *token)
{
  g_autoptr(GBytes) hash = token_hash (token);
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
    "SELECT t.kind, t.account_id, t.session_id,"
    " t.device_id, t.expires_at, s.client, s.stay, s.last_used_at, s.expires_at,"
    " s.raised_until_at, a.restricted, a.state, s.ended_at FROM iam_tokens t JOIN accounts a ON a.id = t.account_id"
    " LEFT JOIN iam_sessions s ON s.id = t.session_id WHERE t.hash = ? AND t.kind IN ('access', 'device')", hash);

  return hkk_mock_rows_next (rows) ? examine_token (call, rows) : "unauthorized";
}

/* Bearer tokens: RFC 6750. */
static gboolean
authenticate (HkkMockCall *call)
{
  const char *header = hkk_mock_call_header (call, "Authorization");
  const char *code = "unauthorized";

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) == 0)
    code = look_up_token (call, header + strlen ("Bearer "));
  if (code == NULL)
    {
      note_activity (call);
      return TRUE;
    }
  if (strcmp (code, "inactive") == 0)
    {
      hkk_mock_store_transact (call->store, end_inactive, call->session_id);
      code = "unauthorized";
    }
  return hkk_mock_call_problem (call, code, NULL);
}

/* The answer of /iam/token with a fresh pair. */
static JsonObject *
issue_pair (HkkMockStore         *store,
            const HkkMockAccount *account,
            const char           *session_id,
            gint64                generation)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT stay, expires_at FROM iam_sessions WHERE id = ?",
                                                session_id);
  g_autofree char *access = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *expires = NULL;
  gint64 expires_at;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  expires_at = hkk_mock_rows_int (rows, 1);
  expires = hkk_mock_rows_time (rows, 1);
  access = issue (store, "access", account->id, session_id, NULL, generation,
                  hkk_json_value_int (MIN (hkk_mock_now () + ACCESS_LIFE, expires_at)));
  refresh = issue (store, "refresh", account->id, session_id, NULL, generation, hkk_json_value_int (expires_at));
  return hkk_json_object (
    "access_token", access, "token_type", "Bearer",
    "expires_in", ACCESS_LIFE / HKK_MOCK_SECOND, "refresh_token", refresh,
    "session_id", session_id, "inactivity", hkk_mock_store_get_inactivity (store) / HKK_MOCK_SECOND,
    "absolute_expires_at", expires, "stay_signed_in", HKK_JSON_BOOL (hkk_mock_rows_int (rows, 0) != 0),
    "account", hkk_json_object ("id", account->profile_id, "name", account->name,
                                "restricted", HKK_JSON_BOOL (account->restricted)));
}

/**
 * hkk_mock_session_start:
 * @store: a store in a transaction
 * @account: whose
 * @client: "desktop" or "phone"
 * @device_name: (nullable): what the person calls the machine
 * @stay: whether it lives 30 days
 *
 * Returns: (transfer full) (nullable): the answer of a sign-in
 */
JsonObject *
hkk_mock_session_start (HkkMockStore         *store,
                        const HkkMockAccount *account,
                        const char           *client,
                        const char           *device_name,
                        gboolean              stay)
{
  g_autofree char *id = hkk_mock_random_hex (16);
  g_autofree char *name = device_name != NULL ? hkk_plain_text_visible (device_name) : NULL;
  gint64 now = hkk_mock_now ();

  if (name != NULL && *name == '\0')
    g_clear_pointer (&name, g_free);
  hkk_mock_run (store, "INSERT INTO iam_sessions (id, account_id, client, device_name, stay, created_at, last_used_at,"
                       " expires_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)", id, account->id, client, name, HKK_JSON_BOOL (stay),
                now, now, now + (stay ? STAY_LIFE : SESSION_LIFE));
  hkk_mock_access_log_append (store, account->id, id, "sign_in");
  hkk_mock_feed_append (store, account->id, "session", id, "started");
  return issue_pair (store, account, id, 1);
}

typedef struct
{
  HkkMockCall          *call;
  const HkkMockAccount *account;
  const char           *token;
  JsonObject           *answer;
} Grant;

static gboolean
start_session (HkkMockStore *store,
               gpointer      data)
{
  Grant *grant = data;
  JsonObject *body = hkk_mock_call_body (grant->call);

  grant->answer = hkk_mock_session_start (store, grant->account, hkk_json_get_string (body, "client"),
                                          hkk_json_get_string (body, "device_name"),
                                          hkk_json_get_bool (body, "stay_signed_in", FALSE));
  return grant->answer != NULL;
}

static gboolean
note_failure (HkkMockStore *store,
              gpointer      data)
{
  Grant *grant = data;
  JsonObject *body = hkk_mock_call_body (grant->call);
  const char *given = hkk_json_get_string (body, "device_name");
  g_autofree char *name = given != NULL ? hkk_plain_text_visible (given) : NULL;

  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = grant->account->id, .kind = "sign_in_failed", .client = hkk_json_get_string (body, "client"),
    .device_name = name, .who = "unknown" });
  return TRUE;
}

static HkkMockAccount *
account_of_body (HkkMockCall *call)
{
  g_autofree char *kvnr = hkk_kvnr_normalize (hkk_json_get_string (hkk_mock_call_body (call), "username"));

  return hkk_mock_account_find (call->store, kvnr);
}

/* Numbers that nobody has are counted too, each for itself, so that an answer never tells whether one exists. */
static gint64
subject_of (HkkMockCall          *call,
            const HkkMockAccount *account)
{
  g_autofree char *kvnr = hkk_kvnr_normalize (hkk_json_get_string (hkk_mock_call_body (call), "username"));
  g_autoptr(GBytes) hash = token_hash (kvnr);
  gint64 subject;

  if (account != NULL)
    return account->id;
  memcpy (&subject, g_bytes_get_data (hash, NULL), sizeof subject);
  return subject | G_MININT64;
}

static void
on_password_checked (gboolean ok,
                     gpointer data)
{
  HkkMockCall *call = data;
  g_autoptr(HkkMockAccount) account = account_of_body (call);
  Grant grant = { call, account };

  hkk_mock_call_go_on (call);
  if (!ok || account == NULL)
    {
      if (account != NULL)
        hkk_mock_store_transact (call->store, note_failure, &grant);
      hkk_mock_call_problem_take (call, hkk_mock_password_problem (call->store, subject_of (call, account)));
    }
  else if (strcmp (account->state, "active") != 0)
    hkk_mock_call_problem (call, "account_closed", NULL);
  else if (hkk_mock_call_transact (call, start_session, &grant))
    hkk_mock_call_answer (call, 200, grant.answer);
  else
    g_clear_pointer (&grant.answer, json_object_unref);
  hkk_mock_call_resume (call);
}

static void
grant_password (HkkMockCall *call)
{
  JsonObject *body = hkk_mock_call_body (call);
  const char *client = hkk_json_get_string (body, "client");
  const char *password = hkk_json_get_string (body, "password");
  const char *device_name = hkk_json_get_string (body, "device_name");
  g_autoptr(HkkMockAccount) account = NULL;
  HkkMockProblem *problem;
  gint64 subject;

  if (hkk_json_get_string (body, "username") == NULL || password == NULL || strlen (password) > 4 * HKK_PASSWORD_MAX ||
      (device_name != NULL && g_utf8_strlen (device_name, -1) > 100) ||
      (g_strcmp0 (client, "desktop") != 0 && g_strcmp0 (client, "phone") != 0))
    {
      hkk_mock_call_problem (call, "invalid_request", NULL);
      return;
    }
  account = account_of_body (call);
  subject = subject_of (call, account);
  problem = hkk_mock_password_full (call->server);
  if (problem == NULL && hkk_mock_password_locked (call->store, subject) > 0)
    problem = hkk_mock_password_problem (call->store, subject);
  if (problem != NULL)
    {
      hkk_mock_call_problem_take (call, problem);
      return;
    }
  hkk_mock_call_pause (call);
  hkk_mock_password_check (call->server, subject, password, on_password_checked, call);
}

enum
{
  REFRESH_SESSION_ID, REFRESH_ACCOUNT_ID, REFRESH_GENERATION, REFRESH_WITHDRAWN, REFRESH_LAST_GENERATION,
  REFRESH_STAY, REFRESH_LAST_USED_AT, REFRESH_EXPIRES_AT,
};

static gboolean
refresh_session (HkkMockStore *store,
                 gpointer      data)
{
  Grant *grant = data;
  g_autoptr(GBytes) hash = token_hash (grant->token);
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT t.session_id, t.account_id, t.generation, t.withdrawn, s.generation, s.stay, s.last_used_at, s.expires_at"
    " FROM iam_tokens t JOIN iam_sessions s ON s.id = t.session_id WHERE t.hash = ? AND t.kind = 'refresh'"
    " AND s.ended_at IS NULL", hash);
  g_autoptr(HkkMockAccount) account = NULL;
  const char *session_id;
  gint64 generation, now = hkk_mock_now ();

  if (!hkk_mock_rows_next (rows))
    return TRUE;
  session_id = hkk_mock_rows_text (rows, REFRESH_SESSION_ID);
  generation = hkk_mock_rows_int (rows, REFRESH_GENERATION);
  if (generation < hkk_mock_rows_int (rows, REFRESH_LAST_GENERATION) ||
      hkk_mock_rows_int (rows, REFRESH_WITHDRAWN) != 0)
    hkk_mock_session_end (store, session_id, "token_reuse");
  else if (hkk_mock_rows_int (rows, REFRESH_EXPIRES_AT) <= now)
    hkk_mock_session_end (store, session_id, hkk_mock_rows_int (rows, REFRESH_STAY) != 0 ? HKK_MOCK_END_EXPIRED_STAY
                                                                                          : HKK_MOCK_END_EXPIRED);
  else if (hkk_mock_rows_int (rows, REFRESH_STAY) == 0 &&
           hkk_mock_rows_int (rows, REFRESH_LAST_USED_AT) <= now - hkk_mock_store_get_inactivity (store))
    hkk_mock_session_end (store, session_id, "inactivity");
  else
    {
      account = hkk_mock_account_load (store, hkk_mock_rows_int (rows, REFRESH_ACCOUNT_ID));
      hkk_mock_run (store, "UPDATE iam_tokens SET withdrawn = 1 WHERE session_id = ? AND kind = 'refresh'"
                           " AND generation > ?", session_id, generation);
      hkk_mock_run (store, "UPDATE iam_sessions SET generation = ? WHERE id = ?", generation, session_id);
      grant->answer = issue_pair (store, account, session_id, generation + 1);
    }
  return TRUE;
}

/* Whoever holds a token of the session may know why it ended: the feed cannot tell any more. */
static HkkMockProblem *
ended_problem (HkkMockCall *call,
               const char  *token)
{
  HkkMockProblem *problem = hkk_mock_problem_new ("invalid_grant", NULL);
  g_autoptr(GBytes) hash = token_hash (token);
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
    "SELECT s.end_reason FROM iam_tokens t JOIN iam_sessions s ON s.id = t.session_id WHERE t.hash = ?"
    " AND t.kind = 'refresh'", hash);

  if (hkk_mock_rows_next (rows) && hkk_mock_rows_text (rows, 0) != NULL)
    problem->extra = hkk_json_object ("reason", hkk_mock_rows_text (rows, 0));
  return problem;
}

static void
grant_refresh (HkkMockCall *call)
{
  Grant grant = { call, NULL, hkk_json_get_string (hkk_mock_call_body (call), "refresh_token") };

  if (grant.token == NULL)
    hkk_mock_call_problem (call, "invalid_request", NULL);
  else if (!hkk_mock_call_transact (call, refresh_session, &grant))
    g_clear_pointer (&grant.answer, json_object_unref);
  else if (grant.answer != NULL)
    hkk_mock_call_answer (call, 200, grant.answer);
  else
    hkk_mock_call_problem_take (call, ended_problem (call, grant.token));
}

static void
iam_token (HkkMockCall *call)
{
  const char *type = hkk_json_get_string (hkk_mock_call_body (call), "grant_type");

  if (g_strcmp0 (type, "password") == 0)
    grant_password (call);
  else if (g_strcmp0 (type, "refresh_token") == 0)
    grant_refresh (call);
  else
    hkk_mock_call_problem (call, "invalid_request", NULL);
}

static gboolean
end_revoked (HkkMockStore *store,
        gpointer      data)
{
  g_autoptr(GBytes) hash = token_hash (data);
  g_autofree char *session_id = hkk_mock_get_text (store, "SELECT session_id FROM iam_tokens WHERE hash = ?"
                                                          " AND kind = 'refresh'", hash);

  if (session_id != NULL)
    hkk_mock_session_end (store, session_id, "signed_out");
  return TRUE;
}

static void
iam_revoke (HkkMockCall *call)
{
  const char *token = hkk_json_get_string (hkk_mock_call_body (call), "refresh_token");

  if (token == NULL || *token == '\0' || strlen (token) > MAX_TOKEN)
    hkk_mock_call_problem (call, "invalid_request", NULL);
  /* {} whatever it was (RFC 7009, 2.2), unless the session could not be ended. */
  else if (hkk_mock_call_transact (call, end_revoked, (gpointer) token))
    hkk_mock_call_answer (call, 200, NULL);
}

static void
forget_old_tokens (HkkMockStore *store,
                   gint64        now)
{
  hkk_mock_run (store, "DELETE FROM iam_tokens WHERE expires_at < ?", now - HKK_MOCK_DAY);
}

static const HkkMockRoute routes[] =
{
  { .operation = "iam_token",
    .members = "grant_type username password stay_signed_in client device_name refresh_token",
    .method = "POST", .path = "/iam/token", .flags = HKK_MOCK_ROUTE_NO_KEY, .handler = iam_token },
  { .operation = "iam_revoke", .members = "refresh_token",
    .method = "POST", .path = "/iam/revoke", .flags = HKK_MOCK_ROUTE_NO_KEY, .handler = iam_revoke },
};

const HkkMockService hkk_mock_tokens_service =
{
  .name = "tokens",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = forget_old_tokens,
  .authenticate = authenticate,
};
