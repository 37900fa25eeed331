/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "harness.h"
#include "hkk-draft-sending.h"
#include "hkk-form-page-private.h"
#include "hkk-form-review.h"
#include "hkk-item-page.h"
#include "stub-shell.h"

/* What keeps a value its own direction. */
#define FSI "\342\201\250"
#define PDI "\342\201\251"

typedef struct
{
  char              *dir;
  HkkDrafts         *drafts;
  HkkDraft          *draft;
  HkkFormPage       *page;
  AdwNavigationView *view;
  GtkWindow         *window;
} Fixture;

static void
show_page (Fixture *fixture)
{
  g_autoptr(HkkForm) form = harness_form ();

  fixture->page = hkk_form_page_new ("all-kinds", NULL);
  fixture->view = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_add (fixture->view,
                           ADW_NAVIGATION_PAGE (adw_navigation_page_new (gtk_label_new ("Behind"), "Behind")));
  adw_navigation_view_push (fixture->view, ADW_NAVIGATION_PAGE (fixture->page));
  hkk_form_page_show_form (fixture->page, form, NULL, NULL, "2026-11-23", fixture->drafts, fixture->draft);
  fixture->window = harness_show (GTK_WIDGET (fixture->view), g_getenv ("HKK_NARROW") != NULL ? 360 : 900, 800);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *store = NULL;
  g_autoptr(GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);

  fixture->dir = test_make_folder ();
  store = g_build_filename (fixture->dir, "drafts", NULL);
  fixture->drafts = hkk_drafts_new (store, "account", key);
  fixture->draft = hkk_draft_new (HKK_DRAFT_REQUEST, "all-kinds", 1, NULL, "Treatment costs abroad");
  show_page (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  test_drain ();
  g_clear_object (&fixture->draft);
  /* A save on its way keeps it alive until it is on disk. */
  harness_finalize (fixture->drafts);
  test_remove_folder (fixture->dir);
  g_free (fixture->dir);
}

static HkkFormValues *
values (Fixture *fixture)
{
  return hkk_form_model_get_values (hkk_form_page_get_model (fixture->page));
}

static void
fill (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (
    "{\"person\":\"self\",\"country\":\"ES\",\"stay_from\":\"2026-11-01\",\"stay_to\":\"2026-11-09\","
    "\"occasion\":\"holiday\",\"accident\":false,\"how\":[\"outpatient\"],\"reason\":\"A wave threw me over.\","
    "\"items\":[{\"service\":\"Doctor\",\"amount\":{\"amount\":1050,\"currency\":\"EUR\"}}],"
    "\"iban\":\"DE89370400440532013000\",\"truth\":true}", &error);

  g_assert_no_error (error);
  hkk_form_values_load (values (fixture), node);
  test_drain ();
}

static gboolean
has_focus_in (gpointer row)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (row)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row));
}

static void
test_steps (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_true (harness_shows (fixture->page, "Step 1 of 4"));
  g_assert_false (gtk_widget_get_sensitive (harness_find_button (fixture->page, "Back")));

  /* Nothing is filled in: the step stays, the first wrong field has the focus. */
  g_assert_false (hkk_form_page_next (fixture->page));
  g_assert_true (has_focus_in (hkk_field_list_find_row (hkk_form_page_get_fields (fixture->page), "person")));
  harness_shot ("form-wrong");

  fill (fixture);
  harness_shot ("form-step-1");
  g_assert_true (hkk_form_page_next (fixture->page));
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "Step 2 of 4"));
  harness_shot ("form-step-2");
  g_assert_true (hkk_form_page_next (fixture->page));
  test_drain ();
  harness_shot ("form-step-3");
  g_assert_false (hkk_form_page_is_review (fixture->page));
  g_assert_true (hkk_form_page_next (fixture->page));
  g_assert_true (hkk_form_page_is_review (fixture->page));
  hkk_form_page_back (fixture->page);
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "Step 3 of 4"));
}

static void
on_focus (GtkWindow  *window,
          GParamSpec *pspec,
          GString    *heard)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (GTK_IS_LABEL (focus))
    g_string_append_printf (heard, "%s|", gtk_label_get_label (GTK_LABEL (focus)));
}

