/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* First registration and recovery: who is asking (start), NECT (nect-private.h), the new secrets (complete). */

/* A registration or recovery that has begun. */
typedef struct
{
  gchar  *id;         /* secret: who has it can go on */
  gint64  account_id;
  gchar  *purpose;    /* "registration", "recovery" */
  gint64  expires_at; /* unix ms */
} HkkMockProcess;

/* (nullable): unknown, over, or not for PURPOSE (nullable: any). */
HkkMockProcess *hkk_mock_process_load   (HkkMockStore *store, const gchar *id, const gchar *purpose);
void            hkk_mock_process_free   (HkkMockProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockProcess, hkk_mock_process_free)
/* Inside a transaction: a new one; its id (transfer full). */
gchar          *hkk_mock_process_new    (HkkMockStore *store, gint64 account_id, const gchar *purpose);
/* Inside a transaction: it does not end before AT. */
void            hkk_mock_process_extend (HkkMockStore *store, const gchar *id, gint64 at);
/* Inside a transaction: ends it, once; FALSE if it is over already. Then all others of the account and what belongs to them. */
gboolean        hkk_mock_process_end    (HkkMockStore *store, const HkkMockProcess *self);
/* The problem for one that is over. (transfer full) */
HkkMockProblem *hkk_mock_process_over   (const gchar *language);

/* Why ACCOUNT may not go on with PURPOSE. (transfer full) (nullable) */
HkkMockProblem *hkk_mock_process_refuse (const HkkMockAccount *account, const gchar *purpose, const gchar *language);

/* Guesses at who somebody is: 5 in 15 minutes for each insurance number, whether somebody has it or not. (transfer full)
 * (nullable): NULL if one more is allowed, which is then counted. */
HkkMockProblem *hkk_mock_registration_refuse_try   (HkkMockStore *store, const gchar *kvnr, const gchar *language);
/* Inside a transaction. */
void            hkk_mock_registration_forget_tries (HkkMockStore *store, const gchar *kvnr);

/* The steps. */
HkkMockPrepared hkk_mock_registration_start_prepare    (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_registration_start_execute    (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);
HkkMockPrepared hkk_mock_registration_complete_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_registration_complete_execute (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);
/* "registration" or "recovery": by the route. */
const gchar    *hkk_mock_registration_purpose          (const HkkMockIntent *intent);

extern const HkkMockService hkk_mock_registration_service;
