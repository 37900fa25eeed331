/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"
#include "hkk-portal-private.h"
#include "portal-server.h"

/* A portal whose sessions end soon. */
typedef struct
{
  guint         inactivity;  /* seconds */
  gboolean      stay;
  guint         activities;  /* that were told */
  PortalServer *server;
  HkkPortal    *portal;
  guint         warnings;
  guint         seconds_left;
  gboolean      locks;
  guint         ends_in;     /* seconds; 0: the server does not say it */
  GDateTime    *end;         /* that was warned of */
  int           ended;
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;

  if (g_str_equal (path, "/iam/token"))
    portal_answer_sign_in (message, self->inactivity, self->stay, self->ends_in);
  else if (portal_answer_presence (message, path, &self->activities))
    return;
  else
    portal_answer (message, 200, "{\"items\":[]}");
}

static void
on_warning (HkkPortal *portal,
            guint      seconds_left,
            gboolean   locks,
            gpointer   data)
{
  ((Fixture *) data)->warnings++;
  ((Fixture *) data)->seconds_left = seconds_left;
  ((Fixture *) data)->locks = locks;
}

static void
on_end_warning (HkkPortal *portal,
                GDateTime *at,
                gpointer   data)
{
  g_assert_null (((Fixture *) data)->end);
  ((Fixture *) data)->end = g_date_time_ref (at);
}

static void
on_ended (HkkPortal     *portal,
          HkkSessionEnd  reason,
          const char    *message,
          gpointer       data)
{
  ((Fixture *) data)->ended = (int) reason;
}

/* A window shows the sign-in when it sees the state, and says there why. */
static void
on_state (HkkPortal *portal)
{
  if (hkk_portal_get_state (portal) == HKK_PORTAL_ENDED)
    g_assert_nonnull (hkk_portal_get_end_sentence (portal));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->ended = -1;
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  g_object_set (self->portal, "lock-after", 0u, NULL);
  g_signal_connect (self->portal, "inactivity-warning", G_CALLBACK (on_warning), self);
  g_signal_connect (self->portal, "end-warning", G_CALLBACK (on_end_warning), self);
  g_signal_connect (self->portal, "session-ended", G_CALLBACK (on_ended), self);
  g_signal_connect (self->portal, "notify::state", G_CALLBACK (on_state), NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer gone = self->portal;

  hkk_portal_finish_session (self->portal);
  g_object_add_weak_pointer (gone, &gone);
  g_clear_object (&self->portal);
  /* A worker may still be at the password. */
  test_wait_until (gone == NULL);
  portal_server_free (self->server);
  g_clear_pointer (&self->end, g_date_time_unref);
}

static void
sign_in (Fixture  *self,
         guint     inactivity,
         gboolean  stay)
{
  g_autoptr(GAsyncResult) result = NULL;

  self->inactivity = inactivity;
  self->stay = stay;
  hkk_portal_sign_in_async (self->portal, "A000500015", "x", stay, NULL, test_keep_result, &result);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNING_IN);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
}

static void
test_warning (Fixture       *self,
              gconstpointer  data)
{
  sign_in (self, 121, FALSE);
  test_wait_until (self->warnings == 1);
  g_assert_cmpuint (self->seconds_left, >=, 118);
  g_assert_cmpuint (self->seconds_left, <=, 120);
  g_assert_false (self->locks);
  g_assert_cmpuint (self->activities, ==, 0);
  /* One action extends, and is told at once. */
  hkk_portal_note_activity (self->portal);
  test_wait_until (self->activities == 1);
  hkk_portal_note_activity (self->portal);
  test_wait_until (self->warnings == 2);
  g_assert_cmpuint (self->activities, ==, 1);
}

static void
test_end (Fixture       *self,
          gconstpointer  data)
{
  sign_in (self, 2, FALSE);
  test_wait_until (self->ended >= 0);
  g_assert_cmpint (self->ended, ==, HKK_SESSION_END_INACTIVITY);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_ENDED);
}

