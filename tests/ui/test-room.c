/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-booking-row.h"
#include "hkk-booking.h"
#include "hkk-format.h"
#include "hkk-overview-rows.h"
#include "hkk-overview.h"
#include "hkk-room.h"
#include "hkk-row.h"

/* Text twice as large in a window of 360 pixels: nothing is cut, and no title becomes a column of syllables. */

static int usual_dpi;

static void
set_text (double size)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (size * 96 * PANGO_SCALE), NULL);
}

static GtkWindow *
show_row (GtkWidget *row)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  return harness_show (list, 360, 500);
}

static gboolean
is_below (GtkWidget *widget,
          GtkWidget *above)
{
  graphene_rect_t first, second;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)), &first));
  g_assert_true (gtk_widget_compute_bounds (above, GTK_WIDGET (gtk_widget_get_root (widget)), &second));
  return first.origin.y >= second.origin.y + second.size.height;
}

static GtkWidget *
find_label (gpointer    root,
            const char *text)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *label = harness_find (root, GTK_TYPE_LABEL, i);

      if (g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
        return label;
    }
}

static HkkBooking *
make_booking (const char *day,
              const char *cancellable_until)
{
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"a\",\"specialty\":\"Hautkrankheiten und Geschlechtskrankheiten\",\"practice\":\"Praxis Dr. Specht\","
    "\"address\":\"Am Brill 1, 28195 Bremen\",\"starts_at\":\"%sT09:30:00Z\",\"minutes\":20,"
    "\"state\":\"offered\",\"cancellable_until\":%s}", day, cancellable_until);
  g_autoptr(JsonNode) node = json_from_string (json, NULL);

  return hkk_thing_new_from_json (HKK_TYPE_BOOKING, json_node_get_object (node));
}

static GtkWidget *
make_offer (void)
{
  g_autoptr(HkkBooking) booking = make_booking ("2026-12-14", "null");

  return hkk_booking_row_new_offered (HKK_THING (booking));
}

static void
assert_says_when (GtkWidget  *root,
                  const char *label,
                  HkkBooking *booking)
{
  g_autoptr(GDateTime) starts = hkk_thing_get_time (HKK_THING (booking), "starts-at");
  g_autofree char *moment = hkk_format_moment (starts);
  g_autofree char *topic = hkk_format_isolate ("Hautkrankheiten und Geschlechtskrankheiten");
  g_autofree char *which = g_strdup_printf ("%s · %s", moment, topic);
  g_autofree char *isolated = hkk_format_isolate (which);
  g_autofree char *name = g_strdup_printf ("%s: %s", label + strlen ("_"), isolated);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (harness_find_button (root, label)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* Of one topic there are several, and of one time of the day too. */
static void
test_buttons_say_of_which (void)
{
  static const char * const days[] = { "2026-12-14", "2026-12-15" };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(HkkBooking) booking = make_booking (days[i], "null");
      GtkWidget *list = gtk_list_box_new ();
      GtkWindow *window = NULL;

      gtk_list_box_append (GTK_LIST_BOX (list), hkk_booking_row_new_offered (HKK_THING (booking)));
      hkk_booking_row_add_booked (GTK_LIST_BOX (list), HKK_THING (booking), TRUE);
      window = harness_show (list, 700, 400);
      assert_says_when (list, "_Book", booking);
      assert_says_when (list, "_Cancel it …", booking);
      gtk_window_destroy (window);
    }
}

static gboolean
can_cancel (GtkWidget *list)
{
  return gtk_widget_get_next_sibling (harness_find_button (list, "_Add to calendar")) != NULL;
}

/* Until when it can be cancelled is said where that is done, and what to do afterwards. */
static void
test_until_when_it_is_cancelled (void)
{
  static const struct { const char *until; const char *said; gboolean cancellable; } cases[] =
  {
    { "null", NULL, TRUE },
    { "\"2999-12-14T07:30:00Z\"", "You can cancel it here until ", TRUE },
    { "\"2020-12-14T07:30:00Z\"", "It can no longer be cancelled here. If you cannot come, please call.", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(HkkBooking) booking = make_booking ("2999-12-14", cases[i].until);
      GtkWidget *list = gtk_list_box_new ();
      GtkWindow *window = NULL;

      hkk_booking_row_add_booked (GTK_LIST_BOX (list), HKK_THING (booking), TRUE);
      window = harness_show (list, 700, 400);
      for (gsize j = 1; j < G_N_ELEMENTS (cases); j++)
        g_assert_cmpint (harness_shows (list, cases[j].said), ==, i == j);
      g_assert_cmpint (can_cancel (list), ==, cases[i].cancellable);
      gtk_window_destroy (window);
    }
}

/* While somebody looks at it the last hours begin: the button goes by itself, and what has the focus says why. */
static void
test_it_is_cancelled_no_more (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) end = g_date_time_add_seconds (now, 2);
  g_autofree char *until = g_date_time_format (end, "\"%FT%TZ\"");
  g_autoptr(HkkBooking) booking = make_booking ("2999-12-14", until);
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window = NULL;

  hkk_booking_row_add_booked (GTK_LIST_BOX (list), HKK_THING (booking), TRUE);
  window = harness_show (list, 700, 400);
  g_assert_true (can_cancel (list));
  gtk_widget_grab_focus (harness_find_button (list, "_Cancel it …"));
  harness_take_said ("");
  test_wait_until (!can_cancel (list));
  g_assert_true (harness_shows (list, "It can no longer be cancelled here."));
  g_assert_false (harness_shows (list, "You can cancel it here until "));
  g_assert_cmpuint (harness_take_said ("It can no longer be cancelled here."), ==, 1);
  g_assert_true (gtk_window_get_focus (window) == GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)));
  gtk_window_destroy (window);
}

