/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-booking-row.h"

#include <glib/gi18n.h>

#include "hkk-clock.h"
#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-rules.h"

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

/* One thing that can be done with what is booked. */
typedef struct
{
  const char *label;
  const char *action;
  const char *target; /* (nullable): it cannot be done */
  const char *css_class; /* (nullable) */
} Choice;

static GtkWidget *
make_choices (const Choice *choices,
              gsize         n,
              const char   *of)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_add_css_class (box, "hkk-choices");
  for (gsize i = 0; i < n; i++)
    {
      GtkWidget *button = NULL;

      if (choices[i].target == NULL)
        continue;
      button = make_button (choices[i].label, choices[i].action, choices[i].target, of);
      if (choices[i].css_class != NULL)
        gtk_widget_add_css_class (button, choices[i].css_class);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  return box;
}

static gboolean
is_past (GDateTime *moment)
{
  g_autoptr(GDateTime) now = hkk_clock_now ();

  return g_date_time_compare (moment, now) <= 0;
}

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
  return g_strjoin ("\n", subtitle, is_past (until)
    /* TRANSLATORS: of an appointment */
    ? _("It can no longer be cancelled here. If you cannot come, please call.") : text, NULL);
}

/**
 * hkk_booking_row_add_booked:
 * @list: where it is shown
 * @calendar: whether the portal writes a calendar file of it
 *
 * Says when and where, and below it what can be done: join, put into the calendar, cancel.
 */
void
hkk_booking_row_add_booked (GtkListBox *list,
                            HkkThing   *booking,
                            gboolean    calendar)
{
  g_autofree char *topic = hkk_booking_row_dup_topic (booking);
  g_autofree char *moment = make_moment (booking);
  g_autofree char *facts = make_subtitle (booking, moment);
  g_autoptr(GDateTime) until = hkk_thing_get_time (booking, "cancellable-until");
  g_autofree char *subtitle = say_cancellable (facts, until);
  g_autofree char *of = say_which (booking);
  const char *id = hkk_thing_get_id (booking);
  gboolean cancellable = until == NULL || !is_past (until);
  const Choice choices[] = {
    /* TRANSLATORS: Button, a verb: enters the video consultation */
    { _("_Join"), "bookings.join", hkk_thing_get_string (booking, "join-url"), "suggested-action" },
    { _("_Add to calendar"), "bookings.calendar", calendar ? id : NULL, NULL },
    { _("_Cancel it …"), "bookings.cancel", cancellable ? id : NULL, NULL },
  };
  GtkWidget *below = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (below), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (below), make_choices (choices, G_N_ELEMENTS (choices), of));
  gtk_list_box_append (list, hkk_row_new (topic, subtitle));
  gtk_list_box_append (list, below);
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
