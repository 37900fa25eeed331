/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-fetch-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"

struct _HkkPhoneFetchPage
{
  HkkPhonePage   page;

  AdwStatusPage *status;
  GtkWidget     *fetch;
};

G_DEFINE_FINAL_TYPE (HkkPhoneFetchPage, hkk_phone_fetch_page, HKK_TYPE_PHONE_PAGE)

static void
show_text (HkkPhoneFetchPage *self,
           const char        *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->status, escaped);
  hkk_announce (GTK_WIDGET (self), text);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneFetchPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDeviceApproval) first = NULL;
  gboolean fetched = hkk_device_client_fetch_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->fetch, TRUE);
  hkk_phone_page_focus (self->fetch); /* meanwhile nothing had it */
  first = g_list_model_get_item (hkk_device_client_get_approvals (HKK_DEVICE_CLIENT (source)), 0);
  if (!fetched)
    show_text (self, error->message);
  else if (first != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.open", "s", hkk_device_approval_get_id (first));
  else
    show_text (self, _("Nothing waits for your approval."));
}

static void
on_fetch_clicked (HkkPhoneFetchPage *self)
{
  gtk_widget_set_sensitive (self->fetch, FALSE);
  hkk_device_client_fetch_async (self->page.client, self->page.cancellable, on_fetched, g_object_ref (self));
}

static void
hkk_phone_fetch_page_class_init (HkkPhoneFetchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-fetch-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneFetchPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneFetchPage, fetch);
  gtk_widget_class_bind_template_callback (widget_class, on_fetch_clicked);
}

static void
hkk_phone_fetch_page_init (HkkPhoneFetchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneFetchPage *
hkk_phone_fetch_page_new (HkkDeviceClient *client)
{
  return hkk_phone_page_new (HKK_TYPE_PHONE_FETCH_PAGE, client, NULL);
}
