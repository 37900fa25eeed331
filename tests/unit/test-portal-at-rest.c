/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>

#include "hkk-device-private.h"
#include "hkk-portal.h"
#include "mock-state.h"
#include "registration-client.h"

/* What the phone and the demo's backend have on the disk after each errand: no key, no PIN and no password, in no
 * spelling; nor has the phone the code of a letter. */

#define PIN       "837261"
#define NEW_PIN   "594028"
#define PASSWORD  "vier Worte und ein Lied"
#define OTHER     "Nina fliegt nach Norden"
#define LETTER    "K7QF-3M9T-XW2D-8HRP"
#define CODE      "K7QF3M9TXW2D8HRP"
#define WINDOW    ((gsize) 24) /* bytes of a secret that are looked for */

typedef struct
{
  MockClient      *mock;
  char            *folder;
  HkkDeviceClient *phone;
  GPtrArray       *secrets; /* of GBytes: what is looked for */
  GPtrArray       *printed; /* of GBytes: what is looked for on the phone only: the letter lies in the demo's post */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  HkkPortalConfig config;

  self->mock = mock_client_new ();
  self->folder = test_make_folder ();
  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->printed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  config = (HkkPortalConfig) { .base_url = hkk_mock_get_url (self->mock->mock),
                               .trust_pem = hkk_mock_get_certificate (self->mock->mock), .data_dir = self->folder,
                               .program = "test", .version = "1", .device_name = "Test",
                               .pin_rounds = MOCK_STATE_ROUNDS };
  self->phone = hkk_device_client_new (&config, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_device_client_stop (self->phone);
  g_clear_object (&self->phone);
  test_drain ();
  mock_client_free (self->mock);
  test_remove_folder (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->secrets);
  g_ptr_array_unref (self->printed);
}

static gboolean
holds (GBytes       *content,
       gconstpointer needle,
       gsize         length)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  return memmem (data, size, needle, length) != NULL;
}

/* As base64 of both alphabets, wherever it stands in what was encoded. */
static gboolean
holds_base64 (GBytes       *content,
              const guint8 *secret,
              gsize         length)
{
  for (gsize offset = 0; offset < 3; offset++)
    {
      g_autofree char *text = g_base64_encode (secret + offset, (length - 2) / 3 * 3);
      g_autofree char *url = g_strdelimit (g_strdelimit (g_strdup (text), "+", '-'), "/", '_');

      if (holds (content, text, strlen (text)) || holds (content, url, strlen (url)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
holds_hex (GBytes       *content,
           const guint8 *secret,
           gsize         length)
{
  g_autoptr(GString) lower = g_string_new (NULL);
  g_autofree char *upper = NULL;

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (lower, "%02x", secret[i]);
  upper = g_ascii_strup (lower->str, -1);
  return holds (content, lower->str, lower->len) || holds (content, upper, lower->len);
}

/* Six digits in a row are found everywhere in base64 of three bytes: a PIN is looked for as it is. */
static gboolean
holds_secret (GBytes *content,
              GBytes *secret)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (secret, &size);
  gsize length = MIN (size, WINDOW);

  return holds (content, data, length) ||
         (length > 8 && (holds_base64 (content, data, length) || holds_hex (content, data, length)));
}

/* In how many files below FOLDER it is. */
static guint
count_files (const char *folder,
             GBytes     *secret)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *data = NULL;
      gsize size;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n += count_files (path, secret);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &data, &size, NULL))
        {
          g_autoptr(GBytes) content = g_bytes_new_take (data, size);

          n += holds_secret (content, secret);
        }
    }
  return n;
}

static void
add_text (GPtrArray  *secrets,
          const char *text)
{
  g_ptr_array_add (secrets, g_bytes_new (text, strlen (text)));
}

