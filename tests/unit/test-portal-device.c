/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "config.h"
#include "hkk-base64url.h"
#include "hkk-device-client.h"
#include "hkk-device-key.h"
#include "hkk-device-private.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-portal.h"
#include "hkk-sealed-file.h"
#include "mock-client.h"
#include "mock-state.h"
#include "phone-client.h"
#include "portal-server.h"
#include "test-secrets.h"

/* The desktop and the phone of one person at the mock. */
typedef struct
{
  MockClient      *mock;
  char            *dir;
  HkkPortal       *portal;
  HkkDeviceClient *phone;
} Fixture;

static HkkPortalConfig
config_for (Fixture    *self,
            const char *dir)
{
  return (HkkPortalConfig) { .base_url = hkk_mock_get_url (self->mock->mock),
                             .trust_pem = hkk_mock_get_certificate (self->mock->mock),
                             .data_dir = dir, .program = "test", .version = "1", .device_name = "PC",
                             .pin_rounds = MOCK_STATE_ROUNDS };
}

static void
sign_in (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_portal_sign_in_async (self->portal, "A 000 500 015", MOCK_ANDREA_PASSWORD, FALSE, NULL,
                            test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *desk = NULL;
  g_autofree char *phone = NULL;
  g_autoptr(GError) error = NULL;
  HkkPortalConfig config;

  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  desk = g_build_filename (self->dir, "desk", NULL);
  phone = g_build_filename (self->dir, "phone", NULL);
  config = config_for (self, desk);
  self->portal = hkk_portal_new (&config, &error);
  g_assert_no_error (error);
  config = config_for (self, phone);
  self->phone = hkk_device_client_new (&config, &error);
  g_assert_no_error (error);
  g_object_set (self->portal, "language", "en", NULL);
  sign_in (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_out_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_out_finish (self->portal, test_wait (&result), NULL));
  g_clear_object (&self->portal);
  hkk_device_client_stop (self->phone);
  g_clear_object (&self->phone);
  /* Calls that were cancelled still have to come back. */
  test_drain ();
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static void
bind (Fixture  *self,
      gboolean  biometrics)
{
  g_autoptr(GAsyncResult) signed_in = NULL;
  g_autoptr(GAsyncResult) enrolled = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_NEW);
  hkk_device_client_sign_in_async (self->phone, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &signed_in);
  g_assert_true (hkk_device_client_sign_in_finish (self->phone, test_wait (&signed_in), &error));
  g_assert_no_error (error);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_SIGNED_IN);
  hkk_device_client_enrol_async (self->phone,
                                 &(HkkEnrolment) { .name = "Test phone", .platform = "android", .pin = "258046",
                                                   .biometrics = biometrics, .card_digits = "481502",
                                                   .card_valid_until = "2030-06-30" },
                                 NULL, test_keep_result, &enrolled);
  g_assert_true (hkk_device_client_enrol_finish (self->phone, test_wait (&enrolled), &error));
  g_assert_no_error (error);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  g_assert_true (hkk_device_client_get_unlocked (self->phone));
  g_assert_cmpstr (hkk_device_client_get_person_name (self->phone), ==, "Andrea Amsel");
  hkk_device_client_start (self->phone);
}

static HkkApproval *
step_up (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  hkk_portal_send_async (self->portal, "POST", "/v1/step-up", NULL, NULL, NULL, test_keep_result, &result);
  answer = hkk_portal_send_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  return g_object_ref (hkk_answer_get_approval (answer));
}

static HkkDeviceApproval *
open_on_phone (Fixture     *self,
               HkkApproval *approval)
{
  GListModel *waiting = hkk_device_client_get_approvals (self->phone);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  HkkDeviceApproval *opened;

  /* The phone's feed brings it without being asked. */
  test_wait_until (g_list_model_get_n_items (waiting) == 1);
  hkk_device_client_open_async (self->phone, hkk_approval_get_id (approval), NULL, test_keep_result, &result);
  opened = hkk_device_client_open_finish (self->phone, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_device_approval_get_requested_by (opened), ==, "PC");
  g_assert_cmpuint (hkk_device_approval_get_seconds_left (opened), >, 280);
  return opened;
}

