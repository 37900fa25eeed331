/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-entry-field.h"
#include "hkk-field-list.h"
#include "hkk-json.h"

typedef struct
{
  HkkFormModel *model;
  HkkFieldList *list;
  GtkWindow    *window;
} Fixture;

static void
show_section (Fixture       *fixture,
              gconstpointer  section)
{
  HkkForm *form = hkk_form_model_get_form (fixture->model);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  fixture->list = hkk_field_list_new_for_section (fixture->model,
                                                  hkk_form_get_section (form, GPOINTER_TO_UINT (section)));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->list));
  fixture->window = harness_show (scroller, 600, 800);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  section)
{
  fixture->model = harness_model ();
  show_section (fixture, section);
}

static const char known[] =
  "{\"prefill\":{\"phone\":\"0421 36550\",\"email\":\"a@example.org\"},\"sources\":{\"phone\":\"From your data\"},"
  "\"offers\":{\"children\":["
  "{\"title\":\"Ada Amsel\",\"text\":\"born on 4 May 2019\",\"source\":\"From your data\","
  "\"values\":{\"first_name\":\"Ada\"}},"
  "{\"title\":\"Bo Amsel\",\"values\":{\"first_name\":\"Bo\"}},{\"title\":\"Nobody\"}],\"none\":[]}}";

static void
set_up_known (Fixture       *fixture,
              gconstpointer  section)
{
  g_autoptr(JsonNode) json = hkk_json_parse (known, -1, 0, JSON_NODE_OBJECT, NULL);
  JsonObject *object = json_node_get_object (json);
  JsonNode *prefill = json_object_get_member (object, "prefill");

  fixture->model = harness_model ();
  hkk_form_values_merge (hkk_form_model_get_values (fixture->model), prefill);
  hkk_form_normalize (hkk_form_model_get_form (fixture->model), hkk_form_model_get_values (fixture->model));
  hkk_form_model_take_known (fixture->model,
                             hkk_form_known_new (hkk_form_model_get_form (fixture->model), prefill,
                                                 hkk_json_get_object (object, "sources"),
                                                 hkk_json_get_object (object, "offers")));
  show_section (fixture, section);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  section)
{
  gtk_window_destroy (fixture->window);
  test_drain ();
  g_assert_finalize_object (fixture->model);
}

static HkkFieldRow *
row (Fixture    *fixture,
     const char *path)
{
  HkkFieldRow *found = hkk_field_list_find_row (fixture->list, path);

  g_assert_nonnull (found);

  return found;
}

static HkkFormValues *
values (Fixture *fixture)
{
  return hkk_form_model_get_values (fixture->model);
}

static void
type (Fixture    *fixture,
      const char *path,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (harness_find (row (fixture, path), GTK_TYPE_ENTRY, 0)), text);
}

static const char *
typed (Fixture    *fixture,
       const char *path)
{
  return gtk_editable_get_text (GTK_EDITABLE (harness_find (row (fixture, path), GTK_TYPE_ENTRY, 0)));
}

