/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-application-private.h"

#include "hkk-guide-dialog.h"
#include "hkk-help-context.h"
#include "hkk-help-dialog.h"
#include "hkk-preferences-dialog.h"
#include "hkk-settings.h"
#include "hkk-shortcuts.h"

/* The way on for who gave an address that cannot be used, or found one in the settings. */
static void
on_usual_portal (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  HkkApplication *self = data;
  g_autoptr(GSettings) settings = hkk_settings_new ();

  if (self->start_error == NULL)
    return;
  g_clear_error (&self->start_error);
  if (settings != NULL)
    g_settings_reset (settings, "portal-url");
  g_set_str (&self->portal_url, HKK_PORTAL_URL);
  hkk_window_show_start (self->window);
  hkk_application_start_backend (self);
#if HKK_DEMO
  if (self->demo != NULL)
    hkk_window_set_demo (self->window, hkk_demo_host_get_persons (self->demo));
#endif
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  HkkApplication *self = data;

  if (self->window != NULL)
    hkk_window_quit (self->window);
}

/* (nullable): the one that is on the screen: the lock takes the place of the other. Who asks from outside of the
 * program may ask before there is one. */
static GtkWidget *
get_shown_window (HkkApplication *self)
{
  if (self->window == NULL)
    g_application_activate (G_APPLICATION (self));
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (ADW_IS_APPLICATION_WINDOW (l->data) && gtk_widget_get_visible (l->data))
      return l->data;
  return self->window != NULL ? GTK_WIDGET (self->window) : NULL;
}

static void
present (HkkApplication *self,
         AdwDialog      *dialog)
{
  GtkWidget *window = get_shown_window (self);
  g_autoptr(AdwDialog) kept = g_object_ref_sink (dialog);

  if (window != NULL)
    adw_dialog_present (kept, window);
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  AdwDialog *dialog = adw_about_dialog_new_from_appdata (HKK_RESOURCES "/metainfo.xml", NULL);

  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), HKK_VERSION);
  adw_about_dialog_set_application_name (ADW_ABOUT_DIALOG (dialog), HKK_APP_NAME);
  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), HKK_APP_ID);
  present (data, dialog);
}

static gboolean
is_help_open (GtkWidget *window)
{
  return HKK_IS_HELP_DIALOG (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
}

/* (nullable): the help that is open already, else a new one. */
static HkkHelpDialog *
open_help (HkkApplication *self)
{
  GtkWidget *window = get_shown_window (self);
  AdwDialog *dialog = NULL;

  if (window == NULL)
    return NULL;
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  if (!HKK_IS_HELP_DIALOG (dialog))
    {
      dialog = ADW_DIALOG (hkk_help_dialog_new ());
      adw_dialog_present (dialog, window);
    }
  return HKK_HELP_DIALOG (dialog);
}

static void
on_help (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  open_help (data);
}

/* About what the person is at. */
static void
on_help_here (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  GtkWidget *window = get_shown_window (data);
  const char * const *ids = NULL;
  HkkHelpDialog *help = NULL;

  if (window == NULL || is_help_open (window))
    return;
  ids = hkk_help_context_find (ADW_APPLICATION_WINDOW (window));
  help = open_help (data);
  if (ids != NULL)
    hkk_help_dialog_show_here (help, ids);
}

/* The target is the id of an entry of the help. */
static void
on_answer (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  HkkHelpDialog *help = open_help (data);

  if (help != NULL)
    hkk_help_dialog_show_answer (help, g_variant_get_string (parameter, NULL));
}

/* What is done in the Service-App. The target is "registration" or "recovery". */
static void
on_guide (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  HkkApplication *self = data;
  gboolean recovery = g_str_equal (g_variant_get_string (parameter, NULL), "recovery");

  present (self, ADW_DIALOG (hkk_guide_dialog_new (recovery ? HKK_GUIDE_RECOVERY : HKK_GUIDE_REGISTRATION,
                                                   self->portal)));
}

/* Not at the lock: who passes by would delete the copy, or have names shown on the desktop. */
static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GtkWidget *window = get_shown_window (data);

  if (HKK_IS_WINDOW (window))
    adw_dialog_present (ADW_DIALOG (hkk_preferences_dialog_new ()), window);
}

static void
on_shortcuts (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  present (data, hkk_shortcuts_dialog_new ());
}

/* What a notification leads to. */
static void
on_show (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  HkkApplication *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  g_autofree char *in_window = g_strconcat ("win.", g_str_equal (name, "open-place") ? "go-to" : name, NULL);

  hkk_application_show (self, in_window, parameter);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "usual-portal", .activate = on_usual_portal },
  { .name = "about", .activate = on_about },
  { .name = "help", .activate = on_help },
  { .name = "help-here", .activate = on_help_here },
  { .name = "guide", .activate = on_guide, .parameter_type = "s" },
  { .name = "answer", .activate = on_answer, .parameter_type = "s" },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "open-request", .activate = on_show, .parameter_type = "s" },
  { .name = "open-message", .activate = on_show, .parameter_type = "s" },
  { .name = "open-document", .activate = on_show, .parameter_type = "s" },
  { .name = "open-place", .activate = on_show, .parameter_type = "s" },
};

void
hkk_application_install_actions (HkkApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* Opens a thing for who is not in the window. */
void
hkk_application_show (HkkApplication *self,
                      const char     *action,
                      GVariant       *target)
{
  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    hkk_window_open (self->window, action, target);
}
