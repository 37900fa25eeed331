/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-certificate.h"
#include "hkk-device.h"
#include "hkk-document.h"
#include "hkk-file-info.h"
#include "hkk-form-summary.h"
#include "hkk-json.h"
#include "hkk-message.h"
#include "hkk-overview.h"
#include "hkk-profile-section.h"
#include "hkk-request.h"
#include "hkk-session-info.h"
#include "hkk-shown.h"
#include "portal-things.h"

static gpointer
make (GType       type,
      const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);

  g_assert_no_error (error);
  return hkk_thing_new_from_json (type, json_node_get_object (node));
}

/* A path leads through objects; what is not there, or of another type, counts as absent. */
static void
test_paths (void)
{
  g_autoptr(HkkThing) whole = make (HKK_TYPE_OVERVIEW, "{\"person\":{\"name\":\"A B\",\"first_name\":\"A\"},"
                                                     "\"counts\":{\"open_approvals\":2}}");
  g_autoptr(HkkThing) other = make (HKK_TYPE_OVERVIEW, "{\"person\":\"A B\",\"counts\":{\"open_approvals\":\"2\"},"
                                                     "\"needs_you\":[7,{\"kind\":\"request\"}]}");
  g_autofree char *name = NULL;

  g_assert_cmpstr (hkk_thing_get_string (whole, "first-name"), ==, "A");
  g_assert_cmpint (hkk_thing_get_int (whole, "open-approvals"), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_thing_get_list (whole, "needs-you")), ==, 0);
  g_object_get (whole, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "A B");
  g_assert_null (hkk_thing_get_string (other, "first-name"));
  g_assert_cmpint (hkk_thing_get_int (other, "open-approvals"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (hkk_thing_get_list (other, "needs-you")), ==, 1);
}

static void
test_word (void)
{
  g_autoptr(HkkThing) basic = make (HKK_TYPE_PROFILE_SECTION, "{\"protection\":\"basic\"}");
  g_autoptr(HkkThing) substantial = make (HKK_TYPE_PROFILE_SECTION, "{\"protection\":\"substantial\"}");
  gboolean is = TRUE;

  g_object_get (basic, "substantial", &is, NULL);
  g_assert_false (is);
  g_object_get (substantial, "substantial", &is, NULL);
  g_assert_true (is);
}

static void
test_shown (void)
{
  g_autoptr(HkkThing) section = make (HKK_TYPE_PROFILE_SECTION,
                                         "{\"rows\":[{\"label\":\"IBAN\",\"value\":\"DE89\",\"sensitive\":true}]}");
  g_autoptr(HkkThing) request = make (HKK_TYPE_REQUEST, "{\"values_shown\":[{\"section\":\"Who\",\"rows\":[]}]}");
  GListModel *rows = hkk_profile_section_get_rows (HKK_PROFILE_SECTION (section));
  g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, 0);
  g_autoptr(HkkShownSection) who = g_list_model_get_item (hkk_request_get_sections (HKK_REQUEST (request)), 0);

  g_assert_cmpstr (hkk_shown_row_get_value (row), ==, "DE89");
  g_assert_true (hkk_shown_row_get_sensitive (row));
  g_assert_cmpstr (hkk_shown_section_get_title (who), ==, "Who");
  /* Made once. */
  g_assert_true (rows == hkk_profile_section_get_rows (HKK_PROFILE_SECTION (section)));
}

static void
test_unknown_name (void)
{
  g_autoptr(HkkThing) request = make (HKK_TYPE_REQUEST, "{\"title\":\"A\"}");

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "HkkRequest has no such property of this kind: titel");
  g_assert_null (hkk_thing_get_string (request, "titel"));
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "HkkRequest has no such property of this kind: title");
  g_assert_false (hkk_thing_get_boolean (request, "title"));
  g_test_assert_expected_messages ();
}

/* What the portal calls a file is shown and saved as a name, whatever it is. */
static void
test_file_names (void)
{
  static const struct { const char *name, *expected; } cases[] = {
    { "\"../../bugtest-escaped.pdf\"", "bugtest-escaped.pdf" }, { "\"a/b.pdf\"", "a-b.pdf" }, { "\"\"", "File.pdf" },
    { "null", "File.pdf" }, { "7", "File.pdf" }, { "\".bashrc\"", "bashrc.pdf" }, { "\"/etc/passwd\"",
      "etc-passwd.pdf" },
    { "\"Befund \\u202efdp.pdf\"", "Befund fdp.pdf" }, { "\"a.desktop\"", "a.desktop.pdf" }, { "\"..\"", "File.pdf" },
  };
  g_autofree char *xs = g_strnfill (300, 'x');
  g_autofree char *long_json = g_strdup_printf ("{\"name\":\"%s\",\"media_type\":\"application/pdf\"}", xs);
  g_autoptr(HkkThing) long_name = make (HKK_TYPE_FILE_INFO, long_json);
  g_autofree char *shortened = hkk_file_info_dup_name (HKK_FILE_INFO (long_name));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"name\":%s,\"title\":%s,\"media_type\":\"application/pdf\"}",
                                               cases[i].name, cases[i].name);
      g_autoptr(HkkThing) file = make (HKK_TYPE_FILE_INFO, json);
      g_autoptr(HkkThing) document = make (HKK_TYPE_DOCUMENT, json);
      g_autofree char *name = hkk_file_info_dup_name (HKK_FILE_INFO (file));
      g_autofree char *saved = hkk_document_dup_file_name (HKK_DOCUMENT (document));

      g_assert_cmpstr (name, ==, cases[i].expected);
      g_assert_cmpstr (saved, ==, g_str_equal (name, "File.pdf") ? "hkk.pdf" : name);
    }
  g_assert_cmpuint (strlen (shortened), ==, 255);
  g_assert_true (g_str_has_suffix (shortened, "x.pdf"));
}

