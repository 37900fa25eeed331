/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-device-client.h"

/* The other devices of the person whose device this is: each of them can lock the others. */

typedef enum
{
  HKK_DEVICE_LOCK_UNKNOWN, /* not locked, or nobody knows why */
  HKK_DEVICE_LOCK_PIN,     /* the approval PIN was wrong too often */
  HKK_DEVICE_LOCK_DESKTOP, /* by the person, on the computer */
  HKK_DEVICE_LOCK_DEVICE,  /* by the person, with another device */
} HkkDeviceLock;

/* Why this device is locked; notified with device-id. WITH (out) (nullable): the other device's name. */
HkkDeviceLock hkk_device_client_get_lock         (HkkDeviceClient      *self,
                                                  const char          **with);

typedef struct
{
  char      *id;
  char      *name;
  GDateTime *bound_at;
  GDateTime *last_seen_at; /* (nullable): never */
  gboolean   locked;
} HkkOtherDevice;

void       hkk_device_client_list_others_async   (HkkDeviceClient      *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GPtrArray *hkk_device_client_list_others_finish  (HkkDeviceClient      *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
/* Both end as hkk_device_client_change_finish () says. */
void       hkk_device_client_lock_other_async    (HkkDeviceClient      *self,
                                                  const char           *id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
void       hkk_device_client_remove_other_async  (HkkDeviceClient      *self,
                                                  const char           *id,
                                                  const char           *pin,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
