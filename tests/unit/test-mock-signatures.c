/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "phone-client.h"

/* A signature is worth something once, for what was shown, and as long as its device is bound and not locked. */

typedef struct
{
  MockClient        *client;
  HkkMockTestDevice *phone;   /* Andrea's */
  HkkMockTestDevice *tablet;  /* hers, too */
  MockAnswer        *session; /* her desktop */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->client = mock_client_new ();
  self->phone = phone_bind (self->client, MOCK_ANDREA);
  self->tablet = phone_bind_beside (self->client, MOCK_ANDREA, self->phone);
  self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  mock_answer_free (self->session);
  hkk_mock_test_device_free (self->tablet);
  hkk_mock_test_device_free (self->phone);
  mock_client_free (self->client);
}

/* BODY stays the caller's. */
static MockAnswer *
post (Fixture           *self,
      HkkMockTestDevice *sender,
      const char        *id,
      JsonObject        *body)
{
  g_autofree char *path = g_strdup_printf ("/device/approvals/%s/decision", id);

  return phone_call (self->client, "POST", path, hkk_mock_test_device_token (sender), NULL, json_object_ref (body));
}

/* What SIGNER would send of what DEVICE, which may be another one, was shown. */
static JsonObject *
approve (Fixture           *self,
         HkkMockTestDevice *device,
         HkkMockTestDevice *signer,
         MockAnswer        *asked)
{
  g_autoptr(MockAnswer) opened = phone_open (self->client, device, phone_answer_text (asked, "id"));

  g_assert_cmpuint (opened->status, ==, 200);
  return hkk_mock_test_device_decide (signer, opened->json, "approve", phone_answer_text (asked, "number"));
}

static void
assert_open (Fixture    *self,
             MockAnswer *asked)
{
  g_autoptr(MockAnswer) answer = phone_look (self->client, self->session, phone_answer_text (asked, "id"));

  phone_assert_status (answer, "opened");
}

/* The device is no more what it was; another one has what is asked now open. What the first one signs counts neither
 * from itself, which gets PROBLEM, nor when the other one passes it on, whose key it is not. */
static void
check_dead (Fixture    *self,
            guint       status,
            const char *problem)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(JsonObject) body = approve (self, self->tablet, self->phone, asked);
  g_autoptr(JsonObject) good = approve (self, self->tablet, self->tablet, asked);
  g_autoptr(MockAnswer) own = post (self, self->phone, id, body);
  g_autoptr(MockAnswer) passed_on = post (self, self->tablet, id, body);
  g_autoptr(MockAnswer) renamed = NULL;
  g_autoptr(MockAnswer) decided = NULL;

  mock_assert_problem (own, status, problem);
  mock_assert_problem (passed_on, 403, "bad_signature");
  json_object_set_string_member (body, "key_id", hkk_mock_test_device_key_id (self->tablet));
  renamed = post (self, self->tablet, id, body);
  mock_assert_problem (renamed, 403, "bad_signature");
  assert_open (self, asked);
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
  decided = post (self, self->tablet, id, good);
  phone_assert_status (decided, "executed");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 1);
}

static char *
device_path (Fixture *self)
{
  return g_strconcat ("/v1/devices/", hkk_mock_test_device_device_id (self->phone), NULL);
}

static void
test_locked (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = device_path (self);
  g_autoptr(MockAnswer) lock = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));

  g_assert_cmpuint (lock->status, ==, 200);
  check_dead (self, 409, "device_locked");
}

static void
test_removed (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = device_path (self);
  g_autoptr(MockAnswer) asked = phone_call (self->client, "DELETE", path, phone_token (self->session), NULL, NULL);
  g_autoptr(MockAnswer) removed = phone_decide (self->client, self->tablet, phone_answer_text (asked, "id"), "approve",
                                                phone_answer_text (asked, "number"));

  phone_assert_status (removed, "executed");
  mock_answer_free (self->session);
  self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
  check_dead (self, 401, "unauthorized");
}

static void
test_unbound (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(JsonObject) proof = hkk_mock_test_device_unlock (self->phone, PHONE_PIN);
  g_autoptr(MockAnswer) gone = phone_call (self->client, "DELETE", "/device/self",
                                           hkk_mock_test_device_token (self->phone), NULL,
                                           hkk_json_object ("proof", hkk_json_get_string (proof, "proof")));

  g_assert_cmpuint (gone->status / 100, ==, 2);
  check_dead (self, 401, "unauthorized");
}

