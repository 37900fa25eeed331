/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "harness.h"
#include "hkk-approval-dialog.h"
#include "hkk-approval-wire.h"
#include "hkk-base-url.h"
#include "hkk-brochures-page.h"
#include "hkk-clipboard.h"
#include "hkk-error-text.h"
#include "hkk-format.h"
#include "hkk-header-bar.h"
#include "hkk-help-dialog.h"
#include "hkk-overview-page.h"
#include "hkk-password-dialog.h"
#include "hkk-portal-error.h"
#include "hkk-preferences-dialog.h"
#include "hkk-language.h"
#include "hkk-settings.h"
#include "hkk-sidebar.h"
#include "hkk-signin-form.h"
#include "hkk-signin-page.h"
#include "hkk-status-stack.h"
#include "mock-window.h"
#include "portal-server.h"
#include "portal-things.h"
#include "stub-shell.h"
#include "test-handshake.h"

/* --- The stack of states --- */

static void
count_retry (guint *count)
{
  (*count)++;
}

static void
stack_shows_each_state (void)
{
  HkkStatusStack *stack = g_object_new (HKK_TYPE_STATUS_STACK, NULL);
  GtkWindow *window;
  g_autoptr(GError) server = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER,
                                                  "The <portal> is down & out.");
  g_autoptr(GError) offline = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_OFFLINE, "No network.");
  guint retries = 0;
  GtkActionable *help = NULL;

  g_object_set (stack, "content", gtk_label_new ("the content"), "empty-title", "nothing here",
                "empty-text", "come back later", "empty-button", "Do something", NULL);
  g_signal_connect_swapped (stack, "retry", G_CALLBACK (count_retry), &retries);
  window = harness_show (GTK_WIDGET (stack), 360, 500);
  g_assert_cmpint (hkk_status_stack_get_state (stack), ==, HKK_PAGE_STATE_LOADING);
  g_assert_false (harness_shows (stack, "the content"));

  hkk_status_stack_set_state (stack, HKK_PAGE_STATE_CONTENT);
  test_drain ();
  g_assert_true (harness_shows (stack, "the content"));

  hkk_status_stack_set_state (stack, HKK_PAGE_STATE_EMPTY);
  test_drain ();
  g_assert_true (harness_shows (stack, "nothing here"));
  g_assert_true (harness_shows (stack, "come back later"));
  g_assert_true (harness_shows (stack, "Do something"));

  /* What a server says is text, never markup. */
  hkk_status_stack_set_error (stack, server);
  test_drain ();
  g_assert_cmpint (hkk_status_stack_get_state (stack), ==, HKK_PAGE_STATE_ERROR);
  g_assert_true (harness_shows (stack, "The <portal> is down & out."));
  gtk_widget_activate (harness_find_button (stack, "_Try again"));
  test_drain ();
  g_signal_emit_by_name (harness_find_button (stack, "_Try again"), "clicked");
  g_assert_cmpuint (retries, >, 0);
  help = GTK_ACTIONABLE (harness_find_button (stack, "_Help"));
  g_assert_cmpstr (gtk_actionable_get_action_name (help), ==, "app.answer");
  g_assert_cmpstr (g_variant_get_string (gtk_actionable_get_action_target_value (help), NULL), ==, "trouble");

  hkk_status_stack_set_error (stack, offline);
  test_drain ();
  g_assert_cmpint (hkk_status_stack_get_state (stack), ==, HKK_PAGE_STATE_OFFLINE);
  g_assert_true (harness_shows (stack, "Not loaded yet"));
  gtk_window_destroy (window);
}

static void
errors_have_words (void)
{
  for (int code = HKK_PORTAL_ERROR_OFFLINE; code <= HKK_PORTAL_ERROR_STORAGE; code++)
    {
      g_autoptr(GError) error = g_error_new (HKK_PORTAL_ERROR, code, "a & b");
      HkkErrorText text;

      hkk_error_text_init (&text, error);
      g_assert_cmpstr (text.text, ==, "a &amp; b");
      g_assert_cmpuint (strlen (text.title), >, 5);
      g_assert_true (gtk_icon_theme_has_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                              text.icon_name));
      g_free (text.text);
    }
}

/* --- Sign-in --- */

static void
number_is_grouped (void)
{
  static const char *typed[][2] = {
    { "", "" }, { "a", "A" }, { "a000", "A000" }, { "a0005", "A000 5" }, { "A000500015", "A000 500 015" },
    { " a000-500-015 ", "A000 500 015" }, { "A0005000159999", "A000 500 015 9999" }, { "i123456780", "I123 456 780" },
    { "ä12345", "ä123 45" }, { "KVNR: A000500015", "A000 500 015" }, { "KVNR", "KVNR" },
    { "Meine Nummer ist A000500015.", "A000 500 015" }, { "Meine Nummer: A 000500016!", "A000 500 016 !" },
    { "Meine Nummer A000500016", "Meine Nummer A000500016" }, { "A٠٠٠٥٠٠٠١٥", "A000 500 015" },
    { "Ａ０００\302\240５００\342\200\213０１５\n", "A000 500 015" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *grouped = hkk_signin_form_group_number (typed[i][0]);

      g_assert_cmpstr (grouped, ==, typed[i][1]);
    }
}

static HkkSigninForm *
show_form (GtkWindow **window)
{
  HkkSigninForm *form = g_object_new (HKK_TYPE_SIGNIN_FORM, NULL);

  *window = harness_show (GTK_WIDGET (form), 420, 600);
  return form;
}

/* Before a try is lost: a line end goes, a space is told of once. The form has no portal, so what is sent says so. */
static void
ends_of_the_password_are_told (void)
{
  static const struct { const char *typed, *meant, *hint; } passwords[] = {
    { "Amsel-singt-1988\n", "Amsel-singt-1988", "A line end" }, { "\r\nAmsel", "Amsel", "A line end" },
    { "Amsel-singt-1988 ", "Amsel-singt-1988 ", "ends with a space" }, { " Amsel", " Amsel", "begins with a space" },
  };
  GtkWindow *window;
  HkkSigninForm *form = show_form (&window);
  GtkEditable *password = GTK_EDITABLE (harness_find (form, ADW_TYPE_PASSWORD_ENTRY_ROW, 0));

  hkk_signin_form_set_number (form, "KVNR: A٠٠٠٥٠٠٠١٥");
  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      gtk_editable_set_text (password, passwords[i].typed);
      hkk_signin_form_submit (form);
      g_assert_true (harness_shows (form, passwords[i].hint));
      g_assert_false (harness_shows (form, "The portal is still starting"));
      g_assert_cmpstr (gtk_editable_get_text (password), ==, passwords[i].meant);
      hkk_signin_form_submit (form);
      g_assert_true (harness_shows (form, "The portal is still starting"));
      hkk_signin_form_reset (form);
    }
  gtk_window_destroy (window);
}

