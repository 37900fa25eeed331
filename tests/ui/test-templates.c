/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "harness.h"
#include "hkk-access-log-page.h"
#include "hkk-application.h"
#include "hkk-approval-dialog.h"
#include "hkk-bookings-page.h"
#include "hkk-brochures-page.h"
#include "hkk-catalogue-page.h"
#include "hkk-certificate-dialog.h"
#include "hkk-confirm-dialog.h"
#include "hkk-contact-view.h"
#include "hkk-document-row.h"
#include "hkk-documents-page.h"
#include "hkk-form-page.h"
#include "hkk-guide-dialog.h"
#include "hkk-help-dialog.h"
#include "hkk-lock-window.h"
#include "hkk-message-card.h"
#include "hkk-message-row.h"
#include "hkk-message-view.h"
#include "hkk-messages-page.h"
#include "hkk-overview-page.h"
#include "hkk-password-dialog.h"
#include "hkk-preferences-dialog.h"
#include "hkk-profile-page.h"
#include "hkk-request-detail.h"
#include "hkk-requests-page.h"
#include "hkk-security-page.h"
#include "hkk-shortcuts.h"
#include "hkk-sidebar.h"
#include "hkk-signin-dialog.h"
#include "hkk-signin-page.h"
#include "hkk-window.h"

/* Warnings are fatal here: a template that names a property, a child or a callback that is not there ends the test. */
static void
instantiate (gconstpointer data)
{
  GType (*get_type) (void) = data;
  GObject *object = g_object_new (get_type (), NULL);

  g_assert_true (GTK_IS_WIDGET (object));
  if (GTK_IS_WINDOW (object))
    {
      gtk_window_destroy (GTK_WINDOW (object));
      return;
    }
  g_object_ref_sink (object);
  g_object_add_weak_pointer (object, (gpointer *) &object);
  g_object_unref (object);
  g_assert_null (object);
}

/* A page that is on the screen without a portal waits, it does not fall over. */
static void
map_page (gconstpointer data)
{
  GType (*get_type) (void) = data;
  HkkPage *page = g_object_new (get_type (), NULL);
  GtkWindow *window;

  g_object_set (page, "narrow", TRUE, NULL);
  window = harness_show (GTK_WIDGET (page), 360, 640);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (page)), <=, 360);
  g_assert_cmpint (hkk_page_get_state (page), ==, HKK_PAGE_STATE_LOADING);
  g_assert_null (hkk_page_get_portal (page));
  gtk_window_destroy (window);
}

/* At twice the text size a page still fits a window of 360 pixels, whatever it shows. */
static void
fits_with_large_text (gconstpointer data)
{
  GType (*get_type) (void) = data;
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *page = g_object_new (get_type (), NULL);
  GtkWindow *window;
  int dpi, minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  if (HKK_IS_PAGE (page))
    g_object_set (page, "narrow", TRUE, NULL);
  window = harness_show (page, 360, 640);
  for (int state = HKK_PAGE_STATE_LOADING; state <= HKK_PAGE_STATE_ERROR; state++)
    {
      if (HKK_IS_PAGE (page))
        hkk_page_set_state (HKK_PAGE (page), (HkkPageState) state);
      test_drain ();
      gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s in state %d: %d pixels", G_OBJECT_TYPE_NAME (page), state, minimum);
      g_assert_cmpint (minimum, <=, 360);
      harness_assert_not_cut (page);
    }
  harness_shot (G_OBJECT_TYPE_NAME (page));
  gtk_window_destroy (window);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
guides (void)
{
  for (int guide = HKK_GUIDE_REGISTRATION; guide <= HKK_GUIDE_RECOVERY; guide++)
    {
      AdwDialog *dialog = g_object_ref_sink (ADW_DIALOG (hkk_guide_dialog_new ((HkkGuide) guide, NULL)));
      GtkWidget *list = harness_find (adw_dialog_get_child (dialog), GTK_TYPE_LIST_BOX, 0);

      g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 4));
      g_object_unref (dialog);
    }
}

static void
shortcuts (void)
{
  AdwDialog *dialog = g_object_ref_sink (hkk_shortcuts_dialog_new ());

  g_assert_nonnull (harness_find (adw_dialog_get_child (dialog), ADW_TYPE_ACTION_ROW, 14));
  g_assert_nonnull (harness_find (adw_dialog_get_child (dialog), ADW_TYPE_PREFERENCES_GROUP, 3));
  g_object_unref (dialog);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    GType     (*get_type) (void);
  } classes[] = {
    { "access-log-page", hkk_access_log_page_get_type },
    { "approval-dialog", hkk_approval_dialog_get_type },
    { "bookings-page", hkk_bookings_page_get_type },
    { "brochures-page", hkk_brochures_page_get_type },
    { "catalogue-page", hkk_catalogue_page_get_type },
    { "certificate-dialog", hkk_certificate_dialog_get_type },
    { "confirm-dialog", hkk_confirm_dialog_get_type },
    { "contact-view", hkk_contact_view_get_type },
    { "document-row", hkk_document_row_get_type },
    { "documents-page", hkk_documents_page_get_type },
    { "form-page", hkk_form_page_get_type },
    { "guide-dialog", hkk_guide_dialog_get_type },
    { "help-dialog", hkk_help_dialog_get_type },
    { "lock-window", hkk_lock_window_get_type },
    { "message-card", hkk_message_card_get_type },
    { "message-row", hkk_message_row_get_type },
    { "message-view", hkk_message_view_get_type },
    { "messages-page", hkk_messages_page_get_type },
    { "overview-page", hkk_overview_page_get_type },
    { "password-dialog", hkk_password_dialog_get_type },
    { "preferences-dialog", hkk_preferences_dialog_get_type },
    { "profile-page", hkk_profile_page_get_type },
    { "requests-page", hkk_requests_page_get_type },
    { "security-page", hkk_security_page_get_type },
    { "sidebar", hkk_sidebar_get_type },
    { "signin-dialog", hkk_signin_dialog_get_type },
    { "signin-page", hkk_signin_page_get_type },
    { "status-stack", hkk_status_stack_get_type },
    { "window", hkk_window_get_type },
  };
  static const struct
  {
    const char *name;
    GType     (*get_type) (void);
  } pages[] = {
    { "overview", hkk_overview_page_get_type },
    { "documents", hkk_documents_page_get_type },
    { "messages", hkk_messages_page_get_type },
    { "profile", hkk_profile_page_get_type },
    { "security", hkk_security_page_get_type },
  };
  static const struct
  {
    const char *name;
    GType     (*get_type) (void);
  } large[] = {
    { "bookings", hkk_bookings_page_get_type },
    { "brochures", hkk_brochures_page_get_type },
    { "documents", hkk_documents_page_get_type },
    { "messages", hkk_messages_page_get_type },
    { "overview", hkk_overview_page_get_type },
    { "profile", hkk_profile_page_get_type },
    { "security", hkk_security_page_get_type },
    { "sidebar", hkk_sidebar_get_type },
    { "signin", hkk_signin_page_get_type },
  };

  harness_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/templates/", classes[i].name, NULL);

      g_test_add_data_func (path, classes[i].get_type, instantiate);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/narrow/", pages[i].name, NULL);

      g_test_add_data_func (path, pages[i].get_type, map_page);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (large); i++)
    {
      g_autofree char *path = g_strconcat ("/ui/large-text/", large[i].name, NULL);

      g_test_add_data_func (path, large[i].get_type, fits_with_large_text);
    }
  g_test_add_func ("/ui/templates/guides", guides);
  g_test_add_func ("/ui/templates/shortcuts", shortcuts);
  return g_test_run ();
}
