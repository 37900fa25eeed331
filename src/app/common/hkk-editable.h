/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hkk_editable_regroup (GtkEditable *editable,
                           const char  *grouped);

G_END_DECLS
