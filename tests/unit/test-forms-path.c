/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-path.h"

static void
test_good (void)
{
  static const struct
  {
    const char *text;
    const char *field;
    int         item;
    const char *member;
  } good[] = {
    { "name", "name", -1, NULL },
    { "own_share", "own_share", -1, NULL },
    { "items[0]", "items", 0, NULL },
    { "items[2].amount", "items", 2, "amount" },
    { "items[10].files[3].name", "items", 10, "files[3].name" },
    { "items[2147483647]", "items", G_MAXINT32, NULL },
    { "items.amount", "items", -1, "amount" },
    { "what the form does not know", "what the form does not know", -1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_auto(HkkFormPath) path = { .item = -1 };
      g_autofree char *again = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_true (hkk_form_path_parse (good[i].text, &path));
      g_assert_cmpstr (path.field, ==, good[i].field);
      g_assert_cmpint (path.item, ==, good[i].item);
      g_assert_cmpstr (path.member, ==, good[i].member);
      again = hkk_form_path_print (path.field, path.item, path.member);
      g_assert_cmpstr (again, ==, good[i].text);
    }
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "", ".", "a.", ".a", "a..b", "[2]", "a[", "a]", "a[]", "a[x]", "a[-1]", "a[+1]", "a[ 1]", "a[1", "a[1]]", "a[1]b",
    "a[1][2]", "a[01]", "a[00]", "a[1].", "a[1].[2]", "a[1].b[", "a[1].b..c", "a[2147483648]",
    "a[99999999999999999999999]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      HkkFormPath path;

      g_test_message ("%s", bad[i]);
      g_assert_false (hkk_form_path_parse (bad[i], &path));
      g_assert_null (path.field);
      g_assert_cmpint (path.item, ==, -1);
      g_assert_null (path.member);
    }
}

static void
assert_print (const char *field,
              int         item,
              const char *member,
              const char *expected)
{
  g_autofree char *text = hkk_form_path_print (field, item, member);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_print (void)
{
  assert_print (NULL, -1, "name", "name");
  assert_print ("", -1, "name", "name");
  assert_print ("items[1]", -1, "files", "items[1].files");
  assert_print ("items[1].files", 0, NULL, "items[1].files[0]");
  assert_print ("items[1].files", 0, "name", "items[1].files[0].name");
}

static void
test_within (void)
{
  g_assert_true (hkk_form_path_is_within ("items", "items"));
  g_assert_true (hkk_form_path_is_within ("items[2].amount", "items"));
  g_assert_true (hkk_form_path_is_within ("items[2].amount", "items[2]"));
  g_assert_true (hkk_form_path_is_within ("items[2].amount", ""));
  g_assert_false (hkk_form_path_is_within ("items", "items[2]"));
  g_assert_false (hkk_form_path_is_within ("items[21].amount", "items[2]"));
  g_assert_false (hkk_form_path_is_within ("items_more", "items"));
  g_assert_false (hkk_form_path_is_within ("name", "items"));
}

static void
test_item (void)
{
  g_assert_cmpint (hkk_form_path_get_item ("items[2].amount", "items"), ==, 2);
  g_assert_cmpint (hkk_form_path_get_item ("items[2]", "items"), ==, 2);
  g_assert_cmpint (hkk_form_path_get_item ("items[2].files[7].name", "items[2].files"), ==, 7);
  g_assert_cmpint (hkk_form_path_get_item ("items", "items"), ==, -1);
  g_assert_cmpint (hkk_form_path_get_item ("items[x]", "items"), ==, -1);
  g_assert_cmpint (hkk_form_path_get_item ("items_more[2]", "items"), ==, -1);
  g_assert_cmpint (hkk_form_path_get_item ("items[2]", ""), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forms/path/good", test_good);
  g_test_add_func ("/forms/path/bad", test_bad);
  g_test_add_func ("/forms/path/print", test_print);
  g_test_add_func ("/forms/path/within", test_within);
  g_test_add_func ("/forms/path/item", test_item);
  return g_test_run ();
}
