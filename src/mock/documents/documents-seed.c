/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "documents-private.h"

#include "clock.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

static void
seed_document (HkkMockStore         *store,
               const HkkMockAccount *account,
               JsonObject           *letter,
               gint64                at,
               gboolean              read)
{
  JsonObject *title = hkk_json_get_object (letter, "title");
  const char *kind = hkk_json_get_string (letter, "kind");
  const char *language = hkk_json_get_string (letter, "language");
  g_autoptr(JsonObject) text = json_object_new ();
  g_autofree char *id = NULL;

  if (language == NULL)
    language = "de";
  hkk_json_object_add (text, "title", hkk_mock_demo_text (title, language),
                       "paragraphs", json_array_ref (hkk_json_get_array (letter, "paragraphs")),
                       "code", hkk_json_get_string (letter, "code"));
  if (hkk_json_get_array (letter, "closing") != NULL)
    hkk_json_object_add (text, "closing", json_array_ref (hkk_json_get_array (letter, "closing")));
  id = hkk_mock_documents_add (store, &(HkkMockDocument) {
    .account_id = account->id, .kind = kind == NULL ? "letter" : kind, .title_de = hkk_mock_demo_text (title, "de"),
    .title_en = hkk_mock_demo_text (title, "en"), .language = language, .created_at = at, .read = read,
    .sensitive = hkk_json_get_bool (letter, "sensitive", FALSE), .letter = text });
}

/* hkk_mock_documents_seed: documents.json: single letters by person, or as many as "count" says, over the years. */
void
hkk_mock_documents_seed (HkkMockStore         *store,
                         const HkkMockAccount *account,
                         JsonObject           *person,
                         gint64                now)
{
  g_autoptr(JsonObject) all = hkk_mock_demo_load ("documents.json");
  JsonObject *own = hkk_json_get_object (hkk_json_get_object (all, "persons"), account->kvnr);
  JsonObject *letters = hkk_json_get_object (all, "letters");
  JsonArray *items = hkk_json_get_array (own, "items");
  gint64 newer = now, count = hkk_json_get_int (own, "count", 0), days = hkk_json_get_int (own, "days", 0);

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      JsonObject *letter = hkk_json_get_object (letters, hkk_json_get_string (item, "letter"));

      g_return_if_fail (letter != NULL);
      seed_document (store, account, letter,
                     hkk_mock_demo_office (now - hkk_json_get_int (item, "days_ago", 0) * HKK_MOCK_DAY),
                     hkk_json_get_bool (item, "read", TRUE));
    }
  for (gint64 i = 0; i < count; i++)
    {
      gint64 at = hkk_mock_demo_office (now - (i + 1) * days * HKK_MOCK_DAY / count);
      const char *name = hkk_mock_demo_series (own, at, newer, hkk_mock_store_draw (store, i, G_MAXINT32));
      JsonObject *letter = hkk_json_get_object (letters, name);

      g_return_if_fail (letter != NULL);
      seed_document (store, account, letter, at, i > 2);
      newer = at;
    }
}
