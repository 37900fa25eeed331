/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-structure.h"

#include <glib/gi18n.h>

#include "hkk-announce.h"

/* A title in a widget of libadwaita's: the class that its label has, and the level of the heading that it is. */
typedef struct
{
  GType       (*get_type)    (void);
  const char   *css_class;
  int           level;
  void        (*constructed) (GObject *object);  /* as the toolkit has it */
} Title;

static Title titles[] = {
  { adw_window_title_get_type, "title", 1, NULL },
  { adw_header_bar_get_type, "title", 1, NULL },
  { adw_status_page_get_type, "title", 1, NULL },
  { adw_about_dialog_get_type, "title-1", 1, NULL },
  { adw_preferences_group_get_type, "heading", 2, NULL },
};

/* As the toolkit has them: of a row, of a list, of a list view. */
static gboolean (*usual_focus)      (GtkWidget *widget, GtkDirectionType direction);
static gboolean (*usual_list_focus) (GtkWidget *widget, GtkDirectionType direction);
static gboolean (*usual_view_focus) (GtkWidget *widget, GtkDirectionType direction);

/* --- Headings --- */

/* @css_class: (nullable): any label
 * Returns: (transfer none) (nullable) */
static GtkWidget *
find_label (GtkWidget  *widget,
            const char *css_class)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && (css_class == NULL || gtk_widget_has_css_class (widget, css_class)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, css_class);
  return found;
}

static void
on_constructed (GObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *label = NULL;

      if (!g_type_is_a (G_OBJECT_TYPE (object), titles[i].get_type ()))
        continue;
      titles[i].constructed (object);
      /* A dialog has its child in it only once it is shown. */
      label = find_label (ADW_IS_DIALOG (object) ? adw_dialog_get_child (ADW_DIALOG (object)) : GTK_WIDGET (object),
                          titles[i].css_class);
      if (label == NULL)
        continue;
      g_object_set (label, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, titles[i].level, -1);
    }
}

/* Below a dialog nothing has the focus. */
static gboolean
can_have_focus (GtkWidget *widget)
{
  gboolean can = gtk_widget_get_mapped (widget);

  for (GtkWidget *above = gtk_widget_get_parent (widget); above != NULL && can; above = gtk_widget_get_parent (above))
    can = gtk_widget_get_can_focus (above);
  return can;
}

/**
 * hkk_structure_focus:
 * @widget: what is no stop of the Tab key: a heading, or a row that does nothing
 *
 * The focus goes to it all the same, since it says what is new: a screen reader reads on from there, and Tab leads to
 * what follows. From a dialog over it the focus is not taken.
 */
void
hkk_structure_focus (GtkWidget *widget)
{
  GtkRoot *root = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  root = gtk_widget_get_root (widget);
  if (root != NULL && can_have_focus (widget))
    gtk_root_set_focus (root, widget);
}

/* --- Rows and the Tab key --- */

/* What is chosen by a row that has a check button: that is the stop, as it says what is chosen. */
static gboolean
repeats_its_choice (GtkListBoxRow *row)
{
  return ADW_IS_ACTION_ROW (row) && GTK_IS_CHECK_BUTTON (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)));
}

static gboolean
is_fact (GtkListBoxRow *row)
{
  return ADW_IS_ACTION_ROW (row) && adw_action_row_get_subtitle_selectable (ADW_ACTION_ROW (row));
}

/* (nullable): the button that says the whole fact: it is the stop instead of the row. */
static GtkWidget *
get_spokesman (GtkListBoxRow *row)
{
  GtkWidget *widget = is_fact (row) ? adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row)) : NULL;

  return GTK_IS_BUTTON (widget) ? widget : NULL;
}

/* A fact is read and copied where it stands. */
static gboolean
is_stop (GtkListBoxRow *row)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (row));

  if (!GTK_IS_LIST_BOX (list) || gtk_list_box_get_selection_mode (GTK_LIST_BOX (list)) != GTK_SELECTION_NONE)
    return TRUE;
  return (is_fact (row) && get_spokesman (row) == NULL) ||
         (gtk_list_box_row_get_activatable (row) && !repeats_its_choice (row));
}

