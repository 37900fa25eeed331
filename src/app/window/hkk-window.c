/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include "config.h"
#include "hkk-documents-page.h"
#include "hkk-error-text.h"
#include "hkk-focus-kept.h"
#include "hkk-messages-page.h"
#include "hkk-overview-page.h"
#include "hkk-profile-page.h"
#include "hkk-requests-page.h"
#include "hkk-security-page.h"
#include "hkk-settings.h"
#include "hkk-shortcuts.h"

static void hkk_window_shell_init (HkkShellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkWindow, hkk_window, ADW_TYPE_APPLICATION_WINDOW,
                               G_IMPLEMENT_INTERFACE (HKK_TYPE_SHELL, hkk_window_shell_init))

enum
{
  PROP_NARROW = 1,
};

static GType (* const type_of_place[HKK_N_PLACES]) (void) = {
  [HKK_PLACE_OVERVIEW] = hkk_overview_page_get_type,
  [HKK_PLACE_REQUESTS] = hkk_requests_page_get_type,
  [HKK_PLACE_DOCUMENTS] = hkk_documents_page_get_type,
  [HKK_PLACE_PROFILE] = hkk_profile_page_get_type,
  [HKK_PLACE_MESSAGES] = hkk_messages_page_get_type,
  [HKK_PLACE_SECURITY] = hkk_security_page_get_type,
};

static HkkPage *
ensure_place (HkkWindow *self,
              HkkPlace   place)
{
  if (self->places[place] == NULL)
    {
      self->places[place] = g_object_ref_sink (g_object_new (type_of_place[place] (), NULL));
      g_object_bind_property (self, "narrow", self->places[place], "narrow", G_BINDING_SYNC_CREATE);
      hkk_page_set_shell (self->places[place], HKK_SHELL (self));
      adw_navigation_view_add (self->place_view, ADW_NAVIGATION_PAGE (self->places[place]));
    }
  return self->places[place];
}

/* What they still ask for ends, too: a call holds its page until it is answered. */
static void
drop_places (HkkWindow *self)
{
  if (self->place_view != NULL)
    adw_navigation_view_replace (self->place_view, NULL, 0);
  for (int i = 0; i < HKK_N_PLACES; i++)
    {
      g_autoptr(HkkPage) page = g_steal_pointer (&self->places[i]);

      if (page == NULL)
        continue;
      g_cancellable_cancel (hkk_page_get_cancellable (page));
      adw_navigation_view_remove (self->place_view, ADW_NAVIGATION_PAGE (page));
    }
}

/* Tasks that are open over the places. */
static void
cancel_tasks (HkkWindow *self)
{
  g_autoptr(GListModel) pages = adw_navigation_view_get_navigation_stack (self->task_view);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (HKK_IS_PAGE (page))
        g_cancellable_cancel (hkk_page_get_cancellable (HKK_PAGE (page)));
    }
}

static void
set_content_visible (HkkPage  *page,
                     gboolean  visible)
{
  gtk_widget_set_visible (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (page)), visible);
}

/* A place that is not seen stays in the window: GTK 4.18 gives accessibility to what a screen reader asks for even
 * outside of one, and stumbles over that when it comes back. What is in it is hidden: where it is only covered, the
 * toolkit works out all its styles and sizes again whenever a row of the place that is seen comes or goes. */
static void
show_place (HkkWindow *self,
            HkkPage   *page)
{
  AdwNavigationPage *shown = ADW_NAVIGATION_PAGE (page);

  adw_navigation_page_set_title (self->place_page, adw_navigation_page_get_title (shown));
  set_content_visible (page, TRUE);
  if (adw_navigation_view_get_visible_page (self->place_view) != shown)
    adw_navigation_view_replace (self->place_view, &shown, 1);
  for (int i = 0; i < HKK_N_PLACES; i++)
    if (self->places[i] != NULL && self->places[i] != page)
      set_content_visible (self->places[i], FALSE);
}

