/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-phone-window.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-focus-kept.h"
#include "hkk-phone-approval-page.h"
#include "hkk-phone-bind-page.h"
#include "hkk-phone-change-page.h"
#include "hkk-phone-confirm-page.h"
#include "hkk-phone-fetch-page.h"
#include "hkk-phone-help-page.h"
#include "hkk-phone-history-page.h"
#include "hkk-phone-home-page.h"
#include "hkk-phone-imprint-page.h"
#include "hkk-phone-nect-page.h"
#include "hkk-phone-profile.h"
#include "hkk-phone-register-page.h"
#include "hkk-phone-settings-page.h"
#include "hkk-phone-signin-page.h"
#include "hkk-phone-wait-page.h"

#define TABLET_WIDTH 768
#define TABLET_HEIGHT 640

struct _HkkPhoneWindow
{
  AdwApplicationWindow  parent_instance;

  GtkLabel             *strip;
  AdwBanner            *offline;
  AdwBanner            *keyring;
  AdwBanner            *identification_banner;
  AdwToastOverlay      *toasts;
  AdwOverlaySplitView  *split;
  AdwNavigationView    *navigation;
  GtkListBox           *menu;
  GtkWidget            *menu_home;
  GtkWidget            *menu_fetch;
  GtkWidget            *menu_settings;
  GtkWidget            *menu_help;
  GtkWidget            *menu_imprint;

  HkkPhoneHomePage     *home;              /* Borrowed from the navigation view */
  HkkDeviceClient      *client;            /* Owned */
  HkkPhoneHost         *host;              /* Owned */
  HkkPhoneIdentification *identification;  /* Owned */
  char                 *profile;           /* Owned (nullable): which of several phones it is */
  GCancellable         *cancellable;       /* Owned */
  const HkkPhonePerson *person;            /* Borrowed from the host (nullable): who has opened it */
  gboolean              bind_first_person; /* the demo's first start: no questions */
  gboolean              opening;           /* an approval is being opened */
};

G_DEFINE_FINAL_TYPE (HkkPhoneWindow, hkk_phone_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_pages (HkkPhoneWindow    *self,
            AdwNavigationPage *above_home)
{
  AdwNavigationPage *pages[2] = { ADW_NAVIGATION_PAGE (self->home), above_home };

  adw_navigation_view_replace (self->navigation, pages, above_home != NULL ? 2 : 1);
  /* Nobody sees what comes behind the menu. */
  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
}

static void
toast (HkkPhoneWindow *self,
       const char     *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_use_markup (message, FALSE);
  adw_toast_overlay_add_toast (self->toasts, message);
}

/* --- One approval --- */

static void
on_decide (HkkPhoneWindow       *self,
           HkkDeviceApproval    *approval,
           HkkDecision           decision)
{
  adw_navigation_view_push (self->navigation,
                            ADW_NAVIGATION_PAGE (hkk_phone_confirm_page_new (self->client, approval, decision)));
}

static gboolean
is_idle (HkkPhoneWindow *self)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->navigation);

  return visible == ADW_NAVIGATION_PAGE (self->home) ||
         (HKK_IS_PHONE_APPROVAL_PAGE (visible) && hkk_phone_approval_page_is_over (HKK_PHONE_APPROVAL_PAGE (visible)));
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPhoneWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkDeviceApproval) approval = hkk_device_client_open_finish (HKK_DEVICE_CLIENT (source), result, &error);
  HkkPhoneApprovalPage *page;

  self->opening = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (approval == NULL)
    {
      toast (self, error->message);
      return;
    }
  if (!is_idle (self) && !HKK_IS_PHONE_FETCH_PAGE (adw_navigation_view_get_visible_page (self->navigation)))
    return; /* the person has begun something else meanwhile: it waits on the start page */
  page = hkk_phone_approval_page_new (self->client, approval);
  g_signal_connect_object (page, "decide", G_CALLBACK (on_decide), self, G_CONNECT_SWAPPED);
  show_pages (self, ADW_NAVIGATION_PAGE (page));
}

