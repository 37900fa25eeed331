/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto.h"
#include "demo-seed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-client.h"
#include "mock-portal.h"
#include "mock-state.h"
#include "store.h"

typedef struct
{
  MockClient *client;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->client = mock_client_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->client, mock_client_free);
}

static MockAnswer *
try_password (MockClient *client,
              const char *kvnr,
              const char *password)
{
  return mock_call (client, "POST", "/iam/token",
                    hkk_json_object ("grant_type", "password", "username", kvnr, "password", password,
                                     "client", "desktop"), NULL);
}

static MockAnswer *
refresh (Fixture    *f,
         const char *token)
{
  return mock_call (f->client, "POST", "/iam/token",
                    hkk_json_object ("grant_type", "refresh_token", "refresh_token", token), NULL);
}

static guint
status_with (Fixture    *f,
             const char *token)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr(MockAnswer) answer = mock_call (f->client, "GET", "/iam/sessions", NULL, "Authorization", bearer, NULL);

  return answer->status;
}

static void
assert_rounds (const char *folder,
               const char *kvnr,
               gint64      rounds)
{
  g_autofree char *path = g_build_filename (folder, "mock.sqlite", NULL);
  g_autoptr(GError) error = NULL;
  HkkMockStore *store = hkk_mock_store_open (path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hkk_mock_get_int (store, 0, "SELECT password_rounds FROM accounts WHERE kvnr = ?", kvnr),
                   ==, rounds);
  hkk_mock_store_close (store);
}

/* Every password in persons.json belongs to its verifier: signing in at a mock that has seeded itself proves it. */
static void
test_persons (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(MockClient) client = mock_client_new_for (folder);
  g_autoptr(JsonObject) root = hkk_mock_demo_persons ();
  JsonArray *persons = hkk_json_get_array (root, "persons");
  guint registered = 0;

  g_assert_cmpuint (json_array_get_length (persons), ==, 6);
  for (guint i = 0; i < json_array_get_length (persons); i++)
    {
      JsonObject *person = json_array_get_object_element (persons, i);
      const char *password = hkk_json_get_string (person, "password");
      g_autoptr(MockAnswer) answer = try_password (client, hkk_json_get_string (person, "kvnr"),
                                                     password != NULL ? password : "Some-Password-1");

      g_assert_cmpuint (answer->status, ==, password != NULL ? 200 : 401);
      registered += password != NULL;
    }
  g_assert_cmpuint (registered, ==, 4);
  g_clear_pointer (&client, mock_client_free);
  assert_rounds (folder, MOCK_ANDREA, HKK_MOCK_KEY_ROUNDS);
  test_remove_folder (folder);
}

static void
test_sign_in (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = try_password (f->client, "a000 500015", MOCK_ANDREA_PASSWORD);
  g_autoptr(MockAnswer) xenia = try_password (f->client, MOCK_XENIA, MOCK_XENIA_PASSWORD);
  g_autoptr(MockAnswer) policy = mock_call (f->client, "GET", "/iam/password-policy", NULL, NULL);
  JsonObject *account = hkk_json_get_object (answer->json, "account");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (answer->json, "token_type"), ==, "Bearer");
  g_assert_cmpint (hkk_json_get_int (answer->json, "expires_in", 0), ==, 300);
  g_assert_cmpint (hkk_json_get_int (answer->json, "inactivity", 0), ==, 900);
  g_assert_cmpuint (strlen (hkk_json_get_string (answer->json, "access_token")), ==, 43);
  g_assert_cmpstr (hkk_json_get_string (account, "name"), ==, "Andrea Amsel");
  g_assert_cmpstr (hkk_json_get_string (account, "id"), !=, MOCK_ANDREA);
  g_assert_false (hkk_json_get_bool (account, "restricted", FALSE));
  g_assert_true (hkk_json_get_bool (hkk_json_get_object (xenia->json, "account"), "restricted", FALSE));
  g_assert_cmpint (hkk_json_get_int (policy->json, "min_length", 0), ==, 12);
}

