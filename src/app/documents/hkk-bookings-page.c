/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-bookings-page.h"

#include <glib/gi18n.h>

#include "hkk-booking-row.h"
#include "hkk-file-action.h"
#include "hkk-format.h"
#include "hkk-service.h"
#include "hkk-shell.h"

struct _HkkBookingsPage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  AdwPreferencesGroup *booked_group;
  GtkListBox          *booked_list;
  GtkWidget           *offered_box;
  GtkListBox          *day_list;
  AdwComboRow         *day_row;
  GtkBox              *days_box;
  AdwPreferencesGroup *past_group;
  GtkListBox          *past_list;

  AdwButtonRow        *ask_row;
  GtkWidget           *video_note;
  GtkWidget           *nothing;

  HkkBookingsKind      kind;
  GListModel          *bookings;  /* Owned (nullable) until they are loaded */
  gboolean             filling;   /* the days are being listed; none is chosen */
  char                *cancelled; /* Owned (nullable): what it was asked about */
};

G_DEFINE_FINAL_TYPE (HkkBookingsPage, hkk_bookings_page, HKK_TYPE_PAGE)

/* --- Booking and cancelling --- */

/* One change at a time: the rows come anew when it is over. */
static void
allow_changes (HkkBookingsPage *self,
               gboolean         allowed)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bookings.book", allowed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bookings.cancel", allowed);
}

static void
finish_change (HkkBookingsPage *self,
               gboolean         changed,
               const GError    *error,
               const char      *sentence)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  if (shell == NULL)
    return;
  if (changed)
    hkk_shell_say (shell, sentence);
  else
    hkk_page_show_error (HKK_PAGE (self), error);
  hkk_page_reload (HKK_PAGE (self));
}

static void
on_booked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkBookingsPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean booked = hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error);

  finish_change (self, booked, error, _("The appointment is booked."));
}

static void
on_book (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkBookingsPage *self = HKK_BOOKINGS_PAGE (widget);

  allow_changes (self, FALSE);
  hkk_booking_set_booked_async (hkk_page_get_portal (HKK_PAGE (self)), self->kind,
                                g_variant_get_string (parameter, NULL), TRUE,
                                hkk_page_get_cancellable (HKK_PAGE (self)), on_booked, g_object_ref (self));
}

static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkBookingsPage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean cancelled = hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error);

  finish_change (self, cancelled, error, _("The appointment is cancelled."));
}

static void
on_cancel_answered (AdwAlertDialog  *question,
                    const char      *response,
                    HkkBookingsPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  if (!g_str_equal (response, "cancel") || portal == NULL || self->cancelled == NULL)
    return;
  allow_changes (self, FALSE);
  hkk_booking_set_booked_async (portal, self->kind, self->cancelled, FALSE,
                                hkk_page_get_cancellable (HKK_PAGE (self)), on_cancelled, g_object_ref (self));
}

/* (transfer full) (nullable): the appointment of this id. */
static HkkThing *
find_booking (HkkBookingsPage *self,
              const char      *id)
{
  for (guint i = 0; self->bookings != NULL && i < g_list_model_get_n_items (self->bookings); i++)
    {
      g_autoptr(HkkThing) booking = g_list_model_get_item (self->bookings, i);

      if (g_strcmp0 (hkk_thing_get_id (booking), id) == 0)
        return g_steal_pointer (&booking);
    }
  return NULL;
}

