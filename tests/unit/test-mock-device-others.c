/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "phone-client.h"

/* What a device does with the others of its person. */

typedef struct
{
  MockClient        *client;
  HkkMockTestDevice *phone;   /* Andrea's */
  HkkMockTestDevice *tablet;  /* hers, too */
  HkkMockTestDevice *foreign; /* somebody else's */
  MockAnswer        *session; /* her desktop */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->phone = phone_bind (self->client, MOCK_ANDREA);
  self->tablet = phone_bind_beside (self->client, MOCK_ANDREA, self->phone);
  self->foreign = phone_bind (self->client, MOCK_CARL);
  self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  mock_answer_free (self->session);
  hkk_mock_test_device_free (self->foreign);
  hkk_mock_test_device_free (self->tablet);
  hkk_mock_test_device_free (self->phone);
  mock_client_free (self->client);
}

static MockAnswer *
list (Fixture           *self,
      HkkMockTestDevice *caller)
{
  return phone_call (self->client, "GET", "/device/others", hkk_mock_test_device_token (caller), NULL, NULL);
}

static MockAnswer *
own (Fixture           *self,
     HkkMockTestDevice *caller)
{
  return phone_call (self->client, "GET", "/device/self", hkk_mock_test_device_token (caller), NULL, NULL);
}

/* BODY (transfer full) */
static MockAnswer *
change (Fixture           *self,
        const char        *method,
        HkkMockTestDevice *caller,
        HkkMockTestDevice *other,
        JsonObject        *body)
{
  g_autofree char *path = g_strconcat ("/device/others/", hkk_mock_test_device_device_id (other), NULL);

  return phone_call (self->client, method, path, hkk_mock_test_device_token (caller), NULL, body);
}

static MockAnswer *
lock (Fixture           *self,
      HkkMockTestDevice *caller,
      HkkMockTestDevice *other)
{
  return change (self, "PATCH", caller, other, hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
}

static MockAnswer *
remove_other (Fixture           *self,
              HkkMockTestDevice *caller,
              HkkMockTestDevice *other,
              const char        *pin)
{
  g_autoptr(JsonObject) unlock = hkk_mock_test_device_unlock (caller, pin);

  return change (self, "DELETE", caller, other, hkk_json_object ("proof", hkk_json_get_string (unlock, "proof")));
}

static JsonObject *
newest_entry (MockAnswer *log)
{
  return hkk_json_array_object (hkk_json_get_array (log->json, "items"), 0);
}

static MockAnswer *
access_log (Fixture *self)
{
  return phone_call (self->client, "GET", "/v1/access-log", phone_token (self->session), NULL, NULL);
}

static gint64
total (MockAnswer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return hkk_json_get_int (answer->json, "total", -1);
}

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) others = list (self, self->phone);
  JsonObject *only = hkk_json_array_object (hkk_json_get_array (others->json, "items"), 0);

  g_assert_cmpint (total (others), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (only, "id"), ==, hkk_mock_test_device_device_id (self->tablet));
}

/* At once: the key is dead, what is open there is revoked, and the device is told why. */
static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) locked = lock (self, self->tablet, self->phone);
  g_autoptr(MockAnswer) again = lock (self, self->tablet, self->phone);
  g_autoptr(MockAnswer) revoked = phone_look (self->client, self->session, id);
  g_autoptr(MockAnswer) next = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) dead = phone_open (self->client, self->phone, phone_answer_text (next, "id"));
  g_autoptr(MockAnswer) told = own (self, self->phone);
  g_autoptr(MockAnswer) tablet = own (self, self->tablet);
  g_autoptr(MockAnswer) log = access_log (self);
  JsonObject *entry = newest_entry (log);

  g_assert_cmpuint (opened->status, ==, 200);
  g_assert_cmpuint (locked->status, ==, 200);
  g_assert_true (hkk_json_get_bool (locked->json, "locked", FALSE));
  g_assert_cmpuint (again->status, ==, 200);
  phone_assert_status (revoked, "revoked");
  mock_assert_problem (dead, 404, "not_found");
  g_assert_cmpstr (phone_answer_text (told, "locked_by"), ==, "device");
  g_assert_cmpstr (phone_answer_text (told, "locked_with"), ==, phone_answer_text (tablet, "name"));
  g_assert_null (hkk_json_get_string (tablet->json, "locked_by"));
  g_assert_cmpstr (hkk_json_get_string (entry, "kind"), ==, "device_locked");
  g_assert_cmpstr (hkk_json_get_string (entry, "client"), ==, "phone");
  g_assert_cmpstr (hkk_json_get_string (entry, "device_name"), ==, phone_answer_text (tablet, "name"));
  g_assert_cmpuint (mock_ledger_count (self->client, "lock_other_device"), ==, 2);
}

/* Unlocking is an approval, which a device does not give by itself. */
static void
test_only_locks (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(MockAnswer) locked = lock (self, self->tablet, self->phone);
  g_autoptr(MockAnswer) unlocked = change (self, "PATCH", self->tablet, self->phone,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) nothing = change (self, "PATCH", self->tablet, self->phone, json_object_new ());
  g_autoptr(MockAnswer) told = own (self, self->phone);

  g_assert_cmpuint (locked->status, ==, 200);
  mock_assert_problem (unlocked, 400, "invalid_request");
  mock_assert_problem (nothing, 400, "invalid_request");
  g_assert_true (hkk_json_get_bool (told->json, "locked", FALSE));
}

