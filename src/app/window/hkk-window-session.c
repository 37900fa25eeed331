/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-action.h"

/* Above this the person is told that the clock is off. */
#define CLOCK_SKEW_SECONDS 60

/* --- Banners: one at a time, the most urgent first; banners do not announce themselves --- */

typedef enum
{
  NOTICE_NONE,
  NOTICE_SESSION,
  NOTICE_CONNECTION,
  NOTICE_KEYRING,
  NOTICE_CLOCK,
} Notice;

/* The notices that something can be done about. */
static const char * const buttons[] = {
  [NOTICE_SESSION] = N_("_Stay signed in"),
  [NOTICE_CONNECTION] = N_("_Try now"),
  [NOTICE_CLOCK] = NULL,
};

/* What a keyring did not do for who is signed in and wants to stay so, and for who may have stayed signed in. */
static const struct
{
  const char *signed_in;
  const char *signed_out;
  const char *button;
} keyring_notices[] = {
  [HKK_KEYRING_ABSENT] = {
    N_("This computer has no keyring. You are signed in until you quit. To stay signed in, install one, for example "
       "GNOME Keyring."),
    N_("This computer has no keyring now, so you have to sign in."), NULL },
  [HKK_KEYRING_NO_BUS] = {
    N_("The keyring cannot be reached from here. You are signed in until you quit. To stay signed in, log in to your "
       "desktop again."),
    N_("The keyring cannot be reached from here, so you have to sign in."), NULL },
  [HKK_KEYRING_LOCKED] = {
    N_("Your keyring is locked. You are signed in until you quit."),
    N_("Your keyring is locked. You can unlock it, or sign in until you quit."), N_("_Unlock keyring") },
  [HKK_KEYRING_SLOW] = {
    N_("The keyring takes long to answer. You stay signed in once it has answered; until then, only until you quit."),
    NULL, NULL },
  [HKK_KEYRING_PROMPTING] = {
    N_("Your keyring is locked and asks for its password. Type it there to stay signed in after you quit."),
    NULL, NULL },
  [HKK_KEYRING_MUTE] = {
    N_("The keyring does not answer. You are signed in until you quit."),
    N_("The keyring does not answer, so you have to sign in. You can also ask it once more."), N_("Ask _again") },
  [HKK_KEYRING_FAILED] = {
    N_("The keyring refused to keep your sign-in. You are signed in until you quit."),
    N_("The keyring refused to give your sign-in, so you have to sign in."), N_("Ask _again") },
  [HKK_KEYRING_GONE] = {
    N_("The keyring was ended while you were signed in. You are signed in until you quit. Start it again to stay "
       "signed in."),
    NULL, N_("Ask _again") },
};

/* What there is to say about the keyring, or NULL. */
static const char *
keyring_text (HkkWindow *self)
{
  HkkKeyringState state = hkk_portal_get_keyring_state (self->portal);
  HkkPortalState portal = hkk_portal_get_state (self->portal);

  if (state >= G_N_ELEMENTS (keyring_notices))
    return NULL;
  if (portal == HKK_PORTAL_SIGNED_IN || portal == HKK_PORTAL_LOCKED)
    return keyring_notices[state].signed_in;
  return portal == HKK_PORTAL_SIGNED_OUT ? keyring_notices[state].signed_out : NULL;
}

/* One failure is said once: where the person has just tried. */
static gboolean
signin_says_why (HkkWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "signin") == 0 &&
         hkk_signin_form_has_error (hkk_signin_page_get_form (self->signin_page));
}

static char *
connection_text (HkkWindow *self)
{
  const GError *trouble = hkk_portal_get_trouble (self->portal);

  if (trouble != NULL)
    return hkk_error_sentence (trouble);
  if (hkk_portal_get_connectivity (self->portal) == HKK_CONNECTIVITY_MAINTENANCE)
    return g_strdup (_("The portal is being maintained. What you type is kept."));
  return g_strdup (_("The portal has a problem. Your connection works; what you type is kept."));
}

