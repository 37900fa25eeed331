/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-device.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "crypto.h"
#include "hkk-approval-text.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define HALF       ((gsize) 32)
#define SALT_SIZE  16

struct _HkkMockTestDevice
{
  gnutls_x509_privkey_t key;
  GBytes               *salt;      /* of the approval PIN */
  guint                 rounds;    /* of PBKDF2, likewise */
  char                 *device_id; /* (nullable) until it is bound, like the next two */
  char                 *key_id;
  char                 *token;
};

static void
check (int code)
{
  if (code < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (code));
}

static HkkMockTestDevice *
phone_with_salt (GBytes *salt,
                 guint   rounds)
{
  HkkMockTestDevice *self = g_new0 (HkkMockTestDevice, 1);

  self->salt = salt;
  self->rounds = rounds;
  check (gnutls_x509_privkey_init (&self->key));
  return self;
}

/**
 * hkk_mock_test_device_new:
 * @rounds: of PBKDF2 for the approval PIN
 *
 * Returns: (transfer full): a phone with a key of its own (P-256), not bound yet
 */
HkkMockTestDevice *
hkk_mock_test_device_new (guint rounds)
{
  HkkMockTestDevice *self = phone_with_salt (hkk_mock_random_bytes (SALT_SIZE), rounds);

  check (gnutls_x509_privkey_generate (self->key, GNUTLS_PK_ECDSA,
                                       GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  return self;
}

/**
 * hkk_mock_test_device_free:
 * @self: (transfer full): a phone
 */
void
hkk_mock_test_device_free (HkkMockTestDevice *self)
{
  gnutls_x509_privkey_deinit (self->key);
  g_bytes_unref (self->salt);
  g_free (self->device_id);
  g_free (self->key_id);
  g_free (self->token);
  g_free (self);
}

static GBytes *
public_key (HkkMockTestDevice *self)
{
  gnutls_pubkey_t key = NULL;
  gnutls_privkey_t private_key = NULL;
  gnutls_datum_t der = { NULL, 0 };
  GBytes *bytes;

  check (gnutls_privkey_init (&private_key));
  check (gnutls_privkey_import_x509 (private_key, self->key, 0));
  check (gnutls_pubkey_init (&key));
  check (gnutls_pubkey_import_privkey (key, private_key, 0, 0));
  check (gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &der));
  bytes = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  gnutls_pubkey_deinit (key);
  gnutls_privkey_deinit (private_key);
  return bytes;
}

/* The first half of what the PIN gives: protocol, Approvals 5. */
static GBytes *
pin_proof (HkkMockTestDevice *self,
           const char        *pin)
{
  gnutls_datum_t secret = { (unsigned char *) pin, (unsigned int) strlen (pin) };
  gnutls_datum_t salt = { (unsigned char *) g_bytes_get_data (self->salt, NULL), SALT_SIZE };
  guint8 derived[2 * HALF];

  check (gnutls_pbkdf2 (GNUTLS_MAC_SHA512, &secret, &salt, self->rounds, derived, sizeof derived));
  return g_bytes_new (derived, HALF);
}

/**
 * hkk_mock_test_device_describe:
 * @name: what its owner calls it
 * @platform: "android", "ios" or "tablet"
 * @pin: the approval PIN
 *
 * Returns: (transfer full): name, platform, public key, proof of the PIN and salt, as an enrolment has them
 */
JsonObject *
hkk_mock_test_device_describe (HkkMockTestDevice *self,
                         const char  *name,
                         const char  *platform,
                         const char  *pin)
{
  g_autoptr(GBytes) key = public_key (self);
  g_autoptr(GBytes) proof = pin_proof (self, pin);

  return hkk_json_object ("name", name, "platform", platform, "public_key", key, "pin_proof", proof,
                          "biometric_proof", NULL, "salt", self->salt);
}

/**
 * hkk_mock_test_device_bind:
 * @enrolment: (nullable): the answer to its enrolment
 *
 * Returns: whether it is bound now
 */
gboolean
hkk_mock_test_device_bind (HkkMockTestDevice *self,
                     JsonObject   *enrolment)
{
  g_set_str (&self->device_id, hkk_json_get_string (enrolment, "device_id"));
  g_set_str (&self->key_id, hkk_json_get_string (enrolment, "key_id"));
  g_set_str (&self->token, hkk_json_get_string (enrolment, "device_token"));
  return self->device_id != NULL && self->key_id != NULL && self->token != NULL;
}

/**
 * hkk_mock_test_device_token:
 *
 * Returns: (transfer none) (nullable): its bearer token
 */
const char *
hkk_mock_test_device_token (HkkMockTestDevice *self)
{
  return self->token;
}

/**
 * hkk_mock_test_device_device_id:
 *
 * Returns: (transfer none) (nullable): what the server calls it
 */
const char *
hkk_mock_test_device_device_id (HkkMockTestDevice *self)
{
  return self->device_id;
}

/**
 * hkk_mock_test_device_key_id:
 *
 * Returns: (transfer none) (nullable): what the server calls its key
 */
const char *
hkk_mock_test_device_key_id (HkkMockTestDevice *self)
{
  return self->key_id;
}

/**
 * hkk_mock_test_device_unlock:
 * @pin: an approval PIN, right or wrong
 *
 * Returns: (transfer full): the body of POST /device/unlock
 */
JsonObject *
hkk_mock_test_device_unlock (HkkMockTestDevice *self,
                       const char  *pin)
{
  g_autoptr(GBytes) proof = pin_proof (self, pin);

  return hkk_json_object ("proof", proof, "kind", "pin");
}

/* A DER integer → 32 bytes: a leading zero goes, missing ones come. */
static void
put_half (guint8               *half,
          const gnutls_datum_t *integer)
{
  gsize size = integer->size;
  const guint8 *data = integer->data;

  while (size > HALF)
    {
      data++;
      size--;
    }
  memset (half, 0, HALF - size);
  memcpy (half + HALF - size, data, size);
}

/**
 * hkk_mock_test_device_sign:
 * @text: what to sign
 *
 * Returns: (transfer full): ECDSA with SHA-256 as r‖s of 32 bytes each, base64url
 */
char *
hkk_mock_test_device_sign (HkkMockTestDevice *self,
                     GBytes       *text)
{
  gnutls_privkey_t key = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (text, &size);
  gnutls_datum_t data = { (unsigned char *) bytes, (unsigned int) size };
  gnutls_datum_t der = { NULL, 0 }, r = { NULL, 0 }, s = { NULL, 0 };
  guint8 signature[2 * HALF];

  check (gnutls_privkey_init (&key));
  check (gnutls_privkey_import_x509 (key, self->key, 0));
  check (gnutls_privkey_sign_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der));
  check (gnutls_decode_rs_value (&der, &r, &s));
  put_half (signature, &r);
  put_half (signature + HALF, &s);
  gnutls_free (der.data);
  gnutls_free (r.data);
  gnutls_free (s.data);
  gnutls_privkey_deinit (key);
  return hkk_base64url_encode (signature, sizeof signature);
}

