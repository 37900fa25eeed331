/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* A registration or recovery that has begun. It knows nothing of what is done for it: NECT looks here. */
typedef struct
{
  char   *id;         /* secret: who has it can go on */
  gint64  account_id;
  char   *purpose;    /* "registration", "recovery" */
  gint64  expires_at; /* unix ms */
  gint64  extensions_left;
  char   *device_id;  /* (nullable): what it was completed with, until that device has called */
} HkkMockProcess;

/* (nullable): unknown, over, or not for PURPOSE (nullable: any). */
HkkMockProcess *hkk_mock_process_load   (HkkMockStore *store, const char *id, const char *purpose);
void            hkk_mock_process_free   (HkkMockProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockProcess, hkk_mock_process_free)
/* Inside a transaction: a new one; its id (transfer full). */
char           *hkk_mock_process_new    (HkkMockStore *store, gint64 account_id, const char  *purpose);
/* Inside a transaction: it does not end before AT, unless it has gone on for very long. */
void            hkk_mock_process_extend (HkkMockStore *store, const char *id, gint64 at);
/* Inside a transaction: a person has asked for more time. */
void            hkk_mock_process_lengthen (HkkMockStore *store, const HkkMockProcess *self, gint64 until);
/* When something that is done for it, and has until AT of its own, ends. */
gint64          hkk_mock_process_bound  (HkkMockStore *store, const char *id, gint64 at);
/* Inside a transaction: it was completed with DEVICE_ID; all others of the account end. FALSE if it is over already. */
gboolean        hkk_mock_process_end    (HkkMockStore *store, const HkkMockProcess *self, const char *device_id);
/* Whether it has ended so, or is long forgotten. */
gboolean        hkk_mock_process_ended  (HkkMockStore *store, const char *id);
/* The problem for one that is over. (transfer full) */
HkkMockProblem *hkk_mock_process_over   (const char *language);