static Notice
current_notice (HkkWindow *self)
{
  if (self->portal == NULL)
    return NOTICE_NONE;
  if (self->session_seconds > 0 && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    return NOTICE_SESSION;
  if (!hkk_portal_get_online (self->portal) && !signin_says_why (self))
    return NOTICE_CONNECTION;
  if (keyring_text (self) != NULL)
    return NOTICE_KEYRING;
  if (ABS (hkk_portal_get_clock_skew (self->portal)) > CLOCK_SKEW_SECONDS)
    return NOTICE_CLOCK;
  return NOTICE_NONE;
}

static char *
notice_text (HkkWindow *self,
             Notice     notice)
{
  guint minutes;

  switch (notice)
    {
    case NOTICE_SESSION:
      minutes = (self->session_seconds + 30) / 60;
      /* TRANSLATORS: %u: minutes until the session ends by itself */
      return g_strdup_printf (ngettext ("You will be signed out in %u minute.",
                                        "You will be signed out in %u minutes.", MAX (minutes, 1)),
                              MAX (minutes, 1));
    case NOTICE_CONNECTION:
      return connection_text (self);
    case NOTICE_KEYRING:
      return g_strdup (_(keyring_text (self)));
    case NOTICE_CLOCK:
      return g_strdup (_("This computer’s clock is off by more than a minute. Times here are the portal’s."));
    case NOTICE_NONE:
    default:
      return g_strdup ("");
    }
}

static gboolean
has_details (HkkWindow *self)
{
  return g_error_matches (hkk_portal_get_trouble (self->portal), HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_TLS);
}

static const char *
notice_button (HkkWindow *self,
               Notice     notice)
{
  const char *button = buttons[notice];

  if (notice == NOTICE_KEYRING)
    button = keyring_notices[hkk_portal_get_keyring_state (self->portal)].button;
  if (notice == NOTICE_CONNECTION && has_details (self))
    button = N_("_Details");
  return button != NULL ? _(button) : NULL;
}

static void
on_details_response (HkkWindow  *self,
                     const char *response)
{
  if (g_str_equal (response, "try") && self->portal != NULL)
    hkk_portal_check_now (self->portal);
}

static void
show_details (HkkWindow *self)
{
  const GError *trouble = hkk_portal_get_trouble (self->portal);
  const char *details = hkk_portal_error_get_details (trouble);
  g_autofree char *body = g_strjoin ("\n\n", trouble->message, details, NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Connection to the portal"), body));

  adw_alert_dialog_add_responses (dialog, "close", C_("button", "Close"), "try", _("_Try now"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_details_response), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
update_banner (HkkWindow *self)
{
  Notice notice = current_notice (self);
  g_autofree char *text = notice_text (self, notice);

  if (notice == NOTICE_NONE)
    {
      adw_banner_set_revealed (self->banner, FALSE);
      /* It is there for a screen reader still, under its title. */
      adw_banner_set_title (self->banner, "");
      return;
    }
  adw_banner_set_button_label (self->banner, notice_button (self, notice));
  if (adw_banner_get_revealed (self->banner) && g_str_equal (adw_banner_get_title (self->banner), text))
    return;
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           notice == NOTICE_SESSION ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                                    : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_keyring_state (HkkWindow *self)
{
  if (self->keyring_asked && hkk_portal_get_keyring_state (self->portal) == HKK_KEYRING_STORED)
    {
      self->keyring_asked = FALSE;
      hkk_shell_say (HKK_SHELL (self), _("The keyring has your sign-in now: you stay signed in."));
    }
  update_banner (self);
}

static void
on_banner_clicked (HkkWindow *self)
{
  switch (current_notice (self))
    {
    case NOTICE_SESSION:
      self->session_seconds = 0;
      hkk_portal_note_activity (self->portal);
      update_banner (self);
      break;
    case NOTICE_CONNECTION:
      if (has_details (self))
        show_details (self);
      else
        hkk_portal_check_now (self->portal);
      break;
    case NOTICE_KEYRING:
      self->keyring_asked = hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN;
      hkk_portal_retry_keyring (self->portal);
      break;
    case NOTICE_NONE:
    case NOTICE_CLOCK:
    default:
      break;
    }
}

static void
on_inactivity_warning (HkkWindow *self,
                       guint      seconds_left)
{
  self->session_seconds = MAX (seconds_left, 1);
  update_banner (self);
}

/* What the person looks at may hold a part that could not be loaded. */
static gboolean
needs_reload (HkkWindow *self,
              HkkPlace   place)
{
  HkkPage *page = self->places[place];

  return place == self->place || hkk_page_get_state (page) != HKK_PAGE_STATE_CONTENT || hkk_page_is_stored (page);
}

static void
on_online (HkkWindow *self)
{
  update_banner (self);
  if (!hkk_portal_get_online (self->portal) || hkk_portal_get_state (self->portal) != HKK_PORTAL_SIGNED_IN)
    return;
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (self->places[i] != NULL && needs_reload (self, (HkkPlace) i))
      hkk_page_reload (self->places[i]);
}

/* --- Activity --- */

static gboolean
on_input (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          HkkWindow                *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
    case GDK_SCROLL:
    case GDK_MOTION_NOTIFY:
      if (self->portal != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
        hkk_portal_note_activity (self->portal);
      if (self->session_seconds > 0 && gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
        {
          self->session_seconds = 0;
          update_banner (self);
        }
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/* What a dialog shows belongs to the person who opened it. */
static void
close_dialogs (HkkWindow *self)
{
  g_autoptr(GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr(AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      adw_dialog_force_close (dialog);
    }
}

/* --- Sign-in over the page --- */

/* Whoever sits there now reads nothing, also not with a screen reader, until the person has signed in again. */
static void
hide_content (HkkWindow *self)
{
  g_set_weak_pointer (&self->focus_before, gtk_window_get_focus (GTK_WINDOW (self)));
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  gtk_widget_set_visible (GTK_WIDGET (self->task_view), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (self->dialogs); i++)
    {
      g_autoptr(GtkWidget) dialog = g_list_model_get_item (self->dialogs, i);

      gtk_widget_set_visible (dialog, FALSE);
    }
}

static void
show_content (HkkWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->task_view), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (self->dialogs); i++)
    {
      g_autoptr(GtkWidget) dialog = g_list_model_get_item (self->dialogs, i);

      gtk_widget_set_visible (dialog, TRUE);
    }
  if (self->focus_before != NULL && gtk_widget_get_mapped (self->focus_before))
    gtk_widget_grab_focus (self->focus_before);
  g_clear_weak_pointer (&self->focus_before);
}

static void
on_session_ended (HkkWindow *self)
{
  self->session_seconds = 0;
  hkk_file_action_sweep ();
  hkk_window_update_state (self);
}

static void
on_signin_given_up (HkkWindow *self)
{
  HkkSigninForm *form = hkk_signin_page_get_form (self->signin_page);

  self->signin_dialog = NULL;
  gtk_stack_set_visible_child_name (self->view_stack, "signin");
  close_dialogs (self);
  hkk_window_reset_places (self);
  show_content (self);
  hkk_signin_form_show_reason (form, hkk_portal_get_end_sentence (self->portal));
  hkk_signin_form_focus (form);
}

static void
on_signin_done (HkkWindow *self)
{
  self->signin_dialog = NULL;
  show_content (self);
  hkk_window_update_state (self);
}

static void
show_signin_again (HkkWindow *self)
{
  g_autofree char *last = self->settings != NULL ? g_settings_get_string (self->settings, "last-insurance-number")
                                                 : NULL;

  if (self->signin_dialog != NULL)
    return;
  hide_content (self);
  self->signin_dialog = hkk_signin_dialog_new (self->portal, self->number != NULL ? self->number : last,
                                               hkk_portal_get_end_sentence (self->portal));
  g_signal_connect_object (self->signin_dialog, "given-up", G_CALLBACK (on_signin_given_up), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signin_dialog, "done", G_CALLBACK (on_signin_done), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self->signin_dialog), GTK_WIDGET (self));
}

/* Somebody is signed in: the question is answered, and nobody has given it up. */
static void
close_signin_again (HkkWindow *self)
{
  HkkSigninDialog *dialog = g_steal_pointer (&self->signin_dialog);

  if (dialog == NULL)
    return;
  g_signal_handlers_disconnect_by_func (dialog, on_signin_given_up, self);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  show_content (self);
}

/* --- Lock --- */

static void
end_lock (HkkWindow *self)
{
  GtkWindow *lock = GTK_WINDOW (self->lock_window);

  if (lock == NULL)
    return;
  self->lock_window = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_destroy (lock);
}

static void
on_lock_sign_out (HkkWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-out", NULL);
}

static gboolean
on_lock_closed (HkkWindow *self)
{
  hkk_window_quit (self);
  return GDK_EVENT_STOP;
}

static void
begin_lock (HkkWindow *self)
{
  int width, height;

  if (self->lock_window != NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  self->lock_window = hkk_lock_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->portal, self->demo);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (GTK_WINDOW (self->lock_window), width, height);
  g_signal_connect_object (self->lock_window, "unlocked", G_CALLBACK (hkk_window_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock_window, "sign-out", G_CALLBACK (on_lock_sign_out), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock_window, "close-request", G_CALLBACK (on_lock_closed), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->lock_window));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* --- State --- */

/* A keyring that is slow says late that the person is still signed in. Who has begun to sign in is not interrupted. */
static void
update_kept (HkkWindow *self)
{
  HkkKeptState state = HKK_KEPT_NONE;
  const char *name = NULL;

  if (self->portal != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_OUT)
    state = hkk_portal_get_kept_state (self->portal);
  if (state == HKK_KEPT_FOUND &&
      !hkk_signin_form_is_begun (hkk_signin_page_get_form (self->signin_page)) &&
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    {
      hkk_portal_continue (self->portal);
      return;
    }
  if (state == HKK_KEPT_FOUND)
    name = hkk_portal_get_kept_name (self->portal);
  hkk_signin_page_show_kept (self->signin_page, state == HKK_KEPT_ASKED, name);
}

static void
show_main (HkkWindow *self)
{
  gboolean other = g_set_str (&self->profile_id, hkk_portal_get_profile_id (self->portal));

  if (other)
    {
      close_dialogs (self);
      hkk_window_reset_places (self);
    }
  hkk_sidebar_set_person_name (self->sidebar, hkk_portal_get_person_name (self->portal));
  if (!other && g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "main") == 0)
    return;
  gtk_stack_set_visible_child_name (self->view_stack, "main");
  hkk_window_go_to (self, HKK_PLACE_OVERVIEW);
  hkk_window_find_approvals (self);
  hkk_window_open_wanted (self);
}

static void
remember_number (HkkWindow *self)
{
  HkkSigninForm *form = NULL;
  const char *number = NULL;

  /* Who unlocks signs in by none of them. */
  if (self->signin_dialog != NULL)
    form = hkk_signin_dialog_get_form (self->signin_dialog);
  else if (!hkk_window_is_in (self))
    form = hkk_signin_page_get_form (self->signin_page);
  if (form != NULL)
    number = hkk_signin_form_get_number (form);
  if (number != NULL)
    g_set_str (&self->number, number);
  if (self->settings == NULL || self->number == NULL)
    return;
  g_settings_set_string (self->settings, "last-insurance-number",
                         hkk_portal_get_stay_signed_in (self->portal) ? self->number : "");
}

static void
show_signed_out (HkkWindow *self)
{
  HkkSigninForm *form = hkk_signin_page_get_form (self->signin_page);
  g_autofree char *last = self->settings != NULL ? g_settings_get_string (self->settings, "last-insurance-number")
                                                 : NULL;

  /* Those of the sign-in page are nobody's. */
  if (hkk_window_is_in (self))
    close_dialogs (self);
  hkk_file_action_sweep ();
  hkk_window_reset_places (self);
  hkk_sidebar_set_person_name (self->sidebar, NULL);
  g_clear_pointer (&self->profile_id, g_free);
  gtk_stack_set_visible_child_name (self->view_stack, "signin");
  hkk_signin_form_show_reason (form, NULL);
  if (last != NULL && *last && !hkk_signin_form_is_begun (form))
    hkk_signin_form_set_number (form, last);
  hkk_signin_form_focus (form);
}

void
hkk_window_update_state (HkkWindow *self)
{
  HkkPortalState state = self->portal != NULL ? hkk_portal_get_state (self->portal) : HKK_PORTAL_SIGNED_OUT;

  if (state != HKK_PORTAL_LOCKED)
    end_lock (self);
  switch (state)
    {
    case HKK_PORTAL_SIGNED_IN:
      remember_number (self);
      close_signin_again (self);
      show_main (self);
      break;
    case HKK_PORTAL_LOCKED:
      show_main (self);
      begin_lock (self);
      break;
    case HKK_PORTAL_ENDED:
      if (g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "main") == 0)
        show_signin_again (self);
      else
        show_signed_out (self);
      break;
    case HKK_PORTAL_SIGNED_OUT:
      show_signed_out (self);
      break;
    case HKK_PORTAL_SIGNING_IN:
    default:
      break;
    }
  update_kept (self);
  update_banner (self);
}

static void
on_portal_event (HkkWindow  *self,
                 const char *type,
                 const char *id,
                 const char *status)
{
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (self->places[i] != NULL)
      hkk_page_event (self->places[i], type, id, status);
}

static void
on_portal_reload (HkkWindow *self)
{
  on_portal_event (self, NULL, NULL, NULL);
}

static void
on_resumed (HkkWindow *self)
{
  hkk_portal_lock (self->portal);
  hkk_portal_check_now (self->portal);
}

void
hkk_window_init_session (HkkWindow *self)
{
  GtkEventController *input = gtk_event_controller_legacy_new ();

  self->portal_signals = g_signal_group_new (HKK_TYPE_PORTAL);
  g_signal_group_connect_swapped (self->portal_signals, "notify::state", G_CALLBACK (hkk_window_update_state), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::connectivity", G_CALLBACK (update_banner), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::clock-skew", G_CALLBACK (update_banner), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::online", G_CALLBACK (on_online), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::operations", G_CALLBACK (hkk_window_update_offers),
                                  self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::keyring-state", G_CALLBACK (on_keyring_state), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::kept-state", G_CALLBACK (update_kept), self);
  g_signal_group_connect_swapped (self->portal_signals, "session-ended", G_CALLBACK (on_session_ended), self);
  g_signal_group_connect_swapped (self->portal_signals, "inactivity-warning", G_CALLBACK (on_inactivity_warning), self);
  g_signal_group_connect_swapped (self->portal_signals, "event", G_CALLBACK (on_portal_event), self);
  g_signal_group_connect_swapped (self->portal_signals, "reload", G_CALLBACK (on_portal_reload), self);
  g_signal_group_connect_swapped (self->portal_signals, "resumed", G_CALLBACK (on_resumed), self);
  g_signal_group_connect_swapped (self->portal_signals, "approval-started",
                                  G_CALLBACK (hkk_window_show_approval), self);

  g_signal_connect_object (hkk_signin_page_get_form (self->signin_page), "notify::has-error",
                           G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_banner_clicked), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect (input, "event", G_CALLBACK (on_input), self);
  gtk_widget_add_controller (GTK_WIDGET (self), input);
}

void
hkk_window_dispose_session (HkkWindow *self)
{
  g_clear_object (&self->portal_signals);
  if (self->lock_window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->lock_window)));
  self->signin_dialog = NULL;
  g_clear_weak_pointer (&self->focus_before);
}
