/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define HALF ((gsize) 32)

static void
free_key (gnutls_pubkey_t *key)
{
  if (*key != NULL)
    gnutls_pubkey_deinit (*key);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (gnutls_pubkey_t, free_key)

static gnutls_datum_t
datum (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return (gnutls_datum_t) { (unsigned char *) data, (unsigned int) size };
}

/* A P-256 key, which is the only kind that the protocol knows. */
static gboolean
import_key (gnutls_pubkey_t  key,
            GBytes          *spki)
{
  gnutls_datum_t der = datum (spki);
  gnutls_ecc_curve_t curve;

  return gnutls_pubkey_import (key, &der, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS &&
         gnutls_pubkey_get_pk_algorithm (key, NULL) == GNUTLS_PK_ECDSA &&
         gnutls_pubkey_export_ecc_raw2 (key, &curve, NULL, NULL, 0) == GNUTLS_E_SUCCESS &&
         curve == GNUTLS_ECC_CURVE_SECP256R1;
}

/* One half of r‖s without its padding: DER integers are minimal. */
static gnutls_datum_t
integer (const guint8 *half)
{
  gsize skip = 0;

  while (skip < HALF - 1 && half[skip] == 0)
    skip++;
  return (gnutls_datum_t) { (unsigned char *) half + skip, (unsigned int) (HALF - skip) };
}

/**
 * hkk_mock_device_key_valid:
 * @public_key: a SubjectPublicKeyInfo
 *
 * Returns: whether it is one of a P-256 key
 */
gboolean
hkk_mock_device_key_valid (GBytes *public_key)
{
  g_auto(gnutls_pubkey_t) key = NULL;

  return gnutls_pubkey_init (&key) == GNUTLS_E_SUCCESS && import_key (key, public_key);
}

/**
 * hkk_mock_device_key_verify:
 * @public_key: a SubjectPublicKeyInfo of a P-256 key
 * @text: what was signed
 * @signature: r‖s, each padded to 32 bytes
 *
 * Returns: whether it is an ECDSA signature with SHA-256 of @text by that key
 */
gboolean
hkk_mock_device_key_verify (GBytes *public_key,
                            GBytes *text,
                            GBytes *signature)
{
  g_auto(gnutls_pubkey_t) key = NULL;
  gnutls_datum_t data = datum (text), r, s, der = { NULL, 0 };
  const guint8 *halves;
  gboolean valid;

  if (g_bytes_get_size (signature) != 2 * HALF)
    return FALSE;
  if (gnutls_pubkey_init (&key) != GNUTLS_E_SUCCESS || !import_key (key, public_key))
    return FALSE;

  halves = g_bytes_get_data (signature, NULL);
  r = integer (halves);
  s = integer (halves + HALF);
  if (gnutls_encode_rs_value (&der, &r, &s) != GNUTLS_E_SUCCESS)
    return FALSE;
  valid = gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der) >= 0;
  gnutls_free (der.data);
  return valid;
}