/* --- What the contract requires --- */

static gboolean
fits (GType       type,
      JsonObject *json,
      const char *also)
{
  g_autofree char *where = NULL;
  gboolean fit = hkk_thing_fits (type, json, also, &where);

  g_assert_true (fit || where != NULL);
  return fit;
}

/* Each member in turn is absent, null, of another type; MAY names those that may be absent. */
static void
check_members (GType       type,
               JsonNode   *whole,
               const char *also,
               const char *may)
{
  g_autoptr(GList) names = json_object_get_members (json_node_get_object (whole));
  g_auto(GStrv) optionals = g_strsplit (may, " ", -1);

  g_assert_true (fits (type, json_node_get_object (whole), also));
  for (GList *link = names; link != NULL; link = link->next)
    {
      g_autoptr(JsonNode) node = hkk_json_copy (whole);
      JsonObject *json = json_node_get_object (node);
      gboolean optional = g_strv_contains ((const char * const *) optionals, link->data);

      g_test_message ("%s.%s", g_type_name (type), (const char *) link->data);
      json_object_remove_member (json, link->data);
      g_assert_cmpint (fits (type, json, also), ==, optional);
      json_object_set_null_member (json, link->data);
      g_assert_cmpint (fits (type, json, also), ==, optional);
      json_object_set_double_member (json, link->data, 0.5);
      g_assert_false (fits (type, json, also));
    }
}

