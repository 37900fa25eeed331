/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"

/* The first step: number and birth date, for a registration also the card. An answer tells nothing about a person to
 * someone who does not know all of it. */

#define CARD_DIGITS 6

static void
add_rule_error (HkkMockProblem **problem,
                const char      *field,
                const GError    *error,
                const char      *language)
{
  *problem = hkk_mock_problem_add_error (*problem, field, hkk_rule_error_code (error),
                                         hkk_mock_text_in (language, hkk_rule_error_msgid (error)));
}

static gboolean
check_birth_date (const char *text,
                  GError    **error)
{
  g_autofree char *iso = hkk_mock_date_text (hkk_mock_now ());
  GDate birth, today;

  g_date_clear (&birth, 1);
  g_date_clear (&today, 1);
  if (hkk_date_from_iso (text, &birth) && hkk_date_from_iso (iso, &today))
    return hkk_birth_date_check (&birth, &today, error);
  g_set_error_literal (error, HKK_RULE_ERROR, HKK_RULE_ERROR_DATE, "Not a date");
  return FALSE;
}

/* (transfer full) (nullable): what is written wrong. That costs no try. */
static HkkMockProblem *
refuse_form (JsonObject *body,
             gboolean    with_card,
             const char *language)
{
  g_autoptr(GError) number = NULL;
  g_autoptr(GError) birth = NULL;
  g_autoptr(GError) card = NULL;
  HkkMockProblem *problem = NULL;

  if (!hkk_kvnr_check (hkk_json_get_string (body, "insurance_number"), &number))
    add_rule_error (&problem, "insurance_number", number, language);
  if (!check_birth_date (hkk_json_get_string (body, "birth_date"), &birth))
    add_rule_error (&problem, "birth_date", birth, language);
  if (with_card && !hkk_card_digits_check (hkk_json_get_string (body, "card_digits"), &card))
    add_rule_error (&problem, "card_digits", card, language);
  return problem;
}

static gboolean
same (const char *known,
      const char *given)
{
  g_autoptr(GBytes) a = hkk_mock_sha256 (known, strlen (known));
  g_autoptr(GBytes) b = hkk_mock_sha256 (given, strlen (given));

  return hkk_mock_bytes_equal (a, b);
}

static gboolean
card_matches (const HkkMockAccount *account,
              const char           *digits)
{
  gsize length = account->card_number != NULL ? strlen (account->card_number) : 0;
  g_autofree char *given = digits != NULL ? hkk_card_digits_normalize (digits) : NULL;

  return length >= CARD_DIGITS && same (account->card_number + length - CARD_DIGITS, given);
}

static gboolean
matches (const HkkMockAccount *account,
         JsonObject           *body,
         gboolean              with_card)
{
  gboolean birth = account != NULL && same (account->birth_date, hkk_json_get_string (body, "birth_date"));
  gboolean card = account != NULL && with_card && card_matches (account, hkk_json_get_string (body, "card_digits"));

  return birth && (card || !with_card);
}

static HkkMockProblem *
no_match (gboolean    with_card,
          const char *language)
{
  return hkk_mock_problem_add_error (NULL, "insurance_number", "no_match", hkk_mock_text_in (language, with_card
    ? N_("Insurance number, date of birth and card number do not belong together. Compare them with your health card.")
    : N_("Insurance number and date of birth do not belong together. Compare them with your health card.")));
}

/**
 * hkk_mock_registration_start_prepare:
 * @call: POST /registration/start or /recovery/start
 * @intent: to be filled
 *
 * Returns: whether the person is known and may go on to NECT
 */
HkkMockPrepared
hkk_mock_registration_start_prepare (HkkMockCall   *call,
                                     HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *purpose = hkk_mock_registration_purpose (intent);
  gboolean with_card = strcmp (purpose, "registration") == 0;
  g_autofree char *kvnr = NULL;
  g_autoptr(HkkMockAccount) account = NULL;
  HkkMockProblem *problem = NULL;

  if (hkk_json_get_string (body, "insurance_number") == NULL || hkk_json_get_string (body, "birth_date") == NULL ||
      (with_card && hkk_json_get_string (body, "card_digits") == NULL))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  kvnr = hkk_kvnr_normalize (hkk_json_get_string (body, "insurance_number"));
  problem = refuse_form (body, with_card, call->language);
  if (problem == NULL)
    problem = hkk_mock_registration_refuse_try (call->store, kvnr, call->language);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  account = hkk_mock_account_find (call->store, kvnr);
  if (account == NULL || !matches (account, body, with_card))
    return hkk_mock_call_refuse_take (call, no_match (with_card, call->language));
  problem = hkk_mock_process_refuse (account, purpose, call->language);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  intent->account_id = account->id;
  return HKK_MOCK_PREPARED;
}

static JsonArray *
accepted_documents (const char *language)
{
  JsonArray *documents = json_array_new ();

  json_array_add_object_element (documents, hkk_json_object (
    "id", "identity_card", "title", hkk_mock_text_in (language, N_("German identity card"))));
  json_array_add_object_element (documents, hkk_json_object (
    /* TRANSLATORS: A kind of document by which a person is identified */
    "id", "passport", "title", hkk_mock_text_in (language, N_("Passport"))));
  return documents;
}

/**
 * hkk_mock_registration_start_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether it has begun
 */
gboolean
hkk_mock_registration_start_execute (HkkMockStore        *store,
                                     const HkkMockIntent *intent,
                                     HkkMockResult       *result)
{
  const char *purpose = hkk_mock_registration_purpose (intent);
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, intent->account_id);
  g_autofree char *id = hkk_mock_process_new (store, intent->account_id, purpose);
  g_autoptr(HkkMockProcess) process = hkk_mock_process_load (store, id, purpose);
  g_autofree char *expires_at = NULL;

  if (account == NULL || process == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  expires_at = hkk_mock_time_text (process->expires_at);
  result->status = 201;
  result->body = hkk_json_object ("process", process->id, "purpose", process->purpose, "name", account->first_name,
                                  "expires_at", expires_at, "documents", accepted_documents (intent->language));
  result->effect = g_strdup_printf ("%s begun", purpose);
  return TRUE;
}
