/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "approvals.h"
#include "crypto.h"
#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"
#include "mock-state.h"
#include "requests.h"

#define UPLOAD_A "0123456789abcdef0123456789abcdef"
#define UPLOAD_B "00000000000000000000000000000001"

static JsonObject *
get_request (MockClient *self,
             const char *id)
{
  g_autofree char *path = g_strconcat ("/v1/requests/", id, NULL);

  return mock_portal_get (self, path);
}

static void
assert_state (MockClient *self,
              const char *id,
              const char *state)
{
  g_autoptr(JsonObject) request = get_request (self, id);

  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, state);
}

static void
sign_in_again (MockClient *self)
{
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
}

static void
test_refused (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) good = mock_portal_sick_note (mock_portal_file (self, UPLOAD_A));
  g_autoptr(JsonObject) strange = hkk_json_object ("form", "sick-note", "version", 1, "values",
                                                   hkk_json_object ("certificate_kind", "third", "wrong", 1));
  g_autoptr(MockAnswer) unknown = mock_call (self, "POST", "/v1/requests",
    hkk_json_object ("form", "no-such-form", "version", 1, "values", json_object_new ()), NULL);
  g_autoptr(MockAnswer) profile = mock_call (self, "POST", "/v1/requests",
    hkk_json_object ("form", "profile-address", "version", 1, "values", json_object_new ()), NULL);
  g_autoptr(MockAnswer) wrong = mock_call (self, "POST", "/v1/requests", g_steal_pointer (&strange), NULL);
  g_autoptr(MockAnswer) old = NULL;
  g_autoptr(MockAnswer) missing = NULL;
  g_autoptr(MockAnswer) other = NULL;
  JsonObject *file;

  mock_assert_field (unknown, "form");
  mock_assert_field (profile, "form");
  mock_assert_field (wrong, "certificate_kind");
  mock_assert_field (wrong, "unfit_since");
  mock_assert_field (wrong, "certificate");
  mock_assert_field (wrong, "wrong");

  json_object_set_int_member (good, "version", 7);
  old = mock_call (self, "POST", "/v1/requests", json_object_ref (good), NULL);
  mock_assert_problem (old, 409, "form_outdated");

  json_object_set_int_member (good, "version", 1);
  file = json_array_get_object_element (json_object_get_array_member (json_object_get_object_member (good, "values"),
                                                                      "certificate"), 0);
  json_object_set_string_member (file, "upload", UPLOAD_B);
  missing = mock_call (self, "POST", "/v1/requests", json_object_ref (good), NULL);
  mock_assert_field (missing, "certificate[0]");
  json_object_set_string_member (file, "upload", UPLOAD_A);
  json_object_set_int_member (file, "size", 5);
  other = mock_call (self, "POST", "/v1/requests", json_object_ref (good), NULL);
  mock_assert_field (other, "certificate[0]");
  g_assert_cmpuint (mock_ledger_count (self, "submit_request"), ==, 0);
}

