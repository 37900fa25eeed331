/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/stat.h>

#include "crypto.h"

#define NOT_BEFORE 946684800 /* 2000-01-01: a wrong clock of the machine does not matter */

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)

static int
describe (gnutls_x509_crt_t     certificate,
          gnutls_x509_privkey_t key)
{
  static const guint8 loopback[4] = { 127, 0, 0, 1 };
  static const char name[] = "Meine hkk demo";
  g_autoptr(GBytes) serial = hkk_mock_random_bytes (16);
  guint8 number[16];

  memcpy (number, g_bytes_get_data (serial, NULL), sizeof number);
  number[0] = (number[0] & 0x7f) | 0x40;
  return gnutls_x509_crt_set_version (certificate, 3) < 0 ||
         gnutls_x509_crt_set_serial (certificate, number, sizeof number) < 0 ||
         gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, sizeof name - 1) < 0 ||
         gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME,
                                               "localhost", strlen ("localhost"), GNUTLS_FSAN_SET) < 0 ||
         gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS,
                                               loopback, sizeof loopback, GNUTLS_FSAN_APPEND) < 0 ||
         gnutls_x509_crt_set_activation_time (certificate, NOT_BEFORE) < 0 ||
         gnutls_x509_crt_set_expiration_time (certificate, (time_t) -1) < 0 ||
         gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN) < 0 ||
         gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0) < 0 ||
         gnutls_x509_crt_set_basic_constraints (certificate, 1, 0) < 0 ||
         gnutls_x509_crt_set_key (certificate, key) < 0 ||
         gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0) < 0;
}

static char *
make_pem (void)
{
  g_auto(gnutls_x509_crt_t) certificate = NULL;
  g_auto(gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t certificate_pem = { NULL, 0 };
  gnutls_datum_t key_pem = { NULL, 0 };
  char *pem = NULL;

  if (gnutls_x509_privkey_init (&key) >= 0 && gnutls_x509_crt_init (&certificate) >= 0 &&
      gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0) >= 0 &&
      !describe (certificate, key) &&
      gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem) >= 0 &&
      gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &key_pem) >= 0)
    pem = g_strdup_printf ("%.*s%.*s", (int) certificate_pem.size, certificate_pem.data, (int) key_pem.size,
                           key_pem.data);
  gnutls_free (certificate_pem.data);
  if (key_pem.data != NULL)
    gnutls_memset (key_pem.data, 0, key_pem.size);
  gnutls_free (key_pem.data);
  return pem;
}

/**
 * hkk_mock_certificate_load:
 * @path: where certificate and key are kept, mode 0600; made if it is not there
 * @error: return location
 *
 * The demo's own certificate: P-256, for 127.0.0.1 and localhost, without an end. Clients pin it.
 *
 * Returns: (transfer full) (nullable): certificate and private key
 */
GTlsCertificate *
hkk_mock_certificate_load (const char *path,
                           GError    **error)
{
  g_autofree char *pem = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      pem = make_pem ();
      if (pem == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The certificate could not be made");
          return NULL;
        }
      if (!g_file_set_contents_full (path, pem, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0600, error))
        return NULL;
    }
  return g_tls_certificate_new_from_file (path, error);
}
