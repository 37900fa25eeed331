/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-paged-list.h"

/* A line of the access log in a list that is longer than the screen. */
#define HKK_TYPE_ACCESS_ROW (hkk_access_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkAccessRow, hkk_access_row, HKK, ACCESS_ROW, AdwBin)

GtkWidget *hkk_access_row_new   (GtkListItem  *list_item);
void       hkk_access_row_bind  (HkkAccessRow *self,
                                 HkkPagedItem *item);
char      *hkk_access_row_words (HkkThing     *entry);
