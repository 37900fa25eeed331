/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "forms-catalog.h"
#include "hkk-form-validate.h"
#include "hkk-json.h"

static HkkMockCatalog *
catalog_of (const char  *id,
            const char  *xml,
            GError     **error)
{
  g_autoptr(GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           (GDestroyNotify) g_bytes_unref);

  g_hash_table_insert (documents, (gpointer) id, g_bytes_new_static (xml, strlen (xml)));
  g_hash_table_insert (documents, (gpointer) "shared",
                       g_bytes_new_static ("<shared><category id='c'><title>C</title></category></shared>", 61));
  return hkk_mock_catalog_new (documents, error);
}

/* The source files themselves: every one of them must be a good form. */
static HkkMockCatalog *
catalog_of_sources (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "forms", NULL);
  g_autoptr(GError) error = NULL;
  HkkMockCatalog *catalog = hkk_mock_catalog_read (folder, &error);

  g_assert_no_error (error);
  return catalog;
}

static const char sample[] =
  "<form id='x' version='2' kind='service' protection='basic' category='c' minutes='3'>"
  "<title>Sample</title><title xml:lang='de'>Beispiel</title><title xml:lang='de-simple'>Ein Beispiel</title>"
  "<summary>S</summary>"
  "<keyword>one</keyword><keyword xml:lang='de'>eins</keyword><keyword>two</keyword>"
  "<keyword xml:lang='de'>zwei</keyword>"
  "<featured>Do it</featured><featured xml:lang='de'>Tu es</featured>"
  "<section id='s'><title>Step\n   one</title><title xml:lang='de'>Schritt</title>"
  "<field id='n' kind='integer' min='1' required='yes'><label>Number</label><label xml:lang='de'>Zahl</label></field>"
  "<field id='t' kind='text'><label>Text</label><shown-when><and><gt field='n' number='5'/><not><empty field='n'/>"
  "</not></and></shown-when>"
  "<rule code='r'><check><ne field='t' value='x'/></check>"
  "<message>No x.</message><message xml:lang='de'>Kein x.</message></rule></field>"
  "</section></form>";

