/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-portal.h"

/* Why the portal cannot be used, in words and for who is asked for help. */
void hkk_trouble_dialog_present (HkkPortal  *portal,
                                 const char *sentence,
                                 GtkWidget  *parent);
