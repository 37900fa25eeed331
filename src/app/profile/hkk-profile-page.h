/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_PROFILE_PAGE (hkk_profile_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkProfilePage, hkk_profile_page, HKK, PROFILE_PAGE, HkkPage)
