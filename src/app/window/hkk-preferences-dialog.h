/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What a person can choose about this program. Each choice is kept at once, by GSettings; who carries it out follows
 * the settings. AdwPreferencesDialog does not fit into our smallest window. */
#define HKK_TYPE_PREFERENCES_DIALOG (hkk_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HkkPreferencesDialog, hkk_preferences_dialog, HKK, PREFERENCES_DIALOG, AdwDialog)

HkkPreferencesDialog *hkk_preferences_dialog_new (void);

/* What the toolkit carries out. */
void                  hkk_preferences_bind_appearance (GSettings       *settings,
                                                       AdwStyleManager *manager);
