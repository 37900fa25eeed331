/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portal-server.h"
#include "test-handshake.h"

static const HkkCall get_thing = { .method = "GET", .path = "/thing" };

/* The backend's own way to the system's trust, and who went it. */
static GTlsDatabase *(*real_store) (GTlsBackend *backend);
static GThread *main_thread;
static int reads;            /* atomic */
static int reads_by_main;    /* atomic */
static int store_may_end;    /* atomic */

static GTlsDatabase *
watched_store (GTlsBackend *backend)
{
  g_atomic_int_inc (&reads);
  if (g_thread_self () == main_thread)
    g_atomic_int_inc (&reads_by_main);
  else
    while (!g_atomic_int_get (&store_may_end))
      g_thread_yield ();
  return real_store (backend);
}

static void
watch_store (void)
{
  GTlsBackend *backend = g_tls_backend_get_default ();
  GTlsBackendInterface *iface = G_TLS_BACKEND_GET_INTERFACE (backend);

  if (real_store == NULL)
    real_store = iface->get_default_database;
  iface->get_default_database = watched_store;
  main_thread = g_thread_self ();
  reads = reads_by_main = store_may_end = 0;
  /* As in a process that begins. */
  g_tls_backend_set_default_database (backend, NULL);
  test_allow_broken_handshakes ();
}

static void
answer_well (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  portal_answer (message, 200, "{}");
}

static void
test_pinned (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(HkkAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  watch_store ();
  transport = hkk_transport_new (&server->config, &error);
  g_assert_no_error (error);
  answer = portal_call (transport, &get_thing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_atomic_int_get (&reads), ==, 0);
}

static gboolean
on_turn (gpointer data)
{
  return ++*(guint *) data < 20 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The main loop turns while the store is being read, and nothing is asked before. */
static void
turn_meanwhile (GAsyncResult **result)
{
  guint turns = 0;

  g_timeout_add (1, on_turn, &turns);
  test_wait_until (turns == 20 && g_atomic_int_get (&reads) > 0);
  g_assert_null (*result);
  g_assert_cmpint (g_atomic_int_get (&reads_by_main), ==, 0);
}

static void
test_system (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  server->config.trust_pem = NULL;
  watch_store ();
  transport = hkk_transport_new (&server->config, &error);
  g_assert_no_error (error);
  hkk_transport_call_async (transport, &get_thing, NULL, test_keep_result, &result);
  turn_meanwhile (&result);
  g_atomic_int_set (&store_may_end, 1);
  /* No authority of the system has signed the test's certificate. */
  g_assert_null (hkk_transport_call_finish (transport, test_wait (&result), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
  g_assert_cmpint (g_atomic_int_get (&reads_by_main), ==, 0);
  g_assert_cmpuint (server->calls, ==, 0);
}

static void
test_cancelled_meanwhile (void)
{
  g_autoptr(PortalServer) server = portal_server_new (answer_well, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(HkkTransport) transport = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  server->config.trust_pem = NULL;
  watch_store ();
  transport = hkk_transport_new (&server->config, &error);
  g_assert_no_error (error);
  hkk_transport_call_async (transport, &get_thing, cancellable, test_keep_result, &result);
  turn_meanwhile (&result);
  g_cancellable_cancel (cancellable);
  g_atomic_int_set (&store_may_end, 1);
  g_assert_null (hkk_transport_call_finish (transport, test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/trust/pinned-reads-no-store", test_pinned);
  g_test_add_func ("/portal/trust/system-is-read-by-a-worker", test_system);
  g_test_add_func ("/portal/trust/cancelled-while-it-is-read", test_cancelled_meanwhile);
  return g_test_run ();
}
