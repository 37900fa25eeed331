/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-application-private.h"

#include <glib/gi18n.h>

#include "hkk-clipboard.h"
#include "hkk-closing.h"
#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-form-names.h"
#include "hkk-preferences-dialog.h"
#include "hkk-hyphens.h"
#include "hkk-marking.h"
#include "hkk-room.h"
#include "hkk-settings.h"
#include "hkk-shortcuts.h"
#include "hkk-structure.h"

#define DEMO_URL "demo:"
/* So long, in milliseconds, a process stays that was started to answer a search and shows no window. */
#define IDLE 10000

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
  gboolean keeps = self->settings == NULL || g_settings_get_boolean (self->settings, "local-copy");

  if (!keeps)
    hkk_form_names_forget ();
  if (self->portal != NULL && self->settings != NULL)
    hkk_portal_set_keeps_copy (self->portal, keeps);
}

static void
take_portal (HkkApplication *self,
             HkkPortal      *portal)
{
  self->portal = portal;
  on_local_copy (self);
  g_signal_connect_object (portal, "notify::drafts", G_CALLBACK (on_drafts), self, G_CONNECT_SWAPPED);
  self->notifier = hkk_notifier_new (G_APPLICATION (self), portal, self->settings);
  hkk_search_provider_set_portal (self->search, portal);
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
open_phone (HkkApplication *self,
            const char     *profile,
            const char     *person)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_demo_host_open_phone (self->demo, profile, person, &error))
    hkk_shell_say (HKK_SHELL (self->window),
                   g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)
                     ? _("The phone simulator is not installed.")
                     : _("The phone simulator could not be started. Try again in a moment."));
}

static void
on_open_phone (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  HkkApplication *self = data;
  const char *profile = g_str_equal (g_action_get_name (G_ACTION (action)), "open-tablet") ? "tablet" : NULL;

  open_phone (self, profile, self->portal != NULL ? hkk_portal_get_person_name (self->portal) : NULL);
}

