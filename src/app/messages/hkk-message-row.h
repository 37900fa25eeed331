/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-paged-list.h"

#define HKK_TYPE_MESSAGE_ROW (hkk_message_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessageRow, hkk_message_row, HKK, MESSAGE_ROW, GtkGrid)

HkkMessageRow *hkk_message_row_new  (void);
void           hkk_message_row_bind (HkkMessageRow *self,
                                     HkkPagedItem   *item,
                                     GtkListItem   *list_item);
