/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts.h"
#include "hkk-portal-error.h"

/* What becomes of a draft on its way to the portal; for who sends it, not for who edits it. */
void       hkk_draft_set_state         (HkkDraft       *self,
                                        HkkDraftState   state);
void       hkk_draft_renew_key         (HkkDraft       *self);
void       hkk_draft_set_approval_id   (HkkDraft       *self,
                                        const char     *approval_id);
void       hkk_draft_set_problem       (HkkDraft       *self,
                                        HkkProblem     *problem);
void       hkk_attachment_set_sent     (HkkAttachment  *self,
                                        gint64          bytes);
void       hkk_attachment_set_uploaded (HkkAttachment  *self,
                                        gboolean        uploaded);
void       hkk_attachment_set_failure  (HkkAttachment  *self,
                                        const GError   *failure);
