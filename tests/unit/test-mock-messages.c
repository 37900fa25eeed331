/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "clock.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "messages.h"
#include "mock-portal.h"
#include "store.h"

#define ID "0123456789abcdef0123456789abcdef"

static JsonObject *
plain_message (void)
{
  return hkk_json_object ("category", "benefits", "subject", "Eine Frage", "body", "Wann ist das Geld da?");
}

static void
test_read (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/messages");
  g_autoptr(JsonObject) unread = mock_portal_get (self, "/v1/messages?unread=1");
  JsonObject *first = json_array_get_object_element (hkk_json_get_array (unread, "items"), 0);
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (first, "id"), NULL);
  g_autofree char *mark = g_strconcat (path, "/read", NULL);
  g_autoptr(JsonObject) message = mock_portal_get (self, path);
  g_autoptr(MockAnswer) marked = mock_call (self, "PUT", mark, NULL, NULL);
  g_autoptr(MockAnswer) again = mock_call (self, "PUT", mark, NULL, NULL);
  g_autoptr(JsonObject) later = mock_portal_get (self, "/v1/messages?unread=1");

  g_assert_cmpint (hkk_json_get_int (all, "total", 0), ==, 7);
  g_assert_cmpint (hkk_json_get_int (unread, "total", 0), ==, 2);
  g_assert_nonnull (hkk_json_get_string (message, "body"));
  g_assert_null (strstr (hkk_json_get_string (message, "body"), "{date"));
  g_assert_cmpuint (marked->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (later, "total", 0), ==, 1);
}

static void
test_languages (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) german = NULL;
  g_autoptr(JsonObject) english = NULL;

  g_set_str (&self->language, "de");
  german = mock_portal_get (self, "/v1/messages");
  g_set_str (&self->language, "en");
  english = mock_portal_get (self, "/v1/messages");
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (german, "items"), "subject", "Ihr Bonus ist da"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (english, "items"), "subject", "Your bonus is here"));
}

/* Whatever the case, and either way to write an umlaut; what looks like a pattern is none. */
static void
test_search (void)
{
  static const char * const found[] = { "%C3%BCbersicht", "%C3%9CBERSICHT", "u%CC%88bersicht", "uebersicht",
                                        "oeffnungs", "offnungs", "%C3%B6ffnungs", "o%CC%88ffnungs", "strasse", "%25",
                                        "_" };
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) sent = mock_call (self, "POST", "/v1/messages", hkk_json_object (
    "category", "benefits", "subject", "Übersicht über Öffnungszeiten",
    "body", "Straße, 100 % und a_b"), NULL);
  g_autoptr(JsonObject) nothing = mock_portal_get (self, "/v1/messages?q=1%2500");

  g_assert_cmpuint (sent->status, ==, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/messages?q=", found[i], NULL);
      g_autoptr(JsonObject) list = mock_portal_get (self, path);

      g_test_message ("%s", found[i]);
      g_assert_cmpint (hkk_json_get_int (list, "total", 0), >, 0);
    }
  g_assert_cmpint (hkk_json_get_int (nothing, "total", -1), ==, 0);
}

/* A subject shows what it is. */
static void
test_hidden (void)
{
  static const char * const subjects[] = { "a\xe2\x80\xae" "b", "a\xe2\x80\x8b" "b", "a\xe2\x81\xa6" "b",
                                           "a\xef\xbb\xbf" "b" };
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);

  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/messages", hkk_json_object (
        "category", "benefits", "subject", subjects[i], "body", "x"), NULL);

      mock_assert_field (answer, "subject");
    }
}

