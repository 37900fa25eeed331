/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/*
 * What this computer keeps of a password, to recognise it when no portal can be asked: PBKDF2-HMAC-SHA256 with a random
 * salt. It lives in memory and, beside the data key, in the keyring. Making and checking one blocks: for workers.
 */
typedef struct _HkkVerifier HkkVerifier;

HkkVerifier *hkk_verifier_new       (const char  *password);
HkkVerifier *hkk_verifier_ref       (HkkVerifier *self);
void         hkk_verifier_unref     (HkkVerifier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkVerifier, hkk_verifier_unref)
gboolean     hkk_verifier_check     (HkkVerifier *self,
                                     const char  *password);
void         hkk_verifier_to_json   (HkkVerifier *self,
                                     JsonObject  *object);
HkkVerifier *hkk_verifier_from_json (JsonObject  *object);
