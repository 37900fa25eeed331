/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "documents.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"
#include "test-folder.h"

static char *
content_path (JsonObject *document)
{
  return g_strdup_printf ("/v1/documents/%s/content", hkk_json_get_string (document, "id"));
}

static JsonObject *
find_document (JsonObject *list,
               gboolean    sensitive)
{
  JsonArray *items = hkk_json_get_array (list, "items");

  for (guint i = 0; i < json_array_get_length (items); i++)
    if (hkk_json_get_bool (json_array_get_object_element (items, i), "protected", FALSE) == sensitive)
      return json_array_get_object_element (items, i);
  g_assert_not_reached ();
}

static void
test_list (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/documents");
  g_autoptr(JsonObject) letters = mock_portal_get (self, "/v1/documents?kind=letter");
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/documents?q=bonusaktiv");
  g_autoptr(JsonObject) receipts = mock_portal_get (self, "/v1/documents?kind=receipt");
  JsonObject *receipt = NULL;

  g_assert_cmpint (hkk_json_get_int (all, "total", 0), >=, 5);
  g_assert_cmpint (hkk_json_get_int (letters, "total", 0), ==, 7);
  g_assert_cmpint (hkk_json_get_int (receipts, "total", 0), ==, 6);
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), ==, 1);
  /* A receipt is known by what was handed in. */
  receipt = hkk_json_array_object (hkk_json_get_array (receipts, "items"), 0);
  g_assert_true (g_str_has_prefix (hkk_json_get_string (receipt, "title"), "Receipt: Sick note, HKK-"));
  /* What one has handed in oneself is not new. */
  g_assert_true (hkk_json_get_bool (receipt, "read", FALSE));
}

/* Word, kind and year go together; which years there are does not depend on what is asked. */
static void
test_years (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(JsonObject) all = mock_portal_get (self, "/v1/documents?limit=1");
  g_autoptr(JsonObject) none = mock_portal_get (self, "/v1/documents?year=1999");
  g_autoptr(MockAnswer) wrong = mock_call (self, "GET", "/v1/documents?year=soon", NULL, NULL);
  JsonArray *years = hkk_json_get_array (all, "years");
  gint64 total = 0;

  g_assert_cmpuint (hkk_json_array_length (years), >=, 3);
  for (guint i = 0; i < json_array_get_length (years); i++)
    {
      gint64 year = json_array_get_int_element (years, i);
      g_autofree char *path = g_strdup_printf ("/v1/documents?limit=1&year=%d", (int) year);
      g_autofree char *letters = g_strconcat (path, "&kind=letter&q=xyzzy", NULL);
      g_autofree char *named = g_strdup_printf ("/v1/documents?limit=1&q=%d", (int) year);
      g_autoptr(JsonObject) of_year = mock_portal_get (self, path);
      g_autoptr(JsonObject) nothing = mock_portal_get (self, letters);
      g_autoptr(JsonObject) by_word = mock_portal_get (self, named);
      JsonArray *items = hkk_json_get_array (of_year, "items");
      const char *newest = hkk_json_get_string (hkk_json_array_object (items, 0), "created_at");

      g_assert_cmpint (g_ascii_strtoll (newest, NULL, 10), ==, year);
      g_assert_cmpint (hkk_json_get_int (nothing, "total", -1), ==, 0);
      g_assert_cmpuint (json_array_get_length (hkk_json_get_array (nothing, "years")), ==,
                        json_array_get_length (years));
      g_assert_cmpint (hkk_json_get_int (by_word, "total", 0), >=, hkk_json_get_int (of_year, "total", 0));
      total += hkk_json_get_int (of_year, "total", 0);
    }
  g_assert_cmpint (total, ==, hkk_json_get_int (all, "total", -1));
  g_assert_cmpint (hkk_json_get_int (none, "total", -1), ==, 0);
  mock_assert_problem (wrong, 400, "invalid_request");
}

