/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-register-page.h"

#include <glib/gi18n.h>

#include "hkk-clock.h"
#include "hkk-field.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-nect-page.h"
#include "hkk-phone-process.h"
#include "hkk-phone-row.h"
#include "hkk-rules.h"

struct _HkkPhoneRegisterPage
{
  HkkPhonePage            page;

  AdwPreferencesGroup    *person;
  GtkEditable            *kvnr;
  GtkEditable            *birth_date;
  GtkEditable            *card_digits;
  GtkLabel               *error;
  GtkWidget              *next;
  AdwPreferencesGroup    *persons;

  HkkPhoneIdentification *identification; /* Owned */
  gboolean                recovery;
};

G_DEFINE_FINAL_TYPE (HkkPhoneRegisterPage, hkk_phone_register_page, HKK_TYPE_PHONE_PAGE)

static gboolean
refuse (HkkPhoneRegisterPage *self,
        GtkEditable          *field,
        const GError         *error)
{
  return hkk_phone_fields_refuse (self->error, field, error->message);
}

static gboolean
check (HkkPhoneRegisterPage *self,
       GDate                *birth_date)
{
  GtkEditable *fields[] = { self->kvnr, self->birth_date, self->card_digits, NULL };
  g_autofree char *today = hkk_clock_today ();
  g_autoptr(GError) error = NULL;
  GDate earliest, latest;

  g_date_clear (&latest, 1);
  hkk_date_from_iso (today, &latest);
  g_date_clear (&earliest, 1);
  g_date_set_dmy (&earliest, 1, G_DATE_JANUARY, 1900);
  hkk_phone_fields_clear (self->error, fields);
  if (!hkk_kvnr_check (gtk_editable_get_text (self->kvnr), &error))
    return refuse (self, self->kvnr, error);
  if (!hkk_date_parse_past (gtk_editable_get_text (self->birth_date), NULL, &earliest, &latest, birth_date,
                            &error))
    return refuse (self, self->birth_date, error);
  if (!self->recovery && !hkk_card_digits_check (gtk_editable_get_text (self->card_digits), &error))
    return refuse (self, self->card_digits, error);
  hkk_phone_fields_show (self->kvnr, hkk_kvnr_format (gtk_editable_get_text (self->kvnr)));
  hkk_phone_fields_show (self->birth_date, hkk_date_format (birth_date, NULL));
  hkk_phone_fields_show (self->card_digits, hkk_card_digits_normalize (gtk_editable_get_text (self->card_digits)));
  return TRUE;
}

static void
go_on (HkkPhoneRegisterPage *self,
       JsonObject           *answer)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autofree char *kvnr = hkk_kvnr_normalize (gtk_editable_get_text (self->kvnr));
  HkkPhoneProcess *process;
  GDate birth_date;

  if (view == NULL || !hkk_date_parse (gtk_editable_get_text (self->birth_date), NULL, &birth_date, NULL))
    return;
  process = hkk_phone_process_new (self->recovery, kvnr, &birth_date, answer);
  if (process != NULL)
    {
      HkkPhoneNectPage *page = hkk_phone_nect_page_new (self->page.client, self->page.host, self->identification,
                                                        process);

      adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (page));
    }
  else
    hkk_phone_fields_refuse (self->error, NULL, _("The portal’s answer makes no sense. Try again later."));
}

/* Where the person sees what the server refused. */
static GtkEditable *
field_of (HkkPhoneRegisterPage *self,
          const char           *name)
{
  if (g_strcmp0 (name, "birth_date") == 0)
    return self->birth_date;
  if (g_strcmp0 (name, "card_digits") == 0)
    return self->card_digits;
  return name != NULL ? self->kvnr : NULL;
}

static void
on_begun (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkPhoneRegisterPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_call_finish (HKK_DEVICE_CLIENT (source), result, &error);
  const char *field, *reason;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->next, TRUE);
  if (answer != NULL)
    {
      go_on (self, hkk_json_node_object (answer));
      return;
    }
  reason = hkk_phone_fields_reason (error, &field);
  hkk_phone_fields_refuse (self->error, field_of (self, field), reason);
}