/* Nothing is sent before the line ends that were pasted with the passwords are told and gone, in all three entries. */
static void
pasted_passwords_are_told (void)
{
  static const char * const pasted[] = { "Amsel-singt-1988\r\n", "Drei Amseln singen\n",
                                         "Drei Amseln singen\342\200\250" };
  static const char * const meant[] = { "Amsel-singt-1988", "Drei Amseln singen", "Drei Amseln singen" };
  HkkPage *page = g_object_new (HKK_TYPE_OVERVIEW_PAGE, NULL);
  g_autoptr(StubShell) shell = g_object_ref_sink (stub_shell_new (NULL, page));
  GtkWindow *window = harness_show (gtk_label_new ("Behind"), 600, 800);
  AdwDialog *dialog = ADW_DIALOG (hkk_password_dialog_new (HKK_SHELL (shell)));
  GtkWidget *change = NULL;

  adw_dialog_present (dialog, GTK_WIDGET (window));
  test_drain ();
  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    gtk_editable_set_text (GTK_EDITABLE (harness_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, i)), pasted[i]);
  change = harness_find_button (dialog, "_Change password");
  g_signal_emit_by_name (change, "clicked");
  test_wait_until (harness_shows (dialog, "A line end was copied together with the password."));
  g_assert_true (gtk_widget_get_sensitive (change));
  for (guint i = 0; i < G_N_ELEMENTS (pasted); i++)
    g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (harness_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, i))), ==,
                     meant[i]);
  /* The new one is judged while it is typed. */
  g_assert_true (harness_shows (dialog, "Long enough, and not one that many people use."));
  gtk_editable_set_text (GTK_EDITABLE (harness_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 1)), "Drei");
  g_assert_true (harness_shows (dialog, "4 of at least 12 characters"));
  g_assert_false (harness_shows (dialog, "Long enough, and not one that many people use."));
  gtk_window_destroy (window);
}

/* What the help explains is one click away, and what it does not has no button. */
static void
errors_lead_to_their_answer (void)
{
  g_autoptr(StubShell) shell = g_object_ref_sink (stub_shell_new (NULL, NULL));
  g_autoptr(GError) explained = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER, "It has a problem.");
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "ENOSPC");
  AdwToast *toast = NULL;

  hkk_shell_say_error (HKK_SHELL (shell), explained);
  toast = stub_shell_get_toast (shell);
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "It has a problem.");
  g_assert_cmpstr (adw_toast_get_button_label (toast), ==, "_Help");
  g_assert_cmpstr (adw_toast_get_action_name (toast), ==, "app.answer");
  g_assert_cmpstr (g_variant_get_string (adw_toast_get_action_target_value (toast), NULL), ==, "trouble");
  hkk_shell_say_error (HKK_SHELL (shell), other);
  toast = stub_shell_get_toast (shell);
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "The disk is full. Make room, then try again.");
  g_assert_null (adw_toast_get_button_label (toast));
}

static void
typing_groups_the_number (void)
{
  GtkWindow *window;
  HkkSigninForm *form = show_form (&window);
  GtkEditable *entry = GTK_EDITABLE (harness_find (form, ADW_TYPE_ENTRY_ROW, 0));
  int position = 0;

  for (const char *key = "a000500015"; *key; key++)
    {
      gtk_editable_insert_text (entry, key, 1, &position);
      position = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);
    }
  g_assert_cmpstr (gtk_editable_get_text (entry), ==, "A000 500 015");

  /* A letter O among the digits is told at once, in words. */
  hkk_signin_form_set_number (form, "A0005O");
  g_assert_true (harness_shows (form, "O"));
  gtk_window_destroy (window);
}

