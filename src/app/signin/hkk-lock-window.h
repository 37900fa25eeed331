/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

/*
 * Stands in for the hidden main window while the program is locked, so that nothing of it is on the screen or in the
 * accessibility tree, dialogs included. Signals: "unlocked", "sign-out".
 */
#define HKK_TYPE_LOCK_WINDOW (hkk_lock_window_get_type ())
G_DECLARE_FINAL_TYPE (HkkLockWindow, hkk_lock_window, HKK, LOCK_WINDOW, AdwApplicationWindow)

HkkLockWindow *hkk_lock_window_new (GtkApplication *application,
                                    HkkPortal      *portal,
                                    gboolean        demo);
