/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-room.h"

#include <adwaita.h>

#include "hkk-row-layout.h"
#include "hkk-toast-room.h"

#define USUAL_DPI (96 * PANGO_SCALE)
#define LARGE_DPI (1.4 * USUAL_DPI) /* from so much on choices stand one below the other */
#define NARROW 320 /* pixels that a page has in the narrowest window */
#define BESIDE_LABEL 148 /* pixels of a window that a label in an alert's button has not, ... */
#define ALERT_LABEL 300  /* and how wide it is at most where the buttons stand one below the other */

static void
let_wrap (GtkLabel       *label,
          GtkJustification justify)
{
  if (gtk_label_get_ellipsize (label) == PANGO_ELLIPSIZE_NONE)
    return;
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (label, justify);
}

/* The labels that are WIDGET's own, not those of what the program put into it. */
static void
let_labels_wrap (GtkWidget       *widget,
                 GtkJustification justify)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      let_wrap (GTK_LABEL (child), justify);
    else if (!GTK_IS_LIST_BOX (child))
      let_labels_wrap (child, justify);
}

static int
get_dpi (GtkSettings *settings)
{
  int dpi = -1;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi : USUAL_DPI;
}

static gboolean
is_large (GtkSettings *settings)
{
  return get_dpi (settings) >= LARGE_DPI;
}

/**
 * hkk_room_is_large:
 * @widget: where it would stand
 *
 * Returns: whether text is so large that what else stands side by side is to stand one below the other
 */
gboolean
hkk_room_is_large (GtkWidget *widget)
{
  return is_large (gtk_widget_get_settings (widget));
}

/* The dialog asks how high a button is without saying how wide it will be. */
static void
let_alert_button_wrap (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));
  int width = gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (button))) - BESIDE_LABEL;
  int natural, height;

  if (!GTK_IS_LABEL (label))
    return;
  let_wrap (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  if (width <= 0 || natural <= MIN (width, ALERT_LABEL))
    return;
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, MIN (width, ALERT_LABEL), &height, NULL, NULL, NULL);
  gtk_widget_set_size_request (label, -1, height);
}

/* Its toggles do not fit into the narrowest window beside each other. */
static gboolean
is_wide (AdwToggleGroup *group)
{
  int natural;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (group), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_measure (GTK_WIDGET (group), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural > NARROW;
}

static void
turn (GtkSettings    *settings,
      GParamSpec     *pspec,
      AdwToggleGroup *group)
{
  gboolean below = is_large (settings) || is_wide (group);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (group), below ? GTK_ORIENTATION_VERTICAL
                                                                : GTK_ORIENTATION_HORIZONTAL);
}

static void
follow_text_size (AdwToggleGroup *group)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (group));

  adw_toggle_group_set_can_shrink (group, FALSE);
  g_signal_handlers_disconnect_by_func (settings, turn, group);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (turn), group, 0);
  turn (settings, NULL, group);
}

/* Of a heading that does not fit the dialog shows a smaller one, but measures both, and they have one line. */
static void
let_heading_wrap (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      {
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD_CHAR);
        gtk_label_set_justify (GTK_LABEL (child), GTK_JUSTIFY_CENTER);
      }
    else
      let_heading_wrap (child);
}

static void (*alert_constructed) (GObject *object);

/* It is measured before it is realized, and before its content has it as its parent. */
static void
on_alert_constructed (GObject *object)
{
  alert_constructed (object);
  let_heading_wrap (adw_dialog_get_child (ADW_DIALOG (object)));
}

static void
make_room_in_row (GtkWidget *row)
{
  GtkWidget *content = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  if (is_large (gtk_widget_get_settings (row)))
    {
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
    }
  if (content != NULL && GTK_IS_BOX_LAYOUT (gtk_widget_get_layout_manager (content)))
    gtk_widget_set_layout_manager (content, hkk_row_layout_new ());
}

static void
on_button_row (GtkWidget *row)
{
  g_signal_chain_from_overridden_handler (row);
  let_labels_wrap (row, GTK_JUSTIFY_CENTER);
}

