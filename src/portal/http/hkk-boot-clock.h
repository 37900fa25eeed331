/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Microseconds since the computer was started, sleep included (CLOCK_BOOTTIME). */
gint64 hkk_boot_time          (void);
/* Microseconds that the computer slept since it was started. */
gint64 hkk_time_slept         (void);
/* Begun seconds until that boot time; 0 when it is over. */
guint  hkk_boot_seconds_until (gint64 boot_time);
