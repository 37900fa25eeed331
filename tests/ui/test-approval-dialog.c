/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-approval-dialog.h"
#include "hkk-approval-end.h"
#include "hkk-approval-wire.h"
#include "hkk-approval-words.h"
#include "hkk-json.h"
#include "stub-shell.h"

/* What keeps a text of the portal its own direction. */
#define FSI "\342\201\250"
#define PDI "\342\201\251"

typedef struct
{
  HkkSession  *session;
  HkkApproval *approval;
  GtkWindow   *window;
  AdwDialog   *dialog;
  int          n_finished;
} Fixture;

static JsonObject *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_from_string (text, &error);

  g_assert_no_error (error);

  return json_node_dup_object (node);
}

/* APPROVAL of the wire; what is in @more replaces what stands here. */
static JsonObject *
make_json (const char *status,
           const char *more)
{
  JsonObject *json = parse (
    "{\"id\":\"a1\",\"operation\":\"submit_request\",\"title\":\"Hand in: Treatment costs abroad\",\"number\":\"42\","
    "\"created_at\":\"2026-11-23T20:00:00Z\",\"expires_at\":\"2026-11-23T20:05:00Z\",\"expires_in\":287,"
    "\"first_wait\":2,\"interval\":5,\"authorization_details\":["
    "{\"label\":\"IBAN\",\"old\":\"DE89 … 3000\",\"new\":\"DE02 … 2051\"},{\"label\":\"Country\",\"old\":null,"
    "\"new\":\"Spain\"}],\"digest\":\"x\",\"device\":{\"name\":\"Andrea’s phone\",\"locked\":false},"
    "\"extensions_left\":1,\"resends_left\":3,\"result\":null,\"problem\":null}");
  g_autoptr(JsonObject) extra = parse (more);
  g_autoptr(GList) names = json_object_get_members (extra);

  json_object_set_string_member (json, "status", status);
  for (GList *link = names; link != NULL; link = link->next)
    json_object_set_member (json, link->data, json_object_dup_member (extra, link->data));

  return json;
}

static void
update (Fixture    *fixture,
        const char *status,
        const char *more)
{
  g_autoptr(JsonObject) json = make_json (status, more);

  g_assert_true (hkk_approval_update (fixture->approval, json));
  test_drain ();
}

static void
on_finished (Fixture *fixture)
{
  fixture->n_finished++;
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (GTK_WIDGET (widget));
}

static void
open_dialog (Fixture    *fixture,
             const char *status,
             const char *more)
{
  g_autoptr(JsonObject) json = make_json (status, more);

  fixture->approval = hkk_approval_new (fixture->session, json);
  fixture->dialog = g_object_ref_sink (hkk_approval_dialog_new (NULL, fixture->approval));
  g_signal_connect_swapped (fixture->dialog, "finished", G_CALLBACK (on_finished), fixture);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  test_wait_until (is_mapped (harness_find (fixture->dialog, GTK_TYPE_STACK, 0)));
  test_drain ();
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = harness_session ();
  fixture->window = harness_show (gtk_label_new ("Behind"), 600, 800);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  adw_dialog_force_close (fixture->dialog);
  test_drain ();
  g_assert_cmpint (fixture->n_finished, ==, 1);
  gtk_window_destroy (fixture->window);
  test_drain ();
  g_assert_finalize_object (fixture->dialog);
  /* A call on its way to nowhere may hold it for a moment. */
  harness_finalize (fixture->approval);
  g_clear_object (&fixture->session);
}

/* WORDS again and again, LENGTH bytes in all. */
static char *
repeat (const char *words,
        gsize       length)
{
  GString *text = g_string_sized_new (length);

  while (text->len < length)
    g_string_append (text, words);
  g_string_truncate (text, length);
  return g_string_free_and_steal (text);
}

