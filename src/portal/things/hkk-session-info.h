/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-thing.h"

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
void        hkk_sessions_end_others_async  (HkkPortal            *portal,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gboolean    hkk_sessions_end_others_finish (HkkPortal            *portal,
                                            GAsyncResult         *result,
                                            GError              **error);
