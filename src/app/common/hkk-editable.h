/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void        hkk_editable_regroup        (GtkEditable *editable,
                                         const char  *grouped);
const char *hkk_editable_check_password (GtkEditable *editable,
                                         gboolean    *told);
