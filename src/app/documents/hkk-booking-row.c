/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-booking-row.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-rules.h"
#include "hkk-structure.h"

#define LONGEST_WAIT 60 /* seconds: a timer sleeps with the computer */

/**
 * hkk_booking_row_dup_topic:
 *
 * Returns: (transfer full): what the appointment is about: a field of medicine, or the topic of a conversation
 */
char *
hkk_booking_row_dup_topic (HkkThing *booking)
{
  const char *specialty = hkk_thing_get_string (booking, "specialty");
  const char *topic = hkk_thing_get_string (booking, "topic");

  return g_strdup (specialty != NULL ? specialty : topic);
}

/* Owned: FIRST, and below it who, where and what to know. */
static char *
make_subtitle (HkkThing   *booking,
               const char *first)
{
  const char *phone = hkk_thing_get_string (booking, "phone");
  g_autofree char *grouped = phone != NULL ? hkk_phone_format (phone) : NULL;
  const char *parts[] = { hkk_thing_get_string (booking, "practice"), hkk_thing_get_string (booking, "with"),
                          hkk_thing_get_string (booking, "address"), grouped, hkk_thing_get_string (booking, "note") };
  GString *text = g_string_new (first);
  gint64 minutes = hkk_thing_get_int (booking, "minutes");

  if (minutes > 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      /* TRANSLATORS: %d: how long an appointment takes */
      g_string_append_printf (text, ngettext ("%d minute", "%d minutes", (gulong) minutes), (int) minutes);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i])
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
  return g_string_free (text, FALSE);
}

static char *
make_moment (HkkThing *booking)
{
  g_autoptr(GDateTime) starts = hkk_thing_get_time (booking, "starts-at");

  return hkk_format_moment (starts);
}

/* Owned: what tells it from all others: two days have an appointment at the same time, two appointments one topic. */
static char *
say_which (HkkThing *booking)
{
  g_autofree char *moment = make_moment (booking);
  g_autofree char *topic = hkk_booking_row_dup_topic (booking);
  g_autofree char *isolated = hkk_format_isolate (topic);

  /* TRANSLATORS: an appointment; %1$s: when ("today, 14:02"), %2$s: what it is about ("Dermatology") */
  return g_strdup_printf (_("%1$s · %2$s"), moment, isolated);
}

static GtkWidget *
make_button (const char *label,
             const char *action,
             const char *target,
             const char *of)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  hkk_button_say_of (GTK_BUTTON (button), of);
  return button;
}

/**
 * hkk_booking_row_new_offered:
 *
 * Returns: (transfer floating): a row below its day, with a button that books it
 */
GtkWidget *
hkk_booking_row_new_offered (HkkThing *booking)
{
  g_autoptr(GDateTime) starts = hkk_thing_get_time (booking, "starts-at");
  g_autofree char *clock = hkk_format_clock (starts);
  g_autofree char *topic = hkk_booking_row_dup_topic (booking);
  g_autofree char *isolated = hkk_format_isolate (topic);
  /* TRANSLATORS: an appointment; %1$s: a time of day ("14:02"), %2$s: what it is about ("Dermatology") */
  g_autofree char *title = g_strdup_printf (_("%1$s · %2$s"), clock, isolated);
  g_autofree char *subtitle = make_subtitle (booking, "");
  g_autofree char *of = say_which (booking);
  GtkWidget *row = hkk_row_new (title, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             /* TRANSLATORS: Button, a verb: takes the appointment */
                             make_button (_("_Book"), "bookings.book", hkk_thing_get_id (booking), of));
  return row;
}

static gboolean
is_past (GDateTime *moment)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();

  return g_date_time_compare (moment, now) <= 0;
}

/* TRANSLATORS: of an appointment */
static const char over[] = N_("It can no longer be cancelled here. If you cannot come, please call.");

/* Owned. UNTIL (nullable): when cancelling it ends; %NULL if that is not told. */
static char *
say_cancellable (const char *subtitle,
                 GDateTime  *until)
{
  g_autofree char *moment = hkk_format_moment (until);
  g_autofree char *text = NULL;

  if (until == NULL)
    return g_strdup (subtitle);
  /* TRANSLATORS: of an appointment; %s: a day and a time of day ("Mon, 14 December, 09:30") */
  text = g_strdup_printf (_("You can cancel it here until %s."), moment);
  return g_strjoin ("\n", subtitle, is_past (until) ? _(over) : text, NULL);
}

/* What can be done with what is booked, below it. */
#define HKK_TYPE_BOOKED_ROW (hkk_booked_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkBookedRow, hkk_booked_row, HKK, BOOKED_ROW, GtkListBoxRow)

struct _HkkBookedRow
{
  GtkListBoxRow parent_instance;

  HkkThing     *booking; /* Owned */
  GDateTime    *until;   /* Owned (nullable): when cancelling it ends */
  AdwActionRow *facts;   /* Borrowed: stands above it in the same list */
  GtkWidget    *choices;
  GtkWidget    *cancel;  /* (nullable): it cannot be done */
  guint         timer;   /* source */
};

G_DEFINE_FINAL_TYPE (HkkBookedRow, hkk_booked_row, GTK_TYPE_LIST_BOX_ROW)

static void on_time (gpointer data);

