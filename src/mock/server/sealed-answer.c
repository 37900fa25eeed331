/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sealed-answer.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "crypto.h"

#define NONCE_SIZE ((gsize) 12)
#define TAG_SIZE ((gsize) 16)

static gnutls_aead_cipher_hd_t
open_cipher (const char *key)
{
  guint8 secret[HKK_MOCK_DERIVED_SIZE];
  gnutls_datum_t datum = { secret, sizeof secret };
  gnutls_aead_cipher_hd_t cipher = NULL;

  hkk_mock_derive (key, "hkk-mock answer", secret);
  if (gnutls_aead_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_GCM, &datum) != 0)
    g_error ("AES-GCM does not work");
  gnutls_memset (secret, 0, sizeof secret);
  return cipher;
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
