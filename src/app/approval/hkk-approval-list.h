/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-approval.h"

/* What is approved, line by line. */
void hkk_approval_list_fill (GtkListBox        *list,
                             HkkApproval       *approval);
void hkk_approval_list_fit  (GtkScrolledWindow *scroller,
                             int                width,
                             int                room);
