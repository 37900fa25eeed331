/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "hkk-paged-list.h"

/* A paged list for a GtkListView, which makes some 200 rows in one turn of the main loop, and destroys as many,
 * whatever of them can be seen. Here the rows that are in sight come at once and the others with the next frames, and
 * before another filter those out of sight go first. */
#define HKK_TYPE_GRADUAL_LIST (hkk_gradual_list_get_type ())
G_DECLARE_FINAL_TYPE (HkkGradualList, hkk_gradual_list, HKK, GRADUAL_LIST, GObject)

HkkGradualList *hkk_gradual_list_new       (HkkPagedList   *list,
                                            GtkListView    *view);  /* that shows it; borrowed */
GListModel     *hkk_gradual_list_get_model (HkkGradualList *self);  /* (transfer none) */
void            hkk_gradual_list_set_param (HkkGradualList *self,
                                            const char     *name,
                                            const char     *value); /* (nullable): removes it */
