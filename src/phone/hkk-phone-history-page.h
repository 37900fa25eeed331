/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_HISTORY_PAGE (hkk_phone_history_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneHistoryPage, hkk_phone_history_page, HKK, PHONE_HISTORY_PAGE, HkkPhonePage)

/* What was to be approved in the last 90 days, when, and how it ended. */
HkkPhoneHistoryPage *hkk_phone_history_page_new (HkkDeviceClient *client);
