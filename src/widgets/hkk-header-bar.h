/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* A header bar with the title of the page or dialog around it. Where there is no room for all of the title between the
 * buttons, it stands below them and goes on in as many lines as it needs: nothing of it is cut. */
#define HKK_TYPE_HEADER_BAR (hkk_header_bar_get_type ())
G_DECLARE_FINAL_TYPE (HkkHeaderBar, hkk_header_bar, HKK, HEADER_BAR, GtkWidget)

void        hkk_header_bar_set_title    (HkkHeaderBar *self,
                                         const char   *title);
void        hkk_header_bar_set_subtitle (HkkHeaderBar *self,
                                         const char   *subtitle);
const char *hkk_header_bar_get_subtitle (HkkHeaderBar *self);
