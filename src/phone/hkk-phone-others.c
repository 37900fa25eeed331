/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-others.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-device-others.h"
#include "hkk-phone-change-page.h"
#include "hkk-phone-text.h"

struct _HkkPhoneOthers
{
  AdwPreferencesGroup  parent_instance;

  GtkWidget           *loading;
  GtkListBox          *list;
  GtkWidget           *failed;
  GtkLabel            *reason;

  HkkPhonePage        *page;    /* Weak (nullable): it is on it; what waits for an answer may outlive it */
  GPtrArray           *devices; /* Owned (nullable): HkkOtherDevice */
  char                *asked;   /* Owned (nullable): the id of the device that a question is about */
};

G_DEFINE_FINAL_TYPE (HkkPhoneOthers, hkk_phone_others, ADW_TYPE_PREFERENCES_GROUP)

/* --- Rows --- */

static char *
describe (const HkkOtherDevice *device)
{
  g_autofree char *registered = hkk_phone_day (device->bound_at);
  g_autofree char *used = hkk_phone_moment (device->last_seen_at);

  if (device->locked)
    return g_strdup (_("Locked: it cannot approve anything"));
  if (device->last_seen_at == NULL)
    /* TRANSLATORS: of a device; %s: a day ("12 Oct. 2025") */
    return g_strdup_printf (_("Registered %s"), registered);
  /* TRANSLATORS: of a device; %1$s: a day ("12 Oct. 2025"); %2$s: a moment ("today, 14:02") */
  return g_strdup_printf (_("Registered %1$s · last used %2$s"), registered, used);
}

/* SPOKEN (transfer full): what screen readers say instead of TITLE. */
static void
add_action (AdwExpanderRow *row,
            const char     *title,
            char           *spoken,
            const char     *action,
            const char     *id)
{
  GtkWidget *button = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* to its title */
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_add_css_class (button, "destructive-action");
  adw_expander_row_add_row (row, button);
  g_free (spoken);
}

static GtkWidget *
make_row (const HkkOtherDevice *device)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *text = describe (device);

  g_object_set (row, "use-markup", FALSE, "title", device->name, "subtitle", text, NULL);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name (
    device->locked ? "changes-prevent-symbolic" : "phone-symbolic"));
  if (!device->locked)
    /* TRANSLATORS: button: lock another device */
    add_action (ADW_EXPANDER_ROW (row), C_("other device", "Lock"),
                /* TRANSLATORS: Name of a button for screen readers; %s: the name of another smartphone or tablet */
                g_strdup_printf (_("Lock %s"), device->name),
                "others.lock", device->id);
  /* TRANSLATORS: button: end the registration of another device */
  add_action (ADW_EXPANDER_ROW (row), _("Remove device"),
              /* TRANSLATORS: Name of a button for screen readers; %s: the name of another smartphone or tablet */
              g_strdup_printf (C_("other device", "Remove device %s"), device->name), "others.remove", device->id);
  return row;
}

/* Where the focus was before the rows were made anew; -1: elsewhere. */
static int
focused_row (HkkPhoneOthers *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

/* (transfer full) (nullable): the device whose row is open */
static char *
dup_open (HkkPhoneOthers *self)
{
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (row != NULL && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        return g_strdup (((const HkkOtherDevice *) g_ptr_array_index (self->devices, i))->id);
    }
  return NULL;
}

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  const HkkOtherDevice *one = a, *other = b;
  g_autofree char *one_text = describe (one);
  g_autofree char *other_text = describe (other);

  return g_str_equal (one->id, other->id) && g_str_equal (one->name, other->name) && one->locked == other->locked &&
         g_str_equal (one_text, other_text);
}

static gboolean
are_shown (HkkPhoneOthers *self,
           GPtrArray      *devices)
{
  gboolean same = self->devices != NULL && self->devices->len == devices->len;

  for (guint i = 0; same && i < devices->len; i++)
    same = is_same (g_ptr_array_index (self->devices, i), g_ptr_array_index (devices, i));
  return same;
}

/* OPEN (nullable): the device whose row stays open. */
static void
fill (HkkPhoneOthers *self,
      const char     *open)
{
  int focused = focused_row (self);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      const HkkOtherDevice *device = g_ptr_array_index (self->devices, i);
      GtkWidget *row = make_row (device);

      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_strcmp0 (device->id, open) == 0);
      gtk_list_box_append (self->list, row);
    }
  if (focused >= 0 && gtk_list_box_get_row_at_index (self->list, focused) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, focused)));
}

/* --- Loading --- */

/* What is there stays, also when it cannot be asked for again. */
static void
show (HkkPhoneOthers *self,
      GtkWidget      *what)
{
  gboolean some = self->devices != NULL && self->devices->len > 0;

  gtk_widget_set_visible (self->loading, what == self->loading && self->devices == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), some);
  gtk_widget_set_visible (self->failed, what == self->failed);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), self->devices == NULL || some ? NULL
    : _("No other device is registered. With a second one you can lock this one if you lose it."));
}