/* However long the portal's title is, the number is in view on a narrow window, and the title can be read in full. */
static void
test_long_title (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *title = repeat ("Antrag auf Kostenerstattung ", 10000);
  g_autofree char *more = g_strdup_printf ("{\"title\":\"%s\"}", title);
  GtkWidget *details = NULL;
  GtkWidget *number = NULL;
  graphene_rect_t bounds;

  gtk_window_destroy (fixture->window);
  fixture->window = harness_show (gtk_label_new ("Behind"), 360, 640);
  open_dialog (fixture, "pending", more);
  test_wait_until (harness_shows (fixture->dialog, "42"));
  number = harness_find (harness_find (fixture->dialog, GTK_TYPE_STACK, 0), GTK_TYPE_LABEL, 1);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (number)), ==, "42");
  g_assert_true (gtk_widget_compute_bounds (number, GTK_WIDGET (fixture->window), &bounds));
  g_test_message ("the number is at %g, %g of a window of %d × %d", bounds.origin.x, bounds.origin.y,
                  gtk_widget_get_width (GTK_WIDGET (fixture->window)),
                  gtk_widget_get_height (GTK_WIDGET (fixture->window)));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (fixture->window)));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (GTK_WIDGET (fixture->window)));
  details = harness_find (fixture->dialog, GTK_TYPE_LIST_BOX, 0);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (harness_find (details, ADW_TYPE_EXPANDER_ROW, 0)), TRUE);
  test_wait_until (harness_shows (details, title));
  g_assert_cmpint (gtk_widget_get_width (details), <=, gtk_widget_get_width (GTK_WIDGET (fixture->window)));
  harness_shot ("approval-long-title");
}

static void
test_waiting (Fixture       *fixture,
              gconstpointer  data)
{
  open_dialog (fixture, "pending", "{}");
  g_assert_true (harness_shows (fixture->dialog, "Hand in: Treatment costs abroad"));
  g_assert_true (harness_shows (fixture->dialog, "42"));
  g_assert_true (harness_shows (fixture->dialog, "Type this number in the Service-App"));
  g_assert_true (harness_shows (fixture->dialog, "Until now: " FSI "DE89 … 3000" PDI "\nNew: " FSI "DE02 … 2051" PDI));
  g_assert_true (harness_shows (fixture->dialog, "Spain"));
  g_assert_true (harness_shows (fixture->dialog, "Waiting for " FSI "Andrea’s phone" PDI));
  g_assert_true (harness_shows (fixture->dialog, "More than 4 minutes left"));
  g_assert_false (harness_shows (fixture->dialog, "Fetch"));
  g_assert_false (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Send again")));
  g_assert_true (gtk_widget_get_visible (harness_find_button (fixture->dialog, "More time")));
  harness_shot ("approval-pending");

  update (fixture, "delivered", "{}");
  g_assert_true (harness_shows (fixture->dialog, "Arrived on " FSI "Andrea’s phone" PDI));
  update (fixture, "opened", "{}");
  g_assert_true (harness_shows (fixture->dialog, "Being viewed on " FSI "Andrea’s phone" PDI));
  update (fixture, "approved", "{}");
  g_assert_true (harness_shows (fixture->dialog, "It is being carried out"));
  g_assert_false (hkk_approval_is_final (fixture->approval));
}

static GtkWidget *
get_number (Fixture *fixture)
{
  return harness_find (harness_find (fixture->dialog, GTK_TYPE_STACK, 0), GTK_TYPE_LABEL, 1);
}

static gboolean
number_has_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window)) == gtk_widget_get_parent (get_number (fixture));
}

/* It is said with the dialog, which it describes, and with what is approved; and again by whoever checks how far it is.
 * Its line has the focus. The number is not marked. */
static void
test_number_is_read (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *number = NULL;
  const char *spoken = FSI "Hand in: Treatment costs abroad" PDI ". Type this number in the Service-App: 4 2.";
  g_autofree char *described = g_strconcat (spoken, "\nMore than 4 minutes left", NULL);

  open_dialog (fixture, "pending", "{}");
  number = get_number (fixture);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (number)), ==, "42");
  test_wait_until (number_has_focus (fixture));
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (number), NULL, NULL));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (number), GTK_ACCESSIBLE_PROPERTY_LABEL, "Number: 4 2");
  gtk_test_accessible_assert_property (fixture->dialog, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, described);
  harness_take_said ("");
  g_signal_emit_by_name (harness_find_button (fixture->dialog, "Check now"), "clicked");
  g_assert_cmpuint (harness_take_said (spoken), ==, 1);
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (harness_find_button (fixture->dialog, "More time")),
                                                   GTK_ACCESSIBLE_RELATION_DESCRIBED_BY));
}

