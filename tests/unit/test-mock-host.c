/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "hkk-json.h"
#include "hkk-mock-host.h"
#include "mock-client.h"

/* Two hosts in one process behave like two processes: flock belongs to the open file, not to the process. */

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = test_make_folder ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
start_host (HkkMockHost *host)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_host_start_async (host, NULL, test_keep_result, &result);
  test_wait_until (result != NULL);
  hkk_mock_host_start_finish (host, result, &error);
  g_assert_no_error (error);
}

static void
stop_host (HkkMockHost *host)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_mock_host_stop_async (host, test_keep_result, &result);
  test_wait_until (result != NULL);
  hkk_mock_host_stop_finish (host, result);
}

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              gpointer    data)
{
  (*(guint *) data)++;
}

static void
test_take_over (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(HkkMockHost) first = hkk_mock_host_new (f->folder);
  g_autoptr(HkkMockHost) second = hkk_mock_host_new (f->folder);
  g_autoptr(MockClient) client = NULL;
  g_autofree char *endpoint = NULL;
  g_autoptr(MockAnswer) answer = NULL;
  guint moved = 0;

  start_host (first);
  start_host (second);
  g_assert_true (hkk_mock_host_get_serving (first));
  g_assert_false (hkk_mock_host_get_serving (second));
  g_assert_cmpstr (hkk_mock_host_get_endpoint (first), ==, hkk_mock_host_get_endpoint (second));
  g_assert_cmpstr (hkk_mock_host_get_certificate (first), ==, hkk_mock_host_get_certificate (second));
  g_signal_connect (second, "notify::endpoint", G_CALLBACK (count_notify), &moved);
  g_object_get (second, "endpoint", &endpoint, NULL);
  client = mock_client_attach (f->folder);
  mock_sign_in (client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  stop_host (first);
  test_wait_until (hkk_mock_host_get_serving (second));
  /* The same port, the same certificate, the same session. */
  g_assert_cmpuint (moved, ==, 0);
  g_assert_cmpstr (hkk_mock_host_get_endpoint (second), ==, endpoint);
  answer = mock_call (client, "GET", "/iam/sessions", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (answer->json, "total", 0), ==, 1);
  stop_host (second);
}

static guint
count_serving (HkkMockHost **hosts,
               gsize         n_hosts,
               gsize        *last)
{
  guint count = 0;

  for (gsize i = 0; i < n_hosts; i++)
    if (hosts[i] != NULL && hkk_mock_host_get_serving (hosts[i]))
      {
        count++;
        *last = i;
      }
  return count;
}

/* One serves, the others wait; when it goes, exactly one of them takes over. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  HkkMockHost *hosts[4];

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      hosts[i] = hkk_mock_host_new (f->folder);
      start_host (hosts[i]);
    }
  for (gsize left = G_N_ELEMENTS (hosts); left > 0; left--)
    {
      guint serving = 0;
      gsize server = 0;

      test_wait_until ((serving = count_serving (hosts, G_N_ELEMENTS (hosts), &server)) > 0);
      g_assert_cmpuint (serving, ==, 1);
      stop_host (hosts[server]);
      g_clear_object (&hosts[server]);
    }
}

static void
test_stop_early (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(HkkMockHost) host = hkk_mock_host_new (f->folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_host_start_async (host, NULL, test_keep_result, &result);
  stop_host (host);
  test_wait_until (result != NULL);
  g_assert_false (hkk_mock_host_start_finish (host, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_busy (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(MockClient) client = mock_client_new_for (f->folder);
  g_autoptr(HkkMock) second = hkk_mock_new (f->folder);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_start_async (second, NULL, test_keep_result, &result);
  test_wait_until (result != NULL);
  g_assert_false (hkk_mock_start_finish (second, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
}

static void
test_bad_folder (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(HkkMockHost) host = hkk_mock_host_new ("/proc/none");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  hkk_mock_host_start_async (host, NULL, test_keep_result, &result);
  test_wait_until (result != NULL);
  g_assert_false (hkk_mock_host_start_finish (host, result, &error));
  g_assert_nonnull (error);
}

/* Who ends in the middle of something holds what nobody frees. */
static gboolean is_ending;

#define FOLDER "HKK_TEST_FOLDER" /* for the program that ends: where its state is */

int __lsan_is_turned_off (void);

int
__lsan_is_turned_off (void)
{
  return is_ending;
}

/* A program that ends while its server starts waits for it: the thread would go on in what is taken down under it. */
static void
test_end_while_starting (Fixture       *f,
                         gconstpointer  data)
{
  const char *folder = g_test_subprocess () ? g_getenv (FOLDER) : f->folder;
  g_autofree char *database = g_build_filename (folder, "mock.sqlite", NULL);
  g_autofree char *journal = g_strconcat (database, "-wal", NULL);

  if (g_test_subprocess ())
    {
      HkkMock *mock = hkk_mock_new (folder);

      is_ending = TRUE;
      test_remove_folder (f->folder);
      hkk_mock_start_async (mock, NULL, NULL, NULL);
      exit (0);
    }
  g_setenv (FOLDER, folder, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_unsetenv (FOLDER);
  g_test_trap_assert_passed ();
  g_assert_true (g_file_test (database, G_FILE_TEST_EXISTS)); /* opened, and closed in order */
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mock/host/take-over", test_take_over);
  ADD ("/mock/host/end-while-starting", test_end_while_starting);
  ADD ("/mock/host/many", test_many);
  ADD ("/mock/host/stop-early", test_stop_early);
  ADD ("/mock/host/busy", test_busy);
  ADD ("/mock/host/bad-folder", test_bad_folder);
  return g_test_run ();
}
