/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-approval.h"
#include "hkk-shell.h"

char       *hkk_approval_end_sentence      (HkkApproval *approval,
                                            gboolean     with_advice);
const char *hkk_approval_end_get_icon_name (HkkApproval *approval);
const char *hkk_approval_end_get_offer     (HkkApproval *approval);
void        hkk_approval_end_say           (HkkShell    *shell,
                                            HkkApproval *approval,
                                            gboolean     at_security);
