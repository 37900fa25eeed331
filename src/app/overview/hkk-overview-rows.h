/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-drafts.h"
#include "hkk-overview.h"

GtkWidget *hkk_overview_row_new_for_item    (HkkOverviewItem *item);
GtkWidget *hkk_overview_row_new_for_request (HkkRequest      *request);
GtkWidget *hkk_overview_row_new_for_draft   (HkkDraft        *draft);
GtkWidget *hkk_overview_row_new_damaged     (const char      *name);
GtkWidget *hkk_overview_row_new_calm        (void);
GtkWidget *hkk_overview_row_new_folded      (guint            n);
