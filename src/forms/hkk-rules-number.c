/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Numbers are grouped with a no-break space, so that a number stays on one line. */
#define GAP "\302\240"

/* The code of a letter, and the groups in which it is printed. */
#define LETTER_LENGTH 16
#define LETTER_GROUPS 4

/* ASCII only: in a Turkish locale "i" would become "İ". @glued: a word that may stand there without a gap. */
static char *
normalize (const char        *text,
           const char *const *words,
           const char        *glued)
{
  g_autofree char *plain = hkk_rule_plain (text);
  g_autofree char *squeezed = hkk_rule_squeeze (hkk_rule_skip_words (plain, words), "-./,;_()|");
  gsize skipped = strlen (glued);

  if (g_ascii_strncasecmp (squeezed, glued, skipped) != 0 || squeezed[skipped] == '\0')
    skipped = 0;
  return g_ascii_strup (squeezed + skipped, -1);
}

/* The marks that may part a number. */
#define MARKS " -./,;_()|"

/* The number that begins at @start with a word and ends with one, if @is_good says so; @end is behind it. (nullable) */
static char *
read_number_at (const char   *start,
                gsize         longest,
                gboolean    (*is_good) (const char *),
                const char  **end)
{
  g_autoptr(GString) number = g_string_new (NULL);

  for (const char *c = start; *c != '\0' && number->len < longest; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (number, g_ascii_toupper (*c));
      else if (strchr (MARKS, *c) == NULL)
        return NULL;
      *end = c + 1;
      if (g_ascii_isalnum (*c) && !g_unichar_isalnum (g_utf8_get_char (*end)) && is_good (number->str))
        return g_strdup (number->str);
    }
  return NULL;
}

/* Whether @c, behind @before, is of a word or a sign that no number has. */
static gboolean
is_beside (gunichar before,
           gunichar c)
{
  return g_unichar_isalpha (c) ? g_unichar_isalpha (before) : c > 0x7f || strchr (MARKS, (int) c) == NULL;
}

/* Owned (nullable): the only number in @plain that @is_good says yes to. What stands around it are words: digits could
 * be a part of it. */
static char *
find_among_words (const char  *plain,
                  gsize        longest,
                  gboolean   (*is_good) (const char *))
{
  g_autofree char *found = NULL;
  gunichar before = ' ';
  gboolean words = FALSE;

  for (const char *at = plain; *at != '\0';)
    {
      const char *end = at;
      g_autofree char *number = g_ascii_isalpha (*at) && !g_unichar_isalnum (before)
                                  ? read_number_at (at, longest, is_good, &end) : NULL;

      if (g_ascii_isdigit (*at) || (number != NULL && found != NULL))
        return NULL;
      words |= number == NULL && is_beside (before, g_utf8_get_char (at));
      before = number != NULL ? ' ' : g_utf8_get_char (at);
      at = number != NULL ? end : g_utf8_next_char (at);
      if (number != NULL)
        found = g_steal_pointer (&number);
    }
  return words ? g_steal_pointer (&found) : NULL;
}

/* Where @text has a character that is neither a capital letter nor a digit of ASCII; its end if there is none. */
static const char *
find_other (const char *text)
{
  return text + strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}

/* @number: ten characters, without gaps, or what is no insurance number */
static gboolean
has_check_digit (const char *number)
{
  char digits[11];
  int sum = 0;

  if (!g_ascii_isupper (number[0]) || !hkk_rule_is_digits (number + 1, 9))
    return FALSE;
  g_snprintf (digits, sizeof digits, "%02d%.8s", number[0] - 'A' + 1, number + 1);
  for (int i = 0; i < 10; i++)
    {
      int product = (digits[i] - '0') * (i % 2 == 0 ? 1 : 2);

      sum += product / 10 + product % 10;
    }
  return sum % 10 == number[9] - '0';
}

/**
 * hkk_kvnr_normalize:
 * @text: what a person typed or pasted
 *
 * Returns: (transfer full): the number without gaps and without words before it or, where its check digit is right,
 *   around it, in capitals whatever the locale; not checked
 */
char *
hkk_kvnr_normalize (const char *text)
{
  static const char *const words[] = {
    "kvnr", "kv-nr", "kv-nummer", "kv", "nr", "nummer", "number", "versichertennummer", "versichertennr",
    "versicherten-nr", "versicherten-nummer", "vers.-nr", "vers.nr", "vnr", "krankenversichertennummer",
    "krankenversichertennr", "krankenversicherungsnummer", "versicherungsnummer", "versicherungsnr", "versicherten",
    "mitgliedsnummer", "insurance", "health", "egk", NULL
  };
  g_autofree char *number = NULL;
  g_autofree char *plain = NULL;
  char *found = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  number = normalize (text, words, "KVNR");
  plain = hkk_rule_plain (text);
  if (!has_check_digit (number))
    found = find_among_words (plain, 10, has_check_digit);
  return found != NULL ? found : g_steal_pointer (&number);
}

