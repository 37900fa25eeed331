/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-bind-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-field.h"
#include "hkk-phone-camera-page.h"
#include "hkk-phone-fields.h"
#include "hkk-phone-letter.h"
#include "hkk-phone-scan.h"
#include "hkk-rules.h"

enum { WITH_CARD, WITH_LETTER };

struct _HkkPhoneBindPage
{
  HkkPhonePage  page;

  AdwPreferencesGroup *proof;
  AdwComboRow  *method;
  GtkEditable  *card_digits;
  GtkEditable  *card_until;
  GtkEditable  *letter_code;
  GtkWidget    *scan;
  GtkWidget    *order;
  GtkEditable  *pin;
  GtkEditable  *pin_again;
  AdwSwitchRow *biometrics;
  GtkLabel     *error;
  GtkWidget    *bind;
};

G_DEFINE_FINAL_TYPE (HkkPhoneBindPage, hkk_phone_bind_page, HKK_TYPE_PHONE_PAGE)

static gboolean
refuse (HkkPhoneBindPage *self,
        GtkEditable      *field,
        const char       *message)
{
  return hkk_phone_fields_refuse (self->error, field, message);
}

static void
clear_errors (HkkPhoneBindPage *self)
{
  GtkEditable *fields[] = { self->card_digits, self->card_until, self->letter_code, self->pin, self->pin_again, NULL };

  hkk_phone_fields_clear (self->error, fields);
}

static gboolean
check_proof (HkkPhoneBindPage  *self,
             gboolean           with_card,
             char             **until)
{
  g_autoptr(GError) error = NULL;
  GDate date;

  if (!with_card)
    {
      if (!hkk_letter_code_check (gtk_editable_get_text (self->letter_code), &error))
        return refuse (self, self->letter_code, error->message);
      hkk_phone_fields_show (self->letter_code, hkk_letter_code_normalize (gtk_editable_get_text (self->letter_code)));
      return TRUE;
    }
  if (!hkk_card_digits_check (gtk_editable_get_text (self->card_digits), &error))
    return refuse (self, self->card_digits, error->message);
  if (!hkk_date_parse (gtk_editable_get_text (self->card_until), NULL, &date, &error))
    return refuse (self, self->card_until, error->message);
  hkk_phone_fields_show (self->card_digits, hkk_card_digits_normalize (gtk_editable_get_text (self->card_digits)));
  hkk_phone_fields_show (self->card_until, hkk_date_format (&date, NULL));
  *until = hkk_date_to_iso (&date);
  return TRUE;
}

/* (nullable): the one that the server calls NAME (nullable). */
static GtkEditable *
find_field (HkkPhoneBindPage *self,
            const char       *name)
{
  if (g_strcmp0 (name, "code") == 0)
    return self->letter_code;
  if (g_strcmp0 (name, "card_digits") == 0)
    return self->card_digits;
  return g_strcmp0 (name, "card_valid_until") == 0 ? self->card_until : NULL;
}

static void
on_bound (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkPhoneBindPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = hkk_device_client_enrol_finish (HKK_DEVICE_CLIENT (source), result, &error);
  const char *field, *reason;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->bind, TRUE);
  if (done || !hkk_phone_page_check_sign_in (&self->page))
    return;
  reason = hkk_phone_fields_reason (error, &field);
  refuse (self, find_field (self, field), reason);
}

static void
on_bind_clicked (HkkPhoneBindPage *self)
{
  gboolean with_card = adw_combo_row_get_selected (self->method) == WITH_CARD;
  g_autofree char *until = NULL;
  HkkEnrolment enrolment = { .biometrics = adw_switch_row_get_active (self->biometrics) };

  clear_errors (self);
  if (!check_proof (self, with_card, &until) ||
      !hkk_phone_fields_check_pin (self->error, self->pin, self->pin_again, NULL))
    return;
  enrolment.pin = gtk_editable_get_text (self->pin);
  enrolment.letter_code = with_card ? NULL : gtk_editable_get_text (self->letter_code);
  enrolment.card_digits = with_card ? gtk_editable_get_text (self->card_digits) : NULL;
  enrolment.card_valid_until = until;
  gtk_widget_set_sensitive (self->bind, FALSE);
  hkk_device_client_enrol_async (self->page.client, &enrolment, self->page.cancellable, on_bound, g_object_ref (self));
}

static void
on_scanned (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneBindPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *code = hkk_phone_scan_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->scan, TRUE);
  if (code == NULL)
    {
      refuse (self, self->letter_code, error->message);
      return;
    }
  if (!hkk_letter_code_check (code, &error))
    {
      refuse (self, self->letter_code, error->message);
      return;
    }
  gtk_editable_set_text (self->letter_code, code);
  hkk_announce (GTK_WIDGET (self), _("The code of the letter was read."));
  gtk_widget_grab_focus (GTK_WIDGET (self->pin));
}

