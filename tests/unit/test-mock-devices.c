/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto.h"
#include "devices.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"

/* Devices over the wire: binding by letter and card, the PIN, locking, removing. */

#define ANDREA MOCK_ANDREA
#define CARL   MOCK_CARL
#define XENIA  MOCK_XENIA
#define LETTER "K7QF-3M9T-XW2D-8HRP"
#define PIN    PHONE_PIN

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

static const char *
first_field (MockAnswer *answer)
{
  return hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (answer->json, "errors"), 0), "field");
}

/* (transfer full): the account's devices as the desktop lists them */
static MockAnswer *
list (Fixture    *self,
      MockAnswer *desktop)
{
  MockAnswer *answer = phone_call (self->client, "GET", "/v1/devices", phone_token (desktop), NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static JsonObject *
item (MockAnswer *answer,
      guint       position)
{
  return hkk_json_array_object (hkk_json_get_array (answer->json, "items"), position);
}

static MockAnswer *
enrol (Fixture      *self,
       MockAnswer   *sign_in,
       HkkMockTestDevice *phone,
       const char   *method,
       const char   *first,
       const char   *second)
{
  JsonObject *body = phone_enrolment (phone);

  hkk_json_object_add (body, "method", method);
  if (strcmp (method, "letter") == 0)
    hkk_json_object_add (body, "code", first);
  else
    hkk_json_object_add (body, "card_digits", first, "card_valid_until", second);
  return phone_call (self->client, "POST", "/device/enrolments", phone_token (sign_in), NULL, body);
}

static MockAnswer *
unlock (Fixture      *self,
        HkkMockTestDevice *phone,
        const char   *pin)
{
  return phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone), NULL,
                     hkk_mock_test_device_unlock (phone, pin));
}

static MockAnswer *
change (Fixture    *self,
        MockAnswer *desktop,
        const char *method,
        const char *id,
        JsonObject *body)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", id, NULL);

  return phone_call (self->client, method, path, phone_token (desktop), NULL, body);
}

/* A code can be typed as a person types; it lifts the restriction; it works once. */
static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(HkkMockTestDevice) second = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, XENIA, "phone");
  g_autoptr(MockAnswer) bound = enrol (self, sign_in, phone, "letter", "k7qf 3m9t xw2d 8hrp", NULL);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, XENIA, "desktop");
  g_autoptr(MockAnswer) devices = NULL;
  g_autoptr(MockAnswer) unlocked = NULL;
  g_autoptr(MockAnswer) again = NULL;

  g_assert_true (hkk_json_get_bool (hkk_json_get_object (sign_in->json, "account"), "restricted", FALSE));
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, bound->json));
  unlocked = unlock (self, phone, PIN);
  g_assert_cmpuint (unlocked->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (unlocked, "share"), ==, phone_answer_text (bound, "share"));
  again = enrol (self, sign_in, second, "letter", LETTER, NULL);
  devices = list (self, desktop);
  mock_assert_problem (again, 422, "validation_failed");
  g_assert_cmpstr (first_field (again), ==, "code");
  g_assert_false (hkk_json_get_bool (hkk_json_get_object (desktop->json, "account"), "restricted", TRUE));
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 1);
}

static void
test_letter_old (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = NULL;
  g_autoptr(MockAnswer) refused = NULL;

  mock_advance (self->client, 60 * 24 * 3600);
  sign_in = phone_sign_in (self->client, XENIA, "phone");
  refused = enrol (self, sign_in, phone, "letter", LETTER, NULL);
  mock_assert_problem (refused, 422, "validation_failed");
}

