/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "clock.h"
#include "forms-private.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"
#include "requests-private.h"

/* Request types of the test's own: what a request does after it was handed in stands in its form's XML alone. */

#define UPLOAD "0123456789abcdef0123456789abcdef"
#define DAY 86400
#define SECTION \
  "<section id='s'><title>S</title><field id='person' kind='person' summary='who' required='yes'>" \
  "<label>Who?</label></field>" \
  "<field id='year' kind='year' summary='what' required='yes'><label>Year</label>" \
  "<rule code='again'><check><ne><field name='year'/><parameter name='slip_year'/></ne></check>" \
  "<message>Once a year.</message></rule></field>" \
  "<field id='half' kind='attachments'><label>Half</label></field></section>"

static const struct { const char *id, *xml; } forms[] = {
  { "blue-slip",
    "<form id='blue-slip' version='1' kind='request' protection='substantial' category='benefits' minutes='2'>"
    "<title>Blue slip</title><summary>S</summary>" SECTION
    "<latest parameter='slip_year' field='year'/>"
    "<after due-days='10' gives='exemption'>"
    "<state name='in_review' seconds='30'/>"
    "<state name='needs_documents' days='2' answer-days='5'><paper id='half'>The other half</paper>"
    "<paper xml:lang='de'>Die andere Hälfte</paper></state>"
    "<state name='medical_service' days='4'/><state name='partly_approved' days='3'/>"
    "<state name='paid' days='6'/></after></form>" },
  { "abroad-slip",
    "<form id='abroad-slip' version='1' kind='request' protection='basic' category='benefits' minutes='2'>"
    "<title>Slip from abroad</title><summary>S</summary>"
    "<section id='s'><title>S</title><field id='bills' kind='table'><label>Bills</label><item>Bill</item><add>Add</add>"
    "<field id='sum' kind='money' currencies='EUR USD TRY JPY KWD'><label>Sum</label></field>"
    "<total field='sum'><label>Total</label></total></field></section>"
    "<after amount='bills' due-days='10'><state name='approved' days='2'/><state name='paid' days='1'/></after>"
    "</form>" },
  { "plain-slip",
    "<form id='plain-slip' version='1' kind='request' protection='basic' category='benefits' minutes='2'>"
    "<title>Plain slip</title><summary>S</summary>"
    "<section id='s'><title>S</title><field id='note' kind='text'><label>Note</label></field></section></form>" },
};

static JsonObject *
blue_slip (gint64 year)
{
  return hkk_json_object ("form", "blue-slip", "version", 1, "values",
                          hkk_json_object ("person", "self", "year", year));
}

static gint64
this_year (void)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());

  return g_ascii_strtoll (today, NULL, 10);
}

static char *
hand_in (MockClient *self)
{
  return mock_portal_hand_in_body (self, blue_slip (this_year ()));
}

/* Some time later; the person signs in anew. (transfer full): the request as it is then. */
static JsonObject *
look_after (MockClient *self,
            const char *id,
            gint64      seconds)
{
  g_autofree char *path = g_strconcat ("/v1/requests/", id, NULL);

  mock_advance (self, seconds);
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  return mock_portal_get (self, path);
}

static void
assert_after (MockClient *self,
              const char *id,
              gint64      seconds,
              const char *state)
{
  g_autoptr(JsonObject) request = look_after (self, id, seconds);

  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, state);
}

static void
assert_day (JsonObject *request,
            const char *member,
            gint64      days)
{
  g_autofree char *day = hkk_mock_date_text (hkk_mock_now () + days * HKK_MOCK_DAY);

  g_assert_cmpstr (hkk_json_get_string (request, member), ==, day);
}

static gboolean
has_item (MockClient *self,
          const char *path,
          const char *id)
{
  g_autoptr(JsonObject) list = mock_portal_get (self, path);

  return mock_portal_find (hkk_json_get_array (list, "items"), "request_id", id) != NULL;
}

