/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-shell.h"
#include "hkk-status-stack.h"

#define HKK_TYPE_CERTIFICATE_DIALOG (hkk_certificate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkCertificateDialog, hkk_certificate_dialog, HKK, CERTIFICATE_DIALOG, AdwDialog)

HkkCertificateDialog *hkk_certificate_dialog_new (HkkShell *shell);