/* Not itself, and nobody else's. */
static void
test_others_only (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(MockAnswer) itself = lock (self, self->phone, self->phone);
  g_autoptr(MockAnswer) foreign = lock (self, self->phone, self->foreign);
  g_autoptr(MockAnswer) removed = remove_other (self, self->phone, self->foreign, PHONE_PIN);

  mock_assert_problem (itself, 404, "not_found");
  mock_assert_problem (foreign, 404, "not_found");
  mock_assert_problem (removed, 404, "not_found");
}

/* Who has found or stolen a device that is locked does nothing with it, with the right PIN neither. */
static void
test_locked_does_nothing (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(MockAnswer) locked = lock (self, self->tablet, self->phone);
  g_autoptr(MockAnswer) back = lock (self, self->phone, self->tablet);
  g_autoptr(MockAnswer) removed = remove_other (self, self->phone, self->tablet, PHONE_PIN);
  g_autoptr(MockAnswer) others = list (self, self->phone);

  g_assert_cmpuint (locked->status, ==, 200);
  mock_assert_problem (back, 423, "device_locked");
  mock_assert_problem (removed, 423, "device_locked");
  g_assert_cmpint (total (others), ==, 0);
}

/* Password and health card alone get rid of nobody's device. */
static void
test_waiting_does_nothing (Fixture       *self,
                           gconstpointer  data)
{
  HkkMockTestDevice *third = phone_bind (self->client, MOCK_ANDREA);
  g_autoptr(MockAnswer) locked = lock (self, third, self->tablet);
  g_autoptr(MockAnswer) removed = remove_other (self, third, self->tablet, PHONE_PIN);
  g_autoptr(MockAnswer) others = list (self, third);
  g_autoptr(MockAnswer) seen = list (self, self->tablet);

  mock_assert_problem (locked, 409, "device_waits");
  mock_assert_problem (removed, 409, "device_waits");
  g_assert_cmpint (total (others), ==, 0);
  g_assert_cmpint (total (seen), ==, 2);
  hkk_mock_test_device_free (third);
}

/* The PIN of the device that asks is the approval; a wrong one counts. */
static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) without = change (self, "DELETE", self->tablet, self->phone, json_object_new ());
  g_autoptr(MockAnswer) wrong = remove_other (self, self->tablet, self->phone, "000000");
  g_autoptr(MockAnswer) still = own (self, self->phone);
  g_autoptr(MockAnswer) removed = remove_other (self, self->tablet, self->phone, PHONE_PIN);
  g_autoptr(MockAnswer) gone = own (self, self->phone);
  g_autoptr(MockAnswer) others = list (self, self->tablet);
  g_autoptr(MockAnswer) tablet = own (self, self->tablet);
  g_autoptr(MockAnswer) log = access_log (self);
  JsonObject *entry = newest_entry (log);

  mock_assert_problem (without, 400, "invalid_request");
  mock_assert_problem (wrong, 403, "wrong_pin");
  g_assert_cmpuint (still->status, ==, 200);
  g_assert_cmpuint (removed->status, ==, 200);
  mock_assert_problem (gone, 401, "unauthorized");
  g_assert_cmpint (total (others), ==, 0);
  g_assert_cmpstr (hkk_json_get_string (entry, "kind"), ==, "device_removed");
  g_assert_cmpstr (hkk_json_get_string (entry, "device_name"), ==, phone_answer_text (tablet, "name"));
  g_assert_cmpuint (mock_ledger_count (self->client, "remove_other_device"), ==, 1);
}

/* Each way to be locked has its own reason, which goes with the lock. */
static void
test_reasons (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
  g_autoptr(MockAnswer) at_desktop = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                                 hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) by_desktop = own (self, self->phone);
  g_autoptr(MockAnswer) asked = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                            hkk_json_object ("locked", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) unlocked = phone_decide (self->client, self->tablet, phone_answer_text (asked, "id"), "approve",
                                                 phone_answer_text (asked, "number"));
  g_autoptr(MockAnswer) free_again = own (self, self->phone);
  g_autoptr(MockAnswer) by_pin = NULL;

  g_assert_cmpuint (at_desktop->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (by_desktop, "locked_by"), ==, "desktop");
  phone_assert_status (unlocked, "executed");
  g_assert_null (hkk_json_get_string (free_again->json, "locked_by"));
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = remove_other (self, self->phone, self->tablet, "000000");

      mock_assert_problem (wrong, i < 4 ? 403 : 423, i < 4 ? "wrong_pin" : "device_locked");
    }
  by_pin = own (self, self->phone);
  g_assert_cmpstr (phone_answer_text (by_pin, "locked_by"), ==, "pin");
}

#define ADD(path, func) g_test_add ("/mock/device-others/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("list", test_list);
  ADD ("lock", test_lock);
  ADD ("only-locks", test_only_locks);
  ADD ("others-only", test_others_only);
  ADD ("locked-does-nothing", test_locked_does_nothing);
  ADD ("waiting-does-nothing", test_waiting_does_nothing);
  ADD ("remove", test_remove);
  ADD ("reasons", test_reasons);
  return g_test_run ();
}
