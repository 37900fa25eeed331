/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-documents-page.h"
#include "hkk-error-text.h"
#include "hkk-profile-page.h"

/* Whether somebody is signed in and the places are there to go to. */
gboolean
hkk_window_is_in (HkkWindow *self)
{
  return self->portal && g_strcmp0 (gtk_stack_get_visible_child_name (self->view_stack), "main") == 0;
}

static void
on_go_to (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  hkk_window_go_to (HKK_WINDOW (widget), (HkkPlace) CLAMP (g_variant_get_int32 (parameter), 0, HKK_N_PLACES - 1));
}

static void
on_search (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);
  AdwNavigationPage *task = adw_navigation_view_get_visible_page (self->task_view);

  if (!hkk_window_is_in (self))
    return;
  if (HKK_IS_PAGE (task))
    hkk_page_start_search (HKK_PAGE (task));
  else if (self->places[self->place])
    hkk_page_start_search (self->places[self->place]);
}

static void
on_new_request (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  hkk_window_open_catalogue (HKK_WINDOW (widget));
}

static void
on_open_form (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  hkk_window_open_form (HKK_WINDOW (widget), g_variant_get_string (parameter, NULL), NULL);
}

static void
on_compose (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  hkk_window_compose (HKK_WINDOW (widget), NULL);
}

static void
on_certificate (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  hkk_window_go_to (self, HKK_PLACE_DOCUMENTS);
  if (hkk_window_is_in (self))
    hkk_documents_page_get_certificate (HKK_DOCUMENTS_PAGE (self->places[HKK_PLACE_DOCUMENTS]));
}

static void
on_change_section (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  hkk_window_go_to (self, HKK_PLACE_PROFILE);
  if (hkk_window_is_in (self))
    hkk_profile_page_change (HKK_PROFILE_PAGE (self->places[HKK_PLACE_PROFILE]), g_variant_get_string (parameter, NULL));
}

static void
on_lock (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (hkk_window_is_in (self) && hkk_portal_get_state (self->portal) == HKK_PORTAL_SIGNED_IN)
    hkk_portal_lock (self->portal);
}

static void
on_reload (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (!hkk_window_is_in (self))
    return;
  hkk_portal_check_now (self->portal);
  if (self->places[self->place])
    hkk_page_reload (self->places[self->place]);
}

static void
on_signed_out (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_portal_sign_out_finish (HKK_PORTAL (source), result, &error) && !hkk_error_is_cancel (error))
    hkk_window_add_toast (self, _("You are signed out here. The portal could not be told; its session ends by itself."));
}

static void
on_sign_out (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  HkkWindow *self = HKK_WINDOW (widget);

  if (!self->portal)
    return;
  if (self->settings)
    g_settings_set_string (self->settings, "last-insurance-number", "");
  hkk_portal_sign_out_async (self->portal, self->cancellable, on_signed_out, g_object_ref (self));
}

void
hkk_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.go-to", "i", on_go_to);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.new-request", NULL, on_new_request);
  gtk_widget_class_install_action (widget_class, "win.open-form", "s", on_open_form);
  gtk_widget_class_install_action (widget_class, "win.compose", NULL, on_compose);
  gtk_widget_class_install_action (widget_class, "win.certificate", NULL, on_certificate);
  gtk_widget_class_install_action (widget_class, "win.change-section", "s", on_change_section);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, on_reload);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, on_lock);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, on_sign_out);
}
