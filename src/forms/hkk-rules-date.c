/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-language.h"

#define NO_BREAK_SPACE "\302\240"
#define NARROW_SPACE "\342\200\257"

/* The first one that the language begins with; with a region before without. */
static const HkkNotation notations[] = {
  { "de-AT", "dmy", '.', ',', NO_BREAK_SPACE, TRUE, TRUE },
  { "de-CH", "dmy", '.', '.', "’", TRUE, TRUE },
  { "fr-CH", "dmy", '.', ',', NARROW_SPACE, FALSE },
  { "it-CH", "dmy", '.', '.', "’", TRUE, TRUE },
  { "de", "dmy", '.', ',', ".", FALSE },
  { "en-US", "mdy", '/', '.', ",", TRUE },
  { "en", "dmy", '/', '.', ",", TRUE },
  { "tr", "dmy", '.', ',', ".", FALSE },
  { "pl", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "uk", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "ar", "dmy", '/', '.', ",", FALSE },
  { "bg", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "bs", "dmy", '.', ',', ".", FALSE },
  { "cs", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "da", "dmy", '.', ',', ".", FALSE },
  { "el", "dmy", '/', ',', ".", FALSE },
  { "es", "dmy", '/', ',', ".", FALSE },
  { "fr", "dmy", '/', ',', NARROW_SPACE, FALSE },
  { "hr", "dmy", '.', ',', ".", FALSE },
  { "it", "dmy", '/', ',', ".", FALSE },
  { "pt", "dmy", '/', ',', NO_BREAK_SPACE, FALSE },
  { "ro", "dmy", '.', ',', ".", FALSE },
  { "ru", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "sr", "dmy", '.', ',', ".", FALSE },
  { "", "ymd", '-', '.', "", FALSE },
};

/* The process's own language, in the region that the person is in, as far as that has it: who reads German in
 * Switzerland reads amounts as they are written there. */
static const char *
own_language (void)
{
  const char *language = g_get_language_names ()[0];
  const char *region = hkk_language_get_region ();
  gsize length = strcspn (language, "_.@");

  return region != NULL && strncmp (region, language, length) == 0 && region[length] == '_' ? region : language;
}

const HkkNotation *
hkk_notation_for (const char *language)
{
  g_autofree char *name = g_strdup (language != NULL ? language : own_language ());
  const HkkNotation *notation = notations;

  g_strdelimit (name, "_", '-');
  for (; notation->language[0] != '\0'; notation++)
    {
      gsize length = strlen (notation->language);

      if (g_ascii_strncasecmp (name, notation->language, length) == 0 && !g_ascii_isalnum (name[length]))
        break;
    }
  return notation;
}

/* A month in letters is at the same place as one in figures. */
static char
usual_part (char conversion)
{
  if (conversion == 'e')
    return 'd';
  return strchr ("bBh", conversion) != NULL ? 'm' : g_ascii_tolower (conversion);
}

static void
append_part (GString *parts,
             char     conversion)
{
  if (conversion == 'D')
    g_string_append (parts, "mdy");
  else if (conversion == 'F')
    g_string_append (parts, "ymd");
  else
    g_string_append_c (parts, usual_part (conversion));
}

/* The order and the separator of a strftime() format of a date. */
static gboolean
read_format (const char *format,
             char        order[4],
             char       *separator)
{
  g_autoptr(GString) parts = g_string_new (NULL);

  *separator = '.';
  for (const char *c = format; *c != '\0'; c++)
    if (*c == '%' && c[1] != '\0' && strchr ("deDmyYFbBh", c[1]) != NULL)
      append_part (parts, *++c);
    else if (*c == '%' || g_ascii_isalpha (*c))
      return FALSE;
    else if (*c == '/')
      *separator = '/';
  g_strlcpy (order, parts->str, 4);
  if (order[0] == 'y')
    *separator = '-';
  else if (order[0] == 'm')
    *separator = '/';
  return parts->len == 3 && strchr (order, 'd') != NULL && strchr (order, 'm') != NULL && order[1] != 'y' &&
         strchr (order, 'y') != NULL;
}