/**
 * hkk_mock_test_device_decide:
 * @self: a bound phone
 * @approval: DEVICE_APPROVAL as the server gave it
 * @decision: "approve", "deny" or "report"
 * @number: what the person typed
 *
 * Returns: (transfer full): the body of the decision
 */
JsonObject *
hkk_mock_test_device_decide (HkkMockTestDevice *self,
                       JsonObject   *approval,
                       const char  *decision,
                       const char  *number)
{
  const char *typed = g_str_equal (decision, "approve") ? number : "";
  const char *title = hkk_json_get_string (approval, "title");
  /* What was not shown is not signed. */
  g_autofree char *shown = title != NULL
    ? hkk_approval_shown (title, hkk_json_get_array (approval, "authorization_details")) : NULL;
  const HkkApprovalSigning signing = {
    .aud = hkk_json_get_string (approval, "aud"),
    .approval_id = hkk_json_get_string (approval, "id"),
    .user = hkk_json_get_string (approval, "user"),
    .device_id = self->device_id,
    .key_id = self->key_id,
    .session = hkk_json_get_string (hkk_json_get_object (approval, "session"), "id"),
    .operation = hkk_json_get_string (approval, "operation"),
    .digest = hkk_json_get_string (approval, "digest"),
    .shown = shown,
    .nonce = hkk_json_get_string (approval, "nonce"),
    .exp = hkk_json_get_int (approval, "exp", 0),
    .number = typed,
    .decision = decision,
  };
  g_autoptr(GBytes) text = hkk_approval_signing_text (&signing);
  g_autofree char *signature = hkk_mock_test_device_sign (self, text);

  return hkk_json_object ("decision", decision, "number", typed, "key_id", self->key_id, "signature", signature);
}

/**
 * hkk_mock_test_device_save:
 * @self: a bound phone
 *
 * Returns: (transfer full): all of it, the private key included
 */
JsonObject *
hkk_mock_test_device_save (HkkMockTestDevice *self)
{
  gnutls_datum_t der = { NULL, 0 };
  g_autoptr(GBytes) key = NULL;

  check (gnutls_x509_privkey_export2_pkcs8 (self->key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &der));
  key = g_bytes_new (der.data, der.size);
  gnutls_free (der.data);
  return hkk_json_object ("key", key, "salt", self->salt, "rounds", self->rounds, "device_id", self->device_id,
                          "key_id", self->key_id, "device_token", self->token);
}

/**
 * hkk_mock_test_device_restore:
 * @saved: (nullable): what hkk_mock_test_device_save() made
 *
 * Returns: (transfer full) (nullable): the phone
 */
HkkMockTestDevice *
hkk_mock_test_device_restore (JsonObject *saved)
{
  g_autoptr(GBytes) key = hkk_json_get_bytes (saved, "key");
  g_autoptr(GBytes) salt = hkk_json_get_bytes (saved, "salt");
  g_autoptr(HkkMockTestDevice) self = NULL;
  gnutls_datum_t der = { NULL, 0 };

  if (key == NULL || salt == NULL || g_bytes_get_size (salt) != SALT_SIZE)
    return NULL;
  self = phone_with_salt (g_steal_pointer (&salt), (guint) hkk_json_get_int (saved, "rounds", HKK_MOCK_KEY_ROUNDS));
  der.data = (unsigned char *) g_bytes_get_data (key, NULL);
  der.size = (unsigned int) g_bytes_get_size (key);
  if (gnutls_x509_privkey_import_pkcs8 (self->key, &der, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN) < 0 ||
      !hkk_mock_test_device_bind (self, saved))
    return NULL;
  return g_steal_pointer (&self);
}
