/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-plain-text.h"

#include <string.h>

/* Letters that Unicode does not take apart, and marks that nobody types as printers set them. */
static const struct { gunichar letter; const char *plain; } letters[] =
{
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x00f0, "d" }, { 0x0111, "d" },
  { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0127, "h" }, { 0x1e9e, "ss" }, { 0x03c2, "\u03c3" },
  { 0x2018, "'" }, { 0x2019, "'" }, { 0x02bc, "'" }, { 0x2032, "'" }, { 0x2010, "-" }, { 0x2012, "-" },
  { 0x2013, "-" }, { 0x2014, "-" }, { 0x2212, "-" }, { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" },
};

static gboolean
is_unseen (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_FORMAT || type == G_UNICODE_CONTROL || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE || /* fillers: */ c == 0x115f || c == 0x1160 ||
         c == 0x2800 || c == 0x3164 || c == 0xffa0;
}

static gboolean
is_mark (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK;
}

static void
append_plain (GString  *out,
              gunichar  c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      {
        g_string_append (out, letters[i].plain);
        return;
      }
  g_string_append_unichar (out, g_unichar_isdigit (c) ? (gunichar) ('0' + g_unichar_digit_value (c)) : c);
}

/* One blank for any row of them, none at the ends, and nothing that cannot be seen. */
static char *
squeeze (const char *text,
         gboolean    folded)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || c == '\v')
        {
          if (out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c (out, ' ');
        }
      else if (folded && !is_mark (c) && !is_unseen (c))
        append_plain (out, g_unichar_tolower (c));
      else if (!folded && !is_unseen (c))
        g_string_append_unichar (out, c);
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free_and_steal (out);
}

static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return squeeze (apart, TRUE);
}

/* The same with umlauts written as two letters. (transfer full) (nullable): NULL if there are none */
static char *
fold_umlauts (const char *text)
{
  static const char * const pairs[][2] =
    { { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "Ä", "ae" }, { "Ö", "oe" }, { "Ü", "ue" } };
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr(GString) written = g_string_new (composed);
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    n += g_string_replace (written, pairs[i][0], pairs[i][1], 0);
  return n > 0 ? fold (written->str) : NULL;
}

/**
 * hkk_plain_text_key:
 * @text: what is looked in
 *
 * Returns: (transfer full): what can be kept, so that looking is quick
 */
char *
hkk_plain_text_key (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *plain = fold (valid);
  g_autofree char *written = fold_umlauts (valid);

  return written == NULL ? g_steal_pointer (&plain) : g_strjoin ("\n", plain, written, NULL);
}

static gsize
word_length (const char *at)
{
  return strcspn (at, " \n");
}

static gboolean
has_word (const char *key,
          const char *word,
          gsize       length)
{
  return memmem (key, strlen (key), word, length) != NULL;
}

/**
 * hkk_plain_text_key_has:
 * @key: what hkk_plain_text_key() made of a text
 * @query: what it made of what a person looks for
 *
 * Returns: whether each word of @query is somewhere in the text
 */
gboolean
hkk_plain_text_key_has (const char *key,
                        const char *query)
{
  const char *written = strchr (query, '\n');

  if (written != NULL)
    written++;
  for (gsize length = word_length (query); length > 0; length = word_length (query))
    {
      gsize other = written != NULL ? word_length (written) : 0;

      if (!has_word (key, query, length) && (other == 0 || !has_word (key, written, other)))
        return FALSE;
      query += query[length] == ' ' ? length + 1 : length;
      if (query[0] == '\n')
        break;
      if (other > 0)
        written += written[other] == ' ' ? other + 1 : other;
    }
  return TRUE;
}

/**
 * hkk_plain_text_finds:
 * @text: (nullable): what is looked in
 * @query: (nullable): what a person looks for
 *
 * Returns: whether each word of @query is somewhere in @text; nothing is everywhere
 */
gboolean
hkk_plain_text_finds (const char *text,
                      const char *query)
{
  g_autofree char *key = hkk_plain_text_key (text != NULL ? text : "");
  g_autofree char *wanted = hkk_plain_text_key (query != NULL ? query : "");

  return hkk_plain_text_key_has (key, wanted);
}

/**
 * hkk_plain_text_visible:
 * @text: a name or a title, as somebody sent it
 *
 * Returns: (transfer full): what can be seen of it, in one line; empty if that is nothing
 */
char *
hkk_plain_text_visible (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return squeeze (valid, FALSE);
}

/**
 * hkk_plain_text_is_question:
 * @text: a label
 *
 * Returns: whether it ends with a question mark, so that an answer follows it without a colon
 */
gboolean
hkk_plain_text_is_question (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_str_has_suffix (text, "?") || g_str_has_suffix (text, "؟");
}
