/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "config.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-portal.h"

#if HKK_FAULT_HOOKS

static const char * const phases[] = { "before-read", "mid-body", "before-commit", "after-commit", "after-status",
                                       "mid-response" };
/* Those with which the client sees no right answer; "exit" would end this process, "stall" is a test of its own. */
static const char * const actions[] = { "reset", "close", "status", "wrong-length", "truncate", "wrong-type", "html200",
                                        "redirect" };

typedef struct
{
  MockClient *client;
  char       *path;       /* of a session that can be ended */
  char       *key;
} Fixture;

/* A further session to end, and a key for it. */
static void
next_session (Fixture *f)
{
  g_autofree char *token = g_strdup (f->client->token);

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  g_free (f->path);
  g_free (f->key);
  f->path = g_strconcat ("/iam/sessions/", f->client->session_id, NULL);
  f->key = hkk_mock_random_hex (16);
  g_set_str (&f->client->token, token);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->client = mock_portal_new (MOCK_ANDREA, MOCK_ANDREA_PASSWORD);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->client, mock_client_free);
  g_free (f->path);
  g_free (f->key);
}

static void
add_fault (Fixture    *f,
           const char *operation,
           const char *phase,
           const char *action,
           int         nth,
           int         argument)
{
  g_autoptr(JsonObject) answer = mock_command (f->client,
    hkk_json_object ("command", "faults", "do", "add", "operation", operation, "phase", phase, "action", action,
                     "nth", nth, "argument", argument));
}

static MockAnswer *
end_session (Fixture *f)
{
  return mock_call (f->client, "DELETE", f->path, hkk_json_object (), "Idempotency-Key", f->key, NULL);
}

static gboolean
is_right (MockAnswer *answer)
{
  return answer->error == NULL && answer->status == 200 && answer->json != NULL;
}

/* For every phase and action: the first try sees the fault, the second with the same key the truth, and the ledger
 * shows the intent once. */
static void
test_exactly_once (Fixture       *f,
                   gconstpointer  data)
{
  const char *phase = data;
  gboolean committed = strcmp (phase, "before-read") != 0 && strcmp (phase, "mid-body") != 0 &&
                       strcmp (phase, "before-commit") != 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr(MockAnswer) faulty = NULL;
      g_autoptr(MockAnswer) truth = NULL;

      g_test_message ("%s %s", phase, actions[i]);
      next_session (f);
      add_fault (f, "end_session", phase, actions[i], 1, 0);
      mock_client_reconnect (f->client);
      faulty = end_session (f);
      g_assert_false (is_right (faulty));
      g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, i + (committed ? 1 : 0));
      truth = end_session (f);
      g_assert_true (is_right (truth));
      g_assert_cmpstr (mock_answer_header (truth, "Idempotency-Replayed"), ==, committed ? "true" : NULL);
      g_assert_cmpuint (mock_ledger_count (f->client, "end_session"), ==, i + 1);
    }
}

static void
test_nth (Fixture       *f,
          gconstpointer  data)
{
  guint seen = 0;

  add_fault (f, "get_status", "after-commit", "status", 3, 418);
  add_fault (f, "get_status", "before-read", "status", 3, 418);
  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr(MockAnswer) answer = mock_call (f->client, "GET", "/v1/status", NULL, NULL);

      if (answer->status == 418)
        seen = seen * 10 + i;
    }
  g_assert_cmpuint (seen, ==, 3);
}

static void
on_never (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) data = TRUE;
}

static gboolean
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_REMOVE;
}

/* A stalled call answers nothing until the client gives up, and costs the others nothing. */
static void
test_stall (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *url = g_strconcat (hkk_mock_get_url (f->client->mock), "/v1/status", NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(MockAnswer) other = NULL;
  gboolean done = FALSE;

  add_fault (f, "get_status", data, "stall", 1, 0);
  soup_session_send_and_read_async (f->client->session, message, G_PRIORITY_DEFAULT, cancellable, on_never, &done);
  g_timeout_add (300, cancel, cancellable);
  test_wait_until (done);
  other = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  g_assert_cmpuint (other->status, ==, 200);
}

static void
test_trickle (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = NULL;
  gint64 start = g_get_monotonic_time ();

  add_fault (f, "get_status", "before-read", "trickle", 1, 1);
  answer = mock_call (f->client, "GET", "/v1/status", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 500);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 200 * 1000);
}

static void
test_bad_rules (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(JsonObject) list = mock_command (f->client, hkk_json_object ("command", "faults", "do", "list"));
  static const char * const rules[][3] =
  {
    { "none", "before-read", "close" }, { "get_status", "sometime", "close" },
    { "get_status", "before-read", "explode" },
  };

  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (list, "faults")), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(JsonObject) command = hkk_json_object ("command", "faults", "do", "add", "operation", rules[i][0],
                                                       "phase", rules[i][1], "action", rules[i][2]);
      g_autoptr(GError) error = NULL;
      g_autoptr(JsonObject) answer = NULL;

      answer = mock_command_try (f->client, command, &error);
      g_assert_null (answer);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    }
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func, data) g_test_add (path, Fixture, data, set_up, func, tear_down)
  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autofree char *path = g_strconcat ("/mock/faults/exactly-once/", phases[i], NULL);

      ADD (path, test_exactly_once, phases[i]);
    }
  ADD ("/mock/faults/nth", test_nth, NULL);
  ADD ("/mock/faults/stall/before-read", test_stall, "before-read");
  ADD ("/mock/faults/stall/after-status", test_stall, "after-status");
  ADD ("/mock/faults/stall/mid-response", test_stall, "mid-response");
  ADD ("/mock/faults/trickle", test_trickle, NULL);
  ADD ("/mock/faults/bad-rules", test_bad_rules, NULL);
  return g_test_run ();
}

#else

static void
test_absent (void)
{
  g_autoptr(MockClient) client = mock_client_new ();
  g_autoptr(JsonObject) command = hkk_json_object ("command", "faults", "do", "list");
  g_autoptr(GError) error = NULL;

  g_assert_null (mock_command_try (client, command, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/faults/absent", test_absent);
  return g_test_run ();
}

#endif
