/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-sealed-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <string.h>

#include "hkk-portal-error.h"

#define MAGIC "HKK1"
#define MAGIC_SIZE 4
#define NONCE_SIZE 12
#define TAG_SIZE 16
#define MAX_SIZE ((gsize) 64 * 1024 * 1024)

G_DEFINE_QUARK (hkk-seal-error-quark, hkk_seal_error)

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, HKK_SEAL_ERROR, HKK_SEAL_ERROR_DAMAGED,
                       _("The file is damaged or belongs to another account."));
}

static GByteArray *
associated_data (const char *account,
                 const char *name)
{
  GByteArray *data = g_byte_array_new ();

  g_byte_array_append (data, (const guint8 *) MAGIC, MAGIC_SIZE);
  g_byte_array_append (data, (const guint8 *) account, (guint) strlen (account) + 1);
  g_byte_array_append (data, (const guint8 *) name, (guint) strlen (name));
  return data;
}

static gnutls_aead_cipher_hd_t
open_cipher (GBytes *key)
{
  gnutls_aead_cipher_hd_t cipher = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (key, &size);
  gnutls_datum_t datum = { (unsigned char *) data, (unsigned int) size };

  g_return_val_if_fail (size == HKK_SEAL_KEY_SIZE, NULL);
  return gnutls_aead_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_GCM, &datum) < 0 ? NULL : cipher;
}

GBytes *
hkk_seal (GBytes      *key,
          const char  *account,
          const char  *name,
          GBytes      *plain,
          GError     **error)
{
  gnutls_aead_cipher_hd_t cipher = open_cipher (key);
  g_autoptr(GByteArray) aad = associated_data (account, name);
  gsize size;
  gconstpointer data = g_bytes_get_data (plain, &size);
  gsize out_size = size + TAG_SIZE;
  g_autofree guint8 *out = g_malloc (MAGIC_SIZE + NONCE_SIZE + out_size);
  int status = -1;

  memcpy (out, MAGIC, MAGIC_SIZE);
  if (cipher != NULL && gnutls_rnd (GNUTLS_RND_NONCE, out + MAGIC_SIZE, NONCE_SIZE) >= 0)
    status = gnutls_aead_cipher_encrypt (cipher, out + MAGIC_SIZE, NONCE_SIZE, aad->data, aad->len, TAG_SIZE,
                                         data != NULL ? data : "", size, out + MAGIC_SIZE + NONCE_SIZE, &out_size);
  if (cipher != NULL)
    gnutls_aead_cipher_deinit (cipher);
  if (status < 0)
    {
      set_damaged (error);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&out), MAGIC_SIZE + NONCE_SIZE + out_size);
}

GBytes *
hkk_unseal (GBytes      *key,
            const char  *account,
            const char  *name,
            GBytes      *sealed,
            GError     **error)
{
  gnutls_aead_cipher_hd_t cipher;
  g_autoptr(GByteArray) aad = associated_data (account, name);
  gsize size;
  const guint8 *data = g_bytes_get_data (sealed, &size);
  gsize out_size;
  guint8 *out;
  GBytes *plain;
  int status = -1;

  if (size < MAGIC_SIZE + NONCE_SIZE + TAG_SIZE || memcmp (data, MAGIC, MAGIC_SIZE) != 0)
    {
      set_damaged (error);
      return NULL;
    }
  out_size = size - MAGIC_SIZE - NONCE_SIZE - TAG_SIZE;
  out = g_malloc (out_size + 1);
  cipher = open_cipher (key);
  if (cipher != NULL)
    {
      status = gnutls_aead_cipher_decrypt (cipher, data + MAGIC_SIZE, NONCE_SIZE, aad->data, aad->len, TAG_SIZE,
                                           data + MAGIC_SIZE + NONCE_SIZE, size - MAGIC_SIZE - NONCE_SIZE, out,
                                           &out_size);
      gnutls_aead_cipher_deinit (cipher);
    }
  if (status < 0)
    {
      g_free (out);
      set_damaged (error);
      return NULL;
    }
  plain = hkk_secret_bytes_new (out, out_size);
  explicit_bzero (out, out_size);
  g_free (out);
  return plain;
}

static const char *
reason (const GError *error)
{
  switch (error->code)
    {
    case G_FILE_ERROR_NOSPC: return g_strerror (ENOSPC);
    case G_FILE_ERROR_ROFS: return g_strerror (EROFS);
    case G_FILE_ERROR_ACCES: return g_strerror (EACCES);
    case G_FILE_ERROR_PERM: return g_strerror (EPERM);
    default: return g_strerror (EIO);
    }
}

static void
set_unwritable (GError     **error,
                const char  *why)
{
  g_set_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE,
               /* TRANSLATORS: %s is the system's reason, like "No space left on device" */
               _("Nothing can be written on this computer: %s. What was saved before is still there."), why);
}

gboolean
hkk_write_private (const char     *path,
                   gconstpointer   data,
                   gsize           length,
                   GError        **error)
{
  g_autoptr(GError) local = NULL;

  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;
  set_unwritable (error, reason (local));
  return FALSE;
}

gboolean
hkk_make_private_dir (const char  *dir,
                      GError     **error)
{
  const char *why;

  if (g_mkdir_with_parents (dir, 0700) == 0)
    return TRUE;
  why = g_strerror (errno);
  g_debug ("%s: %s", dir, why);
  set_unwritable (error, why);
  return FALSE;
}

gboolean
hkk_sealed_write (const char  *path,
                  GBytes      *key,
                  const char  *account,
                  const char  *name,
                  GBytes      *plain,
                  GError     **error)
{
  g_autoptr(GBytes) sealed = hkk_seal (key, account, name, plain, error);

  return sealed != NULL && hkk_write_private (path, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), error);
}

GBytes *
hkk_sealed_read (const char  *path,
                 GBytes      *key,
                 const char  *account,
                 const char  *name,
                 GError     **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  g_autoptr(GBytes) sealed = NULL;

  if (file == NULL)
    return NULL;
  sealed = g_mapped_file_get_bytes (file);
  if (g_bytes_get_size (sealed) > MAX_SIZE)
    {
      set_damaged (error);
      return NULL;
    }
  return hkk_unseal (key, account, name, sealed, error);
}

typedef struct
{
  gsize  size;
  guint8 data[];
} SecretData;

static void
secret_data_free (gpointer data)
{
  SecretData *secret = data;

  explicit_bzero (secret->data, secret->size);
  g_free (secret);
}

GBytes *
hkk_secret_bytes_new (gconstpointer data,
                      gsize         length)
{
  SecretData *secret = g_malloc (sizeof (SecretData) + length);

  secret->size = length;
  memcpy (secret->data, data, length);
  // cppcheck-suppress memleak ; the bytes own it
  return g_bytes_new_with_free_func (secret->data, length, secret_data_free, secret);
}