static HkkApprovalStatus
decide (Fixture            *self,
        HkkDeviceApproval  *approval,
        HkkDecision         decision,
        const char         *number,
        GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_device_client_decide_async (self->phone, approval, decision, number, NULL, test_keep_result, &result);
  return hkk_device_client_decide_finish (self->phone, test_wait (&result), error);
}

static void
test_approve (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkDeviceApproval) opened = NULL;
  g_autoptr(GError) error = NULL;

  bind (self, FALSE);
  approval = step_up (self);
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_PENDING);
  g_assert_cmpuint (strlen (hkk_approval_get_number (approval)), ==, 2);
  opened = open_on_phone (self, approval);
  test_wait_until (hkk_approval_get_status (approval) == HKK_APPROVAL_OPENED);
  g_assert_cmpint (decide (self, opened, HKK_DECISION_APPROVE, hkk_approval_get_number (approval), &error),
                   ==, HKK_APPROVAL_EXECUTED);
  g_assert_no_error (error);
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_EXECUTED);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_portal_get_approvals (self->portal)), ==, 0);
  g_assert_cmpuint (mock_ledger_count (self->mock, "step_up"), ==, 1);
}

static void
test_deny (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkDeviceApproval) opened = NULL;
  g_autoptr(GError) error = NULL;

  bind (self, FALSE);
  approval = step_up (self);
  opened = open_on_phone (self, approval);
  g_assert_cmpint (decide (self, opened, HKK_DECISION_DENY, NULL, &error), ==, HKK_APPROVAL_DENIED);
  g_assert_no_error (error);
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_DENIED);
  g_assert_cmpuint (mock_ledger_count (self->mock, "step_up"), ==, 0);
}

static void
on_session_ended (HkkPortal     *portal,
                  HkkSessionEnd  reason,
                  const char    *message,
                  gpointer       data)
{
  g_assert_nonnull (message);
  *(int *) data = (int) reason;
}

static void
test_report (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkDeviceApproval) opened = NULL;
  g_autoptr(GError) error = NULL;
  int reason = -1;

  bind (self, FALSE);
  g_signal_connect (self->portal, "session-ended", G_CALLBACK (on_session_ended), &reason);
  approval = step_up (self);
  opened = open_on_phone (self, approval);
  g_assert_cmpint (decide (self, opened, HKK_DECISION_REPORT, NULL, &error), ==, HKK_APPROVAL_REPORTED);
  g_assert_no_error (error);
  test_wait_until (reason >= 0);
  g_assert_cmpint (reason, ==, HKK_SESSION_END_REPORTED);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_ENDED);
  /* When the session ended before the feed could say so, the approval is asked for after the next sign-in. */
  sign_in (self);
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_REPORTED);
}

static void
test_wrong_number (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkDeviceApproval) opened = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) second = NULL;
  const char *wrong;
  guint tries;

  bind (self, FALSE);
  approval = step_up (self);
  opened = open_on_phone (self, approval);
  wrong = g_str_equal (hkk_approval_get_number (approval), "11") ? "12" : "11";
  g_assert_cmpint (decide (self, opened, HKK_DECISION_APPROVE, wrong, &error), ==, HKK_APPROVAL_UNKNOWN);
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION);
  g_assert_cmpstr (hkk_problem_get_code (hkk_portal_error_get_problem (error)), ==, "wrong_number");
  g_object_get (opened, "tries-left", &tries, NULL);
  g_assert_cmpuint (tries, ==, 1);
  decide (self, opened, HKK_DECISION_APPROVE, wrong, &second);
  test_wait_until (hkk_approval_is_final (approval));
  g_assert_cmpint (hkk_approval_get_status (approval), ==, HKK_APPROVAL_DENIED);
}

static gboolean
unlock (Fixture     *self,
        const char  *pin,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_device_client_unlock_pin_async (self->phone, pin, NULL, test_keep_result, &result);
  return hkk_device_client_unlock_finish (self->phone, test_wait (&result), error);
}

