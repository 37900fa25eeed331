/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-file-name.h"
#include "hkk-file-type.h"
#include "hkk-json.h"

typedef struct
{
  HkkScope              scope;
  HkkFormValidateFlags  flags;
  GPtrArray            *issues; /* of HkkFormIssue */
  guint                 n_files;
} Check;

/**
 * hkk_form_issue_free:
 * @issue: (transfer full): an issue
 *
 * Frees an issue.
 */
void
hkk_form_issue_free (HkkFormIssue *issue)
{
  g_free (issue->path);
  g_free (issue->code);
  g_free (issue->message);
  g_free (issue);
}

/* Takes @path. */
static void
add_issue (Check             *check,
           char              *path,
           const char        *code,
           HkkFormIssueLevel  level,
           const char        *message)
{
  HkkFormIssue *issue = g_new0 (HkkFormIssue, 1);

  issue->path = path;
  issue->code = g_strdup (code);
  issue->level = level;
  issue->message = g_strdup (message);
  g_ptr_array_add (check->issues, issue);
}

static void
add_error (Check        *check,
           HkkFormField *field,
           const char   *code,
           const char   *msgid)
{
  add_issue (check, hkk_scope_get_path (&check->scope, field), code, HKK_FORM_ISSUE_ERROR,
             hkk_form_translate (check->scope.context, msgid));
}

/* Takes @value, which stands in the message. */
static void
add_limit (Check        *check,
           HkkFormField *field,
           const char   *code,
           const char   *msgid,
           char         *value)
{
  g_autofree char *owned = value;
  g_autofree char *message = NULL;

  /* Translations are checked by msgfmt -c. */
  #pragma GCC diagnostic push
  #pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (hkk_form_translate (check->scope.context, msgid), owned);
  #pragma GCC diagnostic pop
  add_issue (check, hkk_scope_get_path (&check->scope, field), code, HKK_FORM_ISSUE_ERROR, message);
}

