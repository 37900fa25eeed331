/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-drafts.h"
#include "hkk-portal-error.h"

HkkAttachment *hkk_attachment_new          (const char     *upload,
                                            const char     *name,
                                            gint64          size,
                                            const char     *sha256,
                                            const char     *media_type);
gboolean       hkk_attachment_get_uploaded (HkkAttachment  *self);
void           hkk_attachment_set_uploaded (HkkAttachment  *self,
                                            gboolean        uploaded);
HkkAttachment *hkk_attachment_from_json    (JsonObject     *json);
JsonObject    *hkk_attachment_to_json      (HkkAttachment  *self);

HkkDraft      *hkk_draft_new               (HkkDraftKind    kind,
                                            const char     *form_id,
                                            gint64          version,
                                            const char     *target,
                                            const char     *title);
HkkDraft      *hkk_draft_from_json         (JsonObject     *json);
JsonNode      *hkk_draft_to_json           (HkkDraft       *self);
void           hkk_draft_set_state         (HkkDraft       *self,
                                            HkkDraftState   state);
void           hkk_draft_renew_key         (HkkDraft       *self);
void           hkk_draft_set_approval_id   (HkkDraft       *self,
                                            const char     *approval_id);
void           hkk_draft_set_problem       (HkkDraft       *self,
                                            HkkProblem     *problem);
void           hkk_draft_set_saved_at      (HkkDraft       *self,
                                            GDateTime      *saved_at);
void           hkk_draft_add_attachment    (HkkDraft       *self,
                                            HkkAttachment  *attachment);
gboolean       hkk_draft_remove_attachment (HkkDraft       *self,
                                            const char     *upload);
/* The uploads that the values name, in their order. */
GPtrArray     *hkk_draft_get_used          (HkkDraft       *self); /* (transfer container) of HkkAttachment */
