/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "phone-client.h"

/*
 * Desktops and phones of three persons do what they like with the same approvals at the same time. Whatever the order:
 * each approval has one end, everybody is told the same one, and what was asked for is in the ledger once if the end is
 * "executed" and else not at all. The order is drawn from the test's seed; HKK_ROUNDS says how many rounds of three
 * approvals.
 */

#define ROUNDS   8
#define LIFETIME 301 /* an approval's, in seconds, and a moment */

typedef enum { APPROVE, DENY, REPORT, WRONG_NUMBER, N_PHONE_ACTIONS,
               CANCEL = N_PHONE_ACTIONS, EXTEND, RESEND, RETRY, LOOK, N_DESKTOP_ACTIONS,
               SIGN_OUT = N_DESKTOP_ACTIONS, END_SESSION } Action;

/* One that was asked for; read by the threads, written between the rounds. */
typedef struct
{
  const char *kvnr;
  MockAnswer *asker;  /* the session that asked */
  MockAnswer *asked;
  char       *key;
} Approval;

typedef struct
{
  Approval     *approval;
  gboolean      is_phone;
  MockClient   *client;  /* the thread's own */
  MockAnswer   *session; /* (nullable): a desktop's */
  HkkMockTestDevice *phone;   /* (nullable) */
  GThread      *thread;
  GAsyncQueue  *todo;    /* GArray of Action; an empty one ends the thread */
  GAsyncQueue  *done;
  GPtrArray    *answers; /* of the round */
} Actor;

static MockAnswer *
decide (Actor      *self,
        const char *decision,
        gboolean    wrong)
{
  const char *id = phone_answer_text (self->approval->asked, "id");
  const char *number = phone_answer_text (self->approval->asked, "number");
  g_autoptr(MockAnswer) opened = phone_open (self->client, self->phone, id);
  g_autofree char *path = g_strconcat ("/device/approvals/", id, "/decision", NULL);

  if (opened->status != 200)
    return g_steal_pointer (&opened);
  return phone_call (self->client, "POST", path, hkk_mock_test_device_token (self->phone), NULL,
                     hkk_mock_test_device_decide (self->phone, opened->json, decision,
                                            !wrong ? number : strcmp (number, "55") == 0 ? "56" : "55"));
}

static MockAnswer *
act (Actor  *self,
     Action  action)
{
  const char *id = phone_answer_text (self->approval->asked, "id");
  MockAnswer *asker = self->approval->asker;
  g_autofree char *path = NULL;

  switch (action)
    {
    case APPROVE:
      return decide (self, "approve", FALSE);
    case DENY:
      return decide (self, "deny", FALSE);
    case REPORT:
      return decide (self, "report", FALSE);
    case WRONG_NUMBER:
      return decide (self, "approve", TRUE);
    case CANCEL:
      return phone_act (self->client, self->session, id, "cancel");
    case EXTEND:
      return phone_act (self->client, self->session, id, "extend");
    case RESEND:
      return phone_act (self->client, self->session, id, "resend");
    case RETRY:
      return phone_call (self->client, "POST", "/v1/step-up", phone_token (asker), self->approval->key,
                         json_object_new ());
    case LOOK:
      return phone_look (self->client, self->session, id);
    case SIGN_OUT:
      return phone_call (self->client, "POST", "/iam/revoke", NULL, NULL,
                         hkk_json_object ("refresh_token", phone_answer_text (asker, "refresh_token")));
    case END_SESSION:
      path = g_strconcat ("/iam/sessions/", phone_answer_text (asker, "session_id"), NULL);
      return phone_call (self->client, "DELETE", path, phone_token (self->session), NULL, NULL);
    default:
      g_assert_not_reached ();
    }
}

static gpointer
actor_thread (gpointer data)
{
  Actor *self = data;

  for (;;)
    {
      g_autoptr(GArray) actions = g_async_queue_pop (self->todo);

      for (guint i = 0; i < actions->len; i++)
        g_ptr_array_add (self->answers, act (self, g_array_index (actions, Action, i)));
      g_async_queue_push (self->done, self);
      if (actions->len == 0)
        return NULL;
    }
}