static char *
number_text (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* --- One value --- */

/* The server takes a value in its normal form only; a person's was brought into it before. */
static void
check_rule_function (Check        *check,
                     HkkFormField *field,
                     const char   *text,
                     gboolean    (*function) (const char *, GError **))
{
  g_autofree char *normal = check->flags & HKK_FORM_VALIDATE_STRICT ? hkk_form_field_read (field, text, NULL) : NULL;
  g_autoptr(GError) error = NULL;

  if (!function (text, &error))
    {
      /* Where the message is for this program's user, it says at which place. */
      if (check->scope.context->translate == NULL)
        add_issue (check, hkk_scope_get_path (&check->scope, field), hkk_rule_error_code (error), HKK_FORM_ISSUE_ERROR,
                   error->message);
      else
        add_error (check, field, hkk_rule_error_code (error), hkk_rule_error_msgid (error));
    }
  else if (normal != NULL && strcmp (normal, text) != 0)
    {
      add_error (check, field, "wrong_type", N_("This entry cannot be read. Fill it in again."));
    }
}

static gboolean
check_time (const char  *text,
            GError     **error)
{
  g_autofree char *iso = NULL;

  return hkk_time_parse (text, &iso, error);
}

static void
check_text (Check        *check,
            HkkFormField *field,
            const char   *text)
{
  long length = g_utf8_strlen (text, -1);

  if (length > (long) field->max_length)
    /* TRANSLATORS: %s is a number */
    add_limit (check, field, "too_long", N_("This text is too long. Possible characters: %s."),
               number_text (field->max_length));
  if (length < (long) field->min_length)
    /* TRANSLATORS: %s is a number */
    add_limit (check, field, "too_short", N_("This text is too short. Needed characters: %s."),
               number_text (field->min_length));
  if (!hkk_text_is_clean (text, field->kind == HKK_FIELD_MULTILINE))
    add_error (check, field, "characters", N_("This text has hidden characters that cannot be used here."));
}

static void
check_option (Check        *check,
              HkkFormField *field,
              const char   *value)
{
  const HkkFormOption *option = hkk_form_field_find_option (field, value);

  if (option == NULL)
    add_error (check, field, "not_an_option", N_("Choose one of the entries."));
  else if (option->warning != NULL)
    add_issue (check, hkk_scope_get_path (&check->scope, field), "option_warning", HKK_FORM_ISSUE_WARNING,
               option->warning);
}

static void
check_date (Check        *check,
            HkkFormField *field,
            const char   *text)
{
  GDate date, min, max;

  if (!hkk_date_from_iso (text, &date))
    {
      add_error (check, field, "date", N_("This date does not exist. Type day, month and year."));
      return;
    }
  hkk_scope_get_date_limits (&check->scope, field, &min, &max);
  if (g_date_valid (&min) && g_date_compare (&date, &min) < 0)
    /* TRANSLATORS: %s is a date */
    add_limit (check, field, "too_early", N_("This date is too early. The earliest one possible: %s."),
               hkk_form_date_text (check->scope.context, &min));
  if (g_date_valid (&max) && g_date_compare (&date, &max) > 0)
    /* TRANSLATORS: %s is a date */
    add_limit (check, field, "too_late", N_("This date is too late. The latest one possible: %s."),
               hkk_form_date_text (check->scope.context, &max));
}

static void
check_number (Check        *check,
              HkkFormField *field,
              gint64        number,
              const char   *currency)
{
  const char *language = check->scope.context->language;

  if (field->has_min && number < field->min)
    /* TRANSLATORS: %s is a number or an amount of money */
    add_limit (check, field, "too_small", N_("This is too little. The least possible: %s."),
               currency != NULL ? hkk_money_format (field->min, currency, language) : number_text (field->min));
  if (field->has_max && number > field->max)
    /* TRANSLATORS: %s is a number or an amount of money */
    add_limit (check, field, "too_large", N_("This is too much. The most possible: %s."),
               currency != NULL ? hkk_money_format (field->max, currency, language) : number_text (field->max));
}

static void
check_money (Check        *check,
             HkkFormField *field,
             JsonObject   *money)
{
  const char *currency = hkk_json_get_string (money, "currency");
  gint64 amount;

  if (currency == NULL || !hkk_json_node_int (json_object_get_member (money, "amount"), &amount) ||
      json_object_get_size (money) != 2)
    add_error (check, field, "wrong_type", N_("This entry cannot be read. Fill it in again."));
  else if (!g_strv_contains ((const char *const *) field->currencies->pdata, currency))
    add_error (check, field, "currency", N_("This currency is not possible here."));
  else if (amount < 0 || amount > G_GINT64_CONSTANT (999999999999))
    add_error (check, field, "money", N_("This is no amount. Type it in figures, for example 12.50."));
  else
    check_number (check, field, amount, currency);
}

static gboolean
is_hex (const char *text,
        gsize       length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static void
check_file (Check        *check,
            HkkFormField *field,
            JsonObject   *file)
{
  const char *name = hkk_json_get_string (file, "name");
  const char *media_type = hkk_json_get_string (file, "media_type");
  gint64 size = hkk_json_get_int (file, "size", -1);

  if (name == NULL || !hkk_file_name_is_clean (name, NULL) || media_type == NULL || size < 0 ||
      ((check->flags & HKK_FORM_VALIDATE_STRICT) &&
       (!is_hex (hkk_json_get_string (file, "upload"), 32) || !is_hex (hkk_json_get_string (file, "sha256"), 64) ||
        json_object_get_size (file) != 5)))
    add_error (check, field, "wrong_type", N_("This file cannot be read. Remove it and add it again."));
  else if (size == 0)
    add_error (check, field, "file_empty", N_("This file is empty. Choose another one."));
  else if (size > HKK_FILE_MAX_BYTES)
    add_error (check, field, "file_too_large", N_("This file is too large. One file may have up to 10 MB."));
  else if (!g_strv_contains ((const char *const *) field->media_types->pdata, media_type))
    add_error (check, field, "file_type_refused", N_("This kind of file cannot be added here."));
}

static void
check_count (Check        *check,
             HkkFormField *field,
             guint         count)
{
  if (field->has_min && count < field->min)
    /* TRANSLATORS: %s is a number */
    add_limit (check, field, "too_few", N_("There is something missing here. Needed entries: %s."),
               number_text (field->min));
  if (field->has_max && count > field->max)
    /* TRANSLATORS: %s is a number */
    add_limit (check, field, "too_many", N_("There are too many entries here. Possible entries: %s."),
               number_text (field->max));
}

static void
check_bytes (Check        *check,
             HkkFormField *field,
             JsonArray    *files)
{
  gint64 total = 0;

  for (guint i = 0; i < json_array_get_length (files); i++)
    total += CLAMP (hkk_json_get_int (hkk_json_array_object (files, i), "size", 0), 0, HKK_FILE_MAX_BYTES + 1);
  if (field->max_bytes > 0 && total > field->max_bytes)
    /* TRANSLATORS: %s is a number */
    add_limit (check, field, "too_large", N_("All files together are too large. Possible megabytes: %s."),
               number_text (field->max_bytes / (1024 * 1024)));
}

static void check_fields (Check     *check,
                          GPtrArray *fields);
static void check_unknown (Check      *check,
                           JsonObject *object);

static void
check_items (Check        *check,
             HkkFormField *field,
             JsonArray    *items)
{
  HkkScope outer = check->scope;

  check_count (check, field, json_array_get_length (items));
  for (guint i = 0; i < json_array_get_length (items) && i < 1000; i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);

      check->scope = outer;
      if (item == NULL)
        {
          add_error (check, field, "wrong_type", N_("This entry cannot be read. Fill it in again."));
          continue;
        }
      check->scope.group = field;
      check->scope.index = i;
      if (check->flags & HKK_FORM_VALIDATE_STRICT)
        check_unknown (check, item);
      check_fields (check, field->children);
    }
  check->scope = outer;
}

static gboolean
check_array (Check        *check,
             HkkFormField *field,
             JsonArray    *array)
{
  guint length = hkk_json_array_length (array);

  if (array == NULL)
    return FALSE;
  if (field->kind == HKK_FIELD_GROUP || field->kind == HKK_FIELD_TABLE)
    {
      check_items (check, field, array);
      return TRUE;
    }
  check_count (check, field, length);
  if (field->kind == HKK_FIELD_ATTACHMENTS)
    {
      check->n_files += length;
      check_bytes (check, field, array);
      for (guint i = 0; i < length && i < 100; i++)
        check_file (check, field, hkk_json_array_object (array, i));
      return TRUE;
    }
  for (guint i = 0; i < length && i < 1000; i++)
    check_option (check, field, hkk_json_array_string (array, i));
  return TRUE;
}

static gboolean
check_string (Check        *check,
              HkkFormField *field,
              const char   *text)
{
  if (text == NULL)
    return FALSE;
  switch (field->kind)
    {
    case HKK_FIELD_TEXT: case HKK_FIELD_MULTILINE: check_text (check, field, text); break;
    case HKK_FIELD_CHOICE: case HKK_FIELD_COUNTRY: case HKK_FIELD_PERSON: check_option (check, field, text); break;
    case HKK_FIELD_DATE: check_date (check, field, text); break;
    case HKK_FIELD_TIME: check_rule_function (check, field, text, check_time); break;
    case HKK_FIELD_KVNR: check_rule_function (check, field, text, hkk_kvnr_check); break;
    case HKK_FIELD_IBAN: check_rule_function (check, field, text, hkk_iban_check); break;
    case HKK_FIELD_PHONE: check_rule_function (check, field, text, hkk_phone_check); break;
    case HKK_FIELD_EMAIL: check_rule_function (check, field, text, hkk_email_check); break;
    case HKK_FIELD_POSTAL_CODE: check_rule_function (check, field, text, hkk_postal_code_check); break;
    case HKK_FIELD_MULTICHOICE: case HKK_FIELD_YESNO: case HKK_FIELD_DECLARATION: case HKK_FIELD_MONEY:
    case HKK_FIELD_INTEGER:
    case HKK_FIELD_YEAR: case HKK_FIELD_GROUP: case HKK_FIELD_TABLE: case HKK_FIELD_ATTACHMENTS: case HKK_FIELD_NOTE:
    case HKK_FIELD_CALCULATED:
    default: return FALSE;
    }
  return TRUE;
}

static void
check_value (Check        *check,
             HkkFormField *field,
             JsonNode     *node)
{
  gboolean typed;
  gint64 number;

  switch (field->kind)
    {
    case HKK_FIELD_YESNO: case HKK_FIELD_DECLARATION:
      typed = hkk_json_node_bool (node, NULL);
      break;
    case HKK_FIELD_INTEGER: case HKK_FIELD_YEAR:
      typed = hkk_json_node_int (node, &number);
      if (typed)
        check_number (check, field, number, NULL);
      break;
    case HKK_FIELD_MONEY:
      typed = hkk_json_node_object (node) != NULL;
      if (typed)
        check_money (check, field, json_node_get_object (node));
      break;
    case HKK_FIELD_GROUP: case HKK_FIELD_TABLE: case HKK_FIELD_ATTACHMENTS: case HKK_FIELD_MULTICHOICE:
      typed = check_array (check, field, hkk_json_node_array (node));
      break;
    case HKK_FIELD_TEXT: case HKK_FIELD_MULTILINE: case HKK_FIELD_CHOICE: case HKK_FIELD_DATE: case HKK_FIELD_TIME:
    case HKK_FIELD_KVNR: case HKK_FIELD_IBAN: case HKK_FIELD_PHONE: case HKK_FIELD_EMAIL: case HKK_FIELD_POSTAL_CODE:
    case HKK_FIELD_COUNTRY: case HKK_FIELD_PERSON: case HKK_FIELD_NOTE: case HKK_FIELD_CALCULATED:
    default:
      typed = check_string (check, field, hkk_json_node_string (node));
      break;
    }
  if (!typed)
    add_error (check, field, "wrong_type", N_("This entry cannot be read. Fill it in again."));
}

/* --- Fields, rules, sections --- */

static gboolean
takes_pictures_only (HkkFormField *field)
{
  for (guint i = 0; i + 1 < field->media_types->len; i++)
    if (!g_str_has_prefix (g_ptr_array_index (field->media_types, i), "image/"))
      return FALSE;
  return TRUE;
}

static void
check_required (Check        *check,
                HkkFormField *field)
{
  if (!hkk_scope_field_is_required (&check->scope, field))
    return;
  switch (field->kind)
    {
    case HKK_FIELD_CHOICE: case HKK_FIELD_MULTICHOICE: case HKK_FIELD_COUNTRY: case HKK_FIELD_PERSON:
    case HKK_FIELD_YESNO:
      add_error (check, field, "required", N_("Choose an answer.")); break;
    case HKK_FIELD_DECLARATION:
      add_error (check, field, "required", N_("Confirm this to go on.")); break;
    case HKK_FIELD_ATTACHMENTS:
      if (takes_pictures_only (field))
        add_error (check, field, "required", N_("Add the photo."));
      else
        add_error (check, field, "required", N_("Add the document."));
      break;
    case HKK_FIELD_GROUP: case HKK_FIELD_TABLE:
      add_error (check, field, "required", N_("Add an entry.")); break;
    case HKK_FIELD_TEXT: case HKK_FIELD_MULTILINE: case HKK_FIELD_DATE: case HKK_FIELD_TIME: case HKK_FIELD_MONEY:
    case HKK_FIELD_INTEGER: case HKK_FIELD_YEAR: case HKK_FIELD_KVNR: case HKK_FIELD_IBAN: case HKK_FIELD_PHONE:
    case HKK_FIELD_EMAIL: case HKK_FIELD_POSTAL_CODE: case HKK_FIELD_NOTE: case HKK_FIELD_CALCULATED:
    default:
      add_error (check, field, "required", N_("Fill this in.")); break;
    }
}

static void
check_rules (Check        *check,
             GPtrArray    *rules,
             HkkFormField *field)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const HkkFormRule *rule = g_ptr_array_index (rules, i);
      HkkFormField *named = NULL;

      if (!hkk_scope_holds (&check->scope, rule->when, FALSE) || hkk_scope_holds (&check->scope, rule->check, TRUE))
        continue;
      if (rule->field != NULL)
        named = hkk_form_find_field (check->scope.context->form, rule->field);
      if (named == NULL)
        named = field;
      add_issue (check, named != NULL ? hkk_scope_get_path (&check->scope, named) : g_strdup (""), rule->code,
                 rule->level, rule->message);
    }
}