static void
test_unlock (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GError) locked = NULL;
  g_autoptr(GAsyncResult) biometric = NULL;

  bind (self, TRUE);
  hkk_device_client_lock (self->phone);
  g_assert_false (hkk_device_client_get_unlocked (self->phone));
  g_assert_false (unlock (self, "111222", &wrong));
  g_assert_error (wrong, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpint (hkk_json_get_int (hkk_problem_get_extra (hkk_portal_error_get_problem (wrong)), "left", -1), ==, 4);
  g_assert_true (unlock (self, "258046", &error));
  g_assert_no_error (error);
  g_assert_true (hkk_device_client_get_unlocked (self->phone));

  hkk_device_client_lock (self->phone);
  g_assert_true (hkk_device_client_get_has_biometrics (self->phone));
  hkk_device_client_unlock_biometric_async (self->phone, NULL, test_keep_result, &biometric);
  g_assert_true (hkk_device_client_unlock_finish (self->phone, test_wait (&biometric), &error));
  g_assert_no_error (error);

  for (guint i = 0; i < 5; i++)
    {
      g_clear_error (&locked);
      g_assert_false (unlock (self, "111222", &locked));
    }
  g_assert_error (locked, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_LOCKED);
  g_assert_false (hkk_device_client_get_unlocked (self->phone));
}

static gboolean
finish_change (Fixture       *self,
               GAsyncResult **result,
               GError       **error)
{
  return hkk_device_client_change_finish (self->phone, test_wait (result), error);
}

static gboolean
change_pin (Fixture     *self,
            const char  *pin,
            const char  *new_pin,
            GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_device_client_change_pin_async (self->phone, pin, new_pin, NULL, test_keep_result, &result);
  return finish_change (self, &result, error);
}

static void
test_change_pin (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GError) old = NULL;

  bind (self, FALSE);
  g_assert_false (change_pin (self, "111222", "804713", &wrong));
  g_assert_true (hkk_portal_error_is_code (wrong, "wrong_pin"));
  g_assert_true (change_pin (self, "258046", "804713", &error));
  g_assert_no_error (error);
  hkk_device_client_lock (self->phone);
  g_assert_false (unlock (self, "258046", &old));
  g_assert_true (hkk_portal_error_is_code (old, "wrong_pin"));
  g_assert_true (unlock (self, "804713", &error));
  g_assert_no_error (error);
}

#if HKK_FAULT_HOOKS
static void
command (Fixture    *self,
         JsonObject *command)
{
  g_autoptr(JsonObject) answer = mock_command (self->mock, command);

  g_assert_nonnull (answer);
}

/* Whether the server has taken the new PIN or not, when nobody says so: the right one opens the key, at the first
 * try. */
static void
test_change_pin_lost (Fixture       *self,
                      gconstpointer  data)
{
  static const struct { const char *phase, *right, *wrong; } cases[] = {
    { "before-commit", "258046", "804713" }, { "after-status", "804713", "258046" },
  };

  bind (self, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) lost = NULL;
      g_autoptr(GError) wrong = NULL;
      g_autoptr(GError) error = NULL;

      command (self, hkk_json_object ("command", "faults", "do", "add", "operation", "change_pin",
                                      "phase", cases[i].phase, "action", "close", "nth", 0));
      g_assert_false (change_pin (self, "258046", "804713", &lost));
      g_assert_true (hkk_portal_error_is_transport (lost));
      command (self, hkk_json_object ("command", "faults", "do", "clear"));
      g_assert_true (unlock (self, cases[i].right, &error));
      g_assert_no_error (error);
      g_assert_false (unlock (self, cases[i].wrong, &wrong));
      g_assert_true (hkk_portal_error_is_code (wrong, "wrong_pin"));
      g_assert_cmpint (hkk_json_get_int (hkk_problem_get_extra (hkk_portal_error_get_problem (wrong)), "left", -1), ==,
                       4);
    }
}

