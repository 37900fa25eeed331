/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "messages.h"

/* Whether an e-mail address is the person's: a code of six digits goes to it. The demo has no mail server, so the code
 * comes as a message into the inbox. */

#define CODE_SECONDS 900
#define CODE_TRIES 5
#define SENDS_MAX 5
#define SENDS_WINDOW (15 * HKK_MOCK_MINUTE)

static const char * const migrations[] = {
  "CREATE TABLE email_codes (account_id INTEGER PRIMARY KEY, code_hash BLOB NOT NULL, email TEXT NOT NULL,"
  " tries INTEGER NOT NULL DEFAULT 0, expires_at INTEGER NOT NULL) STRICT;"
  "CREATE TABLE email_code_sends (account_id INTEGER NOT NULL, sent_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX email_code_sends_account ON email_code_sends (account_id, sent_at);",
  NULL
};

static GBytes *
hash_code (gint64      account_id,
           const char *code)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "|%s", account_id, code);

  return hkk_mock_sha256 (text, strlen (text));
}

/* Six digits, each as likely as the others: numbers at the upper end that would favour the lower ones are drawn
 * again. */
static char *
draw_code (void)
{
  const guint32 limit = G_MAXUINT32 - G_MAXUINT32 % 1000000;
  guint32 number;

  do
    {
      g_autoptr(GBytes) random = hkk_mock_random_bytes (sizeof number);

      memcpy (&number, g_bytes_get_data (random, NULL), sizeof number);
    }
  while (number >= limit);
  return g_strdup_printf ("%06u", number % 1000000);
}

static char *
write_body (const char *language,
            const char *email,
            const char *code)
{
  /* TRANSLATORS: an e-mail address and a code of six digits */
  return g_strdup_printf (hkk_mock_text_in (language, N_("Your code for %1$s is %2$s.\n\nType it under Personal data & "
                                                         "settings, at Contact. It is valid for 15 minutes.\n\nIn this "
                                                         "demo the code comes here, not by e-mail.")), email, code);
}

/**
 * hkk_mock_email_code_send:
 * @store: a store in a transaction
 * @account_id: whose
 * @email: the address that is to be confirmed
 *
 * Sends a new code; the one before ends.
 */
void
hkk_mock_email_code_send (HkkMockStore *store,
                          gint64        account_id,
                          const char   *email)
{
  g_autofree char *code = draw_code ();
  g_autoptr(GBytes) hash = hash_code (account_id, code);
  g_autofree char *body_de = write_body ("de", email, code);
  g_autofree char *body_en = write_body ("en", email, code);
  const char *subject = N_("Your code for the new e-mail address");
  gint64 now = hkk_mock_now ();
  g_autofree char *id = NULL;

  hkk_mock_run (store, "INSERT OR REPLACE INTO email_codes (account_id, code_hash, email, tries, expires_at)"
                       " VALUES (?, ?, ?, 0, ?)", account_id, hash, email, now + CODE_SECONDS * HKK_MOCK_SECOND);
  hkk_mock_run (store, "INSERT INTO email_code_sends (account_id, sent_at) VALUES (?, ?)", account_id, now);
  id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = account_id, .category = "access", .subject_de = hkk_mock_text_in ("de", subject),
    .subject_en = hkk_mock_text_in ("en", subject), .body_de = body_de, .body_en = body_en, .leads_to = "email-code",
    .created_at = now });
}

/* A code that is over, or was typed wrong too often, stays until there is another one, so that a person is told why
 * theirs does not work. */
void
hkk_mock_email_code_tell (HkkMockStore *store,
                          gint64        account_id,
                          JsonObject   *section)
{
  JsonObject *values = hkk_json_get_object (section, "values");
  g_autoptr(HkkMockRows) rows = NULL;
  g_autofree char *until = NULL;

  if (hkk_json_get_bool (values, "email_confirmed", TRUE))
    return;
  rows = hkk_mock_query (store,
                         "SELECT CASE WHEN tries < ? THEN expires_at ELSE MIN(expires_at, ?) END FROM email_codes"
                         " WHERE account_id = ? AND email = ?", CODE_TRIES, hkk_mock_now (), account_id,
                         hkk_json_get_string (values, "email"));
  if (!hkk_mock_rows_next (rows))
    return;
  until = hkk_mock_rows_time (rows, 0);
  hkk_json_object_add (section, "email_code_until", until);
}

/* "a…@example.org" */
static char *
shorten (const char *email)
{
  const char *at = strchr (email, '@');
  g_autofree char *first = g_utf8_substring (email, 0, 1);

  return g_strconcat (first, "…", at != NULL ? at : "", NULL);
}

/* (transfer full) (nullable): the address if there is one that is not confirmed; otherwise the call is refused. */
static char *
find_email (HkkMockCall *call)
{
  g_autoptr(JsonObject) contact = hkk_mock_profile_values (call->store, call->account_id, "contact");
  const char *email = hkk_json_get_string (contact, "email");

  if (email == NULL || *email == '\0')
    hkk_mock_call_problem (call, "conflict",
                           hkk_mock_text (call, N_("You have no e-mail address here. Add one first.")));
  else if (hkk_json_get_bool (contact, "email_confirmed", FALSE))
    hkk_mock_call_problem (call, "conflict", hkk_mock_text (call, N_("Your e-mail address is confirmed already.")));
  else
    return g_strdup (email);
  return NULL;
}