static void
open_approval (HkkPhoneWindow *self,
               const char     *id)
{
  if (self->opening)
    return; /* one after the other: the next one waits on the start page */
  self->opening = TRUE;
  hkk_device_client_open_async (self->client, id, self->cancellable, on_opened, g_object_ref (self));
}

static void
open_first (HkkPhoneWindow *self)
{
  GListModel *approvals = hkk_device_client_get_approvals (self->client);
  g_autoptr(HkkDeviceApproval) first = g_list_model_get_item (approvals, 0);

  if (first != NULL)
    open_approval (self, hkk_device_approval_get_id (first));
}

/* What just arrived comes to the front, unless the person is busy with another page. */
static void
on_approvals_changed (HkkPhoneWindow *self,
                      guint           position,
                      guint           removed,
                      guint           added,
                      GListModel     *approvals)
{
  if (added > 0 && is_idle (self))
    {
      g_autoptr(HkkDeviceApproval) arrived = g_list_model_get_item (approvals, position);

      open_approval (self, hkk_device_approval_get_id (arrived));
    }
}

/* Binding, the first time without a question */

static void
on_first_enrolled (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(HkkPhoneWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_device_client_enrol_finish (HKK_DEVICE_CLIENT (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hkk_phone_home_page_show_failed (self->home, error->message);
}

static void
on_first_signed_in (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(HkkPhoneWindow) self = data;
  g_autoptr(GError) error = NULL;
  guint n_persons = 0;
  const HkkPhonePerson *person = hkk_phone_host_get_persons (self->host, &n_persons);
  HkkEnrolment enrolment = { .biometrics = TRUE };

  if (!hkk_device_client_sign_in_finish (HKK_DEVICE_CLIENT (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        hkk_phone_home_page_show_failed (self->home, error->message);
      return;
    }
  /* TRANSLATORS: the name of the first demo person's phone. */
  enrolment.name = _("Andrea’s smartphone");
  enrolment.pin = person->pin;
  enrolment.card_digits = person->card_digits;
  enrolment.card_valid_until = person->card_valid_until;
  hkk_device_client_enrol_async (self->client, &enrolment, self->cancellable, on_first_enrolled, g_object_ref (self));
}

static void
bind_first_person (HkkPhoneWindow *self)
{
  guint n_persons = 0;
  const HkkPhonePerson *person = hkk_phone_host_get_persons (self->host, &n_persons);

  g_return_if_fail (n_persons > 0);

  hkk_device_client_sign_in_async (self->client, person->kvnr, person->password, self->cancellable,
                                   on_first_signed_in, g_object_ref (self));
}

static void
show_sign_in (HkkPhoneWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_find_page (self->navigation, "sign-in");

  if (page == NULL)
    {
      page = ADW_NAVIGATION_PAGE (hkk_phone_signin_page_new (self->client, self->host));
      show_pages (self, page);
    }
  if (self->person != NULL)
    hkk_phone_signin_page_fill (HKK_PHONE_SIGNIN_PAGE (page), self->person);
}

/* (transfer none) (nullable): the page of a type, also where another one lies over it. */
static AdwNavigationPage *
find_page (HkkPhoneWindow *self,
           GType           type)
{
  g_autoptr(GListModel) stack = G_LIST_MODEL (adw_navigation_view_get_navigation_stack (self->navigation));
  AdwNavigationPage *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (stack) && found == NULL; i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (page, type))
        found = page;
    }
  return found;
}

static void
update (HkkPhoneWindow *self)
{
  HkkDeviceState state = hkk_device_client_get_state (self->client);
  gboolean bound = hkk_device_client_is_bound (self->client);

  gtk_widget_set_sensitive (self->menu_fetch, bound);
  gtk_widget_set_sensitive (self->menu_settings, bound);
  if (hkk_phone_host_get_url (self->host) == NULL || (self->bind_first_person && !bound))
    {
      show_pages (self, NULL);
      return;
    }
  self->bind_first_person = FALSE;
  switch (state)
    {
    case HKK_DEVICE_NEW:
      if (adw_navigation_view_find_page (self->navigation, "sign-in") != NULL)
        break; /* another backend took over: a registration that has begun goes on */
      show_sign_in (self);
      break;
    case HKK_DEVICE_SIGNED_IN:
      show_pages (self, ADW_NAVIGATION_PAGE (hkk_phone_bind_page_new (self->client, self->host)));
      break;
    case HKK_DEVICE_LOCKED: /* it may not read what waits */
    case HKK_DEVICE_WAITING:
      show_pages (self, NULL);
      break;
    case HKK_DEVICE_BOUND:
    default:
      if (find_page (self, HKK_TYPE_PHONE_WAIT_PAGE) != NULL)
        break; /* it says that the device was confirmed */
      show_pages (self, NULL);
      open_first (self);
    }
}

static void
on_endpoint_changed (HkkPhoneWindow *self)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_device_client_set_endpoint (self->client, hkk_phone_host_get_url (self->host),
                                       hkk_phone_host_get_pem (self->host), &error))
    {
      hkk_phone_home_page_show_failed (self->home, error->message);
      return;
    }
  hkk_device_client_start (self->client);
  hkk_phone_identification_start (self->identification);
  /* Another process may serve the demo from now on: what the person is at goes on. */
  if (hkk_device_client_get_state (self->client) == HKK_DEVICE_NEW ||
      adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->home))
    update (self);
  if (self->bind_first_person)
    bind_first_person (self);
}

