/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"
#include "profile.h"

static JsonObject *
get_section (MockClient *self,
             const char *id)
{
  g_autoptr(JsonObject) profile = mock_portal_get (self, "/v1/profile");
  JsonObject *section = mock_portal_find (hkk_json_get_array (profile, "sections"), "id", id);

  g_assert_nonnull (section);
  return json_object_ref (section);
}

static JsonObject *
new_address (void)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());

  return hkk_json_object ("street", "Amselweg", "house_number", "12a", "postal_code", "28203", "city", "Bremen",
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
  JsonObject *iban = mock_portal_find (hkk_json_get_array (bank, "rows"), "label", "IBAN");

  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (profile, "sections")), >=, 10);
  g_assert_cmpstr (hkk_json_get_string (address, "form"), ==, "profile-address");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (address, "rows"), "value", "Vogelweg 7"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (address, "rows"), "value", "28195 Bremen"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (bank, "rows"), "value", "Commerzbank Köln"));
  g_assert_cmpstr (hkk_json_get_string (iban, "value"), ==, "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000");
  g_assert_true (hkk_json_get_bool (iban, "sensitive", FALSE));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (family, "rows"), "label", "Daughter"));
}

static void
test_refused (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) address = get_section (self, "address");
  const char *etag = hkk_json_get_string (address, "etag");
  g_autoptr(MockAnswer) bare = mock_call (self, "PATCH", "/v1/profile/address", new_address (), NULL);
  g_autoptr(MockAnswer) stale = mock_call (self, "PATCH", "/v1/profile/address", new_address (), "If-Match",
                                           "\"x\"", NULL);
  g_autoptr(MockAnswer) wrong = mock_call (self, "PATCH", "/v1/profile/address", hkk_json_object ("postal_code", "123"),
                                           "If-Match", etag, NULL);
  g_autoptr(MockAnswer) unknown = mock_call (self, "PATCH", "/v1/profile/address", hkk_json_object ("planet", "Mars"),
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
                                            hkk_json_get_string (before, "etag"), NULL);
  JsonArray *details = hkk_json_get_array (answer->json, "authorization_details");
  JsonObject *address = mock_portal_find (details, "label", "Address");
  g_autoptr(JsonObject) waiting = NULL;
  g_autoptr(JsonObject) after = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_nonnull (mock_portal_find (details, "new", "Andrea Amsel"));
  g_assert_nonnull (address);
  g_assert_cmpstr (hkk_json_get_string (address, "old"), ==, "Vogelweg 7, 28195 Bremen, Germany");
  g_assert_cmpstr (hkk_json_get_string (address, "new"), ==, "Amselweg 12a, 28203 Bremen, Germany");
  g_assert_null (mock_portal_find (details, "new", "Bremen")); /* it is in its line */
  waiting = get_section (self, "address");
  g_assert_cmpstr (hkk_json_get_string (waiting, "etag"), ==, hkk_json_get_string (before, "etag"));
  mock_portal_decide (self, "approve");
  after = get_section (self, "address");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (after, "rows"), "value", "Amselweg 12a"));
  g_assert_cmpstr (hkk_json_get_string (after, "etag"), !=, hkk_json_get_string (before, "etag"));
  g_assert_cmpuint (mock_ledger_count (self, "patch_profile"), ==, 1);
}

/* (transfer full): the approval that asks for a change of a section. */
static JsonArray *
ask_for (MockClient *self,
         const char *section,
         JsonObject *patch)
{
  g_autoptr(JsonObject) before = get_section (self, section);
  g_autofree char *path = g_strconcat ("/v1/profile/", section, NULL);
  g_autoptr(MockAnswer) answer = mock_call (self, "PATCH", path, patch, "If-Match",
                                            hkk_json_get_string (before, "etag"), NULL);

  g_assert_cmpuint (answer->status, ==, 202);
  return json_array_ref (hkk_json_get_array (answer->json, "authorization_details"));
}

