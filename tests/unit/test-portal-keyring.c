/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libsecret/secret.h>
#include <string.h>

#include "hkk-keyring.h"
#include "keyring-bus.h"
#include "portal-server.h"
#include "test-secrets.h"

#define SCHEMA "de.hkk.MeineHkk.Test"

static guint patience = HKK_KEYRING_MS;

static HkkKeyringState
store (HkkKeyring *keyring,
       const char *use,
       const char *secret)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_store_async (keyring, "p1", use, secret, patience, NULL, test_keep_result, &result);
  return hkk_keyring_finish (keyring, test_wait (&result));
}

static char *
lookup (HkkKeyring      *keyring,
        const char      *profile,
        const char      *use,
        HkkKeyringState *state)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_lookup_async (keyring, profile, use, patience, NULL, test_keep_result, &result);
  return hkk_keyring_lookup_finish (keyring, test_wait (&result), state);
}

static HkkKeyringState
clear (HkkKeyring *keyring,
       const char *use)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_keyring_clear_async (keyring, "p1", use, NULL, test_keep_result, &result);
  return hkk_keyring_finish (keyring, test_wait (&result));
}

static void
check_absent (HkkKeyringState expected)
{
  g_autoptr(HkkKeyring) keyring = hkk_keyring_new (SCHEMA);
  gint64 start = g_get_monotonic_time ();
  HkkKeyringState state;

  g_assert_cmpint (store (keyring, "a", "secret"), ==, expected);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  g_assert_cmpint (state, ==, expected);
  g_assert_cmpint (clear (keyring, "a"), ==, expected);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
}

static void
test_no_bus (void)
{
  if (!keyring_in_own_process ())
    return;
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  check_absent (HKK_KEYRING_NO_BUS);
}

static void
test_no_service (void)
{
  KeyringBus bus;

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  check_absent (HKK_KEYRING_ABSENT);
  keyring_bus_stop (&bus);
}

