/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include "call.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* How to reach the insurer: contact.json, in the language of the call. */

static JsonArray *
list_hours (JsonArray  *hours,
            const char *language)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < hkk_json_array_length (hours); i++)
    {
      JsonObject *item = hkk_json_array_object (hours, i);

      json_array_add_object_element (items, hkk_json_object (
        "days", hkk_mock_demo_text (hkk_json_get_object (item, "days"), language),
        "times", hkk_mock_demo_text (hkk_json_get_object (item, "times"), language)));
    }
  return items;
}

static JsonArray *
list_forms (JsonArray  *ids,
            const char *language)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < hkk_json_array_length (ids); i++)
    {
      const char *id = hkk_json_array_string (ids, i);

      json_array_add_object_element (items, hkk_json_object ("id", id, "title", hkk_mock_form_title (id, language)));
    }
  return items;
}

/* hkk_mock_contact_get: GET /v1/contact */
void
hkk_mock_contact_get (HkkMockCall *call)
{
  g_autoptr(JsonObject) contact = hkk_mock_demo_load ("contact.json");
  const char *language = hkk_mock_demo_language (call->language);
  JsonArray *hours = list_hours (hkk_json_get_array (contact, "hours"), language);
  JsonArray *forms = list_forms (hkk_json_get_array (contact, "forms"), call->language);

  hkk_json_object_add (contact, "hours", hours, "forms", forms);
  hkk_mock_call_answer (call, 200, g_steal_pointer (&contact));
}
