/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

/* Who can get in: password, devices, sessions, access log, the end of the account. */
#define HKK_TYPE_SECURITY_PAGE (hkk_security_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkSecurityPage, hkk_security_page, HKK, SECURITY_PAGE, HkkPage)