/* Bad input is kept as it was typed and named when the field is checked; good input takes the message away. */
static void
assert_entry (Fixture    *fixture,
              const char *path,
              const char *bad,
              const char *good)
{
  HkkFieldRow *field = row (fixture, path);
  GtkAccessible *text = GTK_ACCESSIBLE (harness_find (field, GTK_TYPE_ENTRY, 0));

  type (fixture, path, bad);
  g_assert_null (hkk_field_row_get_error (field));
  g_assert_false (hkk_field_row_check (field, NULL));
  g_assert_nonnull (hkk_field_row_get_error (field));
  g_assert_cmpstr (typed (fixture, path), !=, "");
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  g_assert_true (gtk_test_accessible_has_relation (text, GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_true (gtk_test_accessible_has_relation (text, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));

  type (fixture, path, good);
  g_assert_null (hkk_field_row_get_error (field));
  g_assert_true (hkk_field_row_check (field, NULL));
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_false (gtk_test_accessible_has_relation (text, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE));
}

static void
test_entries (Fixture       *fixture,
              gconstpointer  section)
{
  assert_entry (fixture, "iban", "DE89370400440532013001", "DE89370400440532013000");
  assert_entry (fixture, "days", "x", "3");
  assert_entry (fixture, "days", "31", "30");
  assert_entry (fixture, "year", "1999", "2026");
  assert_entry (fixture, "number", "A123456789", "a000 500 015");
  assert_entry (fixture, "phone", "12", "0421 123456");
  assert_entry (fixture, "email", "andrea", "andrea@example.org");
  assert_entry (fixture, "postal_code", "1234", "28195");
  assert_entry (fixture, "time", "25:00", "09:30");
  assert_entry (fixture, "paid", "1.234.5", "12.50");

  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "number"), ==, "A000500015");
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "iban"), ==, "DE89370400440532013000");
}

/* What is pasted is understood, and the field shows how once it is left. */
static void
assert_pasted (Fixture    *fixture,
               const char *path,
               const char *pasted,
               const char *shown)
{
  type (fixture, path, pasted);
  test_drain ();
  g_assert_true (hkk_field_row_check (row (fixture, path), NULL));
  gtk_widget_grab_focus (harness_find (row (fixture, path), GTK_TYPE_ENTRY, 0));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  test_wait_until (g_str_equal (typed (fixture, path), shown));
}

static void
test_pasted (Fixture       *fixture,
             gconstpointer  section)
{
  gint64 number = 0;
  const char *currency;

  assert_pasted (fixture, "iban", "IBAN: DE８９ 3704\t0044\302\2400532 0130 00\r\n",
                 "DE89\302\2403704\302\2400044\302\2400532\302\2400130\302\24000");
  assert_pasted (fixture, "number", "KVNR: A٠٠٠٥٠٠٠١٥", "A000\302\240500\302\240015");
  assert_pasted (fixture, "phone", "tel:+49 0421–36550", "+49 421 36 550");
  assert_pasted (fixture, "email", "\357\273\277mailto:andrea@exam\342\200\213ple.org\n", "andrea@example.org");
  assert_pasted (fixture, "postal_code", "D–28195\302\240", "28195");
  assert_pasted (fixture, "time", "6:30 pm", "18:30");
  assert_pasted (fixture, "year", "Jahr: ２０２６", "2026");
  assert_pasted (fixture, "days", "\342\200\21612", "12");
  assert_pasted (fixture, "paid", "€ 1’234.50", "1234.50");
  g_assert_true (hkk_form_values_get_money (values (fixture), "paid", &number, &currency) && number == 123450);
}

/* While an input method is at work nothing is regrouped under it; when it is done, what it left is. */
static void
test_composing (Fixture       *fixture,
                gconstpointer  section)
{
  GtkEntry *entry = hkk_entry_field_get_entry (HKK_ENTRY_FIELD (row (fixture, "iban")));
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (entry));

  g_signal_emit_by_name (delegate, "preedit-changed", "´");
  type (fixture, "iban", "DE8937040044");
  test_drain ();
  g_assert_cmpstr (typed (fixture, "iban"), ==, "DE8937040044");
  g_signal_emit_by_name (delegate, "preedit-changed", "");
  test_drain ();
  g_assert_cmpstr (typed (fixture, "iban"), ==, "DE89\302\2403704\302\2400044");
}

