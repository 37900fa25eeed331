/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gstdio.h>

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server.h"
#include "services.h"
#include "test-folder.h"

/* The state machine below the wire: every pair of states, against the table of the protocol. */

typedef struct
{
  char         *folder;
  HkkMockStore *store;
  guint         count;
} Fixture;

/* From the protocol, Approvals 6, written down a second time on purpose: P D O A X F C d r e c v. */
static const char * const allowed[HKK_MOCK_APPROVAL_N_STATUSES] =
{
  /*                    P D O A X F C d r e c v */
  /* pending         */ ".xx....xxxxx",
  /* delivered       */ "..x....xxxxx",
  /* opened          */ "...x...xxxxx",
  /* approved        */ "....xxx.....",
  /* executed        */ "............",
  /* failed          */ "............",
  /* failed_conflict */ "............",
  /* denied          */ "............",
  /* reported        */ "............",
  /* expired         */ "............",
  /* cancelled       */ "............",
  /* revoked         */ "............",
};

static void
migrate (HkkMockStore         *store,
         const HkkMockService *service)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (hkk_mock_store_migrate (store, service->name, service->migrations, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = test_make_folder ();
  path = g_build_filename (self->folder, "mock.sqlite", NULL);
  self->store = hkk_mock_store_open (path, &error);
  g_assert_no_error (error);
  hkk_mock_store_set_services (self->store, hkk_mock_services);
  for (gsize i = 0; hkk_mock_services[i] != NULL; i++)
    if (hkk_mock_services[i]->migrations != NULL)
      migrate (self->store, hkk_mock_services[i]);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  const char *names[] = { "mock.sqlite", "mock.sqlite-wal", "mock.sqlite-shm" };

  hkk_mock_store_close (self->store);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

#define INTENT_OF(operation, path, body) "{\"account_id\":1,\"operation\":\"" operation \
                                   "\",\"route\":\"" path "\",\"params\":[],\"language\":\"en\"," \
                                   "\"body\":" body ",\"attachments\":[],\"details\":[]," \
                                   "\"title\":\"Show protected data\",\"needs_approval\":true,\"asked_at\":0}"

/* A row in STATUS that waits to do INTENT, each with a session of its own. */
static HkkMockApproval *
insert_intent (Fixture              *self,
               HkkMockApprovalStatus status,
               const char           *intent)
{
  g_autofree char *id = g_strdup_printf ("approval-%u", self->count);
  g_autofree char *session = g_strdup_printf ("session-%u", self->count++);
  g_autoptr(HkkMockIntent) parsed = hkk_mock_intent_parse (intent);
  g_autofree char *digest = hkk_mock_intent_digest (parsed);
  HkkMockApproval *approval;

  g_assert_cmpint (hkk_mock_run (self->store,
                                 "INSERT INTO approvals (id, account_id,"
                                 " session_id, status, operation, intent, digest, number, nonce, exp,"
                                 " created_at, expires_at) VALUES (?, 1, ?, ?, 'step_up', ?, ?, '42', 'n', 0, ?, ?)",
                                 id, session, hkk_mock_approval_status_text (status), intent, digest,
                                 hkk_mock_now (), hkk_mock_now () + HKK_MOCK_APPROVAL_LIFE), ==, 1);
  approval = hkk_mock_approval_load (self->store, id);
  g_assert_nonnull (approval);
  return approval;
}

static HkkMockApproval *
insert (Fixture               *self,
        HkkMockApprovalStatus  status)
{
  return insert_intent (self, status, INTENT_OF ("step_up", "/v1/step-up", "{}"));
}

static gint64
count_events (Fixture    *self,
              const char *id,
              const char *status)
{
  return hkk_mock_get_int (self->store, -1, "SELECT count(*) FROM events WHERE id = ? AND status = ?", id, status);
}

typedef struct
{
  HkkMockApproval      *approval;
  HkkMockApprovalStatus to;
  gboolean              moved;
} Step;

static gboolean
take_step (HkkMockStore *store,
           gpointer      data)
{
  Step *step = data;

  step->moved = hkk_mock_approval_move (store, step->approval, step->to);
  return TRUE;
}

static void
check_step (Fixture               *self,
            HkkMockApprovalStatus  from,
            HkkMockApprovalStatus  to)
{
  gboolean expected = allowed[from][to] == 'x';
  g_autoptr(HkkMockApproval) approval = insert (self, from);
  g_autoptr(HkkMockApproval) after = NULL;
  Step step = { approval, to, FALSE };

  g_test_message ("%s to %s", hkk_mock_approval_status_text (from), hkk_mock_approval_status_text (to));
  g_assert_cmpint (hkk_mock_approval_may_move (from, to), ==, expected);
  g_assert_true (hkk_mock_store_transact (self->store, take_step, &step));
  g_assert_cmpint (step.moved, ==, expected);
  after = hkk_mock_approval_load (self->store, approval->id);
  g_assert_cmpint (after->status, ==, expected ? to : from);
  g_assert_cmpint (count_events (self, approval->id, hkk_mock_approval_status_text (to)), ==,
                   expected && to != HKK_MOCK_APPROVAL_APPROVED ? 1 : 0);
  g_assert_cmpint (hkk_mock_get_int (self->store, 0, "SELECT finished_at"
                                                     " FROM approvals WHERE id = ?", approval->id) > 0, ==,
                   expected && hkk_mock_approval_is_final (to));
}

static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  for (guint from = 0; from < HKK_MOCK_APPROVAL_N_STATUSES; from++)
    for (guint to = 0; to < HKK_MOCK_APPROVAL_N_STATUSES; to++)
      check_step (self, from, to);
}

static void
test_kinds (Fixture       *self,
            gconstpointer  data)
{
  for (guint i = 0; i < HKK_MOCK_APPROVAL_N_STATUSES; i++)
    {
      g_assert_cmpint (hkk_mock_approval_is_open (i), ==, i <= HKK_MOCK_APPROVAL_OPENED);
      g_assert_cmpint (hkk_mock_approval_is_final (i), ==, i > HKK_MOCK_APPROVAL_APPROVED);
    }
}

/* Two who loaded the same row: the second comes too late, whatever it thinks. */
static void
test_stale (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(HkkMockApproval) first = insert (self, HKK_MOCK_APPROVAL_OPENED);
  g_autoptr(HkkMockApproval) second = hkk_mock_approval_load (self->store, first->id);
  Step cancel = { first, HKK_MOCK_APPROVAL_CANCELLED, FALSE };
  Step approve = { second, HKK_MOCK_APPROVAL_APPROVED, FALSE };

  g_assert_true (hkk_mock_store_transact (self->store, take_step, &cancel));
  g_assert_true (hkk_mock_store_transact (self->store, take_step, &approve));
  g_assert_true (cancel.moved);
  g_assert_false (approve.moved);
  g_assert_cmpint (second->status, ==, HKK_MOCK_APPROVAL_OPENED);
}

/* Even a statement that forgets the condition cannot wake what is final, and a session cannot have two open ones. */
static void
test_schema (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockApproval) denied = insert (self, HKK_MOCK_APPROVAL_DENIED);
  g_autoptr(HkkMockApproval) pending = insert (self, HKK_MOCK_APPROVAL_PENDING);
  g_autoptr(HkkMockApproval) other = insert (self, HKK_MOCK_APPROVAL_PENDING);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "store: final*");
  g_assert_cmpint (hkk_mock_run (self->store, "UPDATE approvals SET status = 'executed' WHERE id = ?", denied->id),
                   ==, -1);
  g_test_assert_expected_messages ();
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "store: UNIQUE*");
  g_assert_cmpint (hkk_mock_run (self->store, "UPDATE approvals SET session_id = ? WHERE id = ?", pending->session_id,
                                 other->id), ==, -1);
  g_test_assert_expected_messages ();
}