/* Of what is no stop only what is in it can be one. */
static gboolean
row_focus (GtkWidget        *row,
           GtkDirectionType  direction)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));

  if (is_stop (GTK_LIST_BOX_ROW (row)))
    return usual_focus (row, direction);
  if (child == NULL || (gtk_widget_has_focus (row) && direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  return gtk_widget_child_focus (child, direction);
}

/* The list itself looks no further than to the next row, and leaves where that is no stop. */
static gboolean
list_focus (GtkWidget        *list,
            GtkDirectionType  direction)
{
  GtkListBox *box = GTK_LIST_BOX (list);
  GtkWidget *inside = gtk_widget_get_focus_child (list);
  gboolean backward = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_UP;
  int step = backward ? -1 : 1, at = 0;

  if (usual_list_focus (list, direction))
    return TRUE;
  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return FALSE; /* out of the list */
  if (inside != NULL && (!GTK_IS_LIST_BOX_ROW (inside) || gtk_list_box_get_tab_behavior (box) != GTK_LIST_TAB_ALL))
    return FALSE;
  if (inside != NULL)
    at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (inside)) + step;
  else if (backward)
    while (gtk_list_box_get_row_at_index (box, at + 1) != NULL)
      at++;
  for (GtkListBoxRow *row; at >= 0 && (row = gtk_list_box_get_row_at_index (box, at)) != NULL; at += step)
    if (gtk_widget_get_mapped (GTK_WIDGET (row)) && gtk_widget_child_focus (GTK_WIDGET (row), direction))
      return TRUE;
  return FALSE;
}

/* (nullable): the child from which on Tab looks for what is in no row */
static GtkWidget *
first_beside (GtkWidget *list,
              gboolean   backward)
{
  GtkWidget *inside = gtk_widget_get_focus_child (list);

  if (inside != NULL)
    return backward ? gtk_widget_get_prev_sibling (inside) : gtk_widget_get_next_sibling (inside);
  return backward ? NULL : gtk_widget_get_first_child (list);
}

/* The toolkit goes to the row at which the focus was, also where that is out of sight since; then the first one that is
 * in sight has it. */
static gboolean
focus_in_sight (GtkWidget *list)
{
  GtkWidget *row = gtk_widget_get_focus_child (list);

  if (row == NULL || gtk_widget_get_mapped (row))
    return TRUE;
  row = gtk_widget_get_first_child (list);
  while (row != NULL && !(gtk_widget_get_mapped (row) && gtk_widget_get_focusable (row)))
    row = gtk_widget_get_next_sibling (row);
  return row == NULL || gtk_widget_grab_focus (row);
}

/* A list view is one stop, at one of its rows. What scrolls with them and is none is a stop as everywhere else. */
static gboolean
list_view_focus (GtkWidget        *list,
                 GtkDirectionType  direction)
{
  GtkWidget *inside = gtk_widget_get_focus_child (list);
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;
  gboolean backward = direction == GTK_DIR_TAB_BACKWARD, from_row = inside != NULL && gtk_widget_get_focusable (inside);

  if (!tab || gtk_list_view_get_tab_behavior (GTK_LIST_VIEW (list)) != GTK_LIST_TAB_ITEM)
    return usual_view_focus (list, direction);
  if (inside != NULL && gtk_widget_child_focus (inside, direction))
    return TRUE;
  for (GtkWidget *child = first_beside (list, backward); child != NULL;
       child = backward ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child))
    {
      gboolean is_row = gtk_widget_get_focusable (child);

      if (inside == NULL && is_row)
        break; /* the toolkit knows at which */
      if (gtk_widget_get_mapped (child) && !(from_row && is_row) && gtk_widget_child_focus (child, direction))
        return TRUE;
    }
  return inside == NULL && usual_view_focus (list, direction) && focus_in_sight (list);
}

