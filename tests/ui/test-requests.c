/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "harness.h"
#include "hkk-catalogue-page.h"
#include "hkk-catalogue-row.h"
#include "hkk-plain-text.h"
#include "hkk-request-detail.h"
#include "hkk-request-print.h"
#include "hkk-request-row.h"
#include "hkk-requests-page.h"

static HkkRequest *
make_request (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);

  return hkk_thing_new_from_json (HKK_TYPE_REQUEST, json_node_get_object (node));
}

static void
add_request (GListStore *requests,
             const char *text)
{
  g_autoptr(HkkRequest) request = make_request (text);

  g_list_store_append (requests, request);
}

static GListStore *
make_requests (void)
{
  GListStore *requests = g_list_store_new (HKK_TYPE_REQUEST);

  add_request (requests, "{\"id\":\"1\",\"reference\":\"HKK-2026-000001\",\"title\":\"Treatment costs abroad\","
                         "\"state\":\"needs_documents\",\"state_text\":\"Question back\","
                         "\"updated_at\":\"2026-11-20T10:00:00Z\",\"needs_you\":true}");
  add_request (requests, "{\"id\":\"2\",\"reference\":\"HKK-2026-000002\",\"title\":\"Household help\","
                         "\"state\":\"in_review\",\"state_text\":\"In progress\","
                         "\"updated_at\":\"2026-11-19T10:00:00Z\",\"needs_you\":false}");
  add_request (requests, "{\"id\":\"3\",\"reference\":\"HKK-2026-000003\",\"title\":\"Travel costs\","
                         "\"state\":\"paid\",\"state_text\":\"Paid out\","
                         "\"updated_at\":\"2026-10-01T10:00:00Z\",\"needs_you\":false}");

  return requests;
}

static gboolean
matches (HkkRequest *request,
         const char *text)
{
  g_autofree char *key = hkk_plain_text_key (text);

  return hkk_request_matches (request, key);
}

static void
test_groups (void)
{
  g_autoptr(GListStore) requests = make_requests ();
  g_autoptr(HkkRequest) first = g_list_model_get_item (G_LIST_MODEL (requests), 0);
  g_autoptr(HkkRequest) second = g_list_model_get_item (G_LIST_MODEL (requests), 1);
  g_autoptr(HkkRequest) third = g_list_model_get_item (G_LIST_MODEL (requests), 2);

  g_assert_cmpint (hkk_request_group_of (first), ==, HKK_REQUEST_GROUP_NEEDS_YOU);
  g_assert_cmpint (hkk_request_group_of (second), ==, HKK_REQUEST_GROUP_IN_PROGRESS);
  g_assert_cmpint (hkk_request_group_of (third), ==, HKK_REQUEST_GROUP_CLOSED);
  g_assert_true (matches (first, "ABROAD"));
  g_assert_true (matches (first, "000001"));
  g_assert_true (matches (first, "question abroad 000001"));
  g_assert_true (matches (third, "paid"));
  g_assert_false (matches (third, "paid abroad"));
  g_assert_true (matches (third, ""));
}

static guint
count (gpointer page)
{
  GtkListView *list = GTK_LIST_VIEW (harness_find (page, GTK_TYPE_LIST_VIEW, 0));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list)));
}

static gboolean
searched (gpointer page)
{
  return count (page) == 1;
}

static gboolean
none_found (gpointer page)
{
  return count (page) == 0;
}

