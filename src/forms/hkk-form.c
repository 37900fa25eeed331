/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <string.h>

#include "hkk-file-type.h"
#include "hkk-json.h"

G_DEFINE_FINAL_TYPE (HkkForm, hkk_form, G_TYPE_OBJECT)
G_DEFINE_QUARK (hkk-form-error-quark, hkk_form_error)

static const char *const kinds[] = {
  [HKK_FIELD_TEXT] = "text", [HKK_FIELD_MULTILINE] = "multiline", [HKK_FIELD_CHOICE] = "choice",
  [HKK_FIELD_MULTICHOICE] = "multichoice", [HKK_FIELD_YESNO] = "yesno", [HKK_FIELD_DECLARATION] = "declaration",
  [HKK_FIELD_DATE] = "date", [HKK_FIELD_TIME] = "time", [HKK_FIELD_MONEY] = "money", [HKK_FIELD_INTEGER] = "integer",
  [HKK_FIELD_YEAR] = "year", [HKK_FIELD_KVNR] = "kvnr", [HKK_FIELD_IBAN] = "iban", [HKK_FIELD_PHONE] = "phone",
  [HKK_FIELD_EMAIL] = "email", [HKK_FIELD_POSTAL_CODE] = "postal_code", [HKK_FIELD_COUNTRY] = "country",
  [HKK_FIELD_PERSON] = "person", [HKK_FIELD_GROUP] = "group", [HKK_FIELD_TABLE] = "table",
  [HKK_FIELD_ATTACHMENTS] = "attachments", [HKK_FIELD_NOTE] = "note", [HKK_FIELD_CALCULATED] = "calculated",
};

gboolean
hkk_form_fail (GError     **error,
               const char  *place,
               const char  *what)
{
  g_set_error (error, HKK_FORM_ERROR, HKK_FORM_ERROR_INVALID, "%s: %s", place, what);
  return FALSE;
}

/* As hkk_form_fail(), for a function that returns what it made. */
gpointer
hkk_form_fail_null (GError     **error,
                    const char  *place,
                    const char  *what)
{
  hkk_form_fail (error, place, what);
  return NULL;
}

static void
rule_free (HkkFormRule *rule)
{
  g_clear_pointer (&rule->check, hkk_expr_free);
  g_clear_pointer (&rule->when, hkk_expr_free);
  g_free (rule);
}

static void
field_free (HkkFormField *field)
{
  g_ptr_array_unref (field->currencies);
  g_ptr_array_unref (field->media_types);
  g_array_unref (field->options);
  g_ptr_array_unref (field->children);
  g_ptr_array_unref (field->rules);
  g_clear_pointer (&field->required, hkk_expr_free);
  g_clear_pointer (&field->shown_when, hkk_expr_free);
  g_clear_pointer (&field->min_date, hkk_expr_free);
  g_clear_pointer (&field->max_date, hkk_expr_free);
  g_clear_pointer (&field->value, hkk_expr_free);
  g_free (field);
}

static HkkFormField *
field_new (JsonObject     *json,
           HkkFormField   *parent,
           HkkFormSection *section)
{
  HkkFormField *field = g_new0 (HkkFormField, 1);

  field->json = json;
  field->parent = parent;
  field->section = section;
  field->currencies = g_ptr_array_new ();
  field->media_types = g_ptr_array_new ();
  field->options = g_array_new (FALSE, TRUE, sizeof (HkkFormOption));
  field->children = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  field->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  return field;
}

static void
section_free (HkkFormSection *section)
{
  g_ptr_array_unref (section->fields);
  g_clear_pointer (&section->shown_when, hkk_expr_free);
  g_free (section);
}

static gboolean
is_id (const char *id)
{
  return id != NULL && g_ascii_islower (id[0]) && strlen (id) <= 64 &&
         strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen (id);
}

/* --- First pass: the fields, so that expressions can name all of them --- */

