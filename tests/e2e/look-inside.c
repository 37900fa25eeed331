/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded by walks: what a program's window holds and a screen reader is not told. At each SIGUSR1 the file that
 * HKK_INSIDE names gets one line for each widget that is shown: where it is in its window and what of that can be seen,
 * what it is, what it does, where in its list it says that it stands, and where it does; its text. */
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

/* What a side menu lies over: the toolkit keeps the keys from it. */
static gboolean
is_under_something (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_OVERLAY_SPLIT_VIEW);
  AdwOverlaySplitView *split = view != NULL ? ADW_OVERLAY_SPLIT_VIEW (view) : NULL;

  return split != NULL && adw_overlay_split_view_get_collapsed (split) &&
         adw_overlay_split_view_get_show_sidebar (split) &&
         gtk_widget_is_ancestor (widget, adw_overlay_split_view_get_content (split));
}

/* How many lines it may have; 0 or less if nobody says. */
static int
get_lines (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_lines (GTK_LABEL (widget));
  return GTK_IS_INSCRIPTION (widget) ? (int) gtk_inscription_get_min_lines (GTK_INSCRIPTION (widget)) : 0;
}

/* (transfer full): its name, and what it is done to; empty if it has none */
static char *
get_action (GtkWidget *widget)
{
  GVariant *target = NULL;
  g_autofree char *to = NULL;

  if (!GTK_IS_ACTIONABLE (widget) || gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) == NULL)
    return g_strdup ("");
  target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget));
  to = target != NULL ? g_variant_print (target, FALSE) : g_strdup ("");
  return g_strconcat (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), to, NULL);
}

/* (transfer full): what it tells of its place in a set */
static char *
get_told (GtkWidget             *row,
          GtkAccessibleRelation  relation)
{
  char *told = gtk_test_accessible_check_relation (GTK_ACCESSIBLE (row), relation, -2); /* what it is, if not that */

  return told != NULL ? told : g_strdup ("");
}

/* (transfer none) (nullable): the row in front of those of a row that unfolds */
static GtkWidget *
get_header (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ADW_IS_ACTION_ROW (child) ? child : get_header (child);
  return found;
}

/* What shows what is chosen is made by the toolkit, as is what it is chosen from. */
static gboolean
is_choice (GtkWidget *row)
{
  return gtk_widget_get_ancestor (row, ADW_TYPE_COMBO_ROW) != NULL ||
         gtk_widget_get_ancestor (row, GTK_TYPE_DROP_DOWN) != NULL;
}

/* (transfer full): where in its list a row is, "2/3"; of one in a list view how many there are at most, "/3"; empty of
 * others */
static char *
get_place (GtkWidget *row)
{
  GtkWidget *list = gtk_widget_get_parent (row);
  GtkWidget *around = gtk_widget_get_ancestor (row, ADW_TYPE_EXPANDER_ROW);
  int before = 0, size = 0;

  if (is_choice (row))
    return g_strdup ("");
  if (GTK_IS_LIST_VIEW (list) && gtk_test_accessible_has_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM))
    {
      GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

      if (!gtk_widget_get_focusable (row))
        return g_strdup (""); /* scrolls with the rows only */
      return g_strdup_printf ("/%u", g_list_model_get_n_items (G_LIST_MODEL (model)));
    }
  if (!GTK_IS_LIST_BOX_ROW (row) || !GTK_IS_LIST_BOX (list))
    return g_strdup ("");
  if (around != NULL && around != row && get_header (around) == row)
    return get_place (around);
  for (GtkWidget *other = gtk_widget_get_first_child (list); other != NULL; other = gtk_widget_get_next_sibling (other))
    if (GTK_IS_LIST_BOX_ROW (other) && gtk_widget_get_mapped (other))
      {
        size++;
        before += other == row ? size : 0;
      }
  return g_strdup_printf ("%d/%d", before, size);
}

/* (transfer full): what is said of a button without words, escaped */
static char *
get_hint (GtkWidget *widget)
{
  const char *tip = gtk_widget_get_tooltip_text (widget);
  g_autofree char *name = NULL;

  if (tip == NULL && GTK_IS_BUTTON (widget))
    name = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
  if (tip == NULL)
    tip = name;
  return g_strescape (tip != NULL ? tip : "", "\001");
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
  g_autofree char *action = get_action (widget);
  g_autofree char *place = get_place (widget);
  g_autofree char *position = *place != '\0' ? get_told (widget, GTK_ACCESSIBLE_RELATION_POS_IN_SET) : NULL;
  g_autofree char *size = *place != '\0' ? get_told (widget, GTK_ACCESSIBLE_RELATION_SET_SIZE) : NULL;
  g_autofree char *hint = get_hint (widget);
  g_autofree char *text = g_strescape (get_text (widget) != NULL ? get_text (widget) : "", "\001");
  graphene_rect_t part;

  if (!graphene_rect_intersection (seen, bounds, &part))
    part = *graphene_rect_zero ();
  g_string_append_printf (lines, "%s\t", path);
  add_rectangle (lines, bounds);
  add_rectangle (lines, &part);
  g_string_append_printf (lines, "%d\t%d%d%d%d%d\t%s\t%s\t%s\t%s/%s\t%s\t%s\t%s\n", get_lines (widget), is_cut (widget),
                          is_pressed (widget), gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
                          gtk_widget_is_sensitive (widget), is_under_something (widget), G_OBJECT_TYPE_NAME (widget),
                          class_list, action, position != NULL ? position : "", size != NULL ? size : "", place, hint,
                          text);
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
