/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "hkk-json.h"
#include "hkk-portal-private.h"
#include "portal-server.h"

/* A portal that refuses what the test says: what a session begins with, and what becomes of a draft. */
typedef struct
{
  guint         fail;          /* so many calls of what a session begins with are answered with 503 */
  guint         keys;          /* calls for the data key */
  guint         bad_keys;      /* so many of them are answered with something else */
  guint         lists;         /* … for the open approvals */
  guint         approvals;     /* … for one approval */
  guint         posts;         /* requests that were handed in */
  guint         activities;
  guint         status;        /* of the answer to a request, 0: 202 without an id */
  const char   *code;
  guint         approval_status;
  gboolean      ended;         /* nobody gets a token */
  PortalServer *server;
  HkkPortal    *portal;
} Fixture;

static gboolean
fails (Fixture           *self,
       SoupServerMessage *message)
{
  if (self->fail == 0)
    return FALSE;
  self->fail--;
  portal_answer_problem (message, 503, "maintenance");
  return TRUE;
}

static void
answer_request (Fixture           *self,
                SoupServerMessage *message)
{
  self->posts++;
  if (self->status)
    portal_answer_problem (message, self->status, self->code);
  else
    portal_answer (message, 202, "{}");
}

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;

  if (g_str_equal (path, "/iam/token") && self->ended)
    portal_answer_problem (message, 400, "invalid_grant");
  else if (g_str_equal (path, "/iam/token"))
    portal_answer_sign_in (message, 900, FALSE, 0);
  else if (g_str_equal (path, "/v1/account/data-key"))
    {
      self->keys++;
      if (self->bad_keys >= self->keys)
        portal_answer (message, 200, "{\"key\":\"abc\",\"id\":\"k\"}");
      else if (!fails (self, message))
        portal_answer (message, 200, "{\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"id\":\"k\"}");
    }
  else if (g_str_equal (path, "/v1/approvals"))
    {
      self->lists++;
      if (!fails (self, message))
        portal_answer (message, 200, "{\"items\":[]}");
    }
  else if (g_str_has_prefix (path, "/v1/approvals/"))
    {
      self->approvals++;
      portal_answer_problem (message, self->approval_status, "throttled");
    }
  else if (g_str_equal (path, "/v1/requests"))
    answer_request (self, message);
  else if (!portal_answer_presence (message, path, &self->activities))
    portal_answer (message, 200, "{}");
}

static void
sign_in (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
}

static void
wait_for_drafts (Fixture *self)
{
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
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
test_again (Fixture       *self,
            gconstpointer  data)
{
  self->fail = 2;
  sign_in (self);
  wait_for_drafts (self);
  test_wait_until (self->keys == 2 && self->lists == 2);
}

/* Without the key nothing is kept, which is told; it is asked for again, and then what was begun is kept. */
static void
test_no_key (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 1, NULL, "Sick note");
  g_autoptr(GAsyncResult) saved = NULL;
  HkkDrafts *drafts = NULL;

  self->bad_keys = 1;
  sign_in (self);
  drafts = hkk_portal_get_drafts (self->portal);
  g_assert_nonnull (drafts);
  test_wait_until (hkk_drafts_get_failure (drafts) != NULL);
  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &saved);
  g_assert_false (hkk_drafts_save_finish (drafts, test_wait (&saved), NULL));
  g_assert_nonnull (hkk_draft_get_unsaved (draft));
  wait_for_drafts (self);
  g_assert_true (hkk_portal_get_drafts (self->portal) == drafts);
  g_assert_null (hkk_drafts_get_failure (drafts));
  test_wait_until (hkk_draft_get_unsaved (draft) == NULL);
  g_assert_nonnull (hkk_draft_get_saved_at (draft));
}

/* The last action of a minute is told at its end, without another one. */
static void
test_last_action (Fixture       *self,
                  gconstpointer  data)
{
  sign_in (self);
  hkk_portal_note_activity (self->portal);
  g_assert_cmpuint (self->activities, ==, 0);
  self->portal->reported_at -= 61 * G_USEC_PER_SEC;
  test_wait_until (self->activities == 1);
}

