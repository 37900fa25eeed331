/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define HKK_TYPE_PHONE_APPLICATION (hkk_phone_application_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneApplication, hkk_phone_application, HKK, PHONE_APPLICATION, AdwApplication)

HkkPhoneApplication *hkk_phone_application_new (void);
