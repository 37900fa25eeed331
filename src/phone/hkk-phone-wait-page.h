/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

/* Waits for another device of the person: the number to type there, the time left, how it ended. Signal: closed (), by
 * the button of the end. */
#define HKK_TYPE_PHONE_WAIT_PAGE (hkk_phone_wait_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneWaitPage, hkk_phone_wait_page, HKK, PHONE_WAIT_PAGE, HkkPhonePage)

HkkPhoneWaitPage *hkk_phone_wait_page_push   (GtkWidget        *below,
                                              const char       *title,
                                              const char       *declined);
void              hkk_phone_wait_page_follow (HkkPhoneWaitPage *self,
                                              HkkApproval      *approval);
void              hkk_phone_wait_page_end    (HkkPhoneWaitPage *self,
                                              const char       *icon_name,
                                              const char       *title,
                                              const char       *text);