static void
test_hand_in (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests",
                                            mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
  JsonArray *details = hkk_json_get_array (answer->json, "authorization_details");
  g_autoptr(JsonObject) waiting = NULL;
  g_autoptr(JsonObject) request = NULL;
  g_autoptr(MockAnswer) receipt = NULL;
  g_autoptr(MockAnswer) twice = NULL;
  g_autofree char *path = NULL;
  JsonObject *item;

  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_cmpstr (hkk_json_get_string (answer->json, "title"), ==, "Hand in: Sick note");
  item = json_array_get_object_element (details, 0);
  g_assert_cmpstr (hkk_json_get_string (item, "label"), ==, "Person");
  g_assert_cmpstr (hkk_json_get_string (item, "new"), ==, "Andrea Amsel");
  g_assert_nonnull (mock_portal_find (details, "new", "Files: 1\nBescheinigung.pdf"));
  waiting = mock_portal_get (self, "/v1/requests?state=open");
  item = json_array_get_object_element (hkk_json_get_array (waiting, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (item, "state"), ==, "awaiting_approval");
  g_assert_null (hkk_json_get_string (item, "reference"));
  g_assert_true (hkk_json_get_bool (item, "needs_you", FALSE));

  mock_portal_decide (self, "approve");
  request = get_request (self, hkk_json_get_string (item, "id"));
  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, "received");
  g_assert_true (g_regex_match_simple ("^HKK-20[0-9]{2}-[0-9]{6}$", hkk_json_get_string (request, "reference"), 0, 0));
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (request, "timeline")), ==, 2);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (request, "files")), ==, 1);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (request, "values_shown")), >, 0);
  g_assert_true (hkk_json_get_bool (hkk_json_get_object (request, "receipt"), "available", FALSE));
  g_assert_cmpuint (mock_ledger_count (self, "submit_request"), ==, 1);

  path = g_strdup_printf ("/v1/requests/%s/receipt", hkk_json_get_string (item, "id"));
  receipt = mock_call (self, "GET", path, NULL, NULL);
  g_assert_cmpuint (receipt->status, ==, 200);
  g_assert_cmpint (strncmp (g_bytes_get_data (receipt->body, NULL), "%PDF-", 5), ==, 0);

  /* The file belongs to the request now. */
  twice = mock_call (self, "POST", "/v1/requests", mock_portal_sick_note (hkk_json_object (
    "upload", UPLOAD_A, "name", "Bescheinigung.pdf", "size", (gint64) strlen (MOCK_PORTAL_PDF),
    "sha256", hkk_json_get_string (json_array_get_object_element (hkk_json_get_array (request, "files"), 0), "sha256"),
    "media_type", "application/pdf")), NULL);
  mock_assert_field (twice, "certificate[0]");
}

/* What was asked for with the same key is one request. */
static void
test_once (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) body = mock_portal_sick_note (mock_portal_file (self, UPLOAD_A));
  const char *key = "11112222333344445555666677778888";
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/requests");
  g_autoptr(MockAnswer) first = mock_call (self, "POST", "/v1/requests", json_object_ref (body), "Idempotency-Key",
                                           key, NULL);
  g_autoptr(MockAnswer) second = mock_call (self, "POST", "/v1/requests", json_object_ref (body), "Idempotency-Key",
                                            key, NULL);
  g_autoptr(MockAnswer) third = NULL;
  g_autoptr(JsonObject) after = NULL;

  g_assert_cmpstr (hkk_json_get_string (first->json, "id"), ==, hkk_json_get_string (second->json, "id"));
  mock_portal_decide (self, "approve");
  third = mock_call (self, "POST", "/v1/requests", json_object_ref (body), "Idempotency-Key", key, NULL);
  g_assert_cmpstr (hkk_json_get_string (third->json, "status"), ==, "executed");
  after = mock_portal_get (self, "/v1/requests");
  g_assert_cmpint (hkk_json_get_int (after, "total", 0), ==, hkk_json_get_int (before, "total", 0) + 1);
  g_assert_cmpuint (mock_ledger_count (self, "submit_request"), ==, 1);
}

static void
test_denied (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests",
                                            mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
  g_autoptr(JsonObject) list = NULL;
  g_autoptr(JsonObject) open = NULL;
  g_autoptr(MockAnswer) again = NULL;
  JsonObject *item;

  mock_portal_decide (self, "deny");
  list = mock_portal_get (self, "/v1/requests");
  item = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (item, "state"), ==, "approval_failed");
  g_assert_null (hkk_json_get_string (item, "reference"));
  open = mock_portal_get (self, "/v1/requests?state=open");
  g_assert_null (mock_portal_find (hkk_json_get_array (open, "items"), "id", hkk_json_get_string (item, "id")));
  g_assert_cmpuint (mock_ledger_count (self, "submit_request"), ==, 0);

  /* The file is still there for the next try. */
  again = mock_call (self, "POST", "/v1/requests", mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
  g_assert_cmpuint (again->status, ==, 202);
}

static void
test_cancelled (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/requests");
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests",
                                            mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
  g_autofree char *path = g_strdup_printf ("/v1/approvals/%s/cancel", hkk_json_get_string (answer->json, "id"));
  g_autoptr(MockAnswer) cancelled = mock_call (self, "POST", path, json_object_new (), NULL);
  g_autoptr(JsonObject) after = mock_portal_get (self, "/v1/requests");

  g_assert_cmpstr (hkk_json_get_string (cancelled->json, "status"), ==, "cancelled");
  g_assert_cmpint (hkk_json_get_int (after, "total", 0), ==, hkk_json_get_int (before, "total", 0));
}

