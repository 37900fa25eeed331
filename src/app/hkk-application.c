/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-application.h"

#include <glib/gi18n.h>

#include "config.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-help-dialog.h"
#include "hkk-notifier.h"
#include "hkk-portal.h"
#include "hkk-preferences-dialog.h"
#include "hkk-room.h"
#include "hkk-settings.h"
#include "hkk-shortcuts.h"
#include "hkk-window.h"

#if HKK_DEMO
#include "hkk-demo-host.h"
#endif

#define RESOURCES "/de/hkk/MeineHkk"
#define DEMO_URL "demo:"

struct _HkkApplication
{
  AdwApplication  parent_instance;

  HkkWindow      *window;     /* Borrowed (nullable): GTK owns toplevels */
  HkkPortal      *portal;     /* Owned (nullable) until the backend is there */
  HkkNotifier    *notifier;   /* Owned (nullable) */
#if HKK_DEMO
  HkkDemoHost    *demo;       /* Owned (nullable) */
#endif
  char           *portal_url; /* Owned (nullable): from the command line */
  char           *demo_state; /* Owned (nullable): from the command line */
  GError         *start_error; /* Owned (nullable): why there is no portal */
  GSettings      *settings;   /* Owned (nullable) without an installed schema */
  GSignalGroup   *drafts;     /* Owned: of the person who is signed in */
  guint           inhibitor;  /* 0: the session may end */
  gboolean        closing;
};

G_DEFINE_FINAL_TYPE (HkkApplication, hkk_application, ADW_TYPE_APPLICATION)

/* --- The portal --- */

static char *
dup_portal_url (HkkApplication *self)
{
  g_autofree char *url = self->settings != NULL ? g_settings_get_string (self->settings, "portal-url") : NULL;

  if (self->portal_url != NULL)
    return g_strdup (self->portal_url);
  return g_strdup (url != NULL && *url ? url : HKK_PORTAL_URL);
}

static void
on_resumed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkApplication) self = data;
  g_autoptr(GError) error = NULL;

  /* Nothing to resume is no error, and without a connection the sign-in page and the banner say so. */
  hkk_portal_resume_finish (HKK_PORTAL (source), result, &error);
  g_application_release (G_APPLICATION (self));
  if (self->window != NULL)
    hkk_window_set_portal (self->window, self->portal);
}

/* --- Entries that are not saved: the session's end waits for the person --- */

static void
on_unsaved (HkkApplication *self)
{
  g_autoptr(HkkDrafts) drafts = g_signal_group_dup_target (self->drafts);
  gboolean unsaved = drafts != NULL && hkk_drafts_get_n_unsaved (drafts) > 0;

  if (unsaved && self->inhibitor == 0)
    self->inhibitor = gtk_application_inhibit (GTK_APPLICATION (self), GTK_WINDOW (self->window),
                                               GTK_APPLICATION_INHIBIT_LOGOUT,
                                               _("The newest entries are not saved yet."));
  else if (!unsaved && self->inhibitor != 0)
    {
      gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibitor);
      self->inhibitor = 0;
    }
}

static void
on_drafts (HkkApplication *self)
{
  g_signal_group_set_target (self->drafts, hkk_portal_get_drafts (self->portal));
  on_unsaved (self);
}

static void
on_query_end (HkkApplication *self)
{
  if (self->window != NULL)
    hkk_window_flush (self->window);
}

static void
on_local_copy (HkkApplication *self)
{
  if (self->portal != NULL && self->settings != NULL)
    hkk_portal_set_keeps_copy (self->portal, g_settings_get_boolean (self->settings, "local-copy"));
}

static void
take_portal (HkkApplication *self,
             HkkPortal      *portal)
{
  self->portal = portal;
  on_local_copy (self);
  g_signal_connect_object (portal, "notify::drafts", G_CALLBACK (on_drafts), self, G_CONNECT_SWAPPED);
  self->notifier = hkk_notifier_new (G_APPLICATION (self), portal, self->settings);
  if (self->window != NULL)
    hkk_notifier_set_window (self->notifier, self->window);
  g_application_hold (G_APPLICATION (self));
  hkk_portal_resume_async (portal, NULL, on_resumed, g_object_ref (self));
}

/* The window may not be there yet. */
static void
fail_start (HkkApplication *self,
            GError         *error)
{
  g_message ("There is no portal: %s", error->message);
  g_clear_error (&self->start_error);
  self->start_error = error;
  if (self->window != NULL)
    hkk_window_show_start_error (self->window, error);
}

