/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-rules-private.h"

#include <string.h>

/* Marks that are written in several ways, and how they are read. */
static gunichar
usual_mark (gunichar c)
{
  static const struct { gunichar mark, usual; } marks[] = {
    { 0x0060, '\'' }, { 0x00b4, '\'' }, { 0x02b9, '\'' }, { 0x02bc, '\'' }, { 0x2018, '\'' }, { 0x2019, '\'' },
    { 0x201b, '\'' }, { 0x2032, '\'' }, { 0xff07, '\'' }, { 0x00b7, '.' }, { 0x2022, '.' }, { 0x2027, '.' },
    { 0x3002, '.' }, { 0xff61, '.' }, { 0x060c, ',' }, { 0x3001, ',' }, { 0x201a, ',' }, { 0x2044, '/' },
    { 0x2215, '/' }, { 0x2236, ':' }, { 0x02d0, ':' }, { 0xa789, ':' }, { 0x2212, '-' }, { 0x2043, '-' },
    /* Quotation marks are around a value and not in it. */
    { '"', ' ' }, { 0x00ab, ' ' }, { 0x00bb, ' ' }, { 0x201c, ' ' }, { 0x201d, ' ' }, { 0x201e, ' ' }, { 0x201f, ' ' },
    { 0x2039, ' ' }, { 0x203a, ' ' }, { 0x300c, ' ' }, { 0x300d, ' ' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (marks[i].mark == c)
      return marks[i].usual;
  return g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION ? '-' : c;
}

static gboolean
is_gap (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029;
}

/* They choose how the character before them looks. */
static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

/* What nobody sees: format characters, fillers, the place of a picture. */
static gboolean
is_hidden (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x034f || c == 0x115f || c == 0x1160 || c == 0x2800 ||
         c == 0x3164 || c == 0xffa0 || c == 0xfffc || is_variation_selector (c);
}

/* In a sentence some of them have a meaning (Persian words, emoji, the form of a Chinese name), and a few are seen
 * (Arabic number signs). */
static gboolean
is_hidden_in_text (gunichar c)
{
  if (c == 0x200c || c == 0x200d || (c >= 0x0600 && c <= 0x0605) || c == 0x06dd || c == 0x070f || c == 0x08e2 ||
      is_variation_selector (c))
    return FALSE;
  return is_hidden (c);
}

/* Of any kind that there is. */
gboolean
hkk_rule_is_line_end (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Bullets and the like of a word processor's own fonts, which no other program shows. */
static gunichar
usual_sign (gunichar c)
{
  static const struct { gunichar own, usual; } signs[] = {
    { 0xf0b7, 0x2022 }, { 0xf0a7, 0x2022 }, { 0xf0a8, 0x2022 }, { 0xf0d8, 0x2022 }, { 0xf076, 0x2022 },
    { 0xf06e, 0x2022 }, { 0xf06c, 0x2022 }, { 0xf071, 0x2022 }, { 0xf02d, '-' }, { 0xf0fc, 0x2713 }, { 0xf0fb, 0x2717 },
    { 0xf0e0, 0x2192 }, { 0xf0e8, 0x2192 }, { 0x2010, '-' }, { 0x2011, '-' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].own == c)
      return signs[i].usual;
  return c;
}

/* Appends a visible character of a text: letters that a printer joined are apart again, and a hyphen that only says
 * where lines do not break is an ordinary one. */
static void
append_visible (GString  *result,
                gunichar  c)
{
  static const char *const joined[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

  if (c >= 0xfb00 && c < 0xfb00 + G_N_ELEMENTS (joined))
    g_string_append (result, joined[c - 0xfb00]);
  else
    g_string_append_unichar (result, usual_sign (c));
}

static char *
clean_lines (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' && (at[1] == '\n' || at[1] == '\r'))
        continue;
      if (hkk_rule_is_line_end (c))
        g_string_append_c (result, '\n');
      else if (g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR)
        g_string_append_c (result, ' ');
      else if (c == '\t' || (!g_unichar_iscntrl (c) && !is_hidden_in_text (c)))
        append_visible (result, c);
    }
  return g_string_free (result, FALSE);
}

static char *
clean_line (const char *text)
{
  GString *result = g_string_new (NULL);
  gboolean gap = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (hkk_rule_is_line_end (c) || c == '\t' || g_unichar_isspace (c))
        {
          gap = result->len > 0;
          continue;
        }
      if (g_unichar_iscntrl (c) || is_hidden_in_text (c))
        continue;
      if (gap)
        g_string_append_c (result, ' ');
      gap = FALSE;
      append_visible (result, c);
    }
  return g_string_free (result, FALSE);
}

/**
 * hkk_text_clean:
 * @text: what a person typed or pasted
 * @lines: whether line ends belong to it
 *
 * Takes away what other programs leave in a text and nobody sees: carriage returns, direction marks, zero-width and
 * control characters. Every kind of space becomes an ordinary one and every kind of line end "\n", or a space where
 * there is one line only; that line has no gaps at its ends and no double ones. Letters are composed (NFC), printers'
 * ligatures taken apart.
 *
 * Returns: (transfer full): the text as it is meant
 */
char *
hkk_text_clean (const char *text,
                gboolean    lines)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  return lines ? clean_lines (composed) : clean_line (composed);
}

/**
 * hkk_text_is_clean:
 * @text: a text
 * @lines: whether line ends belong to it
 *
 * Returns: whether @text has no hidden characters, and no line ends where there is one line only
 */
gboolean
hkk_text_is_clean (const char *text,
                   gboolean    lines)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (lines && (c == '\n' || c == '\t'))
        continue;
      if (g_unichar_iscntrl (c) || hkk_rule_is_line_end (c) || is_hidden_in_text (c))
        return FALSE;
    }
  return TRUE;
}