static void
on_retry (HkkPhoneWindow *self)
{
  if (hkk_phone_host_get_url (self->host) == NULL)
    hkk_phone_host_start (self->host);
  else if (self->bind_first_person)
    bind_first_person (self);
}

/* Banners do not announce themselves. TEXT (nullable): all is well. */
static void
say_in (HkkPhoneWindow *self,
        AdwBanner      *banner,
        const char     *text)
{
  gboolean said = text != NULL && g_str_equal (text, adw_banner_get_title (banner));

  adw_banner_set_revealed (banner, text != NULL);
  if (said)
    return;
  /* What is hidden is there for a screen reader still, under its title. */
  adw_banner_set_title (banner, text != NULL ? text : "");
  if (text != NULL)
    hkk_announce (GTK_WIDGET (self), text);
}

static const char *
why_not_online (HkkConnectivity connectivity)
{
  if (connectivity == HKK_CONNECTIVITY_MAINTENANCE)
    return _("The portal is being maintained. Trying again.");
  if (connectivity == HKK_CONNECTIVITY_SERVER)
    return _("The portal has a problem. Trying again.");
  return _("No connection to the portal. Trying again.");
}

static void
on_online (HkkPhoneWindow *self)
{
  HkkConnectivity connectivity = HKK_CONNECTIVITY_UNKNOWN;
  gboolean online = FALSE;

  g_object_get (self->client, "online", &online, "connectivity", &connectivity, NULL);
  online |= !hkk_device_client_is_bound (self->client);
  say_in (self, self->offline, online ? NULL : why_not_online (connectivity));
}

/* --- The keyring: nobody waits for it, so what it has not done yet, or does not do, is said --- */

static const char *
waiting_text (HkkPhoneWindow *self,
              gboolean        prompting)
{
  if (hkk_device_client_is_loading (self->client))
    return prompting ? _("Your keyring asks for its password. Until then no approvals arrive.")
                     : _("The keyring has not answered yet. Until then no approvals arrive.");
  return prompting ? _("Your keyring asks for its password. Without it this device is registered only until you quit.")
                   : _("The keyring has not answered yet. Without it this device is registered only until you quit.");
}

