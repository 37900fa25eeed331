/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-format.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-date-words.h"

/* Where a line ends, a day stays with its month and its year. */
static char *
keep_together (const char *date)
{
  gsize before = strcspn (date, "0123456789");
  g_autoptr(GString) rest = g_string_new (date + before);

  g_string_replace (rest, " ", "\xC2\xA0", 0);
  return g_strdup_printf ("%.*s%s", (int) before, date, rest->str);
}

/* NOW on the same clock as the date. */
static char *
near_date (const GDate *date,
           GDateTime   *now)
{
  GDate today = hkk_clock_date_of (now);
  int ago = g_date_days_between (date, &today);
  g_autofree char *words = NULL;

  if (ago == 0)
    /* TRANSLATORS: A day within a sentence or before a time: "today, 14:02" */
    return g_strdup (_("today"));
  if (ago == 1)
    /* TRANSLATORS: A day within a sentence or before a time: "yesterday, 14:02" */
    return g_strdup (_("yesterday"));
  if (ago == -1)
    /* TRANSLATORS: A day within a sentence or before a time: "tomorrow, 14:02" */
    return g_strdup (_("tomorrow"));
  words = hkk_date_words (date, ABS (ago) < 180 ? HKK_DATE_WORDS_NEAR : HKK_DATE_WORDS_FULL, NULL, NULL);
  return keep_together (words);
}

static char *
format_date (const GDate *date)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) there = hkk_clock_at_insurer (now);

  return near_date (date, there);
}

/**
 * hkk_format_day:
 * @time: (nullable): a moment of the portal
 *
 * Returns: (transfer full): the insurer's day in words, as near as possible: "today", "Mon, 14 December",
 *   "14 December 2024"
 */
char *
hkk_format_day (GDateTime *time)
{
  g_autoptr(GDateTime) there = time != NULL ? hkk_clock_at_insurer (time) : NULL;
  GDate date;

  if (there == NULL)
    return g_strdup ("");
  date = hkk_clock_date_of (there);
  return format_date (&date);
}

/**
 * hkk_format_day_heading:
 * @time: (nullable): a moment of the portal
 *
 * Returns: (transfer full): the day as hkk_format_day() has it, at the beginning of a line: "Today", "Mon, 14 December"
 */
char *
hkk_format_day_heading (GDateTime *time)
{
  g_autofree char *day = hkk_format_day (time);
  const char *rest = *day != '\0' ? g_utf8_next_char (day) : day;
  g_autofree char *first = g_utf8_strup (day, rest - day);

  return g_strconcat (first, rest, NULL);
}

static char *
format_clock (GDateTime *time)
{
  /* TRANSLATORS: a time of day, hours and minutes; strftime format of g_date_time_format() */
  return g_date_time_format (time, _("%H:%M"));
}

/**
 * hkk_format_own_clock:
 * @time: a moment that this program has noted
 *
 * Returns: (transfer full): its time of day in the zone of this computer
 */
char *
hkk_format_own_clock (GDateTime *time)
{
  g_autoptr(GDateTime) here = g_date_time_to_local (time);

  return format_clock (here);
}

/**
 * hkk_format_clock:
 * @time: (nullable): a moment of the portal
 *
 * Returns: (transfer full): its time of day at the insurer, with the zone where this computer's is another
 */
char *
hkk_format_clock (GDateTime *time)
{
  g_autoptr(GDateTime) there = time != NULL ? hkk_clock_at_insurer (time) : NULL;
  g_autofree char *clock = there != NULL ? format_clock (there) : NULL;

  if (clock == NULL)
    return g_strdup ("");
  if (!hkk_clock_is_foreign (time))
    return g_steal_pointer (&clock);
  if (hkk_clock_is_german ())
    /* TRANSLATORS: %s: a time of day ("14:02") */
    return g_strdup_printf (_("%s German time"), clock);
  /* TRANSLATORS: %1$s: a time of day ("14:02"); %2$s: its time zone ("WET") */
  return g_strdup_printf (_("%1$s (%2$s)"), clock, g_date_time_get_timezone_abbreviation (there));
}

/**
 * hkk_format_moment:
 * @time: (nullable): a moment of the portal
 *
 * Returns: (transfer full): its day and time of day at the insurer, with the zone where this computer's is another
 */
char *
hkk_format_moment (GDateTime *time)
{
  g_autofree char *day = hkk_format_day (time);
  g_autoptr(GDateTime) there = time != NULL ? hkk_clock_at_insurer (time) : NULL;
  g_autofree char *clock = there != NULL ? format_clock (there) : NULL;

  if (clock == NULL)
    return g_strdup ("");
  if (!hkk_clock_is_foreign (time))
    /* TRANSLATORS: first %s: a day ("today", "Mon, 14 December"); second %s: a time of day ("14:02") */
    return g_strdup_printf (_("%s, %s"), day, clock);
  if (hkk_clock_is_german ())
    /* TRANSLATORS: %1$s: a day ("today", "Mon, 14 December"); %2$s: a time of day ("14:02") */
    return g_strdup_printf (_("%1$s, %2$s German time"), day, clock);
  /* TRANSLATORS: %1$s: a day ("today"); %2$s: a time of day ("14:02"); %3$s: its time zone ("WET") */
  return g_strdup_printf (_("%1$s, %2$s (%3$s)"), day, clock, g_date_time_get_timezone_abbreviation (there));
}

