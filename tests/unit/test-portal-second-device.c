/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "phone-client.h"
#include "test-folder.h"
#include "test-wait.h"

/* A person's second phone, with the first one beside it that has been bound before. */
typedef struct
{
  MockClient        *mock;
  char              *dir;
  HkkMockTestDevice *first;
  HkkDeviceClient   *second;
} Fixture;

static HkkDeviceClient *
client_new (Fixture *self)
{
  HkkPortalConfig config = { .base_url = hkk_mock_get_url (self->mock->mock),
                             .trust_pem = hkk_mock_get_certificate (self->mock->mock),
                             .data_dir = self->dir, .program = "test", .version = "1", .device_name = "Second",
                             .pin_rounds = MOCK_STATE_ROUNDS };
  g_autoptr(GError) error = NULL;
  HkkDeviceClient *client = hkk_device_client_new (&config, &error);

  g_assert_no_error (error);
  return client;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  self->first = phone_bind (self->mock, MOCK_ANDREA);
  self->second = client_new (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_device_client_stop (self->second);
  g_clear_object (&self->second);
  hkk_mock_test_device_free (self->first);
  test_drain ();
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static void
sign_in (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_device_client_sign_in_async (self->second, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &result);
  g_assert_true (hkk_device_client_sign_in_finish (self->second, test_wait (&result), &error));
  g_assert_no_error (error);
}

/* (transfer full) (nullable): the approval that it waits for */
static HkkApproval *
ask (Fixture    *self,
     const char *path,
     JsonNode   *body)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = NULL;
  HkkApproval *approval = NULL;

  hkk_device_client_ask_async (self->second, path, body, NULL, test_keep_result, &result);
  answer = hkk_device_client_ask_finish (self->second, test_wait (&result), &approval, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return approval;
}

/* It is ordered before this phone is bound, and the first one approves. */
static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(JsonNode) body = hkk_json_node ("kind", "device");
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(MockAnswer) done = NULL;

  sign_in (self);
  approval = ask (self, "/v1/letters", body);
  g_assert_nonnull (approval);
  done = phone_decide (self->mock, self->first, hkk_approval_get_id (approval), "approve",
                       hkk_approval_get_number (approval));
  phone_assert_status (done, "executed");
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_EXECUTED);
  g_assert_nonnull (hkk_approval_get_message (approval));
  g_assert_cmpuint (mock_ledger_count (self->mock, "order_letter"), ==, 1);
}

static void
bind (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sign_in (self);
  hkk_device_client_enrol_async (self->second,
                                 &(HkkEnrolment) { .name = "Second", .platform = "tablet", .pin = "258046",
                                                   .card_digits = "481502", .card_valid_until = "2030-06-30" },
                                 NULL, test_keep_result, &result);
  g_assert_true (hkk_device_client_enrol_finish (self->second, test_wait (&result), &error));
  g_assert_no_error (error);
  hkk_device_client_start (self->second);
}

/* It is bound and waits; what it asks the first one for goes on when it is asked for again; then it can approve. */
static void
test_confirm (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkApproval) same = NULL;
  g_autoptr(MockAnswer) done = NULL;

  bind (self);
  g_assert_cmpint (hkk_device_client_get_state (self->second), ==, HKK_DEVICE_WAITING);
  g_assert_true (hkk_device_client_is_bound (self->second));
  g_assert_null (hkk_device_client_get_usable_at (self->second));
  approval = ask (self, "/device/confirmation", NULL);
  g_assert_nonnull (hkk_approval_get_number (approval));
  same = ask (self, "/device/confirmation", NULL);
  g_assert_cmpstr (hkk_approval_get_id (same), ==, hkk_approval_get_id (approval));
  g_assert_cmpstr (hkk_approval_get_number (same), ==, hkk_approval_get_number (approval));
  done = phone_decide (self->mock, self->first, hkk_approval_get_id (approval), "approve",
                       hkk_approval_get_number (approval));
  phone_assert_status (done, "executed");
  test_wait_until (hkk_device_client_get_state (self->second) == HKK_DEVICE_BOUND);
  test_wait_until (hkk_approval_is_final (approval));
}

/* What is open may be something else that the same sign-in asked for: that does not go on as if it were this. */
static void
test_something_else_is_open (Fixture       *self,
                             gconstpointer  data)
{
  g_autoptr(JsonNode) body = hkk_json_node ("kind", "device");
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  sign_in (self);
  approval = ask (self, "/v1/letters", body);
  g_clear_object (&approval);
  mock_client_alter (self->mock, "UPDATE approvals SET intent = replace (intent, 'order_letter', 'remove_device')");
  hkk_device_client_ask_async (self->second, "/v1/letters", body, NULL, test_keep_result, &result);
  g_assert_null (hkk_device_client_ask_finish (self->second, test_wait (&result), &approval, &error));
  g_assert_true (hkk_portal_error_is_code (error, "approval_open"));
  g_assert_null (approval);
}