/* (nullable): NULL if all is well. The banner has room for three short lines. */
static const char *
keyring_text (HkkPhoneWindow *self)
{
  HkkKeyringState state = hkk_device_client_get_keyring_state (self->client);

  if (state == HKK_KEYRING_UNUSED || state == HKK_KEYRING_STORED)
    return NULL;
  if (state == HKK_KEYRING_SLOW || state == HKK_KEYRING_PROMPTING)
    return waiting_text (self, state == HKK_KEYRING_PROMPTING);
  if (hkk_device_client_is_bound (self->client))
    return _("The keyring did not keep this device. It is registered only until you quit.");
  return _("The keyring does not give this device back. Ask it again, or register the device anew.");
}

static void
update_keyring (HkkPhoneWindow *self)
{
  HkkDeviceState state = hkk_device_client_get_state (self->client);

  adw_banner_set_button_label (self->keyring, state == HKK_DEVICE_NEW ? _("Ask again") : NULL);
  say_in (self, self->keyring, keyring_text (self));
}

static void
on_ask_keyring (HkkPhoneWindow *self)
{
  hkk_device_client_ask_keyring (self->client);
}

/* --- An identification that goes on --- */

/* (transfer full): the notification's id. To the desktop of a sandbox all phones are one program. */
static char *
identification_id (HkkPhoneWindow *self)
{
  return g_strconcat ("identification", self->profile != NULL ? "-" : NULL, self->profile, NULL);
}

static void
update_identification (HkkPhoneWindow *self)
{
  const char *text = hkk_phone_identification_get_sentence (self->identification);
  g_autofree char *id = identification_id (self);
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  say_in (self, self->identification_banner, text);
  /* Who looks at it, or has ended it, need not be told. */
  if (text == NULL && application != NULL)
    g_application_withdraw_notification (application, id);
}

static void
on_identification_ended (HkkPhoneWindow *self)
{
  g_autoptr(GNotification) notification = g_notification_new (_("Service-App"));
  g_autofree char *id = identification_id (self);

  g_notification_set_body (notification, hkk_phone_identification_get_sentence (self->identification));
  g_notification_set_default_action (notification, "app.identification");
  g_application_send_notification (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), id,
                                   notification);
}

/**
 * hkk_phone_window_show_identification:
 *
 * Shows how far an identification is that has begun; nothing if there is none.
 */
void
hkk_phone_window_show_identification (HkkPhoneWindow *self)
{
  HkkPhoneProcess *process;
  HkkPhoneNectPage *page;

  g_return_if_fail (HKK_IS_PHONE_WINDOW (self));

  process = hkk_phone_identification_get_process (self->identification);
  if (process == NULL || hkk_phone_identification_get_sentence (self->identification) == NULL)
    return;
  page = hkk_phone_nect_page_new (self->client, self->host, self->identification, g_rc_box_acquire (process));
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

/* --- Menu and actions --- */

static void
show_menu (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);

  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  gtk_widget_grab_focus (self->menu_home);
}

static void
go_home (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  show_pages (HKK_PHONE_WINDOW (widget), NULL);
}

/* From an approval that is over to the next one that waits, or home. */
static void
go_on (GtkWidget  *widget,
       const char *name,
       GVariant   *parameter)
{
  show_pages (HKK_PHONE_WINDOW (widget), NULL);
  open_first (HKK_PHONE_WINDOW (widget));
}

/* Where one is before anything was begun. */
static void
go_to_start (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);

  if (!adw_navigation_view_pop_to_tag (self->navigation, "sign-in"))
    show_pages (self, NULL);
}

static HkkPhoneRegisterPage *
push_registration (HkkPhoneWindow *self,
                   gboolean        recovery)
{
  HkkPhoneRegisterPage *page = hkk_phone_register_page_new (self->client, self->host, self->identification, recovery);

  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
  return page;
}

