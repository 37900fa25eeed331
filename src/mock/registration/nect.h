/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The partner NECT: compares a document with a face. Its recordings are not kept; each becomes a finding at once. */

/* An identification. */
typedef struct
{
  char        *id;
  char        *process;     /* the registration or recovery that it is for */
  char        *document;    /* "identity_card", "passport" */
  char        *words;       /* a digit for each word to read aloud */
  gint64       received;    /* how many recordings, in their order */
  char        *outcome;     /* (nullable): what the check says when it is over; set with the last recording */
  gint64       checked_at;  /* unix ms: the machine is ready */
  gint64       reviewed_at; /* unix ms: the human is ready; 0: none is needed */
  gint64       expires_at;  /* unix ms */
} HkkMockNectCase;

HkkMockNectCase *hkk_mock_nect_case_load   (HkkMockStore *store, const char *id); /* (nullable): unknown or over */
void             hkk_mock_nect_case_free   (HkkMockNectCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockNectCase, hkk_mock_nect_case_free)
/* "collecting", "checking", "human_review", "passed", "failed" */
const char      *hkk_mock_nect_case_state  (const HkkMockNectCase *self, gint64 now);
/* What that means and what to do. */
const char      *hkk_mock_nect_case_text   (const HkkMockNectCase *self, gint64 now, const char  *language);
/* Inside a transaction: those for PROCESS that are not over do not end before UNTIL. */
void             hkk_mock_nect_cases_lengthen (HkkMockStore *store, const char *process, gint64 until);

extern const HkkMockService hkk_mock_nect_service;
