/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-application.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "config.h"
#include "hkk-closing.h"
#include "hkk-hyphens.h"
#include "hkk-marking.h"
#include "hkk-phone-profile.h"
#include "hkk-phone-window.h"
#include "hkk-room.h"
#include "hkk-structure.h"

struct _HkkPhoneApplication
{
  AdwApplication          parent_instance;

  char                   *state_dir;      /* Owned: of the demo */
  char                   *profile;        /* Owned (nullable): which of several phones it is */
  char                   *person;         /* Owned (nullable): the name of who opens it */
  HkkPhoneHost           *host;           /* Owned */
  HkkDeviceClient        *client;         /* Owned */
  HkkPhoneIdentification *identification; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkPhoneApplication, hkk_phone_application, ADW_TYPE_APPLICATION)

static char *
phone_file (HkkPhoneApplication *self,
            const char          *name)
{
  g_autofree char *folder = hkk_phone_profile_dup_folder (self->profile);

  return g_build_filename (self->state_dir, folder, name, NULL);
}

/* Who is somebody else does not want the first person's phone, and the first person has one. */
static gboolean
is_for_first_person (HkkPhoneApplication *self)
{
  guint n_persons = 0;
  const HkkPhonePerson *persons = hkk_phone_host_get_persons (self->host, &n_persons);

  return self->profile == NULL && n_persons > 0 &&
         (self->person == NULL || g_str_equal (self->person, persons[0].name));
}

/* Only once: somebody who unbinds the device does not want it to bind itself again. */
static gboolean
is_first_start (HkkPhoneApplication *self)
{
  g_autofree char *path = phone_file (self, "started-before");
  g_autoptr(GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  if (!g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_info ("The simulator cannot remember that it was started: %s", error->message);
  return TRUE;
}

static gboolean
prepare (HkkPhoneApplication  *self,
         GError              **error)
{
  g_autofree char *data_dir = phone_file (self, "");
  g_autofree char *device_name = hkk_phone_profile_dup_device_name (self->profile);
  HkkPortalConfig config = {
    .base_url = "https://127.0.0.1:1",
    .data_dir = data_dir,
    .program = "meine-hkk-phone",
    .version = HKK_VERSION,
    .device_name = device_name,
    .device_platform = hkk_phone_profile_is_tablet (self->profile) ? "tablet" : "android",
    .use_keyring = TRUE,
  };

  if (g_mkdir_with_parents (data_dir, 0700) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   /* TRANSLATORS: %s is a folder. */
                   _("The folder “%s” cannot be made."), data_dir);
      return FALSE;
    }
  self->client = hkk_device_client_new (&config, error);
  if (self->client == NULL)
    return FALSE;
  self->host = hkk_phone_host_new (self->state_dir);
  self->identification = hkk_phone_identification_new (self->client, data_dir);
  return TRUE;
}

static void
hkk_phone_application_activate (GApplication *application)
{
  HkkPhoneApplication *self = HKK_PHONE_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr(GError) error = NULL;

  if (window == NULL)
    {
      if (self->client == NULL && !prepare (self, &error))
        {
          g_printerr ("meine-hkk-phone: %s\n", error->message);
          return;
        }
      window = GTK_WINDOW (hkk_phone_window_new (ADW_APPLICATION (self), self->client, self->host,
                                                 self->identification, self->profile,
                                                 is_for_first_person (self) && is_first_start (self)));
    }
  if (self->person != NULL)
    hkk_phone_window_open_for (HKK_PHONE_WINDOW (window), self->person);
  gtk_window_present (window);
}

static int
hkk_phone_application_command_line (GApplication            *application,
                                    GApplicationCommandLine *command_line)
{
  HkkPhoneApplication *self = HKK_PHONE_APPLICATION (application);

  g_clear_pointer (&self->person, g_free);
  g_variant_dict_lookup (g_application_command_line_get_options_dict (command_line), "person", "s", &self->person);
  g_application_activate (application);
  return 0;
}

static int
hkk_phone_application_handle_local_options (GApplication *application,
                                            GVariantDict *options)
{
  HkkPhoneApplication *self = HKK_PHONE_APPLICATION (application);
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("meine-hkk-phone " HKK_VERSION "\n");
      return 0;
    }
  if (g_variant_dict_contains (options, "portal"))
    {
      g_printerr ("%s\n",
                  _("The simulator works with the demo only. For a real portal use the Service-App on your phone."));
      return 1;
    }
  g_clear_pointer (&self->profile, g_free);
  if (g_variant_dict_lookup (options, "profile", "s", &self->profile) &&
      !hkk_phone_profile_check (self->profile, &error))
    {
      g_printerr ("meine-hkk-phone: %s\n", error->message);
      return 1;
    }
  id = hkk_phone_profile_dup_id (self->profile);
  g_application_set_application_id (application, id);
  if (!g_variant_dict_lookup (options, "demo-state", "^ay", &self->state_dir))
    self->state_dir = g_build_filename (g_get_user_data_dir (), "meine-hkk", "demo", NULL);
  return -1;
}

