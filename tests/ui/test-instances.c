/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "harness.h"
#include "hkk-bookings-page.h"
#include "hkk-help-dialog.h"
#include "hkk-json-build.h"
#include "hkk-window-private.h"
#include "instances.h"
#include "mock-client.h"

/* Whatever is opened and closed leaves nothing behind: the window of the program at a mock, with a person's data. */

#define ROUNDS 8 /* HKK_ROUNDS: more; what stays behind shows in every one or two */
#define SETTLED 10

typedef struct
{
  MockClient *mock;
  char       *dir;
  HkkPortal  *portal;
  HkkWindow  *window;
} Fixture;

typedef struct
{
  const char *name;
  void      (*round) (Fixture *self);
} Way;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  HkkPortalConfig config = { .program = "test", .version = "1", .device_name = "PC" };

  self->mock = mock_client_new ();
  self->dir = test_make_folder ();
  config.base_url = hkk_mock_get_url (self->mock->mock);
  config.trust_pem = hkk_mock_get_certificate (self->mock->mock);
  config.data_dir = self->dir;
  self->portal = hkk_portal_new (&config, NULL);
  hkk_portal_sign_in_async (self->portal, MOCK_ANDREA, MOCK_ANDREA_PASSWORD, FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
  self->window = hkk_window_new (NULL, self->portal);
  gtk_window_present (GTK_WINDOW (self->window));
  test_wait_until (hkk_window_is_in (self->window) && gtk_widget_get_width (GTK_WIDGET (self->window)) > 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  hkk_portal_close_async (self->portal, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_close_finish (self->portal, test_wait (&result), NULL));
  g_clear_object (&self->portal);
  test_drain ();
  mock_client_free (self->mock);
  test_remove_folder (self->dir);
  g_free (self->dir);
}

static void
act (Fixture    *self,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

static void
act_on (Fixture    *self,
        const char *action,
        const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, "s", target));
}

/* --- Pages --- */

static HkkPage *
task (Fixture *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->window->task_view);

  return HKK_IS_PAGE (page) ? HKK_PAGE (page) : NULL;
}

static void
read_and_leave (Fixture *self)
{
  test_wait_until (task (self) != NULL && hkk_page_get_state (task (self)) != HKK_PAGE_STATE_LOADING);
  gtk_widget_child_focus (GTK_WIDGET (task (self)), GTK_DIR_TAB_FORWARD);
  test_drain ();
  adw_navigation_view_pop (self->window->task_view);
  test_wait_until (task (self) == NULL);
}

static void
pages (Fixture *self)
{
  act (self, "win.new-request");
  read_and_leave (self);
  act_on (self, "win.open-form", "treatment-abroad");
  read_and_leave (self);
  act (self, "win.compose");
  read_and_leave (self);
  hkk_shell_push (HKK_SHELL (self->window), ADW_NAVIGATION_PAGE (hkk_bookings_page_new (HKK_BOOKINGS_VIDEO)));
  read_and_leave (self);
}

static void
places (Fixture *self)
{
  HkkPage *overview;

  for (int i = 0; i < HKK_N_PLACES; i++)
    {
      HkkPage *page = hkk_window_open_place (self->window, (HkkPlace) i);

      test_wait_until (hkk_page_get_state (page) == HKK_PAGE_STATE_CONTENT);
      hkk_page_reload (page);
      test_drain ();
    }
  hkk_window_reset_places (self->window);
  overview = hkk_window_open_place (self->window, HKK_PLACE_OVERVIEW);
  test_wait_until (hkk_page_get_state (overview) == HKK_PAGE_STATE_CONTENT);
}

/* --- Dialogs --- */

static AdwDialog *
dialog (Fixture *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static gboolean
dialog_has_focus (Fixture *self)
{
  return dialog (self) != NULL && gtk_window_get_focus (GTK_WINDOW (self->window)) != NULL;
}

static void
close_dialog (Fixture *self)
{
  test_wait_until (dialog_has_focus (self));
  adw_dialog_force_close (dialog (self));
  test_wait_until (dialog (self) == NULL);
}

static void
dialogs (Fixture *self)
{
  adw_dialog_present (ADW_DIALOG (hkk_help_dialog_new ()), GTK_WIDGET (self->window));
  close_dialog (self);
  act (self, "win.certificate");
  close_dialog (self);
}

static void
answer (Fixture    *self,
        const char *decision)
{
  g_autoptr(JsonObject) answered = mock_command (self->mock,
                                                 hkk_json_object ("command", "approve", "decision", decision));

  g_assert_nonnull (answered);
}

/* It turns to its end while it has the focus. */
static void
approvals (Fixture *self)
{
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(GAsyncResult) ended = NULL;
  g_autoptr(HkkApproval) approval = NULL;
  HkkApprovalOutcome outcome;

  gtk_window_set_focus (GTK_WINDOW (self->window), NULL); /* as when the button that was pressed went out of use */
  mock_advance (self->mock, 300); /* so many questions in a quarter of an hour are allowed */
  hkk_portal_send_async (self->portal, "POST", "/v1/step-up", NULL, NULL, NULL, test_keep_result, &asked);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&asked), &approval, NULL));
  hkk_portal_await_async (self->portal, approval, NULL, test_keep_result, &ended);
  test_wait_until (dialog_has_focus (self));
  answer (self, "deny");
  test_wait_until (hkk_approval_is_final (approval));
  g_signal_emit_by_name (harness_find_button (dialog (self), "Close"), "clicked");
  test_wait_until (dialog (self) == NULL);
  g_assert_true (hkk_portal_await_finish (self->portal, test_wait (&ended), &outcome, NULL));
  g_assert_cmpint (outcome, ==, HKK_APPROVAL_OUTCOME_ENDED);
}

/* --- Rounds --- */

static void
nothing_stays (Fixture       *self,
               gconstpointer  data)
{
  const Way *way = data;
  const char *more = g_getenv ("HKK_ROUNDS");
  int rounds = more != NULL ? atoi (more) : ROUNDS;
  g_autoptr(GHashTable) before = g_hash_table_new (NULL, NULL);
  gint64 end;

  for (int i = 1; i <= rounds; i++)
    {
      way->round (self);
      test_drain ();
      if (i <= MIN (SETTLED, rounds / 2))
        instances_take (before);
    }
  end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  while (!instances_fit (before) && g_get_monotonic_time () < end)
    test_iterate ();
  instances_tell (before);
  g_assert_true (instances_fit (before));
}

static const Way ways[] = {
  { "/instances/pages", pages },
  { "/instances/places", places },
  { "/instances/dialogs", dialogs },
  { "/instances/approvals", approvals },
};

int
main (int    argc,
      char **argv)
{
  instances_init ();
  harness_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    g_test_add (ways[i].name, Fixture, &ways[i], set_up, nothing_stays, tear_down);
  return g_test_run ();
}
