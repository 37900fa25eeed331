/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"

/* The smaller services: brochures, appointments, conversations by video, export, letters, e-mail code, closure. */

static gboolean
is_pdf (MockAnswer *answer)
{
  return answer->status == 200 && g_bytes_get_size (answer->body) > 4 &&
         memcmp (g_bytes_get_data (answer->body, NULL), "%PDF", 4) == 0;
}

static char *
body_text (MockAnswer *answer)
{
  return g_strndup (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
}

/* Every brochure that can be ordered by post can be read here, and is what the list says it is. */
static void
test_brochures (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/brochures");
  g_autoptr(JsonObject) form = mock_portal_get (self, "/v1/forms/brochure-by-post");
  JsonArray *sections = hkk_json_get_array (hkk_json_get_object (form, "form"), "sections");
  JsonArray *fields = hkk_json_get_array (json_array_get_object_element (sections, 0), "fields");
  JsonArray *options = hkk_json_get_array (json_array_get_object_element (fields, 1), "options");
  JsonArray *items = hkk_json_get_array (list, "items");

  g_assert_cmpuint (json_array_get_length (items), ==, 16);
  g_assert_cmpuint (json_array_get_length (options), ==, 16);
  g_assert_nonnull (mock_portal_find (items, "language", "de-simple"));
  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      const char *id = hkk_json_get_string (json_array_get_object_element (options, i), "value");
      JsonObject *item = mock_portal_find (items, "id", id);
      g_autofree char *path = g_strdup_printf ("/v1/brochures/%s/content", id);
      g_autoptr(MockAnswer) file = mock_call (self, "GET", path, NULL, NULL);
      g_autofree char *sha256 = NULL;

      g_assert_nonnull (item);
      g_assert_true (is_pdf (file));
      sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->body);
      g_assert_cmpstr (sha256, ==, hkk_json_get_string (item, "sha256"));
      g_assert_cmpint ((gint64) g_bytes_get_size (file->body), ==, hkk_json_get_int (item, "size", -1));
      g_assert_cmpint (hkk_json_get_int (item, "pages", 0), >=, 1);
      g_assert_true (hkk_json_get_bool (item, "by_post", FALSE));
    }
}

static void
test_brochure_list (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) first = mock_portal_get (self, "/v1/brochures?limit=10");
  g_autofree char *path = g_strdup_printf ("/v1/brochures?limit=10&cursor=%s",
                                           hkk_json_get_string (first, "next_cursor"));
  g_autoptr(JsonObject) second = mock_portal_get (self, path);
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/brochures?q=zahnersatz");
  g_autoptr(JsonObject) none = mock_portal_get (self, "/v1/brochures?q=xyzzy");
  g_autoptr(MockAnswer) unknown = mock_call (self, "GET", "/v1/brochures/none/content", NULL, NULL);

  g_assert_cmpint (hkk_json_get_int (first, "total", 0), ==, 16);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (second, "items")), ==, 6);
  g_assert_null (hkk_json_get_string (second, "next_cursor"));
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), ==, 1);
  g_assert_cmpint (hkk_json_get_int (none, "total", -1), ==, 0);
  mock_assert_problem (unknown, 404, "not_found");
}

/* Who comes from a brochure does not look for it again; what is no option of the form chooses nothing. */
static void
test_brochure_by_post (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) about = mock_portal_get (self, "/v1/forms/brochure-by-post?about=abroad");
  g_autoptr(JsonObject) other = mock_portal_get (self, "/v1/forms/brochure-by-post?about=xyzzy");
  JsonArray *chosen = hkk_json_get_array (hkk_json_get_object (about, "prefill"), "brochures");

  g_assert_cmpuint (hkk_json_array_length (chosen), ==, 1);
  g_assert_cmpstr (hkk_json_array_string (chosen, 0), ==, "abroad");
  g_assert_false (json_object_has_member (hkk_json_get_object (other, "prefill"), "brochures"));
}

