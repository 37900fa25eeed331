/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_HOME_PAGE (hkk_phone_home_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneHomePage, hkk_phone_home_page, HKK, PHONE_HOME_PAGE, HkkPhonePage)

/* The start page: what waits for an approval. Signal: retry (). A row activates phone.open. */
HkkPhoneHomePage *hkk_phone_home_page_new         (HkkDeviceClient  *client);
void              hkk_phone_home_page_show_failed (HkkPhoneHomePage *self,
                                                   const char       *message);