static void
begin_scan (HkkPhoneBindPage *self)
{
  clear_errors (self);
  gtk_widget_set_sensitive (self->scan, FALSE);
}

static void
scan (HkkPhoneBindPage *self,
      GFile            *picture)
{
  begin_scan (self);
  hkk_phone_scan_async (picture, self->page.cancellable, on_scanned, g_object_ref (self));
}

static void
on_letter (HkkPhoneBindPage *self,
           GBytes           *picture)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  begin_scan (self);
  hkk_phone_scan_bytes_async (picture, self->page.cancellable, on_scanned, g_object_ref (self));
}

static void
on_picture_chosen (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(HkkPhoneBindPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) picture = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (picture != NULL)
    scan (self, picture);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refuse (self, self->letter_code, error->message);
}

static void
on_file_wanted (HkkPhoneBindPage *self)
{
  static const char * const loadable[] = { "image/png", "image/jpeg", "application/pdf" };
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GtkFileFilter) pictures = gtk_file_filter_new ();

  gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (loadable); i++)
    gtk_file_filter_add_mime_type (pictures, loadable[i]);
  /* TRANSLATORS: kind of files in a file chooser. */
  gtk_file_filter_set_name (pictures, _("Pictures and PDF files"));
  gtk_file_dialog_set_default_filter (dialog, pictures);
  /* TRANSLATORS: title of a file chooser on the simulated phone, which has no camera. */
  gtk_file_dialog_set_title (dialog, _("Choose a picture of the letter"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->page.cancellable,
                        on_picture_chosen, g_object_ref (self));
}

static void
on_scan_clicked (HkkPhoneBindPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  HkkPhoneCameraPage *camera = hkk_phone_camera_page_new (self->page.client, self->page.host);

  g_signal_connect_object (camera, "letter", G_CALLBACK (on_letter), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (camera, "file", G_CALLBACK (on_file_wanted), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (camera));
}

static void
on_order_clicked (HkkPhoneBindPage *self)
{
  hkk_phone_letter_ask (&self->page, self->order);
}

static gboolean
on_dropped (GtkDropTarget    *target,
            const GValue     *value,
            double            x,
            double            y,
            HkkPhoneBindPage *self)
{
  if (adw_combo_row_get_selected (self->method) != WITH_LETTER)
    return FALSE;
  scan (self, g_value_get_object (value));
  return TRUE;
}

static void
on_method_changed (HkkPhoneBindPage *self)
{
  gboolean with_card = adw_combo_row_get_selected (self->method) == WITH_CARD;

  gtk_widget_set_visible (GTK_WIDGET (self->card_digits), with_card);
  gtk_widget_set_visible (GTK_WIDGET (self->card_until), with_card);
  gtk_widget_set_visible (GTK_WIDGET (self->letter_code), !with_card);
}

static void
hkk_phone_bind_page_class_init (HkkPhoneBindPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-bind-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, proof);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, method);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, card_digits);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, card_until);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, letter_code);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, scan);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, order);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, pin);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, pin_again);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, biometrics);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, error);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneBindPage, bind);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_method_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_scan_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_order_clicked);
}

static void
hkk_phone_bind_page_init (HkkPhoneBindPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_field_require (self->card_digits);
  hkk_field_require (self->card_until);
  hkk_field_require (self->letter_code);
  hkk_field_require (self->pin);
  hkk_field_require (self->pin_again);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_dropped), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Only another device or a letter unlocks. */
static void
offer_unlocking (HkkPhoneBindPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _("Unlock this device"));
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), TRUE);
  adw_preferences_group_set_description (self->proof, _("Type the code of your letter, or scan it."));
  adw_combo_row_set_selected (self->method, WITH_LETTER);
  gtk_widget_set_visible (GTK_WIDGET (self->method), FALSE);
  gtk_button_set_use_underline (GTK_BUTTON (self->bind), TRUE);
  gtk_button_set_label (GTK_BUTTON (self->bind), C_("device", "_Unlock"));
}

/**
 * hkk_phone_bind_page_new:
 * @client: somebody is signed in with it
 * @host: the demo
 *
 * Returns: (transfer floating): a page that registers the device, or one that is locked anew
 */
HkkPhoneBindPage *
hkk_phone_bind_page_new (HkkDeviceClient *client,
                         HkkPhoneHost    *host)
{
  HkkPhoneBindPage *self = hkk_phone_page_new (HKK_TYPE_PHONE_BIND_PAGE, client, host);

  if (hkk_device_client_get_state (client) == HKK_DEVICE_LOCKED)
    offer_unlocking (self);
  return self;
}
