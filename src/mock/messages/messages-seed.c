/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include "clock.h"
#include "demo-data.h"
#include "hkk-json.h"

static void
seed_message (HkkMockStore         *store,
              const HkkMockAccount *account,
              JsonObject           *text,
              const char           *thread,
              gint64                at,
              gboolean              read,
              char                **id)
{
  JsonObject *subject = hkk_json_get_object (text, "subject"), *body = hkk_json_get_object (text, "body");

  *id = hkk_mock_messages_add (store, &(HkkMockMessage) {
    .account_id = account->id, .thread_id = thread, .category = hkk_json_get_string (text, "category"),
    .subject_de = hkk_mock_demo_text (subject, "de"), .subject_en = hkk_mock_demo_text (subject, "en"),
    .body_de = hkk_mock_demo_text (body, "de"), .body_en = hkk_mock_demo_text (body, "en"),
    .from_person = hkk_json_get_bool (text, "from_person", FALSE), .read = read,
    .sensitive = hkk_json_get_bool (text, "sensitive", FALSE), .created_at = at });
}

/* hkk_mock_messages_seed: messages.json: single messages by person ("thread" goes on with the one before), or as many
 * as "count" says, over the years. */
void
hkk_mock_messages_seed (HkkMockStore         *store,
                        const HkkMockAccount *account,
                        JsonObject           *person,
                        gint64                now)
{
  g_autoptr(JsonObject) all = hkk_mock_demo_load ("messages.json");
  JsonObject *own = hkk_json_get_object (hkk_json_get_object (all, "persons"), account->kvnr);
  JsonObject *texts = hkk_json_get_object (all, "texts");
  JsonArray *items = hkk_json_get_array (own, "items");
  gint64 newer = now, count = hkk_json_get_int (own, "count", 0), days = hkk_json_get_int (own, "days", 0);
  g_autofree char *thread = NULL;

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      JsonObject *text = hkk_json_get_object (texts, hkk_json_get_string (item, "text"));
      g_autofree char *id = NULL;

      g_return_if_fail (text != NULL);
      seed_message (store, account, text, hkk_json_get_bool (item, "thread", FALSE) ? thread : NULL,
                    hkk_mock_demo_office (now - hkk_json_get_int (item, "hours_ago", 0) * 60 * HKK_MOCK_MINUTE),
                    hkk_json_get_bool (item, "read", TRUE), &id);
      if (!hkk_json_get_bool (item, "thread", FALSE))
        g_set_str (&thread, id);
    }
  for (gint64 i = 0; i < count; i++)
    {
      gint64 at = hkk_mock_demo_office (now - (i + 1) * days * HKK_MOCK_DAY / count);
      const char *name = hkk_mock_demo_series (own, at, newer, hkk_mock_store_draw (store, i, G_MAXINT32));
      JsonObject *text = hkk_json_get_object (texts, name);
      g_autofree char *id = NULL;

      g_return_if_fail (text != NULL);
      seed_message (store, account, text, NULL, at, i > 4, &id);
      newer = at;
    }
}
