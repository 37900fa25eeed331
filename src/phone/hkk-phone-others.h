/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

/* The other devices of the person, in the settings: locked at once, removed with the PIN of this one. */
#define HKK_TYPE_PHONE_OTHERS (hkk_phone_others_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneOthers, hkk_phone_others, HKK, PHONE_OTHERS, AdwPreferencesGroup)

void hkk_phone_others_set_page (HkkPhoneOthers *self,
                                HkkPhonePage   *page);
