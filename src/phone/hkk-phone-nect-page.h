/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-identification.h"
#include "hkk-phone-page.h"
#include "hkk-phone-process.h"

#define HKK_TYPE_PHONE_NECT_PAGE (hkk_phone_nect_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneNectPage, hkk_phone_nect_page, HKK, PHONE_NECT_PAGE, HkkPhonePage)

/* The identification by NECT: document, three recordings, the check. Goes on with password and PIN. */
HkkPhoneNectPage *hkk_phone_nect_page_new (HkkDeviceClient        *client,
                                           HkkPhoneHost           *host,
                                           HkkPhoneIdentification *identification,
                                           HkkPhoneProcess        *process); /* (transfer full) */
