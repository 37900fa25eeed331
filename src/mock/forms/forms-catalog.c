/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-catalog.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "forms-check.h"
#include "forms-expr.h"
#include "forms-marks.h"
#include "forms-xml.h"
#include "hkk-form.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define RESOURCES "/de/hkk/MeineHkk/mock"
#define SUFFIX ".form.xml"
#define SHARED "shared"

typedef struct
{
  JsonObject *option; /* Borrowed */
  char       *key;    /* Owned: for the order in the locale */
} HkkOptionKey;

struct _HkkMockCatalog
{
  GHashTable *forms;  /* Owned: id → Owned HkkMockXml */
  GPtrArray  *ids;    /* Borrowed, sorted */
  HkkMockXml *shared; /* Owned: parts, lists, categories, the usual way of a request */
  GHashTable *plans;  /* Owned: id → Owned HkkMockFormPlan */
  HkkMockFormPlan *plain; /* Owned: of a form that is not there any more */
};

/* --- Definitions --- */

static void
set_text (JsonObject       *object,
          const char       *member,
          const HkkMockXml *xml,
          const char       *element,
          const char       *language)
{
  const char *text = hkk_mock_xml_text (xml, element, language);

  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_texts (JsonObject       *object,
           const char       *member,
           const HkkMockXml *xml,
           const char       *element,
           const char       *language)
{
  g_autoptr(GPtrArray) texts = hkk_mock_xml_texts (xml, element, language);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));
  json_object_set_array_member (object, member, array);
}

static void
set_string (JsonObject       *object,
            const char       *member,
            const HkkMockXml *xml,
            const char       *attribute,
            const char       *language)
{
  if (hkk_mock_xml_get (xml, attribute) != NULL)
    json_object_set_string_member (object, member, hkk_mock_xml_get (xml, attribute));
}

static void
set_int (JsonObject       *object,
         const char       *member,
         const HkkMockXml *xml,
         const char       *attribute,
         const char       *language)
{
  if (hkk_mock_xml_get (xml, attribute) != NULL)
    json_object_set_int_member (object, member, g_ascii_strtoll (hkk_mock_xml_get (xml, attribute), NULL, 10));
}

static void
set_words (JsonObject       *object,
           const char       *member,
           const HkkMockXml *xml,
           const char       *attribute,
           const char       *language)
{
  g_auto(GStrv) words = NULL;
  JsonArray *array;

  if (hkk_mock_xml_get (xml, attribute) == NULL)
    return;
  words = g_strsplit (hkk_mock_xml_get (xml, attribute), " ", -1);
  array = json_array_new ();
  for (char **word = words; *word != NULL; word++)
    json_array_add_string_element (array, *word);
  json_object_set_array_member (object, member, array);
}

/* The expression inside <@element>. */
static void
set_expr (JsonObject       *object,
          const char       *member,
          const HkkMockXml *xml,
          const char       *element,
          const char       *language)
{
  const HkkMockXml *holder = hkk_mock_xml_child (xml, element);

  if (holder != NULL && holder->children->len > 0)
    json_object_set_member (object, member, hkk_mock_form_expr (g_ptr_array_index (holder->children, 0)));
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  const HkkOptionKey *left = a, *right = b;

  return strcmp (left->key, right->key);
}

/* A list that is long and translated is sorted by what the person reads. */
static JsonArray *
sort_by_label (JsonArray *options)
{
  guint length = json_array_get_length (options);
  g_autofree HkkOptionKey *keys = g_new0 (HkkOptionKey, length);
  JsonArray *sorted = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    {
      keys[i].option = json_array_get_object_element (options, i);
      keys[i].key = g_utf8_collate_key (hkk_json_get_string (keys[i].option, "label"), -1);
    }
  qsort (keys, length, sizeof *keys, compare_labels);
  for (guint i = 0; i < length; i++)
    {
      json_array_add_object_element (sorted, json_object_ref (keys[i].option));
      g_free (keys[i].key);
    }
  json_array_unref (options);
  return sorted;
}

static void
set_yes (JsonObject       *object,
         const char       *member,
         const HkkMockXml *xml,
         const char       *attribute,
         const char       *language)
{
  if (g_strcmp0 (hkk_mock_xml_get (xml, attribute), "yes") == 0)
    json_object_set_boolean_member (object, member, TRUE);
}