/* Another person's data must not stay on the screen, nor come to it late: pages are made anew. */
void
hkk_window_reset_places (HkkWindow *self)
{
  hkk_window_drop_approvals (self);
  cancel_tasks (self);
  adw_navigation_view_pop_to_tag (self->task_view, "main");
  hkk_sidebar_set_overview (self->sidebar, NULL);
  drop_places (self);
}

static gboolean
has_focus_inside (HkkWindow *self,
                  GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

/* Focus follows to the place: its row if the person walks through the side menu, else into the page, unless it is
 * there. */
static void
move_focus (HkkWindow *self,
            HkkPage   *page,
            gboolean   in_sidebar)
{
  if (in_sidebar)
    hkk_sidebar_focus (self->sidebar, self->place);
  else if (!has_focus_inside (self, GTK_WIDGET (page)))
    hkk_page_take_focus (page);
}

/* No task is open over the place. */
static gboolean
is_at_place (HkkWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->task_view);

  return page != NULL && g_strcmp0 (adw_navigation_page_get_tag (page), "main") == 0;
}

/* In a dialog, or in what stands beside the tasks. */
static gboolean
is_elsewhere (HkkWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL ||
         (gtk_window_get_focus (GTK_WINDOW (self)) != NULL && !has_focus_inside (self, GTK_WIDGET (self->task_view)));
}

/* What had the focus may have been made anew: the toolkit would begin at the top of the window then, or nowhere. A task
 * that goes by itself takes the focus from nowhere else; when a dialog is closed that was open over it, it is time. */
static void
on_task_changed (HkkWindow *self)
{
  HkkPage *page = self->places[self->place];

  if (!self->place_had_focus || !is_at_place (self) || is_elsewhere (self))
    return;
  self->place_had_focus = FALSE;
  if (page == NULL || has_focus_inside (self, GTK_WIDGET (page)))
    return;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  hkk_page_take_focus (page);
}

static void
on_place_chosen (HkkWindow *self,
                 int        place)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "s", hkk_place_get_name ((HkkPlace) place));
}

/* --- Dialogs --- */

/* A dialog is closed, and what had the focus before it opened is gone or cannot have it now. */
static void
return_to_page (HkkWindow *self)
{
  AdwNavigationPage *task = adw_navigation_view_get_visible_page (self->task_view);
  GtkWidget *page = is_at_place (self) ? GTK_WIDGET (self->places[self->place]) : GTK_WIDGET (task);

  if (page != NULL && HKK_IS_PAGE (page) && gtk_widget_get_mapped (page))
    hkk_page_take_focus (HKK_PAGE (page));
  else
    gtk_widget_child_focus (page != NULL && gtk_widget_get_mapped (page) ? page : GTK_WIDGET (self->view_stack),
                            GTK_DIR_TAB_FORWARD);
}

