/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"


#include "forms-catalog.h"
#include "hkk-json.h"
#include "hkk-plain-text.h"

/* What is the same for everyone, made once for each language and kept for the life of the program; what belongs to an
 * account is put into copies. Servers of one process share it. */

typedef struct
{
  JsonNode *definition; /* Owned */
  HkkForm  *form;       /* Owned: as the definition is, with nobody to choose from */
} Made;

G_LOCK_DEFINE_STATIC (made);
G_LOCK_DEFINE_STATIC (loaded);

static HkkMockCatalog *loaded;

/**
 * hkk_mock_forms_load:
 * @error: return location for an error, whose message names file and line for who wrote the form
 *
 * Reads the catalogue, once. Whoever starts a server calls it first, to be told what is wrong with a form.
 *
 * Returns: whether every form of the catalogue is good
 */
gboolean
hkk_mock_forms_load (GError **error)
{
  gboolean good;

  G_LOCK (loaded);
  if (loaded == NULL)
    loaded = hkk_mock_catalog_load (error);
  good = loaded != NULL;
  G_UNLOCK (loaded);
  return good;
}

static HkkMockCatalog *
catalog (void)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_mock_forms_load (&error))
    g_error ("The catalogue of forms cannot be read: %s", error->message);
  return loaded;
}

/**
 * hkk_mock_forms_list:
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none): the answer of GET /v1/forms
 */
JsonObject *
hkk_mock_forms_list (const char *language)
{
  static GHashTable *lists = NULL;
  JsonNode *list;

  language = g_intern_string (language);
  G_LOCK (made);
  if (lists == NULL)
    lists = g_hash_table_new (g_str_hash, g_str_equal);
  list = g_hash_table_lookup (lists, language);
  if (list == NULL)
    {
      list = hkk_mock_catalog_list (catalog (), language);
      g_hash_table_insert (lists, (gpointer) language, list);
    }
  G_UNLOCK (made);
  return json_node_get_object (list);
}

static Made *
make (const char *id,
      const char *language)
{
  g_autoptr(GError) error = NULL;
  Made *self = g_new0 (Made, 1);

  self->definition = hkk_mock_catalog_form (catalog (), id, language);
  self->form = hkk_form_new_from_json (self->definition, &error);
  if (self->form == NULL)
    g_error ("The form %s of the catalogue is not valid: %s", id, error->message);
  return self;
}

/* (nullable): there is no form ID. */
static const Made *
find_made (const char *id,
           const char *language)
{
  static GHashTable *forms = NULL;
  g_autofree char *key = NULL;
  Made *self;

  if (id == NULL || !hkk_mock_catalog_has (catalog (), id))
    return NULL;
  key = g_strjoin ("/", language, id, NULL);
  G_LOCK (made);
  if (forms == NULL)
    forms = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (forms, key);
  if (self == NULL)
    {
      self = make (id, language);
      g_hash_table_insert (forms, g_steal_pointer (&key), self);
    }
  G_UNLOCK (made);
  return self;
}

/**
 * hkk_mock_forms_definition:
 * @id: (nullable): the id of a form
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none) (nullable): its definition, which must not be changed; %NULL if there is no such form
 */
JsonNode *
hkk_mock_forms_definition (const char *id,
                           const char *language)
{
  const Made *self = find_made (id, language);

  return self != NULL ? self->definition : NULL;
}

/**
 * hkk_mock_form_shared:
 * @id: (nullable): the id of a form
 * @language: a BCP 47 tag
 *
 * Returns: (transfer none) (nullable): the form as the catalogue has it, without what belongs to an account; %NULL if
 *   there is no such form
 */
HkkForm *
hkk_mock_form_shared (const char *id,
                      const char *language)
{
  const Made *self = find_made (id, language);

  return self != NULL ? self->form : NULL;
}

static JsonObject *
catalog_entry (const char *id,
               const char *language)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list (language), "items");

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);

      if (g_strcmp0 (hkk_json_get_string (item, "id"), id) == 0)
        return item;
    }
  return NULL;
}

/**
 * hkk_mock_form_title:
 * @id: the id of a form
 * @language: a BCP 47 tag
 *
 * Returns: the form's title, borrowed for the life of the program
 */
const char *
hkk_mock_form_title (const char *id,
                     const char *language)
{
  JsonObject *entry = catalog_entry (id, language);
  const char *title = hkk_json_get_string (entry, "title");

  return title != NULL ? title : g_intern_string (id);
}

/**
 * hkk_mock_form_plan:
 * @id: the id of a form
 *
 * Returns: (transfer none): what of the form is the backend's own; of one that is not there, what is usual
 */
const HkkMockFormPlan *
hkk_mock_form_plan (const char *id)
{
  return hkk_mock_catalog_plan (catalog (), id);
}

/* hkk_mock_form_against: (nullable): the id of the form that turns against a decision. */
const char *
hkk_mock_form_against (void)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list ("en"), "items");

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (items, i), "id");

      if (hkk_mock_form_plan (id)->against != NULL)
        return id;
    }
  return NULL;
}

/**
 * hkk_mock_form_of_section:
 * @section: the id of a section of the profile
 *
 * Returns: (transfer none) (nullable): the id of the form that changes it
 */
const char *
hkk_mock_form_of_section (const char *section)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list ("en"), "items");

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (items, i), "id");

      if (g_strcmp0 (hkk_mock_form_plan (id)->profile_section, section) == 0)
        return id;
    }
  return NULL;
}

static char *
print_ids (JsonArray *ids)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_set_array (node, ids);
  return hkk_json_to_string (node);
}

/**
 * hkk_mock_form_ids_giving:
 * @what: "exemption", "appointments"
 *
 * Returns: (transfer full) (nullable): the ids of the forms whose requests give it, as a JSON array; %NULL if none does
 */
char *
hkk_mock_form_ids_giving (const char *what)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list ("en"), "items");
  g_autoptr(JsonArray) ids = json_array_new ();

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (items, i), "id");

      if (g_strcmp0 (hkk_mock_form_plan (id)->gives, what) == 0)
        json_array_add_string_element (ids, id);
    }
  return json_array_get_length (ids) > 0 ? print_ids (ids) : NULL;
}

/**
 * hkk_mock_form_ids_like:
 * @text: what a person searches for
 * @language: the language of the titles
 *
 * Returns: (transfer full): the ids of the forms whose title contains @text, as a JSON array
 */
char *
hkk_mock_form_ids_like (const char *text,
                        const char *language)
{
  JsonArray *items = hkk_json_get_array (hkk_mock_forms_list (language), "items");
  g_autoptr(JsonArray) ids = json_array_new ();

  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);

      if (hkk_plain_text_finds (hkk_json_get_string (item, "title"), text))
        json_array_add_string_element (ids, hkk_json_get_string (item, "id"));
    }
  return print_ids (ids);
}
