/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include <string.h>

#include "hkk-base64url.h"
#include "hkk-json-build.h"

static gboolean
read_number (HkkMockCall *call,
             const char  *name,
             gint64       least,
             gint64       most,
             gint64      *number)
{
  const char *text = hkk_mock_call_query (call, name);

  return text == NULL || g_ascii_string_to_signed (text, 10, least, most, number, NULL);
}

static gboolean
parse_cursor (const char *text,
              gint64     *sort_key,
              gint64     *row_id)
{
  g_autoptr(GBytes) bytes = hkk_base64url_decode (text);

  if (bytes == NULL || g_bytes_get_size (bytes) != 2 * sizeof (gint64))
    return FALSE;
  memcpy (sort_key, g_bytes_get_data (bytes, NULL), sizeof *sort_key);
  memcpy (row_id, (const guint8 *) g_bytes_get_data (bytes, NULL) + sizeof *sort_key, sizeof *row_id);
  *sort_key = GINT64_FROM_BE (*sort_key);
  *row_id = GINT64_FROM_BE (*row_id);
  return TRUE;
}

/**
 * hkk_mock_page_begin:
 * @call: a call of a list, with or without "limit" and "cursor", or "offset"
 *
 * Returns: %FALSE if a problem was set
 */
gboolean
hkk_mock_page_begin (HkkMockPage *self,
                     HkkMockCall *call)
{
  const char *cursor = hkk_mock_call_query (call, "cursor");
  gboolean jumps = self->jumps && hkk_mock_call_query (call, "offset") != NULL;

  self->limit = 50;
  self->offset = 0;
  self->sort_key = self->row_id = G_MAXINT64;
  self->has_cursor = cursor != NULL;
  if (!read_number (call, "limit", 1, 100, &self->limit) ||
      (jumps && (cursor != NULL || !read_number (call, "offset", 0, G_MAXINT32, &self->offset))) ||
      (cursor != NULL && !parse_cursor (cursor, &self->sort_key, &self->row_id)))
    return hkk_mock_call_problem (call, "invalid_request", NULL);
  self->items = json_array_new ();
  return TRUE;
}

/**
 * hkk_mock_page_next:
 * @self: a page that has begun
 * @rows: what was asked for, with one row more than the page takes
 *
 * Returns: %TRUE if @rows is at a row for the page
 */
gboolean
hkk_mock_page_next (HkkMockPage *self,
                    HkkMockRows *rows)
{
  if (!hkk_mock_rows_next (rows))
    return FALSE;
  if (json_array_get_length (self->items) < self->limit)
    return TRUE;
  hkk_mock_page_set_next (self, self->last_key, self->last_row);
  return FALSE;
}

/**
 * hkk_mock_page_add:
 * @self: a page that has begun
 * @item: (transfer full): the next item
 * @sort_key: what the list is sorted by
 * @row_id: what decides between equal ones
 */
void
hkk_mock_page_add (HkkMockPage *self,
                   JsonObject  *item,
                   gint64       sort_key,
                   gint64       row_id)
{
  json_array_add_object_element (self->items, item);
  self->last_key = sort_key;
  self->last_row = row_id;
}

/**
 * hkk_mock_page_set_next:
 * @sort_key: of its end
 * @row_id: of its end
 *
 * Says that there are more after it.
 */
void
hkk_mock_page_set_next (HkkMockPage *self,
                        gint64       sort_key,
                        gint64       row_id)
{
  gint64 words[2] = { GINT64_TO_BE (sort_key), GINT64_TO_BE (row_id) };

  g_free (self->next);
  self->next = hkk_base64url_encode (words, sizeof words);
}

/**
 * hkk_mock_page_answer:
 * @call: the call that it is for
 * @total: of all pages
 */
void
hkk_mock_page_answer (HkkMockPage *self,
                      HkkMockCall *call,
                      gint64       total)
{
  JsonObject *answer = hkk_json_object ("items", g_steal_pointer (&self->items), "total", total,
                                        "next_cursor", self->next);

  if (self->jumps && !self->has_cursor)
    hkk_json_object_add (answer, "offset", self->offset);
  if (self->years != NULL)
    hkk_json_object_add (answer, "years", g_steal_pointer (&self->years));
  hkk_mock_call_answer (call, 200, answer);
}

/**
 * hkk_mock_page_clear:
 *
 * Frees what it holds; it can begin anew.
 */
void
hkk_mock_page_clear (HkkMockPage *self)
{
  g_clear_pointer (&self->items, json_array_unref);
  g_clear_pointer (&self->years, json_array_unref);
  g_clear_pointer (&self->next, g_free);
}

/**
 * hkk_mock_call_answer_list:
 * @call: a call of a list that has no pages
 * @items: (transfer full): all there is
 */
void
hkk_mock_call_answer_list (HkkMockCall *call,
                           JsonArray   *items)
{
  gint64 total = json_array_get_length (items);

  hkk_mock_call_answer (call, 200, hkk_json_object ("items", items, "total", total, "next_cursor", NULL));
}
