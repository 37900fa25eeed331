/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "forms-catalog.h"
#include "forms.h"
#include "hkk-form-path.h"
#include "hkk-form-validate.h"
#include "hkk-json.h"

/*
 * Every form of the catalogue with what tests/fixtures/forms/ID.json says:
 *   { "values": a form that is filled in without a mistake, "texts": { path of a calculated value: what it shows },
 *     "summary": [ what a person approves who hands it in, line by line ],
 *     "cases": [ { "change": { path: value, null to clear }, "issue": [ path, code ], "texts": { … },
 *     "today": another date } ] }
 * Each case begins with the good values. Every rule has to be seen biting, every calculated value has to be seen.
 */

#define TODAY "2026-11-23"
#define PERSONS "[{\"value\":\"self\",\"label\":\"Andrea Amsel\",\"birth_date\":\"1988-05-04\"}," \
                "{\"value\":\"child1\",\"label\":\"Robin Amsel\",\"birth_date\":\"2018-03-10\"}," \
                "{\"value\":\"child2\",\"label\":\"Kim Amsel\",\"birth_date\":\"2010-07-01\"}]"

/* Every test reads it; reading all forms takes longer than any one of them. */
static HkkMockCatalog *catalog;

typedef struct
{
  HkkForm       *form;
  HkkFormValues *values;
  JsonNode      *definition;
  JsonNode      *parameters;
  JsonNode      *sample;
  HkkFormContext context;
} Trial;

static JsonNode *
load_fixture (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "forms", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *json;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  json = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, &error);
  g_assert_no_error (error);
  return json;
}

/* The server's part: who can be chosen. */
static void
put_persons (JsonArray *fields)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);

      if (g_strcmp0 (hkk_json_get_string (field, "kind"), "person") == 0)
        json_object_set_member (field, "options", hkk_json_parse (PERSONS, -1, 0, JSON_NODE_ARRAY, NULL));
      put_persons (hkk_json_get_array (field, "fields"));
    }
}

static JsonArray *
sections_of (JsonNode *definition)
{
  return hkk_json_get_array (json_node_get_object (definition), "sections");
}

static void
trial_begin (Trial      *trial,
             const char *id,
             const char *language)
{
  g_autoptr(GError) error = NULL;

  trial->definition = hkk_mock_catalog_form (catalog, id, language);
  for (guint i = 0; i < hkk_json_array_length (sections_of (trial->definition)); i++)
    put_persons (hkk_json_get_array (hkk_json_array_object (sections_of (trial->definition), i), "fields"));
  trial->form = hkk_form_new_from_json (trial->definition, &error);
  g_assert_no_error (error);
  trial->parameters = load_fixture ("parameters");
  trial->sample = load_fixture (id);
  trial->values = hkk_form_values_new ();
  trial->context = (HkkFormContext) {
    .form = trial->form, .values = trial->values, .parameters = json_node_get_object (trial->parameters),
    .language = language,
  };
  hkk_form_context_set_today (&trial->context, TODAY);
}

static void
trial_end (Trial *trial)
{
  g_object_unref (trial->form);
  g_object_unref (trial->values);
  json_node_unref (trial->definition);
  json_node_unref (trial->parameters);
  json_node_unref (trial->sample);
}

static void
load_sample (Trial *trial)
{
  hkk_form_values_load (trial->values, json_object_get_member (json_node_get_object (trial->sample), "values"));
}

static gboolean
has_issue (GPtrArray  *issues,
           const char *path,
           const char *code)
{
  for (guint i = 0; i < issues->len; i++)
    {
      const HkkFormIssue *issue = g_ptr_array_index (issues, i);

      if (g_str_equal (issue->path, path) && g_str_equal (issue->code, code))
        return TRUE;
    }
  return FALSE;
}

static char *
list_issues (GPtrArray *issues)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < issues->len; i++)
    {
      const HkkFormIssue *issue = g_ptr_array_index (issues, i);

      g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", issue->path, issue->code);
    }
  return g_string_free_and_steal (text);
}

