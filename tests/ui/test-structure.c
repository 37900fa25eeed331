/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-focus-kept.h"
#include "hkk-row.h"
#include "hkk-structure.h"

/* What screen readers and the Tab key find. */

static GtkWidget *
make_list (GtkWidget *first,
           GtkWidget *second,
           GtkWidget *third)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), first);
  gtk_list_box_append (GTK_LIST_BOX (list), second);
  gtk_list_box_append (GTK_LIST_BOX (list), third);
  return list;
}

static void
assert_place (gpointer row,
              int      position,
              int      size)
{
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, position);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_SET_SIZE, size);
}

/* (transfer none) (nullable): where Tab leads */
static GtkWidget *
tab (GtkWindow *window)
{
  gtk_widget_child_focus (adw_window_get_content (ADW_WINDOW (window)), GTK_DIR_TAB_FORWARD);
  return gtk_window_get_focus (window);
}

static void
test_headings (void)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *title = adw_window_title_new ("Requests", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window = NULL;
  GtkWidget *label = NULL;

  adw_preferences_group_set_title (group, "Address");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (group));
  window = harness_show (box, 400, 300);
  label = harness_find (title, GTK_TYPE_LABEL, 0);
  gtk_test_accessible_assert_role (label, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_LEVEL, 1);
  label = harness_find (group, GTK_TYPE_LABEL, 0);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, "Address");
  gtk_test_accessible_assert_role (label, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_test_accessible_assert_property (label, GTK_ACCESSIBLE_PROPERTY_LEVEL, 2);
  gtk_window_destroy (window);
}

static void
test_positions (void)
{
  GtkWidget *rows[] = { hkk_row_new ("a", NULL), hkk_row_new ("b", NULL), hkk_row_new ("c", NULL) };
  GtkWidget *list = make_list (rows[0], rows[1], rows[2]);
  GtkWindow *window = harness_show (list, 400, 300);

  assert_place (rows[0], 1, 3);
  assert_place (rows[2], 3, 3);
  gtk_widget_set_visible (rows[1], FALSE);
  test_drain ();
  assert_place (rows[2], 2, 2);
  gtk_list_box_remove (GTK_LIST_BOX (list), rows[0]);
  test_drain ();
  assert_place (rows[2], 1, 1);
  gtk_window_destroy (window);
}

/* The header of a row that unfolds has its place, what is in it a place of its own. */
static void
test_unfolding (void)
{
  GtkWidget *row = adw_expander_row_new (), *inner = hkk_row_new ("In it", NULL);
  GtkWidget *list = make_list (hkk_row_new ("a", NULL), row, hkk_row_new ("c", NULL));
  GtkWindow *window = NULL;
  GtkWidget *header = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Unfolds");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), inner);
  window = harness_show (list, 400, 300);
  header = harness_find (row, ADW_TYPE_ACTION_ROW, 0);
  g_assert_true (header != inner);
  assert_place (row, 2, 3);
  assert_place (header, 2, 3);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  test_drain ();
  assert_place (inner, 1, 1);
  assert_place (header, 2, 3);
  gtk_window_destroy (window);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  before)
{
  GObject *thing = gtk_list_item_get_item (item);
  g_autofree char *name = G_IS_FILE (thing) ? g_file_get_basename (G_FILE (thing)) : g_strdup ("Services");

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
  hkk_structure_list_item (item, GPOINTER_TO_UINT (before));
}

static void
insert (GListStore *things,
        guint       position,
        const char *name)
{
  g_autoptr(GFile) file = g_file_new_for_path (name);

  g_list_store_insert (things, position, file);
}

/* Of THINGS, which it takes; BEFORE of them are no rows. */
static GtkWidget *
make_list_view (GListStore *things,
                guint       before)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (before));
  return gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (things))), factory);
}

static GtkWidget *
row_of (GtkWidget *list,
        guint      position)
{
  return gtk_widget_get_parent (harness_find (list, GTK_TYPE_LABEL, position));
}

static void
test_list_view (void)
{
  GListStore *things = g_list_store_new (G_TYPE_OBJECT);
  GtkWidget *list = NULL;
  GtkWindow *window = NULL;

  insert (things, 0, "a");
  insert (things, 1, "b");
  list = make_list_view (things, 0);
  window = harness_show (list, 400, 300);
  assert_place (row_of (list, 1), 2, 2);
  insert (things, 0, "z");
  test_drain ();
  assert_place (row_of (list, 2), 3, 3);
  insert (things, 3, "zz");
  test_drain ();
  assert_place (row_of (list, 0), 1, 4);
  gtk_window_destroy (window);
}

