/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Who is at the top of a list sees what comes there. */
void hkk_list_stay_at_top (GtkListView *list);
