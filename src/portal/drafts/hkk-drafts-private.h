/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-draft-sending.h"

HkkAttachment *hkk_attachment_new          (const char     *upload,
                                            const char     *name,
                                            gint64          size,
                                            const char     *sha256,
                                            const char     *media_type);
HkkAttachment *hkk_attachment_from_json    (JsonObject     *json);
JsonObject    *hkk_attachment_to_json      (HkkAttachment  *self);
void           hkk_attachment_set_side     (HkkAttachment  *self,
                                            guint           side);
void           hkk_attachment_set_name     (HkkAttachment  *self,
                                            const char     *name);

HkkDraft      *hkk_draft_from_json         (JsonObject     *json);
JsonNode      *hkk_draft_to_json           (HkkDraft       *self,
                                            GDateTime      *saved_at);
void           hkk_draft_set_unsaved       (HkkDraft       *self,
                                            const GError   *error);
gboolean       hkk_draft_is_numbered       (HkkDraft       *self);
void           hkk_draft_set_number        (HkkDraft       *self,
                                            guint           number);
void           hkk_draft_set_saved_at      (HkkDraft       *self,
                                            GDateTime      *saved_at);
void           hkk_draft_add_attachment    (HkkDraft       *self,
                                            HkkAttachment  *attachment);
gboolean       hkk_draft_remove_attachment (HkkDraft       *self,
                                            const char     *upload);
