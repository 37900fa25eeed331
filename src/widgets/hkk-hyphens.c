/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-hyphens.h"

#include <glib/gi18n.h>

/* Pango sets a hyphen wherever it breaks a word that is wider than its line. It knows no syllables, and a reference
 * number or an e-mail address would have one more character. Only what is in the list of the language is broken with
 * one. All of it is told with attributes: who reads a text aloud, copies it or looks for a word in it gets what was
 * written, which soft hyphens would not leave alone. */

#define LEAST 13 /* letters: what is shorter fits each line */
#define MOST 63  /* places of a set of bits */
#define EDGE 3   /* no less of a word stands alone on a line */
#define OTHER 4  /* what is no part is hardly an ending if it has so many letters */
#define N_BUCKETS 64

/* One list for all: the toolkit's inscriptions do not give theirs back. */
static PangoAttrList *no_hyphens;
static GPtrArray *parts[N_BUCKETS]; /* Owned, of owned strings: by their first letter */

typedef struct
{
  gunichar letters[MOST]; /* small */
  gsize    at[MOST + 1];  /* bytes */
  gsize    n;
} Word;

/* How many letters of WORD from @from on are PART; where it is broken, a bit each, counted from there. */
static gsize
match (const char *part,
       const Word *word,
       gsize       from,
       guint64    *breaks)
{
  gsize n = 0;

  *breaks = 0;
  for (; *part != '\0'; part = g_utf8_next_char (part))
    if (*part == '-')
      *breaks |= G_GUINT64_CONSTANT (1) << n;
    else if (from + n >= word->n || word->letters[from + n++] != g_utf8_get_char (part))
      return 0;
  return n;
}

static gsize
match_longest (const Word *word,
               gsize       from,
               guint64    *breaks)
{
  const GPtrArray *bucket = parts[word->letters[from] % N_BUCKETS];
  gsize longest = 0;

  for (guint i = 0; bucket != NULL && i < bucket->len; i++)
    {
      guint64 places;
      gsize n = match (g_ptr_array_index (bucket, i), word, from, &places);

      if (n > longest)
        {
          longest = n;
          *breaks = places;
        }
    }
  return longest;
}

/* Whether a word may be broken where a part begins or ends: also beside what is none, if it is long enough not to be an
 * ending of one letter or two. */
static gboolean
is_joint (guint64 covered,
          gsize   at,
          gsize   n)
{
  gsize before = 0, after = 0;

  while (before < at && !(covered >> (at - 1 - before) & 1))
    before++;
  while (at + after < n && !(covered >> (at + after) & 1))
    after++;
  return (before == 0 || before >= OTHER) && (after == 0 || after >= OTHER);
}

/* A bit for each letter before which WORD may be broken; for each that is of a part. */
static guint64
find_breaks (const Word *word,
             guint64    *covered)
{
  guint64 breaks = 0, joints = 0;

  *covered = 0;
  for (gsize from = 0, n = 0; from < word->n; from += MAX (n, 1))
    {
      guint64 places = 0;

      n = match_longest (word, from, &places);
      if (n == 0)
        continue;
      breaks |= places << from;
      *covered |= ((G_GUINT64_CONSTANT (1) << n) - 1) << from;
      joints |= G_GUINT64_CONSTANT (1) << from | G_GUINT64_CONSTANT (1) << (from + n);
    }
  for (gsize at = EDGE; at + EDGE <= word->n; at++)
    if (joints >> at & 1 && is_joint (*covered, at, word->n))
      breaks |= G_GUINT64_CONSTANT (1) << at;
  for (gsize at = 0; at < EDGE; at++)
    breaks &= ~(G_GUINT64_CONSTANT (1) << at | G_GUINT64_CONSTANT (1) << (word->n - at));
  return breaks;
}