static void
test_list (void)
{
  g_autoptr(GListStore) requests = make_requests ();
  HkkRequestsPage *page = g_object_new (HKK_TYPE_REQUESTS_PAGE, NULL);
  GtkWindow *window = harness_show (GTK_WIDGET (page), 900, 800);
  AdwToggleGroup *filter = ADW_TOGGLE_GROUP (harness_find (page, ADW_TYPE_TOGGLE_GROUP, 0));
  GtkEditable *search = GTK_EDITABLE (harness_find (page, GTK_TYPE_SEARCH_ENTRY, 0));

  hkk_requests_page_show (page, G_LIST_MODEL (requests));
  test_drain ();
  g_assert_cmpuint (count (page), ==, 3);
  g_assert_true (harness_shows (page, "To do"));
  g_assert_true (harness_shows (page, "In progress"));
  g_assert_true (harness_shows (page, "Question back"));
  harness_shot ("requests-list");

  /* Opened from elsewhere, it is marked in the list. */
  hkk_page_open (HKK_PAGE (page), "3");
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (
                      gtk_list_view_get_model (GTK_LIST_VIEW (harness_find (page, GTK_TYPE_LIST_VIEW, 0))))), ==, 2);

  adw_toggle_group_set_active_name (filter, "open");
  g_assert_cmpuint (count (page), ==, 2);
  adw_toggle_group_set_active_name (filter, "closed");
  g_assert_cmpuint (count (page), ==, 1);
  adw_toggle_group_set_active_name (filter, "all");
  g_assert_true (hkk_page_start_search (HKK_PAGE (page)));
  gtk_editable_set_text (search, "household");
  test_wait_until (searched (page));

  gtk_editable_set_text (search, "zeppelin");
  test_wait_until (none_found (page));
  test_drain ();
  g_assert_true (harness_shows (page, "Nothing found"));
  g_assert_true (harness_shows (page, "zeppelin"));
  g_assert_true (harness_shows (page, "everywhere"));
  g_assert_false (harness_shows (page, "No requests"));
  gtk_editable_set_text (search, "<zeppelin & son>");
  test_wait_until (harness_shows (page, "<zeppelin & son>"));

  /* The same again changes nothing, one that left is gone. */
  gtk_editable_set_text (search, "");
  g_list_store_remove (requests, 2);
  hkk_requests_page_show (page, G_LIST_MODEL (requests));
  adw_toggle_group_set_active_name (filter, "closed");
  test_drain ();
  g_assert_cmpuint (count (page), ==, 0);
  g_assert_true (harness_shows (page, "No request like that"));

  gtk_window_destroy (window);
  test_drain ();
}

/* Who has not scrolled sees a request that comes to the top, and the heading above it. */
static void
test_top (void)
{
  g_autoptr(GListStore) requests = make_requests ();
  g_autoptr(GListStore) closed = g_list_store_new (HKK_TYPE_REQUEST);
  HkkRequestsPage *page = g_object_new (HKK_TYPE_REQUESTS_PAGE, NULL);
  GtkWindow *window = harness_show (GTK_WIDGET (page), 900, 240);
  GtkScrollable *list = GTK_SCROLLABLE (harness_find (page, GTK_TYPE_LIST_VIEW, 0));
  double before;

  for (guint i = 1; i < 3; i++)
    {
      g_autoptr(HkkRequest) request = g_list_model_get_item (G_LIST_MODEL (requests), i);

      g_list_store_append (closed, request);
    }
  hkk_requests_page_show (page, G_LIST_MODEL (closed));
  test_wait_until (gtk_adjustment_get_upper (gtk_scrollable_get_vadjustment (list)) > 100);
  before = gtk_adjustment_get_upper (gtk_scrollable_get_vadjustment (list));
  hkk_requests_page_show (page, G_LIST_MODEL (requests));
  test_wait_until (gtk_adjustment_get_upper (gtk_scrollable_get_vadjustment (list)) > before);
  test_wait_until (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (list)) <= 0);
  gtk_window_destroy (window);
}

