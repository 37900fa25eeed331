/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"

static void
refuse (const char   *text,
        gssize        length,
        HkkJsonError  code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_json_parse (text, length, 0, JSON_NODE_OBJECT, &error);

  g_autofree char *start = g_strndup (text, 40);
  g_autofree char *shown = g_strescape (start, NULL);

  g_test_message ("%s", shown);
  g_assert_null (node);
  g_assert_error (error, HKK_JSON_ERROR, (int) code);
}

static void
test_good (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_json_parse (" {\"a\" : [1, -9007199254740991, 9007199254740991, true, null, {}, []], "
                                             "\"\\u00e4\": \"\\ud83d\\ude00\\n\\/\", \"b\": {\"a\": false}}\n", -1, 0,
                                             JSON_NODE_OBJECT, &error);
  JsonObject *object = hkk_json_node_object (node);

  g_assert_no_error (error);
  g_assert_cmpuint (hkk_json_array_length (hkk_json_get_array (object, "a")), ==, 7);
  g_assert_cmpint (json_array_get_int_element (hkk_json_get_array (object, "a"), 1), ==, -HKK_JSON_MAX_INT);
  g_assert_cmpstr (hkk_json_get_string (object, "ä"), ==, "😀\n/");
  g_assert_false (hkk_json_get_bool (hkk_json_get_object (object, "b"), "a", TRUE));
}

static void
test_syntax (void)
{
  static const char *const bad[] = {
    "", " ", "{", "}", "{]", "[}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\":[1,]}", "{\"a\" 1}", "{a:1}",
    "{'a':1}", "{\"a\":tru}", "{\"a\":+1}", "{\"a\":01}", "{\"a\":-}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
    "{\"a\":\"\t\"}", "{\"a\":\"", "{} {}", "{}x", "{\"a\":1}]", "{\"a\":1 \"b\":2}", "/**/{}", "{\"a\":nan}", "\"a",
    "{\"a\":\"\\", "{\"a\":\"\\uzzzz\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    refuse (bad[i], -1, HKK_JSON_ERROR_SYNTAX);
}

static void
test_limits (void)
{
  g_autoptr(GString) deep = g_string_new ("{\"a\":");
  g_autofree char *large = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i < HKK_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 1; i < HKK_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  g_string_append_c (deep, '}');
  node = hkk_json_parse (deep->str, -1, 0, JSON_NODE_OBJECT, &error);
  g_assert_no_error (error);
  g_string_insert (deep, 5, "[");
  g_string_insert (deep, (gssize) deep->len - 1, "]");
  refuse (deep->str, -1, HKK_JSON_ERROR_TOO_DEEP);

  large = g_strnfill (HKK_JSON_MAX_BYTES + 1, ' ');
  refuse (large, -1, HKK_JSON_ERROR_TOO_LARGE);
  memset (large, '[', HKK_JSON_MAX_BYTES);
  refuse (large, HKK_JSON_MAX_BYTES, HKK_JSON_ERROR_TOO_DEEP);
  g_assert_null (hkk_json_parse ("{\"a\":1}", -1, 6, JSON_NODE_OBJECT, &error));
  g_assert_error (error, HKK_JSON_ERROR, HKK_JSON_ERROR_TOO_LARGE);
}

static void
test_encoding (void)
{
  refuse ("{\"a\":\"\xff\"}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"\xed\xa0\x80\"}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"x\0y\"}", 11, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"\\u0000\"}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"\\u0000\":1}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"\\ud83d\"}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"\\ud83d\\u0041\"}", -1, HKK_JSON_ERROR_ENCODING);
  refuse ("{\"a\":\"\\ude00\"}", -1, HKK_JSON_ERROR_ENCODING);
}

static void
test_keys (void)
{
  g_autoptr(JsonNode) node = NULL;

  refuse ("{\"a\":1,\"a\":2}", -1, HKK_JSON_ERROR_DUPLICATE_KEY);
  refuse ("{\"a\":1,\"\\u0061\":2}", -1, HKK_JSON_ERROR_DUPLICATE_KEY);
  refuse ("{\"b\":[{\"x\":{\"a\":1,\"c\":{},\"a\":2}}]}", -1, HKK_JSON_ERROR_DUPLICATE_KEY);
  node = hkk_json_parse ("{\"a\":{\"a\":1},\"b\":{\"a\":1}}", -1, 0, JSON_NODE_OBJECT, NULL);
  g_assert_nonnull (node);
}

static void
test_numbers (void)
{
  static const char *const bad[] = { "9007199254740992", "-9007199254740992", "99999999999999999999999999", "1.0",
                                     "1e3", "1E3", "0.5", "-0.0" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":%s}", bad[i]);

      refuse (text, -1, HKK_JSON_ERROR_NUMBER);
    }
}

