/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-profile-page.h"

#include <glib/gi18n.h>

#include "hkk-device.h"
#include "hkk-email-group.h"
#include "hkk-form-page.h"
#include "hkk-format.h"
#include "hkk-json.h"
#include "hkk-password-dialog.h"
#include "hkk-profile-group.h"
#include "hkk-row.h"
#include "hkk-settings.h"
#include "hkk-shell.h"
#include "languages.h"

struct _HkkProfilePage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  GtkBox              *sections_box;
  AdwPreferencesGroup *devices_group;
  GtkListBox          *devices_list;
  AdwPreferencesGroup *sessions_group;
  GtkListBox          *sessions_list;
  AdwComboRow         *language_row;

  GSettings           *settings;      /* Owned (nullable) without an installed schema */
  GListModel          *sections;      /* Owned (nullable) until they are loaded */
  char                *wanted;        /* Owned (nullable): section to change when it is there */
};

G_DEFINE_FINAL_TYPE (HkkProfilePage, hkk_profile_page, HKK_TYPE_PAGE)

/* The languages that the program speaks, each in its own words: English and what po/LINGUAS lists. */
static const char *languages[][2] = {
  { "", N_("Language of the desktop") },
  { "en", "English" },
  HKK_LANGUAGES
};

/* --- Sections --- */

static void
change (HkkProfilePage    *self,
        HkkProfileSection *section)
{
  g_autoptr(JsonNode) values = hkk_profile_section_dup_values (section);

  hkk_shell_push (hkk_page_get_shell (HKK_PAGE (self)),
                  ADW_NAVIGATION_PAGE (hkk_form_page_new_for_section (hkk_profile_section_get_form (section),
                                                                      hkk_profile_section_get_id (section),
                                                                      hkk_profile_section_get_etag (section),
                                                                      hkk_json_node_object (values))));
}

static void
change_wanted (HkkProfilePage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);

  for (guint i = 0; wanted != NULL && i < g_list_model_get_n_items (self->sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (self->sections, i);

      if (g_strcmp0 (hkk_profile_section_get_id (section), wanted) == 0 &&
          hkk_profile_section_get_form (section) != NULL)
        {
          change (self, section);
          return;
        }
    }
}

/* The form of a section, as its "Change" does it. */
static void
hkk_profile_page_open (HkkPage    *page,
                       const char *id)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (page);

  g_set_str (&self->wanted, id);
  if (self->sections != NULL)
    change_wanted (self);
}

static void
on_change (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  hkk_page_open (HKK_PAGE (widget), g_variant_get_string (parameter, NULL));
}

/* An address that is new is confirmed with the code that went to it. */
static void
add_email (HkkProfilePage    *self,
           HkkProfileSection *section)
{
  g_autoptr(JsonNode) node = hkk_profile_section_dup_values (section);
  JsonObject *values = hkk_json_node_object (node);
  const char *email = hkk_json_get_string (values, "email");

  if (email != NULL && *email != '\0' &&
      hkk_portal_offers (hkk_page_get_portal (HKK_PAGE (self)), "confirm_email") &&
      !hkk_json_get_bool (values, "email_confirmed", TRUE))
    gtk_box_append (self->sections_box, hkk_email_group_new (hkk_page_get_shell (HKK_PAGE (self)), email));
}

static void
fill (HkkProfilePage *self,
      GListModel     *sections)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections_box))) != NULL)
    gtk_box_remove (self->sections_box, child);
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkProfileSection) section = g_list_model_get_item (sections, i);

      gtk_box_append (self->sections_box, hkk_profile_group_new (section));
      add_email (self, section);
    }
}

static void
on_profile (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sections = hkk_profile_load_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), sections, error))
    return;
  /* The same answer again leaves the rows alone: nothing jumps and the focus stays. */
  if (!hkk_thing_lists_equal (sections, self->sections))
    fill (self, sections);
  g_set_object (&self->sections, sections);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
  change_wanted (self);
}