static void
test_language (void)
{
  static const struct { const char *language, *title, *section, *keyword, *featured; } languages[] = {
    { "en", "Sample", "Step one", "two", "Do it" }, { "de", "Beispiel", "Schritt", "zwei", "Tu es" },
    { "de-AT", "Beispiel", "Schritt", "zwei", "Tu es" },
    { "de-simple", "Ein Beispiel", "Schritt", "zwei", "Tu es" }, { "fr", "Sample", "Step one", "two", "Do it" },
    { "d", "Sample", "Step one", "two", "Do it" }, { "den", "Sample", "Step one", "two", "Do it" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMockCatalog) catalog = catalog_of ("x", sample, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(JsonNode) form = hkk_mock_catalog_form (catalog, "x", languages[i].language);
      g_autoptr(JsonNode) list = hkk_mock_catalog_list (catalog, languages[i].language);
      JsonObject *entry = hkk_json_array_object (hkk_json_get_array (json_node_get_object (list), "items"), 0);
      JsonArray *keywords = hkk_json_get_array (entry, "keywords");

      g_assert_cmpstr (hkk_json_get_string (json_node_get_object (form), "title"), ==, languages[i].title);
      g_assert_cmpstr (hkk_json_get_string (hkk_json_array_object (hkk_json_get_array (json_node_get_object (form),
                                                                                       "sections"), 0), "title"),
                       ==, languages[i].section);
      g_assert_cmpstr (hkk_json_get_string (entry, "title"), ==, languages[i].title);
      g_assert_cmpuint (hkk_json_array_length (keywords), ==, 2);
      g_assert_cmpstr (hkk_json_array_string (keywords, 1), ==, languages[i].keyword);
      g_assert_cmpstr (hkk_json_get_string (entry, "featured"), ==, languages[i].featured);
    }
  g_assert_null (hkk_mock_catalog_form (catalog, "y", "en"));
}

static void
test_broken (void)
{
  static const char *const bad[] = {
    "", "<form id='x'>", "<other/>", "<form id='y'/>", "<form id='x'><title>T</title></form>",
    "<form id='x'><title>T</title><section id='s'><title>S</title><include part='nothing'/></section></form>",
    "<form id='x'><title>T</title><section id='s'><title>S</title><field id='a' kind='text'><label>A</label>"
    "<shown-when><magic/></shown-when></field></section></form>",
    "<form id='x' version='1' kind='request' protection='substantial' category='c' minutes='3'><title>T</title>"
    "<section id='s'><title>S</title><field id='a' kind='text' summary='what'><label>A</label></field>"
    "<field id='who' kind='person'><label>Who?</label></field></section></form>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkMockCatalog) catalog = catalog_of ("x", bad[i], &error);

      g_test_message ("%s", bad[i]);
      g_assert_null (catalog);
      g_assert_nonnull (error);
    }
}

/* A good form, line by line; the broken ones differ from it by one line. */
static const char * const pet[] = {
  "<form id='pet' version='1' kind='request' protection='basic' category='c' minutes='3'>",
  "<title>Pet</title><summary>S</summary>",
  "<section id='animal'><title>Animal</title>",
  "<field id='species' kind='choice' required='yes'><label>Species</label>",
  "<option value='dog'><label>Dog</label></option>",
  "<option value='cat'><label>Cat</label></option>",
  "</field>",
  "<field id='born' kind='date'><label>Born</label></field>",
  "<field id='weight' kind='integer'><label>Weight</label>",
  "<shown-when><eq field='species' value='dog'/></shown-when>",
  "</field>",
  "<field id='years' kind='calculated' format='integer'><label>Years</label>",
  "<value><age field='born'><today/></age></value>",
  "</field>",
  "<include part='proof'/>",
  "</section>",
  "</form>",
};

static HkkMockCatalog *
pet_with (int          line,
          const char  *text,
          GError     **error)
{
  static const char shared[] = "<shared><category id='c'><title>C</title></category><part id='proof'>"
                               "<field id='proof' kind='attachments'><label>Proof</label></field></part></shared>";
  g_autoptr(GHashTable) documents = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                           (GDestroyNotify) g_bytes_unref);
  GString *xml = g_string_new (NULL);

  for (int i = 0; i < (int) G_N_ELEMENTS (pet); i++)
    g_string_append_printf (xml, "%s\n", i + 1 == line ? text : pet[i]);
  g_hash_table_insert (documents, (gpointer) "pet.form.xml", g_string_free_to_bytes (xml));
  g_hash_table_insert (documents, (gpointer) "shared.form.xml", g_bytes_new_static (shared, strlen (shared)));
  return hkk_mock_catalog_new (documents, error);
}