/* The card takes the demo's provisional device over, under the same id; its number must be the account's own. */
static void
test_card (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) before = list (self, desktop);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, ANDREA, "phone");
  g_autoptr(MockAnswer) digits = enrol (self, sign_in, phone, "card", "481503", "2030-06-30");
  g_autoptr(MockAnswer) date = enrol (self, sign_in, phone, "card", "481502", "2030-06-29");
  g_autoptr(MockAnswer) bound = enrol (self, sign_in, phone, "card", "481502", "2030-06-30");
  g_autoptr(MockAnswer) after = list (self, desktop);

  mock_assert_problem (digits, 422, "validation_failed");
  g_assert_cmpstr (first_field (digits), ==, "card_digits");
  mock_assert_problem (date, 422, "validation_failed");
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_cmpint (hkk_json_get_int (after->json, "total", -1), ==, 1);
  g_assert_true (hkk_json_get_bool (item (before, 0), "provisional", FALSE));
  g_assert_false (hkk_json_get_bool (item (after, 0), "provisional", TRUE));
  g_assert_cmpstr (hkk_json_get_string (item (after, 0), "id"), ==, hkk_json_get_string (item (before, 0), "id"));
  g_assert_cmpstr (hkk_json_get_string (item (after, 0), "name"), ==, "Phone of the test");
}

/* The newest message of who has signed in at DESKTOP: its subject and body, as one text. */
static char *
newest_message (Fixture    *self,
                MockAnswer *desktop)
{
  g_autoptr(MockAnswer) inbox = phone_call (self->client, "GET", "/v1/messages?limit=1", phone_token (desktop), NULL,
                                            NULL);
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (item (inbox, 0), "id"), NULL);
  g_autoptr(MockAnswer) message = phone_call (self->client, "GET", path, phone_token (desktop), NULL, NULL);

  return g_strjoin ("\n", phone_answer_text (message, "subject"), phone_answer_text (message, "body"), NULL);
}

/* Nobody gets a second factor without the person's hearing of it, nor takes the place of one; names show what they
 * are. */
static void
test_told (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) devices = list (self, desktop);
  g_autofree char *before = g_strdup (hkk_json_get_string (item (devices, 0), "name"));
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, ANDREA, "phone");
  g_autoptr(MockAnswer) bound = enrol (self, sign_in, phone, "card", "481502", "2030-06-30");
  g_autofree char *told = newest_message (self, desktop);
  g_autofree char *again = NULL;
  g_autoptr(MockAnswer) renamed = NULL;
  g_autoptr(MockAnswer) nameless = NULL;
  g_autoptr(MockAnswer) removed = NULL;
  const char *id = phone_answer_text (bound, "device_id");

  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_nonnull (strstr (told, "A new device can approve for you"));
  g_assert_nonnull (strstr (told, "Phone of the test"));
  g_assert_nonnull (strstr (told, before));
  renamed = change (self, desktop, "PATCH", id, hkk_json_object ("name", "\xe2\x80\xae" "gnp.exe"));
  g_assert_cmpstr (phone_answer_text (renamed, "name"), ==, "gnp.exe");
  nameless = change (self, desktop, "PATCH", id, hkk_json_object ("name", "\xe2\x80\x8b"));
  mock_assert_problem (nameless, 422, "validation_failed");
  removed = change (self, desktop, "DELETE", id, hkk_json_object ("password", MOCK_ANDREA_PASSWORD));
  g_assert_cmpuint (removed->status, ==, 200);
  again = newest_message (self, desktop);
  g_assert_nonnull (strstr (again, "Your device will be removed"));
}

static void
test_throttled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, XENIA, "phone");
  g_autoptr(MockAnswer) right = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(MockAnswer) later = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = enrol (self, sign_in, phone, "letter", "AAAA-BBBB-CCCC-DDDD", NULL);

      mock_assert_problem (wrong, 422, "validation_failed");
    }
  right = enrol (self, sign_in, phone, "letter", LETTER, NULL);
  mock_assert_problem (right, 429, "throttled");
  g_assert_cmpint (phone_retry_after (right), >, 880);
  mock_advance (self->client, 901);
  again = phone_sign_in (self->client, XENIA, "phone");
  later = enrol (self, again, phone, "letter", LETTER, NULL);
  g_assert_cmpuint (later->status, ==, 201);
}

