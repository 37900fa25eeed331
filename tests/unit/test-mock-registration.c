/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"
#include "mock-state.h"
#include "registration-client.h"
#include "registration-private.h"

/* First registration and recovery over the wire, from the insurance number to an approved request. */

#define NOBODY       "A123456780"
#define CHILD        "X110406067"
#define CHILD_BIRTH  "2013-11-08"
#define CHILD_CARD   "390451"
#define ANDREA_BIRTH "1988-05-14"
#define ANDREA_CARD  "481502"
#define NINA_WORDS   "vier Worte und ein Lied"
#define NEW_PIN      "739204"
#define UPLOAD       "0123456789abcdef0123456789abcdef"

typedef struct
{
  MockClient *client;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  mock_client_free (self->client);
}

static JsonObject *
device (HkkMockTestDevice *phone)
{
  return hkk_mock_test_device_describe (phone, "Ninas Telefon", "android", NEW_PIN);
}

static MockAnswer *
sign_in (Fixture    *self,
         const char *kvnr,
         const char *password,
         const char *kind)
{
  return phone_call (self->client, "POST", "/iam/token", NULL, NULL,
                     hkk_json_object ("grant_type", "password", "username", kvnr, "password", password, "client", kind,
                                      "device_name", "Test", "stay_signed_in", HKK_JSON_BOOL (FALSE)));
}

/* A sick note, approved on PHONE, is received. */
static void
hand_in (Fixture      *self,
         HkkMockTestDevice *phone)
{
  g_autoptr(MockAnswer) asked = mock_call (self->client, "POST", "/v1/requests",
                                           mock_portal_sick_note (mock_portal_file (self->client, UPLOAD)), NULL);
  g_autoptr(MockAnswer) decided = NULL;
  g_autoptr(JsonObject) approval = NULL;
  g_autoptr(JsonObject) request = NULL;
  g_autofree char *path = NULL;
  g_autofree char *request_path = NULL;

  g_assert_cmpuint (asked->status, ==, 202);
  decided = phone_decide (self->client, phone, phone_answer_text (asked, "id"), "approve",
                          phone_answer_text (asked, "number"));
  phone_assert_status (decided, "executed");
  path = g_strconcat ("/v1/approvals/", phone_answer_text (asked, "id"), NULL);
  approval = mock_portal_get (self->client, path);
  g_assert_cmpstr (hkk_json_get_string (approval, "status"), ==, "executed");
  request_path = g_strconcat ("/v1/requests/",
                              hkk_json_get_string (hkk_json_get_object (approval, "result"), "request_id"), NULL);
  request = mock_portal_get (self->client, request_path);
  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, "received");
  g_assert_cmpuint (mock_ledger_count (self->client, "submit_request"), ==, 1);
}

static void
test_nina (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) too_early = sign_in (self, NINA, NINA_WORDS, "desktop");
  g_autoptr(MockAnswer) begun = registration_start (self->client, "registration", NINA, NINA_BIRTH, NINA_CARD);
  const char *process = phone_answer_text (begun, "process");
  g_autofree char *nect = NULL;
  g_autoptr(MockAnswer) done = NULL;
  JsonObject *account;

  mock_assert_problem (too_early, 401, "invalid_credentials");
  g_assert_cmpuint (begun->status, ==, 201);
  g_assert_cmpstr (phone_answer_text (begun, "purpose"), ==, "registration");
  g_assert_cmpstr (phone_answer_text (begun, "name"), ==, "Nina");
  g_assert_cmpuint (strlen (process), >=, 32);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (begun->json, "documents")), ==, 2);
  nect = registration_identify (self->client, process);
  done = registration_complete (self->client, "registration", process, nect, NINA_WORDS, device (phone), NULL);
  g_assert_cmpuint (done->status, ==, 201);
  account = hkk_json_get_object (done->json, "account");
  g_assert_cmpstr (hkk_json_get_string (account, "name"), ==, "Nina Neu");
  g_assert_false (hkk_json_get_bool (account, "restricted", TRUE));
  g_assert_true (hkk_mock_test_device_bind (phone, done->json));
  g_assert_cmpuint (mock_ledger_count (self->client, "complete_registration"), ==, 1);
  mock_sign_in (self->client, NINA, NINA_WORDS, "desktop");
  hand_in (self, phone);
}

