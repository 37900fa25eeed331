/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#define HKK_TYPE_HELP_DIALOG (hkk_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkHelpDialog, hkk_help_dialog, HKK, HELP_DIALOG, AdwDialog)

HkkHelpDialog *hkk_help_dialog_new         (void);
void           hkk_help_dialog_show_answer (HkkHelpDialog       *self,
                                            const char          *id);
void           hkk_help_dialog_show_here   (HkkHelpDialog       *self,
                                            const char * const  *ids);
