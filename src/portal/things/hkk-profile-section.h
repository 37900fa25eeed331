/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-shown.h"
#include "hkk-thing.h"

/* Properties: id, title, text, etag, protection ("basic" or "substantial"), form (nullable) (strings), substantial
 * (boolean), rows (GListModel of HkkShownRow). */
#define HKK_TYPE_PROFILE_SECTION (hkk_profile_section_get_type ())
G_DECLARE_FINAL_TYPE (HkkProfileSection, hkk_profile_section, HKK, PROFILE_SECTION, HkkThing)

const char        *hkk_profile_section_get_id        (HkkProfileSection *self);
const char        *hkk_profile_section_get_title     (HkkProfileSection *self);
const char        *hkk_profile_section_get_etag      (HkkProfileSection *self); /* for HkkSendOptions.if_match */
const char        *hkk_profile_section_get_form      (HkkProfileSection *self); /* (nullable) */
GListModel        *hkk_profile_section_get_rows      (HkkProfileSection *self);
JsonNode          *hkk_profile_section_dup_values    (HkkProfileSection *self); /* an object, for HkkFormValues */

void        hkk_profile_load_async  (HkkPortal            *portal,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              data);
GListModel *hkk_profile_load_finish (HkkPortal            *portal,
                                     GAsyncResult         *result,
                                     GError              **error);
/* What was loaded last, from this computer. */
GListModel *hkk_profile_dup_copy    (HkkPortal            *portal,
                                     GDateTime           **seen_at);