static void
hkk_booked_row_dispose (GObject *object)
{
  g_clear_handle_id (&HKK_BOOKED_ROW (object)->timer, g_source_remove);
  G_OBJECT_CLASS (hkk_booked_row_parent_class)->dispose (object);
}

static void
hkk_booked_row_finalize (GObject *object)
{
  HkkBookedRow *self = HKK_BOOKED_ROW (object);

  g_object_unref (self->booking);
  g_clear_pointer (&self->until, g_date_time_unref);
  G_OBJECT_CLASS (hkk_booked_row_parent_class)->finalize (object);
}

static void
hkk_booked_row_class_init (HkkBookedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_booked_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_booked_row_finalize;
}

static void
hkk_booked_row_init (HkkBookedRow *self)
{
  self->choices = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->choices), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->choices), 6);
  gtk_widget_add_css_class (self->choices, "hkk-choices");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->choices);
}

static GtkWidget *
add_choice (HkkBookedRow *self,
            const char   *label,
            const char   *action,
            const char   *target)
{
  g_autofree char *of = say_which (self->booking);
  GtkWidget *button = make_button (label, action, target, of);

  adw_wrap_box_append (ADW_WRAP_BOX (self->choices), button);
  return button;
}

static void
show_facts (HkkBookedRow *self)
{
  g_autofree char *moment = make_moment (self->booking);
  g_autofree char *facts = make_subtitle (self->booking, moment);
  g_autofree char *subtitle = say_cancellable (facts, self->until);
  g_autofree char *alone = hkk_format_alone (subtitle);

  adw_action_row_set_subtitle (self->facts, alone);
}

/* The last hours before it have begun while it was looked at. */
static void
end_cancelling (HkkBookedRow *self)
{
  gboolean focused = gtk_widget_has_focus (self->cancel);
  g_autofree char *which = say_which (self->booking);
  g_autofree char *text = g_strjoin ("\n", which, _(over), NULL);

  if (focused)
    hkk_structure_focus (GTK_WIDGET (self->facts));
  adw_wrap_box_remove (ADW_WRAP_BOX (self->choices), self->cancel);
  self->cancel = NULL;
  show_facts (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hkk_announce_now (GTK_WIDGET (self), text);
}

static void
wait_for_end (HkkBookedRow *self)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();
  GTimeSpan left = g_date_time_difference (self->until, now);

  self->timer = g_timeout_add_seconds_once ((guint) CLAMP (left / G_TIME_SPAN_SECOND + 1, 1, LONGEST_WAIT), on_time,
                                            self);
}

static void
on_time (gpointer data)
{
  HkkBookedRow *self = data;

  self->timer = 0;
  if (is_past (self->until))
    end_cancelling (self);
  else
    wait_for_end (self);
}

/**
 * hkk_booking_row_add_booked:
 * @list: where it is shown
 * @calendar: whether the portal writes a calendar file of it
 *
 * Says when and where, and below it what can be done: join, put into the calendar, cancel, until that is over.
 */
void
hkk_booking_row_add_booked (GtkListBox *list,
                            HkkThing   *booking,
                            gboolean    calendar)
{
  HkkBookedRow *self = g_object_new (HKK_TYPE_BOOKED_ROW, NULL);
  g_autofree char *topic = hkk_booking_row_dup_topic (booking);
  const char *join = hkk_thing_get_string (booking, "join-url");

  self->booking = g_object_ref (booking);
  self->until = hkk_thing_get_time (booking, "cancellable-until");
  self->facts = ADW_ACTION_ROW (hkk_row_new (topic, NULL));
  show_facts (self);
  if (join != NULL)
    /* TRANSLATORS: Button, a verb: enters the video consultation */
    gtk_widget_add_css_class (add_choice (self, _("_Join"), "bookings.join", join), "suggested-action");
  if (calendar)
    /* TRANSLATORS: Button, a verb: opens a calendar file of the appointment */
    add_choice (self, _("_Add to calendar"), "bookings.calendar", hkk_thing_get_id (booking));
  if (self->until == NULL || !is_past (self->until))
    self->cancel = add_choice (self, _("_Cancel it …"), "bookings.cancel", hkk_thing_get_id (booking));
  if (self->until != NULL && self->cancel != NULL)
    wait_for_end (self);
  gtk_list_box_append (list, GTK_WIDGET (self->facts));
  gtk_list_box_append (list, GTK_WIDGET (self));
}

/**
 * hkk_booking_row_new_past:
 *
 * Returns: (transfer floating): a row of an appointment that is over, or was cancelled
 */
GtkWidget *
hkk_booking_row_new_past (HkkThing *booking)
{
  g_autofree char *moment = make_moment (booking);
  g_autofree char *subtitle = make_subtitle (booking, moment);
  g_autofree char *topic = hkk_booking_row_dup_topic (booking);
  g_autofree char *isolated = hkk_format_isolate (topic);
  g_autofree char *title = NULL;

  if (g_strcmp0 (hkk_thing_get_string (booking, "state"), "cancelled") == 0)
    /* TRANSLATORS: %s: what the appointment is about ("Dermatology") */
    title = g_strdup_printf (_("%s (cancelled)"), isolated);
  return hkk_row_new (title != NULL ? title : topic, subtitle);
}
