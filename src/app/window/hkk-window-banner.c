/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-trouble-dialog.h"

/* Above this the person is told that the clock is off. */
#define CLOCK_SKEW_SECONDS 60

/* --- Banners: one at a time, the most urgent first; banners do not announce themselves --- */

typedef enum
{
  NOTICE_NONE,
  NOTICE_SESSION,
  NOTICE_LOCK,
  NOTICE_CONNECTION,
  NOTICE_END,
  NOTICE_KEYRING,
  NOTICE_CLOCK,
} Notice;

/* The notices that something can be done about. */
static const char * const buttons[] = {
  [NOTICE_SESSION] = N_("_Stay signed in"),
  /* TRANSLATORS: Button beside "The window will be locked": it is not locked now */
  [NOTICE_LOCK] = N_("_Not yet"),
  [NOTICE_CONNECTION] = N_("_Details"),
  /* TRANSLATORS: Button beside "Your sign-in lasts until …": asks the password now, over the page */
  [NOTICE_END] = N_("Sign in _again"),
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
    N_("Your keyring is locked. You can unlock it, or sign in until you quit."),
      /* TRANSLATORS: Button: asks the computer's keyring to open, so that the sign-in can be kept */
      N_("_Unlock keyring") },
  [HKK_KEYRING_SLOW] = {
    N_("The keyring takes long to answer; it may be asking you something. You stay signed in once it has answered; "
       "until then, only until you quit."),
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
         hkk_signin_form_has_error (hkk_window_get_signin_form (self));
}

static char *
connection_text (HkkWindow *self)
{
  const GError *trouble = hkk_portal_get_trouble (self->portal);

  if (trouble != NULL)
    return hkk_error_sentence (trouble);
  if (hkk_portal_get_back_at (self->portal) != NULL)
    {
      g_autofree char *moment = hkk_format_own_moment (hkk_portal_get_back_at (self->portal));

      /* TRANSLATORS: %s: a day and a time of day ("today, 22:00") */
      return g_strdup_printf (_("The portal is being maintained, probably until %s. What you type is kept."), moment);
    }
  if (hkk_portal_get_connectivity (self->portal) == HKK_CONNECTIVITY_MAINTENANCE)
    return g_strdup (_("The portal is being maintained. What you type is kept."));
  return g_strdup (_("The portal has a problem. Your connection works; what you type is kept."));
}

static char *
end_text (HkkWindow *self)
{
  g_autofree char *moment = hkk_format_own_moment (self->session_end);

  /* TRANSLATORS: %s: a day and a time of day ("today, 22:00") */
  return g_strdup_printf (_("Your sign-in lasts until %s. Then your password is asked again. What you began is kept."),
                          moment);
}