/* Nothing is lost and nothing breaks, whatever is typed; the message says where it is unclear. */
static void
test_unclear (Fixture       *fixture,
              gconstpointer  section)
{
  static const char *const texts[] = { "DE8ä", "DE8ä9", "DE89370ß", "DE8\360\237\230\200" };
  HkkFieldRow *iban = row (fixture, "iban");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *plain = NULL;

      type (fixture, "iban", texts[i]);
      test_drain ();
      plain = hkk_iban_normalize (typed (fixture, "iban"));
      g_assert_cmpint (g_utf8_strlen (plain, -1), ==, g_utf8_strlen (texts[i], -1));
      g_assert_false (hkk_field_row_check (iban, NULL));
    }
  type (fixture, "iban", "DE89370ß");
  test_drain ();
  g_assert_false (hkk_field_row_check (iban, NULL));
  g_assert_true (harness_shows (iban, "“ß”"));
  type (fixture, "postal_code", "2819 Bremen");
  g_assert_false (hkk_field_row_check (row (fixture, "postal_code"), NULL));
  g_assert_true (harness_shows (row (fixture, "postal_code"), "“Bremen”"));
}

static void
test_pasted_text (Fixture       *fixture,
                  gconstpointer  section)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (harness_find (row (fixture, "reason"),
                                                                                 GTK_TYPE_TEXT_VIEW, 0)));
  g_autofree char *long_text = g_strnfill (43, 'x');

  gtk_text_buffer_set_text (buffer, "First\r\nsecond\vthird\342\200\250fourth\ttab", -1);
  g_assert_true (hkk_field_row_check (row (fixture, "reason"), NULL));
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "reason"), ==, "First\nsecond\nthird\nfourth\ttab");

  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "accident"), GTK_TYPE_CHECK_BUTTON, 0)),
                               TRUE);
  assert_pasted (fixture, "accident_place", "Bahnhofsplatz\r\nBremen\t\342\200\256Mitte", "Bahnhofsplatz Bremen Mitte");
  assert_pasted (fixture, "stay_from", "Di., 3. November 2026", "2026-11-03");
  assert_pasted (fixture, "stay_from", "3\342\200\216.\342\200\21611\342\200\216.2026", "2026-11-03");

  /* Too much is kept, and said. */
  type (fixture, "accident_place", long_text);
  g_assert_false (hkk_field_row_check (row (fixture, "accident_place"), NULL));
  g_assert_cmpstr (typed (fixture, "accident_place"), ==, long_text);
  g_assert_true (harness_shows (row (fixture, "accident_place"), "too long by 3 characters"));
  type (fixture, "accident_place", long_text + 2);
  g_assert_false (hkk_field_row_check (row (fixture, "accident_place"), NULL));
  g_assert_true (harness_shows (row (fixture, "accident_place"), "too long by 1 character."));
}

/* A value that comes from elsewhere is brought into its normal form when the form is opened. */
static void
test_values_from_elsewhere (void)
{
  g_autoptr(HkkForm) form = harness_form ();
  g_autoptr(HkkFormValues) given = hkk_form_values_new ();
  g_autoptr(HkkFormModel) model = NULL;

  hkk_form_values_set_string (given, "iban", "DE89 3704 0044 0532 0130 00");
  hkk_form_values_set_string (given, "phone", "0421 36550");
  hkk_form_values_set_string (given, "reason", "a\r\nb");
  hkk_form_values_add_item (given, "children");
  hkk_form_values_set_string (given, "children[0].first_name", "Ben\302\240");
  model = hkk_form_model_new (form, given, NULL, "2026-11-20");
  g_assert_cmpstr (hkk_form_values_get_string (given, "iban"), ==, "DE89370400440532013000");
  g_assert_cmpstr (hkk_form_values_get_string (given, "phone"), ==, "+4942136550");
  g_assert_cmpstr (hkk_form_values_get_string (given, "reason"), ==, "a\nb");
  g_assert_cmpstr (hkk_form_values_get_string (given, "children[0].first_name"), ==, "Ben");
}

static void
test_iban_groups (Fixture       *fixture,
                  gconstpointer  section)
{
  GtkEditable *entry = GTK_EDITABLE (harness_find (row (fixture, "iban"), GTK_TYPE_ENTRY, 0));
  int position = 0;

  for (const char *c = "de8937040044"; *c != '\0'; c++)
    {
      position = gtk_editable_get_position (entry);
      gtk_editable_insert_text (entry, c, 1, &position);
      gtk_editable_set_position (entry, position);
      test_drain ();
    }
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "DE89\302\240" "3704\302\240" "0044");
}

