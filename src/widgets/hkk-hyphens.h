/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* No hyphen that nobody wrote, in no label. Once, before there is a window. */
void hkk_hyphens_begin (void);
