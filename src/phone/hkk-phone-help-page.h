/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_HELP_PAGE (hkk_phone_help_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneHelpPage, hkk_phone_help_page, HKK, PHONE_HELP_PAGE, HkkPhonePage)

HkkPhoneHelpPage *hkk_phone_help_page_new (void);
