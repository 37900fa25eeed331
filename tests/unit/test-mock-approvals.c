/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "phone-client.h"

/* Approvals over the wire: protocol, Approvals 1 to 9. */

#define ANDREA MOCK_ANDREA
#define CARL   MOCK_CARL
#define XENIA  MOCK_XENIA

typedef struct
{
  MockClient   *client;
  HkkMockTestDevice *phone;   /* Andrea's */
  MockAnswer   *session; /* Andrea's desktop */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->phone = phone_bind (self->client, ANDREA);
  self->session = phone_sign_in (self->client, ANDREA, "desktop");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  mock_answer_free (self->session);
  hkk_mock_test_device_free (self->phone);
  mock_client_free (self->client);
}

static void
assert_state (Fixture    *self,
              const char *id,
              const char *status)
{
  g_autoptr(MockAnswer) answer = phone_look (self->client, self->session, id);

  phone_assert_status (answer, status);
}

static MockAnswer *
post_decision (Fixture    *self,
               const char *id,
               JsonObject *body)
{
  g_autofree char *path = g_strdup_printf ("/device/approvals/%s/decision", id);

  return phone_call (self->client, "POST", path, hkk_mock_test_device_token (self->phone), NULL, body);
}

static const char *
wrong_number (MockAnswer *approval)
{
  return strcmp (phone_answer_text (approval, "number"), "55") == 0 ? "56" : "55";
}

static MockAnswer *
refresh (Fixture *self)
{
  MockAnswer *answer = phone_call (self->client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "refresh_token",
                     "refresh_token", phone_answer_text (self->session, "refresh_token")));

  g_assert_cmpuint (answer->status, ==, 200);
  mock_answer_free (self->session);
  self->session = answer;
  return answer;
}

static void
test_executed (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) before = phone_call (self->client, "POST", "/v1/certificates", phone_token (self->session),
                                             NULL, hkk_json_object ("kind", "membership", "language", "de"));
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autofree char *location = g_strconcat ("/v1/approvals/", id, NULL);
  g_autoptr(MockAnswer) decided = NULL;
  g_autoptr(MockAnswer) after = NULL;
  g_autoptr(MockAnswer) raised = NULL;

  mock_assert_problem (before, 401, "step_up_required");
  g_assert_cmpstr (mock_answer_header (asked, "Location"), ==, location);
  g_assert_true (g_regex_match_simple ("^[0-9]{2}$", phone_answer_text (asked, "number"), 0, 0));
  g_assert_cmpint (hkk_json_get_int (asked->json, "expires_in", 0), ==, 300);
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (asked->json, "authorization_details")), ==, 2);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (asked->json, "device"), "name"), ==, "Phone of the test");

  decided = phone_decide (self->client, self->phone, id, "approve", phone_answer_text (asked, "number"));
  phone_assert_status (decided, "executed");
  after = phone_look (self->client, self->session, id);
  phone_assert_status (after, "executed");
  g_assert_null (hkk_json_get_string (after->json, "number"));
  g_assert_cmpint (hkk_json_get_int (after->json, "expires_in", -1), ==, 0);
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 1);
  raised = phone_call (self->client, "POST", "/v1/certificates", phone_token (self->session), NULL,
                       hkk_json_object ("kind", "membership", "language", "de"));
  g_assert_cmpuint (raised->status, ==, 201);
}

/* The same key asks for nothing new: before the end it is the same approval, after it its result. */
static void
test_same_key (Fixture       *self,
               gconstpointer  data)
{
  const char *key = "0123456789abcdef0123456789abcdef";
  g_autoptr(MockAnswer) first = phone_call (self->client, "POST", "/v1/step-up", phone_token (self->session), key,
                                            json_object_new ());
  g_autoptr(MockAnswer) second = phone_call (self->client, "POST", "/v1/step-up", phone_token (self->session), key,
                                             json_object_new ());
  g_autoptr(MockAnswer) decided = NULL;
  g_autoptr(MockAnswer) third = NULL;

  phone_assert_status (second, "pending");
  g_assert_nonnull (mock_answer_header (second, "Idempotency-Replayed"));
  g_assert_cmpstr (phone_answer_text (first, "id"), ==, phone_answer_text (second, "id"));
  decided = phone_decide (self->client, self->phone, phone_answer_text (first, "id"), "approve",
                          phone_answer_text (first, "number"));
  phone_assert_status (decided, "executed");
  third = phone_call (self->client, "POST", "/v1/step-up", phone_token (self->session), key, json_object_new ());
  phone_assert_status (third, "executed");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 1);
}

