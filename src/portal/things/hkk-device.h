/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-thing.h"

G_BEGIN_DECLS

/* A bound smartphone or tablet. Properties: id, name, platform (strings), bound-at, last-seen-at (GDateTime), locked,
 * provisional (boolean). */
#define HKK_TYPE_DEVICE (hkk_device_get_type ())
G_DECLARE_FINAL_TYPE (HkkDevice, hkk_device, HKK, DEVICE, HkkThing)
HkkDevice  *hkk_device_new_from_json (JsonObject *json);
const char *hkk_device_get_name      (HkkDevice  *self);
gboolean    hkk_device_get_locked    (HkkDevice  *self);

/* A sign-in of the account. Properties: id, client ("desktop" or "phone"), device-name (strings), created-at, last-used-at
 * (GDateTime), current (boolean). */
#define HKK_TYPE_SESSION_INFO (hkk_session_info_get_type ())
G_DECLARE_FINAL_TYPE (HkkSessionInfo, hkk_session_info, HKK, SESSION_INFO, HkkThing)

/* A line of the access log. Properties: id, kind, text, client, device-name (strings), at (GDateTime). */
#define HKK_TYPE_ACCESS_ENTRY (hkk_access_entry_get_type ())
G_DECLARE_FINAL_TYPE (HkkAccessEntry, hkk_access_entry, HKK, ACCESS_ENTRY, HkkThing)

G_END_DECLS
