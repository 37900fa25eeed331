/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"
#include "hkk-shown.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_ARRAY, &error);

  g_assert_no_error (error);
  return node;
}

/* Takes @row. */
static void
assert_row (HkkShownRow *row,
            const char  *label,
            const char  *old,
            const char  *value,
            gboolean     sensitive)
{
  g_assert_cmpstr (hkk_shown_row_get_label (row), ==, label);
  g_assert_cmpstr (hkk_shown_row_get_old (row), ==, old);
  g_assert_cmpstr (hkk_shown_row_get_value (row), ==, value);
  g_assert_cmpint (hkk_shown_row_get_sensitive (row), ==, sensitive);
  g_assert_null (hkk_shown_row_get_path (row));
  g_object_unref (row);
}

static void
test_rows (void)
{
  g_autoptr(JsonNode) node = parse ("[{\"label\":\"IBAN\",\"value\":\"DE89\",\"sensitive\":true},"
                                    "{\"label\":\"Town\",\"old\":\"A\",\"new\":\"B\"},"
                                    "{\"label\":\"Street\",\"old\":null,\"new\":\"C\"},"
                                    "{\"value\":\"only\"},{\"label\":\"alone\"},"
                                    "{\"old\":\"nothing\"},{},7,\"text\",null]");
  g_autoptr(GListModel) rows = hkk_shown_rows_from_json (json_node_get_array (node));
  g_autoptr(GListModel) none = hkk_shown_rows_from_json (NULL);

  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 5);
  assert_row (g_list_model_get_item (rows, 0), "IBAN", NULL, "DE89", TRUE);
  assert_row (g_list_model_get_item (rows, 1), "Town", "A", "B", FALSE);
  assert_row (g_list_model_get_item (rows, 2), "Street", NULL, "C", FALSE);
  assert_row (g_list_model_get_item (rows, 3), "", NULL, "only", FALSE);
  assert_row (g_list_model_get_item (rows, 4), "alone", NULL, "", FALSE);
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

static void
test_sections (void)
{
  const char *text = "[{\"section\":\"Who\",\"rows\":[{\"label\":\"Name\",\"value\":\"A\\nB\"}]},"
                     "{\"section\":\"\",\"rows\":[]}]";
  g_autoptr(JsonNode) node = parse (text);
  g_autoptr(GListModel) sections = hkk_shown_sections_from_json (json_node_get_array (node));
  g_autoptr(HkkShownSection) first = g_list_model_get_item (sections, 0);
  g_autoptr(JsonNode) again = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *written = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (sections), ==, 2);
  g_assert_cmpstr (hkk_shown_section_get_title (first), ==, "Who");
  assert_row (g_list_model_get_item (hkk_shown_section_get_rows (first), 0), "Name", NULL, "A\nB", FALSE);
  json_node_take_array (again, hkk_shown_sections_to_json (sections));
  written = hkk_json_to_string (again);
  g_assert_cmpstr (written, ==, text);
}

static void
test_find (void)
{
  g_autoptr(GListStore) sections = g_list_store_new (HKK_TYPE_SHOWN_SECTION);
  g_autoptr(HkkShownSection) one = hkk_shown_section_new ("One");
  g_autoptr(HkkShownSection) two = hkk_shown_section_new (NULL);
  g_autoptr(HkkShownRow) name = hkk_shown_row_new ("name", "Name", NULL, "A");
  g_autoptr(HkkShownRow) item = hkk_shown_row_new ("items[1]", "Item 2", "B", "C");

  hkk_shown_section_add_row (one, name);
  hkk_shown_section_add_row (two, item);
  g_list_store_append (sections, one);
  g_list_store_append (sections, two);
  g_assert_cmpstr (hkk_shown_section_get_title (two), ==, "");
  g_assert_true (hkk_shown_sections_find_row (G_LIST_MODEL (sections), "name") == name);
  g_assert_true (hkk_shown_sections_find_row (G_LIST_MODEL (sections), "items[1]") == item);
  g_assert_null (hkk_shown_sections_find_row (G_LIST_MODEL (sections), "items"));
  g_assert_null (hkk_shown_sections_find_row (NULL, "name"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/shown/rows", test_rows);
  g_test_add_func ("/forms/shown/sections", test_sections);
  g_test_add_func ("/forms/shown/find", test_find);
  return g_test_run ();
}
