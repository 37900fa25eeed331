/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "clock.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "mock-portal.h"

#define XAVER "X110465770"
#define XAVER_PASSWORD "Xaver-studiert-2001"
#define UPLOAD_A "0123456789abcdef0123456789abcdef"
#define UPLOAD_B "00000000000000000000000000000001"

/* (transfer full): the newest request in STATE, with all that belongs to it. */
static JsonObject *
find_request (MockClient *self,
              const char *state)
{
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/requests");
  JsonObject *found = mock_portal_find (hkk_json_get_array (list, "items"), "state", state);
  g_autofree char *path = g_strconcat ("/v1/requests/", hkk_json_get_string (found, "id"), NULL);

  return mock_portal_get (self, path);
}

/* (transfer full) */
static JsonObject *
get_again (MockClient *self,
           JsonObject *request)
{
  g_autofree char *path = g_strconcat ("/v1/requests/", hkk_json_get_string (request, "id"), NULL);

  return mock_portal_get (self, path);
}

/* (transfer full): what can be fetched of REQUEST at WHAT, as text; empty if nothing can. */
static char *
fetch (MockClient *self,
       JsonObject *request,
       const char *what)
{
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/%s", hkk_json_get_string (request, "id"), what);
  g_autoptr(MockAnswer) answer = mock_call (self, "GET", path, NULL, NULL);

  return answer->status == 200 ? g_strndup (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body))
                               : g_strdup ("");
}

/* What is approved, line by line. */
static char *
join_lines (JsonObject *approval)
{
  JsonArray *details = hkk_json_get_array (approval, "authorization_details");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (details); i++)
    g_string_append_printf (lines, "%s: %s\n", hkk_json_get_string (hkk_json_array_object (details, i), "label"),
                            hkk_json_get_string (hkk_json_array_object (details, i), "new"));
  return g_string_free_and_steal (lines);
}

static JsonObject *
first_of (JsonObject *object,
          const char *member)
{
  JsonArray *array = hkk_json_get_array (object, member);

  g_assert_cmpuint (hkk_json_array_length (array), >, 0);
  return hkk_json_array_object (array, 0);
}

static JsonObject *
one_file (MockClient *self,
          const char *member)
{
  JsonArray *files = json_array_new ();

  json_array_add_object_element (files, mock_portal_file (self, UPLOAD_A));
  return hkk_json_object (member, files);
}

/* One date: in the list, the request, the overview, the message and the calendar. */
static void
test_one_date (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "needs_documents");
  g_autoptr(JsonObject) overview = mock_portal_get (self, "/v1/overview");
  JsonObject *need = mock_portal_find (hkk_json_get_array (overview, "needs_you"), "id",
                                       hkk_json_get_string (request, "id"));
  JsonObject *paper = first_of (request, "papers");
  const char *deadline = hkk_json_get_string (request, "deadline");
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (first_of (request, "messages"), "id"),
                                       NULL);
  g_autoptr(JsonObject) message = mock_portal_get (self, path);
  g_autofree char *words = hkk_mock_demo_date (hkk_mock_date_parse (deadline), "en");
  g_autofree char *calendar = fetch (self, request, "calendar");
  g_auto(GStrv) parts = g_strsplit (deadline, "-", -1);
  g_autofree char *compact = g_strjoinv ("", parts);
  g_autofree char *starts = g_strconcat ("DTSTART;VALUE=DATE:", compact, "\r\n", NULL);

  g_assert_cmpstr (hkk_json_get_string (need, "due_on"), ==, deadline);
  /* Which paper, and for which entry. */
  g_assert_nonnull (strstr (hkk_json_get_string (need, "text"), hkk_json_get_string (paper, "title")));
  g_assert_nonnull (strstr (hkk_json_get_string (need, "text"), hkk_json_get_string (paper, "text")));
  g_assert_null (strchr (hkk_json_get_string (need, "text"), '\n'));
  g_assert_nonnull (strstr (calendar, hkk_json_get_string (paper, "title")));
  g_assert_cmpstr (hkk_json_get_string (first_of (request, "upcoming"), "on"), ==, deadline);
  g_assert_nonnull (strstr (hkk_json_get_string (message, "body"), words));
  g_assert_cmpstr (hkk_json_get_string (message, "request_id"), ==, hkk_json_get_string (request, "id"));
  g_assert_nonnull (strstr (calendar, starts));
  g_assert_null (hkk_json_get_string (request, "due_on"));
}