static void
test_detail (void)
{
  HkkRequestDetail *detail = hkk_request_detail_new (NULL);
  g_autoptr(HkkRequest) request = make_request (
    "{\"id\":\"1\",\"reference\":\"HKK-2026-000001\",\"title\":\"Treatment costs abroad\","
    "\"state\":\"needs_documents\",\"state_text\":\"We need one more paper from you\","
    "\"next_step\":\"Hand in the proof of payment.\",\"deadline\":\"2026-12-14\",\"due_on\":\"2026-12-21\","
    "\"created_at\":\"2026-11-20T10:00:00Z\",\"updated_at\":\"2026-11-20T10:00:00Z\","
    "\"needs_you\":true,\"can_withdraw\":true,\"can_add_documents\":true,"
    "\"receipt\":{\"available\":true},\"timeline\":[{\"state\":\"received\","
    "\"title\":\"Received\",\"text\":\"Thank you.\",\"at\":\"2026-11-18T10:00:00Z\"},"
    "{\"state\":\"needs_documents\",\"title\":\"Question back\",\"text\":\"The proof of payment is missing.\","
    "\"at\":\"2026-11-20T10:00:00Z\"}],\"values_shown\":[{\"section\":\"Your stay\",\"rows\":[{\"label\":\"Country\","
    "\"value\":\"Spain & <Canary> Islands\"}]}],\"files\":[{\"name\":\"bill.pdf\",\"size\":12345,"
    "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
    "\"media_type\":\"application/pdf\",\"at\":\"2026-11-18T10:00:00Z\",\"slot\":\"invoice\"}]}");
  GtkWindow *window = NULL;

  hkk_request_detail_show (detail, request);
  window = harness_show (GTK_WIDGET (detail), g_getenv ("HKK_NARROW") != NULL ? 360 : 700, 1500);
  g_assert_true (harness_shows (detail, "We need one more paper from you"));
  g_assert_true (harness_shows (detail, "Hand in the proof of payment."));
  g_assert_true (harness_shows (detail, "HKK-2026-000001"));
  g_assert_true (harness_shows (detail, "14\xC2\xA0" "December"));
  g_assert_true (harness_shows (detail, "Question back"));
  g_assert_true (harness_shows (detail, "Spain & <Canary> Islands"));
  g_assert_false (harness_shows (detail, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (harness_find (detail, ADW_TYPE_EXPANDER_ROW, 0)), TRUE);
  test_drain ();
  g_assert_true (harness_shows (detail, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  /* While an answer is awaited, the insurer's day says nothing. */
  g_assert_false (harness_shows (detail, "21\xC2\xA0" "December"));
  g_assert_true (harness_shows (detail, "After your answer"));
  g_assert_true (gtk_widget_get_visible (harness_find_button (detail, "Withdraw")));
  g_assert_true (gtk_widget_has_css_class (harness_find_button (detail, "Hand in documents"), "suggested-action"));
  harness_shot ("request-detail");

  gtk_window_destroy (window);
  test_drain ();
}

/* What belongs to a request stands in it, and leads on. */
static void
test_case (void)
{
  HkkRequestDetail *detail = hkk_request_detail_new (NULL);
  g_autoptr(HkkRequest) request = make_request (
    "{\"id\":\"1\",\"reference\":\"HKK-2026-000001\",\"title\":\"Treatment costs abroad\",\"subject\":\"Spain\","
    "\"state\":\"needs_documents\",\"state_text\":\"We have a question\",\"text\":\"We need a paper.\","
    "\"next_step\":\"Add the paper here\",\"deadline\":\"2026-12-14\",\"needs_you\":true,\"can_add_documents\":true,"
    "\"papers\":[{\"id\":\"proof\",\"title\":\"Proof of payment\",\"text\":\"Invoice 2: X-ray\"}],"
    "\"amounts\":[{\"label\":\"Asked for\",\"value\":\"€150.00\"}],"
    "\"upcoming\":[{\"title\":\"Our decision\",\"text\":\"After your answer\",\"on\":null}],"
    "\"follow_ups\":[{\"form\":\"objection\",\"title\":\"Object\",\"label\":\"Last day\",\"until\":\"2026-12-24\"}],"
    "\"letters\":[{\"id\":\"k\",\"title\":\"Question\",\"at\":\"2026-11-10T10:00:00Z\"},"
    "{\"id\":\"l\",\"title\":\"Decision\",\"at\":\"2026-11-20T10:00:00Z\"}],"
    "\"messages\":[{\"id\":\"m\",\"title\":\"A question\",\"at\":\"2026-11-20T10:00:00Z\",\"from\":\"insurer\"}],"
    "\"calendar\":{\"available\":true},\"timeline\":[],\"values_shown\":[],\"files\":[]}");
  GtkWindow *window = NULL;
  GtkWidget *letter;
  GVariant *target;

  hkk_request_detail_show (detail, request);
  window = harness_show (GTK_WIDGET (detail), 700, 1500);
  g_assert_true (harness_shows (detail, "Until Mon, 14\xC2\xA0" "December."));
  g_assert_false (harness_shows (detail, "Add the paper here"));
  g_assert_true (harness_shows (detail, "Proof of payment"));
  g_assert_true (harness_shows (detail, "Invoice 2: X-ray"));
  g_assert_true (gtk_widget_get_mapped (harness_find_button (detail, "Hand in")));
  g_assert_false (gtk_widget_get_mapped (harness_find_button (detail, "Hand in documents")));
  g_assert_true (gtk_widget_get_mapped (harness_find_button (detail, "Ask about this request")));
  g_assert_true (gtk_widget_get_mapped (harness_find_button (detail, "Object")));
  g_assert_true (harness_shows (detail, "24\xC2\xA0" "December"));
  g_assert_true (harness_shows (detail, "€150.00"));
  g_assert_true (harness_shows (detail, "Our decision"));
  g_assert_true (harness_shows (detail, "Letter · "));
  letter = harness_find_button (detail, "Open the letter");
  g_assert_true (gtk_widget_get_mapped (letter));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (letter)), ==, "win.open-document");
  target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (letter));
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, "l");
  g_assert_true (harness_shows (detail, "Message to you · "));
  gtk_window_destroy (window);
  test_drain ();
}