static void
assert_field (MockAnswer *answer,
              const char *field)
{
  mock_assert_field (answer, field);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (answer->json, "errors")), ==, 1);
}

static void
test_wrong_data (Fixture       *self,
                 gconstpointer  data)
{
  static const struct { const char *purpose, *kvnr, *birth, *card, *field; } cases[] =
  {
    { "registration", NINA, NINA_BIRTH, "568144", "insurance_number" },
    { "registration", NINA, "1990-03-22", NINA_CARD, "insurance_number" },
    { "registration", NOBODY, NINA_BIRTH, NINA_CARD, "insurance_number" },
    { "registration", "K220635159", NINA_BIRTH, NINA_CARD, "insurance_number" },
    { "registration", "", NINA_BIRTH, NINA_CARD, "insurance_number" },
    { "registration", NINA, "1990-02-30", NINA_CARD, "birth_date" },
    { "registration", NINA, "1890-03-21", NINA_CARD, "birth_date" },
    { "registration", NINA, NINA_BIRTH, "56814", "card_digits" },
    { "registration", NINA, NINA_BIRTH, "56814x", "card_digits" },
    { "recovery", MOCK_ANDREA, "1988-05-15", NULL, "insurance_number" },
    { "recovery", NOBODY, ANDREA_BIRTH, NULL, "insurance_number" },
  };
  g_autoptr(MockAnswer) incomplete = registration_start (self->client, "registration", NINA, NINA_BIRTH, NULL);
  g_autoptr(MockAnswer) as_typed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MockAnswer) answer = registration_start (self->client, cases[i].purpose, cases[i].kvnr, cases[i].birth,
                                                         cases[i].card);

      assert_field (answer, cases[i].field);
    }
  mock_assert_problem (incomplete, 400, "invalid_request");
  as_typed = registration_start (self->client, "registration", " k220 635 158", NINA_BIRTH, "568 143");
  g_assert_cmpuint (as_typed->status, ==, 201);
}

/* Who does not know everything learns nothing: neither that the number exists nor what is wrong. */
static void
test_silent (Fixture       *self,
             gconstpointer  data)
{
  const char *numbers[] = { NOBODY, MOCK_ANDREA, CHILD, NINA };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr(MockAnswer) answer = registration_start (self->client, "registration", numbers[i], "1950-01-01",
                                                         "000000");
      g_autofree char *text = NULL;

      json_object_remove_member (answer->json, "request_id");
      text = hkk_json_object_to_string (answer->json);
      if (first == NULL)
        first = g_strdup (text);
      g_assert_cmpstr (text, ==, first);
    }
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) registered = registration_start (self->client, "registration", MOCK_ANDREA, ANDREA_BIRTH,
                                                         ANDREA_CARD);
  g_autoptr(MockAnswer) child = registration_start (self->client, "registration", CHILD, CHILD_BIRTH, CHILD_CARD);
  g_autoptr(MockAnswer) child_again = registration_start (self->client, "recovery", CHILD, CHILD_BIRTH, NULL);
  g_autoptr(MockAnswer) unregistered = registration_start (self->client, "recovery", NINA, NINA_BIRTH, NULL);

  mock_assert_problem (registered, 409, "conflict");
  g_assert_nonnull (strstr (phone_answer_text (registered, "detail"), "registered already"));
  mock_assert_problem (child, 403, "no_own_account");
  mock_assert_problem (child_again, 403, "no_own_account");
  mock_assert_problem (unregistered, 409, "conflict");
  g_assert_nonnull (strstr (phone_answer_text (unregistered, "detail"), "not registered yet"));
}

static void
test_closed (void)
{
  char birth_date[] = ANDREA_BIRTH, closed[] = "closed";
  HkkMockAccount account = { .birth_date = birth_date, .state = closed };
  g_autoptr(HkkMockProblem) registration = hkk_mock_process_refuse (&account, "registration", "en");
  g_autoptr(HkkMockProblem) recovery = hkk_mock_process_refuse (&account, "recovery", "en");

  g_assert_cmpstr (hkk_mock_problem_code (registration), ==, "account_closed");
  g_assert_cmpstr (hkk_mock_problem_code (recovery), ==, "account_closed");
}

