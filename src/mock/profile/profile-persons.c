/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"

/* The person and the relatives as forms need them: who they are, and what the insurer knows of each. */

#define GROWN_UP 18

static gboolean
is_spouse (const char *kinship)
{
  return g_strcmp0 (kinship, "spouse") == 0 || g_strcmp0 (kinship, "partner") == 0;
}

static JsonObject *
relative_new (JsonObject *member)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), member);
  g_autoptr(JsonNode) copy = hkk_json_copy (node);
  JsonObject *person = json_node_dup_object (copy);
  gboolean insured = hkk_json_get_bool (member, "insured", TRUE);
  g_autofree char *name = g_strdup_printf ("%s %s", hkk_json_get_string (member, "first_name"),
                                           hkk_json_get_string (member, "last_name"));

  hkk_json_object_add (person, "name", name, "insured", HKK_JSON_BOOL (insured),
                       "kinship", is_spouse (hkk_json_get_string (member, "kinship")) ? "spouse" : "child");
  /* Nobody gets an insurance number without one. */
  if (insured)
    json_object_set_boolean_member (person, "pension_number", TRUE);
  return person;
}

/**
 * hkk_mock_profile_persons:
 * @store: the store
 * @account_id: whose
 *
 * Returns: (transfer full): the person, then the relatives: {id ("self" for the person), kinship ("self", "spouse",
 *   "child"), first_name, last_name, name, birth_date, insured, …}
 */
JsonArray *
hkk_mock_profile_persons (HkkMockStore *store,
                          gint64        account_id)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autoptr(JsonObject) family = hkk_mock_profile_values (store, account_id, "family");
  JsonArray *members = hkk_json_get_array (family, "members");
  JsonArray *persons = json_array_new ();

  g_return_val_if_fail (account != NULL, persons);
  json_array_add_object_element (persons, hkk_json_object (
    "id", "self", "kinship", "self", "first_name", account->first_name, "last_name", account->last_name,
    "name", account->name, "birth_date", account->birth_date, "insured", HKK_JSON_BOOL (TRUE)));
  for (guint i = 0; i < hkk_json_array_length (members); i++)
    json_array_add_object_element (persons, relative_new (hkk_json_array_object (members, i)));
  return persons;
}

/* --- Who is meant --- */

static gboolean
has_kinship (JsonObject *person,
             const char *kinship)
{
  return g_strcmp0 (hkk_json_get_string (person, "kinship"), kinship) == 0;
}

static gboolean
is_insured (JsonObject *person)
{
  return hkk_json_get_bool (person, "insured", FALSE);
}

static gboolean
is_grown_up (JsonObject *person)
{
  g_autofree char *text = hkk_mock_date_text (hkk_mock_now ());
  GDate today, birth;

  g_date_clear (&today, 1);
  g_date_clear (&birth, 1);
  return hkk_date_from_iso (text, &today) && hkk_date_from_iso (hkk_json_get_string (person, "birth_date"), &birth) &&
         hkk_date_age (&birth, &today) >= GROWN_UP;
}

static gboolean
lives_there (JsonObject *person)
{
  return hkk_json_get_bool (person, "lives_with_me", TRUE);
}

static gboolean
is_relative (JsonObject *person)
{
  return !has_kinship (person, "self");
}

/* § 62 SGB V: spouse, and children who are under 18 or in family insurance. */
static gboolean
is_household (JsonObject *person)
{
  if (!has_kinship (person, "child"))
    return lives_there (person);
  return is_insured (person) || (lives_there (person) && !is_grown_up (person));
}

static gboolean
is_insured_relative (JsonObject *person)
{
  return is_relative (person) && is_insured (person);
}

static gboolean
is_child (JsonObject *person)
{
  return has_kinship (person, "child") && is_insured (person);
}

static gboolean
is_child_at_home (JsonObject *person)
{
  return has_kinship (person, "child") && lives_there (person) && !is_grown_up (person);
}

static gboolean
is_adult_at_home (JsonObject *person)
{
  return is_relative (person) && lives_there (person) && is_grown_up (person);
}

/* As form.rng has them. */
static const struct { const char *name; gboolean (*holds) (JsonObject *person); } offers[] = {
  { "household", is_household }, { "relatives", is_relative }, { "insured", is_insured_relative },
  { "persons", is_insured }, { "children", is_child }, { "children-at-home", is_child_at_home },
  { "adults", is_adult_at_home },
};

/**
 * hkk_mock_profile_person_is:
 * @person: one of hkk_mock_profile_persons()
 * @offer: (nullable): who is meant, as the forms say it; %NULL: everyone who is insured
 *
 * Returns: whether the person is meant
 */
gboolean
hkk_mock_profile_person_is (JsonObject *person,
                            const char *offer)
{
  for (gsize i = 0; offer != NULL && i < G_N_ELEMENTS (offers); i++)
    if (g_str_equal (offers[i].name, offer))
      return offers[i].holds (person);
  return is_insured (person);
}
