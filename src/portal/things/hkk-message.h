/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-file-info.h"
#include "hkk-paged-list.h"
#include "hkk-portal.h"
#include "hkk-shown.h"

/*
 * Properties: id, thread-id, subject, category, category-text, from ("insurer" or "person"), from-name, preview,
 * request-id, request-title (nullable), body (NULL in lists) (strings), read, protected (boolean), created-at
 * (GDateTime), attachments (GListModel of HkkFileInfo), thread (GListModel of HkkMessage), count, unread (int64, of a
 * conversation in a list; 0 where the portal does not tell).
 */
#define HKK_TYPE_MESSAGE (hkk_message_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessage, hkk_message, HKK, MESSAGE, HkkThing)

const char *hkk_message_get_id             (HkkMessage *self);
const char *hkk_message_get_topic          (HkkMessage *self);
const char *hkk_message_get_body           (HkkMessage *self); /* (nullable) */
gboolean    hkk_message_is_unread          (HkkMessage *self);
GListModel *hkk_message_get_thread         (HkkMessage *self);
gboolean    hkk_message_is_from_insurer    (HkkMessage *self);
gboolean    hkk_message_get_read           (HkkMessage *self);
GListModel *hkk_message_get_attachments    (HkkMessage *self);
char       *hkk_message_dup_attachment_path (HkkMessage *self,
                                             const char *attachment_id);

/* Whether what the list knows of it has the key of a text. */
gboolean      hkk_message_matches   (HkkMessage  *self,
                                     const char  *key);

/* Nothing is loaded yet. */
HkkPagedList *hkk_messages_new      (HkkPortal   *portal);

void        hkk_message_find_async       (HkkPortal            *portal,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
HkkMessage *hkk_message_find_finish      (HkkPortal            *portal,
                                          GAsyncResult         *result,
                                          GError              **error);
void        hkk_message_load_async       (HkkPortal            *portal,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
HkkMessage *hkk_message_load_finish      (HkkPortal            *portal,
                                          GAsyncResult         *result,
                                          GError              **error);
void        hkk_message_mark_read_async  (HkkPortal            *portal,
                                          const char           *id,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              data);