static void
test_unusable (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, XENIA, "phone");
  const struct { const char *member, *value; } faults[] = {
    { "name", "  " }, { "platform", "toaster" }, { "public_key", "AAAA" }, { "pin_proof", "AAAA" }, { "salt", "AAAA" },
    { "biometric_proof", "AAAA" },
    /* an SPKI of P-384, which the protocol does not know */
    { "public_key", "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEh_ES_ncVBZfpv5U8iWP3fT_aUonB0H8e"
                    "_aOm-Ze0rchrAcwls_d0MPYGKXyunkiw_aSUJEppIiKQnuzsp1VcBNsqwNogJ7yE"
                    "UQ0hMapQDqt812w5C-i9IBuRQ91hMx3q" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      JsonObject *body = phone_enrolment (phone);
      g_autoptr(MockAnswer) answer = NULL;

      hkk_json_object_add (body, "method", "letter", "code", LETTER, faults[i].member, faults[i].value);
      answer = phone_call (self->client, "POST", "/device/enrolments", phone_token (sign_in), NULL, body);
      mock_assert_problem (answer, 422, "validation_failed");
      g_assert_cmpstr (first_field (answer), ==, faults[i].member);
    }
}

static void
test_limit (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(MockAnswer) sign_in = NULL;
  g_autoptr(HkkMockTestDevice) sixth = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) refused = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
    }
  sign_in = phone_sign_in (self->client, ANDREA, "phone");
  refused = enrol (self, sign_in, sixth, "card", "481502", "2030-06-30");
  mock_assert_problem (refused, 409, "conflict");
}

static void
test_pin (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);

  for (int left = 4; left >= 1; left--)
    {
      g_autoptr(MockAnswer) wrong = unlock (self, phone, "000000");

      mock_assert_problem (wrong, 403, "wrong_pin");
      g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (wrong->json, "extra"), "left", -1), ==, left);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(MockAnswer) right = unlock (self, phone, PIN);
      g_autoptr(MockAnswer) wrong = unlock (self, phone, "000000");

      g_assert_cmpuint (right->status, ==, 200);
      mock_assert_problem (wrong, 403, "wrong_pin");
      g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (wrong->json, "extra"), "left", -1), ==, 4);
    }
}

static void
test_pin_locks (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) begin = phone_call (self->client, "GET", "/device/feed", hkk_mock_test_device_token (phone),
                                            NULL, NULL);
  g_autofree char *path = g_strdup_printf ("/device/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                           hkk_json_get_int (begin->json, "cursor", -1));
  g_autoptr(MockAnswer) right = NULL;
  g_autoptr(MockAnswer) feed = NULL;
  g_autoptr(MockAnswer) devices = NULL;
  JsonObject *event;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = unlock (self, phone, "000000");

      mock_assert_problem (wrong, i < 4 ? 403 : 423, i < 4 ? "wrong_pin" : "device_locked");
    }
  right = unlock (self, phone, PIN);
  mock_assert_problem (right, 423, "device_locked");
  devices = list (self, desktop);
  g_assert_true (hkk_json_get_bool (item (devices, 0), "locked", FALSE));
  feed = phone_call (self->client, "GET", path, hkk_mock_test_device_token (phone), NULL, NULL);
  event = hkk_json_array_object (hkk_json_get_array (feed->json, "events"), 0);
  g_assert_cmpstr (hkk_json_get_string (event, "type"), ==, "device");
  g_assert_cmpstr (hkk_json_get_string (event, "id"), ==, hkk_mock_test_device_device_id (phone));
  g_assert_cmpstr (hkk_json_get_string (event, "status"), ==, "locked");
}