/* Where the Service-App is got: the address is a page of the demo, for the browser of a phone. */
static void
test_service_app (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) status = mock_portal_get (self, "/v1/status");
  const char *address = hkk_json_get_string (status, "service_app");
  g_autoptr(GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr(MockAnswer) page = NULL;

  g_assert_nonnull (uri);
  g_assert_cmpstr (g_uri_get_host (uri), ==, "127.0.0.1");
  page = mock_call (self, "GET", g_uri_get_path (uri), NULL, "Accept-Language", "de-DE,de;q=0.9", NULL);
  g_assert_cmpuint (page->status, ==, 200);
  g_assert_cmpstr (mock_answer_header (page, "Content-Type"), ==, "text/html; charset=utf-8");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (page->body, NULL), (gssize) g_bytes_get_size (page->body),
                                  "<html lang=\"de\">"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (page->body, NULL), (gssize) g_bytes_get_size (page->body),
                                  "„Telefon öffnen“"));
}

/* What is printed on the card is told, so that it can be drawn, and where a new one goes. */
static void
test_health_card (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) profile = mock_portal_get (self, "/v1/profile");
  JsonObject *card = hkk_json_get_object (profile, "health_card");

  g_assert_cmpstr (hkk_json_get_string (card, "name"), ==, "Andrea Amsel");
  g_assert_cmpstr (hkk_json_get_string (card, "number"), ==, "80276001130000481502");
  g_assert_cmpstr (hkk_json_get_string (card, "valid_until"), ==, "2030-06-30");
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (card, "sent_to")), >=, 3);
}

/* A moment, in unix seconds; -1: it is not told. */
static gint64
seconds_of (JsonObject *object,
            const char *member)
{
  const char *text = hkk_json_get_string (object, member);
  g_autoptr(GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) : -1;
}

static char *
slot_path (const char *list,
           JsonObject *slot,
           const char *end)
{
  return g_strdup_printf ("%s/%s/%s", list, hkk_json_get_string (slot, "id"), end);
}

static gboolean
has_message (MockClient *self,
             const char *subject)
{
  g_autoptr(JsonObject) messages = mock_portal_get (self, "/v1/messages");

  return mock_portal_find (hkk_json_get_array (messages, "items"), "subject", subject) != NULL;
}

static void
test_appointment (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/appointments");
  JsonArray *items = hkk_json_get_array (list, "items");
  JsonObject *offered = mock_portal_find (items, "state", "offered"), *past = mock_portal_find (items, "state", "past");
  g_autofree char *booking = slot_path ("/v1/appointments", offered, "booking");
  g_autofree char *calendar = slot_path ("/v1/appointments", offered, "calendar");
  g_autofree char *late = slot_path ("/v1/appointments", past, "booking");
  g_autoptr(MockAnswer) early = mock_call (self, "GET", calendar, NULL, NULL);
  g_autoptr(MockAnswer) booked = mock_call (self, "POST", booking, NULL, NULL);
  g_autoptr(MockAnswer) twice = mock_call (self, "POST", booking, NULL, NULL);
  g_autoptr(MockAnswer) gone = mock_call (self, "POST", late, NULL, NULL);
  g_autoptr(MockAnswer) file = mock_call (self, "GET", calendar, NULL, NULL);
  g_autoptr(MockAnswer) cancelled = mock_call (self, "DELETE", booking, NULL, NULL);
  g_autoptr(MockAnswer) again = mock_call (self, "DELETE", booking, NULL, NULL);
  g_autofree char *text = body_text (file);

  mock_assert_problem (early, 404, "not_found");
  g_assert_cmpuint (booked->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (booked->json, "appointment"), "state"), ==, "booked");
  mock_assert_problem (twice, 409, "conflict");
  mock_assert_problem (gone, 409, "conflict");
  g_assert_cmpuint (file->status, ==, 200);
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:Skin: Hautpraxis Viertel\r\n"));
  g_assert_nonnull (strstr (text, "LOCATION:Vor dem Steintor 56\\, 28203 Bremen\r\n"));
  g_assert_cmpuint (cancelled->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (cancelled->json, "appointment"), "state"),
                   ==, "cancelled");
  mock_assert_problem (again, 409, "conflict");
  g_assert_true (has_message (self, "Your appointment is booked"));
  g_assert_true (has_message (self, "Your appointment is cancelled"));
  g_assert_cmpuint (mock_ledger_count (self, "book_appointment"), ==, 1);
}

