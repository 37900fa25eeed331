/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-lead.h"

/*
 * What cannot be undone is done with the password once more. Signal: "confirmed" (const char *password): send it; then
 * close the dialog, or say what is wrong.
 */
#define HKK_TYPE_CONFIRM_DIALOG (hkk_confirm_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkConfirmDialog, hkk_confirm_dialog, HKK, CONFIRM_DIALOG, AdwDialog)

HkkConfirmDialog *hkk_confirm_dialog_new             (const char       *title,
                                                      const char       *text,
                                                      const char       *verb);
void              hkk_confirm_dialog_set_lead        (HkkConfirmDialog *self,
                                                      const HkkLead    *lead);
GCancellable     *hkk_confirm_dialog_get_cancellable (HkkConfirmDialog *self);
void              hkk_confirm_dialog_show_error      (HkkConfirmDialog *self,
                                                      const char       *text);
void              hkk_confirm_dialog_take_error      (HkkConfirmDialog *self,
                                                      const GError     *error);