/* To the page where it was begun, with what was typed; after a restart of the program it is a new one. */
static void
start_again (GtkWidget  *widget,
             const char *name,
             GVariant   *begun)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);
  AdwNavigationPage *page = find_page (self, HKK_TYPE_PHONE_REGISTER_PAGE);
  const char *kvnr, *birth_date;
  gboolean recovery;

  if (page != NULL)
    {
      adw_navigation_view_pop_to_page (self->navigation, page);
      return;
    }
  g_variant_get (begun, "(b&s&s)", &recovery, &kvnr, &birth_date);
  go_to_start (widget, name, NULL);
  hkk_phone_register_page_fill (push_registration (self, recovery), kvnr, birth_date);
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *id)
{
  open_approval (HKK_PHONE_WINDOW (widget), g_variant_get_string (id, NULL));
}

static void
begin_registration (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  push_registration (HKK_PHONE_WINDOW (widget), g_str_equal (name, "phone.recover"));
}

static void
show_unlocking (HkkPhoneWindow *self)
{
  show_pages (self, ADW_NAVIGATION_PAGE (hkk_phone_bind_page_new (self->client, self->host)));
}

static AdwNavigationPage *
create_sign_in_to_unlock (HkkPhoneWindow *self)
{
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (hkk_phone_signin_page_new (self->client, self->host));

  adw_navigation_page_set_tag (page, "unlock");
  adw_navigation_page_set_can_pop (page, TRUE);
  return page;
}

/* Who unlocks signs in, as who registers. */
static void
unlock (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);
  AdwNavigationPage *page;

  if (hkk_device_client_check_sign_in (self->client))
    {
      show_unlocking (self);
      return;
    }
  page = create_sign_in_to_unlock (self);
  g_signal_connect_object (page, "signed-in", G_CALLBACK (show_unlocking), self, G_CONNECT_SWAPPED);
  show_pages (self, page);
}

/* To what is below PAGE, whatever lies over it by now. */
static void
go_back_from (HkkPhoneWindow    *self,
              AdwNavigationPage *page)
{
  AdwNavigationPage *below = adw_navigation_view_get_previous_page (self->navigation, page);

  if (below != NULL)
    adw_navigation_view_pop_to_page (self->navigation, below);
}

/* Over the page that unlocks, so that what was typed there stays. */
static void
sign_in_again (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);
  AdwNavigationPage *page = create_sign_in_to_unlock (self);

  g_signal_connect_object (page, "signed-in", G_CALLBACK (go_back_from), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, page);
  toast (self, _("You are signed out. Sign in again to go on."));
}

