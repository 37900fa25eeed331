/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-form-validate.h"
#include "hkk-json.h"

#define FORM(sections, rules) "{\"id\":\"f\",\"title\":\"F\",\"sections\":[" sections "],\"rules\":[" rules "]}"

static const char family[] = FORM (
  "{\"id\":\"who\",\"title\":\"Who\",\"fields\":["
  "{\"id\":\"married\",\"kind\":\"yesno\",\"label\":\"Married?\",\"required\":true},"
  "{\"id\":\"since\",\"kind\":\"date\",\"label\":\"Since\",\"required\":[\"eq\",[\"field\",\"married\"],true],"
  "\"shown_when\":[\"eq\",[\"field\",\"married\"],true],\"max_date\":[\"today\"]},"
  "{\"id\":\"gift\",\"kind\":\"text\","
  "\"label\":\"Gift\",\"shown_when\":[\"gt\",[\"field\",\"since\"],[\"today\",-30]]},"
  "{\"id\":\"hobbies\",\"kind\":\"multichoice\",\"label\":\"Hobbies\",\"max\":2,\"options\":[{\"value\":\"a\","
  "\"label\":\"Art\"},{\"value\":\"b\","
  "\"label\":\"Bowls\"},{\"value\":\"c\",\"label\":\"Chess\",\"warn\":\"Slow.\"}]}]},"
  "{\"id\":\"kids\",\"title\":\"Children\",\"fields\":["
  "{\"id\":\"children\",\"kind\":\"group\",\"label\":\"Children\",\"item_label\":\"Child\",\"max\":3,\"fields\":["
  "{\"id\":\"name\",\"kind\":\"text\",\"label\":\"Name\",\"required\":true,\"max_length\":5},"
  "{\"id\":\"birth\",\"kind\":\"date\",\"label\":\"Birth date\",\"required\":true},"
  "{\"id\":\"school\",\"kind\":\"yesno\",\"label\":\"At school?\",\"required\":[\"ge\",[\"age\",[\"field\",\"birth\"],"
  "[\"today\"]],18],\"shown_when\":[\"ge\",[\"age\",[\"field\",\"birth\"],[\"today\"]],18],"
  "\"rules\":[{\"check\":[\"eq\",[\"field\",\"school\"],true],\"code\":\"adult\",\"message\":\"Too old.\"}]}]},"
  "{\"id\":\"young\",\"kind\":\"note\",\"label\":\"A young child.\",\"shown_when\":[\"any\","
  "\"children\",[\"lt\",[\"age\",[\"field\",\"birth\"],[\"today\"]],12]]}]},"
  "{\"id\":\"money\",\"title\":\"Money\",\"fields\":["
  "{\"id\":\"income\",\"kind\":\"money\",\"label\":\"Income\"},"
  "{\"id\":\"items\",\"kind\":\"table\",\"label\":\"Items\",\"item_label\":\"Item\","
  "\"total\":{\"field\":\"amount\",\"label\":\"Total\"},\"fields\":["
  "{\"id\":\"amount\",\"kind\":\"money\","
  "\"label\":\"Amount\",\"required\":true,\"currencies\":[\"EUR\",\"USD\"],\"min\":1},"
  "{\"id\":\"what\",\"kind\":\"text\",\"label\":\"What\"}]},"
  "{\"id\":\"own_share\",\"kind\":\"calculated\",\"label\":\"Own share\","
  "\"format\":\"money\",\"value\":[\"percent\",[\"field\",\"income\"],2]},"
  "{\"id\":\"refund\",\"kind\":\"calculated\",\"label\":\"Refund\",\"format\":\"money\",\"value\":[\"max\",0,[\"sub\","
  "[\"sum\",\"items\",[\"field\",\"amount\"]],[\"field\",\"own_share\"]]]},"
  "{\"id\":\"iban\",\"kind\":\"iban\",\"label\":\"IBAN\"},"
  "{\"id\":\"files\",\"kind\":\"attachments\",\"label\":\"Files\",\"max\":2},"
  "{\"id\":\"truth\",\"kind\":\"declaration\",\"label\":\"True\",\"required\":true}]}",
  "{\"check\":[\"le\",[\"field\",\"income\"],[\"parameter\",\"limit\"]],\"code\":\"over_limit\","
  "\"message\":\"Over the limit.\",\"field\":\"income\",\"level\":\"warning\"},"
  "{\"when\":[\"eq\",[\"field\",\"married\"],true],\"check\":[\"not\",[\"empty\",[\"field\",\"children\"]]],"
  "\"code\":\"no_child\",\"message\":\"No child.\"}");

