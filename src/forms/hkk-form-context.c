/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-date-words.h"
#include "hkk-json.h"

const char *
hkk_form_translate (const HkkFormContext *context,
                    const char           *msgid)
{
  return context->translate != NULL ? context->translate (msgid, context->translate_data) : _(msgid);
}

char *
hkk_form_date_text (const HkkFormContext *context,
                    const GDate          *date)
{
  return hkk_date_words (date, HKK_DATE_WORDS_FULL, context->translate, context->translate_data);
}

/**
 * hkk_form_context_set_today:
 * @context: a context
 * @iso_date: (nullable): a date, or a time that begins with one, "2026-11-23T20:41:05Z"
 *
 * Sets the date that "today" stands for. Without one, or with a text that is none, what depends on it is unknown.
 */
void
hkk_form_context_set_today (HkkFormContext *context,
                            const char     *iso_date)
{
  g_autofree char *date = NULL;

  g_return_if_fail (context != NULL);

  g_date_clear (&context->today, 1);
  date = iso_date != NULL ? g_strndup (iso_date, 10) : NULL;
  hkk_date_from_iso (date, &context->today);
}

/* --- Values in a scope --- */

char *
hkk_scope_get_path (const HkkScope *scope,
                    HkkFormField   *field)
{
  if (scope->group != NULL && field->parent == scope->group)
    return hkk_form_path_print (scope->group->id, (int) scope->index, field->id);
  return g_strdup (field->id);
}

JsonNode *
hkk_scope_get_node (const HkkScope *scope,
                    HkkFormField   *field)
{
  g_autofree char *path = hkk_scope_get_path (scope, field);

  return hkk_form_values_get_node (scope->context->values, path);
}

guint
hkk_scope_n_items (const HkkScope *scope,
                   HkkFormField   *field)
{
  return hkk_json_array_length (hkk_json_node_array (hkk_scope_get_node (scope, field)));
}

gboolean
hkk_form_node_is_empty (JsonNode *node)
{
  const char *text = hkk_json_node_string (node);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (text != NULL)
    {
      while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
        text = g_utf8_next_char (text);
      return *text == '\0';
    }
  return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0;
}

gboolean
hkk_form_field_has_value (HkkFormField *field)
{
  return field->kind != HKK_FIELD_NOTE && field->kind != HKK_FIELD_CALCULATED;
}

/* --- Conditions --- */

/* @if_unknown: what a condition counts as that cannot be decided. No condition holds. */
gboolean
hkk_scope_holds (const HkkScope *scope,
                 const HkkExpr  *condition,
                 gboolean        if_unknown)
{
  HkkValue value;

  if (condition == NULL)
    return TRUE;
  value = hkk_expr_evaluate (condition, scope);
  return value.type == HKK_VALUE_BOOL ? value.number != 0 : if_unknown;
}

gboolean
hkk_scope_field_is_shown (const HkkScope *scope,
                          HkkFormField   *field)
{
  HkkScope outer = *scope;

  outer.group = NULL;
  if (field->section->shown_when != NULL && !hkk_scope_holds (&outer, field->section->shown_when, FALSE))
    return FALSE;
  if (field->parent != NULL && !hkk_scope_holds (&outer, field->parent->shown_when, FALSE))
    return FALSE;
  return hkk_scope_holds (scope, field->shown_when, FALSE);
}

gboolean
hkk_scope_field_is_required (const HkkScope *scope,
                             HkkFormField   *field)
{
  if (field->required != NULL)
    return hkk_scope_holds (scope, field->required, FALSE);
  return field->always_required;
}

/* The scope that a value's path names. FALSE if it names no field of the form, or an item without an index. */
gboolean
hkk_scope_of_path (HkkScope      *scope,
                   const char    *path,
                   HkkFormField **field)
{
  int item;

  *field = hkk_form_find_field (scope->context->form, path);
  scope->group = NULL;
  if (*field == NULL)
    return FALSE;
  if ((*field)->parent == NULL)
    return TRUE;
  item = hkk_form_path_get_item (path, (*field)->parent->id);
  if (item < 0)
    return FALSE;
  scope->group = (*field)->parent;
  scope->index = (guint) item;
  return TRUE;
}

