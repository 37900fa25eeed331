/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-trust.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>

struct _HkkTrust
{
  GTlsDatabase     parent_instance;

  GTlsCertificate *certificate; /* Owned (nullable): the only one to trust */
  GTlsDatabase    *system;      /* Owned (nullable): when there is no certificate, once it was read */
  GStrv            pins;        /* Owned (nullable): "sha256/BASE64" */
};

G_DEFINE_FINAL_TYPE (HkkTrust, hkk_trust, G_TYPE_TLS_DATABASE)

typedef struct gnutls_x509_crt_int Crt;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crt, gnutls_x509_crt_deinit)

/* (nullable): NULL if GnuTLS cannot read it. */
static Crt *
read_certificate (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;
  g_autoptr(Crt) crt = NULL;
  gnutls_datum_t input;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL || gnutls_x509_crt_init (&crt) < 0)
    return NULL;
  input = (gnutls_datum_t) { der->data, der->len };
  return gnutls_x509_crt_import (crt, &input, GNUTLS_X509_FMT_DER) >= 0 ? g_steal_pointer (&crt) : NULL;
}

static char *
spki_pin (GTlsCertificate *certificate)
{
  g_autoptr(Crt) crt = read_certificate (certificate);
  gnutls_pubkey_t key = NULL;
  gnutls_datum_t spki = { NULL, 0 };
  char *pin = NULL;

  if (crt == NULL || gnutls_pubkey_init (&key) < 0)
    return NULL;
  if (gnutls_pubkey_import_x509 (key, crt, 0) >= 0 &&
      gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &spki) >= 0)
    {
      guint8 digest[32];
      g_autofree char *base64 = NULL;

      gnutls_hash_fast (GNUTLS_DIG_SHA256, spki.data, spki.size, digest);
      base64 = g_base64_encode (digest, sizeof digest);
      pin = g_strconcat ("sha256/", base64, NULL);
    }
  gnutls_free (spki.data);
  gnutls_pubkey_deinit (key);
  return pin;
}

/* GnuTLS' level "medium": RSA from 2048 bits on, curves from 224. */
static gboolean
has_weak_key (Crt *crt)
{
  unsigned int bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);

  return algorithm < 0 ||
         gnutls_pk_bits_to_sec_param ((gnutls_pk_algorithm_t) algorithm, bits) < GNUTLS_SEC_PARAM_MEDIUM;
}

/* Nobody relies on the signature of a certificate that signs itself. */
static gboolean
has_weak_signature (Crt *crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);

  return gnutls_x509_crt_check_issuer (crt, crt) == 0 &&
         (algorithm < 0 || gnutls_sign_is_secure2 ((gnutls_sign_algorithm_t) algorithm,
                                                   GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS) == 0);
}

/* What no verification of GLib's asks: whether keys and signatures are strong, and whether the certificate is one of a
 * server. */
static GTlsCertificateFlags
find_weakness (GTlsCertificate *chain)
{
  for (GTlsCertificate *at = chain; at != NULL; at = g_tls_certificate_get_issuer (at))
    {
      g_autoptr(Crt) crt = read_certificate (at);

      if (crt == NULL || has_weak_key (crt) || has_weak_signature (crt))
        return G_TLS_CERTIFICATE_INSECURE;
      if (at == chain && gnutls_x509_crt_check_key_purpose (crt, GNUTLS_KP_TLS_WWW_SERVER, 0) == 0)
        return G_TLS_CERTIFICATE_GENERIC_ERROR;
    }
  return G_TLS_CERTIFICATE_NO_FLAGS;
}

static gboolean
chain_has_pin (HkkTrust        *self,
               GTlsCertificate *chain)
{
  for (GTlsCertificate *at = chain; at != NULL; at = g_tls_certificate_get_issuer (at))
    {
      g_autofree char *pin = spki_pin (at);

      if (pin != NULL && g_strv_contains ((const char * const *) self->pins, pin))
        return TRUE;
    }
  return FALSE;
}