static void
test_mute (void)
{
  KeyringBus bus;
  TestSecrets secrets = { .mute = TRUE };
  g_autoptr(HkkKeyring) keyring = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  HkkKeyringState state;
  gint64 start;

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  test_secrets_start (&secrets, &bus);
  keyring = hkk_keyring_new (SCHEMA);
  patience = 300;
  start = g_get_monotonic_time ();
  g_assert_cmpint (store (keyring, "a", "secret"), ==, HKK_KEYRING_SLOW);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_SLOW);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  /* Nobody waits for what is cancelled. */
  cancellable = g_cancellable_new ();
  hkk_keyring_lookup_async (keyring, "p1", "a", 60000, cancellable, test_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (hkk_keyring_lookup_finish (keyring, test_wait (&result), &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_FAILED);
  test_secrets_stop (&secrets);
  keyring_bus_stop (&bus);
}

/* Whoever asks last about an entry has the last word, however long each answer takes. */
static void
test_order (void)
{
  KeyringBus bus;
  TestSecrets secrets = { .delay_ms = 50 };
  g_autoptr(HkkKeyring) keyring = NULL;
  g_autoptr(GAsyncResult) cleared = NULL;
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(GAsyncResult) taken_back = NULL;
  g_autofree char *second = NULL;
  g_autofree char *none = NULL;

  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  test_secrets_start (&secrets, &bus);
  keyring = hkk_keyring_new (SCHEMA);
  g_assert_cmpint (store (keyring, "a", "first"), ==, HKK_KEYRING_STORED);
  hkk_keyring_clear_async (keyring, "p1", "a", NULL, test_keep_result, &cleared);
  hkk_keyring_store_async (keyring, "p1", "a", "second", 0, NULL, test_keep_result, &stored);
  g_assert_cmpint (hkk_keyring_finish (keyring, test_wait (&cleared)), ==, HKK_KEYRING_STORED);
  g_assert_cmpint (hkk_keyring_finish (keyring, test_wait (&stored)), ==, HKK_KEYRING_STORED);
  second = test_secrets_get (&secrets, "a");
  g_assert_cmpstr (second, ==, "second");

  /* Taken back while the person is still being asked for the keyring's password. */
  secrets.locked = TRUE;
  secrets.prompt = SECRETS_PROMPT_UNANSWERED;
  hkk_keyring_store_async (keyring, "p1", "b", "third", 0, NULL, test_keep_result, &asked);
  test_wait_until (secrets.prompts == 1);
  hkk_keyring_clear_async (keyring, "p1", "b", NULL, test_keep_result, &taken_back);
  /* Another entry does not wait. */
  g_assert_cmpint (clear (keyring, "c"), ==, HKK_KEYRING_LOCKED);
  secrets.prompt = SECRETS_PROMPT_OPENS;
  test_secrets_answer_prompt (&secrets);
  g_assert_cmpint (hkk_keyring_finish (keyring, test_wait (&asked)), ==, HKK_KEYRING_STORED);
  g_assert_cmpint (hkk_keyring_finish (keyring, test_wait (&taken_back)), ==, HKK_KEYRING_STORED);
  none = test_secrets_get (&secrets, "b");
  g_assert_null (none);
  test_secrets_stop (&secrets);
  keyring_bus_stop (&bus);
}

static void
test_gnome_keyring (void)
{
  KeyringBus bus;
  g_autoptr(GSubprocess) daemon = NULL;
  g_autoptr(HkkKeyring) keyring = NULL;
  HkkKeyringState state;
  char *secret;

  if (!keyring_is_installed ())
    {
      g_test_skip ("gnome-keyring is not installed");
      return;
    }
  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  daemon = keyring_start (&bus, "test-pass");
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
  keyring_stop (daemon);
  g_assert_cmpint (store (keyring, "a", "third"), !=, HKK_KEYRING_STORED);
  keyring_bus_stop (&bus);
}

static void
test_locked (void)
{
  KeyringBus bus;
  g_autoptr(GSubprocess) daemon = NULL;
  g_autoptr(HkkKeyring) keyring = NULL;
  HkkKeyringState state;
  gint64 start;

  if (!keyring_is_installed ())
    {
      g_test_skip ("gnome-keyring is not installed");
      return;
    }
  if (!keyring_in_own_process ())
    return;
  keyring_bus_start (&bus);
  /* No collection is open, and nobody is there to be asked for its password. */
  daemon = keyring_start (&bus, NULL);
  keyring = hkk_keyring_new (SCHEMA);
  patience = 2000;
  start = g_get_monotonic_time ();
  state = store (keyring, "a", "secret");
  g_assert_true (state == HKK_KEYRING_LOCKED || state == HKK_KEYRING_SLOW || state == HKK_KEYRING_FAILED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);
  g_assert_null (lookup (keyring, "p1", "a", &state));
  keyring_stop (daemon);
  keyring_bus_stop (&bus);
}

/* --- As the keyrings of others do it --- */

typedef struct
{
  KeyringBus   bus;
  TestSecrets  secrets;
  HkkKeyring  *keyring;
} Other;

/* FALSE where this is not the process for it. */
static gboolean
begin (Other *self)
{
  if (!keyring_in_own_process ())
    return FALSE;
  keyring_bus_start (&self->bus);
  test_secrets_start (&self->secrets, &self->bus);
  self->keyring = hkk_keyring_new (SCHEMA);
  return TRUE;
}

static void
end (Other *self)
{
  g_clear_object (&self->keyring);
  test_secrets_stop (&self->secrets);
  keyring_bus_stop (&self->bus);
}

static void
assert_lookup (Other           *self,
               const char      *expected,
               HkkKeyringState  expected_state)
{
  HkkKeyringState state;
  char *secret = lookup (self->keyring, "p1", "a", &state);

  g_assert_cmpstr (secret, ==, expected);
  g_assert_cmpint (state, ==, expected_state);
  g_clear_pointer (&secret, secret_password_free);
}

/* It tells nothing of what is in it while it is closed, or keeps the answer back until the person has opened it. */
static void
test_closed (void)
{
  Other other = { 0 };

  if (!begin (&other))
    return;
  g_assert_cmpint (store (other.keyring, "a", "first"), ==, HKK_KEYRING_STORED);
  other.secrets.locked = TRUE;
  other.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  assert_lookup (&other, NULL, HKK_KEYRING_LOCKED);
  g_assert_cmpint (store (other.keyring, "a", "second"), ==, HKK_KEYRING_LOCKED);
  g_assert_cmpuint (other.secrets.prompts, ==, 2);
  /* What is to be removed is no reason to ask. */
  g_assert_cmpint (clear (other.keyring, "a"), ==, HKK_KEYRING_LOCKED);
  g_assert_cmpuint (other.secrets.prompts, ==, 2);
  other.secrets.prompt = SECRETS_PROMPT_OPENS;
  assert_lookup (&other, "first", HKK_KEYRING_STORED);
  g_assert_cmpuint (other.secrets.prompts, ==, 3);
  g_assert_cmpuint (other.secrets.searches, ==, 0);
  end (&other);
}

static void
assert_refused (Other         *self,
                GAsyncResult **result)
{
  HkkKeyringState state;

  g_assert_null (hkk_keyring_lookup_finish (self->keyring, test_wait (result), &state));
  g_assert_cmpint (state, ==, HKK_KEYRING_LOCKED);
}

/* Two questions at once are one prompt. */
static void
test_one_prompt (void)
{
  Other other = { 0 };
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;

  if (!begin (&other))
    return;
  other.secrets.locked = TRUE;
  other.secrets.prompt = SECRETS_PROMPT_UNANSWERED;
  hkk_keyring_lookup_async (other.keyring, "p1", "a", 0, NULL, test_keep_result, &first);
  hkk_keyring_lookup_async (other.keyring, "p1", "b", 0, NULL, test_keep_result, &second);
  test_wait_until (other.secrets.prompts == 1);
  other.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  test_secrets_answer_prompt (&other.secrets);
  assert_refused (&other, &first);
  assert_refused (&other, &second);
  g_assert_cmpuint (other.secrets.prompts, ==, 1);
  end (&other);
}

/* It is open, and the person has to allow each program what it wants to see. */
static void
test_guarded (void)
{
  Other other = { 0 };

  if (!begin (&other))
    return;
  g_assert_cmpint (store (other.keyring, "a", "first"), ==, HKK_KEYRING_STORED);
  other.secrets.guarded = TRUE;
  other.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  assert_lookup (&other, NULL, HKK_KEYRING_LOCKED);
  g_assert_cmpint (clear (other.keyring, "a"), ==, HKK_KEYRING_LOCKED);
  g_assert_cmpuint (other.secrets.prompts, ==, 1);
  other.secrets.prompt = SECRETS_PROMPT_OPENS;
  assert_lookup (&other, "first", HKK_KEYRING_STORED);
  g_assert_cmpint (clear (other.keyring, "a"), ==, HKK_KEYRING_STORED);
  assert_lookup (&other, NULL, HKK_KEYRING_STORED);
  end (&other);
}

/* The person has no keyring yet, and makes one. */
static void
test_missing (void)
{
  Other other = { .secrets.missing = TRUE };

  if (!begin (&other))
    return;
  assert_lookup (&other, NULL, HKK_KEYRING_STORED);
  g_assert_cmpint (clear (other.keyring, "a"), ==, HKK_KEYRING_STORED);
  g_assert_cmpuint (other.secrets.prompts, ==, 0);
  other.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  g_assert_cmpint (store (other.keyring, "a", "first"), !=, HKK_KEYRING_STORED);
  other.secrets.prompt = SECRETS_PROMPT_OPENS;
  g_assert_cmpint (store (other.keyring, "a", "first"), ==, HKK_KEYRING_STORED);
  assert_lookup (&other, "first", HKK_KEYRING_STORED);
  end (&other);
}

/* It replaces nothing: what was stored last is what is found, and nothing of it stays. */
static void
test_doubles (void)
{
  Other other = { .secrets.doubles = TRUE };
  static const char * const secrets[] = { "first", "second", "third" };

  if (!begin (&other))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_assert_cmpint (store (other.keyring, "a", secrets[i]), ==, HKK_KEYRING_STORED);
      g_assert_cmpuint (g_hash_table_size (other.secrets.items), ==, 1);
      assert_lookup (&other, secrets[i], HKK_KEYRING_STORED);
    }
  g_assert_cmpint (clear (other.keyring, "a"), ==, HKK_KEYRING_STORED);
  g_assert_cmpuint (g_hash_table_size (other.secrets.items), ==, 0);
  end (&other);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/keyring/no-bus", test_no_bus);
  g_test_add_func ("/portal/keyring/no-service", test_no_service);
  g_test_add_func ("/portal/keyring/mute", test_mute);
  g_test_add_func ("/portal/keyring/order", test_order);
  g_test_add_func ("/portal/keyring/gnome-keyring", test_gnome_keyring);
  g_test_add_func ("/portal/keyring/locked", test_locked);
  g_test_add_func ("/portal/keyring/closed", test_closed);
  g_test_add_func ("/portal/keyring/one-prompt", test_one_prompt);
  g_test_add_func ("/portal/keyring/guarded", test_guarded);
  g_test_add_func ("/portal/keyring/missing", test_missing);
  g_test_add_func ("/portal/keyring/doubles", test_doubles);
  return g_test_run ();
}