/* With the seconds that are left now. */
static void
assert_described (Fixture    *fixture,
                  const char *seconds,
                  const char *left)
{
  const char *spoken = FSI "Hand in: Treatment costs abroad" PDI ". Type this number in the Service-App: 4 2.";
  g_autofree char *all = g_strconcat (spoken, left, NULL);
  g_autofree char *more = g_strdup_printf ("{\"expires_in\":%s}", seconds);

  update (fixture, "pending", more);
  gtk_test_accessible_assert_property (fixture->dialog, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all);
}

/* Who comes back to the window is not told of minutes that are over, nor of seconds that are. */
static void
test_time_is_read (Fixture       *fixture,
                   gconstpointer  data)
{
  open_dialog (fixture, "pending", "{}");
  assert_described (fixture, "200", "\nMore than 3 minutes left");
  assert_described (fixture, "100", "\nMore than 1 minute left");
  assert_described (fixture, "80", "");
  assert_described (fixture, "20", "");
  assert_described (fixture, "290", "\nMore than 4 minutes left");
}

static gboolean
holds_number (gpointer clipboard)
{
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_auto(GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  return content != NULL && gdk_content_provider_get_value (content, &value, NULL) &&
         g_str_equal (g_value_get_string (&value), "42");
}

/* Ctrl+C where the focus is. */
static void
press_copy (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  guint n_pressed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) keys = g_list_model_get_item (controllers, i);
      g_autoptr(GtkShortcut) shortcut = NULL;
      g_autofree char *trigger = NULL;

      if (!GTK_IS_SHORTCUT_CONTROLLER (keys))
        continue;
      shortcut = g_list_model_get_item (G_LIST_MODEL (keys), 0);
      trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));
      g_assert_cmpstr (trigger, ==, "<Control>c");
      g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL));
      n_pressed++;
    }
  g_assert_cmpuint (n_pressed, ==, 1);
}

/* Where it is read it can be copied, and with the mouse marked; it is no stop besides its line. */
static void
test_number_is_copied (Fixture       *fixture,
                       gconstpointer  data)
{
  GtkWidget *number = NULL;

  open_dialog (fixture, "pending", "{}");
  number = get_number (fixture);
  test_wait_until (number_has_focus (fixture));
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (number)));
  gtk_widget_child_focus (GTK_WIDGET (fixture->dialog), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) != number);
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (number), NULL, NULL));
  harness_take_said ("");
  press_copy (gtk_widget_get_parent (number));
  g_assert_true (holds_number (gtk_widget_get_clipboard (number)));
  g_assert_cmpuint (harness_take_said ("Copied."), ==, 1);
}

/* Each thing that is new is said, once. */
static void
test_said_once (Fixture       *fixture,
                gconstpointer  data)
{
  open_dialog (fixture, "pending", "{}");
  harness_take_said ("");
  update (fixture, "delivered", "{}");
  update (fixture, "delivered", "{}");
  g_assert_cmpuint (harness_take_said ("Arrived on"), ==, 1);
  update (fixture, "delivered", "{\"expires_in\":29}");
  update (fixture, "delivered", "{\"expires_in\":28}");
  g_assert_cmpuint (harness_take_said ("seconds are left"), ==, 1);
  update (fixture, "expired", "{}");
  update (fixture, "expired", "{}");
  g_assert_cmpuint (harness_take_said ("Time ran out"), ==, 1);
}

