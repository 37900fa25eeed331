/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-action.h"
#include "hkk-shortcuts.h"

/* --- Activity --- */

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
  hkk_window_update_banner (self);
  if (!hkk_portal_get_online (self->portal) || hkk_portal_get_state (self->portal) != HKK_PORTAL_SIGNED_IN)
    return;
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (self->places[i] != NULL && needs_reload (self, (HkkPlace) i))
      hkk_page_reload (self->places[i]);
}

/* A keyring that is slow gives late what opens the copy on this computer. */
static void
on_drafts (HkkWindow *self)
{
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (self->places[i] != NULL && hkk_portal_get_drafts (self->portal) != NULL &&
        hkk_page_shows_nothing (self->places[i]))
      hkk_page_reload (self->places[i]);
}

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
          hkk_window_update_banner (self);
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
  g_clear_pointer (&self->session_end, g_date_time_unref);
  hkk_file_action_sweep ();
  hkk_window_update_state (self);
}

HkkSigninForm *
hkk_window_get_signin_form (HkkWindow *self)
{
  HkkSigninForm *form = NULL;

  if (self->signin_page != NULL)
    return hkk_signin_page_get_form (self->signin_page);
  self->signin_page = g_object_new (HKK_TYPE_SIGNIN_PAGE, NULL);
  form = hkk_signin_page_get_form (self->signin_page);
  if (self->portal != NULL)
    hkk_signin_form_set_portal (form, self->portal);
  hkk_signin_page_set_persons (self->signin_page, self->persons);
  g_signal_connect_object (form, "notify::has-error", G_CALLBACK (hkk_window_update_banner), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->view_stack, GTK_WIDGET (self->signin_page), "signin");
  return form;
}

static void
on_signin_given_up (HkkWindow *self)
{
  HkkSigninForm *form = hkk_window_get_signin_form (self);

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
  g_clear_object (&self->lock_dialogs);
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
  self->lock_window = hkk_lock_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->portal,
                                          self->persons != NULL);
  self->lock_dialogs = hkk_shortcuts_follow_dialogs (ADW_APPLICATION_WINDOW (self->lock_window));
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
      (self->signin_page == NULL || !hkk_signin_form_is_begun (hkk_window_get_signin_form (self))) &&
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    {
      hkk_portal_continue (self->portal);
      return;
    }
  if (state == HKK_KEPT_FOUND)
    name = hkk_portal_get_kept_name (self->portal);
  if (self->signin_page != NULL)
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
}

static void
remember_number (HkkWindow *self)
{
  HkkSigninForm *form = NULL;
  const char *number = NULL;

  /* Who unlocks signs in by none of them. */
  if (self->signin_dialog != NULL)
    form = hkk_signin_dialog_get_form (self->signin_dialog);
  else if (self->signin_page != NULL && !hkk_window_is_in (self))
    form = hkk_window_get_signin_form (self);
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
  HkkSigninForm *form = hkk_window_get_signin_form (self);
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
  if (state != HKK_PORTAL_SIGNED_IN)
    self->session_seconds = 0;
  if (state == HKK_PORTAL_SIGNED_OUT)
    g_clear_pointer (&self->session_end, g_date_time_unref);
  switch (state)
    {
    case HKK_PORTAL_SIGNED_IN:
      remember_number (self);
      close_signin_again (self);
      show_main (self);
      hkk_window_open_wanted (self);
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
  hkk_window_update_banner (self);
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
  g_signal_group_connect_swapped (self->portal_signals, "notify::drafts", G_CALLBACK (on_drafts), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::online", G_CALLBACK (on_online), self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::operations", G_CALLBACK (hkk_window_update_offers),
                                  self);
  g_signal_group_connect_swapped (self->portal_signals, "notify::kept-state", G_CALLBACK (update_kept), self);
  g_signal_group_connect_swapped (self->portal_signals, "session-ended", G_CALLBACK (on_session_ended), self);
  g_signal_group_connect_swapped (self->portal_signals, "event", G_CALLBACK (on_portal_event), self);
  g_signal_group_connect_swapped (self->portal_signals, "reload", G_CALLBACK (on_portal_reload), self);
  g_signal_group_connect_swapped (self->portal_signals, "resumed", G_CALLBACK (on_resumed), self);
  g_signal_group_connect_swapped (self->portal_signals, "approval-started",
                                  G_CALLBACK (hkk_window_show_approval), self);

  hkk_window_init_banner (self);
  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect (input, "event", G_CALLBACK (on_input), self);
  gtk_widget_add_controller (GTK_WIDGET (self), input);
}

void
hkk_window_dispose_session (HkkWindow *self)
{
  g_clear_object (&self->portal_signals);
  g_clear_object (&self->lock_dialogs);
  if (self->lock_window != NULL)
    gtk_window_destroy (GTK_WINDOW (g_steal_pointer (&self->lock_window)));
  self->signin_dialog = NULL;
  g_clear_weak_pointer (&self->focus_before);
}