/* What scrolls with the rows is none. */
static void
test_parts (void)
{
  GListStore *things = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr(GtkStringObject) services = gtk_string_object_new ("services");
  GtkWidget *list = NULL;
  GtkWindow *window = NULL;

  g_list_store_append (things, services);
  insert (things, 1, "a");
  insert (things, 2, "b");
  list = make_list_view (things, 1);
  window = harness_show (list, 400, 300);
  assert_place (row_of (list, 1), 1, 2);
  assert_place (row_of (list, 2), 2, 2);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row_of (list, 0)),
                                                    GTK_ACCESSIBLE_RELATION_POS_IN_SET));
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (row_of (list, 0)),
                                                    GTK_ACCESSIBLE_RELATION_SET_SIZE));
  gtk_window_destroy (window);
}

static void
on_bind_stop (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gboolean is_row = gtk_list_item_get_position (item) % 3 != 0;

  gtk_list_item_set_child (item, is_row ? gtk_label_new ("Row") : gtk_button_new_with_label ("Beside"));
  gtk_list_item_set_focusable (item, is_row);
}

/* What scrolls with rows is reached by Tab, before and behind them; of the rows one is. */
static void
test_beside_rows (void)
{
  static const char *strings[] = { "beside", "row", "row", "beside", NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (strings))));
  GtkWidget *list = gtk_list_view_new (model, factory);
  GtkWindow *window = NULL;

  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_stop), NULL);
  gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (list), GTK_LIST_TAB_ITEM);
  window = harness_show (list, 400, 300);
  gtk_window_set_focus (window, NULL);
  g_assert_true (tab (window) == harness_find (list, GTK_TYPE_BUTTON, 0));
  g_assert_true (tab (window) == row_of (list, 1));
  g_assert_true (tab (window) == harness_find (list, GTK_TYPE_BUTTON, 1));
  gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == row_of (list, 2));
  gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (window) == harness_find (list, GTK_TYPE_BUTTON, 0));
  gtk_window_destroy (window);
}

static void
test_stops (void)
{
  GtkWidget *nothing = hkk_row_new ("Nothing", "to do"), *fact = hkk_row_new ("IBAN", "DE89");
  GtkWidget *choice = hkk_row_new ("Choice", NULL), *check = gtk_check_button_new ();
  GtkWindow *window = NULL;

  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (fact), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (choice), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (choice), check);
  window = harness_show (make_list (nothing, fact, choice), 400, 300);
  gtk_window_set_focus (window, NULL);
  g_assert_true (tab (window) == fact);
  g_assert_true (tab (window) == check);
  g_assert_false (gtk_widget_get_focusable (nothing));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (nothing), TRUE);
  g_assert_true (gtk_widget_get_focusable (nothing));
  hkk_structure_focus (harness_find (nothing, GTK_TYPE_LABEL, 0));
  g_assert_true (tab (window) == fact);
  gtk_window_destroy (window);
}

/* The arrows go over what is no stop, and what cannot be pressed. */
static void
test_arrows (void)
{
  GtkWidget *first = hkk_row_new ("First", NULL), *off = hkk_row_new ("Off", NULL), *last = hkk_row_new ("Last", NULL);
  GtkWidget *list = make_list (first, hkk_row_new ("Nothing", "to do"), off);
  GtkWindow *window = NULL;

  gtk_list_box_append (GTK_LIST_BOX (list), last);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (first), TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (off), TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (last), TRUE);
  gtk_widget_set_sensitive (off, FALSE);
  window = harness_show (list, 400, 300);
  gtk_widget_grab_focus (first);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (window) == last);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (window) == first);
  gtk_window_destroy (window);
}

/* A fact whose button says all of it is one stop, for Tab and for the arrows; a press beside it does nothing. */
static void
test_spokesmen (void)
{
  GtkWidget *facts[] = { hkk_row_new ("Town", "Bremen"), hkk_row_new ("Sum", "3 €"), hkk_row_new ("Street", "Weg") };
  GtkWidget *buttons[] = { gtk_button_new_with_label ("Change"), NULL, gtk_button_new_with_label ("Change") };
  GtkWidget *list = make_list (facts[0], facts[1], facts[2]);
  GtkWindow *window = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (facts[i]), TRUE);
      if (buttons[i] == NULL)
        continue;
      adw_action_row_add_suffix (ADW_ACTION_ROW (facts[i]), buttons[i]);
      hkk_structure_speak_for (GTK_BUTTON (buttons[i]), ADW_ACTION_ROW (facts[i]));
    }
  window = harness_show (list, 400, 300);
  gtk_window_set_focus (window, NULL);
  g_assert_true (tab (window) == buttons[0]);
  g_assert_true (tab (window) == facts[1]);
  g_assert_true (tab (window) == buttons[2]);
  gtk_test_accessible_assert_property (buttons[2], GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Weg");
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (window) == facts[1]);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (window) == buttons[0]);
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (facts[0])));
  gtk_window_destroy (window);
}