/* Arrived is what the next after= has passed, not what was written. */
static void
test_delivered (Fixture       *self,
                gconstpointer  data)
{
  const char *device = hkk_mock_test_device_token (self->phone);
  g_autoptr(MockAnswer) begin = phone_call (self->client, "GET", "/device/feed", device, NULL, NULL);
  g_autofree char *first = g_strdup_printf ("/device/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                            hkk_json_get_int (begin->json, "cursor", -1));
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) written = phone_call (self->client, "GET", first, device, NULL, NULL);
  g_autofree char *second = g_strdup_printf ("/device/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                             hkk_json_get_int (written->json, "cursor", -1));
  g_autoptr(MockAnswer) passed = NULL;
  g_autoptr(MockAnswer) opened = NULL;
  const char *id = phone_answer_text (asked, "id");

  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (written->json, "events"), 0), "id"),
                   ==, id);
  assert_state (self, id, "pending");
  passed = phone_call (self->client, "GET", second, device, NULL, NULL);
  g_assert_cmpuint (passed->status, ==, 200);
  assert_state (self, id, "delivered");
  opened = phone_open (self->client, self->phone, id);
  phone_assert_status (opened, "opened");
  g_assert_null (hkk_json_get_string (opened->json, "number"));
  assert_state (self, id, "opened");
}

static void
test_wrong_number (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) first = phone_decide (self->client, self->phone, id, "approve", wrong_number (asked));
  g_autoptr(MockAnswer) second = NULL;

  mock_assert_problem (first, 422, "wrong_number");
  g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (first->json, "extra"), "left", -1), ==, 1);
  assert_state (self, id, "opened");
  second = phone_decide (self->client, self->phone, id, "approve", phone_answer_text (asked, "number"));
  phone_assert_status (second, "executed");
}

static void
test_wrong_number_twice (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) first = phone_decide (self->client, self->phone, id, "approve", wrong_number (asked));
  g_autoptr(MockAnswer) second = phone_decide (self->client, self->phone, id, "approve", wrong_number (asked));
  g_autoptr(MockAnswer) third = phone_decide (self->client, self->phone, id, "approve",
                                              phone_answer_text (asked, "number"));

  mock_assert_problem (first, 422, "wrong_number");
  phone_assert_status (second, "denied");
  mock_assert_problem (third, 409, "approval_final");
  assert_state (self, id, "denied");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

/* A repeat after a lost answer is the same try. */
static void
test_wrong_number_repeated (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(JsonObject) body = hkk_mock_test_device_decide (self->phone, opened->json, "approve", wrong_number (asked));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(MockAnswer) answer = post_decision (self, id, json_object_ref (body));

      mock_assert_problem (answer, 422, "wrong_number");
      g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (answer->json, "extra"), "left", -1), ==, 1);
    }
  assert_state (self, id, "opened");
}

/* DECISION of OPENED as the phone would sign it if FIELD were VALUE, sent with NUMBER. */
static JsonObject *
forge (Fixture      *self,
       HkkMockTestDevice *signer,
       MockAnswer   *opened,
       const char   *field,
       const char   *value,
       const char   *signed_decision,
       const char   *signed_number,
       const char   *number)
{
  g_autofree char *text = hkk_json_object_to_string (opened->json);
  g_autoptr(JsonObject) approval = hkk_json_object_parse (text);
  JsonObject *body;

  if (field != NULL)
    json_object_set_string_member (approval, field, value);
  body = hkk_mock_test_device_decide (signer, approval, signed_decision, signed_number);
  json_object_set_string_member (body, "decision", "approve");
  json_object_set_string_member (body, "number", number);
  json_object_set_string_member (body, "key_id", hkk_mock_test_device_key_id (self->phone));
  return body;
}