static void
test_biometric (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, XENIA, "phone");
  g_autoptr(GBytes) proof = hkk_mock_random_bytes (32);
  g_autoptr(GBytes) other = hkk_mock_random_bytes (32);
  g_autoptr(MockAnswer) bound = NULL;
  g_autoptr(MockAnswer) right = NULL;
  g_autoptr(MockAnswer) wrong = NULL;
  JsonObject *body = phone_enrolment (phone);

  hkk_json_object_add (body, "method", "letter", "code", LETTER, "biometric_proof", proof);
  bound = phone_call (self->client, "POST", "/device/enrolments", phone_token (sign_in), NULL, body);
  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, bound->json));
  right = phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone), NULL,
                      hkk_json_object ("kind", "biometric", "proof", proof));
  g_assert_cmpuint (right->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (right, "share"), ==, phone_answer_text (bound, "biometric_share"));
  g_assert_cmpstr (phone_answer_text (bound, "biometric_share"), !=, phone_answer_text (bound, "share"));
  wrong = phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone), NULL,
                      hkk_json_object ("kind", "biometric", "proof", other));
  mock_assert_problem (wrong, 403, "wrong_pin");
}

/* Without an enrolled secret of its own, a fingerprint opens nothing. */
static void
test_biometric_absent (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(GBytes) proof = hkk_mock_random_bytes (32);
  g_autoptr(MockAnswer) answer = phone_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_token (phone),
                                             NULL, hkk_json_object ("kind", "biometric", "proof", proof));

  mock_assert_problem (answer, 403, "wrong_pin");
}

static void
test_rename (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(HkkMockTestDevice) carls = phone_bind (self->client, CARL);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  const char *id = hkk_mock_test_device_device_id (phone);
  g_autoptr(MockAnswer) renamed = change (self, desktop, "PATCH", id, hkk_json_object ("name", " Küche "));
  g_autoptr(MockAnswer) empty = change (self, desktop, "PATCH", id, hkk_json_object ("name", " "));
  g_autoptr(MockAnswer) nothing = change (self, desktop, "PATCH", id, json_object_new ());
  g_autoptr(MockAnswer) foreign = change (self, desktop, "PATCH", hkk_mock_test_device_device_id (carls),
                                          hkk_json_object ("name", "x"));

  g_assert_cmpuint (renamed->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (renamed, "name"), ==, "Küche");
  mock_assert_problem (empty, 422, "validation_failed");
  mock_assert_problem (nothing, 400, "invalid_request");
  mock_assert_problem (foreign, 404, "not_found");
}

/* A letter that is ordered on a phone is approved on the one before; only who asked follows it to its end. */
static void
test_letter_by_phone (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) second = phone_sign_in (self->client, ANDREA, "phone");
  g_autoptr(MockAnswer) asked = phone_call (self->client, "POST", "/v1/letters", phone_token (second), NULL,
                                            hkk_json_object ("kind", "device"));
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) elsewhere = phone_look (self->client, desktop, id);
  g_autoptr(MockAnswer) waiting = phone_look (self->client, second, id);
  g_autoptr(MockAnswer) on_device = NULL;
  g_autoptr(MockAnswer) longer = NULL;
  g_autoptr(MockAnswer) done = NULL;
  g_autoptr(MockAnswer) over = NULL;
  g_autofree char *path = g_strconcat ("/v1/approvals/", id, NULL);

  g_assert_cmpuint (asked->status, ==, 202);
  mock_assert_problem (elsewhere, 404, "not_found");
  phone_assert_status (waiting, "pending");
  on_device = phone_call (self->client, "GET", path, hkk_mock_test_device_token (phone), NULL, NULL);
  mock_assert_problem (on_device, 404, "not_found");
  longer = phone_act (self->client, second, id, "extend");
  g_assert_cmpint (hkk_json_get_int (longer->json, "extensions_left", -1), ==, 0);
  done = phone_decide (self->client, phone, id, "approve", phone_answer_text (asked, "number"));
  phone_assert_status (done, "executed");
  over = phone_look (self->client, second, id);
  phone_assert_status (over, "executed");
}

