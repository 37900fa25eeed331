/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"
#include "hkk-request.h"

#define HKK_TYPE_REQUEST_DETAIL (hkk_request_detail_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequestDetail, hkk_request_detail, HKK, REQUEST_DETAIL, AdwNavigationPage)

HkkRequestDetail *hkk_request_detail_new    (HkkPage          *page);
void              hkk_request_detail_open   (HkkRequestDetail *self,
                                             const char       *request_id);
void              hkk_request_detail_reload (HkkRequestDetail *self);
void              hkk_request_detail_show   (HkkRequestDetail *self,
                                             HkkRequest       *request);
