/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-security-page-private.h"

#include <glib/gi18n.h>

#include "hkk-confirm-dialog.h"
#include "hkk-device.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-row.h"

#define NAME_LENGTH 60

/* --- Rows --- */

static char *
describe_waiting (HkkDevice *device)
{
  g_autoptr(GDateTime) usable = hkk_thing_get_time (HKK_THING (device), "usable-at");
  g_autofree char *moment = hkk_format_moment (usable);

  if (usable == NULL)
    return g_strdup (_("Waits: it can approve once you confirm it on another device"));
  /* TRANSLATORS: of a device; %s: a moment ("today, 14:02") */
  return g_strdup_printf (_("Waits: it can approve from %s on, or once you confirm it on another device"), moment);
}

static char *
describe (HkkDevice *device)
{
  g_autoptr(GDateTime) seen = hkk_thing_get_time (HKK_THING (device), "last-seen-at");
  g_autoptr(GDateTime) bound = hkk_thing_get_time (HKK_THING (device), "bound-at");
  g_autoptr(GDateTime) removes = hkk_thing_get_time (HKK_THING (device), "removes-at");
  g_autofree char *registered = hkk_format_day (bound);
  g_autofree char *used = hkk_format_moment (seen);
  g_autofree char *day = hkk_format_day (removes);

  if (removes != NULL)
    /* TRANSLATORS: of a device that was reported as lost; %s: a day ("Mon, 14 December") */
    return g_strdup_printf (_("Reported as lost. It is removed on %s, unless it is unlocked with its PIN before."),
                            day);
  if (hkk_device_get_locked (device))
    return g_strdup (_("Locked: it cannot approve anything"));
  if (hkk_device_get_waits (device))
    return describe_waiting (device);
  if (seen == NULL)
    /* TRANSLATORS: of a device; %s: a day ("12 Oct. 2025") */
    return g_strdup_printf (_("Registered %s"), registered);
  /* TRANSLATORS: of a device; %1$s: a day ("12 Oct. 2025"); %2$s: a moment ("today, 14:02") */
  return g_strdup_printf (_("Registered %1$s · last used %2$s"), registered, used);
}

static void
add_entry (GMenu      *menu,
           const char *label,
           const char *action,
           const char *id)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

/* Under an open menu its row stays as it is. */
static void
on_menu_active (HkkSecurityPage *self,
                GParamSpec      *pspec,
                GtkMenuButton   *button)
{
  self->menu_open = gtk_menu_button_get_active (button);
  if (self->menu_open || !self->late)
    return;
  self->late = FALSE;
  hkk_security_page_load_devices (self);
}

static GtkWidget *
make_menu_button (HkkSecurityPage *self,
                  HkkDevice       *device)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  const char *id = hkk_thing_get_id (HKK_THING (device));
  g_autofree char *isolated = hkk_format_isolate (hkk_device_get_name (device));
  /* TRANSLATORS: the name of a button with a menu, for screen readers; %s: the name of a device */
  g_autofree char *name = g_strdup_printf (_("Change %s"), isolated);

  /* TRANSLATORS: entries of a device's menu */
  add_entry (menu, C_("device", "Re_name …"), "security.rename", id);
  if (hkk_device_get_locked (device))
    add_entry (menu, C_("device", "_Unlock …"), "security.unlock", id);
  else
    add_entry (menu, C_("device", "_Lock …"), "security.lock", id);
  add_entry (menu, C_("device", "_Remove …"), "security.remove", id);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (on_menu_active), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_device_row (gpointer item,
                 gpointer data)
{
  HkkDevice *device = item;
  g_autofree char *text = describe (device);
  GtkWidget *row = hkk_row_new (hkk_device_get_name (device), text);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (
    hkk_device_get_locked (device) ? "channel-secure-symbolic" : "phone-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_menu_button (data, device));
  return row;
}

static void
on_devices (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkSecurityPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) devices = hkk_devices_load_finish (HKK_PORTAL (source), result, &error);

  if (!hkk_page_take (HKK_PAGE (self), devices, error))
    return;
  self->late = self->menu_open;
  if (self->late)
    return;
  hkk_security_page_refill (self->devices_list, self->devices, devices);
  hkk_row_show_group (GTK_WIDGET (self->devices_list), g_list_model_get_n_items (devices) > 0);
  adw_preferences_group_set_description (self->devices_group, g_list_model_get_n_items (devices) > 0
    ? _("What you hand in is approved with these.") : _("No device is registered yet. With one you can approve."));
  gtk_widget_set_visible (GTK_WIDGET (self->devices_group), TRUE);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
}