/* (transfer full): the text of a PDF; empty if nothing on this machine reads it. */
static char *
read_pdf (const char *path)
{
  const char *command[] = { "pdftotext", "-layout", path, "-", NULL };
  char *text = NULL;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, NULL))
    return g_strdup ("");
  return text;
}

/* What is printed, on as many pages as it needs: state, reference number, course, what was handed in, files. */
static void
test_print (void)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autoptr(HkkRequest) request = NULL;
  g_autoptr(GtkPrintOperation) operation = NULL;
  g_autofree char *folder = g_dir_make_tmp ("print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "request.pdf", NULL);
  g_autofree char *text = NULL;
  const char *words[] = { "Treatment costs abroad", "Spain", "HKK-2026-000001", "We have a question",
                          "We need a paper.", "Received", "20 November 2026", "Row 1:", "Row 120:", "invoice.pdf",
                          "€150.00" };

  for (int i = 1; i <= 120; i++)
    g_string_append_printf (rows, "%s{\"label\":\"Row %d\",\"value\":\"Value %d\"}", i > 1 ? "," : "", i, i);
  json = g_strdup_printf (
    "{\"id\":\"1\",\"reference\":\"HKK-2026-000001\",\"title\":\"Treatment costs abroad\",\"subject\":\"Spain\","
    "\"state\":\"needs_documents\",\"state_text\":\"We have a question\",\"text\":\"We need a paper.\","
    "\"amounts\":[{\"label\":\"Asked for\",\"value\":\"€150.00\"}],"
    "\"timeline\":[{\"state\":\"received\",\"title\":\"Received\",\"text\":null,\"at\":\"2026-11-20T10:00:00Z\"}],"
    "\"values_shown\":[{\"section\":\"Journey\",\"rows\":[%s]}],"
    "\"files\":[{\"name\":\"invoice.pdf\",\"size\":5,\"sha256\":\"0\",\"at\":\"2026-11-20T10:00:00Z\"}]}", rows->str);
  request = make_request (json);
  operation = hkk_request_print_new (request);
  gtk_print_operation_set_allow_async (operation, FALSE);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL), ==,
                   GTK_PRINT_OPERATION_RESULT_APPLY);
  text = read_pdf (path);
  g_remove (path);
  g_rmdir (folder);
  if (*text == '\0')
    {
      g_test_skip ("poppler-utils is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_nonnull (strstr (text, words[i]));
    }
  g_assert_nonnull (strchr (text, '\f'));
}

static HkkRequest *
make_detail (const char *id)
{
  g_autofree char *text = g_strdup_printf (
    "{\"id\":\"%s\",\"reference\":\"HKK-2026-00000%s\",\"title\":\"Sick note\",\"state\":\"in_review\","
    "\"state_text\":\"In progress\",\"can_withdraw\":true,\"letters\":[{\"id\":\"l\",\"title\":\"Decision\","
    "\"at\":\"2026-11-20T10:00:00Z\"}],\"timeline\":[],\"values_shown\":[],\"files\":[]}", id, id);

  return make_request (text);
}

