/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-date-field.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-format.h"
#include "hkk-room.h"

struct _HkkDateField
{
  HkkEntryField  parent_instance;

  GtkMenuButton *button;   /* Borrowed from the row's content */
  GtkCalendar   *calendar; /* Borrowed from the button's popover */
  char          *told;     /* Owned (nullable): the day that a screen reader was told of last */
  GDate          pressed;  /* the day that the pointer went down on */
};

G_DEFINE_FINAL_TYPE (HkkDateField, hkk_date_field, HKK_TYPE_ENTRY_FIELD)

static gboolean
get_date (HkkDateField *self,
          GDate        *date)
{
  return hkk_form_values_get_date (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                                   hkk_field_row_get_path (HKK_FIELD_ROW (self)), date);
}

/* GtkCalendar says "day-selected" for another day than before only, and for a turned page too. So the day is taken from
 * the click and the keys themselves. */
static void
choose (HkkDateField *self,
        const GDate  *date)
{
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_values_set_date (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                            hkk_field_row_get_path (HKK_FIELD_ROW (self)), date);
  gtk_menu_button_popdown (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (hkk_entry_field_get_entry (HKK_ENTRY_FIELD (self))));
}

static void
show_day (HkkDateField *self,
          const GDate  *date)
{
  g_autoptr(GDateTime) day = g_date_time_new_local (g_date_get_year (date), (int) g_date_get_month (date),
                                                    g_date_get_day (date), 12, 0, 0);

#if GTK_CHECK_VERSION (4, 20, 0) && GDK_VERSION_MAX_ALLOWED >= GDK_VERSION_4_20
  gtk_calendar_set_date (self->calendar, day);
#else
  gtk_calendar_select_day (self->calendar, day);
#endif
}

static void
get_shown_day (HkkDateField *self,
               GDate        *date)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  *date = hkk_clock_date_of (day);
}

/* The day whose number @label shows, also a grey one of a month beside; invalid where it shows none. */
static void
read_day (HkkDateField *self,
          GtkWidget    *label,
          GDate        *date)
{
  gint64 day = 0;

  g_date_clear (date, 1);
  if (!GTK_IS_LABEL (label) || !gtk_widget_has_css_class (label, "day-number") ||
      !hkk_integer_parse (gtk_label_get_label (GTK_LABEL (label)), &day, NULL))
    return;

  get_shown_day (self, date);
  g_date_set_day (date, 1);
  if (gtk_widget_has_css_class (label, "other-month"))
    {
      if (day > 15)
        g_date_subtract_months (date, 1);
      else
        g_date_add_months (date, 1);
    }
  g_date_set_day (date, (GDateDay) day);
}

/* The day at that place; invalid where there is none. */
static void
find_day (HkkDateField *self,
          double        x,
          double        y,
          GDate        *date)
{
  read_day (self, gtk_widget_pick (GTK_WIDGET (self->calendar), x, y, GTK_PICK_DEFAULT), date);
}

static void
mark_day (HkkDateField *self,
          GtkWidget    *label,
          const GDate  *today)
{
  GDate date;

  read_day (self, label, &date);
  if (g_date_valid (&date) && g_date_compare (&date, today) == 0)
    gtk_widget_add_css_class (label, "today");
  else
    gtk_widget_remove_css_class (label, "today");
}

/* GtkCalendar marks this computer's day; what counts is the insurer's. */
static void
mark_today (HkkDateField *self)
{
  const GDate *today = &hkk_form_model_get_context (hkk_field_row_get_model (HKK_FIELD_ROW (self)))->today;

  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->calendar)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    for (GtkWidget *label = gtk_widget_get_first_child (part); label != NULL;
         label = gtk_widget_get_next_sibling (label))
      if (GTK_IS_LABEL (label) && gtk_widget_has_css_class (label, "day-number"))
        mark_day (self, label, today);
}