/* What is null is deleted, the approval says so, and nothing else goes. */
static void
test_deleted (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) patch = json_object_new ();
  g_autoptr(JsonArray) details = NULL;
  g_autoptr(JsonObject) after = NULL;
  JsonObject *mobile = NULL;

  json_object_set_null_member (patch, "mobile");
  details = ask_for (self, "contact", json_object_ref (patch));
  g_assert_cmpuint (json_array_get_length (details), ==, 2);
  mobile = json_array_get_object_element (details, 1);
  g_assert_cmpstr (hkk_json_get_string (mobile, "label"), ==, "Mobile phone");
  g_assert_nonnull (hkk_json_get_string (mobile, "old"));
  g_assert_cmpstr (hkk_json_get_string (mobile, "new"), ==, "nothing");
  mock_portal_decide (self, "approve");
  after = get_section (self, "contact");
  g_assert_false (json_object_has_member (hkk_json_get_object (after, "values"), "mobile"));
  g_assert_true (json_object_has_member (hkk_json_get_object (after, "values"), "phone"));
  g_assert_true (json_object_has_member (hkk_json_get_object (after, "values"), "email_confirmed"));
}

/* What stands on a letter. Ends the client: its server holds the store. */
static char *
take_address (MockClient *self)
{
  g_autofree char *folder = g_strdup (self->folder);
  g_autofree char *path = g_build_filename (folder, "mock.sqlite", NULL);
  g_autoptr(HkkMockStore) store = NULL;
  g_auto(GStrv) lines = NULL;

  self->remove_folder = FALSE;
  mock_client_free (self);
  store = hkk_mock_store_open (path, NULL);
  lines = hkk_mock_profile_address (store, 1, "en");
  g_clear_pointer (&store, hkk_mock_store_close);
  test_remove_folder (folder);
  return g_strjoinv ("|", lines);
}

/* A move takes the postal code of the country along, also for a client that forgets to delete it; and back again. */
static void
test_abroad (void)
{
  MockClient *self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  g_autoptr(JsonArray) out = ask_for (self, "address", hkk_json_object ("country", "AT", "foreign_postal_code", "1010",
                                                                        "city", "Wien", "valid_from", today));
  g_autoptr(JsonArray) back = NULL;
  g_autoptr(JsonArray) again = NULL;
  g_autoptr(JsonObject) abroad = NULL;
  g_autoptr(JsonObject) home = NULL;
  g_autofree char *there = NULL;
  JsonObject *values = NULL;

  g_assert_nonnull (mock_portal_find (out, "new", "Vogelweg 7, 1010 Wien, Austria"));
  mock_portal_decide (self, "approve");
  abroad = get_section (self, "address");
  values = hkk_json_get_object (abroad, "values");
  g_assert_false (json_object_has_member (values, "postal_code"));
  g_assert_cmpstr (hkk_json_get_string (values, "foreign_postal_code"), ==, "1010");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (abroad, "rows"), "value", "Austria"));
  g_assert_null (mock_portal_find (hkk_json_get_array (abroad, "rows"), "value", "28195 Wien"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (abroad, "rows"), "value", "Wien"));
  back = ask_for (self, "address", hkk_json_object ("country", "DE", "postal_code", "28203", "city", "Bremen",
                                                    "valid_from", today));
  g_assert_nonnull (mock_portal_find (back, "old", "Vogelweg 7, 1010 Wien, Austria"));
  mock_portal_decide (self, "approve");
  home = get_section (self, "address");
  g_assert_false (json_object_has_member (hkk_json_get_object (home, "values"), "foreign_postal_code"));
  again = ask_for (self, "address", hkk_json_object ("country", "AT", "foreign_postal_code", "1010", "city", "Wien",
                                                     "valid_from", today));
  mock_portal_decide (self, "approve");
  there = take_address (self);
  g_assert_cmpstr (there, ==, "Andrea Amsel|Vogelweg 7|1010 Wien|Austria");
}

/* (transfer full): what was approved. */
static JsonArray *
add_delivery (MockClient *self)
{
  JsonArray *asked = ask_for (self, "delivery", hkk_json_object (
    "letters_to", "delivery", "recipient", "c/o Berg", "street", "Am Dobben", "house_number", "1", "postal_code",
    "28203", "city", "Bremen"));

  mock_portal_decide (self, "approve");
  return asked;
}

static void
test_delivery_letter (void)
{
  MockClient *self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonArray) added = add_delivery (self);
  g_autofree char *elsewhere = take_address (self);

  g_assert_cmpstr (elsewhere, ==, "Andrea Amsel|c/o Berg|Am Dobben 1|28203 Bremen");
}