/* Enters the item of @field that @path names. FALSE if it names no item of a group or a table. */
gboolean
hkk_scope_enter_item (HkkScope     *scope,
                      const char   *path,
                      HkkFormField *field)
{
  int item = hkk_form_path_get_item (path, field->id);

  if (item < 0 || field->children->len == 0)
    return FALSE;
  scope->group = field;
  scope->index = (guint) item;
  return TRUE;
}

#define SCOPE(name, the_context) \
  guint name##_budget = HKK_SCOPE_BUDGET; \
  HkkScope name = { .context = (the_context), .budget = &name##_budget }

/**
 * hkk_form_section_is_shown:
 * @context: a context
 * @section: a section of its form
 *
 * Returns: whether the section's condition holds
 */
gboolean
hkk_form_section_is_shown (const HkkFormContext *context,
                           HkkFormSection       *section)
{
  SCOPE (scope, context);

  g_return_val_if_fail (context != NULL && section != NULL, FALSE);

  return hkk_scope_holds (&scope, section->shown_when, FALSE);
}

/**
 * hkk_form_path_is_shown:
 * @context: a context
 * @path: the path of a value; it need not be set
 *
 * Returns: whether the conditions of the field, its group and its section hold
 */
gboolean
hkk_form_path_is_shown (const HkkFormContext *context,
                        const char           *path)
{
  SCOPE (scope, context);
  HkkFormField *field;

  g_return_val_if_fail (context != NULL && path != NULL, FALSE);

  return hkk_scope_of_path (&scope, path, &field) && hkk_scope_field_is_shown (&scope, field);
}

/**
 * hkk_form_path_is_required:
 * @context: a context
 * @path: the path of a value; it need not be set
 *
 * Returns: whether it must be filled in, if it is shown
 */
gboolean
hkk_form_path_is_required (const HkkFormContext *context,
                           const char           *path)
{
  SCOPE (scope, context);
  HkkFormField *field;

  g_return_val_if_fail (context != NULL && path != NULL, FALSE);

  return hkk_scope_of_path (&scope, path, &field) && hkk_scope_field_is_required (&scope, field);
}

static void
evaluate_date (const HkkScope *scope,
               const HkkExpr  *expr,
               GDate          *date)
{
  HkkValue value;

  g_date_clear (date, 1);
  if (expr == NULL)
    return;
  value = hkk_expr_evaluate (expr, scope);
  if (value.type == HKK_VALUE_DATE)
    *date = value.date;
}

void
hkk_scope_get_date_limits (const HkkScope *scope,
                           HkkFormField   *field,
                           GDate          *min,
                           GDate          *max)
{
  evaluate_date (scope, field->min_date, min);
  evaluate_date (scope, field->max_date, max);
}

/**
 * hkk_form_path_get_date_limits:
 * @context: a context
 * @path: the path of a date
 * @min: (out caller-allocates): the first possible date; not valid if there is none
 * @max: (out caller-allocates): the last possible date; not valid if there is none
 *
 * Works out between which dates a date must lie.
 */
void
hkk_form_path_get_date_limits (const HkkFormContext *context,
                               const char           *path,
                               GDate                *min,
                               GDate                *max)
{
  SCOPE (scope, context);
  HkkFormField *field;

  g_return_if_fail (context != NULL && path != NULL && min != NULL && max != NULL);

  if (!hkk_scope_of_path (&scope, path, &field))
    {
      g_date_clear (min, 1);
      g_date_clear (max, 1);
      return;
    }
  hkk_scope_get_date_limits (&scope, field, min, max);
}

/**
 * hkk_form_path_get_text:
 * @context: a context
 * @path: the path of a value, of an item ("children[1]") or of a calculated field
 *
 * Returns: (transfer full) (nullable): what it says, for a person to read; %NULL if there is nothing
 */
char *
hkk_form_path_get_text (const HkkFormContext *context,
                        const char           *path)
{
  SCOPE (scope, context);
  HkkFormField *field;

  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  if (!hkk_scope_of_path (&scope, path, &field))
    return NULL;
  hkk_scope_enter_item (&scope, path, field);
  return hkk_scope_get_text (&scope, field);
}

/**
 * hkk_form_path_get_total_text:
 * @context: a context
 * @path: the path of a group or a table
 *
 * Returns: (transfer full) (nullable): the sum of its items, one line per currency; %NULL if it has none
 */
char *
hkk_form_path_get_total_text (const HkkFormContext *context,
                              const char           *path)
{
  SCOPE (scope, context);
  HkkFormField *field;

  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  return hkk_scope_of_path (&scope, path, &field) && field->total != NULL ? hkk_scope_get_total_text (&scope, field)
                                                                          : NULL;
}

/* --- Pruning --- */

static void
prune_members (const HkkScope *scope,
               JsonObject     *from,
               JsonObject     *to,
               GPtrArray      *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      HkkFormField *field = g_ptr_array_index (fields, i);
      JsonNode *node = json_object_get_member (from, field->id);

      if (!hkk_form_field_has_value (field) || hkk_form_node_is_empty (node) ||
          !hkk_scope_field_is_shown (scope, field))
        continue;
      if (field->children->len > 0 && JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *items = json_array_new ();
          HkkScope inner = *scope;

          inner.group = field;
          for (inner.index = 0; inner.index < json_array_get_length (json_node_get_array (node)); inner.index++)
            {
              JsonObject *item = json_object_new ();
              JsonObject *old = hkk_json_array_object (json_node_get_array (node), inner.index);

              if (old != NULL)
                prune_members (&inner, old, item, field->children);
              json_array_add_object_element (items, item);
            }
          json_object_set_array_member (to, field->id, items);
        }
      else
        {
          json_object_set_member (to, field->id, hkk_json_copy (node));
        }
    }
}