/* A notification was clicked. */
static void
on_identification (HkkPhoneApplication *self)
{
  GtkWindow *window;

  g_application_activate (G_APPLICATION (self));
  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (window != NULL)
    hkk_phone_window_show_identification (HKK_PHONE_WINDOW (window));
}

static void
on_quit (HkkPhoneApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_destroy (window);
}

static void
hkk_phone_application_startup (GApplication *application)
{
  static const char *quit_keys[] = { "<Control>q", "<Control>w", NULL };
  static const char *menu_keys[] = { "F10", NULL };
  static const char *help_keys[] = { "F1", NULL };
  g_autoptr(GSimpleAction) identification = g_simple_action_new ("identification", NULL);
  g_autoptr(GSimpleAction) quit = g_simple_action_new ("quit", NULL);
  g_autoptr(GtkCssProvider) css = gtk_css_provider_new ();

  G_APPLICATION_CLASS (hkk_phone_application_parent_class)->startup (application);
  hkk_structure_begin ();
  hkk_marking_begin ();
  hkk_closing_begin ();
  hkk_room_begin ();
  hkk_hyphens_begin ();
  g_signal_connect_object (quit, "activate", G_CALLBACK (on_quit), application, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (quit));
  g_signal_connect_object (identification, "activate", G_CALLBACK (on_identification), application, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (identification));
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit", quit_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "phone.menu", menu_keys);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "phone.help", help_keys);
  gtk_css_provider_load_from_resource (css, "/de/hkk/MeineHkk/phone/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_window_set_default_icon_name (HKK_PHONE_ID);
}

static void
hkk_phone_application_dispose (GObject *object)
{
  HkkPhoneApplication *self = HKK_PHONE_APPLICATION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->host);
  g_clear_object (&self->identification);
  g_clear_pointer (&self->state_dir, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->person, g_free);
  G_OBJECT_CLASS (hkk_phone_application_parent_class)->dispose (object);
}

static void
hkk_phone_application_class_init (HkkPhoneApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_application_dispose;
  application_class->activate = hkk_phone_application_activate;
  application_class->command_line = hkk_phone_application_command_line;
  application_class->startup = hkk_phone_application_startup;
  application_class->handle_local_options = hkk_phone_application_handle_local_options;
}

static void
hkk_phone_application_init (HkkPhoneApplication *self)
{
  const GOptionEntry options[] = {
    { "demo-state", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Folder of the demo backend"), N_("DIR") },
    { "language", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Speak this language, for example “de”"), N_("CODE") },
    { "person", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Name of the demo’s person who opens it; empty: somebody new"),
      N_("NAME") },
    /* TRANSLATORS: in the answer to --help; “tablet” stays */
    { "profile", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Another phone beside the first; “tablet” is a tablet"),
      N_("NAME") },
    { "portal", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, NULL, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

HkkPhoneApplication *
hkk_phone_application_new (void)
{
  return g_object_new (HKK_TYPE_PHONE_APPLICATION, "application-id", HKK_PHONE_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/de/hkk/MeineHkk/phone", NULL);
}