static void
test_protected (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/messages");
  g_autoptr(JsonObject) searched = mock_portal_get (self, "/v1/messages?q=Wassergymnastik");
  JsonObject *first = mock_portal_find (hkk_json_get_array (all, "items"), "subject", "Your talk with our adviser");
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (first, "id"), NULL);
  g_autoptr(MockAnswer) before = mock_call (self, "GET", path, NULL, NULL);
  g_autoptr(JsonObject) after = NULL;

  g_assert_true (hkk_json_get_bool (first, "protected", FALSE));
  g_assert_null (hkk_json_get_string (first, "preview"));
  g_assert_cmpint (hkk_json_get_int (searched, "total", -1), ==, 0);
  mock_assert_problem (before, 401, "step_up_required");
  mock_portal_step_up (self);
  after = mock_portal_get (self, path);
  g_assert_nonnull (strstr (hkk_json_get_string (after, "body"), "back pain"));
}

static void
test_write (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/messages", plain_message (), NULL);
  JsonObject *message = hkk_json_get_object (answer->json, "message");
  g_autoptr(JsonObject) later = NULL;
  JsonObject *reply;

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (hkk_json_get_string (message, "from"), ==, "person");
  g_assert_cmpstr (hkk_json_get_string (message, "from_name"), ==, "Andrea Amsel");
  mock_advance (self, 60);
  later = mock_portal_get (self, "/v1/messages?unread=1");
  reply = json_array_get_object_element (hkk_json_get_array (later, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (reply, "subject"), ==, "Re: Eine Frage");
  g_assert_cmpstr (hkk_json_get_string (reply, "thread_id"), ==, hkk_json_get_string (message, "thread_id"));
}

static void
test_attachment (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  JsonObject *body = plain_message ();
  JsonArray *files = json_array_new ();
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(MockAnswer) content = NULL;
  g_autoptr(JsonObject) list = NULL;
  g_autofree char *path = NULL;
  JsonObject *message;

  json_array_add_object_element (files, mock_portal_file (self, ID));
  json_object_set_array_member (body, "attachments", files);
  answer = mock_call (self, "POST", "/v1/messages", body, NULL);
  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
  list = mock_portal_get (self, "/v1/messages");
  message = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  path = g_strdup_printf ("/v1/messages/%s/attachments/%s", hkk_json_get_string (message, "id"),
    hkk_json_get_string (json_array_get_object_element (hkk_json_get_array (message, "attachments"), 0), "id"));
  content = mock_call (self, "GET", path, NULL, NULL);
  g_assert_cmpuint (content->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (content->body, NULL), g_bytes_get_size (content->body), MOCK_PORTAL_PDF,
                   strlen (MOCK_PORTAL_PDF));
}

static void
test_refused (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *much = g_strnfill (4001, 'x');
  g_autoptr(MockAnswer) empty = mock_call (self, "POST", "/v1/messages",
                                           hkk_json_object ("category", "none", "subject", " ", "body", much), NULL);
  JsonObject *lost = plain_message ();
  g_autoptr(MockAnswer) thread = NULL;

  mock_assert_field (empty, "category");
  mock_assert_field (empty, "subject");
  mock_assert_field (empty, "body");
  json_object_set_string_member (lost, "reply_to", "nothing");
  thread = mock_call (self, "POST", "/v1/messages", lost, NULL);
  mock_assert_field (thread, "reply_to");
}

/* An answer begins with what it answers, and stays in its conversation and with its request. */
static void
test_answer (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/messages");
  JsonObject *asked = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  g_autofree char *path = g_strconcat ("/v1/forms/message?about=", hkk_json_get_string (asked, "id"), NULL);
  g_autoptr(JsonObject) form = mock_portal_get (self, path);
  g_autoptr(JsonObject) fresh = mock_portal_get (self, "/v1/forms/message?about=nothing");
  JsonObject *prefill = hkk_json_get_object (form, "prefill");
  g_autofree char *subject = g_strconcat ("Re: ", hkk_json_get_string (asked, "subject"), NULL);
  JsonObject *body = plain_message ();
  g_autoptr(MockAnswer) sent = NULL;
  JsonObject *message;

  g_assert_cmpstr (hkk_json_get_string (prefill, "category"), ==, hkk_json_get_string (asked, "category"));
  g_assert_cmpstr (hkk_json_get_string (prefill, "subject"), ==, subject);
  g_assert_false (json_object_has_member (hkk_json_get_object (fresh, "prefill"), "subject"));
  json_object_set_string_member (body, "reply_to", hkk_json_get_string (asked, "id"));
  sent = mock_call (self, "POST", "/v1/messages", body, NULL);
  g_assert_cmpuint (sent->status, ==, 201);
  message = hkk_json_get_object (sent->json, "message");
  g_assert_cmpstr (hkk_json_get_string (message, "thread_id"), ==, hkk_json_get_string (asked, "thread_id"));
  g_assert_cmpstr (hkk_json_get_string (message, "request_id"), ==, hkk_json_get_string (asked, "request_id"));
}

static JsonObject *
find_request_field (JsonObject *form)
{
  JsonArray *sections = hkk_json_get_array (hkk_json_get_object (form, "form"), "sections");

  return mock_portal_find (hkk_json_get_array (hkk_json_array_object (sections, 0), "fields"), "id", "request_id");
}

/* A new message names the request that it is about, if that is the person's own. */
static void
test_about_request (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) requests = mock_portal_get (self, "/v1/requests");
  JsonObject *request = json_array_get_object_element (hkk_json_get_array (requests, "items"), 0);
  const char *id = hkk_json_get_string (request, "id");
  g_autoptr(JsonObject) form = mock_portal_get (self, "/v1/forms/message");
  JsonObject *body = plain_message (), *none = plain_message (), *foreign = plain_message ();
  g_autoptr(MockAnswer) sent = NULL;
  g_autoptr(MockAnswer) plain = NULL;
  g_autoptr(MockAnswer) refused = NULL;
  JsonObject *message;

  g_assert_nonnull (find_request_field (form));
  json_object_set_string_member (body, "request_id", id);
  sent = mock_call (self, "POST", "/v1/messages", body, NULL);
  message = hkk_json_get_object (sent->json, "message");
  g_assert_cmpstr (hkk_json_get_string (message, "request_id"), ==, id);
  g_assert_nonnull (strstr (hkk_json_get_string (message, "request_title"),
                            hkk_json_get_string (request, "reference")));
  json_object_set_string_member (none, "request_id", "none");
  plain = mock_call (self, "POST", "/v1/messages", none, NULL);
  g_assert_null (hkk_json_get_string (hkk_json_get_object (plain->json, "message"), "request_id"));
  json_object_set_string_member (foreign, "request_id", "0123456789abcdef");
  refused = mock_call (self, "POST", "/v1/messages", foreign, NULL);
  mock_assert_field (refused, "request_id");
}