/* Who wrote the form reads which line is wrong, and why. */
static void
test_broken_line (void)
{
  static const struct { int line; const char *text, *message; } broken[] = {
    { 7, "<colour/></field>", "pet.form.xml:7: <colour> is unknown in <field>" },
    { 7, "<rule code='r'><check><eq field='species' value='dog'/></check><message><b/>M</message></rule></field>",
      "pet.form.xml:7: <message> takes text only" },
    { 8, "<field id='born' kind='date' colour='red'><label>Born</label></field>",
      "pet.form.xml:8: <field> has no attribute colour" },
    { 8, "<field kind='date'><label>Born</label></field>", "pet.form.xml:8: <field> needs the attribute id" },
    { 10, "<shown-when><equals field='species' value='dog'/></shown-when>",
      "pet.form.xml:10: <equals> is no operator" },
    { 10, "<shown-when/>", "pet.form.xml:10: <shown-when> needs one expression" },
    { 8, "<field id='born' kind='slider'><label>Born</label></field>",
      "pet.form.xml:8: kind=\"slider\" is unknown; *" },
    { 8, "<field id='born' kind=''><label>Born</label></field>", "pet.form.xml:8: kind=\"\" is unknown; *" },
    { 8, "<field id='born' kind='date time'><label>Born</label></field>",
      "pet.form.xml:8: kind=\"date time\" is unknown; *" },
    { 1, "<form id='pet' version='0' kind='request' protection='basic' category='c' minutes='3'>",
      "pet.form.xml:1: version=\"0\" is no number from 1 up" },
    { 1, "<form id='pet' version='1' kind='request' protection='basic' category='pets' minutes='3'>",
      "pet.form.xml:1: there is no category “pets” in shared.form.xml" },
    { 1, "<form id='dog' version='1' kind='request' protection='basic' category='c' minutes='3'>",
      "pet.form.xml:1: the root must be a <form> with the id “pet”, *" },
    { 11, "</fild>", "pet.form.xml:11: *" },
    { 17, "", "pet.form.xml:1?: *" },
    { 10, "<shown-when><eq field='colour' value='dog'/></shown-when>", "pet.form.xml:10: there is no field “colour”" },
    { 10, "<shown-when><gt field='weight' number='1'/></shown-when>",
      "pet.form.xml:10: what is shown cannot depend on the field “weight”, *" },
    { 10, "<shown-when><gt field='years' number='1'/></shown-when>",
      "pet.form.xml:10: what is shown cannot depend on the field “years”, *" },
    { 10, "<shown-when><eq field='species' value='dgo'/></shown-when>",
      "pet.form.xml:10: the field “species” has no option “dgo”" },
    { 10, "<shown-when><in field='species' values='dog bird'/></shown-when>",
      "pet.form.xml:10: the field “species” has no option “bird”" },
    { 10, "<shown-when><eq><field name='species'/><string>dgo</string></eq></shown-when>",
      "pet.form.xml:10: the field “species” has no option “dgo”" },
    { 10, "<shown-when><not><eq field='species' value='Dog'/></not></shown-when>",
      "pet.form.xml:10: the field “species” has no option “Dog”" },
    { 12, "<field id='species' kind='calculated' format='integer'><label>Years</label>",
      "pet.form.xml:12: the field “species” stands twice" },
    { 6, "<option value='dog'><label>Cat</label></option>", "pet.form.xml:6: the option “dog” stands twice" },
    { 13, "<value><age field='born'/></value>", "pet.form.xml:13: <age> takes 2 operands, not 1" },
    { 13, "<value><in field='species' values='dog'/></value>", NULL },
    { 15, "<include part='prof'/>", "pet.form.xml:15: there is no part “prof”" },
    { 8, "<field id='born' kind='choice' list='colours'><label>Born</label></field>",
      "pet.form.xml:8: there is no list “colours”" },
    { 13, "<value><sum of='species'><number>1</number></sum></value>", "pet.form.xml:12: years: *" },
    { 8, "<field id='born' kind='choice'><label>Born</label></field>", "pet.form.xml:8: born: *" },
    { 16, "</section><after><state name='approved'/></after>", "pet.form.xml:16: a state needs a name and a time, *" },
    { 1, "<form id='pet' version='1' kind='request' protection='substantial' category='c' minutes='3'>",
      "pet.form.xml:1: the summary does not say what is approved: *" },
    { 1, "<form id='pet' version='1' kind='message' protection='basic' category='c' minutes='3'>",
      "pet.form.xml:1: the summary does not say what is approved: *" },
    { 8, "<field id='born' kind='date' summary='when'><label>Born</label></field>",
      "pet.form.xml:8: summary=\"when\" is unknown; *" },
    { 12, "<field id='years' kind='calculated' summary='what' format='integer'><label>Years</label>",
      "pet.form.xml:12: nobody approves a field of the kind “calculated”; *" },
    { 0, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkMockCatalog) catalog = pet_with (broken[i].line, broken[i].text, &error);

      g_test_message ("%s: %s", broken[i].text, error != NULL ? error->message : "good");
      g_assert_true ((catalog == NULL) == (broken[i].message != NULL));
      if (broken[i].message != NULL && !g_pattern_match_simple (broken[i].message, error->message))
        g_error ("%s, and not: %s", broken[i].message, error->message);
    }
}

