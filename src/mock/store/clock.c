/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"

#include <string.h>

/**
 * hkk_mock_now:
 *
 * Returns: the time in unix milliseconds
 */
gint64
hkk_mock_now (void)
{
  return g_get_real_time () / 1000;
}

static char *
format_time (gint64      at,
             const char *format)
{
  gint64 seconds = at >= 0 ? at / 1000 : (at - 999) / 1000;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

/**
 * hkk_mock_time_text:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): RFC 3339 in UTC with seconds
 */
char *
hkk_mock_time_text (gint64 at)
{
  return format_time (at, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * hkk_mock_date_text:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): the UTC date, YYYY-MM-DD
 */
char *
hkk_mock_date_text (gint64 at)
{
  return format_time (at, "%Y-%m-%d");
}

/**
 * hkk_mock_date_parse:
 * @date: (nullable): YYYY-MM-DD
 *
 * Returns: unix milliseconds of its start in UTC, or 0 if it is not a date
 */
gint64
hkk_mock_date_parse (const char *date)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (date == NULL || strlen (date) != 10 || date[4] != '-' || date[7] != '-')
    return 0;
  text = g_strconcat (date, "T00:00:00Z", NULL);
  time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}
