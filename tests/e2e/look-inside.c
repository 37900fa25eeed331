/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded by walks: what a program's window holds and a screen reader is not told. At each SIGUSR1 the file that
 * HKK_INSIDE names gets one line for each widget that is shown: where it is in its window and what of that can be seen,
 * what it is, its text. */
#include <errno.h>
#include <signal.h>

#include <adwaita.h>
#include <glib-unix.h>

static gboolean
is_cut (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
  if (GTK_IS_INSCRIPTION (widget))
    {
      GtkInscription *inscription = GTK_INSCRIPTION (widget);
      const char *text = gtk_inscription_get_text (inscription);
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
      int height = 0;

      pango_layout_set_attributes (layout, gtk_inscription_get_attributes (inscription));
      pango_layout_set_wrap (layout, gtk_inscription_get_wrap_mode (inscription));
      pango_layout_set_width (layout, gtk_widget_get_width (widget) * PANGO_SCALE);
      pango_layout_get_pixel_size (layout, NULL, &height);
      return height > gtk_widget_get_height (widget);
    }
  return FALSE;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_INSCRIPTION (widget))
    return gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  if (GTK_IS_IMAGE (widget))
    return gtk_image_get_icon_name (GTK_IMAGE (widget));
  return NULL;
}

static gboolean
is_pressed (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SCALE (widget) ||
         GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) || gtk_widget_has_css_class (widget, "activatable");
}

/* How many lines it may have; 0 or less if nobody says. */
static int
get_lines (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_lines (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? (int) gtk_inscription_get_min_lines (GTK_INSCRIPTION (widget)) : 0;
}

static void
add_rectangle (GString               *lines,
               const graphene_rect_t *rectangle)
{
  g_string_append_printf (lines, "%.0f\t%.0f\t%.0f\t%.0f\t", rectangle->origin.x, rectangle->origin.y,
                          rectangle->size.width, rectangle->size.height);
}

static void
tell (GString               *lines,
      GtkWidget             *widget,
      const char            *path,
      const graphene_rect_t *bounds,
      const graphene_rect_t *seen)
{
  g_auto(GStrv) classes = gtk_widget_get_css_classes (widget);
  g_autofree char *class_list = g_strjoinv (" ", classes);
  g_autofree char *text = g_strescape (get_text (widget) != NULL ? get_text (widget) : "", "\001");
  graphene_rect_t part;

  if (!graphene_rect_intersection (seen, bounds, &part))
    part = *graphene_rect_zero ();
  g_string_append_printf (lines, "%s\t", path);
  add_rectangle (lines, bounds);
  add_rectangle (lines, &part);
  g_string_append_printf (lines, "%d\t%d%d%d%d\t%s\t%s\t%s\n", get_lines (widget), is_cut (widget),
                          is_pressed (widget), gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
                          gtk_widget_is_sensitive (widget), G_OBJECT_TYPE_NAME (widget), class_list, text);
}

/* WINDOW is what the widget is drawn in, a popover is one too, which begins at ORIGIN. */
static void
look (GString          *lines,
      GtkWidget        *window,
      graphene_point_t  origin,
      GtkWidget        *widget,
      const char       *path,
      graphene_rect_t   seen)
{
  guint position = 0;
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, window, &bounds))
    return;
  if (GTK_IS_WINDOW (widget))
    origin = GRAPHENE_POINT_INIT (-bounds.origin.x, -bounds.origin.y); /* its content begins within its border */
  graphene_rect_offset (&bounds, origin.x, origin.y);
  if (widget == window)
    seen = bounds;
  tell (lines, widget, path, &bounds, &seen);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    graphene_rect_intersection (&seen, &bounds, &seen);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *below = g_strdup_printf ("%s.%u", path, position++);

      if (!gtk_widget_get_mapped (child) || gtk_widget_get_opacity (child) <= 0)
        continue;
      if (GTK_IS_POPOVER (child))
        {
          GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child)));
          float left = (float) gdk_popup_get_position_x (popup), top = (float) gdk_popup_get_position_y (popup);

          look (lines, child, GRAPHENE_POINT_INIT (left, top), child, below, seen);
        }
      else
        {
          look (lines, window, origin, child, below, seen);
        }
    }
}

static gboolean
on_signal (gpointer data)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);
      g_autofree char *path = g_strdup_printf ("%u", i);

      if (gtk_widget_get_mapped (window))
        look (lines, window, *graphene_point_zero (), window, path, *graphene_rect_zero ());
    }
  g_file_set_contents (g_getenv ("HKK_INSIDE"), lines->str, -1, NULL);

  return G_SOURCE_CONTINUE;
}

__attribute__((constructor)) static void
begin (void)
{
  if (g_str_has_prefix (g_get_prgname () != NULL ? g_get_prgname () : program_invocation_short_name, "meine-hkk"))
    g_unix_signal_add (SIGUSR1, on_signal, NULL);
}
