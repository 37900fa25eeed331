/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"

/* What a bound device changes by itself, and what it is told of the approvals that are over. */

#define ANDREA MOCK_ANDREA
#define NEW_PASSWORD "Vier Worte und ein Lied"
#define DAY (24 * 60 * 60)

typedef struct
{
  MockClient        *client;
  HkkMockTestDevice *phone;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->phone = phone_bind (self->client, ANDREA);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_mock_test_device_free (self->phone);
  mock_client_free (self->client);
}

/* BODY (transfer full) (nullable) */
static MockAnswer *
call (Fixture    *self,
      const char *method,
      const char *path,
      JsonObject *body)
{
  return phone_call (self->client, method, path, hkk_mock_test_device_token (self->phone), NULL, body);
}

/* (transfer full): what proves PIN */
static char *
proof_of (Fixture    *self,
          const char *pin)
{
  g_autoptr(JsonObject) unlock = hkk_mock_test_device_unlock (self->phone, pin);

  return g_strdup (hkk_json_get_string (unlock, "proof"));
}

static gint64
left (MockAnswer *answer)
{
  return hkk_json_get_int (hkk_json_get_object (answer->json, "extra"), "left", -1);
}

static MockAnswer *
unlock_with (Fixture    *self,
             const char *kind,
             GBytes     *proof)
{
  return call (self, "POST", "/device/unlock", hkk_json_object ("kind", kind, "proof", proof));
}

/* The share stays, so the device can seal its key before it asks; `salt` says which PIN is in force. */
static void
test_pin (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autofree char *wrong = proof_of (self, "000000");
  g_autoptr(GBytes) fresh = hkk_mock_random_bytes (32);
  g_autoptr(GBytes) salt = hkk_mock_random_bytes (16);
  g_autoptr(MockAnswer) before = call (self, "POST", "/device/unlock",
                                       hkk_json_object ("kind", "pin", "proof", right));
  g_autoptr(MockAnswer) refused = call (self, "PUT", "/device/pin",
                                        hkk_json_object ("proof", wrong, "new_proof", fresh, "salt", salt));
  g_autoptr(MockAnswer) still = call (self, "GET", "/device/self", NULL);
  g_autoptr(MockAnswer) unusable = call (self, "PUT", "/device/pin",
                                         hkk_json_object ("proof", right, "new_proof", salt, "salt", salt));
  g_autoptr(MockAnswer) changed = call (self, "PUT", "/device/pin",
                                        hkk_json_object ("proof", right, "new_proof", fresh, "salt", salt));
  g_autoptr(MockAnswer) after = unlock_with (self, "pin", fresh);
  g_autoptr(MockAnswer) old = call (self, "POST", "/device/unlock", hkk_json_object ("kind", "pin", "proof", right));
  g_autoptr(MockAnswer) own = call (self, "GET", "/device/self", NULL);
  g_autoptr(GBytes) known = hkk_json_get_bytes (own->json, "salt");
  g_autoptr(GBytes) earlier = hkk_json_get_bytes (still->json, "salt");

  mock_assert_problem (refused, 403, "wrong_pin");
  g_assert_cmpint (left (refused), ==, 4);
  g_assert_nonnull (earlier);
  g_assert_false (g_bytes_equal (earlier, salt));
  mock_assert_problem (unusable, 400, "invalid_request");
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpuint (after->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (after, "share"), ==, phone_answer_text (before, "share"));
  mock_assert_problem (old, 403, "wrong_pin");
  g_assert_true (g_bytes_equal (known, salt));
  g_assert_cmpuint (mock_ledger_count (self->client, "change_pin"), ==, 1);
}