/* Twelve people, in a window of this size. */
static GtkWidget *
open_with_list (Fixture *fixture,
                int      width,
                int      height)
{
  GString *lines = g_string_new ("{\"authorization_details\":[");

  gtk_window_destroy (fixture->window);
  fixture->window = harness_show (gtk_label_new ("Behind"), width, height);
  for (int i = 0; i < 12; i++)
    g_string_append_printf (lines, "%s{\"label\":\"Person %d\",\"old\":null,\"new\":\"Ada Amsel, "
                            "insured with her mother from the first of the month on, all year\"}",
                            i > 0 ? "," : "", i);
  g_string_append (lines, "]}");
  open_dialog (fixture, "pending", lines->str);
  g_string_free (lines, TRUE);
  return harness_find (fixture->dialog, GTK_TYPE_LIST_BOX, 0);
}

static gboolean
scrolls (GtkWidget *inside)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (inside, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  return gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment);
}

/* Around all that the dialog says; the toolkit has a stack of its own around it. */
static GtkWidget *
get_all (Fixture *fixture)
{
  return harness_find (adw_dialog_get_child (fixture->dialog), GTK_TYPE_STACK, 0);
}

static void
show_later (Fixture *fixture)
{
  gtk_widget_set_visible (harness_find_button (fixture->dialog, "Send again"), TRUE);
  gtk_widget_set_visible (gtk_widget_get_last_child (gtk_stack_get_visible_child (GTK_STACK (get_all (fixture)))),
                          TRUE);
  test_drain ();
}

static void
assert_no_row_is_cut (GtkWidget *list)
{
  int visible = gtk_widget_get_height (gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW)), bottom = 0;

  for (int i = 0; bottom < visible - 1; i++)
    {
      GtkListBoxRow *line = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i);
      graphene_rect_t row;

      g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (line), list, &row));
      bottom = (int) (row.origin.y + row.size.height);
    }
  g_assert_cmpint (ABS (bottom - visible), <=, 1);
}

/* Many lines are scrolled to, and none is cut; the dialog is as high when the help comes, and at the end. */
static void
test_size (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *list = open_with_list (fixture, 600, 800);
  int before, needed = 0;

  assert_no_row_is_cut (list);
  before = adw_dialog_get_content_height (fixture->dialog);
  /* As after 30 seconds without an answer. */
  show_later (fixture);
  g_assert_true (harness_shows (fixture->dialog, "Fetch"));
  gtk_widget_measure (adw_dialog_get_child (fixture->dialog), GTK_ORIENTATION_VERTICAL, 420, NULL, &needed, NULL, NULL);
  g_assert_cmpint (needed, <=, before);
  update (fixture, "denied", "{}");
  g_assert_cmpint (adw_dialog_get_content_height (fixture->dialog), ==, before);
}

/* What goes on in another line because the window is narrow, or for the scroll bar, is not cut either. */
static void
test_narrow_window (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *list = open_with_list (fixture, 360, 800);

  assert_no_row_is_cut (list);
  g_assert_true (scrolls (list));
  g_assert_true (number_has_focus (fixture));
  harness_shot ("approval-narrow");
}

/* In a low window the list is lower, and all else is in sight, with the help that comes. */
static void
test_low_window (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *list = open_with_list (fixture, 600, 760);

  show_later (fixture);
  harness_shot ("approval-low");
  g_assert_true (scrolls (list));
  g_assert_false (scrolls (get_all (fixture)));
}