/* The number that the device's key is, out of its PKCS#8. */
static void
add_key (Fixture *self)
{
  gnutls_x509_privkey_t key;
  gnutls_datum_t der = { (unsigned char *) g_bytes_get_data (self->phone->key, NULL),
                         (unsigned int) g_bytes_get_size (self->phone->key) };
  gnutls_datum_t x, y, k;

  g_assert_cmpint (gnutls_x509_privkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_import_pkcs8 (key, &der, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_export_ecc_raw (key, NULL, &x, &y, &k), ==, 0);
  g_ptr_array_add (self->secrets, g_bytes_new (k.data, k.size));
  gnutls_free (x.data);
  gnutls_free (y.data);
  gnutls_free (k.data);
  gnutls_x509_privkey_deinit (key);
}

/* What is no secret is found where it is; so would be a secret, in each spelling. */
static void
check_search (Fixture *self)
{
  GBytes *key = self->secrets->pdata[self->secrets->len - 1];
  g_autoptr(GBytes) id = g_bytes_new (self->phone->device_id, strlen (self->phone->device_id));
  g_autofree char *path = g_build_filename (self->folder, "control", NULL);
  g_autofree char *whole = g_base64_encode (g_bytes_get_data (self->phone->key, NULL),
                                            g_bytes_get_size (self->phone->key));
  g_autofree char *part = g_base64_encode (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  const struct { const char *data; gsize size; } spellings[] = {
    { whole, strlen (whole) }, { part, strlen (part) },
    { g_bytes_get_data (self->phone->key, NULL), g_bytes_get_size (self->phone->key) },
  };

  g_assert_cmpuint (count_files (self->folder, id), ==, 1);
  g_assert_cmpuint (count_files (self->mock->folder, id), >=, 1);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_assert_true (g_file_set_contents (path, spellings[i].data, (gssize) spellings[i].size, NULL));
      g_assert_cmpuint (count_files (self->folder, key), ==, 1);
    }
  g_assert_true (g_file_set_contents (path, "pin=" PIN, -1, NULL));
  g_assert_cmpuint (count_files (self->folder, self->secrets->pdata[0]), ==, 1);
  g_unlink (path);
}

/* While both run: nothing is tidied up before it is looked at. */
static void
check_disk (Fixture    *self,
            const char *after)
{
  for (guint i = 0; i < self->secrets->len; i++)
    {
      g_test_message ("%s: secret %u", after, i);
      g_assert_cmpuint (count_files (self->folder, self->secrets->pdata[i]), ==, 0);
      g_assert_cmpuint (count_files (self->mock->folder, self->secrets->pdata[i]), ==, 0);
    }
  for (guint i = 0; i < self->printed->len; i++)
    g_assert_cmpuint (count_files (self->folder, self->printed->pdata[i]), ==, 0);
}

static void
finish_change (Fixture       *self,
               GAsyncResult **result,
               const char    *what)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (hkk_device_client_change_finish (self->phone, test_wait (result), &error));
  g_assert_no_error (error);
  check_disk (self, what);
}

static void
enrol (Fixture            *self,
       const HkkEnrolment *enrolment)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_device_client_enrol_async (self->phone, enrolment, NULL, test_keep_result, &result);
  g_assert_true (hkk_device_client_enrol_finish (self->phone, test_wait (&result), &error));
  g_assert_no_error (error);
  hkk_device_client_start (self->phone);
  add_key (self);
}

static void
change_all (Fixture    *self,
            const char *password)
{
  g_autoptr(GAsyncResult) off = NULL;
  g_autoptr(GAsyncResult) on = NULL;
  g_autoptr(GAsyncResult) pin = NULL;
  g_autoptr(GAsyncResult) changed = NULL;

  hkk_device_client_change_pin_async (self->phone, PIN, NEW_PIN, NULL, test_keep_result, &pin);
  finish_change (self, &pin, "the PIN was changed");
  hkk_device_client_set_biometrics_async (self->phone, NULL, NULL, test_keep_result, &off);
  finish_change (self, &off, "fingerprint and Face-ID are off");
  hkk_device_client_set_biometrics_async (self->phone, NEW_PIN, NULL, test_keep_result, &on);
  finish_change (self, &on, "fingerprint and Face-ID are on");
  g_ptr_array_add (self->secrets, g_bytes_ref (self->phone->biometric));
  hkk_device_client_change_password_async (self->phone, NEW_PIN, password, OTHER, NULL, test_keep_result, &changed);
  finish_change (self, &changed, "the password was changed");
}

static void
test_registration (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *process = registration_begin (self->mock);
  g_autofree char *nect = registration_identify (self->mock, process);

  add_text (self->secrets, PIN);
  add_text (self->secrets, NEW_PIN);
  add_text (self->secrets, PASSWORD);
  add_text (self->secrets, OTHER);
  enrol (self, &(HkkEnrolment) { .name = "Test", .platform = "android", .pin = PIN, .biometrics = TRUE,
                                 .process = process, .nect_case = nect, .password = PASSWORD });
  check_search (self);
  check_disk (self, "registered");
  change_all (self, PASSWORD);
}

static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) signed_in = NULL;

  add_text (self->secrets, PIN);
  add_text (self->secrets, NEW_PIN);
  add_text (self->secrets, MOCK_XENIA_PASSWORD);
  add_text (self->secrets, OTHER);
  add_text (self->printed, LETTER);
  add_text (self->printed, CODE);
  hkk_device_client_sign_in_async (self->phone, MOCK_XENIA, MOCK_XENIA_PASSWORD, NULL, test_keep_result, &signed_in);
  g_assert_true (hkk_device_client_sign_in_finish (self->phone, test_wait (&signed_in), NULL));
  enrol (self, &(HkkEnrolment) { .name = "Test", .platform = "android", .pin = PIN, .biometrics = TRUE,
                                 .letter_code = LETTER });
  check_search (self);
  check_disk (self, "bound by letter");
  change_all (self, MOCK_XENIA_PASSWORD);
}

#define ADD(path, func) g_test_add ("/portal/at-rest/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  ADD ("registration", test_registration);
  ADD ("letter", test_letter);
  return g_test_run ();
}
