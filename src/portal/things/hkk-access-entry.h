/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-paged-list.h"
#include "hkk-thing.h"

/* A line of the access log. Properties: id, kind, text, client, device-name, who (strings), at (GDateTime). */
#define HKK_TYPE_ACCESS_ENTRY (hkk_access_entry_get_type ())
G_DECLARE_FINAL_TYPE (HkkAccessEntry, hkk_access_entry, HKK, ACCESS_ENTRY, HkkThing)

HkkPagedList *hkk_access_log_new (HkkPortal *portal);
void          hkk_access_log_load_newest_async  (HkkPortal           *portal,
                                                 guint                limit,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             data);
GListModel   *hkk_access_log_load_newest_finish (HkkPortal           *portal,
                                                 GAsyncResult        *result,
                                                 GError             **error);
