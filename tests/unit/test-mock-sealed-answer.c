/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto.h"
#include "sealed-answer.h"

#define KEY "00112233445566778899aabbccddeeff"
#define OTHER "ffeeddccbbaa99887766554433221100"
#define TEXT "{\"device_token\":\"secret\"}"

static void
test_seal (void)
{
  g_autoptr(GBytes) sealed = hkk_mock_sealed_answer_seal (KEY, TEXT);
  g_autoptr(GBytes) again = hkk_mock_sealed_answer_seal (KEY, TEXT);
  g_autofree char *opened = hkk_mock_sealed_answer_open (KEY, sealed);
  g_autofree char *stolen = hkk_mock_sealed_answer_open (OTHER, sealed);

  g_assert_cmpstr (opened, ==, TEXT);
  g_assert_null (stolen);
  g_assert_false (g_bytes_equal (sealed, again));
  g_assert_null (memmem (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), "secret", 6));
}

/* A bit that differs, anywhere, and each shorter length. */
static void
test_damaged (void)
{
  g_autoptr(GBytes) sealed = hkk_mock_sealed_answer_seal (KEY, TEXT);
  gsize size = g_bytes_get_size (sealed);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (sealed, NULL), size);
      g_autoptr(GBytes) shorter = g_bytes_new (data, i);
      g_autoptr(GBytes) other = NULL;

      data[i] ^= 1;
      other = g_bytes_new (data, size);
      g_assert_null (hkk_mock_sealed_answer_open (KEY, shorter));
      g_assert_null (hkk_mock_sealed_answer_open (KEY, other));
    }
}

static void
test_hash (void)
{
  g_autoptr(GBytes) hash = hkk_mock_key_hash (KEY);
  g_autoptr(GBytes) same = hkk_mock_key_hash (KEY);
  g_autoptr(GBytes) other = hkk_mock_key_hash (OTHER);

  g_assert_true (g_bytes_equal (hash, same));
  g_assert_false (g_bytes_equal (hash, other));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mock/sealed-answer/seal", test_seal);
  g_test_add_func ("/mock/sealed-answer/damaged", test_damaged);
  g_test_add_func ("/mock/sealed-answer/hash", test_hash);
  return g_test_run ();
}