static void
test_calculated (Fixture       *fixture,
                 gconstpointer  section)
{
  type (fixture, "paid", "1,234.50");
  test_drain ();
  g_assert_true (harness_shows (row (fixture, "rest"), "123.45"));
  type (fixture, "paid", "");
  test_drain ();
  g_assert_false (harness_shows (row (fixture, "rest"), "123.45"));
}

static void
test_declaration (Fixture       *fixture,
                  gconstpointer  section)
{
  GtkCheckButton *button = GTK_CHECK_BUTTON (harness_find (row (fixture, "truth"), GTK_TYPE_CHECK_BUTTON, 0));
  gboolean value = FALSE;

  g_assert_false (hkk_field_row_check (row (fixture, "truth"), NULL));
  gtk_check_button_set_active (button, TRUE);
  g_assert_true (hkk_form_values_get_bool (values (fixture), "truth", &value) && value);
  g_assert_true (hkk_field_row_check (row (fixture, "truth"), NULL));
  gtk_check_button_set_active (button, FALSE);
  g_assert_false (hkk_field_row_check (row (fixture, "truth"), NULL));
}

static void
test_at_most_seven (Fixture       *fixture,
                    gconstpointer  section)
{
  g_assert_cmpuint (hkk_field_list_get_n_groups (fixture->list), ==, 2);
}

static void
test_dates (Fixture       *fixture,
            gconstpointer  section)
{
  GDate date;

  assert_entry (fixture, "stay_from", "31/31/2026", "2026-11-02");
  g_assert_true (hkk_form_values_get_date (values (fixture), "stay_from", &date));
  g_assert_cmpuint (g_date_get_day (&date), ==, 2);
  /* A rule over two fields stands at the one that breaks it. */
  assert_entry (fixture, "stay_to", "2026-11-01", "2026-11-09");
}

static void
test_conditional (Fixture       *fixture,
                  gconstpointer  section)
{
  HkkFieldRow *place = row (fixture, "accident_place");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (place)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "accident"), GTK_TYPE_CHECK_BUTTON, 0)),
                               TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (place)));
  g_assert_false (hkk_field_row_check (place, NULL));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "accident"), GTK_TYPE_CHECK_BUTTON, 1)),
                               TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (place)));
  g_assert_true (hkk_field_row_check (place, NULL));
}

static void
test_choices (Fixture       *fixture,
              gconstpointer  section)
{
  GtkDropDown *countries = GTK_DROP_DOWN (harness_find (row (fixture, "country"), GTK_TYPE_DROP_DOWN, 0));
  GtkWidget *occasion = harness_find (row (fixture, "occasion"), GTK_TYPE_CHECK_BUTTON, 0);

  /* An answer breaks where its row ends and not before, and the one that was chosen is not cut. */
  g_assert_cmpint (gtk_widget_get_width (harness_find (occasion, GTK_TYPE_LABEL, 0)) + 48, >,
                   gtk_widget_get_width (occasion));
  g_assert_cmpint (gtk_label_get_ellipsize (GTK_LABEL (harness_find (countries, GTK_TYPE_LABEL, 0))), ==,
                   PANGO_ELLIPSIZE_NONE);
  g_assert_true (gtk_drop_down_get_enable_search (countries));
  /* A row of many has a size without its text being set: 200 of them are measured at a time. */
  g_assert_nonnull (harness_find (countries, GTK_TYPE_INSCRIPTION, 12));
  g_assert_false (hkk_field_row_check (row (fixture, "country"), NULL));
  gtk_drop_down_set_selected (countries, 13);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "country"), ==, "US");
  /* A warning is shown at once and does not stand in the way. */
  g_assert_nonnull (hkk_field_row_get_warning (row (fixture, "country")));
  g_assert_true (hkk_field_row_check (row (fixture, "country"), NULL));
  gtk_drop_down_set_selected (countries, 5);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "country"), ==, "ES");
  g_assert_null (hkk_field_row_get_warning (row (fixture, "country")));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "occasion"), GTK_TYPE_CHECK_BUTTON, 2)),
                               TRUE);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "occasion"), ==, "study");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "how"), GTK_TYPE_CHECK_BUTTON, 1)), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "how"), GTK_TYPE_CHECK_BUTTON, 2)), TRUE);
  g_assert_true (hkk_form_values_get_chosen (values (fixture), "how", "inpatient"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (harness_find (row (fixture, "how"), GTK_TYPE_CHECK_BUTTON, 1)), FALSE);
  g_assert_false (hkk_form_values_get_chosen (values (fixture), "how", "inpatient"));
  g_assert_true (hkk_form_values_get_chosen (values (fixture), "how", "dental"));
}

