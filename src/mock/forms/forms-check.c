/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a form names is there, said so that its writer finds the place. What an expression may be is for
 * hkk_form_new_from_json(), which every form goes through as well. */
#include "forms-check.h"

#include <string.h>

#include "forms-expr.h"
#include "hkk-form.h"
#include "hkk-json.h"

#define MAX_DEPTH 4

/* A field where it stands in this form; the same part may be included by many. */
typedef struct
{
  const HkkMockXml *xml;
  const HkkMockXml *group; /* (nullable) */
} Place;

typedef struct
{
  const HkkMockXml *form;
  const HkkMockXml *shared; /* (nullable) */
  GArray           *places; /* of Place, in the order of the form */
} Checker;

/* Where an expression stands. */
typedef struct
{
  const HkkMockXml *group;  /* (nullable): whose fields it can name first */
  guint             before; /* only fields before that place */
} Scope;

static const char *
id_of (const HkkMockXml *xml)
{
  return hkk_mock_xml_get (xml, "id");
}

/* (nullable): its place in PLACES through POSITION (optional). */
static const HkkMockXml *
find_field (Checker          *self,
            const HkkMockXml *group,
            const char       *id,
            guint            *position)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);

      if (place->group != group || g_strcmp0 (id_of (place->xml), id) != 0)
        continue;
      if (position != NULL)
        *position = i;
      return place->xml;
    }
  return NULL;
}

