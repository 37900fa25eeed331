/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sealed-answer.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "hkk-base64url.h"

#define NONCE_SIZE ((gsize) 12)
#define TAG_SIZE ((gsize) 16)
#define KEY_SIZE 32

/* One key, two purposes: what is looked up must not help to open what was sealed. The key has 128 random bits, so a
 * plain HMAC is a derivation that is strong enough. */
static void
derive (const char *key,
        const char *purpose,
        guint8      out[KEY_SIZE])
{
  if (gnutls_hmac_fast (GNUTLS_MAC_SHA256, key, strlen (key), purpose, strlen (purpose), out) != 0)
    g_error ("HMAC does not work");
}

static gnutls_aead_cipher_hd_t
open_cipher (const char *key)
{
  guint8 secret[KEY_SIZE];
  gnutls_datum_t datum = { secret, sizeof secret };
  gnutls_aead_cipher_hd_t cipher = NULL;

  derive (key, "hkk-mock answer", secret);
  if (gnutls_aead_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_GCM, &datum) != 0)
    g_error ("AES-GCM does not work");
  gnutls_memset (secret, 0, sizeof secret);
  return cipher;
}

/**
 * hkk_mock_sealed_answer_key_hash:
 * @key: an Idempotency-Key
 *
 * Returns: (transfer full): what the store knows the key by
 */
GBytes *
hkk_mock_sealed_answer_key_hash (const char *key)
{
  guint8 hash[KEY_SIZE];

  derive (key, "hkk-mock key", hash);
  return g_bytes_new (hash, sizeof hash);
}

/**
 * hkk_mock_sealed_answer_key_name:
 * @key: (nullable): an Idempotency-Key
 *
 * Returns: (transfer full) (nullable): the same as a text: what intents and the ledger call the key
 */
char *
hkk_mock_sealed_answer_key_name (const char *key)
{
  g_autoptr(GBytes) hash = key != NULL ? hkk_mock_sealed_answer_key_hash (key) : NULL;

  return hash != NULL ? hkk_base64url_encode (g_bytes_get_data (hash, NULL), g_bytes_get_size (hash)) : NULL;
}

/**
 * hkk_mock_sealed_answer_seal:
 * @key: an Idempotency-Key
 * @text: the answer
 *
 * Returns: (transfer full): the answer under AES-256-GCM with a key made of @key: nonce, text, tag
 */
GBytes *
hkk_mock_sealed_answer_seal (const char *key,
                      const char *text)
{
  gnutls_aead_cipher_hd_t cipher = open_cipher (key);
  gsize length = strlen (text), size = length + TAG_SIZE;
  guint8 *out = g_malloc (NONCE_SIZE + size);

  if (gnutls_rnd (GNUTLS_RND_NONCE, out, NONCE_SIZE) != 0 ||
      gnutls_aead_cipher_encrypt (cipher, out, NONCE_SIZE, NULL, 0, TAG_SIZE, text, length, out + NONCE_SIZE,
                                  &size) != 0)
    g_error ("AES-GCM does not work");
  gnutls_aead_cipher_deinit (cipher);
  return g_bytes_new_take (out, NONCE_SIZE + size);
}

/**
 * hkk_mock_sealed_answer_open:
 * @key: an Idempotency-Key
 * @sealed: what hkk_mock_sealed_answer_seal() made
 *
 * Returns: (transfer full) (nullable): the answer; %NULL if @sealed is not whole or belongs to another key
 */
char *
hkk_mock_sealed_answer_open (const char *key,
                      GBytes      *sealed)
{
  gsize size = 0, length;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  gnutls_aead_cipher_hd_t cipher;
  g_autofree char *text = NULL;
  int status;

  if (data == NULL || size < NONCE_SIZE + TAG_SIZE)
    return NULL;
  cipher = open_cipher (key);
  length = size - NONCE_SIZE - TAG_SIZE;
  text = g_malloc0 (length + 1);
  status = gnutls_aead_cipher_decrypt (cipher, data, NONCE_SIZE, NULL, 0, TAG_SIZE, data + NONCE_SIZE,
                                       size - NONCE_SIZE, text, &length);
  gnutls_aead_cipher_deinit (cipher);
  return status == 0 ? g_steal_pointer (&text) : NULL;
}