/* One of several is chosen with the arrows, and what is no stop of the list does not keep them. */
static void
test_choices (void)
{
  GtkWidget *rows[3], *checks[3];
  GtkWidget *list = NULL;
  GtkWindow *window = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = hkk_row_new ("Choice", NULL);
      checks[i] = gtk_check_button_new ();
      gtk_check_button_set_group (GTK_CHECK_BUTTON (checks[i]), i > 0 ? GTK_CHECK_BUTTON (checks[0]) : NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (rows[i]), checks[i]);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (rows[i]), checks[i]);
    }
  gtk_check_button_set_active (GTK_CHECK_BUTTON (checks[0]), TRUE);
  list = make_list (rows[0], rows[1], rows[2]);
  window = harness_show (list, 400, 300);
  gtk_widget_grab_focus (checks[0]);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_true (gtk_window_get_focus (window) == checks[1]);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (checks[1])));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE, FALSE);
  g_assert_true (gtk_check_button_get_active (GTK_CHECK_BUTTON (checks[1])));
  gtk_window_destroy (window);
}

/* Under a dialog nothing takes the focus. */
static void
test_below_dialog (void)
{
  GtkWidget *heading = gtk_label_new ("Step 2"), *button = gtk_button_new_with_label ("Close");
  AdwDialog *dialog = adw_dialog_new ();
  GtkWindow *window = harness_show (heading, 400, 300);

  hkk_structure_focus (heading);
  g_assert_true (gtk_window_get_focus (window) == heading);
  adw_dialog_set_child (dialog, button);
  adw_dialog_present (dialog, heading);
  test_drain ();
  gtk_widget_grab_focus (button);
  hkk_structure_focus (heading);
  g_assert_true (gtk_window_get_focus (window) == button);
  adw_dialog_force_close (dialog);
  gtk_window_destroy (window);
}

static void
test_passwords (void)
{
  GtkWidget *row = adw_password_entry_row_new ();
  GtkWindow *window = NULL;
  GtkWidget *button = NULL;
  g_autofree char *name = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Repeat");
  window = harness_show (make_list (row, hkk_row_new ("b", NULL), hkk_row_new ("c", NULL)), 400, 300);
  for (guint i = 0; button == NULL; i++)
    {
      GtkWidget *each = harness_find (row, GTK_TYPE_BUTTON, i);

      if (gtk_widget_get_mapped (each))
        button = each;
    }
  name = g_strconcat (gtk_widget_get_tooltip_text (button), ": Repeat", NULL);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  gtk_window_destroy (window);
}

static void
test_calendar (void)
{
  static const char *names[] = { "Previous month", "Next month", "Previous year", "Next year" };
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWindow *window = harness_show (calendar, 400, 300);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_test_accessible_assert_property (harness_find (calendar, GTK_TYPE_BUTTON, i), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                         names[i]);
  gtk_window_destroy (window);
}

static void
test_button_of (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic ("_Open");
  GtkWindow *window = harness_show (button, 400, 300);

  hkk_button_say_of (GTK_BUTTON (button), "Receipt");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Open: " "\342\201\250" "Receipt"
                                       "\342\201\251");
  gtk_window_destroy (window);
}

/* A button that waits for its answer has the focus again when it is there, unless the person has gone on. */
static void
test_focus_comes_back (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *send = gtk_button_new_with_label ("Send");
  GtkWidget *other = gtk_button_new_with_label ("Other");
  GtkWindow *window = NULL;

  gtk_box_append (GTK_BOX (box), send);
  gtk_box_append (GTK_BOX (box), other);
  window = harness_show (box, 300, 200);
  hkk_focus_kept_follow (window);
  gtk_widget_grab_focus (send);
  gtk_widget_set_sensitive (send, FALSE);
  g_assert_null (gtk_window_get_focus (window));
  gtk_widget_set_sensitive (send, TRUE);
  g_assert_true (gtk_window_get_focus (window) == send);
  gtk_widget_set_sensitive (send, FALSE);
  gtk_widget_grab_focus (other);
  gtk_widget_set_sensitive (send, TRUE);
  g_assert_true (gtk_window_get_focus (window) == other);
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);
  g_test_add_func ("/structure/headings", test_headings);
  g_test_add_func ("/structure/positions", test_positions);
  g_test_add_func ("/structure/list-view", test_list_view);
  g_test_add_func ("/structure/parts", test_parts);
  g_test_add_func ("/structure/unfolding", test_unfolding);
  g_test_add_func ("/structure/beside-rows", test_beside_rows);
  g_test_add_func ("/structure/stops", test_stops);
  g_test_add_func ("/structure/arrows", test_arrows);
  g_test_add_func ("/structure/spokesmen", test_spokesmen);
  g_test_add_func ("/structure/choices", test_choices);
  g_test_add_func ("/structure/below-dialog", test_below_dialog);
  g_test_add_func ("/structure/passwords", test_passwords);
  g_test_add_func ("/structure/calendar", test_calendar);
  g_test_add_func ("/structure/button-of", test_button_of);
  g_test_add_func ("/structure/focus-comes-back", test_focus_comes_back);
  return g_test_run ();
}
