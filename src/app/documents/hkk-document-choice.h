/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-document.h"

/* Documents that the person has chosen to do something with all of them. Properties: active (boolean, read-write: rows
 * can be chosen now), count (uint). */
#define HKK_TYPE_DOCUMENT_CHOICE (hkk_document_choice_get_type ())
G_DECLARE_FINAL_TYPE (HkkDocumentChoice, hkk_document_choice, HKK, DOCUMENT_CHOICE, GObject)

HkkDocumentChoice *hkk_document_choice_new        (void);
gboolean           hkk_document_choice_get_active (HkkDocumentChoice *self);
guint              hkk_document_choice_get_count  (HkkDocumentChoice *self);
gboolean           hkk_document_choice_has        (HkkDocumentChoice *self,
                                                   HkkDocument       *document);
void               hkk_document_choice_toggle     (HkkDocumentChoice *self,
                                                   HkkDocument       *document);
void               hkk_document_choice_set_all    (HkkDocumentChoice *self,
                                                   GPtrArray         *documents);
GPtrArray         *hkk_document_choice_dup        (HkkDocumentChoice *self);
