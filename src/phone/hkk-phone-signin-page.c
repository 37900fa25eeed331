/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-signin-page.h"

#include <glib/gi18n.h>

#include "hkk-field.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-row.h"
#include "hkk-rules.h"

struct _HkkPhoneSigninPage
{
  HkkPhonePage         page;

  GtkEditable         *username;
  GtkEditable         *password;
  gboolean             told_space; /* that the password has a space at an end */
  GtkLabel            *error;
  GtkWidget           *sign_in;
  AdwPreferencesGroup *persons;
};

G_DEFINE_FINAL_TYPE (HkkPhoneSigninPage, hkk_phone_signin_page, HKK_TYPE_PHONE_PAGE)

enum { SIGNED_IN, N_SIGNALS };
static guint signals[N_SIGNALS];

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
    hkk_phone_fields_refuse (self->error, NULL, error->message);
  else
    g_signal_emit (self, signals[SIGNED_IN], 0);
}

static gboolean
check (HkkPhoneSigninPage *self)
{
  GtkEditable *fields[] = { self->username, self->password, NULL };
  g_autoptr(GError) error = NULL;

  hkk_phone_fields_clear (self->error, fields);
  if (!hkk_kvnr_check (gtk_editable_get_text (self->username), &error))
    return hkk_phone_fields_refuse (self->error, self->username, error->message);
  hkk_phone_fields_show (self->username, hkk_kvnr_format (gtk_editable_get_text (self->username)));
  if (!hkk_phone_fields_check_password (self->error, self->password, &self->told_space))
    return FALSE;
  if (*gtk_editable_get_text (self->password) == '\0')
    return hkk_phone_fields_refuse (self->error, self->password, _("Type your password."));
  return TRUE;
}

static void
on_sign_in_clicked (HkkPhoneSigninPage *self)
{
  if (!check (self))
    return;
  gtk_widget_set_sensitive (self->sign_in, FALSE);
  hkk_device_client_sign_in_async (self->page.client, gtk_editable_get_text (self->username),
                                   gtk_editable_get_text (self->password), self->page.cancellable,
                                   on_signed_in, g_object_ref (self));
}

static void
on_person (GtkWidget  *widget,
           const char *name,
           GVariant   *index)
{
  HkkPhoneSigninPage *self = HKK_PHONE_SIGNIN_PAGE (widget);
  const HkkPhonePerson *person = &hkk_phone_host_get_persons (self->page.host, NULL)[g_variant_get_uint32 (index)];

  hkk_phone_signin_page_fill (self, person);
  on_sign_in_clicked (self);
}

static void
hkk_phone_signin_page_class_init (HkkPhoneSigninPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNED_IN] = g_signal_new ("signed-in", HKK_TYPE_PHONE_SIGNIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

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
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (self->username);
  hkk_field_require (self->password);
}

HkkPhoneSigninPage *
hkk_phone_signin_page_new (HkkDeviceClient *client,
                           HkkPhoneHost    *host)
{
  HkkPhoneSigninPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_SIGNIN_PAGE, client, host);
  guint n_persons = 0;
  const HkkPhonePerson *persons = hkk_phone_host_get_persons (host, &n_persons);

  for (guint i = 0; i < n_persons; i++)
    if (persons[i].password != NULL)
      adw_preferences_group_add (self->persons, hkk_phone_row_new (persons[i].name, persons[i].kvnr, "signin.person",
                                                                   g_variant_new_uint32 (i)));
  gtk_widget_set_visible (GTK_WIDGET (self->persons), n_persons > 0);
  return self;
}

/**
 * hkk_phone_signin_page_fill:
 * @person: one of the demo who has a password
 *
 * Fills in what this person types to sign in.
 */
void
hkk_phone_signin_page_fill (HkkPhoneSigninPage   *self,
                            const HkkPhonePerson *person)
{
  g_return_if_fail (HKK_IS_PHONE_SIGNIN_PAGE (self));
  g_return_if_fail (person != NULL && person->password != NULL);

  gtk_editable_set_text (self->username, person->kvnr);
  gtk_editable_set_text (self->password, person->password);
}