/* What else the server says of the device while the answer of a change is on its way does not cost the key. */
static void
test_change_pin_meanwhile (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr(GAsyncResult) changed = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GAsyncResult) refreshed = NULL;
  g_autoptr(GError) twice = NULL;
  g_autoptr(GError) error = NULL;

  bind (self, FALSE);
  command (self, hkk_json_object ("command", "faults", "do", "add", "operation", "change_pin",
                                  "phase", "after-status", "action", "trickle", "argument", 5, "nth", 0));
  hkk_device_client_change_pin_async (self->phone, "258046", "804713", NULL, test_keep_result, &changed);
  hkk_device_client_change_pin_async (self->phone, "258046", "111999", NULL, test_keep_result, &second);
  g_assert_false (finish_change (self, &second, &twice));
  g_assert_error (twice, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_CONFLICT);
  test_wait_until (mock_ledger_count (self->mock, "change_pin") == 1);
  hkk_device_client_refresh_async (self->phone, NULL, test_keep_result, &refreshed);
  g_assert_true (finish_change (self, &refreshed, &error));
  g_assert_no_error (error);
  g_assert_true (finish_change (self, &changed, &error));
  g_assert_no_error (error);
  hkk_device_client_lock (self->phone);
  g_assert_true (unlock (self, "804713", &error));
  g_assert_no_error (error);
}

/* A change that was given up may arrive at the server after it has said that the old PIN is in force. */
static void
test_change_pin_late (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(GError) lost = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sealed = NULL;

  bind (self, FALSE);
  command (self, hkk_json_object ("command", "faults", "do", "add", "operation", "change_pin",
                                  "phase", "before-commit", "action", "close", "nth", 0));
  g_assert_false (change_pin (self, "258046", "804713", &lost));
  command (self, hkk_json_object ("command", "faults", "do", "clear"));
  sealed = self->phone->next_sealed != NULL ? g_bytes_ref (self->phone->next_sealed) : NULL;
  g_assert_true (unlock (self, "258046", &error));
  g_assert_no_error (error);
  g_assert_nonnull (sealed);
  g_assert_true (self->phone->next_sealed == sealed);
}
#endif

/* What the server still says of a device that was forgotten does not bring it back. */
static void
test_change_forgotten (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->dir, "phone", "device.json", NULL);
  g_autoptr(GAsyncResult) refreshed = NULL;
  g_autoptr(GAsyncResult) removed = NULL;
  g_autoptr(GError) error = NULL;

  bind (self, FALSE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  hkk_device_client_refresh_async (self->phone, NULL, test_keep_result, &refreshed);
  hkk_device_client_remove_async (self->phone, NULL, test_keep_result, &removed);
  g_assert_true (hkk_device_client_remove_finish (self->phone, test_wait (&removed), NULL));
  g_assert_false (finish_change (self, &refreshed, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NO_DEVICE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
unlock_by_finger (Fixture  *self,
                  GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_device_client_unlock_biometric_async (self->phone, NULL, test_keep_result, &result);
  return hkk_device_client_unlock_finish (self->phone, test_wait (&result), error);
}

static void
test_change_biometrics (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GAsyncResult) off = NULL;
  g_autoptr(GAsyncResult) on = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) none = NULL;

  bind (self, TRUE);
  hkk_device_client_set_biometrics_async (self->phone, NULL, NULL, test_keep_result, &off);
  g_assert_true (finish_change (self, &off, &error));
  g_assert_no_error (error);
  g_assert_false (hkk_device_client_get_has_biometrics (self->phone));
  g_assert_false (unlock_by_finger (self, &none));
  g_assert_error (none, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NO_DEVICE);
  hkk_device_client_set_biometrics_async (self->phone, "258046", NULL, test_keep_result, &on);
  g_assert_true (finish_change (self, &on, &error));
  g_assert_no_error (error);
  hkk_device_client_lock (self->phone);
  g_assert_true (unlock_by_finger (self, &error));
  g_assert_no_error (error);
  g_assert_true (hkk_device_client_get_unlocked (self->phone));
}

#if HKK_FAULT_HOOKS
/* Off, and nobody says whether the server has heard of it: the fingerprint is not offered any more, for it would be
 * counted as a wrong one. */
static void
test_change_biometrics_lost (Fixture       *self,
                             gconstpointer  data)
{
  static const char * const phases[] = { "before-commit", "after-status" };

  bind (self, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autoptr(GAsyncResult) off = NULL;
      g_autoptr(GAsyncResult) on = NULL;
      g_autoptr(GError) lost = NULL;
      g_autoptr(GError) none = NULL;
      g_autoptr(GError) error = NULL;

      command (self, hkk_json_object ("command", "faults", "do", "add", "operation", "change_biometrics",
                                      "phase", phases[i], "action", "close", "nth", 0));
      hkk_device_client_set_biometrics_async (self->phone, NULL, NULL, test_keep_result, &off);
      g_assert_false (finish_change (self, &off, &lost));
      g_assert_true (hkk_portal_error_is_transport (lost));
      command (self, hkk_json_object ("command", "faults", "do", "clear"));
      g_assert_false (hkk_device_client_get_has_biometrics (self->phone));
      g_assert_false (unlock_by_finger (self, &none));
      g_assert_error (none, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NO_DEVICE);
      hkk_device_client_set_biometrics_async (self->phone, "258046", NULL, test_keep_result, &on);
      g_assert_true (finish_change (self, &on, &error));
      g_assert_no_error (error);
      g_assert_true (unlock_by_finger (self, &error));
      g_assert_no_error (error);
    }
}
#endif

/* PATCH of the phone by the desktop. */
static HkkAnswer *
set_locked (Fixture  *self,
            gboolean  locked)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", self->phone->device_id, NULL);
  g_autoptr(JsonNode) body = hkk_json_node ("locked", HKK_JSON_BOOL (locked));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  HkkAnswer *answer;

  hkk_portal_send_async (self->portal, "PATCH", path, body, NULL, NULL, test_keep_result, &result);
  answer = hkk_portal_send_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  return answer;
}