static void
set_no (JsonObject       *object,
        const char       *member,
        const HkkMockXml *xml,
        const char       *attribute,
        const char       *language)
{
  if (g_strcmp0 (hkk_mock_xml_get (xml, attribute), "no") == 0)
    json_object_set_boolean_member (object, member, FALSE);
}

/* A member of an object on the wire, and the attribute or element that it comes from. */
typedef struct
{
  const char *member;
  const char *name;
  void      (*set) (JsonObject       *object,
                    const char       *member,
                    const HkkMockXml *xml,
                    const char       *name,
                    const char       *language);
} Member;

static const Member option_members[] = {
  { "value", "value", set_string }, { "label", "label", set_text }, { "warn", "warn", set_text },
  { "warn", "warn", set_yes }, { NULL }
};
static const Member rule_members[] = {
  { "code", "code", set_string }, { "level", "level", set_string }, { "field", "field", set_string },
  { "message", "message", set_text }, { "when", "when", set_expr }, { "check", "check", set_expr }, { NULL }
};
static const Member field_members[] = {
  { "id", "id", set_string }, { "kind", "kind", set_string }, { "list", "list", set_string },
  { "format", "format", set_string }, { "currency", "currency", set_string }, { "min", "min", set_int },
  { "max", "max", set_int }, { "max_bytes", "max-bytes", set_int }, { "min_side", "min-side", set_int },
  { "aspect", "aspect", set_string }, { "printed_on", "printed-on", set_string },
  { "protection", "protection", set_string }, { "leads_to", "leads-to", set_string },
  { "min_length", "min-length", set_int }, { "max_length", "max-length", set_int },
  { "label", "label", set_text }, { "help", "help", set_text }, { "placeholder", "placeholder", set_text },
  { "item_title", "item-title", set_string }, { "item_amount", "item-amount", set_words },
  { "item_label", "item", set_text }, { "add_label", "add", set_text }, { "warn", "warn", set_no },
  { "required", "required", set_yes }, { "required", "required-when", set_expr },
  { "shown_when", "shown-when", set_expr }, { "min_date", "min-date", set_expr }, { "max_date", "max-date", set_expr },
  { "value", "value", set_expr }, { "currencies", "currencies", set_words },
  { "media_types", "media-types", set_words }, { NULL }
};
static const Member total_members[] = { { "field", "field", set_string }, { "label", "label", set_text }, { NULL } };
static const Member section_members[] = {
  { "id", "id", set_string }, { "title", "title", set_text }, { "text", "text", set_text },
  { "shown_when", "shown-when", set_expr }, { NULL }
};
static const Member form_members[] = {
  { "id", "id", set_string }, { "version", "version", set_int }, { "kind", "kind", set_string },
  { "protection", "protection", set_string }, { "category", "category", set_string }, { "minutes", "minutes", set_int },
  { "title", "title", set_text }, { "summary", "summary", set_text }, { "submit", "submit", set_text },
  { "title_field", "title-field", set_string }, { "subject_fields", "subject", set_words },
  { "review", "review", set_no }, { NULL }
};
static const Member entry_members[] = {
  { "id", "id", set_string }, { "version", "version", set_int }, { "title", "title", set_text },
  { "summary", "summary", set_text }, { "category", "category", set_string }, { "kind", "kind", set_string },
  { "protection", "protection", set_string }, { "minutes", "minutes", set_int }, { "keywords", "keyword", set_texts },
  { "prepare", "prepare", set_texts }, { "featured", "featured", set_text },
  { "service", "service", set_string }, { "common", "common", set_yes }, { NULL }
};
static const Member category_members[] = { { "id", "id", set_string }, { "title", "title", set_text }, { NULL } };
static const Member list_members[] = { { "warn", "warn", set_text }, { NULL } };

static JsonObject *
build (const HkkMockXml *xml,
       const Member     *members,
       const char       *language)
{
  JsonObject *object = json_object_new ();

  for (; members->member != NULL; members++)
    members->set (object, members->member, xml, members->name, language);
  return object;
}

/* An object for each <@element> of @xml. */
static JsonArray *
build_all (const HkkMockXml *xml,
           const char       *element,
           const Member     *members,
           const char       *language)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (strcmp (child->name, element) == 0)
        json_array_add_object_element (array, build (child, members, language));
    }
  return array;
}