static void
make_portal (HkkApplication *self,
             const char     *base_url,
             const char     *trust_pem,
             gboolean        demo)
{
  g_autofree char *data_dir = g_build_filename (g_get_user_data_dir (), "meine-hkk",
                                                demo ? "demo-client" : "portal", NULL);
  static const char * const pins[] = { HKK_PORTAL_PINS NULL };
  const HkkPortalConfig config = {
    .base_url = base_url,
    .pins = pins,
    .pinned_url = HKK_PORTAL_URL,
    .trust_pem = trust_pem,
    .data_dir = data_dir,
    .program = "meine-hkk",
    .version = HKK_VERSION,
    .use_proxy = !demo,
    .use_keyring = TRUE,
  };
  g_autoptr(GError) error = NULL;
  HkkPortal *portal = hkk_portal_new (&config, &error);

  if (portal != NULL)
    take_portal (self, portal);
  else
    fail_start (self, g_steal_pointer (&error));
}

/* --- The demo --- */

#if HKK_DEMO
static void
on_endpoint_changed (HkkApplication *self)
{
  g_autoptr(GError) error = NULL;

  if (self->portal != NULL && hkk_demo_host_get_url (self->demo) != NULL &&
      !hkk_portal_set_endpoint (self->portal, hkk_demo_host_get_url (self->demo),
                                hkk_demo_host_get_certificate (self->demo), &error))
    g_warning ("The demo's new endpoint is not usable: %s", error->message);
}

static void
on_demo_started (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkApplication) self = data;
  g_autoptr(GError) error = NULL;

  if (hkk_demo_host_start_finish (self->demo, result, &error))
    {
      make_portal (self, hkk_demo_host_get_url (self->demo), hkk_demo_host_get_certificate (self->demo), TRUE);
      g_signal_connect_object (self->demo, "endpoint-changed", G_CALLBACK (on_endpoint_changed), self,
                               G_CONNECT_SWAPPED);
    }
  else if (!hkk_error_is_cancel (error))
    {
      fail_start (self, g_steal_pointer (&error));
    }
  g_application_release (G_APPLICATION (self));
}

static void
on_demo_stopped (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkApplication) self = data;

  hkk_demo_host_stop_finish (self->demo, result);
  g_application_release (G_APPLICATION (self));
}

static void
on_open_phone (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  HkkApplication *self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_demo_host_open_phone (self->demo, &error))
    hkk_shell_say (HKK_SHELL (self->window),
                   g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)
                     ? _("The phone simulator is not installed.")
                     : _("The phone simulator could not be started. Try again in a moment."));
}

static void
on_demo_reset (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkApplication) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_demo_host_reset_finish (self->demo, result, &error))
    hkk_shell_say (HKK_SHELL (self->window),
                   _("The demo could not start afresh. Close all its windows and try again."));
  else
    hkk_shell_say (HKK_SHELL (self->window), _("The demo starts afresh."));
}

static void
on_reset_response (HkkApplication *self,
                   const char     *response)
{
  if (!g_str_equal (response, "reset"))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.sign-out", NULL);
  hkk_demo_host_reset_async (self->demo, NULL, on_demo_reset, g_object_ref (self));
}

static void
on_reset_demo (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  HkkApplication *self = data;
  const char *body = _("All invented requests, messages and documents are as at the first start. You are signed out.");
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Reset the demo?"), body));

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "reset", _("_Reset"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "reset", ADW_RESPONSE_DESTRUCTIVE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_reset_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
}

static const GActionEntry demo_actions[] = {
  { .name = "open-phone", .activate = on_open_phone },
  { .name = "reset-demo", .activate = on_reset_demo },
};

static void
start_demo (HkkApplication *self)
{
  self->demo = hkk_demo_host_new (self->demo_state);
  g_action_map_add_action_entries (G_ACTION_MAP (self), demo_actions, G_N_ELEMENTS (demo_actions), self);
  g_application_hold (G_APPLICATION (self));
  hkk_demo_host_start_async (self->demo, NULL, on_demo_started, g_object_ref (self));
}
#endif

static void
start_backend (HkkApplication *self)
{
  g_autofree char *url = dup_portal_url (self);

#if HKK_DEMO
  if (g_str_equal (url, DEMO_URL))
    {
      start_demo (self);
      return;
    }
#endif
  make_portal (self, url, NULL, FALSE);
}

/* --- Actions --- */

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
  start_backend (self);
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

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  HkkApplication *self = data;
  AdwDialog *dialog = adw_about_dialog_new_from_appdata (RESOURCES "/metainfo.xml", NULL);

  adw_about_dialog_set_version (ADW_ABOUT_DIALOG (dialog), HKK_VERSION);
  adw_about_dialog_set_application_name (ADW_ABOUT_DIALOG (dialog), HKK_APP_NAME);
  adw_about_dialog_set_application_icon (ADW_ABOUT_DIALOG (dialog), HKK_APP_ID);
  adw_dialog_present (dialog, GTK_WIDGET (self->window));
}

