/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window in which each thing is wrong in one way, which the walk has to find: accessibility.py itself. With a word
 * after it: "trap", one from which Tab does not lead out; "choice", one of which a choice does not close; "menu", one
 * with something under its menu; "sound", one without a fault. */
#include <adwaita.h>

static GtkWidget *
make_button (const char *label,
             const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_icon (void)
{
  return gtk_button_new_from_icon_name ("edit-delete-symbolic");
}

static GtkWidget *
make_misnamed (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Send");

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove", -1);
  return button;
}

/* @level: 0 for none */
static GtkWidget *
make_heading (const char *text,
              int         level)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                     NULL);

  if (level > 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  return heading;
}

/* Neither keys nor a screen reader get to it, with the mouse it is pressed. */
static GtkWidget *
make_unreachable (void)
{
  GtkWidget *button = gtk_button_new_with_label ("Out of reach");

  gtk_widget_set_can_focus (button, FALSE);
  return button;
}

static void
add_row (GtkWidget  *list,
         const char *name,
         gboolean    is_reached)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), gtk_label_new (name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_can_focus (row, is_reached);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* Of its rows the first says that it is the second, and to the last no arrow leads. */
static GtkWidget *
make_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_tab_behavior (GTK_LIST_BOX (list), GTK_LIST_TAB_ITEM);
  add_row (list, "First row", TRUE);
  add_row (list, "Second row", TRUE);
  add_row (list, "Last row", FALSE);
  for (int i = 0; i < 3; i++)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)),
                                    GTK_ACCESSIBLE_RELATION_POS_IN_SET, MAX (i + 1, 2),
                                    GTK_ACCESSIBLE_RELATION_SET_SIZE, 3, -1);
  return list;
}

/* Its rows are called as those of the list above, and no arrow leads to the others. */
static GtkWidget *
make_twin (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_tab_behavior (GTK_LIST_BOX (list), GTK_LIST_TAB_ITEM);
  add_row (list, "First row", TRUE);
  add_row (list, "Second row", FALSE);
  add_row (list, "Last row", FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Twin", -1);
  for (int i = 0; i < 3; i++)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)),
                                    GTK_ACCESSIBLE_RELATION_POS_IN_SET, i + 1, GTK_ACCESSIBLE_RELATION_SET_SIZE, 3, -1);
  return list;
}

static void
on_setup (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  const char *name = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
  gtk_list_item_set_accessible_label (item, name);
  gtk_list_item_set_focusable (item, !g_str_equal (name, "No option"));
}

static GtkListItemFactory *
make_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  return factory;
}

static void
on_row_mapped (GtkWidget *list)
{
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_first_child (list)),
                                  GTK_ACCESSIBLE_RELATION_POS_IN_SET, 0, GTK_ACCESSIBLE_RELATION_SET_SIZE, 0, -1);
}

/* Its one row says that it is none of none. */
static GtkWidget *
make_list_view (void)
{
  static const char *names[] = { "Only row", NULL };
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (names))));
  GtkWidget *list = gtk_list_view_new (model, make_factory ());

  gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (list), GTK_LIST_TAB_ITEM);
  g_signal_connect (list, "map", G_CALLBACK (on_row_mapped), NULL);
  return list;
}

static GtkWidget *
make_wrong_entry (void)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_TEXT, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Wrong entry", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return entry;
}

/* A stop that does nothing. */
static GtkWidget *
make_idle (void)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "focusable", TRUE,
                                  "content-height", 20, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL, "Idle", -1);
  return area;
}

/* What is below is read first. */
static GtkWidget *
make_disorder (void)
{
  GtkWidget *fixed = gtk_fixed_new ();

  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("Below"), 0, 40);
  gtk_fixed_put (GTK_FIXED (fixed), gtk_label_new ("Above"), 0, 0);
  return fixed;
}

/* One of several, of which nothing says so. */
static GtkWidget *
make_choice (void)
{
  GtkWidget *alone = gtk_check_button_new_with_label ("Alone");

  gtk_check_button_set_group (GTK_CHECK_BUTTON (alone), GTK_CHECK_BUTTON (gtk_check_button_new ()));
  return alone;
}

static gboolean
go_to (GtkWidget *widget,
       GVariant  *arguments,
       gpointer   other)
{
  return gtk_widget_grab_focus (other);
}

static void
lead (GtkWidget *from,
      GtkWidget *to)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Tab"),
                                                          gtk_callback_action_new (go_to, to, NULL)));
  gtk_widget_add_controller (from, keys);
}

