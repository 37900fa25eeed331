/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "documents.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-plain-text.h"
#include "page.h"
#include "pdf-layout.h"
#include "server.h"

#define MADE_DATA "brochures"

/* The file of a brochure, made when it is first asked for. The same text makes the same bytes. */
typedef struct
{
  GBytes *bytes;
  char   *sha256;
  guint   pages;
} Made;

typedef struct
{
  JsonObject *all;
  GHashTable *made; /* id → Made */
} Shelf;

static void
made_free (gpointer data)
{
  Made *made = data;

  g_bytes_unref (made->bytes);
  g_free (made->sha256);
  g_free (made);
}

static void
shelf_free (gpointer data)
{
  Shelf *shelf = data;

  json_object_unref (shelf->all);
  g_hash_table_unref (shelf->made);
  g_free (shelf);
}

static const char *
brochure_text (JsonObject *brochure,
               const char *member,
               const char *language)
{
  return hkk_mock_demo_text (hkk_json_get_object (brochure, member), language);
}

static Made *
make (JsonObject *brochure)
{
  const char *title = brochure_text (brochure, "title", "de");
  JsonArray *sections = hkk_json_get_array (brochure, "sections");
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new (title, "de",
                                                hkk_mock_date_parse (hkk_json_get_string (brochure, "date")));
  Made *made = g_new0 (Made, 1);

  hkk_mock_pdf_title (pdf, title);
  hkk_mock_pdf_paragraph (pdf, brochure_text (brochure, "summary", "de"));
  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    {
      JsonObject *section = hkk_json_array_object (sections, i);
      JsonArray *paragraphs = hkk_json_get_array (section, "text");

      hkk_mock_pdf_section (pdf, hkk_json_get_string (section, "title"));
      for (guint j = 0; j < hkk_json_array_length (paragraphs); j++)
        hkk_mock_pdf_paragraph (pdf, hkk_json_array_string (paragraphs, j));
    }
  made->bytes = hkk_mock_pdf_finish (pdf);
  made->pages = hkk_mock_pdf_pages (pdf);
  made->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, made->bytes);
  return made;
}

static const Made *
look_up (Shelf      *shelf,
         JsonObject *brochure)
{
  const char *id = hkk_json_get_string (brochure, "id");
  Made *made = g_hash_table_lookup (shelf->made, id);

  if (made == NULL)
    {
      made = make (brochure);
      g_hash_table_insert (shelf->made, g_strdup (id), made);
    }
  return made;
}

static JsonObject *
render (Shelf      *shelf,
        JsonObject *brochure,
        const char *language)
{
  const Made *made = look_up (shelf, brochure);

  return hkk_json_object ("id", hkk_json_get_string (brochure, "id"),
                          "title", brochure_text (brochure, "title", language),
                          "summary", brochure_text (brochure, "summary", language),
                          "date", hkk_json_get_string (brochure, "date"),
                          "pages", made->pages, "size", g_bytes_get_size (made->bytes), "sha256", made->sha256,
                          "language", hkk_json_get_string (brochure, "language"), "media_type", "application/pdf",
                          "by_post", HKK_JSON_BOOL (hkk_json_get_bool (brochure, "by_post", TRUE)));
}

/* Title and summary in both languages: who reads English may still search for a German word. */
static gboolean
is_found (JsonObject *brochure,
          const char *query)
{
  g_autofree char *text = g_strjoin ("\n", brochure_text (brochure, "title", "de"),
                                     brochure_text (brochure, "title", "en"),
                                     brochure_text (brochure, "summary", "de"),
                                     brochure_text (brochure, "summary", "en"), NULL);

  return hkk_plain_text_finds (text, query);
}

static void
list_brochures (HkkMockCall *call)
{
  Shelf *shelf = hkk_mock_server_data (call->server, MADE_DATA);
  JsonArray *brochures = hkk_json_get_array (shelf->all, "brochures");
  g_auto(HkkMockPage) page = { 0 };
  gint64 from, found = 0;

  if (!hkk_mock_page_begin (&page, call))
    return;
  from = page.has_cursor ? page.sort_key : 0;
  for (guint i = 0; i < hkk_json_array_length (brochures); i++)
    {
      JsonObject *brochure = hkk_json_array_object (brochures, i);

      if (!is_found (brochure, hkk_mock_call_query (call, "q")))
        continue;
      if (found >= from && found < from + page.limit)
        hkk_mock_page_add (&page, render (shelf, brochure, call->language), found, 0);
      found++;
    }
  if (found > from + page.limit)
    hkk_mock_page_set_next (&page, from + page.limit, 0);
  hkk_mock_page_answer (&page, call, found);
}

static void
get_brochure_content (HkkMockCall *call)
{
  Shelf *shelf = hkk_mock_server_data (call->server, MADE_DATA);
  JsonArray *brochures = hkk_json_get_array (shelf->all, "brochures");

  for (guint i = 0; i < hkk_json_array_length (brochures); i++)
    {
      JsonObject *brochure = hkk_json_array_object (brochures, i);
      g_autofree char *name = NULL;

      if (!g_str_equal (hkk_json_get_string (brochure, "id"), call->params[0]))
        continue;
      name = hkk_mock_documents_file_name (brochure_text (brochure, "title", "de"));
      hkk_mock_call_answer_file (call, look_up (shelf, brochure)->bytes, "application/pdf", name);
      return;
    }
  hkk_mock_call_problem (call, "not_found", NULL);
}

static void
start (HkkMockServer *server)
{
  Shelf *shelf = g_new0 (Shelf, 1);

  shelf->all = hkk_mock_demo_load ("brochures.json");
  shelf->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, made_free);
  hkk_mock_server_set_data (server, MADE_DATA, shelf, shelf_free);
}

static const HkkMockRoute routes[] = {
  { .operation = "list_brochures", .method = "GET", .path = "/v1/brochures", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_brochures },
  { .operation = "get_brochure_content", .method = "GET", .path = "/v1/brochures/{id}/content",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_brochure_content },
};

const HkkMockService hkk_mock_brochures_service = {
  .name = "brochures",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .start = start,
};
