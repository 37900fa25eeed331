/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define HKK_TYPE_SKELETON (hkk_skeleton_get_type ())
G_DECLARE_FINAL_TYPE (HkkSkeleton, hkk_skeleton, HKK, SKELETON, GtkWidget)