static HkkDraft *
draft_in (Fixture       *self,
          HkkDraftState  state)
{
  HkkDrafts *drafts = hkk_portal_get_drafts (self->portal);
  HkkDraft *draft = hkk_draft_new (HKK_DRAFT_REQUEST, "sick-note", 1, NULL, "Sick note");
  g_autoptr(GAsyncResult) saved = NULL;

  if (state == HKK_DRAFT_APPROVAL)
    hkk_draft_set_approval_id (draft, "ap1");
  hkk_draft_set_state (draft, state);
  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &saved);
  g_assert_true (hkk_drafts_save_finish (drafts, test_wait (&saved), NULL));
  return draft;
}

static HkkSubmitOutcome
submit (Fixture  *self,
        HkkDraft *draft)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_portal_submit_async (self->portal, draft, NULL, NULL, test_keep_result, &result);
  return hkk_portal_submit_finish (self->portal, test_wait (&result), NULL, NULL, NULL);
}

/* Handing in what is being handed in already begins nothing, and its callback comes. */
static void
test_twice (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = NULL;
  g_autoptr(GAsyncResult) first = NULL;

  self->status = 422;
  self->code = "validation_failed";
  sign_in (self);
  wait_for_drafts (self);
  draft = draft_in (self, HKK_DRAFT_EDITING);
  hkk_portal_submit_async (self->portal, draft, NULL, NULL, test_keep_result, &first);
  g_assert_cmpint (submit (self, draft), ==, HKK_SUBMIT_UNKNOWN);
  g_assert_cmpint (hkk_portal_submit_finish (self->portal, test_wait (&first), NULL, NULL, NULL), ==,
                   HKK_SUBMIT_REFUSED);
  g_assert_cmpuint (self->posts, ==, 1);
}

/* An approval that cannot be asked for is not asked for in a loop. */
static void
test_no_storm (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkDraft) draft = NULL;
  gint64 until;

  self->approval_status = 429;
  sign_in (self);
  wait_for_drafts (self);
  draft = draft_in (self, HKK_DRAFT_APPROVAL);
  hkk_portal_check_now (self->portal);
  test_wait_until (self->approvals == 1);
  until = g_get_monotonic_time () + 800 * 1000;
  while (g_get_monotonic_time () < until)
    test_iterate ();
  g_assert_cmpuint (self->approvals, ==, 1);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, HKK_DRAFT_APPROVAL);
}

static void
check_outcome (Fixture          *self,
               HkkDraftState     before,
               guint             status,
               const char       *code,
               HkkSubmitOutcome  outcome,
               HkkDraftState     after,
               gboolean          same_key)
{
  g_autoptr(HkkDraft) draft = draft_in (self, before);
  g_autofree char *key = g_strdup (hkk_draft_get_key (draft));
  g_autoptr(GAsyncResult) deleted = NULL;

  g_test_message ("%u %s", status, code);
  self->status = status;
  self->code = code;
  g_assert_cmpint (submit (self, draft), ==, outcome);
  g_assert_cmpint (hkk_draft_get_state (draft), ==, after);
  g_assert_true (g_str_equal (hkk_draft_get_key (draft), key) == same_key);
  hkk_drafts_delete_async (hkk_portal_get_drafts (self->portal), draft, NULL, test_keep_result, &deleted);
  g_assert_true (hkk_drafts_delete_finish (hkk_portal_get_drafts (self->portal), test_wait (&deleted), NULL));
}