static void
test_lists (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/requests");
  g_autoptr(JsonObject) open = mock_portal_get (self, "/v1/requests?state=open");
  g_autoptr(JsonObject) closed = mock_portal_get (self, "/v1/requests?state=closed");
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/requests?q=abroad");
  g_autoptr(JsonObject) nothing = mock_portal_get (self, "/v1/requests?q=%25");
  g_autoptr(MockAnswer) wrong = mock_call (self, "GET", "/v1/requests?state=some", NULL, NULL);
  g_autoptr(MockAnswer) first = mock_call (self, "GET", "/v1/requests", NULL, NULL);
  g_autoptr(MockAnswer) same = mock_call (self, "GET", "/v1/requests", NULL, "If-None-Match",
                                          mock_answer_header (first, "ETag"), NULL);
  g_autofree char *cursor = NULL;
  gint64 n = 0;

  g_assert_cmpint (hkk_json_get_int (all, "total", 0), ==, 6);
  g_assert_cmpint (hkk_json_get_int (open, "total", 0), ==, 2);
  g_assert_cmpint (hkk_json_get_int (closed, "total", 0), ==, 4);
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), ==, 3);
  g_assert_cmpint (hkk_json_get_int (nothing, "total", -1), ==, 0);
  mock_assert_problem (wrong, 400, "invalid_request");
  g_assert_cmpuint (same->status, ==, 304);
  do
    {
      g_autofree char *path = g_strdup_printf ("/v1/requests?limit=2%s%s", cursor == NULL ? "" : "&cursor=",
                                               cursor == NULL ? "" : cursor);
      g_autoptr(JsonObject) page = mock_portal_get (self, path);
      JsonArray *items = hkk_json_get_array (page, "items");

      for (guint i = 0; i < json_array_get_length (items); i++, n++)
        g_assert_cmpstr (hkk_json_get_string (json_array_get_object_element (items, i), "id"), ==,
                         hkk_json_get_string (json_array_get_object_element (hkk_json_get_array (all, "items"),
                                                                             (guint) n), "id"));
      g_set_str (&cursor, hkk_json_get_string (page, "next_cursor"));
    }
  while (cursor != NULL);
  g_assert_cmpint (n, ==, 6);
}

/* The same list in the person's language. */
static void
test_language (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = NULL;
  g_autoptr(JsonObject) found = NULL;
  g_autofree char *title = NULL;
  g_autofree char *path = NULL;
  JsonObject *asked;

  g_set_str (&self->language, "de-DE,de;q=0.9,en;q=0.5");
  list = mock_portal_get (self, "/v1/requests?state=open");
  asked = mock_portal_find (hkk_json_get_array (list, "items"), "state", "needs_documents");
  title = g_uri_escape_string (hkk_json_get_string (asked, "title"), NULL, FALSE);
  path = g_strconcat ("/v1/requests?q=", title, NULL);
  found = mock_portal_get (self, path);
  g_assert_cmpstr (hkk_json_get_string (asked, "state_text"), ==, "Rückfrage");
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), ==, 3);
}

static void
test_others (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *id = mock_portal_hand_in (self, UPLOAD_A);
  g_autofree char *path = g_strconcat ("/v1/requests/", id, NULL);
  g_autofree char *receipt_path = g_strconcat (path, "/receipt", NULL);
  g_autofree char *withdrawal = g_strconcat (path, "/withdrawal", NULL);
  g_autoptr(MockAnswer) request = NULL;
  g_autoptr(MockAnswer) receipt = NULL;
  g_autoptr(MockAnswer) withdrawn = NULL;

  mock_sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  request = mock_call (self, "GET", path, NULL, NULL);
  receipt = mock_call (self, "GET", receipt_path, NULL, NULL);
  withdrawn = mock_call (self, "POST", withdrawal, json_object_new (), NULL);
  mock_assert_problem (request, 404, "not_found");
  mock_assert_problem (receipt, 404, "not_found");
  mock_assert_problem (withdrawn, 404, "not_found");
}

