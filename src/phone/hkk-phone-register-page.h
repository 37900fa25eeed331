/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-identification.h"
#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_REGISTER_PAGE (hkk_phone_register_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneRegisterPage, hkk_phone_register_page, HKK, PHONE_REGISTER_PAGE, HkkPhonePage)

/* First registration, or recovery when password or PIN is forgotten: who the person is. Goes on with the
 * identification. */
HkkPhoneRegisterPage *hkk_phone_register_page_new (HkkDeviceClient        *client,
                                                   HkkPhoneHost           *host,
                                                   HkkPhoneIdentification *identification,
                                                   gboolean                recovery);
/* With what the person has typed before: BIRTH_DATE in ISO 8601. */
void                  hkk_phone_register_page_fill (HkkPhoneRegisterPage  *self,
                                                   const char            *kvnr,
                                                   const char            *birth_date);