/* GTK 4.18 never lets go of what is hidden twice while it has the focus, as what is in a dialog that closes. */
static void
on_dialogs_changed (HkkWindow *self,
                    guint      position,
                    guint      removed,
                    guint      added)
{
  self->dialog_closed = removed > 0;
  if (added > 0 && is_at_place (self) && self->places[self->place] != NULL)
    hkk_page_keep_focus (self->places[self->place]);
  if (self->dialog_closed)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

/* Told when the focus has gone back to where it came from, if that can have it still. A dialog that opens finds
 * its focus itself. */
static void
on_visible_dialog (HkkWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (self->view_stack == NULL)
    return;
  if (dialog == NULL)
    on_task_changed (self);
  if (!self->dialog_closed || gtk_window_get_focus (GTK_WINDOW (self)) != NULL)
    return;
  if (dialog != NULL)
    gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
  else
    return_to_page (self);
}

static void
follow_dialogs (HkkWindow *self)
{
  self->dialogs = hkk_shortcuts_follow_dialogs (ADW_APPLICATION_WINDOW (self));
  g_signal_connect_object (self->dialogs, "items-changed", G_CALLBACK (on_dialogs_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_visible_dialog), NULL);
}

/* --- Window --- */

static void
restore_size (HkkWindow *self)
{
  self->settings = hkk_settings_new ();
  if (self->settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (HkkWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (self->settings != NULL && width >= 360 && height >= 294)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
    }
}

/* Nobody reads along, if the person wants it so. */
static void
hide_content (HkkWindow *self)
{
  if (self->settings != NULL && !gtk_window_is_active (GTK_WINDOW (self)) &&
      g_settings_get_boolean (self->settings, "hide-content"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "hkk-hidden");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hkk-hidden");
}

static gboolean
hkk_window_close_request (GtkWindow *window)
{
  hkk_window_quit (HKK_WINDOW (window));
  return GDK_EVENT_STOP;
}

static void
hkk_window_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, HKK_WINDOW (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_window_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  if (id == PROP_NARROW)
    HKK_WINDOW (object)->narrow = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_window_dispose (GObject *object)
{
  HkkWindow *self = HKK_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  hkk_window_dispose_session (self);
  hkk_window_dispose_banner (self);
  hkk_window_drop_approvals (self);
  drop_places (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HKK_TYPE_WINDOW);
  g_clear_object (&self->dialogs);
  g_clear_weak_pointer (&self->toast);
  g_clear_pointer (&self->offline, hkk_offline_free);
  g_clear_object (&self->portal);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (hkk_window_parent_class)->dispose (object);
}

static void
hkk_window_finalize (GObject *object)
{
  HkkWindow *self = HKK_WINDOW (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->approvals);
  g_free (self->profile_id);
  g_free (self->number);
  g_free (self->wanted_action);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  G_OBJECT_CLASS (hkk_window_parent_class)->finalize (object);
}

/* Who uses a window as narrow as a phone may use fingers, in its dialogs too. */
static void
on_collapsed (HkkWindow *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split))
    gtk_widget_add_css_class (GTK_WIDGET (self), "hkk-touch");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "hkk-touch");
}

/* All of the window is hidden while it gets another layout, and what stands side by side gets another parent: the
 * toolkit would move the focus, or forget the way there. It stays, and with it what is being typed, but for what is not
 * shown any more. */
static void
keep_focus (HkkWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *widget;

  if (focus == NULL)
    return;
  for (widget = focus; widget != GTK_WIDGET (self) && !ADW_IS_BREAKPOINT_BIN (gtk_widget_get_parent (widget));
       widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_child_visible (widget))
      return;
  for (widget = focus; widget != GTK_WIDGET (self); widget = gtk_widget_get_parent (widget))
    gtk_widget_set_focus_child (gtk_widget_get_parent (widget), widget);
  gtk_widget_grab_focus (focus);
}

static void
hkk_window_class_init (HkkWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_window_dispose;
  object_class->finalize = hkk_window_finalize;
  object_class->get_property = hkk_window_get_property;
  object_class->set_property = hkk_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = hkk_window_close_request;

  g_object_class_install_property (object_class, PROP_NARROW,
                                   g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  hkk_window_install_actions (widget_class);
  /* A dialog holds the keys while it is open, so the application's own do not work under it; leaving always must. */
  gtk_widget_class_add_binding_action (g_type_class_ref (ADW_TYPE_DIALOG), GDK_KEY_q, GDK_CONTROL_MASK, "app.quit",
                                       NULL);

  g_type_ensure (HKK_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, start_problem);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, usual_portal);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, task_view);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, split);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, place_page);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, place_view);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, HkkWindow, demo_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_collapsed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_task_changed);
}

static void
hkk_window_init (HkkWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_title (GTK_WINDOW (self), HKK_APP_NAME);
  restore_size (self);
  hkk_window_init_session (self);
  follow_dialogs (self);
  hkk_focus_kept_follow (GTK_WINDOW (self));
  g_signal_connect (self, "notify::current-breakpoint", G_CALLBACK (keep_focus), NULL);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (hide_content), NULL);
  hide_content (self);
  self->approvals = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hkk_window_new:
 * @application: (nullable): the program
 * @portal: (nullable): the portal, or %NULL while the demo backend starts
 *
 * Returns: (transfer none): the window; it shows the sign-in page or where the person is
 */
