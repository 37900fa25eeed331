/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "feed.h"
#include "hkk-json.h"
#include "hkk-rules.h"

/* Two ways to show that the phone is in the hands of the insured person: the letter, the health card. */

#define TRIES_MAX      5
#define TRIES_WINDOW   (15 * HKK_MOCK_MINUTE)
#define LETTER_LIFE    (60 * HKK_MOCK_DAY)
/* After that a letter alone is enough, though there is another device. */
#define LETTER_WAIT    (60 * HKK_MOCK_MINUTE)
#define CODE_LENGTH    16
/* Without the letters and digits that look alike: I and 1, O and 0. */
#define CODE_ALPHABET  "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/* As typed or scanned → as hashed. */
static GBytes *
code_hash (const char *code)
{
  g_autofree char *plain = hkk_letter_code_normalize (code);

  return hkk_mock_sha256 (plain, strlen (plain));
}

/**
 * hkk_mock_device_letter_new:
 * @store: the store, in a transaction
 * @account_id: whom it goes to
 * @code: (nullable): the code; %NULL draws one
 * @now: unix milliseconds: when it is written
 * @id: (out) (optional) (transfer full): the letter
 *
 * A letter with access data: its code can be used once, within 60 days. An older letter's code ends.
 *
 * Returns: (transfer full): the code as it is printed, 4×4 characters; the store knows its hash only
 */
char *
hkk_mock_device_letter_new (HkkMockStore *store,
                            gint64        account_id,
                            const char   *code,
                            gint64        now,
                            char        **id)
{
  g_autofree char *letter = hkk_mock_random_hex (16);
  g_autoptr(GString) printed = g_string_new (code);
  g_autoptr(GBytes) random = hkk_mock_random_bytes (CODE_LENGTH);
  g_autoptr(GBytes) hash = NULL;
  const guint8 *bytes = g_bytes_get_data (random, NULL);

  G_STATIC_ASSERT (sizeof CODE_ALPHABET - 1 == 32); /* divides 256: no character is more likely */
  for (guint i = 0; code == NULL && i < CODE_LENGTH; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (printed, '-');
      g_string_append_c (printed, CODE_ALPHABET[bytes[i] % 32]);
    }
  hash = code_hash (printed->str);
  hkk_mock_run (store, "DELETE FROM device_letters WHERE account_id = ?", account_id);
  hkk_mock_run (store,
                "INSERT INTO device_letters (id, account_id, code_hash, ordered_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                letter, account_id, hash, now, now + LETTER_LIFE);
  if (id != NULL)
    *id = g_steal_pointer (&letter);
  return g_string_free (g_steal_pointer (&printed), FALSE);
}

/* (transfer full) (nullable): the letter whose code it is. It is used up when the device that it bound has called. */
static char *
find_letter (HkkMockStore *store,
             gint64        account_id,
             const char   *code)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT id, code_hash, device_id FROM device_letters"
                                                       " WHERE account_id = ? AND expires_at > ?", account_id,
                                               hkk_mock_now ());
  g_autoptr(GBytes) given = code_hash (code);
  g_autoptr(GBytes) hash = NULL;

  if (!hkk_mock_rows_next (rows) ||
      (hkk_mock_rows_text (rows, 2) != NULL && !hkk_mock_device_unseen (store, hkk_mock_rows_text (rows, 2))))
    return NULL;
  hash = hkk_mock_rows_bytes (rows, 1);
  return hkk_mock_bytes_equal (hash, given) ? g_strdup (hkk_mock_rows_text (rows, 0)) : NULL;
}

/**
 * hkk_mock_device_letter_used:
 * @store: the store, in a transaction
 * @device_id: a device that was locked, declined or unbound
 *
 * The letter that bound it binds nothing any more, also if the device has never called.
 */
void
hkk_mock_device_letter_used (HkkMockStore *store,
                             const char   *device_id)
{
  hkk_mock_run (store, "DELETE FROM device_letters WHERE device_id = ?", device_id);
}

static GBytes *
card_hash (const char *digits,
           const char *valid_until)
{
  g_autofree char *text = g_strdup_printf ("%s|%s", digits, valid_until);

  return hkk_mock_sha256 (text, strlen (text));
}

static gboolean
card_matches (HkkMockStore *store,
              gint64        account_id,
              JsonObject   *body)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  const char *digits = hkk_json_get_string (body, "card_digits");
  const char *valid_until = hkk_json_get_string (body, "card_valid_until");
  g_autofree char *meant = digits != NULL ? hkk_card_digits_normalize (digits) : NULL;
  g_autoptr(GBytes) known = NULL;
  g_autoptr(GBytes) given = NULL;
  gsize length = account != NULL && account->card_number != NULL ? strlen (account->card_number) : 0;

  if (length < 6 || account->card_valid_until == NULL || meant == NULL || valid_until == NULL)
    return FALSE;
  known = card_hash (account->card_number + length - 6, account->card_valid_until);
  given = card_hash (meant, valid_until);
  return hkk_mock_bytes_equal (known, given);
}

