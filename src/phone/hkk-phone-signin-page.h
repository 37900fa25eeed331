/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_SIGNIN_PAGE (hkk_phone_signin_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneSigninPage, hkk_phone_signin_page, HKK, PHONE_SIGNIN_PAGE, HkkPhonePage)

HkkPhoneSigninPage *hkk_phone_signin_page_new (HkkDeviceClient *client,
                                                HkkPhoneHost    *host);
void                hkk_phone_signin_page_fill (HkkPhoneSigninPage   *self,
                                                const HkkPhonePerson *person);