/* One count for all that asks for the PIN: nobody has five tries at each. */
static void
test_locks (Fixture       *self,
            gconstpointer  data)
{
  static const struct { const char *method, *path; } asked[] = {
    { "POST", "/device/unlock" }, { "PUT", "/device/pin" }, { "PUT", "/device/biometrics" },
    { "PUT", "/device/password" }, { "DELETE", "/device/self" },
  };
  g_autofree char *wrong = proof_of (self, "000000");
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autoptr(GBytes) secret = hkk_mock_random_bytes (32);
  g_autoptr(GBytes) salt = hkk_mock_random_bytes (16);
  g_autoptr(MockAnswer) late = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      JsonObject *body = hkk_json_object ("proof", wrong);
      g_autoptr(MockAnswer) answer = NULL;

      if (i == 0)
        hkk_json_object_add (body, "kind", "pin");
      if (i == 1)
        hkk_json_object_add (body, "new_proof", secret, "salt", salt);
      if (i == 2)
        hkk_json_object_add (body, "biometric_proof", secret);
      if (i == 3)
        hkk_json_object_add (body, "old", MOCK_ANDREA_PASSWORD, "new", NEW_PASSWORD);
      answer = call (self, asked[i].method, asked[i].path, body);
      mock_assert_problem (answer, i < 4 ? 403 : 423, i < 4 ? "wrong_pin" : "device_locked");
    }
  late = call (self, "DELETE", "/device/self", hkk_json_object ("proof", right));
  mock_assert_problem (late, 423, "device_locked");
}

static void
test_biometrics (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autoptr(GBytes) secret = hkk_mock_random_bytes (32);
  g_autoptr(MockAnswer) without = call (self, "PUT", "/device/biometrics",
                                        hkk_json_object ("proof", NULL, "biometric_proof", secret));
  g_autoptr(MockAnswer) on = call (self, "PUT", "/device/biometrics",
                                   hkk_json_object ("proof", right, "biometric_proof", secret));
  g_autoptr(MockAnswer) unlocked = unlock_with (self, "biometric", secret);
  g_autoptr(MockAnswer) told = call (self, "GET", "/device/self", NULL);
  g_autoptr(MockAnswer) off = call (self, "PUT", "/device/biometrics",
                                    hkk_json_object ("proof", NULL, "biometric_proof", NULL));
  g_autoptr(MockAnswer) refused = unlock_with (self, "biometric", secret);

  mock_assert_problem (without, 400, "invalid_request");
  g_assert_cmpuint (on->status, ==, 200);
  g_assert_cmpuint (unlocked->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (unlocked, "share"), ==, phone_answer_text (on, "biometric_share"));
  g_assert_true (hkk_json_get_bool (told->json, "biometrics", FALSE));
  g_assert_cmpuint (off->status, ==, 200);
  mock_assert_problem (refused, 403, "wrong_pin");
}

static guint
sign_in_status (Fixture    *self,
                const char *password)
{
  g_autoptr(MockAnswer) answer = mock_call (self->client, "POST", "/iam/token",
    hkk_json_object ("grant_type", "password", "username", ANDREA, "password", password, "client", "desktop"), NULL);

  return answer->status;
}

/* Password and PIN, and then all sessions end; the device stays. */
static void
test_password (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) wrong = call (self, "PUT", "/device/password",
                                      hkk_json_object ("old", "nicht das Passwort", "new", NEW_PASSWORD,
                                                       "proof", right));
  g_autoptr(MockAnswer) weak = call (self, "PUT", "/device/password",
                                     hkk_json_object ("old", MOCK_ANDREA_PASSWORD, "new", "kurz", "proof", right));
  g_autoptr(MockAnswer) changed = call (self, "PUT", "/device/password",
                                        hkk_json_object ("old", MOCK_ANDREA_PASSWORD, "new", NEW_PASSWORD,
                                                         "proof", right));
  g_autoptr(MockAnswer) ended = phone_call (self->client, "GET", "/v1/overview", phone_token (desktop), NULL, NULL);
  g_autoptr(MockAnswer) bound = call (self, "GET", "/device/approvals", NULL);

  mock_assert_problem (wrong, 401, "invalid_credentials");
  mock_assert_problem (weak, 422, "validation_failed");
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpuint (ended->status, ==, 401);
  g_assert_cmpuint (bound->status, ==, 200);
  g_assert_cmpuint (sign_in_status (self, MOCK_ANDREA_PASSWORD), ==, 401);
  g_assert_cmpuint (sign_in_status (self, NEW_PASSWORD), ==, 200);
  g_assert_cmpuint (mock_ledger_count (self->client, "change_password_on_device"), ==, 1);
}