static void
insert (PangoAttrList  *list,
        PangoAttribute *attribute,
        gsize           start,
        gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

/* Between two places where it may be broken it is not, but for what is no part and may be wider than a line. */
static void
add_word (PangoAttrList **list,
          const Word     *word)
{
  guint64 covered;
  guint64 breaks = find_breaks (word, &covered);

  if (breaks == 0)
    return;
  if (*list == NULL)
    *list = pango_attr_list_copy (no_hyphens);
  insert (*list, pango_attr_insert_hyphens_new (TRUE), word->at[0], word->at[word->n]);
  for (gsize from = 0, to; from < word->n; from = to)
    {
      gsize other = 0, longest = 0;

      for (to = from; to == from || (to < word->n && !(breaks >> to & 1)); to++)
        {
          other = covered >> to & 1 ? 0 : other + 1;
          longest = MAX (longest, other);
        }
      if (longest < OTHER || to - from < LEAST)
        insert (*list, pango_attr_allow_breaks_new (FALSE), word->at[from], word->at[to]);
    }
}

/* Reads letters up to the first that is none. (nullable): the end; %NULL if it is not a word to be broken */
static const char *
read_word (Word       *word,
           const char *text,
           const char *from)
{
  const char *end = from;

  word->n = 0;
  for (; g_unichar_isalpha (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    if (word->n < MOST)
      {
        word->at[word->n] = (gsize) (end - text);
        word->letters[word->n++] = g_unichar_tolower (g_utf8_get_char (end));
      }
  word->at[word->n] = (gsize) (end - text);
  return end;
}

/* An address of a page or a mailbox is not a word. */
static gboolean
is_of_address (const char *text,
               const char *start,
               const char *end)
{
  return (start > text && strchr ("/@._", start[-1]) != NULL) || (*end != '\0' && strchr ("/@_", *end) != NULL) ||
         (*end == '.' && g_unichar_isalpha (g_utf8_get_char (end + 1)));
}

/* (transfer full) (nullable) */
static PangoAttrList *
make_hyphens (const char *text)
{
  PangoAttrList *list = NULL;
  Word word;

  for (const char *start = text, *end; *start != '\0'; start = end)
    {
      end = read_word (&word, text, start);
      if (word.n >= LEAST && word.n < MOST && !is_of_address (text, start, end))
        add_word (&list, &word);
      if (end == start)
        end = g_utf8_next_char (start);
    }
  return list;
}

static void
on_text (GtkLabel *label)
{
  g_autoptr(PangoAttrList) hyphens = make_hyphens (gtk_label_get_text (label));
  PangoAttrList *list = hyphens != NULL ? hyphens : no_hyphens;

  if (gtk_label_get_attributes (label) != list)
    gtk_label_set_attributes (label, list);
}

static void
on_label_realize (GtkWidget *label)
{
  if (gtk_label_get_attributes (GTK_LABEL (label)) == NULL)
    {
      on_text (GTK_LABEL (label));
      g_signal_connect (label, "notify::label", G_CALLBACK (on_text), NULL);
    }
  g_signal_chain_from_overridden_handler (label);
}

static void
on_inscription_realize (GtkWidget *inscription)
{
  if (gtk_inscription_get_attributes (GTK_INSCRIPTION (inscription)) == NULL)
    gtk_inscription_set_attributes (GTK_INSCRIPTION (inscription), no_hyphens);
  g_signal_chain_from_overridden_handler (inscription);
}

static void
read_parts (const char *list)
{
  g_auto(GStrv) words = g_strsplit (list, " ", -1);

  for (char **word = words; *word != NULL; word++)
    {
      GPtrArray **bucket = &parts[g_utf8_get_char (*word) % N_BUCKETS];

      if (*bucket == NULL)
        *bucket = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (*bucket, g_strdup (*word));
    }
}

/**
 * hkk_hyphens_begin:
 *
 * From now on a word that is wider than its line goes on in the next one with a hyphen where the language has one, and
 * without any where nothing is known of it, in libadwaita's labels too; but for labels that have attributes already.
 */
void
hkk_hyphens_begin (void)
{
  no_hyphens = pango_attr_list_new ();
  pango_attr_list_insert (no_hyphens, pango_attr_insert_hyphens_new (FALSE));
  /* TRANSLATORS: not words that are read: where long words of your language may be broken in a narrow window. Give the
   * words of which your long words (of 13 letters and more) are made, in small letters, each with its hyphens, with
   * one space between them: German has “be-hand-lungs kos-ten”, and so “Auslandsbehandlungskosten” has its hyphens.
   * They must be of at least five letters, lest they are found where they are not meant. */
  read_parts (_("ac-ces-si-bil-i-ty au-then-ti-ca-tion au-to-mat-i-cal-ly con-sul-ta-tion con-tri-bu-tion elec-tron-i-"
                "cal-ly grand-chil-dren iden-ti-fi-ca-tion im-ple-men-ta-tion no-ti-fi-ca-tion phys-io-ther-a-py "
                "pro-fes-sion-als psy-cho-ther-a-py ques-tion-naire re-ha-bil-i-ta-tion"));
  g_signal_override_class_handler ("realize", GTK_TYPE_LABEL, G_CALLBACK (on_label_realize));
  g_signal_override_class_handler ("realize", GTK_TYPE_INSCRIPTION, G_CALLBACK (on_inscription_realize));
}
