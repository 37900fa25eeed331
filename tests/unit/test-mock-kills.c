/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-state.h"
#include "registration-client.h"

/*
 * The standalone server dies: at the commits by its fault hook "exit", and anywhere else by SIGKILL. After each death
 * the database is whole, and what was asked for, asked for again with the same key, is in the ledger once. HKK_KILLS
 * says how many SIGKILLs at moments drawn from the test's seed.
 */

#define KILLS     6
#define LATEST_US 15000 /* a SIGKILL comes at most so long after the request begins */

typedef struct
{
  char        *folder;
  GSubprocess  *server;
  MockClient   *client;
  MockAnswer   *session;
  HkkMockTestDevice *phone;
} Fixture;

/* One intent: a call that can be made again word for word. */
typedef struct
{
  MockClient *client;
  char       *path;
  char       *token;
  char       *key;
  JsonObject *body;
  int         answered; /* atomic */
} Intent;

static void
start (Fixture *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) output = NULL;
  g_autofree char *url = NULL;

  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("HKK_MOCK_PROGRAM"), "serve",
                                   "--state", self->folder, "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->server));
  url = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (url);
}

static int
count_bad (gpointer data,
           int      n_columns,
           char   **values,
           char   **names)
{
  *(guint *) data += strcmp (values[0], "ok") != 0;
  return 0;
}

static void
check_database (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "mock.sqlite", NULL);
  sqlite3 *database = NULL;
  guint bad = 0;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "PRAGMA integrity_check", count_bad, &bad, NULL), ==, SQLITE_OK);
  g_assert_cmpuint (bad, ==, 0);
  sqlite3_exec (database, "PRAGMA foreign_key_check", count_bad, &bad, NULL);
  g_assert_cmpuint (bad, ==, 0);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

/* The server is dead or about to be. */
static void
start_again (Fixture *self)
{
  g_assert_true (g_subprocess_wait (self->server, NULL, NULL));
  g_clear_object (&self->server);
  check_database (self);
  start (self);
  mock_client_reconnect (self->client);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_make_folder ();
  mock_state_prepare (self->folder);
  start (self);
  self->client = mock_client_attach (self->folder);
  self->phone = phone_bind (self->client, MOCK_ANDREA);
  self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_subprocess_send_signal (self->server, SIGTERM);
  g_assert_true (g_subprocess_wait_check (self->server, NULL, NULL));
  check_database (self);
  g_clear_object (&self->server);
  g_clear_pointer (&self->session, mock_answer_free);
  g_clear_pointer (&self->phone, hkk_mock_test_device_free);
  mock_client_free (self->client);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

static void
intent_clear (Intent *self)
{
  g_free (self->path);
  g_free (self->token);
  g_free (self->key);
  json_object_unref (self->body);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Intent, intent_clear)

static MockAnswer *
try (Intent *self)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

  return mock_call (self->client, "POST", self->path, json_object_ref (self->body), "Authorization", bearer,
                    "Idempotency-Key", self->key, NULL);
}

static guint
executed (Fixture    *self,
          const char *key)
{
  g_autoptr(JsonObject) answer = mock_command (self->client, hkk_json_object ("command", "ledger"));
  JsonArray *rows = hkk_json_get_array (answer, "ledger");
  g_autofree char *name = hkk_mock_key_name (key);
  guint n = 0;

  for (guint i = 0; i < hkk_json_array_length (rows); i++)
    n += g_strcmp0 (hkk_json_get_string (hkk_json_array_object (rows, i), "key"), name) == 0;
  return n;
}

static Intent
message (Fixture *self)
{
  return (Intent) {
    .client = self->client, .path = g_strdup ("/v1/messages"), .token = g_strdup (phone_token (self->session)),
    .key = hkk_mock_random_hex (16),
    .body = hkk_json_object ("category", "other", "subject", "Power cut", "body", "Does this arrive once?"),
  };
}

