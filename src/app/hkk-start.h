/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void              hkk_start_harden              (void);
void              hkk_start_language            (void);
void              hkk_start_display             (void);
GtkTextDirection  hkk_start_direction_of        (const char *language);

G_END_DECLS