/* Who has handed in nothing is not asked about it, and an answer is about what it answers. */
static void
test_no_request (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_XENIA, MOCK_XENIA_PASSWORD);
  g_autoptr(JsonObject) form = mock_portal_get (self, "/v1/forms/message");
  g_autoptr(MockClient) other = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (other, "/v1/messages");
  JsonObject *asked = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  g_autofree char *path = g_strconcat ("/v1/forms/message?about=", hkk_json_get_string (asked, "id"), NULL);
  g_autoptr(JsonObject) answer = mock_portal_get (other, path);

  g_assert_null (find_request_field (form));
  g_assert_null (find_request_field (answer));
}

static JsonObject *
find_thread (JsonObject *list,
             JsonObject *message)
{
  return mock_portal_find (hkk_json_get_array (list, "items"), "thread_id", hkk_json_get_string (message, "thread_id"));
}

/* A conversation is one row, its newest message; it is found, and unread, by any of its messages. */
static void
test_threads (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/messages?threads=1");
  g_autoptr(MockAnswer) first = mock_call (self, "POST", "/v1/messages", plain_message (), NULL);
  JsonObject *sent = hkk_json_get_object (first->json, "message"), *body = plain_message ();
  g_autoptr(MockAnswer) second = NULL;
  g_autoptr(JsonObject) all = NULL;
  g_autoptr(JsonObject) found = NULL;
  g_autoptr(JsonObject) unread = NULL;
  JsonObject *thread;

  mock_advance (self, 60);
  json_object_set_string_member (body, "reply_to", hkk_json_get_string (sent, "id"));
  json_object_set_string_member (body, "body", "Zeppelin");
  second = mock_call (self, "POST", "/v1/messages", body, NULL);
  all = mock_portal_get (self, "/v1/messages?threads=1");
  g_assert_cmpint (hkk_json_get_int (all, "total", 0), ==, hkk_json_get_int (before, "total", 0) + 1);
  thread = find_thread (all, sent);
  g_assert_cmpstr (hkk_json_get_string (thread, "id"), ==,
                   hkk_json_get_string (hkk_json_get_object (second->json, "message"), "id"));
  g_assert_cmpint (hkk_json_get_int (thread, "count", 0), ==, 3);
  g_assert_cmpint (hkk_json_get_int (thread, "unread", 0), ==, 1);
  found = mock_portal_get (self, "/v1/messages?threads=1&q=Geld%20da");
  g_assert_nonnull (find_thread (found, sent));
  unread = mock_portal_get (self, "/v1/messages?threads=1&unread=1");
  g_assert_nonnull (find_thread (unread, sent));
}

