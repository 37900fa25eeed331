/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

#include "hkk-keyring.h"
#include "portal-server.h"

#define SCHEMA "de.hkk.MeineHkk.Test"

/* libsecret keeps what it knows about the bus, so each scenario has a process of its own. */
static gboolean
in_own_process (void)
{
  if (g_test_subprocess ())
    return TRUE;
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static HkkKeyringState
store (HkkKeyring *keyring,
       const char *use,
       const char *secret)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_store_async (keyring, "p1", use, secret, FALSE, NULL, portal_keep_result, &result);
  return hkk_keyring_store_finish (keyring, portal_wait (&result));
}

static char *
lookup (HkkKeyring      *keyring,
        const char      *profile,
        const char      *use,
        HkkKeyringState *state)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_lookup_async (keyring, profile, use, NULL, portal_keep_result, &result);
  return hkk_keyring_lookup_finish (keyring, portal_wait (&result), state);
}

static HkkKeyringState
clear (HkkKeyring *keyring,
       const char *use)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_clear_async (keyring, "p1", use, NULL, portal_keep_result, &result);
  return hkk_keyring_clear_finish (keyring, portal_wait (&result));
}

static void
check_absent (void)
{
  g_autoptr(HkkKeyring) keyring = hkk_keyring_new (SCHEMA);
  gint64 start = g_get_monotonic_time ();
  HkkKeyringState state;

  g_assert_cmpint (store (keyring, "a", "secret"), ==, HKK_KEYRING_ABSENT);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_ABSENT);
  g_assert_cmpint (clear (keyring, "a"), ==, HKK_KEYRING_ABSENT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
test_no_bus (void)
{
  if (!in_own_process ())
    return;
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  check_absent ();
}

static void
test_no_service (void)
{
  g_autoptr(GTestDBus) bus = NULL;

  if (!in_own_process ())
    return;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  check_absent ();
  g_test_dbus_stop (bus);
}

/* A service that takes every call and never answers. */
static GDBusMessage *
swallow (GDBusConnection *connection,
         GDBusMessage    *message,
         gboolean         incoming,
         gpointer         data)
{
  if (incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    {
      g_object_unref (message);
      return NULL;
    }
  return message;
}

static GDBusConnection *
connect_to_bus (GTestDBus *bus)
{
  g_autoptr(GError) error = NULL;
  GDBusConnection *connection;

  connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
test_mute (void)
{
  g_autoptr(GTestDBus) bus = NULL;
  g_autoptr(GDBusConnection) service = NULL;
  g_autoptr(GVariant) owned = NULL;
  g_autoptr(HkkKeyring) keyring = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  HkkKeyringState state;
  gint64 start;

  if (!in_own_process ())
    return;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  service = connect_to_bus (bus);
  owned = g_dbus_connection_call_sync (service, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL, 0, -1, NULL, NULL);
  g_assert_nonnull (owned);
  g_dbus_connection_add_filter (service, swallow, NULL, NULL);
  keyring = hkk_keyring_new (SCHEMA);
  hkk_keyring_set_deadline (keyring, 300);
  start = g_get_monotonic_time ();
  g_assert_cmpint (store (keyring, "a", "secret"), ==, HKK_KEYRING_TIMEOUT);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  /* Nobody waits for what is cancelled. */
  hkk_keyring_set_deadline (keyring, 60000);
  cancellable = g_cancellable_new ();
  hkk_keyring_lookup_async (keyring, "p1", "a", cancellable, portal_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (hkk_keyring_lookup_finish (keyring, portal_wait (&result), &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_FAILED);
  g_test_dbus_stop (bus);
}

static gboolean
has_owner (GDBusConnection *connection)
{
  g_autoptr(GVariant) answer = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                                            "org.freedesktop.DBus", "NameHasOwner",
                                                            g_variant_new ("(s)", "org.freedesktop.secrets"), NULL, 0, -1, NULL, NULL);
  gboolean owned = FALSE;

  if (answer)
    g_variant_get (answer, "(b)", &owned);
  return owned;
}

/* gnome-keyring in a home of its own; PASSWORD unlocks it, NULL leaves it locked. */
static GSubprocess *
start_gnome_keyring (GTestDBus  *bus,
                     const char *home,
                     const char *password)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GDBusConnection) connection = connect_to_bus (bus);
  g_autoptr(GError) error = NULL;
  GSubprocess *daemon;

  g_subprocess_launcher_setenv (launcher, "HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", home, TRUE);
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", g_test_dbus_get_bus_address (bus), TRUE);
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground", "--components=secrets",
                                        password ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (password)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (daemon), password, strlen (password), NULL, NULL, NULL);
  g_output_stream_close (g_subprocess_get_stdin_pipe (daemon), NULL, NULL);
  portal_wait_until (has_owner (connection));
  return daemon;
}

static void
stop_gnome_keyring (GSubprocess *daemon)
{
  g_subprocess_send_signal (daemon, SIGTERM);
  g_subprocess_wait (daemon, NULL, NULL);
}

static void
test_gnome_keyring (void)
{
  g_autoptr(GTestDBus) bus = NULL;
  g_autofree char *home = NULL;
  g_autofree char *path = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr(GSubprocess) daemon = NULL;
  g_autoptr(HkkKeyring) keyring = NULL;
  HkkKeyringState state;
  char *secret;

  if (!path)
    {
      g_test_skip ("gnome-keyring is not installed");
      return;
    }
  if (!in_own_process ())
    return;
  home = g_dir_make_tmp ("hkk-keyring-XXXXXX", NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  daemon = start_gnome_keyring (bus, home, "test-pass");
  keyring = hkk_keyring_new (SCHEMA);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_STORED);
  g_assert_cmpint (store (keyring, "a", "first"), ==, HKK_KEYRING_STORED);
  g_assert_cmpint (store (keyring, "a", "second"), ==, HKK_KEYRING_STORED);
  g_assert_cmpint (store (keyring, "b", "other"), ==, HKK_KEYRING_STORED);
  secret = lookup (keyring, "p1", "a", &state);
  g_assert_cmpstr (secret, ==, "second");
  secret_password_free (secret);
  g_assert_null (lookup (keyring, "p2", "a", &state));
  g_assert_cmpint (clear (keyring, "a"), ==, HKK_KEYRING_STORED);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  secret = lookup (keyring, "p1", "b", &state);
  g_assert_cmpstr (secret, ==, "other");
  secret_password_free (secret);
  /* Gone in mid-session. */
  stop_gnome_keyring (daemon);
  g_assert_cmpint (store (keyring, "a", "third"), !=, HKK_KEYRING_STORED);
  g_test_dbus_stop (bus);
  portal_remove_dir (home);
}

static void
test_locked (void)
{
  g_autoptr(GTestDBus) bus = NULL;
  g_autofree char *home = NULL;
  g_autofree char *path = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr(GSubprocess) daemon = NULL;
  g_autoptr(HkkKeyring) keyring = NULL;
  HkkKeyringState state;
  gint64 start;

  if (!path)
    {
      g_test_skip ("gnome-keyring is not installed");
      return;
    }
  if (!in_own_process ())
    return;
  home = g_dir_make_tmp ("hkk-keyring-XXXXXX", NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* No collection is open, and nobody is there to be asked for its password. */
  daemon = start_gnome_keyring (bus, home, NULL);
  keyring = hkk_keyring_new (SCHEMA);
  hkk_keyring_set_deadline (keyring, 2000);
  start = g_get_monotonic_time ();
  state = store (keyring, "a", "secret");
  g_assert_true (state == HKK_KEYRING_LOCKED || state == HKK_KEYRING_TIMEOUT || state == HKK_KEYRING_FAILED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  stop_gnome_keyring (daemon);
  g_test_dbus_stop (bus);
  portal_remove_dir (home);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/keyring/no-bus", test_no_bus);
  g_test_add_func ("/portal/keyring/no-service", test_no_service);
  g_test_add_func ("/portal/keyring/mute", test_mute);
  g_test_add_func ("/portal/keyring/gnome-keyring", test_gnome_keyring);
  g_test_add_func ("/portal/keyring/locked", test_locked);
  return g_test_run ();
}