/* The last word about an approval of ASKED, signed once. */
static Intent
decision (Fixture    *self,
          MockAnswer *asked)
{
  const char *id = phone_answer_text (asked, "id");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);

  g_assert_cmpuint (opened->status, ==, 200);
  return (Intent) {
    .client = self->client, .path = g_strconcat ("/device/approvals/", id, "/decision", NULL),
    .token = g_strdup (hkk_mock_test_device_token (self->phone)), .key = hkk_mock_random_hex (16),
    .body = hkk_mock_test_device_decide (self->phone, opened->json, "approve", phone_answer_text (asked, "number")),
  };
}

static void
die_at (Fixture    *self,
        const char *operation,
        const char *phase)
{
  g_autoptr(JsonObject) answer = mock_command (self->client,
    hkk_json_object ("command", "faults", "do", "add", "operation", operation, "phase", phase, "action", "exit",
                     "nth", 1, "argument", 0));
}

static const char *phases[] = { "before-read", "before-commit", "after-commit", "mid-response" };

static void
test_message (Fixture       *self,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_auto(Intent) intent = message (self);
      g_autoptr(MockAnswer) first = NULL;
      g_autoptr(MockAnswer) second = NULL;

      g_test_message ("%s", phases[i]);
      die_at (self, "send_message", phases[i]);
      first = try (&intent);
      g_assert_nonnull (first->error);
      start_again (self);
      second = try (&intent);
      g_assert_cmpuint (second->status / 100, ==, 2);
      g_assert_cmpuint (executed (self, intent.key), ==, 1);
    }
}

static void
test_decision (Fixture       *self,
               gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_autofree char *key = hkk_mock_random_hex (16);
      g_autoptr(MockAnswer) asked = phone_call (self->client, "POST", "/v1/step-up", phone_token (self->session), key,
                                                json_object_new ());
      g_auto(Intent) intent = decision (self, asked);
      g_autoptr(MockAnswer) first = NULL;
      g_autoptr(MockAnswer) second = NULL;
      g_autoptr(MockAnswer) seen = NULL;

      g_test_message ("%s", phases[i]);
      die_at (self, "decide_device_approval", phases[i]);
      first = try (&intent);
      g_assert_nonnull (first->error);
      start_again (self);
      second = try (&intent);
      phone_assert_status (second, "executed");
      seen = phone_look (self->client, self->session, phone_answer_text (asked, "id"));
      phone_assert_status (seen, "executed");
      g_assert_cmpuint (executed (self, key), ==, 1);
    }
}

/* A phone is bound in the end, and once: it approves, and nothing else of the account does. */
static void
check_bound (Fixture           *self,
             HkkMockTestDevice *phone,
             MockAnswer        *bound,
             const char        *kvnr,
             const char        *password)
{
  g_autoptr(MockAnswer) desktop = phone_call (self->client, "POST", "/iam/token", NULL, NULL,
    hkk_json_object ("grant_type", "password", "username", kvnr, "password", password, "client", "desktop",
                     "device_name", "Test", "stay_signed_in", HKK_JSON_BOOL (FALSE)));
  g_autoptr(MockAnswer) devices = phone_call (self->client, "GET", "/v1/devices", phone_token (desktop), NULL, NULL);
  g_autoptr(MockAnswer) asked = phone_ask (self->client, desktop);
  g_autoptr(MockAnswer) decided = NULL;

  g_assert_cmpuint (bound->status, ==, 201);
  g_assert_true (hkk_mock_test_device_bind (phone, bound->json));
  g_assert_cmpint (hkk_json_get_int (devices->json, "total", -1), ==, 1);
  decided = phone_decide (self->client, phone, phone_answer_text (asked, "id"), "approve",
                          phone_answer_text (asked, "number"));
  phone_assert_status (decided, "executed");
}

static MockAnswer *
die_and_try_again (Fixture    *self,
                   Intent     *intent,
                   const char *operation,
                   const char *phase)
{
  g_autoptr(MockAnswer) first = NULL;
  MockAnswer *second;

  g_test_message ("%s: %s", operation, phase);
  die_at (self, operation, phase);
  first = try (intent);
  g_assert_nonnull (first->error);
  start_again (self);
  second = try (intent);
  g_assert_cmpuint (executed (self, intent->key), ==, 1);
  return second;
}

