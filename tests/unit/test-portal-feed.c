/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-back-off.h"
#include "hkk-feed.h"
#include "portal-server.h"

/* A feed whose answers the test puts in. */
typedef struct
{
  GQueue             answers; /* of char*: JSON, or "STATUS code" */
  GPtrArray         *queries; /* of char*: what was asked */
  SoupServerMessage *waiting; /* Borrowed (nullable): a poll that waits for an answer */
} Script;

typedef struct
{
  Script        script;
  PortalServer *server;
  HkkTransport *transport;
  HkkSession   *session;
  HkkFeed      *feed;
  GString      *events;
  guint         reloads;
  guint         interrupted;
} Fixture;

static void
answer_one (Script            *script,
            SoupServerMessage *message)
{
  g_autofree char *answer = g_queue_pop_head (&script->answers);

  if (answer[0] == '{')
    portal_answer (message, 200, answer);
  else
    portal_answer_problem (message, (guint) atoi (answer), answer + 4);
}

static void
answer_feed (PortalServer      *server,
             SoupServerMessage *message,
             const char        *path,
             gpointer           data)
{
  Script *script = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  g_ptr_array_add (script->queries, g_strdup (query != NULL ? query : ""));
  if (g_queue_is_empty (&script->answers))
    {
      soup_server_message_pause (message);
      script->waiting = message;
      return;
    }
  answer_one (script, message);
}

static void
put (Fixture    *self,
     const char *answer)
{
  g_queue_push_tail (&self->script.answers, g_strdup (answer));
  if (self->script.waiting != NULL)
    {
      SoupServerMessage *message = g_steal_pointer (&self->script.waiting);

      answer_one (&self->script, message);
      soup_server_message_unpause (message);
    }
}

static void
on_event (HkkFeed    *feed,
          const char *type,
          const char *id,
          const char *status,
          JsonObject *approval,
          gpointer    data)
{
  g_string_append_printf (((Fixture *) data)->events, "%s/%s/%s ", type, id, status);
}

static void
on_reload (HkkFeed  *feed,
           gpointer  data)
{
  ((Fixture *) data)->reloads++;
}

static void
on_interrupted (HkkFeed      *feed,
                const GError *error,
                gpointer      data)
{
  g_assert_nonnull (error);
  ((Fixture *) data)->interrupted++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->script.queries = g_ptr_array_new_with_free_func (g_free);
  self->server = portal_server_new (answer_feed, &self->script);
  self->transport = hkk_transport_new (&self->server->config, NULL);
  self->session = hkk_session_new (self->transport, NULL, "desktop", "PC");
  hkk_session_set_fixed_token (self->session, "t");
  self->feed = hkk_feed_new (self->session, "/v1/feed");
  self->events = g_string_new (NULL);
  g_signal_connect (self->feed, "event", G_CALLBACK (on_event), self);
  g_signal_connect (self->feed, "reload", G_CALLBACK (on_reload), self);
  g_signal_connect (self->feed, "interrupted", G_CALLBACK (on_interrupted), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_feed_stop (self->feed);
  test_drain ();
  g_assert_finalize_object (g_steal_pointer (&self->feed));
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  portal_server_free (self->server);
  g_queue_clear_full (&self->script.answers, g_free);
  g_ptr_array_unref (self->script.queries);
  g_string_free (self->events, TRUE);
}

static const char *
query (Fixture *self,
       guint    number)
{
  test_wait_until (self->script.queries->len > number);
  return g_ptr_array_index (self->script.queries, number);
}

static void
test_events (Fixture       *self,
             gconstpointer  data)
{
  put (self, "{\"events\":[],\"cursor\":7}");
  hkk_feed_start (self->feed);
  hkk_feed_start (self->feed);
  g_assert_cmpstr (query (self, 0), ==, "");
  g_assert_cmpstr (query (self, 1), ==, "after=7&wait=25");
  put (self, "{\"events\":[{\"seq\":8,\"type\":\"approval\",\"id\":\"a\",\"status\":\"opened\"},"
             "{\"seq\":9,\"type\":\"message\"},{\"seq\":10},7],\"cursor\":10}");
  g_assert_cmpstr (query (self, 2), ==, "after=10&wait=25");
  g_assert_cmpstr (self->events->str, ==, "approval/a/opened message// ");
  /* What was seen comes again: it is not told twice. */
  put (self,
       "{\"events\":[{\"seq\":9,\"type\":\"message\"},{\"seq\":11,\"type\":\"document\",\"id\":\"d\"}],\"cursor\":11}");
  g_assert_cmpstr (query (self, 3), ==, "after=11&wait=25");
  g_assert_cmpstr (self->events->str, ==, "approval/a/opened message// document/d/ ");
  g_assert_cmpuint (self->reloads, ==, 0);
}

static void
test_cursor (Fixture       *self,
             gconstpointer  data)
{
  hkk_feed_set_cursor (self->feed, 41);
  hkk_feed_start (self->feed);
  g_assert_cmpstr (query (self, 0), ==, "after=41&wait=25");
  g_assert_cmpint (hkk_feed_get_cursor (self->feed), ==, 41);
  put (self, "410 cursor_too_old");
  g_assert_cmpstr (query (self, 1), ==, "");
  g_assert_cmpuint (self->reloads, ==, 1);
  /* Another database than before. */
  put (self, "{\"events\":[],\"cursor\":50}");
  g_assert_cmpstr (query (self, 2), ==, "after=50&wait=25");
  put (self, "{\"events\":[{\"seq\":3,\"type\":\"message\"}],\"cursor\":3}");
  g_assert_cmpstr (query (self, 3), ==, "after=3&wait=25");
  g_assert_cmpuint (self->reloads, ==, 2);
  g_assert_cmpstr (self->events->str, ==, "");
}

static void
test_errors (Fixture       *self,
             gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  hkk_feed_set_cursor (self->feed, 1);
  put (self, "503 maintenance");
  hkk_feed_start (self->feed);
  query (self, 1);
  /* The first pause is a second and not more than a quarter besides. */
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 950 * 1000);
  g_assert_cmpuint (self->interrupted, ==, 1);
  g_assert_cmpstr (query (self, 1), ==, "after=1&wait=25");
  put (self, "{\"events\":[{\"seq\":2,\"type\":\"message\"}],\"cursor\":2}");
  query (self, 2);
  g_assert_cmpstr (self->events->str, ==, "message// ");
}

