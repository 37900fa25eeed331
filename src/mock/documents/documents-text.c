/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-private.h"

#include "demo-data.h"
#include "hkk-json.h"

#define PER_TICK 100 /* documents of an older store */

static void
add_line (GString    *text,
          const char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "\n%s", line);
}

/**
 * hkk_mock_documents_add_rows:
 * @text: a text
 * @rows: (nullable): what a PDF says as `[{label, value}]`
 *
 * Adds @rows to what is looked in.
 */
void
hkk_mock_documents_add_rows (GString   *text,
                             JsonArray *rows)
{
  for (guint i = 0; i < hkk_json_array_length (rows); i++)
    {
      JsonObject *row = hkk_json_array_object (rows, i);

      add_line (text, hkk_json_get_string (row, "label"));
      add_line (text, hkk_json_get_string (row, "value"));
    }
}

static void
add_paragraphs (GString    *text,
                JsonArray  *paragraphs,
                gint64      created_at,
                const char *language)
{
  for (guint i = 0; i < hkk_json_array_length (paragraphs); i++)
    {
      g_autofree char *paragraph = hkk_mock_demo_expand (hkk_json_array_string (paragraphs, i), created_at, language);

      add_line (text, paragraph);
    }
}

/* hkk_mock_documents_letter_text: (transfer full): what pdf-letter.c writes below the title and what is in all. */
char *
hkk_mock_documents_letter_text (JsonObject *letter,
                                gint64      created_at,
                                const char *language)
{
  GString *text = g_string_new (NULL);

  add_paragraphs (text, hkk_json_get_array (letter, "paragraphs"), created_at, language);
  hkk_mock_documents_add_rows (text, hkk_json_get_array (letter, "rows"));
  add_paragraphs (text, hkk_json_get_array (letter, "closing"), created_at, language);
  return g_string_free_and_steal (text);
}

/**
 * hkk_mock_documents_text:
 * @store: a store in a transaction
 * @title_de: the title
 * @title_en: the title
 * @content: (nullable): what the document says, if that is looked in
 *
 * Keeps what is looked in, once for all documents that say the same.
 *
 * Returns: its id
 */
gint64
hkk_mock_documents_text (HkkMockStore *store,
                         const char   *title_de,
                         const char   *title_en,
                         const char   *content)
{
  g_autofree char *text = g_strjoin ("\n", title_de, title_en, content, NULL);

  hkk_mock_run (store, "INSERT OR IGNORE INTO document_texts (found_in) VALUES (search_key (?))", text);
  return hkk_mock_get_int (store, 0, "SELECT id FROM document_texts WHERE found_in = search_key (?)", text);
}

/* (nullable): the demo's letter of that title, with a German text. */
static JsonObject *
find_letter (JsonObject *letters,
             const char *title_de)
{
  g_autoptr(GList) all = json_object_get_values (letters);

  for (GList *link = all; link != NULL; link = link->next)
    {
      JsonObject *letter = json_node_get_object (link->data);

      if (g_strcmp0 (hkk_mock_demo_text (hkk_json_get_object (letter, "title"), "de"), title_de) == 0)
        return letter;
    }
  return NULL;
}

static void
index_one (HkkMockStore *store,
           const char   *row,
           JsonObject   *letters)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT title_de, title_en, sensitive OR binds_device, letter,"
                                                " created_at, language FROM documents WHERE row = ?", row);
  g_autoptr(JsonObject) own = NULL;
  JsonObject *letter = NULL;
  g_autofree char *content = NULL;
  gint64 text;

  if (!hkk_mock_rows_next (rows))
    return;
  own = hkk_mock_rows_is_null (rows, 3) ? NULL : hkk_json_object_parse (hkk_mock_rows_text (rows, 3));
  letter = own != NULL ? own : find_letter (letters, hkk_mock_rows_text (rows, 0));
  if (letter != NULL && hkk_mock_rows_int (rows, 2) == 0)
    content = hkk_mock_documents_letter_text (letter, hkk_mock_rows_int (rows, 4), hkk_mock_rows_text (rows, 5));
  text = hkk_mock_documents_text (store, hkk_mock_rows_text (rows, 0), hkk_mock_rows_text (rows, 1), content);
  g_clear_pointer (&rows, hkk_mock_rows_free);
  hkk_mock_run (store, "UPDATE documents SET text = ?, indexed = 1 WHERE row = ?", text, row);
}

/**
 * hkk_mock_documents_index:
 * @store: a store in a transaction
 *
 * Has the contents of letters looked in that are from before that was done. Where a letter's text is gone since its PDF
 * was made, the demo still knows it by its title; other documents are found by their titles alone.
 */
void
hkk_mock_documents_index (HkkMockStore *store)
{
  g_autoptr(GPtrArray) missing = hkk_mock_get_texts (store, "SELECT row FROM documents WHERE indexed = 0 LIMIT ?",
                                                     PER_TICK);
  g_autoptr(JsonObject) all = missing->len > 0 ? hkk_mock_demo_load ("documents.json") : NULL;

  for (guint i = 0; i < missing->len; i++)
    index_one (store, missing->pdata[i], hkk_json_get_object (all, "letters"));
}