/* Without a language the person's region decides, whatever language was chosen. */
static HkkNotation
date_notation (const char *language)
{
  const char *format = language == NULL ? hkk_language_get_date_format () : NULL;
  HkkNotation notation = *hkk_notation_for (language), region = notation;

  return format != NULL && read_format (format, region.order, &region.separator) ? region : notation;
}

/**
 * hkk_date_from_iso:
 * @text: (nullable): "2026-12-31"
 * @date: (out caller-allocates): the date
 *
 * Reads a date of the wire (ISO 8601, extended form). Only real calendar dates pass.
 *
 * Returns: whether it is one
 */
gboolean
hkk_date_from_iso (const char *text,
                   GDate      *date)
{
  guint parts[3] = { 0 };

  g_return_val_if_fail (date != NULL, FALSE);

  if (text == NULL || strlen (text) != 10)
    return FALSE;
  for (guint i = 0, part = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          part++;
        }
      else if (g_ascii_isdigit (text[i]))
        {
          parts[part] = parts[part] * 10 + (guint) (text[i] - '0');
        }
      else
        {
          return FALSE;
        }
    }
  if (!g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]);
  return TRUE;
}

/**
 * hkk_date_to_iso:
 * @date: a valid date
 *
 * Returns: (transfer full): "2026-12-31"
 */
char *
hkk_date_to_iso (const GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), (guint) g_date_get_month (date),
                          g_date_get_day (date));
}

/* --- Dates as people write them --- */

typedef struct
{
  guint       numbers[3];
  gsize       lengths[3];
  guint       count;
  guint       month;      /* named by a word; 0 if it is not */
  char        separator;  /* behind the first number */
  guint       weekdays;   /* a bit for each that a word names; 0 if none does */
  const char *weekday;    /* that word (nullable) */
  const char *unclear;    /* where it stops making sense (nullable) */
} DateParts;

static gboolean
begins (const char *word,
        const char *name,
        long        at_least)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_utf8_strlen (word, -1) >= at_least && g_str_has_prefix (folded, word);
}

/* @pattern: of the process's own language. */
static gboolean
begins_local (const char *word,
              const GDate *day,
              const char  *pattern,
              long         at_least)
{
  g_autoptr(GDateTime) time = g_date_time_new_utc (g_date_get_year (day), (int) g_date_get_month (day),
                                                   g_date_get_day (day), 12, 0, 0.0);
  g_autofree char *name = g_date_time_format (time, pattern);

  return name != NULL && begins (word, name, at_least);
}

/* The month that @word names or shortens, in German, English and the process's language; 0 if it names none. */
static guint
month_of_word (const char *word)
{
  static const struct { guint month; const char *name; } months[] = {
    { 1, "januar" }, { 1, "january" }, { 1, "jänner" }, { 1, "jaenner" }, { 2, "februar" }, { 2, "february" },
    { 2, "feber" }, { 3, "märz" }, { 3, "maerz" }, { 3, "march" }, { 3, "mrz" }, { 4, "april" }, { 5, "mai" },
    { 5, "may" }, { 6, "juni" }, { 6, "june" }, { 6, "juno" }, { 7, "juli" }, { 7, "july" }, { 8, "august" },
    { 9, "september" }, { 10, "oktober" }, { 10, "october" }, { 11, "november" }, { 12, "dezember" },
    { 12, "december" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (begins (word, months[i].name, 3))
      return months[i].month;
  for (guint month = 1; month <= 12; month++)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, 1, (GDateMonth) month, 2026);
      /* In Slavic languages a month that stands alone is another word than one in a date. */
      if (begins_local (word, &day, "%B", 3) || begins_local (word, &day, "%OB", 3) ||
          begins_local (word, &day, "%b", 3))
        return month;
    }
  return 0;
}

/* Words that a date may have around it: "den", "the", "3rd". */
static gboolean
is_idle_word (const char *word)
{
  static const char *const words[] = { "den", "der", "dem", "am", "vom", "ab", "bis", "zum", "seit", "um", "the", "of",
                                       "on", "from", "until", "since", "by", "at", "st", "nd", "rd", "th", "datum",
                                       "date", "geb", "geboren", "born", NULL };

  return g_strv_contains (words, word);
}

