/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-signin-page.h"

#include <glib/gi18n.h>

#include "hkk-rules.h"

struct _HkkPhoneSigninPage
{
  AdwNavigationPage    parent_instance;

  AdwEntryRow         *username;
  AdwPasswordEntryRow *password;
  GtkLabel            *error;
  GtkWidget           *sign_in;
  AdwPreferencesGroup *persons;

  HkkDeviceClient     *client;      /* Owned */
  GCancellable        *cancellable; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkPhoneSigninPage, hkk_phone_signin_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_error (HkkPhoneSigninPage *self,
            const char         *message)
{
  gtk_label_set_label (self->error, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error), message != NULL);
  if (message)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkPhoneSigninPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hkk_device_client_sign_in_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->sign_in, TRUE);
  if (!done)
    show_error (self, error->message);
}

static void
on_sign_in_clicked (HkkPhoneSigninPage *self)
{
  const char *username = gtk_editable_get_text (GTK_EDITABLE (self->username));
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password));
  g_autoptr(GError) error = NULL;

  if (!hkk_kvnr_check (username, &error))
    {
      show_error (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->username));
      return;
    }
  if (*password == '\0')
    {
      show_error (self, _("Type your password."));
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      return;
    }
  show_error (self, NULL);
  gtk_widget_set_sensitive (self->sign_in, FALSE);
  hkk_device_client_sign_in_async (self->client, username, password, self->cancellable, on_signed_in, g_object_ref (self));
}

static void
on_person_activated (HkkPhoneSigninPage *self,
                     GtkWidget          *row)
{
  const HkkPhonePerson *person = g_object_get_data (G_OBJECT (row), "person");

  gtk_editable_set_text (GTK_EDITABLE (self->username), person->kvnr);
  gtk_editable_set_text (GTK_EDITABLE (self->password), person->password);
  on_sign_in_clicked (self);
}

static void
add_person (HkkPhoneSigninPage   *self,
            const HkkPhonePerson *person)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), person->kvnr);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "person", (gpointer) person);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (on_person_activated), self);
  adw_preferences_group_add (self->persons, row);
}

static void
hkk_phone_signin_page_dispose (GObject *object)
{
  HkkPhoneSigninPage *self = HKK_PHONE_SIGNIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PHONE_SIGNIN_PAGE);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hkk_phone_signin_page_parent_class)->dispose (object);
}

static void
hkk_phone_signin_page_finalize (GObject *object)
{
  g_clear_object (&HKK_PHONE_SIGNIN_PAGE (object)->cancellable);
  G_OBJECT_CLASS (hkk_phone_signin_page_parent_class)->finalize (object);
}

static void
hkk_phone_signin_page_class_init (HkkPhoneSigninPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_signin_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_signin_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-signin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSigninPage, username);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSigninPage, password);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSigninPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSigninPage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSigninPage, persons);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
}

static void
hkk_phone_signin_page_init (HkkPhoneSigninPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneSigninPage *
hkk_phone_signin_page_new (HkkDeviceClient *client,
                            HkkPhoneHost    *host)
{
  HkkPhoneSigninPage *self = g_object_new (HKK_TYPE_PHONE_SIGNIN_PAGE, NULL);
  guint n_persons = 0;
  const HkkPhonePerson *persons = hkk_phone_host_get_persons (host, &n_persons);

  self->client = g_object_ref (client);
  for (guint i = 0; i < n_persons; i++)
    if (persons[i].password)
      add_person (self, &persons[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->persons), n_persons > 0);
  return self;
}