static gboolean
has_clock (const char *text)
{
  for (const char *colon = strchr (text, ':'); colon != NULL; colon = strchr (colon + 1, ':'))
    if (colon > text && g_ascii_isdigit (colon[-1]) && g_ascii_isdigit (colon[1]) && g_ascii_isdigit (colon[2]))
      return TRUE;
  return FALSE;
}

/**
 * hkk_format_zone_note:
 * @text: (nullable): what the insurer wrote
 * @written: (nullable): when
 *
 * Who writes a time of day does not know where it is read.
 *
 * Returns: (transfer full) (nullable): which zone the times in @text are of; %NULL where there are none, or where this
 *   computer's zone is the same
 */
char *
hkk_format_zone_note (const char *text,
                      GDateTime  *written)
{
  g_autoptr(GDateTime) there = NULL;

  if (text == NULL || written == NULL || !has_clock (text) || !hkk_clock_is_foreign (written))
    return NULL;
  if (hkk_clock_is_german ())
    return g_strdup (_("Times of day in this text are German time."));
  there = hkk_clock_at_insurer (written);
  /* TRANSLATORS: %s: a time zone ("WET") */
  return g_strdup_printf (_("Times of day in this text are of the insurer’s time zone (%s)."),
                          g_date_time_get_timezone_abbreviation (there));
}

/**
 * hkk_format_own_moment:
 * @time: (nullable): a moment that this program has noted: "saved at", "last checked"
 *
 * Returns: (transfer full): its day and time of day in the zone of this computer
 */
char *
hkk_format_own_moment (GDateTime *time)
{
  g_autoptr(GDateTime) here = time != NULL ? g_date_time_to_local (time) : NULL;
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GDateTime) local_now = g_date_time_to_local (now);
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;
  GDate date;

  if (here == NULL)
    return g_strdup ("");
  date = hkk_clock_date_of (here);
  day = near_date (&date, local_now);
  clock = format_clock (here);
  return g_strdup_printf (_("%s, %s"), day, clock);
}

/**
 * hkk_format_checked:
 * @at: when the portal was asked
 *
 * Returns: (transfer full): a line that says so
 */
char *
hkk_format_checked (GDateTime *at)
{
  g_autofree char *moment = hkk_format_own_moment (at);

  /* TRANSLATORS: %s is a day and time */
  return g_strdup_printf (_("Last checked: %s"), moment);
}

/**
 * hkk_format_stored:
 * @at: when the copy on this computer was kept
 *
 * Returns: (transfer full): a line that says how old what is shown is
 */
char *
hkk_format_stored (GDateTime *at)
{
  g_autofree char *moment = hkk_format_own_moment (at);

  /* TRANSLATORS: of what is shown from this computer while the portal cannot be asked; %s is a day and time */
  return g_strdup_printf (_("As of %s"), moment);
}

/**
 * hkk_format_month:
 * @time: (nullable): a moment of the portal
 *
 * Returns: (transfer full): its month and year, as the heading of a group
 */
char *
hkk_format_month (GDateTime *time)
{
  g_autoptr(GDateTime) there = time != NULL ? hkk_clock_at_insurer (time) : NULL;
  GDate date;

  if (there == NULL)
    return g_strdup ("");
  date = hkk_clock_date_of (there);
  return hkk_date_words (&date, HKK_DATE_WORDS_MONTH, NULL, NULL);
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
  GDate date;

  if (!hkk_date_from_iso (iso_date, &date))
    return g_strdup (iso_date != NULL ? iso_date : "");
  return format_date (&date);
}

/**
 * hkk_format_isolate:
 * @text: (nullable): a number, an id, or what somebody else wrote: a name, a title, a reason
 *
 * For what stands inside of a sentence of ours. What stands alone, names a file or can be changed stays as it is.
 *
 * Returns: (transfer full): @text that keeps its own direction, and leaves the sentence its own (U+2068, U+2069)
 */
char *
hkk_format_isolate (const char *text)
{
  return g_strconcat ("\xE2\x81\xA8", text != NULL ? text : "", "\xE2\x81\xA9", NULL);
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/**
 * hkk_format_alone:
 * @text: (nullable): a value that stands alone
 *
 * A number has no direction of its own, so where text runs from right to left the last of its groups would come first.
 *
 * Returns: (transfer full): @text that is read in its own order
 */
char *
hkk_format_alone (const char *text)
{
  if (text != NULL && *text != '\0' && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL && !has_letter (text))
    return hkk_format_isolate (text);
  return g_strdup (text != NULL ? text : "");
}

/* Owned: @value without gaps of any kind. */
static char *
without_gaps (const char *value)
{
  GString *plain = g_string_new (NULL);

  for (; *value != '\0'; value = g_utf8_next_char (value))
    if (!g_unichar_isspace (g_utf8_get_char (value)))
      g_string_append_unichar (plain, g_utf8_get_char (value));
  return g_string_free (plain, FALSE);
}

/**
 * hkk_format_shortened:
 * @value: a sensitive value, such as an IBAN
 *
 * Returns: (transfer full): its first and last four characters, gaps not counted, so that it can be recognised and
 *   not read off; short values are hidden whole
 */
char *
hkk_format_shortened (const char *value)
{
  g_autofree char *plain = without_gaps (value);
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