static void
assert_bad_signature (Fixture    *self,
                      const char *id,
                      JsonObject *body)
{
  g_autoptr(MockAnswer) answer = post_decision (self, id, body);

  mock_assert_problem (answer, 403, "bad_signature");
  assert_state (self, id, "opened");
}

static void
test_signature (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) carls = phone_bind (self->client, CARL);
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  const char *number = phone_answer_text (asked, "number");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) decided = NULL;
  const struct { const char *field, *value; } changed[] = {
    { "aud", "another-portal" }, { "id", "another" }, { "user", "another" }, { "operation", "close_account" },
    { "digest", "AAAA" }, { "nonce", "AAAA" },
  };
  JsonObject *body;

  for (gsize i = 0; i < G_N_ELEMENTS (changed); i++)
    assert_bad_signature (self, id, forge (self, self->phone, opened, changed[i].field, changed[i].value, "approve",
                                           number, number));
  assert_bad_signature (self, id, forge (self, carls, opened, NULL, NULL, "approve", number, number));
  assert_bad_signature (self, id,
                        forge (self, self->phone, opened, NULL, NULL, "approve", wrong_number (asked), number));
  assert_bad_signature (self, id, forge (self, self->phone, opened, NULL, NULL, "deny", number, number));
  body = forge (self, self->phone, opened, NULL, NULL, "approve", number, number);
  json_object_set_string_member (body, "key_id", hkk_mock_test_device_key_id (carls));
  assert_bad_signature (self, id, body);
  body = forge (self, self->phone, opened, NULL, NULL, "approve", number, number);
  json_object_set_string_member (body, "signature", "AAAA");
  assert_bad_signature (self, id, body);

  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
  decided = post_decision (self, id, hkk_mock_test_device_decide (self->phone, opened->json, "approve", number));
  phone_assert_status (decided, "executed");
}

static void
test_repeat (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(JsonObject) body = hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                            phone_answer_text (asked, "number"));
  g_autoptr(MockAnswer) first = post_decision (self, id, json_object_ref (body));
  g_autoptr(MockAnswer) second = post_decision (self, id, json_object_ref (body));
  g_autoptr(MockAnswer) other = post_decision (self, id,
                                               hkk_mock_test_device_decide (self->phone, opened->json, "deny", ""));
  g_autoptr(MockAnswer) late = NULL;
  g_autofree char *before = hkk_json_object_to_string (first->json);
  g_autofree char *after = hkk_json_object_to_string (second->json);

  phone_assert_status (first, "executed");
  g_assert_cmpstr (before, ==, after);
  mock_assert_problem (other, 409, "approval_final");
  mock_advance (self->client, 600);
  late = post_decision (self, id, json_object_ref (body));
  phone_assert_status (late, "executed");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 1);
}

static void
test_deny (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) decided = phone_decide (self->client, self->phone, id, "deny", NULL);
  g_autoptr(MockAnswer) again = NULL;

  phone_assert_status (decided, "denied");
  assert_state (self, id, "denied");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
  again = phone_ask (self->client, self->session);
}

