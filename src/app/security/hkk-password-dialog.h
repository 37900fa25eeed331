/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"

#define HKK_TYPE_PASSWORD_DIALOG (hkk_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkPasswordDialog, hkk_password_dialog, HKK, PASSWORD_DIALOG, AdwDialog)

HkkPasswordDialog *hkk_password_dialog_new (HkkShell *shell);
