/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"
#include "hkk-portal-private.h"
#include "hkk-unlock-tries.h"
#include "portal-server.h"

#define RIGHT "Amsel-singt-1988"
#define CHANGED "Amsel-schweigt-1989"

/* A portal that counts who asks it for a password, and can be gone. */
typedef struct
{
  const char   *password;
  guint         asked;      /* for a password */
  guint         activities;
  PortalServer *server;
  HkkPortal    *portal;
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;
  g_autoptr(JsonObject) body = g_str_equal (path, "/iam/token") ? portal_body (message) : NULL;
  const char *password = body != NULL ? hkk_json_get_string (body, "password") : NULL;

  self->asked += password != NULL;
  if (password != NULL && g_strcmp0 (password, self->password) != 0)
    portal_answer_problem (message, 401, "invalid_credentials");
  else if (body != NULL)
    portal_answer_sign_in (message, 900, FALSE, 0);
  else if (!portal_answer_presence (message, path, &self->activities))
    portal_answer (message, 200, "{\"items\":[]}");
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  self->password = RIGHT;
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_transport_set_deadlines (self->portal->transport, 50000, 50000, 0);
  hkk_portal_sign_in_async (self->portal, "A000500015", RIGHT, FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
  test_wait_until (hkk_portal_get_unlocks_here (self->portal));
  self->asked = 0;
  hkk_portal_lock (self->portal);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer gone = self->portal;

  hkk_portal_finish_session (self->portal);
  hkk_portal_data_close (self->portal);
  g_object_add_weak_pointer (gone, &gone);
  g_clear_object (&self->portal);
  test_wait_until (gone == NULL);
  portal_server_free (self->server);
}

static void
go_offline (Fixture *self)
{
  portal_server_disconnect (self->server, TRUE);
}

static GError *
unlock (Fixture    *self,
        const char *password,
        gboolean    at_portal)
{
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;
  gboolean unlocked;

  hkk_portal_unlock_async (self->portal, password, at_portal, NULL, test_keep_result, &result);
  unlocked = hkk_portal_unlock_finish (self->portal, test_wait (&result), &error);
  g_assert_true (unlocked == (error == NULL));
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, unlocked ? HKK_PORTAL_SIGNED_IN : HKK_PORTAL_LOCKED);
  return error;
}

static void
assert_unlocks (Fixture    *self,
                const char *password,
                gboolean    at_portal)
{
  g_autoptr(GError) error = unlock (self, password, at_portal);

  g_assert_no_error (error);
}

static void
assert_refused (Fixture        *self,
                const char     *password,
                gboolean        at_portal,
                int             code)
{
  g_autoptr(GError) error = unlock (self, password, at_portal);

  g_assert_error (error, HKK_PORTAL_ERROR, code);
}

static void
test_without_network (Fixture       *self,
                      gconstpointer  data)
{
  go_offline (self);
  assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  assert_unlocks (self, RIGHT, FALSE);
}

/* Composed or decomposed: it is the same password. */
static void
test_normal_form (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkVerifier) verifier = hkk_verifier_new ("M\303\274ller-singt");

  g_assert_true (hkk_verifier_check (verifier, "Mu\314\210ller-singt"));
  g_assert_false (hkk_verifier_check (verifier, "Muller-singt"));
}

/* With the network, too: no second session, no mistake that counts at the portal. */
static void
test_portal_is_not_asked (Fixture       *self,
                          gconstpointer  data)
{
  for (guint i = 0; i < 4; i++)
    assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  assert_unlocks (self, RIGHT, FALSE);
  g_assert_cmpuint (self->asked, ==, 0);
  /* And there are five again. */
  hkk_portal_lock (self->portal);
  for (guint i = 0; i < 4; i++)
    assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  assert_unlocks (self, RIGHT, FALSE);
}