static gint64
count_found (MockClient *self,
             const char *wanted)
{
  g_autofree char *escaped = g_uri_escape_string (wanted, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/documents?q=", escaped, NULL);
  g_autoptr(JsonObject) found = mock_portal_get (self, path);

  return hkk_json_get_int (found, "total", -1);
}

static void
order_certificate (MockClient *self,
                   const char *kind,
                   const char *language,
                   int         year)
{
  JsonObject *body = hkk_json_object ("kind", kind, "language", language);
  g_autoptr(MockAnswer) answer = NULL;

  if (year > 0)
    json_object_set_int_member (body, "year", year);
  answer = mock_call (self, "POST", "/v1/certificates", body, NULL);
  g_assert_cmpuint (answer->status, ==, 201);
}

/* A letter, a receipt and a certificate by what they say; whatever the language of who looks, by both titles too. */
static void
test_contents (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);

  g_assert_cmpint (count_found (self, "fuenf Massnahmen"), ==, 1);
  g_assert_cmpint (count_found (self, "Ihr Bonus"), ==, 1);
  g_assert_cmpint (count_found (self, "your bonus"), ==, 1);
  g_assert_cmpint (count_found (self, "your bonus massnahmen"), ==, 1);
  g_assert_cmpint (count_found (self, "{date"), ==, 0);
  g_assert_cmpint (count_found (self, "unfaehig seit"), ==, 2);
  mock_portal_step_up (self);
  g_assert_cmpint (count_found (self, "stands in for the health card"), ==, 0);
  order_certificate (self, "card-replacement", "en", 0);
  g_assert_cmpint (count_found (self, "stands in for the health card"), ==, 1);
}

/* A search does not tell what a step-up guards, not even while it is there: it would stay in the list. */
static void
test_contents_protected (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  g_assert_cmpint (count_found (self, "Hilfsmittel"), >, 0);
  g_assert_cmpint (count_found (self, "Einlagen"), ==, 0);
  mock_portal_step_up (self);
  g_assert_cmpint (count_found (self, "Einlagen"), ==, 0);
  order_certificate (self, "benefits", "en", g_date_time_get_year (now));
  g_assert_cmpint (count_found (self, "We paid these benefits"), ==, 0);
}

static void
migrate_to (HkkMockStore *store,
            gsize         n_scripts)
{
  g_autofree const char **scripts = g_new0 (const char *, n_scripts + 1);
  g_autoptr(GError) error = NULL;

  memcpy (scripts, hkk_mock_documents_service.migrations, n_scripts * sizeof *scripts);
  hkk_mock_store_migrate (store, hkk_mock_documents_service.name, scripts, &error);
  g_assert_no_error (error);
}

static gint64
count_in_store (HkkMockStore *store,
                const char   *wanted)
{
  return hkk_mock_get_int (store, -1, "SELECT count(*) FROM documents WHERE text IN (SELECT id FROM document_texts"
                           " WHERE search_has (found_in, ?))", wanted);
}

static gboolean
tick (HkkMockStore *store,
      gpointer      data)
{
  hkk_mock_documents_service.tick (store, 1);
  return TRUE;
}

/* In a store of before the letters have their contents too, with their PDFs made long ago; not what is protected. */
static void
test_older_store (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "older.sqlite", NULL);
  g_autoptr(HkkMockStore) store = hkk_mock_store_open (path, NULL);

  migrate_to (store, 3);
  hkk_mock_run (store, "INSERT INTO documents (account_id, id, kind, title_de, title_en, language, created_at,"
                " sensitive, size) VALUES (1, 'a', 'letter', 'Ihre neue Gesundheitskarte', 'Your new health card',"
                " 'de', 1, 0, 9), (1, 'b', 'letter', 'Ihre Verordnung: Hilfsmittel', 'Your prescription', 'de', 1, 1,"
                " 9), (1, 'c', 'receipt', 'Beleg', 'Receipt', 'de', 1, 0, 9)");
  migrate_to (store, g_strv_length ((GStrv) hkk_mock_documents_service.migrations));
  g_assert_cmpint (count_in_store (store, "neue gesundheitskarte"), ==, 1);
  g_assert_true (hkk_mock_store_transact (store, tick, NULL));
  g_assert_cmpint (count_in_store (store, "durch den Chip"), ==, 1);
  g_assert_cmpint (count_in_store (store, "your new health card"), ==, 1);
  g_assert_cmpint (count_in_store (store, "Hilfsmittel"), ==, 1);
  g_assert_cmpint (count_in_store (store, "Einlagen"), ==, 0);
  g_assert_cmpint (count_in_store (store, "Receipt"), ==, 1);
  g_clear_pointer (&store, hkk_mock_store_close);
  test_remove_folder (folder);
}