HkkWindow *
hkk_window_new (GtkApplication *application,
                HkkPortal      *portal)
{
  HkkWindow *self = g_object_new (HKK_TYPE_WINDOW, "application", application, NULL);

  if (portal != NULL)
    hkk_window_set_portal (self, portal);
  return self;
}

/**
 * hkk_window_set_portal:
 * @portal: the portal; a session may be resumed already
 */
void
hkk_window_set_portal (HkkWindow *self,
                       HkkPortal *portal)
{
  g_return_if_fail (HKK_IS_WINDOW (self));
  g_return_if_fail (HKK_IS_PORTAL (portal));

  if (!g_set_object (&self->portal, portal))
    return;
  g_clear_pointer (&self->offline, hkk_offline_free);
  self->offline = hkk_offline_new (portal);
  g_signal_group_set_target (self->portal_signals, portal);
  if (self->signin_page != NULL)
    hkk_signin_form_set_portal (hkk_signin_page_get_form (self->signin_page), portal);
  hkk_window_update_offers (self);
  hkk_window_update_state (self);
}

/**
 * hkk_window_set_demo:
 * @persons: (nullable): the persons of the demo, up to one without a name, which outlive the window; %NULL without demo
 *
 * Marks the window as the demo's, or not.
 */
void
hkk_window_set_demo (HkkWindow           *self,
                     const HkkDemoPerson *persons)
{
  g_return_if_fail (HKK_IS_WINDOW (self));

  self->persons = persons;
  gtk_widget_set_visible (self->demo_bar, persons != NULL);
  if (self->signin_page != NULL)
    hkk_signin_page_set_persons (self->signin_page, persons);
}

/**
 * hkk_window_show_start_error:
 * @error: why there is no portal to talk to
 */
void
hkk_window_show_start_error (HkkWindow    *self,
                             const GError *error)
{
  HkkErrorText text;

  g_return_if_fail (HKK_IS_WINDOW (self));

  hkk_error_text_init (&text, error);
  adw_status_page_set_icon_name (self->start_problem, text.icon_name);
  adw_status_page_set_title (self->start_problem, text.title);
  adw_status_page_set_description (self->start_problem, text.text);
  g_free (text.text);
  gtk_widget_set_visible (self->usual_portal, g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_ADDRESS));
  gtk_stack_set_visible_child_name (self->view_stack, "problem");
}

/**
 * hkk_window_show_start:
 *
 * Says that the program starts, after it could not.
 */
void
hkk_window_show_start (HkkWindow *self)
{
  g_return_if_fail (HKK_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->view_stack, "start");
}

/**
 * hkk_window_is_on_screen:
 *
 * Returns: whether the person looks at it, so that no notification is needed
 */