/* Locking is at once, unlocking is approved, and never by the locked device itself. */
static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(HkkMockTestDevice) other = phone_bind_beside (self->client, ANDREA, phone);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  const char *id = hkk_mock_test_device_device_id (phone);
  g_autoptr(MockAnswer) locked = change (self, desktop, "PATCH", id, hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) asked = change (self, desktop, "PATCH", id, hkk_json_object ("locked", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) itself = phone_open (self->client, phone, phone_answer_text (asked, "id"));
  g_autoptr(MockAnswer) done = NULL;
  g_autoptr(MockAnswer) unlocked = NULL;

  g_assert_true (hkk_json_get_bool (locked->json, "locked", FALSE));
  g_assert_cmpuint (asked->status, ==, 202);
  mock_assert_problem (itself, 404, "not_found");
  done = phone_decide (self->client, other, phone_answer_text (asked, "id"), "approve",
                       phone_answer_text (asked, "number"));
  g_assert_cmpstr (phone_answer_text (done, "status"), ==, "executed");
  unlocked = unlock (self, phone, PIN);
  g_assert_cmpuint (unlocked->status, ==, 200);
}

/* A remaining device approves; the one that goes cannot, and its token ends. */
static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(HkkMockTestDevice) other = phone_bind_beside (self->client, ANDREA, phone);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = change (self, desktop, "DELETE", hkk_mock_test_device_device_id (phone),
                                        json_object_new ());
  g_autoptr(MockAnswer) itself = phone_open (self->client, phone, phone_answer_text (asked, "id"));
  g_autoptr(MockAnswer) mine = phone_call (self->client, "GET", "/device/approvals", hkk_mock_test_device_token (phone),
                                           NULL, NULL);
  g_autoptr(MockAnswer) done = phone_decide (self->client, other, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));
  g_autoptr(MockAnswer) gone = unlock (self, phone, PIN);
  g_autoptr(MockAnswer) devices = list (self, desktop);

  g_assert_cmpuint (asked->status, ==, 202);
  mock_assert_problem (itself, 404, "not_found");
  g_assert_cmpint (hkk_json_get_int (mine->json, "total", -1), ==, 0);
  g_assert_cmpstr (phone_answer_text (done, "status"), ==, "executed");
  g_assert_cmpuint (gone->status, ==, 401);
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 1);
}

/* The only one approves its own removal. */
static void
test_remove_only (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = change (self, desktop, "DELETE", hkk_mock_test_device_device_id (phone),
                                        json_object_new ());
  g_autoptr(MockAnswer) opened = phone_open (self->client, phone, phone_answer_text (asked, "id"));
  g_autoptr(MockAnswer) done = phone_decide (self->client, phone, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));
  g_autoptr(MockAnswer) devices = list (self, desktop);
  g_autoptr(MockAnswer) again = phone_sign_in (self->client, ANDREA, "desktop");

  g_assert_cmpuint (asked->status, ==, 202);
  g_assert_cmpuint (opened->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (done, "status"), ==, "executed");
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 0);
  g_assert_true (hkk_json_get_bool (hkk_json_get_object (again->json, "account"), "restricted", FALSE));
}

static void
report_lost (Fixture           *self,
             MockAnswer        *desktop,
             HkkMockTestDevice *phone)
{
  const char *id = hkk_mock_test_device_device_id (phone);
  g_autoptr(MockAnswer) wrong = change (self, desktop, "DELETE", id, hkk_json_object ("password", "not the password"));
  g_autoptr(MockAnswer) right = change (self, desktop, "DELETE", id,
                                        hkk_json_object ("password", MOCK_ANDREA_PASSWORD));
  g_autoptr(MockAnswer) devices = list (self, desktop);
  g_autofree char *told = newest_message (self, desktop);

  mock_assert_problem (wrong, 401, "invalid_credentials");
  g_assert_cmpuint (right->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 1);
  g_assert_nonnull (hkk_json_get_string (item (devices, 0), "removes_at"));
  g_assert_nonnull (strstr (told, "Your device will be removed"));
}

/* The password alone takes no second factor away: not before the person had the time to hear of it, and not while the
 * device is used. */