/* What the list says is what the content is. */
static void
test_content (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/documents");
  g_autoptr(JsonObject) later = NULL;
  JsonObject *document = mock_portal_find (hkk_json_get_array (list, "items"), "title", "bonusaktiv: your bonus");
  g_autofree char *path = content_path (document);
  g_autoptr(MockAnswer) whole = mock_call (self, "GET", path, NULL, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, whole->body);

  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_cmpstr (sha256, ==, hkk_json_get_string (document, "sha256"));
  g_assert_cmpint ((gint64) g_bytes_get_size (whole->body), ==, hkk_json_get_int (document, "size", -1));
  g_assert_nonnull (mock_answer_header (whole, "Content-Digest"));
  g_assert_false (hkk_json_get_bool (document, "read", FALSE));
  later = mock_portal_get (self, "/v1/documents");
  g_assert_true (hkk_json_get_bool (mock_portal_find (hkk_json_get_array (later, "items"), "id",
                                                      hkk_json_get_string (document, "id")), "read", FALSE));
}

/* The list of another window, and the news of the overview, follow. */
static void
test_reading_is_told (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/documents");
  JsonObject *document = mock_portal_find (hkk_json_get_array (list, "items"), "title", "bonusaktiv: your bonus");
  const char *id = hkk_json_get_string (document, "id");
  g_autofree char *path = content_path (document);
  g_autoptr(JsonObject) before = mock_portal_get (self, "/v1/feed");
  g_autofree char *feed = g_strdup_printf ("/v1/feed?after=%" G_GINT64_FORMAT "&wait=0",
                                           hkk_json_get_int (before, "cursor", -1));
  g_autoptr(JsonObject) after = NULL;
  JsonArray *events = NULL;

  /* Twice, and one event. */
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(MockAnswer) content = mock_call (self, "GET", path, NULL, NULL);

      g_assert_cmpuint (content->status, ==, 200);
    }
  after = mock_portal_get (self, feed);
  events = hkk_json_get_array (after, "events");
  g_assert_cmpuint (hkk_json_array_length (events), ==, 1);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (events, 0), "type"), ==, "document");
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (events, 0), "id"), ==, id);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (events, 0), "status"), ==, "read");
}

static void
test_range (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/documents");
  g_autofree char *path = content_path (find_document (list, FALSE));
  g_autoptr(MockAnswer) whole = mock_call (self, "GET", path, NULL, NULL);
  const char *etag = mock_answer_header (whole, "ETag");
  g_autoptr(MockAnswer) part = mock_call (self, "GET", path, NULL, "Range", "bytes=5-14", "If-Range", etag, NULL);
  g_autoptr(MockAnswer) stale = mock_call (self, "GET", path, NULL, "Range", "bytes=5-14", "If-Range", "\"old\"", NULL);
  g_autoptr(MockAnswer) beyond = mock_call (self, "GET", path, NULL, "Range", "bytes=99999999-", NULL);
  g_autoptr(MockAnswer) same = mock_call (self, "GET", path, NULL, "If-None-Match", etag, NULL);

  g_assert_cmpuint (part->status, ==, 206);
  g_assert_cmpuint (g_bytes_get_size (part->body), ==, 10);
  g_assert_cmpmem (g_bytes_get_data (part->body, NULL), 10,
                   (const char *) g_bytes_get_data (whole->body, NULL) + 5, 10);
  g_assert_cmpuint (stale->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (stale->body), ==, g_bytes_get_size (whole->body));
  g_assert_cmpuint (beyond->status, ==, 416);
  g_assert_cmpuint (same->status, ==, 304);
}

