/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "hkk-demo-person.h"

/*
 * The bundled demo backend as the program sees it: an address, a certificate, invented persons and a phone.
 * Signal "endpoint-changed": another process took over, or this one did.
 */
#define HKK_TYPE_DEMO_HOST (hkk_demo_host_get_type ())
G_DECLARE_FINAL_TYPE (HkkDemoHost, hkk_demo_host, HKK, DEMO_HOST, GObject)

HkkDemoHost *hkk_demo_host_new             (const char           *state_dir);
const char  *hkk_demo_host_get_url         (HkkDemoHost          *self);
const char  *hkk_demo_host_get_certificate (HkkDemoHost          *self);
void         hkk_demo_host_start_async     (HkkDemoHost          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gboolean     hkk_demo_host_start_finish    (HkkDemoHost          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void         hkk_demo_host_stop_async      (HkkDemoHost          *self,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
void         hkk_demo_host_stop_finish     (HkkDemoHost          *self,
                                            GAsyncResult         *result);
void         hkk_demo_host_reset_async     (HkkDemoHost          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gboolean     hkk_demo_host_reset_finish    (HkkDemoHost          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
gboolean     hkk_demo_host_open_phone      (HkkDemoHost          *self,
                                            const char           *profile,
                                            const char           *person,
                                            GError              **error);

const HkkDemoPerson *hkk_demo_host_get_persons (HkkDemoHost *self);
