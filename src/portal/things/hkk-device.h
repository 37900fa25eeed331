/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* A bound smartphone or tablet. Properties: id, name, platform (strings), bound-at, last-seen-at (GDateTime), locked,
 * provisional (boolean). */
#define HKK_TYPE_DEVICE (hkk_device_get_type ())
G_DECLARE_FINAL_TYPE (HkkDevice, hkk_device, HKK, DEVICE, HkkThing)
const char *hkk_device_get_name      (HkkDevice  *self);
gboolean    hkk_device_get_locked    (HkkDevice  *self);

void        hkk_devices_load_async  (HkkPortal            *portal,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              data);
GListModel *hkk_devices_load_finish (HkkPortal            *portal,
                                     GAsyncResult         *result,
                                     GError              **error);

/* A sign-in of the account. Properties: id, client ("desktop" or "phone"), device-name (strings), created-at,
 * last-used-at (GDateTime), current (boolean). */
#define HKK_TYPE_SESSION_INFO (hkk_session_info_get_type ())
G_DECLARE_FINAL_TYPE (HkkSessionInfo, hkk_session_info, HKK, SESSION_INFO, HkkThing)

void        hkk_sessions_load_async  (HkkPortal            *portal,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              data);
GListModel *hkk_sessions_load_finish (HkkPortal            *portal,
                                      GAsyncResult         *result,
                                      GError              **error);
void        hkk_sessions_end_async   (HkkPortal            *portal,
                                      const char           *id,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              data);

/* A line of the access log. Properties: id, kind, text, client, device-name (strings), at (GDateTime). */
#define HKK_TYPE_ACCESS_ENTRY (hkk_access_entry_get_type ())
G_DECLARE_FINAL_TYPE (HkkAccessEntry, hkk_access_entry, HKK, ACCESS_ENTRY, HkkThing)