static gboolean
has_event (MockAnswer *feed,
           const char *type,
           const char *status)
{
  JsonArray *events = hkk_json_get_array (feed->json, "events");

  for (guint i = 0; i < hkk_json_array_length (events); i++)
    {
      JsonObject *event = hkk_json_array_object (events, i);

      if (g_strcmp0 (hkk_json_get_string (event, "type"), type) == 0 &&
          g_strcmp0 (hkk_json_get_string (event, "status"), status) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_report (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) other = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) begin = phone_call (self->client, "GET", "/v1/feed", phone_token (other), NULL, NULL);
  g_autofree char *path = g_strdup_printf ("/v1/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                           hkk_json_get_int (begin->json, "cursor", -1));
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) decided = phone_decide (self->client, self->phone, phone_answer_text (asked, "id"),
                                                "report", NULL);
  g_autoptr(MockAnswer) ended = phone_step_up (self->client, self->session);
  g_autoptr(MockAnswer) goes_on = phone_look (self->client, other, phone_answer_text (asked, "id"));
  g_autoptr(MockAnswer) feed = phone_call (self->client, "GET", path, phone_token (other), NULL, NULL);

  phone_assert_status (decided, "reported");
  g_assert_cmpuint (ended->status, ==, 401);
  /* It asks for nothing by itself, but may learn how it ended. */
  phone_assert_status (goes_on, "reported");
  g_assert_cmpstr (phone_answer_text (goes_on, "number"), ==, "");
  g_assert_true (has_event (feed, "approval", "reported"));
  g_assert_true (has_event (feed, "session", "ended:reported"));
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

static void
test_expired (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) decided = NULL;

  mock_advance (self->client, 280);
  refresh (self);
  assert_state (self, id, "opened");
  mock_advance (self->client, 21);
  assert_state (self, id, "expired");
  decided = post_decision (self, id, hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                                  phone_answer_text (asked, "number")));
  mock_assert_problem (decided, 410, "approval_expired");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

/* What was opened before the time was extended can still be signed, for what it showed is still true. */
static void
test_extended (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) first = phone_act (self->client, self->session, id, "extend");
  g_autoptr(MockAnswer) second = phone_act (self->client, self->session, id, "extend");
  g_autoptr(MockAnswer) decided = NULL;
  g_autoptr(MockAnswer) third = NULL;

  phone_assert_status (first, "opened");
  g_assert_cmpint (hkk_json_get_int (first->json, "expires_in", 0), >, 590);
  g_assert_cmpint (hkk_json_get_int (first->json, "extensions_left", -1), ==, 0);
  mock_assert_problem (second, 409, "conflict");
  mock_advance (self->client, 400);
  refresh (self);
  assert_state (self, id, "opened");
  decided = post_decision (self, id, hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                                  phone_answer_text (asked, "number")));
  phone_assert_status (decided, "executed");
  third = phone_act (self->client, self->session, id, "extend");
  phone_assert_status (third, "executed");
}

static void
test_extended_expired (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) extended = phone_act (self->client, self->session, id, "extend");

  mock_advance (self->client, 601);
  refresh (self);
  assert_state (self, id, "expired");
}

static void
test_resent (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) begin = phone_call (self->client, "GET", "/device/feed",
                                            hkk_mock_test_device_token (self->phone), NULL, NULL);
  g_autofree char *path = g_strdup_printf ("/device/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                           hkk_json_get_int (begin->json, "cursor", -1));
  g_autoptr(MockAnswer) feed = NULL;
  g_autoptr(MockAnswer) fourth = NULL;

  for (int left = 2; left >= 0; left--)
    {
      g_autoptr(MockAnswer) answer = phone_act (self->client, self->session, id, "resend");

      phone_assert_status (answer, "pending");
      g_assert_cmpint (hkk_json_get_int (answer->json, "resends_left", -1), ==, left);
    }
  fourth = phone_act (self->client, self->session, id, "resend");
  mock_assert_problem (fourth, 409, "conflict");
  feed = phone_call (self->client, "GET", path, hkk_mock_test_device_token (self->phone), NULL, NULL);
  g_assert_true (has_event (feed, "approval", "pending"));
}

static void
test_cancel_then_approve (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) first = phone_act (self->client, self->session, id, "cancel");
  g_autoptr(MockAnswer) second = phone_act (self->client, self->session, id, "cancel");
  g_autoptr(MockAnswer) decided = post_decision (self, id,
                                                 hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                                              phone_answer_text (asked, "number")));

  phone_assert_status (first, "cancelled");
  phone_assert_status (second, "cancelled");
  mock_assert_problem (decided, 409, "approval_final");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

static void
test_approve_then_cancel (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) decided = phone_decide (self->client, self->phone, id, "approve",
                                                phone_answer_text (asked, "number"));
  g_autoptr(MockAnswer) cancelled = phone_act (self->client, self->session, id, "cancel");

  phone_assert_status (decided, "executed");
  phone_assert_status (cancelled, "executed");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 1);
}