static void
test_documents (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/requests?state=open");
  JsonObject *asked = mock_portal_find (hkk_json_get_array (list, "items"), "state", "needs_documents");
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/documents", hkk_json_get_string (asked, "id"));
  g_autoptr(MockAnswer) empty = mock_call (self, "POST", path, hkk_json_object ("payment_proof", json_array_new ()),
                                             NULL);
  JsonArray *files = json_array_new ();
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(JsonObject) request = NULL;

  g_assert_nonnull (hkk_json_get_string (asked, "deadline"));
  mock_assert_field (empty, "payment_proof");
  json_array_add_object_element (files, mock_portal_file (self, UPLOAD_A));
  answer = mock_call (self, "POST", path, hkk_json_object ("payment_proof", files, "note", "Hier ist der Beleg."),
                      NULL);
  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  request = get_request (self, hkk_json_get_string (asked, "id"));
  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, "in_review");
  g_assert_null (hkk_json_get_string (request, "deadline"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (request, "files"), "slot", "payment_proof"));
}

static void
test_withdrawal (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *id = mock_portal_hand_in (self, UPLOAD_A);
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/withdrawal", id);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", path, json_object_new (), NULL);
  g_autoptr(MockAnswer) twice = NULL;
  g_autoptr(JsonObject) request = NULL;

  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  request = get_request (self, id);
  g_assert_cmpstr (hkk_json_get_string (request, "state"), ==, "withdrawn");
  g_assert_false (hkk_json_get_bool (request, "can_withdraw", FALSE));
  twice = mock_call (self, "POST", path, json_object_new (), NULL);
  mock_assert_problem (twice, 409, "conflict");
}

/* Approved after the request has moved on: nothing happens, and the person is told. */
static void
test_withdrawal_conflict (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *id = mock_portal_hand_in (self, UPLOAD_A);
  g_autofree char *path = g_strdup_printf ("/v1/requests/%s/withdrawal", id);
  g_autofree char *approval = NULL;
  g_autoptr(JsonObject) ended = NULL;
  g_autoptr(MockAnswer) answer = NULL;

  mock_advance (self, 100);
  mock_advance (self, 2 * 86400 - 100);
  sign_in_again (self);
  assert_state (self, id, "in_review");
  answer = mock_call (self, "POST", path, json_object_new (), NULL);
  g_assert_cmpuint (answer->status, ==, 202);
  mock_advance (self, 200);
  assert_state (self, id, "approved");
  mock_portal_decide (self, "approve");
  approval = g_strconcat ("/v1/approvals/", hkk_json_get_string (answer->json, "id"), NULL);
  ended = mock_portal_get (self, approval);
  g_assert_cmpstr (hkk_json_get_string (ended, "status"), ==, "failed_conflict");
  assert_state (self, id, "approved");
}

/* A question back that is never answered, and its way to the decision. */
static void
test_life (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/requests?state=open");
  JsonObject *asked = mock_portal_find (hkk_json_get_array (list, "items"), "state", "needs_documents");
  g_autoptr(JsonObject) messages = NULL;
  g_autoptr(JsonObject) letters = NULL;
  const char *id = hkk_json_get_string (asked, "id");
  gint64 last_day = hkk_mock_date_parse (hkk_json_get_string (asked, "deadline"));

  /* The whole of the last day is the person's. */
  mock_advance (self, (last_day + 23 * 60 * HKK_MOCK_MINUTE - hkk_mock_now ()) / HKK_MOCK_SECOND);
  sign_in_again (self);
  assert_state (self, id, "needs_documents");
  mock_advance (self, 2 * 3600);
  sign_in_again (self);
  assert_state (self, id, "rejected");
  messages = mock_portal_get (self, "/v1/messages?unread=1");
  letters = mock_portal_get (self, "/v1/documents?kind=letter");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (messages, "items"), "request_id", id));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (letters, "items"), "request_id", id));
}