/* Another request is read from its top, wherever the one before was left; the same one stays where it is. */
static void
test_another (void)
{
  HkkRequestDetail *detail = hkk_request_detail_new (NULL);
  g_autoptr(HkkRequest) first = make_detail ("1");
  g_autoptr(HkkRequest) second = make_detail ("2");
  GtkWindow *window = NULL;
  GtkScrolledWindow *scroller;
  GtkAdjustment *place;
  GtkWidget *button;

  hkk_request_detail_show (detail, first);
  window = harness_show (GTK_WIDGET (detail), 360, 300);
  scroller = GTK_SCROLLED_WINDOW (harness_find (detail, GTK_TYPE_SCROLLED_WINDOW, 0));
  place = gtk_scrolled_window_get_vadjustment (scroller);
  button = harness_find_button (detail, "Withdraw");
  g_assert_true (gtk_widget_grab_focus (button));
  test_drain ();
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  hkk_request_detail_show (detail, first);
  test_drain ();
  g_assert_cmpfloat (gtk_adjustment_get_value (place), >, 0);
  g_assert_true (gtk_widget_has_focus (button));
  hkk_request_detail_show (detail, second);
  test_drain ();
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0);
  g_assert_false (gtk_widget_has_focus (button));
  gtk_window_destroy (window);
  test_drain ();
}

static gboolean
one_is_shown (gpointer page)
{
  return hkk_catalogue_page_get_n_shown (page) == 1;
}

static gboolean
none_is_shown (gpointer page)
{
  return hkk_catalogue_page_get_n_shown (page) == 0;
}

static gboolean
two_are_shown (gpointer page)
{
  return hkk_catalogue_page_get_n_shown (page) == 2;
}

/* No more is put together and measured in one turn than a category; who searches, searches in all. */
static void
test_catalogue_in_turns (void)
{
  g_autoptr(JsonNode) node = json_from_string (
    "{\"categories\":[{\"id\":\"a\",\"title\":\"First\"},{\"id\":\"b\",\"title\":\"Second\"}],\"items\":["
    "{\"id\":\"one\",\"version\":1,\"title\":\"One\",\"summary\":\"\",\"category\":\"a\",\"kind\":\"request\","
    "\"protection\":\"basic\",\"minutes\":1,\"keywords\":[],\"prepare\":[]},"
    "{\"id\":\"two\",\"version\":1,\"title\":\"Two\",\"summary\":\"\",\"category\":\"b\",\"kind\":\"request\","
    "\"protection\":\"basic\",\"minutes\":1,\"keywords\":[],\"prepare\":[]}]}", NULL);
  g_autoptr(HkkFormCatalogue) catalogue = hkk_thing_new_from_json (HKK_TYPE_FORM_CATALOGUE,
                                                                   json_node_get_object (node));
  HkkCataloguePage *page = hkk_catalogue_page_new ();
  GtkWindow *window = harness_show (GTK_WIDGET (page), 700, 800);

  hkk_catalogue_page_show (page, catalogue);
  g_assert_true (one_is_shown (page));
  test_wait_until (two_are_shown (page));
  hkk_catalogue_page_show (page, catalogue);
  g_assert_true (one_is_shown (page));
  g_signal_emit_by_name (harness_find (page, GTK_TYPE_SEARCH_ENTRY, 0), "search-changed");
  g_assert_true (two_are_shown (page));
  gtk_window_destroy (window);
  test_drain ();
}

static void
count_one (guint *count)
{
  (*count)++;
}

