/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

/* What somebody can do who has no device to approve with: buttons side by side. */
GtkWidget *hkk_no_device_buttons_new (void);
/* The same with the words that say so, and a mark for a row; they go when a device is registered. */
void       hkk_no_device_show        (AdwBin     *place,
                                      HkkPortal  *portal,
                                      const char *text);
GtkWidget *hkk_no_device_badge_new   (HkkPortal  *portal);
/* Whether the demo's phone can be opened. */
gboolean   hkk_no_device_has_phone   (void);
