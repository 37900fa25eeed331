/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_CHANGE_PAGE (hkk_phone_change_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneChangePage, hkk_phone_change_page, HKK, PHONE_CHANGE_PAGE, HkkPhonePage)

/* One change that needs the approval PIN. WHAT: "password", "pin", "biometrics" (on), "unbind". */
HkkPhoneChangePage *hkk_phone_change_page_new        (HkkDeviceClient *client,
                                                      const char      *what);
/* Another device of the person is removed. */
HkkPhoneChangePage *hkk_phone_change_page_new_remove (HkkDeviceClient *client,
                                                      const char      *id,
                                                      const char      *name);
