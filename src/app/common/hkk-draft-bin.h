/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

/* The drafts that a person deleted. They go for good when the word of it goes; until then they can be brought back. The
 * signal “changed” tells that one came or went. */
#define HKK_TYPE_DRAFT_BIN (hkk_draft_bin_get_type ())
G_DECLARE_FINAL_TYPE (HkkDraftBin, hkk_draft_bin, HKK, DRAFT_BIN, GObject)

HkkDraftBin *hkk_draft_bin_new (GtkWidget   *place);
gboolean     hkk_draft_bin_has (HkkDraftBin *self,
                                HkkDraft    *draft);
void         hkk_draft_bin_put (HkkDraftBin *self,
                                HkkShell    *shell,
                                HkkDrafts   *drafts,
                                HkkDraft    *draft,
                                const char  *said);