static void
test_one_per_session (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) second = phone_step_up (self->client, self->session);

  mock_assert_problem (second, 409, "approval_open");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (second->json, "extra"), "approval_id"),
                   ==, phone_answer_text (asked, "id"));
}

static void
test_three_per_account (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(MockAnswer) last = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) fourth = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(MockAnswer) session = phone_sign_in (self->client, ANDREA, "desktop");
      g_autoptr(MockAnswer) asked = phone_ask (self->client, session);
    }
  fourth = phone_step_up (self->client, last);
  mock_assert_problem (fourth, 429, "too_many_approvals");
  g_assert_cmpint (phone_retry_after (fourth), >, 280);
  g_assert_cmpint (phone_retry_after (fourth), <=, 300);
}

static void
test_five_in_fifteen_minutes (Fixture       *self,
                              gconstpointer  data)
{
  g_autoptr(MockAnswer) sixth = NULL;
  g_autoptr(MockAnswer) later = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
      g_autoptr(MockAnswer) cancelled = phone_act (self->client, self->session, phone_answer_text (asked, "id"),
                                                   "cancel");
    }
  sixth = phone_step_up (self->client, self->session);
  mock_assert_problem (sixth, 429, "too_many_approvals");
  g_assert_cmpint (phone_retry_after (sixth), >, 880);
  g_assert_cmpint (phone_retry_after (sixth), <=, 900);
  mock_advance (self->client, 901);
  mock_answer_free (self->session);
  self->session = phone_sign_in (self->client, ANDREA, "desktop");
  later = phone_ask (self->client, self->session);
}

static void
test_revoked_by_sign_out (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) out = phone_call (self->client, "POST", "/iam/revoke", NULL, NULL,
    hkk_json_object ("refresh_token", phone_answer_text (self->session, "refresh_token")));
  g_autoptr(MockAnswer) decided = post_decision (self, id,
                                                 hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                                              phone_answer_text (asked, "number")));
  g_autoptr(MockAnswer) seen = phone_open (self->client, self->phone, id);
  g_autoptr(MockAnswer) list = phone_call (self->client, "GET", "/device/approvals",
                                           hkk_mock_test_device_token (self->phone), NULL, NULL);

  mock_assert_problem (decided, 409, "approval_final");
  phone_assert_status (seen, "revoked");
  g_assert_cmpint (hkk_json_get_int (list->json, "total", -1), ==, 0);
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

/* Two desktops ask for the same removal; what the second one would remove is gone when it is approved. */
static void
test_conflict (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) lost = phone_bind_beside (self->client, ANDREA, self->phone);
  g_autoptr(MockAnswer) other = phone_sign_in (self->client, ANDREA, "desktop");
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (lost), NULL);
  g_autoptr(MockAnswer) first = phone_call (self->client, "DELETE", path, phone_token (self->session), NULL,
                                            json_object_new ());
  g_autoptr(MockAnswer) second = phone_call (self->client, "DELETE", path, phone_token (other), NULL,
                                             json_object_new ());
  g_autoptr(MockAnswer) done = phone_decide (self->client, self->phone, phone_answer_text (first, "id"), "approve",
                                             phone_answer_text (first, "number"));
  g_autoptr(MockAnswer) raised = phone_call (self->client, "POST", "/v1/certificates", phone_token (self->session),
                                             NULL, hkk_json_object ("kind", "membership", "language", "de"));
  g_autoptr(MockAnswer) late = phone_decide (self->client, self->phone, phone_answer_text (second, "id"), "approve",
                                             phone_answer_text (second, "number"));
  g_autoptr(MockAnswer) after = phone_look (self->client, other, phone_answer_text (second, "id"));

  phone_assert_status (done, "executed");
  g_assert_cmpuint (raised->status, ==, 201); /* every executed approval raises its session */
  phone_assert_status (late, "failed_conflict");
  phone_assert_status (after, "failed_conflict");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (after->json, "problem"), "code"), ==, "conflict");
  g_assert_cmpuint (mock_ledger_count (self->client, "remove_device"), ==, 1);
}