static void
test_multiline (Fixture       *fixture,
                gconstpointer  section)
{
  GtkTextView *view = GTK_TEXT_VIEW (harness_find (row (fixture, "reason"), GTK_TYPE_TEXT_VIEW, 0));
  g_autofree char *too_long = g_strnfill (101, 'x');

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), too_long, -1);
  g_assert_false (hkk_field_row_check (row (fixture, "reason"), NULL));
  g_assert_true (harness_shows (row (fixture, "reason"), "101 of 100"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "A wave.", -1);
  g_assert_true (hkk_field_row_check (row (fixture, "reason"), NULL));
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "reason"), ==, "A wave.");
}

static void
test_first_wrong (Fixture       *fixture,
                  gconstpointer  section)
{
  const char *path = NULL;

  g_assert_cmpuint (hkk_field_list_check (fixture->list, &path), >, 3);
  g_assert_cmpstr (path, ==, "person");
}

static gboolean
is_seen (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, scroller, &place) &&
         place.size.height > 0 && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= (float) gtk_widget_get_height (scroller);
}

/* What is wrong is read together with what has the focus, although it stands below that. */
static void
test_message_in_sight (Fixture       *fixture,
                       gconstpointer  section)
{
  HkkFieldRow *occasion = row (fixture, "occasion");
  GtkWidget *message = NULL;

  gtk_window_set_default_size (fixture->window, 360, 300);
  test_wait_until (gtk_widget_get_height (GTK_WIDGET (fixture->window)) < 400);
  test_drain ();
  g_assert_false (hkk_field_row_check (occasion, NULL));
  g_assert_true (hkk_field_row_focus_control (occasion, "occasion"));
  for (guint i = 0; message == NULL; i++)
    {
      GtkWidget *label = harness_find (occasion, GTK_TYPE_LABEL, i);

      if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), hkk_field_row_get_error (occasion)) == 0)
        message = label;
    }
  test_wait_until (is_seen (message));
}

static void
remember (HkkFormModel *model,
          const char   *path,
          guint         position,
          JsonNode     *item,
          JsonNode    **kept)
{
  *kept = json_node_copy (item);
}

