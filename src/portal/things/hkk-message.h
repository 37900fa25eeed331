/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-file-info.h"

G_BEGIN_DECLS

/*
 * Properties: id, thread-id, subject, category, category-text, from ("insurer" or "person"), from-name, preview, request-id,
 * body (NULL in lists) (strings), read, protected (boolean), created-at (GDateTime), attachments (GListModel of HkkFileInfo).
 */
#define HKK_TYPE_MESSAGE (hkk_message_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessage, hkk_message, HKK, MESSAGE, HkkThing)

HkkMessage *hkk_message_new_from_json      (JsonObject *json);
const char *hkk_message_get_id             (HkkMessage *self);
const char *hkk_message_get_subject        (HkkMessage *self);
const char *hkk_message_get_body           (HkkMessage *self); /* (nullable) */
gboolean    hkk_message_is_from_insurer    (HkkMessage *self);
gboolean    hkk_message_get_read           (HkkMessage *self);
GListModel *hkk_message_get_attachments    (HkkMessage *self);
char       *hkk_message_dup_attachment_path (HkkMessage *self,
                                             const char *attachment_id);

/* Properties: id, title (strings). */
#define HKK_TYPE_CATEGORY (hkk_category_get_type ())
G_DECLARE_FINAL_TYPE (HkkCategory, hkk_category, HKK, CATEGORY, HkkThing)

G_END_DECLS