static gboolean
is_in_sight (Fixture   *fixture,
             GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (get_all (fixture), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t place;

  return gtk_widget_compute_bounds (widget, scroller, &place) && place.origin.y >= 0 &&
         place.origin.y + place.size.height <= (float) gtk_widget_get_height (scroller);
}

/* With large text in a narrow window there is one thing that scrolls: all of it. It begins with the number, whatever
 * has the focus, and follows the focus from then on. */
static void
test_large_text (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *list = NULL;
  int usual;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  list = open_with_list (fixture, 360, 640);
  harness_shot ("approval-large");
  g_assert_false (scrolls (list));
  g_assert_true (scrolls (get_all (fixture)));
  test_wait_until (number_has_focus (fixture));
  g_assert_true (is_in_sight (fixture, harness_find (get_all (fixture), GTK_TYPE_LABEL, 1)));
  g_assert_true (gtk_widget_grab_focus (harness_find_button (fixture->dialog, "Cancel")));
  test_wait_until (is_in_sight (fixture, harness_find_button (fixture->dialog, "Cancel")));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", usual, NULL);
}

static void
test_unknown (Fixture       *fixture,
              gconstpointer  data)
{
  open_dialog (fixture, "teleported", "{}");
  g_assert_true (harness_shows (fixture->dialog, "42"));
  g_assert_true (harness_shows (fixture->dialog, "Check now"));
  g_assert_false (harness_shows (fixture->dialog, "Done"));
}

static void
test_help (Fixture       *fixture,
           gconstpointer  data)
{
  open_dialog (fixture, "pending", "{\"expires_in\":275}");
  g_assert_true (harness_shows (fixture->dialog, "2FA approval → Fetch"));
  g_assert_false (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Send again")));
  harness_shot ("approval-help");
}

static void
test_resend (Fixture       *fixture,
             gconstpointer  data)
{
  open_dialog (fixture, "delivered", "{\"expires_in\":265}");
  g_assert_true (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Send again")));
  update (fixture, "delivered", "{\"expires_in\":265,\"resends_left\":0,\"extensions_left\":0}");
  g_assert_false (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Send again")));
  g_assert_false (gtk_widget_get_visible (harness_find_button (fixture->dialog, "More time")));
  update (fixture, "opened", "{\"expires_in\":265}");
  g_assert_false (harness_shows (fixture->dialog, "Fetch"));
}

static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  open_dialog (fixture, "pending", "{\"device\":{\"name\":\"Old phone\",\"locked\":true}}");
  g_assert_true (harness_shows (fixture->dialog, FSI "Old phone" PDI " is locked"));
  harness_shot ("approval-locked");
  update (fixture, "pending", "{\"device\":null}");
  g_assert_true (harness_shows (fixture->dialog, "No device is registered"));
}

static gboolean
is_interrupted (gpointer data)
{
  Fixture *fixture = data;

  return hkk_approval_get_link (fixture->approval) == HKK_APPROVAL_LINK_INTERRUPTED;
}

static void
test_interrupted (Fixture       *fixture,
                  gconstpointer  data)
{
  open_dialog (fixture, "pending", "{}");
  g_signal_emit_by_name (harness_find_button (fixture->dialog, "Check now"), "clicked");
  test_wait_until (is_interrupted (fixture));
  test_drain ();
  g_assert_true (harness_shows (fixture->dialog, "The connection is interrupted. Your approval goes on."));
  g_assert_true (harness_shows (fixture->dialog, "42"));
  g_assert_false (hkk_approval_is_final (fixture->approval));
  harness_shot ("approval-interrupted");
}

typedef struct
{
  const char *status;
  const char *more;
  const char *title;
  const char *text;
  const char *button;
  const char *name; /* (nullable): the status, if it has ends of several kinds */
} End;

static const End ends[] = {
  { "executed", "{\"result\":{\"reference\":\"HKK-2026-004711\",\"request_id\":\"r1\"}}", "Done",
    "HKK-2026-004711", "Done" },
  { "denied", "{}", "You declined. Nothing was changed.", "What you entered is kept", "Close" },
  { "denied", "{\"problem\":{\"code\":\"wrong_number\",\"title\":\"Wrong\",\"status\":409}}",
    "The number was wrong twice. Nothing was changed.", "new number", "Close", "wrong-number" },
  { "reported", "{}", "this was not you", "choose a new password under “Security”", "Close" },
  { "expired", "{}", "Time ran out. Nothing was changed.", "Ask again when", "Close" },
  { "cancelled", "{}", "Cancelled. Nothing was changed.", "Your entries are kept", "Close" },
  { "revoked", "{}", "no longer valid", "has ended", "Close" },
  { "revoked", "{\"device\":{\"name\":\"Old phone\",\"locked\":true}}", "no longer valid", "Old phone" PDI " is locked",
    "Close", "device-locked" },
  { "failed", "{\"problem\":{\"code\":\"internal\",\"title\":\"The department is closed.\",\"status\":500}}",
    "Approved, but not carried out", "The department is closed.", "Close" },
  { "failed_conflict", "{}", "Approved, but not carried out", "changed meanwhile", "Close" },
};

/* (transfer full) (nullable): the toast on the page behind the dialog. */
static AdwToast *
say_behind (Fixture  *fixture,
            gboolean  at_security)
{
  g_autoptr(StubShell) shell = g_object_ref_sink (stub_shell_new (NULL, NULL));
  AdwToast *toast = NULL;

  hkk_approval_end_say (HKK_SHELL (shell), fixture->approval, at_security);
  toast = stub_shell_get_toast (shell);
  if (toast == NULL)
    return NULL;
  g_assert_false (adw_toast_get_use_markup (toast));
  return g_object_ref (toast);
}

/* A form says all that the dialog said, a toast one sentence of it. */
static void
check_behind (Fixture   *fixture,
              const End *end)
{
  g_autofree char *words = hkk_approval_end_sentence (fixture->approval, TRUE);
  g_autofree char *sentence = hkk_approval_end_sentence (fixture->approval, FALSE);
  const char *offer = g_str_equal (end->status, "reported") ? "Open Security" : NULL;
  g_autoptr(AdwToast) toast = say_behind (fixture, FALSE);
  g_autoptr(AdwToast) at_security = say_behind (fixture, TRUE);

  g_assert_nonnull (strstr (words, end->title));
  g_assert_null (strchr (sentence, '\n'));
  g_assert_nonnull (strstr (words, sentence));
  g_assert_cmpstr (hkk_approval_end_get_offer (fixture->approval), ==, offer);
  if (g_str_equal (end->status, "executed"))
    {
      g_assert_null (toast);
      return;
    }
  g_assert_nonnull (strstr (words, end->text));
  g_assert_cmpstr (adw_toast_get_title (toast), ==, sentence);
  g_assert_cmpstr (adw_toast_get_button_label (toast), ==, offer);
  g_assert_null (adw_toast_get_button_label (at_security));
}

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  const End *end = data;
  g_autofree char *shot = g_strconcat ("approval-", end->name != NULL ? end->name : end->status, NULL);

  open_dialog (fixture, "opened", "{}");
  update (fixture, end->status, end->more);
  g_assert_true (harness_shows (fixture->dialog, end->title));
  g_assert_true (harness_shows (fixture->dialog, end->text));
  g_assert_false (harness_shows (fixture->dialog, "Type this number"));
  g_assert_cmpint (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Open Security")), ==,
                   g_str_equal (end->status, "reported"));
  check_behind (fixture, end);
  /* Nobody is there who could. */
  g_assert_false (gtk_widget_get_visible (harness_find_button (fixture->dialog, "Ask again")));
  g_assert_true (adw_dialog_get_can_close (fixture->dialog));
  harness_shot (shot);
  g_signal_emit_by_name (harness_find_button (fixture->dialog, end->button), "clicked");
  test_drain ();
  g_assert_cmpint (fixture->n_finished, ==, 1);
}

/* It ended before its dialog opened: the dialog says so, with its name and its description. */
static void
test_over_already (Fixture       *fixture,
                   gconstpointer  data)
{
  const End *end = data;
  HkkApprovalEnd words = { 0 };

  open_dialog (fixture, end->status, end->more);
  hkk_approval_end_init (&words, fixture->approval, FALSE);
  g_assert_cmpstr (adw_dialog_get_title (fixture->dialog), ==, words.title);
  gtk_test_accessible_assert_property (fixture->dialog, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words.text);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == harness_find_button (fixture->dialog, end->button));
  g_free (words.text);
}

static void
test_escape_asks (Fixture       *fixture,
                  gconstpointer  data)
{
  AdwDialog *question = NULL;
  g_autoptr(AdwToast) toast = NULL;

  open_dialog (fixture, "pending", "{}");
  g_assert_false (adw_dialog_close (fixture->dialog));
  test_drain ();
  g_assert_cmpint (fixture->n_finished, ==, 0);
  question = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  if (!ADW_IS_ALERT_DIALOG (question))
    question = ADW_DIALOG (harness_find (fixture->window, ADW_TYPE_ALERT_DIALOG, 0));
  harness_shot ("approval-question");
  g_signal_emit_by_name (question, "response::background", "background");
  test_drain ();
  g_assert_cmpint (fixture->n_finished, ==, 1);
  g_assert_false (hkk_approval_is_final (fixture->approval));
  toast = say_behind (fixture, FALSE);
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "The approval goes on. You are told when it ends.");
}

