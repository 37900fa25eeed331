/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

#define DIGITS "0123456789"

/* Whether it is a town: a gap, then a name. */
static gboolean
is_town (const char *text)
{
  const char *name = text + strspn (text, " ,;-");
  const char *at = name;

  while (*at != '\0' && (g_unichar_isalpha (g_utf8_get_char (at)) || strchr (" .-/()'", *at) != NULL))
    at = g_utf8_next_char (at);
  return name > text && *name != '\0' && g_unichar_isalpha (g_utf8_get_char (name)) && *at == '\0';
}

/**
 * hkk_postal_code_normalize:
 * @text: what a person typed or pasted
 *
 * Returns: (transfer full): the code without words, the country ("D-"), gaps and the town after it; not checked
 */
char *
hkk_postal_code_normalize (const char *text)
{
  static const char *const words[] = { "plz", "postleitzahl", "postal", "zip", "code", "d", "de", NULL };
  g_autofree char *plain = NULL;
  g_autofree char *alone = NULL;
  const char *code;

  g_return_val_if_fail (text != NULL, NULL);

  plain = hkk_rule_plain (text);
  code = hkk_rule_skip_words (plain, words);
  /* "D-28195", "Postal code: DE-28195" */
  code = hkk_rule_skip_words (code, words);
  code += strspn (code, " -");
  /* "28195 Bremen" */
  if (strspn (code, DIGITS) == 5 && is_town (code + 5))
    code = alone = g_strndup (code, 5);
  return hkk_rule_squeeze (code, "-.,;");
}

/**
 * hkk_postal_code_check:
 * @text: a German postal code
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it has five digits
 */
gboolean
hkk_postal_code_check (const char  *text,
                       GError     **error)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return hkk_rule_is_digits (text, 5) ||
         hkk_rule_fail_at (error, HKK_RULE_ERROR_POSTAL_CODE, text + strspn (text, DIGITS));
}

static gboolean
is_domain (const char *domain)
{
  g_auto(GStrv) labels = g_strsplit (domain, ".", -1);
  guint n = g_strv_length (labels);

  if (n < 2 || strlen (labels[n - 1]) < 2 || strspn (labels[n - 1], DIGITS) == strlen (labels[n - 1]))
    return FALSE;
  for (char **label = labels; *label != NULL; label++)
    {
      gsize length = strlen (*label);

      if (length == 0 || length > 63 || (*label)[0] == '-' || (*label)[length - 1] == '-')
        return FALSE;
      for (const char *c = *label; *c != '\0'; c++)
        if ((guchar) *c < 0x80 && !g_ascii_isalnum (*c) && *c != '-')
          return FALSE;
    }
  return TRUE;
}

/* Behind a drawn letter and a gap. */
static const char *
skip_drawing (const char *text)
{
  const char *at = text;

  while (*at != '\0' && g_unichar_type (g_utf8_get_char (at)) == G_UNICODE_OTHER_SYMBOL)
    at = g_utf8_next_char (at);
  return *at == ' ' ? at + 1 : text;
}

/* Whether @plain has another address than @address; capitals make none. */
static gboolean
has_other_address (const char *plain,
                   const char *address)
{
  g_autofree char *small = g_utf8_strdown (plain, -1);
  g_autofree char *small_address = g_utf8_strdown (address, -1);
  g_auto(GStrv) around = g_strsplit (small, small_address, -1);

  for (char **part = around; *part != NULL; part++)
    if (strchr (*part, '@') != NULL)
      return TRUE;
  return FALSE;
}

/**
 * hkk_email_normalize:
 * @text: what a person typed or pasted, also a link or "Name <address>"
 *
 * Returns: (transfer full): the address, also out of "Name (address)", "address (private)" and quotation marks; not
 *   checked. Where there is another one beside it, all of the text.
 */
char *
hkk_email_normalize (const char *text)
{
  static const char *const words[] = { "e-mail", "email", "mail", "mailto", "e-mail-adresse", "adresse", "address",
                                       "from", "von", "an", "to", NULL };
  g_autofree char *plain = NULL;
  g_autofree char *found = NULL;
  const char *address, *open, *end, *remark;

  g_return_val_if_fail (text != NULL, NULL);

  plain = hkk_rule_plain (text);
  open = strrchr (plain, '<');
  if (open == NULL && strcspn (plain, "(") < strcspn (plain, "@"))
    open = strchr (plain, '(');
  address = hkk_rule_skip_words (open != NULL && open[1] != '\0' ? open + 1 : skip_drawing (plain), words);
  address += strspn (address, "'/");
  end = address + strcspn (address, ">?");
  remark = strstr (address, " (");
  if (open == NULL && remark != NULL && end > remark && end[-1] == ')' &&
      strcspn (address, "@") < (gsize) (remark - address))
    end = remark;
  while (end > address && strchr (" .,;:)'", end[-1]) != NULL)
    end--;
  if (end == address)
    return g_strdup (plain);
  found = g_strndup (address, (gsize) (end - address));
  return g_strdup (*end != '?' && has_other_address (plain, found) ? plain : found);
}

