/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-phone-profile.h"

/* Several simulated phones, which tell each other's things apart. */

static void
test_names (void)
{
  static const char * const good[] = { "tablet", "2", "second-phone", "Xenia_2", "abcdefghijklmnopqrstuvwxyz0123" };
  static const char * const bad[] = {
    "", " ", "a b", "../phone", "a.b", "ü", "a\n", "abcdefghijklmnopqrstuvwxyz01234"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *id = hkk_phone_profile_dup_id (good[i]);

      g_assert_true (hkk_phone_profile_check (good[i], &error));
      g_assert_no_error (error);
      g_assert_true (g_application_id_is_valid (id));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (hkk_phone_profile_check (bad[i], &error));
      g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

/* A sandbox lets a program have the names below its own on the bus, and no others. */
static void
test_apart (void)
{
  static const char * const profiles[] = { NULL, "tablet", "phone", "2" };
  char *(*told[]) (const char *) = { hkk_phone_profile_dup_id, hkk_phone_profile_dup_folder,
                                     hkk_phone_profile_dup_device_name, hkk_phone_profile_dup_title,
                                     hkk_phone_profile_dup_strip };

  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (gsize j = 0; j < G_N_ELEMENTS (profiles); j++)
        g_assert_true (g_hash_table_add (texts, told[i] (profiles[j])));
    }
  for (gsize j = 1; j < G_N_ELEMENTS (profiles); j++)
    {
      g_autofree char *first = hkk_phone_profile_dup_id (NULL);
      g_autofree char *id = hkk_phone_profile_dup_id (profiles[j]);

      g_assert_true (g_str_has_prefix (id, first));
      g_assert_cmpint (id[strlen (first)], ==, '.');
    }
}

static void
test_tablet (void)
{
  g_assert_true (hkk_phone_profile_is_tablet ("tablet"));
  g_assert_false (hkk_phone_profile_is_tablet ("Tablet"));
  g_assert_false (hkk_phone_profile_is_tablet (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/profile/names", test_names);
  g_test_add_func ("/phone/profile/apart", test_apart);
  g_test_add_func ("/phone/profile/tablet", test_tablet);
  return g_test_run ();
}