static void
test_cancel_came_late (Fixture       *fixture,
                       gconstpointer  data)
{
  HkkApprovalEnd end = { 0 };

  open_dialog (fixture, "approved", "{}");
  update (fixture, "executed", "{\"result\":{\"reference\":\"HKK-1\",\"message\":\"Thank you\"}}");
  hkk_approval_end_init (&end, fixture->approval, TRUE);
  g_assert_nonnull (strstr (end.text, "already been carried out when you cancelled"));
  g_free (end.text);
  hkk_approval_end_init (&end, fixture->approval, FALSE);
  g_assert_cmpstr (end.text, ==, "Thank you");
  g_free (end.text);
}

static gboolean
says_trouble (gpointer data)
{
  Fixture *fixture = data;

  return gtk_widget_get_sensitive (harness_find_button (fixture->dialog, "Cancel"));
}

/* A cancel that did not arrive cancels nothing: the number stays, the person is told. */
static void
test_cancel_lost (Fixture       *fixture,
                  gconstpointer  data)
{
  open_dialog (fixture, "pending", "{}");
  g_signal_emit_by_name (harness_find_button (fixture->dialog, "Cancel"), "clicked");
  test_wait_until (says_trouble (fixture));
  g_assert_true (harness_shows (fixture->dialog, "42"));
  g_assert_false (harness_shows (fixture->dialog, "Nothing was changed"));
}

