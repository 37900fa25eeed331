/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-device-client.h"
#include "hkk-phone-host.h"
#include "hkk-phone-identification.h"

#define HKK_TYPE_PHONE_WINDOW (hkk_phone_window_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneWindow, hkk_phone_window, HKK, PHONE_WINDOW, AdwApplicationWindow)

HkkPhoneWindow *hkk_phone_window_new                 (AdwApplication         *application,
                                                      HkkDeviceClient        *client,
                                                      HkkPhoneHost           *host,
                                                      HkkPhoneIdentification *identification,
                                                      const char             *profile,
                                                      gboolean                bind_first_person);
void            hkk_phone_window_open_for            (HkkPhoneWindow         *self,
                                                      const char             *name);
void            hkk_phone_window_show_identification (HkkPhoneWindow         *self);
