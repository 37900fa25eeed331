/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

typedef struct _HkkApproval HkkApproval;

/* Refcounted. */
typedef struct _HkkAnswer HkkAnswer;
#define HKK_TYPE_ANSWER (hkk_answer_get_type ())
GType            hkk_answer_get_type               (void);
HkkAnswer       *hkk_answer_ref                    (HkkAnswer              *self);
void             hkk_answer_unref                  (HkkAnswer              *self);
guint            hkk_answer_get_status             (HkkAnswer              *self); /* HTTP */
JsonNode        *hkk_answer_get_body               (HkkAnswer              *self); /* (transfer none) */
JsonObject      *hkk_answer_get_object             (HkkAnswer              *self); /* (transfer none) (nullable) */
const char      *hkk_answer_get_etag               (HkkAnswer              *self); /* (nullable) */
/* (transfer none) (nullable): of a 202 */
HkkApproval     *hkk_answer_get_approval           (HkkAnswer              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkAnswer, hkk_answer_unref)
