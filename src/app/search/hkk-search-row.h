/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-search-hit.h"

#define HKK_TYPE_SEARCH_ROW (hkk_search_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkSearchRow, hkk_search_row, HKK, SEARCH_ROW, AdwActionRow)

GtkWidget    *hkk_search_row_new     (HkkSearchHit *hit);
HkkSearchHit *hkk_search_row_get_hit (HkkSearchRow *self);