typedef struct
{
  HkkForm       *form;
  HkkFormValues *values;
  JsonNode      *parameters;
  HkkFormContext context;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) json = hkk_json_parse (data != NULL ? data : family, -1, 0, JSON_NODE_OBJECT, &error);

  g_assert_no_error (error);
  fixture->form = hkk_form_new_from_json (json, &error);
  g_assert_no_error (error);
  fixture->values = hkk_form_values_new ();
  fixture->parameters = hkk_json_parse ("{\"limit\":56500}", -1, 0, JSON_NODE_OBJECT, NULL);
  fixture->context = (HkkFormContext) {
    .form = fixture->form, .values = fixture->values, .parameters = hkk_json_node_object (fixture->parameters),
    .language = "de",
  };
  hkk_form_context_set_today (&fixture->context, "2026-11-23T20:41:05Z");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->form);
  g_clear_object (&fixture->values);
  g_clear_pointer (&fixture->parameters, json_node_unref);
}

static void
load (Fixture    *fixture,
      const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) json = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, &error);

  g_assert_no_error (error);
  hkk_form_values_load (fixture->values, json);
}

/* @expected: "path:code path:code …", warnings with a "?" behind. */
static void
assert_list (GPtrArray  *issues,
             const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < issues->len; i++)
    {
      HkkFormIssue *issue = g_ptr_array_index (issues, i);

      g_assert_cmpuint (strlen (issue->message), >, 0);
      g_string_append_printf (text, "%s%s:%s%s", i > 0 ? " " : "", issue->path, issue->code,
                              issue->level == HKK_FORM_ISSUE_WARNING ? "?" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_issues (Fixture              *fixture,
               HkkFormValidateFlags  flags,
               const char           *expected)
{
  g_autoptr(GPtrArray) issues = hkk_form_validate (&fixture->context, NULL, flags);

  assert_list (issues, expected);
}

static void
test_required (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) section = NULL;

  assert_issues (fixture, 0, "married:required truth:required");
  load (fixture, "{\"married\":true,\"truth\":false}");
  assert_issues (fixture, 0, "since:required truth:required :no_child");
  section = hkk_form_validate (&fixture->context, hkk_form_get_section (fixture->form, 0), 0);
  assert_list (section, "since:required");
  load (fixture, "{\"married\":false,\"truth\":true,\"since\":\"nonsense\"}");
  assert_issues (fixture, 0, "");
}

static void
test_conditions (Fixture       *fixture,
                 gconstpointer  data)
{
  load (fixture, "{\"married\":true,\"since\":\"2026-11-01\"}");
  g_assert_true (hkk_form_path_is_shown (&fixture->context, "gift"));
  load (fixture, "{\"married\":true,\"since\":\"2026-01-01\"}");
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "gift"));
  /* What is hidden counts as empty, though it still holds a value. */
  load (fixture, "{\"married\":false,\"since\":\"2026-11-01\"}");
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "since"));
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "gift"));

  load (fixture, "{\"children\":[{\"birth\":\"2000-01-01\"},{\"birth\":\"2020-01-01\"}]}");
  g_assert_true (hkk_form_path_is_shown (&fixture->context, "children[0].school"));
  g_assert_true (hkk_form_path_is_required (&fixture->context, "children[0].school"));
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "children[1].school"));
  g_assert_true (hkk_form_path_is_shown (&fixture->context, "young"));
  hkk_form_values_remove_item (fixture->values, "children", 1);
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "young"));
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "children.school"));
  g_assert_false (hkk_form_path_is_shown (&fixture->context, "nothing"));
}

