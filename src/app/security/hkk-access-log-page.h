/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_ACCESS_LOG_PAGE (hkk_access_log_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkAccessLogPage, hkk_access_log_page, HKK, ACCESS_LOG_PAGE, HkkPage)

HkkAccessLogPage *hkk_access_log_page_new (void);
