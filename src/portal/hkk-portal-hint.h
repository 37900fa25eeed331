/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A small file that says what to ask the keyring for at the next start. Nothing in it is secret: the ids of accounts
 * are opaque.
 */
typedef struct _HkkPortalHint HkkPortalHint;

HkkPortalHint  *hkk_portal_hint_new         (const char    *path);
void            hkk_portal_hint_free        (HkkPortalHint *self);
const char     *hkk_portal_hint_get_profile (HkkPortalHint *self);
void            hkk_portal_hint_set_profile (HkkPortalHint *self,
                                             const char    *profile);
void            hkk_portal_hint_leave       (HkkPortalHint *self,
                                             const char    *profile);
gboolean        hkk_portal_hint_get_locked  (HkkPortalHint *self);
void            hkk_portal_hint_set_locked  (HkkPortalHint *self,
                                             gboolean       locked);
char          **hkk_portal_hint_dup_leaving (HkkPortalHint *self);
void            hkk_portal_hint_set_gone    (HkkPortalHint *self,
                                             const char    *profile);
