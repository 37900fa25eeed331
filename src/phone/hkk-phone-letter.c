/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-letter.h"

#include <glib/gi18n.h>

#include "hkk-json.h"
#include "hkk-phone-wait-page.h"

typedef struct
{
  HkkPhonePage *page;   /* Owned */
  GtkWidget    *button; /* Owned */
} Order;

static Order *
order_new (HkkPhonePage *page,
           GtkWidget    *button)
{
  Order *self = g_new0 (Order, 1);

  self->page = g_object_ref (page);
  self->button = g_object_ref (button);
  return self;
}

static void
order_free (Order *self)
{
  g_object_unref (self->page);
  g_object_unref (self->button);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

/* The sign-in may have ended meanwhile, from the other device too. */
static void
on_closed (HkkPhonePage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL);
  hkk_phone_page_check_sign_in (page);
}

static HkkPhoneWaitPage *
push_page (HkkPhonePage *page)
{
  HkkPhoneWaitPage *over = hkk_phone_wait_page_push (GTK_WIDGET (page), _("Order a letter"), NULL);

  g_signal_connect_object (over, "closed", G_CALLBACK (on_closed), page, G_CONNECT_SWAPPED);
  return over;
}

static void
on_ordered (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Order) order = data;
  HkkPhonePage *page = order->page;
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = hkk_device_client_ask_finish (HKK_DEVICE_CLIENT (source), result, &approval, &error);
  const char *text = hkk_json_get_string (hkk_json_get_object (hkk_json_node_object (answer), "letter"), "text");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || page->client == NULL ||
      gtk_widget_get_root (GTK_WIDGET (page)) == NULL)
    return;
  gtk_widget_set_sensitive (order->button, TRUE);
  if (approval != NULL)
    {
      hkk_phone_wait_page_follow (push_page (page), approval);
    }
  else if (answer != NULL)
    {
      hkk_phone_wait_page_end (push_page (page), "mail-send-symbolic", _("The letter is on its way"),
                               text != NULL ? text : _("It comes in three to five days."));
    }
  else
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "phone.say", "s", error->message);
      hkk_phone_page_check_sign_in (page);
    }
}

static void
on_answered (AdwAlertDialog *dialog,
             const char     *response,
             Order          *order)
{
  if (!g_str_equal (response, "order") || order->page->client == NULL)
    return;
  gtk_widget_set_sensitive (order->button, FALSE);
  hkk_device_client_order_letter_async (order->page->client, order->page->cancellable, on_ordered,
                                        order_new (order->page, order->button));
}

static void
forget (gpointer  data,
        GClosure *closure)
{
  order_free (data);
}

void
hkk_phone_letter_ask (HkkPhonePage *page,
                      GtkWidget    *button)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Order a letter with a QR code?"),
                                            _("It goes to the address that we know and comes in three to five days. "
                                              "Its code registers one device. The codes of earlier letters are no "
                                              "longer valid then."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("Cancel"), "order", C_("letter", "_Order"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "order", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "order");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), order_new (page, button), forget,
                         G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