/* Who comes to one of them only gets to the other. */
static void
fill_with_a_trap (GtkBox *box)
{
  GtkWidget *one = gtk_button_new_with_label ("Trap"), *two = gtk_button_new_with_label ("Door of the trap");

  lead (one, two);
  lead (two, one);
  gtk_box_append (box, gtk_button_new_with_label ("Before the trap"));
  gtk_box_append (box, one);
  gtk_box_append (box, two);
  gtk_box_append (box, gtk_button_new_with_label ("Behind the trap"));
}

static gboolean
stay_open (GtkEventControllerKey *keys,
           guint                  key)
{
  return key == GDK_KEY_Escape;
}

/* Escape does not close what is chosen from, and no arrow leads to the last of its rows. */
static void
fill_with_a_choice (GtkBox *box)
{
  static const char *names[] = { "One option", "Other option", "No option", NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (names);
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autoptr(GtkListItemFactory) factory = make_factory ();

  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (choice), factory);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (stay_open), NULL);
  gtk_widget_add_controller (gtk_widget_get_last_child (choice), keys);
  gtk_box_append (box, choice);
}

/* To one in the menu no key leads; the one that it is called as lies under the menu. */
static void
fill_with_a_menu (GtkBox *box)
{
  GtkWidget *split = adw_overlay_split_view_new ();
  GtkWidget *menu = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *lost = make_button ("Namesake", "window.close");

  gtk_widget_set_can_focus (lost, FALSE);
  gtk_box_append (GTK_BOX (menu), gtk_button_new_with_label ("In the menu"));
  gtk_box_append (GTK_BOX (menu), lost);
  gtk_box_append (GTK_BOX (content), make_button ("Namesake", "window.close"));
  gtk_box_append (GTK_BOX (content), gtk_button_new_with_label ("Under the menu"));
  adw_overlay_split_view_set_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), menu);
  adw_overlay_split_view_set_content (ADW_OVERLAY_SPLIT_VIEW (split), content);
  adw_overlay_split_view_set_collapsed (ADW_OVERLAY_SPLIT_VIEW (split), TRUE);
  adw_overlay_split_view_set_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split), TRUE);
  gtk_widget_set_vexpand (split, TRUE);
  gtk_box_append (box, split);
}

/* Nothing is wrong. */
static void
fill_soundly (GtkBox *box)
{
  static const char *names[] = { "One", "Two", "Three", "Four", "Five" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_box_append (box, gtk_button_new_with_label (names[i]));
}

/* Called as what stands for the window manager. */
static GtkWidget *
make_namesake (void)
{
  GtkWidget *button = gtk_button_new_with_label (g_dgettext ("gtk40", "Close"));

  gtk_widget_set_can_focus (button, FALSE);
  return button;
}

static void
fill (GtkBox *box)
{
  gtk_box_append (box, make_heading ("Part of no section", 3));
  gtk_box_append (box, make_heading ("Without a level", 0));
  gtk_box_append (box, make_icon ());
  gtk_box_append (box, make_misnamed ());
  gtk_box_append (box, make_button ("Open", "window.close"));
  gtk_box_append (box, make_button ("Open", "window.minimize"));
  gtk_box_append (box, make_button ("Larger", "window.toggle-maximized"));
  gtk_box_append (box, make_button ("Larger", "window.toggle-maximized"));
  gtk_box_append (box, make_unreachable ());
  gtk_box_append (box, make_namesake ());
  gtk_box_append (box, make_list ());
  gtk_box_append (box, make_twin ());
  gtk_box_append (box, make_list_view ());
  gtk_box_append (box, make_wrong_entry ());
  gtk_box_append (box, make_choice ());
  gtk_box_append (box, make_idle ());
  gtk_box_append (box, make_disorder ());
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *word; void (*fill) (GtkBox *box); } fills[] = {
    { "", fill }, { "trap", fill_with_a_trap }, { "choice", fill_with_a_choice }, { "menu", fill_with_a_menu },
    { "sound", fill_soundly },
  };
  guint kind = 0;
  GtkWidget *box = NULL;
  GtkWidget *window = NULL;

  while (argc > 1 && !g_str_equal (fills[kind].word, argv[1]))
    kind++;
  adw_init ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  window = g_object_new (ADW_TYPE_WINDOW, "title", "Broken", "default-width", 400, "default-height", 800, "content",
                         box, NULL);
  gtk_box_append (GTK_BOX (box), make_heading ("Title", 1));
  fills[kind].fill (GTK_BOX (box));
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
