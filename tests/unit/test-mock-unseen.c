/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "registration-client.h"

/* The server has bound a device, and the phone died before it had kept what it got for that. It never calls, so what
 * bound it binds once more, and nothing is left over of the first time. */

#define LETTER   "K7QF-3M9T-XW2D-8HRP"
#define PASSWORD "vier Worte und ein Lied"
#define OTHER    "Nina fliegt nach Norden"

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

/* LETTER or CARD (the other is NULL) binds a new phone in the name of who has signed in with TOKEN. */
static MockAnswer *
enrol (Fixture            *self,
       HkkMockTestDevice **phone,
       const char         *token,
       const char         *letter,
       const char         *card,
       const char         *valid_until)
{
  JsonObject *body;
  MockAnswer *answer;

  *phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  body = phone_enrolment (*phone);
  if (letter != NULL)
    hkk_json_object_add (body, "method", "letter", "code", letter);
  else
    hkk_json_object_add (body, "method", "card", "card_digits", card, "card_valid_until", valid_until);
  answer = phone_call (self->client, "POST", "/device/enrolments", token, NULL, body);
  if (answer->status == 201)
    g_assert_true (hkk_mock_test_device_bind (*phone, answer->json));
  return answer;
}

static MockAnswer *
call (Fixture           *self,
      HkkMockTestDevice *phone,
      const char        *path)
{
  return phone_call (self->client, "GET", path, hkk_mock_test_device_token (phone), NULL, NULL);
}

static void
assert_devices (Fixture    *self,
                MockAnswer *desktop,
                gint64      n)
{
  g_autoptr(MockAnswer) devices = phone_call (self->client, "GET", "/v1/devices", phone_token (desktop), NULL, NULL);

  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, n);
}

static void
assert_approves (Fixture           *self,
                 HkkMockTestDevice *phone,
                 MockAnswer        *desktop)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, desktop);
  g_autoptr(MockAnswer) decided = phone_decide (self->client, phone, phone_answer_text (asked, "id"), "approve",
                                                phone_answer_text (asked, "number"));

  phone_assert_status (decided, "executed");
}

static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_XENIA, "phone");
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, MOCK_XENIA, "desktop");
  g_autoptr(HkkMockTestDevice) first = NULL;
  g_autoptr(HkkMockTestDevice) second = NULL;
  g_autoptr(HkkMockTestDevice) third = NULL;
  g_autoptr(MockAnswer) bound = enrol (self, &first, phone_token (sign_in), LETTER, NULL, NULL);
  g_autoptr(MockAnswer) again = enrol (self, &second, phone_token (sign_in), LETTER, NULL, NULL);
  g_autoptr(MockAnswer) dead = call (self, first, "/device/self");
  g_autoptr(MockAnswer) refused = NULL;

  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_cmpstr (phone_answer_text (again, "device_id"), ==, phone_answer_text (bound, "device_id"));
  g_assert_cmpstr (phone_answer_text (again, "key_id"), !=, phone_answer_text (bound, "key_id"));
  mock_assert_problem (dead, 401, "unauthorized");
  assert_devices (self, desktop, 1);
  phone_kept (self->client, second);
  refused = enrol (self, &third, phone_token (sign_in), LETTER, NULL, NULL);
  mock_assert_problem (refused, 422, "validation_failed");
  assert_devices (self, desktop, 1);
  assert_approves (self, second, desktop);
}

/* What only asks does not say that it was kept; what a phone does with its device does. */
static void
test_seen (Fixture       *self,
           gconstpointer  data)
{
  static const struct { const char *path; gboolean seen; } calls[] = {
    { "/device/self", FALSE }, { "/device/feed", FALSE }, { "/device/approvals", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_CARL, "phone");
      g_autoptr(HkkMockTestDevice) first = NULL;
      g_autoptr(HkkMockTestDevice) second = NULL;
      g_autoptr(MockAnswer) bound = enrol (self, &first, phone_token (sign_in), NULL, "734619", "2029-03-31");
      g_autoptr(MockAnswer) called = call (self, first, calls[i].path);
      g_autoptr(MockAnswer) again = enrol (self, &second, phone_token (sign_in), NULL, "734619", "2029-03-31");

      g_test_message ("%s", calls[i].path);
      g_assert_cmpuint (called->status, ==, 200);
      g_assert_cmpuint (again->status, ==, 201);
      g_assert_cmpint (strcmp (phone_answer_text (again, "device_id"), phone_answer_text (bound, "device_id")) != 0, ==,
                       calls[i].seen);
    }
}

