/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-file-name.h"
#include "hkk-json.h"

/* --- One value --- */

static const char *
option_label (HkkFormField *field,
              const char   *value)
{
  const HkkFormOption *option = hkk_form_field_find_option (field, value);

  return option != NULL ? option->label : value;
}

static char *
chosen_text (HkkFormField *field,
             JsonArray    *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    if (hkk_json_array_string (array, i) != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              option_label (field, hkk_json_array_string (array, i)));
  return g_string_free (text, text->len == 0);
}

static char *
files_text (JsonArray *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    {
      JsonObject *file = hkk_json_array_object (array, i);
      g_autofree char *size = g_format_size ((guint64) MAX (hkk_json_get_int (file, "size", 0), 0));
      const char *name = hkk_json_get_string (file, "name");
      g_autofree char *clean = hkk_file_name_clean (name != NULL ? name : "", hkk_json_get_string (file, "media_type"),
                                                    "–");

      g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? "\n" : "", clean, size);
    }
  return g_string_free (text, text->len == 0);
}

static char *
string_text (const HkkScope *scope,
             HkkFormField   *field,
             const char     *text)
{
  GDate date;

  g_date_clear (&date, 1);
  if (field->options->len > 0)
    return g_strdup (option_label (field, text));
  if (field->kind == HKK_FIELD_IBAN)
    return hkk_iban_format (text);
  if (field->kind == HKK_FIELD_KVNR)
    return hkk_kvnr_format (text);
  if (field->kind == HKK_FIELD_PHONE)
    return hkk_phone_format (text);
  if (field->kind == HKK_FIELD_DATE && hkk_date_from_iso (text, &date))
    return hkk_form_date_text (scope->context, &date);
  return g_strdup (text);
}

static char *
money_text (const HkkScope *scope,
            JsonNode       *node)
{
  JsonObject *money = hkk_json_node_object (node);
  gint64 amount;

  if (money == NULL || hkk_json_get_string (money, "currency") == NULL ||
      !hkk_json_node_int (json_object_get_member (money, "amount"), &amount) || ABS (amount) > HKK_JSON_MAX_INT)
    return NULL;
  return hkk_money_format (amount, hkk_json_get_string (money, "currency"), scope->context->language);
}

static char *
calculated_text (const HkkScope *scope,
                 HkkFormField   *field)
{
  HkkValue value = hkk_expr_evaluate (field->value, scope);
  const char *currency = hkk_json_get_string (field->json, "currency");

  switch (value.type)
    {
    case HKK_VALUE_INT:
      if (g_strcmp0 (field->format, "money") == 0 && value.number > G_MININT64)
        return hkk_money_format (value.number, currency != NULL ? currency : "EUR", scope->context->language);
      return g_strdup_printf ("%" G_GINT64_FORMAT, value.number);
    case HKK_VALUE_DATE:
      return hkk_form_date_text (scope->context, &value.date);
    case HKK_VALUE_BOOL:
      return g_strdup (hkk_form_translate (scope->context, value.number ? N_("Yes") : N_("No")));
    case HKK_VALUE_STRING:
      return g_strdup (value.string);
    case HKK_VALUE_UNKNOWN:
    case HKK_VALUE_LIST:
    default:
      return NULL;
    }
}

/* The amount first, on a line of its own. */
static char *
item_text (const HkkScope *scope)
{
  HkkFormField *field = hkk_scope_get_item_amount (scope);
  g_autofree char *amount = field != NULL ? hkk_scope_get_text (scope, field) : NULL;
  g_autofree char *rest = hkk_scope_get_item_rest (scope);

  if (amount == NULL || rest == NULL)
    return g_strdup (amount != NULL ? amount : rest);
  return g_strconcat (amount, "\n", rest, NULL);
}

