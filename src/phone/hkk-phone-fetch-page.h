/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_FETCH_PAGE (hkk_phone_fetch_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneFetchPage, hkk_phone_fetch_page, HKK, PHONE_FETCH_PAGE, HkkPhonePage)

/* Side menu → 2FA approval → Fetch: the way by hand when no prompt appeared. */
HkkPhoneFetchPage *hkk_phone_fetch_page_new (HkkDeviceClient *client);
