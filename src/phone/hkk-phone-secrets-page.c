/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-secrets-page.h"

#include <glib/gi18n.h>

#include "hkk-phone-fields.h"
#include "hkk-rules.h"

struct _HkkPhoneSecretsPage
{
  AdwNavigationPage  parent_instance;

  AdwPreferencesGroup *greeting;
  GtkEditable       *password;
  GtkEditable       *pin;
  GtkEditable       *pin_again;
  AdwSwitchRow      *biometrics;
  GtkLabel          *error;
  GtkWidget         *finish;

  HkkDeviceClient   *client;      /* Owned */
  HkkPhoneProcess   *process;     /* Owned */
  char              *nect_case;   /* Owned */
  GCancellable      *cancellable; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkPhoneSecretsPage, hkk_phone_secrets_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
refuse (HkkPhoneSecretsPage *self,
        GtkEditable         *field,
        const char          *message)
{
  return hkk_phone_fields_refuse (self->error, field, message);
}

static gboolean
check (HkkPhoneSecretsPage *self)
{
  GtkEditable *fields[] = { self->password, self->pin, self->pin_again, NULL };
  g_autoptr(GError) error = NULL;

  hkk_phone_fields_clear (self->error, fields);
  if (!hkk_password_check (gtk_editable_get_text (self->password), self->process->kvnr, self->process->name,
                           &self->process->birth_date, &error))
    return refuse (self, self->password, error->message);
  if (!hkk_pin_check (gtk_editable_get_text (self->pin), &self->process->birth_date, &error))
    return refuse (self, self->pin, error->message);
  if (!g_str_equal (gtk_editable_get_text (self->pin), gtk_editable_get_text (self->pin_again)))
    return refuse (self, self->pin_again, _("The two PINs are not the same."));
  return TRUE;
}

static void
on_bound (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkPhoneSecretsPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hkk_device_client_enrol_finish (HKK_DEVICE_CLIENT (source), result, &error);
  const char *field, *reason;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->finish, TRUE);
  if (done)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "phone.home", NULL);
      return;
    }
  reason = hkk_phone_fields_reason (error, &field);
  refuse (self, g_strcmp0 (field, "password") == 0 ? self->password : NULL, reason);
}

static void
on_finish_clicked (HkkPhoneSecretsPage *self)
{
  HkkEnrolment enrolment = { .platform = "android", .biometrics = adw_switch_row_get_active (self->biometrics) };

  if (!gtk_widget_get_sensitive (self->finish) || !check (self))
    return;
  /* TRANSLATORS: the name that a newly registered phone gets in the list of devices. */
  enrolment.name = _("Simulated phone");
  enrolment.pin = gtk_editable_get_text (self->pin);
  enrolment.password = gtk_editable_get_text (self->password);
  enrolment.process = self->process->id;
  enrolment.nect_case = self->nect_case;
  enrolment.recovery = self->process->recovery;
  gtk_widget_set_sensitive (self->finish, FALSE);
  hkk_device_client_enrol_async (self->client, &enrolment, self->cancellable, on_bound, g_object_ref (self));
}

static void
hkk_phone_secrets_page_dispose (GObject *object)
{
  HkkPhoneSecretsPage *self = HKK_PHONE_SECRETS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PHONE_SECRETS_PAGE);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hkk_phone_secrets_page_parent_class)->dispose (object);
}

static void
hkk_phone_secrets_page_finalize (GObject *object)
{
  HkkPhoneSecretsPage *self = HKK_PHONE_SECRETS_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_free (self->nect_case);
  G_OBJECT_CLASS (hkk_phone_secrets_page_parent_class)->finalize (object);
}

static void
hkk_phone_secrets_page_class_init (HkkPhoneSecretsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_secrets_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_secrets_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-secrets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, password);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, pin_again);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, biometrics);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, finish);
  gtk_widget_class_bind_template_callback (widget_class, on_finish_clicked);
}

static void
hkk_phone_secrets_page_init (HkkPhoneSecretsPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneSecretsPage *
hkk_phone_secrets_page_new (HkkDeviceClient *client,
                            HkkPhoneProcess *process,
                            const char      *nect_case)
{
  HkkPhoneSecretsPage *self = g_object_new (HKK_TYPE_PHONE_SECRETS_PAGE, NULL);
  g_autofree char *greeting = NULL;

  self->client = g_object_ref (client);
  self->process = process;
  self->nect_case = g_strdup (nect_case);
  /* TRANSLATORS: %s is a first name. */
  greeting = g_markup_printf_escaped (_("You are identified, %s. Choose a new password and a new approval PIN."),
                                      process->name ? process->name : process->kvnr);
  adw_preferences_group_set_description (self->greeting, greeting);
  return self;
}