static void
test_button_of_a_row (void)
{
  GtkWidget *row;
  GtkWindow *window;
  GtkWidget *button, *title;

  set_text (2);
  row = make_offer ();
  window = show_row (row);
  button = harness_find (row, GTK_TYPE_BUTTON, 0);
  title = find_label (row, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_assert_true (is_below (button, title));
  g_assert_cmpint (gtk_widget_get_width (title), >, 250);
  harness_assert_not_cut (row);
  harness_shot ("room-row");
  gtk_window_destroy (window);

  /* Where there is room it stays beside. */
  set_text (1);
  row = make_offer ();
  window = show_row (row);
  gtk_window_set_default_size (window, 700, 300);
  test_drain ();
  g_assert_false (is_below (harness_find (row, GTK_TYPE_BUTTON, 0),
                            find_label (row, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)))));
  harness_shot ("room-row-usual");
  gtk_window_destroy (window);
}

/* A word that fits a line is not broken for what stands beside it. */
static void
test_mark_of_a_row (void)
{
  static const char word[] = "Auslandsbehandlungskosten";
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *mark = gtk_label_new ("Gerät nötig");
  GtkWindow *window;
  GtkWidget *title;

  set_text (1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), word);
  adw_expander_row_set_title_lines (ADW_EXPANDER_ROW (row), 0);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name ("go-home-symbolic"));
  gtk_widget_add_css_class (mark, "hkk-chip");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), mark);
  window = show_row (row);
  title = find_label (row, word);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (title))), ==, 1);
  harness_assert_not_cut (row);
  harness_shot ("room-mark");
  gtk_window_destroy (window);
}

static void
test_short_row (void)
{
  GtkWidget *row = hkk_row_new ("PIN", "258046");
  GtkWindow *window;

  set_text (2);
  hkk_row_add_button (row, "user-trash-symbolic", "Remove");
  window = show_row (row);
  g_assert_false (is_below (harness_find (row, GTK_TYPE_BUTTON, 0), find_label (row, "PIN")));
  gtk_window_destroy (window);
}

