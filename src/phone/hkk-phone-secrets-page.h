/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-identification.h"
#include "hkk-phone-page.h"
#include "hkk-phone-process.h"

#define HKK_TYPE_PHONE_SECRETS_PAGE (hkk_phone_secrets_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneSecretsPage, hkk_phone_secrets_page, HKK, PHONE_SECRETS_PAGE, HkkPhonePage)

/* The new password and approval PIN; the device is bound. */
HkkPhoneSecretsPage *hkk_phone_secrets_page_new (HkkDeviceClient        *client,
                                                 HkkPhoneIdentification *identification,
                                                 HkkPhoneProcess        *process, /* (transfer full) */
                                                 const char             *nect_case,
                                                 GDateTime              *end); /* (nullable) */
