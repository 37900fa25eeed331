/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-key.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#include "hkk-base64url.h"
#include "hkk-sealed-file.h"

#define HALF (HKK_DEVICE_SECRET_SIZE / 2)
#define COORDINATE 32

GBytes *
hkk_device_random (gsize size)
{
  guint8 random[HKK_DEVICE_SECRET_SIZE];
  GBytes *bytes;

  g_assert (size <= sizeof random);
  if (gnutls_rnd (GNUTLS_RND_KEY, random, size) < 0)
    g_error ("no random numbers");
  bytes = hkk_secret_bytes_new (random, size);
  explicit_bzero (random, sizeof random);
  return bytes;
}

GBytes *
hkk_device_stretch_pin (const char *pin,
                        GBytes     *salt,
                        guint       rounds)
{
  guint8 out[HKK_DEVICE_SECRET_SIZE];
  gnutls_datum_t key = { (unsigned char *) pin, (unsigned int) strlen (pin) };
  gnutls_datum_t salt_datum = { (unsigned char *) g_bytes_get_data (salt, NULL),
                                (unsigned int) g_bytes_get_size (salt) };
  GBytes *secret = NULL;

  if (gnutls_pbkdf2 (GNUTLS_MAC_SHA512, &key, &salt_datum, rounds, out, sizeof out) >= 0)
    secret = hkk_secret_bytes_new (out, sizeof out);
  explicit_bzero (out, sizeof out);
  return secret;
}

char *
hkk_device_proof (GBytes *secret)
{
  g_assert (g_bytes_get_size (secret) == HKK_DEVICE_SECRET_SIZE);
  return hkk_base64url_encode (g_bytes_get_data (secret, NULL), HALF);
}

GBytes *
hkk_device_wrapping_key (GBytes *share,
                         GBytes *secret)
{
  guint8 out[HKK_SEAL_KEY_SIZE];
  const guint8 *data = g_bytes_get_data (secret, NULL);
  GBytes *key = NULL;

  g_assert (g_bytes_get_size (secret) == HKK_DEVICE_SECRET_SIZE);
  if (gnutls_hmac_fast (GNUTLS_MAC_SHA256, g_bytes_get_data (share, NULL), g_bytes_get_size (share), data + HALF, HALF,
                        out) >= 0)
    key = hkk_secret_bytes_new (out, sizeof out);
  explicit_bzero (out, sizeof out);
  return key;
}

static GBytes *
export_public (gnutls_x509_privkey_t key)
{
  gnutls_privkey_t abstract = NULL;
  gnutls_pubkey_t public = NULL;
  gnutls_datum_t spki = { NULL, 0 };
  GBytes *bytes = NULL;

  if (gnutls_privkey_init (&abstract) >= 0 && gnutls_pubkey_init (&public) >= 0 &&
      gnutls_privkey_import_x509 (abstract, key, 0) >= 0 &&
      gnutls_pubkey_import_privkey (public, abstract, 0, 0) >= 0 &&
      gnutls_pubkey_export2 (public, GNUTLS_X509_FMT_DER, &spki) >= 0)
    bytes = g_bytes_new (spki.data, spki.size);
  gnutls_free (spki.data);
  if (public != NULL)
    gnutls_pubkey_deinit (public);
  if (abstract != NULL)
    gnutls_privkey_deinit (abstract);
  return bytes;
}

gboolean
hkk_device_key_generate (GBytes **private_key,
                         GBytes **public_key)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_datum_t pkcs8 = { NULL, 0 };

  *private_key = NULL;
  *public_key = NULL;
  if (gnutls_x509_privkey_init (&key) < 0)
    return FALSE;
  if (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0) >= 0 &&
      gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &pkcs8) >= 0)
    {
      *private_key = hkk_secret_bytes_new (pkcs8.data, pkcs8.size);
      *public_key = export_public (key);
    }
  if (pkcs8.data != NULL)
    {
      explicit_bzero (pkcs8.data, pkcs8.size);
      gnutls_free (pkcs8.data);
    }
  gnutls_x509_privkey_deinit (key);
  if (*public_key != NULL)
    return TRUE;
  g_clear_pointer (private_key, g_bytes_unref);
  return FALSE;
}

/* DER drops leading zeros and may put one before a high bit; the wire has 32 bytes each. */
static gboolean
pad (const gnutls_datum_t *number,
     guint8               *out)
{
  const guint8 *data = number->data;
  gsize size = number->size;

  while (size > COORDINATE && *data == 0)
    {
      data++;
      size--;
    }
  if (size > COORDINATE)
    return FALSE;
  memset (out, 0, COORDINATE - size);
  memcpy (out + COORDINATE - size, data, size);
  return TRUE;
}

static GBytes *
to_wire (const gnutls_datum_t *der)
{
  gnutls_datum_t r = { NULL, 0 };
  gnutls_datum_t s = { NULL, 0 };
  guint8 out[2 * COORDINATE];
  GBytes *bytes = NULL;

  if (gnutls_decode_rs_value (der, &r, &s) >= 0 && pad (&r, out) && pad (&s, out + COORDINATE))
    bytes = g_bytes_new (out, sizeof out);
  gnutls_free (r.data);
  gnutls_free (s.data);
  return bytes;
}

GBytes *
hkk_device_key_sign (GBytes *private_key,
                     GBytes *text)
{
  gnutls_privkey_t key = NULL;
  gnutls_datum_t pkcs8 = { (unsigned char *) g_bytes_get_data (private_key, NULL),
                           (unsigned int) g_bytes_get_size (private_key) };
  gnutls_datum_t data = { (unsigned char *) g_bytes_get_data (text, NULL), (unsigned int) g_bytes_get_size (text) };
  gnutls_datum_t der = { NULL, 0 };
  GBytes *signature = NULL;

  if (gnutls_privkey_init (&key) < 0)
    return NULL;
  if (gnutls_privkey_import_x509_raw (key, &pkcs8, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN) >= 0 &&
      gnutls_privkey_sign_data (key, GNUTLS_DIG_SHA256, 0, &data, &der) >= 0)
    signature = to_wire (&der);
  gnutls_free (der.data);
  gnutls_privkey_deinit (key);
  return signature;
}
