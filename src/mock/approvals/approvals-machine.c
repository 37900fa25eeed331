/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "iam.h"
#include "server.h"

#define STEP(status) (1u << HKK_MOCK_APPROVAL_##status)
#define ENDS_OF_OPEN (STEP (DENIED) | STEP (REPORTED) | STEP (EXPIRED) | STEP (CANCELLED) | STEP (REVOKED))

/* From each state, where to. A state without a step is final. A phone can open what it fetched by hand before its feed
 * brought it, and decline without opening; it can approve only what it has opened. */
static const guint steps[HKK_MOCK_APPROVAL_N_STATUSES] =
{
  [HKK_MOCK_APPROVAL_PENDING] = STEP (DELIVERED) | STEP (OPENED) | ENDS_OF_OPEN,
  [HKK_MOCK_APPROVAL_DELIVERED] = STEP (OPENED) | ENDS_OF_OPEN,
  [HKK_MOCK_APPROVAL_OPENED] = STEP (APPROVED) | ENDS_OF_OPEN,
  [HKK_MOCK_APPROVAL_APPROVED] = STEP (EXECUTED) | STEP (FAILED) | STEP (FAILED_CONFLICT),
};

/**
 * hkk_mock_approval_may_move:
 * @from: a state
 * @to: a state
 *
 * Returns: whether the protocol has this step
 */
gboolean
hkk_mock_approval_may_move (HkkMockApprovalStatus from,
                            HkkMockApprovalStatus to)
{
  return (steps[from] & (1u << to)) != 0;
}

/**
 * hkk_mock_approval_is_final:
 * @status: a state
 *
 * Returns: whether it stays for ever
 */
gboolean
hkk_mock_approval_is_final (HkkMockApprovalStatus status)
{
  return steps[status] == 0;
}

/**
 * hkk_mock_approval_is_open:
 * @status: a state
 *
 * Returns: whether the person can still decide
 */
gboolean
hkk_mock_approval_is_open (HkkMockApprovalStatus status)
{
  return (steps[status] & ENDS_OF_OPEN) != 0;
}

/* The service that asked learns of each end without an effect. */
static void
tell_service (HkkMockStore          *store,
              const HkkMockApproval *self)
{
  const HkkMockRoute *route = hkk_mock_route_find (hkk_mock_store_services (store), self->intent->operation);

  if (hkk_mock_approval_is_final (self->status) && self->status != HKK_MOCK_APPROVAL_EXECUTED &&
      route != NULL && route->approval_changed != NULL)
    route->approval_changed (store, self->intent, hkk_mock_approval_status_text (self->status));
}

/**
 * hkk_mock_approval_move:
 * @store: the store, in a transaction
 * @to: its next state
 *
 * One step: a conditional update that must change exactly one row, and the event in the feed. "approved" has none: it
 * lasts no longer than the transaction that carries it out.
 *
 * Returns: %FALSE if there is no such step, or the row had left the state that @self knows
 */
gboolean
hkk_mock_approval_move (HkkMockStore          *store,
                        HkkMockApproval       *self,
                        HkkMockApprovalStatus  to)
{
  HkkJsonValue finished = hkk_mock_approval_is_final (to) ? hkk_json_value_int (hkk_mock_now ())
                                                          : hkk_json_value_text (NULL);

  g_return_val_if_fail (hkk_mock_store_in_transaction (store), FALSE);

  if (!hkk_mock_approval_may_move (self->status, to))
    return FALSE;
  if (hkk_mock_run (store, "UPDATE approvals SET status = ?, finished_at = ? WHERE id = ? AND status = ?",
                    hkk_mock_approval_status_text (to), finished, self->id,
                    hkk_mock_approval_status_text (self->status)) != 1)
    return FALSE;
  self->status = to;
  if (hkk_mock_approval_is_final (to))
    hkk_mock_approval_history_note (store, self);
  if (to != HKK_MOCK_APPROVAL_APPROVED)
    hkk_mock_feed_append (store, self->account_id, "approval", self->id, hkk_mock_approval_status_text (to));
  tell_service (store, self);
  return TRUE;
}

static void
keep_result (HkkMockStore    *store,
             HkkMockApproval *self,
             HkkMockResult   *result)
{
  g_clear_pointer (&self->result, g_free);
  if (result->outcome != NULL)
    self->result = hkk_json_object_to_string (result->outcome);
  hkk_mock_run (store, "UPDATE approvals SET result = ? WHERE id = ?", self->result, self->id);
}

/**
 * hkk_mock_approval_keep_problem:
 * @store: the store, in a transaction
 * @problem: why it ends without an effect
 *
 * Keeps @problem, in the language of the session that asked, for everyone who reads the approval.
 */
void
hkk_mock_approval_keep_problem (HkkMockStore    *store,
                                HkkMockApproval *self,
                                HkkMockProblem  *problem)
{
  g_autoptr(JsonObject) object = hkk_mock_problem_to_json (problem, self->intent->language, NULL);

  g_free (self->problem);
  self->problem = hkk_json_object_to_string (object);
  hkk_mock_run (store, "UPDATE approvals SET problem = ? WHERE id = ?", self->problem, self->id);
}

static gboolean
is_conflict (HkkMockProblem *problem)
{
  const char *code = hkk_mock_problem_code (problem);

  return g_str_equal (code, "conflict") || g_str_equal (code, "precondition_failed");
}