static void
on_help (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  HkkApplication *self = data;

  adw_dialog_present (ADW_DIALOG (hkk_help_dialog_new ()), GTK_WIDGET (self->window));
}

/* The target is the id of a question. */
static void
on_answer (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  HkkApplication *self = data;
  HkkHelpDialog *dialog = hkk_help_dialog_new ();

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
  hkk_help_dialog_show_answer (dialog, g_variant_get_string (parameter, NULL));
}

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  HkkApplication *self = data;

  adw_dialog_present (ADW_DIALOG (hkk_preferences_dialog_new ()), GTK_WIDGET (self->window));
}

static void
on_shortcuts (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  HkkApplication *self = data;

  adw_dialog_present (hkk_shortcuts_dialog_new (), GTK_WIDGET (self->window));
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

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    hkk_window_open (self->window, in_window, parameter);
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "usual-portal", .activate = on_usual_portal },
  { .name = "about", .activate = on_about },
  { .name = "help", .activate = on_help },
  { .name = "answer", .activate = on_answer, .parameter_type = "s" },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "open-request", .activate = on_show, .parameter_type = "s" },
  { .name = "open-message", .activate = on_show, .parameter_type = "s" },
  { .name = "open-place", .activate = on_show, .parameter_type = "s" },
};

/* --- Life --- */

static void
on_screensaver (HkkApplication *self)
{
  gboolean active = FALSE;

  g_object_get (self, "screensaver-active", &active, NULL);
  if (active && self->portal != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    hkk_portal_lock (self->portal);
}

static void
stop_backend (HkkApplication *self)
{
#if HKK_DEMO
  if (self->demo != NULL)
    {
      g_application_hold (G_APPLICATION (self));
      hkk_demo_host_stop_async (self->demo, on_demo_stopped, g_object_ref (self));
    }
#endif
}

static void
on_portal_closed (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkApplication) self = data;
  g_autoptr(GError) error = NULL;

  /* The session ends by itself if the portal could not be told. */
  if (!hkk_portal_close_finish (HKK_PORTAL (source), result, &error) && self->notifier != NULL)
    hkk_notifier_tell_not_kept (self->notifier);
  stop_backend (self);
  g_application_release (G_APPLICATION (self));
}

/* The window is gone at once; ending the session goes on behind it, at most for some seconds. */
static void
hkk_application_window_removed (GtkApplication *application,
                                GtkWindow      *window)
{
  HkkApplication *self = HKK_APPLICATION (application);

  if (window == GTK_WINDOW (self->window))
    {
      self->window = NULL;
      self->closing = TRUE;
      if (self->notifier != NULL)
        hkk_notifier_set_window (self->notifier, NULL);
      g_application_hold (G_APPLICATION (self));
      if (self->portal != NULL)
        {
          hkk_portal_close_async (self->portal, NULL, on_portal_closed, g_object_ref (self));
        }
      else
        {
          stop_backend (self);
          g_application_release (G_APPLICATION (self));
        }
    }
  GTK_APPLICATION_CLASS (hkk_application_parent_class)->window_removed (application, window);
}

/* libadwaita's own style-hc.css is deprecated from 1.10 on, and the media query that replaces it is unknown to GTK
 * 4.18. */
static void
on_high_contrast (AdwStyleManager *manager,
                  GParamSpec      *pspec,
                  GtkCssProvider  *provider)
{
  GdkDisplay *display = gdk_display_get_default ();

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
}

static void
follow_high_contrast (HkkApplication *self)
{
  AdwStyleManager *manager = adw_application_get_style_manager (ADW_APPLICATION (self));
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "/high-contrast.css");
  g_signal_connect_data (manager, "notify::high-contrast", G_CALLBACK (on_high_contrast), provider,
                         (GClosureNotify) g_object_unref, 0);
  on_high_contrast (manager, NULL, provider);
}

