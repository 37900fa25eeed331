/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

#define NO_BREAK_SPACE "\302\240"
#define MAX_DIGITS 12

/**
 * hkk_money_places:
 * @currency: an ISO 4217 code
 *
 * Returns: how many decimal places an amount of it has
 */
guint
hkk_money_places (const char *currency)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX",
                                      "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  g_return_val_if_fail (currency != NULL, 2);

  if (g_strv_contains (none, currency))
    return 0;
  return g_strv_contains (three, currency) ? 3 : 2;
}

/* Signs and words for a currency beside its code, in small letters; the same sign may stand for several. */
static const struct { const char *mark, *currency; } marks[] = {
  { "euros", "EUR" }, { "euro", "EUR" }, { "€", "EUR" }, { "us$", "USD" }, { "us-dollar", "USD" }, { "dollars", "USD" },
  { "dollar", "USD" }, { "dollars", "CAD" }, { "dollar", "CAD" }, { "dollars", "AUD" }, { "dollar", "AUD" },
  { "$", "USD" }, { "$", "CAD" }, { "$", "AUD" }, { "$", "NZD" }, { "$", "SGD" }, { "$", "HKD" },
  { "$", "MXN" }, { "$", "ARS" }, { "$", "CLP" }, { "$", "COP" }, { "ca$", "CAD" }, { "c$", "CAD" }, { "a$", "AUD" },
  { "nz$", "NZD" }, { "s$", "SGD" }, { "hk$", "HKD" }, { "mx$", "MXN" }, { "r$", "BRL" }, { "£", "GBP" },
  { "£", "EGP" }, { "e£", "EGP" }, { "pfund", "GBP" }, { "pounds", "GBP" }, { "sfr.", "CHF" }, { "sfr", "CHF" },
  { "fr.", "CHF" }, { "fr", "CHF" }, { "franken", "CHF" }, { "₺", "TRY" }, { "tl", "TRY" }, { "lira", "TRY" },
  { "zł", "PLN" },
  { "zl", "PLN" }, { "złotych", "PLN" }, { "zloty", "PLN" }, { "kč", "CZK" }, { "kc", "CZK" }, { "ft.", "HUF" },
  { "ft", "HUF" }, { "forint", "HUF" }, { "lei", "RON" }, { "leu", "RON" }, { "лв.", "BGN" }, { "лв", "BGN" },
  { "lv", "BGN" }, { "kr.", "DKK" }, { "kr", "DKK" }, { "kr.", "SEK" }, { "kr", "SEK" }, { "kr.", "NOK" },
  { "kr", "NOK" }, { "kr.", "ISK" }, { "kr", "ISK" }, { "kronen", "DKK" }, { "kronen", "SEK" }, { "kronen", "NOK" },
  { "dt", "TND" }, { "د.ت", "TND" }, { "ج.م", "EGP" }, { "dh", "MAD" }, { "د.م.", "MAD" }, { "km", "BAM" },
  { "din.", "RSD" }, { "din", "RSD" }, { "дин.", "RSD" }, { "дин", "RSD" }, { "ден.", "MKD" }, { "ден", "MKD" },
  { "den", "MKD" }, { "lek", "ALL" }, { "lekë", "ALL" }, { "₴", "UAH" }, { "грн.", "UAH" }, { "грн", "UAH" },
  { "₾", "GEL" }, { "฿", "THB" }, { "₫", "VND" }, { "đ", "VND" }, { "rp.", "IDR" }, { "rp", "IDR" }, { "¥", "JPY" },
  { "円", "JPY" }, { "yen", "JPY" }, { "¥", "CNY" }, { "元", "CNY" }, { "rmb", "CNY" }, { "₩", "KRW" }, { "원", "KRW" },
  { "₹", "INR" }, { "rs.", "INR" }, { "rs", "INR" }, { "rs.", "LKR" }, { "rs", "LKR" }, { "s/", "PEN" }, { "r", "ZAR" },
  { "ksh", "KES" }, { "tsh", "TZS" }, { "n$", "NAD" }, { "₪", "ILS" }, { "dh", "AED" }, { "د.إ", "AED" },
  { "ر.ع.", "OMR" }, { "د.أ", "JOD" }, { "jd", "JOD" }, { "د.ك", "KWD" }, { "kd", "KWD" }, { "د.ب", "BHD" },
  { "bd", "BHD" }, { "rm", "MYR" }, { "₱", "PHP" },
};