/* Whether the row still holds what was asked for, shown and signed. What its path names stands beside the path. */
static gboolean
is_what_was_approved (HkkMockStore          *store,
                      const HkkMockApproval *self)
{
  const HkkMockIntent *intent = self->intent;
  const HkkMockRoute *route = hkk_mock_route_find (hkk_mock_store_services (store), intent->operation);
  g_autofree char *digest = hkk_mock_intent_digest (intent);
  g_autofree char *shown = hkk_mock_intent_shown (intent);
  g_auto(GStrv) params = route != NULL ? hkk_mock_route_params (route, intent->route) : NULL;

  return intent->account_id == self->account_id && g_strcmp0 (digest, self->digest) == 0 &&
         (self->shown == NULL || g_strcmp0 (shown, self->shown) == 0) && params != NULL &&
         g_strv_equal ((const char * const *) params, (const char * const *) intent->params);
}

static gboolean
execute (HkkMockStore    *store,
         HkkMockApproval *self,
         HkkMockResult   *result)
{
  if (is_what_was_approved (store, self))
    return hkk_mock_execute (store, self->intent, result);
  return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", hkk_mock_text_in (self->intent->language,
    N_("What is stored is not what you approved. Nothing was changed. Please ask for it again."))));
}

/**
 * hkk_mock_approval_carry_out:
 * @store: the store, in a transaction
 * @self: an opened approval whose decision was verified
 *
 * The stored intent takes effect in the running transaction, together with its row in the ledger and the final state,
 * if it still is the one whose digest was signed.
 * An effect that is refused is undone to the last byte before the failure is written.
 *
 * Returns: %FALSE if @self is not in the state for it
 */
gboolean
hkk_mock_approval_carry_out (HkkMockStore    *store,
                             HkkMockApproval *self)
{
  g_autoptr(HkkMockResult) result = hkk_mock_result_new ();

  if (!hkk_mock_approval_move (store, self, HKK_MOCK_APPROVAL_APPROVED))
    return FALSE;
  hkk_mock_run (store, "SAVEPOINT effect");
  if (execute (store, self, result))
    {
      hkk_mock_run (store, "RELEASE effect");
      keep_result (store, self, result);
      hkk_mock_session_raise (store, self->session_id, HKK_MOCK_APPROVAL_RAISE);
      return hkk_mock_approval_move (store, self, HKK_MOCK_APPROVAL_EXECUTED);
    }
  hkk_mock_run (store, "ROLLBACK TO effect");
  hkk_mock_run (store, "RELEASE effect");
  hkk_mock_approval_keep_problem (store, self, result->problem);
  return hkk_mock_approval_move (store, self, is_conflict (result->problem) ? HKK_MOCK_APPROVAL_FAILED_CONFLICT
                                                                           : HKK_MOCK_APPROVAL_FAILED);
}

/* IDS are moved to TO unless they moved meanwhile. */
static void
end_all (HkkMockStore          *store,
         GPtrArray             *ids,
         HkkMockApprovalStatus  to)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, ids->pdata[i]);

      hkk_mock_approval_move (store, approval, to);
    }
}

static gboolean
expire_ids (HkkMockStore *store,
            gpointer      data)
{
  end_all (store, data, HKK_MOCK_APPROVAL_EXPIRED);
  return TRUE;
}

/**
 * hkk_mock_approvals_expire:
 * @store: the store
 *
 * Ends every open approval whose time has run out: by the schedule, and before anything reads or changes one, so that
 * nobody ever sees an open approval that is over.
 */
void
hkk_mock_approvals_expire (HkkMockStore *store)
{
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store,
    "SELECT id FROM approvals WHERE expires_at <= ? AND " HKK_MOCK_APPROVAL_OPEN, hkk_mock_now ());

  if (ids->len == 0)
    return;
  if (hkk_mock_store_in_transaction (store))
    expire_ids (store, ids);
  else
    hkk_mock_store_transact (store, expire_ids, ids);
}

/**
 * hkk_mock_approvals_revoke:
 * @store: the store, in a transaction
 * @session_id: a session that ends
 */
void
hkk_mock_approvals_revoke (HkkMockStore *store,
                           const char   *session_id)
{
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store,
    "SELECT id FROM approvals WHERE session_id = ? AND " HKK_MOCK_APPROVAL_OPEN, session_id);

  end_all (store, ids, HKK_MOCK_APPROVAL_REVOKED);
}

/**
 * hkk_mock_approvals_device_lost:
 * @store: the store, in a transaction
 * @account_id: whose device it is
 * @device_id: a device that is locked or unbound
 *
 * Revokes what is open on it, since nobody knows who looks at it, what it has asked for itself, and what no device is
 * left to approve.
 */
void
hkk_mock_approvals_device_lost (HkkMockStore *store,
                                gint64        account_id,
                                const char   *device_id)
{
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store, "SELECT id FROM approvals WHERE account_id = ? AND "
                                                        HKK_MOCK_APPROVAL_OPEN, account_id);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, ids->pdata[i]);
      gboolean open_there = approval->status == HKK_MOCK_APPROVAL_OPENED &&
                            g_strcmp0 (approval->device_id, device_id) == 0;
      gboolean asked_there = g_strcmp0 (approval->session_id, device_id) == 0;

      if (open_there || asked_there || hkk_mock_devices_count_usable (store, account_id, approval->excluded_id) == 0)
        hkk_mock_approval_move (store, approval, HKK_MOCK_APPROVAL_REVOKED);
    }
  /* It arrived there, and is to be seen elsewhere now. */
  hkk_mock_run (store, "UPDATE approvals SET device_id = NULL WHERE account_id = ? AND device_id = ? AND "
                       HKK_MOCK_APPROVAL_OPEN, account_id, device_id);
}