static void
test_malformed (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) no_client = mock_call (f->client, "POST", "/iam/token",
    hkk_json_object ("grant_type", "password", "username", MOCK_ANDREA, "password", MOCK_ANDREA_PASSWORD), NULL);
  g_autoptr(MockAnswer) no_grant = mock_call (f->client, "POST", "/iam/token",
                                              hkk_json_object ("grant_type", "magic"), NULL);
  g_autoptr(MockAnswer) no_token = mock_call (f->client, "POST", "/iam/token",
                                              hkk_json_object ("grant_type", "refresh_token"), NULL);
  g_autoptr(MockAnswer) unknown = refresh (f, "nonsense");

  mock_assert_problem (no_client, 400, "invalid_request");
  mock_assert_problem (no_grant, 400, "invalid_request");
  mock_assert_problem (no_token, 400, "invalid_request");
  mock_assert_problem (unknown, 400, "invalid_grant");
}

/* A number that nobody has behaves like one that somebody has, in answers and in the count. */
static void
test_throttle (Fixture       *f,
               gconstpointer  data)
{
  const char *kvnr = data;
  g_autoptr(MockAnswer) right = NULL;

  for (guint i = 1; i <= 6; i++)
    {
      g_autoptr(MockAnswer) answer = try_password (f->client, kvnr, "not the password");

      if (i < 5)
        mock_assert_problem (answer, 401, "invalid_credentials");
      else
        {
          mock_assert_problem (answer, 423, "account_locked");
          g_assert_cmpint (g_ascii_strtoll (mock_answer_header (answer, "Retry-After"), NULL, 10), >, 290);
        }
    }
  right = try_password (f->client, kvnr, MOCK_ANDREA_PASSWORD);
  mock_assert_problem (right, 423, "account_locked");
  g_clear_pointer (&right, mock_answer_free);
  mock_advance (f->client, 301);
  right = try_password (f->client, kvnr, MOCK_ANDREA_PASSWORD);
  g_assert_cmpuint (right->status, ==, strcmp (kvnr, MOCK_ANDREA) == 0 ? 200 : 401);
}

static void
test_throttle_forgets (Fixture       *f,
                       gconstpointer  data)
{
  for (guint i = 0; i < 12; i++)
    {
      gboolean good = i % 4 == 3;
      g_autoptr(MockAnswer) answer = try_password (f->client, MOCK_ANDREA,
                                                   good ? MOCK_ANDREA_PASSWORD : "not the password");

      g_assert_cmpuint (answer->status, ==, good ? 200 : 401);
    }
}

static void
test_access_expires (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  g_assert_cmpuint (status_with (f, f->client->token), ==, 200);
  mock_advance (f->client, 301);
  answer = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  mock_assert_problem (answer, 401, "token_expired");
  g_assert_nonnull (strstr (mock_answer_header (answer, "WWW-Authenticate"), "invalid_token"));
}

static void
test_scopes (Fixture       *f,
             gconstpointer  data)
{
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "phone");
  g_assert_cmpuint (status_with (f, f->client->token), ==, 401);
  g_assert_cmpuint (status_with (f, f->client->refresh), ==, 401);
}

static void
test_rotation (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(MockAnswer) first = NULL;
  g_autoptr(MockAnswer) repeated = NULL;
  g_autoptr(MockAnswer) second = NULL;
  g_autoptr(MockAnswer) reused = NULL;
  g_autoptr(MockAnswer) after = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  first = refresh (f, f->client->refresh);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (hkk_json_get_string (first->json, "session_id"), ==, f->client->session_id);
  /* Its answer was lost, so to say: the old one is still good. */
  repeated = refresh (f, f->client->refresh);
  g_assert_cmpuint (repeated->status, ==, 200);
  second = refresh (f, hkk_json_get_string (repeated->json, "refresh_token"));
  g_assert_cmpuint (second->status, ==, 200);
  g_assert_cmpuint (status_with (f, hkk_json_get_string (second->json, "access_token")), ==, 200);
  /* The new one was used: now the old one ends everything. */
  reused = refresh (f, f->client->refresh);
  mock_assert_problem (reused, 400, "invalid_grant");
  g_assert_cmpuint (status_with (f, hkk_json_get_string (second->json, "access_token")), ==, 401);
  after = refresh (f, hkk_json_get_string (second->json, "refresh_token"));
  mock_assert_problem (after, 400, "invalid_grant");
}

