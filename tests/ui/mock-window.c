/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mock-window.h"

#include "harness.h"
#include "hkk-portal-private.h"

void
mock_window_set_up (MockWindow    *self,
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

void
mock_window_tear_down (MockWindow    *self,
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

void
mock_window_act (MockWindow *self,
                 const char *action,
                 const char *target)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, target != NULL ? "s" : NULL, target));
}

/* What it says itself is on its way first. */
void
mock_window_serve (MockWindow         *self,
                   const char * const *operations)
{
  test_wait_until (self->portal->operations != NULL && self->portal->status_calls == 0);
  g_strfreev (self->portal->operations);
  self->portal->operations = g_strdupv ((char **) operations);
}

HkkPage *
mock_window_get_task (MockWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->window->task_view);

  return HKK_IS_PAGE (page) ? HKK_PAGE (page) : NULL;
}
