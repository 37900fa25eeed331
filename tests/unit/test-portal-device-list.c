/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "hkk-device-private.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-shown.h"
#include "mock-state.h"
#include "phone-client.h"
#include "test-folder.h"
#include "test-wait.h"

/* What a phone knows of an approval that it has open, while others have to do with it. */
typedef struct
{
  MockClient        *mock;
  char              *dir;
  MockAnswer        *desktop;
  HkkDeviceClient   *phone;
  MockAnswer        *asked;
  HkkDeviceApproval *open;    /* on the phone */
} Fixture;

static void
bind (Fixture *self)
{
  g_autoptr(GAsyncResult) signed_in = NULL;
  g_autoptr(GAsyncResult) enrolled = NULL;
  g_autoptr(GError) error = NULL;

  hkk_device_client_sign_in_async (self->phone, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, NULL, test_keep_result, &signed_in);
  hkk_device_client_sign_in_finish (self->phone, test_wait (&signed_in), &error);
  g_assert_no_error (error);
  hkk_device_client_enrol_async (self->phone,
                                 &(HkkEnrolment) { .name = "Phone", .platform = "android", .pin = PHONE_PIN,
                                                   .card_digits = "481502", .card_valid_until = "2030-06-30" },
                                 NULL, test_keep_result, &enrolled);
  hkk_device_client_enrol_finish (self->phone, test_wait (&enrolled), &error);
  g_assert_no_error (error);
  hkk_device_client_start (self->phone);
}

static void
ask_and_open (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->asked = phone_ask (self->mock, self->desktop);
  test_wait_until (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)) == 1);
  hkk_device_client_open_async (self->phone, phone_answer_text (self->asked, "id"), NULL, test_keep_result, &result);
  self->open = hkk_device_client_open_finish (self->phone, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  self->phone = hkk_device_client_new (&(HkkPortalConfig) { .base_url = hkk_mock_get_url (self->mock->mock),
                                                            .trust_pem = hkk_mock_get_certificate (self->mock->mock),
                                                            .data_dir = self->dir, .program = "test", .version = "1",
                                                            .device_name = "Phone", .pin_rounds = MOCK_STATE_ROUNDS },
                                       &error);
  g_assert_no_error (error);
  bind (self);
  self->desktop = phone_sign_in (self->mock, MOCK_ANDREA, "desktop");
  ask_and_open (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_device_client_stop (self->phone);
  g_clear_object (&self->open);
  g_clear_object (&self->phone);
  test_drain ();
  mock_answer_free (self->asked);
  mock_answer_free (self->desktop);
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static void
command (Fixture    *self,
         JsonObject *command)
{
  g_autoptr(JsonObject) answer = mock_command (self->mock, command);

  g_assert_nonnull (answer);
}

static void
act (Fixture    *self,
     const char *action)
{
  g_autoptr(MockAnswer) answer = phone_act (self->mock, self->desktop, phone_answer_text (self->asked, "id"), action);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
assert_ends (Fixture           *self,
             HkkApprovalStatus  status,
             const char        *elsewhere)
{
  test_wait_until (hkk_device_approval_get_status (self->open) == status);
  g_assert_cmpstr (hkk_device_client_get_answered_elsewhere (self->phone, self->open), ==, elsewhere);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)), ==, 0);
  g_assert_cmpuint (hkk_device_approval_get_seconds_left (self->open), ==, 0);
}

static void
test_withdrawn (Fixture       *self,
                gconstpointer  data)
{
  act (self, "cancel");
  assert_ends (self, HKK_APPROVAL_CANCELLED, NULL);
}

static void
test_expired (Fixture       *self,
              gconstpointer  data)
{
  mock_advance (self->mock, 301);
  assert_ends (self, HKK_APPROVAL_EXPIRED, NULL);
}

static void
test_extended (Fixture       *self,
               gconstpointer  data)
{
  g_assert_cmpuint (hkk_device_approval_get_seconds_left (self->open), <=, 300);
  act (self, "extend");
  test_wait_until (hkk_device_approval_get_seconds_left (self->open) > 500);
  g_assert_cmpint (hkk_device_approval_get_status (self->open), ==, HKK_APPROVAL_OPENED);
}

static HkkApprovalStatus
decide (Fixture      *self,
        HkkDecision   decision,
        GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_device_client_decide_async (self->phone, self->open, decision, phone_answer_text (self->asked, "number"), NULL,
                                  test_keep_result, &result);
  return hkk_device_client_decide_finish (self->phone, test_wait (&result), error);
}

/* The first answer counts: the later one is refused and does nothing. */
static void
test_elsewhere (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  command (self, hkk_json_object ("command", "approve", "decision", "deny"));
  assert_ends (self, HKK_APPROVAL_DENIED, "Test device");
  decide (self, HKK_DECISION_APPROVE, &error);
  g_assert_true (hkk_portal_error_is_code (error, "approval_final"));
  g_assert_cmpuint (mock_ledger_count (self->mock, "step_up"), ==, 0);
}

