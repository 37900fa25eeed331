/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

#define HKK_TYPE_APPROVAL_DIALOG (hkk_approval_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkApprovalDialog, hkk_approval_dialog, HKK, APPROVAL_DIALOG, AdwDialog)

/*
 * Waits with the person for one approval. Signals: "finished" (), once, after the dialog has closed; "open-request"
 * (const char *id), after that, when the person wants to see what became of it; "asked-again" (HkkApproval *approval),
 * when the dialog goes on with another approval for the same.
 */
AdwDialog *hkk_approval_dialog_new (HkkPortal   *portal,
                                    HkkApproval *approval);
