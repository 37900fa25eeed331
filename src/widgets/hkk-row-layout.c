/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-row-layout.h"

#include "hkk-descendant.h"

#define SPACING 6
#define TITLE_CHARS 20 /* so much of a title is readable in one line; with less it is a column of syllables */
#define SLIM 48        /* pixels: an arrow, or one button with a picture, takes nothing that would help the title */

/* What stands in an AdwActionRow: side by side, or with the last of it, the buttons, below the rest where the title
 * would have too little room beside them. */
struct _HkkRowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkRowLayout, hkk_row_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
hkk_row_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *child,
               int       *minimum,
               int       *natural)
{
  *minimum = *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, minimum, natural, NULL, NULL);
}

static int
measure_height (GtkWidget *child,
                int        width,
                int       *natural)
{
  int minimum = 0;

  *natural = 0;
  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, natural, NULL, NULL);
  return minimum;
}

static GtkWidget *
get_buttons (GtkWidget *widget)
{
  GtkWidget *last = gtk_widget_get_last_child (widget);

  return last != NULL && gtk_widget_should_layout (last) ? last : NULL;
}

/* The title: before the buttons, which are there always, though not always shown. */
static GtkWidget *
get_title (GtkWidget *widget)
{
  return gtk_widget_get_prev_sibling (gtk_widget_get_last_child (widget));
}

/* The width of what stands before the title, with its gaps. */
static int
get_before (GtkWidget *widget)
{
  int before = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != get_title (widget);
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum, natural;

      measure_width (child, &minimum, &natural);
      before += natural > 0 ? natural + SPACING : 0;
    }
  return before;
}

/* Of the title: it would be broken in the middle where it has less. */
static int
get_longest_word (GtkWidget *widget)
{
  GtkWidget *label = hkk_descendant_find (get_title (widget), GTK_TYPE_LABEL);
  g_autoptr(PangoLayout) layout = NULL;
  int width = 0;

  if (label == NULL)
    return 0;
  layout = gtk_widget_create_pango_layout (label, gtk_label_get_text (GTK_LABEL (label)));
  pango_layout_set_width (layout, 0);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* How much of WIDTH the title needs. */
static int
get_readable (GtkWidget *widget,
              int        width)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int readable = TITLE_CHARS * PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));
  int minimum, natural;

  pango_font_metrics_unref (metrics);
  measure_width (get_title (widget), &minimum, &natural);
  if (natural > readable)
    readable = MAX (readable, MIN (get_longest_word (widget), width));
  return MAX (minimum, MIN (natural, readable));
}

static gboolean
goes_below (GtkWidget *widget,
            int        width)
{
  int before = get_before (widget);
  int minimum, natural;

  measure_width (get_buttons (widget), &minimum, &natural);
  return natural > SLIM && before + get_readable (widget, width - before) + SPACING + natural > width;
}

/* How wide the title is in a line of WIDTH. */
static int
get_title_width (GtkWidget *widget,
                 int        width)
{
  int minimum, natural;

  measure_width (get_buttons (widget), &minimum, &natural);
  if (natural > 0 && !goes_below (widget, width))
    width -= natural + SPACING;
  measure_width (get_title (widget), &minimum, &natural);
  return MAX (width - get_before (widget), minimum);
}

static void
measure_heights (GtkWidget *widget,
                 int        width,
                 int       *minimum,
                 int       *natural)
{
  GtkWidget *buttons = get_buttons (widget);
  gboolean below = goes_below (widget, width);
  int line_natural = 0;
  int line = measure_height (get_title (widget), get_title_width (widget, width), &line_natural);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != get_title (widget);
       child = gtk_widget_get_next_sibling (child))
    {
      int child_natural;

      line = MAX (line, measure_height (child, -1, &child_natural));
      line_natural = MAX (line_natural, child_natural);
    }
  if (buttons != NULL)
    {
      int buttons_natural;
      int buttons_minimum = measure_height (buttons, below ? width : -1, &buttons_natural);

      line = below ? line + SPACING + buttons_minimum : MAX (line, buttons_minimum);
      line_natural = below ? line_natural + SPACING + buttons_natural : MAX (line_natural, buttons_natural);
    }
  *minimum = line;
  *natural = MAX (line, line_natural);
}

static void
hkk_row_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  int title_minimum, title_natural, buttons_minimum, buttons_natural;

  measure_width (get_title (widget), &title_minimum, &title_natural);
  measure_width (get_buttons (widget), &buttons_minimum, &buttons_natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (get_before (widget) + title_minimum, buttons_minimum);
      *natural = get_before (widget) + title_natural + (buttons_natural > 0 ? SPACING + buttons_natural : 0);
      *natural = MAX (*natural, *minimum);
      return;
    }
  if (for_size < 0)
    for_size = get_before (widget) + title_natural + (buttons_natural > 0 ? SPACING + buttons_natural : 0);
  measure_heights (widget, for_size, minimum, natural);
}

/* In the direction in which the person reads. */
static void
place (GtkWidget *widget,
       GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
hkk_row_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  GtkWidget *buttons = get_buttons (widget);
  gboolean below = goes_below (widget, width);
  int minimum, natural, x = 0, line = height;

  measure_width (buttons, &minimum, &natural);
  if (below)
    {
      int buttons_width = CLAMP (natural, minimum, MAX (width, minimum));
      int buttons_height = measure_height (buttons, buttons_width, &natural);

      line = MAX (height - SPACING - buttons_height, 0);
      place (widget, buttons, MAX (width - buttons_width, 0), line + SPACING, buttons_width, buttons_height);
    }
  else if (buttons != NULL)
    {
      place (widget, buttons, MAX (width - natural, 0), 0, natural, height);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != get_title (widget);
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      measure_width (child, &minimum, &natural);
      place (widget, child, x, 0, natural, line);
      x += natural + SPACING;
    }
  if (gtk_widget_should_layout (get_title (widget)))
    place (widget, get_title (widget), x, 0, get_title_width (widget, width), line);
}

static void
hkk_row_layout_class_init (HkkRowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = hkk_row_layout_get_request_mode;
  manager_class->measure = hkk_row_layout_measure;
  manager_class->allocate = hkk_row_layout_allocate;
}

static void
hkk_row_layout_init (HkkRowLayout *self)
{
}

/**
 * hkk_row_layout_new:
 *
 * Returns: (transfer full): for the content of an AdwActionRow
 */
GtkLayoutManager *
hkk_row_layout_new (void)
{
  return g_object_new (HKK_TYPE_ROW_LAYOUT, NULL);
}
