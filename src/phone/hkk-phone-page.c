/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-page.h"

#include "hkk-header-bar.h"

G_DEFINE_ABSTRACT_TYPE (HkkPhonePage, hkk_phone_page, ADW_TYPE_NAVIGATION_PAGE)

static void
hkk_phone_page_dispose (GObject *object)
{
  HkkPhonePage *self = (HkkPhonePage *) object;

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), G_OBJECT_TYPE (self));
  g_clear_object (&self->client);
  g_clear_object (&self->host);
  G_OBJECT_CLASS (hkk_phone_page_parent_class)->dispose (object);
}

static void
hkk_phone_page_finalize (GObject *object)
{
  g_clear_object (&((HkkPhonePage *) object)->cancellable);
  G_OBJECT_CLASS (hkk_phone_page_parent_class)->finalize (object);
}

static void
hkk_phone_page_shown (AdwNavigationPage *page)
{
  HkkPhonePage *self = (HkkPhonePage *) page;

  if (self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
}

static void
hkk_phone_page_class_init (HkkPhonePageClass *klass)
{
  g_type_ensure (HKK_TYPE_HEADER_BAR); /* in their templates */
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = hkk_phone_page_shown;
  G_OBJECT_CLASS (klass)->dispose = hkk_phone_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_page_finalize;
}

/* What waits for an answer holds the page, so that it is not disposed when it is left. */
static void
on_parent (HkkPhonePage *self)
{
  if (gtk_widget_get_parent (GTK_WIDGET (self)) == NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
hkk_phone_page_init (HkkPhonePage *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect (self, "notify::parent", G_CALLBACK (on_parent), NULL);
}

gpointer
hkk_phone_page_new (GType            type,
                    HkkDeviceClient *client,
                    HkkPhoneHost    *host)
{
  HkkPhonePage *self = g_object_new (type, NULL);

  g_set_object (&self->client, client);
  g_set_object (&self->host, host);
  return self;
}

void
hkk_phone_page_focus (GtkWidget *widget)
{
  HkkPhonePage *page = (HkkPhonePage *) gtk_widget_get_ancestor (widget, HKK_TYPE_PHONE_PAGE);
  gboolean seen = page == NULL || gtk_widget_get_mapped (GTK_WIDGET (page));

  if (page != NULL)
    g_set_weak_pointer (&page->focus, seen ? NULL : widget);
  if (seen)
    gtk_widget_grab_focus (widget);
}

gboolean
hkk_phone_page_check_sign_in (HkkPhonePage *self)
{
  if (hkk_device_client_check_sign_in (self->client))
    return TRUE;
  if (hkk_device_client_get_state (self->client) == HKK_DEVICE_LOCKED)
    gtk_widget_activate_action (GTK_WIDGET (self), "phone.sign-in", NULL);
  return FALSE;
}