/* No line of a calendar is longer than 75 octets, and none is cut inside a character. */
static void
test_calendar_lines (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/video-consultations");
  JsonArray *items = hkk_json_get_array (list, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *slot = json_array_get_object_element (items, i);
      g_autofree char *booking = slot_path ("/v1/video-consultations", slot, "booking");
      g_autofree char *calendar = slot_path ("/v1/video-consultations", slot, "calendar");
      g_autoptr(MockAnswer) booked = mock_call (self, "POST", booking, NULL, NULL);
      g_autoptr(MockAnswer) file = mock_call (self, "GET", calendar, NULL, "Accept-Language", "de", NULL);
      g_autofree char *text = body_text (file);
      g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_assert_cmpuint (strlen (lines[j]), <=, 75);
          g_assert_true (g_utf8_validate (lines[j], -1, NULL));
        }
    }
}

/* What is booked says until when it can be cancelled, and that is so. */
static void
test_late (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/appointments");
  JsonObject *offered = mock_portal_find (hkk_json_get_array (list, "items"), "state", "offered");
  g_autofree char *booking = slot_path ("/v1/appointments", offered, "booking");
  g_autoptr(MockAnswer) booked = mock_call (self, "POST", booking, NULL, NULL);
  gint64 until = seconds_of (hkk_json_get_object (booked->json, "appointment"), "cancellable_until");
  g_autoptr(MockAnswer) cancelled = NULL;

  g_assert_cmpint (seconds_of (offered, "cancellable_until"), ==, -1);
  g_assert_cmpint (until, ==, seconds_of (offered, "starts_at") - 7200);
  mock_advance (self, until - hkk_mock_now () / HKK_MOCK_SECOND + 1);
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  cancelled = mock_call (self, "DELETE", booking, NULL, NULL);
  mock_assert_problem (cancelled, 409, "conflict");
}

static void
test_foreign (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/appointments");
  g_autofree char *booking = slot_path ("/v1/appointments", mock_portal_find (hkk_json_get_array (list, "items"),
                                                                              "state", "offered"), "booking");
  g_autoptr(MockAnswer) foreign = NULL;

  mock_sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  foreign = mock_call (self, "POST", booking, NULL, NULL);
  mock_assert_problem (foreign, 404, "not_found");
}

