/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hkk-json.h"
#include "hkk-plain-text.h"

/* How an entry of a group or a table is called, wherever it is shown: after the person or the thing, with its amount.
 * The form says of which fields: "{first_name} {last_name}". */

/* The next place of a field in TEMPLATE: its id, what stands before it through LITERAL, the rest through TEMPLATE.
 * (transfer full) (nullable) */
static char *
next_place (const char **template,
            char       **literal)
{
  const char *open = strchr (*template, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
  char *id;

  if (close == NULL)
    return NULL;
  *literal = g_strndup (*template, (gsize) (open - *template));
  id = g_strndup (open + 1, (gsize) (close - open - 1));
  *template = close + 1;
  return id;
}

/**
 * hkk_form_field_names_item:
 * @field: a field of a group or a table
 *
 * Returns: whether an entry is called after it
 */
gboolean
hkk_form_field_names_item (HkkFormField *field)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (field != NULL, FALSE);

  if (field->parent == NULL || field->parent->item_title == NULL)
    return FALSE;
  place = g_strconcat ("{", field->id, "}", NULL);
  return strstr (field->parent->item_title, place) != NULL;
}

static char *
child_text (const HkkScope *scope,
            HkkFormField   *child)
{
  return child != NULL && hkk_scope_field_is_shown (scope, child) ? hkk_scope_get_text (scope, child) : NULL;
}

/* As TEMPLATE has it; what has no value is left out with what stands before it. (nullable) */
static char *
filled_in (const HkkScope *scope,
           const char     *template)
{
  g_autoptr(GString) title = g_string_new (NULL);
  g_autofree char *id = NULL;
  g_autofree char *literal = NULL;

  while ((id = next_place (&template, &literal)) != NULL)
    {
      g_autofree char *text = child_text (scope, hkk_form_field_find_child (scope->group, id));

      if (text != NULL)
        g_string_append_printf (title, "%s%s", title->len > 0 ? literal : "", text);
      g_clear_pointer (&id, g_free);
      g_clear_pointer (&literal, g_free);
    }
  return title->len > 0 ? g_string_free_and_steal (g_steal_pointer (&title)) : NULL;
}

static char *
numbered (const HkkScope *scope)
{
  HkkFormField *group = scope->group;

  /* TRANSLATORS: an entry of a list and its number: "Child 2" */
  return g_strdup_printf (hkk_form_translate (scope->context, N_("%s %u")),
                          group->item_label != NULL ? group->item_label : group->label, scope->index + 1);
}

/* (transfer full): never empty. */
char *
hkk_scope_get_item_title (const HkkScope *scope)
{
  char *title = scope->group->item_title != NULL ? filled_in (scope, scope->group->item_title) : NULL;

  return title != NULL ? title : numbered (scope);
}

/* (nullable): the field that says what the entry costs or brings. */
HkkFormField *
hkk_scope_get_item_amount (const HkkScope *scope)
{
  JsonArray *ids = hkk_json_get_array (scope->group->json, "item_amount");

  for (guint i = 0; i < hkk_json_array_length (ids); i++)
    {
      const char *id = hkk_json_array_string (ids, i);
      HkkFormField *child = id != NULL ? hkk_form_field_find_child (scope->group, id) : NULL;
      g_autofree char *text = child_text (scope, child);

      if (text != NULL)
        return child;
    }
  return hkk_json_array_length (ids) == 0 && scope->group->total != NULL &&
         scope->group->total->kind == HKK_FIELD_MONEY ? scope->group->total : NULL;
}

/* (transfer full): a field of a form and what was filled in: "Birth date: 31.12.2020". A question has its mark. */
static char *
answer_text (const HkkScope *scope,
             HkkFormField   *field,
             const char     *value)
{
  if (hkk_plain_text_is_question (field->label))
    return g_strdup_printf ("%s %s", field->label, value);
  /* TRANSLATORS: a field of a form and what was filled in: "Birth date: 31.12.2020" */
  return g_strdup_printf (hkk_form_translate (scope->context, N_("%s: %s")), field->label, value);
}

/* What neither the title nor the amount says: a line for each answer in a group, one line in a table. (nullable) */
char *
hkk_scope_get_item_rest (const HkkScope *scope)
{
  HkkFormField *group = scope->group, *amount = hkk_scope_get_item_amount (scope);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < group->children->len; i++)
    {
      HkkFormField *child = g_ptr_array_index (group->children, i);
      g_autofree char *value = child == amount || hkk_form_field_names_item (child) ? NULL : child_text (scope, child);
      g_autofree char *answer = value != NULL ? answer_text (scope, child, value) : NULL;

      if (answer == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, group->kind == HKK_FIELD_TABLE ? " · " : "\n");
      g_string_append (text, answer);
    }
  return g_string_free (text, text->len == 0);
}

/* --- By path --- */

typedef char *(*ItemFunc) (const HkkScope *scope);

static char *
of_path (const HkkFormContext *context,
         const char           *path,
         ItemFunc              get)
{
  guint budget = HKK_SCOPE_BUDGET;
  HkkScope scope = { .context = context, .budget = &budget };
  HkkFormField *field;

  if (!hkk_scope_of_path (&scope, path, &field) || !hkk_scope_enter_item (&scope, path, field))
    return NULL;
  return get (&scope);
}

static char *
get_amount_text (const HkkScope *scope)
{
  return child_text (scope, hkk_scope_get_item_amount (scope));
}

/**
 * hkk_form_item_get_title:
 * @context: a context
 * @path: the path of an item, "children[1]"
 *
 * Returns: (transfer full) (nullable): what it is called, in its row, the review, the details and the receipt alike:
 *   after the person or the thing, else what it is and its number; %NULL if @path names no item
 */
char *
hkk_form_item_get_title (const HkkFormContext *context,
                         const char           *path)
{
  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  return of_path (context, path, hkk_scope_get_item_title);
}

/**
 * hkk_form_item_get_amount:
 * @context: a context
 * @path: the path of an item, "trips[0]"
 *
 * Returns: (transfer full) (nullable): the amount that it stands for; %NULL if there is none (yet)
 */
char *
hkk_form_item_get_amount (const HkkFormContext *context,
                          const char           *path)
{
  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  return of_path (context, path, get_amount_text);
}

/**
 * hkk_form_item_get_rest:
 * @context: a context
 * @path: the path of an item, "trips[0]"
 *
 * Returns: (transfer full) (nullable): the answers that neither its title nor its amount says, each with its label
 */
char *
hkk_form_item_get_rest (const HkkFormContext *context,
                        const char           *path)
{
  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  return of_path (context, path, hkk_scope_get_item_rest);
}