/* What is asked for has a name, in each place, and what is handed in says that it answers it. */
static void
test_answer (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "needs_documents");
  JsonObject *paper = first_of (request, "papers");
  g_autofree char *form_path = g_strconcat ("/v1/forms/documents?about=", hkk_json_get_string (request, "id"), NULL);
  g_autoptr(JsonObject) form = mock_portal_get (self, form_path);
  JsonObject *section = first_of (hkk_json_get_object (form, "form"), "sections");
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/documents", hkk_json_get_string (request, "id"));
  g_autoptr(MockAnswer) without = mock_call (self, "POST", path, one_file (self, "files"), NULL);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", path, one_file (self, "payment_proof"), NULL);
  g_autoptr(JsonObject) later = NULL;
  g_autofree char *lines = NULL;

  g_assert_cmpstr (hkk_json_get_string (request, "text"), ==, "We still need from you: Proof of payment.");
  g_assert_cmpstr (hkk_json_get_string (paper, "title"), ==, "Proof of payment");
  g_assert_nonnull (strstr (hkk_json_get_string (paper, "text"), "€23.45"));
  g_assert_cmpstr (hkk_json_get_string (first_of (section, "fields"), "id"), ==, hkk_json_get_string (paper, "id"));
  g_assert_cmpstr (hkk_json_get_string (first_of (section, "fields"), "label"), ==, "Proof of payment");
  mock_assert_field (without, "payment_proof");
  g_assert_cmpuint (answer->status, ==, 202);
  /* A file is named once: as what it is. */
  lines = join_lines (answer->json);
  g_assert_true (g_str_has_suffix (lines, "\nProof of payment: Bescheinigung.pdf\nAttached: Files: 1\n"));
  /* Which request it is, as the list says it. */
  g_assert_nonnull (strstr (lines, "\nRequest: Treatment costs abroad · Spain · Alma Amsel\n"));
  mock_portal_decide (self, "approve");
  later = get_again (self, request);
  g_assert_cmpstr (hkk_json_get_string (later, "state_text"), ==, "Your answer has arrived");
  g_assert_nonnull (hkk_json_get_string (later, "due_on"));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (later, "papers")), ==, 0);
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (later, "files"), "title", "Proof of payment"));
  g_assert_cmpuint (mock_ledger_count (self, "add_documents"), ==, 1);
}

/* What was read before it was approved stands in the request, word for word, and the digest is the same. */
static void
test_approved (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) asked = mock_call (self, "POST", "/v1/requests",
                                           mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
  g_autoptr(JsonObject) waiting = find_request (self, "awaiting_approval");
  g_autoptr(JsonObject) request = NULL;
  JsonObject *approval;
  g_autofree char *read_before = join_lines (asked->json);
  g_autofree char *stands = NULL;

  g_assert_false (json_object_has_member (waiting, "approval"));
  mock_portal_decide (self, "approve");
  request = get_again (self, waiting);
  approval = hkk_json_get_object (request, "approval");
  stands = join_lines (approval);
  g_assert_cmpstr (stands, ==, read_before);
  g_assert_cmpstr (hkk_json_get_string (approval, "digest"), ==, hkk_json_get_string (asked->json, "digest"));
  g_assert_nonnull (hkk_json_get_string (approval, "at"));
}

/* Unix milliseconds. */
static gint64
moment (JsonArray *timeline,
        guint      position)
{
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601 (
    hkk_json_get_string (hkk_json_array_object (timeline, position), "at"), NULL);

  return g_date_time_to_unix (at) * HKK_MOCK_SECOND;
}

/* The time for the decision stands still while the insurer waits. */
static void
test_due (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "needs_documents");
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/documents", hkk_json_get_string (request, "id"));
  JsonArray *timeline = hkk_json_get_array (request, "timeline");
  gint64 asked = moment (timeline, json_array_get_length (timeline) - 1);
  gint64 day = hkk_mock_days_later (moment (timeline, 0), 21);
  g_autofree char *waited = hkk_mock_date_text (day + hkk_mock_now () - asked);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", path, one_file (self, "payment_proof"), NULL);
  g_autoptr(JsonObject) later = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  later = get_again (self, request);
  g_assert_cmpstr (hkk_json_get_string (later, "due_on"), ==, waited);
}

