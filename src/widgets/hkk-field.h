/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a screen reader is told of an entry: that it has to be filled in, and what is wrong with it. */
void hkk_field_require (GtkEditable *field);
void hkk_field_mark    (GtkEditable *field,
                        GtkLabel    *message);
