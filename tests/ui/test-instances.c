/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "harness.h"
#include "hkk-bookings-page.h"
#include "hkk-help-dialog.h"
#include "hkk-json-build.h"
#include "instances.h"
#include "mock-window.h"

/* Whatever is opened and closed leaves nothing behind: the window of the program at a mock, with a person's data. */

#define ROUNDS 8 /* HKK_ROUNDS: more; what stays behind shows in every one or two */
#define SETTLED 10

typedef struct
{
  const char *name;
  void      (*round) (MockWindow *self);
} Way;

/* --- Pages --- */

static void
read_and_leave (MockWindow *self)
{
  test_wait_until (mock_window_get_task (self) != NULL &&
                   hkk_page_get_state (mock_window_get_task (self)) != HKK_PAGE_STATE_LOADING);
  gtk_widget_child_focus (GTK_WIDGET (mock_window_get_task (self)), GTK_DIR_TAB_FORWARD);
  test_drain ();
  adw_navigation_view_pop (self->window->task_view);
  test_wait_until (mock_window_get_task (self) == NULL);
}

static void
pages (MockWindow *self)
{
  mock_window_act (self, "win.new-request", NULL);
  read_and_leave (self);
  mock_window_act (self, "win.open-form", "treatment-abroad");
  read_and_leave (self);
  mock_window_act (self, "win.compose", NULL);
  read_and_leave (self);
  hkk_shell_push (HKK_SHELL (self->window), ADW_NAVIGATION_PAGE (hkk_bookings_page_new (HKK_BOOKINGS_VIDEO)));
  read_and_leave (self);
}

static void
places (MockWindow *self)
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
dialog (MockWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static gboolean
dialog_has_focus (MockWindow *self)
{
  return dialog (self) != NULL && gtk_window_get_focus (GTK_WINDOW (self->window)) != NULL;
}

static void
close_dialog (MockWindow *self)
{
  test_wait_until (dialog_has_focus (self));
  adw_dialog_force_close (dialog (self));
  test_wait_until (dialog (self) == NULL);
}

static void
dialogs (MockWindow *self)
{
  adw_dialog_present (ADW_DIALOG (hkk_help_dialog_new ()), GTK_WIDGET (self->window));
  close_dialog (self);
  mock_window_act (self, "win.certificate", NULL);
  close_dialog (self);
}

static void
answer (MockWindow *self,
        const char *decision)
{
  g_autoptr(JsonObject) answered = mock_command (self->mock,
                                                 hkk_json_object ("command", "approve", "decision", decision));

  g_assert_nonnull (answered);
}

/* It turns to its end while it has the focus. */
static void
approvals (MockWindow *self)
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
nothing_stays (MockWindow    *self,
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
    g_test_add (ways[i].name, MockWindow, &ways[i], mock_window_set_up, nothing_stays,
                mock_window_tear_down);
  return g_test_run ();
}