static void
guess (Fixture    *self,
       const char *kvnr,
       guint       times)
{
  for (guint i = 0; i < times; i++)
    {
      g_autoptr(MockAnswer) answer = i % 2 == 0
        ? registration_start (self->client, "registration", kvnr, "1950-01-01", "000000")
        : registration_start (self->client, "recovery", kvnr, "1950-01-01", NULL);

      mock_assert_problem (answer, 422, "validation_failed");
    }
}

static void
test_throttled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) nina = NULL;
  g_autoptr(MockAnswer) nobody = NULL;
  g_autoptr(MockAnswer) recovery = NULL;
  g_autoptr(MockAnswer) andrea = NULL;
  g_autoptr(MockAnswer) later = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr(MockAnswer) mistyped = registration_start (self->client, "registration", NINA, NINA_BIRTH, "1");

      mock_assert_problem (mistyped, 422, "validation_failed");
    }
  guess (self, NINA, 5);
  guess (self, NOBODY, 5);
  nina = registration_start (self->client, "registration", NINA, NINA_BIRTH, NINA_CARD);
  nobody = registration_start (self->client, "registration", NOBODY, "1950-01-01", "000000");
  recovery = registration_start (self->client, "recovery", NINA, NINA_BIRTH, NULL);
  mock_assert_problem (nina, 429, "throttled");
  mock_assert_problem (nobody, 429, "throttled");
  mock_assert_problem (recovery, 429, "throttled");
  g_assert_cmpint (phone_retry_after (nina), >, 14 * 60);
  g_assert_cmpint (phone_retry_after (nina), <=, 15 * 60 + 1);
  andrea = registration_start (self->client, "recovery", MOCK_ANDREA, ANDREA_BIRTH, NULL);
  g_assert_cmpuint (andrea->status, ==, 201);
  mock_advance (self->client, phone_retry_after (nina));
  later = registration_start (self->client, "registration", NINA, NINA_BIRTH, NINA_CARD);
  g_assert_cmpuint (later->status, ==, 201);
}

static void
assert_not_completed (Fixture    *self,
                      const char *purpose,
                      const char *process,
                      const char *nect,
                      guint       status,
                      const char *code)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) answer = registration_complete (self->client, purpose, process, nect, NINA_WORDS,
                                                        device (phone), NULL);

  mock_assert_problem (answer, status, code);
  g_assert_cmpstr (phone_answer_text (answer, "detail"), !=, "");
  g_assert_cmpuint (mock_ledger_count (self->client, "complete_registration"), ==, 0);
}

static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  const char *unknown = "00000000000000000000000000000000";
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *other = registration_begin (self->client);
  g_autoptr(MockAnswer) collecting = registration_case (self->client, process, "identity_card");
  g_autofree char *failed = registration_record (self->client, process, "identity_card", "identity-card-front.mp4",
                                                 "identity-card-back.png", "selfie-silent.mp4");
  g_autofree char *review = NULL;
  g_autofree char *passed = NULL;

  assert_not_completed (self, "registration", process, phone_answer_text (collecting, "id"), 409, "conflict");
  assert_not_completed (self, "registration", process, failed, 409, "conflict"); /* checking */
  passed = registration_identify (self->client, process);
  assert_not_completed (self, "registration", process, failed, 409, "conflict");
  review = registration_record (self->client, process, "identity_card", "identity-card-front.mp4",
                                "identity-card-back.png", "selfie-hard-to-see.mp4");
  mock_advance (self->client, 10);
  assert_not_completed (self, "registration", process, review, 409, "conflict");
  assert_not_completed (self, "registration", process, unknown, 404, "not_found");
  assert_not_completed (self, "registration", unknown, passed, 404, "not_found");
  assert_not_completed (self, "registration", other, passed, 404, "not_found");
  assert_not_completed (self, "recovery", process, passed, 404, "not_found");
}

