/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"
#include "hkk-request.h"

/* Something that needs the person or is new. Properties: kind ("approval", "request", "message", "deadline",
 * "document"), id, title, subject, text, due-on (strings), at (GDateTime). */
#define HKK_TYPE_OVERVIEW_ITEM (hkk_overview_item_get_type ())
G_DECLARE_FINAL_TYPE (HkkOverviewItem, hkk_overview_item, HKK, OVERVIEW_ITEM, HkkThing)

/* Properties: name, first-name (strings), restricted (boolean), open-requests, unread-messages, n-needs-you,
 * open-approvals, requests-need-you (how many of needs-you are requests) (int64), needs-you, news (GListModel of
 * HkkOverviewItem), in-progress (GListModel of HkkRequest). */
#define HKK_TYPE_OVERVIEW (hkk_overview_get_type ())
G_DECLARE_FINAL_TYPE (HkkOverview, hkk_overview, HKK, OVERVIEW, HkkThing)


void         hkk_overview_load_async    (HkkPortal            *portal,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
HkkOverview *hkk_overview_load_finish   (HkkPortal            *portal,
                                         GAsyncResult         *result,
                                         GError              **error);
/* What was loaded last, from this computer. */
HkkOverview *hkk_overview_dup_copy      (HkkPortal            *portal,
                                         GDateTime           **seen_at); /* (nullable) */