static void
errors_stand_at_their_field (void)
{
  GtkWindow *window;
  HkkSigninForm *form = show_form (&window);
  GtkWidget *number = harness_find (form, ADW_TYPE_ENTRY_ROW, 0);
  GtkWidget *password = harness_find (form, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  GtkAccessible *inner = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (number)));

  gtk_test_accessible_assert_property (inner, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  harness_take_said ("");
  hkk_signin_form_fill (form, "A123456789", "secret");
  hkk_signin_form_submit (form);
  test_drain ();
  g_assert_true (gtk_widget_has_css_class (number, "error"));
  g_assert_false (gtk_widget_has_css_class (password, "error"));
  gtk_test_accessible_assert_state (inner, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  gtk_test_accessible_assert_relation (inner, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE,
                                       gtk_widget_get_template_child (GTK_WIDGET (form), HKK_TYPE_SIGNIN_FORM,
                                                                      "number_hint"), NULL);
  g_assert_cmpuint (harness_take_said (""), ==, 1);

  hkk_signin_form_fill (form, "A000500015", "");
  g_assert_false (gtk_widget_has_css_class (number, "error"));
  hkk_signin_form_submit (form);
  test_drain ();
  g_assert_true (gtk_widget_has_css_class (password, "error"));
  g_assert_true (harness_shows (form, "Type your password."));
  g_assert_cmpuint (harness_take_said ("Type your password."), ==, 1);

  hkk_signin_form_reset (form);
  g_assert_false (gtk_widget_has_css_class (password, "error"));
  gtk_window_destroy (window);
}

static gboolean
has_error (gpointer form)
{
  return hkk_signin_form_has_error (form);
}

/* What a hotel presents: the sentence is for everybody, what it is that was presented for who wants to know. */
static void
wrong_certificate_has_details (void)
{
  g_autoptr(PortalServer) hotel = portal_server_new (NULL, NULL);
  g_autofree char *other = portal_certificate_pem ();
  g_autoptr(HkkPortal) portal = NULL;
  GtkWindow *window;
  HkkSigninForm *form = show_form (&window);
  GtkWidget *details = NULL;

  test_allow_broken_handshakes ();
  hotel->config.trust_pem = other;
  portal = hkk_portal_new (&hotel->config, NULL);
  hkk_signin_form_set_portal (form, portal);
  hkk_signin_form_fill (form, "A000500015", "secret");
  hkk_signin_form_submit (form);
  test_wait_until (has_error (form));
  test_drain ();
  g_assert_true (harness_shows (form, "not issued by anybody whom this program trusts"));
  g_assert_false (harness_shows (form, "CN=test"));
  details = harness_find (form, GTK_TYPE_EXPANDER, 0);
  gtk_expander_set_expanded (GTK_EXPANDER (details), TRUE);
  test_drain ();
  g_assert_true (harness_shows (form, "Certificate: CN=test\nIssued by: CN=test\nValid: 1 January 2000 to "));
  harness_shot ("signin-certificate");
  g_assert_cmpuint (hotel->calls, ==, 0);
  hkk_signin_form_reset (form);
  g_assert_false (gtk_widget_get_visible (details));
  gtk_window_destroy (window);
}

static void
unlock_asks_for_the_password_only (void)
{
  HkkSigninForm *form = g_object_new (HKK_TYPE_SIGNIN_FORM, "mode", HKK_SIGNIN_MODE_UNLOCK, NULL);
  GtkWindow *window = harness_show (GTK_WIDGET (form), 420, 600);

  g_assert_false (gtk_widget_get_mapped (harness_find (form, ADW_TYPE_ENTRY_ROW, 0)));
  g_assert_true (gtk_widget_get_mapped (harness_find (form, ADW_TYPE_PASSWORD_ENTRY_ROW, 0)));
  g_assert_true (harness_shows (form, "Unlock"));
  gtk_window_destroy (window);
}

static void
demo_persons_are_listed (void)
{
  g_autofree char *name = g_strdup ("Andrea <Amsel>");
  const HkkDemoPerson persons[] = { { name, "A000500015", "a-password", "123456", "something" }, { NULL } };
  HkkSigninPage *page = g_object_new (HKK_TYPE_SIGNIN_PAGE, NULL);
  GtkWindow *window;

  hkk_signin_page_set_persons (page, persons);
  window = harness_show (GTK_WIDGET (page), 420, 900);
  g_assert_true (harness_shows (page, "Andrea <Amsel>"));
  g_assert_true (harness_shows (page, "a-password"));
  g_assert_true (harness_shows (page, "A000 500 015"));
  hkk_signin_page_set_persons (page, NULL);
  test_drain ();
  g_assert_false (harness_shows (page, "a-password"));
  gtk_window_destroy (window);
}

/* --- Window --- */

static gboolean
is_on_screen (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static gboolean
is_narrow (gpointer window)
{
  gboolean narrow;

  g_object_get (window, "narrow", &narrow, NULL);
  return narrow;
}

static gboolean
is_wide (gpointer window)
{
  return !is_narrow (window);
}

static gboolean
has_focus_inside (HkkWindow *window,
                  AdwDialog *dialog)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog));
}

/* An address that no portal can be at says what is wrong with it, and what can be done. */
static void
start_problem_says_what_to_do (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  g_autoptr(GError) address = NULL;
  g_autoptr(GError) other = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE, "The disk <x> is full.");
  GtkWidget *usual = NULL;

  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  g_assert_null (hkk_base_url_normalize ("http://kasse.example", &address));
  hkk_window_show_start_error (window, address);
  test_drain ();
  g_assert_true (harness_shows (window, "There is no portal at this address"));
  g_assert_true (harness_shows (window, "“http://kasse.example” cannot be used as the address of the portal. It must "
                                        "begin with “https://”."));
  usual = harness_find_button (window, "Start with the _usual portal");
  g_assert_true (gtk_widget_get_mapped (usual));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (usual)), ==, "app.usual-portal");
  g_assert_true (gtk_widget_get_mapped (harness_find_button (window, "_Quit")));
  harness_shot ("start-problem");

  /* Another portal does not help against a full disk. */
  hkk_window_show_start_error (window, other);
  test_drain ();
  g_assert_true (harness_shows (window, "The disk <x> is full."));
  g_assert_false (gtk_widget_get_mapped (usual));
  hkk_window_show_start (window);
  test_drain ();
  g_assert_true (harness_shows (window, "Starting …"));
  g_assert_false (harness_shows (window, "The disk <x> is full."));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
window_fits_360 (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  GtkWidget *split = harness_find (window, ADW_TYPE_NAVIGATION_SPLIT_VIEW, 0);

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  test_wait_until (is_narrow (window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 360);
  g_assert_true (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What says it, once it has its size. */
static GtkWidget *
wait_for_toast (HkkWindow  *window,
                const char *sentence)
{
  GtkWidget *label = NULL;

  test_wait_until (harness_shows (window->toast_overlay, sentence));
  for (guint i = 0; label == NULL; i++)
    {
      label = harness_find (window->toast_overlay, GTK_TYPE_LABEL, i);
      if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)), sentence))
        label = NULL;
    }
  test_wait_until (gtk_widget_get_height (label) > 0);
  return label;
}