void
hkk_security_page_load_devices (HkkSecurityPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  gtk_widget_set_visible (self->letter_row, hkk_portal_offers (portal, "order_letter"));
  hkk_devices_load_async (portal, hkk_page_get_cancellable (HKK_PAGE (self)), on_devices, g_object_ref (self));
}

/* --- Which device an action is about --- */

/* (transfer full) (nullable) */
static HkkDevice *
find_device (HkkSecurityPage *self,
             const char      *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->devices)); i++)
    {
      g_autoptr(HkkThing) device = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

      if (g_strcmp0 (hkk_thing_get_id (device), id) == 0)
        return HKK_DEVICE (g_steal_pointer (&device));
    }
  return NULL;
}

/* Whether there is another one that can approve. */
static gboolean
has_other (HkkSecurityPage *self,
           HkkDevice       *device)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->devices)); i++)
    {
      g_autoptr(HkkDevice) other = g_list_model_get_item (G_LIST_MODEL (self->devices), i);

      if (other != device && !hkk_device_get_locked (other) && !hkk_device_get_waits (other))
        return TRUE;
    }
  return FALSE;
}

/* A question about a device, and what is done when it is answered. */
typedef struct
{
  HkkSecurityPage *page;   /* Borrowed: the closure ends with the dialog, which is on the page */
  HkkDevice       *device; /* Owned */
  GtkEditable     *entry;  /* Borrowed (nullable): of the dialog */
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *self = data;

  g_object_unref (self->device);
  g_free (self);
}

/* (transfer floating): a question about the device; its first response leaves all as it is. */
static AdwAlertDialog *
ask (HkkSecurityPage *self,
     HkkDevice       *device,
     const char      *title,
     const char      *text)
{
  g_autofree char *body = g_strconcat (hkk_device_get_name (device), "\n\n", text, NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, body));

  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_alert_dialog_set_close_response (dialog, "cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  return dialog;
}

static Question *
answer (AdwAlertDialog  *dialog,
        const char      *response,
        HkkSecurityPage *self,
        HkkDevice       *device,
        GCallback        callback)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *signal = g_strconcat ("response::", response, NULL);

  question->page = self;
  question->device = g_object_ref (device);
  g_signal_connect_data (dialog, signal, callback, question, question_free, 0);
  return question;
}

/* --- Another name --- */

static void
on_rename (AdwAlertDialog *dialog,
           const char     *response,
           Question       *question)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  if (*name == '\0' || g_strcmp0 (name, hkk_device_get_name (question->device)) == 0)
    return;
  hkk_device_rename_async (hkk_page_get_portal (HKK_PAGE (question->page)),
                           hkk_thing_get_id (HKK_THING (question->device)), name,
                           hkk_page_get_cancellable (HKK_PAGE (question->page)), hkk_security_page_on_changed,
                           hkk_security_page_change_new (question->page, _("The device has its new name.")));
}

static void
on_name_changed (GtkEditable    *entry,
                 AdwAlertDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "rename", *name != '\0');
}

static GtkWidget *
make_name_list (GtkWidget *entry)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  return list;
}

