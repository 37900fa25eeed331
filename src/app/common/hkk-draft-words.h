/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts.h"

/* What it is called in a list, like no other one there. */
char    *hkk_draft_name       (HkkDraft *draft);
/* In which state a draft is, in a sentence; one place says it wherever drafts are listed. */
char    *hkk_draft_words      (HkkDraft *draft);
/* Calls CHANGED (OBJECT) whenever the words may be others, as long as OBJECT lives. */
void     hkk_draft_words_watch (HkkDraft  *draft,
                                GCallback  changed,
                                gpointer   object);