/* A message tells of those around it. */
static void
test_thread_of_message (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) first = mock_call (self, "POST", "/v1/messages", plain_message (), NULL);
  const char *id = hkk_json_get_string (hkk_json_get_object (first->json, "message"), "id");
  g_autofree char *path = g_strconcat ("/v1/messages/", id, NULL);
  g_autoptr(JsonObject) message = NULL;
  JsonArray *thread;

  mock_advance (self, 60);
  message = mock_portal_get (self, path);
  thread = hkk_json_get_array (message, "thread");
  g_assert_cmpuint (hkk_json_array_length (thread), ==, 2);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (thread, 0), "id"), ==, id);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (thread, 1), "from"), ==, "insurer");
  g_assert_false (json_object_has_member (hkk_json_array_object (thread, 1), "body"));
}

/* The ways to the insurer, in the person's language, and the forms that stand beside them. */
static void
test_contact (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) contact = NULL;
  JsonObject *form;

  g_set_str (&self->language, "de");
  contact = mock_portal_get (self, "/v1/contact");
  form = hkk_json_array_object (hkk_json_get_array (contact, "forms"), 0);
  g_assert_true (g_str_has_prefix (hkk_json_get_string (contact, "phone"), "+49"));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (contact, "hours")), >, 0);
  g_assert_cmpstr (hkk_json_get_string (form, "title"), ==, "Neukunden werben");
}

/* What the answer to a message of this subject begins with. */
static void
check_answer (MockClient *self,
              const char *subject,
              const char *expected)
{
  g_autoptr(MockAnswer) sent = NULL;
  g_autoptr(JsonObject) form = NULL;
  g_autofree char *path = NULL;
  JsonObject *body = plain_message ();

  json_object_set_string_member (body, "subject", subject);
  sent = mock_call (self, "POST", "/v1/messages", body, NULL);
  path = g_strconcat ("/v1/forms/message?about=",
                      hkk_json_get_string (hkk_json_get_object (sent->json, "message"), "id"), NULL);
  form = mock_portal_get (self, path);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (form, "prefill"), "subject"), ==, expected);
}

/* It can be sent as it begins, and nothing of the subject is cut. */
static void
test_answer_long (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *longest = g_strnfill (120, 'x');
  g_autofree char *fits = g_strnfill (116, 'x');
  g_autofree char *answer = g_strconcat ("Re: ", fits, NULL);

  check_answer (self, longest, longest);
  check_answer (self, fits, answer);
  check_answer (self, answer, answer);
  check_answer (self, "AW: Rechnung", "AW: Rechnung");
  check_answer (self, "RE: Rechnung", "RE: Rechnung");
  check_answer (self, "Reha", "Re: Reha");
  g_set_str (&self->language, "de");
  check_answer (self, "Reha", "AW: Reha");
}

