/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What is right and wrong with what somebody types, said below it while they do. */
void hkk_judgement_show (GtkLabel   *label,
                         const char *text,
                         gboolean    good);
