/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"

/**
 * hkk_mock_profile_values:
 * @store: the store
 * @account_id: whose
 * @section: the id of a section
 *
 * Returns: (transfer full) (nullable): its values, none of a section that can be added and is not yet; %NULL if the
 *   person has no such section
 */
JsonObject *
hkk_mock_profile_values (HkkMockStore *store,
                         gint64        account_id,
                         const char   *section)
{
  g_autofree char *text = hkk_mock_get_text (store, "SELECT values_json FROM profile_sections"
                                             " WHERE account_id = ? AND section = ?", account_id, section);

  if (text != NULL)
    return hkk_json_object_parse (text);
  return g_str_equal (section, "delivery") ? json_object_new () : NULL;
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
char *
hkk_mock_profile_text (HkkMockStore *store,
                       gint64        account_id,
                       const char   *section,
                       const char   *member)
{
  g_autoptr(JsonObject) values = hkk_mock_profile_values (store, account_id, section);
  const char *text = hkk_json_get_string (values, member);

  return text == NULL || *text == '\0' ? NULL : g_strdup (text);
}

static const char *
or_empty (const char *text)
{
  return text == NULL ? "" : text;
}

static gboolean
is_abroad (JsonObject *address)
{
  const char *country = hkk_json_get_string (address, "country");

  return country != NULL && *country != '\0' && !g_str_equal (country, "DE");
}

/* Another country may have no postal codes. */
static char *
place_line (JsonObject *address)
{
  const char *code = hkk_json_get_string (address, is_abroad (address) ? "foreign_postal_code" : "postal_code");
  const char *city = or_empty (hkk_json_get_string (address, "city"));

  return code != NULL && *code != '\0' ? g_strdup_printf ("%s %s", code, city) : g_strdup (city);
}

/**
 * hkk_mock_profile_address:
 * @store: the store
 * @account_id: whose
 * @language: of the letter
 *
 * Letters go to the delivery address where there is one.
 *
 * Returns: (transfer full): name and address, line by line; the last one is the country, unless it is Germany
 */
GStrv
hkk_mock_profile_address (HkkMockStore *store,
                          gint64        account_id,
                          const char   *language)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autoptr(JsonObject) delivery = hkk_mock_profile_values (store, account_id, "delivery");
  gboolean elsewhere = hkk_json_get_string (delivery, "street") != NULL;
  const char *recipient = hkk_json_get_string (delivery, "recipient");
  g_autoptr(JsonObject) address = elsewhere ? json_object_ref (delivery)
                                            : hkk_mock_profile_values (store, account_id, "address");
  g_autoptr(GStrvBuilder) lines = g_strv_builder_new ();
  const char *addition = hkk_json_get_string (address, "addition");

  if (account != NULL)
    g_strv_builder_add (lines, account->name);
  /* Another name on the letter box. */
  if (elsewhere && recipient != NULL && *recipient != '\0')
    g_strv_builder_add (lines, recipient);
  if (addition != NULL && *addition != '\0')
    g_strv_builder_add (lines, addition);
  if (address != NULL)
    {
      g_strv_builder_take (lines, g_strdup_printf ("%s %s", or_empty (hkk_json_get_string (address, "street")),
                                                   or_empty (hkk_json_get_string (address, "house_number"))));
      g_strv_builder_take (lines, place_line (address));
      if (is_abroad (address))
        g_strv_builder_add (lines, hkk_mock_profile_option ("address", "country",
                                                            hkk_json_get_string (address, "country"), language));
    }
  return g_strv_builder_end (lines);
}
