/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-boot-clock.h"

#include <time.h>

gint64
hkk_boot_time (void)
{
  struct timespec now;

  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

gint64
hkk_time_slept (void)
{
  return hkk_boot_time () - g_get_monotonic_time ();
}

guint
hkk_boot_seconds_until (gint64 boot_time)
{
  gint64 left = boot_time - hkk_boot_time ();

  return left > 0 ? (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}