static void
fetch (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_device_client_fetch_async (self->phone, NULL, test_keep_result, &result);
  g_assert_true (hkk_device_client_fetch_finish (self->phone, test_wait (&result), &error));
  g_assert_no_error (error);
}

/* This phone confirms OTHER, which was bound after it. */
static void
confirm (Fixture           *self,
         HkkMockTestDevice *other)
{
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (self->mock, other);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDeviceApproval) opened = NULL;

  hkk_device_client_open_async (self->phone, phone_answer_text (asked, "id"), NULL, test_keep_result, &result);
  opened = hkk_device_client_open_finish (self->phone, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (decide (self, opened, HKK_DECISION_APPROVE, phone_answer_text (asked, "number"), &error), ==,
                   HKK_APPROVAL_EXECUTED);
  g_assert_no_error (error);
}

/* What the desktop does with the device shows on it by itself. */
static void
test_locked_elsewhere (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) other = NULL;
  g_autoptr(HkkAnswer) locked = NULL;
  g_autoptr(HkkAnswer) asked = NULL;
  g_autoptr(MockAnswer) done = NULL;
  HkkApproval *approval;

  bind (self, FALSE);
  fetch (self); /* until it has, another phone takes its place */
  other = phone_bind (self->mock, MOCK_ANDREA);
  confirm (self, other);
  /* The feed says what happens from its first answer on. */
  test_wait_until (hkk_feed_get_cursor (self->phone->feed) >= 0);
  locked = set_locked (self, TRUE);
  test_wait_until (hkk_device_client_get_state (self->phone) == HKK_DEVICE_LOCKED);
  g_assert_false (hkk_device_client_get_unlocked (self->phone));
  asked = set_locked (self, FALSE);
  approval = hkk_answer_get_approval (asked);
  g_assert_nonnull (approval);
  done = phone_decide (self->mock, other, hkk_approval_get_id (approval), "approve",
                       hkk_approval_get_number (approval));
  g_assert_cmpstr (phone_answer_text (done, "status"), ==, "executed");
  test_wait_until (hkk_device_client_get_state (self->phone) == HKK_DEVICE_BOUND);
}

/* Another name; then it goes, and the server knows it. */
static void
test_change_itself (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GAsyncResult) renamed = NULL;
  g_autoptr(GAsyncResult) wrong = NULL;
  g_autoptr(GAsyncResult) unbound = NULL;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  bind (self, FALSE);
  hkk_device_client_rename_async (self->phone, " Telefon im Flur", NULL, test_keep_result, &renamed);
  g_assert_true (finish_change (self, &renamed, &error));
  g_assert_no_error (error);
  g_object_get (self->phone, "device-name", &name, NULL);
  g_assert_cmpstr (name, ==, "Telefon im Flur");
  hkk_device_client_unbind_async (self->phone, "111222", NULL, test_keep_result, &wrong);
  g_assert_false (finish_change (self, &wrong, &refused));
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  hkk_device_client_unbind_async (self->phone, "258046", NULL, test_keep_result, &unbound);
  g_assert_true (finish_change (self, &unbound, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_NEW);
  g_assert_cmpuint (mock_ledger_count (self->mock, "remove_own_device"), ==, 1);
}