/* One with a button waits while another is said, and is made anew then. */
static void
come_back_whole (HkkWindow *window)
{
  static const char sentence[] = "Jemand hat die Freigabe als fremd gemeldet. Es wurde nichts ausgeführt.";
  AdwToast *offer = hkk_toast_new (sentence);
  AdwToast *passing = hkk_toast_new ("Die Nummer wurde kopiert.");

  adw_toast_set_button_label (offer, "Öffnen");
  adw_toast_set_timeout (offer, 0);
  hkk_shell_add_toast (HKK_SHELL (window), offer);
  hkk_shell_add_toast (HKK_SHELL (window), g_object_ref (passing));
  test_wait_until (!harness_shows (window, sentence));
  adw_toast_dismiss (passing);
  g_object_unref (passing);
  wait_for_toast (window, sentence);
  harness_assert_not_cut (window->toast_overlay);
}

static void
toast_is_read_to_its_end (double size)
{
  static const char sentence[] = "Ihre Nachricht wird gesendet, sobald die Verbindung wieder da ist.";
  HkkWindow *window = hkk_window_new (NULL, NULL);
  GtkWidget *label = NULL;
  int height;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (size * 96 * PANGO_SCALE), NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  hkk_shell_say (HKK_SHELL (window), sentence);
  label = wait_for_toast (window, sentence);
  harness_assert_not_cut (window->toast_overlay);
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (label), >=, height);
  harness_shot (size > 1 ? "toast-large" : "toast");
  if (size <= 1)
    come_back_whole (window);
  gtk_window_destroy (GTK_WINDOW (window));
  test_drain ();
}

static void
toasts_are_read_to_their_end (void)
{
  int usual;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  toast_is_read_to_its_end (1);
  toast_is_read_to_its_end (2);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual, NULL);
}

static void
window_is_wide_at_1080 (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  GtkWidget *split = harness_find (window, ADW_TYPE_NAVIGATION_SPLIT_VIEW, 0);

  gtk_window_set_default_size (GTK_WINDOW (window), 1080, 640);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  test_wait_until (is_wide (window));
  g_assert_false (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_counts (HkkSidebar *sidebar,
             const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  g_autoptr(HkkOverview) overview = hkk_thing_new_from_json (HKK_TYPE_OVERVIEW, json_node_get_object (node));

  hkk_sidebar_set_overview (sidebar, overview);
}

static void
badges_are_said (void)
{
  HkkSidebar *sidebar = g_object_new (HKK_TYPE_SIDEBAR, NULL);
  GtkWindow *window = harness_show (GTK_WIDGET (sidebar), 360, 600);
  GtkWidget *row = harness_find (sidebar, GTK_TYPE_LIST_BOX_ROW, HKK_PLACE_REQUESTS);
  GtkWidget *messages = harness_find (sidebar, GTK_TYPE_LIST_BOX_ROW, HKK_PLACE_MESSAGES);

  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Requests");
  show_counts (sidebar, "{\"counts\":{\"open_requests\":9,\"unread_messages\":1234},\"needs_you\":["
                        "{\"kind\":\"request\"},{\"kind\":\"message\"},{\"kind\":\"deadline\"}]}");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Requests, 2 to do");
  g_assert_true (harness_shows (sidebar, "2"));
  gtk_test_accessible_assert_property (messages, GTK_ACCESSIBLE_PROPERTY_LABEL, "Messages & contact, 1234 to do");
  g_assert_true (harness_shows (sidebar, "99+"));
  hkk_sidebar_set_overview (sidebar, NULL);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Requests");
  gtk_window_destroy (window);
}

static gboolean
is_marked (HkkSidebar *sidebar,
           HkkPlace    place)
{
  GtkWidget *row = harness_find (sidebar, GTK_TYPE_LIST_BOX_ROW, place);

  return gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row));
}

static void
move_cursor (GtkWidget *list,
             int        rows)
{
  gboolean handled;

  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, rows, FALSE, FALSE, &handled);
  test_drain ();
}

/* The mark says which page is shown; where the keys are is another matter. */
static void
mark_stays_with_the_page (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  HkkSidebar *sidebar = g_object_new (HKK_TYPE_SIDEBAR, NULL);
  GtkWidget *list = harness_find (sidebar, GTK_TYPE_LIST_BOX, 0);
  GtkWidget *requests = harness_find (sidebar, GTK_TYPE_LIST_BOX_ROW, HKK_PLACE_REQUESTS);
  GtkWidget *documents = harness_find (sidebar, GTK_TYPE_LIST_BOX_ROW, HKK_PLACE_DOCUMENTS);
  GtkWidget *behind = gtk_button_new_with_label ("Behind");
  GtkWindow *window;

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (sidebar));
  gtk_box_append (GTK_BOX (box), behind);
  window = harness_show (box, 600, 600);
  hkk_sidebar_select (sidebar, HKK_PLACE_REQUESTS);
  g_assert_true (is_marked (sidebar, HKK_PLACE_REQUESTS));
  gtk_test_accessible_assert_state (requests, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  /* Tab goes to what is shown, and on to what is behind the menu. */
  gtk_widget_grab_focus (behind);
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_focus (requests));
  move_cursor (list, 1);
  g_assert_true (gtk_widget_is_focus (documents));
  g_assert_true (is_marked (sidebar, HKK_PLACE_REQUESTS));
  g_assert_false (is_marked (sidebar, HKK_PLACE_DOCUMENTS));
  g_assert_false (gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD));

  hkk_sidebar_select (sidebar, HKK_PLACE_DOCUMENTS);
  g_assert_true (is_marked (sidebar, HKK_PLACE_DOCUMENTS));
  g_assert_false (is_marked (sidebar, HKK_PLACE_REQUESTS));
  gtk_test_accessible_assert_state (documents, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_window_destroy (window);
}

