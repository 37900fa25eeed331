/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help.h"

#include <glib/gi18n.h>

#include "hkk-date-words.h"
#include "hkk-help-entries.h"
#include "hkk-no-device.h"
#include "hkk-rules.h"

/* When the accessibility of the program was last looked at as a whole. */
#define REVIEWED "2026-11-30"

/**
 * hkk_help_get:
 * @index: from 0 on
 *
 * Returns: (transfer none) (nullable): a question with its answer, by topic; %NULL after the last one
 */
const HkkHelpEntry *
hkk_help_get (unsigned int index)
{
  gsize at = index;

  for (gsize i = 0; i < hkk_help_n_topics; i++)
    {
      if (at < hkk_help_topics[i].n)
        return &hkk_help_topics[i].entries[at];
      at -= hkk_help_topics[i].n;
    }
  return NULL;
}

/**
 * hkk_help_find:
 * @id: of an entry
 *
 * Returns: (transfer none) (nullable): the entry
 */
const HkkHelpEntry *
hkk_help_find (const char *id)
{
  const HkkHelpEntry *entry = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  for (unsigned int i = 0; (entry = hkk_help_get (i)) != NULL; i++)
    if (g_str_equal (entry->id, id))
      return entry;
  return NULL;
}

/**
 * hkk_help_get_topic:
 * @entry: one of this program's
 *
 * Returns: (transfer none): the heading above the question
 */
const char *
hkk_help_get_topic (const HkkHelpEntry *entry)
{
  const HkkHelpTopic *topic = hkk_help_topics;

  g_return_val_if_fail (entry != NULL, NULL);

  while (entry < topic->entries || entry >= topic->entries + topic->n)
    topic++;
  return _(topic->topic);
}

/**
 * hkk_help_dup_answer:
 *
 * Returns: (transfer full): what stands before the steps, plain text
 */
char *
hkk_help_dup_answer (const HkkHelpEntry *entry)
{
  g_autofree char *day = NULL;
  GString *text = NULL;
  GDate reviewed;

  g_return_val_if_fail (entry != NULL, NULL);

  hkk_date_from_iso (REVIEWED, &reviewed);
  day = hkk_date_words (&reviewed, HKK_DATE_WORDS_FULL, NULL, NULL);
  text = g_string_new (_(entry->answer));
  g_string_replace (text, "{date}", day, 0);
  return g_string_free (text, FALSE);
}

static void
append (GString    *text,
        const char *sentence)
{
  if (sentence != NULL)
    g_string_append_printf (text, "\n%s", _(sentence));
}

/**
 * hkk_help_dup_text:
 *
 * Returns: (transfer full): all that it says, with the question, to search in
 */
char *
hkk_help_dup_text (const HkkHelpEntry *entry)
{
  g_autofree char *answer = NULL;
  GString *text = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  answer = hkk_help_dup_answer (entry);
  text = g_string_new (_(entry->question));
  g_string_append_printf (text, "\n%s", answer);
  for (gsize i = 0; i < HKK_HELP_MAX_STEPS; i++)
    append (text, entry->steps[i]);
  append (text, entry->after);
  return g_string_free (text, FALSE);
}

/**
 * hkk_help_is_offered:
 *
 * Returns: whether this program has what it is about
 */
gboolean
hkk_help_is_offered (const HkkHelpEntry *entry)
{
  g_return_val_if_fail (entry != NULL, FALSE);

  return !entry->is_demo || hkk_no_device_has_phone ();
}