static void
test_here (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (decide (self, HKK_DECISION_APPROVE, &error), ==, HKK_APPROVAL_EXECUTED);
  assert_ends (self, HKK_APPROVAL_EXECUTED, NULL);
}

#if HKK_FAULT_HOOKS
/* How it ended is asked for until it is known; until then it stays. */
static void
test_answers_lost (Fixture       *self,
                   gconstpointer  data)
{
  static const char * const operations[] = { "list_device_approvals", "open_device_approval" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    command (self, hkk_json_object ("command", "faults", "do", "add", "operation", operations[i], "nth", 0,
                                    "phase", "before-commit", "action", "status", "argument", 500));
  act (self, "cancel");
  test_wait_until (self->phone->outdated);
  g_assert_cmpint (hkk_device_approval_get_status (self->open), ==, HKK_APPROVAL_OPENED);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)), ==, 1);
  command (self, hkk_json_object ("command", "faults", "do", "clear"));
  hkk_feed_set_cursor (self->phone->feed, -1);
  hkk_feed_poke (self->phone->feed);
  assert_ends (self, HKK_APPROVAL_CANCELLED, NULL);
}
#endif

static const char *
first_value (HkkDeviceApproval *approval)
{
  g_autoptr(HkkShownRow) row = g_list_model_get_item (hkk_device_approval_get_details (approval), 0);

  return hkk_shown_row_get_value (row);
}

/* What is signed is what is shown: an answer with other words does not change it, and one that asks for something else
 * is none. */
static void
test_other_lines (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const changes[] = { "title", "digest", "authorization_details" };
  g_autofree char *shown = g_strdup (first_value (self->open));

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *text = hkk_json_object_to_string (hkk_device_approval_get_json (self->open));
      g_autoptr(JsonNode) node = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, NULL);
      JsonObject *json = json_node_get_object (node);
      JsonObject *line = json_array_get_object_element (hkk_json_get_array (json, "authorization_details"), 0);

      if (i < 2)
        json_object_set_string_member (json, changes[i], "other");
      else
        json_object_set_string_member (line, "new", "other");
      g_assert_false (hkk_device_approval_update (self->open, json));
      g_assert_cmpstr (first_value (self->open), ==, shown);
      g_assert_false (hkk_device_approval_get_json (self->open) == json);
    }
}

static gboolean
take_list (Fixture   *self,
           JsonArray *items,
           GPtrArray *known)
{
  gboolean all = hkk_device_take_list (self->phone, items, known);

  json_array_unref (items);
  return all;
}

/* (transfer full): what is open, as another one, or with other words */
static JsonObject *
altered (Fixture    *self,
         const char *member,
         const char *value)
{
  g_autofree char *text = hkk_json_object_to_string (hkk_device_approval_get_json (self->open));
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, NULL);
  JsonObject *json = json_node_dup_object (node);

  json_object_set_string_member (json, member, value);
  return json;
}

/* One that does not fit, or is not what it was, does not keep the others away; and it is said. */
static void
test_one_misfit (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) known = hkk_device_list_ids (self->phone);
  JsonArray *items = json_array_new ();

  json_array_add_object_element (items, hkk_json_object ("id", "misfit"));
  json_array_add_object_element (items, altered (self, "title", "other"));
  json_array_add_object_element (items, altered (self, "id", "another"));
  g_assert_false (take_list (self, items, known));
  g_assert_cmpuint (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)), ==, 2);
}

static void
fetch (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_device_client_fetch_async (self->phone, NULL, test_keep_result, &result);
  hkk_device_client_fetch_finish (self->phone, test_wait (&result), &error);
  g_assert_no_error (error);
}

/* A list that was asked for before the newest one came does not know it: nobody opens it for that. */
static void
test_list_of_before (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GPtrArray) known = hkk_device_list_ids (self->phone);
  g_autoptr(MockAnswer) other = phone_sign_in (self->mock, MOCK_ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = phone_ask (self->mock, other);
  g_autofree char *path = g_strconcat ("/v1/approvals/", phone_answer_text (asked, "id"), NULL);
  g_autoptr(MockAnswer) shown = NULL;

  test_wait_until (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)) == 2);
  g_assert_true (take_list (self, json_array_new (), known));
  fetch (self);
  fetch (self);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_device_client_get_approvals (self->phone)), ==, 2);
  shown = phone_call (self->mock, "GET", path, phone_token (other), NULL, NULL);
  g_assert_cmpuint (shown->status, ==, 200);
  g_assert_cmpstr (phone_answer_text (shown, "status"), !=, "opened");
}

#define add(name, func) g_test_add ("/portal/device-list/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  mock_client_init (&argc, &argv);
  add ("withdrawn", test_withdrawn);
  add ("expired", test_expired);
  add ("extended", test_extended);
  add ("elsewhere", test_elsewhere);
  add ("here", test_here);
#if HKK_FAULT_HOOKS
  add ("answers-lost", test_answers_lost);
#endif
  add ("other-lines", test_other_lines);
  add ("one-misfit", test_one_misfit);
  add ("list-of-before", test_list_of_before);
  return g_test_run ();
}