/* Who has no delivery address can add one, and it goes again. */
static void
test_delivery (void)
{
  MockClient *self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) none = get_section (self, "delivery");
  g_autoptr(JsonArray) added = NULL;
  g_autoptr(JsonArray) gone = NULL;
  g_autoptr(JsonObject) there = NULL;
  g_autoptr(JsonObject) after = NULL;
  g_autofree char *home = NULL;

  g_assert_cmpstr (hkk_json_get_string (none, "form"), ==, "profile-delivery");
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (none, "rows")), ==, 0);
  added = add_delivery (self);
  g_assert_nonnull (mock_portal_find (added, "new", "c/o Berg, Am Dobben 1, 28203 Bremen"));
  there = get_section (self, "delivery");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (there, "rows"), "value", "Am Dobben 1"));
  gone = ask_for (self, "delivery", hkk_json_object ("letters_to", "address"));
  g_assert_nonnull (mock_portal_find (gone, "old", "c/o Berg, Am Dobben 1, 28203 Bremen"));
  mock_portal_decide (self, "approve");
  after = get_section (self, "delivery");
  g_assert_null (mock_portal_find (hkk_json_get_array (after, "rows"), "value", "Am Dobben 1"));
  home = take_address (self);
  g_assert_cmpstr (home, ==, "Andrea Amsel|Vogelweg 7|28195 Bremen");
}

/* The name for an IBAN that is typed. */
static void
test_bank (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) known = mock_portal_get (self, "/v1/banks/DE29050101");
  g_autoptr(MockAnswer) unknown = mock_call (self, "GET", "/v1/banks/DE99999999", NULL, NULL);

  g_assert_cmpstr (hkk_json_get_string (known, "name"), ==, "Sparkasse Bremen");
  mock_assert_problem (unknown, 404, "not_found");
}

static void
assert_parameters (JsonNode   *node,
                   JsonObject *parameters)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      if (json_array_get_length (array) == 2 && JSON_NODE_HOLDS_VALUE (json_array_get_element (array, 0)) &&
          g_strcmp0 (json_node_get_string (json_array_get_element (array, 0)), "parameter") == 0)
        g_assert_true (json_object_has_member (parameters, json_array_get_string_element (array, 1)));
      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_parameters (json_array_get_element (array, i), parameters);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *l = members; l != NULL; l = l->next)
        assert_parameters (l->data, parameters);
    }
}

/* Every form comes with each parameter that it names. */
static void
test_parameters (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/forms");
  JsonArray *items = hkk_json_get_array (list, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/forms/",
                                           hkk_json_get_string (json_array_get_object_element (items, i), "id"), NULL);
      g_autoptr(JsonObject) form = mock_portal_get (self, path);

      assert_parameters (json_object_get_member (form, "form"), hkk_json_get_object (form, "parameters"));
    }
}

/* Two sessions ask for a change of the same address: the second approval finds another address than it was asked
 * for. */
static void
test_conflict (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = get_section (self, "address");
  const char *etag = hkk_json_get_string (before, "etag");
  g_autoptr(MockAnswer) first = mock_call (self, "PATCH", "/v1/profile/address", new_address (), "If-Match",
                                           etag, NULL);
  g_autofree char *first_token = g_strdup (self->token);
  g_autoptr(JsonObject) other = new_address ();
  g_autoptr(MockAnswer) second = NULL;
  g_autoptr(JsonObject) decided = NULL;
  g_autoptr(JsonObject) late = NULL;
  g_autoptr(JsonObject) ended = NULL;
  g_autofree char *path = NULL;

  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  json_object_set_string_member (other, "street", "Finkenweg");
  second = mock_call (self, "PATCH", "/v1/profile/address", json_object_ref (other), "If-Match", etag, NULL);
  g_assert_cmpuint (second->status, ==, 202);
  decided = mock_command (self, hkk_json_object ("command", "approve", "decision", "approve",
                                                 "id", hkk_json_get_string (first->json, "id")));
  late = mock_command (self, hkk_json_object ("command", "approve", "decision", "approve",
                                              "id", hkk_json_get_string (second->json, "id")));
  path = g_strconcat ("/v1/approvals/", hkk_json_get_string (second->json, "id"), NULL);
  ended = mock_portal_get (self, path);
  g_assert_cmpstr (hkk_json_get_string (ended, "status"), ==, "failed_conflict");
  g_assert_cmpuint (mock_ledger_count (self, "patch_profile"), ==, 1);
}

