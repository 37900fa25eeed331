/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-unconfirmed.h"

#include <glib/gi18n.h>

#include "hkk-phone-fields.h"
#include "hkk-phone-text.h"
#include "hkk-phone-wait-page.h"

struct _HkkPhoneUnconfirmed
{
  AdwBin         parent_instance;

  AdwStatusPage *status;
  GtkWidget     *confirm;
  GtkLabel      *error;

  HkkPhonePage  *page;   /* Weak (nullable): it is on it */
};

G_DEFINE_FINAL_TYPE (HkkPhoneUnconfirmed, hkk_phone_unconfirmed, ADW_TYPE_BIN)

static void
update (HkkPhoneUnconfirmed *self)
{
  GDateTime *usable_at = self->page != NULL && self->page->client != NULL
                         ? hkk_device_client_get_usable_at (self->page->client) : NULL;
  g_autofree char *moment = hkk_phone_moment (usable_at);
  /* TRANSLATORS: %s: a moment ("today, 14:02") */
  g_autofree char *text = g_strdup_printf (_("You have another device already. Confirm there that this one is yours, "
                                             "too. Without that it can approve from %s on."), moment);

  adw_status_page_set_description (self->status, usable_at != NULL ? text
    : _("You have another device already. Confirm there that this one is yours, too. Until then it cannot approve "
        "anything; after a day it is removed."));
}

static void
on_closed (HkkPhoneUnconfirmed *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "phone.home", NULL);
}

static HkkPhoneWaitPage *
push_page (HkkPhoneUnconfirmed *self)
{
  HkkPhoneWaitPage *over = hkk_phone_wait_page_push (
    GTK_WIDGET (self), _("Confirm this device"),
    _("This device cannot approve anything. It is removed after a day unless you confirm it."));

  g_signal_connect_object (over, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  return over;
}

static void
on_asked (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkPhoneUnconfirmed) self = data;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_ask_finish (HKK_DEVICE_CLIENT (source), result, &approval, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_widget_set_sensitive (self->confirm, TRUE);
  if (approval != NULL)
    hkk_phone_wait_page_follow (push_page (self), approval);
  else if (error != NULL)
    hkk_phone_fields_refuse (self->error, NULL, error->message);
}

static void
on_confirm_clicked (HkkPhoneUnconfirmed *self)
{
  hkk_phone_fields_clear (self->error, NULL);
  gtk_widget_set_sensitive (self->confirm, FALSE);
  hkk_device_client_ask_async (self->page->client, "/device/confirmation", NULL, self->page->cancellable, on_asked,
                               g_object_ref (self));
}

/* --- Who does not have the other one --- */

static void
on_way_chosen (HkkPhoneUnconfirmed *self,
               const char          *response)
{
  if (g_str_equal (response, "unbind"))
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.show", "s", "unbind");
  else if (g_str_equal (response, "recover"))
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.recover", NULL);
}

static void
on_other_clicked (HkkPhoneUnconfirmed *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("The other device is not at hand?"),
                                            _("With a letter this device can approve after an hour, without being "
                                              "confirmed. If you have none: lock the other device on your computer "
                                              "under “Security” and order one there, which needs no approval then. "
                                              "The other one can be unlocked again.\n\n"
                                              "Once you have the letter, unbind this device, sign in again, and "
                                              "register with its code.\n\n"
                                              "Or identify yourself once more with “Forgotten password/approval PIN”: "
                                              "then every other device is unbound, and this one can approve at once."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  /* TRANSLATORS: buttons of a question on the phone */
                                  "unbind", _("Unbind this device"),
                                  /* TRANSLATORS: Button: goes on to the identification with NECT */
                                  "recover", _("Identify yourself"),
                                  "close", _("Close"), NULL);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_way_chosen), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
hkk_phone_unconfirmed_class_init (HkkPhoneUnconfirmedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-unconfirmed.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneUnconfirmed, status);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneUnconfirmed, confirm);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneUnconfirmed, error);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked);
}

static void
hkk_phone_unconfirmed_init (HkkPhoneUnconfirmed *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_phone_unconfirmed_set_page:
 * @page: the page that it is on; it has a client
 */
void
hkk_phone_unconfirmed_set_page (HkkPhoneUnconfirmed *self,
                                HkkPhonePage        *page)
{
  g_return_if_fail (HKK_IS_PHONE_UNCONFIRMED (self));

  self->page = page;
  g_signal_connect_object (page->client, "notify::usable-at", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

AdwStatusPage *
hkk_phone_unconfirmed_get_status (HkkPhoneUnconfirmed *self)
{
  return self->status;
}