/* What is wrong with the last step can be put right: nothing is used up. */
static void
test_last_step (Fixture       *self,
                gconstpointer  data)
{
  static const char * const passwords[] = { "kurz", "K220635158K220635158", "passwortpasswort", "Nina Neu 1990-03-21" };
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *nect = registration_identify (self->client, process);
  g_autoptr(MockAnswer) nameless = NULL;
  g_autoptr(MockAnswer) incomplete = NULL;
  g_autoptr(MockAnswer) done = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr(MockAnswer) refused = registration_complete (self->client, "registration", process, nect, passwords[i],
                                                             device (phone), NULL);

      assert_field (refused, "password");
    }
  nameless = registration_complete (self->client, "registration", process, nect, NINA_WORDS,
                                    hkk_mock_test_device_describe (phone, " ", "android", NEW_PIN), NULL);
  assert_field (nameless, "device.name");
  incomplete = registration_complete (self->client, "registration", process, nect, NINA_WORDS, NULL, NULL);
  mock_assert_problem (incomplete, 400, "invalid_request");
  done = registration_complete (self->client, "registration", process, nect, NINA_WORDS, device (phone), NULL);
  g_assert_cmpuint (done->status, ==, 201);
}

/* The same key gives the same answer; another one finds nothing left once the phone has called; other processes of the
 * person are over too. */
static void
test_once (Fixture       *self,
           gconstpointer  data)
{
  const char *key = "00112233445566778899aabbccddeeff";
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(JsonObject) described = device (phone);
  g_autofree char *other = registration_begin (self->client);
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *other_nect = registration_identify (self->client, other);
  g_autofree char *nect = registration_identify (self->client, process);
  g_autoptr(MockAnswer) done = registration_complete (self->client, "registration", process, nect, NINA_WORDS,
                                                      json_object_ref (described), key);
  g_autoptr(MockAnswer) again = registration_complete (self->client, "registration", process, nect, NINA_WORDS,
                                                       json_object_ref (described), key);
  g_autoptr(MockAnswer) parallel = registration_complete (self->client, "registration", other, other_nect, NINA_WORDS,
                                                          device (phone), NULL);
  g_autoptr(MockAnswer) another = NULL;
  g_autoptr(MockAnswer) look = NULL;

  g_assert_cmpuint (done->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (phone_answer_text (again, "device_token"), ==, phone_answer_text (done, "device_token"));
  g_assert_true (hkk_mock_test_device_bind (phone, done->json));
  phone_kept (self->client, phone);
  another = registration_complete (self->client, "registration", process, nect, NINA_WORDS, device (phone), NULL);
  look = registration_look (self->client, nect);
  mock_assert_problem (another, 404, "not_found");
  mock_assert_problem (parallel, 404, "not_found");
  mock_assert_problem (look, 404, "not_found");
  g_assert_cmpuint (mock_ledger_count (self->client, "complete_registration"), ==, 1);
}

static void
test_expiry (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autoptr(MockAnswer) in_time = NULL;
  g_autoptr(MockAnswer) late = NULL;

  mock_advance (self->client, 59 * 60);
  in_time = registration_case (self->client, process, "passport");
  g_assert_cmpuint (in_time->status, ==, 201);
  mock_advance (self->client, 61);
  late = registration_case (self->client, process, "passport");
  mock_assert_problem (late, 404, "not_found");
  assert_not_completed (self, "registration", process, phone_answer_text (in_time, "id"), 404, "not_found");
}

/* Who is identified at the last moment has time to choose a password; a little later it is over. */
static void
test_extended (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *nect = NULL;
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) done = NULL;

  mock_advance (self->client, 59 * 60);
  nect = registration_identify (self->client, process);
  mock_advance (self->client, 25 * 60);
  done = registration_complete (self->client, "registration", process, nect, NINA_WORDS, device (phone), NULL);
  g_assert_cmpuint (done->status, ==, 201);
}

static void
assert_state (Fixture    *self,
              const char *nect_case,
              const char *state)
{
  g_autoptr(MockAnswer) answer = registration_look (self->client, nect_case);

  g_assert_cmpstr (phone_answer_text (answer, "state"), ==, state);
}

