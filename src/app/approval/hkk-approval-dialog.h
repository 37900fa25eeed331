/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-window.h"

G_BEGIN_DECLS

#define HKK_TYPE_APPROVAL_DIALOG (hkk_approval_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkApprovalDialog, hkk_approval_dialog, HKK, APPROVAL_DIALOG, AdwDialog)

/*
 * Waits with the person for one approval. Signal "finished" (int outcome, HkkApprovalOutcome): once, after the dialog has
 * closed.
 */
AdwDialog *hkk_approval_dialog_new (HkkWindow   *window,
                                    HkkApproval *approval);

G_END_DECLS