static void
test_itself (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autoptr(MockAnswer) renamed = call (self, "PATCH", "/device/self", hkk_json_object ("name", " Telefon im Flur "));
  g_autoptr(MockAnswer) empty = call (self, "PATCH", "/device/self", hkk_json_object ("name", " "));
  g_autoptr(MockAnswer) without = call (self, "DELETE", "/device/self", json_object_new ());
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) unbound = call (self, "DELETE", "/device/self", hkk_json_object ("proof", right));
  g_autoptr(MockAnswer) after = call (self, "GET", "/device/self", NULL);
  g_autoptr(MockAnswer) devices = phone_call (self->client, "GET", "/v1/devices", phone_token (desktop), NULL, NULL);

  g_assert_cmpuint (renamed->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (renamed, "name"), ==, "Telefon im Flur");
  mock_assert_problem (empty, 422, "validation_failed");
  mock_assert_problem (without, 400, "invalid_request");
  g_assert_cmpuint (unbound->status, ==, 200);
  g_assert_cmpuint (after->status, ==, 401);
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 0);
}

static const char *
status_of (MockAnswer *history,
           guint       position)
{
  return hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (history->json, "items"), position), "status");
}

/* Longer than the approvals themselves are kept, and no longer than 90 days. */
static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) desktop = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) empty = call (self, "GET", "/device/history", NULL);
  g_autoptr(MockAnswer) first = phone_ask (self->client, desktop);
  g_autoptr(MockAnswer) open = call (self, "GET", "/device/history", NULL);
  g_autoptr(MockAnswer) denied = phone_decide (self->client, self->phone, phone_answer_text (first, "id"), "deny",
                                               NULL);
  g_autoptr(MockAnswer) second = phone_ask (self->client, desktop);
  g_autoptr(MockAnswer) cancelled = phone_act (self->client, desktop, phone_answer_text (second, "id"), "cancel");
  g_autoptr(MockAnswer) both = call (self, "GET", "/device/history", NULL);
  g_autoptr(MockAnswer) page = call (self, "GET", "/device/history?limit=1", NULL);
  g_autofree char *path = g_strconcat ("/device/history?limit=1&cursor=", phone_answer_text (page, "next_cursor"),
                                       NULL);
  g_autoptr(MockAnswer) last = call (self, "GET", path, NULL);
  g_autoptr(MockAnswer) kept = NULL;
  g_autoptr(MockAnswer) forgotten = NULL;
  JsonObject *item = hkk_json_array_object (hkk_json_get_array (both->json, "items"), 1);

  g_assert_cmpint (hkk_json_get_int (empty->json, "total", -1), ==, 0);
  g_assert_cmpint (hkk_json_get_int (open->json, "total", -1), ==, 0);
  g_assert_cmpuint (denied->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (both->json, "total", -1), ==, 2);
  g_assert_cmpstr (status_of (both, 0), ==, "cancelled");
  g_assert_cmpstr (status_of (both, 1), ==, "denied");
  g_assert_cmpstr (hkk_json_get_string (item, "title"), ==, phone_answer_text (first, "title"));
  g_assert_cmpstr (hkk_json_get_string (item, "device_name"), ==, "Phone of the test");
  g_assert_cmpstr (status_of (last, 0), ==, "denied");
  g_assert_null (hkk_json_get_string (last->json, "next_cursor"));

  mock_advance (self->client, 89 * DAY);
  kept = call (self, "GET", "/device/history", NULL);
  g_assert_cmpint (hkk_json_get_int (kept->json, "total", -1), ==, 2);
  mock_advance (self->client, 2 * DAY);
  forgotten = call (self, "GET", "/device/history", NULL);
  g_assert_cmpint (hkk_json_get_int (forgotten->json, "total", -1), ==, 0);
}