/* No secret in the store: neither the PIN nor the open key nor the token. */
static void
test_store (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) removed = NULL;

  bind (self, TRUE);
  path = g_build_filename (self->dir, "phone", "device.json", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, "258046"));
  g_assert_null (strstr (text, "token"));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==, 8);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "rounds"), ==, MOCK_STATE_ROUNDS);
  hkk_device_client_remove_async (self->phone, NULL, test_keep_result, &removed);
  g_assert_true (hkk_device_client_remove_finish (self->phone, test_wait (&removed), NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_NEW);
}

/* (transfer full): the server's half of the key, which it gives for the proof of the PIN only. */
static GBytes *
ask_for_share (Fixture *self,
               GBytes  *secret)
{
  g_autofree char *proof = hkk_device_proof (secret);
  g_autoptr(JsonNode) body = hkk_json_node ("proof", proof, "kind", "pin");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) answer = NULL;

  hkk_device_client_call_async (self->phone, "POST", "/device/unlock", body, NULL, NULL, test_keep_result, &result);
  answer = hkk_device_client_call_finish (self->phone, test_wait (&result), NULL);
  return hkk_json_get_bytes (hkk_json_node_object (answer), "share");
}

/* (transfer full) (nullable): the device key, for who has SHARE and SECRET, and what lies on the disk. */
static GBytes *
open_store (JsonObject *store,
            GBytes     *share,
            GBytes     *secret)
{
  g_autoptr(GBytes) wrapping = hkk_device_wrapping_key (share, secret);
  g_autoptr(GBytes) sealed = hkk_json_get_bytes (store, "sealed_pin");

  return hkk_unseal (wrapping, hkk_json_get_string (store, "key_id"), hkk_json_get_string (store, "device_id"), sealed,
                     NULL);
}

/* Who has the phone's disk and guesses PINs never learns which is right: the right one opens as little as a wrong one
 * without the server's half. The key is nowhere on the disk, in no spelling. */
static void
test_guess (Fixture       *self,
            gconstpointer  data)
{
  static const char * const guesses[] = { "258046", "258047", "000000" }; /* the first is right */
  g_autofree char *folder = g_build_filename (self->dir, "phone", NULL);
  g_autofree char *path = g_build_filename (folder, "device.json", NULL);
  g_autofree char *text = NULL;
  g_autofree char *key = NULL;
  g_autoptr(GDir) files = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GBytes) salt = NULL;
  g_autoptr(GBytes) right = NULL;
  g_autoptr(GBytes) share = NULL;
  g_autoptr(GBytes) opened = NULL;
  JsonObject *store;

  bind (self, FALSE);
  files = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (files), ==, "device.json");
  g_assert_null (g_dir_read_name (files));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  key = hkk_base64url_encode (g_bytes_get_data (self->phone->key, NULL), g_bytes_get_size (self->phone->key));
  g_assert_nonnull (strstr (text, self->phone->key_id)); /* what is searched for is found where it is */
  g_assert_null (strstr (text, key));
  node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  store = hkk_json_node_object (node);
  salt = hkk_json_get_bytes (store, "salt");
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autoptr(GBytes) secret = hkk_device_stretch_pin (guesses[i], salt, MOCK_STATE_ROUNDS);
      g_autoptr(GBytes) nothing = g_bytes_new_take (g_malloc0 (32), 32);
      g_autoptr(GBytes) half = g_bytes_new_from_bytes (secret, 0, 32);
      GBytes *shares[] = { nothing, half };

      for (gsize j = 0; j < G_N_ELEMENTS (shares); j++)
        g_assert_null (open_store (store, shares[j], secret));
    }
  right = hkk_device_stretch_pin (guesses[0], salt, MOCK_STATE_ROUNDS);
  share = ask_for_share (self, right);
  opened = open_store (store, share, right);
  g_assert_true (g_bytes_equal (opened, self->phone->key)); /* so it was only the server's half that was missing */
}