/* The phone had signed and could not send it: meanwhile it was locked. */
static void
test_locked_after_signing (Fixture       *self,
                           gconstpointer  data)
{
  g_autofree char *path = device_path (self);
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(JsonObject) body = approve (self, self->phone, self->phone, asked);
  g_autoptr(MockAnswer) lock = phone_call (self->client, "PATCH", path, phone_token (self->session), NULL,
                                           hkk_json_object ("locked", HKK_JSON_BOOL (TRUE)));
  g_autoptr(MockAnswer) own = post (self, self->phone, id, body);
  g_autoptr(MockAnswer) passed_on = post (self, self->tablet, id, body);

  g_assert_cmpuint (lock->status, ==, 200);
  mock_assert_problem (own, 409, "device_locked");
  mock_assert_problem (passed_on, 409, "approval_final");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

static void
assert_same (MockAnswer *first,
             MockAnswer *second)
{
  g_autofree char *one = hkk_json_object_to_string (first->json);
  g_autofree char *two = hkk_json_object_to_string (second->json);

  g_assert_cmpuint (first->status, ==, second->status);
  g_assert_cmpstr (one, ==, two);
}

/* Who has listened: the same bytes bring the same answer and no second effect, whatever key stands beside them; for
 * another approval with the same words, from another device and after the end they are refused. */
static void
test_replayed (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) first = phone_ask (self->client, self->session);
  g_autofree char *path = g_strdup_printf ("/device/approvals/%s/decision", phone_answer_text (first, "id"));
  g_autoptr(JsonObject) captured = approve (self, self->phone, self->phone, first);
  g_autoptr(MockAnswer) executed = post (self, self->phone, phone_answer_text (first, "id"), captured);
  const char *keys[] = { NULL, "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210" };
  g_autoptr(MockAnswer) second = NULL;
  g_autoptr(MockAnswer) by_other = NULL;
  g_autoptr(MockAnswer) at_other = NULL;
  g_autoptr(JsonObject) good = NULL;
  g_autoptr(MockAnswer) decided = NULL;

  phone_assert_status (executed, "executed");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(MockAnswer) again = phone_call (self->client, "POST", path, hkk_mock_test_device_token (self->phone),
                                                keys[i], json_object_ref (captured));

      assert_same (executed, again);
    }
  by_other = post (self, self->tablet, phone_answer_text (first, "id"), captured);
  mock_assert_problem (by_other, 409, "approval_final");

  second = phone_ask (self->client, self->session);
  good = approve (self, self->phone, self->phone, second);
  at_other = post (self, self->phone, phone_answer_text (second, "id"), captured);
  mock_assert_problem (at_other, 403, "bad_signature");
  json_object_set_string_member (captured, "number", phone_answer_text (second, "number"));
  mock_answer_free (g_steal_pointer (&at_other));
  at_other = post (self, self->phone, phone_answer_text (second, "id"), captured);
  mock_assert_problem (at_other, 403, "bad_signature");
  assert_open (self, second);
  decided = post (self, self->phone, phone_answer_text (second, "id"), good);
  phone_assert_status (decided, "executed");
  mock_answer_free (g_steal_pointer (&at_other));
  at_other = post (self, self->phone, phone_answer_text (second, "id"), captured);
  mock_assert_problem (at_other, 409, "approval_final");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 2);
}

/* It was held back until the person had cancelled, or the time had run out. */
static void
test_held_back (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) first = phone_ask (self->client, self->session);
  g_autoptr(JsonObject) cancelled = approve (self, self->phone, self->phone, first);
  g_autoptr(MockAnswer) cancel = phone_act (self->client, self->session, phone_answer_text (first, "id"), "cancel");
  g_autoptr(MockAnswer) late = post (self, self->phone, phone_answer_text (first, "id"), cancelled);
  g_autoptr(MockAnswer) second = phone_ask (self->client, self->session);
  g_autoptr(JsonObject) expired = approve (self, self->phone, self->phone, second);
  g_autoptr(MockAnswer) too_late = NULL;

  phone_assert_status (cancel, "cancelled");
  mock_assert_problem (late, 409, "approval_final");
  mock_advance (self->client, 301);
  too_late = post (self, self->phone, phone_answer_text (second, "id"), expired);
  mock_assert_problem (too_late, 410, "approval_expired");
  g_assert_cmpuint (mock_ledger_count (self->client, "step_up"), ==, 0);
}

#define SET(path, value) "UPDATE approvals SET intent = json_set (intent, '$." path "', " value ")" \
                         " WHERE finished_at IS NULL"

/* A quarter of an hour after the last one, since five within that are the limit. */
static MockAnswer *
ask_letter (Fixture *self)
{
  MockAnswer *asked;

  mock_advance (self->client, 1000);
  mock_answer_free (self->session);
  self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
  asked = phone_call (self->client, "POST", "/v1/letters", phone_token (self->session), NULL,
                      hkk_json_object ("kind", "device"));
  g_assert_cmpuint (asked->status, ==, 202);
  return asked;
}