static Notice
current_notice (HkkWindow *self)
{
  if (self->portal == NULL)
    return NOTICE_NONE;
  if (self->session_seconds > 0 && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    return self->session_locks ? NOTICE_LOCK : NOTICE_SESSION;
  if (!hkk_portal_get_online (self->portal) && !signin_says_why (self))
    return NOTICE_CONNECTION;
  if (self->session_end != NULL && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    return NOTICE_END;
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
      return g_strdup_printf (ngettext ("You will be signed out in %u minute. What you began is kept.",
                                        "You will be signed out in %u minutes. What you began is kept.",
                                        MAX (minutes, 1)),
                              MAX (minutes, 1));
    case NOTICE_LOCK:
      return g_strdup (_("The window will be locked in a minute. What you began is kept."));
    case NOTICE_END:
      return end_text (self);
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

/* Where it cannot, the help says what it is for. */
static gboolean
keyring_can_be_asked (HkkWindow *self)
{
  return keyring_notices[hkk_portal_get_keyring_state (self->portal)].button != NULL;
}

static const char *
notice_button (HkkWindow *self,
               Notice     notice)
{
  const char *button = buttons[notice];

  if (notice == NOTICE_KEYRING)
    button = keyring_can_be_asked (self) ? keyring_notices[hkk_portal_get_keyring_state (self->portal)].button
                                         : N_("_Help");
  return button != NULL ? _(button) : NULL;
}

/* --- Where it stands: below the header bar of what the person looks at --- */

static GtkWidget *
shown_part (GtkWidget *widget)
{
  AdwNavigationSplitView *split = NULL;

  if (GTK_IS_STACK (widget))
    return gtk_stack_get_visible_child (GTK_STACK (widget));
  if (ADW_IS_NAVIGATION_VIEW (widget))
    return GTK_WIDGET (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (widget)));
  if (!ADW_IS_NAVIGATION_SPLIT_VIEW (widget))
    return NULL;
  split = ADW_NAVIGATION_SPLIT_VIEW (widget);
  if (adw_navigation_split_view_get_collapsed (split) && !adw_navigation_split_view_get_show_content (split))
    return GTK_WIDGET (adw_navigation_split_view_get_sidebar (split));
  return GTK_WIDGET (adw_navigation_split_view_get_content (split));
}

/* (transfer none) (nullable): the first that is shown in a widget, from above */
static AdwToolbarView *
find_bars (GtkWidget *widget)
{
  AdwToolbarView *bars = NULL;
  GtkWidget *part = NULL;

  if (widget == NULL || ADW_IS_TOOLBAR_VIEW (widget))
    return (AdwToolbarView *) widget;
  part = shown_part (widget);
  if (part != NULL)
    return find_bars (part);
  part = gtk_widget_get_first_child (widget);
  for (; part != NULL && bars == NULL; part = gtk_widget_get_next_sibling (part))
    bars = find_bars (part);
  return bars;
}

static void
place_banner (HkkWindow *self)
{
  AdwToolbarView *bars = find_bars (GTK_WIDGET (self->view_stack));
  GtkWidget *before = gtk_widget_get_ancestor (GTK_WIDGET (self->banner), ADW_TYPE_TOOLBAR_VIEW);

  if (bars == NULL || GTK_WIDGET (bars) == before)
    return;
  if (before != NULL)
    adw_toolbar_view_remove (ADW_TOOLBAR_VIEW (before), GTK_WIDGET (self->banner));
  adw_toolbar_view_add_top_bar (bars, GTK_WIDGET (self->banner));
}

static gboolean
on_moved (gpointer data)
{
  HkkWindow *self = data;

  self->banner_source = 0;
  place_banner (self);
  return G_SOURCE_REMOVE;
}

/* The page that it stood on is left, or its columns became one. */
static void
on_banner_unmapped (HkkWindow *self)
{
  if (!self->banner_source && adw_banner_get_revealed (self->banner))
    self->banner_source = g_idle_add (on_moved, self);
}

/* --- Its button does not keep the focus --- */

static gboolean
is_in_banner (HkkWindow *self,
              GtkWidget *widget)
{
  return widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self->banner));
}

/* Who did something there, and did not pass by with the Tab key on the way to the banner. */
static gboolean
on_input (GtkEventControllerLegacy *controller,
          GdkEvent                 *event,
          HkkWindow                *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GdkEventType type = gdk_event_get_event_type (event);
  gboolean does = type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END;

  if (type == GDK_KEY_RELEASE)
    does = !gdk_key_event_is_modifier (event) && gdk_key_event_get_keyval (event) != GDK_KEY_Tab &&
           gdk_key_event_get_keyval (event) != GDK_KEY_ISO_Left_Tab;
  if (does && focus != NULL && !is_in_banner (self, focus))
    g_set_weak_pointer (&self->focus_outside, focus);
  return GDK_EVENT_PROPAGATE;
}

/* The notice goes with what was done about it: who typed goes on to type. */
static void
leave_banner (HkkWindow *self)
{
  if (is_in_banner (self, gtk_window_get_focus (GTK_WINDOW (self))) && self->focus_outside != NULL &&
      gtk_widget_get_mapped (self->focus_outside))
    gtk_window_set_focus (GTK_WINDOW (self), self->focus_outside);
}

/* --- What it says --- */

void
hkk_window_update_banner (HkkWindow *self)
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
  place_banner (self);
  adw_banner_set_title (self->banner, text);
  adw_banner_set_revealed (self->banner, TRUE);
  if (notice == NOTICE_SESSION || notice == NOTICE_LOCK)
    hkk_announce_now (GTK_WIDGET (self), text);
  else
    hkk_announce (GTK_WIDGET (self), text);
}

