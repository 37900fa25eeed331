/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

/* What a device that waits shows instead of approvals: why, until when, and how to have it confirmed on another one. */
#define HKK_TYPE_PHONE_UNCONFIRMED (hkk_phone_unconfirmed_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneUnconfirmed, hkk_phone_unconfirmed, HKK, PHONE_UNCONFIRMED, AdwBin)

/* Once, by the page that it is on. */
void hkk_phone_unconfirmed_set_page (HkkPhoneUnconfirmed *self,
                                     HkkPhonePage        *page);
AdwStatusPage *hkk_phone_unconfirmed_get_status (HkkPhoneUnconfirmed *self); /* (transfer none): what it says */