/**
 * hkk_kvnr_check:
 * @text: an insurance number, spaces allowed
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Checks the ten unchangeable characters of a German health insurance number (§ 290 SGB V): a letter, eight digits and
 * a check digit. The letter counts as its two-digit place in the alphabet; weights 1, 2, 1, 2 …; cross sum of each
 * product; modulo 10.
 *
 * Returns: whether it is one
 */
gboolean
hkk_kvnr_check (const char  *text,
                GError     **error)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  number = hkk_kvnr_normalize (text);
  if (!g_ascii_isupper (number[0]) || !hkk_rule_is_digits (number + 1, 9))
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_KVNR_FORMAT, find_other (number));
  if (!has_check_digit (number))
    return hkk_rule_fail (error, HKK_RULE_ERROR_KVNR_CHECKSUM);
  return TRUE;
}

/**
 * hkk_kvnr_format:
 * @text: an insurance number
 *
 * Groups it for reading: "A000 500 015". What is no insurance number comes back as it is.
 *
 * Returns: (transfer full): the text to show
 */
char *
hkk_kvnr_format (const char *text)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  number = hkk_kvnr_normalize (text);
  if (!hkk_kvnr_check (number, NULL))
    return g_strdup (text);
  return g_strdup_printf ("%.4s" GAP "%.3s" GAP "%s", number, number + 4, number + 7);
}

/**
 * hkk_kvnr_hint:
 * @text: an insurance number that may be incomplete
 *
 * Notices letters and digits that are often taken for each other.
 *
 * Returns: (transfer none) (nullable): a sentence in the process's language, or %NULL if nothing is noticed
 */
const char *
hkk_kvnr_hint (const char *text)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  number = hkk_kvnr_normalize (text);
  if (number[0] == '0')
    return _("The insurance number starts with a letter: is it the letter O, not a zero?");
  if (number[0] == '1')
    return _("The insurance number starts with a letter: is it the letter I, not a one?");
  if (number[0] != '\0' && strchr (number + 1, 'O') != NULL)
    return _("After the first letter there are digits only: is it a zero, not the letter O?");
  if (number[0] != '\0' && strpbrk (number + 1, "IL") != NULL)
    return _("After the first letter there are digits only: is it a one, not the letter I?");
  return NULL;
}

#define LONGEST_IBAN 34

/* Country and length, from the IBAN registry of SWIFT (ISO 13616). */
static const char iban_lengths[] =
  "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22"
  "GI23"
  "GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30"
  "NI28"
  "NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24"
  "XK20YE30";

static gsize
iban_length (const char *iban)
{
  for (const char *entry = iban_lengths; *entry != '\0'; entry += 4)
    if (strncmp (entry, iban, 2) == 0)
      return (gsize) (entry[2] - '0') * 10 + (gsize) (entry[3] - '0');
  return 0;
}

/* ISO 7064 mod 97-10 over the number with its first four characters moved to the end, letters as 10 … 35. */
static int
iban_remainder (const char *iban,
                gsize       length)
{
  int remainder = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = iban[(i + 4) % length];

      remainder = g_ascii_isdigit (c) ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10);
      remainder %= 97;
    }
  return remainder;
}

/* @iban: letters and digits of ASCII, in capitals */
static gboolean
is_iban (const char *iban)
{
  gsize length = strlen (iban);

  return length > 4 && length == iban_length (iban) && g_ascii_isdigit (iban[2]) && g_ascii_isdigit (iban[3]) &&
         *find_other (iban) == '\0' && iban_remainder (iban, length) == 1;
}

/* A German one has digits only; a scanner reads some of them as letters. What the check digits then say is right is
 * meant. */
static void
mend_letters (char *iban)
{
  g_autofree char *mended = g_strdup (iban);

  if (!g_str_has_prefix (iban, "DE"))
    return;
  for (char *c = mended + 2; *c != '\0'; c++)
    if (strchr ("OIL", *c) != NULL)
      *c = *c == 'O' ? '0' : '1';
  if (is_iban (mended))
    memcpy (iban, mended, strlen (mended)); /* as long as before */
}

/* Where @word (small letters) stands in @plain as a word of its own; NULL if nowhere. */
static char *
find_word (char       *plain,
           const char *word)
{
  gsize length = strlen (word);

  gboolean begins = TRUE;

  for (char *at = plain; *at != '\0'; begins = !g_ascii_isalnum (*at), at = g_utf8_next_char (at))
    if (begins && g_ascii_strncasecmp (at, word, length) == 0 && !g_ascii_isalnum (at[length]))
      return at;
  return NULL;
}

