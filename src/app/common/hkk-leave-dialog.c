/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-leave-dialog.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"

static const struct
{
  const char *heading;
  const char *consequence;
  const char *leave;
} words[] = {
  [HKK_LEAVE_FORM] = { N_("Leave without saving?"),
                       N_("They stay in the overview, and saving is tried again by itself. If the program ends before "
                          "that, they are lost."),
                       N_("_Leave") },
  [HKK_LEAVE_SIGN_OUT] = { N_("Sign out without saving?"), N_("If you sign out now, they are lost."),
                           N_("_Sign out") },
  [HKK_LEAVE_PROGRAM] = { N_("Quit without saving?"), N_("If you quit now, they are lost."), N_("_Quit") },
};

/* The reason of one of them: a disk that is full is full for all. */
static const GError *
collect (HkkDrafts *drafts,
         GString   *titles)
{
  const GError *reason = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (drafts)); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (drafts), i);

      if (hkk_draft_get_unsaved (draft) == NULL)
        continue;
      reason = hkk_draft_get_unsaved (draft);
      /* TRANSLATORS: the title of something that was begun, in a list of such titles */
      g_string_append_printf (titles, titles->len > 0 ? ", %s" : "%s", hkk_draft_get_title (draft));
    }
  return reason;
}

/**
 * hkk_leave_dialog_new:
 * @what: what is to be left
 * @drafts: where something is not on the disk
 *
 * Returns: (transfer floating): asks, and says what would be lost; to stay is what Enter and Escape do
 */
AdwDialog *
hkk_leave_dialog_new (HkkLeave   what,
                      HkkDrafts *drafts)
{
  g_autoptr(GString) titles = g_string_new (NULL);
  const GError *reason = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog = NULL;

  g_return_val_if_fail (HKK_IS_DRAFTS (drafts), NULL);

  reason = collect (drafts, titles);
  sentence = reason != NULL ? hkk_error_sentence (reason) : g_strdup (_("They are still being saved."));
  /* TRANSLATORS: %s: titles of what was begun ("Sick note, Message") */
  lost = titles->len > 0 ? g_strdup_printf (_("The newest entries are not saved: %s."), titles->str)
                         : g_strdup (_("The newest entries are not saved."));
  body = g_strjoin (" ", lost, sentence, _(words[what].consequence), NULL);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_(words[what].heading), body));
  adw_alert_dialog_set_body_use_markup (dialog, FALSE);
  adw_alert_dialog_add_responses (dialog, "leave", _(words[what].leave), "stay", _("S_tay"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "stay");
  adw_alert_dialog_set_close_response (dialog, "stay");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  return ADW_DIALOG (dialog);
}
