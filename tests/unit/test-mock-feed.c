/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-client.h"

typedef struct
{
  MockClient *client;
  gint64      cursor;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = NULL;

  f->client = mock_client_new ();
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  answer = mock_call (f->client, "GET", "/v1/feed", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (answer->json, "events")), ==, 0);
  f->cursor = hkk_json_get_int (answer->json, "cursor", -1);
  g_assert_cmpint (f->cursor, >=, 0);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->client, mock_client_free);
}

static MockAnswer *
poll_after (Fixture *f,
            gint64   after,
            int      wait)
{
  g_autofree char *path = g_strdup_printf ("/v1/feed?after=%" G_GINT64_FORMAT "&wait=%d", after, wait);

  return mock_call (f->client, "GET", path, NULL, NULL);
}

static JsonObject *
event_at (MockAnswer *answer,
          guint       position)
{
  JsonArray *events = hkk_json_get_array (answer->json, "events");

  g_assert_cmpuint (json_array_get_length (events), >, position);
  return json_array_get_object_element (events, position);
}

static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) at_once = poll_after (f, f->cursor, 0);
  g_autoptr(MockAnswer) waited = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_cmpint (hkk_json_get_int (at_once->json, "cursor", -1), ==, f->cursor);
  waited = poll_after (f, f->cursor, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 900000);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (waited->json, "events")), ==, 0);
  g_assert_cmpint (hkk_json_get_int (waited->json, "cursor", -1), ==, f->cursor);
  g_assert_null (mock_answer_header (waited, "ETag"));
}

static void
test_event (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = NULL;
  g_autoptr(MockAnswer) again = NULL;
  g_autofree char *token = g_strdup (f->client->token);
  gint64 seq;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  answer = poll_after (f, f->cursor, 25);
  seq = hkk_json_get_int (event_at (answer, 0), "seq", 0);
  g_assert_cmpint (seq, >, f->cursor);
  g_assert_cmpint (hkk_json_get_int (answer->json, "cursor", -1), ==, seq);
  g_assert_cmpstr (hkk_json_get_string (event_at (answer, 0), "type"), ==, "session");
  g_assert_cmpstr (hkk_json_get_string (event_at (answer, 0), "id"), ==, f->client->session_id);
  g_assert_nonnull (hkk_json_get_string (event_at (answer, 0), "at"));
  again = poll_after (f, f->cursor, 25);
  g_assert_true (g_bytes_equal (answer->body, again->body));
}

static void
test_only_mine (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *token = g_strdup (f->client->token);
  g_autoptr(MockAnswer) answer = NULL;

  mock_sign_in (f->client, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  g_set_str (&f->client->token, token);
  answer = poll_after (f, f->cursor, 0);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (answer->json, "events")), ==, 0);
}

/* Who asked is told the state with the event; an open approval has a number, which another session does not see. */
static void
test_approval (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) asked = mock_call (f->client, "POST", "/v1/step-up", json_object_new (), NULL);
  g_autoptr(MockAnswer) own = poll_after (f, f->cursor, 25);
  g_autoptr(MockAnswer) other = NULL;
  JsonObject *state = hkk_json_get_object (event_at (own, 0), "approval");

  g_assert_cmpstr (hkk_json_get_string (event_at (own, 0), "type"), ==, "approval");
  g_assert_cmpstr (hkk_json_get_string (state, "id"), ==, hkk_json_get_string (asked->json, "id"));
  g_assert_cmpstr (hkk_json_get_string (state, "number"), ==, hkk_json_get_string (asked->json, "number"));
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  other = poll_after (f, f->cursor, 25);
  g_assert_cmpstr (hkk_json_get_string (event_at (other, 0), "type"), ==, "approval");
  g_assert_null (hkk_json_get_object (event_at (other, 0), "approval"));
}