/* Bank letters have the bank's code in the same line. Cuts @plain; returns where the IBAN begins. */
static const char *
cut_bank_code (char *plain)
{
  static const char *const codes[] = { "bic", "swift" };
  gsize digit = strcspn (plain, "0123456789");
  char *word = find_word (plain, "iban");

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      char *code = find_word (plain, codes[i]);

      if (code != NULL && (gsize) (code - plain) > digit)
        *code = '\0';
    }
  return word != NULL && (gsize) (word - plain) < digit ? word : plain;
}

/**
 * hkk_iban_normalize:
 * @text: what a person typed or pasted
 *
 * Returns: (transfer full): the IBAN without gaps, the bank's code and words before it or, where its check digits are
 *   right, around it, in capitals whatever the locale; not checked
 */
char *
hkk_iban_normalize (const char *text)
{
  static const char *const words[] = {
    "iban", "iban-nr", "iban-nummer", "kto", "kto.-nr", "kto-nr", "kto.nr", "konto", "kontonummer", "konto-nr",
    "kontonr", "bankverbindung", "bankkonto", "nr", "nummer", "number", "account", "bank", "lautet", "ist", "is", NULL
  };
  g_autofree char *all = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *iban = NULL;
  char *found = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  all = hkk_rule_plain (text);
  plain = g_strdup (all);
  iban = normalize (cut_bank_code (plain), words, "IBAN");
  mend_letters (iban);
  if (!is_iban (iban))
    found = find_among_words (all, LONGEST_IBAN, is_iban);
  return found != NULL ? found : g_steal_pointer (&iban);
}

/**
 * hkk_iban_check:
 * @text: an IBAN, spaces allowed
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Checks form, country, length and check digits of an IBAN (ISO 13616).
 *
 * Returns: whether it is one
 */
gboolean
hkk_iban_check (const char  *text,
                GError     **error)
{
  g_autofree char *iban = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  iban = hkk_iban_normalize (text);
  length = strlen (iban);
  if (length < 4 || !g_ascii_isupper (iban[0]) || !g_ascii_isupper (iban[1]) ||
      !g_ascii_isdigit (iban[2]) || !g_ascii_isdigit (iban[3]) || *find_other (iban) != '\0')
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_IBAN_FORMAT, find_other (iban));
  if (iban_length (iban) == 0)
    return hkk_rule_fail (error, HKK_RULE_ERROR_IBAN_COUNTRY);
  if (iban_length (iban) != length)
    return hkk_rule_fail (error, HKK_RULE_ERROR_IBAN_LENGTH);
  if (iban_remainder (iban, length) != 1)
    return hkk_rule_fail (error, HKK_RULE_ERROR_IBAN_CHECKSUM);
  return TRUE;
}

/* Whether @text is two letters and two digits, as far as it goes. */
static gboolean
begins_as_iban (const char *text)
{
  for (guint i = 0; i < 4 && text[i] != '\0'; i++)
    if (!(i < 2 ? g_ascii_isupper (text[i]) : g_ascii_isdigit (text[i])))
      return FALSE;
  return TRUE;
}

/**
 * hkk_iban_format:
 * @text: an IBAN, complete or not
 *
 * Returns: (transfer full): in capitals and in groups of four characters; what cannot become one as it is
 */
char *
hkk_iban_format (const char *text)
{
  g_autofree char *iban = NULL;
  GString *result;
  guint count = 0;

  g_return_val_if_fail (text != NULL, NULL);

  iban = hkk_iban_normalize (text);
  if (!begins_as_iban (iban) || strlen (iban) > LONGEST_IBAN)
    return g_strdup (text);
  result = g_string_new (NULL);
  for (const char *at = iban; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (count > 0 && count % 4 == 0)
        g_string_append (result, GAP);
      g_string_append_unichar (result, g_utf8_get_char (at));
      count++;
    }
  return g_string_free (result, FALSE);
}

/**
 * hkk_iban_bank_code:
 * @iban: an IBAN in its normal form
 *
 * Returns: (transfer full) (nullable): its country and the code of its bank ("DE37040044"); %NULL if it is no IBAN, or
 *   of a country whose bank codes are not known here
 */
char *
hkk_iban_bank_code (const char *iban)
{
  static const struct { const char *country; gsize length; } codes[] =
  {
    { "AT", 5 }, { "BE", 3 }, { "CH", 5 }, { "DE", 8 }, { "LI", 5 }, { "LU", 3 }, { "NL", 4 },
  };

  g_return_val_if_fail (iban != NULL, NULL);

  if (!hkk_iban_check (iban, NULL))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (iban, codes[i].country))
      return g_strdup_printf ("%s%.*s", codes[i].country, (int) codes[i].length, iban + 4);
  return NULL;
}

