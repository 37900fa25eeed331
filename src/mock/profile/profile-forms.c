/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "profile-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"

/* What the profile puts into forms: persons to choose from, first values, and relatives to take. What a form can be
 * told it says itself, with prefill="…" and offer="…". */

/* A form that is being filled. */
typedef struct
{
  const HkkMockFormFill *fill;
  const HkkMockFormPlan *plan;
  HkkMockStore          *store;
  gint64                 account_id;
  JsonArray             *persons;  /* Owned */
  GHashTable            *sections; /* Owned: id → Owned JsonObject (nullable) */
  const char            *source;
} Filling;

static void
filling_clear (Filling *self)
{
  g_clear_pointer (&self->persons, json_array_unref);
  g_clear_pointer (&self->sections, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filling, filling_clear)

/* --- Persons to choose from --- */

/* (transfer full): the options of a field of the kind "person". */
static JsonArray *
list_options (Filling    *self,
              const char *offer)
{
  JsonArray *options = json_array_new ();

  for (guint i = 0; i < json_array_get_length (self->persons); i++)
    {
      JsonObject *person = json_array_get_object_element (self->persons, i);
      const char *id = hkk_json_get_string (person, "id");
      g_autofree char *self_label = NULL;

      if (!hkk_mock_profile_person_is (person, offer))
        continue;
      if (g_strcmp0 (id, "self") == 0)
        /* TRANSLATORS: first name and surname of the person who fills in a form: "Andrea Amsel (myself)" */
        self_label = g_strdup_printf (hkk_mock_text_in (self->fill->language, N_("%1$s %2$s (myself)")),
                                      hkk_json_get_string (person, "first_name"),
                                      hkk_json_get_string (person, "last_name"));
      json_array_add_object_element (options, hkk_json_object (
        "value", id, "label", self_label != NULL ? self_label : hkk_json_get_string (person, "name"),
        "birth_date", hkk_json_get_string (person, "birth_date")));
    }
  return options;
}

/* (nullable): what the form says of FIELD, in GROUP (nullable). */
static const HkkMockFormKnown *
find_known (Filling    *self,
            const char *group,
            const char *field)
{
  for (guint i = 0; i < self->plan->known->len; i++)
    {
      const HkkMockFormKnown *known = &g_array_index (self->plan->known, HkkMockFormKnown, i);

      if (g_strcmp0 (known->group, group) == 0 && g_strcmp0 (known->field, field) == 0)
        return known;
    }
  return NULL;
}

static void
fill_persons (Filling    *self,
              const char *group,
              JsonArray  *fields)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);
      const char *id = hkk_json_get_string (field, "id");
      const HkkMockFormKnown *known = find_known (self, group, id);

      if (g_strcmp0 (hkk_json_get_string (field, "kind"), "person") == 0)
        json_object_set_array_member (field, "options", list_options (self, known != NULL ? known->offer : NULL));
      fill_persons (self, id, hkk_json_get_array (field, "fields"));
    }
}

static void
fill_all_persons (Filling *self)
{
  JsonArray *sections = hkk_json_get_array (self->fill->definition, "sections");

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    fill_persons (self, NULL, hkk_json_get_array (hkk_json_array_object (sections, i), "fields"));
}

/* --- First values --- */

/* (nullable) */
static JsonObject *
get_section (Filling    *self,
             const char *id)
{
  JsonObject *section = g_hash_table_lookup (self->sections, id);

  if (section != NULL)
    return section;
  section = hkk_mock_profile_values (self->store, self->account_id, id);
  if (section != NULL)
    g_hash_table_insert (self->sections, g_strdup (id), section);
  return section;
}

static gboolean
has_insured_child (Filling *self)
{
  for (guint i = 0; i < json_array_get_length (self->persons); i++)
    if (hkk_mock_profile_person_is (json_array_get_object_element (self->persons, i), "children"))
      return TRUE;
  return FALSE;
}

/* WORD: "bank.iban"; "family.children" is yes if a child is insured with the person, else nothing is known. */
static void
fill_value (Filling    *self,
            const char *field,
            const char *word)
{
  g_auto(GStrv) parts = g_strsplit (word, ".", 2);
  g_autoptr(JsonNode) answer = NULL;
  JsonObject *section;

  if (g_str_equal (word, "self"))
    {
      answer = json_node_init_string (json_node_alloc (), "self");
      hkk_mock_form_fill_value (self->fill, field, answer, NULL);
    }
  else if (g_str_equal (word, "family.children"))
    {
      answer = json_node_init_boolean (json_node_alloc (), TRUE);
      if (has_insured_child (self))
        hkk_mock_form_fill_value (self->fill, field, answer, self->source);
    }
  else if (parts[1] != NULL)
    {
      section = get_section (self, parts[0]);
      if (section != NULL)
        hkk_mock_form_fill_value (self->fill, field, json_object_get_member (section, parts[1]), self->source);
    }
}