static void
test_five_tries (Fixture       *self,
                 gconstpointer  data)
{
  go_offline (self);
  for (guint i = 0; i < HKK_UNLOCK_TRIES; i++)
    {
      g_assert_true (hkk_portal_get_unlocks_here (self->portal));
      assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
    }
  g_assert_false (hkk_portal_get_unlocks_here (self->portal));
  {
    g_autoptr(GError) error = unlock (self, RIGHT, FALSE);

    g_assert_true (hkk_portal_error_is_transport (error));
  }
}

/* After five wrong ones here the portal is asked, three times at most: five would lock the account. */
static void
test_account_is_not_locked (Fixture       *self,
                            gconstpointer  data)
{
  for (guint i = 0; i < HKK_UNLOCK_TRIES + 3; i++)
    assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpuint (self->asked, ==, 3);
  assert_refused (self, "wrong", FALSE, HKK_PORTAL_ERROR_THROTTLED);
  assert_refused (self, RIGHT, TRUE, HKK_PORTAL_ERROR_THROTTLED);
  g_assert_cmpuint (self->asked, ==, 3);
}

static void
test_changed_elsewhere (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(HkkVerifier) before = hkk_verifier_ref (self->portal->verifier);

  self->password = CHANGED;
  assert_refused (self, CHANGED, FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpuint (self->asked, ==, 0);
  assert_unlocks (self, CHANGED, TRUE);
  g_assert_cmpuint (self->asked, ==, 1);
  /* It is known from now on; until then the portal would be asked. */
  test_wait_until (self->portal->verifier != before);
  hkk_portal_lock (self->portal);
  assert_unlocks (self, CHANGED, FALSE);
  hkk_portal_lock (self->portal);
  assert_refused (self, RIGHT, FALSE, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_cmpuint (self->asked, ==, 1);
}

/* What was counted is there after the end of the program, however it came, and is one person's. */
static void
test_tries_are_kept (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->server->dir, "unlock.ini", NULL);
  guint left;

  g_assert_cmpuint (hkk_unlock_tries_get_left (path, "p"), ==, HKK_UNLOCK_TRIES);
  g_assert_true (hkk_unlock_tries_take (path, "p", &left));
  g_assert_cmpuint (left, ==, 4);
  g_assert_cmpuint (hkk_unlock_tries_get_left (path, "p"), ==, 4);
  g_assert_cmpuint (hkk_unlock_tries_get_left (path, "q"), ==, HKK_UNLOCK_TRIES);
  for (guint i = 0; i < 4; i++)
    g_assert_true (hkk_unlock_tries_take (path, "p", &left));
  g_assert_false (hkk_unlock_tries_take (path, "p", &left));
  hkk_unlock_tries_note_refused (path, "p");
  g_assert_cmpuint (hkk_unlock_tries_get_wait (path, "p"), ==, 0);
  hkk_unlock_tries_note_refused (path, "p");
  hkk_unlock_tries_note_refused (path, "p");
  g_assert_cmpuint (hkk_unlock_tries_get_wait (path, "p"), >, 800);
  hkk_unlock_tries_give_back (path, "p");
  g_assert_cmpuint (hkk_unlock_tries_get_wait (path, "p"), >, 800);
  hkk_unlock_tries_reset (path);
  g_assert_cmpuint (hkk_unlock_tries_get_wait (path, "p"), ==, 0);
  /* What cannot be counted is not tried. */
  g_assert_false (hkk_unlock_tries_take ("/nonexistent/unlock.ini", "p", &left));
}

#define add(name, func) g_test_add ("/portal/unlock/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("without-network", test_without_network);
  add ("normal-form", test_normal_form);
  add ("portal-is-not-asked", test_portal_is_not_asked);
  add ("five-tries", test_five_tries);
  add ("account-is-not-locked", test_account_is_not_locked);
  add ("changed-elsewhere", test_changed_elsewhere);
  add ("tries-are-kept", test_tries_are_kept);
  return g_test_run ();
}