static void
ask_for_name (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (widget);
  g_autoptr(HkkDevice) device = find_device (self, g_variant_get_string (parameter, NULL));
  AdwAlertDialog *dialog = NULL;
  GtkWidget *entry = adw_entry_row_new ();

  if (device == NULL)
    return;
  dialog = ask (self, device, _("Rename this device"), _("The name helps you to tell your devices apart."));
  adw_alert_dialog_add_response (dialog, "rename", C_("device", "Re_name"));
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Name of the device"));
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (entry), NAME_LENGTH);
  gtk_editable_set_text (GTK_EDITABLE (entry), hkk_device_get_name (device));
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (on_name_changed), dialog);
  adw_alert_dialog_set_extra_child (dialog, make_name_list (entry));
  answer (dialog, "rename", self, device, G_CALLBACK (on_rename))->entry = GTK_EDITABLE (entry);
  adw_dialog_set_focus (ADW_DIALOG (dialog), entry);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* --- Locking --- */

static void
set_locked (Question   *question,
            gboolean    locked,
            const char *sentence)
{
  hkk_device_set_locked_async (hkk_page_get_portal (HKK_PAGE (question->page)),
                               hkk_thing_get_id (HKK_THING (question->device)), locked,
                               hkk_page_get_cancellable (HKK_PAGE (question->page)), hkk_security_page_on_changed,
                               hkk_security_page_change_new (question->page, sentence));
}

static void
on_lock (AdwAlertDialog *dialog,
         const char     *response,
         Question       *question)
{
  set_locked (question, TRUE, _("The device is locked. It cannot approve anything now."));
}

static void
ask_to_lock (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (widget);
  g_autoptr(HkkDevice) device = find_device (self, g_variant_get_string (parameter, NULL));
  AdwAlertDialog *dialog = NULL;

  if (device == NULL)
    return;
  dialog = ask (self, device, _("Lock this device?"), has_other (self, device)
    ? _("It cannot approve anything from then on. You unlock it here, and another of your devices approves that.")
    : _("No other device can approve now: from then on nothing can be approved. To use this one again, open the "
        "Service-App on it and use a letter with a QR code."));
  adw_alert_dialog_add_response (dialog, "lock", C_("device", "_Lock"));
  adw_alert_dialog_set_response_appearance (dialog, "lock", ADW_RESPONSE_DESTRUCTIVE);
  answer (dialog, "lock", self, device, G_CALLBACK (on_lock));
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_unlock (AdwAlertDialog *dialog,
           const char     *response,
           Question       *question)
{
  set_locked (question, FALSE, _("The device is unlocked. It can approve again."));
}

static void
on_letter_instead (AdwAlertDialog *dialog,
                   const char     *response,
                   Question       *question)
{
  gtk_widget_activate_action (GTK_WIDGET (question->page), "win.order-letter", NULL);
}

static void
ask_to_unlock (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (widget);
  g_autoptr(HkkDevice) device = find_device (self, g_variant_get_string (parameter, NULL));
  gboolean approved;
  AdwAlertDialog *dialog = NULL;

  if (device == NULL)
    return;
  approved = has_other (self, device);
  dialog = ask (self, device, _("Unlock this device?"), approved
    ? _("Another of your devices approves it.")
    : _("No other device can unlock it. Open the Service-App on it, and use a letter with a QR code."));
  if (approved)
    {
      adw_alert_dialog_add_response (dialog, "unlock", C_("device", "_Unlock"));
      adw_alert_dialog_set_response_appearance (dialog, "unlock", ADW_RESPONSE_SUGGESTED);
      answer (dialog, "unlock", self, device, G_CALLBACK (on_unlock));
    }
  else if (gtk_widget_get_visible (self->letter_row))
    {
      adw_alert_dialog_add_response (dialog, "letter", _("_Order a letter"));
      answer (dialog, "letter", self, device, G_CALLBACK (on_letter_instead));
    }
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

/* --- Removing --- */

static void
on_remove (AdwAlertDialog *dialog,
           const char     *response,
           Question       *question)
{
  hkk_device_remove_async (hkk_page_get_portal (HKK_PAGE (question->page)),
                           hkk_thing_get_id (HKK_THING (question->device)), NULL,
                           hkk_page_get_cancellable (HKK_PAGE (question->page)), hkk_security_page_on_changed,
                           hkk_security_page_change_new (question->page, _("The device is removed.")));
}

static void
on_lost_sent (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkConfirmDialog) dialog = data;
  g_autoptr(GError) error = NULL;

  /* The feed tells the page. */
  if (hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error))
    adw_dialog_force_close (ADW_DIALOG (dialog));
  else
    hkk_confirm_dialog_take_error (dialog, error);
}