static void
test_bad_cursors (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(MockAnswer) ahead = poll_after (f, f->cursor + 1000, 0);
  g_autoptr(MockAnswer) word = mock_call (f->client, "GET", "/v1/feed?after=x", NULL, NULL);
  g_autoptr(MockAnswer) negative = mock_call (f->client, "GET", "/v1/feed?after=-1", NULL, NULL);
  g_autoptr(MockAnswer) start = poll_after (f, 0, 0);
  g_autoptr(MockAnswer) too_old = NULL;
  g_autoptr(MockAnswer) anew = NULL;

  mock_assert_problem (ahead, 410, "cursor_too_old");
  mock_assert_problem (word, 400, "invalid_request");
  mock_assert_problem (negative, 400, "invalid_request");
  g_assert_cmpuint (start->status, ==, 200);
  mock_advance (f->client, 3 * 24 * 3600);
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  too_old = poll_after (f, 0, 0);
  mock_assert_problem (too_old, 410, "cursor_too_old");
  anew = mock_call (f->client, "GET", "/v1/feed", NULL, NULL);
  g_assert_cmpuint (anew->status, ==, 200);
}

typedef struct
{
  guint       open;
  guint       woken;
  SoupSession *session;
} Polls;

static void
on_poll (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Polls *polls = data;
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  polls->open--;
  if (bytes != NULL && strstr (g_bytes_get_data (bytes, NULL), "\"session\"") != NULL)
    polls->woken++;
}

static void
open_poll (Fixture      *f,
           Polls        *polls,
           GCancellable *cancellable)
{
  g_autofree char *url = g_strdup_printf ("%s/v1/feed?after=%" G_GINT64_FORMAT "&wait=25",
                                          hkk_mock_get_url (f->client->mock), f->cursor);
  g_autofree char *bearer = g_strconcat ("Bearer ", f->client->token, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  polls->open++;
  soup_session_send_and_read_async (f->client->session, message, G_PRIORITY_DEFAULT, cancellable, on_poll, polls);
}

static void
on_sign_in (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_nonnull (bytes);
  *(gboolean *) data = TRUE;
}

/* A change wakes every waiting poll, also those of other connections. */
static void
test_wake (Fixture       *f,
           gconstpointer  data)
{
  Polls polls = { 0, 0, NULL };
  g_autofree char *url = g_strconcat (hkk_mock_get_url (f->client->mock), "/iam/token", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr(JsonObject) body = hkk_json_object ("grant_type", "password", "username", MOCK_ANDREA,
                                                "password", MOCK_ANDREA_PASSWORD, "client", "desktop");
  g_autofree char *text = hkk_json_object_to_string (body);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  gboolean signed_in = FALSE;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 6; i++)
    open_poll (f, &polls, NULL);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (f->client->session, message, G_PRIORITY_DEFAULT, NULL, on_sign_in, &signed_in);
  test_wait_until (polls.open == 0 && signed_in);
  g_assert_cmpuint (polls.woken, ==, 6);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* Dropped polls cost nothing and disturb nobody; the last stop ends the open ones. */
static void
test_dropped (Fixture       *f,
              gconstpointer  data)
{
  Polls polls = { 0, 0, NULL };

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(MockAnswer) status = NULL;

      for (guint i = 0; i < 3; i++)
        open_poll (f, &polls, cancellable);
      status = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
      g_assert_cmpuint (status->status, ==, 200);
      g_cancellable_cancel (cancellable);
      test_wait_until (polls.open == 0);
    }
  g_assert_cmpuint (polls.woken, ==, 0);
  open_poll (f, &polls, NULL);
  {
    g_autoptr(MockAnswer) status = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  }
  mock_client_restart (f->client);
  test_wait_until (polls.open == 0);
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mock/feed/nothing", test_nothing);
  ADD ("/mock/feed/event", test_event);
  ADD ("/mock/feed/only-mine", test_only_mine);
  ADD ("/mock/feed/approval", test_approval);
  ADD ("/mock/feed/bad-cursors", test_bad_cursors);
  ADD ("/mock/feed/wake", test_wake);
  ADD ("/mock/feed/dropped", test_dropped);
  return g_test_run ();
}