/**
 * hkk_card_digits_normalize:
 * @text: what a person typed or pasted: the last six digits of a health card's number, or all twenty of it
 *
 * Returns: (transfer full): the last six digits; not checked
 */
char *
hkk_card_digits_normalize (const char *text)
{
  static const char *const words[] = { "nr", "no", "nummer", "number", "kartennummer", "karte", "kennnummer", "card",
                                       "health", "egk", "ehic", "iccsn", NULL };
  g_autofree char *plain = NULL;
  g_autofree char *digits = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  plain = hkk_rule_plain (text);
  digits = hkk_rule_squeeze (hkk_rule_skip_words (plain, words), "-./,;");
  if (hkk_rule_is_digits (digits, 20) && g_str_has_prefix (digits, "80276"))
    return g_strdup (digits + 14);
  return g_steal_pointer (&digits);
}

/**
 * hkk_card_digits_check:
 * @text: the last six digits of a health card's number
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether they are six digits
 */
gboolean
hkk_card_digits_check (const char  *text,
                       GError     **error)
{
  g_autofree char *digits = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  digits = hkk_card_digits_normalize (text);
  return hkk_rule_is_digits (digits, 6) ||
         hkk_rule_fail_at (error, HKK_RULE_ERROR_CARD_DIGITS, digits + strspn (digits, "0123456789"));
}

/* (transfer full) (nullable): what @text ends with, if that is a code in its groups after words: no digit before it,
 * and its first group is no word that names a code, as before one that is too short. */
static char *
find_letter_code (const char        *text,
                  const char *const *words)
{
  g_autofree char *plain = hkk_rule_plain (text);
  g_auto(GStrv) parts = g_strsplit_set (plain, " -_", -1);
  guint n = g_strv_length (parts);
  g_autofree char *joined = NULL;
  const char *code = NULL;

  if (n <= LETTER_GROUPS)
    return NULL;
  for (guint i = n - LETTER_GROUPS; i < n; i++)
    {
      g_autofree char *folded = g_ascii_strdown (parts[i], -1);

      if (strlen (parts[i]) != LETTER_LENGTH / LETTER_GROUPS || g_strv_contains (words, folded))
        return NULL;
    }
  joined = g_strjoinv ("", parts);
  code = joined + strlen (joined) - LETTER_LENGTH;
  return joined + strcspn (joined, "0123456789") >= code ? g_ascii_strup (code, -1) : NULL;
}

/**
 * hkk_letter_code_normalize:
 * @text: what a person typed, pasted or scanned: the code of the letter with the access data
 *
 * Returns: (transfer full): the code without words before it, dashes and gaps, in capitals; not checked
 */
char *
hkk_letter_code_normalize (const char *text)
{
  static const char *const words[] = { "code", "zugangscode", "zugangs-code", "freischaltcode", "aktivierungscode",
                                       "access", NULL };
  g_autofree char *code = NULL;
  char *found = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  code = normalize (text, words, "");
  if (strlen (code) != LETTER_LENGTH)
    found = find_letter_code (text, words);
  return found != NULL ? found : g_steal_pointer (&code);
}

/**
 * hkk_letter_code_check:
 * @text: the code of a letter
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it has 16 letters and digits, without O, I, 0 and 1; whether it is the right one, only the portal
 *   can tell
 */
gboolean
hkk_letter_code_check (const char  *text,
                       GError     **error)
{
  g_autofree char *code = NULL;
  const char *alike = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  code = hkk_letter_code_normalize (text);
  if (strlen (code) != LETTER_LENGTH || *find_other (code) != '\0')
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_LETTER_CODE, find_other (code));
  alike = strpbrk (code, "OI01");
  return alike == NULL || hkk_rule_fail_at (error, HKK_RULE_ERROR_LETTER_LOOKS_ALIKE, alike);
}

/**
 * hkk_digits_normalize:
 * @text: what a person typed or pasted: a PIN, a code of digits
 *
 * Returns: (transfer full): the same without words before it, gaps and dashes, digits of every script as 0 to 9; not
 *   checked
 */
char *
hkk_digits_normalize (const char *text)
{
  static const char *const words[] = { "pin", "code", "tan", "freigabe-pin", "approval", "bestätigungscode",
                                       "confirmation", "ihr", "your", "lautet", "ist", "is", NULL };
  g_autofree char *plain = NULL;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  plain = hkk_rule_plain (text);
  length = strlen (plain);
  if (length > 0 && strchr (".,;", plain[length - 1]) != NULL) /* the end of a sentence */
    plain[length - 1] = '\0';
  return hkk_rule_squeeze (hkk_rule_skip_words (plain, words), "-");
}