static HkkMockPrepared
prepare_send (HkkMockCall   *call,
              HkkMockIntent *intent)
{
  g_autofree char *email = find_email (call);
  HkkMockProblem *problem;

  if (email == NULL)
    return HKK_MOCK_REFUSED;
  problem = hkk_mock_problem_throttle (hkk_mock_query (call->store,
    "SELECT count(*), min(sent_at) FROM email_code_sends WHERE account_id = ? AND sent_at > ?", call->account_id,
    hkk_mock_now () - SENDS_WINDOW), SENDS_MAX, SENDS_WINDOW, NULL);
  return problem == NULL ? HKK_MOCK_PREPARED : hkk_mock_call_refuse_take (call, problem);
}

static gboolean
execute_send (HkkMockStore        *store,
              const HkkMockIntent *intent,
              HkkMockResult       *result)
{
  g_autofree char *email = hkk_mock_profile_text (store, intent->account_id, "contact", "email");
  g_autofree char *shown = NULL;

  if (email == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  hkk_mock_email_code_send (store, intent->account_id, email);
  shown = shorten (email);
  result->body = hkk_json_object ("sent_to", shown, "valid_for", CODE_SECONDS);
  result->effect = g_strdup ("e-mail code sent");
  return TRUE;
}

/* Counted before it is compared. */
static gboolean
count_try (HkkMockStore *store,
           gpointer      data)
{
  hkk_mock_run (store, "UPDATE email_codes SET tries = tries + 1 WHERE account_id = ?", *(gint64 *) data);
  return TRUE;
}

static gboolean
code_matches (HkkMockCall *call,
              const char  *email,
              const char  *code)
{
  g_autoptr(HkkMockRows) rows = NULL;
  g_autoptr(GBytes) known = NULL;
  g_autoptr(GBytes) given = NULL;

  if (code == NULL || !hkk_mock_store_transact (call->store, count_try, &call->account_id))
    return FALSE;
  rows = hkk_mock_query (call->store,
                         "SELECT code_hash FROM email_codes WHERE account_id = ? AND email = ? AND tries <= ?"
                         " AND expires_at > ?", call->account_id, email, CODE_TRIES, hkk_mock_now ());
  if (!hkk_mock_rows_next (rows))
    return FALSE;
  known = hkk_mock_rows_bytes (rows, 0);
  given = hash_code (call->account_id, code);
  return hkk_mock_bytes_equal (known, given);
}

static HkkMockPrepared
prepare_confirmation (HkkMockCall   *call,
                      HkkMockIntent *intent)
{
  g_autofree char *email = find_email (call);

  if (email == NULL)
    return HKK_MOCK_REFUSED;
  if (code_matches (call, email, hkk_json_get_string (hkk_mock_call_body (call), "code")))
    {
      json_object_remove_member (hkk_mock_intent_body (intent), "code");
      json_object_set_string_member (hkk_mock_intent_body (intent), "email", email);
      return HKK_MOCK_PREPARED;
    }
  return hkk_mock_call_refuse_field (call, "code", "invalid", hkk_mock_text (call,
    N_("This code is not valid. Compare it with the newest message, or have a new one sent. A code is valid for 15 "
       "minutes and five tries.")));
}

static gboolean
execute_confirmation (HkkMockStore        *store,
                      const HkkMockIntent *intent,
                      HkkMockResult       *result)
{
  g_autoptr(JsonObject) contact = hkk_mock_profile_values (store, intent->account_id, "contact");
  const char *email = hkk_json_get_string (hkk_mock_intent_body (intent), "email");

  if (contact == NULL || g_strcmp0 (hkk_json_get_string (contact, "email"), email) != 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  hkk_mock_run (store, "DELETE FROM email_codes WHERE account_id = ?", intent->account_id);
  json_object_set_boolean_member (contact, "email_confirmed", TRUE);
  hkk_mock_profile_store (store, intent->account_id, "contact", contact);
  result->body = hkk_mock_profile_render ("contact", contact, intent->language);
  result->effect = g_strdup ("e-mail confirmed");
  return TRUE;
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  hkk_mock_run (store, "DELETE FROM email_code_sends WHERE sent_at <= ?", now - SENDS_WINDOW);
}

static const HkkMockRoute routes[] = {
  { .operation = "send_email_code", .members = "",
    .method = "POST", .path = "/v1/profile/email-code", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_send, .execute = execute_send },
  { .operation = "confirm_email", .members = "code",
    .method = "POST", .path = "/v1/profile/email-confirmation", .scope = HKK_MOCK_SCOPE_PORTAL,
    .prepare = prepare_confirmation, .execute = execute_confirmation },
};

const HkkMockService hkk_mock_email_service = {
  .name = "profile-email",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = tick,
};
