/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-catalogue.h"
#include "hkk-page.h"

#define HKK_TYPE_CATALOGUE_PAGE (hkk_catalogue_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkCataloguePage, hkk_catalogue_page, HKK, CATALOGUE_PAGE, HkkPage)

HkkCataloguePage *hkk_catalogue_page_new         (void);
void              hkk_catalogue_page_show        (HkkCataloguePage *self,
                                                  HkkFormCatalogue *catalogue);
guint             hkk_catalogue_page_get_n_shown (HkkCataloguePage *self);