/* With "stay signed in" the window is locked instead. */
static void
test_stay (Fixture       *self,
           gconstpointer  data)
{
  sign_in (self, 2, TRUE);
  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_LOCKED);
  g_assert_cmpint (self->ended, ==, -1);
  /* Nothing that is done while it is locked counts. */
  hkk_portal_note_activity (self->portal);
  g_assert_cmpuint (self->activities, ==, 0);
}

/* What was told before a lock is told once, and again when it was put off; then of the end of the session, too. */
static void
test_lock_warning (Fixture       *self,
                   gconstpointer  data)
{
  g_object_set (self->portal, "lock-after", 62u, NULL);
  sign_in (self, 124, FALSE);
  test_wait_until (self->warnings == 1);
  g_assert_true (self->locks);
  g_assert_cmpuint (self->seconds_left, >=, 58);
  g_assert_cmpuint (self->seconds_left, <=, 60);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
  hkk_portal_note_activity (self->portal);
  test_wait_until (self->warnings == 2);
  g_assert_true (self->locks);
  hkk_portal_lock (self->portal);
  test_wait_until (self->warnings == 3);
  g_assert_false (self->locks);
}

/* Whoever stays signed in loses nothing but the sight of it. */
static void
test_stay_warning (Fixture       *self,
                   gconstpointer  data)
{
  sign_in (self, 62, TRUE);
  test_wait_until (self->warnings == 1);
  g_assert_true (self->locks);
}

static void
test_lock (Fixture       *self,
           gconstpointer  data)
{
  g_object_set (self->portal, "lock-after", 1u, NULL);
  sign_in (self, 3, FALSE);
  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_LOCKED);
  g_assert_cmpint (self->ended, ==, -1);
  test_wait_until (self->ended == HKK_SESSION_END_INACTIVITY);
}

static void
test_end_warning (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  GTimeSpan left;

  self->ends_in = 602;
  sign_in (self, 900, FALSE);
  g_assert_null (self->end);
  test_wait_until (self->end != NULL);
  left = g_date_time_difference (self->end, now) / G_TIME_SPAN_SECOND;
  g_assert_cmpint (left, >=, 599);
  g_assert_cmpint (left, <=, 604);
}

/* Who does not want to wait for the end signs in again at once: the page stays, and somebody asks. */
static void
test_asked_again (Fixture       *self,
                  gconstpointer  data)
{
  sign_in (self, 900, FALSE);
  hkk_portal_ask_again (self->portal);
  g_assert_cmpint (self->ended, ==, HKK_SESSION_END_ASKED);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_ENDED);
  g_assert_cmpstr (hkk_portal_get_end_sentence (self->portal), ==,
                   "Sign in again to go on. What you began is kept.");
  sign_in (self, 900, FALSE);
  g_assert_cmpint (hkk_portal_get_state (self->portal), ==, HKK_PORTAL_SIGNED_IN);
}

static void
test_session_event (Fixture       *self,
                    gconstpointer  data)
{
  sign_in (self, 900, FALSE);
  g_signal_emit_by_name (self->portal->feed, "event", "session", "another", "ended:reported", NULL);
  g_assert_cmpint (self->ended, ==, -1);
  g_signal_emit_by_name (self->portal->feed, "event", "session", "s", "ended:token_reuse", NULL);
  g_assert_cmpint (self->ended, ==, HKK_SESSION_END_TOKEN_REUSED);
}

#define add(name, func) g_test_add ("/portal/presence/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("warning", test_warning);
  add ("end", test_end);
  add ("stay", test_stay);
  add ("lock", test_lock);
  add ("lock-warning", test_lock_warning);
  add ("stay-warning", test_stay_warning);
  add ("end-warning", test_end_warning);
  add ("asked-again", test_asked_again);
  add ("session-event", test_session_event);
  return g_test_run ();
}
