/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nect.h"

#define HKK_MOCK_NECT_RECORDINGS 3
extern const char * const hkk_mock_nect_recordings[HKK_MOCK_NECT_RECORDINGS + 1]; /* "front", "back", "selfie" */

/* CASE of the contract. (transfer full) */
JsonObject      *hkk_mock_nect_case_render (const HkkMockNectCase *self, const char *language);
/* Inside a transaction: FINDING is an outcome or "human_review". With the last recording the check begins. FALSE: the
 * recording is not wanted any more. */
gboolean         hkk_mock_nect_case_record (HkkMockStore          *store,
                                            const HkkMockNectCase *self,
                                            guint                  recording,
                                            const char            *finding);

/* Samples: data/demo/nect.json. */
/* "passed", "human_review" or the outcome of a failure. Bytes that are no sample, or one for another place, cannot be
 * read. */
const char      *hkk_mock_nect_finding     (const char  *sha256, const char  *recording, const char  *document);
char            *hkk_mock_nect_draw_words  (void);
/* (transfer full): texts in a language of the demo's */
JsonArray       *hkk_mock_nect_words       (const char *drawn, const char *language);
/* [{file, recording, document?, outcome, title}] (transfer full) */
JsonArray       *hkk_mock_nect_samples     (void);
GBytes          *hkk_mock_nect_sample      (const char *file);

/* PUT of a recording. */
HkkMockPrepared  hkk_mock_nect_recording_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean         hkk_mock_nect_recording_execute (HkkMockStore        *store,
                                                  const HkkMockIntent *intent,
                                                  HkkMockResult       *result);