static void
test_protected (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) list = mock_portal_get (self, "/v1/documents");
  g_autofree char *path = content_path (find_document (list, TRUE));
  g_autoptr(MockAnswer) before = mock_call (self, "GET", path, NULL, NULL);
  g_autoptr(MockAnswer) after = NULL;
  g_autoptr(MockAnswer) others = NULL;

  mock_assert_problem (before, 401, "step_up_required");
  mock_portal_step_up (self);
  after = mock_call (self, "GET", path, NULL, NULL);
  g_assert_cmpuint (after->status, ==, 200);
  mock_sign_in (self, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  others = mock_call (self, "GET", path, NULL, NULL);
  mock_assert_problem (others, 404, "not_found");
}

/* 300 documents whose PDFs are made when they are looked at: each page is complete, nothing comes twice. */
static void
test_many (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  gint64 total = 0;

  do
    {
      g_autofree char *path = g_strdup_printf ("/v1/documents?limit=100%s%s", cursor == NULL ? "" : "&cursor=",
                                               cursor == NULL ? "" : cursor);
      g_autoptr(JsonObject) page = mock_portal_get (self, path);
      JsonArray *items = hkk_json_get_array (page, "items");

      for (guint i = 0; i < json_array_get_length (items); i++)
        {
          JsonObject *item = json_array_get_object_element (items, i);

          g_assert_cmpint (hkk_json_get_int (item, "size", 0), >, 1000);
          g_assert_cmpuint (strlen (hkk_json_get_string (item, "sha256")), ==, 64);
          g_assert_true (g_hash_table_add (seen, g_strdup (hkk_json_get_string (item, "id"))));
        }
      total = hkk_json_get_int (page, "total", 0);
      g_set_str (&cursor, hkk_json_get_string (page, "next_cursor"));
    }
  while (cursor != NULL);
  g_assert_cmpint (total, >=, 300);
  g_assert_cmpint ((gint64) g_hash_table_size (seen), ==, total);
}

static void
test_offset (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(JsonObject) first = mock_portal_get (self, "/v1/documents?limit=100");
  g_autoptr(JsonObject) by_place = mock_portal_get (self, "/v1/documents?limit=1&offset=99");
  g_autoptr(JsonObject) beyond = mock_portal_get (self, "/v1/documents?offset=1000&q=rechnung");
  g_autoptr(JsonObject) found = mock_portal_get (self, "/v1/documents?limit=1&q=rechnung");

  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (beyond, "items")), ==, 0);
  g_assert_cmpint (hkk_json_get_int (found, "total", 0), >, 0);
  g_assert_cmpint (hkk_json_get_int (beyond, "total", 0), ==, hkk_json_get_int (found, "total", 0));
  g_assert_cmpint (hkk_json_get_int (first, "offset", -1), ==, 0);
  g_assert_cmpint (hkk_json_get_int (by_place, "offset", -1), ==, 99);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (by_place, "items"), 0), "id"), ==,
                   hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (first, "items"), 99), "id"));
  g_assert_cmpstr (hkk_json_get_string (by_place, "next_cursor"), ==, hkk_json_get_string (first, "next_cursor"));
}