/* The part of @text without @mark at one end; both are in small letters. NULL if it is at none. */
static char *
cut_mark (const char *text,
          const char *mark)
{
  gsize length = strlen (text), size = strlen (mark);

  if (length <= size)
    return NULL;
  if (g_str_has_prefix (text, mark) && !g_unichar_isalpha (g_utf8_get_char (text + size)))
    return g_strdup (text + size + strspn (text + size, " "));
  if (g_str_has_suffix (text, mark) && !g_ascii_isalpha (text[length - size - 1]))
    {
      g_autofree char *cut = g_strndup (text, length - size);

      g_strchomp (cut);
      return g_steal_pointer (&cut);
    }
  return NULL;
}

/* Owned: @text without the currency, at both ends; the longest sign first. */
static char *
strip_currency (const char *text,
                const char *currency)
{
  g_autofree char *code = g_ascii_strdown (currency, -1);
  g_autofree char *rest = g_utf8_casefold (text, -1);
  char *cut = NULL;

  for (guint end = 0; end < 2; end++)
    {
      cut = cut_mark (rest, code);
      for (gsize i = 0; cut == NULL && i < G_N_ELEMENTS (marks); i++)
        if (strcmp (marks[i].currency, currency) == 0)
          cut = cut_mark (rest, marks[i].mark);
      if (cut == NULL)
        break;
      g_free (rest);
      rest = cut;
    }
  return g_steal_pointer (&rest);
}

/* Whether @word, which stands alone, names @currency: by its code in capitals, by a sign, or in full. A short word may
 * be another one ("den"). */
static gboolean
word_names (const char *word,
            const char *currency)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  gboolean short_word = g_unichar_isalpha (g_utf8_get_char (word)) && g_utf8_strlen (word, -1) < 4;

  if (strcmp (word, currency) == 0)
    return TRUE;
  for (gsize i = 0; !short_word && i < G_N_ELEMENTS (marks); i++)
    if (strcmp (marks[i].currency, currency) == 0 && strcmp (marks[i].mark, folded) == 0)
      return TRUE;
  return FALSE;
}

/* Where the words before an amount, from @plain to @number, name a currency and not @currency: "Amount in USD: 45".
 * NULL if they do not. */
static const char *
find_other_currency (const char *plain,
                     const char *number,
                     const char *currency)
{
  for (const char *at = plain; at < number; at++)
    {
      gsize length = strcspn (at, " :()=");
      g_autofree char *word = g_strndup (at, length);

      for (gsize i = 0; length > 0 && i < G_N_ELEMENTS (marks); i++)
        if (word_names (word, marks[i].currency) && !word_names (word, currency))
          return at;
      at += length;
    }
  return NULL;
}

/* "45,-", "45.--": no cents. Cuts @number. */
static void
cut_dashes (char *number)
{
  gsize length = strlen (number), end = length;

  while (end > 0 && number[end - 1] == '-')
    end--;
  if (end < length && end > 1 && strchr (".,", number[end - 1]) != NULL)
    number[end - 1] = '\0';
}

/* Whether one or two digits before @end are parted from what is before them by @mark. */
static gboolean
has_cents (const char *text,
           const char *end,
           char        mark)
{
  const char *at = strrchr (text, mark);

  return at != NULL && end - at <= 3 && strspn (at + 1, "0123456789") == (gsize) (end - at - 1);
}

/* "45,50 €.", "45,50.", "45.50,": the end of a sentence or of a part of it, if it is behind a word or a sign, or behind
 * cents that the other mark parts; "12.5." may be a day, and "1.234," may have lost its cents. Cuts @text. */
static void
cut_full_stop (char *text)
{
  gsize end = strlen (text);

  end = end > 1 ? end - 1 : 0;
  if (end > 0 && strchr (".,", text[end]) != NULL &&
      (strchr ("0123456789.,-' ", text[end - 1]) == NULL ||
       (g_ascii_isdigit (text[end - 1]) && has_cents (text, &text[end], text[end] == '.' ? ',' : '.'))))
    text[end] = '\0';
}

/* Owned: ",50" is "0,50"; ".500" may be a part of something else. */
static char *
add_zero (const char *number)
{
  gsize digits = *number != '\0' ? strspn (number + 1, "0123456789") : 0;
  gboolean cents = strchr (".,", *number) != NULL && digits > 0 && digits < 3 && number[1 + digits] == '\0';

  return g_strconcat (cents ? "0" : "", number, NULL);
}