/* The service was asked to look: a while later there are three appointments and a message. */
static void
test_search (void)
{
  g_autoptr(MockClient) self = mock_portal_new ("X110465770", "Xaver-studiert-2001");
  JsonArray *days = json_array_new (), *times = json_array_new ();
  g_autoptr(MockAnswer) asked = NULL;
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/appointments");
  g_autoptr(JsonObject) after = NULL;
  JsonObject *slot;

  json_array_add_string_element (days, "mon");
  json_array_add_string_element (times, "morning");
  asked = mock_call (self, "POST", "/v1/requests",
                     hkk_json_object ("form", "appointment-service", "version", 1, "values",
                                      hkk_json_object ("person", "self", "specialty", "heart", "postal_code", "28195",
                                                       "days", days, "times", times, "phone", "+4942155501234")), NULL);
  g_assert_cmpuint (asked->status, ==, 201);
  g_assert_cmpint (hkk_json_get_int (before, "total", -1), ==, 0);
  mock_advance (self, 60);
  mock_advance (self, 60);
  after = mock_portal_get (self, "/v1/appointments");
  g_assert_cmpint (hkk_json_get_int (after, "total", -1), ==, 3);
  slot = json_array_get_object_element (hkk_json_get_array (after, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (slot, "specialty"), ==, "Heart");
  g_assert_cmpstr (hkk_json_get_string (slot, "request_id"),
                   ==, hkk_json_get_string (hkk_json_get_object (asked->json, "request"), "id"));
  g_assert_true (has_message (self, "We have found appointments for you"));
}

/* The link is there while it is booked, and leads to a page that needs no sign-in. */
static void
test_video (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/video-consultations");
  JsonObject *slot = mock_portal_find (hkk_json_get_array (list, "items"), "with", "Care advice team");
  g_autofree char *booking = slot_path ("/v1/video-consultations", slot, "booking");
  g_autoptr(MockAnswer) booked = NULL;
  g_autoptr(MockAnswer) page = NULL;
  g_autoptr(MockAnswer) cancelled = NULL;
  g_autoptr(MockAnswer) closed = NULL;
  g_autofree char *text = NULL;
  g_autofree char *token = NULL;
  const char *url;

  g_assert_null (hkk_json_get_string (slot, "join_url"));
  booked = mock_call (self, "POST", booking, NULL, NULL);
  url = hkk_json_get_string (hkk_json_get_object (booked->json, "consultation"), "join_url");
  g_assert_true (g_str_has_prefix (url, "https://127.0.0.1:"));
  url = strstr (url, "/partner/");
  token = g_steal_pointer (&self->token);
  page = mock_call (self, "GET", url, NULL, NULL);
  g_assert_cmpuint (page->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (page->headers, NULL), ==, "text/html");
  text = body_text (page);
  g_assert_nonnull (strstr (text, "Care advice team"));
  self->token = g_steal_pointer (&token);
  cancelled = mock_call (self, "DELETE", booking, NULL, NULL);
  g_assert_cmpuint (cancelled->status, ==, 200);
  g_assert_null (hkk_json_get_string (hkk_json_get_object (cancelled->json, "consultation"), "join_url"));
  closed = mock_call (self, "GET", url, NULL, NULL);
  mock_assert_problem (closed, 404, "not_found");
}

/* Path → content. */
static GHashTable *
unpack (GBytes *zip)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  struct archive *archive = archive_read_new ();
  struct archive_entry *entry;

  archive_read_support_format_zip (archive);
  g_assert_cmpint (archive_read_open_memory (archive, g_bytes_get_data (zip, NULL), g_bytes_get_size (zip)),
                   ==, ARCHIVE_OK);
  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    {
      gsize size = (gsize) archive_entry_size (entry);
      guint8 *data = g_malloc (size + 1);

      g_assert_cmpint (archive_read_data (archive, data, size), ==, (gssize) size);
      g_assert_true (g_str_is_ascii (archive_entry_pathname (entry)));
      g_assert_true (g_hash_table_insert (files, g_strdup (archive_entry_pathname (entry)),
                                          g_bytes_new_take (data, size)));
    }
  g_assert_cmpint (archive_read_free (archive), ==, ARCHIVE_OK);
  return files;
}

static guint
count_in (GHashTable *files,
          const char *prefix)
{
  GHashTableIter iter;
  gpointer path;
  guint n = 0;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &path, NULL))
    n += g_str_has_prefix (path, prefix) ? 1 : 0;
  return n;
}

static void
test_export (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) before = mock_call (self, "GET", "/v1/export", NULL, NULL);
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autoptr(JsonObject) documents = NULL;
  g_autoptr(JsonObject) messages = NULL;
  g_autoptr(JsonObject) log = NULL;
  g_autoptr(GHashTable) files = NULL;
  g_autofree char *profile = NULL;
  GBytes *bytes;

  mock_assert_problem (before, 401, "step_up_required");
  mock_portal_step_up (self);
  answer = mock_call (self, "GET", "/v1/export", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (answer->headers, NULL), ==, "application/zip");
  again = mock_call (self, "GET", "/v1/export", NULL, "If-None-Match", mock_answer_header (answer, "ETag"), NULL);
  g_assert_cmpuint (again->status, ==, 304);
  files = unpack (answer->body);
  documents = mock_portal_get (self, "/v1/documents");
  messages = mock_portal_get (self, "/v1/messages");
  log = mock_portal_get (self, "/v1/access-log");
  g_assert_cmpint (count_in (files, "documents/"), ==, hkk_json_get_int (documents, "total", -1));
  g_assert_cmpint (count_in (files, "messages/"), ==, hkk_json_get_int (messages, "total", -1));
  g_assert_true (g_hash_table_contains (files, "index.html"));
  g_assert_true (g_hash_table_contains (files, "requests.json"));
  bytes = g_hash_table_lookup (files, "profile.json");
  profile = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (profile, "Vogelweg"));
  g_assert_nonnull (mock_portal_find (hkk_json_get_array (log, "items"), "kind", "export"));
}