static void
hkk_application_startup (GApplication *application)
{
  HkkApplication *self = HKK_APPLICATION (application);

  g_application_set_resource_base_path (application, RESOURCES);
  G_APPLICATION_CLASS (hkk_application_parent_class)->startup (application);
  hkk_room_begin ();
  hkk_file_action_sweep ();
  gtk_window_set_default_icon_name (HKK_APP_ID);
  follow_high_contrast (self);
  if (self->settings != NULL)
    hkk_preferences_bind_appearance (self->settings, adw_application_get_style_manager (ADW_APPLICATION (self)));
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  hkk_shortcuts_install (GTK_APPLICATION (self));
  g_signal_connect (self, "notify::screensaver-active", G_CALLBACK (on_screensaver), NULL);
  start_backend (self);
}

static void
hkk_application_activate (GApplication *application)
{
  HkkApplication *self = HKK_APPLICATION (application);

  if (self->closing)
    return;
  if (self->window == NULL)
    {
      self->window = hkk_window_new (GTK_APPLICATION (self), NULL);
#if HKK_DEMO
      hkk_window_set_demo (self->window, self->demo != NULL ? hkk_demo_host_get_persons (self->demo) : NULL);
#endif
      if (self->notifier != NULL)
        hkk_notifier_set_window (self->notifier, self->window);
      if (self->portal != NULL)
        hkk_window_set_portal (self->window, self->portal);
      if (self->start_error != NULL)
        hkk_window_show_start_error (self->window, self->start_error);
    }
  hkk_window_present_now (self->window);
}

/* The program that runs already, this one or another, goes to the page. */
static int
show_page (GApplication *application,
           const char   *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *names = hkk_place_dup_names ();
  HkkPlace place;

  if (!hkk_place_find (name, &place))
    {
      /* TRANSLATORS: on the command line; %1$s: what was typed, %2$s: a list of names */
      g_printerr (_("There is no page “%1$s”. There are: %2$s"), name, names);
      g_printerr ("\n");
      return 2;
    }
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "open-place", g_variant_new_string (name));
  return -1;
}

static int
hkk_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  HkkApplication *self = HKK_APPLICATION (application);
  const char *page = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("%s %s\n", HKK_APP_NAME, HKK_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "portal", "s", &self->portal_url);
#if HKK_DEMO
  g_variant_dict_lookup (options, "demo-state", "^ay", &self->demo_state);
#endif
  if (g_variant_dict_lookup (options, "page", "&s", &page))
    return show_page (application, page);
  return -1;
}

static void
hkk_application_shutdown (GApplication *application)
{
  hkk_room_begin ();
  hkk_file_action_sweep ();
  G_APPLICATION_CLASS (hkk_application_parent_class)->shutdown (application);
}

static void
hkk_application_dispose (GObject *object)
{
  HkkApplication *self = HKK_APPLICATION (object);

  g_clear_object (&self->drafts);
  g_clear_object (&self->settings);
  g_clear_object (&self->notifier);
  g_clear_object (&self->portal);
#if HKK_DEMO
  g_clear_object (&self->demo);
#endif
  G_OBJECT_CLASS (hkk_application_parent_class)->dispose (object);
}

static void
hkk_application_finalize (GObject *object)
{
  HkkApplication *self = HKK_APPLICATION (object);

  g_free (self->portal_url);
  g_free (self->demo_state);
  g_clear_error (&self->start_error);
  G_OBJECT_CLASS (hkk_application_parent_class)->finalize (object);
}

static void
hkk_application_class_init (HkkApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = hkk_application_dispose;
  object_class->finalize = hkk_application_finalize;
  application_class->startup = hkk_application_startup;
  application_class->activate = hkk_application_activate;
  application_class->shutdown = hkk_application_shutdown;
  application_class->handle_local_options = hkk_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = hkk_application_window_removed;
}

static void
hkk_application_init (HkkApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Show a page, for example “requests”"), N_("NAME") },
    { "portal", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Address of the portal, or “demo:”"), N_("URL") },
#if HKK_DEMO
    { "demo-state", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Folder of the demo backend"), N_("DIR") },
#endif
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  self->settings = hkk_settings_new ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::local-copy", G_CALLBACK (on_local_copy), self,
                             G_CONNECT_SWAPPED);
  self->drafts = g_signal_group_new (HKK_TYPE_DRAFTS);
  g_signal_group_connect_swapped (self->drafts, "notify::n-unsaved", G_CALLBACK (on_unsaved), self);
  g_signal_connect (self, "query-end", G_CALLBACK (on_query_end), NULL);
}

/**
 * hkk_application_new:
 *
 * Returns: (transfer full): the program; there is one per session
 */
HkkApplication *
hkk_application_new (void)
{
  return g_object_new (HKK_TYPE_APPLICATION,
                       "application-id", HKK_APP_ID,
                       "flags", G_APPLICATION_DEFAULT_FLAGS,
                       "register-session", TRUE,
                       NULL);
}
