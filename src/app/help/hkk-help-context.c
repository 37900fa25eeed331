/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-help-context.h"

/* Which answers belong to what is on the screen, the first one first. */
static const struct
{
  const char *name; /* of a page, a dialog or a field: that of its type unless it was given one */
  gboolean    inside; /* it is a state of the page around it, wherever in that the focus is */
  const char *ids[5];
} contexts[] = {
  { "HkkAccessLogPage", FALSE, { "security", "not-me" } },
  { "HkkApprovalDialog", FALSE, { "approve", "number", "no-prompt" } },
  { "HkkBookingsPage", FALSE, { "services" } },
  { "HkkBrochuresPage", FALSE, { "services" } },
  { "HkkCataloguePage", FALSE, { "hand-in", "need", "refer" } },
  { "HkkCertificateDialog", FALSE, { "certificate", "documents" } },
  { "HkkConfirmDialog", FALSE, { "password", "locked-device" } },
  { "HkkContactView", FALSE, { "message" } },
  { "HkkCropDialog", FALSE, { "files" } },
  { "HkkDateField", FALSE, { "entry" } },
  { "HkkDocumentsPage", FALSE, { "documents", "certificate", "protected" } },
  { "HkkFilesField", FALSE, { "files", "hand-in" } },
  { "HkkFormPage", FALSE, { "hand-in", "drafts", "entry", "files" } },
  { "HkkFormReview", TRUE, { "approve", "hand-in" } },
  { "HkkGuideDialog", FALSE, { "register", "forgotten", "nect", "document" } },
  { "HkkGuideDialog.recovery", FALSE, { "forgotten", "nect", "document" } },
  { "HkkHealthCardPage", FALSE, { "health-card" } },
  { "HkkItemPage", FALSE, { "hand-in", "entry" } },
  { "HkkLockWindow", FALSE, { "lock", "forgotten" } },
  { "HkkMessagesPage", FALSE, { "message", "protected" } },
  { "HkkMoneyField", FALSE, { "entry" } },
  { "HkkOverviewPage", FALSE, { "overview", "hand-in" } },
  { "HkkPasswordDialog", FALSE, { "password", "forgotten" } },
  { "HkkPicturesDialog", FALSE, { "files" } },
  { "HkkPreferencesDialog", FALSE, { "language", "kept", "notifications" } },
  { "HkkProfilePage", FALSE, { "profile", "notifications", "password" } },
  { "HkkRequestDetail", FALSE, { "states", "missing-paper", "withdraw", "objection" } },
  { "HkkRequestsPage", FALSE, { "states", "hand-in", "unknown" } },
  { "HkkSearchDialog", FALSE, { "find" } },
  { "HkkSecurityPage", FALSE, { "security", "password", "device", "locked-device" } },
  { "HkkSigninDialog", FALSE, { "drafts", "forgotten", "stay" } },
  { "HkkSigninPage", FALSE, { "again", "register", "forgotten", "stay" } },
};

static const char * const *
find_of (GtkWidget *widget,
         gboolean   inside_only)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contexts); i++)
    if (g_str_equal (contexts[i].name, gtk_widget_get_name (widget)) && (contexts[i].inside || !inside_only))
      return contexts[i].ids;
  return NULL;
}

/* In what is shown in @widget, the outermost first. */
static const char * const *
find_below (GtkWidget *widget,
            gboolean   inside_only)
{
  const char * const *ids = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && ids == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child) && gtk_widget_get_visible (child))
      {
        ids = find_of (child, inside_only);
        if (ids == NULL)
          ids = find_below (child, inside_only);
      }
  return ids;
}

static const char * const *
find_around (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      const char * const *ids = find_of (widget, FALSE);
      const char * const *state = ids != NULL ? find_below (widget, TRUE) : NULL;

      if (ids != NULL)
        return state != NULL ? state : ids;
    }
  return NULL;
}

static const char * const *
find_in (GtkWidget *focus,
         GtkWidget *top)
{
  const char * const *ids = NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, top))
    ids = find_around (focus);
  if (ids == NULL)
    ids = find_of (top, FALSE);
  return ids != NULL ? ids : find_below (top, FALSE);
}

/**
 * hkk_help_context_find:
 * @window: a window of this program
 *
 * A question, of which the help knows nothing, is about what lies below it.
 *
 * Returns: (transfer none) (nullable): the ids of the entries about what the person is at, the first one first; %NULL
 *   if there are none
 */
const char * const *
hkk_help_context_find (AdwApplicationWindow *window)
{
  GtkWidget *focus = NULL;
  g_autoptr(GListModel) dialogs = NULL;
  const char * const *ids = NULL;

  g_return_val_if_fail (ADW_IS_APPLICATION_WINDOW (window), NULL);

  focus = gtk_window_get_focus (GTK_WINDOW (window));
  dialogs = adw_application_window_get_dialogs (window);
  for (guint i = g_list_model_get_n_items (dialogs); i > 0 && ids == NULL; i--)
    {
      g_autoptr(GtkWidget) dialog = g_list_model_get_item (dialogs, i - 1);

      ids = find_in (focus, dialog);
    }
  return ids != NULL ? ids : find_in (focus, GTK_WIDGET (window));
}