static void
add_paper (MockClient *self,
           const char *id)
{
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/documents", id);
  JsonArray *files = json_array_new ();
  g_autoptr(MockAnswer) answer = NULL;

  json_array_add_object_element (files, mock_portal_file (self, UPLOAD));
  answer = mock_call (self, "POST", path, hkk_json_object ("half", files), NULL);
  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
}

/* (transfer full): the states that the request has been in. */
static char *
list_states (JsonObject *request)
{
  JsonArray *timeline = hkk_json_get_array (request, "timeline");
  g_autoptr(GString) states = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (timeline); i++)
    g_string_append_printf (states, " %s", hkk_json_get_string (hkk_json_array_object (timeline, i), "state"));
  return g_string_free_and_steal (g_steal_pointer (&states));
}

static void
test_way (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *id = hand_in (self);
  g_autoptr(JsonObject) received = look_after (self, id, 0);
  g_autoptr(JsonObject) asked = NULL;
  g_autoptr(JsonObject) ended = NULL;
  g_autofree char *states = NULL;

  assert_day (received, "due_on", 10);
  assert_after (self, id, 31, "in_review");
  assert_after (self, id, 2 * DAY - 60, "in_review");
  asked = look_after (self, id, 60);
  g_assert_cmpstr (hkk_json_get_string (asked, "state"), ==, "needs_documents");
  assert_day (asked, "deadline", 5);
  add_paper (self, id);
  assert_after (self, id, 0, "in_review");
  assert_after (self, id, 4 * DAY, "medical_service");
  g_assert_false (has_item (self, "/v1/documents?kind=letter", id));
  assert_after (self, id, 3 * DAY, "partly_approved");
  g_assert_true (has_item (self, "/v1/documents?kind=letter", id));
  ended = look_after (self, id, 6 * DAY);
  states = list_states (ended);
  g_assert_cmpstr (states, ==, " awaiting_approval received in_review needs_documents in_review medical_service"
                   " partly_approved paid");
  assert_after (self, id, 60 * DAY, "paid");
}

/* The question names the paper of the form, in the person's language, and ends with the form's days. */
static void
test_question (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *id = hand_in (self);
  g_autoptr(JsonObject) messages = NULL;
  g_autoptr(JsonObject) english = NULL;
  g_autoptr(JsonObject) german = NULL;
  g_autofree char *path = NULL;
  JsonObject *message;

  assert_after (self, id, 31, "in_review");
  assert_after (self, id, 2 * DAY, "needs_documents");
  messages = mock_portal_get (self, "/v1/messages?unread=1");
  message = mock_portal_find (hkk_json_get_array (messages, "items"), "request_id", id);
  path = g_strconcat ("/v1/messages/", hkk_json_get_string (message, "id"), NULL);
  mock_portal_step_up (self);
  english = mock_portal_get (self, path);
  g_set_str (&self->language, "de");
  german = mock_portal_get (self, path);
  g_assert_nonnull (strstr (hkk_json_get_string (english, "body"), "from you:\n– The other half\n"));
  g_assert_nonnull (strstr (hkk_json_get_string (german, "body"), "von Ihnen:\n– Die andere Hälfte\n"));
  assert_after (self, id, 5 * DAY - 60, "needs_documents");
  assert_after (self, id, DAY + 60, "rejected"); /* the whole of the last day is the person's */
}

static MockAnswer *
order_card (MockClient *self)
{
  return mock_call (self, "POST", "/v1/certificates",
                    hkk_json_object ("kind", "exemption", "language", "de", "year", this_year ()), NULL);
}

/* What was there once a year is known to the next request, and what it gives is given. */
static void
test_yearly (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/forms/blue-slip");
  g_autofree char *id = hand_in (self);
  g_autoptr(JsonObject) after = mock_portal_get (self, "/v1/forms/blue-slip");
  g_autoptr(MockAnswer) again = mock_call (self, "POST", "/v1/requests", blue_slip (this_year ()), NULL);
  g_autoptr(MockAnswer) early = NULL;
  g_autoptr(MockAnswer) card = NULL;

  g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (before, "parameters"), "slip_year", -1), ==, 0);
  g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (after, "parameters"), "slip_year", -1), ==, this_year ());
  mock_assert_field (again, "year");
  mock_portal_step_up (self);
  early = order_card (self);
  mock_assert_field (early, "year");
  assert_after (self, id, 31, "in_review");
  assert_after (self, id, 2 * DAY, "needs_documents");
  add_paper (self, id);
  assert_after (self, id, 4 * DAY, "medical_service");
  assert_after (self, id, 3 * DAY, "partly_approved");
  mock_portal_step_up (self);
  card = order_card (self);
  g_assert_cmpuint (card->status, ==, 201);
}