static gboolean
collect (Checker           *self,
         const HkkMockXml  *holder,
         const HkkMockXml  *group,
         guint              depth,
         GError           **error)
{
  for (guint i = 0; i < holder->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (holder->children, i);
      Place place = { child, group };

      if (strcmp (child->name, "include") == 0)
        {
          const char *name = hkk_mock_xml_get (child, "part");
          const HkkMockXml *part = hkk_mock_xml_find (self->shared, "part", name);

          if (part == NULL)
            return hkk_mock_xml_fail (child, error, "there is no part “%s”", name);
          if (depth == MAX_DEPTH)
            return hkk_mock_xml_fail (child, error, "the part “%s” includes too deeply", name);
          if (!collect (self, part, group, depth + 1, error))
            return FALSE;
        }
      if (strcmp (child->name, "field") != 0)
        continue;
      if (find_field (self, group, id_of (child), NULL) != NULL)
        return hkk_mock_xml_fail (child, error, "the field “%s” stands twice", id_of (child));
      g_array_append_val (self->places, place);
      if (!collect (self, child, child, depth, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Expressions --- */

static gboolean check_expr (Checker           *self,
                            const HkkMockXml  *xml,
                            Scope              scope,
                            GError           **error);

static const HkkMockXml *
find_named (Checker           *self,
            const HkkMockXml  *xml,
            const char        *id,
            Scope              scope,
            GError           **error)
{
  guint position = 0;
  const HkkMockXml *field = scope.group != NULL ? find_field (self, scope.group, id, &position) : NULL;

  if (field == NULL)
    field = find_field (self, NULL, id, &position);
  if (field == NULL)
    hkk_mock_xml_fail (xml, error, "there is no field “%s”", id != NULL ? id : "");
  else if (position >= scope.before)
    hkk_mock_xml_fail (xml, error, "what is shown cannot depend on the field “%s”, which does not stand before it", id);
  else
    return field;
  return NULL;
}

static gboolean
has_option (Checker          *self,
            const HkkMockXml *field,
            const char       *value)
{
  const char *list = hkk_mock_xml_get (field, "list");
  const HkkMockXml *holder = list != NULL ? hkk_mock_xml_find (self->shared, "list", list) : field;
  gboolean any = FALSE;

  for (guint i = 0; holder != NULL && i < holder->children->len; i++)
    {
      const HkkMockXml *option = g_ptr_array_index (holder->children, i);

      if (strcmp (option->name, "option") != 0)
        continue;
      any = TRUE;
      if (g_strcmp0 (hkk_mock_xml_get (option, "value"), value) == 0)
        return TRUE;
    }
  return !any;
}

/* A comparison with what cannot be chosen never holds. */
static gboolean
check_values (Checker           *self,
              const HkkMockXml  *xml,
              const HkkMockXml  *field,
              GError           **error)
{
  const char *values = hkk_mock_xml_get (xml, "values");
  g_auto(GStrv) words = g_strsplit (values != NULL ? values : "", " ", -1);
  const char *value = hkk_mock_xml_get (xml, "value");

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0' && !has_option (self, field, *word))
      return hkk_mock_xml_fail (xml, error, "the field “%s” has no option “%s”", id_of (field), *word);
  if (value != NULL && !has_option (self, field, value))
    return hkk_mock_xml_fail (xml, error, "the field “%s” has no option “%s”", id_of (field), value);
  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (strcmp (child->name, "string") == 0 && !has_option (self, field, child->text->str))
        return hkk_mock_xml_fail (child, error, "the field “%s” has no option “%s”", id_of (field), child->text->str);
    }
  return TRUE;
}

static gboolean
check_fields (Checker           *self,
              const HkkMockXml  *xml,
              Scope              scope,
              GError           **error)
{
  static const char * const attributes[] = { "field", "other" };
  const HkkMockXml *field = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      const char *id = hkk_mock_xml_get (xml, attributes[i]);

      if (id != NULL && (field = find_named (self, xml, id, scope, error)) == NULL)
        return FALSE;
      if (field != NULL && !check_values (self, xml, field, error))
        return FALSE;
    }
  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (!check_expr (self, child, scope, error))
        return FALSE;
      if (strcmp (child->name, "field") == 0 &&
          !check_values (self, xml, find_named (self, child, hkk_mock_xml_get (child, "name"), scope, NULL), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_operation (Checker           *self,
                 const HkkMockXml  *xml,
                 Scope              scope,
                 GError           **error)
{
  g_autofree char *operator = g_strdelimit (g_strdup (xml->name), "-", '_');
  const char *of = hkk_mock_xml_get (xml, "of");
  g_autoptr(JsonNode) node = NULL;
  guint min, max, count;

  if (!hkk_form_find_operator (operator, &min, &max))
    return hkk_mock_xml_fail (xml, error, "<%s> is no operator", xml->name);
  if (of != NULL)
    {
      scope.group = find_named (self, xml, of, scope, error);
      if (scope.group == NULL)
        return FALSE;
    }
  if (!check_fields (self, xml, scope, error))
    return FALSE;
  node = hkk_mock_form_expr (xml);
  count = hkk_json_array_length (hkk_json_node_array (node)) - 1;
  if (count >= min && count <= max)
    return TRUE;
  if (min == max)
    return hkk_mock_xml_fail (xml, error, "<%s> takes %u operands, not %u", xml->name, min, count);
  return hkk_mock_xml_fail (xml, error, "<%s> takes %u to %u operands, not %u", xml->name, min, max, count);
}

static gboolean
check_expr (Checker           *self,
            const HkkMockXml  *xml,
            Scope              scope,
            GError           **error)
{
  static const char * const literals[] = { "string", "number", "yes", "no", "date", NULL };
  const char *name = hkk_mock_xml_get (xml, "name");

  if (strcmp (xml->name, "field") == 0)
    return find_named (self, xml, name, scope, error) != NULL;
  if (strcmp (xml->name, "parameter") == 0)
    return name != NULL || hkk_mock_xml_fail (xml, error, "<parameter> needs the attribute name");
  return g_strv_contains (literals, xml->name) || check_operation (self, xml, scope, error);
}

/* Each expression that HOLDER has directly, or in its rules. */
static gboolean
check_held (Checker           *self,
            const HkkMockXml  *holder,
            const HkkMockXml  *group,
            guint              position,
            GError           **error)
{
  static const char * const early[] = { "shown-when", "value", NULL };
  static const char * const late[] = { "required-when", "min-date", "max-date", "when", "check", NULL };

  for (guint i = 0; i < holder->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (holder->children, i);
      Scope scope = { group, g_strv_contains (early, child->name) ? position : G_MAXUINT };

      if (strcmp (child->name, "rule") == 0 && !check_held (self, child, group, position, error))
        return FALSE;
      if ((g_strv_contains (early, child->name) || g_strv_contains (late, child->name)) &&
          !check_expr (self, g_ptr_array_index (child->children, 0), scope, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_options (const HkkMockXml  *field,
               GError           **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < field->children->len; i++)
    {
      const HkkMockXml *option = g_ptr_array_index (field->children, i);
      const char *value = hkk_mock_xml_get (option, "value");

      if (strcmp (option->name, "option") == 0 && !g_hash_table_add (seen, (gpointer) value))
        return hkk_mock_xml_fail (option, error, "the option “%s” stands twice", value);
    }
  return TRUE;
}

/* What an entry is called after, and its amount, are fields of it. */
static gboolean
check_item_names (Checker           *self,
                  const HkkMockXml  *group,
                  GError           **error)
{
  const char *title = hkk_mock_xml_get (group, "item-title"), *amount = hkk_mock_xml_get (group, "item-amount");
  g_auto(GStrv) amounts = g_strsplit (amount != NULL ? amount : "", " ", -1);
  g_auto(GStrv) pieces = g_strsplit_set (title != NULL ? title : "", "{}", -1);

  for (guint i = 0; i < g_strv_length (pieces); i++)
    if (i % 2 == 1 && find_field (self, group, pieces[i], NULL) == NULL)
      return hkk_mock_xml_fail (group, error, "item-title: there is no field “%s”", pieces[i]);
  for (char **id = amounts; *id != NULL; id++)
    if (**id != '\0' && find_field (self, group, *id, NULL) == NULL)
      return hkk_mock_xml_fail (group, error, "item-amount: there is no field “%s”", *id);
  return TRUE;
}

static gboolean
check_places (Checker  *self,
              GError  **error)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      Place place = g_array_index (self->places, Place, i);
      const char *list = hkk_mock_xml_get (place.xml, "list");

      if (list != NULL && hkk_mock_xml_find (self->shared, "list", list) == NULL)
        return hkk_mock_xml_fail (place.xml, error, "there is no list “%s”", list);
      if (!check_item_names (self, place.xml, error))
        return FALSE;
      if (!check_options (place.xml, error) || !check_held (self, place.xml, place.group, i, error))
        return FALSE;
    }
  return TRUE;
}

/* The fields that an attribute names. */
static gboolean
check_named (Checker           *self,
             const HkkMockXml  *xml,
             const char        *attribute,
             GError           **error)
{
  const char *named = hkk_mock_xml_get (xml, attribute);
  g_auto(GStrv) ids = g_strsplit (named != NULL ? named : "", " ", -1);

  for (char **id = ids; *id != NULL; id++)
    if (find_field (self, NULL, *id, NULL) == NULL)
      return hkk_mock_xml_fail (xml, error, "there is no field “%s”", *id);
  return TRUE;
}

static gboolean
check_papers (Checker           *self,
              const HkkMockXml  *holder,
              GError           **error)
{
  for (guint i = 0; holder != NULL && i < holder->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (holder->children, i);

      if (strcmp (child->name, "paper") == 0 &&
          (!check_named (self, child, "id", error) || !check_named (self, child, "of", error)))
        return FALSE;
      if (strcmp (child->name, "state") == 0 && !check_papers (self, child, error))
        return FALSE;
    }
  return TRUE;
}

/* What the backend makes of the form names fields of it. */
static gboolean
check_plan (Checker  *self,
            GError  **error)
{
  const HkkMockXml *after = hkk_mock_xml_child (self->form, "after");
  const HkkMockXml *against = hkk_mock_xml_child (self->form, "against");

  return check_named (self, self->form, "subject", error) && check_papers (self, after, error) &&
         (after == NULL || check_named (self, after, "amount", error)) &&
         (against == NULL || (check_named (self, against, "field", error) &&
                              check_named (self, against, "day-field", error)));
}

static gboolean
check_form (Checker  *self,
            GError  **error)
{
  const char *category = hkk_mock_xml_get (self->form, "category");

  if (hkk_mock_xml_find (self->shared, "category", category) == NULL)
    return hkk_mock_xml_fail (self->form, error, "there is no category “%s” in shared.form.xml", category);
  for (guint i = 0; i < self->form->children->len; i++)
    {
      const HkkMockXml *section = g_ptr_array_index (self->form->children, i);
      guint first = self->places->len;

      if (strcmp (section->name, "section") == 0 &&
          (!collect (self, section, NULL, 0, error) || !check_held (self, section, NULL, first, error)))
        return FALSE;
    }
  return check_places (self, error) && check_held (self, self->form, NULL, 0, error) && check_plan (self, error);
}

/**
 * hkk_mock_form_check_names:
 * @form: a form whose shape is good
 * @shared: (nullable): what several forms share
 * @error: return location for an error that names file and line
 *
 * Returns: whether the fields, options, parts, lists, the category and the operators that @form names are there, and
 *   nothing stands twice
 */
gboolean
hkk_mock_form_check_names (const HkkMockXml  *form,
                           const HkkMockXml  *shared,
                           GError           **error)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Checker self = { form, shared, places };

  return check_form (&self, error);
}

/**
 * hkk_mock_form_find_place:
 * @form: a form whose names are good
 * @shared: (nullable): what several forms share
 * @place: the id of a field or a section
 *
 * Returns: (transfer none): its element, or @form
 */
const HkkMockXml *
hkk_mock_form_find_place (const HkkMockXml *form,
                          const HkkMockXml *shared,
                          const char       *place)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Checker self = { form, shared, places };

  for (guint i = 0; i < form->children->len; i++)
    {
      const HkkMockXml *section = g_ptr_array_index (form->children, i);

      if (strcmp (section->name, "section") != 0)
        continue;
      if (g_strcmp0 (id_of (section), place) == 0)
        return section;
      collect (&self, section, NULL, 0, NULL);
    }
  for (guint i = 0; i < places->len; i++)
    if (g_strcmp0 (id_of (g_array_index (places, Place, i).xml), place) == 0)
      return g_array_index (places, Place, i).xml;
  return form;
}