static GTlsCertificateFlags
hkk_trust_verify_chain (GTlsDatabase             *database,
                        GTlsCertificate          *chain,
                        const char               *purpose,
                        GSocketConnectable       *identity,
                        GTlsInteraction          *interaction,
                        GTlsDatabaseVerifyFlags   flags,
                        GCancellable             *cancellable,
                        GError                  **error)
{
  HkkTrust *self = HKK_TRUST (database);
  GTlsCertificateFlags found;

  if (!hkk_trust_is_read (self))
    return G_TLS_CERTIFICATE_UNKNOWN_CA;
  if (self->certificate != NULL && !g_tls_certificate_is_same (self->certificate, chain))
    return G_TLS_CERTIFICATE_UNKNOWN_CA;
  if (self->certificate != NULL)
    found = g_tls_certificate_verify (chain, identity, self->certificate);
  else
    found = g_tls_database_verify_chain (self->system, chain, purpose, identity, interaction, flags, cancellable,
                                         error);
  if (self->pins != NULL && !chain_has_pin (self, chain))
    found |= G_TLS_CERTIFICATE_UNKNOWN_CA;
  return found | find_weakness (chain);
}

static void
hkk_trust_finalize (GObject *object)
{
  HkkTrust *self = HKK_TRUST (object);

  g_clear_object (&self->certificate);
  g_clear_object (&self->system);
  g_clear_pointer (&self->pins, g_strfreev);
  G_OBJECT_CLASS (hkk_trust_parent_class)->finalize (object);
}

static void
hkk_trust_class_init (HkkTrustClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_trust_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = hkk_trust_verify_chain;
}

static void
hkk_trust_init (HkkTrust *self)
{
}

/**
 * hkk_trust_new:
 * @pem: (nullable): the only certificate to trust; %NULL means the system's trust
 * @pins: (nullable): `sha256/BASE64` of a SubjectPublicKeyInfo (RFC 7469's form) that the chain must have besides
 *
 * Returns: (transfer full) (nullable): %NULL when @pem is not a certificate
 */
HkkTrust *
hkk_trust_new (const char          *pem,
               const char * const  *pins,
               GError             **error)
{
  g_autoptr(HkkTrust) self = g_object_new (HKK_TYPE_TRUST, NULL);

  if (pem != NULL)
    {
      self->certificate = g_tls_certificate_new_from_pem (pem, -1, error);
      if (self->certificate == NULL)
        return NULL;
    }
  if (pins != NULL && pins[0] != NULL)
    self->pins = g_strdupv ((char **) pins);
  return g_steal_pointer (&self);
}

/**
 * hkk_trust_is_read:
 *
 * Returns: whether a certificate can be judged; before that none is trusted
 */
gboolean
hkk_trust_is_read (HkkTrust *self)
{
  return self->certificate != NULL || self->system != NULL;
}

/* The backend's own, whatever is set in its place; it keeps what it has read. */
static void
read_system (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GTlsBackend *backend = g_tls_backend_get_default ();

  g_task_return_pointer (task, G_TLS_BACKEND_GET_INTERFACE (backend)->get_default_database (backend), g_object_unref);
}

/**
 * hkk_trust_read_async:
 * @callback: called when the system's trust was read
 *
 * Reads the system's trust in a worker: some hundred certificates, longer than a frame.
 */
void
hkk_trust_read_async (HkkTrust            *self,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, hkk_trust_read_async);
  g_task_run_in_thread (task, read_system);
}

/**
 * hkk_trust_read_finish:
 *
 * Takes what was read. Where nothing could be, no certificate is trusted.
 */
void
hkk_trust_read_finish (HkkTrust     *self,
                       GAsyncResult *result)
{
  g_autoptr(GTlsDatabase) system = g_task_propagate_pointer (G_TASK (result), NULL);

  g_set_object (&self->system, system);
}
