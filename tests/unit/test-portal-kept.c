/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"
#include "hkk-portal-private.h"
#include "portal-server.h"
#include "test-secrets.h"

#define KEY "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

/* A portal and a keyring of the test's own: what a keyring does, or does not do, to a sign-in that is to stay. */
typedef struct
{
  KeyringBus    bus;
  TestSecrets   secrets;
  PortalServer *server;
  HkkPortal    *portal;
  gboolean      stay;
  guint         expires_in;
  guint         refreshes;
  guint         revokes;
  guint         activities;
} World;

static void
answer_token (World             *self,
              SoupServerMessage *message)
{
  g_autoptr(JsonObject) body = portal_body (message);
  g_autofree char *json = NULL;

  if (g_str_equal (hkk_json_get_string (body, "grant_type"), "refresh_token"))
    self->refreshes++;
  json = g_strdup_printf ("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r%u\","
                          "\"expires_in\":%u,\"inactivity\":900,\"stay_signed_in\":%s,\"session_id\":\"s\","
                          "\"account\":{\"id\":\"p\",\"name\":\"A\",\"restricted\":false}}",
                          self->refreshes, self->expires_in, self->stay ? "true" : "false");
  portal_answer (message, 200, json);
}

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  World *self = data;

  if (g_str_equal (path, "/iam/token"))
    answer_token (self, message);
  else if (g_str_equal (path, "/v1/account/data-key"))
    portal_answer (message, 200, "{\"key\":\"" KEY "\",\"id\":\"k\"}");
  else if (portal_answer_presence (message, path, &self->activities))
    return;
  else
    {
      self->revokes += g_str_equal (path, "/iam/revoke");
      portal_answer (message, 200, "{\"items\":[]}");
    }
}

static void
open_portal (World *self)
{
  self->server->config.use_keyring = TRUE;
  self->portal = hkk_portal_new (&self->server->config, NULL);
  g_assert_nonnull (self->portal);
  /* What is asked is whether the keyring is waited for, not how busy this computer is. */
  hkk_transport_set_deadlines (self->portal->transport, 50000, 50000, 0);
}

/* FALSE where this is not the process for it. */
static gboolean
begin (World    *self,
       gboolean  with_bus,
       gboolean  with_service)
{
  if (!keyring_in_own_process ())
    return FALSE;
  self->expires_in = 300;
  if (with_bus)
    keyring_bus_start (&self->bus);
  else
    g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  if (with_service)
    test_secrets_start (&self->secrets, &self->bus);
  self->server = portal_server_new (answer, self);
  open_portal (self);
  return TRUE;
}

static gboolean
close_portal (World *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  gpointer gone = self->portal;
  gboolean known;

  hkk_portal_close_async (self->portal, NULL, test_keep_result, &result);
  known = hkk_portal_close_finish (self->portal, test_wait (&result), NULL);
  g_clear_object (&result);
  g_object_add_weak_pointer (gone, &gone);
  g_clear_object (&self->portal);
  test_wait_until (gone == NULL);
  return known;
}

static void
end (World *self)
{
  if (self->portal != NULL)
    close_portal (self);
  portal_server_free (self->server);
  if (self->secrets.connection != NULL)
    test_secrets_stop (&self->secrets);
  if (self->bus.daemon != NULL)
    keyring_bus_stop (&self->bus);
}

static void
sign_in (World    *self,
         gboolean  stay)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->stay = stay;
  hkk_portal_sign_in_async (self->portal, "A000500015", "right", stay, NULL, test_keep_result, &result);
  hkk_portal_sign_in_finish (self->portal, test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
}

static gboolean
resume (World *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_resume_async (self->portal, NULL, test_keep_result, &result);
  return hkk_portal_resume_finish (self->portal, test_wait (&result), NULL);
}

static void
sign_out (World *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_out_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_out_finish (self->portal, test_wait (&result), NULL));
}

static gboolean
holds (World      *self,
       const char *use)
{
  g_autofree char *text = test_secrets_get (&self->secrets, use);

  return text != NULL;
}

static gboolean
holds_verifier (World *self)
{
  g_autofree char *text = test_secrets_get (&self->secrets, "data-key");

  return text != NULL && strstr (text, "verifier") != NULL;
}

static void
wait_for_keyring (World           *self,
                  HkkKeyringState  state)
{
  test_wait_until (hkk_portal_get_keyring_state (self->portal) == state);
}

static void
test_good (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  test_wait_until (holds (&world, "refresh-token") && holds (&world, "data-key"));
  g_assert_true (close_portal (&world));
  g_assert_cmpuint (world.revokes, ==, 0);
  open_portal (&world);
  g_assert_true (resume (&world));
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_IN);
  sign_out (&world);
  g_assert_null (hkk_portal_get_person_name (world.portal));
  test_wait_until (!holds (&world, "refresh-token") && !holds (&world, "data-key"));
  end (&world);
}

/* It never answers, and nobody waits for it: not the sign-in, not the call for a new token, not the end, not the next
 * start. */
