/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-shortcuts.h"

#include <glib/gi18n.h>

#include "hkk-row.h"

typedef enum
{
  GROUP_GO_TO,
  GROUP_FIND,
  GROUP_DO,
  GROUP_PROGRAM,
  N_GROUPS
} Group;

static const char * const group_titles[N_GROUPS] = {
  [GROUP_GO_TO] = NC_("shortcuts", "Go to"),
  [GROUP_FIND] = NC_("shortcuts", "Find"),
  [GROUP_DO] = NC_("shortcuts", "Do"),
  [GROUP_PROGRAM] = NC_("shortcuts", "The program"),
};

/* The keys, and what the shortcuts dialog says about them, in the order of its groups. AdwShortcutsDialog is newer than
 * our floor. */
static const struct
{
  Group       group;
  const char *action;
  const char *keys[3];
  const char *text;
} shortcuts[] = {
  { GROUP_GO_TO, "win.go-to('overview')", { "<Control>1" }, N_("Overview") },
  { GROUP_GO_TO, "win.go-to('requests')", { "<Control>2" }, N_("Requests") },
  { GROUP_GO_TO, "win.go-to('documents')", { "<Control>3" }, N_("Documents & services") },
  { GROUP_GO_TO, "win.go-to('profile')", { "<Control>4" }, N_("Personal data") },
  { GROUP_GO_TO, "win.go-to('messages')", { "<Control>5" }, N_("Messages & contact") },
  { GROUP_GO_TO, "win.go-to('security')", { "<Control>6" }, N_("Security") },
  /* TRANSLATORS: Among the keyboard shortcuts, a verb: opens the search of a page */
  { GROUP_FIND, "win.search", { "<Control>f" }, N_("Search") },
  { GROUP_FIND, "win.find", { "<Control>k" }, N_("Find anything") },
  { GROUP_DO, "win.new-request", { "<Control>n" }, N_("New request") },
  { GROUP_DO, "win.reload", { "<Control>r", "F5" }, N_("Check for news") },
  { GROUP_DO, "win.lock", { "<Control>l" }, N_("Lock the window") },
  { GROUP_PROGRAM, "app.help-here", { "F1" }, N_("Help for what you see") },
  { GROUP_PROGRAM, "app.preferences", { "<Control>comma" }, N_("Preferences") },
  { GROUP_PROGRAM, "app.shortcuts", { "<Control>question", "<Control>slash" }, N_("Keyboard shortcuts") },
  /* TRANSLATORS: Among the keyboard shortcuts, a verb: ends the program */
  { GROUP_PROGRAM, "app.quit", { "<Control>q" }, N_("Quit") },
};

/**
 * hkk_shortcuts_install:
 * @application: the program
 *
 * Gives the actions their keys.
 */
void
hkk_shortcuts_install (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (application, shortcuts[i].action, (const char * const *) shortcuts[i].keys);
}

/* The key of the help, which tells what is in the dialog. */
static void
add_help (GtkWidget *dialog)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, 0),
                                                          gtk_named_action_new ("app.help-here")));
  gtk_widget_add_controller (dialog, controller);
}

static void
on_dialogs_changed (GListModel *dialogs,
                    guint       position,
                    guint       removed,
                    guint       added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GtkWidget) dialog = g_list_model_get_item (dialogs, position + i);

      add_help (dialog);
    }
}

/**
 * hkk_shortcuts_follow_dialogs:
 * @window: its keys wait while a dialog is open over it
 *
 * Gives each of its dialogs the key of the help.
 *
 * Returns: (transfer full): the dialogs, to be kept as long as that is to go on
 */
GListModel *
hkk_shortcuts_follow_dialogs (AdwApplicationWindow *window)
{
  GListModel *dialogs = NULL;

  g_return_val_if_fail (ADW_IS_APPLICATION_WINDOW (window), NULL);

  dialogs = adw_application_window_get_dialogs (window);
  g_signal_connect (dialogs, "items-changed", G_CALLBACK (on_dialogs_changed), NULL);
  return dialogs;
}

static GtkWidget *
make_row (const char *key,
          const char *text)
{
  GtkWidget *row = hkk_row_new (text, NULL);
  g_autofree char *label = NULL;
  GtkWidget *keys;
  guint keyval;
  GdkModifierType modifiers;

  gtk_accelerator_parse (key, &keyval, &modifiers);
  label = gtk_accelerator_get_label (keyval, modifiers);
  keys = gtk_label_new (label);
  gtk_widget_add_css_class (keys, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
  return row;
}

static AdwPreferencesGroup *
make_group (Group which)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, g_dpgettext2 (NULL, "shortcuts", group_titles[which]));
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].group == which)
      adw_preferences_group_add (group, make_row (shortcuts[i].keys[0], _(shortcuts[i].text)));
  return group;
}

/**
 * hkk_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): a dialog that lists the keys
 */
AdwDialog *
hkk_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();

  for (int i = 0; i < N_GROUPS; i++)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), make_group ((Group) i));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard shortcuts"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
