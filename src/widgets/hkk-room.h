/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Room for large text: what libadwaita's widgets would cut goes on in another line. Once, before there is a window. */
void     hkk_room_begin    (void);
gboolean hkk_room_is_large (GtkWidget *widget);
