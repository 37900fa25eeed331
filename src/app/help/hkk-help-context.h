/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

const char * const *hkk_help_context_find (GtkWidget *window,
                                           GtkWidget *dialog);
