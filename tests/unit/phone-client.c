/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "phone-client.h"

#include <string.h>

#include "demo-seed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"

MockAnswer *
phone_call (MockClient *client,
            const char *method,
            const char *path,
            const char *token,
            const char *key,
            JsonObject *body)
{
  g_autofree char *bearer = token != NULL ? g_strconcat ("Bearer ", token, NULL) : g_strdup ("");
  MockAnswer *answer;

  if (key != NULL)
    answer = mock_call (client, method, path, body, "Authorization", bearer, "Idempotency-Key", key, NULL);
  else
    answer = mock_call (client, method, path, body, "Authorization", bearer, NULL);
  g_assert_no_error (answer->error);
  return answer;
}

const char *
phone_answer_text (MockAnswer *answer,
                   const char *member)
{
  const char *text = hkk_json_get_string (answer->json, member);

  return text != NULL ? text : "";
}

gint64
phone_retry_after (MockAnswer *answer)
{
  const char *text = mock_answer_header (answer, "Retry-After");

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* The person's member as persons.json has it. (transfer full) */
static char *
person_text (const char *kvnr,
             const char *member)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_persons ();
  JsonArray *persons = hkk_json_get_array (root, "persons");

  for (guint i = 0; i < hkk_json_array_length (persons); i++)
    if (g_strcmp0 (hkk_json_get_string (hkk_json_array_object (persons, i), "kvnr"), kvnr) == 0)
      return g_strdup (hkk_json_get_string (hkk_json_array_object (persons, i), member));
  g_assert_not_reached ();
}

MockAnswer *
phone_sign_in (MockClient *client,
               const char *kvnr,
               const char *kind)
{
  g_autofree char *password = person_text (kvnr, "password");
  MockAnswer *answer = phone_call (client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "password", "username", kvnr, "password", password, "client", kind,
                     "device_name", "Test", "stay_signed_in", HKK_JSON_BOOL (FALSE)));

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

const char *
phone_token (MockAnswer *session)
{
  return phone_answer_text (session, "access_token");
}

MockAnswer *
phone_step_up (MockClient *client,
               MockAnswer *session)
{
  return phone_call (client, "POST", "/v1/step-up", phone_token (session), NULL, json_object_new ());
}

MockAnswer *
phone_ask (MockClient *client,
           MockAnswer *session)
{
  MockAnswer *answer = phone_step_up (client, session);

  phone_assert_status (answer, "pending");
  g_assert_cmpuint (answer->status, ==, 202);
  return answer;
}

MockAnswer *
phone_look (MockClient *client,
            MockAnswer *session,
            const char *approval_id)
{
  g_autofree char *path = g_strconcat ("/v1/approvals/", approval_id, NULL);

  return phone_call (client, "GET", path, phone_token (session), NULL, NULL);
}

MockAnswer *
phone_act (MockClient *client,
           MockAnswer *session,
           const char *approval_id,
           const char *action)
{
  g_autofree char *path = g_strdup_printf ("/v1/approvals/%s/%s", approval_id, action);

  return phone_call (client, "POST", path, phone_token (session), NULL, json_object_new ());
}

JsonObject *
phone_enrolment (HkkMockTestDevice *phone)
{
  return hkk_mock_test_device_describe (phone, "Phone of the test", "android", PHONE_PIN);
}

void
phone_kept (MockClient        *client,
            HkkMockTestDevice *phone)
{
  g_autoptr(MockAnswer) fetched = phone_call (client, "GET", "/device/approvals", hkk_mock_test_device_token (phone),
                                              NULL, NULL);

  g_assert_cmpuint (fetched->status, ==, 200);
}

HkkMockTestDevice *
phone_bind (MockClient *client,
            const char *kvnr)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) signed_in = phone_sign_in (client, kvnr, "phone");
  g_autoptr(MockAnswer) answer = NULL;
  g_autofree char *card = person_text (kvnr, "card_number");
  g_autofree char *valid_until = person_text (kvnr, "card_valid_until");
  JsonObject *body = phone_enrolment (phone);

  hkk_json_object_add (body, "method", "card", "card_digits", card + strlen (card) - 6,
                       "card_valid_until", valid_until);
  answer = phone_call (client, "POST", "/device/enrolments", phone_token (signed_in), NULL, body);
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, answer->json));
  phone_kept (client, phone);
  return g_steal_pointer (&phone);
}

MockAnswer *
phone_ask_confirmation (MockClient        *client,
                        HkkMockTestDevice *phone)
{
  return phone_call (client, "POST", "/device/confirmation", hkk_mock_test_device_token (phone), NULL,
                     json_object_new ());
}

HkkMockTestDevice *
phone_bind_beside (MockClient        *client,
                   const char        *kvnr,
                   HkkMockTestDevice *first)
{
  HkkMockTestDevice *phone = phone_bind (client, kvnr);
  g_autoptr(MockAnswer) asked = phone_ask_confirmation (client, phone);
  g_autoptr(MockAnswer) done = phone_decide (client, first, phone_answer_text (asked, "id"), "approve",
                                             phone_answer_text (asked, "number"));

  phone_assert_status (done, "executed");
  return phone;
}

MockAnswer *
phone_open (MockClient        *client,
            HkkMockTestDevice *phone,
            const char        *approval_id)
{
  g_autofree char *path = g_strconcat ("/device/approvals/", approval_id, NULL);

  return phone_call (client, "GET", path, hkk_mock_test_device_token (phone), NULL, NULL);
}

MockAnswer *
phone_decide (MockClient        *client,
              HkkMockTestDevice *phone,
              const char        *approval_id,
              const char        *decision,
              const char        *number)
{
  g_autoptr(MockAnswer) opened = phone_open (client, phone, approval_id);
  g_autofree char *path = g_strconcat ("/device/approvals/", approval_id, "/decision", NULL);

  g_assert_cmpuint (opened->status, ==, 200);
  return phone_call (client, "POST", path, hkk_mock_test_device_token (phone), NULL,
                     hkk_mock_test_device_decide (phone, opened->json, decision, number));
}