static void
assert_texts (Trial      *trial,
              JsonObject *texts,
              GHashTable *seen)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *expected;

  if (texts == NULL)
    return;
  json_object_iter_init (&iter, texts);
  while (json_object_iter_next (&iter, &path, &expected))
    {
      g_autofree char *text = hkk_form_path_get_text (&trial->context, path);
      g_autoptr(GRegex) index = g_regex_new ("\\[[0-9]+\\]", 0, 0, NULL);

      g_test_message ("%s", path);
      g_assert_true (hkk_form_path_is_shown (&trial->context, path));
      if (g_str_equal (trial->context.language, "en"))
        g_assert_cmpstr (text, ==, json_node_get_string (expected));
      g_hash_table_add (seen, g_regex_replace_literal (index, path, -1, 0, "", 0, NULL));
    }
}

/* Nothing filled in: everything that is asked for and needed is named, and nothing else is. */
static void
assert_required (Trial *trial)
{
  g_autoptr(GPtrArray) issues = NULL;
  g_autoptr(JsonNode) nothing = hkk_json_parse ("{}", -1, 0, JSON_NODE_OBJECT, NULL);
  guint needed = 0, named = 0;

  hkk_form_values_load (trial->values, nothing);
  issues = hkk_form_validate (&trial->context, NULL, HKK_FORM_VALIDATE_STRICT);
  for (guint i = 0; i < hkk_form_get_n_sections (trial->form); i++)
    {
      HkkFormSection *section = hkk_form_get_section (trial->form, i);

      for (guint j = 0; j < hkk_form_section_get_n_fields (section); j++)
        {
          const char *field = hkk_form_field_get_id (hkk_form_section_get_field (section, j));
          gboolean wanted = hkk_form_path_is_shown (&trial->context, field) &&
                            hkk_form_path_is_required (&trial->context, field);

          needed += wanted;
          g_assert_cmpint (has_issue (issues, field, "required"), ==, wanted);
        }
    }
  for (guint i = 0; i < issues->len; i++)
    named += g_str_equal (((HkkFormIssue *) g_ptr_array_index (issues, i))->code, "required");
  g_assert_cmpuint (named, ==, needed);
  g_assert_true (needed > 0 || hkk_form_get_kind (trial->form) == HKK_FORM_KIND_PROFILE);
}

static void
assert_sample (Trial      *trial,
               GHashTable *texts)
{
  g_autoptr(GPtrArray) issues = NULL;
  g_autofree char *found = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  load_sample (trial);
  issues = hkk_form_validate (&trial->context, NULL, HKK_FORM_VALIDATE_STRICT);
  found = list_issues (issues);
  g_assert_cmpstr (found, ==, "");
  before = hkk_form_values_to_string (trial->values);
  hkk_form_prune (&trial->context);
  /* The sample has nothing that the form would not ask for. */
  after = hkk_form_values_to_string (trial->values);
  g_assert_cmpstr (after, ==, before);
  assert_texts (trial, hkk_json_get_object (json_node_get_object (trial->sample), "texts"), texts);
}

/* Writes @value at @path, "relatives[0].own_income", into the JSON of the values. */
static void
write_path (JsonObject *values,
            const char *path,
            JsonNode   *value)
{
  g_auto(HkkFormPath) at = { .item = -1 };
  const char *member;

  g_assert_true (hkk_form_path_parse (path, &at));
  if (at.member != NULL)
    {
      values = hkk_json_array_object (hkk_json_get_array (values, at.field), (guint) at.item);
      g_assert_nonnull (values);
    }
  member = at.member != NULL ? at.member : at.field;
  if (JSON_NODE_HOLDS_NULL (value))
    json_object_remove_member (values, member);
  else
    json_object_set_member (values, member, hkk_json_copy (value));
}