static void
check_field (Check        *check,
             HkkFormField *field)
{
  JsonNode *node = hkk_scope_get_node (&check->scope, field);
  gboolean truth;

  if (!hkk_scope_field_is_shown (&check->scope, field))
    return;
  if (hkk_form_field_has_value (field))
    {
      if (hkk_form_node_is_empty (node) ||
          (field->kind == HKK_FIELD_DECLARATION && hkk_json_node_bool (node, &truth) && !truth))
        check_required (check, field);
      else
        check_value (check, field, node);
    }
  check_rules (check, field->rules, field);
}

static void
check_fields (Check     *check,
              GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    check_field (check, g_ptr_array_index (fields, i));
}

/* @object: the values of the form, or of the item that the scope names. */
static void
check_unknown (Check      *check,
               JsonObject *object)
{
  HkkForm *form = check->scope.context->form;
  HkkFormField *group = check->scope.group;
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL && check->issues->len < 100; name = name->next)
    {
      HkkFormField *field = group != NULL ? hkk_form_field_find_child (group, name->data)
                                          : g_hash_table_lookup (form->fields, name->data);
      char *path = NULL;

      if (field != NULL && hkk_form_field_has_value (field))
        continue;
      path = group != NULL ? hkk_form_path_print (group->id, (int) check->scope.index, name->data)
                           : g_strdup (name->data);
      add_issue (check, path, "unknown_field", HKK_FORM_ISSUE_ERROR,
                 hkk_form_translate (check->scope.context, N_("The form does not ask for this.")));
    }
}

