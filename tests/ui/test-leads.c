/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-approval-dialog.h"
#include "hkk-brochures-page.h"
#include "hkk-certificate-dialog.h"
#include "hkk-confirm-dialog.h"
#include "hkk-form-page.h"
#include "hkk-portal-private.h"
#include "hkk-security-page.h"
#include "mock-window.h"
#include "portal-things.h"

/* What a sentence names is one click away. */

static AdwDialog *
dialog (MockWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static gboolean
is_at (MockWindow *self,
       HkkPlace    place)
{
  return self->window->place == place && mock_window_get_task (self) == NULL && dialog (self) == NULL;
}

static HkkFormModel *
model (MockWindow *self)
{
  HkkPage *page = mock_window_get_task (self);

  return HKK_IS_FORM_PAGE (page) ? hkk_form_page_get_model (HKK_FORM_PAGE (page)) : NULL;
}

/* (transfer none): the button of the note that is shown for REASON, in the form for a new health card. */
static GtkWidget *
find_note (MockWindow *self,
           const char *reason,
           const char *label)
{
  mock_window_act (self, "win.open-form", "health-card");
  test_wait_until (model (self) != NULL);
  hkk_form_values_set_string (hkk_form_model_get_values (model (self)), "reason", reason);
  test_wait_until (harness_shows (mock_window_get_task (self), label));
  return harness_find_button (mock_window_get_task (self), label);
}

static void
a_note_leads_to_its_page (MockWindow    *self,
                          gconstpointer  data)
{
  g_signal_emit_by_name (find_note (self, "new_name", "Open “Personal data”"), "clicked");
  test_wait_until (is_at (self, HKK_PLACE_PROFILE));
}

static void
a_note_leads_to_its_dialog (MockWindow    *self,
                            gconstpointer  data)
{
  g_signal_emit_by_name (find_note (self, "stolen", "Get a certificate"), "clicked");
  test_wait_until (HKK_IS_CERTIFICATE_DIALOG (dialog (self)));
}

static void
a_note_leads_to_its_service (MockWindow    *self,
                               gconstpointer  data)
{
  mock_window_act (self, "win.open-form", "brochure-by-post");
  test_wait_until (model (self) != NULL);
  test_wait_until (harness_shows (mock_window_get_task (self), "Open “Brochures”"));
  g_signal_emit_by_name (harness_find_button (mock_window_get_task (self), "Open “Brochures”"), "clicked");
  test_wait_until (HKK_IS_BROCHURES_PAGE (mock_window_get_task (self)));
}

/* The portal need not serve what a note names. */
static void
a_note_leads_to_what_there_is (MockWindow    *self,
                               gconstpointer  data)
{
  static const char * const served[] = { "submit_request", NULL };

  mock_window_serve (self, served);
  mock_window_act (self, "win.open-form", "health-card");
  test_wait_until (model (self) != NULL);
  hkk_form_values_set_string (hkk_form_model_get_values (model (self)), "reason", "stolen");
  test_wait_until (harness_shows (mock_window_get_task (self), "Get a replacement certificate"));
  g_assert_false (harness_shows (mock_window_get_task (self), "Get a certificate"));
}

static void
the_card_leads_to_a_certificate (MockWindow    *self,
                                 gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (self->window);

  mock_window_act (self, "win.open-service", "health-card");
  test_wait_until (harness_shows (window, "Get a replacement certificate under “Get a certificate”"));
  g_signal_emit_by_name (harness_find_button (harness_find (window, g_type_from_name ("HkkHealthCardPage"), 0),
                                              "Get a certificate"), "clicked");
  test_wait_until (HKK_IS_CERTIFICATE_DIALOG (dialog (self)));
}

/* Whether it was carried out is seen there; the dialog would be in front of it. */
static void
a_lost_approval_leads_to_the_requests (MockWindow    *self,
                                       gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (PORTAL_APPROVAL ("%s"), "a1");
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  g_autoptr(HkkApproval) approval = hkk_approval_new (self->portal->session, json_node_get_object (node));
  GtkWidget *button = NULL;

  hkk_window_show_approval (self->window, approval);
  test_wait_until (HKK_IS_APPROVAL_DIALOG (dialog (self)));
  button = harness_find_button (dialog (self), "Open “Requests”");
  g_assert_false (gtk_widget_get_visible (button));
  hkk_approval_check_now (approval);
  test_wait_until (hkk_approval_get_link (approval) == HKK_APPROVAL_LINK_GONE);
  test_wait_until (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  test_wait_until (is_at (self, HKK_PLACE_REQUESTS));
  g_assert_cmpuint (self->window->approvals->len, ==, 0);
  g_assert_false (hkk_approval_is_final (approval));
}

/* What is to be saved before the account is closed. */
static void
closing_leads_to_what_is_saved (MockWindow    *self,
                                gconstpointer  data)
{
  mock_window_act (self, "win.go-to", "security");
  test_wait_until (self->window->places[HKK_PLACE_SECURITY] != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window->places[HKK_PLACE_SECURITY]),
                                             "security.close-account", NULL));
  test_wait_until (HKK_IS_CONFIRM_DIALOG (dialog (self)));
  g_signal_emit_by_name (harness_find_button (dialog (self), "Open “Personal data”"), "clicked");
  test_wait_until (is_at (self, HKK_PLACE_PROFILE));
}

#define ADD(name, test) \
  g_test_add ("/ui/leads/" name, MockWindow, NULL, mock_window_set_up, test, mock_window_tear_down)

int
main (int   argc,
      char *argv[])
{
  harness_init (&argc, &argv);
  ADD ("note/page", a_note_leads_to_its_page);
  ADD ("note/dialog", a_note_leads_to_its_dialog);
  ADD ("note/service", a_note_leads_to_its_service);
  ADD ("note/offered", a_note_leads_to_what_there_is);
  ADD ("card", the_card_leads_to_a_certificate);
  ADD ("approval", a_lost_approval_leads_to_the_requests);
  ADD ("closing", closing_leads_to_what_is_saved);
  return g_test_run ();
}