static HkkDeviceClient *
new_phone (Fixture *self)
{
  g_autofree char *dir = g_build_filename (self->dir, "phone", NULL);
  HkkPortalConfig config = config_for (self, dir);
  g_autoptr(GError) error = NULL;
  HkkDeviceClient *phone;

  config.use_keyring = TRUE;
  phone = hkk_device_client_new (&config, &error);
  g_assert_no_error (error);
  return phone;
}

static void
restart_phone (Fixture *self)
{
  hkk_device_client_stop (self->phone);
  g_clear_object (&self->phone);
  test_drain ();
  self->phone = new_phone (self);
  hkk_device_client_start (self->phone);
}

static void
open_keyring (TestSecrets *secrets)
{
  secrets->prompt = SECRETS_PROMPT_OPENS;
  test_secrets_answer_prompt (secrets);
}

/* Nobody waits for a keyring, when the device is bound or when the phone starts; and the device stays bound for
 * as long as the keyring may still answer. */
static void
check_slow_keyring (Fixture     *self,
                    TestSecrets *secrets)
{
  g_autofree char *kept = NULL;

  bind (self, FALSE);
  g_assert_cmpint (hkk_device_client_get_keyring_state (self->phone), ==, HKK_KEYRING_UNUSED);
  test_wait_until (hkk_device_client_get_keyring_state (self->phone) == HKK_KEYRING_PROMPTING);
  open_keyring (secrets);
  test_wait_until (hkk_device_client_get_keyring_state (self->phone) == HKK_KEYRING_STORED);
  kept = test_secrets_get (secrets, "device-token");
  g_assert_nonnull (kept);

  secrets->locked = TRUE;
  secrets->prompt = SECRETS_PROMPT_UNANSWERED;
  restart_phone (self);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  test_wait_until (hkk_device_client_get_keyring_state (self->phone) == HKK_KEYRING_PROMPTING);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  g_assert_true (hkk_device_client_is_loading (self->phone));
  open_keyring (secrets);
  test_wait_until (!hkk_device_client_is_loading (self->phone));
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
}

/* What the keyring did not give may be asked for once more. */
static void
check_refusing_keyring (Fixture     *self,
                        TestSecrets *secrets)
{
  g_autoptr(GAsyncResult) result = NULL;

  secrets->locked = TRUE;
  secrets->prompt = SECRETS_PROMPT_DISMISSED;
  restart_phone (self);
  test_wait_until (hkk_device_client_get_state (self->phone) == HKK_DEVICE_NEW);
  g_assert_cmpint (hkk_device_client_get_keyring_state (self->phone), ==, HKK_KEYRING_LOCKED);
  secrets->prompt = SECRETS_PROMPT_OPENS;
  hkk_device_client_ask_keyring (self->phone);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  test_wait_until (!hkk_device_client_is_loading (self->phone));
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_BOUND);
  hkk_device_client_fetch_async (self->phone, NULL, test_keep_result, &result);
  g_assert_true (hkk_device_client_fetch_finish (self->phone, test_wait (&result), NULL));
}

/* Fingerprint and Face-ID that are switched on later are still there after a restart. */
static void
check_biometrics_in_keyring (Fixture     *self,
                             TestSecrets *secrets)
{
  g_autoptr(GError) error = NULL;

  secrets->delay_ms = 50;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) again = NULL;

      hkk_device_client_set_biometrics_async (self->phone, "258046", NULL, test_keep_result, &again);
      g_assert_true (finish_change (self, &again, &error));
      g_assert_no_error (error);
      test_wait_until (hkk_device_client_get_keyring_state (self->phone) == HKK_KEYRING_STORED);
    }
  restart_phone (self);
  test_wait_until (hkk_device_client_get_has_biometrics (self->phone));
  g_assert_true (unlock_by_finger (self, &error));
  g_assert_no_error (error);
}