static void
assert_case (Trial      *trial,
             JsonObject *trial_case,
             GHashTable *codes,
             GHashTable *texts)
{
  JsonArray *expected = hkk_json_get_array (trial_case, "issue");
  const char *today = hkk_json_get_string (trial_case, "today");
  g_autoptr(JsonNode) values = hkk_json_copy (json_object_get_member (json_node_get_object (trial->sample), "values"));
  g_autoptr(GPtrArray) issues = NULL;
  g_autofree char *found = NULL;
  JsonObjectIter iter;
  const char *path;
  JsonNode *value;

  json_object_iter_init (&iter, hkk_json_get_object (trial_case, "change"));
  while (json_object_iter_next (&iter, &path, &value))
    write_path (json_node_get_object (values), path, value);
  hkk_form_values_load (trial->values, values);
  hkk_form_context_set_today (&trial->context, today != NULL ? today : TODAY);
  issues = hkk_form_validate (&trial->context, NULL, HKK_FORM_VALIDATE_STRICT);
  found = list_issues (issues);
  if (expected != NULL)
    {
      g_test_message ("%s:%s among %s", hkk_json_array_string (expected, 0),
                      hkk_json_array_string (expected, 1), found);
      g_assert_true (has_issue (issues, hkk_json_array_string (expected, 0), hkk_json_array_string (expected, 1)));
      g_hash_table_add (codes, g_strdup (hkk_json_array_string (expected, 1)));
    }
  else
    {
      g_assert_cmpstr (found, ==, "");
    }
  assert_texts (trial, hkk_json_get_object (trial_case, "texts"), texts);
}

/* Who approves it reads whom and what it is about, in words: no constant of the law, nothing that was worked out. */
static void
assert_summary (Trial *trial)
{
  JsonArray *expected = hkk_json_get_array (json_node_get_object (trial->sample), "summary");
  HkkMockForm form = { trial->form, trial->values, json_node_get_object (trial->parameters),
                       (char *) trial->context.language, trial->context };
  g_autoptr(GListModel) rows = NULL;

  load_sample (trial);
  rows = hkk_mock_form_summarize (&form, "Andrea Amsel");
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, i);
      g_autofree char *line = g_strdup_printf ("%s: %s", hkk_shown_row_get_label (row), hkk_shown_row_get_value (row));

      g_test_message ("%s", line);
      if (g_str_equal (trial->context.language, "en"))
        g_assert_cmpstr (line, ==, hkk_json_array_string (expected, i));
    }
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, hkk_json_array_length (expected));
  if (hkk_form_get_kind (trial->form) != HKK_FORM_KIND_PROFILE)
    g_assert_cmpuint (g_list_model_get_n_items (rows), >=, 2);
}

static void
assert_rules_seen (JsonArray  *rules,
                   GHashTable *codes)
{
  for (guint i = 0; i < hkk_json_array_length (rules); i++)
    {
      const char *code = hkk_json_get_string (hkk_json_array_object (rules, i), "code");

      if (!g_hash_table_contains (codes, code))
        g_test_message ("no case breaks the rule %s", code);
      g_assert_true (g_hash_table_contains (codes, code));
    }
}

static void
assert_fields_seen (JsonArray  *fields,
                    const char *prefix,
                    GHashTable *codes,
                    GHashTable *texts)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);
      g_autofree char *path = g_strconcat (prefix, hkk_json_get_string (field, "id"), NULL);
      g_autofree char *inner = g_strconcat (path, ".", NULL);

      assert_rules_seen (hkk_json_get_array (field, "rules"), codes);
      if (g_str_equal (hkk_json_get_string (field, "kind"), "calculated") && !g_hash_table_contains (texts, path))
        g_error ("no case shows the calculated value %s", path);
      assert_fields_seen (hkk_json_get_array (field, "fields"), inner, codes, texts);
    }
}

static void
test_form (gconstpointer data)
{
  static const char *const languages[] = { "en", "de" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      JsonArray *cases;
      Trial trial;

      trial_begin (&trial, data, languages[i]);
      cases = hkk_json_get_array (json_node_get_object (trial.sample), "cases");
      assert_required (&trial);
      assert_sample (&trial, texts);
      if (hkk_form_get_protection (trial.form) != HKK_PROTECTION_BASIC)
        assert_summary (&trial);
      for (guint j = 0; j < hkk_json_array_length (cases); j++)
        assert_case (&trial, hkk_json_array_object (cases, j), codes, texts);
      assert_rules_seen (hkk_json_get_array (json_node_get_object (trial.definition), "rules"), codes);
      for (guint j = 0; j < hkk_json_array_length (sections_of (trial.definition)); j++)
        assert_fields_seen (hkk_json_get_array (hkk_json_array_object (sections_of (trial.definition), j), "fields"),
                            "", codes, texts);
      trial_end (&trial);
    }
}