static void
test_letter (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_XENIA, "phone");
  g_auto(Intent) intent = {
    .client = self->client, .path = g_strdup ("/device/enrolments"), .token = g_strdup (phone_token (sign_in)),
    .key = hkk_mock_random_hex (16), .body = phone_enrolment (phone),
  };
  g_autoptr(MockAnswer) bound = NULL;

  hkk_json_object_add (intent.body, "method", "letter", "code", "K7QF-3M9T-XW2D-8HRP");
  bound = die_and_try_again (self, &intent, "enrol_device", data);
  check_bound (self, phone, bound, MOCK_XENIA, MOCK_XENIA_PASSWORD);
}

static void
test_card (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_autoptr(MockAnswer) sign_in = phone_sign_in (self->client, MOCK_XENIA, "phone");
  g_auto(Intent) intent = {
    .client = self->client, .path = g_strdup ("/device/enrolments"), .token = g_strdup (phone_token (sign_in)),
    .key = hkk_mock_random_hex (16), .body = phone_enrolment (phone),
  };
  g_autoptr(MockAnswer) bound = NULL;

  hkk_json_object_add (intent.body, "method", "card", "card_digits", "952837", "card_valid_until", "2031-12-31");
  bound = die_and_try_again (self, &intent, "enrol_device", data);
  check_bound (self, phone, bound, MOCK_XENIA, MOCK_XENIA_PASSWORD);
}

/* The last step: secrets and device are there, once. */
static void
check_completion (Fixture    *self,
                  const char *purpose,
                  const char *kvnr,
                  MockAnswer *begun,
                  const char *phase)
{
  const char *process = phone_answer_text (begun, "process");
  const char *password = "vier Worte und ein Lied";
  g_autofree char *operation = g_strconcat ("complete_", purpose, NULL);
  g_autofree char *nect = registration_identify (self->client, process);
  g_autoptr(HkkMockTestDevice) phone = hkk_mock_test_device_new (MOCK_STATE_ROUNDS);
  g_auto(Intent) intent = {
    .client = self->client, .path = g_strdup_printf ("/%s/complete", purpose), .token = g_strdup (""),
    .key = hkk_mock_random_hex (16),
    .body = hkk_json_object ("process", process, "nect_case", nect, "password", password,
                             "device", phone_enrolment (phone)),
  };
  g_autoptr(MockAnswer) bound = die_and_try_again (self, &intent, operation, phase);

  check_bound (self, phone, bound, kvnr, password);
}

static void
test_registration (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(MockAnswer) begun = registration_start (self->client, "registration", NINA, NINA_BIRTH, NINA_CARD);

  check_completion (self, "registration", NINA, begun, data);
}

static void
test_recovery (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) begun = registration_start (self->client, "recovery", MOCK_ANDREA, "1988-05-14", NULL);

  check_completion (self, "recovery", MOCK_ANDREA, begun, data);
}

/* The confirmation of a second device, asked for and given. */
static void
test_confirmation (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(HkkMockTestDevice) second = phone_bind (self->client, MOCK_ANDREA);
  g_auto(Intent) intent = {
    .client = self->client, .path = g_strdup ("/device/confirmation"), .body = json_object_new (),
    .token = g_strdup (hkk_mock_test_device_token (second)), .key = hkk_mock_random_hex (16),
  };
  g_autoptr(MockAnswer) lost = NULL;
  g_autoptr(MockAnswer) asked = NULL;
  g_auto(Intent) word = { 0 };
  g_autoptr(MockAnswer) cut = NULL;
  g_autoptr(MockAnswer) confirmed = NULL;

  die_at (self, "confirm_device", data);
  lost = try (&intent);
  g_assert_nonnull (lost->error);
  start_again (self);
  asked = try (&intent);
  g_assert_cmpuint (asked->status, ==, 202);
  word = decision (self, asked);
  die_at (self, "decide_device_approval", data);
  cut = try (&word);
  g_assert_nonnull (cut->error);
  start_again (self);
  confirmed = try (&word);
  phone_assert_status (confirmed, "executed");
  g_assert_cmpuint (executed (self, intent.key), ==, 1);
}

