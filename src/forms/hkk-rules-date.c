/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-process.h"

#define NO_BREAK_SPACE "\302\240"

/* The first one that the language begins with; with a region before without. */
static const HkkNotation notations[] = {
  { "de", "dmy", '.', ',', ".", FALSE },
  { "en-US", "mdy", '/', '.', ",", TRUE },
  { "en", "dmy", '/', '.', ",", TRUE },
  { "tr", "dmy", '.', ',', ".", FALSE },
  { "pl", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "uk", "dmy", '.', ',', NO_BREAK_SPACE, FALSE },
  { "ar", "dmy", '/', '.', ",", FALSE },
  { "", "ymd", '-', '.', "", FALSE },
};

const HkkNotation *
hkk_notation_for (const char *language)
{
  g_autofree char *name = g_strdup (language != NULL ? language : g_get_language_names ()[0]);
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

static void
append_part (GString *parts,
             char     conversion)
{
  if (conversion == 'D')
    g_string_append (parts, "mdy");
  else if (conversion == 'F')
    g_string_append (parts, "ymd");
  else
    g_string_append_c (parts, conversion == 'e' ? 'd' : g_ascii_tolower (conversion));
}

/* The order and the separator of a strftime() format of figures only. */
static gboolean
read_format (const char *format,
             char        order[4],
             char       *separator)
{
  g_autoptr(GString) parts = g_string_new (NULL);

  *separator = '.';
  for (const char *c = format; *c != '\0'; c++)
    if (*c == '%' && c[1] != '\0' && strchr ("deDmyYF", c[1]) != NULL)
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
  const char *format = language == NULL ? hkk_process_get_date_format () : NULL;
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

static gboolean
split_date (const char *text,
            guint       numbers[3],
            gsize       lengths[3])
{
  g_auto(GStrv) parts = g_strsplit_set (text, "./- ", -1);
  guint count = 0;

  for (char **part = parts; *part != NULL; part++)
    {
      gsize length = strlen (*part);

      if (length == 0) /* "31. 12. 2026" */
        continue;
      if (count == 3 || length > 4 || !hkk_rule_is_digits (*part, length))
        return FALSE;
      numbers[count] = (guint) g_ascii_strtoull (*part, NULL, 10);
      lengths[count++] = length;
    }
  return count == 3;
}

/**
 * hkk_date_parse:
 * @text: what a person typed
 * @language: (nullable): the language whose order applies; %NULL: the order of the person's region
 * @date: (out caller-allocates): the date
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Reads a date in the order of @language, with two or four digits for the year, or in ISO 8601. Dots always mean day,
 * month, year. Two digits 00 to 49 are 2000 to 2049, the others 1950 to 1999.
 *
 * Returns: whether it is a real date
 */
gboolean
hkk_date_parse (const char  *text,
                const char  *language,
                GDate       *date,
                GError     **error)
{
  g_autofree char *trimmed = NULL;
  const char *order;
  HkkNotation notation;
  guint numbers[3], day = 0, month = 0, year = 0;
  gsize lengths[3], year_length = 0;

  g_return_val_if_fail (text != NULL && date != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (text));
  if (!split_date (trimmed, numbers, lengths))
    return hkk_rule_fail (error, HKK_RULE_ERROR_DATE);
  notation = date_notation (language);
  order = lengths[0] == 4 ? "ymd" : notation.order;
  if (strchr (trimmed, '.') != NULL || (order[0] == 'y' && lengths[0] < 4))
    order = "dmy";
  for (guint i = 0; i < 3; i++)
    {
      if (order[i] == 'd')
        day = numbers[i];
      else if (order[i] == 'm')
        month = numbers[i];
      else
        {
          year = numbers[i];
          year_length = lengths[i];
        }
    }
  if (year_length == 2)
    year += year < 50 ? 2000 : 1900;
  if ((year_length != 2 && year_length != 4) || day > 31 || month > 12 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return hkk_rule_fail (error, HKK_RULE_ERROR_DATE);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
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

/**
 * hkk_time_parse:
 * @text: what a person typed: "14:30", "9.15", "0915"
 * @iso: (out) (optional) (transfer full): "14:30"
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it is a time of day
 */
gboolean
hkk_time_parse (const char  *text,
                char       **iso,
                GError     **error)
{
  g_autofree char *squeezed = NULL;
  g_autofree char *digits = NULL;
  gsize length;
  guint number;

  g_return_val_if_fail (text != NULL, FALSE);

  squeezed = hkk_rule_squeeze (text, "");
  digits = hkk_rule_squeeze (text, ":.");
  length = strlen (digits);
  if (length < 3 || length > 4 || !hkk_rule_is_digits (digits, length) || strlen (squeezed) > length + 1 ||
      (strlen (squeezed) == length + 1 && strchr (":.", squeezed[length - 2]) == NULL))
    return hkk_rule_fail (error, HKK_RULE_ERROR_TIME);
  number = (guint) g_ascii_strtoull (digits, NULL, 10);
  if (number / 100 > 23 || number % 100 > 59)
    return hkk_rule_fail (error, HKK_RULE_ERROR_TIME);
  if (iso != NULL)
    *iso = g_strdup_printf ("%02u:%02u", number / 100, number % 100);
  return TRUE;
}
