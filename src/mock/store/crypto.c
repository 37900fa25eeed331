/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crypto.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "hkk-base64url.h"
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

/**
 * hkk_mock_derive:
 * @key: an Idempotency-Key
 * @purpose: what for
 * @out: (out): a secret for that purpose
 *
 * One key, two purposes: what is looked up must not help to open what was sealed. The key has 128 random bits, so a
 * plain HMAC is a derivation that is strong enough.
 */
void
hkk_mock_derive (const char *key,
                 const char *purpose,
                 guint8      out[HKK_MOCK_DERIVED_SIZE])
{
  if (gnutls_hmac_fast (GNUTLS_MAC_SHA256, key, strlen (key), purpose, strlen (purpose), out) != 0)
    g_error ("HMAC does not work");
}

/**
 * hkk_mock_key_hash:
 * @key: an Idempotency-Key
 *
 * Returns: (transfer full): what the store knows the key by
 */
GBytes *
hkk_mock_key_hash (const char *key)
{
  guint8 hash[HKK_MOCK_DERIVED_SIZE];

  hkk_mock_derive (key, "hkk-mock key", hash);
  return g_bytes_new (hash, sizeof hash);
}

/**
 * hkk_mock_key_name:
 * @key: (nullable): an Idempotency-Key
 *
 * Returns: (transfer full) (nullable): the same as a text: what intents and the ledger call the key
 */
char *
hkk_mock_key_name (const char *key)
{
  g_autoptr(GBytes) hash = key != NULL ? hkk_mock_key_hash (key) : NULL;

  return hash != NULL ? hkk_base64url_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash)) : NULL;
}
