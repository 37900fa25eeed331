/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-json.h"

/**
 * hkk_mock_profile_values:
 * @store: the store
 * @account_id: whose
 * @section: the id of a section
 *
 * Returns: (transfer full) (nullable): its values
 */
JsonObject *
hkk_mock_profile_values (HkkMockStore *store,
                         gint64        account_id,
                         const gchar  *section)
{
  g_autofree gchar *text = hkk_mock_get_text (store, "SELECT values_json FROM profile_sections"
                                              " WHERE account_id = ? AND section = ?", account_id, section);

  return text == NULL ? NULL : hkk_mock_object_parse (text);
}

/**
 * hkk_mock_profile_text:
 * @store: the store
 * @account_id: whose
 * @section: the id of a section
 * @member: a value of it
 *
 * Returns: (transfer full) (nullable): the value; %NULL if it is empty
 */
gchar *
hkk_mock_profile_text (HkkMockStore *store,
                       gint64        account_id,
                       const gchar  *section,
                       const gchar  *member)
{
  g_autoptr(JsonObject) values = hkk_mock_profile_values (store, account_id, section);
  const gchar *text = hkk_json_get_string (values, member);

  return text == NULL || *text == '\0' ? NULL : g_strdup (text);
}

/**
 * hkk_mock_profile_persons:
 * @store: the store
 * @account_id: whose
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the options of a field of the kind "person": the person and who is insured with them
 */
JsonArray *
hkk_mock_profile_persons (HkkMockStore *store,
                          gint64        account_id,
                          const gchar  *language)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autoptr(JsonObject) family = hkk_mock_profile_values (store, account_id, "family");
  JsonArray *members = hkk_json_get_array (family, "members");
  JsonArray *persons = json_array_new ();
  g_autofree gchar *self = NULL;

  g_return_val_if_fail (account != NULL, persons);
  /* TRANSLATORS: first name and surname of the person who fills in a form: "Andrea Amsel (myself)" */
  self = g_strdup_printf (hkk_mock_text_in (language, N_("%1$s %2$s (myself)")), account->first_name, account->last_name);
  json_array_add_object_element (persons, hkk_mock_object ("value", "self", "label", self,
                                                           "birth_date", account->birth_date));
  for (guint i = 0; i < hkk_json_array_length (members); i++)
    {
      JsonObject *member = hkk_json_array_object (members, i);
      g_autofree gchar *name = g_strdup_printf ("%s %s", hkk_json_get_string (member, "first_name"),
                                                hkk_json_get_string (member, "last_name"));

      if (hkk_json_get_bool (member, "insured", TRUE))
        json_array_add_object_element (persons, hkk_mock_object ("value", hkk_json_get_string (member, "id"), "label", name,
                                                                 "birth_date", hkk_json_get_string (member, "birth_date")));
    }
  return persons;
}

static const gchar *
or_empty (const gchar *text)
{
  return text == NULL ? "" : text;
}

/**
 * hkk_mock_profile_address:
 * @store: the store
 * @account_id: whose
 *
 * Returns: (transfer full): name and address, line by line
 */
GStrv
hkk_mock_profile_address (HkkMockStore *store,
                          gint64        account_id)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autoptr(JsonObject) address = hkk_mock_profile_values (store, account_id, "address");
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  const gchar *addition = hkk_json_get_string (address, "addition");

  if (account != NULL)
    g_strv_builder_take (lines, g_strdup_printf ("%s %s", account->first_name, account->last_name));
  if (addition != NULL && *addition != '\0')
    g_strv_builder_add (lines, addition);
  if (address != NULL)
    {
      g_strv_builder_take (lines, g_strdup_printf ("%s %s", or_empty (hkk_json_get_string (address, "street")),
                                                   or_empty (hkk_json_get_string (address, "house_number"))));
      g_strv_builder_take (lines, g_strdup_printf ("%s %s", or_empty (hkk_json_get_string (address, "postal_code")),
                                                   or_empty (hkk_json_get_string (address, "city"))));
    }
  return g_strv_builder_end (lines);
}