static GtkWindow *
show_titled (const char *title,
             int         width,
             GtkWidget **header_bar)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *view = adw_toolbar_view_new ();

  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), gtk_button_new_with_label ("Search"));
  *header_bar = g_object_new (HKK_TYPE_HEADER_BAR, "bar", bar, NULL);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), *header_bar);
  return harness_show (GTK_WIDGET (adw_navigation_page_new (view, title)), width, 300);
}

/* Where there is no room for a title between the buttons, all of it stands below them. */
static void
titles_are_not_cut (void)
{
  const char *title = "Personal data & settings";
  GtkWidget *header_bar = NULL;
  GtkWindow *wide = show_titled (title, 700, &header_bar);
  int height = gtk_widget_get_height (header_bar);
  GtkWidget *page = gtk_widget_get_ancestor (header_bar, ADW_TYPE_NAVIGATION_PAGE);
  GtkWindow *narrow;
  GtkWidget *below;

  g_assert_true (harness_shows (header_bar, title));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), "Other");
  g_assert_true (harness_shows (header_bar, "Other"));
  hkk_header_bar_set_title (HKK_HEADER_BAR (header_bar), "Its own");
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), "Another");
  g_assert_true (harness_shows (header_bar, "Its own"));
  hkk_header_bar_set_subtitle (HKK_HEADER_BAR (header_bar), "Saved");
  g_assert_true (harness_shows (header_bar, "Saved"));
  gtk_window_destroy (wide);

  narrow = show_titled ("Personal data, settings, and much more than there is room for in one line", 360, &header_bar);
  below = GTK_WIDGET (gtk_widget_get_template_child (header_bar, HKK_TYPE_HEADER_BAR, "below"));
  g_assert_true (gtk_widget_get_mapped (below));
  g_assert_cmpint (gtk_widget_get_height (header_bar), >, height + 30);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (gtk_widget_get_first_child (below)))));
  gtk_window_destroy (narrow);
}

/* --- Preferences --- */

static AdwComboRow *
choice_of (AdwDialog  *dialog,
           const char *child)
{
  return ADW_COMBO_ROW (gtk_widget_get_template_child (GTK_WIDGET (dialog), HKK_TYPE_PREFERENCES_DIALOG, child));
}

/* What is chosen is kept at once, and is in the rows when the dialog opens again; the colours follow. */
static void
preferences_are_kept (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  g_autoptr(GSettings) settings = hkk_settings_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();
  AdwDialog *dialog = ADW_DIALOG (hkk_preferences_dialog_new ());
  static const char * const switches[] = { "hide-content", "clear-clipboard", "local-copy" };

  hkk_preferences_bind_appearance (settings, manager);
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, GTK_WIDGET (window));
  test_wait_until (has_focus_inside (window, dialog));
  adw_combo_row_set_selected (choice_of (dialog, "appearance_row"), 2);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_FORCE_DARK);
  adw_combo_row_set_selected (choice_of (dialog, "notifications_row"), 2);
  adw_combo_row_set_selected (choice_of (dialog, "language_row"), 1);
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      AdwSwitchRow *row = ADW_SWITCH_ROW (harness_find (dialog, ADW_TYPE_SWITCH_ROW, i));
      gboolean active = g_settings_get_boolean (settings, switches[i]);

      g_assert_cmpint (adw_switch_row_get_active (row), ==, active);
      adw_switch_row_set_active (row, !active);
      g_assert_cmpint (g_settings_get_boolean (settings, switches[i]), ==, !active);
      g_settings_reset (settings, switches[i]);
    }
  adw_dialog_force_close (dialog);
  g_assert_cmpint (g_settings_get_enum (settings, "appearance"), ==, 2);
  g_assert_cmpint (g_settings_get_enum (settings, "notifications"), ==, 2);

  dialog = ADW_DIALOG (hkk_preferences_dialog_new ());
  g_object_ref_sink (dialog);
  g_assert_cmpuint (adw_combo_row_get_selected (choice_of (dialog, "appearance_row")), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (choice_of (dialog, "language_row")), ==, 1);
  g_object_unref (dialog);
  g_settings_reset (settings, "appearance");
  g_settings_reset (settings, "notifications");
  g_settings_reset (settings, "language");
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
  g_settings_unbind (manager, "color-scheme");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_empty (gpointer clipboard)
{
  return gdk_clipboard_get_content (clipboard) == NULL;
}

/* A copied number goes after its time; what was copied since stays. */
static void
copied_numbers_go (void)
{
  GtkWidget *label = gtk_label_new ("A number");
  GtkWindow *window = harness_show (label, 200, 100);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (label);
  GdkContentProvider *other;

  hkk_clipboard_copy_for (label, "HKK-2026-000001", 1);
  g_assert_false (is_empty (clipboard));
  gdk_clipboard_set_text (clipboard, "Something else");
  other = gdk_clipboard_get_content (clipboard);
  hkk_clipboard_copy_for (label, "HKK-2026-000002", 2);
  g_assert_true (gdk_clipboard_get_content (clipboard) != other);
  test_wait_until (is_empty (clipboard));
  hkk_clipboard_copy_for (label, "HKK-2026-000003", 0);
  g_assert_false (is_empty (clipboard));
  gtk_window_destroy (window);
}