/* Somebody else gets the place: that cannot be undone, so it is asked. */
static void
on_cancel (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkBookingsPage *self = HKK_BOOKINGS_PAGE (widget);
  g_autoptr(HkkThing) booking = find_booking (self, g_variant_get_string (parameter, NULL));
  g_autoptr(GDateTime) starts = booking != NULL ? hkk_thing_get_time (booking, "starts-at") : NULL;
  g_autofree char *moment = hkk_format_moment (starts);
  g_autofree char *topic = booking != NULL ? hkk_booking_row_dup_topic (booking) : NULL;
  g_autofree char *isolated = hkk_format_isolate (topic);
  /* TRANSLATORS: %1$s: what the appointment is about ("Dermatology"); %2$s: its day and time of day */
  g_autofree char *body = g_strdup_printf (_("%1$s, %2$s. The place becomes free for somebody else."), isolated,
                                           moment);
  AdwAlertDialog *question = NULL;

  if (booking == NULL)
    return;
  g_set_str (&self->cancelled, hkk_thing_get_id (booking));
  question = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Cancel the appointment?"), body));
  gtk_accessible_update_property (GTK_ACCESSIBLE (question), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, body, -1);
  /* TRANSLATORS: Button: does not cancel the appointment */
  adw_alert_dialog_add_responses (question, "keep", _("_Keep it"), "cancel", _("_Cancel the appointment"), NULL);
  adw_alert_dialog_set_response_appearance (question, "cancel", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (question, "keep");
  adw_alert_dialog_set_close_response (question, "keep");
  g_signal_connect_object (question, "response", G_CALLBACK (on_cancel_answered), self, 0);
  adw_dialog_present (ADW_DIALOG (question), widget);
}

static void
on_calendar (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkPage *page = HKK_PAGE (widget);
  g_autofree char *path = hkk_booking_dup_calendar_path (hkk_page_get_portal (page), HKK_BOOKINGS_PAGE (widget)->kind,
                                                         g_variant_get_string (parameter, NULL));

  if (path != NULL)
    /* TRANSLATORS: name of a calendar file; keep ".ics" */
    hkk_file_action_run (hkk_page_get_shell (page), HKK_FILE_ACTION_OPEN, path, _("Appointment.ics"),
                         hkk_page_get_cancellable (page));
}

static void
on_joined (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkBookingsPage) self = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      hkk_page_get_shell (HKK_PAGE (self)) != NULL &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    hkk_shell_say (hkk_page_get_shell (HKK_PAGE (self)), _("No browser could be opened."));
}

static void
on_join (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_autoptr(GtkUriLauncher) launcher = gtk_uri_launcher_new (g_variant_get_string (parameter, NULL));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)),
                           hkk_page_get_cancellable (HKK_PAGE (widget)), on_joined, g_object_ref (widget));
}

/* --- Rows --- */

static gboolean
is_in_state (HkkThing   *booking,
             const char *state)
{
  return g_strcmp0 (hkk_thing_get_string (booking, "state"), state) == 0;
}

static char *
day_of (HkkThing *booking)
{
  g_autoptr(GDateTime) starts = hkk_thing_get_time (booking, "starts-at");

  return hkk_format_day_heading (starts);
}

static void
empty_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* (transfer none): the list of a day, below what is offered on other days. */
static GtkListBox *
add_day (HkkBookingsPage *self,
         const char      *day)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *title = hkk_format_markup (day);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, day, -1);
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_add (group, list);
  gtk_box_append (self->days_box, GTK_WIDGET (group));
  return GTK_LIST_BOX (list);
}

/* What is offered, day by day; of one day if that is chosen. */
static void
show_offers (HkkBookingsPage *self)
{
  guint chosen = adw_combo_row_get_selected (self->day_row);
  g_autofree char *day = NULL;
  GtkListBox *list = NULL;
  guint n = 0;

  empty_box (self->days_box);
  for (guint i = 0; i < g_list_model_get_n_items (self->bookings); i++)
    {
      g_autoptr(HkkThing) booking = g_list_model_get_item (self->bookings, i);
      g_autofree char *own = day_of (booking);

      if (!is_in_state (booking, "offered"))
        continue;
      n += g_strcmp0 (own, day) != 0 ? 1 : 0;
      if (g_strcmp0 (own, day) != 0)
        list = chosen == 0 || chosen == n ? add_day (self, own) : NULL;
      g_set_str (&day, own);
      if (list != NULL)
        gtk_list_box_append (list, hkk_booking_row_new_offered (booking));
    }
}

static void
on_day_chosen (HkkBookingsPage *self)
{
  if (self->bookings != NULL && !self->filling)
    show_offers (self);
}

/* The days and what is free on each. */
static void
fill_days (HkkBookingsPage *self)
{
  g_autoptr(GtkStringList) days = gtk_string_list_new (NULL);
  g_autofree char *day = NULL;
  guint free_places = 0, n = 0;

  /* TRANSLATORS: A choice above the list of appointments */
  gtk_string_list_append (days, _("All days"));
  for (guint i = 0; i <= g_list_model_get_n_items (self->bookings); i++)
    {
      g_autoptr(HkkThing) booking = g_list_model_get_item (self->bookings, i);
      g_autofree char *own = booking != NULL && is_in_state (booking, "offered") ? day_of (booking) : NULL;

      if (booking != NULL && own == NULL)
        continue;
      if (day != NULL && g_strcmp0 (own, day) != 0)
        {
          /* TRANSLATORS: %1$s: a day ("Mon, 14 December"); %2$u: how many appointments are free */
          g_autofree char *text = g_strdup_printf (ngettext ("%1$s · %2$u free", "%1$s · %2$u free", free_places), day,
                                                   free_places);

          gtk_string_list_append (days, text);
          free_places = 0;
          n++;
        }
      free_places++;
      g_set_str (&day, own);
    }
  self->filling = TRUE;
  adw_combo_row_set_model (self->day_row, G_LIST_MODEL (days));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->day_list), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->offered_box), n > 0);
}

