/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-form-page.h"

static HkkDrafts *
get_drafts (HkkWindow *self)
{
  return self->portal != NULL ? hkk_portal_get_drafts (self->portal) : NULL;
}

/* --- What is done once it is clear --- */

static void
on_signed_out (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_portal_sign_out_finish (HKK_PORTAL (source), result, &error) && !hkk_error_is_cancel (error))
    hkk_shell_say (HKK_SHELL (self),
                   _("You are signed out here. The portal could not be told; its session ends by itself."));
}

void
hkk_window_sign_out (HkkWindow *self)
{
  HkkDrafts *drafts = get_drafts (self);
  gboolean kept = drafts != NULL && g_list_model_get_n_items (G_LIST_MODEL (drafts)) > 0;
  gboolean copies = hkk_portal_has_copies (self->portal);
  g_autofree char *reason = NULL;

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-insurance-number", "");
  hkk_portal_sign_out_async (self->portal, self->cancellable, on_signed_out, g_object_ref (self));
  if (!kept && !copies)
    return;
  reason = g_strjoin (" ", kept ? _("You are signed out. Your drafts stay on this computer, encrypted, and open when "
                                    "you sign in again.") : _("You are signed out."),
                      copies ? _("What this computer kept for times without a connection is deleted.") : NULL, NULL);
  hkk_signin_form_show_reason (hkk_window_get_signin_form (self), reason);
}

static void
go (HkkWindow *self,
    HkkLeave   what)
{
  switch (what)
    {
    case HKK_LEAVE_SIGN_OUT:
      hkk_window_sign_out (self);
      break;
    case HKK_LEAVE_EVERYWHERE:
      hkk_window_sign_out_everywhere (self);
      break;
    case HKK_LEAVE_PROGRAM:
    case HKK_LEAVE_FORM:
    default:
      gtk_window_destroy (GTK_WINDOW (self));
      break;
    }
}

/* --- Signing out and quitting --- */

static void
on_decided (HkkWindow    *self,
            HkkDrafts    *drafts,
            GAsyncResult *result,
            HkkLeave      what)
{
  self->leaving = FALSE;
  if (hkk_leave_finish (drafts, result, NULL))
    go (self, what);
}

static void
on_sign_out_decided (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(HkkWindow) self = data;

  on_decided (self, HKK_DRAFTS (source), result, HKK_LEAVE_SIGN_OUT);
}

static void
on_everywhere_decided (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr(HkkWindow) self = data;

  on_decided (self, HKK_DRAFTS (source), result, HKK_LEAVE_EVERYWHERE);
}

static void
on_quit_decided (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkWindow) self = data;

  on_decided (self, HKK_DRAFTS (source), result, HKK_LEAVE_PROGRAM);
}

/**
 * hkk_window_flush:
 *
 * Begins to save at once what was typed last.
 */
void
hkk_window_flush (HkkWindow *self)
{
  g_autoptr(GListModel) pages = NULL;

  g_return_if_fail (HKK_IS_WINDOW (self));

  pages = adw_navigation_view_get_navigation_stack (self->task_view);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (HKK_IS_FORM_PAGE (page))
        hkk_form_page_flush (HKK_FORM_PAGE (page));
    }
}

/* At the lock nothing of the content is shown, so it is asked there. */
GtkWidget *
hkk_window_get_asking (HkkWindow *self)
{
  return self->lock_window != NULL ? GTK_WIDGET (self->lock_window) : GTK_WIDGET (self);
}

static const GAsyncReadyCallback when_decided[] = {
  [HKK_LEAVE_SIGN_OUT] = on_sign_out_decided,
  [HKK_LEAVE_EVERYWHERE] = on_everywhere_decided,
  [HKK_LEAVE_PROGRAM] = on_quit_decided,
};

/* Signs out or quits, when everything is saved or the person does not mind. */
void
hkk_window_leave (HkkWindow *self,
                  HkkLeave   what)
{
  HkkDrafts *drafts = get_drafts (self);

  if (self->leaving)
    return;
  if (drafts == NULL)
    {
      go (self, what);
      return;
    }
  self->leaving = TRUE;
  hkk_window_flush (self);
  hkk_leave_async (what, drafts, NULL, hkk_window_get_asking (self), self->cancellable, when_decided[what],
                   g_object_ref (self));
}

/**
 * hkk_window_sign_out_now:
 *
 * Signs out, whatever is kept on this computer: for who was asked already. What was typed is saved first.
 */
void
hkk_window_sign_out_now (HkkWindow *self)
{
  g_return_if_fail (HKK_IS_WINDOW (self));

  if (self->portal != NULL)
    hkk_window_leave (self, HKK_LEAVE_SIGN_OUT);
}

/* --- Going elsewhere --- */

typedef struct
{
  HkkWindow *window;    /* Owned */
  char      *name;      /* Owned */
  GVariant  *parameter; /* Owned (nullable) */
} Errand;

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->window);
  g_free (errand->name);
  g_clear_pointer (&errand->parameter, g_variant_unref);
  g_free (errand);
}

static void
on_form_decided (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Errand *errand = data;

  if (hkk_leave_finish (HKK_DRAFTS (source), result, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (errand->window), errand->name, errand->parameter);
  errand->window->leaving = FALSE;
  errand_free (errand);
}

/* (transfer none) (nullable) */
static HkkFormPage *
find_unsaved_task (HkkWindow *self)
{
  g_autoptr(GListModel) pages = adw_navigation_view_get_navigation_stack (self->task_view);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (HKK_IS_FORM_PAGE (page) && !adw_navigation_page_get_can_pop (page))
        return HKK_FORM_PAGE (page);
    }
  return NULL;
}

/* TRUE: a task that is open holds entries that are not saved. The action comes again when they are, or when the person
 * was asked and does not mind. */
gboolean
hkk_window_ask_first (HkkWindow  *self,
                      const char *name,
                      GVariant   *parameter)
{
  HkkDrafts *drafts = get_drafts (self);
  HkkFormPage *page = find_unsaved_task (self);
  Errand *errand = NULL;

  if (self->leaving || page == NULL || drafts == NULL)
    return FALSE;
  errand = g_new0 (Errand, 1);
  errand->window = g_object_ref (self);
  errand->name = g_strdup (name);
  errand->parameter = parameter != NULL ? g_variant_ref (parameter) : NULL;
  self->leaving = TRUE;
  hkk_form_page_flush (page);
  hkk_leave_async (HKK_LEAVE_FORM, drafts, hkk_form_model_get_draft (hkk_form_page_get_model (page)), GTK_WIDGET (self),
                   self->cancellable, on_form_decided, errand);
  return TRUE;
}
