/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "approvals.h"
#include "clock.h"
#include "devices.h"

/* An intent that waits for the person's decision on a phone. */

#define HKK_MOCK_APPROVAL_AUDIENCE "hkk-portal"
#define HKK_MOCK_APPROVAL_LIFE     (300 * HKK_MOCK_SECOND)
#define HKK_MOCK_APPROVAL_RAISE    900 /* seconds that an executed approval raises its session for */

typedef enum
{
  HKK_MOCK_APPROVAL_PENDING,
  HKK_MOCK_APPROVAL_DELIVERED,
  HKK_MOCK_APPROVAL_OPENED,
  HKK_MOCK_APPROVAL_APPROVED,
  HKK_MOCK_APPROVAL_EXECUTED,
  HKK_MOCK_APPROVAL_FAILED,
  HKK_MOCK_APPROVAL_FAILED_CONFLICT,
  HKK_MOCK_APPROVAL_DENIED,
  HKK_MOCK_APPROVAL_REPORTED,
  HKK_MOCK_APPROVAL_EXPIRED,
  HKK_MOCK_APPROVAL_CANCELLED,
  HKK_MOCK_APPROVAL_REVOKED,
} HkkMockApprovalStatus;
#define HKK_MOCK_APPROVAL_N_STATUSES (HKK_MOCK_APPROVAL_REVOKED + 1)

/* In SQL: still to be decided. */
#define HKK_MOCK_APPROVAL_OPEN "status IN ('pending', 'delivered', 'opened')"

typedef struct
{
  char                 *id;
  gint64                account_id;
  char                 *session_id;
  HkkMockApprovalStatus status;
  HkkMockIntent        *intent;
  char                 *shown;          /* (nullable): what title and lines were; NULL in a store of before that */
  char                 *digest;
  char                 *number;
  gint64                tries_left;
  char                 *nonce;
  gint64                exp;            /* unix seconds of the real clock, as the phone signs it */
  gint64                extensions_left;
  gint64                resends_left;
  char                 *device_id;      /* (nullable): the phone that it arrived on */
  char                 *excluded_id;    /* (nullable): the phone that may not decide */
  gint64                created_at;
  gint64                expires_at;
  GBytes               *decision;       /* (nullable): SHA-256 of the last decision that was answered */
  char                 *answer;         /* (nullable): what it was answered with */
  char                 *result;         /* (nullable): JSON */
  char                 *problem;        /* (nullable): JSON */
} HkkMockApproval;

const char      *hkk_mock_approval_status_text (HkkMockApprovalStatus status);
gboolean         hkk_mock_approval_is_open     (HkkMockApprovalStatus status);
gboolean         hkk_mock_approval_is_final    (HkkMockApprovalStatus status);
/* Whether the protocol knows the step FROM → TO. */
gboolean         hkk_mock_approval_may_move    (HkkMockApprovalStatus from, HkkMockApprovalStatus to);

HkkMockApproval *hkk_mock_approval_load   (HkkMockStore *store, const char *id); /* (nullable) */
void             hkk_mock_approval_free   (HkkMockApproval *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockApproval, hkk_mock_approval_free)
/* APPROVAL of the contract. (transfer full) */
JsonObject      *hkk_mock_approval_render (HkkMockStore *store, const HkkMockApproval *self);
/* DEVICE_APPROVAL of the contract. (transfer full) */
JsonObject      *hkk_mock_approval_render_for_device (HkkMockStore *store, const HkkMockApproval *self);
gint64           hkk_mock_approval_seconds_left      (const HkkMockApproval *self);
/* Whether DEVICE may see and decide it. */
gboolean         hkk_mock_approval_is_for            (const HkkMockApproval *self, const HkkMockDevice *device);

/* Transitions; inside a transaction. FALSE: the row had another state than SELF, or there is no such step. */
gboolean         hkk_mock_approval_move   (HkkMockStore *store, HkkMockApproval *self, HkkMockApprovalStatus to);
/* Takes effect: opened → approved → executed, failed or failed_conflict. */
gboolean         hkk_mock_approval_carry_out (HkkMockStore *store, HkkMockApproval *self);
void             hkk_mock_approval_keep_problem (HkkMockStore *store, HkkMockApproval *self, HkkMockProblem *problem);
/* Ends what has run out of time; in the running transaction, or in one of its own where there is something to end. */
void             hkk_mock_approvals_expire  (HkkMockStore *store);
/* Inside a transaction: the session has ended, so its open approvals are revoked. */
void             hkk_mock_approvals_revoke  (HkkMockStore *store, const char *session_id);
/* Inside a transaction: the device can approve no longer. */
void             hkk_mock_approvals_device_lost (HkkMockStore *store, gint64 account_id, const char *device_id);

/* How they ended, for 90 days; inside a transaction. */
void             hkk_mock_approval_history_note    (HkkMockStore *store, const HkkMockApproval *approval);
void             hkk_mock_approval_history_forget  (HkkMockStore *store, gint64 now);
void             hkk_mock_approval_history_list    (HkkMockCall *call);

/* The parts of the service, one file each. */
gboolean         hkk_mock_approvals_request (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);
void             hkk_mock_approval_list_for_device (HkkMockCall *call);
void             hkk_mock_approval_open_on_device  (HkkMockCall *call);
gboolean         hkk_mock_approval_device_hears    (HkkMockCall *call,
                                                    const char  *type,
                                                    const char  *id);
void             hkk_mock_approval_decide          (HkkMockCall *call);
extern const HkkMockCommand hkk_mock_approvals_commands[];
