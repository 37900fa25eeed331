/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "devices.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"

/* The letter over the wire: what ends its code, and how a locked device unlocks itself with it. */

#define ANDREA MOCK_ANDREA
#define XENIA  MOCK_XENIA
#define LETTER "K7QF-3M9T-XW2D-8HRP" /* Xenia's */
#define PIN    PHONE_PIN

typedef struct
{
  MockClient        *client;
  HkkMockTestDevice *phone;   /* Xenia's, bound by card */
  MockAnswer        *desktop; /* Xenia's */
  MockAnswer        *sign_in; /* Xenia's, of the Service-App */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->phone = phone_bind (self->client, XENIA);
  self->desktop = phone_sign_in (self->client, XENIA, "desktop");
  self->sign_in = phone_sign_in (self->client, XENIA, "phone");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_mock_test_device_free (self->phone);
  mock_answer_free (self->desktop);
  mock_answer_free (self->sign_in);
  mock_client_free (self->client);
}

static MockAnswer *
enrol (Fixture           *self,
       HkkMockTestDevice *phone,
       const char        *code,
       const char        *replaces)
{
  JsonObject *body = phone_enrolment (phone);

  hkk_json_object_add (body, "method", "letter", "code", code);
  if (replaces != NULL)
    hkk_json_object_add (body, "replaces", replaces);
  return phone_call (self->client, "POST", "/device/enrolments", phone_token (self->sign_in), NULL, body);
}

static MockAnswer *
unlock (Fixture           *self,
        HkkMockTestDevice *phone,
        const char        *pin)
{
  return phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone), NULL,
                     hkk_mock_test_device_unlock (phone, pin));
}

static void
lock_device (Fixture           *self,
             HkkMockTestDevice *device)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = unlock (self, device, "000000");

      mock_assert_problem (wrong, i < 4 ? 403 : 423, i < 4 ? "wrong_pin" : "device_locked");
    }
}

static void
lock (Fixture *self)
{
  lock_device (self, self->phone);
}

static MockAnswer *
order (Fixture *self)
{
  return phone_call (self->client, "POST", "/v1/letters", phone_token (self->sign_in), NULL,
                     hkk_json_object ("kind", "device"));
}

/* One row, one key: what was locked can approve again, and nothing of before opens anything. */
static void
test_unlocks (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) anew = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autofree char *old_token = g_strdup (hkk_mock_test_device_token (self->phone));
  g_autofree char *id = g_strdup (hkk_mock_test_device_device_id (self->phone));
  g_autoptr(MockAnswer) bound = NULL;
  g_autoptr(MockAnswer) devices = NULL;
  g_autoptr(MockAnswer) before = NULL;
  g_autoptr(MockAnswer) unlocked = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(MockAnswer) used_up = NULL;
  JsonObject *row;

  lock (self);
  bound = enrol (self, anew, "k7qf 3m9t xw2d 8hrp", old_token);
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (anew, bound->json));
  g_assert_cmpstr (hkk_mock_test_device_device_id (anew), ==, id);
  devices = phone_call (self->client, "GET", "/v1/devices", phone_token (self->desktop), NULL, NULL);
  row = hkk_json_array_object (hkk_json_get_array (devices->json, "items"), 0);
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (row, "id"), ==, id);
  g_assert_false (hkk_json_get_bool (row, "locked", TRUE));
  before = phone_call (self->client, "GET", "/device/self", old_token, NULL, NULL);
  mock_assert_problem (before, 401, "unauthorized");
  g_assert_false (hkk_json_get_bool (bound->json, "waits", FALSE));
  unlocked = unlock (self, anew, PIN);
  g_assert_cmpuint (unlocked->status, ==, 200);
  again = enrol (self, anew, LETTER, hkk_mock_test_device_token (anew));
  mock_assert_problem (again, 409, "conflict");
  lock_device (self, anew);
  used_up = enrol (self, anew, LETTER, hkk_mock_test_device_token (anew));
  mock_assert_problem (used_up, 422, "validation_failed");
}

/* Where another device can confirm it, it waits as any other one would. */
static void
test_waits_beside_another (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) other = phone_bind_beside (self->client, XENIA, self->phone);
  g_autoptr(HkkMockTestDevice) anew = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) bound = NULL;

  lock (self);
  bound = enrol (self, anew, LETTER, hkk_mock_test_device_token (self->phone));
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_json_get_bool (bound->json, "waits", FALSE));
  g_assert_cmpstr (phone_answer_text (bound, "usable_at"), !=, "");
  g_assert_cmpstr (phone_answer_text (bound, "device_id"), ==, hkk_mock_test_device_device_id (self->phone));
}

