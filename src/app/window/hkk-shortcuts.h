/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

void        hkk_shortcuts_install        (GtkApplication       *application);
GListModel *hkk_shortcuts_follow_dialogs (AdwApplicationWindow *window);
AdwDialog  *hkk_shortcuts_dialog_new     (void);