/* (transfer full): what the detail shows of the newest request. */
static char *
shown_values (MockClient *self)
{
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/requests");
  JsonObject *newest = hkk_json_array_object (hkk_json_get_array (list, "items"), 0);
  g_autoptr(JsonObject) request = get_request (self, hkk_json_get_string (newest, "id"));
  JsonArray *sections = hkk_json_get_array (request, "values_shown");
  g_autoptr(JsonObject) values = hkk_json_object ("shown", json_array_ref (sections));

  return hkk_json_object_to_string (values);
}

/* The same before the approval and after it, and when the approval is kept no more; also when it did not come. */
static void
test_values (void)
{
  static const char * const decisions[] = { "approve", "deny" };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
      g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/requests",
                                                mock_portal_sick_note (mock_portal_file (self, UPLOAD_A)), NULL);
      g_autofree char *waiting = shown_values (self);
      g_autofree char *decided = NULL;
      g_autofree char *later = NULL;

      g_assert_cmpuint (answer->status, ==, 202);
      g_assert_nonnull (strstr (waiting, "Gärtnerei Grünspecht"));
      mock_portal_decide (self, decisions[i]);
      decided = shown_values (self);
      g_assert_cmpstr (decided, ==, waiting);
      mock_advance (self, (i == 0 ? 30 : 6) * 86400);
      sign_in_again (self);
      later = shown_values (self);
      g_assert_cmpstr (later, ==, waiting);
    }
}

/* (transfer full): the id of a request that was handed in at a mock on FOLDER, which has ended since. */
static char *
hand_in_on (const char *folder)
{
  g_autoptr(MockClient) self = NULL;

  mock_state_prepare (folder);
  self = mock_client_new_for (folder);
  sign_in_again (self);
  return mock_portal_hand_in (self, UPLOAD_A);
}

/* What a request is shown from is what was approved, to the last byte. */
static void
test_approved (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *id = hand_in_on (folder);
  g_autofree char *path = g_build_filename (folder, "mock.sqlite", NULL);
  g_autoptr(HkkMockStore) store = hkk_mock_store_open (path, NULL);
  g_autofree char *approved = hkk_mock_get_text (store, "SELECT digest FROM requests WHERE id = ?", id);
  g_autofree char *text = hkk_mock_get_text (store, "SELECT intent FROM request_intents JOIN requests ON row = request"
                                             " WHERE id = ?", id);
  g_autoptr(HkkMockIntent) intent = hkk_mock_intent_parse (text);
  g_autofree char *digest = hkk_mock_intent_digest (intent);

  g_assert_nonnull (approved);
  g_assert_cmpstr (digest, ==, approved);
  g_clear_pointer (&store, hkk_mock_store_close);
  test_remove_folder (folder);
}

#define OLD_KEY "00112233445566778899aabbccddeeff"

static HkkMockStore *
open_older_store (const char *folder)
{
  const char * const first[] = { hkk_mock_requests_service.migrations[0], NULL };
  g_autofree char *path = g_build_filename (folder, "older.sqlite", NULL);
  g_autoptr(GError) error = NULL;
  HkkMockStore *store = hkk_mock_store_open (path, &error);

  g_assert_no_error (error);
  hkk_mock_store_migrate (store, hkk_mock_requests_service.name, first, &error);
  g_assert_no_error (error);
  return store;
}

/* A request of a store whose requests had their values beside them; and what is asked for does not change any more. */
static void
test_older_store (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(HkkMockStore) store = open_older_store (folder);
  g_autoptr(JsonObject) values = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_run (store, "INSERT INTO requests (row, account_id, id, form, version, values_json, state, created_at,"
                " updated_at) VALUES (7, 1, 'a', 'sick-note', 1, '{\"year\":2024,\"acute\":true}', 'paid', 1, 1),"
                " (8, 1, 'b', 'sick-note', 1, '{}', 'awaiting_approval', 1, 1)");
  hkk_mock_store_migrate (store, hkk_mock_requests_service.name, hkk_mock_requests_service.migrations, &error);
  g_assert_no_error (error);
  values = hkk_mock_request_values (store, 7);
  g_assert_cmpint (hkk_json_get_int (values, "year", 0), ==, 2024);
  g_assert_true (hkk_json_get_bool (values, "acute", FALSE));
  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT json_extract (values_json, '$.year') FROM request_values"
                                     " WHERE request = 7"), ==, 2024);
  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT count(*) FROM request_intents"), ==, 1);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "store: frozen*");
  g_assert_cmpint (hkk_mock_run (store, "UPDATE request_intents SET intent = '{}'"), ==, -1);
  g_test_assert_expected_messages ();
  g_clear_pointer (&store, hkk_mock_store_close);
  test_remove_folder (folder);
}