static void
test_certificates (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
  g_autoptr(JsonObject) kinds = mock_portal_get (self, "/v1/certificates");
  g_autoptr(MockAnswer) before = mock_call (self, "POST", "/v1/certificates",
                                            hkk_json_object ("kind", "membership", "language", "de"), NULL);
  g_autoptr(MockAnswer) unknown = NULL;
  JsonArray *items = hkk_json_get_array (kinds, "items");

  mock_assert_problem (before, 401, "step_up_required");
  mock_portal_step_up (self);
  unknown = mock_call (self, "POST", "/v1/certificates",
                       hkk_json_object ("kind", "membership", "language", "fr"), NULL);
  mock_assert_field (unknown, "language");
  for (guint i = 0; i < 2 * json_array_get_length (items); i++)
    {
      JsonObject *kind = json_array_get_object_element (items, i / 2);
      JsonObject *body = hkk_json_object ("kind", hkk_json_get_string (kind, "kind"),
                                          "language", i % 2 == 0 ? "de" : "en");
      g_autoptr(MockAnswer) missing = NULL;
      g_autoptr(MockAnswer) answer = NULL;
      g_autoptr(MockAnswer) content = NULL;
      g_autofree char *path = NULL;

      if (g_str_equal (hkk_json_get_string (kind, "kind"), "exemption"))
        {
          json_object_unref (body);
          continue;
        }
      if (hkk_json_get_bool (kind, "needs_year", FALSE))
        {
          JsonObject *years = hkk_json_get_object (kind, "years");
          g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

          g_assert_cmpint (hkk_json_get_int (years, "last", 0), ==, g_date_time_get_year (now));
          g_assert_cmpint (hkk_json_get_int (years, "first", 0), ==, g_date_time_get_year (now) - 4);
          missing = mock_call (self, "POST", "/v1/certificates", json_object_ref (body), NULL);
          mock_assert_field (missing, "year");
          json_object_set_int_member (body, "year", g_date_time_get_year (now) - 1);
        }
      answer = mock_call (self, "POST", "/v1/certificates", body, NULL);
      g_assert_cmpuint (answer->status, ==, 201);
      path = content_path (hkk_json_get_object (answer->json, "document"));
      content = mock_call (self, "GET", path, NULL, NULL);
      g_assert_cmpuint (content->status, ==, 200);
      g_assert_cmpint (strncmp (g_bytes_get_data (content->body, NULL), "%PDF-", 5), ==, 0);
    }
}

static MockAnswer *
order_exemption (MockClient *self,
                 int         year)
{
  return mock_call (self, "POST", "/v1/certificates",
                    hkk_json_object ("kind", "exemption", "language", "de", "year", year), NULL);
}

/* There is an exemption card only for a year in which one is exempt. */
static void
test_exemption (void)
{
  g_autoptr(MockClient) self = mock_portal_new (MOCK_CARL, MOCK_CARL_PASSWORD);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(MockAnswer) never = NULL;
  g_autoptr(MockAnswer) granted = NULL;

  mock_portal_step_up (self);
  never = order_exemption (self, g_date_time_get_year (now) - 3);
  mock_assert_field (never, "year");
  granted = order_exemption (self, g_date_time_get_year (now));
  g_assert_cmpuint (granted->status, ==, 201);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_get_object (granted->json, "document"), "title"),
                   ==, "Exemption card");
}

int
main (int    argc,
      char **argv)
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/documents/list", test_list);
  g_test_add_func ("/mock/documents/years", test_years);
  g_test_add_func ("/mock/documents/contents", test_contents);
  g_test_add_func ("/mock/documents/contents-protected", test_contents_protected);
  g_test_add_func ("/mock/documents/older-store", test_older_store);
  g_test_add_func ("/mock/documents/content", test_content);
  g_test_add_func ("/mock/documents/reading-is-told", test_reading_is_told);
  g_test_add_func ("/mock/documents/range", test_range);
  g_test_add_func ("/mock/documents/protected", test_protected);
  g_test_add_func ("/mock/documents/many", test_many);
  g_test_add_func ("/mock/documents/offset", test_offset);
  g_test_add_func ("/mock/documents/certificates", test_certificates);
  g_test_add_func ("/mock/documents/exemption", test_exemption);
  return g_test_run ();
}