static void
test_words (void)
{
  g_autofree char *digits = hkk_approval_words_number ("07");
  guint announced = 0;

  g_assert_cmpstr (digits, ==, "0 7");
  for (guint seconds = 300; seconds > 0; seconds--)
    {
      g_autofree char *notice = hkk_approval_words_time_notice (seconds, seconds - 1);

      if (notice == NULL)
        continue;
      announced++;
      g_assert_true (seconds - 1 == 60 || seconds - 1 == 30 || seconds - 1 == 10);
    }
  g_assert_cmpuint (announced, ==, 3);
  {
    /* The computer slept over two of them: the nearest one is said, once. */
    g_autofree char *notice = hkk_approval_words_time_notice (200, 8);
    g_autofree char *seconds = hkk_approval_words_time_left (90);
    g_autofree char *minutes = hkk_approval_words_time_left (300);

    g_assert_nonnull (strstr (notice, "8 seconds"));
    g_assert_cmpstr (seconds, ==, "90 seconds left");
    g_assert_cmpstr (minutes, ==, "More than 4 minutes left");
  }
}

#define ADD(name, func) g_test_add ("/approval/dialog/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  harness_init (&argc, &argv);

  ADD ("waiting", test_waiting);
  ADD ("number", test_number_is_read);
  ADD ("time", test_time_is_read);
  ADD ("number-copied", test_number_is_copied);
  ADD ("said-once", test_said_once);
  ADD ("long-title", test_long_title);
  ADD ("size", test_size);
  ADD ("narrow-window", test_narrow_window);
  ADD ("low-window", test_low_window);
  ADD ("large-text", test_large_text);
  ADD ("unknown", test_unknown);
  ADD ("help", test_help);
  ADD ("resend", test_resend);
  ADD ("device", test_device);
  ADD ("interrupted", test_interrupted);
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat ("/approval/dialog/end/",
                                           ends[i].name != NULL ? ends[i].name : ends[i].status, NULL);
      g_autofree char *already = g_strconcat (name, "/already", NULL);

      g_test_add (name, Fixture, &ends[i], set_up, test_end, tear_down);
      g_test_add (already, Fixture, &ends[i], set_up, test_over_already, tear_down);
    }
  ADD ("escape-asks", test_escape_asks);
  ADD ("cancel-came-late", test_cancel_came_late);
  ADD ("cancel-lost", test_cancel_lost);
  g_test_add_func ("/approval/words", test_words);

  return g_test_run ();
}
