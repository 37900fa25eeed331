/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_DEVICE_PAGE (hkk_phone_device_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneDevicePage, hkk_phone_device_page, HKK, PHONE_DEVICE_PAGE, HkkPhonePage)

HkkPhoneDevicePage *hkk_phone_device_page_new (HkkDeviceClient *client);
