/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Copies a number of the person; it does not stay in the clipboard unless they want that (Preferences). */
void hkk_clipboard_copy     (GtkWidget  *widget,
                             const char *text);
void hkk_clipboard_copy_for (GtkWidget  *widget,
                             const char *text,
                             guint       seconds);
void hkk_clipboard_clear    (void);
