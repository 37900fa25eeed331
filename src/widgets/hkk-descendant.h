/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* For parts of the toolkit's widgets, and of what others have made, that nobody gives out. */
GtkWidget *hkk_descendant_find (GtkWidget *widget,
                                GType      type);
