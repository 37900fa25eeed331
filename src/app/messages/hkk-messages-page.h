/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_MESSAGES_PAGE (hkk_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkMessagesPage, hkk_messages_page, HKK, MESSAGES_PAGE, HkkPage)
