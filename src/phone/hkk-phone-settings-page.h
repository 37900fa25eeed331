/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_SETTINGS_PAGE (hkk_phone_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneSettingsPage, hkk_phone_settings_page, HKK, PHONE_SETTINGS_PAGE, HkkPhonePage)

/* Side menu → settings. What needs the approval PIN is a page of its own (phone.show). */
HkkPhoneSettingsPage *hkk_phone_settings_page_new (HkkDeviceClient *client);
