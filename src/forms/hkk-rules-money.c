/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

#define NO_BREAK_SPACE "\302\240"
#define MAX_DIGITS 12

static guint
currency_places (const char *currency)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX",
                                      "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  g_return_val_if_fail (currency != NULL, 2);

  if (g_strv_contains (none, currency))
    return 0;
  return g_strv_contains (three, currency) ? 3 : 2;
}

static char *
strip_currency (const char *text,
                const char *currency)
{
  g_autofree char *squeezed = hkk_rule_squeeze (text, "'");
  gsize length = strlen (squeezed);
  const char *marks[] = { currency, "€", NULL };

  for (guint i = 0; i < 2; i++)
    {
      gsize size = strlen (marks[i]);

      if (i == 1 && strcmp (currency, "EUR") != 0)
        break;
      if (length > size && g_ascii_strncasecmp (squeezed + length - size, marks[i], size) == 0)
        return g_strndup (squeezed, length - size);
      if (length > size && g_ascii_strncasecmp (squeezed, marks[i], size) == 0)
        return g_strdup (squeezed + size);
    }
  return g_steal_pointer (&squeezed);
}

/* Whether @text up to @end is digits in groups of three that @separator parts. */
static gboolean
is_grouped (const char *text,
            const char *end,
            char        separator)
{
  gsize run = 0;
  gboolean parted = FALSE;

  for (const char *c = text; c < end; c++)
    {
      if (*c == separator)
        {
          if (run == 0 || run > 3 || (parted && run != 3))
            return FALSE;
          parted = TRUE;
          run = 0;
        }
      else if (g_ascii_isdigit (*c))
        {
          run++;
        }
      else
        {
          return FALSE;
        }
    }
  return run > 0 && (!parted || run == 3);
}

/* Where the decimal mark is; the end if there is none; NULL if the text is no number. */
static const char *
find_decimal (const char *text,
              char        decimal)
{
  const char *end = text + strlen (text);
  char other = decimal == ',' ? '.' : ',';
  const char *mark = strchr (text, decimal);

  if (mark != NULL)
    return is_grouped (text, mark, other) ? mark : NULL;
  if (is_grouped (text, end, other))
    return end;
  /* "12.50" cannot be a group, so it is meant as a decimal mark. */
  mark = strchr (text, other);
  return mark != NULL && is_grouped (text, mark, decimal) ? mark : NULL;
}

/**
 * hkk_money_parse:
 * @text: what a person typed
 * @currency: an ISO 4217 code
 * @language: (nullable): the language whose decimal mark applies
 * @minor: (out): the amount in minor units (cents)
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Reads an amount: "1.234,50", "1234,5", "12.50 €" in German. Amounts are never negative.
 *
 * Returns: whether it is one
 */
gboolean
hkk_money_parse (const char  *text,
                 const char  *currency,
                 const char  *language,
                 gint64      *minor,
                 GError     **error)
{
  g_autofree char *number = NULL;
  const char *mark, *c;
  guint places, digits = 0, after = 0;
  gint64 value = 0;

  g_return_val_if_fail (text != NULL && currency != NULL && minor != NULL, FALSE);

  places = currency_places (currency);
  number = strip_currency (text, currency);
  mark = find_decimal (number, hkk_notation_for (language)->decimal);
  if (mark == NULL)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
  for (c = number; *c != '\0'; c++)
    {
      if (c > mark && !g_ascii_isdigit (*c))
        return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
      if (!g_ascii_isdigit (*c))
        continue;
      value = value * 10 + (*c - '0');
      after += c > mark;
      if (++digits > MAX_DIGITS)
        return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
    }
  if (*mark != '\0' && after == 0)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
  if (after > places)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY_PLACES);
  for (; after < places; after++)
    value *= 10;
  *minor = value;
  return TRUE;
}

static char *
format_number (gint64       minor,
               guint        places,
               char         decimal,
               const char  *grouping)
{
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_FORMAT, (int) places + 1, minor < 0 ? -minor : minor);
  gsize whole = strlen (digits) - places;
  GString *result = g_string_new (minor < 0 ? "\342\210\222" : "");

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append (result, grouping);
      g_string_append_c (result, digits[i]);
    }
  if (places > 0)
    g_string_append_printf (result, "%c%s", decimal, digits + whole);
  return g_string_free (result, FALSE);
}

/**
 * hkk_money_format:
 * @minor: an amount in minor units
 * @currency: its ISO 4217 code
 * @language: (nullable): the language whose notation applies
 *
 * Returns: (transfer full): the amount to read: "1.234,50 €" in German, "€1,234.50" in English
 */
char *
hkk_money_format (gint64      minor,
                  const char *currency,
                  const char *language)
{
  const HkkNotation *notation;
  g_autofree char *number = NULL;
  gboolean euro;

  g_return_val_if_fail (currency != NULL && minor > G_MININT64, NULL);

  notation = hkk_notation_for (language);
  euro = strcmp (currency, "EUR") == 0;
  number = format_number (minor, currency_places (currency), notation->decimal, notation->grouping);
  if (notation->symbol_first)
    return g_strconcat (euro ? "€" : currency, euro ? "" : NO_BREAK_SPACE, number, NULL);
  return g_strconcat (number, NO_BREAK_SPACE, euro ? "€" : currency, NULL);
}

/**
 * hkk_money_format_plain:
 * @minor: an amount in minor units
 * @currency: its ISO 4217 code
 * @language: (nullable): the language whose notation applies
 *
 * Returns: (transfer full): the amount as one types it: "1234,50"; hkk_money_parse() reads it back
 */
char *
hkk_money_format_plain (gint64      minor,
                        const char *currency,
                        const char *language)
{
  g_return_val_if_fail (currency != NULL && minor > G_MININT64, NULL);

  return format_number (minor, currency_places (currency), hkk_notation_for (language)->decimal, "");
}

/**
 * hkk_integer_parse:
 * @text: what a person typed
 * @value: (out): the number
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it is a whole number of at most 15 digits
 */
gboolean
hkk_integer_parse (const char  *text,
                   gint64      *value,
                   GError     **error)
{
  g_autofree char *number = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  number = hkk_rule_squeeze (text, "");
  length = strlen (number);
  if (length == 0 || length > 15 || !hkk_rule_is_digits (number, length))
    return hkk_rule_fail (error, HKK_RULE_ERROR_INTEGER);
  *value = g_ascii_strtoll (number, NULL, 10);
  return TRUE;
}
