/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-shell.h"

/* How to reach the insurer, and what belongs beside it: what the portal says, or its copy without a connection. */
#define HKK_TYPE_CONTACT_VIEW (hkk_contact_view_get_type ())
G_DECLARE_FINAL_TYPE (HkkContactView, hkk_contact_view, HKK, CONTACT_VIEW, AdwBin)

void     hkk_contact_view_set_shell (HkkContactView *self,
                                     HkkShell       *shell);
