/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_IMPRINT_PAGE (hkk_phone_imprint_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneImprintPage, hkk_phone_imprint_page, HKK, PHONE_IMPRINT_PAGE, HkkPhonePage)

/* What this program is, and what it is not. */
HkkPhoneImprintPage *hkk_phone_imprint_page_new (void);
