/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-home-page.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-device-others.h"
#include "hkk-phone-row.h"
#include "hkk-phone-text.h"
#include "hkk-phone-unconfirmed.h"

struct _HkkPhoneHomePage
{
  HkkPhonePage   page;

  GtkStack      *stack;
  AdwStatusPage *failed;
  AdwStatusPage *locked;
  GtkListBox    *list;
  HkkPhoneUnconfirmed *unconfirmed;

  char          *message; /* Owned (nullable): why the start failed */
  const char    *told;    /* Static (nullable): what it was when that was read out last */
};

G_DEFINE_FINAL_TYPE (HkkPhoneHomePage, hkk_phone_home_page, HKK_TYPE_PHONE_PAGE)

enum { RETRY, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_lock (HkkPhoneHomePage *self)
{
  const char *with;
  HkkDeviceLock lock = hkk_device_client_get_lock (self->page.client, &with);
  /* TRANSLATORS: %s: the name of another device of the same person */
  g_autofree char *other = g_markup_printf_escaped (_("It was locked with your device “%s”."),
                                                   with != NULL ? with : "");
  const char * const reasons[] = {
    [HKK_DEVICE_LOCK_UNKNOWN] = _("The approval PIN was wrong five times, or the device was locked on your computer "
                                  "or with another device."),
    [HKK_DEVICE_LOCK_PIN] = _("The approval PIN was wrong five times."),
    [HKK_DEVICE_LOCK_DESKTOP] = _("It was locked on your computer."),
    [HKK_DEVICE_LOCK_DEVICE] = other,
  };

  adw_status_page_set_description (self->locked, reasons[lock]);
}

static void
say_aloud (HkkPhoneHomePage *self,
           AdwStatusPage    *status)
{
  hkk_announce_now (GTK_WIDGET (self), adw_status_page_get_title (status));
  hkk_announce (GTK_WIDGET (self), adw_status_page_get_description (status));
}

/* What has become of the device is read out, once it is seen. */
static void
tell (HkkPhoneHomePage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);
  gboolean could_not = g_strcmp0 (self->told, "locked") == 0 || g_strcmp0 (self->told, "waiting") == 0;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || g_strcmp0 (name, self->told) == 0)
    return;
  if (g_strcmp0 (name, "locked") == 0)
    say_aloud (self, self->locked);
  else if (g_strcmp0 (name, "waiting") == 0)
    say_aloud (self, hkk_phone_unconfirmed_get_status (self->unconfirmed));
  else if (could_not && hkk_device_client_get_state (self->page.client) == HKK_DEVICE_BOUND)
    hkk_announce_now (GTK_WIDGET (self), _("This device can approve for you now."));
  self->told = g_intern_string (name);
}

static void
update (HkkPhoneHomePage *self)
{
  HkkDeviceState state = hkk_device_client_get_state (self->page.client);
  const char *name = "starting";

  if (state == HKK_DEVICE_LOCKED)
    name = "locked";
  else if (state == HKK_DEVICE_WAITING)
    name = "waiting";
  else if (self->message != NULL && state != HKK_DEVICE_BOUND)
    name = "failed";
  else if (state == HKK_DEVICE_BOUND)
    name = g_list_model_get_n_items (hkk_device_client_get_approvals (self->page.client)) > 0 ? "list" : "empty";
  gtk_stack_set_visible_child_name (self->stack, name);
  tell (self);
}

static gboolean
to_time_left (GBinding     *binding,
              const GValue *from,
              GValue       *to,
              gpointer      data)
{
  g_value_take_string (to, hkk_phone_time_left (g_value_get_uint (from)));
  return TRUE;
}

static GtkWidget *
create_row (gpointer item,
            gpointer data)
{
  HkkDeviceApproval *approval = item;
  GtkWidget *row = hkk_phone_row_new (hkk_device_approval_get_title (approval), NULL, "phone.open",
                                      g_variant_new_string (hkk_device_approval_get_id (approval)));

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_object_bind_property_full (approval, "seconds-left", row, "subtitle", G_BINDING_SYNC_CREATE,
                               to_time_left, NULL, NULL, NULL);
  return row;
}

static void
on_retry_clicked (HkkPhoneHomePage *self)
{
  g_clear_pointer (&self->message, g_free);
  update (self);
  g_signal_emit (self, signals[RETRY], 0);
}

static void
hkk_phone_home_page_dispose (GObject *object)
{
  HkkPhoneHomePage *self = HKK_PHONE_HOME_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->message, g_free);
  G_OBJECT_CLASS (hkk_phone_home_page_parent_class)->dispose (object);
}

static void
hkk_phone_home_page_class_init (HkkPhoneHomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_home_page_dispose;
  signals[RETRY] = g_signal_new ("retry", HKK_TYPE_PHONE_HOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  g_type_ensure (HKK_TYPE_PHONE_UNCONFIRMED);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHomePage, failed);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHomePage, locked);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHomePage, list);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneHomePage, unconfirmed);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static void
hkk_phone_home_page_init (HkkPhoneHomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

HkkPhoneHomePage *
hkk_phone_home_page_new (HkkDeviceClient *client)
{
  HkkPhoneHomePage *self = hkk_phone_page_new (HKK_TYPE_PHONE_HOME_PAGE, client, NULL);
  GListModel *approvals = hkk_device_client_get_approvals (client);

  gtk_list_box_bind_model (self->list, approvals, create_row, NULL, NULL);
  g_signal_connect_object (approvals, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  hkk_phone_unconfirmed_set_page (self->unconfirmed, &self->page);
  g_signal_connect_object (client, "notify::device-id", G_CALLBACK (show_lock), self, G_CONNECT_SWAPPED);
  g_signal_connect_after (self, "map", G_CALLBACK (tell), NULL);
  show_lock (self);
  update (self);
  return self;
}

/* Shows why the start did not work, with a way to try again. */
void
hkk_phone_home_page_show_failed (HkkPhoneHomePage *self,
                                 const char       *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  g_set_str (&self->message, message);
  adw_status_page_set_description (self->failed, escaped);
  update (self);
}