/* The program says it and ends; it does not die. */
static void
test_check_command (void)
{
  const char *program = g_getenv ("HKK_MOCK_PROGRAM");
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "pet.form.xml.in", NULL);
  const char *argv[] = { program, "check", folder, NULL };
  g_autofree char *said = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_assert_true (g_file_set_contents (path, "<form id='pet'\n version='1'>", -1, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &said, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_pattern_match_simple ("pet.form.xml.in:2: *\n", said));
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 1);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What follows by itself has a name and a time; a question has a paper and an end. */
static void
test_plan (void)
{
  static const struct { const char *after; guint length; int due_days; } plans[] = {
    { "<after due-days='9'><state name='in_review' seconds='1'/><state name='approved' days='1'/></after>", 2, 9 },
    { "<after due-days='9'/>", 0, 9 },
    { "", 0, 0 },
    { "<after><state name='approved'/></after>", G_MAXUINT, 0 },
    { "<after><state days='1'/></after>", G_MAXUINT, 0 },
    { "<after><state name='needs_documents' days='1' answer-days='2'/></after>", G_MAXUINT, 0 },
    { "<after><state name='needs_documents' days='1'><paper>P</paper></state></after>", G_MAXUINT, 0 },
    { "<after><state name='needs_documents' days='1' answer-days='2'><paper>P</paper></state></after>", G_MAXUINT, 0 },
    { "<after><state name='needs_documents' days='1' answer-days='2'><paper id='no'>P</paper></state></after>",
      G_MAXUINT, 0 },
    { "<after amount='no'/>", G_MAXUINT, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *start = g_strndup (sample, strlen (sample) - strlen ("</form>"));
      g_autofree char *xml = g_strconcat (start, plans[i].after, "</form>", NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkMockCatalog) catalog = catalog_of ("x", xml, &error);

      g_test_message ("%s", plans[i].after);
      g_assert_true ((catalog == NULL) == (plans[i].length == G_MAXUINT));
      g_assert_true ((error != NULL) == (catalog == NULL));
      if (catalog == NULL)
        continue;
      g_assert_cmpuint (hkk_mock_form_plan_length (hkk_mock_catalog_plan (catalog, "x")), ==, plans[i].length);
      g_assert_cmpint (hkk_mock_catalog_plan (catalog, "x")->due_days, ==, plans[i].due_days);
      g_assert_cmpint (hkk_mock_catalog_plan (catalog, "y")->due_days, ==, 0);
    }
}

typedef struct
{
  HkkMockCatalog *catalog;
  HkkForm        *form;
  HkkFormValues  *values;
  HkkFormContext  context;
} Filled;

static void
fill (Filled     *filled,
      const char *id,
      const char *values)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) form = NULL;
  g_autoptr(JsonNode) json = hkk_json_parse (values, -1, 0, JSON_NODE_OBJECT, &error);
  JsonArray *fields;

  g_assert_no_error (error);
  filled->catalog = catalog_of_sources ();
  form = hkk_mock_catalog_form (filled->catalog, id, "de");
  fields = hkk_json_get_array (hkk_json_array_object (hkk_json_get_array (json_node_get_object (form), "sections"), 0),
                               "fields");
  if (g_strcmp0 (hkk_json_get_string (hkk_json_array_object (fields, 0), "kind"), "person") == 0)
    {
      g_autoptr(JsonNode) persons = hkk_json_parse ("[{\"value\":\"self\",\"label\":\"Andrea Amsel\"}]", -1, 0,
                                                    JSON_NODE_ARRAY, NULL);

      json_object_set_member (hkk_json_array_object (fields, 0), "options", g_steal_pointer (&persons));
    }
  filled->form = hkk_form_new_from_json (form, &error);
  g_assert_no_error (error);
  filled->values = hkk_form_values_new_from_json (json);
  filled->context = (HkkFormContext) { .form = filled->form, .values = filled->values, .language = "de" };
  hkk_form_context_set_today (&filled->context, "2026-11-23");
}