static void
on_keyring_state (HkkWindow *self)
{
  if (self->keyring_asked && hkk_portal_get_keyring_state (self->portal) == HKK_KEYRING_STORED)
    {
      self->keyring_asked = FALSE;
      hkk_shell_say (HKK_SHELL (self), _("The keyring has your sign-in now: you stay signed in."));
    }
  hkk_window_update_banner (self);
}

static void
on_banner_clicked (HkkWindow *self)
{
  g_autofree char *text = NULL;

  switch (current_notice (self))
    {
    case NOTICE_SESSION:
    case NOTICE_LOCK:
      leave_banner (self);
      self->session_seconds = 0;
      hkk_portal_note_activity (self->portal);
      hkk_window_update_banner (self);
      break;
    case NOTICE_CONNECTION:
      text = connection_text (self);
      hkk_trouble_dialog_present (self->portal, text, GTK_WIDGET (self));
      break;
    case NOTICE_KEYRING:
      if (!keyring_can_be_asked (self))
        {
          gtk_widget_activate_action (GTK_WIDGET (self), "app.answer", "s", "stay");
          break;
        }
      self->keyring_asked = hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN;
      hkk_portal_retry_keyring (self->portal);
      break;
    case NOTICE_END:
      leave_banner (self);
      hkk_portal_ask_again (self->portal);
      break;
    case NOTICE_NONE:
    case NOTICE_CLOCK:
    default:
      break;
    }
}

static void
on_inactivity_warning (HkkWindow *self,
                       guint      seconds_left,
                       gboolean   locks)
{
  if (hkk_portal_get_state (self->portal) != HKK_PORTAL_SIGNED_IN)
    return;
  self->session_seconds = MAX (seconds_left, 1);
  self->session_locks = locks;
  hkk_window_update_banner (self);
}

static void
on_end_warning (HkkWindow *self,
                GDateTime *at)
{
  g_clear_pointer (&self->session_end, g_date_time_unref);
  self->session_end = g_date_time_ref (at);
  hkk_window_update_banner (self);
}

void
hkk_window_init_banner (HkkWindow *self)
{
  GSignalGroup *portal = self->portal_signals;
  GtkEventController *input = gtk_event_controller_legacy_new ();

  self->banner = ADW_BANNER (g_object_ref_sink (adw_banner_new ("")));
  adw_banner_set_use_markup (self->banner, FALSE);
  gtk_event_controller_set_propagation_phase (input, GTK_PHASE_CAPTURE);
  g_signal_connect (input, "event", G_CALLBACK (on_input), self);
  gtk_widget_add_controller (GTK_WIDGET (self), input);
  g_signal_group_connect_swapped (portal, "notify::connectivity", G_CALLBACK (hkk_window_update_banner), self);
  g_signal_group_connect_swapped (portal, "notify::clock-skew", G_CALLBACK (hkk_window_update_banner), self);
  g_signal_group_connect_swapped (portal, "notify::keyring-state", G_CALLBACK (on_keyring_state), self);
  g_signal_group_connect_swapped (portal, "inactivity-warning", G_CALLBACK (on_inactivity_warning), self);
  g_signal_group_connect_swapped (portal, "end-warning", G_CALLBACK (on_end_warning), self);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_banner_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->banner, "unmap", G_CALLBACK (on_banner_unmapped), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
hkk_window_dispose_banner (HkkWindow *self)
{
  GtkWidget *bars = self->banner != NULL ? gtk_widget_get_ancestor (GTK_WIDGET (self->banner), ADW_TYPE_TOOLBAR_VIEW)
                                         : NULL;

  g_clear_handle_id (&self->banner_source, g_source_remove);
  if (bars != NULL)
    adw_toolbar_view_remove (ADW_TOOLBAR_VIEW (bars), GTK_WIDGET (self->banner));
  g_clear_handle_id (&self->banner_source, g_source_remove);
  g_clear_pointer (&self->session_end, g_date_time_unref);
  g_clear_weak_pointer (&self->focus_outside);
  g_clear_object (&self->banner);
}
