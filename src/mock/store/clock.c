/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"

#include <string.h>

#include "hkk-clock.h"
#include "hkk-working-day.h"

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

static GDateTime *
utc_time (gint64 at)
{
  return g_date_time_new_from_unix_utc (at >= 0 ? at / 1000 : (at - 999) / 1000);
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
  g_autoptr(GDateTime) time = utc_time (at);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

/**
 * hkk_mock_german_time:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): the moment on a German clock, where the insurer's day begins and ends
 */
GDateTime *
hkk_mock_german_time (gint64 at)
{
  g_autoptr(GDateTime) time = utc_time (at);

  return g_date_time_to_timezone (time, hkk_clock_german_zone ());
}

/**
 * hkk_mock_date_text:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): the day in Germany, YYYY-MM-DD
 */
char *
hkk_mock_date_text (gint64 at)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);

  return g_date_time_format (time, "%Y-%m-%d");
}

/**
 * hkk_mock_days_later:
 * @at: unix milliseconds
 * @days: days of the calendar; negative: before
 *
 * Returns: the same time of day in Germany @days later, also where the clocks are changed between
 */
gint64
hkk_mock_days_later (gint64 at,
                     gint64 days)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);
  g_autoptr(GDateTime) later = g_date_time_add_days (time, (int) days);

  return g_date_time_to_unix (later) * HKK_MOCK_SECOND + at % HKK_MOCK_SECOND;
}

/* hkk_mock_months_later: the same day of the month in Germany, or the last one if there is none (§ 188 Abs. 3 BGB). */
gint64
hkk_mock_months_later (gint64 at,
                       gint64 months)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);
  g_autoptr(GDateTime) later = g_date_time_add_months (time, (int) months);

  return g_date_time_to_unix (later) * HKK_MOCK_SECOND + at % HKK_MOCK_SECOND;
}

/* hkk_mock_working_day: the same time in Germany, on the next working day if it is none. */
gint64
hkk_mock_working_day (gint64 at)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);
  GDate day = hkk_clock_date_of (time), end = day;

  hkk_working_day_reach (&end);
  return hkk_mock_days_later (at, g_date_days_between (&day, &end));
}

/**
 * hkk_mock_date_parse:
 * @date: (nullable): YYYY-MM-DD
 *
 * Returns: unix milliseconds of its start in Germany, or 0 if it is not a date
 */
gint64
hkk_mock_date_parse (const char *date)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (date == NULL || strlen (date) != 10 || date[4] != '-' || date[7] != '-')
    return 0;
  text = g_strconcat (date, "T00:00:00", NULL);
  time = g_date_time_new_from_iso8601 (text, hkk_clock_german_zone ());
  return time != NULL ? g_date_time_to_unix (time) * HKK_MOCK_SECOND : 0;
}