static void
test_remove_lost (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = phone_bind (self->client, ANDREA);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) used = NULL;
  g_autoptr(MockAnswer) kept = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(MockAnswer) later = NULL;
  g_autoptr(MockAnswer) gone = NULL;
  g_autofree char *told = NULL;

  report_lost (self, desktop, phone);
  used = unlock (self, phone, PIN);
  g_assert_cmpuint (used->status, ==, 200);
  told = newest_message (self, desktop);
  g_assert_nonnull (strstr (told, "Your device stays registered"));
  mock_advance (self->client, 4 * 86400);
  again = phone_sign_in (self->client, ANDREA, "desktop");
  kept = list (self, again);
  g_assert_cmpint (hkk_json_get_int (kept->json, "total", -1), ==, 1);

  report_lost (self, again, phone);
  mock_advance (self->client, 4 * 86400);
  later = phone_sign_in (self->client, ANDREA, "desktop");
  g_assert_true (hkk_json_get_bool (hkk_json_get_object (later->json, "account"), "restricted", FALSE));
  gone = unlock (self, phone, PIN);
  g_assert_cmpuint (gone->status, ==, 401);
}

/* A repeat after a lost answer binds no second device and gives the same secrets. */
static void
test_enrolment_repeated (Fixture       *self,
                         gconstpointer  data)
{
  const char *key = "0123456789abcdef0123456789abcdef";
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, XENIA, "phone");
  g_autoptr(JsonObject) body = phone_enrolment (phone);
  g_autoptr(MockAnswer) first = NULL;
  g_autoptr(MockAnswer) second = NULL;

  hkk_json_object_add (body, "method", "letter", "code", LETTER);
  first = phone_call (self->client, "POST", "/device/enrolments", phone_token (sign_in), key, json_object_ref (body));
  second = phone_call (self->client, "POST", "/device/enrolments", phone_token (sign_in), key, json_object_ref (body));
  g_assert_cmpuint (second->status, ==, 201);
  g_assert_nonnull (mock_answer_header (second, "Idempotency-Replayed"));
  g_assert_cmpstr (phone_answer_text (first, "device_token"), ==, phone_answer_text (second, "device_token"));
  g_assert_cmpuint (mock_ledger_count (self->client, "enrol_device"), ==, 1);
}

/* Padding: among many signatures some have an r or s that begins with a zero byte. */
static void
test_padding (void)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(JsonObject) description = hkk_mock_test_device_describe (phone, "x", "android", "1");
  g_autoptr(GBytes) key = hkk_base64url_decode (hkk_json_get_string (description, "public_key"));
  guint padded = 0;

  for (guint i = 0; i < 2000 && padded < 2; i++)
    {
      g_autoptr(GBytes) text = g_bytes_new (&i, sizeof i);
      g_autofree char *signed_text = hkk_mock_test_device_sign (phone, text);
      g_autoptr(GBytes) signature = hkk_base64url_decode (signed_text);
      const guint8 *bytes = g_bytes_get_data (signature, NULL);

      g_assert_cmpuint (g_bytes_get_size (signature), ==, 64);
      g_assert_true (hkk_mock_device_key_verify (key, text, signature));
      if (bytes[0] == 0 || bytes[32] == 0)
        padded++;
    }
  g_assert_cmpuint (padded, ==, 2);
}

#define ADD(path, func) g_test_add ("/mock/devices/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("enrol/letter", test_letter);
  ADD ("enrol/letter-old", test_letter_old);
  ADD ("enrol/card", test_card);
  ADD ("letter-by-phone", test_letter_by_phone);
  ADD ("told", test_told);
  ADD ("enrol/throttled", test_throttled);
  ADD ("enrol/unusable", test_unusable);
  ADD ("enrol/limit", test_limit);
  ADD ("enrol/repeated", test_enrolment_repeated);
  ADD ("pin/counted", test_pin);
  ADD ("pin/locks", test_pin_locks);
  ADD ("biometric", test_biometric);
  ADD ("biometric/absent", test_biometric_absent);
  ADD ("rename", test_rename);
  ADD ("lock", test_lock);
  ADD ("remove", test_remove);
  ADD ("remove/only", test_remove_only);
  ADD ("remove/lost", test_remove_lost);
  g_test_add_func ("/mock/devices/key/padding", test_padding);
  return g_test_run ();
}
