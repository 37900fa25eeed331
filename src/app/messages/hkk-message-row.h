/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-paged-list.h"

#define HKK_TYPE_MESSAGE_ROW (hkk_message_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessageRow, hkk_message_row, HKK, MESSAGE_ROW, AdwBin)

HkkMessageRow *hkk_message_row_new      (void);
void           hkk_message_row_bind     (HkkMessageRow *self,
                                         HkkPagedItem  *item,
                                         GtkListItem   *list_item);
void           hkk_message_row_build    (HkkMessageRow *self);
gboolean       hkk_message_row_is_built (HkkMessageRow *self);