/* Of what is to be done, the last word counts as the first does: who it is for. */
static void
test_row_of_the_overview (void)
{
  static const char json[] =
    "{\"id\":\"a\",\"kind\":\"question\",\"title\":\"Auslandsbehandlungskosten\","
    "\"subject\":\"Bosnien und Herzegowina · Andrea Amsel-Grasmück (ich selbst)\",\"text\":\"Rückfrage\","
    "\"due_on\":\"2026-12-14\",\"at\":\"2026-12-01T09:30:00Z\"}";
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  g_autoptr(HkkOverviewItem) item = hkk_thing_new_from_json (HKK_TYPE_OVERVIEW_ITEM, json_node_get_object (node));
  GtkWidget *row;
  GtkWindow *window;
  GtkWidget *title;

  set_text (2);
  row = hkk_overview_row_new_for_item (item);
  window = show_row (row);
  title = find_label (row, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))));
  harness_assert_not_cut (row);
  gtk_window_destroy (window);
}

static void
test_button_row_and_group (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *label;
  GtkWindow *window;

  set_text (2);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), "Benachrichtigungseinstellungen und Einwilligungen");
  hkk_row_append_button (GTK_LIST_BOX (list), "Alle anderen Sitzungen auf allen Geräten beenden", "list-add-symbolic");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  window = harness_show (group, 360, 600);
  harness_assert_not_cut (group);
  harness_shot ("room-group");

  /* Where there is room it is one line, as it was. */
  set_text (1);
  gtk_window_set_default_size (window, 700, 300);
  label = find_label (list, "Alle anderen Sitzungen auf allen Geräten beenden");
  test_wait_until (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (label))) == 1);
  gtk_window_destroy (window);
}

static void
test_group_with_a_button (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_label ("Neuen Code senden");
  GtkWidget *title;
  GtkWindow *window;

  set_text (2);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), "E-Mail-Adresse bestätigen");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  window = harness_show (group, 360, 300);
  title = find_label (group, "E-Mail-Adresse bestätigen");
  g_assert_true (is_below (button, title));
  g_assert_cmpint (gtk_widget_get_width (title), >, 250);

  /* Where there is room it stands beside. */
  set_text (1);
  test_wait_until (!is_below (button, title));
  gtk_window_destroy (window);
}

static void
test_banner (void)
{
  static const char words[] = "Das Portal oder dieses Netz antwortet nicht. Was Sie sehen, ist auf diesem Computer "
                              "gespeichert und kann älter sein. Was Sie schreiben, bleibt erhalten.";
  GtkWidget *banner = adw_banner_new (words);
  GtkWindow *window;

  set_text (2);
  adw_banner_set_button_label (ADW_BANNER (banner), "Einzelheiten");
  adw_banner_set_revealed (ADW_BANNER (banner), TRUE);
  gtk_widget_set_valign (banner, GTK_ALIGN_START);
  window = harness_show (banner, 360, 700);
  test_drain ();
  harness_assert_not_cut (banner);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (find_label (banner, words)))));
  harness_shot ("room-banner");
  gtk_window_destroy (window);
}

/* Whoever wants nothing to move closes a sheet with the button in its header. */
static void
test_closed_by_its_header (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *bars = adw_toolbar_view_new ();
  GtkWindow *window = harness_show (gtk_label_new (""), 360, 700);
  GtkWidget *button = NULL;
  gpointer gone = dialog;
  guint n = 0;

  g_object_add_weak_pointer (G_OBJECT (dialog), &gone);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (bars), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (bars), gtk_label_new ("Closes"));
  adw_dialog_set_child (dialog, bars);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  test_wait_until (harness_shows (dialog, "Closes"));
  button = harness_find (dialog, GTK_TYPE_BUTTON, n);
  while (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "sheet.close") != 0)
    button = harness_find (dialog, GTK_TYPE_BUTTON, ++n);
  gtk_window_set_focus (window, NULL); /* nothing else holds it */
  g_signal_emit_by_name (button, "clicked");
  test_wait_until (gone == NULL);
  gtk_window_destroy (window);
}

static void
test_alert (void)
{
  AdwDialog *alert = adw_alert_dialog_new ("Nicht länger warten?", "Die Freigabe läuft weiter.");
  GtkWindow *window;

  set_text (2);
  window = harness_show (gtk_label_new (""), 360, 700);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "stay", "Hier weiter auf die Freigabe warten",
                                  "background", "Im Hintergrund weitermachen",
                                  "stop", "Die Freigabe zurückziehen und abbrechen", NULL);
  adw_dialog_present (alert, GTK_WIDGET (window));
  test_wait_until (gtk_widget_get_mapped (harness_find (alert, GTK_TYPE_BUTTON, 2)));
  test_drain ();
  harness_assert_not_cut (alert);
  for (guint i = 0; i < 3; i++)
    {
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (harness_find (alert, GTK_TYPE_BUTTON, i)));
      int height;

      pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), NULL, &height);
      g_assert_cmpint (height, <=, gtk_widget_get_height (label));
    }
  harness_shot ("room-alert");
  adw_dialog_force_close (alert);
  gtk_window_destroy (window);
}

