/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

/* A bound smartphone or tablet. Properties: id, name, platform (strings), bound-at, last-seen-at, removes-at
 * usable-at (GDateTime), locked, provisional, waits (boolean). */
#define HKK_TYPE_DEVICE (hkk_device_get_type ())
G_DECLARE_FINAL_TYPE (HkkDevice, hkk_device, HKK, DEVICE, HkkThing)
const char *hkk_device_get_name      (HkkDevice  *self);
gboolean    hkk_device_get_locked    (HkkDevice  *self);
gboolean    hkk_device_get_waits     (HkkDevice  *self);

void        hkk_devices_load_async  (HkkPortal            *portal,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              data);
GListModel *hkk_devices_load_finish (HkkPortal            *portal,
                                     GAsyncResult         *result,
                                     GError              **error);
/* Finished with hkk_portal_change_finish(): some wait for an approval. */
void        hkk_device_rename_async     (HkkPortal           *portal,
                                         const char          *id,
                                         const char          *name,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
void        hkk_device_set_locked_async (HkkPortal           *portal,
                                         const char          *id,
                                         gboolean             locked,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
void        hkk_device_remove_async     (HkkPortal           *portal,
                                         const char          *id,
                                         const char          *password,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
