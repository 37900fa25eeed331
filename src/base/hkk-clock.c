/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-clock.h"

/* The same rules without the system's files: the last Sundays of March and October. */
#define GERMAN_RULES "CET-1CEST,M3.5.0,M10.5.0/3"

static gint64     skew;
static GTimeZone *zone; /* Owned (nullable): the German one */

/* GLib keeps a zone only as long as somebody holds it, and reads its file anew after that. */
static gpointer
load_german_zone (gpointer data)
{
  GTimeZone *german = g_time_zone_new_identifier (HKK_CLOCK_GERMANY);

  return german != NULL ? german : g_time_zone_new_identifier (GERMAN_RULES);
}

/**
 * hkk_clock_german_zone:
 *
 * Returns: (transfer none): German time, with and without the system's list of zones; from any thread
 */
GTimeZone *
hkk_clock_german_zone (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_german_zone, NULL);
}

/**
 * hkk_clock_set_skew:
 * @seconds: by how much the portal's clock is ahead of this computer's
 */
void
hkk_clock_set_skew (gint64 seconds)
{
  skew = seconds;
}

/**
 * hkk_clock_set_zone:
 * @identifier: (nullable): the zone of the insurer's day as the portal names it; what names none is German time
 */
void
hkk_clock_set_zone (const char *identifier)
{
  g_clear_pointer (&zone, g_time_zone_unref);
  if (identifier != NULL)
    zone = g_time_zone_new_identifier (identifier);
}

/**
 * hkk_clock_now:
 *
 * Returns: (transfer full): what time it is, in UTC: the portal's once it has answered, before that this computer's
 */
GDateTime *
hkk_clock_now (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return g_date_time_add_seconds (now, (double) skew);
}

/**
 * hkk_clock_today:
 *
 * Returns: (transfer full): the insurer's day, "2026-11-23": what "today" means in every rule
 */
char *
hkk_clock_today (void)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) there = hkk_clock_at_insurer (now);

  return g_date_time_format (there, "%F");
}

/**
 * hkk_clock_at_insurer:
 * @time: a moment
 *
 * Returns: (transfer full): the same moment as the insurer's clock shows it
 */
GDateTime *
hkk_clock_at_insurer (GDateTime *time)
{
  return g_date_time_to_timezone (time, zone != NULL ? zone : hkk_clock_german_zone ());
}

/**
 * hkk_clock_is_german:
 *
 * Returns: whether the insurer's day is Germany's
 */
gboolean
hkk_clock_is_german (void)
{
  return zone == NULL || g_str_equal (g_time_zone_get_identifier (zone), HKK_CLOCK_GERMANY);
}

/**
 * hkk_clock_is_foreign:
 * @time: a moment
 *
 * Returns: whether this computer's zone shows another time of day than the insurer's
 */
gboolean
hkk_clock_is_foreign (GDateTime *time)
{
  g_autoptr(GDateTime) here = g_date_time_to_local (time);
  g_autoptr(GDateTime) there = hkk_clock_at_insurer (time);

  return g_date_time_get_utc_offset (here) != g_date_time_get_utc_offset (there);
}

/**
 * hkk_clock_date_of:
 * @time: a moment in the zone that is meant
 *
 * Returns: its date there
 */
GDate
hkk_clock_date_of (GDateTime *time)
{
  GDate date;
  int y, m, d;

  g_date_time_get_ymd (time, &y, &m, &d);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  return date;
}