/* --- Devices and sessions --- */

static GtkWidget *
make_row (const char *icon_name,
          const char *title,
          const char *subtitle)
{
  GtkWidget *row = hkk_row_new (title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  return row;
}

static GtkWidget *
make_device_row (HkkDevice *device)
{
  g_autoptr(GDateTime) seen = hkk_thing_get_time (HKK_THING (device), "last-seen-at");
  g_autoptr(GDateTime) bound = hkk_thing_get_time (HKK_THING (device), "bound-at");
  g_autofree char *moment = hkk_format_moment (seen != NULL ? seen : bound);
  g_autofree char *subtitle = NULL;

  if (hkk_device_get_locked (device))
    subtitle = g_strdup (_("Locked. Unlock it in the Service-App of another device, or bind it anew."));
  else if (seen != NULL)
    /* TRANSLATORS: %s: a moment ("today, 14:02") */
    subtitle = g_strdup_printf (_("Last used %s"), moment);
  else
    /* TRANSLATORS: %s: a moment ("today, 14:02") */
    subtitle = g_strdup_printf (_("Registered %s"), moment);
  return make_row (hkk_device_get_locked (device) ? "channel-secure-symbolic" : "phone-symbolic",
                   hkk_device_get_name (device), subtitle);
}

static void
on_devices (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) devices = hkk_devices_load_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), devices, error))
    return;
  gtk_list_box_remove_all (self->devices_list);
  for (guint i = 0; i < g_list_model_get_n_items (devices); i++)
    {
      g_autoptr(HkkDevice) device = g_list_model_get_item (devices, i);

      gtk_list_box_append (self->devices_list, make_device_row (device));
    }
  if (g_list_model_get_n_items (devices) == 0)
    gtk_list_box_append (self->devices_list, make_row ("phone-symbolic", _("No device is registered"),
                                                       _("Open the Service-App, sign in there and scan the QR code of "
                                                         "your letter, or use your health card.")));
  gtk_widget_set_visible (GTK_WIDGET (self->devices_group), TRUE);
}

static void
on_session_ended (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error))
    hkk_page_show_error (HKK_PAGE (self), error);
  if (hkk_page_get_shell (HKK_PAGE (self)) == NULL)
    return;
  hkk_page_reload (HKK_PAGE (self));
}

/* One at a time: the rows come anew when it is over. */
static void
on_end_session (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkPage *page = HKK_PAGE (widget);

  gtk_widget_action_set_enabled (widget, name, FALSE);
  hkk_sessions_end_async (hkk_page_get_portal (page), g_variant_get_string (parameter, NULL),
                          hkk_page_get_cancellable (page), on_session_ended, g_object_ref (page));
}

static GtkWidget *
make_session_row (gpointer item,
                  gpointer data)
{
  HkkThing *session = item;
  gboolean current = hkk_thing_get_boolean (session, "current");
  g_autoptr(GDateTime) used = hkk_thing_get_time (session, "last-used-at");
  g_autofree char *moment = hkk_format_moment (used);
  const char *title = hkk_thing_get_string (session, "device-name");
  gboolean phone = g_strcmp0 (hkk_thing_get_string (session, "client"), "phone") == 0;
  /* TRANSLATORS: %s: a moment ("today, 14:02") */
  g_autofree char *subtitle = current ? g_strdup (_("This session")) : g_strdup_printf (_("Last used %s"), moment);
  GtkWidget *row = NULL;

  if (title == NULL)
    title = phone ? _("Service-App") : _("Computer");
  row = make_row (phone ? "phone-symbolic" : "computer-symbolic", title, subtitle);
  if (!current)
    {
      GtkWidget *button = gtk_button_new_with_label (_("End"));
      g_autofree char *isolated = hkk_format_isolate (title);
      /* TRANSLATORS: a button's name for screen readers; %s: name of a computer or phone */
      g_autofree char *name = g_strdup_printf (_("End the session on %s"), isolated);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", hkk_thing_get_id (session));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "profile.end-session");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
on_sessions (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkProfilePage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) sessions = hkk_sessions_load_finish (HKK_PORTAL (source), result, &error);

  if (hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "profile.end-session", TRUE);
  if (!hkk_page_take (HKK_PAGE (self), sessions, error))
    return;
  hkk_row_fill_list (self->sessions_list, GTK_WIDGET (self->sessions_group), sessions, make_session_row);
}

static void
on_password (HkkProfilePage *self)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  if (shell != NULL)
    adw_dialog_present (ADW_DIALOG (hkk_password_dialog_new (shell)), GTK_WIDGET (self));
}