static void
test_items (Fixture       *fixture,
            gconstpointer  section)
{
  HkkFieldRow *items = row (fixture, "items");
  g_autoptr(JsonNode) removed = NULL;
  GtkWidget *list = harness_find (items, GTK_TYPE_LIST_BOX, 0);

  g_assert_false (hkk_field_row_check (items, NULL));
  g_signal_emit_by_name (harness_find (items, ADW_TYPE_BUTTON_ROW, 1), "activated");
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "items"), ==, 1);
  /* The item is there but not filled in: its own row says so. */
  g_assert_false (hkk_field_row_check (items, NULL));
  g_assert_true (gtk_widget_has_css_class (harness_find (items, ADW_TYPE_ACTION_ROW, 0), "error"));
  /* So does each other one. */
  hkk_form_values_add_item (values (fixture), "items");
  test_drain ();
  g_assert_false (hkk_field_row_check (items, NULL));
  g_assert_true (gtk_widget_has_css_class (harness_find (items, ADW_TYPE_ACTION_ROW, 0), "error"));
  g_assert_true (gtk_widget_has_css_class (harness_find (items, ADW_TYPE_ACTION_ROW, 1), "error"));
  hkk_form_values_remove_item (values (fixture), "items", 1);
  test_drain ();

  hkk_form_values_set_string (values (fixture), "items[0].service", "Doctor");
  hkk_form_values_set_money (values (fixture), "items[0].amount", 1050, "EUR");
  hkk_form_values_add_item (values (fixture), "items");
  hkk_form_values_set_string (values (fixture), "items[1].service", "Pharmacy");
  hkk_form_values_set_money (values (fixture), "items[1].amount", 250, "EUR");
  test_drain ();
  g_assert_true (harness_shows (items, "13.00"));
  g_assert_true (harness_shows (items, "Pharmacy"));
  g_assert_true (hkk_field_row_check (items, NULL));

  g_signal_connect (fixture->model, "item-removed", G_CALLBACK (remember), &removed);
  g_signal_emit_by_name (harness_find (gtk_widget_get_first_child (list), GTK_TYPE_BUTTON, 0), "clicked");
  test_drain ();
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "items"), ==, 1);
  g_assert_false (harness_shows (items, "Doctor"));
  g_assert_nonnull (removed);

  hkk_form_model_restore_item (fixture->model, "items", 0, removed);
  test_drain ();
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "items[0].service"), ==, "Doctor");
  g_assert_true (harness_shows (items, "13.00"));
}

static void
test_item_limit (Fixture       *fixture,
                 gconstpointer  section)
{
  HkkFieldRow *children = row (fixture, "children");
  GtkWidget *add = harness_find (children, ADW_TYPE_BUTTON_ROW, 1);

  for (guint i = 0; i < 3; i++)
    hkk_form_values_add_item (values (fixture), "children");
  g_assert_false (gtk_widget_get_visible (add));
  hkk_form_values_remove_item (values (fixture), "children", 0);
  g_assert_true (gtk_widget_get_visible (add));
}

/* Who is known is offered as a row to take; who was taken is not offered again, until the row is removed. */
static void
test_offers (Fixture       *fixture,
             gconstpointer  section)
{
  HkkFieldRow *children = row (fixture, "children");

  g_assert_true (harness_shows (children, "Ada Amsel"));
  g_assert_true (harness_shows (children, "born on 4 May 2019 · From your data"));
  g_assert_false (harness_shows (children, "Nobody"));
  g_assert_true (gtk_widget_get_visible (harness_find (children, ADW_TYPE_BUTTON_ROW, 0)));
  adw_action_row_activate (ADW_ACTION_ROW (harness_find (children, ADW_TYPE_ACTION_ROW, 0)));
  test_drain ();
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "children[0].first_name"), ==, "Ada");
  g_assert_false (harness_shows (children, "Ada Amsel"));
  g_assert_true (harness_shows (children, "Bo Amsel"));
  g_assert_false (gtk_widget_get_visible (harness_find (children, ADW_TYPE_BUTTON_ROW, 0)));
  g_assert_cmpstr (hkk_form_model_find_source (fixture->model, "children[0].first_name"), ==, "From your data");
  hkk_form_values_set_string (values (fixture), "children[0].first_name", "Eve");
  g_assert_null (hkk_form_model_find_source (fixture->model, "children[0].first_name"));
  g_assert_true (harness_shows (children, "Ada Amsel"));
  g_signal_emit_by_name (harness_find (children, ADW_TYPE_BUTTON_ROW, 0), "activated");
  test_drain ();
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "children"), ==, 3);
  g_assert_false (harness_shows (children, "Bo Amsel"));
}