static void
test_required (void)
{
  static const struct
  {
    GType      (*get_type) (void);
    const char  *json;
    const char  *also;
    const char  *may;
  } cases[] = {
    { hkk_overview_get_type, PORTAL_OVERVIEW (PORTAL_NEEDS_YOU ("request", "r1")), NULL, "" },
    { hkk_request_get_type, PORTAL_REQUEST ("r1"), NULL, "reference next_step deadline due_on" },
    { hkk_profile_section_get_type, PORTAL_SECTION ("a", "A", ""), NULL, "text form" },
    { hkk_message_get_type, PORTAL_MESSAGE ("m", "S", ""), NULL, "preview request_id" },
    { hkk_device_get_type, PORTAL_DEVICE ("d"), NULL, "last_seen_at" },
    { hkk_session_info_get_type, PORTAL_SESSION ("s"), NULL, "device_name" },
    { hkk_form_summary_get_type, PORTAL_FORM_SUMMARY ("f"), NULL, "" },
    { hkk_certificate_kind_get_type, PORTAL_CERTIFICATE_KIND ("k", "false", "null"), NULL, "years" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) whole = hkk_json_parse (cases[i].json, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

      check_members (cases[i].get_type (), whole, cases[i].also, cases[i].may);
    }
}

static void
test_half (void)
{
  static const char * const bad[] = {
    PORTAL_OVERVIEW ("null"),
    PORTAL_OVERVIEW ("7"),
    PORTAL_OVERVIEW ("{\"kind\":\"request\",\"id\":\"r\",\"title\":\"T\"}"),
    PORTAL_OVERVIEW ("{\"kind\":\"request\",\"id\":\"r\",\"title\":\"T\",\"text\":\"\",\"due_on\":\"2026-13-45\"}"),
    PORTAL_OVERVIEW ("{\"kind\":\"request\",\"id\":\"r\",\"title\":\"T\",\"text\":\"\",\"due_on\":\"tomorrow\"}"),
    PORTAL_OVERVIEW ("{\"kind\":\"request\",\"id\":\"\",\"title\":\"T\",\"text\":\"\",\"due_on\":null}"),
    "{}",
  };
  g_autoptr(JsonNode) more = hkk_json_parse (PORTAL_OVERVIEW (PORTAL_NEEDS_YOU ("moon", "r\",\"phase\":\"full")), -1,
                                             HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  JsonObject *counts = hkk_json_get_object (json_node_get_object (more), "counts");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(JsonNode) node = hkk_json_parse (bad[i], -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

      g_test_message ("%s", bad[i]);
      g_assert_false (fits (HKK_TYPE_OVERVIEW, json_node_get_object (node), NULL));
    }
  /* A word or a member that nobody here knows is not wrong. */
  g_assert_true (fits (HKK_TYPE_OVERVIEW, json_node_get_object (more), NULL));
  json_object_set_int_member (counts, "needs_you", -7);
  g_assert_false (fits (HKK_TYPE_OVERVIEW, json_node_get_object (more), NULL));
}

typedef struct
{
  GType      (*get_type) (void);
  const char  *good;
  const char  *member; /* of the good one, with a dot: of a member's member */
  const char  *value;  /* that is put there */
} Odd;

/* What no person can read, no widget can show and no clock can say. */
static const Odd odd[] = {
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "title", "\"\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "title", "\"\\u0007\\u200b\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "title", "\" \\u00a0\\t\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "title", "\"\\u3164\\u2800\\u00ad\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "title", "\"\\u0301\\ufe0f\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "state_text", "\"\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "created_at", "\"0001-01-01T00:00:00Z\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "updated_at", "\"9999-12-31T23:59:59Z\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "updated_at", "\"2026-11-23T20:00:00\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "due_on", "\"0000-00-00\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "deadline", "\"2026-02-29\"" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "needs_you", "0" },
  { hkk_request_get_type, PORTAL_REQUEST ("r"), "id", "7" },
  { hkk_overview_get_type, PORTAL_OVERVIEW (""), "counts.unread_messages", "-1" },
  { hkk_overview_get_type, PORTAL_OVERVIEW (""), "counts.unread_messages", "\"3\"" },
  { hkk_overview_get_type, PORTAL_OVERVIEW (""), "person.name", "null" },
  { hkk_overview_get_type, PORTAL_OVERVIEW (""), "counts", "[]" },
  { hkk_overview_get_type, PORTAL_OVERVIEW (""), "news", "[{\"kind\":\"x\",\"id\":\"n\",\"title\":\"\",\"at\":"
                           PORTAL_TIME "}]" },
  { hkk_form_summary_get_type, PORTAL_FORM_SUMMARY ("f"), "minutes", "9007199254740991" },
  { hkk_form_summary_get_type, PORTAL_FORM_SUMMARY ("f"), "minutes", "-1" },
  { hkk_form_summary_get_type, PORTAL_FORM_SUMMARY ("f"), "title", "\"\"" },
  { hkk_form_summary_get_type, PORTAL_FORM_SUMMARY ("f"), "keywords", "[7]" },
  { hkk_certificate_kind_get_type, PORTAL_CERTIFICATE_KIND ("k", "true", "null"), "years",
    "{\"first\":2020,\"last\":99999999999}" },
  { hkk_certificate_kind_get_type, PORTAL_CERTIFICATE_KIND ("k", "true", "null"), "languages", "{}" },
  { hkk_document_get_type, PORTAL_DOCUMENT ("d", "D"), "title", "\"\"" },
  { hkk_document_get_type, PORTAL_DOCUMENT ("d", "D"), "size", "-1" },
  { hkk_document_get_type, PORTAL_DOCUMENT ("d", "D"), "pages", "4294967296" },
  { hkk_profile_section_get_type, PORTAL_SECTION ("s", "S", ""), "rows", "[{\"label\":\"L\",\"value\":null}]" },
  { hkk_message_get_type, PORTAL_MESSAGE ("m", "S", ""), "attachments", "[{\"id\":\"\"}]" },
};

static void
test_odd (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_auto(GStrv) steps = g_strsplit (odd[i].member, ".", 2);
      g_autofree char *text = g_strdup_printf ("{\"value\":%s}", odd[i].value);
      g_autoptr(JsonNode) value = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
      g_autoptr(JsonNode) node = hkk_json_parse (odd[i].good, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
      JsonObject *at = json_node_get_object (node);

      g_test_message ("%s.%s: %s", g_type_name (odd[i].get_type ()), odd[i].member, odd[i].value);
      g_assert_true (fits (odd[i].get_type (), json_node_get_object (node), NULL));
      if (steps[1] != NULL)
        at = json_object_get_object_member (at, steps[0]);
      json_object_set_member (at, steps[steps[1] != NULL ? 1 : 0],
                              json_object_dup_member (json_node_get_object (value), "value"));
      hkk_json_clean (node);
      g_assert_false (fits (odd[i].get_type (), json_node_get_object (node), NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/things/paths", test_paths);
  g_test_add_func ("/portal/things/word", test_word);
  g_test_add_func ("/portal/things/shown", test_shown);
  g_test_add_func ("/portal/things/unknown-name", test_unknown_name);
  g_test_add_func ("/portal/things/file-names", test_file_names);
  g_test_add_func ("/portal/things/required", test_required);
  g_test_add_func ("/portal/things/half", test_half);
  g_test_add_func ("/portal/things/odd", test_odd);
  return g_test_run ();
}
