/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-shown.h"

GtkWidget *hkk_row_new       (const char  *title,
                              const char  *subtitle);
GtkWidget *hkk_row_new_shown (HkkShownRow *shown);
