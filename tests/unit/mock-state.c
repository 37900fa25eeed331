/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-state.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "clock.h"
#include "crypto.h"
#include "demo-seed.h"
#include "hkk-json.h"
#include "hkk-mock.h"
#include "store.h"
#include "test-folder.h"
#include "test-wait.h"

#define VERIFIER_SIZE 64

static const char * const files[] = { "certificate.pem", "mock.sqlite" };

static void
start_and_stop (const char *folder)
{
  g_autoptr(HkkMock) mock = hkk_mock_new (folder);
  g_autoptr(GAsyncResult) started = NULL;
  g_autoptr(GAsyncResult) stopped = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_start_async (mock, NULL, test_keep_result, &started);
  hkk_mock_start_finish (mock, test_wait (&started), &error);
  g_assert_no_error (error);
  hkk_mock_stop_async (mock, test_keep_result, &stopped);
  hkk_mock_stop_finish (mock, test_wait (&stopped));
}

static HkkMockStore *
open_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "mock.sqlite", NULL);
  g_autoptr(GError) error = NULL;
  HkkMockStore *store = hkk_mock_store_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static void
set_password (HkkMockStore *store,
              JsonObject   *person)
{
  const char *text = hkk_json_get_string (person, "password");
  g_autoptr(GBytes) salt = hkk_mock_random_bytes (16);
  g_autoptr(GBytes) verifier = NULL;
  gnutls_datum_t password = { (unsigned char *) text, (unsigned int) strlen (text) };
  gnutls_datum_t salt_datum = { (unsigned char *) g_bytes_get_data (salt, NULL),
                                (unsigned int) g_bytes_get_size (salt) };
  guint8 *out = g_malloc (VERIFIER_SIZE);

  g_assert_cmpint (gnutls_pbkdf2 (GNUTLS_MAC_SHA512, &password, &salt_datum, MOCK_STATE_ROUNDS, out, VERIFIER_SIZE),
                   ==, 0);
  verifier = g_bytes_new_take (out, VERIFIER_SIZE);
  hkk_mock_run (store,
                "UPDATE accounts SET password_salt = ?, password_verifier = ?, password_rounds = ? WHERE kvnr = ?",
                salt, verifier, MOCK_STATE_ROUNDS, hkk_json_get_string (person, "kvnr"));
}

static gboolean
set_passwords (HkkMockStore *store,
               gpointer      data)
{
  g_autoptr(JsonObject) root = hkk_mock_demo_persons ();
  JsonArray *persons = hkk_json_get_array (root, "persons");

  for (guint i = 0; i < json_array_get_length (persons); i++)
    {
      JsonObject *person = json_array_get_object_element (persons, i);

      if (hkk_json_get_string (person, "verifier") != NULL)
        set_password (store, person);
    }
  return TRUE;
}

static void
make_state (const char *folder)
{
  HkkMockStore *store;

  start_and_stop (folder);
  store = open_store (folder);
  g_assert_true (hkk_mock_store_transact (store, set_passwords, NULL));
  hkk_mock_store_close (store);
}

static void
copy_state (const char *from,
            const char *to)
{
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *from_path = g_build_filename (from, files[i], NULL);
      g_autofree char *to_path = g_build_filename (to, files[i], NULL);
      g_autoptr(GFile) source = g_file_new_for_path (from_path);
      g_autoptr(GFile) target = g_file_new_for_path (to_path);
      g_autoptr(GError) error = NULL;

      g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_chmod (to_path, 0600), ==, 0);
    }
}

/* As if the first start were now: what the template's rows say of time moves along. */
static void
make_fresh (const char *folder)
{
  HkkMockStore *store = open_store (folder);
  gint64 made = hkk_mock_get_int (store, 0, "SELECT max(created_at) FROM accounts");

  g_assert_true (hkk_mock_store_age (store, made - hkk_mock_now ()));
  hkk_mock_store_close (store);
}

/* The template's folder in ROOT: its name tells the day and the build. */
static char *
template_path (const char *root)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  g_autofree char *name = NULL;
  GStatBuf status;
  Dl_info library;

  g_assert_true (dladdr (hkk_mock_new, &library) != 0);
  g_assert_cmpint (g_stat (library.dli_fname, &status), ==, 0);
  name = g_strdup_printf ("%s-%" G_GINT64_FORMAT "-%ld", today, (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  return g_build_filename (root, name, NULL);
}

static void
remove_old (const char *root)
{
  g_autoptr(GDir) entries = g_dir_open (root, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        test_remove_folder (path);
    }
}

static void
copy_template (const char *root,
               const char *folder)
{
  g_autofree char *lock_path = g_build_filename (root, "lock", NULL);
  g_autofree char *template = template_path (root);
  g_autofree char *part = g_strconcat (template, ".part", NULL);
  int lock;

  g_assert_cmpint (g_mkdir_with_parents (root, 0700), ==, 0);
  lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  if (!g_file_test (template, G_FILE_TEST_IS_DIR))
    {
      remove_old (root);
      make_state (part);
      g_assert_cmpint (g_rename (part, template), ==, 0);
    }
  copy_state (template, folder);
  close (lock);
}

void
mock_state_prepare (const char *folder)
{
  const char *root = g_getenv ("HKK_STATES");

  if (root == NULL)
    make_state (folder);
  else
    {
      copy_template (root, folder);
      make_fresh (folder);
    }
}
