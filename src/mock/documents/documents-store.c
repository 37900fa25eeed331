/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-private.h"

#include <glib/gi18n-lib.h>

#include "crypto.h"
#include "demo-data.h"
#include "feed.h"
#include "hkk-file-name.h"
#include "hkk-json-build.h"
#include "pdf-kinds.h"
#include "profile.h"

/* What a document is, is fixed with its bytes: listing and content always agree. */
static void
store_bytes (HkkMockStore *store,
             gint64        row,
             GBytes       *bytes)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  hkk_mock_run (store, "INSERT INTO document_contents (document, bytes) VALUES (?, ?)", row, bytes);
  hkk_mock_run (store, "UPDATE documents SET size = ?, sha256 = ?, letter = NULL WHERE row = ?",
                g_bytes_get_size (bytes), sha256, row);
}

/* (transfer full) (nullable): what a step-up guards is not looked in: finding a word would tell what is in it. */
static char *
searched_content (const HkkMockDocument *document)
{
  if (document->sensitive || document->binds_device)
    return NULL;
  if (document->letter == NULL)
    return g_strdup (document->text);
  return hkk_mock_documents_letter_text (document->letter, document->created_at, document->language);
}

/**
 * hkk_mock_documents_add:
 * @store: a store in a transaction
 * @document: what to add
 *
 * Returns: (transfer full): its id
 */
char *
hkk_mock_documents_add (HkkMockStore          *store,
                        const HkkMockDocument *document)
{
  char *id = hkk_mock_random_hex (12);
  g_autofree char *letter = document->letter == NULL ? NULL : hkk_json_object_to_string (document->letter);
  g_autofree char *content = searched_content (document);
  HkkJsonValue read_at = document->read ? hkk_json_value_int (document->created_at) : hkk_json_value_text (NULL);

  hkk_mock_run (store, "INSERT INTO documents (account_id, id, kind, title_de, title_en, language, created_at, read_at,"
                " sensitive, binds_device, request_id, letter, text, indexed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
                document->account_id, id, document->kind, document->title_de, document->title_en, document->language,
                document->created_at, read_at, HKK_JSON_BOOL (document->sensitive),
                HKK_JSON_BOOL (document->binds_device), document->request_id, letter,
                hkk_mock_documents_text (store, document->title_de, document->title_en, content));
  if (document->bytes != NULL)
    store_bytes (store, hkk_mock_store_last_id (store), document->bytes);
  return id;
}

/* hkk_mock_documents_issue: hkk_mock_documents_add(), and an event for who is waiting. */
char *
hkk_mock_documents_issue (HkkMockStore          *store,
                          const HkkMockDocument *document)
{
  char *id = hkk_mock_documents_add (store, document);

  hkk_mock_feed_append (store, document->account_id, "document", id, "new");
  return id;
}

/* Makes the PDF of a document that has only its text yet. Inside a transaction. */
static void
make_bytes (HkkMockStore *store,
            gint64        row)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT account_id, language, created_at, letter FROM documents"
                                                " WHERE row = ? AND letter IS NOT NULL", row);
  g_autoptr(JsonObject) letter = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_auto(GStrv) address = NULL;
  g_autofree char *language = NULL;
  gint64 created_at;

  if (!hkk_mock_rows_next (rows))
    return;
  letter = hkk_json_object_parse (hkk_mock_rows_text (rows, 3));
  language = g_strdup (hkk_mock_rows_text (rows, 1));
  created_at = hkk_mock_rows_int (rows, 2);
  address = hkk_mock_profile_address (store, hkk_mock_rows_int (rows, 0), language);
  g_clear_pointer (&rows, hkk_mock_rows_free);
  bytes = hkk_mock_pdf_letter (letter, (const char * const *) address, created_at, language);
  store_bytes (store, row, bytes);
}

static gboolean
make_missing (HkkMockStore *store,
              gpointer      data)
{
  GPtrArray *missing = data;

  for (guint i = 0; i < missing->len; i++)
    make_bytes (store, g_ascii_strtoll (missing->pdata[i], NULL, 10));
  return TRUE;
}

/**
 * hkk_mock_documents_make:
 * @store: the store, in a transaction or not
 * @rows: (element-type utf8): rows of documents, as text
 *
 * Makes the PDFs of those among @rows that have none yet.
 */
void
hkk_mock_documents_make (HkkMockStore *store,
                         GPtrArray    *rows)
{
  if (rows->len == 0)
    return;
  if (hkk_mock_store_in_transaction (store))
    make_missing (store, rows);
  else
    hkk_mock_store_transact (store, make_missing, rows);
}