/* Half an hour more for all of it: what goes on, and what has been identified. */
static void
test_more_time (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *passed = registration_identify (self->client, process);
  g_autoptr(MockAnswer) slow = registration_case (self->client, process, "passport");
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) extended = NULL;
  g_autoptr(MockAnswer) replayed = NULL;
  g_autoptr(MockAnswer) looked = NULL;
  g_autoptr(MockAnswer) done = NULL;

  mock_advance (self->client, 29 * 60);
  extended = registration_extend (self->client, process, UPLOAD);
  replayed = registration_extend (self->client, process, UPLOAD);
  g_assert_cmpuint (extended->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (extended->json, "extensions_left", -1), ==, 9);
  g_assert_cmpint (hkk_json_get_int (replayed->json, "extensions_left", -1), ==, 9);
  looked = registration_look (self->client, phone_answer_text (slow, "id"));
  g_assert_cmpstr (phone_answer_text (looked, "expires_at"), ==, phone_answer_text (extended, "expires_at"));
  mock_advance (self->client, 29 * 60);
  assert_state (self, phone_answer_text (slow, "id"), "collecting");
  assert_state (self, passed, "passed");
  done = registration_complete (self->client, "registration", process, passed, NINA_WORDS, device (phone), NULL);
  g_assert_cmpuint (done->status, ==, 201);
}

/* What is over is not given back, neither an identification that took too long nor one that was passed too long ago. */
static void
test_more_time_too_late (Fixture       *self,
                         gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autoptr(MockAnswer) slow = registration_case (self->client, process, "passport");
  g_autofree char *passed = registration_identify (self->client, process);
  g_autoptr(MockAnswer) extended = NULL;
  g_autoptr(MockAnswer) forgotten = NULL;
  g_autoptr(MockAnswer) put = NULL;
  g_autoptr(MockAnswer) next = NULL;

  mock_advance (self->client, 31 * 60);
  assert_state (self, phone_answer_text (slow, "id"), "failed");
  extended = registration_extend (self->client, process, NULL);
  g_assert_cmpuint (extended->status, ==, 200);
  assert_state (self, phone_answer_text (slow, "id"), "failed");
  put = registration_put (self->client, phone_answer_text (slow, "id"), "front", "passport-front.mp4");
  mock_assert_problem (put, 409, "conflict");
  forgotten = registration_look (self->client, passed);
  mock_assert_problem (forgotten, 404, "not_found");
  assert_not_completed (self, "registration", process, passed, 404, "not_found");
  next = registration_case (self->client, process, "passport");
  g_assert_cmpuint (next->status, ==, 201);
}

/* Only who is identified needs time for a password. */
static void
test_failed_gives_no_time (Fixture       *self,
                           gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *failed = NULL;
  g_autoptr(MockAnswer) late = NULL;

  mock_advance (self->client, 59 * 60);
  failed = registration_record (self->client, process, "identity_card", "identity-card-front.mp4",
                                "identity-card-back.png", "selfie-silent.mp4");
  mock_advance (self->client, 2 * 60);
  assert_state (self, failed, "failed");
  late = registration_case (self->client, process, "passport");
  mock_assert_problem (late, 404, "not_found");
}

/* Six hours after it has begun, another identification does not put its end off. */
static void
test_not_for_ever (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autoptr(MockAnswer) late = NULL;

  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *passed = registration_identify (self->client, process);

      mock_advance (self->client, i < 14 ? 25 * 60 : 8 * 60);
    }
  late = registration_case (self->client, process, "passport");
  mock_assert_problem (late, 404, "not_found");
}

static void
test_no_more_time (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autoptr(MockAnswer) unknown = registration_extend (self->client, "00000000000000000000000000000000", NULL);
  g_autoptr(MockAnswer) over = NULL;

  mock_assert_problem (unknown, 404, "not_found");
  for (int left = 9; left >= 0; left--)
    {
      g_autoptr(MockAnswer) extended = registration_extend (self->client, process, NULL);

      g_assert_cmpuint (extended->status, ==, 200);
      g_assert_cmpint (hkk_json_get_int (extended->json, "extensions_left", -1), ==, left);
    }
  over = registration_extend (self->client, process, NULL);
  mock_assert_problem (over, 409, "conflict");
  g_clear_pointer (&over, mock_answer_free);
  mock_advance (self->client, 61 * 60);
  over = registration_extend (self->client, process, NULL);
  mock_assert_problem (over, 404, "not_found");
}