static gboolean
count_try (HkkMockStore *store,
           gpointer      data)
{
  gint64 account_id = *(gint64 *) data;
  gint64 now = hkk_mock_now ();

  hkk_mock_run (store, "DELETE FROM enrolment_tries WHERE tried_at <= ?", now - TRIES_WINDOW);
  return hkk_mock_run (store, "INSERT INTO enrolment_tries (account_id, tried_at) VALUES (?, ?)", account_id, now) == 1;
}

/* (transfer full) (nullable): NULL if another try is allowed, which is then counted before anything is compared. */
static HkkMockProblem *
refuse_try (HkkMockStore *store,
            gint64        account_id)
{
  HkkMockProblem *problem = hkk_mock_problem_throttle (hkk_mock_query (store,
    "SELECT count(*), min(tried_at) FROM enrolment_tries WHERE account_id = ? AND tried_at > ?", account_id,
    hkk_mock_now () - TRIES_WINDOW), TRIES_MAX, TRIES_WINDOW, NULL);

  if (problem == NULL && !hkk_mock_store_transact (store, count_try, &account_id))
    problem = hkk_mock_problem_new ("internal", NULL);
  return problem;
}

static HkkMockPrepared
check_letter (HkkMockCall   *call,
              HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *code = hkk_json_get_string (body, "code");
  g_autofree char *letter = code != NULL ? find_letter (call->store, call->account_id, code) : NULL;

  if (letter == NULL)
    return hkk_mock_call_refuse_field (call, "code", "invalid", hkk_mock_text (call,
      N_("This code is not valid. Compare it with the letter. A code can be used once, within 60 days.")));
  json_object_remove_member (body, "code");
  json_object_set_string_member (body, "letter", letter);
  return HKK_MOCK_PREPARED;
}

static HkkMockPrepared
check_card (HkkMockCall   *call,
            HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);

  if (!card_matches (call->store, call->account_id, body))
    return hkk_mock_call_refuse_field (call, "card_digits", "invalid", hkk_mock_text (call,
      N_("These digits and this date do not belong to your health card. Use the card that is valid now.")));
  json_object_remove_member (body, "letter");
  json_object_remove_member (body, "card_digits");
  json_object_remove_member (body, "card_valid_until");
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_device_enrol_prepare:
 * @call: POST /device/enrolments
 * @intent: to be filled
 *
 * Checks the device first and then, counted, the code of the letter or the health card.
 *
 * Returns: whether it can be bound
 */
HkkMockPrepared
hkk_mock_device_enrol_prepare (HkkMockCall   *call,
                               HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *method = hkk_json_get_string (body, "method");
  g_autofree char *present = hkk_mock_feed_present (call->server, call->account_id);
  gboolean letter = g_strcmp0 (method, "letter") == 0;
  HkkMockProblem *problem;

  if (!letter && g_strcmp0 (method, "card") != 0)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  problem = hkk_mock_devices_refuse (body, "", call->language);
  if (problem == NULL)
    problem = hkk_mock_device_replace_check (call->store, call->account_id, body, letter, call->language);
  if (problem == NULL && !letter && hkk_mock_devices_all_locked (call->store, call->account_id, present))
    problem = hkk_mock_problem_new ("device_locked", hkk_mock_text (call,
      N_("Your other device is locked, so it cannot confirm this one. Use a letter with access data instead.")));
  if (problem == NULL)
    problem = refuse_try (call->store, call->account_id);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  json_object_set_string_member (body, "present", present);
  return letter ? check_letter (call, intent) : check_card (call, intent);
}

/**
 * hkk_mock_device_enrol_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the device is bound
 */
gboolean
hkk_mock_device_enrol_execute (HkkMockStore        *store,
                               const HkkMockIntent *intent,
                               HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *letter = hkk_json_get_string (body, "letter");
  JsonObject *enrolment;

  enrolment = hkk_mock_devices_bind (store, intent->account_id, body, letter != NULL ? LETTER_WAIT : 0,
                                     hkk_json_get_string (body, "replaces"));
  if (enrolment == NULL && hkk_json_get_string (body, "replaces") != NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  if (enrolment == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict",
      hkk_mock_text_in (intent->language, N_("You have five devices already. Remove one before you register "
                                             "another."))));
  if (letter != NULL && hkk_mock_run (store, "UPDATE device_letters SET device_id = ? WHERE id = ?",
                                      hkk_json_get_string (enrolment, "device_id"), letter) != 1)
    {
      json_object_unref (enrolment);
      return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
    }
  hkk_mock_run (store, "DELETE FROM enrolment_tries WHERE account_id = ?", intent->account_id);
  result->status = 201;
  result->body = enrolment;
  result->effect = g_strdup ("device bound");
  return TRUE;
}