/* At the end of the program there is no later; and only what the person wants cleared goes. */
static void
copied_numbers_go_as_the_settings_say (void)
{
  g_autoptr(GSettings) settings = hkk_settings_new ();
  GtkWidget *label = gtk_label_new ("A number");
  GtkWindow *window = harness_show (label, 200, 100);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (label);
  GdkContentProvider *other;

  hkk_clipboard_copy (label, "HKK-2026-000001");
  hkk_clipboard_clear ();
  g_assert_true (is_empty (clipboard));
  hkk_clipboard_copy (label, "HKK-2026-000002");
  gdk_clipboard_set_text (clipboard, "Something else");
  other = gdk_clipboard_get_content (clipboard);
  hkk_clipboard_clear ();
  g_assert_true (gdk_clipboard_get_content (clipboard) == other);
  g_settings_set_boolean (settings, "clear-clipboard", FALSE);
  hkk_clipboard_copy (label, "HKK-2026-000003");
  hkk_clipboard_clear ();
  g_assert_false (is_empty (clipboard));
  g_settings_reset (settings, "clear-clipboard");
  gtk_window_destroy (window);
}

static gboolean
is_hidden (gpointer window)
{
  return gtk_widget_has_css_class (window, "hkk-hidden");
}

static gboolean
is_seen (gpointer window)
{
  return !is_hidden (window);
}

/* Who wants it so shows nothing while another window has the keys. */
static void
content_is_hidden_meanwhile (void)
{
  HkkWindow *window = NULL;
  g_autoptr(GSettings) settings = hkk_settings_new ();

  g_settings_set_boolean (settings, "hide-content", TRUE);
  window = hkk_window_new (NULL, NULL);
  g_assert_true (is_hidden (window));
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  g_assert_false (is_hidden (window));
  g_object_notify (G_OBJECT (window), "is-active");
  g_assert_cmpint (is_hidden (window), ==, !gtk_window_is_active (GTK_WINDOW (window)));
  if (gtk_window_is_active (GTK_WINDOW (window)))
    gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  test_wait_until (is_hidden (window));
  g_settings_reset (settings, "hide-content");
  g_object_notify (G_OBJECT (window), "is-active");
  test_wait_until (is_seen (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

static HkkApproval *
open_approval (HkkSession *session,
               const char *id)
{
  g_autofree char *text = g_strdup_printf (PORTAL_APPROVAL ("%s"), id);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return hkk_approval_new (session, json_node_get_object (node));
}

/* What one person is asked in the Service-App is not shown to the next. */
static void
approvals_go_with_their_person (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  g_autoptr(HkkSession) session = harness_session ();
  g_autoptr(HkkApproval) first = open_approval (session, "a1");
  g_autoptr(HkkApproval) second = open_approval (session, "a2");

  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  hkk_window_show_approval (window, first);
  hkk_window_show_approval (window, second);
  test_drain ();
  g_assert_true (HKK_IS_APPROVAL_DIALOG (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))));
  hkk_window_reset_places (window);
  test_drain ();
  g_assert_null (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Keys go on where the person was: what had the focus may be out of use until the answer comes. */
static void
keys_go_to_the_dialog_below (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  AdwDialog *below = adw_dialog_new ();
  AdwDialog *above = adw_alert_dialog_new ("Above", NULL);
  GtkWidget *button = gtk_button_new_with_label ("Ask");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), gtk_entry_new ());
  gtk_box_append (GTK_BOX (box), button);
  adw_dialog_set_child (below, box);
  adw_dialog_set_focus (below, button);
  gtk_window_present (GTK_WINDOW (window));
  test_wait_until (is_on_screen (window));
  adw_dialog_present (below, GTK_WIDGET (window));
  test_wait_until (gtk_widget_is_focus (button)); /* and not what comes first in it */
  gtk_widget_set_sensitive (button, FALSE);
  adw_dialog_present (above, GTK_WIDGET (window));
  test_wait_until (has_focus_inside (window, above));
  adw_dialog_close (above);
  test_wait_until (has_focus_inside (window, below));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
holds (GtkWidget  *root,
       const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if ((GTK_IS_LABEL (child) && g_str_equal (gtk_label_get_text (GTK_LABEL (child)), text)) || holds (child, text))
      return TRUE;
  return FALSE;
}

/* An answer is made, and measured, for who wants to read it. */
static void
help_answers_when_it_is_asked (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  AdwDialog *help = ADW_DIALOG (hkk_help_dialog_new ());
  AdwExpanderRow *row = NULL;
  const char *answer = "No. If you are registered for the portal or the Service-App, you sign in here with the same "
                       "insurance number and the same password. Both are valid in the Service-App, too. You do not "
                       "register a second time.";

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (help, GTK_WIDGET (window));
  test_wait_until (has_focus_inside (window, help));
  row = ADW_EXPANDER_ROW (harness_find (help, ADW_TYPE_EXPANDER_ROW, 0));
  g_assert_false (holds (GTK_WIDGET (row), answer));
  adw_expander_row_set_expanded (row, TRUE);
  g_assert_true (holds (GTK_WIDGET (row), answer));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Questions are looked for with their answers; who finds none is told so, and where else to look. */
static void
help_is_searched (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  AdwDialog *help = ADW_DIALOG (hkk_help_dialog_new ());
  GtkEditable *entry = NULL;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (help, GTK_WIDGET (window));
  test_wait_until (has_focus_inside (window, help));
  entry = GTK_EDITABLE (harness_find (help, GTK_TYPE_SEARCH_ENTRY, 0));
  gtk_editable_set_text (entry, "Hamburg"); /* in an answer */
  test_wait_until (!harness_shows (help, "What is 2FA?"));
  g_assert_true (harness_shows (help, "What is NECT?"));
  g_assert_false (harness_shows (help, "This program"));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (harness_shows (help, "A company from Hamburg"));
  gtk_editable_set_text (entry, "zzzz");
  test_wait_until (harness_shows (help, "zzzz\342\201\251” is in no question"));
  g_assert_false (harness_shows (help, "What is NECT?"));
  gtk_editable_set_text (entry, "");
  test_wait_until (harness_shows (help, "What is 2FA?"));
  g_assert_false (harness_shows (help, "is in no question"));
  gtk_widget_grab_focus (harness_find (help, ADW_TYPE_EXPANDER_ROW, 0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (help), "help.search", NULL));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (gtk_editable_get_delegate (entry))));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What a page of one person still asks for is not told to the next: not in the side menu either. */
static void
pages_go_with_their_person (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  g_autoptr(HkkPage) page = g_object_ref_sink (g_object_new (HKK_TYPE_OVERVIEW_PAGE, NULL));

  window->places[HKK_PLACE_OVERVIEW] = g_object_ref (page);
  adw_navigation_view_add (window->place_view, ADW_NAVIGATION_PAGE (page));
  hkk_window_reset_places (window);
  g_assert_true (g_cancellable_is_cancelled (hkk_page_get_cancellable (page)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* How a load ends: an error is shown, content or its absence is; a page without a window is left alone. */
static void
loads_end_in_their_page (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);
  HkkPage *page = g_object_ref_sink (HKK_PAGE (hkk_brochures_page_new ()));
  g_autoptr(GError) error = g_error_new_literal (HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER, "The portal is down.");
  g_autoptr(GListStore) list = g_list_store_new (G_TYPE_OBJECT);

  hkk_page_set_shell (page, HKK_SHELL (window));
  g_assert_false (hkk_page_take (page, NULL, NULL));
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_LOADING);
  g_assert_false (hkk_page_take (page, NULL, error));
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_ERROR);
  g_assert_true (hkk_page_take (page, list, NULL));
  hkk_page_show_list (page, G_LIST_MODEL (list));
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_EMPTY);
  g_list_store_append (list, page);
  hkk_page_show_list (page, G_LIST_MODEL (list));
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_CONTENT);

  hkk_page_set_state (page, HKK_PAGE_STATE_LOADING);
  hkk_page_set_shell (page, NULL);
  g_assert_false (hkk_page_take (page, list, NULL));
  g_assert_false (hkk_page_take (page, NULL, error));
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_LOADING);
  g_clear_object (&list);
  g_object_unref (page);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