/* The heading of the new step is what the focus comes to, and only the number is told beside it. */
static void
test_new_step_is_read (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GString) heard = g_string_new (NULL);
  g_autofree char *expected = NULL;
  HkkForm *form = hkk_form_model_get_form (hkk_form_page_get_model (fixture->page));
  const char *titles[] = { hkk_form_section_get_title (hkk_form_get_section (form, 0)),
                           hkk_form_section_get_title (hkk_form_get_section (form, 1)) };
  g_autofree char *back = g_strconcat ("Back: " FSI, titles[0], PDI, NULL);

  fill (fixture);
  g_signal_connect (fixture->window, "notify::focus-widget", G_CALLBACK (on_focus), heard);
  harness_take_said ("");
  g_assert_true (hkk_form_page_next (fixture->page));
  test_drain ();
  g_assert_cmpuint (harness_take_said (titles[1]), ==, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->page->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       back);
  hkk_form_page_back (fixture->page);
  test_drain ();
  g_assert_cmpuint (harness_take_said ("Step 1 of 4"), ==, 1);
  expected = g_strdup_printf ("%s|%s|", titles[1], titles[0]);
  g_assert_cmpstr (heard->str, ==, expected);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->page->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Back");
  g_signal_handlers_disconnect_by_func (fixture->window, on_focus, heard);
}

static void
test_review (Fixture       *fixture,
             gconstpointer  data)
{
  fill (fixture);
  while (!hkk_form_page_is_review (fixture->page))
    {
      harness_assert_primary (fixture->page, "Next");
      g_assert_true (hkk_form_page_next (fixture->page));
      test_drain ();
    }
  g_assert_true (harness_shows (fixture->page, "Spain"));
  g_assert_true (harness_shows (fixture->page, "Andrea Amsel"));
  g_assert_true (harness_shows (fixture->page, "Doctor"));
  g_assert_true (harness_shows (fixture->page, "A wave threw me over."));
  harness_assert_primary (fixture->page, "Hand in");
  harness_shot ("form-review");

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.change", "s", "stay_to");
  test_drain ();
  g_assert_false (hkk_form_page_is_review (fixture->page));
  g_assert_true (has_focus_in (hkk_field_list_find_row (hkk_form_page_get_fields (fixture->page), "stay_to")));
}

static gboolean
offers_change (gpointer    review,
               const char *title)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *row = harness_find (review, ADW_TYPE_ACTION_ROW, i);

      if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
        return harness_shows (row, "Change");
    }
}

/* What is worked out is no entry, so there is nothing to change. */
static void
test_worked_out (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *review = NULL;

  fill (fixture);
  hkk_form_values_set_money (values (fixture), "paid", 5000, "EUR");
  while (!hkk_form_page_is_review (fixture->page))
    g_assert_true (hkk_form_page_next (fixture->page));
  test_drain ();
  review = harness_find (fixture->page, HKK_TYPE_FORM_REVIEW, 0);
  g_assert_true (harness_shows (review, "5.00"));
  g_assert_false (offers_change (review, "Ten percent of it"));
  g_assert_false (offers_change (review, "Sum of all bills"));
  g_assert_true (offers_change (review, "Bill 1"));
  g_assert_true (offers_change (review, "Already paid"));
}

/* A warning stops nobody, and stands in the review, whether it is a field's or the whole form's. */
static void
test_warnings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) issues = NULL;

  fill (fixture);
  hkk_form_values_set_string (values (fixture), "country", "CH");
  hkk_form_values_set_int (values (fixture), "days", 29);
  issues = hkk_form_validate_path (hkk_form_model_get_context (hkk_form_page_get_model (fixture->page)), "days");
  g_assert_cmpuint (issues->len, ==, 1);
  while (!hkk_form_page_is_review (fixture->page))
    g_assert_true (hkk_form_page_next (fixture->page));
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "In Switzerland show your European card.\nThat is a long time."));
  hkk_form_page_back (fixture->page);
  test_drain ();
  g_assert_false (harness_shows (fixture->page, "In Switzerland show your European card."));
}

static gboolean
says_saved (AdwNavigationPage *page)
{
  const char *subtitle = hkk_header_bar_get_subtitle (hkk_item_page_get_header_bar (HKK_ITEM_PAGE (page)));

  return g_str_has_prefix (subtitle, "Saved at ");
}

