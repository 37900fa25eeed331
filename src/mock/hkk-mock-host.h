/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#define HKK_TYPE_MOCK_HOST (hkk_mock_host_get_type ())
G_DECLARE_FINAL_TYPE (HkkMockHost, hkk_mock_host, HKK, MOCK_HOST, GObject)

HkkMockHost *hkk_mock_host_new             (const char          *folder);
void         hkk_mock_host_start_async     (HkkMockHost          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gboolean     hkk_mock_host_start_finish    (HkkMockHost          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void         hkk_mock_host_stop_async      (HkkMockHost          *self,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
void         hkk_mock_host_stop_finish     (HkkMockHost          *self,
                                            GAsyncResult         *result);
const char  *hkk_mock_host_get_endpoint    (HkkMockHost          *self);
const char *hkk_mock_host_get_certificate (HkkMockHost          *self);
gboolean     hkk_mock_host_get_serving     (HkkMockHost          *self);
