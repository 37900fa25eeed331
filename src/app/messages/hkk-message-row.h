/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-paged-list.h"

/* A row of the inbox: a conversation, or a message that is not sent. Its action messages.delete-draft (a draft's
 * id) is the page's. */
#define HKK_TYPE_MESSAGE_ROW (hkk_message_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessageRow, hkk_message_row, HKK, MESSAGE_ROW, AdwBin)

HkkMessageRow *hkk_message_row_new      (void);
void           hkk_message_row_bind     (HkkMessageRow *self,
                                         gpointer       item,
                                         GtkListItem   *list_item);
void           hkk_message_row_set_open (HkkMessageRow *self,
                                         const char    *thread_id);
