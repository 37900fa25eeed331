/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-window.h"

/* Desktop notifications for what happens while the person looks elsewhere. They lead to the thing and hold no personal
 * data, unless the person wants to read what they are about. */
#define HKK_TYPE_NOTIFIER (hkk_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HkkNotifier, hkk_notifier, HKK, NOTIFIER, GObject)

HkkNotifier *hkk_notifier_new           (GApplication *application,
                                         HkkPortal    *portal,
                                         GSettings    *settings);
void         hkk_notifier_set_window    (HkkNotifier  *self,
                                         HkkWindow    *window);
void         hkk_notifier_tell_not_kept (HkkNotifier  *self);