static void
show_alert_heading (double size)
{
  AdwDialog *alert = adw_alert_dialog_new ("Diesen Antrag zurückziehen?", "Er wird dann nicht bearbeitet.");
  GtkWindow *window;

  set_text (size);
  window = harness_show (gtk_label_new (""), 360, 640);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "stay", "Abbrechen", "go", "Zurückziehen", NULL);
  adw_dialog_present (alert, GTK_WIDGET (window));
  test_wait_until (gtk_widget_get_mapped (harness_find (alert, GTK_TYPE_BUTTON, 1)));
  test_drain ();
  harness_assert_not_cut (alert);
  harness_shot ("room-alert-heading");
  adw_dialog_force_close (alert);
  gtk_window_destroy (window);
}

/* A heading that is wider than the dialog: a little in text as large as usual, and much. */
static void
test_alert_heading (void)
{
  show_alert_heading (1);
  show_alert_heading (2);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* What is chosen in a list that opens has the height of its lines. */
static void
test_drop_down (void)
{
  static const char * const options[] = { "Behandlung", "Auslandsbehandlungskosten, HKK-2026-004715, "
                                          "Andrea Amsel (ich selbst), Bosnien und Herzegowina", NULL };
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list = gtk_drop_down_new_from_strings (options);
  GtkWindow *window;
  int one_line;

  set_text (1);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (list), factory);
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  window = harness_show (list, 360, 300);
  one_line = gtk_widget_get_height (list);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), 1);
  test_wait_until (gtk_widget_get_height (list) > 3 * one_line / 2);
  gtk_window_destroy (window);
  g_object_unref (factory);
}

static GtkWidget *
make_toggles (const char *first)
{
  const char *labels[] = { first, "Offen", "Abgeschlossen" };
  GtkWidget *group = adw_toggle_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_group_add (ADW_TOGGLE_GROUP (group), toggle);
    }
  gtk_widget_set_valign (group, GTK_ALIGN_START);
  return group;
}

static void
test_toggles (void)
{
  GtkWidget *group = make_toggles ("Alle");
  GtkWindow *window;

  set_text (1);
  window = harness_show (group, 360, 400);
  g_assert_cmpint (gtk_orientable_get_orientation (GTK_ORIENTABLE (group)), ==, GTK_ORIENTATION_HORIZONTAL);
  set_text (2);
  test_wait_until (is_below (find_label (group, "Abgeschlossen"), find_label (group, "Offen")));
  harness_assert_not_cut (group);
  harness_shot ("room-toggles");
  gtk_window_destroy (window);
}

/* They are not cut: a column has room for them, or they stand one below the other where no window has. */
static void
test_long_toggles (void)
{
  GtkWidget *group = make_toggles ("Alle von mir eingereichten");
  GtkWindow *window;
  int least, natural;

  set_text (1);
  window = harness_show (group, 360, 400);
  test_wait_until (is_below (find_label (group, "Abgeschlossen"), find_label (group, "Offen")));
  harness_assert_not_cut (group);
  gtk_window_destroy (window);
  group = make_toggles ("Alle");
  window = harness_show (group, 360, 400);
  gtk_widget_measure (group, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, ==, natural);
  gtk_window_destroy (window);
}

