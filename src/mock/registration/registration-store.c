/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-rules.h"
#include "registration.h"

#define TRIES_MAX 5
#define TRIES_WINDOW (15 * HKK_MOCK_MINUTE)

static const char * const migrations[] =
{
  "CREATE TABLE registrations (id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, purpose TEXT NOT NULL,"
  " created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX registrations_account ON registrations (account_id);"
  "CREATE TABLE registration_tries (subject BLOB NOT NULL, tried_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX registration_tries_subject ON registration_tries (subject, tried_at);",
  "ALTER TABLE registrations ADD COLUMN device_id TEXT;",
  "ALTER TABLE registrations ADD COLUMN extensions_left INTEGER NOT NULL DEFAULT 10;",
  NULL
};

static gboolean
old_enough (const HkkMockAccount *account)
{
  g_autofree char *iso = hkk_mock_date_text (hkk_mock_now ());
  GDate birth, today;

  g_date_clear (&birth, 1);
  g_date_clear (&today, 1);
  return hkk_date_from_iso (account->birth_date, &birth) && hkk_date_from_iso (iso, &today) &&
         hkk_account_age_check (&birth, &today, NULL);
}

/**
 * hkk_mock_process_refuse:
 * @account: who has shown to know their data
 * @purpose: "registration" or "recovery"
 * @language: of the sentence
 *
 * Returns: (transfer full) (nullable): why that is not possible; %NULL if it is
 */
HkkMockProblem *
hkk_mock_process_refuse (const HkkMockAccount *account,
                         const char           *purpose,
                         const char           *language)
{
  gboolean registration = strcmp (purpose, "registration") == 0;
  gboolean registered = strcmp (account->state, "active") == 0;

  if (!old_enough (account))
    return hkk_mock_problem_new ("no_own_account", hkk_mock_text_in (language, N_(
      "An own account is possible from the 15th birthday on: since then one can apply for benefits oneself (§ 36 of "
      "the German Social Code, Book I). Until then your parents do it for you, in an account of their own.")));
  if (strcmp (account->state, "closed") == 0)
    return hkk_mock_problem_new ("account_closed", NULL);
  if (registration && registered)
    return hkk_mock_problem_new ("conflict", hkk_mock_text_in (language,
      N_("You are registered already. Sign in with your insurance number and your password. If you do not know it any "
         "more, choose “Forgotten password/approval PIN” in the Service-App.")));
  if (!registration && !registered)
    return hkk_mock_problem_new ("conflict", hkk_mock_text_in (language,
      N_("You are not registered yet. Choose “Register” in the Service-App.")));
  return NULL;
}

static GBytes *
subject_of (const char *kvnr)
{
  return hkk_mock_sha256 (kvnr, strlen (kvnr));
}

static gboolean
count_try (HkkMockStore *store,
           gpointer      data)
{
  gint64 now = hkk_mock_now ();

  return hkk_mock_run (store, "INSERT INTO registration_tries (subject, tried_at) VALUES (?, ?)", (GBytes *) data,
                       now) == 1;
}

/**
 * hkk_mock_registration_refuse_try:
 * @store: the store, in no transaction
 * @kvnr: an insurance number, normalised; nobody needs to have it
 * @language: of the sentence
 *
 * Counted before anything is compared: a burst of parallel guesses has no more tries than a row of them.
 *
 * Returns: (transfer full) (nullable): the problem when there were too many; %NULL if it goes on
 */
HkkMockProblem *
hkk_mock_registration_refuse_try (HkkMockStore *store,
                                  const char   *kvnr,
                                  const char   *language)
{
  g_autoptr(GBytes) subject = subject_of (kvnr);
  HkkMockRows *rows = hkk_mock_query (store,
    "SELECT count(*), min(tried_at) FROM registration_tries WHERE subject = ? AND tried_at > ?", subject,
    hkk_mock_now () - TRIES_WINDOW);
  HkkMockProblem *problem = hkk_mock_problem_throttle (rows, TRIES_MAX, TRIES_WINDOW, hkk_mock_text_in (language,
    N_("There were several attempts with this insurance number. Wait a few minutes, then try again.")));

  if (problem == NULL && !hkk_mock_store_transact (store, count_try, subject))
    problem = hkk_mock_problem_new ("internal", NULL);
  return problem;
}

/**
 * hkk_mock_registration_forget_tries:
 * @store: the store, in a transaction
 * @kvnr: the number of a person who is identified now
 */
void
hkk_mock_registration_forget_tries (HkkMockStore *store,
                                    const char   *kvnr)
{
  g_autoptr(GBytes) subject = subject_of (kvnr);

  hkk_mock_run (store, "DELETE FROM registration_tries WHERE subject = ?", subject);
}

/**
 * hkk_mock_registration_purpose:
 * @intent: a step of a registration or recovery
 *
 * Returns: (transfer none): which of the two
 */
const char *
hkk_mock_registration_purpose (const HkkMockIntent *intent)
{
  return g_str_has_suffix (intent->operation, "_recovery") ? "recovery" : "registration";
}

static void
forget_old (HkkMockStore *store,
            gint64        now)
{
  hkk_mock_run (store, "DELETE FROM registrations WHERE expires_at < ?", now - HKK_MOCK_DAY);
  hkk_mock_run (store, "DELETE FROM registration_tries WHERE tried_at <= ?", now - TRIES_WINDOW);
}

static const HkkMockRoute routes[] =
{
  { .operation = "start_registration", .members = "insurance_number birth_date card_digits",
    .method = "POST", .path = "/registration/start",
    .prepare = hkk_mock_registration_start_prepare, .execute = hkk_mock_registration_start_execute },
  { .operation = "extend_registration", .members = "process", .method = "POST", .path = "/registration/extend",
    .prepare = hkk_mock_registration_extend_prepare, .execute = hkk_mock_registration_extend_execute },
  { .operation = "complete_registration", .members = "process nect_case password device",
    .method = "POST", .path = "/registration/complete",
    .prepare = hkk_mock_registration_complete_prepare, .execute = hkk_mock_registration_complete_execute },
  { .operation = "start_recovery",
    .members = "insurance_number birth_date", .method = "POST", .path = "/recovery/start",
    .prepare = hkk_mock_registration_start_prepare, .execute = hkk_mock_registration_start_execute },
  { .operation = "complete_recovery", .members = "process nect_case password device",
    .method = "POST", .path = "/recovery/complete",
    .prepare = hkk_mock_registration_complete_prepare, .execute = hkk_mock_registration_complete_execute },
};

const HkkMockService hkk_mock_registration_service =
{
  .name = "registration",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .tick = forget_old,
};
