/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-device-client.h"
#include "hkk-phone-host.h"

#define HKK_TYPE_PHONE_SIGNIN_PAGE (hkk_phone_signin_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneSigninPage, hkk_phone_signin_page, HKK, PHONE_SIGNIN_PAGE, AdwNavigationPage)

HkkPhoneSigninPage *hkk_phone_signin_page_new (HkkDeviceClient *client,
                                                HkkPhoneHost    *host);
