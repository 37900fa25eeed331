/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_HEALTH_CARD_PAGE (hkk_health_card_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkHealthCardPage, hkk_health_card_page, HKK, HEALTH_CARD_PAGE, HkkPage)

HkkHealthCardPage *hkk_health_card_page_new (void);
