/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-bookings-page.h"

#include <glib/gi18n.h>

#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-shell.h"

struct _HkkBookingsPage
{
  HkkPage              parent_instance;

  HkkStatusStack      *status;
  AdwPreferencesGroup *booked_group;
  GtkListBox          *booked_list;
  AdwPreferencesGroup *offered_group;
  GtkListBox          *offered_list;
  AdwPreferencesGroup *past_group;
  GtkListBox          *past_list;

  HkkBookingsKind      kind;
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
on_cancel (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkBookingsPage *self = HKK_BOOKINGS_PAGE (widget);

  allow_changes (self, FALSE);
  hkk_booking_set_booked_async (hkk_page_get_portal (HKK_PAGE (self)), self->kind,
                                g_variant_get_string (parameter, NULL), FALSE,
                                hkk_page_get_cancellable (HKK_PAGE (self)), on_cancelled, g_object_ref (self));
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

static void
add_button (GtkWidget  *row,
            const char *label,
            const char *action,
            const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, row, NULL, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
make_subtitle (HkkThing *booking)
{
  g_autoptr(GDateTime) starts = hkk_thing_get_time (booking, "starts-at");
  g_autofree char *moment = hkk_format_moment (starts);
  const char *parts[] = { hkk_thing_get_string (booking, "practice"), hkk_thing_get_string (booking, "with"),
                          hkk_thing_get_string (booking, "address"), hkk_thing_get_string (booking, "note") };
  GString *text = g_string_new (moment);
  gint64 minutes = hkk_thing_get_int (booking, "minutes");

  if (minutes > 0)
    {
      g_string_append (text, " · ");
      /* TRANSLATORS: %d: how long an appointment takes */
      g_string_append_printf (text, ngettext ("%d minute", "%d minutes", (gulong) minutes), (int) minutes);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i])
      g_string_append_printf (text, "\n%s", parts[i]);
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (HkkBookingsPage *self,
          HkkThing        *booking,
          const char      *state)
{
  GtkWidget *row = NULL;
  const char *topic = hkk_thing_get_string (booking, self->kind == HKK_BOOKINGS_VIDEO ? "topic" : "specialty");
  const char *join_url = hkk_thing_get_string (booking, "join-url");
  g_autofree char *subtitle = make_subtitle (booking);
  g_autofree char *isolated = hkk_format_isolate (topic);
  g_autofree char *title = NULL;

  if (g_strcmp0 (state, "cancelled") == 0)
    /* TRANSLATORS: %s: what the appointment is about ("Dermatology") */
    title = g_strdup_printf (_("%s (cancelled)"), isolated);
  row = hkk_row_new (title != NULL ? title : topic, subtitle);
  if (g_strcmp0 (state, "offered") == 0)
    add_button (row, _("_Book"), "bookings.book", hkk_thing_get_id (booking));
  if (g_strcmp0 (state, "booked") == 0)
    {
      if (join_url != NULL)
        add_button (row, _("_Join"), "bookings.join", join_url);
      add_button (row, _("_Cancel it"), "bookings.cancel", hkk_thing_get_id (booking));
    }
  return row;
}

static void
fill (HkkBookingsPage *self,
      GListModel      *bookings)
{
  gtk_list_box_remove_all (self->booked_list);
  gtk_list_box_remove_all (self->offered_list);
  gtk_list_box_remove_all (self->past_list);
  for (guint i = 0; i < g_list_model_get_n_items (bookings); i++)
    {
      g_autoptr(HkkThing) booking = g_list_model_get_item (bookings, i);
      const char *state = hkk_thing_get_string (booking, "state");
      GtkWidget *row = make_row (self, booking, state);

      if (g_strcmp0 (state, "booked") == 0)
        gtk_list_box_append (self->booked_list, row);
      else if (g_strcmp0 (state, "offered") == 0)
        gtk_list_box_append (self->offered_list, row);
      else
        gtk_list_box_append (self->past_list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->booked_group),
                          gtk_list_box_get_row_at_index (self->booked_list, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->offered_group),
                          gtk_list_box_get_row_at_index (self->offered_list, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->past_group), gtk_list_box_get_row_at_index (self->past_list, 0) != NULL);
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
  hkk_page_show_list (HKK_PAGE (self), bookings);
}

static void
hkk_bookings_page_reload (HkkPage *page)
{
  hkk_bookings_load_async (hkk_page_get_portal (page), HKK_BOOKINGS_PAGE (page)->kind, hkk_page_get_cancellable (page),
                           on_loaded, g_object_ref (page));
}

static void
hkk_bookings_page_class_init (HkkBookingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  HKK_PAGE_CLASS (klass)->reload = hkk_bookings_page_reload;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-bookings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, booked_group);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, booked_list);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, offered_group);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, offered_list);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, past_group);
  gtk_widget_class_bind_template_child (widget_class, HkkBookingsPage, past_list);
  gtk_widget_class_install_action (widget_class, "bookings.book", "s", on_book);
  gtk_widget_class_install_action (widget_class, "bookings.cancel", "s", on_cancel);
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
                                 kind == HKK_BOOKINGS_VIDEO ? _("Video consultations") : _("Appointments"));
  return self;
}