static void
on_next_clicked (HkkPhoneRegisterPage *self)
{
  g_autoptr(JsonNode) body = NULL;
  g_autofree char *kvnr = NULL;
  g_autofree char *iso = NULL;
  GDate birth_date;

  if (!gtk_widget_get_sensitive (self->next) || !check (self, &birth_date))
    return;
  iso = hkk_date_to_iso (&birth_date);
  kvnr = hkk_kvnr_normalize (gtk_editable_get_text (self->kvnr));
  body = hkk_json_node ("insurance_number", kvnr, "birth_date", iso);
  if (!self->recovery)
    json_object_set_string_member (json_node_get_object (body), "card_digits",
                                   gtk_editable_get_text (self->card_digits));
  gtk_widget_set_sensitive (self->next, FALSE);
  hkk_device_client_call_async (self->page.client, "POST", self->recovery ? "/recovery/start" : "/registration/start",
                                body, NULL, self->page.cancellable, on_begun, g_object_ref (self));
}

static void
on_person (GtkWidget  *widget,
           const char *name,
           GVariant   *index)
{
  HkkPhoneRegisterPage *self = HKK_PHONE_REGISTER_PAGE (widget);
  const HkkPhonePerson *person = &hkk_phone_host_get_persons (self->page.host, NULL)[g_variant_get_uint32 (index)];
  g_autofree char *birth_date = NULL;
  GDate date;

  if (!hkk_date_from_iso (person->birth_date, &date))
    return;
  birth_date = hkk_date_format (&date, NULL);
  gtk_editable_set_text (self->kvnr, person->kvnr);
  gtk_editable_set_text (self->birth_date, birth_date);
  gtk_editable_set_text (self->card_digits, person->card_digits != NULL ? person->card_digits : "");
  gtk_widget_grab_focus (self->next);
}

static void
add_persons (HkkPhoneRegisterPage *self)
{
  guint n_persons = 0;
  const HkkPhonePerson *persons = hkk_phone_host_get_persons (self->page.host, &n_persons);

  for (guint i = 0; i < n_persons; i++)
    if (self->recovery == (persons[i].password != NULL))
      adw_preferences_group_add (self->persons, hkk_phone_row_new (persons[i].name, persons[i].kvnr, "register.person",
                                                                   g_variant_new_uint32 (i)));
}

static void
hkk_phone_register_page_finalize (GObject *object)
{
  g_clear_object (&HKK_PHONE_REGISTER_PAGE (object)->identification);
  G_OBJECT_CLASS (hkk_phone_register_page_parent_class)->finalize (object);
}

static void
hkk_phone_register_page_class_init (HkkPhoneRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_phone_register_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-register-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, person);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, kvnr);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, birth_date);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, card_digits);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, next);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneRegisterPage, persons);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked);
  gtk_widget_class_install_action (widget_class, "register.person", "u", on_person);
}

static void
hkk_phone_register_page_init (HkkPhoneRegisterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (self->kvnr);
  hkk_field_require (self->birth_date);
  hkk_field_require (self->card_digits);
}

void
hkk_phone_register_page_fill (HkkPhoneRegisterPage *self,
                              const char           *kvnr,
                              const char           *birth_date)
{
  g_autofree char *shown = NULL;
  GDate date;

  g_return_if_fail (HKK_IS_PHONE_REGISTER_PAGE (self));

  if (hkk_date_from_iso (birth_date, &date))
    shown = hkk_date_format (&date, NULL);
  hkk_phone_fields_show (self->kvnr, hkk_kvnr_format (kvnr));
  gtk_editable_set_text (self->birth_date, shown != NULL ? shown : "");
}

HkkPhoneRegisterPage *
hkk_phone_register_page_new (HkkDeviceClient        *client,
                             HkkPhoneHost           *host,
                             HkkPhoneIdentification *identification,
                             gboolean                recovery)
{
  HkkPhoneRegisterPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_REGISTER_PAGE, client, host);

  self->identification = g_object_ref (identification);
  self->recovery = recovery;
  if (recovery)
    {
      /* TRANSLATORS: German: Passwort/Freigabe-Pin vergessen */
      adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _("Forgotten password/approval PIN"));
      adw_preferences_group_set_description (self->person,
        _("Have your identity card or passport ready. You are identified again; then you choose a new "
          "password and a new approval PIN. All sessions end, and other devices must be "
          "registered again."));
      gtk_widget_set_visible (GTK_WIDGET (self->card_digits), FALSE);
    }
  add_persons (self);
  return self;
}