static void
test_letter (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_XENIA, MOCK_XENIA_PASSWORD);
  g_autoptr(MockAnswer) wrong = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "card"), NULL);
  g_autoptr(MockAnswer) answer = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"), NULL);
  JsonObject *letter = hkk_json_get_object (answer->json, "letter");
  g_autofree char *until = hkk_mock_date_text (hkk_mock_now () + 60 * HKK_MOCK_DAY);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/documents");
  JsonObject *newest = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  g_autofree char *path = slot_path ("/v1/documents", newest, "content");
  g_autoptr(MockAnswer) file = mock_call (self, "GET", path, NULL, NULL);

  mock_assert_field (wrong, "kind");
  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_cmpstr (hkk_json_get_string (letter, "kind"), ==, "device");
  g_assert_cmpstr (hkk_json_get_string (letter, "valid_until"), ==, until);
  g_assert_cmpstr (hkk_json_get_string (newest, "title"), ==, "Your access to the Service-App");
  g_assert_true (is_pdf (file));
  g_assert_false (hkk_json_get_bool (newest, "protected", TRUE));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(MockAnswer) more = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"), NULL);

      g_assert_cmpuint (more->status, ==, 201);
    }
  mock_answer_free (g_steal_pointer (&wrong));
  wrong = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"), NULL);
  mock_assert_problem (wrong, 429, "throttled");
}

/* Whoever has a device approves there that there will be another, and opens the letter in a raised session only. */
static void
test_letter_beside_device (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) asked = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"), NULL);
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/documents");
  g_autoptr(JsonObject) after = NULL;
  g_autoptr(MockAnswer) refused = NULL;
  g_autoptr(MockAnswer) read = NULL;
  g_autofree char *path = NULL;
  JsonObject *newest;

  g_assert_cmpuint (asked->status, ==, 202);
  g_assert_cmpstr (hkk_json_get_string (asked->json, "operation"), ==, "order_letter");
  g_assert_cmpuint (mock_ledger_count (self, "order_letter"), ==, 0);
  mock_portal_decide (self, "approve");
  g_assert_cmpuint (mock_ledger_count (self, "order_letter"), ==, 1);
  after = mock_portal_get (self, "/v1/documents");
  g_assert_cmpint (hkk_json_get_int (after, "total", 0), ==, hkk_json_get_int (before, "total", 0) + 1);
  newest = json_array_get_object_element (hkk_json_get_array (after, "items"), 0);
  g_assert_true (hkk_json_get_bool (newest, "protected", FALSE));
  path = slot_path ("/v1/documents", newest, "content");
  read = mock_call (self, "GET", path, NULL, NULL);
  g_assert_true (is_pdf (read));
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  refused = mock_call (self, "GET", path, NULL, NULL);
  mock_assert_problem (refused, 401, "step_up_required");
}

static gboolean
folder_has (const char *folder,
            const char *text)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *data = NULL;
      gsize length = 0;

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &data, &length, NULL))
        found = found || memmem (data, length, text, strlen (text)) != NULL;
    }
  return found;
}