/* A form that says nothing about it goes the usual way: looked at, noted, and no letter. */
static void
test_plain (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests", hkk_json_object (
    "form", "plain-slip", "version", 1, "values", hkk_json_object ("note", "Hello")), NULL);
  const char *id = hkk_json_get_string (hkk_json_get_object (answer->json, "request"), "id");
  g_autoptr(JsonObject) ended = NULL;

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_null (hkk_json_get_string (hkk_json_get_object (answer->json, "request"), "due_on"));
  assert_after (self, id, 91, "in_review");
  ended = look_after (self, id, 2 * DAY);
  g_assert_cmpstr (hkk_json_get_string (ended, "state"), ==, "approved");
  g_assert_cmpstr (hkk_json_get_string (ended, "state_text"), ==, "Done");
  g_assert_false (has_item (self, "/v1/documents?kind=letter", id));
  assert_after (self, id, 60 * DAY, "approved");
}

/* What requests do is the backend's own. */
static void
test_wire (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) form = mock_call (self, "GET", "/v1/forms/blue-slip", NULL, NULL);
  g_autoptr(MockAnswer) list = mock_call (self, "GET", "/v1/forms", NULL, NULL);
  g_autofree char *texts = g_strdup_printf ("%.*s%.*s", (int) g_bytes_get_size (form->body),
                                            (const char *) g_bytes_get_data (form->body, NULL),
                                            (int) g_bytes_get_size (list->body),
                                            (const char *) g_bytes_get_data (list->body, NULL));

  g_assert_nonnull (strstr (texts, "Blue slip"));
  g_assert_null (strstr (texts, "medical_service"));
  g_assert_null (strstr (texts, "the other half"));
}

/* Names, what SQL calls open, and what is final agree. */
static void
test_states (void)
{
  for (guint i = 0; i < HKK_MOCK_REQUEST_N_STATES; i++)
    {
      HkkMockRequestState state = (HkkMockRequestState) i;
      g_autofree char *quoted = g_strdup_printf ("'%s'", hkk_mock_request_state_text (state));

      g_assert_cmpint (hkk_mock_request_state_parse (hkk_mock_request_state_text (state)), ==, state);
      g_assert_cmpint (hkk_mock_request_is_open (state), ==, strstr (HKK_MOCK_OPEN_STATES, quoted) != NULL);
      g_assert_false (hkk_mock_request_may_move (state, HKK_MOCK_REQUEST_AWAITING_APPROVAL));
      if (!hkk_mock_request_is_open (state))
        {
          g_assert_false (hkk_mock_request_takes_papers (state, "sick-note"));
          g_assert_false (hkk_mock_request_may_move (state, HKK_MOCK_REQUEST_WITHDRAWN));
        }
    }
}

/* The way of each form of the catalogue is one that requests can go. */
static void
test_ways (void)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list ("en"), "items");

  g_assert_cmpuint (hkk_json_array_length (items), >, G_N_ELEMENTS (forms));
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (items, i), "id");
      const HkkMockFormPlan *plan = hkk_mock_form_plan (id);
      HkkMockRequestState state = HKK_MOCK_REQUEST_RECEIVED;

      g_test_message ("%s", id);
      g_assert_cmpuint (hkk_mock_form_plan_length (plan), >, 0);
      for (guint j = 0; j < hkk_mock_form_plan_length (plan); j++)
        {
          HkkMockRequestState next = hkk_mock_request_state_parse (hkk_mock_form_plan_step (plan, j)->state);

          g_assert_true (hkk_mock_request_may_move (hkk_mock_request_with_papers (state), next));
          state = next;
        }
      g_assert_true (hkk_mock_request_is_decision (state) || state == HKK_MOCK_REQUEST_PAID);
    }
}

