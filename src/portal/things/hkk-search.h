/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-portal.h"

/* What the portal looks through for a text. */
typedef enum
{
  HKK_SEARCH_REQUESTS,
  HKK_SEARCH_MESSAGES,
  HKK_SEARCH_DOCUMENTS,
} HkkSearchKind;
#define HKK_N_SEARCH_KINDS 3

gboolean    hkk_search_is_offered (HkkPortal            *portal,
                                   HkkSearchKind         kind);
void        hkk_search_async      (HkkPortal            *portal,
                                   HkkSearchKind         kind,
                                   const char           *text,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              data);
GListModel *hkk_search_finish     (HkkPortal            *portal,
                                   GAsyncResult         *result,
                                   GError              **error);
/* The same of what is kept on this computer. */
void        hkk_search_kept_async  (HkkPortal            *portal,
                                    HkkSearchKind         kind,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              data);
GListModel *hkk_search_kept_finish (HkkPortal            *portal,
                                    GAsyncResult         *result,
                                    GError              **error);