/* A list that is empty is left out. */
static void
set_list (JsonObject *object,
          const char *member,
          JsonArray  *list)
{
  if (json_array_get_length (list) > 0)
    json_object_set_array_member (object, member, list);
  else
    json_array_unref (list);
}

static void
set_options (JsonObject       *object,
             const HkkMockXml *xml,
             const char       *language)
{
  JsonArray *options = build_all (xml, "option", option_members, language);

  if (g_strcmp0 (hkk_mock_xml_get (xml, "sort"), "label") == 0)
    options = sort_by_label (options);
  set_list (object, "options", options);
}

static void
set_rules (JsonObject       *object,
           const HkkMockXml *xml,
           const char       *language)
{
  set_list (object, "rules", build_all (xml, "rule", rule_members, language));
}

static void set_fields (HkkMockCatalog   *self,
                        JsonObject       *object,
                        const HkkMockXml *xml,
                        const char       *language);

static JsonObject *
build_field (HkkMockCatalog   *self,
             const HkkMockXml *xml,
             const char       *language)
{
  const HkkMockXml *total = hkk_mock_xml_child (xml, "total");
  JsonObject *field = build (xml, field_members, language);

  set_options (field, xml, language);
  set_rules (field, xml, language);
  if (hkk_mock_xml_child (xml, "field") != NULL)
    set_fields (self, field, xml, language);
  if (total != NULL)
    json_object_set_object_member (field, "total", build (total, total_members, language));
  return field;
}

static void
add_fields (HkkMockCatalog   *self,
            JsonArray        *array,
            const HkkMockXml *xml,
            const char       *language,
            guint             depth)
{
  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (strcmp (child->name, "field") == 0)
        {
          json_array_add_object_element (array, build_field (self, child, language));
        }
      else if (strcmp (child->name, "include") == 0)
        {
          const HkkMockXml *part = hkk_mock_xml_find (self->shared, "part", hkk_mock_xml_get (child, "part"));

          if (part != NULL && depth < 4)
            add_fields (self, array, part, language, depth + 1);
          else
            /* Not silently: a field that is no object makes the form invalid, which loading reports. */
            json_array_add_null_element (array);
        }
    }
}

static void
set_fields (HkkMockCatalog   *self,
            JsonObject       *object,
            const HkkMockXml *xml,
            const char       *language)
{
  JsonArray *array = json_array_new ();

  add_fields (self, array, xml, language, 0);
  json_object_set_array_member (object, "fields", array);
}

static JsonArray *
build_sections (HkkMockCatalog   *self,
                const HkkMockXml *xml,
                const char       *language)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);
      JsonObject *section;

      if (strcmp (child->name, "section") != 0)
        continue;
      section = build (child, section_members, language);
      set_fields (self, section, child, language);
      json_array_add_object_element (array, section);
    }
  return array;
}

/* Puts in the lists that the fields name, and no others. */
static void
add_lists (HkkMockCatalog *self,
           JsonArray      *fields,
           JsonObject     *lists,
           const char     *language)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);
      const char *name = hkk_json_get_string (field, "list");
      const HkkMockXml *xml = name != NULL ? hkk_mock_xml_find (self->shared, "list", name) : NULL;

      add_lists (self, hkk_json_get_array (field, "fields"), lists, language);
      if (xml != NULL && !json_object_has_member (lists, name))
        {
          JsonObject *list = build (xml, list_members, language);

          set_options (list, xml, language);
          json_object_set_object_member (lists, name, list);
        }
    }
}

static JsonNode *
build_form (HkkMockCatalog   *self,
            const HkkMockXml *xml,
            const char       *language)
{
  JsonObject *form = build (xml, form_members, language);
  JsonObject *lists = json_object_new ();
  JsonArray *sections = build_sections (self, xml, language);

  set_rules (form, xml, language);
  for (guint i = 0; i < json_array_get_length (sections); i++)
    add_lists (self, hkk_json_get_array (hkk_json_array_object (sections, i), "fields"), lists, language);
  hkk_json_object_add (form, "sections", sections, "lists", lists);
  return hkk_json_take_object (form);
}

/* Messages and documents begin at what they belong to, and not in the catalogue. */
static gboolean
stands_alone (const HkkMockXml *xml)
{
  const char *kind = hkk_mock_xml_get (xml, "kind");

  return g_strcmp0 (kind, "message") != 0 && g_strcmp0 (kind, "documents") != 0;
}

