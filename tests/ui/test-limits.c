/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-confirm-dialog.h"
#include "hkk-error-help.h"
#include "hkk-password-dialog.h"
#include "hkk-portal-error.h"
#include "hkk-portal-private.h"
#include "hkk-session-private.h"
#include "hkk-transport.h"
#include "mock-window.h"

/* --- Limits of time --- */

static void
assert_said (MockWindow *self,
             const char *text,
             const char *button)
{
  AdwBanner *banner = self->window->banner;

  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_true (g_str_has_prefix (adw_banner_get_title (banner), text));
  g_assert_true (g_str_has_suffix (adw_banner_get_title (banner), "What you began is kept."));
  g_assert_cmpstr (adw_banner_get_button_label (banner), ==, button);
  g_assert_cmpuint (harness_take_said (text), ==, 1);
}

static void
limits_are_said_before (MockWindow    *self,
                        gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) end = g_date_time_add_minutes (now, 10);

  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN);
  harness_take_said ("");
  g_signal_emit_by_name (self->portal, "inactivity-warning", 60u, TRUE);
  assert_said (self, "The window will be locked in a minute.", "_Not yet");
  g_signal_emit_by_name (self->window->banner, "button-clicked");
  g_assert_false (adw_banner_get_revealed (self->window->banner));

  g_signal_emit_by_name (self->portal, "inactivity-warning", 120u, FALSE);
  assert_said (self, "You will be signed out in 2 minutes.", "_Stay signed in");
  g_signal_emit_by_name (self->window->banner, "button-clicked");

  g_signal_emit_by_name (self->portal, "end-warning", end);
  assert_said (self, "Your sign-in lasts until", "Sign in _again");
  g_signal_emit_by_name (self->portal, "inactivity-warning", 60u, TRUE);
  assert_said (self, "The window will be locked in a minute.", "_Not yet");
  g_signal_emit_by_name (self->window->banner, "button-clicked");
  assert_said (self, "Your sign-in lasts until", "Sign in _again");
}

/* Nobody is told after the lock what was going to happen before. */
static void
warnings_go_with_the_lock (MockWindow    *self,
                           gconstpointer  data)
{
  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN);
  g_signal_emit_by_name (self->portal, "inactivity-warning", 60u, TRUE);
  g_assert_cmpuint (self->window->session_seconds, ==, 60);
  hkk_portal_lock (self->portal);
  g_assert_cmpuint (self->window->session_seconds, ==, 0);
  g_signal_emit_by_name (self->portal, "inactivity-warning", 120u, FALSE);
  g_assert_cmpuint (self->window->session_seconds, ==, 0);
}

/* --- What is the matter --- */

static void
set_offline (MockWindow *self,
             gboolean    matter)
{
  g_autoptr(GError) offline = hkk_portal_error_new (HKK_PORTAL_ERROR_OFFLINE, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", "https://127.0.0.1/");

  if (matter)
    hkk_transport_note_error (self->portal->transport, offline);
  else
    hkk_transport_note_answer (self->portal->transport, message);
}

static void
set_keyring (MockWindow *self,
             gboolean    matter)
{
  hkk_session_set_keyring_state (self->portal->session, matter ? HKK_KEYRING_MUTE : HKK_KEYRING_UNUSED);
}

static void
set_clock (MockWindow *self,
           gboolean    matter)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) date = g_date_time_add_minutes (now, matter ? 10 : 0);
  g_autofree char *header = soup_date_time_to_string (date, SOUP_DATE_HTTP);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", "https://127.0.0.1/");

  soup_message_headers_replace (soup_message_get_response_headers (message), "Date", header);
  hkk_transport_note_answer (self->portal->transport, message);
}

/* Once, whatever page is opened meanwhile and however often it is looked at; and again when it comes again. */
static void
banners_are_said_once (MockWindow    *self,
                       gconstpointer  data)
{
  static const struct
  {
    const char *text;
    void      (*set) (MockWindow *self, gboolean matter);
  } matters[] = {
    { "This computer is not connected to the internet.", set_offline },
    { "The keyring does not answer.", set_keyring },
    { "This computer’s clock is off by more than a minute.", set_clock },
  };

  test_wait_until (hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN);
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (matters); i++)
    {
      gsize one = i / 2; /* each comes twice */

      harness_take_said ("");
      matters[one].set (self, TRUE);
      g_assert_true (adw_banner_get_revealed (self->window->banner));
      g_assert_nonnull (strstr (adw_banner_get_title (self->window->banner), matters[one].text));
      mock_window_act (self, "win.go-to", i % 2 == 0 ? "requests" : "overview");
      matters[one].set (self, TRUE);
      hkk_window_update_banner (self->window);
      g_assert_cmpuint (harness_take_said (matters[one].text), ==, 1);
      matters[one].set (self, FALSE);
      g_assert_false (adw_banner_get_revealed (self->window->banner));
      g_assert_cmpuint (harness_take_said (matters[one].text), ==, 0);
    }
}

static void
show_toast (MockWindow *self,
            const char *text)
{
  test_wait_until (harness_shows (GTK_WIDGET (self->window), text));
  test_drain ();
  g_assert_cmpuint (harness_take_said (text), ==, 1);
  adw_toast_overlay_dismiss_all (self->window->toast_overlay);
  test_wait_until (!harness_shows (GTK_WIDGET (self->window), text));
  g_assert_cmpuint (harness_take_said (text), ==, 0);
}