static void
fill_values (Filling *self)
{
  for (guint i = 0; i < self->plan->known->len; i++)
    {
      const HkkMockFormKnown *known = &g_array_index (self->plan->known, HkkMockFormKnown, i);

      for (char **word = known->words; known->group == NULL && *word != NULL; word++)
        fill_value (self, known->field, *word);
    }
}

/* --- Relatives to take --- */

/* What an entry of GROUP can begin with that is about PERSON. */
static JsonObject *
entry_about (Filling    *self,
             const char *group,
             JsonObject *person)
{
  JsonObject *values = json_object_new ();

  for (guint i = 0; i < self->plan->known->len; i++)
    {
      const HkkMockFormKnown *known = &g_array_index (self->plan->known, HkkMockFormKnown, i);

      if (g_strcmp0 (known->group, group) != 0)
        continue;
      for (char **word = known->words; *word != NULL; word++)
        if (g_str_has_prefix (*word, "person.") && json_object_has_member (person, *word + strlen ("person.")))
          json_object_set_member (values, known->field,
                                  hkk_json_copy (json_object_get_member (person, *word + strlen ("person."))));
    }
  return values;
}

static char *
born_on (Filling    *self,
         JsonObject *person)
{
  g_autofree char *words = NULL;
  GDate birth;

  g_date_clear (&birth, 1);
  if (!hkk_date_from_iso (hkk_json_get_string (person, "birth_date"), &birth))
    return NULL;
  words = hkk_mock_demo_date_words (&birth, self->fill->language);
  /* TRANSLATORS: below the name of a relative; %s is a date */
  return g_strdup_printf (hkk_mock_text_in (self->fill->language, N_("born on %s")), words);
}

static void
offer_persons (Filling                *self,
               const HkkMockFormKnown *group)
{
  JsonArray *offers = json_array_new ();

  for (guint i = 0; i < json_array_get_length (self->persons); i++)
    {
      JsonObject *person = json_array_get_object_element (self->persons, i), *offer;
      g_autofree char *text = born_on (self, person);

      if (!hkk_mock_profile_person_is (person, group->offer))
        continue;
      offer = hkk_json_object ("title", hkk_json_get_string (person, "name"), "source", self->source,
                               "values", entry_about (self, group->field, person));
      if (text != NULL)
        json_object_set_string_member (offer, "text", text);
      json_array_add_object_element (offers, offer);
    }
  if (json_array_get_length (offers) > 0)
    json_object_set_array_member (self->fill->offers, group->field, offers);
  else
    json_array_unref (offers);
}

static gboolean
is_group (Filling    *self,
          const char *field)
{
  for (guint i = 0; i < self->plan->known->len; i++)
    if (g_strcmp0 (g_array_index (self->plan->known, HkkMockFormKnown, i).group, field) == 0)
      return TRUE;
  return FALSE;
}

static void
offer_all_persons (Filling *self)
{
  for (guint i = 0; i < self->plan->known->len; i++)
    {
      const HkkMockFormKnown *known = &g_array_index (self->plan->known, HkkMockFormKnown, i);

      if (known->group == NULL && known->offer != NULL && is_group (self, known->field))
        offer_persons (self, known);
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
 * Puts in the persons to choose from, first values and relatives to take; a form of the profile begins with its
 * section.
 */
void
hkk_mock_profile_fill_form (HkkMockStore          *store,
                            gint64                 account_id,
                            const HkkMockFormFill *fill)
{
  g_auto(Filling) self = {
    .fill = fill, .plan = hkk_mock_form_plan (hkk_json_get_string (fill->definition, "id")), .store = store,
    .account_id = account_id, .persons = hkk_mock_profile_persons (store, account_id),
    .sections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref),
    /* TRANSLATORS: below an answer that the insurer knew already */
    .source = hkk_mock_text_in (fill->language, N_("From your data")),
  };
  JsonObject *section;

  fill_all_persons (&self);
  if (fill->values == NULL)
    return;
  section = self.plan->profile_section != NULL ? get_section (&self, self.plan->profile_section) : NULL;
  if (section != NULL)
    {
      add_members (fill->values, section);
    }
  else
    {
      fill_values (&self);
      offer_all_persons (&self);
    }
}