/* A bit for each day of the week that @word may mean. */
static guint
weekdays_of_word (const char *word)
{
  static const struct { GDateWeekday day; const char *name; } days[] = {
    { G_DATE_MONDAY, "montag" }, { G_DATE_TUESDAY, "dienstag" }, { G_DATE_WEDNESDAY, "mittwoch" },
    { G_DATE_THURSDAY, "donnerstag" }, { G_DATE_FRIDAY, "freitag" }, { G_DATE_SATURDAY, "samstag" },
    { G_DATE_SATURDAY, "sonnabend" }, { G_DATE_SUNDAY, "sonntag" }, { G_DATE_MONDAY, "monday" },
    { G_DATE_TUESDAY, "tuesday" }, { G_DATE_WEDNESDAY, "wednesday" }, { G_DATE_THURSDAY, "thursday" },
    { G_DATE_FRIDAY, "friday" }, { G_DATE_SATURDAY, "saturday" }, { G_DATE_SUNDAY, "sunday" },
  };
  guint meant = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (begins (word, days[i].name, 2))
      meant |= 1u << days[i].day;
  for (guint i = 0; i < 7; i++)
    {
      GDate day;

      g_date_clear (&day, 1);
      g_date_set_dmy (&day, (GDateDay) (1 + i), G_DATE_MARCH, 2026);
      if (begins_local (word, &day, "%A", 2))
        meant |= 1u << g_date_get_weekday (&day);
    }
  return meant;
}

static const char *
take_number (DateParts  *parts,
             const char *at)
{
  gsize length = strspn (at, "0123456789");

  if (parts->count == 3 || length > 8)
    {
      parts->unclear = at;
      return at + length;
    }
  parts->numbers[parts->count] = (guint) g_ascii_strtoull (at, NULL, 10);
  parts->lengths[parts->count++] = length;
  if (parts->count == 1)
    parts->separator = at[length];
  return at + length;
}

static const char *
take_word (DateParts  *parts,
           const char *at)
{
  const char *end = at;
  g_autofree char *word = NULL;
  g_autofree char *folded = NULL;
  guint month, weekdays;

  while (*end != '\0' && (g_unichar_isalpha (g_utf8_get_char (end)) || g_unichar_ismark (g_utf8_get_char (end))))
    end = g_utf8_next_char (end);
  word = g_strndup (at, (gsize) (end - at));
  folded = g_utf8_casefold (word, -1);
  month = month_of_word (folded);
  weekdays = month == 0 && !is_idle_word (folded) ? weekdays_of_word (folded) : 0;
  if (month != 0 && parts->month == 0)
    parts->month = month;
  else if (weekdays != 0)
    {
      parts->weekdays = weekdays;
      parts->weekday = at;
    }
  else if (month != 0 || !is_idle_word (folded))
    parts->unclear = at;
  return end;
}

/* Cuts a time of day behind a date: "T00:00:00" of a table, ", 14:30 Uhr" of a letter. One with a zone stays: the day
 * may be another one here. */
static void
cut_time (char *plain)
{
  char *colon = strchr (plain, ':'), *at;
  const char *end;
  g_autofree char *time = NULL;

  while (colon != NULL && (colon == plain || !g_ascii_isdigit (colon[-1])))
    colon = strchr (colon + 1, ':');
  if (colon == NULL)
    return;
  for (at = colon; at > plain && g_ascii_isdigit (at[-1]);)
    at--;
  end = colon + strspn (colon, ":0123456789");
  end += strspn (end, " ");
  if (g_ascii_strncasecmp (end, "uhr", 3) == 0)
    end += 3;
  time = g_strndup (at, (gsize) (colon - at) + 3);
  if (at == plain || strchr (" ,T", at[-1]) == NULL || *end != '\0' || !hkk_time_parse (time, NULL, NULL))
    return;
  at[at[-1] == 'T' ? -1 : 0] = '\0';
}

static void
split_date (DateParts  *parts,
            const char *plain)
{
  static const char *const none[] = { NULL };

  for (const char *at = hkk_rule_skip_words (plain, none); *at != '\0' && parts->unclear == NULL;)
    {
      if (g_ascii_isdigit (*at))
        at = take_number (parts, at);
      else if (g_unichar_isalpha (g_utf8_get_char (at)))
        at = take_word (parts, at);
      else if (strchr ("./- ,'()", *at) != NULL)
        at++;
      else
        parts->unclear = at;
    }
}

