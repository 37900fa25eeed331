/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hkk-jcs.h"

/**
 * hkk_mock_random_bytes:
 * @n_bytes: how many
 *
 * Returns: (transfer full): unpredictable bytes
 */
GBytes *
hkk_mock_random_bytes (gsize n_bytes)
{
  guint8 *data = g_malloc (n_bytes);

  if (gnutls_rnd (GNUTLS_RND_KEY, data, n_bytes) != 0)
    g_error ("The random number generator does not work");
  return g_bytes_new_take (data, n_bytes);
}

/**
 * hkk_mock_random_hex:
 * @n_bytes: how many bytes
 *
 * Returns: (transfer full): twice as many lower-case hexadecimal digits
 */
char *
hkk_mock_random_hex (gsize n_bytes)
{
  g_autoptr(GBytes) bytes = hkk_mock_random_bytes (n_bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  char *text = g_malloc0 (2 * n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    {
      text[2 * i] = "0123456789abcdef"[data[i] >> 4];
      text[2 * i + 1] = "0123456789abcdef"[data[i] & 15];
    }
  return text;
}

/**
 * hkk_mock_bytes_equal:
 * @a: (nullable): bytes
 * @b: (nullable): bytes
 *
 * Returns: whether they are the same, in a time that depends on their length only
 */
gboolean
hkk_mock_bytes_equal (GBytes *a,
                      GBytes *b)
{
  gsize n_a, n_b;
  gconstpointer x, y;

  if (a == NULL || b == NULL)
    return FALSE;
  x = g_bytes_get_data (a, &n_a);
  y = g_bytes_get_data (b, &n_b);
  return n_a == n_b && (n_a == 0 || gnutls_memcmp (x, y, n_a) == 0);
}

/**
 * hkk_mock_sha256:
 * @data: bytes
 * @length: how many
 *
 * Returns: (transfer full): the 32 bytes of the digest
 */
GBytes *
hkk_mock_sha256 (gconstpointer data,
                 gsize         length)
{
  guint8 digest[HKK_SHA256_SIZE];

  /* Several times as fast as GChecksum, and every answer has an ETag. */
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, data, length, digest) != 0)
    g_error ("SHA-256 does not work");
  return g_bytes_new (digest, sizeof digest);
}