/* Where @text has a character that no address has; NULL if there is none. */
static const char *
find_foreign (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      if (g_unichar_isspace (u) || g_unichar_iscntrl (u) || g_unichar_type (u) == G_UNICODE_FORMAT ||
          u == 0xfffd || strchr ("\"(),:;<>[\\]", u < 0x80 ? (int) u : 'a') != NULL)
        return c;
    }
  return NULL;
}

/**
 * hkk_email_check:
 * @text: an e-mail address
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Checks the form only: one @, at most 254 bytes (RFC 5321), a domain with a dot, no spaces. Whether it is somebody's,
 * only a code sent there can tell.
 *
 * Returns: whether it looks like one
 */
gboolean
hkk_email_check (const char  *text,
                 GError     **error)
{
  const char *at;
  gsize local;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return hkk_rule_fail (error, HKK_RULE_ERROR_EMAIL);
  at = strchr (text, '@');
  local = at != NULL ? (gsize) (at - text) : 0;
  if (find_foreign (text) != NULL || strlen (text) > 254 || local == 0 || local > 64 || strchr (at + 1, '@') != NULL ||
      text[0] == '.' || at[-1] == '.' || strstr (text, "..") != NULL || !is_domain (at + 1))
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_EMAIL, find_foreign (text));
  return TRUE;
}

/* Countries whose numbers are dialled with a zero within the country only; elsewhere, as in Italy, it is a part of the
 * number. From the national numbering plans that the ITU publishes. */
static const char *
find_trunk_zero (const char *number)
{
  static const char *const codes[] = {
    "20", "27", "31", "32", "33", "40", "41", "43", "44", "46", "49", "60", "61", "62", "63", "64", "66", "81", "82",
    "84", "86", "90", "91", "92", "93", "94", "95", "98", "212", "213", "353", "355", "358", "359", "373", "374", "381",
    "382", "383", "385", "386", "387", "389", "421", "961", "962", "963", "964", "966", "970", "971", "972", "995",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (number + 1, codes[i]) && number[1 + strlen (codes[i])] == '0')
      return number + 1 + strlen (codes[i]);
  return NULL;
}

/* "+49 (0)421", "+49 0421" → "+49421". @number: "+" and what follows it, without gaps. */
static char *
drop_trunk_zero (const char *number)
{
  gboolean kept = g_str_has_prefix (number, "+39") || g_str_has_prefix (number, "+378") ||
                  g_str_has_prefix (number, "+379");
  g_auto(GStrv) marked = g_strsplit (number, kept ? "(" : "(0)", 2);
  g_autofree char *joined = g_strjoinv ("", marked);
  g_autofree char *bare = hkk_rule_squeeze (joined, "()");
  const char *zero = find_trunk_zero (bare);

  return zero != NULL ? g_strdup_printf ("%.*s%s", (int) (zero - bare), bare, zero + 1) : g_steal_pointer (&bare);
}

static char *
to_international (const char *squeezed)
{
  const char *start = squeezed + strspn (squeezed, "(");

  if (start[0] == '+')
    return drop_trunk_zero (start);
  if (g_str_has_prefix (start, "00"))
    {
      g_autofree char *number = g_strconcat ("+", start + 2, NULL);

      return drop_trunk_zero (number);
    }
  if (start[0] == '0')
    {
      g_autofree char *bare = hkk_rule_squeeze (start, "()");

      return g_strconcat ("+49", bare + 1, NULL);
    }
  return hkk_rule_squeeze (start, "()");
}

