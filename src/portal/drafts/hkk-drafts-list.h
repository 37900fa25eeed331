/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-draft-jobs.h"

/* The list itself, for what changes it from other files. */
HkkDraftJobs *hkk_drafts_get_jobs       (HkkDrafts  *self);
void          hkk_drafts_put_first      (HkkDrafts  *self,
                                         HkkDraft   *draft);
void          hkk_drafts_take_out       (HkkDrafts  *self,
                                         HkkDraft   *draft);
void          hkk_drafts_forget         (HkkDrafts  *self,
                                         HkkDraft   *draft);
void          hkk_drafts_forget_damaged (HkkDrafts  *self,
                                         const char *name);