static void
migrate_to (HkkMockStore         *store,
            const HkkMockService *service,
            gsize                 n_scripts)
{
  const char *scripts[8] = { NULL };
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < n_scripts; i++)
    scripts[i] = service->migrations[i];
  hkk_mock_store_migrate (store, service->name, scripts, &error);
  g_assert_no_error (error);
}

/* A store that had the keys as they were sent does not have them any more, and still knows what belongs together. */
static void
test_older_keys (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "older.sqlite", NULL);
  g_autofree char *name = hkk_mock_key_name (OLD_KEY);
  g_autofree char *content = NULL;
  g_autoptr(HkkMockStore) store = hkk_mock_store_open (path, NULL);
  g_autoptr(HkkMockIntent) intent = NULL;
  gsize size;

  migrate_to (store, &hkk_mock_approvals_service, 1);
  migrate_to (store, &hkk_mock_requests_service, 2);
  hkk_mock_run (store, "INSERT INTO approvals (id, account_id, session_id, status, operation, intent, digest, number,"
                " nonce, exp, created_at, expires_at) VALUES ('a', 1, 's', 'executed', 'submit_request', ?, 'd', '42',"
                " 'n', 1, 1, 1)", "{\"key\":\"" OLD_KEY "\",\"title\":\"Old\",\"body\":{}}");
  hkk_mock_run (store, "INSERT INTO requests (row, account_id, id, form, version, state, intent_key, created_at,"
                " updated_at) VALUES (7, 1, 'a', 'sick-note', 1, 'paid', ?, 1, 1)", OLD_KEY);
  hkk_mock_run (store, "INSERT INTO request_intents (request, intent) VALUES (7, ?)", "{\"key\":\"" OLD_KEY "\"}");
  migrate_to (store, &hkk_mock_approvals_service, g_strv_length ((char **) hkk_mock_approvals_service.migrations));
  migrate_to (store, &hkk_mock_requests_service, g_strv_length ((char **) hkk_mock_requests_service.migrations));

  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT count(*) FROM requests WHERE intent_key = ?", name), ==, 1);
  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT count(*) FROM request_intents"
                                     " WHERE json_extract (intent, '$.key') = ?", name), ==, 1);
  intent = hkk_mock_approvals_find_intent (store, 1, "submit_request", name);
  g_assert_cmpstr (intent->title, ==, "Old");
  g_clear_pointer (&store, hkk_mock_store_close);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_null (memmem (content, size, OLD_KEY, strlen (OLD_KEY)));
  test_remove_folder (folder);
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/requests/refused", test_refused);
  g_test_add_func ("/mock/requests/hand-in", test_hand_in);
  g_test_add_func ("/mock/requests/once", test_once);
  g_test_add_func ("/mock/requests/denied", test_denied);
  g_test_add_func ("/mock/requests/cancelled", test_cancelled);
  g_test_add_func ("/mock/requests/lists", test_lists);
  g_test_add_func ("/mock/requests/language", test_language);
  g_test_add_func ("/mock/requests/others", test_others);
  g_test_add_func ("/mock/requests/documents", test_documents);
  g_test_add_func ("/mock/requests/withdrawal", test_withdrawal);
  g_test_add_func ("/mock/requests/withdrawal-conflict", test_withdrawal_conflict);
  g_test_add_func ("/mock/requests/life", test_life);
  g_test_add_func ("/mock/requests/values", test_values);
  g_test_add_func ("/mock/requests/approved", test_approved);
  g_test_add_func ("/mock/requests/older-store", test_older_store);
  g_test_add_func ("/mock/requests/older-keys", test_older_keys);
  return g_test_run ();
}