/* Behind a drawn telephone and the like. */
static const char *
skip_signs (const char *text)
{
  while (*text != '\0' && strchr ("+(", *text) == NULL && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* Cuts a remark in parentheses: "0421 36550 (private)". */
static void
cut_remark (char *plain)
{
  char *open = strrchr (plain, '(');

  if (open != NULL && open > plain && g_str_has_suffix (open, ")") && strpbrk (open, DIGITS) == NULL)
    *open = '\0';
}

/* Where @text stops being one number: at a mark between two, behind which the digits of another one or other last
 * digits follow ("0421 12345 / 46"), or where digits were left out ("0421 12…6"). A mark behind the area code is none
 * of these. NULL if it is one. */
static const char *
find_second_number (const char *text)
{
  /* The longest area codes have five digits, the code of a country has three; "+49 (0)33203". */
  const char *start = text + strspn (text, "( ");
  gsize limit = *start == '+' ? 8 : 6, digits = 0;

  if (g_str_has_prefix (start, "00"))
    limit = 10;
  for (const char *c = start; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      digits++;
    else if (g_str_has_prefix (c, "...") ||
             (strchr ("/,(", *c) != NULL && digits > limit && strpbrk (c, DIGITS) != NULL))
      return c;
  return NULL;
}

/**
 * hkk_phone_normalize:
 * @text: what a person typed or pasted, also a link; without a country code it is taken for German
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Brings a phone number into the form of ITU-T E.164: "+" and 7 to 15 digits.
 *
 * Returns: (transfer full) (nullable): the number
 */
char *
hkk_phone_normalize (const char  *text,
                     GError     **error)
{
  static const char *const words[] = {
    "tel", "telefon", "telefonnummer", "tel.-nr", "tel-nr", "phone", "telephone", "call", "callto", "mobil", "mobile",
    "mobilnummer", "handy", "handynummer", "mob", "fon", "fax", "festnetz", "privat", "private", "home", "work",
    "dienstlich", "geschäftlich", "rufnummer", "ruf", "nummer", "number", "nr", "no", "telefon-nr", "handy-nr",
    "mobil-nr", "t", "m", "f", NULL
  };
  g_autofree char *plain = NULL;
  g_autofree char *squeezed = NULL;
  g_autofree char *number = NULL;
  const char *start, *second;

  g_return_val_if_fail (text != NULL, NULL);

  plain = hkk_rule_plain (text);
  cut_remark (plain);
  start = skip_signs (hkk_rule_skip_words (plain, words));
  squeezed = hkk_rule_squeeze (start, "-./,'");
  number = to_international (squeezed);
  second = find_second_number (start);
  if (!hkk_phone_check (number, error) ||
      (second != NULL && !hkk_rule_fail_at (error, HKK_RULE_ERROR_PHONE, second)))
    return NULL;
  return g_steal_pointer (&number);
}

/**
 * hkk_phone_check:
 * @text: a phone number in the form of E.164
 * @error: return location for a %HKK_RULE_ERROR
 *
 * Returns: whether it is one
 */
gboolean
hkk_phone_check (const char  *text,
                 GError     **error)
{
  gsize digits;

  g_return_val_if_fail (text != NULL, FALSE);

  digits = text[0] == '+' ? strlen (text + 1) : 0;
  if (digits < 7 || digits > 15 || text[1] == '0' || !hkk_rule_is_digits (text + 1, digits))
    return hkk_rule_fail_at (error, HKK_RULE_ERROR_PHONE, text + strspn (text, "+0123456789"));
  return TRUE;
}

/* ITU-T E.164: how many digits the code of the country has at the beginning of DIGITS. */
static gsize
country_code_length (const char *digits)
{
  static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 "
                            "64 65 66 81 82 84 86 90 91 92 93 94 95 98";
  char code[3] = { digits[0], digits[1], '\0' };

  if (digits[0] == '1' || digits[0] == '7')
    return 1;
  return strstr (two, code) != NULL ? 2 : 3;
}

/**
 * hkk_phone_format:
 * @phone: a number in its normal form ("+4942155501234")
 *
 * Where the area code ends is not known: three digits stand after the country's, the rest in groups of three or four.
 *
 * Returns: (transfer full): "+49 421 5550 1234"; a text that is no number as it is
 */
char *
hkk_phone_format (const char *phone)
{
  gsize country, rest, groups;
  const char *digits;
  GString *shown;

  g_return_val_if_fail (phone != NULL, NULL);

  if (!hkk_phone_check (phone, NULL))
    return g_strdup (phone);
  country = country_code_length (phone + 1);
  shown = g_string_new_len (phone, (gssize) country + 1);
  digits = phone + 1 + country;
  g_string_append_printf (shown, " %.3s", digits);
  digits += MIN (strlen (digits), 3);
  rest = strlen (digits);
  for (groups = (rest + 3) / 4; groups > 0; groups--)
    {
      int size = (int) (rest / groups); /* no digit is left alone at the end */

      g_string_append_printf (shown, " %.*s", size, digits);
      digits += size;
      rest -= (gsize) size;
    }
  return g_string_free (shown, FALSE);
}