static gboolean
read_options (HkkForm       *form,
              HkkFormField  *field,
              GError       **error)
{
  JsonArray *array = hkk_json_get_array (field->json, "options");
  const char *list_name = hkk_json_get_string (field->json, "list");
  const char *warning = NULL;

  if (list_name != NULL)
    {
      JsonObject *list = hkk_json_get_object (hkk_json_get_object (form->json, "lists"), list_name);

      array = hkk_json_get_array (list, "options");
      warning = hkk_json_get_string (list, "warn");
      if (array == NULL)
        return hkk_form_fail (error, field->id, "the list does not exist");
    }
  for (guint i = 0; i < hkk_json_array_length (array); i++)
    {
      JsonObject *json = hkk_json_array_object (array, i);
      HkkFormOption option = {
        .value = hkk_json_get_string (json, "value"), .label = hkk_json_get_string (json, "label"),
        .warning = hkk_json_get_string (json, "warn"), .birth_date = hkk_json_get_string (json, "birth_date"),
      };

      if (hkk_json_get_bool (json, "warn", FALSE))
        option.warning = warning;
      if (!hkk_json_get_bool (field->json, "warn", TRUE))
        option.warning = NULL;
      if (option.value == NULL || option.value[0] == '\0' || option.label == NULL)
        return hkk_form_fail (error, field->id, "an option needs a value and a label");
      if (hkk_form_field_find_option (field, option.value) != NULL)
        return hkk_form_fail (error, field->id, "an option stands twice");
      g_array_append_val (field->options, option);
    }
  if ((field->kind == HKK_FIELD_CHOICE || field->kind == HKK_FIELD_MULTICHOICE || field->kind == HKK_FIELD_COUNTRY) &&
      field->options->len == 0)
    return hkk_form_fail (error, field->id, "there is nothing to choose from");
  return TRUE;
}

/* Borrowed strings of @name, or @fallback; NULL-terminated. */
static void
read_strings (JsonObject         *json,
              const char         *name,
              const char *const  *fallback,
              GPtrArray          *strings)
{
  JsonArray *array = hkk_json_get_array (json, name);

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    if (hkk_json_array_string (array, i) != NULL)
      g_ptr_array_add (strings, (gpointer) hkk_json_array_string (array, i));
  if (strings->len == 0)
    for (guint i = 0; fallback[i] != NULL; i++)
      g_ptr_array_add (strings, (gpointer) fallback[i]);
  g_ptr_array_add (strings, NULL);
}

/* How many items, rows or files there can be unless the form says less or, but for files, more; 0: it does not
 * count. */
static gint64
most_of (HkkFieldKind kind)
{
  if (kind == HKK_FIELD_GROUP)
    return 20;
  if (kind == HKK_FIELD_TABLE)
    return 100;
  return kind == HKK_FIELD_ATTACHMENTS ? HKK_FILE_MAX_COUNT : 0;
}

/* "7:9" */
static double
read_aspect (const char *text)
{
  g_auto(GStrv) sides = g_strsplit (text != NULL ? text : "", ":", 2);
  guint64 width = 0, height = 0;

  if (g_strv_length (sides) == 2 && g_ascii_string_to_unsigned (sides[0], 10, 1, 99, &width, NULL) &&
      g_ascii_string_to_unsigned (sides[1], 10, 1, 99, &height, NULL))
    return (double) width / (double) height;
  return 0;
}

static void
read_limits (HkkFormField *field)
{
  static const char *const currencies[] = { "EUR", NULL };
  static const char *const media_types[] = { "application/pdf", "image/jpeg", "image/png", NULL };
  JsonObject *json = field->json;
  gint64 most = most_of (field->kind);

  field->has_min = hkk_json_node_int (json_object_get_member (json, "min"), &field->min);
  field->has_max = hkk_json_node_int (json_object_get_member (json, "max"), &field->max);
  if (most > 0 && (!field->has_max || (field->kind == HKK_FIELD_ATTACHMENTS && field->max > most)))
    {
      field->has_max = TRUE;
      field->max = most;
    }
  field->min_length = (guint) CLAMP (hkk_json_get_int (json, "min_length", 0), 0, 100000);
  field->max_bytes = MAX (hkk_json_get_int (json, "max_bytes", 0), 0);
  field->min_side = (guint) CLAMP (hkk_json_get_int (json, "min_side", 0), 0, HKK_PICTURE_MAX_SIDE);
  field->aspect = read_aspect (hkk_json_get_string (json, "aspect"));
  field->max_length = (guint) CLAMP (hkk_json_get_int (json, "max_length",
                                                       field->kind == HKK_FIELD_MULTILINE ? 4000 : 200), 1, 100000);
  read_strings (json, "currencies", currencies, field->currencies);
  read_strings (json, "media_types", media_types, field->media_types);
  field->placeholder = hkk_json_get_string (json, "placeholder");
  field->item_label = hkk_json_get_string (json, "item_label");
  field->add_label = hkk_json_get_string (json, "add_label");
  field->item_title = hkk_json_get_string (json, "item_title");
  field->format = hkk_json_get_string (json, "format");
}

static HkkFormField *read_field (HkkForm         *form,
                                 JsonObject      *json,
                                 HkkFormField    *parent,
                                 HkkFormSection  *section,
                                 GError         **error);