static void
test_restart (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) list = NULL;
  g_autoptr(MockAnswer) decided = NULL;
  JsonObject *found;

  mock_client_restart (self->client);
  list = phone_call (self->client, "GET", "/v1/approvals?open=1", phone_token (self->session), NULL, NULL);
  found = hkk_json_array_object (hkk_json_get_array (list->json, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (found, "id"), ==, phone_answer_text (asked, "id"));
  g_assert_cmpstr (hkk_json_get_string (found, "number"), ==, phone_answer_text (asked, "number"));
  decided = phone_decide (self->client, self->phone, phone_answer_text (asked, "id"), "approve",
                          phone_answer_text (asked, "number"));
  phone_assert_status (decided, "executed");
}

static void
test_strangers (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) carls = phone_bind (self->client, CARL);
  g_autoptr(MockAnswer) other = phone_sign_in (self->client, ANDREA, "desktop");
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) by_phone = phone_open (self->client, carls, id);
  g_autoptr(MockAnswer) by_desktop = phone_look (self->client, other, id);
  g_autoptr(MockAnswer) cancelled = phone_act (self->client, other, id, "cancel");
  g_autoptr(MockAnswer) list = phone_call (self->client, "GET", "/v1/approvals", phone_token (other), NULL, NULL);

  mock_assert_problem (by_phone, 404, "not_found");
  mock_assert_problem (by_desktop, 404, "not_found");
  mock_assert_problem (cancelled, 404, "not_found");
  g_assert_cmpint (hkk_json_get_int (list->json, "total", -1), ==, 0);
  assert_state (self, id, "pending");
}

static void
test_devices_missing (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(MockAnswer) xenia = phone_sign_in (self->client, XENIA, "desktop");
  g_autoptr(MockAnswer) none = phone_step_up (self->client, xenia);
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
  g_autoptr(MockAnswer) lock = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) locked = phone_step_up (self->client, self->session);

  mock_assert_problem (none, 409, "no_device");
  g_assert_cmpuint (lock->status, ==, 200);
  mock_assert_problem (locked, 409, "device_locked");
}

/* A device that was locked while it looked at an approval decides nothing any more. */
static void
test_locked_meanwhile (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) tablet = phone_bind_beside (self->client, MOCK_ANDREA, self->phone); /* could still */
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
  g_autoptr(MockAnswer) lock = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) decided = post_decision (self, id,
                                                 hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                                              phone_answer_text (asked, "number")));
  g_autoptr(MockAnswer) looked = phone_open (self->client, self->phone, id);

  g_assert_cmpuint (lock->status, ==, 200);
  mock_assert_problem (decided, 409, "device_locked");
  mock_assert_problem (looked, 404, "not_found");
  assert_state (self, id, "revoked");
}

static void
lock (Fixture           *self,
      HkkMockTestDevice *device)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (device), NULL);
  g_autoptr(MockAnswer) locked = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                             hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));

  g_assert_cmpuint (locked->status, ==, 200);
}

/* What another phone looks at goes on there; what no phone is left for ends with the last one. */
static void
test_lost_elsewhere (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) tablet = phone_bind_beside (self->client, MOCK_ANDREA, self->phone);
  g_autoptr(MockAnswer) first = phone_ask (self->client, self->session);
  g_autoptr(MockAnswer) opened = phone_open (self->client, tablet, phone_answer_text (first, "id"));
  g_autoptr(MockAnswer) decided = NULL;
  g_autoptr(MockAnswer) second = NULL;

  lock (self, self->phone);
  assert_state (self, phone_answer_text (first, "id"), "opened");
  decided = phone_decide (self->client, tablet, phone_answer_text (first, "id"), "approve",
                          phone_answer_text (first, "number"));
  phone_assert_status (decided, "executed");
  second = phone_ask (self->client, self->session);
  lock (self, tablet);
  assert_state (self, phone_answer_text (second, "id"), "revoked");
}

