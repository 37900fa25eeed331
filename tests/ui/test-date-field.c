/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-date-field.h"
#include "hkk-field-list.h"

/* The calendar of a date field, with a real pointer and real keys (xdotool). */
typedef struct
{
  HkkFormModel *model;
  HkkFieldRow  *row;
  GtkWidget    *calendar;
  GtkWindow    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HkkFieldList *list;
  GtkWidget *button, *popover;

  fixture->model = harness_model ();
  list = hkk_field_list_new_for_section (fixture->model,
                                         hkk_form_get_section (hkk_form_model_get_form (fixture->model), 0));
  fixture->window = harness_show (GTK_WIDGET (list), 600, 900);
  fixture->row = hkk_field_list_find_row (list, "stay_to");
  g_assert_true (HKK_IS_DATE_FIELD (fixture->row));
  button = harness_find (fixture->row, GTK_TYPE_MENU_BUTTON, 0);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  fixture->calendar = gtk_popover_get_child (GTK_POPOVER (popover));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  test_drain ();
  g_assert_finalize_object (fixture->model);
}

static char *
value (Fixture *fixture)
{
  const char *iso = hkk_form_values_get_string (hkk_form_model_get_values (fixture->model), "stay_to");

  return g_strdup (iso != NULL ? iso : "nothing");
}

static void
open_calendar (Fixture *fixture)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (harness_find (fixture->row, GTK_TYPE_MENU_BUTTON, 0)));
  test_wait_until (gtk_widget_get_mapped (fixture->calendar) && gtk_widget_get_width (fixture->calendar) > 0);
}

static void
xdotool (const char *first,
         ...)
{
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  va_list list;

  g_ptr_array_add (arguments, (gpointer) "xdotool");
  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* Puts the pointer on the middle of WIDGET and presses its first button once. */
static void
click (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  GdkDevice *pointer = gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_surface_get_display (surface)));
  graphene_point_t middle = GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (widget) / 2,
                                                 (float) gtk_widget_get_height (widget) / 2);
  graphene_point_t inside;
  double left = 0, top = 0, dx = 0, dy = 0;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  xdotool ("mousemove", "2", "2", NULL);
  gdk_surface_get_device_position (surface, pointer, &left, &top, NULL);
  gtk_native_get_surface_transform (native, &dx, &dy);
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native), &middle, &inside));
  x = g_strdup_printf ("%d", (int) (2 - left + dx + inside.x));
  y = g_strdup_printf ("%d", (int) (2 - top + dy + inside.y));
  xdotool ("mousemove", x, y, "click", "1", NULL);
}

static GtkWidget *
find_label (GtkWidget  *parent,
            const char *number,
            gboolean    other_month)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, number, other_month);

      if (found != NULL)
        return found;
      if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "day-number") &&
          gtk_widget_has_css_class (child, "other-month") == other_month &&
          g_str_equal (gtk_label_get_label (GTK_LABEL (child)), number))
        return child;
    }
  return NULL;
}

/* One click on the day with that number, and the calendar is gone and the field has it. */
static void
assert_click (Fixture    *fixture,
              const char *number,
              gboolean    other_month,
              const char *iso)
{
  GtkWidget *label = find_label (fixture->calendar, number, other_month);
  g_autofree char *now = NULL;

  g_assert_nonnull (label);
  click (label);
  test_wait_until (!gtk_widget_get_mapped (fixture->calendar));
  now = value (fixture);
  g_assert_cmpstr (now, ==, iso);
}

static void
turn_page (Fixture *fixture,
           guint    arrow)
{
  g_autofree char *before = value (fixture);
  g_autofree char *after = NULL;

  g_signal_emit_by_name (harness_find (fixture->calendar, GTK_TYPE_BUTTON, arrow), "clicked");
  test_drain ();
  after = value (fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (gtk_widget_get_mapped (fixture->calendar));
}

static void
one_click_takes_any_day (Fixture       *fixture,
                         gconstpointer  data)
{
  /* Today, which is preselected; the harness's today is the form's. */
  GDate today = hkk_form_model_get_context (fixture->model)->today;
  g_autofree char *iso = hkk_date_to_iso (&today);
  g_autofree char *number = g_strdup_printf ("%u", g_date_get_day (&today));
  g_autofree char *turned = NULL;
  GDate before = today;

  open_calendar (fixture);
  assert_click (fixture, number, FALSE, iso);
  /* The field's own value. */
  open_calendar (fixture);
  assert_click (fixture, number, FALSE, iso);
  /* The same number in the month before. */
  open_calendar (fixture);
  turn_page (fixture, 0);
  g_date_subtract_months (&before, 1);
  turned = hkk_date_to_iso (&before);
  assert_click (fixture, number, FALSE, turned);
}

static void
one_click_takes_a_grey_day (Fixture       *fixture,
                            gconstpointer  data)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 18, G_DATE_NOVEMBER, 2026);
  hkk_form_values_set_date (hkk_form_model_get_values (fixture->model), "stay_to", &date);
  open_calendar (fixture);
  assert_click (fixture, "2", TRUE, "2026-12-02");
  open_calendar (fixture);
  assert_click (fixture, "30", TRUE, "2026-11-30");
  open_calendar (fixture);
  assert_click (fixture, "17", FALSE, "2026-11-17");
}

