/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-phone-page.h"

#define HKK_TYPE_PHONE_APPROVAL_PAGE (hkk_phone_approval_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkPhoneApprovalPage, hkk_phone_approval_page, HKK, PHONE_APPROVAL_PAGE, HkkPhonePage)

/* What one approval asks for. Signal: decide (HkkDeviceApproval, HkkDecision). */
HkkPhoneApprovalPage *hkk_phone_approval_page_new     (HkkDeviceClient      *client,
                                                       HkkDeviceApproval    *approval);
/* Nothing can be decided here any more. */
gboolean              hkk_phone_approval_page_is_over (HkkPhoneApprovalPage *self);