/* The choice beside, where the focus is on one of several; they are no stops of the list, which would have its own. */
static gboolean
move_choice (GtkWidget *focus,
             int        count)
{
  return focus != NULL && GTK_IS_CHECK_BUTTON (focus) &&
         gtk_widget_child_focus (focus, count < 0 ? GTK_DIR_UP : GTK_DIR_DOWN);
}

/* (nullable): the next stop of a list, a row or what speaks for it; without one the list rings the bell. */
static GtkWidget *
next_stop (GtkListBox *list,
           GtkWidget  *focus,
           int         step)
{
  GtkWidget *inside = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;
  GtkListBoxRow *row = NULL;
  GtkWidget *stop = NULL;

  if (inside == NULL || gtk_widget_get_parent (inside) != GTK_WIDGET (list))
    return NULL;
  for (int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (inside)) + step;
       at >= 0 && (row = gtk_list_box_get_row_at_index (list, at)) != NULL; at += step)
    {
      stop = get_spokesman (row) != NULL ? get_spokesman (row) : GTK_WIDGET (row);
      if (gtk_widget_get_mapped (stop) && gtk_widget_get_focusable (stop) && gtk_widget_is_sensitive (stop))
        return stop;
    }
  return NULL;
}

/* The arrows go over what is no stop to the next one: the list alone has its cursor there, and the focus stays. */
static void
on_move_cursor (GtkListBox      *list,
                GtkMovementStep  step,
                int              count,
                gboolean         extend,
                gboolean         modify)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *stop = NULL;

  if (step == GTK_MOVEMENT_DISPLAY_LINES && move_choice (focus, count))
    return;
  if (step == GTK_MOVEMENT_DISPLAY_LINES && gtk_list_box_get_selection_mode (list) == GTK_SELECTION_NONE)
    stop = next_stop (list, focus, count < 0 ? -1 : 1);
  if (stop == NULL || !gtk_widget_grab_focus (stop))
    g_signal_chain_from_overridden_handler (list, step, count, extend, modify);
}

static void
tell_whether_it_is_a_stop (GtkListBoxRow *row)
{
  gtk_widget_set_focusable (GTK_WIDGET (row), is_stop (row));
}

/* (transfer full): what keeps a number its own direction on the page is no part of it. */
static char *
without_isolates (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_utf8_get_char (c) < 0x2066 || g_utf8_get_char (c) > 0x2069)
      g_string_append_unichar (plain, g_utf8_get_char (c));
  return g_string_free_and_steal (plain);
}

static gboolean
copy_fact (GtkWidget *row,
           GVariant  *arguments,
           gpointer   data)
{
  g_autofree char *text = without_isolates (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (row), text);
  hkk_announce (row, _("Copied."));
  return TRUE;
}

/* With the mouse some of the text is marked, and copied with the focus in it. */
static void
on_text_pressed (GtkGestureClick *gesture)
{
  gtk_widget_set_can_focus (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), TRUE);
}

static void
on_text_left (GtkEventControllerFocus *focus)
{
  gtk_widget_set_can_focus (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus)), FALSE);
}

/**
 * hkk_structure_mark_by_mouse:
 * @text: a label that is selectable
 *
 * The label is no stop of the Tab key beside what it stands in. Some of it can be marked with the mouse all the same.
 */
void
hkk_structure_mark_by_mouse (GtkLabel *text)
{
  GtkWidget *widget = GTK_WIDGET (text);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (GTK_IS_LABEL (text));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_text_pressed), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (focus, "leave", G_CALLBACK (on_text_left), NULL);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_set_can_focus (widget, FALSE);
}

static void
make_fact (GtkWidget *row)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                                                          gtk_callback_action_new (copy_fact, NULL, NULL)));
  gtk_widget_add_controller (row, keys);
  hkk_structure_mark_by_mouse (GTK_LABEL (find_label (row, "subtitle")));
}

