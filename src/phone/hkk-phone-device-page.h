/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-device-client.h"

#define HKK_TYPE_PHONE_DEVICE_PAGE (hkk_phone_device_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneDevicePage, hkk_phone_device_page, HKK, PHONE_DEVICE_PAGE, AdwNavigationPage)

HkkPhoneDevicePage *hkk_phone_device_page_new (HkkDeviceClient *client);