/* Whether @c, behind @before, is a digit of another kind: cents in superscript, a footnote's number, a fraction. */
static gboolean
is_other_digit (gunichar before,
                gunichar c)
{
  return g_unichar_isdigit (before) && g_unichar_type (c) == G_UNICODE_OTHER_NUMBER;
}

/* Owned: @text as numbers and codes are read: one line, digits of every script and full-width letters as ASCII, dashes
 * and apostrophes of every kind as "-" and "'", without hidden characters. What begins behind a number in another kind
 * of digits ("12⁵⁰") does not go on with it: "^" is between them, which no number has. */
char *
hkk_rule_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *wide = NULL;
  g_autoptr(GString) usual = g_string_new (NULL);
  GString *result = g_string_new (NULL);
  gunichar before = 0;
  gboolean gap = FALSE;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_other_digit (before, c))
        g_string_append_c (usual, '^');
      if (!is_hidden (c))
        before = c;
      g_string_append_unichar (usual, usual_mark (c));
    }
  wide = g_utf8_normalize (usual->str, -1, G_NORMALIZE_NFKC);
  for (const char *at = wide; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = usual_mark (g_utf8_get_char (at));

      if (is_hidden (c))
        continue;
      if (is_gap (c))
        {
          gap = result->len > 0;
          continue;
        }
      if (gap)
        g_string_append_c (result, ' ');
      gap = FALSE;
      g_string_append_unichar (result, g_unichar_isdigit (c) ? (gunichar) ('0' + g_unichar_digit_value (c)) : c);
    }
  return g_string_free (result, FALSE);
}

/* Owned: hkk_rule_plain() of @text without gaps and the ASCII characters of @dropped. */
char *
hkk_rule_squeeze (const char *text,
                  const char *dropped)
{
  g_autofree char *plain = hkk_rule_plain (text);
  char *to = plain;

  for (const char *from = plain; *from != '\0'; from++)
    if (*from != ' ' && strchr (dropped, *from) == NULL)
      *to++ = *from;
  *to = '\0';
  return g_steal_pointer (&plain);
}

/* "Kto.-Nr" is one word. */
static gsize
word_length (const char *at)
{
  gsize length = 0;

  for (;;)
    {
      gsize marks = length > 0 ? strspn (at + length, "-./") : 0;

      if (marks > 2 || !g_unichar_isalpha (g_utf8_get_char (at + length + marks)))
        return length;
      length += marks;
      length += (gsize) (g_utf8_next_char (at + length) - (at + length));
    }
}

/* An address of e-mail may begin with such a word: "mail.2@example.org". */
static gboolean
ends_word (const char *at,
           gboolean    is_address)
{
  return *at == ' ' || *at == ':' ||
         (!is_address && *at != '\0' && (g_ascii_isdigit (*at) || strchr (".)#=+(-", *at) != NULL));
}

/* Behind the words that stand before a value, as on letters and in address books: each of @words (lower case, in any
 * case here), and everything without a digit that a colon ends. Where nothing else is left, the words are the text. */
const char *
hkk_rule_skip_words (const char        *plain,
                     const char *const *words)
{
  const char *at = plain;
  const char *colon = strchr (plain, ':');
  gboolean is_address = strchr (plain, '@') != NULL;

  if (colon != NULL && colon[1] != '\0' && strcspn (plain, "0123456789@") > (gsize) (colon - plain))
    at = colon + 1;
  for (;;)
    {
      const char *start = at + strspn (at, " :(");
      gsize length = word_length (start);
      g_autofree char *word = g_strndup (start, length);
      g_autofree char *folded = g_utf8_casefold (word, -1);
      const char *rest = start + length + strspn (start + length, " .:)#=");

      if (length == 0 || *rest == '\0' || !ends_word (start + length, is_address) || !g_strv_contains (words, folded))
        return at + strspn (at, " ");
      at = rest;
    }
}

/* Owned: the word, the digits of another kind or the character of @text that starts at @at, for a message. */
char *
hkk_rule_piece (const char *at)
{
  gsize length = word_length (at);

  if (*at == '^' && g_ascii_isdigit (at[1]))
    return g_strndup (at + 1, strspn (at + 1, "0123456789"));
  return g_strndup (at, length > 0 ? length : (gsize) (g_utf8_next_char (at) - at));
}