/* Who began to be identified late is told the end of the whole. */
static void
test_end_of_a_late_case (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(MockAnswer) begun = registration_start (self->client, "registration", NINA, NINA_BIRTH, NINA_CARD);
  const char *process = phone_answer_text (begun, "process");
  g_autoptr(MockAnswer) late = NULL;
  g_autoptr(MockAnswer) looked = NULL;

  mock_advance (self->client, 50 * 60);
  late = registration_case (self->client, process, "passport");
  g_assert_cmpuint (late->status, ==, 201);
  mock_advance (self->client, 11 * 60);
  looked = registration_look (self->client, phone_answer_text (late, "id"));
  g_assert_cmpstr (phone_answer_text (looked, "state"), ==, "failed");
  g_assert_nonnull (strstr (phone_answer_text (looked, "text"), "Time ran out"));
}

static void
test_passed_too_long_ago (Fixture       *self,
                          gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->client);
  g_autofree char *nect = registration_identify (self->client, process);

  mock_advance (self->client, 31 * 60);
  assert_not_completed (self, "registration", process, nect, 404, "not_found");
}

static void
assert_shut_out (Fixture    *self,
                 const char *path,
                 const char *token)
{
  g_autoptr(MockAnswer) answer = phone_call (self->client, "GET", path, token, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 401);
}

static void
assert_one_device (Fixture    *self,
                   MockAnswer *desktop,
                   const char *id)
{
  g_autoptr(MockAnswer) devices = phone_call (self->client, "GET", "/v1/devices", phone_token (desktop), NULL, NULL);

  g_assert_cmpint (hkk_json_get_int (devices->json, "total", 0), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (json_array_get_object_element (hkk_json_get_array (devices->json, "items"), 0),
                                        "id"), ==, id);
}

static void
test_recovery (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) old_phone = phone_bind (self->client, MOCK_ANDREA);
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) old_desktop = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = phone_ask (self->client, old_desktop);
  g_autoptr(MockAnswer) begun = registration_start (self->client, "recovery", MOCK_ANDREA, ANDREA_BIRTH, NULL);
  g_autofree char *nect = registration_identify (self->client, phone_answer_text (begun, "process"));
  g_autoptr(MockAnswer) wrong_route = registration_complete (self->client, "registration",
                                                             phone_answer_text (begun, "process"), nect,
                                                             NINA_WORDS, device (phone), NULL);
  g_autoptr(MockAnswer) done = registration_complete (self->client, "recovery", phone_answer_text (begun, "process"),
                                                      nect, NINA_WORDS, device (phone), NULL);
  g_autoptr(MockAnswer) refreshed = phone_call (self->client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "refresh_token", "refresh_token", phone_answer_text (old_desktop, "refresh_token")));
  g_autoptr(MockAnswer) old_password = sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  g_autoptr(MockAnswer) desktop = sign_in (self, MOCK_ANDREA, NINA_WORDS, "desktop");
  g_autoptr(MockAnswer) unlocked = NULL;
  g_autoptr(MockAnswer) ended = NULL;

  g_assert_cmpstr (phone_answer_text (begun, "purpose"), ==, "recovery");
  mock_assert_problem (wrong_route, 404, "not_found");
  g_assert_cmpuint (done->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, done->json));
  assert_shut_out (self, "/v1/overview", phone_token (old_desktop));
  assert_shut_out (self, "/device/approvals", hkk_mock_test_device_token (old_phone));
  mock_assert_problem (refreshed, 400, "invalid_grant");
  mock_assert_problem (old_password, 401, "invalid_credentials");
  g_assert_cmpuint (desktop->status, ==, 200);
  assert_one_device (self, desktop, hkk_mock_test_device_device_id (phone));
  ended = phone_look (self->client, desktop, phone_answer_text (asked, "id"));
  g_assert_cmpstr (phone_answer_text (ended, "status"), !=, "pending");
  unlocked = phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone), NULL,
                         hkk_mock_test_device_unlock (phone, NEW_PIN));
  g_assert_cmpuint (unlocked->status, ==, 200);
  g_assert_cmpuint (mock_ledger_count (self->client, "complete_recovery"), ==, 1);
}