/* With four others the fifth that died is in nobody's way. One that was locked is left alone. */
static void
test_limit (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(MockAnswer) sign_in = NULL;
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
  g_autoptr(HkkMockTestDevice) died = NULL;
  g_autoptr(HkkMockTestDevice) second = NULL;
  g_autoptr(HkkMockTestDevice) third = NULL;
  g_autoptr(MockAnswer) bound = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(MockAnswer) lock = NULL;
  g_autoptr(MockAnswer) full = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, MOCK_ANDREA);
    }
  sign_in = phone_sign_in (self->client, MOCK_ANDREA, "phone");
  bound = enrol (self, &died, phone_token (sign_in), NULL, "481502", "2030-06-30");
  again = enrol (self, &second, phone_token (sign_in), NULL, "481502", "2030-06-30");
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_cmpuint (again->status, ==, 201);
  assert_devices (self, desktop, 5);
  path = g_strconcat ("/v1/devices/", phone_answer_text (again, "device_id"), NULL);
  lock = phone_call (self->client, "PATCH", path, phone_token (desktop), NULL,
                     hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_assert_cmpuint (lock->status, ==, 200);
  full = enrol (self, &third, phone_token (sign_in), NULL, "481502", "2030-06-30");
  mock_assert_problem (full, 409, "conflict");
}

/* Twice with the card is not once with another device: whoever had to be confirmed has to be. */
static void
test_waits (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, MOCK_ANDREA);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_ANDREA, "phone");
  g_autofree char *id = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(HkkMockTestDevice) next = NULL;
      g_autoptr(MockAnswer) bound = enrol (self, &next, phone_token (sign_in), NULL, "481502", "2030-06-30");

      g_assert_cmpuint (bound->status, ==, 201);
      g_assert_true (hkk_json_get_bool (bound->json, "waits", FALSE));
      if (id == NULL)
        id = g_strdup (phone_answer_text (bound, "device_id"));
      g_assert_cmpstr (phone_answer_text (bound, "device_id"), ==, id);
      g_assert_cmpstr (id, !=, hkk_mock_test_device_device_id (phone));
    }
}

/* The demo's tablet was taken over by a phone that died: whoever comes next has as much right to it. */
static void
test_provisional (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_CARL, "phone");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(HkkMockTestDevice) next = NULL;
      g_autoptr(MockAnswer) bound = enrol (self, &next, phone_token (sign_in), NULL, "734619", "2029-03-31");

      g_assert_cmpuint (bound->status, ==, 201);
      g_assert_false (hkk_json_get_bool (bound->json, "waits", FALSE));
    }
}

static guint
sign_in_status (Fixture    *self,
                const char *kvnr,
                const char *password)
{
  g_autoptr(MockAnswer) answer = phone_call (self->client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "password", "username", kvnr, "password", password, "client", "desktop",
                     "device_name", "Test", "stay_signed_in", HKK_JSON_BOOL (FALSE)));

  return answer->status;
}

/* The last step of a registration or a recovery is made once more, with other secrets: those count, and none else. */
static void
test_last_step (Fixture       *self,
                gconstpointer  data)
{
  const char *purpose = data;
  gboolean recovery = g_str_equal (purpose, "recovery");
  const char *kvnr = recovery ? MOCK_ANDREA : NINA;
  g_autoptr(MockAnswer) begun = registration_start (self->client, purpose, kvnr, recovery ? "1988-05-14" : NINA_BIRTH,
                                                    recovery ? NULL : NINA_CARD);
  const char *process = phone_answer_text (begun, "process");
  g_autofree char *nect = registration_identify (self->client, process);
  g_autoptr(HkkMockTestDevice) first = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(HkkMockTestDevice) second = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) done = registration_complete (self->client, purpose, process, nect, PASSWORD,
                                                      phone_enrolment (first), NULL);
  g_autoptr(MockAnswer) look = registration_look (self->client, nect);
  g_autoptr(MockAnswer) again = registration_complete (self->client, purpose, process, nect, OTHER,
                                                       phone_enrolment (second), NULL);
  g_autoptr(MockAnswer) dead = NULL;
  g_autoptr(MockAnswer) over = NULL;
  g_autoptr(MockAnswer) too_late = NULL;
  g_autoptr(MockAnswer) desktop = NULL;

  g_assert_cmpuint (done->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (first, done->json));
  g_assert_cmpstr (phone_answer_text (look, "state"), ==, "passed");
  g_assert_cmpuint (again->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (second, again->json));
  dead = call (self, first, "/device/self");
  mock_assert_problem (dead, 401, "unauthorized");
  g_assert_cmpuint (sign_in_status (self, kvnr, PASSWORD), ==, 401);
  phone_kept (self->client, second);
  over = registration_complete (self->client, purpose, process, nect, PASSWORD, phone_enrolment (second), NULL);
  mock_assert_problem (over, 404, "not_found");
  too_late = registration_look (self->client, nect);
  mock_assert_problem (too_late, 404, "not_found");
  desktop = phone_call (self->client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "password", "username", kvnr, "password", OTHER, "client", "desktop",
                     "device_name", "Test", "stay_signed_in", HKK_JSON_BOOL (FALSE)));
  g_assert_cmpuint (desktop->status, ==, 200);
  assert_devices (self, desktop, 1);
  assert_approves (self, second, desktop);
}

#define ADD(path, func, data) g_test_add ("/mock/unseen/" path, Fixture, data, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("letter", test_letter, NULL);
  ADD ("seen", test_seen, NULL);
  ADD ("limit", test_limit, NULL);
  ADD ("waits", test_waits, NULL);
  ADD ("provisional", test_provisional, NULL);
  ADD ("registration", test_last_step, "registration");
  ADD ("recovery", test_last_step, "recovery");
  return g_test_run ();
}