static void
test_items (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) one = NULL;

  load (fixture, "{\"married\":false,\"truth\":true,\"children\":[{\"name\":\"Anton\",\"birth\":\"2020-01-01\"},"
                 "{\"name\":\"Too long\"},{\"name\":\"C\",\"birth\":\"2000-01-01\",\"school\":false},7]}");
  assert_issues (fixture, 0, "children:too_many children[1].name:too_long children[1].birth:required "
                             "children[2].school:adult children:wrong_type");
  one = hkk_form_validate_path (&fixture->context, "children[1]");
  assert_list (one, "children[1].name:too_long children[1].birth:required");
  g_clear_pointer (&one, g_ptr_array_unref);
  one = hkk_form_validate_path (&fixture->context, "children[1].name");
  assert_list (one, "children[1].name:too_long");
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  load (fixture,
        "{\"married\":true,\"since\":\"2026-12-24\",\"truth\":true,\"hobbies\":[\"a\","
        "\"c\",\"x\"],\"children\":[{\"name\":\"A\",\"birth\":\"2020-01-01\"}],"
        "\"income\":{\"amount\":60000,\"currency\":\"EUR\"},\"items\":[{\"amount\":{\"amount\":0,"
        "\"currency\":\"EUR\"}},{\"amount\":{\"amount\":5,\"currency\":\"GBP\"}},{\"amount\":5},"
        "{\"amount\":{\"amount\":5,\"currency\":\"USD\"},\"what\":\"a\\nb\"}],\"iban\":\"DE89370400440532013001\"}");
  assert_issues (fixture, 0, "since:too_late hobbies:too_many hobbies:option_warning? hobbies:not_an_option "
                             "items[0].amount:too_small items[1].amount:currency items[2].amount:wrong_type "
                             "items[3].what:characters iban:iban_checksum income:over_limit?");
  load (fixture, "{\"married\":\"yes\",\"truth\":1,\"hobbies\":{},\"children\":{},\"income\":5,\"items\":\"x\","
                 "\"iban\":7,\"files\":true}");
  assert_issues (fixture, 0, "married:wrong_type hobbies:wrong_type children:wrong_type income:wrong_type "
                             "items:wrong_type iban:wrong_type files:wrong_type truth:wrong_type");
}