static void
on_unbound (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkPhoneWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_device_client_remove_finish (HKK_DEVICE_CLIENT (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    toast (self, error->message);
}

static void
on_unbind_answered (HkkPhoneWindow *self,
                    const char     *response)
{
  if (g_str_equal (response, "unbind"))
    hkk_device_client_remove_async (self->client, self->cancellable, on_unbound, g_object_ref (self));
}

static void
unbind (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Unbind this device?"),
                                            _("It can no longer approve anything until you register it again. In the "
                                              "list on your computer it stays until you remove it there."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("Cancel"), "unbind", _("Unbind"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "unbind", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_unbind_answered), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static AdwNavigationPage *
create_page (HkkPhoneWindow *self,
             const char     *name)
{
  if (g_str_equal (name, "history"))
    return ADW_NAVIGATION_PAGE (hkk_phone_history_page_new (self->client));
  if (g_str_equal (name, "help"))
    return ADW_NAVIGATION_PAGE (hkk_phone_help_page_new ());
  if (g_str_equal (name, "imprint"))
    return ADW_NAVIGATION_PAGE (hkk_phone_imprint_page_new ());
  return ADW_NAVIGATION_PAGE (hkk_phone_change_page_new (self->client, name));
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *page)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);

  adw_navigation_view_push (self->navigation, create_page (self, g_variant_get_string (page, NULL)));
}

/* The keys go to it, also where nothing had the focus that the toolkit would give on to it. */
static void
on_visible_page (HkkPhoneWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  if (page != NULL && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

/* Over what is there, which goes on; a question is answered first. */
static void
show_help (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (widget);

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  if (!HKK_IS_PHONE_HELP_PAGE (adw_navigation_view_get_visible_page (self->navigation)))
    adw_navigation_view_push (self->navigation, create_page (self, "help"));
}

static void
say_action (GtkWidget  *widget,
            const char *name,
            GVariant   *text)
{
  toast (HKK_PHONE_WINDOW (widget), g_variant_get_string (text, NULL));
}

/* Before the device is bound there is no start page to come back to: help and imprint lie over what is there. */
static void
on_menu_activated (HkkPhoneWindow *self,
                   GtkWidget      *row)
{
  gboolean bound = gtk_widget_get_sensitive (self->menu_settings);
  const char *page = row == self->menu_imprint ? "imprint" : "help";

  adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  if (row == self->menu_fetch)
    show_pages (self, ADW_NAVIGATION_PAGE (hkk_phone_fetch_page_new (self->client)));
  else if (row == self->menu_settings)
    show_pages (self, ADW_NAVIGATION_PAGE (hkk_phone_settings_page_new (self->client)));
  else if (row == self->menu_home && bound)
    show_pages (self, NULL);
  else if (row != self->menu_home && bound)
    show_pages (self, create_page (self, page));
  else if (row != self->menu_home)
    adw_navigation_view_push (self->navigation, create_page (self, page));
}

static void
hkk_phone_window_dispose (GObject *object)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    hkk_device_client_stop (self->client);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_PHONE_WINDOW);
  g_clear_object (&self->client);
  g_clear_object (&self->host);
  g_clear_object (&self->identification);
  G_OBJECT_CLASS (hkk_phone_window_parent_class)->dispose (object);
}

static void
hkk_phone_window_finalize (GObject *object)
{
  HkkPhoneWindow *self = HKK_PHONE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_free (self->profile);
  G_OBJECT_CLASS (hkk_phone_window_parent_class)->finalize (object);
}

static void
hkk_phone_window_class_init (HkkPhoneWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_phone_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_phone_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/phone/hkk-phone-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, offline);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, keyring);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, identification_banner);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, split);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu_home);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu_fetch);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu_settings);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu_help);
  gtk_widget_class_bind_template_child (widget_class, HkkPhoneWindow, menu_imprint);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_visible_page);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_keyring);
  gtk_widget_class_bind_template_callback (widget_class, hkk_phone_window_show_identification);
  gtk_widget_class_install_action (widget_class, "phone.menu", NULL, show_menu);
  gtk_widget_class_install_action (widget_class, "phone.help", NULL, show_help);
  gtk_widget_class_install_action (widget_class, "phone.home", NULL, go_home);
  gtk_widget_class_install_action (widget_class, "phone.next", NULL, go_on);
  gtk_widget_class_install_action (widget_class, "phone.start", NULL, go_to_start);
  gtk_widget_class_install_action (widget_class, "phone.start-again", HKK_PHONE_START_AGAIN, start_again);
  gtk_widget_class_install_action (widget_class, "phone.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "phone.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "phone.say", "s", say_action);
  gtk_widget_class_install_action (widget_class, "phone.register", NULL, begin_registration);
  gtk_widget_class_install_action (widget_class, "phone.recover", NULL, begin_registration);
  gtk_widget_class_install_action (widget_class, "phone.unlock", NULL, unlock);
  gtk_widget_class_install_action (widget_class, "phone.sign-in", NULL, sign_in_again);
  gtk_widget_class_install_action (widget_class, "phone.unbind", NULL, unbind);
}

static void
hkk_phone_window_init (HkkPhoneWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_focus_kept_follow (GTK_WINDOW (self));
}

