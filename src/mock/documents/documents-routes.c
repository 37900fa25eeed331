/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-private.h"

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "documents.h"

#define MADE_PER_TICK 4 /* PDFs that are made ahead, so that a first look at a long list is quick */

static const gchar * const migrations[] = {
  "CREATE TABLE documents (row INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
  " title_de TEXT NOT NULL, title_en TEXT NOT NULL, language TEXT NOT NULL, created_at INTEGER NOT NULL, read_at INTEGER,"
  " sensitive INTEGER NOT NULL, request_id TEXT, letter TEXT, size INTEGER, sha256 TEXT);"
  "CREATE INDEX documents_by_time ON documents (account_id, created_at DESC, row DESC);"
  "CREATE TABLE document_contents (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL);",
  NULL
};

/* The conditions of a list; ?1 … ?4 are account, kind, text, text. */
#define FILTER " FROM documents WHERE account_id = ?1 AND (?2 IS NULL OR kind = ?2)" \
               " AND (?3 IS NULL OR title_de LIKE ?3 ESCAPE '\\' OR title_en LIKE ?3 ESCAPE '\\')"

typedef struct
{
  const gchar *kind;    /* (nullable) */
  gchar       *like;    /* (nullable): Owned */
  gint64       limit;
  gint64       key;     /* the place it begins after */
  gint64       row;
  gchar       *cursor;  /* (nullable): Owned: the place it ends at, if there are more */
  GArray      *missing; /* Owned: the rows of it whose PDF is not made yet, so that they have no size */
} Page;

static JsonArray *
read_page (HkkMockCall *call,
           Page        *page)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_DOCUMENT_COLUMNS FILTER
    " AND (created_at, row) < (?4, ?5) ORDER BY created_at DESC, row DESC LIMIT ?6",
    call->account_id, page->kind, page->like, page->key, page->row, page->limit + 1);
  JsonArray *items = json_array_new ();
  gint64 last_key = 0, last_row = 0;

  g_clear_pointer (&page->cursor, g_free);
  while (hkk_mock_rows_next (rows))
    {
      if (json_array_get_length (items) == page->limit)
        {
          page->cursor = hkk_mock_cursor (last_key, last_row);
          break;
        }
      last_row = hkk_mock_rows_int (rows, 0);
      last_key = hkk_mock_rows_int (rows, 5);
      if (hkk_mock_rows_is_null (rows, 8))
        g_array_append_val (page->missing, last_row);
      json_array_add_object_element (items, hkk_mock_documents_from_row (rows, call->language));
    }
  return items;
}

static void
list_documents (HkkMockCall *call)
{
  Page page = { .kind = hkk_mock_call_query (call, "kind") };
  gboolean has_cursor;
  JsonArray *items;
  gint64 total;

  if (!hkk_mock_call_page (call, &page.limit, &has_cursor, &page.key, &page.row))
    return;
  if (!has_cursor)
    page.key = page.row = G_MAXINT64;
  page.like = hkk_mock_demo_like (hkk_mock_call_query (call, "q"));
  page.missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  items = read_page (call, &page);
  if (page.missing->len > 0)
    {
      hkk_mock_documents_make (call->store, page.missing);
      json_array_unref (items);
      items = read_page (call, &page);
    }
  total = hkk_mock_get_int (call->store, 0, "SELECT count(*)" FILTER, call->account_id, page.kind, page.like);
  hkk_mock_call_answer_list (call, items, total, page.cursor);
  g_array_unref (page.missing);
  g_free (page.cursor);
  g_free (page.like);
}

static gboolean
mark_read (HkkMockStore *store,
           gpointer      user_data)
{
  HkkMockCall *call = user_data;

  hkk_mock_run (store, "UPDATE documents SET read_at = ? WHERE account_id = ? AND id = ? AND read_at IS NULL",
                hkk_mock_now (), call->account_id, call->params[0]);
  return TRUE;
}

static void
get_document_content (HkkMockCall *call)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (call->language), "de");
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT title_de, title_en, sensitive, read_at FROM documents"
                                                " WHERE account_id = ? AND id = ?", call->account_id, call->params[0]);
  g_autoptr(GBytes) bytes = NULL;
  g_autofree gchar *name = NULL;
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
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT row FROM documents WHERE size IS NULL"
                                                " ORDER BY created_at DESC LIMIT ?", MADE_PER_TICK);
  g_autoptr(GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (hkk_mock_rows_next (rows))
    {
      gint64 row = hkk_mock_rows_int (rows, 0);

      g_array_append_val (missing, row);
    }
  g_clear_pointer (&rows, hkk_mock_rows_free);
  hkk_mock_documents_make (store, missing);
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