static void
test_strict (Fixture       *fixture,
             gconstpointer  data)
{
#define FILE_ \
  "{\"upload\":\"0123456789abcdef0123456789abcdef\",\"name\":\"a.pdf\"," \
  "\"size\":%s,\"sha256\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\"media_type\":\"%s\"}"
  static const struct { const char *size, *type, *expected; } files[] = {
    { "1", "application/pdf", "" }, { "10485760", "image/png", "" },
    { "10485761", "image/png", "files:file_too_large" }, { "0", "image/png", "files:file_empty" },
    { "1", "text/html", "files:file_type_refused" }, { "-1", "image/png", "files:wrong_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_strdup_printf (FILE_, files[i].size, files[i].type);
      g_autofree char *text = g_strdup_printf ("{\"married\":false,\"truth\":true,\"files\":[%s]}", file);

      load (fixture, text);
      assert_issues (fixture, HKK_FORM_VALIDATE_STRICT, files[i].expected);
    }
  load (fixture,
        "{\"married\":false,\"truth\":true,\"files\":[{\"name\":\"a.pdf\",\"size\":1,"
        "\"media_type\":\"application/pdf\"},{\"name\":\"../a.pdf\",\"size\":1,\"media_type\":\"application/pdf\"}]}");
  assert_issues (fixture, 0, "files:wrong_type");
  assert_issues (fixture, HKK_FORM_VALIDATE_STRICT, "files:wrong_type files:wrong_type");
  load (fixture, "{\"married\":false,\"truth\":true,\"admin\":true,\"own_share\":1,\"young\":1,"
                 "\"children\":[{\"name\":\"A\",\"birth\":\"2020-01-01\",\"x\":1}]}");
  assert_issues (fixture, 0, "");
  assert_issues (fixture, HKK_FORM_VALIDATE_STRICT,
                 "admin:unknown_field own_share:unknown_field young:unknown_field children[0].x:unknown_field");
  /* On the wire a value has its normal form; a person's is brought into it. */
  load (fixture, "{\"married\":false,\"truth\":true,\"iban\":\"IBAN: DE89 3704 0044 0532 0130 00\","
                 "\"items\":[{\"amount\":{\"amount\":1,\"currency\":\"EUR\"},\"what\":\"a\\u200bb\\r\\n\"}]}");
  assert_issues (fixture, HKK_FORM_VALIDATE_STRICT, "items[0].what:characters iban:wrong_type");
  hkk_form_normalize (fixture->form, fixture->values);
  assert_issues (fixture, HKK_FORM_VALIDATE_STRICT, "");
  g_assert_cmpstr (hkk_form_values_get_string (fixture->values, "iban"), ==, "DE89370400440532013000");
  g_assert_cmpstr (hkk_form_values_get_string (fixture->values, "items[0].what"), ==, "ab");
}

static void
test_calculation (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *nothing = hkk_form_path_get_text (&fixture->context, "own_share");
  g_autofree char *share = NULL;
  g_autofree char *refund = NULL;
  g_autofree char *total = NULL;

  g_assert_null (nothing);
  load (fixture, "{\"income\":{\"amount\":123475,\"currency\":\"EUR\"},\"items\":[{\"amount\":{\"amount\":10000,"
                 "\"currency\":\"EUR\"}},{},{\"amount\":{\"amount\":250,\"currency\":\"USD\"}}]}");
  share = hkk_form_path_get_text (&fixture->context, "own_share");
  refund = hkk_form_path_get_text (&fixture->context, "refund");
  total = hkk_form_path_get_total_text (&fixture->context, "items");
  g_assert_cmpstr (share, ==, "24,70\302\240€");
  g_assert_cmpstr (refund, ==, "75,30\302\240€");
  g_assert_cmpstr (total, ==, "100,00\302\240€\n2,50\302\240USD");
}

static void
test_prune (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *text = NULL;

  load (fixture, "{\"married\":false,\"since\":\"2026-01-01\",\"gift\":\" \",\"other\":1,\"own_share\":5,"
                 "\"children\":[{\"birth\":\"2020-01-01\",\"school\":true,\"x\":1}],\"items\":[]}");
  hkk_form_prune (&fixture->context);
  text = hkk_form_values_to_string (fixture->values);
  g_assert_cmpstr (text, ==, "{\"children\":[{\"birth\":\"2020-01-01\"}],\"married\":false}");
}

/* What had a value and has none any more is null, hidden or emptied; nothing else is. */
static void
test_patch (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(JsonNode) known = json_from_string ("{\"married\":true,\"since\":\"2026-01-01\",\"gift\":\"Tea\","
                                                "\"hobbies\":[\"a\"],\"children\":[{\"birth\":\"2020-01-01\"}],"
                                                "\"iban\":\"\",\"stranger\":1}", NULL);
  g_autoptr(HkkFormValues) before = hkk_form_values_new_from_json (known);
  g_autoptr(JsonNode) patch = NULL;
  g_autofree char *text = NULL;

  load (fixture, "{\"married\":false,\"since\":\"2026-01-01\",\"gift\":\" \",\"hobbies\":[],\"stranger\":1}");
  patch = hkk_form_patch (&fixture->context, before);
  text = hkk_json_to_string (patch);
  g_assert_cmpstr (text, ==, "{\"married\":false,\"since\":null,\"gift\":null,\"hobbies\":null,\"children\":null}");
}

static void
test_describe (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  load (fixture, "{\"married\":true,\"since\":\"2026-01-31\",\"hobbies\":[\"a\",\"b\"],\"children\":[{\"name\":\"A\","
                 "\"birth\":\"2020-01-01\"}],\"items\":[{\"amount\":{\"amount\":1000,\"currency\":\"EUR\"},"
                 "\"what\":\"Tea\"}],\"iban\":\"DE89370400440532013000\",\"truth\":true,"
                 "\"files\":[{\"name\":\"a.pdf\",\"size\":2000,\"media_type\":\"application/pdf\"}]}");
  json_node_take_array (node, hkk_form_describe_json (&fixture->context));
  text = hkk_json_to_string (node);
  for (char *c = text; (c = strstr (c, "\302\240")) != NULL;)
    memmove (c, c + 1, strlen (c)), *c = '_';
  g_assert_cmpstr (text, ==,
    "[{\"section\":\"Who\",\"rows\":[{\"label\":\"Married?\",\"value\":\"Yes\"},{\"label\":\"Since\","
    "\"value\":\"31 January 2026\"},{\"label\":\"Hobbies\",\"value\":\"Art\\nBowls\"}]},"
    "{\"section\":\"Children\",\"rows\":[{\"label\":\"Child 1\",\"value\":\"Name: A\\nBirth date: 1 January 2020\"}]},"
    "{\"section\":\"Money\",\"rows\":[{\"label\":\"Item 1\","
    "\"value\":\"10,00_€\\nWhat: Tea\"},{\"label\":\"Total\",\"value\":\"10,00_€\"},"
    "{\"label\":\"IBAN\",\"value\":\"DE89_3704_0044_0532_0130_00\"},{\"label\":\"Files\",\"value\":\"a.pdf (2.0_kB)\"},"
    "{\"label\":\"True\",\"value\":\"Confirmed\"}]}]");
}

static const char named[] = FORM (
  "{\"id\":\"all\",\"title\":\"All\",\"fields\":["
  "{\"id\":\"people\",\"kind\":\"group\",\"label\":\"People\",\"item_label\":\"Person\","
  "\"item_title\":\"{first} {last}\",\"fields\":["
  "{\"id\":\"last\",\"kind\":\"text\",\"label\":\"Surname\"},"
  "{\"id\":\"first\",\"kind\":\"text\",\"label\":\"First name\"},"
  "{\"id\":\"born\",\"kind\":\"date\",\"label\":\"Birth date\"},"
  "{\"id\":\"here\",\"kind\":\"yesno\",\"label\":\"Lives here?\"}]},"
  "{\"id\":\"trips\",\"kind\":\"table\",\"label\":\"Trips\",\"item_label\":\"Trip\","
  "\"item_title\":\"{date} · {from} – {to}\",\"item_amount\":[\"paid\",\"car\",\"nothing\"],\"fields\":["
  "{\"id\":\"date\",\"kind\":\"date\",\"label\":\"Date\"},{\"id\":\"from\",\"kind\":\"text\",\"label\":\"From\"},"
  "{\"id\":\"to\",\"kind\":\"text\",\"label\":\"To\"},{\"id\":\"km\",\"kind\":\"integer\",\"label\":\"Kilometres\"},"
  "{\"id\":\"paid\",\"kind\":\"money\",\"label\":\"Paid\",\"shown_when\":[\"empty\",[\"field\",\"km\"]]},"
  "{\"id\":\"car\",\"kind\":\"calculated\",\"label\":\"By car\",\"format\":\"money\","
  "\"value\":[\"mul\",[\"field\",\"km\"],20]}]}]}",
  "],\"subject_fields\":[\"trips\",\"people\"");

static void
assert_item (Fixture    *fixture,
             const char *path,
             const char *title,
             const char *amount,
             const char *rest)
{
  g_autofree char *has_title = hkk_form_item_get_title (&fixture->context, path);
  g_autofree char *has_amount = hkk_form_item_get_amount (&fixture->context, path);
  g_autofree char *has_rest = hkk_form_item_get_rest (&fixture->context, path);

  g_assert_cmpstr (has_title, ==, title);
  g_assert_cmpstr (has_amount, ==, amount);
  g_assert_cmpstr (has_rest, ==, rest);
}

/* An entry is called after the person or the thing and says its amount; what is missing is left out. */
static void
test_item_names (Fixture       *fixture,
            gconstpointer  data)
{
  load (fixture, "{\"people\":[{\"first\":\"Ada\",\"last\":\"Amsel\",\"born\":\"2019-05-04\"},{\"last\":\"Amsel\"},"
                 "{\"here\":true}],"
                 "\"trips\":[{\"date\":\"2026-11-02\",\"from\":\"Bremen\",\"to\":\"Verden\",\"km\":10,"
                 "\"paid\":{\"amount\":999,\"currency\":\"EUR\"}},"
                 "{\"from\":\"Bremen\",\"paid\":{\"amount\":240,\"currency\":\"EUR\"}}]}");
  assert_item (fixture, "people[0]", "Ada Amsel", NULL, "Birth date: 4 May 2019");
  assert_item (fixture, "people[1]", "Amsel", NULL, NULL);
  assert_item (fixture, "people[2]", "Person 3", NULL, "Lives here? Yes");
  assert_item (fixture, "trips[0]", "2 November 2026 · Bremen – Verden", "2,00\302\240€", "Kilometres: 10");
  assert_item (fixture, "trips[1]", "Bremen", "2,40\302\240€", NULL);
  assert_item (fixture, "people", NULL, NULL, NULL);
  g_assert_true (hkk_form_field_names_item (hkk_form_find_field (fixture->form, "people.first")));
  g_assert_false (hkk_form_field_names_item (hkk_form_find_field (fixture->form, "people.born")));
  g_assert_false (hkk_form_field_names_item (hkk_form_find_field (fixture->form, "people")));
}

/* Of a list its entries are named in what a request is about. */
static void
test_items_subject (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *nothing = NULL;
  g_autofree char *subject = NULL;

  load (fixture, "{}");
  nothing = hkk_form_dup_subject (&fixture->context);
  g_assert_null (nothing);
  load (fixture, "{\"people\":[{\"first\":\"Ada\",\"last\":\"Amsel\"},{\"first\":\"Bo\"}],"
                 "\"trips\":[{\"to\":\"Verden\"}]}");
  subject = hkk_form_dup_subject (&fixture->context);
  g_assert_cmpstr (subject, ==, "Verden · Ada Amsel, Bo");
}

/* Of somebody who is named and nothing more the name is the answer. */
static void
test_items_described (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  load (fixture, "{\"people\":[{\"first\":\"Ada\",\"born\":\"2019-05-04\"},{\"first\":\"Bo\"}],"
                 "\"trips\":[{\"to\":\"Verden\",\"km\":10}]}");
  json_node_take_array (node, hkk_form_describe_json (&fixture->context));
  text = hkk_json_to_string (node);
  g_assert_cmpstr (text, ==,
    "[{\"section\":\"All\",\"rows\":[{\"label\":\"Ada\",\"value\":\"Birth date: 4 May 2019\"},"
    "{\"label\":\"Person\",\"value\":\"Bo\"},{\"label\":\"Verden\",\"value\":\"2,00\302\240€\\nKilometres: 10\"}]}]");
}

static const char *
upper (const char *msgid,
       gpointer    data)
{
  (*(guint *) data)++;
  return strcmp (msgid, "Yes") == 0 ? "JA" : msgid;
}

static void
test_translate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = NULL;
  guint calls = 0;

  fixture->context.translate = upper;
  fixture->context.translate_data = &calls;
  load (fixture, "{\"married\":true}");
  text = hkk_form_path_get_text (&fixture->context, "married");
  g_assert_cmpstr (text, ==, "JA");
  assert_issues (fixture, 0, "since:required truth:required :no_child");
  g_assert_cmpuint (calls, ==, 3);
}

