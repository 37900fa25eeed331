/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void       hkk_shortcuts_install    (GtkApplication *application);
void       hkk_shortcuts_add_help   (GtkWidget      *dialog);
AdwDialog *hkk_shortcuts_dialog_new (void);