without_portal_nothing_happens (void)
{
  HkkWindow *window = hkk_window_new (NULL, NULL);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to", "s", "messages");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to", "s", "nowhere");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-request", "s", "x");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-draft", "s", "x");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-form", "s", "sick-note");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.lock", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.sign-out", NULL);
  g_assert_null (hkk_shell_get_portal (HKK_SHELL (window)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static HkkPage *
open_place (MockWindow *self,
            HkkPlace    place)
{
  HkkPage *page = hkk_window_open_place (self->window, place);

  test_wait_until (hkk_page_get_state (page) == HKK_PAGE_STATE_CONTENT);
  return page;
}

/* What is in the places that are not seen costs nothing while one is read, and is there again at once. */
static void
only_one_place_is_worked_out (MockWindow    *self,
                              gconstpointer  data)
{
  HkkPage *requests = open_place (self, HKK_PLACE_REQUESTS);
  GtkWidget *list = harness_find (requests, GTK_TYPE_LIST_VIEW, 0);

  test_wait_until (gtk_widget_get_mapped (list));
  for (int i = 0; i < HKK_N_PLACES; i++)
    open_place (self, (HkkPlace) i);
  g_assert_false (gtk_widget_is_visible (list));
  g_assert_true (open_place (self, HKK_PLACE_REQUESTS) == requests);
  g_assert_true (gtk_widget_is_visible (list));
  test_wait_until (gtk_widget_get_mapped (list));
  g_assert_false (gtk_widget_is_visible (harness_find (self->window->places[HKK_PLACE_MESSAGES],
                                                       GTK_TYPE_LIST_VIEW, 0)));
}

/* --- Focus --- */

/* A task over the place, with the focus in it; in the place it was in *ROW. */
static AdwNavigationPage *
begin_task (MockWindow  *self,
            HkkPage     *place,
            GtkWidget  **row)
{
  AdwNavigationPage *page = adw_navigation_page_new (gtk_button_new_with_label ("Task"), "Task");

  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (place), GTK_DIR_TAB_FORWARD));
  *row = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (gtk_widget_is_ancestor (*row, GTK_WIDGET (place)));
  hkk_shell_push (HKK_SHELL (self->window), page);
  test_wait_until (gtk_widget_grab_focus (adw_navigation_page_get_child (page)));
  return page;
}

/* A task that goes by itself takes the focus from nowhere else; once the dialog is closed it is in the place again. */
static void
focus_stays_in_the_dialog (MockWindow    *self,
                           gconstpointer  data)
{
  HkkPage *place = open_place (self, HKK_PLACE_OVERVIEW);
  AdwDialog *help = ADW_DIALOG (hkk_help_dialog_new ());
  GtkWidget *row = NULL;
  AdwNavigationPage *page = begin_task (self, place, &row);

  adw_dialog_present (help, GTK_WIDGET (self->window));
  test_wait_until (has_focus_inside (self->window, help));
  hkk_shell_pop (HKK_SHELL (self->window), page);
  g_assert_true (has_focus_inside (self->window, help));
  test_drain ();
  g_assert_true (has_focus_inside (self->window, help));

  adw_dialog_force_close (help);
  test_wait_until (gtk_window_get_focus (GTK_WINDOW (self->window)) == row);
}

/* So does one while the person is in what stands beside it. */
static void
focus_stays_beside_the_tasks (MockWindow    *self,
                              gconstpointer  data)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) open_phone = g_simple_action_new ("open-phone", NULL);
  HkkPage *place = open_place (self, HKK_PLACE_OVERVIEW);
  GtkWidget *row = NULL;
  AdwNavigationPage *page = begin_task (self, place, &row);

  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (open_phone));
  gtk_widget_insert_action_group (self->window->demo_bar, "app", G_ACTION_GROUP (actions));
  gtk_widget_set_visible (self->window->demo_bar, TRUE);
  test_wait_until (gtk_widget_child_focus (self->window->demo_bar, GTK_DIR_TAB_FORWARD));
  row = gtk_window_get_focus (GTK_WINDOW (self->window));
  hkk_shell_pop (HKK_SHELL (self->window), page);
  test_drain ();
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == row);
}