static Action
draw_action (Actor *self)
{
  if (self->is_phone)
    return (Action) g_test_rand_int_range (APPROVE, N_PHONE_ACTIONS);
  if (g_test_rand_int_range (0, 12) == 0)
    return self->session == self->approval->asker ? SIGN_OUT : END_SESSION;
  return (Action) g_test_rand_int_range (CANCEL, N_DESKTOP_ACTIONS);
}

/* The phone of the person takes part in two of three rounds, and mostly does what it is asked for. */
static GArray *
draw_actions (Actor *self)
{
  GArray *actions = g_array_new (FALSE, FALSE, sizeof (Action));
  int n = g_test_rand_int_range (1, 4);

  for (int i = 0; i < n; i++)
    {
      Action action = self->is_phone && g_test_rand_int_range (0, 2) ? APPROVE : draw_action (self);

      g_array_append_val (actions, action);
    }
  return actions;
}

static void
actor_begin (Actor       *self,
             MockClient  *owner,
             const char  *kvnr,
             gboolean     is_phone,
             Approval    *approval,
             GAsyncQueue *done)
{
  self->approval = approval;
  self->is_phone = is_phone;
  self->client = mock_client_attach (owner->folder);
  self->phone = is_phone ? phone_bind (self->client, kvnr) : NULL;
  self->todo = g_async_queue_new ();
  self->done = done;
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) mock_answer_free);
  self->thread = g_thread_new ("actor", actor_thread, self);
}

static void
actor_end (Actor *self)
{
  g_async_queue_push (self->todo, g_array_new (FALSE, FALSE, sizeof (Action)));
  g_thread_join (self->thread);
  g_clear_pointer (&self->session, mock_answer_free);
  g_clear_pointer (&self->phone, hkk_mock_test_device_free);
  mock_client_free (self->client);
  g_async_queue_unref (self->todo);
  g_ptr_array_unref (self->answers);
}

static gboolean
is_end (const char *status)
{
  static const char *ends[] = { "executed", "failed", "failed_conflict", "denied", "reported", "expired", "cancelled",
                                "revoked", NULL };

  return g_strv_contains (ends, status);
}

/* Everybody signs in anew: sessions ended in the last round, or grew too old. */
static void
ask_all (MockClient *client,
         Actor      *actors,
         guint       n_actors,
         Approval   *approvals,
         guint       n_approvals)
{
  for (guint i = 0; i < n_actors; i++)
    if (!actors[i].is_phone)
      {
        g_clear_pointer (&actors[i].session, mock_answer_free);
        actors[i].session = phone_sign_in (client, actors[i].approval->kvnr, "desktop");
        actors[i].approval->asker = actors[i].session; /* the person's last desktop */
      }
  for (guint i = 0; i < n_approvals; i++)
    {
      approvals[i].key = hkk_mock_random_hex (16);
      approvals[i].asked = phone_call (client, "POST", "/v1/step-up", phone_token (approvals[i].asker),
                                       approvals[i].key, json_object_new ());
      g_assert_cmpuint (approvals[i].asked->status, ==, 202);
    }
}

static char *
status_for (MockClient *client,
            MockAnswer *session,
            Approval   *approval)
{
  g_autoptr(MockAnswer) seen = phone_look (client, session, phone_answer_text (approval->asked, "id"));

  g_assert_cmpuint (seen->status, ==, 200);
  return g_strdup (phone_answer_text (seen, "status"));
}

static guint
executed (MockClient *client,
          const char *key)
{
  g_autoptr(JsonObject) answer = mock_command (client, hkk_json_object ("command", "ledger"));
  JsonArray *rows = hkk_json_get_array (answer, "ledger");
  g_autofree char *name = hkk_mock_key_name (key);
  guint n = 0;

  for (guint i = 0; i < hkk_json_array_length (rows); i++)
    n += g_strcmp0 (hkk_json_get_string (hkk_json_array_object (rows, i), "key"), name) == 0;
  return n;
}