static gboolean
set_date (GDate *date,
          guint  day,
          guint  month,
          guint  year)
{
  if (day > 31 || month > 12 || year > 9999 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* "03112026" in the order of the language, else "20261103"; never both, because no month begins a year. */
static gboolean
read_run (guint       number,
          const char *order,
          GDate      *date)
{
  guint year = number % 10000;
  guint first = number / 1000000, second = number / 10000 % 100;

  if (year >= 1900 && year < 2100 &&
      (order[0] == 'm' ? set_date (date, second, first, year) : set_date (date, first, second, year)))
    return TRUE;
  year = number / 10000;
  return year >= 1900 && year < 2100 && set_date (date, number % 100, number / 100 % 100, year);
}

/* @short_year: whether the year had two digits */
static gboolean
read_parts (const DateParts *parts,
            const char      *order,
            GDate           *date,
            gboolean        *short_year)
{
  guint day = 0, month = parts->month, year = 0;
  gsize year_length = 0;
  const char *left = order;

  *short_year = FALSE;
  if (parts->count == 1 && parts->month == 0 && parts->lengths[0] == 8)
    return read_run (parts->numbers[0], order, date);
  if (parts->month != 0)
    left = parts->lengths[0] > 2 ? "yd" : "dy";
  else if (parts->lengths[0] == 4)
    left = "ymd";
  else if (parts->separator == '.' || order[0] == 'y')
    left = "dmy";
  if (parts->count != strlen (left))
    return FALSE;
  for (guint i = 0; left[i] != '\0'; i++)
    {
      if (left[i] == 'd')
        day = parts->numbers[i];
      else if (left[i] == 'm')
        month = parts->numbers[i];
      else
        {
          year = parts->numbers[i];
          year_length = parts->lengths[i];
        }
    }
  *short_year = year_length == 2;
  if (*short_year)
    year += year < 50 ? 2000 : 1900;
  return (year_length == 2 || year_length == 4) && set_date (date, day, month, year);
}

static void
move_to_past (GDate       *date,
              const GDate *earliest,
              const GDate *latest)
{
  GDate past = *date;

  if (earliest == NULL || !g_date_valid (earliest) || latest == NULL || !g_date_valid (latest) ||
      g_date_compare (date, latest) <= 0)
    return;
  g_date_subtract_years (&past, 100);
  if (g_date_compare (&past, earliest) >= 0)
    *date = past;
}

/**
 * hkk_date_parse_past:
 * @text: what a person typed or pasted
 * @language: (nullable): the language whose order applies
 * @earliest: (nullable): the first day that can be meant
 * @latest: (nullable): the last one; a year of two digits behind it lies a hundred years earlier, if that is not before
 *   @earliest: who is asked for a birth date and not for the day of a bill means '38 so
 * @date: (out caller-allocates): the date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * As hkk_date_parse(), for a birth date and the like.
 *
 * Returns: whether it is a real date
 */
gboolean
hkk_date_parse_past (const char   *text,
                     const char   *language,
                     const GDate  *earliest,
                     const GDate  *latest,
                     GDate        *date,
                     GError      **error)
{
  g_autofree char *plain = NULL;
  DateParts parts = { 0 };
  HkkNotation order;
  gboolean short_year;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);

  plain = hkk_rule_plain (text);
  cut_time (plain);
  split_date (&parts, plain);
  if (parts.unclear != NULL)
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_DATE, parts.unclear);
  order = date_notation (language);
  if (!read_parts (&parts, order.order, date, &short_year))
    return hkk_rule_fail (error, HKK_RULE_ERROR_DATE);
  if (short_year)
    move_to_past (date, earliest, latest);
  if (parts.weekdays != 0 && !(parts.weekdays & (1u << g_date_get_weekday (date))))
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_DATE, parts.weekday);
  return TRUE;
}