static void
test_item_page (Fixture       *fixture,
                gconstpointer  data)
{
  AdwNavigationPage *page = NULL;
  HkkFieldList *fields = NULL;

  fill (fixture);
  g_assert_true (hkk_form_page_next (fixture->page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.open", "s", "items[0]");
  test_drain ();
  page = adw_navigation_view_get_visible_page (fixture->view);
  g_assert_true (HKK_IS_ITEM_PAGE (page));
  g_assert_cmpstr (adw_navigation_page_get_title (page), ==, "Bill 1");
  harness_shot ("form-item");
  fields = hkk_item_page_get_fields (HKK_ITEM_PAGE (page));
  gtk_editable_set_text (GTK_EDITABLE (harness_find (hkk_field_list_find_row (fields, "items[0].service"),
                                                     GTK_TYPE_ENTRY, 0)), "Hospital");
  test_wait_until (says_saved (page));
  adw_navigation_view_pop (fixture->view);
  test_drain ();
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "items[0].service"), ==, "Hospital");

  /* An item that stays empty goes with its page. */
  hkk_form_values_add_item (values (fixture), "items");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.open", "s", "items[1]");
  test_drain ();
  adw_navigation_view_pop (fixture->view);
  test_drain ();
  g_assert_cmpuint (hkk_form_values_get_n_items (values (fixture), "items"), ==, 1);
}

/* What stands beside the amount is what it is in, whatever the list says; what may be several leaves the list alone. */
static void
test_named_currency (Fixture       *fixture,
                     gconstpointer  data)
{
  HkkFieldRow *row = NULL;
  GtkEditable *entry = NULL;
  GtkDropDown *currencies = NULL;
  const char *currency = NULL;
  gint64 amount = 0;

  fill (fixture);
  g_assert_true (hkk_form_page_next (fixture->page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.open", "s", "items[0]");
  test_drain ();
  row = hkk_field_list_find_row (hkk_item_page_get_fields (HKK_ITEM_PAGE (
                                   adw_navigation_view_get_visible_page (fixture->view))), "items[0].amount");
  entry = GTK_EDITABLE (harness_find (row, GTK_TYPE_ENTRY, 0));
  currencies = GTK_DROP_DOWN (harness_find (row, GTK_TYPE_DROP_DOWN, 0));
  g_assert_cmpuint (gtk_drop_down_get_selected (currencies), ==, 0);
  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_set_text (entry, "CHF 45,-");
  g_assert_cmpuint (gtk_drop_down_get_selected (currencies), ==, 1);
  g_assert_true (hkk_form_values_get_money (values (fixture), "items[0].amount", &amount, &currency));
  g_assert_cmpint (amount, ==, 4500);
  g_assert_cmpstr (currency, ==, "CHF");
  gtk_widget_grab_focus (GTK_WIDGET (currencies));
  test_drain ();
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "45.00");
  gtk_editable_set_text (entry, "45 £");
  g_assert_cmpuint (gtk_drop_down_get_selected (currencies), ==, 1);
  g_assert_false (hkk_form_values_get_money (values (fixture), "items[0].amount", &amount, &currency));
}

/* The header says so only when the file is on the disk. */
static gboolean
is_saved (gpointer data)
{
  Fixture *fixture = data;

  return harness_shows (fixture->page, "Saved at ");
}

static void
test_autosave (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *store = g_build_filename (fixture->dir, "drafts", NULL);
  g_autoptr(GBytes) key = g_bytes_new_static ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr(HkkDrafts) others = hkk_drafts_new (store, "account", key);
  g_autoptr(HkkDraft) read = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 changed = 0;

  g_assert_null (hkk_draft_get_saved_at (fixture->draft));
  hkk_form_values_set_string (values (fixture), "reason", "Half a sen");
  changed = g_get_monotonic_time ();
  test_wait_until (is_saved (fixture));
  g_test_minimized_result ((double) (g_get_monotonic_time () - changed) / 1000.0, "saved after ms");
  test_drain ();
  harness_shot ("form-saved");

  hkk_drafts_load_async (others, NULL, test_keep_result, &result);
  g_assert_true (hkk_drafts_load_finish (others, test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (others)), ==, 1);
  read = g_list_model_get_item (G_LIST_MODEL (others), 0);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (hkk_draft_get_values (read)), "reason"),
                   ==, "Half a sen");
}