static void
check_all (Check *check)
{
  HkkForm *form = check->scope.context->form;

  if (check->flags & HKK_FORM_VALIDATE_STRICT)
    {
      g_autoptr(JsonNode) values = hkk_form_values_to_json (check->scope.context->values);

      check_unknown (check, json_node_get_object (values));
    }
  for (guint i = 0; i < form->sections->len; i++)
    check_fields (check, ((HkkFormSection *) g_ptr_array_index (form->sections, i))->fields);
  check_rules (check, form->rules, NULL);
  if (check->n_files > HKK_FILE_MAX_COUNT)
    add_issue (check, g_strdup (""), "too_many_files", HKK_FORM_ISSUE_ERROR,
               hkk_form_translate (check->scope.context,
                                   N_("A request takes up to 10 files. Remove some, you can hand them in later.")));
}

/* Rules of the whole form whose field stands in @section, or is @field. */
static void
check_form_rules_of (Check          *check,
                     HkkFormSection *section,
                     HkkFormField   *field)
{
  g_autoptr(GPtrArray) rules = g_ptr_array_new ();
  HkkForm *form = check->scope.context->form;

  for (guint i = 0; i < form->rules->len; i++)
    {
      HkkFormRule *rule = g_ptr_array_index (form->rules, i);

      if (rule->field == NULL)
        continue;
      if (section != NULL ? hkk_form_find_section (form, rule->field) == section
                          : hkk_form_find_field (form, rule->field) == field)
        g_ptr_array_add (rules, rule);
    }
  check_rules (check, rules, NULL);
}