static void
on_pressed (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            HkkDateField    *self)
{
  find_day (self, x, y, &self->pressed);
  /* Else the calendar would turn the page under the pointer. */
  if (g_date_valid (&self->pressed))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_released (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             HkkDateField    *self)
{
  GDate date;

  find_day (self, x, y, &date);
  if (g_date_valid (&date) && g_date_valid (&self->pressed) && g_date_compare (&date, &self->pressed) == 0)
    choose (self, &date);
}

/* Moves @date as a key asks for. */
static gboolean
move_date (GDate    *date,
           guint     key,
           gboolean  right_to_left)
{
  static const struct { guint key; int days, months; } keys[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_KP_Left, -1, 0 }, { GDK_KEY_Right, 1, 0 }, { GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, -7, 0 }, { GDK_KEY_KP_Up, -7, 0 }, { GDK_KEY_Down, 7, 0 }, { GDK_KEY_KP_Down, 7, 0 },
    { GDK_KEY_Page_Up, 0, -1 }, { GDK_KEY_KP_Page_Up, 0, -1 }, { GDK_KEY_Page_Down, 0, 1 },
    { GDK_KEY_KP_Page_Down, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      int days = right_to_left && ABS (keys[i].days) == 1 ? -keys[i].days : keys[i].days;

      if (keys[i].key != key)
        continue;
      if (days < 0)
        g_date_subtract_days (date, (guint) -days);
      else
        g_date_add_days (date, (guint) days);
      if (keys[i].months < 0)
        g_date_subtract_months (date, 1);
      else
        g_date_add_months (date, (guint) keys[i].months);
      return TRUE;
    }
  return FALSE;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                HkkDateField          *self)
{
  static const guint chosen[] = { GDK_KEY_space, GDK_KEY_KP_Space, GDK_KEY_Return, GDK_KEY_KP_Enter,
                                  GDK_KEY_ISO_Enter };
  gboolean right_to_left = gtk_widget_get_direction (GTK_WIDGET (self->calendar)) == GTK_TEXT_DIR_RTL;
  GDate date;

  if (!gtk_widget_is_focus (GTK_WIDGET (self->calendar)) || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  get_shown_day (self, &date);
  if (move_date (&date, key, right_to_left))
    {
      show_day (self, &date);
      return GDK_EVENT_STOP;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++)
    if (chosen[i] == key)
      {
        choose (self, &date);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* The toolkit says nothing of its days: who chooses one with the arrows hears which it is. */
static void
tell_day (HkkDateField *self)
{
  g_autofree char *words = NULL;
  GDate date;

  get_shown_day (self, &date);
  words = hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
  if (!g_set_str (&self->told, words))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (gtk_widget_is_focus (GTK_WIDGET (self->calendar)))
    hkk_announce_now (GTK_WIDGET (self->calendar), words);
}

static void
on_turned (HkkDateField *self)
{
  mark_today (self);
  tell_day (self);
}

/* The calendar opens at the value, else at the nearest day that is allowed. */
static void
on_popover_map (HkkDateField *self)
{
  const HkkFormContext *context = hkk_form_model_get_context (hkk_field_row_get_model (HKK_FIELD_ROW (self)));
  GDate date, min, max;

  g_date_clear (&min, 1);
  g_date_clear (&max, 1);
  if (!get_date (self, &date))
    {
      hkk_form_path_get_date_limits (context, hkk_field_row_get_path (HKK_FIELD_ROW (self)), &min, &max);
      date = context->today;
      if (g_date_valid (&min) && g_date_compare (&date, &min) < 0)
        date = min;
      if (g_date_valid (&max) && g_date_compare (&date, &max) > 0)
        date = max;
    }
  g_date_clear (&self->pressed, 1);
  show_day (self, &date);
  on_turned (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

static void
watch_calendar (HkkDateField *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  static const char * const turned[] = { "notify::day", "notify::month", "notify::year" };

  for (gsize i = 0; i < G_N_ELEMENTS (turned); i++)
    g_signal_connect_object (self->calendar, turned[i], G_CALLBACK (on_turned), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, 0);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self->calendar), keys);
}

static char *
hkk_date_field_show (HkkEntryField *entry)
{
  HkkDateField *self = HKK_DATE_FIELD (entry);
  GDate date;

  if (get_date (self, &date))
    return hkk_date_format (&date, NULL);

  return HKK_ENTRY_FIELD_CLASS (hkk_date_field_parent_class)->show (entry);
}

static gboolean
hkk_date_field_take (HkkEntryField  *entry,
                     const char     *text,
                     gboolean        store,
                     GError        **error)
{
  const HkkFormContext *context = hkk_form_model_get_context (hkk_field_row_get_model (HKK_FIELD_ROW (entry)));
  GDate date, min, max;

  g_date_clear (&date, 1);
  g_date_clear (&min, 1);
  g_date_clear (&max, 1);
  hkk_form_path_get_date_limits (context, hkk_field_row_get_path (HKK_FIELD_ROW (entry)), &min, &max);
  if (!hkk_date_parse_past (text, NULL, &min, &max, &date, error))
    return FALSE;

  if (store)
    hkk_form_values_set_date (hkk_field_row_get_values (HKK_FIELD_ROW (entry)),
                              hkk_field_row_get_path (HKK_FIELD_ROW (entry)), &date);

  return TRUE;
}

static void
hkk_date_field_decorate (HkkEntryField *entry,
                         GtkBox        *box)
{
  HkkDateField *self = HKK_DATE_FIELD (entry);
  GtkWidget *popover = gtk_popover_new ();
  HkkFormField *field = hkk_field_row_get_field (HKK_FIELD_ROW (entry));
  g_autofree char *isolated = hkk_format_isolate (hkk_form_field_get_label (field));
  /* TRANSLATORS: %s is the label of a field that asks for a date. */
  g_autofree char *name = g_strdup_printf (_("Calendar: %s"), isolated);

  gtk_entry_set_placeholder_text (hkk_entry_field_get_entry (entry), hkk_date_hint (NULL));
  self->calendar = g_object_new (GTK_TYPE_CALENDAR, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  if (hkk_room_is_large (GTK_WIDGET (self->calendar)))
    gtk_widget_add_css_class (GTK_WIDGET (self->calendar), "hkk-close");
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (box, GTK_WIDGET (self->button));

  g_signal_connect_object (popover, "map", G_CALLBACK (on_popover_map), self, G_CONNECT_SWAPPED);
  watch_calendar (self);
}

static void
hkk_date_field_finalize (GObject *object)
{
  g_free (HKK_DATE_FIELD (object)->told);
  G_OBJECT_CLASS (hkk_date_field_parent_class)->finalize (object);
}

static void
hkk_date_field_class_init (HkkDateFieldClass *klass)
{
  HkkEntryFieldClass *entry_class = HKK_ENTRY_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hkk_date_field_finalize;
  entry_class->show = hkk_date_field_show;
  entry_class->take = hkk_date_field_take;
  entry_class->decorate = hkk_date_field_decorate;
}

static void
hkk_date_field_init (HkkDateField *self)
{
}
