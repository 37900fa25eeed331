/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What cannot have the focus for a while gets it back. */
void hkk_focus_kept_follow (GtkWindow *window);