/* Arabic marks say what they are: one begins the decimals, one parts the thousands. */
static char *
read_arabic_marks (const char *plain,
                   char        decimal)
{
  g_auto(GStrv) thousands = g_strsplit (plain, "٬", -1);
  g_autofree char *joined = g_strjoinv ("'", thousands);
  g_auto(GStrv) decimals = g_strsplit (joined, "٫", -1);
  const char mark[] = { decimal, '\0' };

  return g_strjoinv (mark, decimals);
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
          if (run == 0 || run > 3 || (parted && run != 3) || *text == '0') /* "0.123" is less than one */
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

/* Takes gaps and apostrophes out of @number, if they part thousands: "1 234,50", "1'234.50".
 *
 * Returns: where one of them does not make sense; NULL if all is well */
static const char *
join_groups (char *number)
{
  const char *gap = strpbrk (number, " '");
  const char *end;
  char *to = number;
  char separator;

  if (gap == NULL)
    return NULL;
  separator = *gap;
  end = gap + strcspn (gap, ".,");
  if (!is_grouped (number, end, separator) || strpbrk (end, " '") != NULL)
    return gap;
  for (const char *from = number; *from != '\0'; from++)
    if (*from != separator)
      *to++ = *from;
  *to = '\0';
  return NULL;
}

/* Where the decimal mark is; the end if there is none; NULL if the text is no number. */
static const char *
find_decimal (const char *text,
              char        decimal)
{
  const char *end = text + strlen (text);
  char other = decimal == ',' ? '.' : ',';
  const char *mark = strchr (text, decimal);

  if (mark != NULL && is_grouped (text, mark, other) && strchr (mark + 1, other) == NULL)
    return mark;
  if (mark == NULL && is_grouped (text, end, other))
    return end;
  /* "12.50" cannot be a group, nor can the last mark of "1,234.50": so it is meant as a decimal mark. */
  mark = strchr (text, other);
  return mark != NULL && is_grouped (text, mark, decimal) ? mark : NULL;
}

/* "12.345" is twelve thousand or twelve, where a currency has three decimal places. */
static gboolean
is_unclear (const char *number,
            char        decimal,
            guint       places)
{
  char other = decimal == ',' ? '.' : ',';
  const char *mark = strchr (number, other);

  return places == 3 && mark != NULL && strlen (mark + 1) == 3 && is_grouped (number, number + strlen (number), other);
}

/* @number: digits with a decimal mark at @mark, or at its end; @places: those of the currency */
static gboolean
read_digits (const char  *number,
             const char  *mark,
             guint        places,
             gint64      *minor,
             GError     **error)
{
  guint digits = 0, after = 0;
  gint64 value = 0;

  for (const char *c = number; *c != '\0'; c++)
    {
      if (c > mark && !g_ascii_isdigit (*c))
        return hkk_rule_fail_at (error, HKK_RULE_ERROR_MONEY, c);
      if (!g_ascii_isdigit (*c))
        continue;
      value = value * 10 + (*c - '0');
      after += c > mark;
      if (++digits > MAX_DIGITS)
        return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
    }
  if (*mark != '\0' && after == 0)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
  if (places == 0 && after == 2 && value % 100 == 0) /* "1.234,00" of a currency without parts is no other amount */
    {
      value /= 100;
      after = 0;
    }
  if (after > places)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY_PLACES);
  for (; after < places; after++)
    value *= 10;
  *minor = value;
  return TRUE;
}

/* Owned: what stands behind the words before an amount. @other: where those words name another currency, in @plain. */
static char *
dup_amount (const char  *plain,
            const char  *currency,
            const char **other)
{
  static const char *const words[] = { "betrag", "summe", "gesamt", "gesamtbetrag", "rechnungsbetrag", "endbetrag",
                                       "preis", "total", "amount", "sum", "price", NULL };
  const char *amount = hkk_rule_skip_words (plain, words);
  char *rest = g_strdup (amount);

  *other = find_other_currency (plain, amount, currency);
  cut_full_stop (rest);
  return rest;
}