static void
test_mute (void)
{
  World world = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.mute = TRUE;
  world.expires_in = 1;
  sign_in (&world, TRUE);
  g_assert_cmpint (hkk_portal_get_keyring_state (world.portal), ==, HKK_KEYRING_UNUSED);
  wait_for_keyring (&world, HKK_KEYRING_SLOW);
  hkk_portal_get_async (world.portal, "/v1/overview", NULL, test_keep_result, &result);
  node = hkk_portal_get_finish (world.portal, test_wait (&result), NULL);
  g_clear_object (&result);
  g_assert_nonnull (node);
  /* Nothing told yet that it does not stay. */
  g_assert_false (close_portal (&world));
  g_assert_cmpuint (world.revokes, ==, 1);
  open_portal (&world);
  g_assert_false (resume (&world));
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_OUT);
  end (&world);
}

/* What takes longer than anybody waits is stored all the same, and found at the next start. */
static void
test_slow (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.delay_ms = 2000;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_SLOW);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  g_assert_true (close_portal (&world));
  open_portal (&world);
  g_assert_false (resume (&world));
  g_assert_cmpint (hkk_portal_get_kept_state (world.portal), ==, HKK_KEPT_ASKED);
  test_wait_until (hkk_portal_get_kept_state (world.portal) == HKK_KEPT_FOUND);
  g_assert_cmpstr (hkk_portal_get_kept_name (world.portal), ==, "A");
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_OUT);
  hkk_portal_continue (world.portal);
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_IN);
  world.secrets.delay_ms = 0;
  end (&world);
}

/* Who signs in by hand before the keyring has answered is signed in by hand. */
static void
test_quicker_than_the_keyring (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  g_assert_true (close_portal (&world));
  world.secrets.delay_ms = 1000;
  open_portal (&world);
  g_assert_false (resume (&world));
  sign_in (&world, FALSE);
  g_assert_cmpint (hkk_portal_get_kept_state (world.portal), ==, HKK_KEPT_NONE);
  test_wait_until (!holds (&world, "refresh-token"));
  g_assert_false (hkk_portal_get_stay_signed_in (world.portal));
  g_assert_cmpint (hkk_portal_get_kept_state (world.portal), ==, HKK_KEPT_NONE);
  world.secrets.delay_ms = 0;
  end (&world);
}

static void
test_refused (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.refuse = TRUE;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_FAILED);
  /* Asked again, it takes it. */
  world.secrets.refuse = FALSE;
  hkk_portal_retry_keyring (world.portal);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  g_assert_true (holds (&world, "refresh-token"));
  end (&world);
}

static void
test_absent (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, FALSE))
    return;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_ABSENT);
  /* The person was told, and the server is: nobody could go on with it. */
  g_assert_true (close_portal (&world));
  g_assert_cmpuint (world.revokes, ==, 1);
  end (&world);
}

static void
test_no_bus (void)
{
  World world = { 0 };

  if (!begin (&world, FALSE, FALSE))
    return;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_NO_BUS);
  end (&world);
}

static void
test_prompt_dismissed (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.locked = TRUE;
  world.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_LOCKED);
  g_assert_cmpuint (world.secrets.prompts, ==, 1);
  world.secrets.prompt = SECRETS_PROMPT_OPENS;
  hkk_portal_retry_keyring (world.portal);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  g_assert_cmpuint (world.secrets.prompts, ==, 2);
  end (&world);
}

static void
test_prompt_unanswered (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.locked = TRUE;
  world.secrets.prompt = SECRETS_PROMPT_UNANSWERED;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_PROMPTING);
  /* The person comes back and types the keyring's password. */
  world.secrets.prompt = SECRETS_PROMPT_OPENS;
  test_secrets_answer_prompt (&world.secrets);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  end (&world);
}

/* Locked at the next start, a keyring may show nothing of what is in it: the person is asked, and told. */
static void
test_locked_at_start (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  test_wait_until (holds_verifier (&world));
  close_portal (&world);
  world.secrets.locked = TRUE;
  world.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  open_portal (&world);
  g_assert_false (resume (&world));
  wait_for_keyring (&world, HKK_KEYRING_LOCKED);
  g_assert_cmpuint (world.secrets.prompts, ==, 1);
  world.secrets.prompt = SECRETS_PROMPT_OPENS;
  hkk_portal_retry_keyring (world.portal);
  test_wait_until (hkk_portal_get_kept_state (world.portal) == HKK_KEPT_FOUND);
  hkk_portal_continue (world.portal);
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_IN);
  g_assert_cmpuint (world.secrets.prompts, ==, 2);
  end (&world);
}

/* Something else stands where the sign-in was: the next one takes its place. */
static void
test_wrong_content (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  test_wait_until (holds_verifier (&world));
  close_portal (&world);
  test_secrets_spoil (&world.secrets);
  open_portal (&world);
  g_assert_false (resume (&world));
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_OUT);
  sign_in (&world, TRUE);
  test_wait_until (holds_verifier (&world));
  close_portal (&world);
  g_assert_cmpuint (g_hash_table_size (world.secrets.items), ==, 2);
  open_portal (&world);
  g_assert_true (resume (&world));
  end (&world);
}