gboolean
hkk_window_is_on_screen (HkkWindow *self)
{
  g_return_val_if_fail (HKK_IS_WINDOW (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_window_is_active (GTK_WINDOW (self));
}

/**
 * hkk_window_present_now:
 *
 * Brings the program to the front: the window, or what asks for the password in its place.
 */
void
hkk_window_present_now (HkkWindow *self)
{
  g_return_if_fail (HKK_IS_WINDOW (self));

  gtk_window_present (self->lock_window != NULL ? GTK_WINDOW (self->lock_window) : GTK_WINDOW (self));
}

/* Goes where somebody wanted to go before anybody was signed in. */
void
hkk_window_open_wanted (HkkWindow *self)
{
  g_autofree char *action = g_steal_pointer (&self->wanted_action);
  g_autoptr(GVariant) target = g_steal_pointer (&self->wanted_target);

  if (action == NULL)
    return;
  hkk_window_close_decided (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), action, target);
}

/**
 * hkk_window_open:
 * @action: an action of the window, such as win.go-to
 * @target: (nullable): its target
 *
 * Goes where somebody outside of the window wants to go: now, or as soon as somebody is signed in and has unlocked it.
 */
void
hkk_window_open (HkkWindow  *self,
                 const char *action,
                 GVariant   *target)
{
  g_return_if_fail (HKK_IS_WINDOW (self));
  g_return_if_fail (action != NULL);

  g_set_str (&self->wanted_action, action);
  g_clear_pointer (&self->wanted_target, g_variant_unref);
  self->wanted_target = target != NULL ? g_variant_ref_sink (target) : NULL;
  if (hkk_window_is_in (self) && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    hkk_window_open_wanted (self);
}

/**
 * hkk_window_quit:
 *
 * Closes the window even when a dialog is open over it, which would only close itself. What was typed is kept as a
 * draft; where it cannot be, the person is asked first. An approval that is waited for is found again at the next
 * start.
 */
void
hkk_window_quit (HkkWindow *self)
{
  g_return_if_fail (HKK_IS_WINDOW (self));

  save_size (self);
  hkk_window_leave (self, HKK_LEAVE_PROGRAM);
}

/* --- The shell of the pages --- */

static HkkPortal *
get_portal (HkkShell *shell)
{
  return HKK_WINDOW (shell)->portal;
}

static void
push (HkkShell          *shell,
      AdwNavigationPage *page)
{
  HkkWindow *self = HKK_WINDOW (shell);

  if (HKK_IS_PAGE (page))
    hkk_page_set_shell (HKK_PAGE (page), shell);
  if (is_at_place (self))
    self->place_had_focus = self->places[self->place] != NULL && hkk_page_keep_focus (self->places[self->place]);
  adw_navigation_view_push (self->task_view, page);
  /* The toolkit begins with the way back. */
  if (HKK_IS_PAGE (page) && has_focus_inside (self, GTK_WIDGET (page)))
    hkk_page_take_focus_from (HKK_PAGE (page), gtk_window_get_focus (GTK_WINDOW (self)));
}

static void
pop (HkkShell          *shell,
     AdwNavigationPage *page)
{
  AdwNavigationView *view = HKK_WINDOW (shell)->task_view;
  AdwNavigationPage *previous = adw_navigation_view_get_previous_page (view, page);

  if (previous != NULL)
    adw_navigation_view_pop_to_page (view, previous);
}

static void
add_toast (HkkShell *shell,
           AdwToast *toast)
{
  HkkWindow *self = HKK_WINDOW (shell);

  /* What is said now counts more than what was said before; it does not wait behind it, and what has a button comes
   * back. */
  if (self->toast != NULL && adw_toast_get_button_label (self->toast) == NULL)
    adw_toast_dismiss (self->toast);
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
take_overview (HkkShell    *shell,
               HkkOverview *overview)
{
  hkk_sidebar_set_overview (HKK_WINDOW (shell)->sidebar, overview);
}

static void
hkk_window_shell_init (HkkShellInterface *iface)
{
  iface->get_portal = get_portal;
  iface->push = push;
  iface->pop = pop;
  iface->add_toast = add_toast;
  iface->take_overview = take_overview;
}

/* --- Where the person is --- */

/* Shows a place. Tasks that are open over it are closed; what was typed in them is kept as a draft. */
void
hkk_window_go_to (HkkWindow *self,
                  HkkPlace   place)
{
  HkkPage *page, *before;
  gboolean in_sidebar;

  if (!hkk_window_is_in (self))
    return;
  before = self->places[self->place];
  in_sidebar = has_focus_inside (self, GTK_WIDGET (self->sidebar)) &&
               !adw_navigation_split_view_get_collapsed (self->split);
  if (place != self->place)
    {
      /* Not to where it was there: it goes straight to the other place. */
      self->place_had_focus = FALSE;
      if (before != NULL)
        hkk_page_give_focus (before);
      if (has_focus_inside (self, GTK_WIDGET (self->task_view)) && !in_sidebar)
        gtk_window_set_focus (GTK_WINDOW (self), NULL);
    }
  adw_navigation_view_pop_to_tag (self->task_view, "main");
  page = ensure_place (self, place);
  self->place = place;
  show_place (self, page);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  hkk_sidebar_select (self->sidebar, place);
  move_focus (self, page, in_sidebar);
}

HkkPage *
hkk_window_open_place (HkkWindow *self,
                       HkkPlace   place)
{
  hkk_window_go_to (self, place);
  return hkk_window_is_in (self) ? self->places[place] : NULL;
}
