/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

/* The messages that are not sent: drafts, and what waits for a connection or an approval. The drafts of the portal,
 * seen through a filter. */
#define HKK_TYPE_UNSENT (hkk_unsent_get_type ())
G_DECLARE_FINAL_TYPE (HkkUnsent, hkk_unsent, HKK, UNSENT, GObject)

HkkUnsent  *hkk_unsent_new        (HkkPortal  *portal,
                                   GtkWidget  *place);
GListModel *hkk_unsent_get_model  (HkkUnsent  *self); /* (transfer none): of HkkDraft */
void        hkk_unsent_set_filter (HkkUnsent  *self,
                                   const char *text,
                                   gboolean    none);
void        hkk_unsent_delete     (HkkUnsent  *self,
                                   HkkShell   *shell,
                                   const char *draft_id);