/* Words of two lines are not glued together. */
static void
test_clean (void)
{
  static const struct { const char *sent, *shown; } cases[] = {
    { "a\\nb\\tc", "a\nb\tc" }, { "a\\r\\nb\\r\\n", "a\nb\n" }, { "a\\rb\\r\\rc", "a\nb\n\nc" },
    { "a\\u2028b\\u2029c\\u0085d\\u000be\\ff", "a\nb\nc\nd\ne\nf" },
    { "\\u202ea\\u200b\\u0007b\\ufeff\\u2066", "ab" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"a\":[\"%s\"]}", cases[i].sent);
      g_autoptr(JsonNode) node = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, NULL);

      hkk_json_clean (node);
      g_assert_cmpstr (hkk_json_array_string (hkk_json_get_array (hkk_json_node_object (node), "a"), 0), ==,
                       cases[i].shown);
    }
}

static void
test_root (void)
{
  g_autoptr(JsonNode) array = hkk_json_parse ("[]", -1, 0, JSON_NODE_ARRAY, NULL);
  g_autoptr(JsonNode) value = hkk_json_parse ("\"a\"", -1, 0, JSON_NODE_VALUE, NULL);

  g_assert_nonnull (array);
  g_assert_nonnull (value);
  refuse ("[]", -1, HKK_JSON_ERROR_ROOT_TYPE);
  refuse ("1", -1, HKK_JSON_ERROR_ROOT_TYPE);
  refuse ("null", -1, HKK_JSON_ERROR_ROOT_TYPE);
}

/* Errors go into logs, so they must not quote what was parsed. */
static void
test_silent (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (hkk_json_parse ("{\"password\":\"geheim\" geheim}", -1, 0, JSON_NODE_OBJECT, &error));
  g_assert_null (strstr (error->message, "geheim"));
}

static void
test_readers (void)
{
  g_autoptr(JsonNode) node = hkk_json_parse ("{\"s\":\"x\",\"i\":3,\"b\":true,\"o\":{},\"a\":[1,\"y\",{}],\"n\":null}",
                                             -1, 0, JSON_NODE_OBJECT, NULL);
  g_autoptr(JsonNode) copy = hkk_json_copy (node);
  JsonObject *object = hkk_json_node_object (node);
  static const char *const names[] = { "s", "i", "b", "o", "a", "n", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (hkk_json_get_string (object, names[i]), ==, i == 0 ? "x" : NULL);
      g_assert_cmpint (hkk_json_get_int (object, names[i], 7), ==, i == 1 ? 3 : 7);
      g_assert_cmpint (hkk_json_get_bool (object, names[i], FALSE), ==, i == 2);
      g_assert_cmpint (hkk_json_get_object (object, names[i]) != NULL, ==, i == 3);
      g_assert_cmpint (hkk_json_get_array (object, names[i]) != NULL, ==, i == 4);
    }
  g_assert_cmpstr (hkk_json_array_string (hkk_json_get_array (object, "a"), 1), ==, "y");
  g_assert_null (hkk_json_array_string (hkk_json_get_array (object, "a"), 9));
  g_assert_nonnull (hkk_json_array_object (hkk_json_get_array (object, "a"), 2));
  g_assert_null (hkk_json_get_string (NULL, "a"));
  g_assert_cmpuint (hkk_json_array_length (NULL), ==, 0);
  json_object_set_int_member (hkk_json_node_object (copy), "i", 4);
  g_assert_cmpint (hkk_json_get_int (object, "i", 0), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/json/good", test_good);
  g_test_add_func ("/forms/json/syntax", test_syntax);
  g_test_add_func ("/forms/json/limits", test_limits);
  g_test_add_func ("/forms/json/encoding", test_encoding);
  g_test_add_func ("/forms/json/keys", test_keys);
  g_test_add_func ("/forms/json/numbers", test_numbers);
  g_test_add_func ("/forms/json/root", test_root);
  g_test_add_func ("/forms/json/clean", test_clean);
  g_test_add_func ("/forms/json/silent", test_silent);
  g_test_add_func ("/forms/json/readers", test_readers);
  return g_test_run ();
}