char *
hkk_scope_get_text (const HkkScope *scope,
                    HkkFormField   *field)
{
  JsonNode *node = hkk_scope_get_node (scope, field);
  gboolean truth;
  gint64 number;

  if (field->kind == HKK_FIELD_CALCULATED)
    return calculated_text (scope, field);
  if (scope->group == field)
    return item_text (scope);
  if (hkk_form_node_is_empty (node))
    return NULL;
  if (field->kind == HKK_FIELD_ATTACHMENTS)
    return files_text (hkk_json_node_array (node));
  if (field->kind == HKK_FIELD_MULTICHOICE)
    return chosen_text (field, hkk_json_node_array (node));
  if (field->kind == HKK_FIELD_MONEY)
    return money_text (scope, node);
  if (hkk_json_node_string (node) != NULL)
    return string_text (scope, field, hkk_json_node_string (node));
  if (hkk_json_node_int (node, &number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (!hkk_json_node_bool (node, &truth))
    return NULL;
  if (field->kind == HKK_FIELD_DECLARATION)
    /* TRANSLATORS: stands behind a declaration that the person has confirmed */
    return truth ? g_strdup (hkk_form_translate (scope->context, N_("Confirmed"))) : NULL;
  return g_strdup (hkk_form_translate (scope->context, truth ? N_("Yes") : N_("No")));
}

char *
hkk_scope_get_total_text (const HkkScope *scope,
                          HkkFormField   *field)
{
  HkkFormValues *values = scope->context->values;
  g_autofree char *path = hkk_scope_get_path (scope, field);
  GString *text;

  if (hkk_form_values_get_n_items (values, path) == 0)
    return NULL;
  if (field->total->kind == HKK_FIELD_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, hkk_form_values_sum (values, path, field->total->id, NULL));
  text = g_string_new (NULL);
  for (guint i = 0; i + 1 < field->total->currencies->len; i++)
    {
      const char *currency = g_ptr_array_index (field->total->currencies, i);
      gint64 sum = hkk_form_values_sum (values, path, field->total->id, currency);
      g_autofree char *amount = hkk_money_format (sum, currency, scope->context->language);

      if (sum != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", amount);
    }
  return g_string_free (text, text->len == 0);
}

/* --- The whole form --- */

/* Takes @value; without one there is no row. */
static void
add_row (HkkShownSection *shown,
         const char      *path,
         const char      *label,
         char            *value)
{
  g_autofree char *owned = value;
  g_autoptr(HkkShownRow) row = NULL;

  if (value == NULL)
    return;
  row = hkk_shown_row_new (path, label, NULL, value);
  hkk_shown_section_add_row (shown, row);
}

static void
add_items (const HkkScope  *scope,
           HkkFormField    *field,
           HkkShownSection *shown)
{
  HkkScope inner = *scope;
  guint count = hkk_scope_n_items (scope, field);

  inner.group = field;
  for (inner.index = 0; inner.index < count; inner.index++)
    {
      g_autofree char *path = hkk_form_path_print (field->id, (int) inner.index, NULL);
      g_autofree char *title = hkk_scope_get_item_title (&inner);
      char *text = item_text (&inner);

      /* Of what is named and nothing more the name is the answer. */
      if (text == NULL)
        add_row (shown, path, field->item_label != NULL ? field->item_label : field->label, g_strdup (title));
      else
        add_row (shown, path, title, text);
    }
  if (field->total != NULL)
    add_row (shown, field->id, field->total_label, hkk_scope_get_total_text (scope, field));
}

static HkkShownSection *
describe_section (const HkkScope *scope,
                  HkkFormSection *section)
{
  HkkShownSection *shown = hkk_shown_section_new (section->title);

  for (guint i = 0; i < section->fields->len; i++)
    {
      HkkFormField *field = g_ptr_array_index (section->fields, i);

      if (field->kind == HKK_FIELD_NOTE || !hkk_scope_field_is_shown (scope, field))
        continue;
      if (field->children->len > 0)
        add_items (scope, field, shown);
      else
        add_row (shown, field->id, field->label, hkk_scope_get_text (scope, field));
    }
  return shown;
}

/**
 * hkk_form_describe:
 * @context: a context
 *
 * What a person has filled in, in words: for the review page, the details of a request and the receipt. Hidden fields
 * and empty ones are left out.
 *
 * Returns: (transfer full): the sections that have rows; items are #HkkShownSection
 */
GListModel *
hkk_form_describe (const HkkFormContext *context)
{
  guint budget = HKK_SCOPE_BUDGET;
  HkkScope scope = { .context = context, .budget = &budget };
  GListStore *sections;

  g_return_val_if_fail (context != NULL, NULL);

  sections = g_list_store_new (HKK_TYPE_SHOWN_SECTION);
  for (guint i = 0; i < context->form->sections->len; i++)
    {
      g_autoptr(HkkShownSection) shown = describe_section (&scope, g_ptr_array_index (context->form->sections, i));

      if (g_list_model_get_n_items (hkk_shown_section_get_rows (shown)) > 0)
        g_list_store_append (sections, shown);
    }
  return G_LIST_MODEL (sections);
}

/**
 * hkk_form_describe_json:
 * @context: a context
 *
 * Returns: (transfer full): hkk_form_describe() as the wire's "values_shown"
 */
JsonArray *
hkk_form_describe_json (const HkkFormContext *context)
{
  g_autoptr(GListModel) sections = NULL;

  g_return_val_if_fail (context != NULL, NULL);

  sections = hkk_form_describe (context);
  return hkk_shown_sections_to_json (sections);
}

/* Of a list what its entries are called: "Ada Amsel, Arne Amsel". (nullable) */
static char *
subject_text (const HkkScope *scope,
              HkkFormField   *field)
{
  HkkScope inner = *scope;
  guint count;
  GString *text;

  if (field->children->len == 0)
    return hkk_scope_get_text (scope, field);
  count = hkk_scope_n_items (scope, field);
  text = g_string_new (NULL);
  inner.group = field;
  for (inner.index = 0; inner.index < count; inner.index++)
    {
      g_autofree char *title = hkk_scope_get_item_title (&inner);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", title);
    }
  return g_string_free (text, text->len == 0);
}

/**
 * hkk_form_dup_subject:
 * @context: a context
 *
 * What a request is about, and for whom, as its form has marked it: "Spain · Ada Amsel". What is not filled in or not
 * shown is left out.
 *
 * Returns: (transfer full) (nullable): the subject; %NULL if there is nothing to say
 */
char *
hkk_form_dup_subject (const HkkFormContext *context)
{
  guint budget = HKK_SCOPE_BUDGET;
  HkkScope scope = { .context = context, .budget = &budget };
  JsonArray *fields;
  GString *subject;

  g_return_val_if_fail (context != NULL, NULL);

  fields = hkk_json_get_array (context->form->json, "subject_fields");
  subject = g_string_new (NULL);
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      const char *id = hkk_json_array_string (fields, i);
      HkkFormField *field = id != NULL ? g_hash_table_lookup (context->form->fields, id) : NULL;
      gboolean shown = field != NULL && hkk_scope_field_is_shown (&scope, field);
      g_autofree char *text = shown ? subject_text (&scope, field) : NULL;
      g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
      g_autofree char *line = lines != NULL ? g_strjoinv (", ", lines) : NULL;

      if (line != NULL)
        g_string_append_printf (subject, "%s%s", subject->len > 0 ? " · " : "", line);
    }
  return g_string_free (subject, subject->len == 0);
}