static void
on_focus (MockWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  HkkPage *left = self->window->places[HKK_PLACE_OVERVIEW];

  g_assert_false (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (left)));
}

/* Who goes from a task to another place is told of nothing in the place that lies between. */
static void
focus_goes_straight_on (MockWindow    *self,
                        gconstpointer  data)
{
  HkkPage *place = open_place (self, HKK_PLACE_OVERVIEW), *other;
  GtkWidget *row = NULL;

  begin_task (self, place, &row);
  g_signal_connect_swapped (self->window, "notify::focus-widget", G_CALLBACK (on_focus), self);
  other = open_place (self, HKK_PLACE_DOCUMENTS);
  test_drain ();
  g_signal_handlers_disconnect_by_func (self->window, on_focus, self);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self->window)), GTK_WIDGET (other)));
}

/* --- Words and numbers --- */

static void
values_are_shortened (void)
{
  g_autofree char *iban = hkk_format_shortened ("DE89370400440532013000");
  g_autofree char *brief = hkk_format_shortened ("1234567");

  g_assert_cmpstr (iban, ==, "DE89 … 3000");
  g_assert_null (strstr (brief, "123"));
}

static void
days_are_near (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) before = g_date_time_add_days (now, -1);
  g_autofree char *today = hkk_format_day (now);
  g_autofree char *yesterday = hkk_format_day (before);
  g_autofree char *old = hkk_format_iso_day ("2019-12-14");
  g_autofree char *wrong = hkk_format_iso_day ("soon");

  g_assert_cmpstr (today, ==, "today");
  g_assert_cmpstr (yesterday, ==, "yesterday");
  g_assert_cmpstr (old, ==, "14\xC2\xA0" "December\xC2\xA0" "2019");
  g_assert_cmpstr (wrong, ==, "soon");
}

static void
directions_follow_the_script (void)
{
  static const char *right_to_left[] = { "ar", "ar_EG.UTF-8", "ar:de", "he", "fa", "ur_PK" };
  static const char *left_to_right[] = { "de", "de@simple:de", "de:ar", "tr", "uk", "arn", "C", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (right_to_left); i++)
    g_assert_true (hkk_language_is_right_to_left (right_to_left[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (left_to_right); i++)
    g_assert_false (hkk_language_is_right_to_left (left_to_right[i]));
}

int
main (int   argc,
      char *argv[])
{
  harness_init (&argc, &argv);
  g_test_add_func ("/ui/stack/states", stack_shows_each_state);
  g_test_add_func ("/ui/stack/errors", errors_have_words);
  g_test_add_func ("/ui/signin/grouped", number_is_grouped);
  g_test_add_func ("/ui/signin/typing", typing_groups_the_number);
  g_test_add_func ("/ui/signin/ends-of-the-password", ends_of_the_password_are_told);
  g_test_add_func ("/ui/profile/pasted-passwords", pasted_passwords_are_told);
  g_test_add_func ("/ui/signin/errors", errors_stand_at_their_field);
  g_test_add_func ("/ui/signin/certificate", wrong_certificate_has_details);
  g_test_add_func ("/ui/signin/unlock", unlock_asks_for_the_password_only);
  g_test_add_func ("/ui/signin/persons", demo_persons_are_listed);
  g_test_add_func ("/ui/window/start-problem", start_problem_says_what_to_do);
  g_test_add_func ("/ui/window/narrow", window_fits_360);
  g_test_add_func ("/ui/window/toast", toasts_are_read_to_their_end);
  g_test_add_func ("/ui/window/wide", window_is_wide_at_1080);
  g_test_add_func ("/ui/window/badges", badges_are_said);
  g_test_add_func ("/ui/window/mark", mark_stays_with_the_page);
  g_test_add_func ("/ui/window/titles", titles_are_not_cut);
  g_test_add_func ("/ui/preferences/kept", preferences_are_kept);
  g_test_add_func ("/ui/preferences/clipboard", copied_numbers_go);
  g_test_add_func ("/ui/preferences/clipboard/settings", copied_numbers_go_as_the_settings_say);
  g_test_add_func ("/ui/preferences/hidden", content_is_hidden_meanwhile);
  g_test_add_func ("/ui/window/approvals", approvals_go_with_their_person);
  g_test_add_func ("/ui/window/keys", keys_go_to_the_dialog_below);
  g_test_add_func ("/ui/window/help", help_answers_when_it_is_asked);
  g_test_add_func ("/ui/window/help-search", help_is_searched);
  g_test_add_func ("/ui/window/pages", pages_go_with_their_person);
  g_test_add_func ("/ui/page/loads", loads_end_in_their_page);
  g_test_add ("/ui/window/places", MockWindow, NULL, mock_window_set_up, only_one_place_is_worked_out,
              mock_window_tear_down);
  g_test_add ("/ui/window/focus/dialog", MockWindow, NULL, mock_window_set_up, focus_stays_in_the_dialog,
              mock_window_tear_down);
  g_test_add ("/ui/window/focus/beside", MockWindow, NULL, mock_window_set_up, focus_stays_beside_the_tasks,
              mock_window_tear_down);
  g_test_add ("/ui/window/focus/place", MockWindow, NULL, mock_window_set_up, focus_goes_straight_on,
              mock_window_tear_down);
  g_test_add_func ("/ui/shell/errors", errors_lead_to_their_answer);
  g_test_add_func ("/ui/window/no-portal", without_portal_nothing_happens);
  g_test_add_func ("/ui/format/shortened", values_are_shortened);
  g_test_add_func ("/ui/format/days", days_are_near);
  g_test_add_func ("/ui/start/direction", directions_follow_the_script);
  return g_test_run ();
}