static void
test_resume_step (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(HkkForm) form = harness_form ();

  fill (fixture);
  g_assert_true (hkk_form_page_next (fixture->page));
  test_wait_until (is_saved (fixture));
  g_assert_cmpuint (hkk_draft_get_step (fixture->draft), ==, 1);
  hkk_form_page_show_form (fixture->page, form, NULL, NULL, "2026-11-23", fixture->drafts, fixture->draft);
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "Step 2 of 4"));
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "country"), ==, "ES");
}

static void
test_refusal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_REFUSED, "This form was closed.");

  fill (fixture);
  while (!hkk_form_page_is_review (fixture->page))
    g_assert_true (hkk_form_page_next (fixture->page));
  hkk_form_page_take_refusal (fixture->page, error);
  test_drain ();
  g_assert_true (hkk_form_page_is_review (fixture->page));
  g_assert_true (harness_shows (fixture->page, "This form was closed."));
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "country"), ==, "ES");
}

/* The portal goes on by itself with what had no answer: what becomes of it is told on the page. */
static void
test_refused_later (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(JsonNode) json = json_from_string ("{\"status\":422,\"code\":\"validation_failed\",\"errors\":["
                                               "{\"field\":\"reason\",\"code\":\"unclear\","
                                               "\"message\":\"Say more.\"}]}", NULL);
  g_autoptr(HkkProblem) problem = hkk_problem_new_from_json (json_node_get_object (json));
  GtkWidget *submit = NULL;

  fill (fixture);
  while (!hkk_form_page_is_review (fixture->page))
    g_assert_true (hkk_form_page_next (fixture->page));
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_WAITING);
  g_assert_true (harness_shows (fixture->page, "There is no connection."));
  g_assert_true (harness_shows (fixture->page, "Change entries"));
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_SENDING);
  submit = harness_find_button (fixture->page, "Hand in");
  g_assert_true (harness_shows (fixture->page, "Is being handed in"));
  g_assert_false (gtk_widget_get_sensitive (submit));
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_UNKNOWN);
  g_assert_true (harness_shows (fixture->page, "No answer came."));
  g_assert_true (harness_shows (fixture->page, "Start another one"));
  g_assert_false (gtk_widget_get_sensitive (submit));

  hkk_draft_set_state (fixture->draft, HKK_DRAFT_EDITING);
  g_assert_false (harness_shows (fixture->page, "No answer came."));
  g_assert_true (gtk_widget_get_sensitive (submit));
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_SENDING);
  hkk_draft_set_problem (fixture->draft, problem);
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_EDITING);
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "Not handed in yet: look at the marked entries."));
  g_assert_true (harness_shows (fixture->page, "Say more."));
  test_wait_until (is_saved (fixture));
  g_assert_null (hkk_draft_dup_refusal (fixture->draft));
}

/* The portal has a result for the key, of other entries: nothing can be changed or handed in before the person has
 * looked. */
static void
test_reused_key (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(JsonNode) json = json_from_string ("{\"status\":422,\"code\":\"idempotency_key_reused\"}", NULL);
  g_autoptr(HkkProblem) problem = hkk_problem_new_from_json (json_node_get_object (json));
  GtkWidget *submit = NULL;

  fill (fixture);
  while (!hkk_form_page_is_review (fixture->page))
    g_assert_true (hkk_form_page_next (fixture->page));
  submit = harness_find_button (fixture->page, "Hand in");
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_SENDING);
  hkk_draft_set_problem (fixture->draft, problem);
  hkk_draft_set_state (fixture->draft, HKK_DRAFT_EDITING);
  test_drain ();
  g_assert_true (harness_shows (fixture->page, "An earlier version of this may have been handed in already"));
  g_assert_true (harness_shows (fixture->page, "Look there"));
  g_assert_false (gtk_widget_get_sensitive (submit));
  g_assert_false (gtk_widget_get_sensitive (harness_find_button (fixture->page, "Back")));
  g_assert_false (gtk_widget_is_sensitive (harness_find (fixture->page, HKK_TYPE_FORM_REVIEW, 0)));
  g_signal_emit_by_name (harness_find_button (fixture->page, "Start anew"), "clicked");
  test_wait_until (hkk_page_get_state (HKK_PAGE (fixture->page)) == HKK_PAGE_STATE_LOADING);
  g_assert_null (hkk_drafts_find (fixture->drafts, hkk_draft_get_id (fixture->draft)));
}

