/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-private.h"

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "feed.h"
#include "page.h"

#define MADE_PER_TICK 4 /* PDFs that are made ahead, so that a first look at a long list is quick */

#define FIRST_YEAR 1900
#define LAST_YEAR 2999

#define FOUND_IN "search_key (title_de || char (10) || title_en)"

static const char * const migrations[] = {
  "CREATE TABLE documents (row INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,"
  " kind TEXT NOT NULL, title_de TEXT NOT NULL, title_en TEXT NOT NULL,"
  " language TEXT NOT NULL, created_at INTEGER NOT NULL, read_at INTEGER,"
  " sensitive INTEGER NOT NULL, request_id TEXT, letter TEXT, size INTEGER, sha256 TEXT);"
  "CREATE INDEX documents_by_time ON documents (account_id, created_at DESC, row DESC);"
  "CREATE TABLE document_contents (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL);",

  "ALTER TABLE documents ADD COLUMN binds_device INTEGER NOT NULL DEFAULT 0;",

  /* What is looked in, once for all documents that are called the same. */
  "CREATE TABLE document_texts (id INTEGER PRIMARY KEY, found_in TEXT NOT NULL UNIQUE);"
  "INSERT OR IGNORE INTO document_texts (found_in) SELECT " FOUND_IN " FROM documents;"
  "ALTER TABLE documents ADD COLUMN text INTEGER;"
  "UPDATE documents SET text = (SELECT id FROM document_texts WHERE found_in = " FOUND_IN ");"
  "CREATE TRIGGER documents_found_in AFTER INSERT ON documents BEGIN"
  " INSERT OR IGNORE INTO document_texts (found_in) SELECT " FOUND_IN " FROM documents WHERE row = NEW.row;"
  " UPDATE documents SET text = (SELECT id FROM document_texts WHERE found_in = " FOUND_IN ") WHERE row = NEW.row; END;"
  "DROP INDEX documents_by_time;"
  "CREATE INDEX documents_by_time ON documents (account_id, created_at DESC, row DESC, kind, text);",

  /* Contents are looked in too, as they are when a document is added; those of before get theirs in tick (). */
  "DROP TRIGGER documents_found_in;"
  "ALTER TABLE documents ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX documents_not_indexed ON documents (row) WHERE indexed = 0;",
  NULL
};

/* What is asked for: all of it, or one kind, one year, a word. */
typedef struct
{
  const char *kind;  /* (nullable) */
  const char *words; /* (nullable) */
  gint64      from;
  gint64      until;
  gint64      named_from;  /* a year that is looked for as a word; nothing is of it else */
  gint64      named_until;
} Wanted;

/* The texts are looked through once for all that a list has to know. */
#define LOOK "WITH found AS MATERIALIZED (SELECT id FROM document_texts WHERE search_has (found_in, ?3)) SELECT "

/* The conditions of a list; ?1 … ?7 are account, kind, words, from, until, named_from, named_until. */
#define FILTER " FROM documents WHERE account_id = ?1 AND (?2 IS NULL OR kind = ?2)" \
               " AND (?3 IS NULL OR (created_at >= ?6 AND created_at < ?7)" \
               " OR text IN (SELECT id FROM found))" \
               " AND created_at >= ?4 AND created_at < ?5"

static gint64
start_of_year (int year)
{
  g_autofree char *day = g_strdup_printf ("%04d-01-01", year);

  return hkk_mock_date_parse (day);
}

static gboolean
read_wanted (HkkMockCall *call,
             Wanted      *wanted)
{
  const char *year = hkk_mock_call_query (call, "year");
  gint64 number;

  *wanted = (Wanted) { .kind = hkk_mock_call_query (call, "kind"), .words = hkk_mock_call_query (call, "q"),
                       .from = G_MININT64, .until = G_MAXINT64 };
  if (wanted->words != NULL && g_ascii_string_to_signed (wanted->words, 10, FIRST_YEAR, LAST_YEAR, &number, NULL))
    {
      wanted->named_from = start_of_year ((int) number);
      wanted->named_until = start_of_year ((int) number + 1);
    }
  if (year == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (year, 10, FIRST_YEAR, LAST_YEAR, &number, NULL))
    return hkk_mock_call_problem (call, "invalid_request", NULL);
  wanted->from = start_of_year ((int) number);
  wanted->until = start_of_year ((int) number + 1);
  return TRUE;
}

/* (transfer full): the years of all documents, the newest first. */
static JsonArray *
list_years (HkkMockCall *call)
{
  JsonArray *years = json_array_new ();
  gint64 before = G_MAXINT64, newest;

  while ((newest = hkk_mock_get_int (call->store, -1, "SELECT created_at FROM documents WHERE account_id = ?"
                                     " AND created_at < ? ORDER BY created_at DESC LIMIT 1", call->account_id,
                                     before)) >= 0)
    {
      g_autoptr(GDateTime) time = hkk_mock_german_time (newest);
      int year = g_date_time_get_year (time);

      json_array_add_int_element (years, year);
      before = start_of_year (year);
    }
  return years;
}

