/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-signin-page.h"

#include <glib/gi18n.h>

#include "hkk-phone-row.h"
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
  HkkPhoneHost        *host;        /* Owned */
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
on_person (GtkWidget  *widget,
           const char *name,
           GVariant   *index)
{
  HkkPhoneSigninPage *self = HKK_PHONE_SIGNIN_PAGE (widget);
  const HkkPhonePerson *person = &hkk_phone_host_get_persons (self->host, NULL)[g_variant_get_uint32 (index)];

  gtk_editable_set_text (GTK_EDITABLE (self->username), person->kvnr);
  gtk_editable_set_text (GTK_EDITABLE (self->password), person->password);
  on_sign_in_clicked (self);
}

static void
hkk_phone_signin_page_dispose (GObject *object)
{
  HkkPhoneSigninPage *self = HKK_PHONE_SIGNIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PHONE_SIGNIN_PAGE);
  g_clear_object (&self->client);
  g_clear_object (&self->host);
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
  gtk_widget_class_install_action (widget_class, "signin.person", "u", on_person);
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
  self->host = g_object_ref (host);
  for (guint i = 0; i < n_persons; i++)
    if (persons[i].password)
      adw_preferences_group_add (self->persons, hkk_phone_row_new (persons[i].name, persons[i].kvnr, "signin.person",
                                                                   g_variant_new_uint32 (i)));
  gtk_widget_set_visible (GTK_WIDGET (self->persons), n_persons > 0);
  return self;
}