/* All devices go with a recovery. One that waits is never said to be able to approve on its way out. */
static void
test_recovery_of_waiting (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) first = phone_bind (self->client, MOCK_ANDREA);
  g_autoptr(HkkMockTestDevice) second = phone_bind (self->client, MOCK_ANDREA);
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) begun = registration_start (self->client, "recovery", MOCK_ANDREA, ANDREA_BIRTH, NULL);
  g_autofree char *nect = registration_identify (self->client, phone_answer_text (begun, "process"));
  g_autoptr(MockAnswer) done = registration_complete (self->client, "recovery", phone_answer_text (begun, "process"),
                                                      nect, NINA_WORDS, device (phone), NULL);
  g_autoptr(MockAnswer) desktop = sign_in (self, MOCK_ANDREA, NINA_WORDS, "desktop");
  g_autoptr(MockAnswer) told = phone_call (self->client, "GET", "/v1/messages?q=can%20approve%20for%20you",
                                           phone_token (desktop), NULL, NULL);

  g_assert_cmpuint (done->status, ==, 201);
  assert_shut_out (self, "/device/self", hkk_mock_test_device_token (second));
  /* The first one can, the second one could once it is confirmed, the new one can. */
  g_assert_cmpint (hkk_json_get_int (told->json, "total", -1), ==, 3);
}

/* Five wrong passwords do not stand in the way of a recovery, and it lifts the lock. */
static void
test_recovery_of_locked (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) locked = NULL;
  g_autoptr(MockAnswer) begun = NULL;
  g_autoptr(MockAnswer) done = NULL;
  g_autoptr(MockAnswer) desktop = NULL;
  g_autofree char *nect = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = sign_in (self, MOCK_CARL, "not the password", "desktop");

      g_assert_cmpuint (wrong->status, >=, 400);
    }
  locked = sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  mock_assert_problem (locked, 423, "account_locked");
  begun = registration_start (self->client, "recovery", MOCK_CARL, "1957-09-02", NULL);
  nect = registration_identify (self->client, phone_answer_text (begun, "process"));
  done = registration_complete (self->client, "recovery", phone_answer_text (begun, "process"), nect, NINA_WORDS,
                                device (phone), NULL);
  g_assert_cmpuint (done->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, done->json));
  desktop = sign_in (self, MOCK_CARL, NINA_WORDS, "desktop");
  g_assert_cmpuint (desktop->status, ==, 200);
  assert_one_device (self, desktop, hkk_mock_test_device_device_id (phone));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  ADD ("/mock/registration/nina", test_nina);
  ADD ("/mock/registration/wrong-data", test_wrong_data);
  ADD ("/mock/registration/silent", test_silent);
  ADD ("/mock/registration/refused", test_refused);
  g_test_add_func ("/mock/registration/closed", test_closed);
  ADD ("/mock/registration/throttled", test_throttled);
  ADD ("/mock/registration/order", test_order);
  ADD ("/mock/registration/last-step", test_last_step);
  ADD ("/mock/registration/once", test_once);
  ADD ("/mock/registration/expiry", test_expiry);
  ADD ("/mock/registration/extended", test_extended);
  ADD ("/mock/registration/more-time", test_more_time);
  ADD ("/mock/registration/more-time-too-late", test_more_time_too_late);
  ADD ("/mock/registration/failed-gives-no-time", test_failed_gives_no_time);
  ADD ("/mock/registration/not-for-ever", test_not_for_ever);
  ADD ("/mock/registration/no-more-time", test_no_more_time);
  ADD ("/mock/registration/end-of-a-late-case", test_end_of_a_late_case);
  ADD ("/mock/registration/passed-too-long-ago", test_passed_too_long_ago);
  ADD ("/mock/recovery/andrea", test_recovery);
  ADD ("/mock/recovery/waiting", test_recovery_of_waiting);
  ADD ("/mock/recovery/locked", test_recovery_of_locked);
  return g_test_run ();
}