static void
empty (Filled *filled)
{
  hkk_mock_catalog_free (filled->catalog);
  g_object_unref (filled->form);
  g_object_unref (filled->values);
}

static void
assert_issues (Filled     *filled,
               const char *expected)
{
  g_autoptr(GPtrArray) issues = hkk_form_validate (&filled->context, NULL, HKK_FORM_VALIDATE_STRICT);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < issues->len; i++)
    g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", ((HkkFormIssue *) g_ptr_array_index (issues, i))->path,
                            ((HkkFormIssue *) g_ptr_array_index (issues, i))->code);
  g_assert_cmpstr (text->str, ==, expected);
}

#define FILE_ "[{\"upload\":\"0123456789abcdef0123456789abcdef\",\"name\":\"a.pdf\",\"size\":9," \
              "\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"," \
              "\"media_type\":\"application/pdf\"}]"

static void
test_treatment_abroad (void)
{
  Filled filled;
  g_autoptr(GListModel) shown = NULL;
  g_autofree char *country = NULL;

  fill (&filled, "treatment-abroad",
        "{\"person\":\"self\",\"country\":\"ES\",\"stay_from\":\"2026-08-01\",\"stay_to\":\"2026-08-14\","
        "\"occasion\":\"holiday\",\"treatment_from\":\"2026-08-03\","
        "\"treatment_to\":\"2026-08-05\",\"setting\":[\"outpatient\"],\"diagnosis\":\"Sting of a jellyfish\","
        "\"acute\":true,\"third_party\":false,\"ehic_shown\":true,\"ehic_accepted\":false,"
        "\"ehic_reason\":\"Private practice\",\"private_insurance\":false,"
        "\"paid\":\"all\",\"items\":[{\"date\":\"2026-08-03\",\"service\":\"Examination\","
        "\"amount\":{\"amount\":8500,\"currency\":\"EUR\"},\"receipt\":\"invoice\"}],"
        "\"iban\":\"DE89370400440532013000\",\"account_holder\":\"Andrea Amsel\",\"invoices\":" FILE_
        ",\"payment_proof\":" FILE_ ",\"declaration\":true}");
  assert_issues (&filled, "");
  shown = hkk_form_describe (&filled.context);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 5);
  country = hkk_form_path_get_text (&filled.context, "country");
  g_assert_cmpstr (country, ==, "Spain");

  hkk_form_values_set_string (filled.values, "country", "US");
  assert_issues (&filled, "country:option_warning");
  hkk_form_values_set_string (filled.values, "country", "DE");
  assert_issues (&filled, "country:country_germany");
  hkk_form_values_set_string (filled.values, "country", "TR");
  hkk_form_values_set_string (filled.values, "stay_to", "2026-07-31");
  assert_issues (&filled, "stay_to:stay_order treatment_to:treatment_after_stay");
  hkk_form_values_set_string (filled.values, "stay_to", "2026-08-14");
  hkk_form_values_set_bool (filled.values, "third_party", TRUE);
  hkk_form_values_set_bool (filled.values, "private_insurance", TRUE);
  hkk_form_values_clear (filled.values, "payment_proof");
  assert_issues (&filled, "accident_date:required accident_place:required private_company:required "
                          "private_paid:required payment_proof:required");
  hkk_form_values_set_string (filled.values, "paid", "nothing");
  g_assert_false (hkk_form_path_is_shown (&filled.context, "payment_proof"));
  hkk_form_values_clear (filled.values, "items");
  hkk_form_values_set_bool (filled.values, "third_party", FALSE);
  hkk_form_values_set_bool (filled.values, "private_insurance", FALSE);
  assert_issues (&filled, "items:required");
  empty (&filled);
}

