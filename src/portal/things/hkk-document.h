/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-paged-list.h"
#include "hkk-portal.h"
#include "hkk-thing.h"

/*
 * A document or a brochure. Properties: id, kind, kind-text, title, media-type, sha256 (hex), language, request-id,
 * summary, date (strings), size, pages (int64), read, by-post (boolean), created-at (GDateTime).
 */
#define HKK_TYPE_DOCUMENT (hkk_document_get_type ())
G_DECLARE_FINAL_TYPE (HkkDocument, hkk_document, HKK, DOCUMENT, HkkThing)

const char  *hkk_document_get_id           (HkkDocument *self);
const char  *hkk_document_get_title        (HkkDocument *self);
char        *hkk_document_dup_content_path (HkkDocument *self); /* for hkk_portal_new_download() */
char        *hkk_document_dup_file_name    (HkkDocument *self); /* a safe one, with the type's extension */

/* What the list of documents says besides of each, see hkk_thing_fits(). */
#define HKK_DOCUMENT_NEEDS "kind:k kind_text:s created_at:t read:b"

/* What it is kept as on this computer; NULL for a brochure, which everybody can read. */
char         *hkk_document_dup_kept_name (HkkDocument *self);
/* Whether its title has the key of a text. */
gboolean      hkk_document_matches    (HkkDocument *self,
                                       const char  *key);

/* Nothing is loaded yet. */
HkkPagedList *hkk_documents_new       (HkkPortal   *portal);
HkkPagedList *hkk_brochures_new       (HkkPortal   *portal);

/* One of the newest documents; NULL without an error if it is not among them. */
void         hkk_document_find_async  (HkkPortal            *portal,
                                       const char           *id,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              data);
HkkDocument *hkk_document_find_finish (HkkPortal            *portal,
                                       GAsyncResult         *result,
                                       GError              **error);