static void
test_refused (void)
{
#define FIELD(text) FORM ("{\"id\":\"s\",\"title\":\"S\",\"fields\":[{\"id\":\"n\",\"kind\":\"integer\"," \
                          "\"label\":\"N\"},{\"id\":\"a\"," text "}]}", "")
  static const char *const bad[] = {
    "{}", "{\"id\":\"f\",\"title\":\"F\"}", "{\"id\":\"f\",\"title\":\"F\",\"sections\":[]}",
    "{\"id\":\"f\",\"title\":\"F\",\"sections\":[7]}", FORM ("{\"id\":\"S\",\"title\":\"S\",\"fields\":[]}", ""),
    FORM ("{\"id\":\"s\",\"title\":\"S\",\"fields\":[null]}", ""),
    FIELD ("\"kind\":\"what\",\"label\":\"A\""), FIELD ("\"kind\":\"text\""),
    FIELD ("\"kind\":\"choice\",\"label\":\"A\""), FIELD ("\"kind\":\"choice\",\"label\":\"A\",\"list\":\"x\""),
    FIELD ("\"kind\":\"choice\",\"label\":\"A\",\"options\":[{\"value\":\"a\",\"label\":\"A\"},{\"value\":\"a\","
           "\"label\":\"B\"}]"), FIELD ("\"kind\":\"group\",\"label\":\"A\""),
    FIELD ("\"kind\":\"group\",\"label\":\"A\","
           "\"fields\":[{\"id\":\"b\",\"kind\":\"group\",\"label\":\"B\",\"fields\":[]}]"),
    FIELD ("\"kind\":\"calculated\",\"label\":\"A\""), FIELD ("\"kind\":\"text\",\"label\":\"A\",\"value\":1"),
    FIELD ("\"kind\":\"calculated\",\"label\":\"A\",\"value\":[\"field\",\"a\"]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"eq\",[\"field\",\"a\"],\"x\"]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"shell\",\"rm\"]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"eq\",[\"field\",\"n\"]]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":{}"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"sum\",\"n\",1]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"empty\",1]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"date\",\"2026-02-30\"]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"rules\":[{\"check\":true}]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"rules\":[{\"code\":\"c\",\"message\":\"m\"}]"),
    FIELD ("\"kind\":\"text\",\"label\":\"A\",\"shown_when\":[\"not\",[\"not\",[\"not\",[\"not\",[\"not\","
           "[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\",[\"not\","
           "[\"not\",true]]]]]]]]]]]]]]]]]"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonNode) json = hkk_json_parse (bad[i], -1, 0, JSON_NODE_OBJECT, &error);
      g_autoptr(HkkForm) form = NULL;

      g_assert_no_error (error);
      form = hkk_form_new_from_json (json, &error);
      g_test_message ("%s", bad[i]);
      g_assert_error (error, HKK_FORM_ERROR, HKK_FORM_ERROR_INVALID);
      g_assert_null (form);
    }
}