static void
test_expire (Fixture       *self,
             gconstpointer  data)
{
  for (guint i = 0; i < HKK_MOCK_APPROVAL_N_STATUSES; i++)
    {
      g_autoptr(HkkMockApproval) approval = insert (self, i);
      g_autoptr(HkkMockApproval) after = NULL;

      hkk_mock_run (self->store, "UPDATE approvals SET expires_at = ? WHERE id = ?", hkk_mock_now () - 1, approval->id);
      hkk_mock_approvals_expire (self->store);
      after = hkk_mock_approval_load (self->store, approval->id);
      g_assert_cmpint (after->status, ==, hkk_mock_approval_is_open (i) ? HKK_MOCK_APPROVAL_EXPIRED : i);
      g_assert_cmpint (hkk_mock_approval_seconds_left (after), ==, 0);
    }
}

static gboolean
end_session (HkkMockStore *store,
             gpointer      data)
{
  hkk_mock_approvals_revoke (store, data);
  return TRUE;
}

static void
test_revoke (Fixture       *self,
             gconstpointer  data)
{
  for (guint i = 0; i < HKK_MOCK_APPROVAL_N_STATUSES; i++)
    {
      g_autoptr(HkkMockApproval) approval = insert (self, i);
      g_autoptr(HkkMockApproval) after = NULL;

      g_assert_true (hkk_mock_store_transact (self->store, end_session, approval->session_id));
      after = hkk_mock_approval_load (self->store, approval->id);
      g_assert_cmpint (after->status, ==, hkk_mock_approval_is_open (i) ? HKK_MOCK_APPROVAL_REVOKED : i);
    }
}

