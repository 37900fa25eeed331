/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

gboolean hkk_qr_code_draw (cairo_t    *cr,
                           const char *text,
                           double      x,
                           double      y,
                           double      size);