static JsonObject *
objection (JsonObject *prefill)
{
  JsonObject *values = json_object_ref (prefill);

  hkk_json_object_add (values, "reasons_later", HKK_JSON_BOOL (FALSE), "declaration", HKK_JSON_BOOL (TRUE),
                       "reasons", "Ich habe den Beleg.");
  return hkk_json_object ("form", "objection", "version", 2, "values", values);
}

/* While its month runs, a rejection leads to the form against it, filled in; once only. */
/* Whether what was handed in shows VALUE beside LABEL. */
static gboolean
shows_value (MockClient *self,
             const char *id,
             const char *label,
             const char *value)
{
  g_autofree char *path = g_strconcat ("/v1/requests/", id, NULL);
  g_autoptr(JsonObject) request = mock_portal_get (self, path);
  JsonArray *sections = hkk_json_get_array (request, "values_shown");

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    {
      JsonArray *rows = hkk_json_get_array (hkk_json_array_object (sections, i), "rows");
      JsonObject *row = mock_portal_find (rows, "label", label);

      if (row != NULL)
        return g_strcmp0 (hkk_json_get_string (row, "value"), value) == 0;
    }
  return FALSE;
}

/* Four days and a month after the letter's, on a working day: also where a month is short, the clocks change, a weekend
 * or a holiday comes. */
static void
test_last_day (void)
{
  static const struct { const char *letter, *last; } days[] = {
    { "2026-01-27", "2026-03-02" }, /* 31 January; 28 February is a Saturday */
    { "2028-01-27", "2028-02-29" }, /* … of a leap year */
    { "2026-02-24", "2026-03-30" }, /* 28 February, a Saturday, counts; so is 28 March; the clocks change on the 29th */
    { "2026-09-21", "2026-10-26" }, /* 25 September; 25 October is a Sunday on which the clocks change */
    { "2026-02-27", "2026-04-07" }, /* 3 March; Good Friday, the weekend, Easter Monday */
    { "2026-03-28", "2026-05-04" }, /* 1 April; 1 May is a Friday */
    { "2026-04-10", "2026-05-15" }, /* 14 April; Ascension Day */
    { "2026-04-21", "2026-05-26" }, /* 25 April; Whit Monday */
    { "2025-08-30", "2025-10-06" }, /* 3 September; 3 October is a Friday */
    { "2026-11-21", "2026-12-28" }, /* 25 November; Christmas, and the weekend after it */
    { "2026-11-27", "2027-01-04" }, /* 1 December; New Year is a Friday */
    { "2026-06-01", "2026-07-06" }, /* 5 June; 5 July is a Sunday */
    { "2026-06-02", "2026-07-06" },
    { "2026-06-03", "2026-07-07" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      /* The last minute of the day in Germany, too. */
      gint64 begins = hkk_mock_date_parse (days[i].letter);
      gint64 moments[] = { begins, hkk_mock_days_later (begins, 1) - HKK_MOCK_MINUTE };
      g_autofree char *words = hkk_mock_demo_date (hkk_mock_date_parse (days[i].last), "de");

      for (guint j = 0; j < G_N_ELEMENTS (moments); j++)
        {
          g_autofree char *text = hkk_mock_demo_expand ("{date+4+1mw}", moments[j], "de");

          g_assert_cmpstr (text, ==, words);
        }
    }
}

static void
test_objection (void)
{
  g_autoptr(MockClient) self = mock_portal_new (XAVER, XAVER_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "rejected");
  JsonObject *follow_up = first_of (request, "follow_ups");
  JsonArray *timeline = hkk_json_get_array (request, "timeline");
  gint64 decided = moment (timeline, json_array_get_length (timeline) - 1);
  g_autofree char *letter_day = hkk_mock_date_text (decided);
  gint64 last = hkk_mock_working_day (hkk_mock_months_later (hkk_mock_days_later (decided, 4), 1));
  g_autofree char *last_day = hkk_mock_date_text (last);
  g_autofree char *last_words = hkk_mock_demo_date (last, "en");
  g_autofree char *path = g_strdup_printf ("/v1/forms/%s?about=%s", hkk_json_get_string (follow_up, "form"),
                                           hkk_json_get_string (request, "id"));
  g_autoptr(JsonObject) form = mock_portal_get (self, path);
  JsonObject *prefill = hkk_json_get_object (form, "prefill");
  g_autofree char *calendar = fetch (self, request, "calendar");
  g_autofree char *attacked = NULL;
  g_autoptr(JsonObject) later = NULL;

  g_assert_cmpstr (hkk_json_get_string (follow_up, "until"), ==, last_day);
  g_assert_cmpstr (hkk_json_get_string (prefill, "decision"), ==, hkk_json_get_string (request, "id"));
  g_assert_cmpstr (hkk_json_get_string (prefill, "letter_on"), ==, letter_day);
  g_assert_nonnull (strstr (calendar, "Last day for the objection"));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (request, "letters")), ==, 1);
  attacked = mock_portal_hand_in_body (self, objection (prefill));
  g_assert_true (shows_value (self, attacked, "Last day for the objection", last_words));
  g_assert_cmpuint (mock_ledger_count (self, "submit_request"), ==, 1);
  later = get_again (self, request);
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (later, "follow_ups")), ==, 0);
}

