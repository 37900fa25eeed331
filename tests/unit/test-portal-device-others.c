/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-others.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"
#include "test-folder.h"
#include "test-wait.h"

#define PIN "258046"

/* A Service-App beside another device of its person, which is a script. */
typedef struct
{
  MockClient        *mock;
  char              *dir;
  HkkMockTestDevice *other;
  HkkDeviceClient   *client;
} Fixture;

static void
bind (Fixture *self)
{
  const HkkEnrolment enrolment = { .pin = PIN, .card_digits = "481502", .card_valid_until = "2030-06-30" };
  g_autoptr(GAsyncResult) signed_in = NULL;
  g_autoptr(GAsyncResult) bound = NULL;
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(MockAnswer) confirmed = NULL;

  hkk_device_client_sign_in_async (self->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &signed_in);
  g_assert_true (hkk_device_client_sign_in_finish (self->client, test_wait (&signed_in), &error));
  hkk_device_client_enrol_async (self->client, &enrolment, NULL, test_keep_result, &bound);
  g_assert_true (hkk_device_client_enrol_finish (self->client, test_wait (&bound), &error));
  hkk_device_client_start (self->client);
  hkk_device_client_ask_async (self->client, "/device/confirmation", NULL, NULL, test_keep_result, &asked);
  answer = hkk_device_client_ask_finish (self->client, test_wait (&asked), &approval, &error);
  g_assert_no_error (error);
  confirmed = phone_decide (self->mock, self->other, hkk_approval_get_id (approval), "approve",
                            hkk_approval_get_number (approval));
  phone_assert_status (confirmed, "executed");
  test_wait_until (hkk_device_client_get_state (self->client) == HKK_DEVICE_BOUND);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  HkkPortalConfig config = { .program = "test", .version = "1", .device_name = "Tablet of the test",
                             .device_platform = "tablet", .pin_rounds = MOCK_STATE_ROUNDS };
  g_autoptr(GError) error = NULL;

  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  self->other = phone_bind (self->mock, MOCK_ANDREA);
  config.base_url = hkk_mock_get_url (self->mock->mock);
  config.trust_pem = hkk_mock_get_certificate (self->mock->mock);
  config.data_dir = self->dir;
  self->client = hkk_device_client_new (&config, &error);
  g_assert_no_error (error);
  bind (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_device_client_stop (self->client);
  g_clear_object (&self->client);
  hkk_mock_test_device_free (self->other);
  test_drain ();
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *others;

  hkk_device_client_list_others_async (self->client, NULL, test_keep_result, &result);
  others = hkk_device_client_list_others_finish (self->client, test_wait (&result), &error);
  g_assert_no_error (error);
  return others;
}

/* PIN (nullable): with it the other one is removed, without it locked. Whether it is. */
static gboolean
change (Fixture     *self,
        const char  *id,
        const char  *pin,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  if (pin != NULL)
    hkk_device_client_remove_other_async (self->client, id, pin, NULL, test_keep_result, &result);
  else
    hkk_device_client_lock_other_async (self->client, id, NULL, test_keep_result, &result);
  return hkk_device_client_change_finish (self->client, test_wait (&result), error);
}

/* What it is called and which kind it is comes from the configuration, where nobody has said anything else. */
static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) others = list (self);
  const HkkOtherDevice *other;
  g_autoptr(MockAnswer) seen = phone_call (self->mock, "GET", "/device/others",
                                           hkk_mock_test_device_token (self->other), NULL, NULL);
  JsonObject *own = hkk_json_array_object (hkk_json_get_array (seen->json, "items"), 0);

  g_assert_cmpuint (others->len, ==, 1);
  other = g_ptr_array_index (others, 0);
  g_assert_cmpstr (other->id, ==, hkk_mock_test_device_device_id (self->other));
  g_assert_nonnull (other->name);
  g_assert_nonnull (other->bound_at);
  g_assert_false (other->locked);
  g_assert_cmpstr (hkk_json_get_string (own, "name"), ==, "Tablet of the test");
  g_assert_cmpstr (hkk_json_get_string (own, "platform"), ==, "tablet");
}

static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  const char *id = hkk_mock_test_device_device_id (self->other);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) unknown = NULL;
  g_autoptr(GPtrArray) others = NULL;

  g_assert_true (change (self, id, NULL, &error));
  g_assert_no_error (error);
  others = list (self);
  g_assert_true (((HkkOtherDevice *) g_ptr_array_index (others, 0))->locked);
  g_assert_false (change (self, "0123456789abcdef0123456789abcdef", NULL, &unknown));
  g_assert_error (unknown, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND);
}

static void
test_remove (Fixture       *self,
             gconstpointer  data)
{
  const char *id = hkk_mock_test_device_device_id (self->other);
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) others = NULL;

  g_assert_false (change (self, id, "135792", &wrong));
  g_assert_true (hkk_portal_error_is_code (wrong, "wrong_pin"));
  g_assert_true (change (self, id, PIN, &error));
  g_assert_no_error (error);
  others = list (self);
  g_assert_cmpuint (others->len, ==, 0);
}

/* The other one locks this one, which hears of it, and why; then it can do nothing more. */
static void
test_locked (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) seen = phone_call (self->mock, "GET", "/device/others",
                                           hkk_mock_test_device_token (self->other), NULL, NULL);
  JsonObject *own = hkk_json_array_object (hkk_json_get_array (seen->json, "items"), 0);
  g_autofree char *path = g_strconcat ("/device/others/", hkk_json_get_string (own, "id"), NULL);
  g_autoptr(MockAnswer) locked = NULL;
  g_autoptr(GError) error = NULL;
  const char *with = NULL;

  g_assert_cmpint (hkk_device_client_get_lock (self->client, &with), ==, HKK_DEVICE_LOCK_UNKNOWN);
  g_assert_null (with);
  locked = phone_call (self->mock, "PATCH", path, hkk_mock_test_device_token (self->other), NULL,
                       hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_assert_cmpuint (locked->status, ==, 200);
  test_wait_until (hkk_device_client_get_state (self->client) == HKK_DEVICE_LOCKED);
  g_assert_cmpint (hkk_device_client_get_lock (self->client, &with), ==, HKK_DEVICE_LOCK_DEVICE);
  g_assert_cmpstr (with, ==, "Phone of the test");
  g_assert_false (change (self, hkk_mock_test_device_device_id (self->other), PIN, &error));
  g_assert_true (hkk_portal_error_is_code (error, "device_locked"));
}

#define ADD(path, func) g_test_add ("/portal/device-others/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("list", test_list);
  ADD ("lock", test_lock);
  ADD ("remove", test_remove);
  ADD ("locked", test_locked);
  return g_test_run ();
}
