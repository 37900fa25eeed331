/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-portal.h"

static JsonObject *
get_section (MockClient  *self,
             const gchar *id)
{
  g_autoptr(JsonObject) profile = mock_portal_get (self, "/v1/profile");
  JsonObject *section = mock_portal_find (hkk_mock_object_array (profile, "sections"), "id", id);

  g_assert_nonnull (section);
  return json_object_ref (section);
}

static JsonObject *
new_address (void)
{
  g_autofree gchar *today = hkk_mock_date_text (hkk_mock_now ());

  return hkk_mock_object ("street", "Amselweg", "house_number", "12a", "postal_code", "28203", "city", "Bremen",
                          "country", "DE", "valid_from", today);
}

static void
test_read (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) profile = mock_portal_get (self, "/v1/profile");
  g_autoptr(JsonObject) address = get_section (self, "address");
  g_autoptr(JsonObject) bank = get_section (self, "bank");
  g_autoptr(JsonObject) family = get_section (self, "family");
  JsonObject *iban = mock_portal_find (hkk_mock_object_array (bank, "rows"), "label", "IBAN");

  g_assert_cmpuint (json_array_get_length (hkk_mock_object_array (profile, "sections")), >=, 10);
  g_assert_cmpstr (hkk_mock_object_text (address, "form"), ==, "profile-address");
  g_assert_nonnull (mock_portal_find (hkk_mock_object_array (address, "rows"), "value", "Vogelweg"));
  g_assert_cmpstr (hkk_mock_object_text (iban, "value"), ==, "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000");
  g_assert_true (hkk_mock_object_bool (iban, "sensitive"));
  g_assert_nonnull (mock_portal_find (hkk_mock_object_array (family, "rows"), "label", "Daughter"));
}

static void
test_refused (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) address = get_section (self, "address");
  const gchar *etag = hkk_mock_object_text (address, "etag");
  g_autoptr(MockAnswer) bare = mock_call (self, "PATCH", "/v1/profile/address", new_address (), NULL);
  g_autoptr(MockAnswer) stale = mock_call (self, "PATCH", "/v1/profile/address", new_address (), "If-Match", "\"x\"", NULL);
  g_autoptr(MockAnswer) wrong = mock_call (self, "PATCH", "/v1/profile/address", hkk_mock_object ("postal_code", "123"),
                                           "If-Match", etag, NULL);
  g_autoptr(MockAnswer) unknown = mock_call (self, "PATCH", "/v1/profile/address", hkk_mock_object ("planet", "Mars"),
                                             "If-Match", etag, NULL);
  g_autoptr(MockAnswer) none = mock_call (self, "PATCH", "/v1/profile/nothing", new_address (), "If-Match", etag, NULL);

  mock_assert_problem (bare, 428, "precondition_required");
  mock_assert_problem (stale, 412, "precondition_failed");
  mock_assert_field (wrong, "postal_code");
  mock_assert_field (unknown, "planet");
  mock_assert_problem (none, 404, "not_found");
}

static void
test_change (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = get_section (self, "address");
  g_autoptr(MockAnswer) answer = mock_call (self, "PATCH", "/v1/profile/address", new_address (), "If-Match",
                                            hkk_mock_object_text (before, "etag"), NULL);
  JsonArray *details = hkk_mock_object_array (answer->json, "authorization_details");
  JsonObject *street = mock_portal_find (details, "new", "Amselweg");
  g_autoptr(JsonObject) waiting = NULL;
  g_autoptr(JsonObject) after = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_nonnull (street);
  g_assert_cmpstr (hkk_mock_object_text (street, "old"), ==, "Vogelweg");
  g_assert_null (mock_portal_find (details, "new", "Bremen")); /* not changed */
  waiting = get_section (self, "address");
  g_assert_cmpstr (hkk_mock_object_text (waiting, "etag"), ==, hkk_mock_object_text (before, "etag"));
  mock_portal_decide (self, "approve");
  after = get_section (self, "address");
  g_assert_nonnull (mock_portal_find (hkk_mock_object_array (after, "rows"), "value", "Amselweg"));
  g_assert_cmpstr (hkk_mock_object_text (after, "etag"), !=, hkk_mock_object_text (before, "etag"));
  g_assert_cmpuint (mock_ledger_count (self, "patch_profile"), ==, 1);
}

/* Two sessions ask for a change of the same address: the second approval finds another address than it was asked for. */
static void
test_conflict (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = get_section (self, "address");
  const gchar *etag = hkk_mock_object_text (before, "etag");
  g_autoptr(MockAnswer) first = mock_call (self, "PATCH", "/v1/profile/address", new_address (), "If-Match", etag, NULL);
  g_autofree gchar *first_token = g_strdup (self->token);
  g_autoptr(JsonObject) other = new_address ();
  g_autoptr(MockAnswer) second = NULL;
  g_autoptr(JsonObject) decided = NULL;
  g_autoptr(JsonObject) late = NULL;
  g_autoptr(JsonObject) ended = NULL;
  g_autofree gchar *path = NULL;

  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  json_object_set_string_member (other, "street", "Finkenweg");
  second = mock_call (self, "PATCH", "/v1/profile/address", json_object_ref (other), "If-Match", etag, NULL);
  g_assert_cmpuint (second->status, ==, 202);
  decided = mock_command (self, hkk_mock_object ("command", "approve", "decision", "approve", "id", hkk_mock_object_text (first->json, "id")));
  late = mock_command (self, hkk_mock_object ("command", "approve", "decision", "approve", "id", hkk_mock_object_text (second->json, "id")));
  path = g_strconcat ("/v1/approvals/", hkk_mock_object_text (second->json, "id"), NULL);
  ended = mock_portal_get (self, path);
  g_assert_cmpstr (hkk_mock_object_text (ended, "status"), ==, "failed_conflict");
  g_assert_cmpuint (mock_ledger_count (self, "patch_profile"), ==, 1);
}

static void
test_forms (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/forms");
  g_autoptr(JsonObject) address = mock_portal_get (self, "/v1/forms/profile-address");
  g_autoptr(JsonObject) abroad = mock_portal_get (self, "/v1/forms/treatment-abroad");
  g_autoptr(MockAnswer) none = mock_call (self, "GET", "/v1/forms/none", NULL, NULL);
  JsonObject *form = hkk_mock_object_object (abroad, "form");
  JsonObject *stay = json_array_get_object_element (hkk_mock_object_array (form, "sections"), 0);
  JsonObject *person = mock_portal_find (hkk_mock_object_array (stay, "fields"), "id", "person");

  g_assert_nonnull (mock_portal_find (hkk_mock_object_array (list, "items"), "id", "sick-note"));
  g_assert_cmpstr (hkk_mock_object_text (hkk_mock_object_object (address, "prefill"), "street"), ==, "Vogelweg");
  g_assert_cmpstr (hkk_mock_object_text (hkk_mock_object_object (abroad, "prefill"), "iban"), ==, "DE89370400440532013000");
  g_assert_cmpuint (json_array_get_length (hkk_mock_object_array (person, "options")), ==, 4);
  g_assert_cmpint (hkk_mock_object_int (hkk_mock_object_object (abroad, "parameters"), "income_limit_2026", 0), ==, 56500);
  mock_assert_problem (none, 404, "not_found");
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/profile/read", test_read);
  g_test_add_func ("/mock/profile/refused", test_refused);
  g_test_add_func ("/mock/profile/change", test_change);
  g_test_add_func ("/mock/profile/conflict", test_conflict);
  g_test_add_func ("/mock/profile/forms", test_forms);
  return g_test_run ();
}