/* A word of which nothing is known goes on in the next line, and nothing is put in between. */
static void
test_long_word (void)
{
  static const char word[] = "Auslandsbehandlungskostenerstattung";
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *text = gtk_inscription_new (word);
  g_autofree char *attributes = NULL;
  GtkWindow *window;
  PangoLayout *layout;
  int n;

  set_text (2);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), word);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), text);
  window = show_row (row);
  layout = gtk_label_get_layout (GTK_LABEL (find_label (row, word)));
  test_wait_until (pango_layout_get_line_count (layout) > 1);
  for (const PangoLogAttr *place = pango_layout_get_log_attrs_readonly (layout, &n); n > 0; place++, n--)
    g_assert_false (place->break_inserts_hyphen);
  attributes = pango_attr_list_to_string (gtk_inscription_get_attributes (GTK_INSCRIPTION (text)));
  g_assert_nonnull (strstr (attributes, "insert-hyphens false"));
  harness_shot ("room-word");
  gtk_window_destroy (window);
}

/* What each line of a label says, with the hyphens that it ends with. (transfer full) */
static char *
dup_lines (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  GString *lines = g_string_new (NULL);
  int n;
  const PangoLogAttr *places = pango_layout_get_log_attrs_readonly (layout, &n);

  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      const char *start = pango_layout_get_text (layout) + line->start_index;

      if (i > 0)
        g_string_append (lines, places[g_utf8_pointer_to_offset (pango_layout_get_text (layout), start)]
                                .break_inserts_hyphen ? "-|" : "|");
      g_string_append_len (lines, start, line->length);
    }
  return g_string_free (lines, FALSE);
}

/* TEXT has several lines, and each ends where it has a hyphen in @broken, or with a space. */
static void
assert_broken (GtkWidget  *label,
               const char *text,
               const char *broken)
{
  g_autofree char *lines = NULL;
  const char *at = broken;

  gtk_label_set_text (GTK_LABEL (label), text);
  test_drain ();
  lines = dup_lines (GTK_LABEL (label));
  g_test_message ("%s", lines);
  g_assert_nonnull (strchr (lines, '|'));
  for (const char *line = lines; *line != '\0'; line++)
    {
      if (*line == '|')
        continue;
      if (*at == '-' && *line != '-')
        at++;
      g_assert_cmpint (*line, ==, *at++);
    }
  for (const char *end = strchr (lines, '|'); end != NULL; end = strchr (end + 1, '|'))
    g_assert_true (end[-1] == '-' || end[-1] == ' ' || strchr (broken, '-') == NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, text); /* as it is copied and read aloud */
}

/* A word that the language knows is broken between syllables, whatever else it is part of, and whatever stood there
 * before; an address is not. */
static void
test_hyphens (void)
{
  GtkWidget *label = gtk_label_new ("Notifications");
  GtkWindow *window;

  set_text (2);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  window = harness_show (label, 360, 500);
  assert_broken (label, "Notifications", "No-ti-fi-ca-tions");
  assert_broken (label, "A Rehabilitationnotification.", "A Re-ha-bil-i-ta-tion-no-ti-fi-ca-tion.");
  assert_broken (label, "unnotificational", "unno-ti-fi-ca-tional");
  assert_broken (label, "notification.org", "notification.org");
  assert_broken (label, "Wwwwwwwwwwwwwwww", "Wwwwwwwwwwwwwwww");
  assert_broken (label, "Notifications", "No-ti-fi-ca-tions");
  gtk_window_destroy (window);
}

static AdwNavigationPage *
make_page (const char *title,
           const char *button)
{
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), gtk_label_new (title));
  if (button != NULL)
    adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), gtk_button_new_with_label (button));
  return adw_navigation_page_new (view, title);
}

static void
say (GtkWidget  *overlay,
     const char *text,
     const char *button)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, button);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  test_wait_until (harness_shows (overlay, text) && gtk_widget_get_height (find_label (overlay, text)) > 0);
}

static float
bottom_of (GtkWidget *overlay,
           GtkWidget *widget)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, overlay, &place));
  return place.origin.y + place.size.height;
}

