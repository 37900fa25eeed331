/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Whether all of an entry is marked when the focus comes, so that the next key replaces it. */
void hkk_marking_begin (void);
void hkk_marking_take  (GtkEditable *field);
