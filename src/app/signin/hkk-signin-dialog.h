/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"
#include "hkk-signin-form.h"

/* Signing in again over the page that the person works on. Signals: "done"; "given-up" when it is closed without. */
#define HKK_TYPE_SIGNIN_DIALOG (hkk_signin_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkSigninDialog, hkk_signin_dialog, HKK, SIGNIN_DIALOG, AdwDialog)

HkkSigninDialog *hkk_signin_dialog_new      (HkkPortal       *portal,
                                             const char      *number,
                                             const char      *reason);
HkkSigninForm   *hkk_signin_dialog_get_form (HkkSigninDialog *self);
