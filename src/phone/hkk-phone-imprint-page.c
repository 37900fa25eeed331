/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-imprint-page.h"

#include "config.h"

struct _HkkPhoneImprintPage
{
  HkkPhonePage  page;

  AdwActionRow *version;
};

G_DEFINE_FINAL_TYPE (HkkPhoneImprintPage, hkk_phone_imprint_page, HKK_TYPE_PHONE_PAGE)

static void
hkk_phone_imprint_page_class_init (HkkPhoneImprintPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-imprint-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneImprintPage, version);
}

static void
hkk_phone_imprint_page_init (HkkPhoneImprintPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_action_row_set_subtitle (self->version, HKK_VERSION);
}

HkkPhoneImprintPage *
hkk_phone_imprint_page_new (void)
{
  return hkk_phone_page_new (HKK_TYPE_PHONE_IMPRINT_PAGE, NULL, NULL);
}