/**
 * hkk_date_parse:
 * @text: what a person typed or pasted
 * @language: (nullable): the language whose order applies; %NULL: the order of the person's region
 * @date: (out caller-allocates): the date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Reads a date in the order of @language, with two or four digits for the year, in ISO 8601, in eight digits, or with
 * the month in words. Dots always mean day, month, year. Two digits 00 to 49 are 2000 to 2049, the others 1950 to 1999.
 * A time of day behind it does not matter; a day of the week has to be that of the date.
 *
 * Returns: whether it is a real date
 */
gboolean
hkk_date_parse (const char  *text,
                const char  *language,
                GDate       *date,
                GError     **error)
{
  return hkk_date_parse_past (text, language, NULL, NULL, date, error);
}

/**
 * hkk_date_format:
 * @date: a valid date
 * @language: (nullable): the language whose order applies; %NULL: the order of the person's region
 *
 * Returns: (transfer full): the date in figures, "31.12.2026" in German; hkk_date_parse() reads it back
 */
char *
hkk_date_format (const GDate *date,
                 const char  *language)
{
  HkkNotation notation;
  GString *result;

  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  notation = date_notation (language);
  result = g_string_new (NULL);
  for (guint i = 0; i < 3; i++)
    {
      if (i > 0)
        g_string_append_c (result, notation.separator);
      if (notation.order[i] == 'y')
        g_string_append_printf (result, "%04u", g_date_get_year (date));
      else
        g_string_append_printf (result, "%02u",
                                notation.order[i] == 'd' ? g_date_get_day (date) : (guint) g_date_get_month (date));
    }
  return g_string_free (result, FALSE);
}

/**
 * hkk_date_hint:
 * @language: (nullable): the language whose order applies; %NULL: the order of the person's region
 *
 * Returns: (transfer none): the pattern to type, in the process's language: "DD.MM.YYYY"
 */
const char *
hkk_date_hint (const char *language)
{
  HkkNotation notation = date_notation (language);

  if (notation.order[0] == 'm')
    /* TRANSLATORS: the pattern of a date: month, day and year in figures */
    return _("MM/DD/YYYY");
  if (notation.order[0] == 'y')
    /* TRANSLATORS: the pattern of a date: year, month and day in figures */
    return _("YYYY-MM-DD");
  if (notation.separator == '/')
    /* TRANSLATORS: the pattern of a date: day, month and year in figures */
    return _("DD/MM/YYYY");
  /* TRANSLATORS: the pattern of a date: day, month and year in figures */
  return _("DD.MM.YYYY");
}

/**
 * hkk_date_age:
 * @birth: a valid date
 * @at: a valid date
 *
 * Returns: completed years from @birth to @at (§ 187 Abs. 2 BGB: the birthday itself counts); negative before birth
 */
int
hkk_date_age (const GDate *birth,
              const GDate *at)
{
  int years;

  g_return_val_if_fail (birth != NULL && g_date_valid (birth) && at != NULL && g_date_valid (at), 0);

  years = (int) g_date_get_year (at) - (int) g_date_get_year (birth);
  if (g_date_get_month (at) < g_date_get_month (birth) ||
      (g_date_get_month (at) == g_date_get_month (birth) && g_date_get_day (at) < g_date_get_day (birth)))
    years--;
  return years;
}

/**
 * hkk_birth_date_check:
 * @birth: a valid date
 * @today: the server's date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether @birth lies between 1900-01-01 and @today
 */
gboolean
hkk_birth_date_check (const GDate  *birth,
                      const GDate  *today,
                      GError      **error)
{
  g_return_val_if_fail (birth != NULL && g_date_valid (birth) && today != NULL && g_date_valid (today), FALSE);

  if (g_date_get_year (birth) < 1900 || g_date_compare (birth, today) > 0)
    return hkk_rule_fail (error, HKK_RULE_ERROR_BIRTH_DATE);
  return TRUE;
}

/**
 * hkk_account_age_check:
 * @birth: a valid date
 * @today: the server's date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether the person has had the 15th birthday, from which on social matters can be handled alone (§ 36 SGB I)
 */
gboolean
hkk_account_age_check (const GDate  *birth,
                       const GDate  *today,
                       GError      **error)
{
  if (!hkk_birth_date_check (birth, today, error))
    return FALSE;
  return hkk_date_age (birth, today) >= 15 || hkk_rule_fail (error, HKK_RULE_ERROR_UNDER_AGE);
}