/* Options are in the order of each language: the one of the same value. */
static JsonNode *
counterpart (JsonArray *array,
             JsonNode  *node,
             guint      position)
{
  const char *value = hkk_json_get_string (hkk_json_node_object (node), "value");

  for (guint i = 0; value != NULL && i < json_array_get_length (array); i++)
    if (g_strcmp0 (hkk_json_get_string (hkk_json_array_object (array, i), "value"), value) == 0)
      return json_array_get_element (array, i);
  return json_array_get_element (array, position);
}

/* Both languages have the same shape; a text keeps its ampersands, which some tools lose on the way. */
static void
assert_alike (JsonNode *english,
              JsonNode *german)
{
  const char *text = hkk_json_node_string (english);

  g_assert_cmpint (json_node_get_node_type (english), ==, json_node_get_node_type (german));
  if (text != NULL)
    {
      g_test_message ("%s = %s", text, hkk_json_node_string (german));
      g_assert_cmpuint (hkk_json_node_string (german)[0], !=, '\0');
      g_assert_true ((strchr (text, '&') == NULL) == (strchr (hkk_json_node_string (german), '&') == NULL));
      g_assert_null (strchr (hkk_json_node_string (german), '!'));
    }
  if (JSON_NODE_HOLDS_ARRAY (english))
    {
      g_assert_cmpuint (json_array_get_length (json_node_get_array (english)),
                        ==, json_array_get_length (json_node_get_array (german)));
      for (guint i = 0; i < json_array_get_length (json_node_get_array (english)); i++)
        {
          JsonNode *item = json_array_get_element (json_node_get_array (english), i);

          assert_alike (item, counterpart (json_node_get_array (german), item, i));
        }
    }
  if (JSON_NODE_HOLDS_OBJECT (english))
    {
      g_autoptr(GList) members = json_object_get_members (json_node_get_object (english));

      for (GList *member = members; member != NULL; member = member->next)
        assert_alike (json_object_get_member (json_node_get_object (english), member->data),
                      json_object_get_member (json_node_get_object (german), member->data));
    }
}

/* Texts are German where German is asked for. */
static void
test_german (gconstpointer data)
{
  g_autoptr(JsonNode) english = hkk_mock_catalog_form (catalog, data, "en");
  g_autoptr(JsonNode) german = hkk_mock_catalog_form (catalog, data, "de");

  g_assert_cmpstr (hkk_json_get_string (json_node_get_object (english), "summary"), !=,
                   hkk_json_get_string (json_node_get_object (german), "summary"));
  g_assert_cmpstr (hkk_json_get_string (json_node_get_object (english), "title"), !=,
                   hkk_json_get_string (json_node_get_object (german), "title"));
  assert_alike (english, german);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) list = NULL;
  JsonArray *items;
  int status;

  g_test_init (&argc, &argv, NULL);
  hkk_mock_forms_load (&error);
  g_assert_no_error (error);
  catalog = hkk_mock_catalog_load (&error);
  g_assert_no_error (error);
  list = hkk_mock_catalog_list (catalog, "en");
  items = hkk_json_get_array (json_node_get_object (list), "items");
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      const char *id = hkk_json_get_string (hkk_json_array_object (items, i), "id");
      g_autofree char *samples = g_strconcat ("/forms/samples/", id, NULL);
      g_autofree char *words = g_strconcat ("/forms/german/", id, NULL);

      g_test_add_data_func (samples, id, test_form);
      g_test_add_data_func (words, id, test_german);
    }
  status = g_test_run ();
  g_clear_pointer (&catalog, hkk_mock_catalog_free);
  return status;
}