/* ACTOR was told nothing that is not so. */
static void
check_actor (Actor      *actor,
             const char *end)
{
  for (guint i = 0; i < actor->answers->len; i++)
    {
      MockAnswer *answer = g_ptr_array_index (actor->answers, i);
      const char *told = phone_answer_text (answer, "status"), *id = phone_answer_text (answer, "id");

      g_assert_cmpuint (answer->status, <, 500);
      if (answer->status / 100 == 2 && is_end (told))
        g_assert_cmpstr (told, ==, end);
      if (answer->status / 100 == 2 && *id != '\0')
        g_assert_cmpstr (id, ==, phone_answer_text (actor->approval->asked, "id"));
    }
  if (actor->is_phone)
    {
      g_autoptr(MockAnswer) seen = phone_open (actor->client, actor->phone,
                                               phone_answer_text (actor->approval->asked, "id"));

      g_assert_cmpuint (seen->status, ==, 200);
      g_assert_cmpstr (phone_answer_text (seen, "status"), ==, end);
    }
}

static void
check (MockClient *client,
       Approval   *approval,
       Actor      *actors,
       guint       n_actors,
       GHashTable *seen)
{
  /* The asker's own token has grown too old. */
  g_autoptr(MockAnswer) session = phone_sign_in (client, approval->kvnr, "desktop");
  g_autofree char *end = status_for (client, session, approval);
  g_autoptr(MockAnswer) again = NULL;

  g_assert_true (is_end (end));
  for (guint i = 0; i < n_actors; i++)
    if (actors[i].approval == approval)
      check_actor (&actors[i], end);
  again = phone_call (client, "POST", "/v1/step-up", phone_token (session), approval->key, json_object_new ());
  g_assert_cmpuint (again->status / 100, ==, 2);
  g_assert_cmpstr (phone_answer_text (again, "id"), ==, phone_answer_text (approval->asked, "id"));
  g_assert_cmpstr (phone_answer_text (again, "status"), ==, end);
  g_assert_cmpuint (executed (client, approval->key), ==, strcmp (end, "executed") == 0 ? 1 : 0);
  g_hash_table_add (seen, g_steal_pointer (&end));
}

static void
play (MockClient *client,
      Actor      *actors,
      guint       n_actors)
{
  for (guint i = 0; i < n_actors; i++)
    {
      g_ptr_array_set_size (actors[i].answers, 0);
      g_async_queue_push (actors[i].todo, draw_actions (&actors[i]));
    }
  if (g_test_rand_int_range (0, 6) == 0)
    mock_advance (client, LIFETIME);
  for (guint i = 0; i < n_actors; i++)
    g_async_queue_pop (actors[0].done);
}

static void
test_races (void)
{
  static const struct { const char *kvnr; guint desktops; } persons[] = { { MOCK_ANDREA, 2 }, { MOCK_CARL, 2 },
                                                                          { "X110465770", 1 } };
  const char *text = g_getenv ("HKK_ROUNDS");
  guint rounds = text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : ROUNDS;
  g_autoptr(MockClient) client = mock_client_new ();
  g_autoptr(GAsyncQueue) done = g_async_queue_new ();
  g_autoptr(GHashTable) ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Approval approvals[G_N_ELEMENTS (persons)] = { 0 };
  Actor actors[8] = { 0 };
  guint n_actors = 0;

  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      approvals[i].kvnr = persons[i].kvnr;
      for (guint j = 0; j <= persons[i].desktops; j++)
        actor_begin (&actors[n_actors++], client, persons[i].kvnr, j == persons[i].desktops, &approvals[i], done);
    }
  g_assert_cmpuint (n_actors, ==, G_N_ELEMENTS (actors));
  for (guint round = 1; round <= rounds; round++)
    {
      ask_all (client, actors, n_actors, approvals, G_N_ELEMENTS (approvals));
      play (client, actors, n_actors);
      mock_advance (client, 2 * LIFETIME); /* what is still open, even extended, expires */
      for (guint i = 0; i < G_N_ELEMENTS (approvals); i++)
        {
          check (client, &approvals[i], actors, n_actors, ends);
          g_clear_pointer (&approvals[i].asked, mock_answer_free);
          g_clear_pointer (&approvals[i].key, g_free);
        }
    }
  g_test_message ("%u approvals came to %u different ends", rounds * (guint) G_N_ELEMENTS (approvals),
                  g_hash_table_size (ends));
  g_assert_cmpuint (g_hash_table_size (ends), >=, 3);
  for (guint i = 0; i < n_actors; i++)
    actor_end (&actors[i]);
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
  g_test_add_func ("/mock/races", test_races);
  return g_test_run ();
}