static void
watch (GtkWidget *row)
{
  if (g_signal_handler_find (row, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, tell_whether_it_is_a_stop, NULL) != 0)
    return;
  g_signal_connect (row, "notify::activatable", G_CALLBACK (tell_whether_it_is_a_stop), NULL);
  if (is_fact (GTK_LIST_BOX_ROW (row)))
    make_fact (row);
}

/* Several passwords on a page have a button each that shows them; where its words have the title they stay. */
static void
name_show_button (GtkWidget  *button,
                  GParamSpec *pspec,
                  GtkWidget  *row)
{
  const char *said = gtk_widget_get_tooltip_text (button);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *name = NULL;

  if (said == NULL || strstr (said, title) != NULL)
    return;
  name = g_strdup_printf (C_("button of something", "%1$s: %2$s"), said, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_buttons (GtkWidget *widget,
              GtkWidget *row)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      {
        g_signal_handlers_disconnect_by_func (child, name_show_button, row);
        g_signal_connect_object (child, "notify::tooltip-text", G_CALLBACK (name_show_button), row, 0);
        name_show_button (child, NULL, row);
      }
    else
      {
        name_buttons (child, row);
      }
}

static void
on_password_row (GtkWidget *row)
{
  g_signal_chain_from_overridden_handler (row);
  name_buttons (row, row);
}

/* --- Calendars --- */

static void (*usual_calendar) (GObject *object);
static gboolean (*usual_calendar_focus) (GtkWidget *widget, GtkDirectionType direction);

/* Its arrows are icons alone. */
static void
on_calendar (GObject *calendar)
{
  const char *names[] = {
    /* TRANSLATORS: an arrow of a calendar, read aloud */
    _("Previous month"),
    /* TRANSLATORS: an arrow of a calendar, read aloud */
    _("Next month"),
    /* TRANSLATORS: an arrow of a calendar, read aloud */
    _("Previous year"),
    /* TRANSLATORS: an arrow of a calendar, read aloud */
    _("Next year"),
  };
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (calendar));
  guint at = 0;

  usual_calendar (calendar);
  for (GtkWidget *child = gtk_widget_get_first_child (header); child != NULL && at < G_N_ELEMENTS (names);
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, names[at++], -1);
}

/* Tab leads from its days over the arrows and round: the toolkit never comes back to the days from there. */
static gboolean
calendar_focus (GtkWidget        *calendar,
                GtkDirectionType  direction)
{
  gboolean on_days = gtk_widget_is_focus (calendar);

  if (direction == GTK_DIR_TAB_BACKWARD && on_days)
    return gtk_widget_child_focus (gtk_widget_get_first_child (calendar), direction);
  if (usual_calendar_focus (calendar, direction))
    return TRUE;
  return direction == GTK_DIR_TAB_FORWARD && !on_days && gtk_widget_grab_focus (calendar);
}

/* --- Menus --- */

static gboolean
is_menu_item (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return role == GTK_ACCESSIBLE_ROLE_MENU_ITEM || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX ||
         role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO;
}

/* GTK 4.18 has an item named by a label of which it says that it is decoration: it has no name then. */
static void
name_items (GtkWidget *widget)
{
  GtkWidget *label = is_menu_item (widget) ? find_label (widget, NULL) : NULL;

  if (label != NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      gtk_label_get_text (GTK_LABEL (label)), -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
on_menu_map (GtkWidget *menu)
{
  name_items (menu);
  g_signal_chain_from_overridden_handler (menu);
}

/* --- Where in its list a row stands --- */

static GHashTable *changed; /* (nullable): lists, each with a reference */

static void
tell_place (GtkWidget *row,
            int        position,
            int        size)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, position,
                                  GTK_ACCESSIBLE_RELATION_SET_SIZE, size, -1);
}

/* (transfer none) (nullable): the row that stands for one that unfolds: it has the title and the focus */
static GtkWidget *
find_header (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = ADW_IS_ACTION_ROW (child) ? child : find_header (child);
  return found;
}

static gboolean
is_header (GtkListBoxRow *row)
{
  GtkWidget *around = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_EXPANDER_ROW);

  return around != NULL && find_header (around) == GTK_WIDGET (row);
}

