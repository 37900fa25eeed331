/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-secrets-page.h"

#include <glib/gi18n.h>

#include "hkk-field.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-limit.h"
#include "hkk-rules.h"

struct _HkkPhoneSecretsPage
{
  HkkPhonePage            page;

  AdwPreferencesGroup    *greeting;
  GtkEditable            *password;
  GtkLabel               *judgement;
  gboolean                told_space; /* that the password has a space at an end */
  GtkEditable            *pin;
  GtkEditable            *pin_again;
  AdwSwitchRow           *biometrics;
  GtkLabel               *error;
  GtkWidget              *finish;
  HkkPhoneLimit          *limit;

  HkkPhoneIdentification *identification; /* Owned */
  HkkPhoneProcess        *process;   /* Owned */
  char                   *nect_case; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkPhoneSecretsPage, hkk_phone_secrets_page, HKK_TYPE_PHONE_PAGE)

static gboolean
check (HkkPhoneSecretsPage *self)
{
  GtkEditable *fields[] = { self->password, self->pin, self->pin_again, NULL };
  g_autoptr(GError) error = NULL;

  hkk_phone_fields_clear (self->error, fields);
  if (!hkk_phone_fields_check_password (self->error, self->password, &self->told_space))
    return FALSE;
  if (!hkk_password_check (gtk_editable_get_text (self->password), self->process->kvnr, self->process->name,
                           &self->process->birth_date, &error))
    return hkk_phone_fields_refuse (self->error, self->password, error->message);
  return hkk_phone_fields_check_pin (self->error, self->pin, self->pin_again, &self->process->birth_date);
}

static void
on_password_changed (HkkPhoneSecretsPage *self)
{
  hkk_phone_fields_judge (self->judgement, self->password, self->process->kvnr, self->process->name,
                          &self->process->birth_date);
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
      hkk_phone_identification_forget (self->identification);
      gtk_widget_activate_action (GTK_WIDGET (self), "phone.home", NULL);
      return;
    }
  reason = hkk_phone_fields_reason (error, &field);
  if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    {
      hkk_phone_identification_forget (self->identification);
      hkk_phone_limit_set_over (self->limit, reason);
      return;
    }
  hkk_phone_fields_refuse (self->error, g_strcmp0 (field, "password") == 0 ? self->password : NULL, reason);
}

static void
on_finish_clicked (HkkPhoneSecretsPage *self)
{
  HkkEnrolment enrolment = { .biometrics = adw_switch_row_get_active (self->biometrics) };

  if (!gtk_widget_get_sensitive (self->finish) || !check (self))
    return;
  enrolment.pin = gtk_editable_get_text (self->pin);
  enrolment.password = gtk_editable_get_text (self->password);
  enrolment.process = self->process->id;
  enrolment.nect_case = self->nect_case;
  enrolment.recovery = self->process->recovery;
  gtk_widget_set_sensitive (self->finish, FALSE);
  hkk_device_client_enrol_async (self->page.client, &enrolment, self->page.cancellable, on_bound, g_object_ref (self));
}

static void
hkk_phone_secrets_page_finalize (GObject *object)
{
  HkkPhoneSecretsPage *self = HKK_PHONE_SECRETS_PAGE (object);

  g_clear_object (&self->identification);
  g_clear_pointer (&self->process, hkk_phone_process_unref);
  g_free (self->nect_case);
  G_OBJECT_CLASS (hkk_phone_secrets_page_parent_class)->finalize (object);
}

static void
hkk_phone_secrets_page_class_init (HkkPhoneSecretsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HKK_TYPE_PHONE_LIMIT);
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_secrets_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-secrets-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, greeting);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, password);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, judgement);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, pin_again);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, biometrics);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, finish);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneSecretsPage, limit);
  gtk_widget_class_bind_template_callback (widget_class, on_password_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_finish_clicked);
}

static void
hkk_phone_secrets_page_init (HkkPhoneSecretsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (self->password);
  hkk_field_require (self->pin);
  hkk_field_require (self->pin_again);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_editable_get_delegate (self->password)),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->judgement, NULL, -1);
}

HkkPhoneSecretsPage *
hkk_phone_secrets_page_new (HkkDeviceClient        *client,
                            HkkPhoneIdentification *identification,
                            HkkPhoneProcess        *process,
                            const char             *nect_case,
                            GDateTime              *end)
{
  HkkPhoneSecretsPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_SECRETS_PAGE, client, NULL);
  g_autofree char *greeting = NULL;

  self->identification = g_object_ref (identification);
  hkk_phone_identification_show_in (identification, G_OBJECT (self));
  self->process = process;
  self->nect_case = g_strdup (nect_case);
  hkk_phone_limit_begin (self->limit, client, process);
  hkk_phone_limit_set_end (self->limit, end);
  /* TRANSLATORS: %s is a first name. */
  greeting = g_markup_printf_escaped (_("You are identified, %s. Choose a new password and a new approval PIN."),
                                      process->name != NULL ? process->name : process->kvnr);
  adw_preferences_group_set_description (self->greeting, greeting);
  return self;
}