/* Only a device itself, only while it is locked, and only with a letter; and a refusal leaves the letter as it was. */
static void
test_of_others (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) anew = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(HkkMockTestDevice) andreas = phone_bind (self->client, ANDREA);
  g_autoptr(MockAnswer) open = enrol (self, anew, LETTER, hkk_mock_test_device_token (self->phone));
  g_autoptr(MockAnswer) foreign = enrol (self, anew, LETTER, hkk_mock_test_device_token (andreas));
  g_autoptr(MockAnswer) guessed = enrol (self, anew, LETTER, hkk_mock_test_device_device_id (self->phone));
  g_autoptr(MockAnswer) by_card = NULL;
  g_autoptr(MockAnswer) bound = NULL;
  JsonObject *body = phone_enrolment (anew);

  mock_assert_problem (open, 409, "conflict");
  mock_assert_problem (foreign, 409, "conflict");
  mock_assert_problem (guessed, 409, "conflict");
  lock (self);
  hkk_json_object_add (body, "method", "card", "card_digits", "952837", "card_valid_until", "2031-12-31",
                       "replaces", hkk_mock_test_device_token (self->phone));
  by_card = phone_call (self->client, "POST", "/device/enrolments", phone_token (self->sign_in), NULL, body);
  mock_assert_problem (by_card, 400, "invalid_request");
  bound = enrol (self, anew, LETTER, hkk_mock_test_device_token (self->phone));
  g_assert_cmpuint (bound->status, ==, 201);
}

/* Nobody could approve it where all devices are locked. It goes by post; to who has no more than the password, the
 * portal shows it no more than before. */
static void
test_ordered_when_locked (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = order (self);
  g_autofree char *path = g_strconcat ("/v1/approvals/", phone_answer_text (asked, "id"), "/cancel", NULL);
  g_autoptr(MockAnswer) cancelled = NULL;
  g_autoptr(MockAnswer) ordered = NULL;
  g_autoptr(MockAnswer) documents = NULL;
  g_autoptr(MockAnswer) content = NULL;
  g_autofree char *content_path = NULL;
  JsonObject *newest;

  g_assert_cmpuint (asked->status, ==, 202);
  cancelled = phone_call (self->client, "POST", path, phone_token (self->sign_in), NULL, json_object_new ());
  phone_assert_status (cancelled, "cancelled");
  lock (self);
  ordered = order (self);
  g_assert_cmpuint (ordered->status, ==, 201);
  documents = phone_call (self->client, "GET", "/v1/documents?kind=letter", phone_token (self->desktop), NULL, NULL);
  newest = hkk_json_array_object (hkk_json_get_array (documents->json, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (newest, "title"), ==, "Your access to the Service-App");
  g_assert_true (hkk_json_get_bool (newest, "protected", FALSE));
  content_path = g_strconcat ("/v1/documents/", hkk_json_get_string (newest, "id"), "/content", NULL);
  content = phone_call (self->client, "GET", content_path, phone_token (self->desktop), NULL, NULL);
  mock_assert_problem (content, 401, "step_up_required");
}

/* What was ordered comes by post, to nobody else. */
static void
test_post (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(JsonObject) before = mock_command (self->client, hkk_json_object ("command", "post", "person", XENIA));
  g_autoptr(MockAnswer) ordered = NULL;
  g_autoptr(JsonObject) after = NULL;
  g_autoptr(JsonObject) elsewhere = NULL;
  g_autoptr(GBytes) content = NULL;

  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (before, "letters")), ==, 0);
  lock (self);
  ordered = order (self);
  g_assert_cmpuint (ordered->status, ==, 201);
  after = mock_command (self->client, hkk_json_object ("command", "post", "person", XENIA));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (after, "letters")), ==, 1);
  content = hkk_json_get_bytes (hkk_json_array_object (hkk_json_get_array (after, "letters"), 0), "content");
  g_assert_nonnull (content);
  g_assert_true (memcmp (g_bytes_get_data (content, NULL), "%PDF-", 5) == 0);
  elsewhere = mock_command (self->client, hkk_json_object ("command", "post", "person", ANDREA));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (elsewhere, "letters")), ==, 0);
}

/* A newer letter ends the code of the one before. */
static void
test_newer (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) anew = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) ordered = NULL;
  g_autoptr(MockAnswer) refused = NULL;

  lock (self);
  ordered = order (self);
  g_assert_cmpuint (ordered->status, ==, 201);
  refused = enrol (self, anew, LETTER, hkk_mock_test_device_token (self->phone));
  mock_assert_problem (refused, 422, "validation_failed");
}

/* A code is good on its last day and not after it. */
static void
test_sixty_days (Fixture       *self,
                 gconstpointer  data)
{
  gboolean late = GPOINTER_TO_INT (data);
  g_autoptr(HkkMockTestDevice) anew = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) answer = NULL;

  mock_advance (self->client, late ? 60 * 24 * 3600 : 60 * 24 * 3600 - 600);
  mock_answer_free (self->sign_in);
  self->sign_in = phone_sign_in (self->client, XENIA, "phone");
  answer = enrol (self, anew, LETTER, NULL);
  if (late)
    mock_assert_problem (answer, 422, "validation_failed");
  else
    g_assert_cmpuint (answer->status / 100, ==, 2);
}

#define ADD(path, data, func) g_test_add ("/mock/letters/" path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("unlocks", NULL, test_unlocks);
  ADD ("waits-beside-another", NULL, test_waits_beside_another);
  ADD ("of-others", NULL, test_of_others);
  ADD ("ordered-when-locked", NULL, test_ordered_when_locked);
  ADD ("post", NULL, test_post);
  ADD ("newer", NULL, test_newer);
  ADD ("last-day", GINT_TO_POINTER (FALSE), test_sixty_days);
  ADD ("too-late", GINT_TO_POINTER (TRUE), test_sixty_days);
  return g_test_run ();
}
