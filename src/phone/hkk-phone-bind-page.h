/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_BIND_PAGE (hkk_phone_bind_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneBindPage, hkk_phone_bind_page, HKK, PHONE_BIND_PAGE, HkkPhonePage)

/* Registers this device by health card or letter, after the sign-in. */
HkkPhoneBindPage *hkk_phone_bind_page_new (HkkDeviceClient *client,
                                           HkkPhoneHost    *host);