/* The catalogue is a folder of resources; the test lays its own files over it. */
static char *
lay_over (void)
{
  char *folder = test_make_folder ();
  g_autofree char *overlay = g_strconcat ("/de/hkk/MeineHkk/mock=", folder, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.form.xml", folder, forms[i].id);

      g_assert_true (g_file_set_contents (path, forms[i].xml, -1, NULL));
    }
  g_setenv ("G_RESOURCE_OVERLAYS", overlay, TRUE);
  return folder;
}

static JsonObject *
bill (const char *currency,
      gint64      minor)
{
  return hkk_json_object ("sum", hkk_json_object ("amount", minor, "currency", currency));
}

static JsonArray *
bills (const char *currency,
       gint64      minor,
       gint64      cents)
{
  JsonArray *items = json_array_new ();

  json_array_add_object_element (items, bill (currency, minor));
  if (cents > 0)
    json_array_add_object_element (items, bill ("EUR", cents));
  return items;
}

/* (transfer full) (nullable): the amount that is called LABEL. */
static const char *
amount_of (JsonObject *request,
           const char *label)
{
  return hkk_json_get_string (mock_portal_find (hkk_json_get_array (request, "amounts"), "label", label), "value");
}

/* Once it was decided on, an amount abroad stands in euros beside what was asked for, with the rate and its day; also
 * where a currency has no decimal places, or three. */
static void
test_converted (void)
{
  static const struct { const char *currency; gint64 minor, cents; const char *words, *granted; } cases[] = {
    { "USD", 25000, 0, "USD\u00a0250.00 = €214.74\n€1 = 1.1642\u00a0USD, rate of ", "€214.74" },
    { "TRY", 1250000, 2345, "TRY\u00a012,500.00 = €253.99\n€1 = 49.215\u00a0TRY, rate of ", "€277.44" },
    { "JPY", 20000, 0, "JPY\u00a020,000 = €111.27\n€1 = 179.75\u00a0JPY, rate of ", "€111.27" },
    { "KWD", 12500, 0, "KWD\u00a012.500 = €35.00\n€1 = 0.3571\u00a0KWD, rate of ", "€35.00" },
    { "EUR", 2345, 0, NULL, "€23.45" },
  };
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests", hkk_json_object (
        "form", "abroad-slip", "version", 1, "values", hkk_json_object (
          "bills", bills (cases[i].currency, cases[i].minor, cases[i].cents))), NULL);
      g_autofree char *id = g_strdup (hkk_json_get_string (hkk_json_get_object (answer->json, "request"), "id"));
      g_autoptr(JsonObject) received = look_after (self, id, 0);
      g_autoptr(JsonObject) approved = look_after (self, id, 2 * DAY);
      g_autoptr(JsonObject) paid = look_after (self, id, DAY);

      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_null (amount_of (received, "Converted"));
      if (cases[i].words == NULL)
        g_assert_null (amount_of (approved, "Converted"));
      else
        g_assert_true (g_str_has_prefix (amount_of (approved, "Converted"), cases[i].words));
      g_assert_cmpstr (amount_of (approved, "Granted"), ==, cases[i].granted);
      g_assert_true (g_str_has_prefix (amount_of (paid, "Paid out"), cases[i].granted));
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = lay_over ();
  int failed;

  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/request-types/states", test_states);
  g_test_add_func ("/mock/request-types/ways", test_ways);
  g_test_add_func ("/mock/request-types/way", test_way);
  g_test_add_func ("/mock/request-types/question", test_question);
  g_test_add_func ("/mock/request-types/yearly", test_yearly);
  g_test_add_func ("/mock/request-types/plain", test_plain);
  g_test_add_func ("/mock/request-types/converted", test_converted);
  g_test_add_func ("/mock/request-types/wire", test_wire);
  failed = g_test_run ();
  test_remove_folder (folder);
  return failed;
}