static void
test_many (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/messages?limit=1");
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/messages?q=Your%20bonus%20is");
  g_autoptr(JsonObject) overview = mock_portal_get (self, "/v1/overview");

  g_assert_cmpint (hkk_json_get_int (all, "total", 0), ==, 2000);
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), >=, 14); /* one a year */
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), <=, 16);
  g_assert_cmpint (hkk_json_get_int (hkk_json_get_object (overview, "counts"), "unread_messages", 0), ==, 5);
}

/* Whenever the demo begins, nobody at the insurer has written at night, at the weekend or after now. */
static void
test_office (void)
{
  for (gint64 at = G_GINT64_CONSTANT (1790000000000); at < G_GINT64_CONSTANT (1791000000000); at += 7777777)
    {
      gint64 written = hkk_mock_demo_office (at);
      g_autoptr(GDateTime) time = hkk_mock_german_time (written);

      g_assert_cmpint (written, <=, at);
      g_assert_cmpint (g_date_time_get_day_of_week (time), <=, 5);
      g_assert_cmpint (g_date_time_get_hour (time), >=, 8);
      g_assert_cmpint (g_date_time_get_hour (time), <, 17);
    }
}

static HkkMockStore *
open_store (const char *folder,
            guint       n_scripts)
{
  g_autofree char *path = g_build_filename (folder, "older.sqlite", NULL);
  g_autofree const char **scripts = g_new0 (const char *, n_scripts + 1);
  g_autoptr(GError) error = NULL;
  HkkMockStore *store = hkk_mock_store_open (path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_scripts; i++)
    scripts[i] = hkk_mock_messages_service.migrations[i];
  hkk_mock_store_migrate (store, hkk_mock_messages_service.name, scripts, &error);
  g_assert_no_error (error);
  return store;
}

static void
add_message (HkkMockStore *store,
             const char   *id,
             const char   *body)
{
  hkk_mock_run (store, "INSERT INTO messages (account_id, id, thread_id, category, subject_de, subject_en, body_de,"
                " body_en, from_person, created_at, sensitive) VALUES (1, ?, ?, 'other', 'Brief', 'Letter', ?, ?, 0, 1,"
                " 0)", id, id, body, body);
}

static gint64
count_found (HkkMockStore *store,
             const char   *wanted)
{
  return hkk_mock_get_int (store, -1, "SELECT count(*) FROM messages WHERE text IN (SELECT id FROM message_texts"
                           " WHERE search_has (found_in, ?))", wanted);
}

/* A search looks into each text once, however many messages say it; also into those of an older store. */
static void
test_texts (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(HkkMockStore) store = open_store (folder, 2);

  add_message (store, "a", "Übersicht der Leistungen");
  add_message (store, "b", "Übersicht der Leistungen");
  g_clear_pointer (&store, hkk_mock_store_close);
  store = open_store (folder, g_strv_length ((GStrv) hkk_mock_messages_service.migrations));
  add_message (store, "c", "Übersicht der Leistungen");
  add_message (store, "d", "Beitrag");
  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT count(*) FROM message_texts"), ==, 2);
  g_assert_cmpint (count_found (store, "uebersicht leist"), ==, 3);
  g_assert_cmpint (count_found (store, "Brief"), ==, 4);
  g_assert_cmpint (count_found (store, "zeppelin"), ==, 0);
  g_clear_pointer (&store, hkk_mock_store_close);
  test_remove_folder (folder);
}