static void
number_rows (GtkListBox *list)
{
  GtkListBoxRow *row = NULL;
  int size = 0, at = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    size += gtk_widget_get_mapped (GTK_WIDGET (row));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (gtk_widget_get_mapped (GTK_WIDGET (row)) && !is_header (row))
      {
        tell_place (GTK_WIDGET (row), ++at, size);
        if (ADW_IS_EXPANDER_ROW (row))
          tell_place (find_header (GTK_WIDGET (row)), at, size);
      }
}

/* A word among things stands for a part of the page that scrolls with them, and is no row. It is the first or last. */
static gboolean
is_part (GListModel *model,
         guint       position)
{
  g_autoptr(GObject) item = g_list_model_get_item (model, position);

  return GTK_IS_STRING_OBJECT (item);
}

static int
count_rows (GListModel *model)
{
  guint size = g_list_model_get_n_items (model);
  guint parts = size > 0 ? is_part (model, 0) : 0;

  return (int) (size - parts - (size > 1 && is_part (model, size - 1)));
}

static void on_item_map (GtkWidget *row);

static gboolean
has_place (GtkWidget *row)
{
  return g_signal_handler_find (row, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_item_map, NULL) != 0;
}

/* Those of a list view know where they stand, see hkk_structure_list_item(). */
static void
tell_size (GtkListView *list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (list);
  int size = model != NULL ? count_rows (G_LIST_MODEL (model)) : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_place (child))
      gtk_accessible_update_relation (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_RELATION_SET_SIZE, size, -1);
}

static void
number_lists (gpointer data)
{
  g_autoptr(GHashTable) lists = g_steal_pointer (&changed);
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &list, NULL))
    if (GTK_IS_LIST_BOX (list))
      number_rows (list);
    else
      tell_size (list);
}

/* Rows come and go by the dozen: they are counted when that is over. */
static void
count_again (GtkWidget *list)
{
  if (changed == NULL)
    {
      changed = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
      g_idle_add_once (number_lists, NULL);
    }
  g_hash_table_add (changed, g_object_ref (list));
}

static void
on_row_map (GtkWidget *row)
{
  GtkWidget *list = gtk_widget_get_parent (row);

  g_signal_chain_from_overridden_handler (row);
  watch (row);
  tell_whether_it_is_a_stop (GTK_LIST_BOX_ROW (row));
  if (GTK_IS_LIST_BOX (list))
    count_again (list);
}

static void
on_row_unmap (GtkWidget *row)
{
  GtkWidget *list = gtk_widget_get_parent (row);

  g_signal_chain_from_overridden_handler (row);
  if (GTK_IS_LIST_BOX (list) && gtk_widget_get_mapped (list))
    count_again (list);
}

/* What is shown already learns of rows that come below it. */
static void
watch_model (GtkListView *list)
{
  GtkSelectionModel *model = gtk_list_view_get_model (list);

  if (model != NULL && g_signal_handler_find (model, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL, count_again,
                                              list) == 0)
    g_signal_connect_object (model, "items-changed", G_CALLBACK (count_again), list, G_CONNECT_SWAPPED);
}

static void
on_item_map (GtkWidget *row)
{
  GtkWidget *list = gtk_widget_get_ancestor (row, GTK_TYPE_LIST_VIEW);

  if (list == NULL)
    return;
  watch_model (GTK_LIST_VIEW (list));
  count_again (list);
}

static void
tell_no_place (GtkWidget *row)
{
  g_signal_handlers_disconnect_by_func (row, on_item_map, NULL);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_SET_SIZE);
}

/* What is bound is not always in the list yet. */
static void
on_position (GtkListItem *item,
             GParamSpec  *pspec,
             gpointer     before)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *row = child != NULL ? gtk_widget_get_parent (child) : NULL;
  guint position = gtk_list_item_get_position (item);

  if (row == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  if (GTK_IS_STRING_OBJECT (gtk_list_item_get_item (item)))
    {
      tell_no_place (row);
      return;
    }
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) (position - GPOINTER_TO_UINT (before)) + 1, -1);
  if (!has_place (row))
    g_signal_connect (row, "map", G_CALLBACK (on_item_map), NULL);
  on_item_map (row);
}

