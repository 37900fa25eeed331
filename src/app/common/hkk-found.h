/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Tells who does not see it what a search has found, once the typing has stopped. */
typedef struct _HkkFound HkkFound;

HkkFound *hkk_found_new  (GtkWidget  *widget);
void      hkk_found_free (HkkFound   *self);
void      hkk_found_say  (HkkFound   *self,
                          const char *text,
                          guint       n);