/**
 * hkk_form_validate:
 * @context: a context
 * @section: (nullable): check this section only, when a person leaves a step; %NULL checks everything
 * @flags: flags
 *
 * Checks what was filled in. Hidden fields are ignored. Client and server use the same code, so the server finds
 * nothing that the person was not told before.
 *
 * Returns: (transfer full) (element-type HkkFormIssue): what is wrong, in the order of the form; empty if nothing is
 */
GPtrArray *
hkk_form_validate (const HkkFormContext *context,
                   HkkFormSection       *section,
                   HkkFormValidateFlags  flags)
{
  guint budget = HKK_SCOPE_BUDGET;
  Check check = { .scope = { .context = context, .budget = &budget }, .flags = flags };

  g_return_val_if_fail (context != NULL && HKK_IS_FORM (context->form) && HKK_IS_FORM_VALUES (context->values), NULL);

  check.issues = g_ptr_array_new_with_free_func ((GDestroyNotify) hkk_form_issue_free);
  if (section == NULL)
    {
      check_all (&check);
      return check.issues;
    }
  check_fields (&check, section->fields);
  check_form_rules_of (&check, section, NULL);
  return check.issues;
}

/**
 * hkk_form_validate_path:
 * @context: a context
 * @path: the path of a value, or of an item ("children[1]") to check all its fields
 *
 * Checks one value, when a person leaves its row, or one item, when a person closes its page.
 *
 * Returns: (transfer full) (element-type HkkFormIssue): what is wrong with it
 */
GPtrArray *
hkk_form_validate_path (const HkkFormContext *context,
                        const char           *path)
{
  guint budget = HKK_SCOPE_BUDGET;
  Check check = { .scope = { .context = context, .budget = &budget } };
  HkkFormField *field;

  g_return_val_if_fail (context != NULL && path != NULL, NULL);

  check.issues = g_ptr_array_new_with_free_func ((GDestroyNotify) hkk_form_issue_free);
  if (!hkk_scope_of_path (&check.scope, path, &field))
    return check.issues;
  if (hkk_scope_enter_item (&check.scope, path, field))
    {
      check_fields (&check, field->children);
      return check.issues;
    }
  check_field (&check, field);
  check_form_rules_of (&check, NULL, field);
  return check.issues;
}

/**
 * hkk_form_issues_have_errors:
 * @issues: (element-type HkkFormIssue): issues
 *
 * Returns: whether one of them is more than a warning
 */
gboolean
hkk_form_issues_have_errors (GPtrArray *issues)
{
  g_return_val_if_fail (issues != NULL, FALSE);

  for (guint i = 0; i < issues->len; i++)
    if (((HkkFormIssue *) g_ptr_array_index (issues, i))->level == HKK_FORM_ISSUE_ERROR)
      return TRUE;
  return FALSE;
}