/**
 * hkk_form_prune:
 * @context: a context; its values are changed
 *
 * Leaves only what the form asks for now: hidden fields, empty texts and members that the form does not know go.
 */
void
hkk_form_prune (const HkkFormContext *context)
{
  SCOPE (scope, context);
  g_autoptr(JsonNode) old = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonObject) pruned = NULL;

  g_return_if_fail (context != NULL);

  old = hkk_form_values_to_json (context->values);
  pruned = json_object_new ();
  for (guint i = 0; i < context->form->sections->len; i++)
    prune_members (&scope, json_node_get_object (old), pruned,
                   ((HkkFormSection *) g_ptr_array_index (context->form->sections, i))->fields);
  node = json_node_init_object (json_node_alloc (), pruned);
  if (!json_node_equal (old, node))
    hkk_form_values_load (context->values, node);
}

static void
add_nulls (HkkFormValues *before,
           JsonObject    *patch,
           GPtrArray     *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      HkkFormField *field = g_ptr_array_index (fields, i);

      if (hkk_form_field_has_value (field) && !hkk_form_node_is_empty (hkk_form_values_get_node (before, field->id)) &&
          !json_object_has_member (patch, field->id))
        json_object_set_null_member (patch, field->id);
    }
}

/**
 * hkk_form_patch:
 * @context: a context; its values are pruned
 * @before: what the server holds
 *
 * Returns: (transfer full): the change of @before into the values as a merge patch (RFC 7396): what had a value and has
 *   none now, or is not asked for any more, is null; what the form does not know is left alone
 */
JsonNode *
hkk_form_patch (const HkkFormContext *context,
                HkkFormValues        *before)
{
  JsonNode *patch = NULL;

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (HKK_IS_FORM_VALUES (before), NULL);

  hkk_form_prune (context);
  patch = hkk_form_values_to_json (context->values);
  for (guint i = 0; i < context->form->sections->len; i++)
    add_nulls (before, json_node_get_object (patch),
               ((HkkFormSection *) g_ptr_array_index (context->form->sections, i))->fields);
  return patch;
}