/* A sign-in that is not to stay opens no keyring. */
static void
test_not_to_stay (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  world.secrets.locked = TRUE;
  sign_in (&world, FALSE);
  test_wait_until (hkk_portal_get_drafts (world.portal) != NULL);
  g_assert_true (close_portal (&world));
  open_portal (&world);
  g_assert_false (resume (&world));
  sign_in (&world, FALSE);
  sign_out (&world);
  end (&world);
  g_assert_cmpuint (world.secrets.creates, ==, 0);
  g_assert_cmpuint (world.secrets.unlocks, ==, 0);
  g_assert_cmpuint (world.secrets.prompts, ==, 0);
}

/* Signed out while the keyring is locked: nobody is asked for its password, and what is left goes when it is open. */
static void
test_locked_at_sign_out (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  test_wait_until (holds_verifier (&world));
  world.secrets.locked = TRUE;
  world.secrets.prompt = SECRETS_PROMPT_DISMISSED;
  sign_out (&world);
  close_portal (&world);
  g_assert_true (holds (&world, "refresh-token"));
  open_portal (&world);
  g_assert_false (resume (&world));
  g_assert_cmpuint (world.secrets.prompts, ==, 0);
  close_portal (&world);
  world.secrets.locked = FALSE;
  open_portal (&world);
  g_assert_false (resume (&world));
  test_wait_until (!holds (&world, "refresh-token") && !holds (&world, "data-key"));
  end (&world);
}

static GError *
unlock (World      *self,
        const char *password)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  hkk_portal_unlock_async (self->portal, password, FALSE, NULL, test_keep_result, &result);
  hkk_portal_unlock_finish (self->portal, test_wait (&result), &error);
  return error;
}

/* Locked, ended, started in a train: the password opens the drafts, and starting again is no way around it nor a way to
 * more tries. */
static void
test_unlock_without_network (void)
{
  World world = { 0 };

  if (!begin (&world, TRUE, TRUE))
    return;
  sign_in (&world, TRUE);
  test_wait_until (hkk_portal_get_unlocks_here (world.portal) && hkk_portal_get_drafts (world.portal) != NULL);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  test_wait_until (holds_verifier (&world));
  hkk_portal_lock (world.portal);
  portal_server_disconnect (world.server, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(GError) error = NULL;

      close_portal (&world);
      open_portal (&world);
      g_assert_true (resume (&world));
      g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_LOCKED);
      error = unlock (&world, "wrong");
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
    }
  {
    g_autoptr(GError) error = unlock (&world, "right");

    g_assert_no_error (error);
  }
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_IN);
  g_assert_nonnull (hkk_portal_get_drafts (world.portal));
  close_portal (&world);
  open_portal (&world);
  g_assert_true (resume (&world));
  g_assert_cmpint (hkk_portal_get_state (world.portal), ==, HKK_PORTAL_SIGNED_IN);
  end (&world);
}

/* It ends while somebody is signed in. A token that it does not have is used, so the one that it has is void. */
static void
test_gone (void)
{
  World world = { 0 };
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (!begin (&world, TRUE, TRUE))
    return;
  world.expires_in = 1;
  sign_in (&world, TRUE);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  test_secrets_stop (&world.secrets);
  hkk_portal_get_async (world.portal, "/v1/overview", NULL, test_keep_result, &first);
  node = hkk_portal_get_finish (world.portal, test_wait (&first), NULL);
  g_clear_object (&first);
  wait_for_keyring (&world, HKK_KEYRING_GONE);
  /* When it is back, it is used again. */
  test_secrets_start (&world.secrets, &world.bus);
  hkk_portal_retry_keyring (world.portal);
  wait_for_keyring (&world, HKK_KEYRING_STORED);
  g_assert_true (holds (&world, "refresh-token"));
  end (&world);
}

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/kept/good", test_good);
  g_test_add_func ("/portal/kept/mute", test_mute);
  g_test_add_func ("/portal/kept/slow", test_slow);
  g_test_add_func ("/portal/kept/quicker-than-the-keyring", test_quicker_than_the_keyring);
  g_test_add_func ("/portal/kept/refused", test_refused);
  g_test_add_func ("/portal/kept/absent", test_absent);
  g_test_add_func ("/portal/kept/no-bus", test_no_bus);
  g_test_add_func ("/portal/kept/prompt-dismissed", test_prompt_dismissed);
  g_test_add_func ("/portal/kept/prompt-unanswered", test_prompt_unanswered);
  g_test_add_func ("/portal/kept/locked-at-start", test_locked_at_start);
  g_test_add_func ("/portal/kept/wrong-content", test_wrong_content);
  g_test_add_func ("/portal/kept/not-to-stay", test_not_to_stay);
  g_test_add_func ("/portal/kept/locked-at-sign-out", test_locked_at_sign_out);
  g_test_add_func ("/portal/kept/unlock-without-network", test_unlock_without_network);
  g_test_add_func ("/portal/kept/gone", test_gone);
  return g_test_run ();
}