/* Who has found a phone that its owner locked reads nothing on it. */
static void
test_locked_history (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(MockAnswer) session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = phone_ask (self->client, session);
  g_autoptr(MockAnswer) denied = phone_decide (self->client, self->phone, phone_answer_text (asked, "id"), "deny",
                                               NULL);
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
  g_autoptr(MockAnswer) before = call (self, "GET", "/device/history", NULL);
  g_autoptr(MockAnswer) lock = phone_call (self->client, "PATCH", path, phone_token (session), NULL,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) after = call (self, "GET", "/device/history", NULL);

  g_assert_cmpuint (denied->status, ==, 200);
  g_assert_cmpuint (lock->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (before->json, "total", -1), ==, 1);
  g_assert_cmpint (hkk_json_get_int (after->json, "total", -1), ==, 0);
}

/* The newest line of the access log, in German: "text (client, place)". */
static char *
newest_access (Fixture    *self,
               const char *password)
{
  g_autoptr(MockAnswer) desktop = mock_call (self->client, "POST", "/iam/token",
    hkk_json_object ("grant_type", "password", "username", ANDREA, "password", password, "client", "desktop"), NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", phone_token (desktop), NULL);
  g_autoptr(MockAnswer) log = mock_call (self->client, "GET", "/v1/access-log?limit=2", NULL, "Authorization", bearer,
                                         "Accept-Language", "de", NULL);
  /* The first is this sign-in. */
  JsonObject *entry = hkk_json_array_object (hkk_json_get_array (log->json, "items"), 1);

  return g_strdup_printf ("%s: %s (%s, %s)", hkk_json_get_string (entry, "kind"), hkk_json_get_string (entry, "text"),
                          hkk_json_get_string (entry, "client"), hkk_json_get_string (entry, "device_name"));
}

/* Each change of what lets somebody in is a line of the log that says where it was made. */
static void
test_access_log (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *right = proof_of (self, PHONE_PIN);
  g_autoptr(GBytes) secret = hkk_mock_random_bytes (32);
  g_autoptr(GBytes) salt = hkk_mock_random_bytes (16);
  const struct { const char *path, *line; JsonObject *body; } changes[] = {
    { "/device/biometrics", "biometrics_changed: Fingerabdruck und Face-ID eingeschaltet (phone, Phone of the test)",
      hkk_json_object ("biometric_proof", secret, "proof", right) },
    { "/device/biometrics", "biometrics_changed: Fingerabdruck und Face-ID ausgeschaltet (phone, Phone of the test)",
      hkk_json_object ("biometric_proof", NULL, "proof", NULL) },
    { "/device/password", "password_changed: Passwort geändert (phone, Phone of the test)",
      hkk_json_object ("old", MOCK_ANDREA_PASSWORD, "new", NEW_PASSWORD, "proof", right) },
    { "/device/pin", "pin_changed: Freigabe-PIN geändert (phone, Phone of the test)",
      hkk_json_object ("proof", right, "new_proof", secret, "salt", salt) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(MockAnswer) changed = call (self, "PUT", changes[i].path, changes[i].body);
      g_autofree char *line = newest_access (self, i < 2 ? MOCK_ANDREA_PASSWORD : NEW_PASSWORD);

      g_assert_cmpuint (changed->status / 100, ==, 2);
      g_assert_cmpstr (line, ==, changes[i].line);
    }
}

#define ADD(path, func) g_test_add ("/mock/device-self/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("pin", test_pin);
  ADD ("locks", test_locks);
  ADD ("locked-history", test_locked_history);
  ADD ("biometrics", test_biometrics);
  ADD ("password", test_password);
  ADD ("itself", test_itself);
  ADD ("history", test_history);
  ADD ("access-log", test_access_log);
  return g_test_run ();
}