/* --- This program --- */

static void
on_language_changed (HkkProfilePage *self)
{
  guint selected = adw_combo_row_get_selected (self->language_row);
  g_autofree char *before = self->settings != NULL ? g_settings_get_string (self->settings, "language") : NULL;

  if (self->settings == NULL || selected >= G_N_ELEMENTS (languages) || g_str_equal (before, languages[selected][0]))
    return;
  g_settings_set_string (self->settings, "language", languages[selected][0]);
  if (hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    hkk_shell_say (hkk_page_get_shell (HKK_PAGE (self)), _("The language changes at the next start."));
}

static void
init_settings (HkkProfilePage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    gtk_string_list_append (names, i == 0 ? _(languages[i][1]) : languages[i][1]);
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  self->settings = hkk_settings_new ();
  gtk_widget_set_sensitive (GTK_WIDGET (self->language_row), self->settings != NULL);
  if (self->settings == NULL)
    return;
  chosen = g_settings_get_string (self->settings, "language");
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (chosen, languages[i][0]))
      adw_combo_row_set_selected (self->language_row, i);
}

/* --- Page --- */

static void
hkk_profile_page_reload (HkkPage *page)
{
  HkkPortal *portal = hkk_page_get_portal (page);
  GCancellable *cancellable = hkk_page_get_cancellable (page);

  hkk_profile_load_async (portal, cancellable, on_profile, g_object_ref (page));
  hkk_devices_load_async (portal, cancellable, on_devices, g_object_ref (page));
  hkk_sessions_load_async (portal, cancellable, on_sessions, g_object_ref (page));
}

static void
hkk_profile_page_event (HkkPage    *page,
                        const char *type,
                        const char *id,
                        const char *status)
{
  if (type == NULL || g_str_equal (type, "profile") || g_str_equal (type, "device") || g_str_equal (type, "session"))
    hkk_page_reload (page);
}

static void
hkk_profile_page_dispose (GObject *object)
{
  g_clear_object (&HKK_PROFILE_PAGE (object)->settings);
  G_OBJECT_CLASS (hkk_profile_page_parent_class)->dispose (object);
}

static void
hkk_profile_page_finalize (GObject *object)
{
  HkkProfilePage *self = HKK_PROFILE_PAGE (object);

  g_clear_object (&self->sections);
  g_free (self->wanted);
  G_OBJECT_CLASS (hkk_profile_page_parent_class)->finalize (object);
}

static void
hkk_profile_page_class_init (HkkProfilePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_profile_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_profile_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_profile_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_profile_page_event;
  HKK_PAGE_CLASS (klass)->open = hkk_profile_page_open;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-profile-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, sections_box);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, devices_group);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, devices_list);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, sessions_group);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, sessions_list);
  gtk_widget_class_bind_template_child (widget_class, HkkProfilePage, language_row);
  gtk_widget_class_bind_template_callback (widget_class, on_password);
  gtk_widget_class_bind_template_callback (widget_class, on_language_changed);
  gtk_widget_class_install_action (widget_class, "profile.change", "s", on_change);
  gtk_widget_class_install_action (widget_class, "profile.end-session", "s", on_end_session);
}

static void
hkk_profile_page_init (HkkProfilePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
  init_settings (self);
}
