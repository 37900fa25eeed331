/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_REQUESTS_PAGE (hkk_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequestsPage, hkk_requests_page, HKK, REQUESTS_PAGE, HkkPage)

void hkk_requests_page_show (HkkRequestsPage *self,
                             GListModel      *requests);
