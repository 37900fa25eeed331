/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-format.h"

#include <glib/gi18n.h>
#include <string.h>

static int
days_ago (GDateTime *local)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  GDate today, day;
  int y, m, d;

  g_date_time_get_ymd (now, &y, &m, &d);
  g_date_set_dmy (&today, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  g_date_time_get_ymd (local, &y, &m, &d);
  g_date_set_dmy (&day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  return g_date_days_between (&day, &today);
}

static char *
format_local_day (GDateTime *local)
{
  int ago = days_ago (local);

  if (ago == 0)
    return g_strdup (_("today"));
  if (ago == 1)
    return g_strdup (_("yesterday"));
  if (ago == -1)
    return g_strdup (_("tomorrow"));
  if (ABS (ago) < 180)
    /* TRANSLATORS: a day near today, without its year: short weekday, day, month; strftime format of
       g_date_time_format() */
    return g_date_time_format (local, _("%a, %-d %B"));
  /* TRANSLATORS: a day with its year; strftime format of g_date_time_format() */
  return g_date_time_format (local, _("%-d %B %Y"));
}

/**
 * hkk_format_day:
 * @time: (nullable): a moment
 *
 * Returns: (transfer full): its day in words, as near as possible: "today", "Mon, 14 December", "14 December 2024"
 */
char *
hkk_format_day (GDateTime *time)
{
  g_autoptr(GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  return local != NULL ? format_local_day (local) : g_strdup ("");
}

/**
 * hkk_format_clock:
 * @time: a moment
 *
 * Returns: (transfer full): its time of day, in the locale's order
 */
char *
hkk_format_clock (GDateTime *time)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (time);

  /* TRANSLATORS: a time of day, hours and minutes; strftime format of g_date_time_format() */
  return g_date_time_format (local, _("%H:%M"));
}

/**
 * hkk_format_moment:
 * @time: (nullable): a moment
 *
 * Returns: (transfer full): its day and time of day
 */
char *
hkk_format_moment (GDateTime *time)
{
  g_autofree char *day = hkk_format_day (time);
  g_autofree char *clock = time != NULL ? hkk_format_clock (time) : NULL;

  if (clock == NULL)
    return g_strdup ("");
  /* TRANSLATORS: first %s: a day ("today", "Mon, 14 December"); second %s: a time of day ("14:02") */
  return g_strdup_printf (_("%s, %s"), day, clock);
}

/**
 * hkk_format_month:
 * @time: (nullable): a moment
 *
 * Returns: (transfer full): its month and year, as the heading of a group
 */
char *
hkk_format_month (GDateTime *time)
{
  g_autoptr(GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;

  /* TRANSLATORS: a month with its year as a heading; strftime format of g_date_time_format() */
  return local != NULL ? g_date_time_format (local, _("%OB %Y")) : g_strdup ("");
}

/**
 * hkk_format_iso_day:
 * @iso_date: (nullable): "YYYY-MM-DD"
 *
 * Returns: (transfer full): the day in words; what is no date comes back as it is
 */
char *
hkk_format_iso_day (const char *iso_date)
{
  g_autofree char *text = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr(GDateTime) day = NULL;

  if (iso_date == NULL || strlen (iso_date) != 10)
    return g_strdup (iso_date != NULL ? iso_date : "");
  text = g_strconcat (iso_date, "T12:00:00", NULL);
  day = g_date_time_new_from_iso8601 (text, zone);
  return day != NULL ? format_local_day (day) : g_strdup (iso_date);
}

/**
 * hkk_format_isolate:
 * @text: (nullable): a number or an id
 *
 * Returns: (transfer full): @text that keeps its own direction inside right-to-left sentences (U+2068, U+2069)
 */
char *
hkk_format_isolate (const char *text)
{
  return g_strconcat ("\xE2\x81\xA8", text != NULL ? text : "", "\xE2\x81\xA9", NULL);
}

/**
 * hkk_format_shortened:
 * @value: a sensitive value, such as an IBAN
 *
 * Returns: (transfer full): its first and last four characters, spaces not counted, so that it can be recognised and
 *   not read off; short values are hidden whole
 */
char *
hkk_format_shortened (const char *value)
{
  g_auto(GStrv) groups = g_strsplit (value, " ", -1);
  g_autofree char *plain = g_strjoinv ("", groups);
  long length = g_utf8_strlen (plain, -1);
  g_autofree char *head = NULL;

  if (length < 10)
    return g_strdup ("••••");
  head = g_utf8_substring (plain, 0, 4);
  /* TRANSLATORS: a shortened number; first %s: its beginning, second %s: its end */
  return g_strdup_printf (_("%s … %s"), head, g_utf8_offset_to_pointer (plain, length - 4));
}

/**
 * hkk_format_markup:
 * @text: (nullable): plain text of the portal
 *
 * Returns: (transfer full): @text for places that take markup
 */
char *
hkk_format_markup (const char *text)
{
  return g_markup_escape_text (text != NULL ? text : "", -1);
}