/**
 * hkk_money_parse:
 * @text: what a person typed or pasted
 * @currency: an ISO 4217 code
 * @language: (nullable): the language whose decimal mark applies
 * @minor: (out): the amount in minor units (cents)
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Reads an amount as it stands on bills: "1.234,50", "1234,5", "12.50 €", "1’234.50", "45,–" in German. Amounts are
 * never negative. Where an amount can be read in two ways, or is in another currency, it is refused.
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
  g_autofree char *plain = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *usual = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *number = NULL;
  const char *mark, *unclear;
  char decimal;

  g_return_val_if_fail (text != NULL && currency != NULL && minor != NULL, FALSE);

  decimal = hkk_notation_for (language)->decimal;
  plain = hkk_rule_plain (text);
  amount = dup_amount (plain, currency, &unclear);
  if (unclear != NULL)
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_MONEY, unclear);
  usual = read_arabic_marks (amount, decimal);
  bare = strip_currency (usual, currency);
  number = add_zero (bare);
  cut_dashes (number);
  unclear = number + strspn (number, "0123456789.,' ");
  if (*unclear == '\0')
    unclear = join_groups (number);
  if (unclear != NULL)
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_MONEY, unclear);
  mark = find_decimal (number, decimal);
  if (mark == NULL)
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY);
  if (is_unclear (number, decimal, hkk_money_places (currency)))
    return hkk_rule_fail (error, HKK_RULE_ERROR_MONEY_UNCLEAR);
  return read_digits (number, mark, hkk_money_places (currency), minor, error);
}

/* Whether @plain has @currency beside the amount, or in the words before it. */
static gboolean
names_currency (const char *plain,
                const char *currency)
{
  const char *other;
  g_autofree char *amount = dup_amount (plain, currency, &other);
  g_autofree char *folded = g_utf8_casefold (amount, -1);
  g_autofree char *stripped = strip_currency (amount, currency);
  const char *none;
  g_autofree char *any = dup_amount (plain, "", &none);

  return other == NULL && (strcmp (folded, stripped) != 0 || none != NULL);
}

/**
 * hkk_money_find_currency:
 * @text: what a person typed or pasted
 * @currencies: (array zero-terminated=1): ISO 4217 codes that may be meant
 *
 * Which currency stands beside the amount: "£45", "45,- USD". A sign of several ("kr") says nothing, unless one of them
 * is what nearly everybody means by it.
 *
 * Returns: (transfer none) (nullable): one of @currencies
 */
const char *
hkk_money_find_currency (const char        *text,
                         const char *const *currencies)
{
  static const char *const usual[] = { "USD", "GBP", NULL };
  g_autofree char *plain = NULL;
  const char *found = NULL;
  guint n_found = 0;

  g_return_val_if_fail (text != NULL && currencies != NULL, NULL);

  plain = hkk_rule_plain (text);
  for (; *currencies != NULL; currencies++)
    if (names_currency (plain, *currencies) && (n_found++ == 0 || g_strv_contains (usual, *currencies)))
      found = *currencies;
  return n_found == 1 || (found != NULL && g_strv_contains (usual, found)) ? found : NULL;
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
  number = format_number (minor, hkk_money_places (currency), notation->decimal, notation->grouping);
  if (notation->symbol_first)
    return g_strconcat (euro ? "€" : currency, euro && !notation->symbol_apart ? "" : NO_BREAK_SPACE, number, NULL);
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

  return format_number (minor, hkk_money_places (currency), hkk_notation_for (language)->decimal, "");
}

/**
 * hkk_integer_parse:
 * @text: what a person typed or pasted; gaps and apostrophes may part the thousands
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
  static const char *const words[] = { "jahr", "year", "anzahl", "number", NULL };
  g_autofree char *plain = NULL;
  g_autofree char *number = NULL;
  const char *unclear;
  gsize length;

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  plain = hkk_rule_plain (text);
  number = read_arabic_marks (hkk_rule_skip_words (plain, words), '.');
  length = strlen (number);
  if (length > 1 && number[length - 1] == '.')
    number[length - 1] = '\0';
  unclear = number + strspn (number, "0123456789' ");
  if (*unclear == '\0')
    unclear = join_groups (number);
  if (unclear != NULL)
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_INTEGER, unclear);
  length = strlen (number);
  if (length == 0 || length > 15)
    return hkk_rule_fail (error, HKK_RULE_ERROR_INTEGER);
  *value = g_ascii_strtoll (number, NULL, 10);
  return TRUE;
}