/**
 * hkk_structure_speak_for:
 * @button: what is in a row that is a fact, and does something with it
 * @row: the row, which is not shown yet
 *
 * The button is the one stop that the fact has, and says all of it: its name has the title, its description is the
 * value. A press beside it does nothing.
 */
void
hkk_structure_speak_for (GtkButton    *button,
                         AdwActionRow *row)
{
  g_return_if_fail (GTK_IS_BUTTON (button));
  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  adw_action_row_set_activatable_widget (row, GTK_WIDGET (button));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_action_row_get_subtitle (row), -1);
}

/**
 * hkk_structure_list_item:
 * @item: what a factory of a list view has bound a moment ago, with its child
 * @before: how many parts of the page that are no rows stand above all rows; they are #GtkStringObject
 *
 * A screen reader says from now on where in the list it stands. A list view has not all of its rows at any time; those
 * of a list box are counted without it.
 */
void
hkk_structure_list_item (GtkListItem *item,
                         guint        before)
{
  gpointer data = GUINT_TO_POINTER (before);

  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  g_signal_handlers_disconnect_by_func (item, on_position, data);
  g_signal_connect (item, "notify::position", G_CALLBACK (on_position), data);
  on_position (item, NULL, data);
}

/**
 * hkk_structure_begin:
 *
 * From now on screen readers and the Tab key find what the toolkit's widgets do not tell them by themselves: titles are
 * headings with a level, rows say where in their list they stand, a row is one stop or, where it does nothing, none,
 * what is in it has a name, and so have the items of menus. To be called before anything is shown.
 */
void
hkk_structure_begin (void)
{
  const GType rows[] = { GTK_TYPE_LIST_BOX_ROW, ADW_TYPE_PREFERENCES_ROW, ADW_TYPE_ACTION_ROW };
  GtkWidgetClass *list_class = NULL;
  GObjectClass *calendar_class = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GObjectClass *class = g_type_class_ref (titles[i].get_type ());

      titles[i].constructed = class->constructed;
      class->constructed = on_constructed;
    }
  calendar_class = g_type_class_ref (GTK_TYPE_CALENDAR);
  usual_calendar = calendar_class->constructed;
  calendar_class->constructed = on_calendar;
  usual_calendar_focus = GTK_WIDGET_CLASS (calendar_class)->focus;
  GTK_WIDGET_CLASS (calendar_class)->focus = calendar_focus;
  usual_focus = GTK_WIDGET_CLASS (g_type_class_ref (GTK_TYPE_LIST_BOX_ROW))->focus;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidgetClass *class = g_type_class_ref (rows[i]);

      if (class->focus == usual_focus)
        class->focus = row_focus;
    }
  g_signal_override_class_handler ("map", GTK_TYPE_LIST_BOX_ROW, G_CALLBACK (on_row_map));
  g_signal_override_class_handler ("unmap", GTK_TYPE_LIST_BOX_ROW, G_CALLBACK (on_row_unmap));
  g_signal_override_class_handler ("map", GTK_TYPE_POPOVER_MENU, G_CALLBACK (on_menu_map));
  list_class = g_type_class_ref (GTK_TYPE_LIST_BOX);
  usual_list_focus = list_class->focus;
  list_class->focus = list_focus;
  list_class = g_type_class_ref (GTK_TYPE_LIST_VIEW);
  usual_view_focus = list_class->focus;
  list_class->focus = list_view_focus;
  g_signal_override_class_handler ("move-cursor", GTK_TYPE_LIST_BOX, G_CALLBACK (on_move_cursor));
  g_signal_override_class_handler ("realize", ADW_TYPE_PASSWORD_ENTRY_ROW, G_CALLBACK (on_password_row));
}