static gboolean
asks (gpointer data)
{
  Fixture *fixture = data;

  return harness_shows (fixture->window, "Leave without saving?");
}

static GtkWidget *
find_way_back (Fixture *fixture)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = harness_find (fixture->page, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "go-previous-symbolic") == 0 &&
          gtk_widget_get_mapped (button))
        return button;
    }
}

/* The warning stays until it is saved, on return too, and leaving asks first; to stay is the default. */
static void
test_unsaved (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *store = g_build_filename (fixture->dir, "drafts", NULL);
  g_autoptr(HkkForm) form = harness_form ();
  AdwDialog *dialog = NULL;

  g_assert_true (g_file_set_contents (store, "", 0, NULL));
  hkk_form_values_set_string (values (fixture), "reason", "Half a sen");
  test_wait_until (harness_shows (fixture->page, "Your newest entries are not saved since"));
  g_assert_true (harness_shows (fixture->page, "Not saved"));
  harness_shot ("form-unsaved");
  hkk_form_page_show_form (fixture->page, form, NULL, NULL, "2026-11-23", fixture->drafts, fixture->draft);
  test_drain ();
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "reason"), ==, "Half a sen");
  g_assert_true (harness_shows (fixture->page, "Your newest entries are not saved since"));

  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));
  g_signal_emit_by_name (find_way_back (fixture), "clicked");
  test_wait_until (asks (fixture));
  harness_shot ("form-leave");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "stay");
  adw_dialog_close (dialog);
  test_wait_until (!asks (fixture));

  g_assert_cmpint (g_unlink (store), ==, 0);
  hkk_form_values_set_string (values (fixture), "reason", "Half a sentence");
  test_wait_until (is_saved (fixture));
  /* What is tried again by itself may have been an older state of it. */
  test_wait_until (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));
  g_assert_false (harness_shows (fixture->page, "not saved"));
}

static void
block_store (Fixture  *fixture,
             gboolean  blocked)
{
  g_autofree char *store = g_build_filename (fixture->dir, "drafts", NULL);
  g_autofree char *away = g_build_filename (fixture->dir, "away", NULL);

  if (!blocked)
    g_assert_cmpint (g_unlink (store), ==, 0);
  g_assert_cmpint (blocked ? g_rename (store, away) : g_rename (away, store), ==, 0);
  if (blocked)
    g_assert_true (g_file_set_contents (store, "", 0, NULL));
}

/* Who leaves before the pause after typing is over has it saved first, and is asked where that does not work. */
static void
test_leave_at_once (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(StubShell) shell = g_object_ref_sink (stub_shell_new (NULL, HKK_PAGE (fixture->page)));

  hkk_form_values_set_string (values (fixture), "reason", "Half a sen");
  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));
  g_signal_emit_by_name (find_way_back (fixture), "clicked");
  g_assert_cmpuint (stub_shell_get_n_left (shell), ==, 0);
  test_wait_until (stub_shell_get_n_left (shell) == 1);
  g_assert_nonnull (hkk_draft_get_saved_at (fixture->draft));
  g_assert_true (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (fixture->page)));

  block_store (fixture, TRUE);
  hkk_form_values_set_string (values (fixture), "reason", "Half a sentence");
  g_signal_emit_by_name (find_way_back (fixture), "clicked");
  test_wait_until (asks (fixture));
  g_assert_cmpuint (stub_shell_get_n_left (shell), ==, 1);
  g_signal_emit_by_name (harness_find_button (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)), "_Leave"),
                         "clicked");
  test_wait_until (stub_shell_get_n_left (shell) == 2);
  block_store (fixture, FALSE);
  test_wait_until (hkk_drafts_get_n_unsaved (fixture->drafts) == 0);
}