static gboolean
read_children (HkkForm       *form,
               HkkFormField  *field,
               GError       **error)
{
  JsonArray *array = hkk_json_get_array (field->json, "fields");
  JsonObject *total = hkk_json_get_object (field->json, "total");

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    {
      HkkFormField *child = read_field (form, hkk_json_array_object (array, i), field, field->section, error);

      if (child == NULL)
        return FALSE;
      if (hkk_form_field_find_child (field, child->id) != NULL)
        {
          hkk_form_fail (error, child->id, "the id stands twice");
          field_free (child);
          return FALSE;
        }
      g_ptr_array_add (field->children, child);
    }
  if (field->children->len == 0)
    return hkk_form_fail (error, field->id, "it has no fields");
  if (total != NULL)
    {
      field->total = hkk_form_field_find_child (field, hkk_json_get_string (total, "field"));
      field->total_label = hkk_json_get_string (total, "label");
      if (field->total == NULL || field->total_label == NULL ||
          (field->total->kind != HKK_FIELD_MONEY && field->total->kind != HKK_FIELD_INTEGER))
        return hkk_form_fail (error, field->id, "the total needs a label and a money or integer field");
    }
  return TRUE;
}

static gboolean
read_kind (HkkFormField  *field,
           GError       **error)
{
  const char *kind = hkk_json_get_string (field->json, "kind");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kind, kinds[i]) == 0)
      {
        field->kind = (HkkFieldKind) i;
        return TRUE;
      }
  return hkk_form_fail (error, field->id, "unknown kind of field");
}

static HkkFormField *
read_field (HkkForm         *form,
            JsonObject      *json,
            HkkFormField    *parent,
            HkkFormSection  *section,
            GError         **error)
{
  HkkFormField *field;
  gboolean is_group;

  if (json == NULL || !is_id (hkk_json_get_string (json, "id")))
    return hkk_form_fail_null (error, section->id, "a field has no good id");
  if (++form->n_fields > HKK_FORM_MAX_FIELDS)
    return hkk_form_fail_null (error, section->id, "too many fields");

  field = field_new (json, parent, section);
  field->id = hkk_json_get_string (json, "id");
  field->label = hkk_json_get_string (json, "label");
  field->help = hkk_json_get_string (json, "help");
  field->order = form->n_fields;
  if (!read_kind (field, error))
    goto failed;
  read_limits (field);
  is_group = field->kind == HKK_FIELD_GROUP || field->kind == HKK_FIELD_TABLE;
  if (field->label == NULL)
    hkk_form_fail (error, field->id, "it has no label");
  else if (is_group && parent != NULL)
    hkk_form_fail (error, field->id, "a group cannot hold a group");
  else if (read_options (form, field, error) && (!is_group || read_children (form, field, error)))
    return field;
failed:
  field_free (field);
  return NULL;
}

static gboolean
read_section (HkkForm     *form,
              JsonObject  *json,
              GError     **error)
{
  HkkFormSection *section;
  JsonArray *fields = hkk_json_get_array (json, "fields");

  if (!is_id (hkk_json_get_string (json, "id")) || hkk_json_get_string (json, "title") == NULL)
    return hkk_form_fail (error, form->root != NULL ? hkk_form_get_id (form) : "", "a section needs an id and a title");

  section = g_new0 (HkkFormSection, 1);
  section->json = json;
  section->id = hkk_json_get_string (json, "id");
  section->title = hkk_json_get_string (json, "title");
  section->text = hkk_json_get_string (json, "text");
  section->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  g_ptr_array_add (form->sections, section);
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      HkkFormField *field = read_field (form, hkk_json_array_object (fields, i), NULL, section, error);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (section->fields, field);
      if (!g_hash_table_insert (form->fields, (gpointer) field->id, field))
        return hkk_form_fail (error, field->id, "the id stands twice");
    }
  return TRUE;
}

/* --- Second pass: conditions, rules, calculations --- */