/* A far page is the same by its place as by the cursors that lead there, and says which one it is. */
static void
test_offset (void)
{
  static const char * const wrong[] = { "offset=-1", "offset=x", "offset=2147483648", "offset=" };
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(JsonObject) first = mock_portal_get (self, "/v1/messages?limit=100");
  const char *cursor = hkk_json_get_string (first, "next_cursor");
  g_autofree char *second = g_strconcat ("/v1/messages?limit=100&cursor=", cursor, NULL);
  g_autofree char *both = g_strconcat (second, "&offset=100", NULL);
  g_autoptr(JsonObject) by_cursor = mock_portal_get (self, second);
  g_autoptr(JsonObject) by_place = mock_portal_get (self, "/v1/messages?limit=100&offset=100");
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/messages?limit=100&offset=300&q=Rechnung%20ist%20da");
  g_autoptr(JsonObject) beyond = mock_portal_get (self, "/v1/messages?limit=100&offset=2000");
  g_autoptr(MockAnswer) refused = mock_call (self, "GET", both, NULL, NULL);

  g_assert_cmpint (hkk_json_get_int (first, "offset", -1), ==, 0);
  g_assert_cmpint (hkk_json_get_int (by_place, "offset", -1), ==, 100);
  g_assert_false (json_object_has_member (by_cursor, "offset"));
  g_assert_true (json_array_equal (hkk_json_get_array (by_place, "items"), hkk_json_get_array (by_cursor, "items")));
  g_assert_cmpstr (hkk_json_get_string (by_place, "next_cursor"), ==, hkk_json_get_string (by_cursor, "next_cursor"));
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (found, "items")), >, 0);
  g_assert_cmpint (hkk_json_get_int (found, "offset", -1), ==, 300);
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (beyond, "items")), ==, 0);
  g_assert_cmpint (hkk_json_get_int (beyond, "total", 0), ==, 2000);
  mock_assert_problem (refused, 400, "invalid_request");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/messages?", wrong[i], NULL);
      g_autoptr(MockAnswer) answer = mock_call (self, "GET", path, NULL, NULL);

      mock_assert_problem (answer, 400, "invalid_request");
    }
}

/* A person without a device reads letters and messages, but hands in nothing. */
static void
test_restricted (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_XENIA, MOCK_XENIA_PASSWORD);
  g_autoptr(JsonObject) overview = mock_portal_get (self, "/v1/overview");
  g_autoptr(JsonObject) messages = mock_portal_get (self, "/v1/messages");
  g_autoptr(MockAnswer) request = mock_call (self, "POST", "/v1/requests",
    hkk_json_object ("form", "sick-note", "version", 1, "values", json_object_new ()), NULL);

  g_assert_true (hkk_json_get_bool (overview, "restricted", FALSE));
  g_assert_cmpint (hkk_json_get_int (messages, "total", 0), ==, 1);
  mock_assert_problem (request, 403, "restricted_account");
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/messages/read", test_read);
  g_test_add_func ("/mock/messages/languages", test_languages);
  g_test_add_func ("/mock/messages/search", test_search);
  g_test_add_func ("/mock/messages/hidden", test_hidden);
  g_test_add_func ("/mock/messages/protected", test_protected);
  g_test_add_func ("/mock/messages/write", test_write);
  g_test_add_func ("/mock/messages/attachment", test_attachment);
  g_test_add_func ("/mock/messages/answer", test_answer);
  g_test_add_func ("/mock/messages/about-request", test_about_request);
  g_test_add_func ("/mock/messages/no-request", test_no_request);
  g_test_add_func ("/mock/messages/threads", test_threads);
  g_test_add_func ("/mock/messages/thread-of-message", test_thread_of_message);
  g_test_add_func ("/mock/messages/contact", test_contact);
  g_test_add_func ("/mock/messages/answer-long", test_answer_long);
  g_test_add_func ("/mock/messages/refused", test_refused);
  g_test_add_func ("/mock/messages/many", test_many);
  g_test_add_func ("/mock/messages/office", test_office);
  g_test_add_func ("/mock/messages/texts", test_texts);
  g_test_add_func ("/mock/messages/offset", test_offset);
  g_test_add_func ("/mock/messages/restricted", test_restricted);
  return g_test_run ();
}