static void
test_signed_out (Fixture       *self,
                 gconstpointer  data)
{
  hkk_feed_set_cursor (self->feed, 1);
  put (self, "401 unauthorized");
  hkk_feed_start (self->feed);
  test_wait_until (self->interrupted == 1);
  g_assert_cmpuint (self->script.queries->len, ==, 1);
  hkk_session_set_fixed_token (self->session, "again");
  hkk_feed_start (self->feed);
  g_assert_cmpstr (query (self, 1), ==, "after=1&wait=25");
}

static void
test_poke (Fixture       *self,
           gconstpointer  data)
{
  hkk_feed_poke (self->feed);
  g_assert_cmpuint (self->script.queries->len, ==, 0);
  hkk_feed_set_cursor (self->feed, 1);
  hkk_feed_start (self->feed);
  query (self, 0);
  self->script.waiting = NULL;
  hkk_feed_poke (self->feed);
  g_assert_cmpstr (query (self, 1), ==, "after=1&wait=25");
  put (self, "{\"events\":[{\"seq\":2,\"type\":\"message\"}],\"cursor\":2}");
  query (self, 2);
  g_assert_cmpstr (self->events->str, ==, "message// ");
  g_assert_cmpuint (self->interrupted, ==, 0);
}

/* Nobody else waits where a server does not: it always has the same to say, or finds each cursor too old. */
static void
test_no_storm (Fixture       *self,
               gconstpointer  data)
{
  gint64 start;

  hkk_feed_set_cursor (self->feed, 3);
  for (guint i = 0; i < 2; i++)
    put (self, "{\"events\":[{\"seq\":3,\"type\":\"message\"}],\"cursor\":3}");
  start = g_get_monotonic_time ();
  hkk_feed_start (self->feed);
  query (self, 2);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 1900 * 1000);
  put (self, "410 cursor_too_old");
  put (self, "{\"events\":[],\"cursor\":7}");
  put (self, "410 cursor_too_old");
  start = g_get_monotonic_time ();
  g_assert_cmpstr (query (self, 4), ==, "after=7&wait=25");
  g_assert_cmpstr (query (self, 5), ==, "");
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 1900 * 1000);
  g_assert_cmpuint (self->reloads, ==, 2);
  g_assert_cmpstr (self->events->str, ==, "");
}

static void
test_back_off (void)
{
  for (guint i = 0; i < 200; i++)
    {
      g_assert_cmpuint (hkk_back_off_ms (1, -1), >=, 1000);
      g_assert_cmpuint (hkk_back_off_ms (1, -1), <=, 1250);
      g_assert_cmpuint (hkk_back_off_ms (2, -1), >=, 2000);
      g_assert_cmpuint (hkk_back_off_ms (4, -1), <=, 10000);
      g_assert_cmpuint (hkk_back_off_ms (i + 5, -1), >=, 15000);
      g_assert_cmpuint (hkk_back_off_ms (i + 5, -1), <=, 18750);
      g_assert_cmpuint (hkk_back_off_ms (1, 7), >=, 7000);
      g_assert_cmpuint (hkk_back_off_ms (1, 86400), <=, 3603750);
      g_assert_cmpuint (hkk_back_off_ms (1, 0), >=, 1000);
    }
}

#define add(name, func) g_test_add ("/portal/feed/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("events", test_events);
  add ("cursor", test_cursor);
  add ("errors", test_errors);
  add ("signed-out", test_signed_out);
  add ("poke", test_poke);
  add ("no-storm", test_no_storm);
  g_test_add_func ("/portal/feed/back-off", test_back_off);
  return g_test_run ();
}