static gboolean
read_optional (HkkForm       *form,
               JsonObject    *json,
               const char    *name,
               HkkFormField  *group,
               guint          before,
               const char    *place,
               HkkExpr      **expr,
               GError       **error)
{
  JsonNode *node = json_object_get_member (json, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *expr = hkk_expr_parse (form, group, before, node, place, error);
  return *expr != NULL;
}

static gboolean
read_rules (HkkForm       *form,
            JsonObject    *json,
            HkkFormField  *group,
            const char    *place,
            GPtrArray     *rules,
            GError       **error)
{
  JsonArray *array = hkk_json_get_array (json, "rules");

  for (guint i = 0; i < hkk_json_array_length (array); i++)
    {
      JsonObject *object = hkk_json_array_object (array, i);
      HkkFormRule *rule = g_new0 (HkkFormRule, 1);

      g_ptr_array_add (rules, rule);
      rule->code = hkk_json_get_string (object, "code");
      rule->message = hkk_json_get_string (object, "message");
      rule->field = hkk_json_get_string (object, "field");
      rule->level = g_strcmp0 (hkk_json_get_string (object, "level"), "warning") == 0 ? HKK_FORM_ISSUE_WARNING
                                                                                      : HKK_FORM_ISSUE_ERROR;
      if (rule->code == NULL || rule->message == NULL)
        return hkk_form_fail (error, place, "a rule needs a code and a message");
      if (rule->field != NULL && hkk_form_find_field (form, rule->field) == NULL)
        return hkk_form_fail (error, place, "a rule names no field");
      if (!read_optional (form, object, "check", group, G_MAXUINT, place, &rule->check, error) ||
          !read_optional (form, object, "when", group, G_MAXUINT, place, &rule->when, error))
        return FALSE;
      if (rule->check == NULL)
        return hkk_form_fail (error, place, "a rule needs a check");
    }
  return TRUE;
}

static gboolean
read_conditions (HkkForm       *form,
                 HkkFormField  *field,
                 GError       **error)
{
  HkkFormField *group = field->parent;

  field->always_required = hkk_json_get_bool (field->json, "required", FALSE);
  if (hkk_json_get_array (field->json, "required") != NULL &&
      !read_optional (form, field->json, "required", group, G_MAXUINT, field->id, &field->required, error))
    return FALSE;
  if (!read_optional (form, field->json, "shown_when", group, field->order, field->id, &field->shown_when, error) ||
      !read_optional (form, field->json, "min_date", group, G_MAXUINT, field->id, &field->min_date, error) ||
      !read_optional (form, field->json, "max_date", group, G_MAXUINT, field->id, &field->max_date, error) ||
      !read_optional (form, field->json, "value", group, field->order, field->id, &field->value, error) ||
      !read_rules (form, field->json, group, field->id, field->rules, error))
    return FALSE;
  if ((field->kind == HKK_FIELD_CALCULATED) != (field->value != NULL))
    return hkk_form_fail (error, field->id, "calculated fields, and no others, have a value");
  for (guint i = 0; i < field->children->len; i++)
    if (!read_conditions (form, g_ptr_array_index (field->children, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_all_conditions (HkkForm  *form,
                     GError  **error)
{
  for (guint i = 0; i < form->sections->len; i++)
    {
      HkkFormSection *section = g_ptr_array_index (form->sections, i);
      guint before = section->fields->len > 0 ? ((HkkFormField *) g_ptr_array_index (section->fields, 0))->order : 0;

      if (!read_optional (form, section->json, "shown_when", NULL, before, section->id, &section->shown_when, error))
        return FALSE;
      for (guint j = 0; j < section->fields->len; j++)
        if (!read_conditions (form, g_ptr_array_index (section->fields, j), error))
          return FALSE;
    }
  return read_rules (form, form->json, NULL, hkk_form_get_id (form), form->rules, error);
}

static gboolean
read_form (HkkForm  *form,
           GError  **error)
{
  JsonArray *sections = hkk_json_get_array (form->json, "sections");

  if (hkk_form_get_id (form) == NULL || hkk_form_get_title (form) == NULL || hkk_json_array_length (sections) == 0)
    return hkk_form_fail (error, "form", "it needs an id, a title and sections");
  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    {
      JsonObject *section = hkk_json_array_object (sections, i);

      if (section == NULL)
        return hkk_form_fail (error, "form", "a section is no object");
      if (!read_section (form, section, error))
        return FALSE;
    }
  return read_all_conditions (form, error);
}

static void
hkk_form_finalize (GObject *object)
{
  HkkForm *self = HKK_FORM (object);

  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_node_unref);
  G_OBJECT_CLASS (hkk_form_parent_class)->finalize (object);
}

static void
hkk_form_class_init (HkkFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_form_finalize;
}

static void
hkk_form_init (HkkForm *self)
{
  self->sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);
  self->fields = g_hash_table_new (g_str_hash, g_str_equal);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
}

/**
 * hkk_form_new_from_json:
 * @json: a form as the wire carries it; hkk-form.h describes it. It is copied.
 * @error: return location for a %HKK_FORM_ERROR, whose message is for developers
 *
 * Reads a form. Everything is checked here: afterwards a form cannot name a field that does not exist, hide itself in a
 * circle or use an operator that is unknown.
 *
 * Returns: (transfer full) (nullable): a form, which never changes
 */
HkkForm *
hkk_form_new_from_json (JsonNode  *json,
                        GError   **error)
{
  g_autoptr(HkkForm) self = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (json))
    return hkk_form_fail_null (error, "form", "it is no object");
  self = g_object_new (HKK_TYPE_FORM, NULL);
  self->root = hkk_json_copy (json);
  self->json = json_node_get_object (self->root);
  if (!read_form (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
