/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void hkk_structure_begin         (void);
void hkk_structure_list_item     (GtkListItem  *item,
                                  guint         before);
void hkk_structure_focus         (GtkWidget    *widget);
void hkk_structure_mark_by_mouse (GtkLabel     *text);
void hkk_structure_speak_for     (GtkButton    *button,
                                  AdwActionRow *row);