static void
on_lost_confirmed (HkkConfirmDialog *dialog,
                   const char       *password,
                   Question         *question)
{
  hkk_device_remove_async (hkk_page_get_portal (HKK_PAGE (question->page)),
                           hkk_thing_get_id (HKK_THING (question->device)), password,
                           hkk_confirm_dialog_get_cancellable (dialog), on_lost_sent, g_object_ref (dialog));
}

/* Nobody else could approve: it goes by the password, and not at once. */
static void
on_lost (AdwAlertDialog *alert,
         const char     *response,
         Question       *question)
{
  HkkConfirmDialog *dialog = hkk_confirm_dialog_new (
    _("Report the device as lost"),
    _("It is removed in three days, and we tell you so at once. If it is unlocked meanwhile with its approval PIN, "
      "fingerprint or Face-ID, it stays: so nobody who knows your password alone can take it from you."),
    _("_Report as lost"));
  Question *next = g_new0 (Question, 1);

  next->page = question->page;
  next->device = g_object_ref (question->device);
  g_signal_connect_data (dialog, "confirmed", G_CALLBACK (on_lost_confirmed), next, question_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (question->page));
}

static const char *
say_how_removed (HkkDevice *device,
                 gboolean   other,
                 gboolean   locked)
{
  if (hkk_device_get_waits (device))
    return _("It cannot approve anything yet. It is removed at once.");
  if (other)
    return _("It cannot approve anything from then on. Another of your devices approves the removal.");
  if (locked)
    return _("It is locked, and no other device can approve now. It is removed with your password, after three "
             "days.");
  return _("No other device can approve now: without this one nothing can be approved. It approves its own removal. If "
           "you no longer have it, report it as lost.");
}

static void
ask_to_remove (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkSecurityPage *self = HKK_SECURITY_PAGE (widget);
  g_autoptr(HkkDevice) device = find_device (self, g_variant_get_string (parameter, NULL));
  AdwAlertDialog *dialog = NULL;
  gboolean other, locked;

  if (device == NULL)
    return;
  other = has_other (self, device);
  locked = hkk_device_get_locked (device);
  dialog = ask (self, device, _("Remove this device?"), say_how_removed (device, other, locked));
  if (!other && !hkk_device_get_waits (device))
    {
      adw_alert_dialog_add_response (dialog, "lost", _("I no longer _have it"));
      answer (dialog, "lost", self, device, G_CALLBACK (on_lost));
    }
  if (other || !locked || hkk_device_get_waits (device))
    {
      adw_alert_dialog_add_response (dialog, "remove", C_("device", "_Remove"));
      adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
      answer (dialog, "remove", self, device, G_CALLBACK (on_remove));
    }
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

void
hkk_security_page_install_devices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "security.rename", "s", ask_for_name);
  gtk_widget_class_install_action (widget_class, "security.lock", "s", ask_to_lock);
  gtk_widget_class_install_action (widget_class, "security.unlock", "s", ask_to_unlock);
  gtk_widget_class_install_action (widget_class, "security.remove", "s", ask_to_remove);
}

void
hkk_security_page_init_devices (HkkSecurityPage *self)
{
  self->devices = g_list_store_new (HKK_TYPE_DEVICE);
  gtk_list_box_bind_model (self->devices_list, G_LIST_MODEL (self->devices), make_device_row, self, NULL);
}
