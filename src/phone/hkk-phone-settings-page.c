/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-settings-page.h"

#include <glib/gi18n.h>

#include "hkk-language.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-others.h"
#include "hkk-settings.h"

struct _HkkPhoneSettingsPage
{
  HkkPhonePage    page;

  AdwSwitchRow   *biometrics;
  AdwEntryRow    *name;
  GtkLabel       *error;
  AdwActionRow   *person;
  HkkPhoneOthers *others;
  AdwComboRow    *language;

  gboolean        listing; /* the languages are being put in: nobody chooses one */
};

G_DEFINE_FINAL_TYPE (HkkPhoneSettingsPage, hkk_phone_settings_page, HKK_TYPE_PHONE_PAGE)

static void
show_device (HkkPhoneSettingsPage *self)
{
  const char *name = hkk_device_client_get_device_name (self->page.client);
  const char *person = hkk_device_client_get_person_name (self->page.client);

  adw_switch_row_set_active (self->biometrics, hkk_device_client_get_has_biometrics (self->page.client));
  /* Not while the person types: the button to take it over would go. */
  if (!gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->name)))))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name != NULL ? name : "");
  adw_action_row_set_subtitle (self->person, person != NULL ? person : "");
}

static void
finish (HkkPhoneSettingsPage *self,
        GtkEditable          *field,
        const GError         *error,
        const char           *done)
{
  const char *name;

  gtk_widget_set_sensitive (GTK_WIDGET (self->biometrics), TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.say", "s", done);
  else
    hkk_phone_fields_refuse (self->error, field, hkk_phone_fields_reason (error, &name));
  show_device (self);
}

/* --- Name --- */

static void
on_renamed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneSettingsPage) self = data;
  g_autoptr(GError) error = NULL;

  hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error);
  finish (self, GTK_EDITABLE (self->name), error, _("The device has its new name."));
}

static void
on_name_applied (HkkPhoneSettingsPage *self)
{
  GtkEditable *fields[] = { GTK_EDITABLE (self->name), NULL };

  hkk_phone_fields_clear (self->error, fields);
  hkk_device_client_rename_async (self->page.client, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                                  self->page.cancellable, on_renamed, g_object_ref (self));
}

/* --- Fingerprint and Face-ID: off at once, on with the PIN --- */

static void
on_switched_off (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkPhoneSettingsPage) self = data;
  g_autoptr(GError) error = NULL;

  hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error);
  finish (self, NULL, error, _("Fingerprint and Face-ID are off."));
}

static void
on_biometrics (HkkPhoneSettingsPage *self)
{
  gboolean active = adw_switch_row_get_active (self->biometrics);

  if (active == hkk_device_client_get_has_biometrics (self->page.client))
    return;
  hkk_phone_fields_clear (self->error, NULL);
  if (active)
    {
      show_device (self); /* it is on when the PIN was right */
      gtk_widget_activate_action (GTK_WIDGET (self), "phone.show", "s", "biometrics");
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->biometrics), FALSE);
  hkk_device_client_set_biometrics_async (self->page.client, NULL, self->page.cancellable, on_switched_off,
                                          g_object_ref (self));
}

/* --- Language --- */

static void
on_language (HkkPhoneSettingsPage *self)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();
  const char *code = hkk_language_get_codes ()[adw_combo_row_get_selected (self->language)];

  if (!self->listing && settings != NULL)
    g_settings_set_string (settings, "language", code);
}

static void
list_languages (HkkPhoneSettingsPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GSettings) settings = hkk_settings_new ();
  g_autofree char *chosen = settings != NULL ? g_settings_get_string (settings, "language") : g_strdup ("");
  const char * const *codes = hkk_language_get_codes ();
  guint selected = 0;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      gtk_string_list_append (names, hkk_language_get_name (codes[i]));
      if (g_str_equal (codes[i], chosen))
        selected = i;
    }
  self->listing = TRUE;
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, selected);
  self->listing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->language), settings != NULL);
}

static void
hkk_phone_settings_page_class_init (HkkPhoneSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_PHONE_OTHERS);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, biometrics);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, name);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, person);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, others);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSettingsPage, language);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_biometrics);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
}

static void
hkk_phone_settings_page_init (HkkPhoneSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  list_languages (self);
}

static void
on_refreshed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* What was known stays; the window says when the portal does not answer. */
  if (!hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error))
    g_debug ("device: %s", error->message);
}

HkkPhoneSettingsPage *
hkk_phone_settings_page_new (HkkDeviceClient *client)
{
  HkkPhoneSettingsPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_SETTINGS_PAGE, client, NULL);

  g_signal_connect_object (client, "notify::device-name", G_CALLBACK (show_device), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::has-biometrics", G_CALLBACK (show_device), self, G_CONNECT_SWAPPED);
  show_device (self);
  hkk_phone_others_set_page (self->others, &self->page);
  hkk_device_client_refresh_async (client, self->page.cancellable, on_refreshed, NULL);
  return self;
}