static void
test_withdrawn (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(MockAnswer) first = NULL;
  g_autoptr(MockAnswer) repeated = NULL;
  g_autoptr(MockAnswer) thief = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  first = refresh (f, f->client->refresh);
  repeated = refresh (f, f->client->refresh);
  thief = refresh (f, hkk_json_get_string (first->json, "refresh_token"));
  mock_assert_problem (thief, 400, "invalid_grant");
  g_assert_cmpuint (status_with (f, hkk_json_get_string (repeated->json, "access_token")), ==, 401);
}

static const char *
ended_by (MockAnswer *answer)
{
  return hkk_json_get_string (hkk_json_get_object (answer->json, "extra"), "reason");
}

/* How long it waits is the server's own: another one in the same process waits as ever. */
static void
test_inactivity_of_a_server (Fixture       *f,
                             gconstpointer  data)
{
  MockClient *other = mock_client_new ();
  g_autoptr(JsonObject) told = mock_command (f->client, hkk_json_object ("command", "inactivity", "seconds", 60));
  g_autoptr(MockAnswer) here = NULL;
  g_autoptr(MockAnswer) there = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  mock_sign_in (other, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  here = mock_call (f->client, "PUT", "/iam/sessions/current/activity", NULL, NULL);
  there = mock_call (other, "PUT", "/iam/sessions/current/activity", NULL, NULL);
  g_assert_cmpint (hkk_json_get_int (here->json, "inactivity", 0), ==, 60);
  g_assert_cmpint (hkk_json_get_int (there->json, "inactivity", 0), ==, 900);
  mock_client_free (other);
}

static void
test_inactivity (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(MockAnswer) activity = NULL;
  g_autoptr(MockAnswer) fresh = NULL;
  g_autoptr(MockAnswer) ended = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  mock_advance (f->client, 290);
  activity = mock_call (f->client, "PUT", "/iam/sessions/current/activity", NULL, NULL);
  g_assert_cmpuint (activity->status, ==, 200);
  g_assert_cmpint (hkk_json_get_int (activity->json, "inactivity", 0), ==, 900);
  /* Refreshing is no activity, but within the time it works. */
  mock_advance (f->client, 890);
  fresh = refresh (f, f->client->refresh);
  g_assert_cmpuint (fresh->status, ==, 200);
  mock_advance (f->client, 20);
  g_assert_cmpuint (status_with (f, hkk_json_get_string (fresh->json, "access_token")), ==, 401);
  ended = refresh (f, hkk_json_get_string (fresh->json, "refresh_token"));
  mock_assert_problem (ended, 400, "invalid_grant");
}

static void
test_stay (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = mock_call (f->client, "POST", "/iam/token",
    hkk_json_object ("grant_type", "password", "username", MOCK_ANDREA, "password", MOCK_ANDREA_PASSWORD,
                     "client", "desktop", "stay_signed_in", HKK_JSON_BOOL (TRUE)), NULL);
  g_autoptr(MockAnswer) later = NULL;
  g_autoptr(MockAnswer) too_late = NULL;

  g_assert_true (hkk_json_get_bool (answer->json, "stay_signed_in", FALSE));
  mock_advance (f->client, 29 * 24 * 3600);
  later = refresh (f, hkk_json_get_string (answer->json, "refresh_token"));
  g_assert_cmpuint (later->status, ==, 200);
  mock_advance (f->client, 24 * 3600 + 60);
  too_late = refresh (f, hkk_json_get_string (later->json, "refresh_token"));
  mock_assert_problem (too_late, 400, "invalid_grant");
  g_assert_cmpstr (ended_by (too_late), ==, "expired_stay");
}

static void
test_absolute (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *token = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  token = g_strdup (f->client->refresh);
  for (guint i = 0; i < 12 * 6; i++)
    {
      g_autoptr(MockAnswer) answer = NULL;
      g_autoptr(MockAnswer) activity = NULL;

      mock_advance (f->client, 601);
      answer = refresh (f, token);
      if (answer->status != 200)
        {
          g_assert_cmpuint (i, ==, 12 * 6 - 1);
          g_assert_cmpstr (ended_by (answer), ==, "expired");
          return;
        }
      g_set_str (&token, hkk_json_get_string (answer->json, "refresh_token"));
      g_set_str (&f->client->token, hkk_json_get_string (answer->json, "access_token"));
      activity = mock_call (f->client, "PUT", "/iam/sessions/current/activity", NULL, NULL);
      g_assert_cmpuint (activity->status, ==, 200);
    }
  g_assert_not_reached ();
}

static void
test_revoke (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(MockAnswer) unknown = mock_call (f->client, "POST", "/iam/revoke",
                                             hkk_json_object ("refresh_token", "nonsense"), NULL);
  g_autoptr(MockAnswer) revoked = NULL;
  g_autoptr(MockAnswer) again = NULL;

  g_assert_cmpuint (unknown->status, ==, 200);
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  revoked = mock_call (f->client, "POST", "/iam/revoke", hkk_json_object ("refresh_token", f->client->refresh), NULL);
  g_assert_cmpuint (revoked->status, ==, 200);
  g_assert_cmpuint (status_with (f, f->client->token), ==, 401);
  again = refresh (f, f->client->refresh);
  mock_assert_problem (again, 400, "invalid_grant");
}

static void
test_sessions (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *foreign = NULL;
  g_autofree char *path = NULL;
  g_autofree char *foreign_path = NULL;
  g_autofree char *next_path = NULL;
  g_autoptr(MockAnswer) list = NULL;
  g_autoptr(MockAnswer) page = NULL;
  g_autoptr(MockAnswer) next = NULL;
  g_autoptr(MockAnswer) ended = NULL;
  g_autoptr(MockAnswer) not_mine = NULL;
  JsonObject *item;

  mock_sign_in (f->client, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  foreign = g_strdup (f->client->session_id);
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  first = g_strdup (f->client->session_id);
  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  list = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  g_assert_cmpint (hkk_json_get_int (list->json, "total", 0), ==, 2);
  item = json_array_get_object_element (hkk_json_get_array (list->json, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (item, "id"), ==, f->client->session_id);
  g_assert_true (hkk_json_get_bool (item, "current", FALSE));
  page = mock_call (f->client, "GET", "/iam/sessions?limit=1", NULL, NULL);
  g_assert_cmpuint (json_array_get_length (hkk_json_get_array (page->json, "items")), ==, 1);
  next_path = g_strconcat ("/iam/sessions?limit=1&cursor=", hkk_json_get_string (page->json, "next_cursor"), NULL);
  next = mock_call (f->client, "GET", next_path, NULL, NULL);
  item = json_array_get_object_element (hkk_json_get_array (next->json, "items"), 0);
  g_assert_cmpstr (hkk_json_get_string (item, "id"), ==, first);
  foreign_path = g_strconcat ("/iam/sessions/", foreign, NULL);
  not_mine = mock_call (f->client, "DELETE", foreign_path, NULL, NULL);
  mock_assert_problem (not_mine, 404, "not_found");
  path = g_strconcat ("/iam/sessions/", first, NULL);
  ended = mock_call (f->client, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (ended->status, ==, 200);
  g_clear_pointer (&list, mock_answer_free);
  list = mock_call (f->client, "GET", "/iam/sessions", NULL, NULL);
  g_assert_cmpint (hkk_json_get_int (list->json, "total", 0), ==, 1);
}

static MockAnswer *
change_password (MockClient *client,
                 const char *old_password,
                 const char *new_password)
{
  return mock_call (client, "PUT", "/iam/password", hkk_json_object ("old", old_password, "new", new_password), NULL);
}

/* Xenia has no device: the old password is enough. */
static void
test_password_change (Fixture       *f,
                      gconstpointer  data)
{
  static const struct { const char *password, *code; } bad[] =
  {
    { "short", "password_short" }, { "Xenia-Xaver-1995", "password_personal" },
    { "x110411675-xx", "password_personal" },
    { "passwort123456", "password_common" },
  };
  g_autofree char *other = NULL;
  g_autoptr(MockAnswer) wrong = NULL;
  g_autoptr(MockAnswer) changed = NULL;
  g_autoptr(MockAnswer) old = NULL;

  mock_sign_in (f->client, MOCK_XENIA, MOCK_XENIA_PASSWORD, "desktop");
  other = g_strdup (f->client->token);
  mock_sign_in (f->client, MOCK_XENIA, MOCK_XENIA_PASSWORD, "desktop");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(MockAnswer) answer = change_password (f->client, MOCK_XENIA_PASSWORD, bad[i].password);
      JsonArray *errors = hkk_json_get_array (answer->json, "errors");

      mock_assert_problem (answer, 422, "validation_failed");
      g_assert_cmpstr (hkk_json_get_string (json_array_get_object_element (errors, 0), "field"), ==, "new");
      g_assert_cmpstr (hkk_json_get_string (json_array_get_object_element (errors, 0), "code"), ==, bad[i].code);
    }
  wrong = change_password (f->client, "not the password", "a perfectly fine one");
  mock_assert_problem (wrong, 401, "invalid_credentials");
  g_assert_cmpuint (mock_ledger_count (f->client, "change_password"), ==, 0);
  changed = change_password (f->client, MOCK_XENIA_PASSWORD, "a perfectly fine one");
  g_assert_cmpuint (changed->status, ==, 200);
  g_assert_cmpuint (mock_ledger_count (f->client, "change_password"), ==, 1);
  g_assert_cmpuint (status_with (f, f->client->token), ==, 200);
  g_assert_cmpuint (status_with (f, other), ==, 401);
  old = try_password (f->client, MOCK_XENIA, MOCK_XENIA_PASSWORD);
  mock_assert_problem (old, 401, "invalid_credentials");
  mock_sign_in (f->client, MOCK_XENIA, "a perfectly fine one", "desktop");
}

/* A verifier keeps the number of rounds that it was made with; a new one gets that of the program. */
static void
test_key_rounds (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(MockClient) client = NULL;
  g_autoptr(MockAnswer) changed = NULL;

  mock_state_prepare (folder);
  client = mock_client_new_for (folder);
  mock_sign_in (client, MOCK_XENIA, MOCK_XENIA_PASSWORD, "desktop");
  changed = change_password (client, MOCK_XENIA_PASSWORD, "a perfectly fine one");
  g_assert_cmpuint (changed->status, ==, 200);
  mock_sign_in (client, MOCK_XENIA, "a perfectly fine one", "desktop");
  g_clear_pointer (&client, mock_client_free);
  assert_rounds (folder, MOCK_XENIA, HKK_MOCK_KEY_ROUNDS);
  assert_rounds (folder, MOCK_ANDREA, MOCK_STATE_ROUNDS);
  test_remove_folder (folder);
}

static void
test_password_needs_approval (Fixture       *f,
                              gconstpointer  data)
{
  g_autoptr(MockAnswer) answer = NULL;
  g_autofree char *text = NULL;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  answer = change_password (f->client, MOCK_ANDREA_PASSWORD, "a perfectly fine one");
  g_assert_cmpuint (answer->status, ==, 202);
  g_assert_cmpstr (hkk_json_get_string (answer->json, "operation"), ==, "change_password");
  text = hkk_json_object_to_string (answer->json);
  g_assert_null (strstr (text, "perfectly"));
  g_assert_cmpuint (mock_ledger_count (f->client, "change_password"), ==, 0);
}

static void
test_access_log (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(MockAnswer) wrong = try_password (f->client, MOCK_ANDREA, "not the password");
  g_autoptr(MockAnswer) list = NULL;
  JsonObject *signed_in, *failed;
  JsonArray *items;

  mock_sign_in (f->client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  list = mock_call (f->client, "GET", "/v1/access-log", NULL, NULL);
  items = hkk_json_get_array (list->json, "items");
  signed_in = json_array_get_object_element (items, 0);
  failed = json_array_get_object_element (items, 1);
  g_assert_cmpstr (hkk_json_get_string (signed_in, "kind"), ==, "sign_in");
  g_assert_cmpstr (hkk_json_get_string (signed_in, "device_name"), ==, "Test");
  g_assert_cmpstr (hkk_json_get_string (signed_in, "who"), ==, "You");
  /* Whoever it was: from where is known. */
  g_assert_cmpstr (hkk_json_get_string (failed, "kind"), ==, "sign_in_failed");
  g_assert_cmpstr (hkk_json_get_string (failed, "who"), ==, "Unknown");
  g_assert_cmpstr (hkk_json_get_string (failed, "client"), ==, "desktop");
  /* What the insurer's people did stands there as well. */
  g_assert_nonnull (mock_portal_find (items, "who", "hkk, Benefits"));
}

typedef struct
{
  MockClient *client;
  GPtrArray  *answers;
  char        kvnr[11];
  gboolean    again;
} Guess;

static void guess (MockClient *client, const char *kvnr, GPtrArray *answers, gboolean again);

/* Where the machine is busy a handshake takes longer than the server waits for a silent connection: once more then, and
 * for nothing else. */
static void
keep_answer (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autofree Guess *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  if (!self->again && error != NULL && error->domain == G_TLS_ERROR)
    {
      guess (self->client, self->kvnr, self->answers, TRUE);
      return;
    }
  g_assert_no_error (error);
  g_ptr_array_add (self->answers, g_object_ref (message));
}

static void
guess (MockClient *client,
       const char *kvnr,
       GPtrArray  *answers,
       gboolean    again)
{
  g_autofree char *url = g_strconcat (hkk_mock_get_url (client->mock), "/iam/token", NULL);
  g_autofree char *body = g_strdup_printf ("{\"grant_type\":\"password\",\"username\":\"%s\","
                                           "\"password\":\"wrong-wrong-wrong\",\"client\":\"desktop\"}", kvnr);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr(SoupMessage) message = soup_message_new ("POST", url);
  Guess *self = g_new0 (Guess, 1);

  self->client = client;
  self->answers = answers;
  self->again = again;
  g_strlcpy (self->kvnr, kvnr, sizeof self->kvnr);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (client->session, message, G_PRIORITY_DEFAULT, NULL, keep_answer, self);
}

static guint
count_status (GPtrArray *answers,
              guint      status)
{
  guint count = 0;

  for (guint i = 0; i < answers->len; i++)
    count += soup_message_get_status (answers->pdata[i]) == status ? 1 : 0;
  return count;
}

/* A client of the real thing with many connections, whose passwords take their time. */
static MockClient *
flooding_client (const char *folder)
{
  MockClient *client = mock_client_new_for (folder);
  g_autoptr(GTlsDatabase) database = g_object_ref (soup_session_get_tls_database (client->session));

  g_object_unref (client->session);
  client->session = soup_session_new_with_options ("tls-database", database, "proxy-resolver", NULL,
                                                   "max-conns", 64, "max-conns-per-host", 64, NULL);
  return client;
}

static void
test_flood (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(MockClient) client = flooding_client (folder);
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 start, alone, beside;

  start = g_get_monotonic_time ();
  mock_sign_in (client, MOCK_CARL, MOCK_CARL_PASSWORD, "desktop");
  alone = g_get_monotonic_time () - start;
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *kvnr = g_strdup_printf ("Z%09u", i);

      guess (client, kvnr, answers, FALSE);
    }
  start = g_get_monotonic_time ();
  mock_sign_in (client, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, "desktop");
  beside = g_get_monotonic_time () - start;
  g_test_message ("%.2f s alone, %.2f s beside", (double) alone / G_USEC_PER_SEC, (double) beside / G_USEC_PER_SEC);
  g_assert_cmpint (beside, <, 5 * alone + 2 * G_USEC_PER_SEC);
  test_wait_until (answers->len == 40);
  g_assert_cmpuint (count_status (answers, 401), ==, 40);
  g_clear_pointer (&client, mock_client_free);
  test_remove_folder (folder);
}

/* What waits for a worker is bounded, and whoever is told to come back has not used up a try. */
static void
test_full (void)
{
  static const char * const persons[] = { MOCK_ANDREA, MOCK_CARL, MOCK_XENIA };
  g_autofree char *folder = test_make_folder ();
  g_autoptr(MockClient) client = flooding_client (folder);
  g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 12; i++)
    guess (client, persons[i % 3], answers, FALSE);
  test_wait_until (answers->len == 12);
  g_assert_cmpuint (count_status (answers, 429), >, 0);
  g_assert_cmpuint (count_status (answers, 429) + count_status (answers, 401), ==, 12);
  for (guint i = 0; i < answers->len; i++)
    if (soup_message_get_status (answers->pdata[i]) == 429)
      g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (answers->pdata[i]),
                                                      "Retry-After"));
  for (guint i = 0; i < 3; i++)
    mock_sign_in (client, persons[i], (const char *[]) { MOCK_ANDREA_PASSWORD, MOCK_CARL_PASSWORD,
                                                         MOCK_XENIA_PASSWORD }[i], "desktop");
  g_clear_pointer (&client, mock_client_free);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func, data) g_test_add (path, Fixture, data, set_up, func, tear_down)
  g_test_add_func ("/mock/iam/persons", test_persons);
  g_test_add_func ("/mock/iam/key-rounds", test_key_rounds);
  ADD ("/mock/iam/sign-in", test_sign_in, NULL);
  ADD ("/mock/iam/malformed", test_malformed, NULL);
  ADD ("/mock/iam/throttle", test_throttle, MOCK_ANDREA);
  ADD ("/mock/iam/throttle-unknown", test_throttle, "Z999999999");
  g_test_add_func ("/mock/iam/flood", test_flood);
  g_test_add_func ("/mock/iam/full", test_full);
  ADD ("/mock/iam/throttle-forgets", test_throttle_forgets, NULL);
  ADD ("/mock/iam/access-expires", test_access_expires, NULL);
  ADD ("/mock/iam/scopes", test_scopes, NULL);
  ADD ("/mock/iam/rotation", test_rotation, NULL);
  ADD ("/mock/iam/withdrawn", test_withdrawn, NULL);
  ADD ("/mock/iam/inactivity", test_inactivity, NULL);
  ADD ("/mock/iam/inactivity-of-a-server", test_inactivity_of_a_server, NULL);
  ADD ("/mock/iam/stay", test_stay, NULL);
  ADD ("/mock/iam/absolute", test_absolute, NULL);
  ADD ("/mock/iam/revoke", test_revoke, NULL);
  ADD ("/mock/iam/sessions", test_sessions, NULL);
  ADD ("/mock/iam/password-change", test_password_change, NULL);
  ADD ("/mock/iam/password-needs-approval", test_password_needs_approval, NULL);
  ADD ("/mock/iam/access-log", test_access_log, NULL);
  return g_test_run ();
}
