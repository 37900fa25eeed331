/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-field-list.h"
#include "hkk-header-bar.h"

#define HKK_TYPE_ITEM_PAGE (hkk_item_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkItemPage, hkk_item_page, HKK, ITEM_PAGE, AdwNavigationPage)

HkkItemPage  *hkk_item_page_new        (HkkFormModel *model,
                                        HkkFormField *group,
                                        guint         position);
HkkFieldList *hkk_item_page_get_fields (HkkItemPage  *self);
HkkHeaderBar *hkk_item_page_get_header_bar (HkkItemPage *self);