/* Each way to say something that passes: a sentence, an error with its help, a place with the way there, and again. */
static void
toasts_are_said_once (MockWindow    *self,
                      gconstpointer  data)
{
  HkkShell *shell = HKK_SHELL (self->window);
  g_autoptr(GError) slow = hkk_portal_error_new (HKK_PORTAL_ERROR_TIMEOUT, NULL);

  harness_take_said ("");
  for (int i = 0; i < 2; i++)
    {
      hkk_shell_say (shell, "It is so.");
      show_toast (self, "It is so.");
    }
  hkk_shell_say_error (shell, slow);
  show_toast (self, slow->message);
  hkk_shell_say_where (shell, "It is there.", hkk_lead_find ("documents"));
  show_toast (self, "It is there.");
}

/* --- Errors at their fields --- */

static void
assert_wrong (GtkWidget  *row,
              gboolean    wrong,
              const char *message)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  gtk_test_accessible_assert_property (text, GTK_ACCESSIBLE_PROPERTY_REQUIRED, TRUE);
  g_assert_cmpint (gtk_widget_has_css_class (row, "error"), ==, wrong);
  g_assert_cmpint (gtk_test_accessible_has_relation (text, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE), ==, wrong);
  if (!wrong)
    return;
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
  test_wait_until (harness_shows (gtk_widget_get_root (row), message));
  g_assert_cmpuint (harness_take_said (message), ==, 1);
}

static AdwDialog *
open_dialog (MockWindow *self,
             gpointer    dialog)
{
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
  test_drain ();
  return dialog;
}

static void
errors_of_a_new_password (MockWindow    *self,
                          gconstpointer  data)
{
  AdwDialog *dialog = open_dialog (self, hkk_password_dialog_new (HKK_SHELL (self->window)));
  GtkWidget *rows[3];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rows[i] = harness_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, i);
  gtk_editable_set_text (GTK_EDITABLE (rows[0]), "Amsel-singt-1988");
  gtk_editable_set_text (GTK_EDITABLE (rows[1]), "Drei Lampen singen");
  gtk_editable_set_text (GTK_EDITABLE (rows[2]), "Drei Lampen schweigen");
  harness_take_said ("");
  g_signal_emit_by_name (harness_find_button (dialog, "_Change password"), "clicked");
  assert_wrong (rows[0], FALSE, NULL);
  assert_wrong (rows[1], FALSE, NULL);
  assert_wrong (rows[2], TRUE, "The two new passwords are not the same.");
}

static void
errors_of_what_is_confirmed (MockWindow    *self,
                             gconstpointer  data)
{
  AdwDialog *dialog = open_dialog (self, hkk_confirm_dialog_new ("Close", "It is closed.", "_Close it"));
  GtkWidget *row = harness_find (dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, 0);
  g_autoptr(GSimpleActionGroup) app = g_simple_action_group_new ();
  GtkWidget *help = NULL;
  g_autoptr(GError) wrong = hkk_portal_error_new (HKK_PORTAL_ERROR_INVALID_CREDENTIALS, NULL);
  g_autoptr(GError) slow = hkk_portal_error_new (HKK_PORTAL_ERROR_TIMEOUT, NULL);

  g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (g_simple_action_new ("answer", G_VARIANT_TYPE_STRING)));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "app", G_ACTION_GROUP (app));
  harness_take_said ("");
  assert_wrong (row, FALSE, NULL);
  g_signal_emit_by_name (harness_find_button (dialog, "_Close it"), "clicked");
  assert_wrong (row, TRUE, "Type your password.");
  g_assert_false (harness_helps (dialog, "forgotten"));
  hkk_confirm_dialog_take_error (HKK_CONFIRM_DIALOG (dialog), wrong);
  test_wait_until (harness_helps (dialog, "forgotten"));
  hkk_confirm_dialog_take_error (HKK_CONFIRM_DIALOG (dialog), slow);
  test_wait_until (harness_helps (dialog, "trouble"));
  /* Tab leads on from it. */
  help = harness_find (dialog, HKK_TYPE_ERROR_HELP, 0);
  test_wait_until (gtk_widget_get_height (help) > 0);
  g_assert_true (gtk_widget_grab_focus (help));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == harness_find_button (dialog, "_Close it"));
  hkk_confirm_dialog_show_error (HKK_CONFIRM_DIALOG (dialog), "Not now.");
  g_assert_false (harness_helps (dialog, "trouble"));
}

#define ADD(name, test) \
  g_test_add ("/ui/limits/" name, MockWindow, NULL, mock_window_set_up, test, mock_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  harness_init (&argc, &argv);
  ADD ("said-before", limits_are_said_before);
  ADD ("lock", warnings_go_with_the_lock);
  ADD ("said-once/banners", banners_are_said_once);
  ADD ("said-once/toasts", toasts_are_said_once);
  ADD ("errors/password", errors_of_a_new_password);
  ADD ("errors/confirm", errors_of_what_is_confirmed);
  return g_test_run ();
}