/* Whoever has the first one says that it was not them: this one is nobody's. */
static void
test_reported (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(MockAnswer) done = NULL;

  bind (self);
  approval = ask (self, "/device/confirmation", NULL);
  done = phone_decide (self->mock, self->first, hkk_approval_get_id (approval), "report", "");
  g_assert_cmpuint (done->status, ==, 200);
  test_wait_until (hkk_device_client_get_state (self->second) == HKK_DEVICE_NEW);
}

static gboolean
waits (Fixture           *self,
       HkkMockTestDevice *device)
{
  g_autoptr(MockAnswer) itself = phone_call (self->mock, "GET", "/device/self", hkk_mock_test_device_token (device),
                                             NULL, NULL);

  g_assert_cmpuint (itself->status, ==, 200);
  return hkk_json_get_bool (itself->json, "waits", FALSE);
}

/* Where nothing keeps a binding it ends with the program, and the next one takes its place, as long as it is not there:
 * a computer without a keyring has no second device that could confirm it. */
static void
test_not_kept (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) told = phone_call (self->mock, "PATCH", "/device/self",
                                           hkk_mock_test_device_token (self->first), NULL,
                                           hkk_json_object ("kept", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) gone = NULL;
  g_autoptr(HkkMockTestDevice) third = NULL;

  g_assert_cmpuint (told->status, ==, 200);
  bind (self);
  g_assert_cmpint (hkk_device_client_get_state (self->second), ==, HKK_DEVICE_BOUND);
  gone = phone_call (self->mock, "GET", "/device/self", hkk_mock_test_device_token (self->first), NULL, NULL);
  g_assert_cmpuint (gone->status, ==, 401);

  hkk_device_client_tell_kept (self->second, FALSE);
  test_wait_until (mock_ledger_count (self->mock, "update_own_device") == 2);
  test_wait_until (hkk_feed_get_cursor (self->second->feed) >= 0);
  third = phone_bind (self->mock, MOCK_ANDREA);
  g_assert_true (waits (self, third));
}

/* A keyring that is slow takes it in the end: the last word counts, however fast it follows, and the device stays one
 * that has to confirm the next, also while it is off. */
static void
test_kept_after_all (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) third = NULL;
  g_autoptr(GAsyncResult) fetched = NULL;
  g_autofree char *id = NULL;

  bind (self);
  hkk_device_client_fetch_async (self->second, NULL, test_keep_result, &fetched);
  g_assert_true (hkk_device_client_fetch_finish (self->second, test_wait (&fetched), NULL));
  hkk_device_client_tell_kept (self->second, FALSE);
  hkk_device_client_tell_kept (self->second, TRUE);
  test_wait_until (mock_ledger_count (self->mock, "update_own_device") == 2);
  hkk_device_client_stop (self->second);
  test_drain ();
  third = phone_bind (self->mock, MOCK_ANDREA);
  g_object_get (self->second, "device-id", &id, NULL);
  g_assert_cmpstr (hkk_mock_test_device_device_id (third), !=, id);
  g_assert_true (waits (self, third));
  test_wait_until (hkk_device_client_get_state (self->second) == HKK_DEVICE_WAITING);
}

static void
keep_whether_usable (HkkDeviceClient *client,
                     GParamSpec      *pspec,
                     gboolean        *usable)
{
  *usable = hkk_device_client_get_usable_at (client) != NULL;
}

static void
take (Fixture    *self,
      const char *usable_at)
{
  g_autoptr(JsonNode) device = hkk_json_node ("name", "Second", "salt", "AAAAAAAAAAAAAAAAAAAAAA==",
                                              "waits", HKK_JSON_BOOL (TRUE), "usable_at", usable_at);
  g_autoptr(GError) error = NULL;

  hkk_device_settle_take (self->second, self->second->device_id, hkk_json_node_object (device), &error);
  g_assert_no_error (error);
}

/* Bound with a letter, it can approve after an hour; declined on the first one, it never can. */
static void
test_declined (Fixture       *self,
               gconstpointer  data)
{
  gboolean usable = FALSE;

  bind (self);
  g_signal_connect (self->second, "notify::usable-at", G_CALLBACK (keep_whether_usable), &usable);
  take (self, "2026-01-01T12:00:00Z");
  g_assert_true (usable);
  take (self, NULL);
  g_assert_false (usable);
  g_signal_handlers_disconnect_by_data (self->second, &usable);
}

#define add(name, func) g_test_add ("/portal/second-device/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  add ("letter", test_letter);
  add ("something-else-is-open", test_something_else_is_open);
  add ("confirm", test_confirm);
  add ("reported", test_reported);
  add ("declined", test_declined);
  add ("not-kept", test_not_kept);
  add ("kept-after-all", test_kept_after_all);
  return g_test_run ();
}
