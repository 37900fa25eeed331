/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-pdf-lock.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#define MD5_SIZE 16
#define SHA256_SIZE 32

static const guint8 padding[32] = {
  0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08,
  0x2e, 0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
};

/* RC4. GnuTLS has it for one length of key only, and not everywhere. */
static void
rc4 (const guint8 *key,
     gsize         key_size,
     guint8       *data,
     gsize         size)
{
  guint8 state[256];
  guint8 i = 0, j = 0;

  for (guint k = 0; k < sizeof state; k++)
    state[k] = (guint8) k;
  for (guint k = 0; k < sizeof state; k++)
    {
      guint8 swap = state[k];

      j = (guint8) (j + swap + key[k % key_size]);
      state[k] = state[j];
      state[j] = swap;
    }
  j = 0;
  for (gsize k = 0; k < size; k++)
    {
      guint8 swap = state[++i];

      j = (guint8) (j + swap);
      state[i] = state[j];
      state[j] = swap;
      data[k] ^= state[(guint8) (state[i] + state[j])];
    }
}

static void
digest (GChecksumType  type,
        const guint8  *data,
        gsize          size,
        guint8        *out,
        gsize         *out_size)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (type);

  *out_size = (gsize) g_checksum_type_get_length (type);
  g_checksum_update (checksum, data, (gssize) size);
  g_checksum_get_digest (checksum, out, out_size);
}

/* Algorithm 2, for the empty password. */
static gsize
make_key (const HkkPdfLock *self,
          guint8           *key)
{
  g_autoptr(GByteArray) input = g_byte_array_new ();
  const guint32 permissions = GUINT32_TO_LE ((guint32) self->permissions);
  gint64 bits = self->bits < 40 ? self->bits * 8 : self->bits; /* some write bytes */
  gsize n = self->revision == 2 ? 5 : (gsize) CLAMP (bits / 8, 5, MD5_SIZE);
  gsize size;

  g_byte_array_append (input, padding, sizeof padding);
  g_byte_array_append (input, self->owner->data, MIN (self->owner->len, 32));
  g_byte_array_append (input, (const guint8 *) &permissions, sizeof permissions);
  g_byte_array_append (input, self->id->data, self->id->len);
  if (self->revision >= 4 && !self->encrypt_metadata)
    g_byte_array_append (input, (const guint8 *) "\xff\xff\xff\xff", 4);
  digest (G_CHECKSUM_MD5, input->data, input->len, key, &size);
  for (guint i = 0; self->revision >= 3 && i < 50; i++)
    digest (G_CHECKSUM_MD5, key, n, key, &size);
  return n;
}

/* Algorithms 4 to 6. */
static gboolean
opens_with_rc4 (const HkkPdfLock *self)
{
  guint8 key[MD5_SIZE], other[MD5_SIZE], user[sizeof padding];
  gsize n = make_key (self, key);
  g_autoptr(GByteArray) input = g_byte_array_new ();
  gsize size = sizeof padding;

  memcpy (user, padding, sizeof padding);
  if (self->revision >= 3)
    {
      g_byte_array_append (input, padding, sizeof padding);
      g_byte_array_append (input, self->id->data, self->id->len);
      digest (G_CHECKSUM_MD5, input->data, input->len, user, &size);
    }
  rc4 (key, n, user, size);
  for (guint8 i = 1; self->revision >= 3 && i < 20; i++)
    {
      for (gsize k = 0; k < n; k++)
        other[k] = key[k] ^ i;
      rc4 (other, n, user, size);
    }
  return self->user->len >= size && memcmp (user, self->user->data, size) == 0;
}

/* One round of algorithm 2.B: 64 times the empty password and KEY, encrypted. */
static gboolean
encrypt_round (const guint8 *key,
               gsize         size,
               GByteArray   *block)
{
  gnutls_datum_t aes = { (guint8 *) key, 16 };
  gnutls_datum_t iv = { (guint8 *) key + 16, 16 };
  gnutls_cipher_hd_t cipher;
  int status;

  g_byte_array_set_size (block, 0);
  for (guint i = 0; i < 64; i++)
    g_byte_array_append (block, key, (guint) size);
  if (gnutls_cipher_init (&cipher, GNUTLS_CIPHER_AES_128_CBC, &aes, &iv) < 0)
    return FALSE;
  status = gnutls_cipher_encrypt (cipher, block->data, block->len);
  gnutls_cipher_deinit (cipher);
  return status >= 0;
}

/* Algorithm 2.B, for the empty password. */
static gboolean
harden (guint8 *key)
{
  static const GChecksumType types[] = { G_CHECKSUM_SHA256, G_CHECKSUM_SHA384, G_CHECKSUM_SHA512 };
  g_autoptr(GByteArray) block = g_byte_array_new ();
  gsize size = SHA256_SIZE;

  for (guint round = 1; round <= 64 || block->data[block->len - 1] > round - 1 - 32; round++)
    {
      guint sum = 0;

      if (!encrypt_round (key, size, block))
        return FALSE;
      for (guint i = 0; i < 16; i++)
        sum += block->data[i];
      digest (types[sum % 3], block->data, block->len, key, &size);
    }
  return TRUE;
}

/* Algorithm 11: 32 bytes, then 8 that are hashed with the password. */
static gboolean
opens_with_aes (const HkkPdfLock *self)
{
  guint8 key[64];
  gsize size;

  if (self->user->len < 40)
    return FALSE;
  digest (G_CHECKSUM_SHA256, self->user->data + SHA256_SIZE, 8, key, &size);
  if (self->revision == 6 && !harden (key))
    return FALSE;
  return memcmp (key, self->user->data, SHA256_SIZE) == 0;
}

/**
 * hkk_pdf_lock_opens:
 * @self: a lock
 *
 * Tells a PDF that everybody can read, though its owner forbids this or that, from one that asks for a password.
 *
 * Returns: whether the PDF opens without a password; also if it is of a kind that is not known
 */
gboolean
hkk_pdf_lock_opens (const HkkPdfLock *self)
{
  if (self->revision < 2 || self->revision > 6)
    return TRUE;
  return self->revision >= 5 ? opens_with_aes (self) : opens_with_rc4 (self);
}