static void
test_catalogue (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (
    "{\"categories\":[{\"id\":\"abroad\",\"title\":\"Abroad & travel\"},"
    "{\"id\":\"profile\",\"title\":\"Personal data\"}],\"items\":["
    "{\"id\":\"treatment-abroad\",\"version\":1,\"title\":\"Treatment costs abroad\","
    "\"summary\":\"You paid for a treatment abroad.\",\"category\":\"abroad\","
    "\"kind\":\"request\",\"protection\":\"substantial\",\"minutes\":15,"
    "\"keywords\":[\"holiday\"],\"prepare\":[\"Invoice\",\"Proof of payment\"]},"
    "{\"id\":\"travel-costs\",\"version\":1,\"title\":\"Travel costs\","
    "\"summary\":\"Trips to a treatment.\",\"category\":\"abroad\",\"kind\":\"request\","
    "\"protection\":\"basic\",\"minutes\":1,\"common\":true,\"keywords\":[],\"prepare\":[]},"
    "{\"id\":\"profile-address\",\"version\":1,\"title\":\"Address\",\"summary\":\"\",\"category\":\"profile\","
    "\"kind\":\"profile\",\"protection\":\"substantial\",\"minutes\":1,\"keywords\":[],\"prepare\":[]}]}", &error);
  g_autoptr(HkkFormCatalogue) catalogue = NULL;
  HkkCataloguePage *page = hkk_catalogue_page_new ();
  GtkWindow *window = harness_show (GTK_WIDGET (page), 700, 800);
  GtkEditable *search = GTK_EDITABLE (harness_find (page, GTK_TYPE_SEARCH_ENTRY, 0));
  AdwExpanderRow *common, *abroad;
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) open_form = g_simple_action_new ("open-form", G_VARIANT_TYPE_STRING);
  g_autoptr(GSimpleActionGroup) navigation = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) pop = g_simple_action_new ("pop", NULL);
  guint left = 0;
  GtkWidget *begin;

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (open_form));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "win", G_ACTION_GROUP (actions));
  g_assert_no_error (error);
  catalogue = hkk_thing_new_from_json (HKK_TYPE_FORM_CATALOGUE, json_node_get_object (node));
  hkk_catalogue_page_show (page, catalogue);
  test_drain ();
  g_assert_cmpuint (hkk_catalogue_page_get_n_shown (page), ==, 2);
  g_assert_false (harness_shows (page, "Personal data"));

  /* What many people look for stands first, and once. */
  g_assert_true (harness_shows (page, "Often needed"));
  common = ADW_EXPANDER_ROW (harness_find (page, HKK_TYPE_CATALOGUE_ROW, 0));
  abroad = ADW_EXPANDER_ROW (harness_find (page, HKK_TYPE_CATALOGUE_ROW, 1));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (common)), ==, "Travel costs");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (abroad)), ==, "Treatment costs abroad");

  /* A row unfolds to what it needs, with the button that begins it under the keys; the others fold. */
  g_assert_false (harness_shows (page, "Have ready: Invoice, Proof of payment"));
  adw_expander_row_set_expanded (abroad, TRUE);
  test_drain ();
  g_assert_true (harness_shows (page, "Have ready: Invoice, Proof of payment"));
  g_assert_true (harness_shows (page, "About 15 minutes"));
  g_assert_true (harness_shows (page, "Needs your Service-App"));
  begin = harness_find_button (page, "_Begin");
  g_assert_true (gtk_widget_is_focus (begin));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (begin)), ==, "win.open-form");
  g_assert_cmpstr (g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (begin)), NULL), ==,
                   "treatment-abroad");
  adw_expander_row_set_expanded (common, TRUE);
  test_drain ();
  g_assert_false (adw_expander_row_get_expanded (abroad));
  g_assert_true (harness_shows (page, "Works without the Service-App"));
  harness_shot ("catalogue");
  gtk_editable_set_text (search, "holiday");
  test_wait_until (one_is_shown (page));
  g_assert_true (harness_shows (page, "Treatment costs abroad"));
  /* Enter goes on with what was found. */
  g_signal_emit_by_name (search, "activate");
  g_assert_true (adw_expander_row_get_expanded (abroad));
  gtk_editable_set_text (search, "zeppelin");
  test_wait_until (none_is_shown (page));
  test_drain ();
  g_assert_true (harness_shows (page, "Nothing found"));


  /* Escape takes back what was typed, and then leaves. */
  g_signal_connect_swapped (pop, "activate", G_CALLBACK (count_one), &left);
  g_action_map_add_action (G_ACTION_MAP (navigation), G_ACTION (pop));
  gtk_widget_insert_action_group (GTK_WIDGET (window), "navigation", G_ACTION_GROUP (navigation));
  gtk_editable_set_text (search, "holiday");
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "");
  g_assert_cmpuint (left, ==, 0);
  g_signal_emit_by_name (search, "stop-search");
  g_assert_cmpuint (left, ==, 1);
  gtk_window_destroy (window);
  test_drain ();
}

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);

  g_test_add_func ("/requests/groups", test_groups);
  g_test_add_func ("/requests/list", test_list);
  g_test_add_func ("/requests/top", test_top);
  g_test_add_func ("/requests/detail", test_detail);
  g_test_add_func ("/requests/case", test_case);
  g_test_add_func ("/requests/another", test_another);
  g_test_add_func ("/requests/print", test_print);
  g_test_add_func ("/requests/catalogue", test_catalogue);
  g_test_add_func ("/requests/catalogue-in-turns", test_catalogue_in_turns);

  return g_test_run ();
}