/* Who opens an item while leaving waits for the disk has gone on: the form stays below it and keeps what is typed. */
static void
test_go_on_instead (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(StubShell) shell = g_object_ref_sink (stub_shell_new (NULL, HKK_PAGE (fixture->page)));
  g_autoptr(HkkFormPage) alive = g_object_ref (fixture->page);
  AdwNavigationPage *page = NULL;

  fill (fixture);
  g_assert_true (hkk_form_page_next (fixture->page));
  hkk_form_values_set_string (values (fixture), "reason", "Half a sen");
  g_signal_emit_by_name (find_way_back (fixture), "clicked");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "form.open", "s", "items[0]");
  page = adw_navigation_view_get_visible_page (fixture->view);
  g_assert_true (HKK_IS_ITEM_PAGE (page));
  test_wait_until (!fixture->page->leaving);
  g_assert_true (adw_navigation_view_get_previous_page (fixture->view, page) == ADW_NAVIGATION_PAGE (fixture->page));

  hkk_form_values_set_string (values (fixture), "items[0].service", "Hospital");
  g_assert_true (hkk_form_saver_is_pending (fixture->page->saver));
  test_wait_until (says_saved (page) && !hkk_form_saver_is_pending (fixture->page->saver));
  g_assert_cmpuint (stub_shell_get_n_left (shell), ==, 0);
}

/* To start anew is no handing in: the page stays. What the disk keeps stays too, and is gone on with. */
static void
test_start_anew (Fixture       *fixture,
                 gconstpointer  data)
{
  hkk_form_values_set_string (values (fixture), "reason", "Half a sen");
  test_wait_until (is_saved (fixture));
  block_store (fixture, TRUE);
  hkk_form_page_start_anew (fixture->page);
  test_wait_until (hkk_drafts_find (fixture->drafts, hkk_draft_get_id (fixture->draft)) != NULL);
  g_assert_cmpint (fixture->page->phase, ==, HKK_FORM_PAGE_EDITING);
  g_assert_cmpstr (hkk_form_values_get_string (values (fixture), "reason"), ==, "Half a sen");
  test_wait_until (harness_shows (fixture->page, "Your newest entries are not saved since"));
  block_store (fixture, FALSE);
  test_wait_until (is_saved (fixture) && hkk_draft_get_unsaved (fixture->draft) == NULL);

  hkk_form_page_start_anew (fixture->page);
  test_wait_until (hkk_page_get_state (HKK_PAGE (fixture->page)) == HKK_PAGE_STATE_LOADING);
  g_assert_cmpint (fixture->page->phase, ==, HKK_FORM_PAGE_EDITING);
  g_assert_null (hkk_drafts_find (fixture->drafts, hkk_draft_get_id (fixture->draft)));
}

static void
test_known_data (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(HkkForm) form = harness_form ();
  g_autoptr(JsonNode) known = json_from_string ("{\"person\":\"self\",\"country\":\"ES\",\"occasion\":\"holiday\"}",
                                                NULL);
  g_autoptr(HkkFormValues) before = hkk_form_values_new_from_json (known);
  g_autoptr(HkkFormValues) now = hkk_form_values_copy (before);
  g_autoptr(HkkFormModel) model = hkk_form_model_new (form, now, NULL, "2026-11-23");
  GtkWidget *review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));

  g_assert_cmpuint (hkk_form_review_get_n_rows (HKK_FORM_REVIEW (review)), ==, 0);
  g_object_unref (review);
  hkk_form_values_set_string (now, "country", "FR");
  review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));
  g_assert_cmpuint (hkk_form_review_get_n_rows (HKK_FORM_REVIEW (review)), ==, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (harness_find (review, ADW_TYPE_ACTION_ROW, 0))), ==,
                   "Until now: " FSI "Spain" PDI "\nNew: " FSI "France" PDI);
  g_object_unref (review);
}