static void
keys_take_any_day (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { const char *keys[4]; const char *iso; } walks[] = {
    { { "space" }, "2026-11-18" }, { { "Return" }, "2026-11-18" }, { { "Right", "space" }, "2026-11-19" },
    { { "Down", "Down", "Return" }, "2026-12-03" }, { { "Page_Up", "space" }, "2026-11-03" },
    { { "Up", "KP_Enter" }, "2026-10-27" },
  };
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 18, G_DATE_NOVEMBER, 2026);
  hkk_form_values_set_date (hkk_form_model_get_values (fixture->model), "stay_to", &date);
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autofree char *now = NULL;

      open_calendar (fixture);
      test_wait_until (gtk_widget_is_focus (fixture->calendar));
      for (guint key = 0; key < G_N_ELEMENTS (walks[i].keys) && walks[i].keys[key] != NULL; key++)
        xdotool ("key", walks[i].keys[key], NULL);
      test_wait_until (!gtk_widget_get_mapped (fixture->calendar));
      now = value (fixture);
      g_assert_cmpstr (now, ==, walks[i].iso);
    }
}

static void
assert_key_leads_to (const char *key,
                     GtkWidget  *widget)
{
  xdotool ("key", key, NULL);
  test_wait_until (gtk_widget_is_focus (widget));
}

/* Tab goes from the days over the arrows back to the days, and the other way. */
static void
tab_comes_back_to_the_days (Fixture       *fixture,
                            gconstpointer  data)
{
  GtkWidget *arrows[4];

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    arrows[i] = harness_find (fixture->calendar, GTK_TYPE_BUTTON, i);
  open_calendar (fixture);
  test_wait_until (gtk_widget_is_focus (fixture->calendar));
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    assert_key_leads_to ("Tab", arrows[i]);
  assert_key_leads_to ("Tab", fixture->calendar);
  for (guint i = G_N_ELEMENTS (arrows); i > 0; i--)
    assert_key_leads_to ("shift+Tab", arrows[i - 1]);
  assert_key_leads_to ("shift+Tab", fixture->calendar);
}

static gboolean
is_at (Fixture    *fixture,
       const char *day)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (fixture->calendar),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, day);

  return other == NULL;
}

/* Each day that the arrows lead to, once; the one at which it opens is what has the focus. */
static void
days_are_told (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *key, *day; } steps[] = {
    { "Right", "3 December 2026" }, { "Down", "10 December 2026" }, { "Up", "3 December 2026" },
    { "Up", "26 November 2026" },
  };
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 2, G_DATE_DECEMBER, 2026);
  hkk_form_values_set_date (hkk_field_row_get_values (fixture->row), hkk_field_row_get_path (fixture->row), &date);
  open_calendar (fixture);
  test_wait_until (gtk_widget_is_focus (fixture->calendar));
  g_assert_true (is_at (fixture, "2 December 2026"));
  harness_take_said ("");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      xdotool ("key", steps[i].key, NULL);
      test_wait_until (is_at (fixture, steps[i].day));
      g_assert_cmpuint (harness_take_said (steps[i].day), ==, 1);
    }
}

/* The number of the one day that is marked as today, if it belongs to the month that is shown; "" if none is. */
static char *
marked_day (GtkWidget *parent)
{
  g_autoptr(GString) marked = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *below = marked_day (child);

      g_string_append (marked, below);
      if (gtk_widget_has_css_class (child, "today"))
        g_string_append (marked, gtk_label_get_label (GTK_LABEL (child)));
    }
  return g_string_free (g_steal_pointer (&marked), FALSE);
}

/* The insurer's day is marked, whatever this computer's is, on every page that has it. */
static void
today_is_the_insurers (Fixture       *fixture,
                       gconstpointer  data)
{
  static const struct { int month; const char *day; } pages[] = { { 10, "23" }, { 9, "" }, { 10, "23" }, { 11, "" } };
  g_autofree char *first = NULL;

  open_calendar (fixture);
  first = marked_day (fixture->calendar);
  g_assert_cmpstr (first, ==, "23");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *day = NULL;

      g_object_set (fixture->calendar, "month", pages[i].month, NULL);
      day = marked_day (fixture->calendar);
      g_assert_cmpstr (day, ==, pages[i].day);
    }
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  g_test_add ("/form/date-field/one-click", Fixture, NULL, set_up, one_click_takes_any_day, tear_down);
  g_test_add ("/form/date-field/grey-day", Fixture, NULL, set_up, one_click_takes_a_grey_day, tear_down);
  g_test_add ("/form/date-field/today", Fixture, NULL, set_up, today_is_the_insurers, tear_down);
  g_test_add ("/form/date-field/keys", Fixture, NULL, set_up, keys_take_any_day, tear_down);
  g_test_add ("/form/date-field/told", Fixture, NULL, set_up, days_are_told, tear_down);
  g_test_add ("/form/date-field/tab", Fixture, NULL, set_up, tab_comes_back_to_the_days, tear_down);
  return g_test_run ();
}
