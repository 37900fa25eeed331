/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-device-page.h"

#include <glib/gi18n.h>

struct _HkkPhoneDevicePage
{
  HkkPhonePage  page;

  AdwActionRow *device;
  AdwActionRow *person;
  AdwActionRow *biometrics;
};

G_DEFINE_FINAL_TYPE (HkkPhoneDevicePage, hkk_phone_device_page, HKK_TYPE_PHONE_PAGE)

static void
hkk_phone_device_page_class_init (HkkPhoneDevicePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-device-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneDevicePage, device);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneDevicePage, person);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneDevicePage, biometrics);
}

static void
hkk_phone_device_page_init (HkkPhoneDevicePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneDevicePage *
hkk_phone_device_page_new (HkkDeviceClient *client)
{
  HkkPhoneDevicePage *self = hkk_phone_page_new (HKK_TYPE_PHONE_DEVICE_PAGE, client, NULL);
  const char *device = hkk_device_client_get_device_name (client);
  const char *person = hkk_device_client_get_person_name (client);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->device), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->person), FALSE);
  adw_action_row_set_subtitle (self->device, device != NULL ? device : "");
  adw_action_row_set_subtitle (self->person, person != NULL ? person : "");
  adw_action_row_set_subtitle (self->biometrics, hkk_device_client_get_has_biometrics (client)
                               /* TRANSLATORS: state of “Fingerprint and Face-ID”. */
                               ? C_("fingerprint and Face-ID", "On (simulated)")
                               : C_("fingerprint and Face-ID", "Off"));
  return self;
}