static gboolean
carry_out (HkkMockStore *store,
           gpointer      data)
{
  Step *step = data;

  step->moved = hkk_mock_approval_carry_out (store, step->approval);
  return TRUE;
}

/* Carries INTENT out; it must end in STATUS, with COUNT rows in the ledger. */
static HkkMockApproval *
check_carry_out (Fixture              *self,
                 const char           *intent,
                 HkkMockApprovalStatus status,
                 gint64                count)
{
  g_autoptr(HkkMockApproval) approval = insert_intent (self, HKK_MOCK_APPROVAL_OPENED, intent);
  Step step = { approval, status, FALSE };

  g_assert_true (hkk_mock_store_transact (self->store, carry_out, &step));
  g_assert_true (step.moved);
  g_assert_cmpint (count_events (self, approval->id, hkk_mock_approval_status_text (status)), ==, 1);
  g_assert_cmpint (hkk_mock_get_int (self->store, -1, "SELECT count(*) FROM ledger"), ==, count);
  return hkk_mock_approval_load (self->store, approval->id);
}

static const char *
problem_code (const HkkMockApproval *approval,
              JsonObject           **problem)
{
  *problem = hkk_json_object_parse (approval->problem);
  return hkk_json_get_string (*problem, "code");
}

static void
test_executed (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkMockApproval) approval = check_carry_out (self, INTENT_OF ("step_up", "/v1/step-up", "{}"),
                                                         HKK_MOCK_APPROVAL_EXECUTED, 1);
  Step again = { approval, HKK_MOCK_APPROVAL_EXECUTED, TRUE };

  g_assert_cmpint (approval->status, ==, HKK_MOCK_APPROVAL_EXECUTED);
  g_assert_true (hkk_mock_store_transact (self->store, carry_out, &again));
  g_assert_false (again.moved);
  g_assert_cmpint (hkk_mock_get_int (self->store, -1, "SELECT count(*) FROM ledger"), ==, 1);
}

static void
test_failed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(HkkMockApproval) approval = check_carry_out (self, INTENT_OF ("no_such_operation", "/v1/step-up", "{}"),
                                                         HKK_MOCK_APPROVAL_FAILED, 0);
  g_autoptr(JsonObject) problem = NULL;

  g_assert_cmpint (approval->status, ==, HKK_MOCK_APPROVAL_FAILED);
  g_assert_cmpstr (problem_code (approval, &problem), ==, "internal");
}

/* The letter's code is used up before the account turns out to have too many devices: that must be undone, too. */
static void
test_failed_undone (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(HkkMockApproval) approval = NULL;
  g_autoptr(JsonObject) problem = NULL;

  for (guint i = 0; i < HKK_MOCK_DEVICES_MAX; i++)
    hkk_mock_run (self->store, "INSERT INTO devices (id, account_id, name, platform, bound_at, last_seen_at)"
                               " VALUES (?, 1, 'x', 'ios', 0, 0)", i);
  hkk_mock_run (self->store, "INSERT INTO device_letters (id, account_id, code_hash, ordered_at, expires_at)"
                             " VALUES ('letter', 1, x'00', 0, 0)");
  approval = check_carry_out (self, INTENT_OF ("enrol_device", "/device/enrolments",
                                               "{\"letter\":\"letter\",\"name\":\"x\"}"),
                              HKK_MOCK_APPROVAL_FAILED_CONFLICT, 0);
  g_assert_cmpint (approval->status, ==, HKK_MOCK_APPROVAL_FAILED_CONFLICT);
  g_assert_cmpstr (problem_code (approval, &problem), ==, "conflict");
  g_assert_cmpint (hkk_mock_get_int (self->store, 0, "SELECT count(*) FROM device_letters"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/mock/approvals/machine/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/mock/approvals/machine/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/mock/approvals/machine/stale", Fixture, NULL, set_up, test_stale, tear_down);
  g_test_add ("/mock/approvals/machine/schema", Fixture, NULL, set_up, test_schema, tear_down);
  g_test_add ("/mock/approvals/machine/expire", Fixture, NULL, set_up, test_expire, tear_down);
  g_test_add ("/mock/approvals/machine/revoke", Fixture, NULL, set_up, test_revoke, tear_down);
  g_test_add ("/mock/approvals/machine/executed", Fixture, NULL, set_up, test_executed, tear_down);
  g_test_add ("/mock/approvals/machine/failed", Fixture, NULL, set_up, test_failed, tear_down);
  g_test_add ("/mock/approvals/machine/failed-undone", Fixture, NULL, set_up, test_failed_undone, tear_down);
  return g_test_run ();
}
