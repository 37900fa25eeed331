/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-help-page.h"

#include <glib/gi18n.h>

struct _HkkPhoneHelpPage
{
  HkkPhonePage         page;

  AdwPreferencesGroup *questions;
};

G_DEFINE_FINAL_TYPE (HkkPhoneHelpPage, hkk_phone_help_page, HKK_TYPE_PHONE_PAGE)

static const struct { const char *question, *answer; } entries[] = {
  { N_("How do I approve something?"),
    N_("Hand it in on your computer: it appears here by itself. Read what will happen, choose “Approve”, type the "
       "number that your computer shows, then use fingerprint, Face-ID or your approval PIN.") },
  { N_("No prompt has appeared"),
    N_("Open the side menu, then “2FA approval” and “Fetch”: whatever waits for you comes then.") },
  { N_("Something that I did not ask for"),
    N_("Choose “That wasn’t me”. Nothing is done, and the session that asked ends. Then change your password.") },
  { N_("I forgot my password or my approval PIN"),
    N_("Choose “Forgotten password/approval PIN” in the settings or where you sign in. You are identified again, then "
       "you choose new ones.") },
  { N_("My PIN was wrong five times"),
    N_("Then this device is locked. Unlock it with another device on the page “Security” of your computer, or here "
       "with a letter.") },
  { N_("I have another device already"),
    N_("Confirm the new one there: it shows a number, which you type on the other device. Without that it can approve "
       "after an hour if you register it with a letter; with the health card it cannot. If you have neither the other "
       "one nor a letter, lock the other one on your computer, on the page “Security”, and order a letter there.") },
  { N_("My device is lost"),
    N_("Lock it on your computer, on the page “Security”, or with another of your devices, in its settings: from then "
       "on it can approve nothing. In both places you can also remove it.") },
};

static GtkWidget *
create_row (gsize i)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *answer = g_object_new (GTK_TYPE_LABEL, "label", _(entries[i].answer), "wrap", TRUE,
                                    "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0f, "selectable", TRUE,
                                    "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(entries[i].question));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), answer);
  return row;
}

static void
hkk_phone_help_page_class_init (HkkPhoneHelpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-help-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHelpPage, questions);
}

static void
hkk_phone_help_page_init (HkkPhoneHelpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    adw_preferences_group_add (self->questions, create_row (i));
}

HkkPhoneHelpPage *
hkk_phone_help_page_new (void)
{
  return hkk_phone_page_new (HKK_TYPE_PHONE_HELP_PAGE, NULL, NULL);
}