/* Conditions that double the work with each field must end all the same. */
static void
test_budget (void)
{
  g_autoptr(GString) text = g_string_new ("{\"id\":\"f\",\"title\":\"F\",\"sections\":[{\"id\":\"s\",\"title\":\"S\","
                                          "\"fields\":[{\"id\":\"a0\",\"kind\":\"yesno\",\"label\":\"A\"}");
  g_autoptr(HkkFormValues) values = hkk_form_values_new ();
  g_autoptr(JsonNode) json = NULL;
  g_autoptr(HkkForm) form = NULL;
  g_autoptr(GPtrArray) issues = NULL;
  HkkFormContext context = { .values = values };

  for (guint i = 1; i < 100; i++)
    {
      g_autofree char *path = g_strdup_printf ("a%u", i);

      g_string_append_printf (text, ",{\"id\":\"a%u\",\"kind\":\"yesno\",\"label\":\"A\",\"shown_when\":[\"and\","
                                    "[\"eq\",[\"field\",\"a%u\"],true],[\"eq\",[\"field\",\"a%u\"],true]]}", i,
                              i - 1, i - 1);
      hkk_form_values_set_bool (values, path, TRUE);
    }
  hkk_form_values_set_bool (values, "a0", TRUE);
  g_string_append (text, "]}]}");
  json = hkk_json_parse (text->str, -1, 0, JSON_NODE_OBJECT, NULL);
  form = hkk_form_new_from_json (json, NULL);
  context.form = form;
  issues = hkk_form_validate (&context, NULL, 0);
  g_assert_cmpuint (issues->len, ==, 0);
  g_assert_true (hkk_form_path_is_shown (&context, "a10"));
}