static gint64
count_all (HkkMockCall  *call,
           const Wanted *wanted)
{
  return hkk_mock_get_int (call->store, 0, LOOK "count(*)" FILTER, call->account_id, wanted->kind, wanted->words,
                           wanted->from, wanted->until, wanted->named_from, wanted->named_until);
}

/* How many there are on all pages. MISSING gets the rows whose PDF is not made yet, so that they have no size. */
static gint64
read_page (HkkMockCall  *call,
           HkkMockPage  *page,
           const Wanted *wanted,
           GPtrArray    *missing)
{
  gint64 total = -1;
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
    LOOK HKK_MOCK_DOCUMENT_COLUMNS ", (SELECT count(*)" FILTER ")" FILTER
    " AND (created_at, row) < (?8, ?9) ORDER BY created_at DESC, row DESC LIMIT ?10 OFFSET ?11",
    call->account_id, wanted->kind, wanted->words, wanted->from, wanted->until, wanted->named_from,
    wanted->named_until, page->sort_key, page->row_id, page->limit + 1, page->offset);

  while (hkk_mock_page_next (page, rows))
    {
      total = hkk_mock_rows_int (rows, DOCUMENT_N_COLUMNS);
      hkk_mock_page_add (page, hkk_mock_documents_from_row (rows, call->language),
                         hkk_mock_rows_int (rows, DOCUMENT_CREATED_AT), hkk_mock_rows_int (rows, DOCUMENT_ROW));
      if (hkk_mock_rows_is_null (rows, DOCUMENT_SIZE))
        g_ptr_array_add (missing, g_strdup (hkk_mock_rows_text (rows, DOCUMENT_ROW)));
    }
  /* Nothing may be there, or nothing at this place. */
  if (total < 0 && (page->offset > 0 || page->has_cursor))
    total = count_all (call, wanted);
  return MAX (total, 0);
}

static void
list_documents (HkkMockCall *call)
{
  g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_auto(HkkMockPage) page = { .jumps = TRUE };
  Wanted wanted;
  gint64 total;

  if (!read_wanted (call, &wanted) || !hkk_mock_page_begin (&page, call))
    return;
  total = read_page (call, &page, &wanted, missing);
  if (missing->len > 0)
    {
      hkk_mock_documents_make (call->store, missing);
      hkk_mock_page_clear (&page);
      hkk_mock_page_begin (&page, call);
      total = read_page (call, &page, &wanted, missing);
    }
  page.years = list_years (call);
  hkk_mock_page_answer (&page, call, total);
}

static gboolean
mark_read (HkkMockStore *store,
           gpointer      data)
{
  HkkMockCall *call = data;

  if (hkk_mock_run (store, "UPDATE documents SET read_at = ? WHERE account_id = ? AND id = ? AND read_at IS NULL",
                    hkk_mock_now (), call->account_id, call->params[0]) > 0)
    hkk_mock_feed_append (store, call->account_id, "document", call->params[0], "read");
  return TRUE;
}

static void
get_document_content (HkkMockCall *call)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (call->language), "de");
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store,
                                                "SELECT title_de, title_en, " HKK_MOCK_DOCUMENT_SENSITIVE
                                                ", read_at FROM documents"
                                                " WHERE account_id = ? AND id = ?", call->account_id, call->params[0]);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  gboolean unread;

  if (!hkk_mock_rows_next (rows))
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  if (hkk_mock_rows_int (rows, 2) != 0 && !hkk_mock_call_require_step_up (call))
    return;
  name = hkk_mock_documents_file_name (hkk_mock_rows_text (rows, german ? 0 : 1));
  unread = hkk_mock_rows_is_null (rows, 3);
  g_clear_pointer (&rows, hkk_mock_rows_free);
  bytes = hkk_mock_documents_bytes (call->store, call->account_id, call->params[0]);
  if (bytes == NULL)
    {
      hkk_mock_call_problem (call, "internal", NULL);
      return;
    }
  if (unread)
    hkk_mock_store_transact (call->store, mark_read, call);
  hkk_mock_call_answer_file (call, bytes, "application/pdf", name);
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  g_autoptr(GPtrArray) missing = hkk_mock_get_texts (store, "SELECT row FROM documents WHERE size IS NULL"
                                                            " ORDER BY created_at DESC LIMIT ?", MADE_PER_TICK);

  hkk_mock_documents_make (store, missing);
  hkk_mock_documents_index (store);
}

static const HkkMockRoute routes[] = {
  { .operation = "list_documents", .method = "GET", .path = "/v1/documents", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_documents },
  { .operation = "get_document_content", .method = "GET", .path = "/v1/documents/{id}/content",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_document_content },
};

const HkkMockService hkk_mock_documents_service = {
  .name = "documents",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .seed = hkk_mock_documents_seed,
  .tick = tick,
};