/* The button that a person goes on with stays in sight, whatever is said; where there is none the toast is below. */
static void
test_toast_and_bar (void)
{
  static const char words[] = "Der Entwurf ist gespeichert und kann jederzeit fortgesetzt werden.";
  GtkWidget *view = adw_navigation_view_new (), *overlay = adw_toast_overlay_new (), *toast;
  GtkWindow *window;
  GtkWidget *button;

  set_text (1);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), make_page ("Überblick", NULL));
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), make_page ("Formular", "Weiter"));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), view);
  window = harness_show (overlay, 360, 500);
  say (overlay, words, NULL);
  toast = find_label (overlay, words);
  button = harness_find_button (view, "Weiter");
  g_assert_true (is_below (button, toast));
  harness_shot ("room-toast-bar");

  adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
  test_wait_until (bottom_of (overlay, toast) > 500 - 60);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), make_page ("Anderes Formular", "Einreichen"));
  button = harness_find_button (view, "Einreichen");
  test_wait_until (is_below (button, toast));
  gtk_window_destroy (window);
}

/* A bar that ends before the toast begins is not in its way; a toast with a button is wider than what it says. */
static void
test_toast_beside_bar (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *overlay = adw_toast_overlay_new ();
  GtkWidget *pages[] = { GTK_WIDGET (make_page ("Leiste", "Abmelden")), GTK_WIDGET (make_page ("Überblick", NULL)) };
  GtkWindow *window;

  set_text (1);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_box_append (GTK_BOX (box), pages[i]);
  gtk_widget_set_size_request (pages[0], 150, -1);
  gtk_widget_set_hexpand (pages[0], FALSE);
  gtk_widget_set_hexpand (pages[1], TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  window = harness_show (overlay, 700, 500);
  say (overlay, "Kopiert.", NULL);
  g_assert_cmpfloat (bottom_of (overlay, find_label (overlay, "Kopiert.")), >, 500 - 60);
  adw_toast_overlay_dismiss_all (ADW_TOAST_OVERLAY (overlay));
  say (overlay, "Entfernt.", "Zurück");
  test_wait_until (is_below (harness_find_button (pages[0], "Abmelden"), find_label (overlay, "Entfernt.")));
  gtk_window_destroy (window);
}

/* Several lines above a bar need no higher window. */
static void
test_toast_in_a_low_window (void)
{
  static const char words[] = "Der Entwurf ist gespeichert und kann jederzeit auf diesem Computer fortgesetzt werden, "
                              "auch ohne Verbindung zum Portal und auch nach einem Neustart.";
  GtkWidget *overlay = adw_toast_overlay_new (), *bar = gtk_button_new_with_label ("Weiter");
  AdwToolbarView *view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());
  GtkWindow *window;
  int before;

  set_text (2);
  gtk_widget_set_size_request (bar, -1, 150);
  adw_toolbar_view_add_bottom_bar (view, bar);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (view));
  window = harness_show (overlay, 360, 500);
  before = gtk_widget_get_height (overlay);
  say (overlay, words, NULL);
  test_drain ();
  g_assert_cmpint (gtk_widget_get_height (overlay), ==, before);
  gtk_window_destroy (window);
}

static void
add (const char   *name,
     GTestFunc     func)
{
  g_autofree char *path = g_strconcat ("/ui/room/", name, NULL);

  g_test_add_func (path, func);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  harness_init (&argc, &argv);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual_dpi, NULL);
  add ("button-of-a-row", test_button_of_a_row);
  add ("buttons-say-of-which", test_buttons_say_of_which);
  add ("until-when-it-is-cancelled", test_until_when_it_is_cancelled);
  add ("it-is-cancelled-no-more", test_it_is_cancelled_no_more);
  add ("mark-of-a-row", test_mark_of_a_row);
  add ("short-row", test_short_row);
  add ("row-of-the-overview", test_row_of_the_overview);
  add ("button-row-and-group", test_button_row_and_group);
  add ("group-with-a-button", test_group_with_a_button);
  add ("banner", test_banner);
  add ("closed-by-its-header", test_closed_by_its_header);
  add ("alert", test_alert);
  add ("alert-heading", test_alert_heading);
  add ("drop-down", test_drop_down);
  add ("toggles", test_toggles);
  add ("long-toggles", test_long_toggles);
  add ("long-word", test_long_word);
  add ("hyphens", test_hyphens);
  add ("toast-and-bar", test_toast_and_bar);
  add ("toast-beside-bar", test_toast_beside_bar);
  add ("toast-in-a-low-window", test_toast_in_a_low_window);
  status = g_test_run ();
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual_dpi, NULL);
  return status;
}
