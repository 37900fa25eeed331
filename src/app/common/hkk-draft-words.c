/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-draft-words.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-format.h"

static char *
words_of_unsaved (HkkDraft *draft)
{
  g_autofree char *moment = NULL;

  if (hkk_draft_get_saved_at (draft) == NULL)
    return g_strdup (_("Draft, not saved yet"));
  moment = hkk_format_own_moment (hkk_draft_get_saved_at (draft));
  /* TRANSLATORS: %s: a moment ("today, 14:02") */
  return g_strdup_printf (_("Draft; newer entries are not saved yet, last saved: %s"), moment);
}

static char *
words_of_editing (HkkDraft *draft)
{
  g_autoptr(GError) refusal = hkk_draft_dup_refusal (draft);
  g_autofree char *moment = NULL;
  g_autofree char *why = NULL;

  if (hkk_draft_get_unsaved (draft) != NULL || hkk_draft_get_saved_at (draft) == NULL)
    return words_of_unsaved (draft);
  if (refusal != NULL)
    {
      why = hkk_error_sentence (refusal);
      /* TRANSLATORS: of a draft that was handed in and refused; %s: why, a sentence */
      return g_strdup_printf (_("Could not be sent: %s"), why);
    }
  moment = hkk_format_own_moment (hkk_draft_get_saved_at (draft));
  /* TRANSLATORS: %s: a moment ("today, 14:02") */
  return g_strdup_printf (_("Draft, saved %s"), moment);
}

/**
 * hkk_draft_name:
 * @draft: what was begun and not handed in
 *
 * Returns: (transfer full): its title, with a number if there is another one of it
 */
char *
hkk_draft_name (HkkDraft *draft)
{
  g_return_val_if_fail (HKK_IS_DRAFT (draft), NULL);

  if (hkk_draft_get_number (draft) == 1)
    return g_strdup (hkk_draft_get_title (draft));
  /* TRANSLATORS: %1$s: what a draft is called; %2$u: which one of those with this name it is ("Sick note, no. 2") */
  return g_strdup_printf (_("%1$s, no. %2$u"), hkk_draft_get_title (draft), hkk_draft_get_number (draft));
}

/**
 * hkk_draft_words:
 * @draft: what was begun and not handed in, or is on its way
 *
 * Returns: (transfer full): in which state it is, when it was saved, and whether newer entries are not
 */
char *
hkk_draft_words (HkkDraft *draft)
{
  g_return_val_if_fail (HKK_IS_DRAFT (draft), NULL);

  switch (hkk_draft_get_state (draft))
    {
    case HKK_DRAFT_WAITING:
      return g_strdup (_("Is sent when the connection is back"));
    case HKK_DRAFT_SENDING:
    case HKK_DRAFT_UNKNOWN:
      return g_strdup (_("Result unknown – being checked"));
    case HKK_DRAFT_APPROVAL:
      return g_strdup (_("Waits for your approval in the Service-App"));
    case HKK_DRAFT_EDITING:
    case HKK_DRAFT_DONE:
    default:
      return words_of_editing (draft);
    }
}

/* hkk_draft_words_watch: see the header. */
void
hkk_draft_words_watch (HkkDraft  *draft,
                       GCallback  changed,
                       gpointer   object)
{
  static const char * const shown[] = { "notify::title", "notify::state", "notify::saved-at", "notify::unsaved",
                                        "notify::problem" };

  g_return_if_fail (HKK_IS_DRAFT (draft));

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_connect_object (draft, shown[i], changed, object, G_CONNECT_SWAPPED);
}