/* What is emptied is a change too, and so is what is not asked for any more. */
static void
test_emptied_data (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(HkkForm) form = harness_form ();
  g_autoptr(JsonNode) known = json_from_string ("{\"person\":\"self\",\"country\":\"ES\",\"occasion\":\"holiday\"}",
                                                NULL);
  g_autoptr(HkkFormValues) before = hkk_form_values_new_from_json (known);
  g_autoptr(HkkFormValues) now = hkk_form_values_copy (before);
  g_autoptr(HkkFormModel) model = hkk_form_model_new (form, now, NULL, "2026-11-23");
  GtkWidget *review = NULL;

  hkk_form_values_clear (now, "country");
  review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));
  g_assert_cmpuint (hkk_form_review_get_n_rows (HKK_FORM_REVIEW (review)), ==, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (harness_find (review, ADW_TYPE_ACTION_ROW, 0))), ==,
                   "Until now: " FSI "Spain" PDI "\nNew: " FSI "no answer" PDI);
  g_object_unref (review);
  hkk_form_values_load (now, NULL);
  review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));
  g_assert_cmpuint (hkk_form_review_get_n_rows (HKK_FORM_REVIEW (review)), ==, 3);
  g_object_unref (review);
}

static const char moving[] =
  "{\"id\":\"move\",\"version\":1,\"kind\":\"request\",\"protection\":\"substantial\",\"category\":\"test\","
  "\"title\":\"Move\",\"summary\":\"Move\",\"minutes\":1,\"sections\":[{\"id\":\"a\",\"title\":\"Address\",\"fields\":["
  "{\"id\":\"country\",\"kind\":\"text\",\"label\":\"Country\"},"
  "{\"id\":\"code\",\"kind\":\"postal_code\",\"label\":\"Postal code\","
  "\"shown_when\":[\"eq\",[\"field\",\"country\"],\"DE\"]},"
  "{\"id\":\"foreign_code\",\"kind\":\"text\",\"label\":\"Postal code\","
  "\"shown_when\":[\"ne\",[\"field\",\"country\"],\"DE\"]}]}]}";

/* One thing that is asked in two ways is one row, old and new. */
static void
test_moved (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) definition = json_from_string (moving, NULL);
  g_autoptr(HkkForm) form = hkk_form_new_from_json (definition, &error);
  g_autoptr(JsonNode) known = json_from_string ("{\"country\":\"DE\",\"code\":\"28195\"}", NULL);
  g_autoptr(HkkFormValues) before = hkk_form_values_new_from_json (known);
  g_autoptr(HkkFormValues) now = hkk_form_values_copy (before);
  g_autoptr(HkkFormModel) model = NULL;
  GtkWidget *review = NULL;

  g_assert_no_error (error);
  model = hkk_form_model_new (form, now, NULL, "2026-11-23");
  hkk_form_values_set_string (now, "country", "AT");
  hkk_form_values_set_string (now, "foreign_code", "1010");
  review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));
  g_assert_cmpuint (hkk_form_review_get_n_rows (HKK_FORM_REVIEW (review)), ==, 2);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (harness_find (review, ADW_TYPE_ACTION_ROW, 1))), ==,
                   "Until now: " FSI "28195" PDI "\nNew: " FSI "1010" PDI);
  g_object_unref (review);
  /* Abroad nothing is asked in its place yet: it is gone. */
  hkk_form_values_clear (now, "foreign_code");
  review = g_object_ref_sink (GTK_WIDGET (hkk_form_review_new (model, before)));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (harness_find (review, ADW_TYPE_ACTION_ROW, 1))), ==,
                   "Until now: " FSI "28195" PDI "\nNew: " FSI "no answer" PDI);
  g_object_unref (review);
}

#define ADD(name, func) g_test_add ("/form/page/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);

  ADD ("steps", test_steps);
  ADD ("new-step-is-read", test_new_step_is_read);
  ADD ("review", test_review);
  ADD ("worked-out", test_worked_out);
  ADD ("warnings", test_warnings);
  ADD ("item-page", test_item_page);
  ADD ("named-currency", test_named_currency);
  ADD ("autosave", test_autosave);
  ADD ("resume-step", test_resume_step);
  ADD ("refusal", test_refusal);
  ADD ("refused-later", test_refused_later);
  ADD ("reused-key", test_reused_key);
  ADD ("unsaved", test_unsaved);
  ADD ("leave-at-once", test_leave_at_once);
  ADD ("go-on-instead", test_go_on_instead);
  ADD ("start-anew", test_start_anew);
  ADD ("known-data", test_known_data);
  ADD ("emptied-data", test_emptied_data);
  ADD ("moved", test_moved);

  return g_test_run ();
}
