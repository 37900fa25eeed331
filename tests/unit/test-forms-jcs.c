/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-base64url.h"
#include "hkk-jcs.h"
#include "hkk-json.h"

static void
assert_canonical (const char *text,
                  const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, 0, JSON_NODE_OBJECT, &error);
  g_autoptr(JsonNode) again = NULL;
  g_autofree char *canonical = NULL;

  g_assert_no_error (error);
  canonical = hkk_jcs_to_string (node);
  g_assert_cmpstr (canonical, ==, expected);
  again = hkk_json_parse (canonical, -1, 0, JSON_NODE_OBJECT, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, again));
}

static void
test_order (void)
{
  assert_canonical ("{\"b\":1,\"a\":{\"d\":[3,1,2],\"c\":null},\"\":true,\"aa\":false,\"B\":-5}",
                    "{\"\":true,\"B\":-5,\"a\":{\"c\":null,\"d\":[3,1,2]},\"aa\":false,\"b\":1}");
  /* The order of RFC 8785, 3.2.3: the emoji's surrogates come before U+FB33. */
  assert_canonical (
    "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
    "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\","
    "\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
    "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\302\200\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
    "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\357\254\263\":\"Hebrew Letter Dalet With Dagesh\"}");
  assert_canonical ("{\"\\ud83d\\ude01\":1,\"\\ud83d\\ude00\":2,\"\\ud83e\\udd14\":3}", "{\"😀\":2,\"😁\":1,\"🤔\":3}");
}

static void
test_escapes (void)
{
  assert_canonical ("{\"s\":\"\\u20ac$\\u000f\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\\b\\f\\t\\u007f\\u001F\"}",
                    "{\"s\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\f\\t\177\\u001f\"}");
}

static void
test_base64url (void)
{
  static const struct { const char *data; gsize length; const char *text; } good[] = {
    { "", 0, "" }, { "f", 1, "Zg" }, { "fo", 2, "Zm8" }, { "foo", 3, "Zm9v" }, { "\xfb\xff\xfe", 3, "-__-" },
  };
  static const char *const bad[] = { "Z", "Zg==", "Zg=", "Zh", "Zm9", "+//+", "Zm 9v", "Zm9v\n", "ä" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = hkk_base64url_encode (good[i].data, good[i].length);
      g_autoptr(GBytes) bytes = hkk_base64url_decode (good[i].text);

      g_assert_cmpstr (text, ==, good[i].text);
      g_assert_nonnull (bytes);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), good[i].data, good[i].length);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (hkk_base64url_decode (bad[i]));
}

static void
test_sha256 (void)
{
  g_autoptr(GBytes) abc = g_bytes_new_static ("abc", 3);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autofree char *of_abc = hkk_sha256_base64url (abc);
  g_autofree char *of_empty = hkk_sha256_base64url (empty);

  /* FIPS 180-2, B.1 */
  g_assert_cmpstr (of_abc, ==, "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  g_assert_cmpstr (of_empty, ==, "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/jcs/order", test_order);
  g_test_add_func ("/forms/jcs/escapes", test_escapes);
  g_test_add_func ("/forms/jcs/base64url", test_base64url);
  g_test_add_func ("/forms/jcs/sha256", test_sha256);
  return g_test_run ();
}
