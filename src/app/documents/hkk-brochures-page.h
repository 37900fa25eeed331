/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_BROCHURES_PAGE (hkk_brochures_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkBrochuresPage, hkk_brochures_page, HKK, BROCHURES_PAGE, HkkPage)

HkkBrochuresPage *hkk_brochures_page_new (void);
