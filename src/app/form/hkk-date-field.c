/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-date-field.h"

#include <glib/gi18n.h>

struct _HkkDateField
{
  HkkEntryField  parent_instance;

  GtkMenuButton *button;   /* Borrowed from the row's content */
  GtkCalendar   *calendar; /* Borrowed from the button's popover */
  int            month;    /* the month that the calendar showed, to tell a chosen day from turning pages */
};

G_DEFINE_FINAL_TYPE (HkkDateField, hkk_date_field, HKK_TYPE_ENTRY_FIELD)

static gboolean
get_date (HkkDateField *self,
          GDate        *date)
{
  return hkk_form_values_get_date (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                                   hkk_field_row_get_path (HKK_FIELD_ROW (self)), date);
}

static int
shown_month (GtkCalendar *calendar)
{
  return gtk_calendar_get_year (calendar) * 12 + gtk_calendar_get_month (calendar);
}

static void
on_day_selected (HkkDateField *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
  gboolean turned = shown_month (self->calendar) != self->month;
  GDate date;

  self->month = shown_month (self->calendar);
  if (turned || !gtk_widget_get_mapped (GTK_WIDGET (self->calendar)))
    return;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (day), (GDateMonth) g_date_time_get_month (day),
                  (GDateYear) g_date_time_get_year (day));
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_values_set_date (hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                            hkk_field_row_get_path (HKK_FIELD_ROW (self)), &date);
  gtk_menu_button_popdown (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (hkk_entry_field_get_entry (HKK_ENTRY_FIELD (self))));
}

/* The calendar opens at the value, else at the nearest day that is allowed. */
static void
on_popover_map (HkkDateField *self)
{
  const HkkFormContext *context = hkk_form_model_get_context (hkk_field_row_get_model (HKK_FIELD_ROW (self)));
  g_autoptr(GDateTime) day = NULL;
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
  day = g_date_time_new_local (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date), 12, 0, 0);
  self->month = -1;
#if GTK_CHECK_VERSION (4, 20, 0) && GDK_VERSION_MAX_ALLOWED >= GDK_VERSION_4_20
  gtk_calendar_set_date (self->calendar, day);
#else
  gtk_calendar_select_day (self->calendar, day);
#endif
  self->month = shown_month (self->calendar);
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
  if (!hkk_date_parse_past (text, NULL, &max, &date, error))
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
  /* TRANSLATORS: %s is the label of a field that asks for a date. */
  g_autofree char *name = g_strdup_printf (_("Calendar: %s"),
                                           hkk_form_field_get_label (hkk_field_row_get_field (HKK_FIELD_ROW (entry))));

  gtk_entry_set_placeholder_text (hkk_entry_field_get_entry (entry), hkk_date_hint (NULL));
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->button, popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (box, GTK_WIDGET (self->button));

  g_signal_connect_object (popover, "map", G_CALLBACK (on_popover_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self, G_CONNECT_SWAPPED);
}

static void
hkk_date_field_class_init (HkkDateFieldClass *klass)
{
  HkkEntryFieldClass *entry_class = HKK_ENTRY_FIELD_CLASS (klass);

  entry_class->show = hkk_date_field_show;
  entry_class->take = hkk_date_field_take;
  entry_class->decorate = hkk_date_field_decorate;
}

static void
hkk_date_field_init (HkkDateField *self)
{
}
