/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-form-validate.h"

#define HKK_TYPE_ITEM_ROW (hkk_item_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkItemRow, hkk_item_row, HKK, ITEM_ROW, AdwActionRow)

HkkItemRow *hkk_item_row_new        (void);
GtkWidget  *hkk_item_row_get_remove (HkkItemRow           *self);
void        hkk_item_row_show       (HkkItemRow           *self,
                                     const HkkFormContext *context,
                                     HkkFormField         *group,
                                     const char           *path);
void        hkk_item_row_show_wrong (HkkItemRow           *self,
                                     const char           *message);
