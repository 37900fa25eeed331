/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

G_BEGIN_DECLS

/*
 * A document or a brochure. Properties: id, kind, kind-text, title, media-type, sha256 (hex), language, request-id, summary,
 * date (strings), size, pages (int64), read, by-post (boolean), created-at (GDateTime).
 */
#define HKK_TYPE_DOCUMENT (hkk_document_get_type ())
G_DECLARE_FINAL_TYPE (HkkDocument, hkk_document, HKK, DOCUMENT, HkkThing)

HkkDocument *hkk_document_new_from_json    (JsonObject  *json);
const char  *hkk_document_get_id           (HkkDocument *self);
const char  *hkk_document_get_title        (HkkDocument *self);
char        *hkk_document_dup_content_path (HkkDocument *self); /* for hkk_portal_new_download() */
char        *hkk_document_dup_file_name    (HkkDocument *self); /* a safe one, with the type's extension */

/* A kind of certificate that can be had. Properties: kind, title, summary (strings), needs-year (boolean), languages (strv). */
#define HKK_TYPE_CERTIFICATE_KIND (hkk_certificate_kind_get_type ())
G_DECLARE_FINAL_TYPE (HkkCertificateKind, hkk_certificate_kind, HKK, CERTIFICATE_KIND, HkkThing)

G_END_DECLS