/* Where a value comes from stands below it, until the person changes it. */
static void
test_source (Fixture       *fixture,
             gconstpointer  section)
{
  g_assert_true (harness_shows (row (fixture, "phone"), "From your data"));
  g_assert_false (harness_shows (row (fixture, "email"), "From your data"));
  type (fixture, "phone", "0421 123456");
  g_assert_false (harness_shows (row (fixture, "phone"), "From your data"));
  type (fixture, "phone", "0421 36550");
  g_assert_true (harness_shows (row (fixture, "phone"), "From your data"));
}

static void
test_refusal (Fixture       *fixture,
              gconstpointer  section)
{
  hkk_form_model_refuse (fixture->model, "email", "This address is blocked.");
  type (fixture, "phone", "0421 123456");
  g_assert_false (hkk_field_row_check (row (fixture, "email"), NULL));
  g_assert_cmpstr (hkk_field_row_get_error (row (fixture, "email")), ==, "This address is blocked.");
  type (fixture, "email", "other@example.org");
  g_assert_true (hkk_field_row_check (row (fixture, "email"), NULL));
}

/* Where a finger presses a button is so high that two lines would fit. */
static void
test_short_answers (Fixture       *fixture,
                    gconstpointer  section)
{
  GtkWidget *accident = GTK_WIDGET (row (fixture, "accident"));

  gtk_widget_add_css_class (GTK_WIDGET (fixture->window), "hkk-touch");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *button = harness_find (accident, GTK_TYPE_CHECK_BUTTON, i);
      GtkLabel *answer = GTK_LABEL (harness_find (button, GTK_TYPE_LABEL, 0));

      test_wait_until (gtk_widget_get_height (button) >= 38);
      g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (answer)), ==, 1);
    }
}

/* --- Files --- */

static void
test_shots (Fixture       *fixture,
            gconstpointer  section)
{
  g_autofree char *name = g_strdup_printf ("fields-%u", GPOINTER_TO_UINT (section));

  hkk_field_list_check (fixture->list, NULL);
  g_assert_cmpuint (hkk_field_list_get_n_groups (fixture->list), <=, 2);
  harness_shot (name);
}

#define ADD(name, section, func) \
  g_test_add ("/form/fields/" name, Fixture, GUINT_TO_POINTER (section), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);

  ADD ("dates", 0, test_dates);
  ADD ("conditional", 0, test_conditional);
  ADD ("choices", 0, test_choices);
  ADD ("multiline", 0, test_multiline);
  ADD ("first-wrong", 0, test_first_wrong);
  ADD ("message-in-sight", 0, test_message_in_sight);
  ADD ("items", 1, test_items);
  ADD ("item-limit", 1, test_item_limit);
  g_test_add ("/form/fields/offers", Fixture, GUINT_TO_POINTER (1), set_up_known, test_offers, tear_down);
  g_test_add ("/form/fields/source", Fixture, GUINT_TO_POINTER (2), set_up_known, test_source, tear_down);
  ADD ("entries", 2, test_entries);
  ADD ("iban-groups", 2, test_iban_groups);
  ADD ("pasted", 2, test_pasted);
  ADD ("composing", 2, test_composing);
  ADD ("unclear", 2, test_unclear);
  ADD ("pasted-text", 0, test_pasted_text);
  ADD ("short-answers", 0, test_short_answers);
  ADD ("calculated", 2, test_calculated);
  ADD ("declaration", 2, test_declaration);
  ADD ("at-most-seven", 2, test_at_most_seven);
  ADD ("refusal", 2, test_refusal);
  ADD ("stay", 0, test_shots);
  ADD ("bills", 1, test_shots);
  ADD ("refund", 2, test_shots);
  g_test_add_func ("/form/fields/values-from-elsewhere", test_values_from_elsewhere);

  return g_test_run ();
}