static void
note_path (HkkFormValues *values,
           const char    *path,
           GString       *log)
{
  g_string_append_printf (log, "%s;", path);
}

static void
test_tree (void)
{
  g_autoptr(HkkFormValues) values = hkk_form_values_new ();
  g_autoptr(HkkFormValues) copy = NULL;
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(JsonNode) more = hkk_json_parse ("{\"a\":\"other\",\"z\":1}", -1, 0, JSON_NODE_OBJECT, NULL);
  g_autofree char *text = NULL;
  g_autofree char *copied = NULL;
  g_autofree char *again = NULL;
  const char *currency = NULL;
  gint64 amount = 0;
  GDate date;

  g_signal_connect (values, "changed", G_CALLBACK (note_path), log);
  hkk_form_values_set_string (values, "a", "x");
  hkk_form_values_set_string (values, "a", "x");
  hkk_form_values_set_bool (values, "b", TRUE);
  g_assert_cmpuint (hkk_form_values_add_item (values, "items"), ==, 0);
  g_assert_cmpuint (hkk_form_values_add_item (values, "items"), ==, 1);
  hkk_form_values_set_money (values, "items[1].amount", 250, "EUR");
  hkk_form_values_set_int (values, "items[0].n", 3);
  hkk_form_values_set_chosen (values, "m", "p", TRUE);
  hkk_form_values_set_chosen (values, "m", "q", TRUE);
  hkk_form_values_set_chosen (values, "m", "p", FALSE);
  g_assert_cmpstr (log->str, ==, "a;b;items;items;items[1].amount;items[0].n;m;m;m;");
  text = hkk_form_values_to_string (values);
  g_assert_cmpstr (text, ==, "{\"a\":\"x\",\"b\":true,\"items\":[{\"n\":3},{\"amount\":{\"amount\":250,"
                             "\"currency\":\"EUR\"}}],\"m\":[\"q\"]}");
  g_assert_true (hkk_form_values_get_money (values, "items[1].amount", &amount, &currency));
  g_assert_cmpint (amount, ==, 250);
  g_assert_cmpstr (currency, ==, "EUR");
  g_assert_cmpint (hkk_form_values_sum (values, "items", "amount", "EUR"), ==, 250);
  g_assert_cmpint (hkk_form_values_sum (values, "items", "n", NULL), ==, 3);
  g_assert_true (hkk_form_values_get_chosen (values, "m", "q") && !hkk_form_values_get_chosen (values, "m", "p"));

  copy = hkk_form_values_copy (values);
  copied = hkk_form_values_to_string (copy);
  g_assert_cmpstr (copied, ==, text);
  hkk_form_values_set_int (copy, "items[1].n", 4);
  g_assert_true (hkk_form_values_get_int (copy, "items[1].n", &amount) && amount == 4);
  again = hkk_form_values_to_string (values);
  g_assert_cmpstr (again, ==, text);
  hkk_form_values_merge (copy, more);
  g_assert_cmpstr (hkk_form_values_get_string (copy, "a"), ==, "x");
  g_assert_true (hkk_form_values_get_int (copy, "z", &amount) && amount == 1);
  hkk_form_values_set_string (copy, "a", "");
  g_assert_false (hkk_form_values_has (copy, "a"));
  g_date_clear (&date, 1);
  hkk_form_values_set_string (copy, "d", "2026-02-29");
  g_assert_false (hkk_form_values_get_date (copy, "d", &date));

  static const char *const absent[] = { "", ".", "items[9]", "items[9].n", "items[-1].n", "items[x].n", "items.n",
                                        "a.b", "a[0].b", "items[0].", "items[0", "items[99999999999999999999].n" };
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (hkk_form_values_get_node (values, absent[i]));
}

int
main (int    argc,
      char **argv)
{
#define ADD(name) g_test_add ("/forms/form/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD (required);
  ADD (conditions);
  ADD (items);
  ADD (values);
  ADD (strict);
  ADD (calculation);
  ADD (prune);
  ADD (patch);
  ADD (describe);
  g_test_add ("/forms/form/item-names", Fixture, named, set_up, test_item_names, tear_down);
  g_test_add ("/forms/form/items-subject", Fixture, named, set_up, test_items_subject, tear_down);
  g_test_add ("/forms/form/items-described", Fixture, named, set_up, test_items_described, tear_down);
  ADD (translate);
  g_test_add_func ("/forms/form/refused", test_refused);
  g_test_add_func ("/forms/form/budget", test_budget);
  g_test_add_func ("/forms/form/tree", test_tree);
  return g_test_run ();
}