/* For somebody whom the demo's persons do not have: it does not register itself for the first of them. */
static void
on_open_new_phone (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  open_phone (data, NULL, "");
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
  hkk_window_sign_out_now (self->window);
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

  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "reset",
                                  /* TRANSLATORS: Button: the demo begins with its invented data anew */
                                  _("_Reset"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "reset", ADW_RESPONSE_DESTRUCTIVE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_reset_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
}

static const GActionEntry demo_actions[] = {
  { .name = "open-phone", .activate = on_open_phone },
  { .name = "open-tablet", .activate = on_open_phone },
  { .name = "open-new-phone", .activate = on_open_new_phone },
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

void
hkk_application_start_backend (HkkApplication *self)
{
  g_autofree char *url = dup_portal_url (self);

  hkk_search_provider_set_portal_url (self->search, url);
#if HKK_DEMO
  if (g_str_equal (url, DEMO_URL))
    {
      start_demo (self);
      return;
    }
#endif
  make_portal (self, url, NULL, FALSE);
}

/* --- Life --- */

static void
on_search_text (HkkApplication *self,
                const char     *text)
{
  hkk_application_show (self, "win.find-text", g_variant_new_string (text));
}

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
      hkk_search_provider_set_portal (self->search, NULL);
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

  gtk_css_provider_load_from_resource (provider, HKK_RESOURCES "/high-contrast.css");
  g_signal_connect_data (manager, "notify::high-contrast", G_CALLBACK (on_high_contrast), provider,
                         (GClosureNotify) g_object_unref, 0);
  on_high_contrast (manager, NULL, provider);
}

/* Who searches from the desktop's shell needs neither it nor a window. */
static void
start_backend_once (HkkApplication *self)
{
  if (!self->backend_started)
    hkk_application_start_backend (self);
  self->backend_started = TRUE;
}

static void
hkk_application_startup (GApplication *application)
{
  HkkApplication *self = HKK_APPLICATION (application);

  g_application_set_resource_base_path (application, HKK_RESOURCES);
  /* Its workers have the time that the toolkit takes. */
  if (!(g_application_get_flags (application) & G_APPLICATION_IS_SERVICE))
    start_backend_once (self);
  G_APPLICATION_CLASS (hkk_application_parent_class)->startup (application);
  hkk_structure_begin ();
  hkk_marking_begin ();
  hkk_closing_begin ();
  hkk_room_begin ();
  hkk_hyphens_begin ();
  hkk_file_action_sweep ();
  gtk_window_set_default_icon_name (HKK_APP_ID);
  follow_high_contrast (self);
  if (self->settings != NULL)
    hkk_preferences_bind_appearance (self->settings, adw_application_get_style_manager (ADW_APPLICATION (self)));
  hkk_application_install_actions (self);
  hkk_shortcuts_install (GTK_APPLICATION (self));
  g_signal_connect (self, "notify::screensaver-active", G_CALLBACK (on_screensaver), NULL);
  g_application_set_inactivity_timeout (application, IDLE);
}

static void
open_window (HkkApplication *self)
{
  g_application_set_inactivity_timeout (G_APPLICATION (self), 0);
  start_backend_once (self);
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

static void
hkk_application_activate (GApplication *application)
{
  HkkApplication *self = HKK_APPLICATION (application);

  if (self->closing)
    return;
  if (self->window == NULL)
    open_window (self);
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

static gboolean
hkk_application_dbus_register (GApplication     *application,
                               GDBusConnection  *connection,
                               const char       *object_path,
                               GError          **error)
{
  g_autofree char *path = g_strconcat (object_path, "/SearchProvider", NULL);

  return G_APPLICATION_CLASS (hkk_application_parent_class)->dbus_register (application, connection, object_path,
                                                                            error) &&
         hkk_search_provider_export (HKK_APPLICATION (application)->search, connection, path, error);
}

static void
hkk_application_dbus_unregister (GApplication    *application,
                                 GDBusConnection *connection,
                                 const char      *object_path)
{
  HkkApplication *self = HKK_APPLICATION (application);

  if (self->search != NULL)
    hkk_search_provider_unexport (self->search);
  G_APPLICATION_CLASS (hkk_application_parent_class)->dbus_unregister (application, connection, object_path);
}

static void
hkk_application_shutdown (GApplication *application)
{
  hkk_file_action_sweep ();
  /* Nobody is there to do it later, and the desktop would keep what was copied. */
  hkk_clipboard_clear ();
  G_APPLICATION_CLASS (hkk_application_parent_class)->shutdown (application);
}

static void
hkk_application_dispose (GObject *object)
{
  HkkApplication *self = HKK_APPLICATION (object);

  g_clear_object (&self->drafts);
  g_clear_object (&self->settings);
  g_clear_object (&self->notifier);
  g_clear_object (&self->search);
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
  application_class->dbus_register = hkk_application_dbus_register;
  application_class->dbus_unregister = hkk_application_dbus_unregister;
  application_class->handle_local_options = hkk_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = hkk_application_window_removed;
}

static void
hkk_application_init (HkkApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Show a page, for example “requests”"),
      /* TRANSLATORS: On the command line, what the option wants: a name */
      N_("NAME") },
    { "language", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Speak this language, for example “de”"),
      /* TRANSLATORS: On the command line, what the option wants: a language as gettext calls it, “pt_BR” */
      N_("CODE") },
    { "portal", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Address of the portal, or “demo:”"),
      /* TRANSLATORS: On the command line, what the option wants: an address */
      N_("URL") },
#if HKK_DEMO
    { "demo-state", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Folder of the demo backend"),
      /* TRANSLATORS: On the command line, what the option wants: a folder */
      N_("DIR") },
#endif
    { NULL },
  };
  g_autofree char *url = NULL;

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  self->settings = hkk_settings_new ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::local-copy", G_CALLBACK (on_local_copy), self,
                             G_CONNECT_SWAPPED);
  url = dup_portal_url (self);
  self->search = hkk_search_provider_new (G_APPLICATION (self));
  hkk_search_provider_set_portal_url (self->search, url);
  g_signal_connect_object (self->search, "open", G_CALLBACK (hkk_application_show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "find", G_CALLBACK (on_search_text), self, G_CONNECT_SWAPPED);
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
