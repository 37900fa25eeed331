/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Days on which a period of German law can end. */
gboolean hkk_working_day_is    (const GDate *date);
void     hkk_working_day_reach (GDate       *date);
