/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-header-bar.h"

struct _HkkHeaderBar
{
  GtkWidget       parent_instance;

  GtkWidget      *bar;       /* Borrowed (nullable): our child, an AdwHeaderBar */
  AdwWindowTitle *title;     /* Owned: between the buttons */
  GtkWidget      *below;
  GtkWidget      *subtitle_below;
  GBinding       *binding;   /* Borrowed (nullable): to the title of the page or dialog around it */
  gboolean        own_title; /* that of the page is not shown */
};

G_DEFINE_FINAL_TYPE (HkkHeaderBar, hkk_header_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_BAR = 1,
  PROP_SUBTITLE,
};

static gboolean
fits (HkkHeaderBar *self,
      int           width)
{
  int natural;

  gtk_widget_measure (self->bar, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return width < 0 || natural <= width;
}

static void
follow (HkkHeaderBar *self)
{
  GtkWidget *widget = gtk_widget_get_parent (GTK_WIDGET (self));

  while (widget != NULL && !ADW_IS_NAVIGATION_PAGE (widget) && !ADW_IS_DIALOG (widget))
    widget = gtk_widget_get_parent (widget);
  if (widget != NULL && !self->own_title)
    self->binding = g_object_bind_property (widget, "title", self->title, "title", G_BINDING_SYNC_CREATE);
}

/* libadwaita keeps room for five letters of a title, which is too much of large ones; what does not fit is below. */
static void
let_shrink (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_width_chars (GTK_LABEL (widget), 1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_shrink (child);
}

static void
set_bar (HkkHeaderBar *self,
         GtkWidget    *bar)
{
  self->bar = bar;
  if (bar == NULL)
    return;
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  gtk_widget_insert_after (bar, GTK_WIDGET (self), NULL);
}

static GtkSizeRequestMode
hkk_header_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hkk_header_bar_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  HkkHeaderBar *self = HKK_HEADER_BAR (widget);
  int below_minimum = 0, below_natural = 0;

  gtk_widget_measure (self->bar, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->below, orientation, -1, &below_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, below_minimum);
      *natural = MAX (*natural, *minimum);
    }
  else if (!fits (self, for_size))
    {
      gtk_widget_measure (self->below, orientation, for_size, &below_minimum, &below_natural, NULL, NULL);
      *minimum += below_minimum;
      *natural += below_natural;
    }
}

static void
hkk_header_bar_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  HkkHeaderBar *self = HKK_HEADER_BAR (widget);
  gboolean inside = fits (self, width);
  int bar_height = height;

  if (!inside)
    gtk_widget_measure (self->bar, GTK_ORIENTATION_VERTICAL, width, NULL, &bar_height, NULL, NULL);
  gtk_widget_set_child_visible (self->below, !inside);
  gtk_widget_set_opacity (GTK_WIDGET (self->title), inside ? 1 : 0);
  gtk_widget_size_allocate (self->bar, &(GtkAllocation) { 0, 0, width, bar_height }, -1);
  if (!inside)
    gtk_widget_size_allocate (self->below, &(GtkAllocation) { 0, bar_height, width, height - bar_height }, -1);
}

static void
hkk_header_bar_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hkk_header_bar_parent_class)->root (widget);
  follow (HKK_HEADER_BAR (widget));
}

static void
hkk_header_bar_unroot (GtkWidget *widget)
{
  g_clear_pointer (&HKK_HEADER_BAR (widget)->binding, g_binding_unbind);
  GTK_WIDGET_CLASS (hkk_header_bar_parent_class)->unroot (widget);
}

static void
hkk_header_bar_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_SUBTITLE)
    g_value_set_string (value, hkk_header_bar_get_subtitle (HKK_HEADER_BAR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_header_bar_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  if (id == PROP_BAR)
    set_bar (HKK_HEADER_BAR (object), g_value_get_object (value));
  else if (id == PROP_SUBTITLE)
    hkk_header_bar_set_subtitle (HKK_HEADER_BAR (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_header_bar_dispose (GObject *object)
{
  HkkHeaderBar *self = HKK_HEADER_BAR (object);

  g_clear_pointer (&self->binding, g_binding_unbind);
  g_clear_pointer (&self->bar, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), HKK_TYPE_HEADER_BAR);
  G_OBJECT_CLASS (hkk_header_bar_parent_class)->dispose (object);
}

static void
hkk_header_bar_class_init (HkkHeaderBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hkk_header_bar_dispose;
  object_class->get_property = hkk_header_bar_get_property;
  object_class->set_property = hkk_header_bar_set_property;
  widget_class->get_request_mode = hkk_header_bar_get_request_mode;
  widget_class->measure = hkk_header_bar_measure;
  widget_class->size_allocate = hkk_header_bar_size_allocate;
  widget_class->root = hkk_header_bar_root;
  widget_class->unroot = hkk_header_bar_unroot;

  g_object_class_install_property (object_class, PROP_BAR,
                                   g_param_spec_object ("bar", NULL, NULL, ADW_TYPE_HEADER_BAR,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                        G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_SUBTITLE,
                                   g_param_spec_string ("subtitle", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                        G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-header-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkHeaderBar, title);
  gtk_widget_class_bind_template_child (widget_class, HkkHeaderBar, below);
  gtk_widget_class_bind_template_child (widget_class, HkkHeaderBar, subtitle_below);
}

static void
hkk_header_bar_init (HkkHeaderBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  let_shrink (GTK_WIDGET (self->title));
}

/**
 * hkk_header_bar_set_title:
 * @title: what it says from now on, in place of the title of the page or dialog around it
 */
void
hkk_header_bar_set_title (HkkHeaderBar *self,
                          const char   *title)
{
  g_return_if_fail (HKK_IS_HEADER_BAR (self));
  g_return_if_fail (title != NULL);

  self->own_title = TRUE;
  g_clear_pointer (&self->binding, g_binding_unbind);
  adw_window_title_set_title (self->title, title);
}

/**
 * hkk_header_bar_set_subtitle:
 * @subtitle: what stands below the title; empty for nothing
 */
void
hkk_header_bar_set_subtitle (HkkHeaderBar *self,
                             const char   *subtitle)
{
  g_return_if_fail (HKK_IS_HEADER_BAR (self));
  g_return_if_fail (subtitle != NULL);

  if (g_str_equal (adw_window_title_get_subtitle (self->title), subtitle))
    return;
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (self->subtitle_below, *subtitle != '\0');
  g_object_notify (G_OBJECT (self), "subtitle");
}

/**
 * hkk_header_bar_get_subtitle:
 *
 * Returns: what stands below the title; empty for nothing
 */
const char *
hkk_header_bar_get_subtitle (HkkHeaderBar *self)
{
  g_return_val_if_fail (HKK_IS_HEADER_BAR (self), NULL);

  return adw_window_title_get_subtitle (self->title);
}