/* The answer is kept for who has the key, and for nobody else. */
static void
test_kept_answer (void)
{
  const char *key = "5ea1ed00112233445566778899aabbcc";
  g_autoptr(MockClient) self = mock_portal_new (MOCK_XENIA, MOCK_XENIA_PASSWORD);
  g_autoptr(MockAnswer) first = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"),
                                           "Idempotency-Key", key, NULL);
  g_autoptr(MockAnswer) second = mock_call (self, "POST", "/v1/letters", hkk_json_object ("kind", "device"),
                                            "Idempotency-Key", key, NULL);

  g_assert_cmpuint (first->status, ==, 201);
  g_assert_cmpuint (second->status, ==, 201);
  g_assert_cmpstr (mock_answer_header (second, "Idempotency-Replayed"), ==, "true");
  g_assert_true (g_bytes_equal (first->body, second->body));
  g_assert_cmpuint (mock_ledger_count (self, "order_letter"), ==, 1);
  g_assert_true (folder_has (self->folder, MOCK_XENIA)); /* the search finds what is there */
  g_assert_false (folder_has (self->folder, "reaches you in three to five days"));
  g_assert_false (folder_has (self->folder, key));
}

static JsonObject *
find_contact (MockClient *self)
{
  g_autoptr(JsonObject) profile = mock_portal_get (self, "/v1/profile");

  return json_object_ref (mock_portal_find (hkk_json_get_array (profile, "sections"), "id", "contact"));
}

/* The six digits of the newest message. */
static char *
read_code (MockClient *self)
{
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/messages?limit=1");
  JsonObject *newest = json_array_get_object_element (hkk_json_get_array (list, "items"), 0);
  g_autofree char *path = g_strconcat ("/v1/messages/", hkk_json_get_string (newest, "id"), NULL);
  g_autoptr(JsonObject) message = mock_portal_get (self, path);
  g_autoptr(GRegex) regex = g_regex_new ("\\b[0-9]{6}\\b", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, hkk_json_get_string (message, "body"), 0, &match));
  return g_match_info_fetch (match, 0);
}

static void
change_email (MockClient *self,
              const char *email)
{
  g_autoptr(JsonObject) contact = find_contact (self);
  g_autoptr(MockAnswer) answer = mock_call (self, "PATCH", "/v1/profile/contact", hkk_json_object ("email", email),
                                            "If-Match", hkk_json_get_string (contact, "etag"), NULL);

  g_assert_cmpuint (answer->status, ==, 202);
  mock_portal_decide (self, "approve");
}

static MockAnswer *
confirm (MockClient *self,
         const char *code)
{
  return mock_call (self, "POST", "/v1/profile/email-confirmation", hkk_json_object ("code", code), NULL);
}

static gboolean
is_confirmed (JsonObject *contact)
{
  return hkk_json_get_bool (hkk_json_get_object (contact, "values"), "email_confirmed", FALSE);
}

/* Seconds; -1: it is not told. */
static gint64
code_left (JsonObject *contact)
{
  gint64 until = seconds_of (contact, "email_code_until");

  return until != -1 ? MAX (until - hkk_mock_now () / HKK_MOCK_SECOND, 0) : -1;
}

static void
test_email (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) before = find_contact (self);
  g_autoptr(MockAnswer) needless = mock_call (self, "POST", "/v1/profile/email-code", NULL, NULL);
  g_autoptr(JsonObject) changed = NULL;
  g_autoptr(JsonObject) confirmed = NULL;
  g_autoptr(MockAnswer) sent = NULL;
  g_autoptr(MockAnswer) stale = NULL;
  g_autoptr(MockAnswer) right = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (is_confirmed (before));
  mock_assert_problem (needless, 409, "conflict");
  change_email (self, "amsel@example.com");
  changed = find_contact (self);
  g_assert_false (is_confirmed (changed));
  g_assert_cmpint (code_left (before), ==, -1);
  g_assert_cmpint (code_left (changed), >=, 890);
  g_assert_cmpint (code_left (changed), <=, 900);
  first = read_code (self);
  sent = mock_call (self, "POST", "/v1/profile/email-code", NULL, NULL);
  g_assert_cmpuint (sent->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (sent->json, "sent_to"), ==, "a…@example.com");
  g_assert_cmpint (hkk_json_get_int (sent->json, "valid_for", 0), ==, 900);
  second = read_code (self);
  stale = confirm (self, g_str_equal (first, second) ? "x" : first);
  mock_assert_field (stale, "code");
  right = confirm (self, second);
  g_assert_cmpuint (right->status, ==, 200);
  g_assert_true (is_confirmed (right->json));
  g_assert_cmpstr (hkk_json_get_string (right->json, "id"), ==, "contact");
  confirmed = find_contact (self);
  g_assert_cmpint (code_left (confirmed), ==, -1);
}