static void
test_keyring (void)
{
  KeyringBus bus;
  TestSecrets secrets = { .locked = TRUE, .prompt = SECRETS_PROMPT_UNANSWERED };
  Fixture self = { 0 };

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  test_secrets_start (&secrets, &bus);
  set_up (&self, NULL);
  g_clear_object (&self.phone);
  self.phone = new_phone (&self);
  check_slow_keyring (&self, &secrets);
  check_refusing_keyring (&self, &secrets);
  check_biometrics_in_keyring (&self, &secrets);
  tear_down (&self, NULL);
  test_secrets_stop (&secrets);
  keyring_bus_stop (&bus);
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) signed_in = NULL;
  g_autoptr(GAsyncResult) enrolled = NULL;
  g_autoptr(GAsyncResult) unlocked = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) no_device = NULL;

  hkk_device_client_unlock_pin_async (self->phone, "258046", NULL, test_keep_result, &unlocked);
  g_assert_false (hkk_device_client_unlock_finish (self->phone, test_wait (&unlocked), &no_device));
  g_assert_error (no_device, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NO_DEVICE);
  hkk_device_client_sign_in_async (self->phone, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &signed_in);
  g_assert_true (hkk_device_client_sign_in_finish (self->phone, test_wait (&signed_in), NULL));
  hkk_device_client_enrol_async (self->phone,
                                 &(HkkEnrolment) { .name = "P", .platform = "ios", .pin = "258046",
                                                   .card_digits = "000000", .card_valid_until = "2030-06-30" },
                                 NULL, test_keep_result, &enrolled);
  g_assert_false (hkk_device_client_enrol_finish (self->phone, test_wait (&enrolled), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_VALIDATION);
  g_assert_cmpint (hkk_device_client_get_state (self->phone), ==, HKK_DEVICE_SIGNED_IN);
}

static void
test_signature (void)
{
  g_autoptr(GBytes) private_key = NULL;
  g_autoptr(GBytes) public_key = NULL;
  g_autoptr(GBytes) text = g_bytes_new_static ("hello", 5);
  gnutls_pubkey_t key;
  gnutls_datum_t spki;
  gnutls_datum_t data = { (unsigned char *) "hello", 5 };
  gnutls_datum_t other = { (unsigned char *) "hellO", 5 };

  g_assert_true (hkk_device_key_generate (&private_key, &public_key));
  spki.data = (unsigned char *) g_bytes_get_data (public_key, NULL);
  spki.size = (unsigned int) g_bytes_get_size (public_key);
  gnutls_pubkey_init (&key);
  g_assert_cmpint (gnutls_pubkey_import (key, &spki, GNUTLS_X509_FMT_DER), ==, 0);
  /* Often enough for numbers with leading zeros. */
  for (guint i = 0; i < 600; i++)
    {
      g_autoptr(GBytes) signature = hkk_device_key_sign (private_key, text);
      const guint8 *bytes = g_bytes_get_data (signature, NULL);
      gnutls_datum_t r = { (unsigned char *) bytes, 32 };
      gnutls_datum_t s = { (unsigned char *) bytes + 32, 32 };
      gnutls_datum_t der;

      g_assert_cmpuint (g_bytes_get_size (signature), ==, 64);
      g_assert_cmpint (gnutls_encode_rs_value (&der, &r, &s), ==, 0);
      g_assert_cmpint (gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der), >=, 0);
      if (i == 0)
        g_assert_cmpint (gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &other, &der), <, 0);
      gnutls_free (der.data);
    }
  gnutls_pubkey_deinit (key);
}

#define add(name, func) g_test_add ("/portal/device/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  mock_client_init (&argc, &argv);
  g_test_add_func ("/portal/device/signature", test_signature);
  add ("approve", test_approve);
  add ("deny", test_deny);
  add ("report", test_report);
  add ("wrong-number", test_wrong_number);
  add ("unlock", test_unlock);
  add ("change-pin", test_change_pin);
#if HKK_FAULT_HOOKS
  add ("change-pin-lost", test_change_pin_lost);
  add ("change-pin-meanwhile", test_change_pin_meanwhile);
  add ("change-pin-late", test_change_pin_late);
#endif
  add ("change-forgotten", test_change_forgotten);
  add ("change-biometrics", test_change_biometrics);
#if HKK_FAULT_HOOKS
  add ("change-biometrics-lost", test_change_biometrics_lost);
#endif
  add ("locked-elsewhere", test_locked_elsewhere);
  add ("change-itself", test_change_itself);
  add ("store", test_store);
  add ("guess", test_guess);
  add ("refused", test_refused);
  g_test_add_func ("/portal/device/keyring", test_keyring);
  return g_test_run ();
}
