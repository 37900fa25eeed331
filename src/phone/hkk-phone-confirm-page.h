/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_CONFIRM_PAGE (hkk_phone_confirm_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneConfirmPage, hkk_phone_confirm_page, HKK, PHONE_CONFIRM_PAGE, HkkPhonePage)

/* Number, then fingerprint, Face-ID or PIN, then the outcome of a decision. */
HkkPhoneConfirmPage *hkk_phone_confirm_page_new (HkkDeviceClient   *client,
                                                 HkkDeviceApproval *approval,
                                                 HkkDecision        decision);
