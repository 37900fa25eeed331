/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

/* What the simulated camera can be held before: letters that came by post, and files. Signals: letter (GBytes
 * *picture); file (): one is to be chosen. */
#define HKK_TYPE_PHONE_CAMERA_PAGE (hkk_phone_camera_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneCameraPage, hkk_phone_camera_page, HKK, PHONE_CAMERA_PAGE, HkkPhonePage)

HkkPhoneCameraPage *hkk_phone_camera_page_new (HkkDeviceClient *client,
                                               HkkPhoneHost    *host);
