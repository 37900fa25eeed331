/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The partner NECT: compares a document with a face. Its recordings are not kept; each becomes a finding at once. */

#define HKK_MOCK_NECT_RECORDINGS 3
extern const gchar * const hkk_mock_nect_recordings[HKK_MOCK_NECT_RECORDINGS + 1]; /* "front", "back", "selfie" */

/* An identification. */
typedef struct
{
  gchar       *id;
  gchar       *process;     /* the registration or recovery that it is for */
  gchar       *document;    /* "identity_card", "passport" */
  gchar       *words;       /* a digit for each word to read aloud */
  guint        received;    /* how many recordings, in their order */
  gchar       *outcome;     /* (nullable): what the check says when it is over; set with the last recording */
  gint64       checked_at;  /* unix ms: the machine is ready */
  gint64       reviewed_at; /* unix ms: the human is ready; 0: none is needed */
  gint64       expires_at;  /* unix ms */
} HkkMockNectCase;

HkkMockNectCase *hkk_mock_nect_case_load   (HkkMockStore *store, const gchar *id); /* (nullable): unknown or over */
void             hkk_mock_nect_case_free   (HkkMockNectCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockNectCase, hkk_mock_nect_case_free)
/* "collecting", "checking", "human_review", "passed", "failed" */
const gchar     *hkk_mock_nect_case_state  (const HkkMockNectCase *self, gint64 now);
/* What that means and what to do. */
const gchar     *hkk_mock_nect_case_text   (const HkkMockNectCase *self, gint64 now, const gchar *language);
/* CASE of the contract. (transfer full) */
JsonObject      *hkk_mock_nect_case_render (const HkkMockNectCase *self, const gchar *language);
/* Inside a transaction: FINDING is an outcome or "human_review". With the last recording the check begins. FALSE: the
 * recording is not wanted any more. */
gboolean         hkk_mock_nect_case_record (HkkMockStore *store, const HkkMockNectCase *self, guint recording, const gchar *finding);
/* Inside a transaction: forgets all identifications of a person. */
void             hkk_mock_nect_forget      (HkkMockStore *store, gint64 account_id);

/* Samples: data/demo/nect.json. */
/* "passed", "human_review" or the outcome of a failure. Bytes that are no sample, or one for another place, cannot be read. */
const gchar     *hkk_mock_nect_finding     (const gchar *sha256, const gchar *recording, const gchar *document);
gchar           *hkk_mock_nect_draw_words  (void);
/* (transfer full): texts in a language of the demo's */
JsonArray       *hkk_mock_nect_words       (const gchar *drawn, const gchar *language);
/* [{file, recording, document?, outcome, title}] (transfer full) */
JsonArray       *hkk_mock_nect_samples     (void);
GBytes          *hkk_mock_nect_sample      (const gchar *file);

/* PUT of a recording. */
HkkMockPrepared  hkk_mock_nect_recording_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean         hkk_mock_nect_recording_execute (HkkMockStore *store, const HkkMockIntent *intent, HkkMockResult *result);

extern const HkkMockService hkk_mock_nect_service;