static void
make_one (HkkMockStore *store,
          gint64        account_id,
          const char   *id)
{
  g_autoptr(GPtrArray) missing = hkk_mock_get_texts (store, "SELECT row FROM documents WHERE account_id = ? AND id = ?"
                                                            " AND size IS NULL", account_id, id);

  hkk_mock_documents_make (store, missing);
}

static const char *
kind_text (const char *kind,
           const char *language)
{
  if (g_str_equal (kind, "certificate"))
    return hkk_mock_text_in (language, N_("Certificate"));
  if (g_str_equal (kind, "receipt"))
    return hkk_mock_text_in (language, N_("Receipt"));
  /* TRANSLATORS: What kind of document it is: a letter of the insurer */
  return hkk_mock_text_in (language, N_("Letter"));
}

/* hkk_mock_documents_from_row: (transfer full): DOCUMENT of the wire from a row of HKK_MOCK_DOCUMENT_COLUMNS. */
JsonObject *
hkk_mock_documents_from_row (HkkMockRows *rows,
                             const char  *language)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (language), "de");
  g_autofree char *created = hkk_mock_rows_time (rows, DOCUMENT_CREATED_AT);
  const char *kind = hkk_mock_rows_text (rows, DOCUMENT_KIND);

  return hkk_json_object ("id", hkk_mock_rows_text (rows, DOCUMENT_ID), "kind", kind,
                          "kind_text", kind_text (kind, language),
                          "title", hkk_mock_rows_text (rows, german ? DOCUMENT_TITLE_DE : DOCUMENT_TITLE_EN),
                          "created_at", created, "media_type", "application/pdf",
                          "size", hkk_mock_rows_int (rows, DOCUMENT_SIZE),
                          "sha256", hkk_mock_rows_text (rows, DOCUMENT_SHA256),
                          "language", hkk_mock_rows_text (rows, DOCUMENT_LANGUAGE),
                          "read", HKK_JSON_BOOL (!hkk_mock_rows_is_null (rows, DOCUMENT_READ_AT)),
                          "protected", HKK_JSON_BOOL (hkk_mock_rows_int (rows, DOCUMENT_SENSITIVE) != 0),
                          "request_id", hkk_mock_rows_text (rows, DOCUMENT_REQUEST_ID));
}

/**
 * hkk_mock_documents_render:
 * @store: the store
 * @account_id: whose
 * @id: the id of a document
 * @language: the language of its title
 *
 * Returns: (transfer full) (nullable): the document as the wire shows it
 */
JsonObject *
hkk_mock_documents_render (HkkMockStore *store,
                           gint64        account_id,
                           const char   *id,
                           const char   *language)
{
  g_autoptr(HkkMockRows) rows = NULL;

  make_one (store, account_id, id);
  rows = hkk_mock_query (store, "SELECT " HKK_MOCK_DOCUMENT_COLUMNS " FROM documents WHERE account_id = ? AND id = ?",
                         account_id, id);
  return hkk_mock_rows_next (rows) ? hkk_mock_documents_from_row (rows, language) : NULL;
}

/**
 * hkk_mock_documents_bytes:
 * @store: the store
 * @account_id: whose
 * @id: the id of a document
 *
 * Returns: (transfer full) (nullable): the PDF file
 */
GBytes *
hkk_mock_documents_bytes (HkkMockStore *store,
                          gint64        account_id,
                          const char   *id)
{
  g_autoptr(HkkMockRows) rows = NULL;

  make_one (store, account_id, id);
  rows = hkk_mock_query (store, "SELECT bytes FROM document_contents JOIN documents ON document = row"
                                " WHERE account_id = ? AND id = ?", account_id, id);
  return hkk_mock_rows_next (rows) ? hkk_mock_rows_bytes (rows, 0) : NULL;
}

/* hkk_mock_documents_find: (transfer full) (nullable): the id of the newest document of @kind of a request. */
char *
hkk_mock_documents_find (HkkMockStore *store,
                         gint64        account_id,
                         const char   *request_id,
                         const char   *kind)
{
  return hkk_mock_get_text (store, "SELECT id FROM documents WHERE account_id = ? AND request_id = ? AND kind = ?"
                            " ORDER BY row DESC LIMIT 1", account_id, request_id, kind);
}

/* hkk_mock_documents_file_name: (transfer full): @title as the name of a PDF on every system. */
char *
hkk_mock_documents_file_name (const char *title)
{
  return hkk_file_name_clean (title, "application/pdf", "hkk");
}