static void
set_profile (HkkPhoneWindow *self,
             const char     *profile)
{
  g_autofree char *title = hkk_phone_profile_dup_title (profile);
  g_autofree char *strip = hkk_phone_profile_dup_strip (profile);

  self->profile = g_strdup (profile);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->strip, strip);
  if (hkk_phone_profile_is_tablet (profile))
    gtk_window_set_default_size (GTK_WINDOW (self), TABLET_WIDTH, TABLET_HEIGHT);
}

/**
 * hkk_phone_window_new:
 * @application: the simulator
 * @client: this device
 * @host: the demo backend; started by the window
 * @identification: one that has begun before, if there is one
 * @profile: (nullable): which of several phones it is
 * @bind_first_person_too: whether an unbound device binds itself to the first demo person without a question
 *
 * Returns: (transfer floating): the simulated phone
 */
HkkPhoneWindow *
hkk_phone_window_new (AdwApplication         *application,
                      HkkDeviceClient        *client,
                      HkkPhoneHost           *host,
                      HkkPhoneIdentification *identification,
                      const char             *profile,
                      gboolean                bind_first_person_too)
{
  HkkPhoneWindow *self = g_object_new (HKK_TYPE_PHONE_WINDOW, "application", application, NULL);

  self->client = g_object_ref (client);
  self->host = g_object_ref (host);
  self->identification = g_object_ref (identification);
  set_profile (self, profile);
  g_signal_connect_object (self->identification, "changed", G_CALLBACK (update_identification), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->identification, "ended", G_CALLBACK (on_identification_ended), self,
                           G_CONNECT_SWAPPED);
  self->bind_first_person = bind_first_person_too && hkk_device_client_get_state (client) == HKK_DEVICE_NEW;
  self->home = hkk_phone_home_page_new (client);
  g_signal_connect_object (self->home, "retry", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
  adw_navigation_view_add (self->navigation, ADW_NAVIGATION_PAGE (self->home));
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::connectivity", G_CALLBACK (on_online), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::keyring-state", G_CALLBACK (update_keyring), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update_keyring), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "removed", G_CALLBACK (toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hkk_device_client_get_approvals (client), "items-changed",
                           G_CALLBACK (on_approvals_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "endpoint-changed", G_CALLBACK (on_endpoint_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "failed", G_CALLBACK (hkk_phone_home_page_show_failed), self->home, G_CONNECT_SWAPPED);
  show_pages (self, NULL);
  update_keyring (self);
  hkk_phone_host_start (host);
  return self;
}

/* (nullable): NULL for who is not of the demo, or has no password yet. */
static const HkkPhonePerson *
find_person (HkkPhoneWindow *self,
             const char     *name)
{
  guint n_persons = 0;
  const HkkPhonePerson *persons = hkk_phone_host_get_persons (self->host, &n_persons);

  for (guint i = 0; i < n_persons; i++)
    if (g_strcmp0 (persons[i].name, name) == 0 && persons[i].password != NULL)
      return &persons[i];
  return NULL;
}

/**
 * hkk_phone_window_open_for:
 * @name: who has opened it on the desktop; "" for somebody new
 *
 * A device that is nobody's lets this person begin to register it. One that is somebody else's says so.
 */
void
hkk_phone_window_open_for (HkkPhoneWindow *self,
                           const char     *name)
{
  HkkDeviceState state;
  const char *owner;

  g_return_if_fail (HKK_IS_PHONE_WINDOW (self));
  g_return_if_fail (name != NULL);

  self->person = find_person (self, name);
  state = hkk_device_client_get_state (self->client);
  owner = hkk_device_client_get_person_name (self->client);
  if (state == HKK_DEVICE_NEW && adw_navigation_view_find_page (self->navigation, "sign-in") != NULL)
    {
      show_sign_in (self);
    }
  else if (hkk_device_client_is_bound (self->client) && owner != NULL && g_strcmp0 (owner, name) != 0)
    {
      /* TRANSLATORS: %s: the name of a person */
      g_autofree char *text = g_strdup_printf (_("This device is registered for %s. To register it for somebody else, "
                                                 "unbind it first."), owner);

      toast (self, text);
    }
}