/* --- Loading --- */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* FILE: "sick-note.form.xml". */
static gboolean
add_document (HkkMockCatalog  *self,
              const char      *file,
              GBytes          *bytes,
              GError         **error)
{
  g_autoptr(HkkMockXml) xml = hkk_mock_xml_parse (bytes, file, error);
  g_autofree char *id = g_strndup (file, strcspn (file, "."));

  if (xml == NULL)
    return FALSE;
  if (strcmp (xml->name, SHARED) == 0)
    {
      g_clear_pointer (&self->shared, hkk_mock_xml_free);
      self->shared = g_steal_pointer (&xml);
      return TRUE;
    }
  if (strcmp (xml->name, "form") != 0 || g_strcmp0 (hkk_mock_xml_get (xml, "id"), id) != 0)
    return hkk_mock_xml_fail (xml, error, "the root must be a <form> with the id “%s”, as the file is named", id);
  g_hash_table_insert (self->forms, g_steal_pointer (&id), g_steal_pointer (&xml));
  return TRUE;
}

/* The message of ERROR begins with the id of a field or a section. */
static void
add_position (HkkMockCatalog    *self,
              const HkkMockXml  *form,
              GError           **error)
{
  g_autofree char *place = g_strndup ((*error)->message, strcspn ((*error)->message, ":"));
  const HkkMockXml *xml = hkk_mock_form_find_place (form, self->shared, place);

  g_prefix_error (error, "%s:%d: ", xml->file, xml->line);
}

static gboolean
check_form (HkkMockCatalog  *self,
            const char      *id,
            GError         **error)
{
  const HkkMockXml *xml = g_hash_table_lookup (self->forms, id);
  g_autoptr(JsonNode) json = NULL;
  g_autoptr(HkkForm) form = NULL;
  g_autoptr(GError) invalid = NULL;

  if (!hkk_mock_form_check_shape (xml, error) || !hkk_mock_form_check_names (xml, self->shared, error))
    return FALSE;
  json = hkk_mock_catalog_form (self, id, "en");
  form = hkk_form_new_from_json (json, &invalid);
  if (form != NULL)
    return hkk_mock_form_check_marks (xml, self->shared, error);
  add_position (self, xml, &invalid);
  g_propagate_error (error, g_steal_pointer (&invalid));
  return FALSE;
}

static gboolean
check_forms (HkkMockCatalog  *self,
             GError         **error)
{
  if (self->shared != NULL && !hkk_mock_form_check_shape (self->shared, error))
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    if (!check_form (self, g_ptr_array_index (self->ids, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
make_plans (HkkMockCatalog  *self,
            GError         **error)
{
  self->plans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) hkk_mock_form_plan_free);
  self->plain = hkk_mock_form_plan_new (NULL, self->shared, error);
  if (self->plain == NULL)
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    {
      gpointer id = g_ptr_array_index (self->ids, i);
      HkkMockFormPlan *plan = hkk_mock_form_plan_new (g_hash_table_lookup (self->forms, id), self->shared, error);

      if (plan == NULL)
        return FALSE;
      g_hash_table_insert (self->plans, id, plan);
    }
  return TRUE;
}

/**
 * hkk_mock_catalog_new:
 * @documents: (element-type utf8 GBytes): the catalogue's files, by their names, "sick-note.form.xml"
 * @error: return location for an error, whose message names file and line for who wrote the form
 *
 * Reads a catalogue and checks every form of it.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
HkkMockCatalog *
hkk_mock_catalog_new (GHashTable  *documents,
                      GError     **error)
{
  g_autoptr(HkkMockCatalog) self = NULL;
  GHashTableIter iter;
  gpointer file, bytes;

  g_return_val_if_fail (documents != NULL, NULL);

  self = g_new0 (HkkMockCatalog, 1);
  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) hkk_mock_xml_free);
  g_hash_table_iter_init (&iter, documents);
  while (g_hash_table_iter_next (&iter, &file, &bytes))
    if (!add_document (self, file, bytes, error))
      return NULL;
  self->ids = g_hash_table_get_keys_as_ptr_array (self->forms);
  g_ptr_array_sort (self->ids, compare_ids);
  if (!check_forms (self, error) || !make_plans (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hkk_mock_catalog_load:
 * @error: return location for an error
 *
 * Reads the catalogue that the program carries as resources.
 *
 * Returns: (transfer full) (nullable): the catalogue
 */
HkkMockCatalog *
hkk_mock_catalog_load (GError **error)
{
  g_autoptr(GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                           (GDestroyNotify) g_bytes_unref);
  g_auto(GStrv) names = g_resources_enumerate_children (RESOURCES, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    return NULL;
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_strdup_printf (RESOURCES "/%s", *name);
      GBytes *bytes;

      if (!g_str_has_suffix (*name, SUFFIX))
        continue;
      bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      if (bytes == NULL)
        return NULL;
      g_hash_table_insert (documents, g_strdup (*name), bytes);
    }
  return hkk_mock_catalog_new (documents, error);
}

/**
 * hkk_mock_catalog_read:
 * @folder: where the sources of a catalogue are, *.form.xml.in
 * @error: return location for an error, whose message names file and line for who wrote the form
 *
 * Returns: (transfer full) (nullable): the catalogue as the files have it now, without translations
 */
HkkMockCatalog *
hkk_mock_catalog_read (const char  *folder,
                       GError     **error)
{
  g_autoptr(GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                           (GDestroyNotify) g_bytes_unref);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text;
      gsize length;

      if (!g_str_has_suffix (name, SUFFIX ".in"))
        continue;
      if (!g_file_get_contents (path, &text, &length, error))
        return NULL;
      g_hash_table_insert (documents, g_strdup (name), g_bytes_new_take (text, length));
    }
  return dir != NULL ? hkk_mock_catalog_new (documents, error) : NULL;
}

/**
 * hkk_mock_catalog_free:
 * @self: (transfer full): a catalogue
 *
 * Frees a catalogue.
 */
void
hkk_mock_catalog_free (HkkMockCatalog *self)
{
  g_clear_pointer (&self->plans, g_hash_table_unref);
  g_clear_pointer (&self->plain, hkk_mock_form_plan_free);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->forms, g_hash_table_unref);
  g_clear_pointer (&self->shared, hkk_mock_xml_free);
  g_free (self);
}