/* A new name needs a proof; the proof is no part of the profile, the name is everywhere. */
static void
test_name (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = get_section (self, "personal");
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  g_autoptr(JsonObject) body = hkk_json_object ("last_name", "Drossel", "name_reason", "marriage", "name_since", today);
  const char *etag = hkk_json_get_string (before, "etag");
  g_autoptr(MockAnswer) bare = mock_call (self, "PATCH", "/v1/profile/personal", json_object_ref (body), "If-Match",
                                          etag, NULL);
  JsonArray *files = json_array_new ();
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(JsonObject) after = NULL;
  g_autoptr(JsonObject) overview = NULL;

  mock_assert_field (bare, "name_proof");
  json_array_add_object_element (files, mock_portal_file (self, "0123456789abcdef0123456789abcdef"));
  json_object_set_array_member (body, "name_proof", files);
  answer = mock_call (self, "PATCH", "/v1/profile/personal", json_object_ref (body), "If-Match", etag, NULL);
  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  after = get_section (self, "personal");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (after, "values"), "last_name"), ==, "Drossel");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (after, "values"), "birth_place"), ==, "Bremen");
  g_assert_false (json_object_has_member (hkk_json_get_object (after, "values"), "name_proof"));
  g_assert_false (json_object_has_member (hkk_json_get_object (after, "values"), "name_reason"));
  g_assert_false (json_object_has_member (hkk_json_get_object (after, "values"), "name_since"));
  overview = mock_portal_get (self, "/v1/overview");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (overview, "person"), "name"), ==, "Andrea Drossel");
}

static void
test_forms (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/forms");
  g_autoptr(JsonObject) address = mock_portal_get (self, "/v1/forms/profile-address");
  g_autoptr(JsonObject) abroad = mock_portal_get (self, "/v1/forms/treatment-abroad");
  g_autoptr(MockAnswer) none = mock_call (self, "GET", "/v1/forms/none", NULL, NULL);
  JsonObject *form = hkk_json_get_object (abroad, "form");
  JsonObject *stay = json_array_get_object_element (hkk_json_get_array (form, "sections"), 0);
  JsonObject *person = mock_portal_find (hkk_json_get_array (stay, "fields"), "id", "person");

  g_assert_nonnull (mock_portal_find (hkk_json_get_array (list, "items"), "id", "sick-note"));
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (address, "prefill"), "street"), ==, "Vogelweg");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (abroad, "prefill"), "iban"), ==, "DE89370400440532013000");
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (person, "options")), ==, 4);
  g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (abroad, "parameters"), "income_limit_month", 0), >=, 56500);
  mock_assert_problem (none, 404, "not_found");
}

/* (transfer full): the persons that a form lets SELF choose from. */
static JsonArray *
persons_of (MockClient *self)
{
  g_autoptr(JsonObject) abroad = mock_portal_get (self, "/v1/forms/treatment-abroad");
  JsonObject *stay = json_array_get_object_element (hkk_json_get_array (hkk_json_get_object (abroad, "form"),
                                                                        "sections"), 0);

  return json_array_ref (hkk_json_get_array (mock_portal_find (hkk_json_get_array (stay, "fields"), "id", "person"),
                                             "options"));
}

/* The form is made once; who is in it is not. */
static void
test_forms_of_two (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonArray) before = persons_of (self);
  g_autoptr(JsonArray) others = NULL;
  g_autoptr(JsonArray) after = NULL;

  mock_sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  others = persons_of (self);
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  after = persons_of (self);
  g_assert_cmpstr (hkk_json_get_string (json_array_get_object_element (others, 0), "label"),
                   ==, "Carl Clausen (myself)");
  g_assert_null (mock_portal_find (others, "label", "Andrea Amsel (myself)"));
  g_assert_nonnull (mock_portal_find (after, "label", "Andrea Amsel (myself)"));
  g_assert_cmpuint (json_array_get_length (after), ==, json_array_get_length (before));
}

static JsonObject *
get_offer (JsonObject *form,
           const char *group,
           const char *title)
{
  return mock_portal_find (hkk_json_get_array (hkk_json_get_object (form, "offers"), group), "title", title);
}