static void
fill_lists (HkkBookingsPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  gtk_list_box_remove_all (self->booked_list);
  gtk_list_box_remove_all (self->past_list);
  for (guint i = 0; i < g_list_model_get_n_items (self->bookings); i++)
    {
      g_autoptr(HkkThing) booking = g_list_model_get_item (self->bookings, i);
      g_autofree char *calendar = hkk_booking_dup_calendar_path (portal, self->kind, hkk_thing_get_id (booking));

      if (is_in_state (booking, "booked"))
        hkk_booking_row_add_booked (self->booked_list, booking, calendar != NULL);
      else if (!is_in_state (booking, "offered"))
        gtk_list_box_append (self->past_list, hkk_booking_row_new_past (booking));
    }
}

static void
fill (HkkBookingsPage *self,
      GListModel      *bookings)
{
  g_set_object (&self->bookings, bookings);
  fill_days (self);
  show_offers (self);
  fill_lists (self);
  gtk_widget_set_visible (GTK_WIDGET (self->booked_group),
                          gtk_list_box_get_row_at_index (self->booked_list, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->past_group), gtk_list_box_get_row_at_index (self->past_list, 0) != NULL);
  gtk_widget_set_visible (self->nothing, !gtk_widget_get_visible (GTK_WIDGET (self->booked_group)) &&
                                         !gtk_widget_get_visible (GTK_WIDGET (self->offered_box)));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkBookingsPage) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) bookings = hkk_bookings_load_finish (HKK_PORTAL (source), result, &error);

  if (hkk_page_get_shell (HKK_PAGE (self)) != NULL)
    allow_changes (self, TRUE);
  if (!hkk_page_take (HKK_PAGE (self), bookings, error))
    return;
  fill (self, bookings);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_CONTENT);
}

static void
hkk_bookings_page_reload (HkkPage *page)
{
  HkkBookingsPage *self = HKK_BOOKINGS_PAGE (page);

  if (self->kind == HKK_BOOKINGS_APPOINTMENTS)
    hkk_service_offer (page, GTK_ACTIONABLE (self->ask_row), "appointments");
  hkk_bookings_load_async (hkk_page_get_portal (page), self->kind, hkk_page_get_cancellable (page), on_loaded,
                           g_object_ref (page));
}

/* The service answers, and the insurer cancels, while the page is open. */
static void
hkk_bookings_page_event (HkkPage    *page,
                         const char *type,
                         const char *id,
                         const char *status)
{
  if (type == NULL || g_str_equal (type, "message"))
    hkk_page_reload (page);
}

static void
hkk_bookings_page_finalize (GObject *object)
{
  HkkBookingsPage *self = HKK_BOOKINGS_PAGE (object);

  g_clear_object (&self->bookings);
  g_free (self->cancelled);
  G_OBJECT_CLASS (hkk_bookings_page_parent_class)->finalize (object);
}

static void
hkk_bookings_page_class_init (HkkBookingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_bookings_page_finalize;
  HKK_PAGE_CLASS (klass)->reload = hkk_bookings_page_reload;
  HKK_PAGE_CLASS (klass)->event = hkk_bookings_page_event;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-bookings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, booked_group);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, booked_list);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, offered_box);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, day_list);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, day_row);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, days_box);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, ask_row);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, video_note);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_day_chosen);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, past_group);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, past_list);
  gtk_widget_class_install_action (widget_class, "bookings.book", "s", on_book);
  gtk_widget_class_install_action (widget_class, "bookings.cancel", "s", on_cancel);
  gtk_widget_class_install_action (widget_class, "bookings.calendar", "s", on_calendar);
  gtk_widget_class_install_action (widget_class, "bookings.join", "s", on_join);
}

static void
hkk_bookings_page_init (HkkBookingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
}

/**
 * hkk_bookings_page_new:
 * @kind: doctor appointments or video consultations
 *
 * Returns: (transfer floating): what is booked, what is offered, what is past
 */
HkkBookingsPage *
hkk_bookings_page_new (HkkBookingsKind kind)
{
  HkkBookingsPage *self = g_object_new (HKK_TYPE_BOOKINGS_PAGE, NULL);

  self->kind = kind;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 /* TRANSLATORS: Heading: the consultations that are offered */
                                 kind == HKK_BOOKINGS_VIDEO ? _("Video consultations") : _("Appointments"));
  gtk_widget_set_visible (self->video_note, kind == HKK_BOOKINGS_VIDEO);
  return self;
}
