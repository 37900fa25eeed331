/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a screen reader says of something that happened where the focus is not. */
void hkk_announce     (GtkWidget  *widget,
                       const char *text);
void hkk_announce_now (GtkWidget  *widget,
                       const char *text);