static MockAnswer *
unlock (Fixture    *self,
        const char *pin)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", hkk_mock_test_device_token (self->phone), NULL);

  return mock_call (self->client, "POST", "/device/unlock", hkk_mock_test_device_unlock (self->phone, pin),
                    "Authorization", bearer, NULL);
}

/* A server that dies before it can say "wrong" gives nobody a sixth try. */
static void
test_wrong_pins (Fixture       *self,
                 gconstpointer  data)
{
  static const char *deaths[] = { "after-status", "mid-response", "after-status", "mid-response" };
  g_autoptr(MockAnswer) fifth = NULL;
  g_autoptr(MockAnswer) right = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (deaths); i++)
    {
      g_autoptr(MockAnswer) answer = NULL;

      die_at (self, "unlock_device", deaths[i]);
      answer = unlock (self, "000000");
      g_assert_nonnull (answer->error);
      start_again (self);
    }
  fifth = unlock (self, "000000");
  mock_assert_problem (fifth, 423, "device_locked");
  right = unlock (self, PHONE_PIN);
  mock_assert_problem (right, 423, "device_locked");
}

static gpointer
try_thread (gpointer data)
{
  MockAnswer *answer = try (data);

  g_atomic_int_set (&((Intent *) data)->answered, TRUE);
  return answer;
}

/* What was answered is there; what was not, is there once when it was asked for again. */
static void
test_any_moment (Fixture       *self,
                 gconstpointer  data)
{
  const char *text = g_getenv ("HKK_KILLS");
  guint kills = text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : KILLS;
  guint unanswered = 0;

  for (guint i = 0; i < kills; i++)
    {
      g_auto(Intent) intent = message (self);
      gint64 moment = g_get_monotonic_time () + g_test_rand_int_range (0, LATEST_US);
      GThread *thread = g_thread_new ("client", try_thread, &intent);
      g_autoptr(MockAnswer) first = NULL;
      g_autoptr(MockAnswer) second = NULL;

      while (g_get_monotonic_time () < moment && !g_atomic_int_get (&intent.answered))
        g_thread_yield ();
      g_subprocess_send_signal (self->server, SIGKILL);
      first = g_thread_join (thread);
      start_again (self);
      if (first->error == NULL)
        g_assert_cmpuint (executed (self, intent.key), ==, first->status / 100 == 2 ? 1 : 0);
      unanswered += first->error != NULL;
      second = try (&intent);
      g_assert_cmpuint (second->status / 100, ==, 2);
      g_assert_cmpuint (executed (self, intent.key), ==, 1);
      mock_advance (self->client, 60);
      mock_answer_free (self->session);
      self->session = phone_sign_in (self->client, MOCK_ANDREA, "desktop");
    }
  g_test_message ("%u of %u requests died without an answer", unanswered, kills);
}

static void
test_second_server (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) second = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                                    &error, g_getenv ("HKK_MOCK_PROGRAM"),
                                                    "serve", "--state", self->folder, NULL);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (second, NULL, NULL, NULL, &words, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 1);
  g_assert_nonnull (strstr (words, "meine-hkk-mock: "));
}

static void
add (const char *what,
     const char *phase,
     void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf ("/mock/kills/%s/%s", what, phase);

  g_test_add (path, Fixture, phase, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  g_test_add ("/mock/kills/message", Fixture, NULL, set_up, test_message, tear_down);
  g_test_add ("/mock/kills/decision", Fixture, NULL, set_up, test_decision, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      add ("letter", phases[i], test_letter);
      add ("card", phases[i], test_card);
      add ("registration", phases[i], test_registration);
      add ("recovery", phases[i], test_recovery);
      add ("confirmation", phases[i], test_confirmation);
    }
  g_test_add ("/mock/kills/wrong-pins", Fixture, NULL, set_up, test_wrong_pins, tear_down);
  g_test_add ("/mock/kills/any-moment", Fixture, NULL, set_up, test_any_moment, tear_down);
  g_test_add ("/mock/kills/second-server", Fixture, NULL, set_up, test_second_server, tear_down);
  return g_test_run ();
}
