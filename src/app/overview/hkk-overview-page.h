/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_OVERVIEW_PAGE (hkk_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkOverviewPage, hkk_overview_page, HKK, OVERVIEW_PAGE, HkkPage)
