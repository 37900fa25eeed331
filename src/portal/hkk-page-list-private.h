/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page-list.h"

G_BEGIN_DECLS

#define HKK_PAGE_SIZE 100  /* the most that the portal gives */
#define HKK_PAGES_KEPT 12  /* a view shows about 206 rows, so this is a few screens to and fro */

HkkPageItem *hkk_page_item_new          (guint        position,
                                         HkkThing    *thing);
void         hkk_page_item_set_thing    (HkkPageItem *self,
                                         HkkThing    *thing);
void         hkk_page_item_set_position (HkkPageItem *self,
                                         guint        position);

G_END_DECLS