/* Nobody is asked what the insurer knows: values with their source, relatives to take. */
static void
test_known (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) family = mock_portal_get (self, "/v1/forms/family-insurance");
  g_autoptr(JsonObject) card = mock_portal_get (self, "/v1/forms/health-card");
  g_autoptr(JsonObject) payment = mock_portal_get (self, "/v1/forms/co-payment-exemption");
  g_autoptr(JsonObject) check = mock_portal_get (self, "/v1/forms/yearly-family-check");
  JsonObject *child = hkk_json_get_object (get_offer (family, "relatives", "Alma Amsel"), "values");
  JsonObject *values = hkk_json_get_object (get_offer (payment, "household", "Anton Amsel"), "values");

  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (family, "prefill"), "marital_status"), ==, "married");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (family, "sources"), "marital_status"),
                   ==, "From your data");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (card, "prefill"), "country"), ==, "DE");
  g_assert_cmpstr (hkk_json_get_string (child, "kinship"), ==, "child");
  g_assert_cmpstr (hkk_json_get_string (child, "birth_date"), ==, "2016-02-21");
  g_assert_cmpstr (hkk_json_get_string (child, "sex"), ==, "female");
  g_assert_null (get_offer (family, "relatives", "Andrea Amsel"));
  g_assert_nonnull (get_offer (payment, "household", "Andrea Amsel"));
  g_assert_cmpstr (hkk_json_get_string (values, "kinship"), ==, "spouse");
  g_assert_cmpstr (hkk_json_get_string (values, "name"), ==, "Anton Amsel");
  values = hkk_json_get_object (get_offer (check, "persons", "Arne Amsel"), "values");
  g_assert_cmpstr (hkk_json_get_string (values, "person"), ==, "p3");
}

/* In a form about a sick child it is the children that one chooses from. */
static void
test_children (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) pay = mock_portal_get (self, "/v1/forms/child-sick-pay");
  JsonObject *section = json_array_get_object_element (hkk_json_get_array (hkk_json_get_object (pay, "form"),
                                                                           "sections"), 0);
  JsonArray *options = hkk_json_get_array (mock_portal_find (hkk_json_get_array (section, "fields"), "id", "child"),
                                           "options");

  g_assert_cmpuint (json_array_get_length (options), ==, 2);
  g_assert_nonnull (mock_portal_find (options, "label", "Alma Amsel"));
  g_assert_true (hkk_json_get_bool (hkk_json_get_object (pay, "prefill"), "insured_with_me", FALSE));
}

/* An answer that was given before is there with the day of its request; no other person's, and no relative's. */
static void
test_earlier (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) form = mock_portal_get (self, "/v1/forms/treatment-abroad");
  const char *source = hkk_json_get_string (hkk_json_get_object (form, "sources"), "private_insurance");

  g_assert_true (json_object_has_member (hkk_json_get_object (form, "prefill"), "private_insurance"));
  g_assert_nonnull (source);
  g_assert_true (g_str_has_prefix (source, "From your request of "));
  g_assert_false (json_object_has_member (hkk_json_get_object (form, "prefill"), "diagnosis"));
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/profile/read", test_read);
  g_test_add_func ("/mock/profile/refused", test_refused);
  g_test_add_func ("/mock/profile/change", test_change);
  g_test_add_func ("/mock/profile/deleted", test_deleted);
  g_test_add_func ("/mock/profile/abroad", test_abroad);
  g_test_add_func ("/mock/profile/delivery", test_delivery);
  g_test_add_func ("/mock/profile/delivery-letter", test_delivery_letter);
  g_test_add_func ("/mock/profile/bank", test_bank);
  g_test_add_func ("/mock/profile/conflict", test_conflict);
  g_test_add_func ("/mock/profile/name", test_name);
  g_test_add_func ("/mock/profile/forms", test_forms);
  g_test_add_func ("/mock/profile/forms-of-two", test_forms_of_two);
  g_test_add_func ("/mock/profile/known", test_known);
  g_test_add_func ("/mock/profile/children", test_children);
  g_test_add_func ("/mock/profile/earlier", test_earlier);
  g_test_add_func ("/mock/profile/parameters", test_parameters);
  return g_test_run ();
}