/* When it is over, nothing speaks of it any more. */
static void
test_objection_over (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "rejected");
  g_autofree char *calendar = fetch (self, request, "calendar");

  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (request, "follow_ups")), ==, 0);
  g_assert_null (hkk_json_get_string (request, "next_step"));
  g_assert_cmpstr (calendar, ==, "");
  g_assert_false (hkk_json_get_bool (hkk_json_get_object (request, "calendar"), "available", TRUE));
}

/* Asked for, granted and paid; the objection to a part is open though the money has gone. */
static void
test_amounts (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) paid = find_request (self, "paid");
  g_autoptr(JsonObject) rejected = find_request (self, "rejected");
  JsonArray *amounts = hkk_json_get_array (paid, "amounts");

  g_assert_cmpuint (hkk_json_array_length (amounts), ==, 3);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (amounts, 0), "value"), ==, "€150.00");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (amounts, 1), "value"), ==, "€90.00");
  g_assert_true (g_str_has_prefix (hkk_json_get_string (hkk_json_array_object (amounts, 2), "value"), "€90.00 on "));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (paid, "follow_ups")), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (rejected, "amounts"), 1), "value"),
                   ==, "€0.00");
}

/* A list says country and person, and what was filled in is found. */
static void
test_subject (void)
{
  static const struct { const char *looked_for; gint64 total; } searches[] = {
    { "spain", 1 }, { "spanien", 1 }, { "Ohrenentz%C3%BCndung", 1 }, { "Osteopathie", 1 }, { "zeppelin", 0 },
  };
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) request = find_request (self, "needs_documents");

  g_assert_cmpstr (hkk_json_get_string (request, "subject"), ==, "Spain · Alma Amsel");
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/requests?q=", searches[i].looked_for, NULL);
      g_autoptr(JsonObject) found = mock_portal_get (self, path);

      g_assert_cmpint (hkk_json_get_int (found, "total", -1), ==, searches[i].total);
    }
}

/* Nobody decides on a referral, and there is nothing to prove. */
static void
test_service (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests", hkk_json_object (
    "form", "refer-a-friend", "version", 1, "values", hkk_json_object (
      "friend_name", "Berta Blau", "contact_way", "email", "friend_email", "berta@example.org",
      "consent", HKK_JSON_BOOL (TRUE))), NULL);
  g_autoptr(JsonObject) request = NULL;

  g_assert_cmpuint (answer->status, ==, 201);
  request = find_request (self, "received");
  g_assert_cmpstr (hkk_json_get_string (request, "text"), ==, "Thank you. It has arrived.");
  g_assert_false (hkk_json_get_bool (request, "can_add_documents", TRUE));
  g_assert_cmpstr (hkk_json_get_string (request, "subject"), ==, "Berta Blau");
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/case/one-date", test_one_date);
  g_test_add_func ("/mock/case/answer", test_answer);
  g_test_add_func ("/mock/case/approved", test_approved);
  g_test_add_func ("/mock/case/due", test_due);
  g_test_add_func ("/mock/case/last-day", test_last_day);
  g_test_add_func ("/mock/case/objection", test_objection);
  g_test_add_func ("/mock/case/objection-over", test_objection_over);
  g_test_add_func ("/mock/case/amounts", test_amounts);
  g_test_add_func ("/mock/case/subject", test_subject);
  g_test_add_func ("/mock/case/service", test_service);
  return g_test_run ();
}