static void
show_error (HkkPhoneOthers *self,
            const char     *message)
{
  gtk_label_set_label (self->reason, message);
  show (self, self->failed);
  hkk_announce_now (GTK_WIDGET (self), message);
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneOthers) self = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *devices = hkk_device_client_list_others_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (devices == NULL)
    {
      show_error (self, error->message);
      return;
    }
  if (are_shown (self, devices))
    {
      g_ptr_array_unref (devices);
    }
  else
    {
      g_autofree char *open = dup_open (self);

      g_clear_pointer (&self->devices, g_ptr_array_unref);
      self->devices = devices;
      fill (self, open);
    }
  show (self, GTK_WIDGET (self->list));
}

/* (nullable): NULL when the page was left. */
static HkkDeviceClient *
get_client (HkkPhoneOthers *self)
{
  return self->page != NULL ? self->page->client : NULL;
}

static void
load (HkkPhoneOthers *self)
{
  HkkDeviceClient *client = get_client (self);
  gboolean usable = client != NULL && hkk_device_client_get_state (client) == HKK_DEVICE_BOUND;

  /* A device that is locked, or waits, is told of none. */
  gtk_widget_set_visible (GTK_WIDGET (self), usable);
  if (!usable || !gtk_widget_get_mapped (GTK_WIDGET (self->page)))
    return;
  show (self, self->loading);
  hkk_device_client_list_others_async (client, self->page->cancellable, on_listed, g_object_ref (self));
}

static void
on_event (HkkPhoneOthers *self,
          const char     *type)
{
  if (g_str_equal (type, "device"))
    load (self);
}

/* --- Locking and removing --- */

static const HkkOtherDevice *
find (HkkPhoneOthers *self,
      const char     *id)
{
  for (guint i = 0; self->devices != NULL && i < self->devices->len; i++)
    {
      const HkkOtherDevice *device = g_ptr_array_index (self->devices, i);

      if (g_strcmp0 (device->id, id) == 0)
        return device;
    }
  return NULL;
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneOthers) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error->message);
      return;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "phone.say", "s",
                              _("The device is locked. It cannot approve anything now."));
  load (self);
}

static void
on_lock_answered (HkkPhoneOthers *self,
                  const char     *response)
{
  HkkDeviceClient *client = get_client (self);

  if (g_str_equal (response, "lock") && self->asked != NULL && client != NULL)
    hkk_device_client_lock_other_async (client, self->asked, self->page->cancellable, on_locked, g_object_ref (self));
}

static void
ask_to_lock (GtkWidget  *widget,
             const char *name,
             GVariant   *id)
{
  HkkPhoneOthers *self = HKK_PHONE_OTHERS (widget);
  const HkkOtherDevice *device = find (self, g_variant_get_string (id, NULL));
  g_autofree char *title = NULL;
  const char *body = _("It cannot approve anything any more until it is unlocked. You unlock it on your computer, and "
                       "approve that on this device.");
  AdwDialog *dialog;

  if (device == NULL)
    return;
  g_set_str (&self->asked, device->id);
  /* TRANSLATORS: %s: the name of a device */
  title = g_strdup_printf (_("Lock the device “%s”?"), device->name);
  dialog = adw_alert_dialog_new (title, body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("Cancel"),
                                  "lock", C_("other device", "Lock"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "lock", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_lock_answered), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
ask_to_remove (GtkWidget  *widget,
               const char *name,
               GVariant   *id)
{
  HkkPhoneOthers *self = HKK_PHONE_OTHERS (widget);
  const HkkOtherDevice *device = find (self, g_variant_get_string (id, NULL));
  HkkDeviceClient *client = get_client (self);
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);

  if (device != NULL && client != NULL && view != NULL)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (
      hkk_phone_change_page_new_remove (client, device->id, device->name)));
}

static void
hkk_phone_others_finalize (GObject *object)
{
  HkkPhoneOthers *self = HKK_PHONE_OTHERS (object);

  g_clear_weak_pointer (&self->page);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_free (self->asked);
  G_OBJECT_CLASS (hkk_phone_others_parent_class)->finalize (object);
}

static void
hkk_phone_others_class_init (HkkPhoneOthersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_phone_others_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-others.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneOthers, loading);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneOthers, list);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneOthers, failed);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneOthers, reason);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_install_action (widget_class, "others.lock", "s", ask_to_lock);
  gtk_widget_class_install_action (widget_class, "others.remove", "s", ask_to_remove);
}

static void
hkk_phone_others_init (HkkPhoneOthers *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_phone_others_set_page:
 * @page: the page that it is on; it has a client
 *
 * Asks for them each time that @page is shown, and when one of them changes.
 */
void
hkk_phone_others_set_page (HkkPhoneOthers *self,
                           HkkPhonePage   *page)
{
  g_return_if_fail (HKK_IS_PHONE_OTHERS (self));

  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (page, "map", G_CALLBACK (load), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (page->client, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->client, "notify::state", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}
