/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <glib/gi18n-lib.h>

#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* What the profile puts into forms: persons to choose from, and first values. */

/* Where a field's first value comes from: a member of a section; the sections one after the other. */
static const struct { const char *field, *section, *member; } prefills[] = {
  { "contact_phone", "contact", "phone" },
  { "contact_email", "contact", "email" },
  { "phone", "contact", "phone" },
  { "email", "contact", "email" },
  { "iban", "bank", "iban" },
  { "account_holder", "bank", "account_holder" },
  { "employer", "employer", "name" },
  { "street", "address", "street" },
  { "house_number", "address", "house_number" },
  { "postal_code", "address", "postal_code" },
  { "city", "address", "city" },
};

/* (transfer full): the options of a field of the kind "person": the person and who is insured with them. */
static JsonArray *
list_persons (HkkMockStore *store,
              gint64        account_id,
              const char   *language)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autoptr(JsonObject) family = hkk_mock_profile_values (store, account_id, "family");
  JsonArray *members = hkk_json_get_array (family, "members");
  JsonArray *persons = json_array_new ();
  g_autofree char *self = NULL;

  g_return_val_if_fail (account != NULL, persons);
  /* TRANSLATORS: first name and surname of the person who fills in a form: "Andrea Amsel (myself)" */
  self = g_strdup_printf (hkk_mock_text_in (language, N_("%1$s %2$s (myself)")), account->first_name,
                          account->last_name);
  json_array_add_object_element (persons, hkk_json_object ("value", "self", "label", self,
                                                           "birth_date", account->birth_date));
  for (guint i = 0; i < hkk_json_array_length (members); i++)
    {
      JsonObject *member = hkk_json_array_object (members, i);
      g_autofree char *name = g_strdup_printf ("%s %s", hkk_json_get_string (member, "first_name"),
                                               hkk_json_get_string (member, "last_name"));

      if (hkk_json_get_bool (member, "insured", TRUE))
        json_array_add_object_element (persons,
                                       hkk_json_object ("value", hkk_json_get_string (member, "id"), "label", name,
                                                        "birth_date", hkk_json_get_string (member, "birth_date")));
    }
  return persons;
}

static void
fill_fields (JsonArray *fields,
             JsonArray *persons)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);

      if (g_strcmp0 (hkk_json_get_string (field, "kind"), "person") == 0)
        json_object_set_array_member (field, "options", json_array_ref (persons));
      fill_fields (hkk_json_get_array (field, "fields"), persons);
    }
}

static void
fill_persons (HkkMockStore          *store,
              gint64                 account_id,
              const HkkMockFormFill *fill)
{
  g_autoptr(JsonArray) persons = list_persons (store, account_id, fill->language);
  JsonArray *sections = hkk_json_get_array (fill->definition, "sections");

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    fill_fields (hkk_json_get_array (hkk_json_array_object (sections, i), "fields"), persons);
}

static void
prefill_single (HkkMockStore *store,
                gint64        account_id,
                JsonObject   *values)
{
  g_autoptr(JsonObject) section = NULL;

  json_object_set_string_member (values, "person", "self");
  for (guint i = 0; i < G_N_ELEMENTS (prefills); i++)
    {
      const char *text;

      if (i == 0 || !g_str_equal (prefills[i].section, prefills[i - 1].section))
        {
          g_clear_pointer (&section, json_object_unref);
          section = hkk_mock_profile_values (store, account_id, prefills[i].section);
        }
      text = hkk_json_get_string (section, prefills[i].member);
      if (text != NULL && *text != '\0')
        json_object_set_string_member (values, prefills[i].field, text);
    }
}

static void
add_members (JsonObject *to,
             JsonObject *from)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, from);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (to, name, hkk_json_copy (node));
}

/**
 * hkk_mock_profile_fill_form:
 * @store: the store
 * @account_id: for whom
 * @fill: a form
 *
 * Puts in the persons to choose from, and first values: for a form of the profile its section, else single fields.
 */
void
hkk_mock_profile_fill_form (HkkMockStore          *store,
                            gint64                 account_id,
                            const HkkMockFormFill *fill)
{
  const char *changes = hkk_mock_form_plan (hkk_json_get_string (fill->definition, "id"))->profile_section;
  g_autoptr(JsonObject) section = NULL;

  fill_persons (store, account_id, fill);
  if (fill->values == NULL)
    return;
  if (changes != NULL)
    section = hkk_mock_profile_values (store, account_id, changes);
  if (section != NULL)
    add_members (fill->values, section);
  else
    prefill_single (store, account_id, fill->values);
}