/**
 * hkk_mock_catalog_list:
 * @language: a BCP 47 name: "de", "de-simple"
 *
 * Returns: (transfer full): the answer of GET /v1/forms: {"categories": […], "items": […]}
 */
JsonNode *
hkk_mock_catalog_list (HkkMockCatalog *self,
                       const char     *language)
{
  JsonArray *items;

  g_return_val_if_fail (self != NULL && language != NULL, NULL);

  items = json_array_new ();
  for (guint i = 0; i < self->ids->len; i++)
    {
      const HkkMockXml *xml = g_hash_table_lookup (self->forms, g_ptr_array_index (self->ids, i));

      if (stands_alone (xml))
        json_array_add_object_element (items, build (xml, entry_members, language));
    }
  return hkk_json_node ("categories", self->shared == NULL ? json_array_new ()
                                        : build_all (self->shared, "category", category_members, language),
                        "items", items);
}

/* hkk_mock_catalog_has: whether there is a form of that id, listed or not. */
gboolean
hkk_mock_catalog_has (HkkMockCatalog *self,
                      const char     *id)
{
  return g_hash_table_contains (self->forms, id);
}

/**
 * hkk_mock_catalog_form:
 * @id: a form's id
 * @language: a BCP 47 name: "de", "de-simple"
 *
 * Makes the FORM that hkk-form.h describes. A language that the catalogue does not have falls back to the one without
 * its last subtag ("de-simple" to "de"), and at last to English. The options of persons are for the caller to put in.
 *
 * Returns: (transfer full) (nullable): the form, which the caller may change; %NULL if there is none of that id
 */
JsonNode *
hkk_mock_catalog_form (HkkMockCatalog *self,
                       const char     *id,
                       const char     *language)
{
  const HkkMockXml *xml;

  g_return_val_if_fail (self != NULL && id != NULL && language != NULL, NULL);

  xml = g_hash_table_lookup (self->forms, id);
  return xml != NULL ? build_form (self, xml, language) : NULL;
}

/**
 * hkk_mock_catalog_plan:
 * @id: a form's id
 *
 * Returns: (transfer none): what of the form is the backend's own; of one that is not there, what is usual
 */
const HkkMockFormPlan *
hkk_mock_catalog_plan (HkkMockCatalog *self,
                       const char     *id)
{
  const HkkMockFormPlan *plan;

  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  plan = g_hash_table_lookup (self->plans, id);
  return plan != NULL ? plan : self->plain;
}