/* Whatever leaves open what became of it keeps the key: with a new one it could be carried out twice. */
static void
test_key_stays (Fixture       *self,
                gconstpointer  data)
{
  sign_in (self);
  wait_for_drafts (self);
  check_outcome (self, HKK_DRAFT_EDITING, 409, "idempotency_in_progress", HKK_SUBMIT_UNKNOWN, HKK_DRAFT_UNKNOWN, TRUE);
  check_outcome (self, HKK_DRAFT_EDITING, 0, NULL, HKK_SUBMIT_UNKNOWN, HKK_DRAFT_UNKNOWN, TRUE);
  check_outcome (self, HKK_DRAFT_EDITING, 422, "validation_failed", HKK_SUBMIT_REFUSED, HKK_DRAFT_EDITING, FALSE);
  check_outcome (self, HKK_DRAFT_EDITING, 422, "idempotency_key_reused", HKK_SUBMIT_REFUSED, HKK_DRAFT_EDITING, TRUE);
  check_outcome (self, HKK_DRAFT_UNKNOWN, 422, "idempotency_key_reused", HKK_SUBMIT_REFUSED, HKK_DRAFT_EDITING, TRUE);
  check_outcome (self, HKK_DRAFT_UNKNOWN, 429, "throttled", HKK_SUBMIT_UNKNOWN, HKK_DRAFT_UNKNOWN, TRUE);
  check_outcome (self, HKK_DRAFT_UNKNOWN, 422, "validation_failed", HKK_SUBMIT_REFUSED, HKK_DRAFT_EDITING, FALSE);
  check_outcome (self, HKK_DRAFT_UNKNOWN, 503, "maintenance", HKK_SUBMIT_UNKNOWN, HKK_DRAFT_UNKNOWN, TRUE);
  check_outcome (self, HKK_DRAFT_UNKNOWN, 401, "unauthorized", HKK_SUBMIT_UNKNOWN, HKK_DRAFT_UNKNOWN, TRUE);
}

/* The session ends while the disk refuses: what was begun stays in memory, and is saved after the next sign-in. */
static void
test_ended (Fixture       *self,
            gconstpointer  data)
{
  HkkDrafts *drafts = NULL;
  g_autoptr(HkkDraft) draft = NULL;
  g_autoptr(GAsyncResult) called = NULL;
  g_autoptr(GAsyncResult) saved = NULL;
  g_autofree char *dir = NULL;
  g_autofree char *away = NULL;

  sign_in (self);
  wait_for_drafts (self);
  drafts = hkk_portal_get_drafts (self->portal);
  draft = draft_in (self, HKK_DRAFT_EDITING);
  dir = g_build_filename (self->server->config.data_dir, "drafts", hkk_session_get_profile (self->portal->session),
                          NULL);
  away = g_strconcat (dir, ".away", NULL);
  g_assert_cmpint (g_rename (dir, away), ==, 0);
  g_assert_true (g_file_set_contents (dir, "", 0, NULL));
  hkk_draft_take_values (draft, json_from_string ("{\"a\":2}", NULL));
  hkk_drafts_save_async (drafts, draft, NULL, test_keep_result, &saved);
  g_assert_false (hkk_drafts_save_finish (drafts, test_wait (&saved), NULL));

  self->ended = TRUE;
  self->status = 401;
  self->code = "unauthorized";
  hkk_session_call_async (self->portal->session, &(HkkCall) { .method = "GET", .path = "/v1/requests" }, NULL,
                          test_keep_result, &called);
  g_assert_null (hkk_session_call_finish (self->portal->session, test_wait (&called), NULL));
  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_ENDED);
  g_assert_true (hkk_portal_get_drafts (self->portal) == drafts);
  g_assert_true (hkk_drafts_find (drafts, hkk_draft_get_id (draft)) == draft);
  g_assert_cmpint (hkk_json_get_int (json_node_get_object (hkk_draft_get_values (draft)), "a", 0), ==, 2);
  g_assert_nonnull (hkk_draft_get_unsaved (draft));

  self->ended = FALSE;
  sign_in (self);
  g_assert_true (hkk_portal_get_drafts (self->portal) == drafts);
  g_assert_cmpint (g_unlink (dir), ==, 0);
  g_assert_cmpint (g_rename (away, dir), ==, 0);
  test_wait_until (hkk_draft_get_unsaved (draft) == NULL);
}

#define add(name, func) g_test_add ("/portal/session-start/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("again", test_again);
  add ("last-action", test_last_action);
  add ("no-key", test_no_key);
  add ("twice", test_twice);
  add ("no-storm", test_no_storm);
  add ("key-stays", test_key_stays);
  add ("ended", test_ended);
  return g_test_run ();
}