static void
test_command (Fixture       *self,
              gconstpointer  data)
{
  const char * const decisions[][2] = { { "approve", "executed" }, { "deny", "denied" }, { "report", "reported" } };

  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
      g_autoptr(JsonObject) answer = mock_command (self->client,
        hkk_json_object ("command", "approve", "decision", decisions[i][0],
                         "id", i == 0 ? NULL : phone_answer_text (asked, "id")));

      g_assert_cmpstr (hkk_json_get_string (answer, "status"), ==, decisions[i][1]);
      g_assert_cmpstr (hkk_json_get_string (answer, "approval"), ==, phone_answer_text (asked, "id"));
    }
  /* the test's own and the command's, once */
  g_assert_cmpuint (mock_ledger_count (self->client, "enrol_device"), ==, 2);
}

/* Whoever signs reads first whom it is about. */
static void
test_person (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *device = g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
  const struct
  {
    const char *method;
    const char *path;
    const char *body;
  } protected[] = {
    { "POST", "/v1/step-up", "{}" },
    { "POST", "/v1/letters", "{\"kind\":\"device\"}" },
    { "POST", "/v1/account/closure", "{\"password\":\"" MOCK_ANDREA_PASSWORD "\"}" },
    { "PUT", "/iam/password", "{\"old\":\"" MOCK_ANDREA_PASSWORD "\",\"new\":\"Wren-and-robin-2031\"}" },
    { "DELETE", device, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (protected); i++)
    {
      JsonObject *body = protected[i].body != NULL ? hkk_json_object_parse (protected[i].body) : NULL;
      g_autoptr(MockAnswer) asked = phone_call (self->client, protected[i].method, protected[i].path,
                                                phone_token (self->session), NULL, body);
      JsonArray *details = hkk_json_get_array (asked->json, "authorization_details");
      g_autofree char *cancel = g_strdup_printf ("/v1/approvals/%s/cancel", phone_answer_text (asked, "id"));
      g_autoptr(MockAnswer) cancelled = NULL;

      g_test_message ("%s %s", protected[i].method, protected[i].path);
      g_assert_cmpuint (asked->status, ==, 202);
      g_assert_cmpuint (hkk_json_array_length (details), ==, 2);
      g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (details, 0), "new"), ==, "Andrea Amsel");
      cancelled = phone_call (self->client, "POST", cancel, phone_token (self->session), NULL, json_object_new ());
      g_assert_cmpuint (cancelled->status, ==, 200);
    }
}

#define ADD(path, func) g_test_add ("/mock/approvals/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("executed", test_executed);
  ADD ("person", test_person);
  ADD ("same-key", test_same_key);
  ADD ("delivered", test_delivered);
  ADD ("number/wrong", test_wrong_number);
  ADD ("number/wrong-twice", test_wrong_number_twice);
  ADD ("number/wrong-repeated", test_wrong_number_repeated);
  ADD ("forged", test_signature);
  ADD ("repeat", test_repeat);
  ADD ("deny", test_deny);
  ADD ("report", test_report);
  ADD ("expired", test_expired);
  ADD ("extended", test_extended);
  ADD ("extended-expired", test_extended_expired);
  ADD ("resent", test_resent);
  ADD ("race/cancel-then-approve", test_cancel_then_approve);
  ADD ("race/approve-then-cancel", test_approve_then_cancel);
  ADD ("limits/one-per-session", test_one_per_session);
  ADD ("limits/three-per-account", test_three_per_account);
  ADD ("limits/five-in-fifteen-minutes", test_five_in_fifteen_minutes);
  ADD ("revoked-by-sign-out", test_revoked_by_sign_out);
  ADD ("conflict", test_conflict);
  ADD ("restart", test_restart);
  ADD ("strangers", test_strangers);
  ADD ("devices-missing", test_devices_missing);
  ADD ("locked-meanwhile", test_locked_meanwhile);
  ADD ("lost-elsewhere", test_lost_elsewhere);
  ADD ("command", test_command);
  return g_test_run ();
}