/* Five wrong ones, or 15 minutes, and the right one does not help any more. */
static void
test_email_limits (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autofree char *code = NULL;
  g_autofree char *other = NULL;
  g_autoptr(MockAnswer) spent = NULL;
  g_autoptr(MockAnswer) sent = NULL;
  g_autoptr(MockAnswer) old = NULL;
  g_autoptr(JsonObject) over = NULL;

  change_email (self, "amsel@example.com");
  code = read_code (self);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(MockAnswer) wrong = confirm (self, "none");

      mock_assert_field (wrong, "code");
    }
  spent = confirm (self, code);
  mock_assert_field (spent, "code");
  sent = mock_call (self, "POST", "/v1/profile/email-code", NULL, NULL);
  g_assert_cmpuint (sent->status, ==, 200);
  other = read_code (self);
  mock_advance (self, 901);
  mock_sign_in (self, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  old = confirm (self, other);
  mock_assert_field (old, "code");
  over = find_contact (self);
  g_assert_cmpint (code_left (over), ==, 0); /* told, too */
}

static void
test_closure (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) wrong = mock_call (self, "POST", "/v1/account/closure",
                                           hkk_json_object ("password", "not this one"), NULL);
  g_autoptr(MockAnswer) asked = mock_call (self, "POST", "/v1/account/closure",
                                           hkk_json_object ("password", MOCK_ANDREA_PASSWORD), NULL);
  g_autoptr(MockAnswer) ended = NULL;
  g_autoptr(MockAnswer) sign_in = NULL;

  mock_assert_problem (wrong, 401, "invalid_credentials");
  g_assert_cmpuint (asked->status, ==, 202);
  g_assert_cmpstr (hkk_json_get_string (asked->json, "title"), ==, "Close the account");
  mock_portal_decide (self, "approve");
  g_assert_cmpuint (mock_ledger_count (self, "close_account"), ==, 1);
  ended = mock_call (self, "GET", "/v1/overview", NULL, NULL);
  g_assert_cmpuint (ended->status, ==, 401);
  sign_in = mock_call (self, "POST", "/iam/token", hkk_json_object ("grant_type", "password", "username", MOCK_ANDREA,
    "password", MOCK_ANDREA_PASSWORD, "stay_signed_in", HKK_JSON_BOOL (FALSE), "client", "desktop",
    "device_name", "test"), NULL);
  mock_assert_problem (sign_in, 403, "account_closed");
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/small-services/brochures", test_brochures);
  g_test_add_func ("/mock/small-services/brochure-list", test_brochure_list);
  g_test_add_func ("/mock/small-services/brochure-by-post", test_brochure_by_post);
  g_test_add_func ("/mock/small-services/service-app", test_service_app);
  g_test_add_func ("/mock/small-services/health-card", test_health_card);
  g_test_add_func ("/mock/small-services/appointment", test_appointment);
  g_test_add_func ("/mock/small-services/calendar-lines", test_calendar_lines);
  g_test_add_func ("/mock/small-services/late", test_late);
  g_test_add_func ("/mock/small-services/foreign", test_foreign);
  g_test_add_func ("/mock/small-services/search", test_search);
  g_test_add_func ("/mock/small-services/video", test_video);
  g_test_add_func ("/mock/small-services/export", test_export);
  g_test_add_func ("/mock/small-services/letter", test_letter);
  g_test_add_func ("/mock/small-services/letter-beside-device", test_letter_beside_device);
  g_test_add_func ("/mock/small-services/kept-answer", test_kept_answer);
  g_test_add_func ("/mock/small-services/email", test_email);
  g_test_add_func ("/mock/small-services/email-limits", test_email_limits);
  g_test_add_func ("/mock/small-services/closure", test_closure);
  return g_test_run ();
}