/* What stands beside the title of a group would leave it a column of letters. */
static void
place_suffix (GtkSettings         *settings,
              GParamSpec          *pspec,
              AdwPreferencesGroup *group)
{
  GtkWidget *suffix = adw_preferences_group_get_header_suffix (group);
  GtkWidget *header = suffix != NULL ? gtk_widget_get_parent (suffix) : NULL;

  if (!GTK_IS_BOX (header))
    return;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (header), is_large (settings) ? GTK_ORIENTATION_VERTICAL
                                                                               : GTK_ORIENTATION_HORIZONTAL);
  if (is_large (settings))
    gtk_widget_set_halign (suffix, GTK_ALIGN_START);
}

static void
on_group (GtkWidget *group)
{
  GtkSettings *settings = gtk_widget_get_settings (group);

  g_signal_chain_from_overridden_handler (group);
  let_labels_wrap (group, GTK_JUSTIFY_LEFT);
  g_signal_handlers_disconnect_by_func (settings, place_suffix, group);
  g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (place_suffix), group, 0);
  place_suffix (settings, NULL, ADW_PREFERENCES_GROUP (group));
}

static void
on_toggle_group (GtkWidget *group)
{
  g_signal_chain_from_overridden_handler (group);
  follow_text_size (ADW_TOGGLE_GROUP (group));
}

static void
on_row (GtkWidget *row)
{
  g_signal_chain_from_overridden_handler (row);
  if (!ADW_IS_COMBO_ROW (row) && !ADW_IS_SPIN_ROW (row))
    make_room_in_row (row);
}

/* It has three lines at most, whatever it says; its button stays as it is. */
static void
let_banner_wrap (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child))
      gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_NONE);
    else if (!GTK_IS_BUTTON (child))
      let_banner_wrap (child);
}

static void
on_banner (GtkWidget *banner)
{
  g_signal_chain_from_overridden_handler (banner);
  let_banner_wrap (banner);
}

static void
on_toast_overlay (GtkWidget *overlay)
{
  g_signal_chain_from_overridden_handler (overlay);
  hkk_toast_room_make (ADW_TOAST_OVERLAY (overlay));
}

/* They are realized after it, and again where the dialog puts one below the other. */
static void
watch_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      {
        g_signal_handlers_disconnect_by_func (child, let_alert_button_wrap, NULL);
        g_signal_connect (child, "realize", G_CALLBACK (let_alert_button_wrap), NULL);
      }
    else
      {
        watch_buttons (child);
      }
}

static void
on_alert (GtkWidget *alert)
{
  watch_buttons (adw_dialog_get_child (ADW_DIALOG (alert)));
  g_signal_chain_from_overridden_handler (alert);
}

/* What is chosen in it may have several lines; it measures its button for its width, but says that it does not. */
static GtkSizeRequestMode
get_drop_down_mode (GtkWidget *drop_down)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/**
 * hkk_room_begin:
 *
 * From now on large text has room: titles of button rows and of groups, and the buttons of alerts, go on in another
 * line, the buttons of rows and of groups go below the title where that would be narrow, a row, a banner and a toast
 * show all they say, toggles stand one below the other, a list that opens is as high as what is chosen in it, and a
 * toast stands above the bar at the bottom of a page.
 */
void
hkk_room_begin (void)
{
  const struct { GType type; GCallback on_realize; } widgets[] = {
    { ADW_TYPE_BUTTON_ROW, G_CALLBACK (on_button_row) }, { ADW_TYPE_PREFERENCES_GROUP, G_CALLBACK (on_group) },
    { ADW_TYPE_TOGGLE_GROUP, G_CALLBACK (on_toggle_group) }, { ADW_TYPE_ACTION_ROW, G_CALLBACK (on_row) },
    { ADW_TYPE_BANNER, G_CALLBACK (on_banner) }, { ADW_TYPE_ALERT_DIALOG, G_CALLBACK (on_alert) },
    { ADW_TYPE_TOAST_OVERLAY, G_CALLBACK (on_toast_overlay) },
  };
  GObjectClass *alert_class = g_type_class_ref (ADW_TYPE_ALERT_DIALOG);
  GtkWidgetClass *drop_down_class = g_type_class_ref (GTK_TYPE_DROP_DOWN);

  alert_constructed = alert_class->constructed;
  alert_class->constructed = on_alert_constructed;
  drop_down_class->get_request_mode = get_drop_down_mode;
  for (gsize i = 0; i < G_N_ELEMENTS (widgets); i++)
    g_signal_override_class_handler ("realize", widgets[i].type, widgets[i].on_realize);
}