static void
test_sick_note (void)
{
  Filled filled;

  fill (&filled, "sick-note", "{\"certificate_kind\":\"first\",\"unfit_since\":\"2026-11-20\","
                              "\"unfit_until\":\"2026-11-27\",\"established_on\":\"2026-11-20\","
                              "\"accident_at_work\":false,\"certificate\":" FILE_ ",\"declaration\":true}");
  assert_issues (&filled, "");
  g_assert_false (hkk_form_path_is_shown (&filled.context, "reported_late"));
  hkk_form_values_set_string (filled.values, "unfit_until", "2026-11-19");
  hkk_form_values_set_string (filled.values, "unfit_since", "2026-11-10");
  hkk_form_values_set_string (filled.values, "established_on", "2026-11-15");
  assert_issues (&filled, "established_on:established_late");
  g_assert_true (hkk_form_path_is_shown (&filled.context, "reported_late"));
  hkk_form_values_set_string (filled.values, "unfit_until", "2026-11-09");
  hkk_form_values_set_string (filled.values, "established_on", "2026-11-24");
  assert_issues (&filled, "unfit_until:until_before_since established_on:too_late established_on:established_late");
  empty (&filled);
}

static void
test_address (void)
{
  Filled filled;

  fill (&filled, "profile-address", "{\"street\":\"Am Wall\",\"house_number\":\"1a\",\"country\":\"DE\","
                                    "\"postal_code\":\"28195\",\"city\":\"Bremen\",\"valid_from\":\"2026-12-01\"}");
  assert_issues (&filled, "");
  hkk_form_values_set_string (filled.values, "postal_code", "2819");
  assert_issues (&filled, "postal_code:postal_code");
  hkk_form_values_set_string (filled.values, "country", "US");
  assert_issues (&filled, "");
  hkk_form_values_set_string (filled.values, "valid_from", "2028-01-01");
  assert_issues (&filled, "valid_from:too_late");
  empty (&filled);
}

/* Every entry of the list has a category and can be loaded. */
static void
test_list (void)
{
  g_autoptr(HkkMockCatalog) catalog = catalog_of_sources ();
  g_autoptr(JsonNode) list = hkk_mock_catalog_list (catalog, "de");
  JsonArray *categories = hkk_json_get_array (json_node_get_object (list), "categories");
  JsonArray *items = hkk_json_get_array (json_node_get_object (list), "items");

  g_assert_cmpuint (hkk_json_array_length (items), >=, 3);
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      g_autoptr(JsonNode) form = hkk_mock_catalog_form (catalog, hkk_json_get_string (item, "id"), "de");
      gboolean found = FALSE;

      g_test_message ("%s", hkk_json_get_string (item, "id"));
      g_assert_nonnull (form);
      g_assert_nonnull (hkk_json_get_string (item, "summary"));
      for (guint j = 0; j < hkk_json_array_length (categories); j++)
        found |= g_strcmp0 (hkk_json_get_string (hkk_json_array_object (categories, j), "id"),
                            hkk_json_get_string (item, "category")) == 0;
      g_assert_true (found);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/catalog/language", test_language);
  g_test_add_func ("/forms/catalog/broken", test_broken);
  g_test_add_func ("/forms/catalog/broken-line", test_broken_line);
  g_test_add_func ("/forms/catalog/check-command", test_check_command);
  g_test_add_func ("/forms/catalog/plan", test_plan);
  g_test_add_func ("/forms/catalog/treatment-abroad", test_treatment_abroad);
  g_test_add_func ("/forms/catalog/sick-note", test_sick_note);
  g_test_add_func ("/forms/catalog/address", test_address);
  g_test_add_func ("/forms/catalog/list", test_list);
  return g_test_run ();
}
