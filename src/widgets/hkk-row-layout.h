/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define HKK_TYPE_ROW_LAYOUT (hkk_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (HkkRowLayout, hkk_row_layout, HKK, ROW_LAYOUT, GtkLayoutManager)

GtkLayoutManager *hkk_row_layout_new (void);
