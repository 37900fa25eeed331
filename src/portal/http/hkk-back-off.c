/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-back-off.h"

/**
 * hkk_back_off_ms:
 * @failures: how many in a row, from 1
 * @retry_after: seconds that the server asked for, or -1
 *
 * 1 s, doubled up to 15 s, with up to a quarter of jitter; a server's wish counts instead, up to an hour.
 *
 * Returns: milliseconds to wait
 */
guint
hkk_back_off_ms (guint  failures,
                 gint64 retry_after)
{
  guint ms;

  if (retry_after >= 0)
    ms = (guint) CLAMP (retry_after, 1, 3600) * 1000;
  else
    ms = MIN (1000u << MIN (failures > 0 ? failures - 1 : 0, 4u), 15000u);
  return ms + (guint) g_random_int_range (0, (gint32) (MIN (ms, 15000u) / 4 + 1));
}