/* Whatever of it is changed after it was asked for, it is not executed, and the person is told. */
static void
test_changed_in_store (Fixture       *self,
                       gconstpointer  data)
{
  static const char *changes[] = {
    SET ("body.kind", "'other'"), SET ("body.more", "1"), SET ("route", "'/v1/step-up'"),
    SET ("account_id", "account_id + 1"), SET ("params[0]", "'x'"), SET ("before_etag", "'\"7\"'"),
    SET ("attachments[0]", "json ('{\"name\":\"n.pdf\",\"size\":1,\"sha256\":\"00\"}')"), SET ("title", "'Harmless'"),
    SET ("details[0].new", "'Somebody else'"), SET ("operation", "'step_up'"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(MockAnswer) asked = ask_letter (self);
      g_autoptr(MockAnswer) decided = NULL;
      g_autoptr(MockAnswer) seen = NULL;

      g_test_message ("%s", changes[i]);
      mock_client_alter (self->client, changes[i]);
      decided = phone_decide (self->client, self->phone, phone_answer_text (asked, "id"), "approve",
                              phone_answer_text (asked, "number"));
      phone_assert_status (decided, "failed");
      seen = phone_look (self->client, self->session, phone_answer_text (asked, "id"));
      phone_assert_status (seen, "failed");
      g_assert_nonnull (hkk_json_get_string (hkk_json_get_object (seen->json, "problem"), "detail"));
      g_assert_cmpuint (mock_ledger_count (self->client, "order_letter"), ==, 0);
    }
}

/* The same between opening and approving: what is signed is what was shown, not what is stored by then. */
static void
test_changed_while_open (Fixture       *self,
                         gconstpointer  data)
{
  static const char *changes[] = {
    SET ("details[0].new", "'Somebody else'"), SET ("title", "'Harmless'"),
    "UPDATE approvals SET digest = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg' WHERE status = 'opened'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(MockAnswer) asked = ask_letter (self);
      g_autoptr(JsonObject) body = approve (self, self->phone, self->phone, asked);
      g_autoptr(MockAnswer) decided = NULL;

      g_test_message ("%s", changes[i]);
      mock_client_alter (self->client, changes[i]);
      decided = post (self, self->phone, phone_answer_text (asked, "id"), body);
      mock_assert_problem (decided, 403, "bad_signature");
      assert_open (self, asked);
      g_assert_cmpuint (mock_ledger_count (self->client, "order_letter"), ==, 0);
    }
}

/* A device need not sign what it has shown. */
static void
test_without_shown (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = phone_ask (self->client, self->session);
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autofree char *path = g_strconcat ("/device/approvals/", id, "/decision", NULL);
  g_autoptr(MockAnswer) decided = NULL;

  json_object_remove_member (opened->json, "title");
  decided = phone_call (self->client, "POST", path, hkk_mock_test_device_token (self->phone), NULL,
                        hkk_mock_test_device_decide (self->phone, opened->json, "approve",
                                                     phone_answer_text (asked, "number")));
  phone_assert_status (decided, "executed");
}

/* On the way to the phone something else was put in: it signs what it has shown, and the server knows better. */
static void
test_changed_on_the_way (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = ask_letter (self);
  const char *id = phone_answer_text (asked, "id");

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
      JsonArray *details = hkk_json_get_array (opened->json, "authorization_details");
      JsonObject *line = hkk_json_array_object (details, 0);
      g_autoptr(JsonObject) body = NULL;
      g_autoptr(MockAnswer) decided = NULL;

      g_assert_cmpuint (hkk_json_array_length (details), ==, 2);
      if (i == 0)
        json_object_set_string_member (line, "new", "Somebody else");
      else if (i == 1)
        json_object_set_string_member (line, "old", "Somebody else");
      else if (i == 2)
        json_array_remove_element (details, 1);
      else
        json_object_set_string_member (opened->json, "title", "Harmless");
      body = hkk_mock_test_device_decide (self->phone, opened->json, "approve", phone_answer_text (asked, "number"));
      decided = post (self, self->phone, id, body);
      mock_assert_problem (decided, 403, "bad_signature");
    }
  assert_open (self, asked);
  g_assert_cmpuint (mock_ledger_count (self->client, "order_letter"), ==, 0);
}

#define ADD(path, func) g_test_add ("/mock/signatures/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  ADD ("locked", test_locked);
  ADD ("locked-after-signing", test_locked_after_signing);
  ADD ("removed", test_removed);
  ADD ("unbound", test_unbound);
  ADD ("replayed", test_replayed);
  ADD ("held-back", test_held_back);
  ADD ("changed-in-store", test_changed_in_store);
  ADD ("changed-while-open", test_changed_while_open);
  ADD ("changed-on-the-way", test_changed_on_the_way);
  ADD ("without-shown", test_without_shown);
  return g_test_run ();
}
