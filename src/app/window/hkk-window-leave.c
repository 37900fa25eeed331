/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-form-page.h"

/* A disk that does not answer holds nobody. */
#define SETTLE_MS 3000

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

static void
sign_out (HkkWindow *self)
{
  HkkDrafts *drafts = get_drafts (self);
  gboolean kept = drafts != NULL && g_list_model_get_n_items (G_LIST_MODEL (drafts)) > 0;

  if (self->settings != NULL)
    g_settings_set_string (self->settings, "last-insurance-number", "");
  hkk_portal_sign_out_async (self->portal, self->cancellable, on_signed_out, g_object_ref (self));
  if (kept)
    hkk_signin_form_show_reason (hkk_signin_page_get_form (self->signin_page),
                                 _("You are signed out. Your drafts stay on this computer, encrypted, and open when "
                                   "you sign in again."));
}

static void
go (HkkWindow *self,
    HkkLeave   what)
{
  if (what == HKK_LEAVE_SIGN_OUT)
    sign_out (self);
  else
    gtk_window_destroy (GTK_WINDOW (self));
}

/* --- Signing out and quitting --- */

typedef struct
{
  HkkWindow *window; /* Owned */
  HkkLeave   what;
  guint      timer;  /* source */
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  g_clear_handle_id (&leaving->timer, g_source_remove);
  g_clear_object (&leaving->window);
}

static void
on_leave_program (HkkWindow *self)
{
  go (self, HKK_LEAVE_PROGRAM);
}

static void
on_leave_session (HkkWindow *self)
{
  go (self, HKK_LEAVE_SIGN_OUT);
}

static void
on_answered (HkkWindow *self)
{
  self->leaving = FALSE;
}

/* At the lock nothing of the content is shown, so it is asked there. */
static void
ask (HkkWindow *self,
     HkkLeave   what)
{
  AdwDialog *dialog = hkk_leave_dialog_new (what, get_drafts (self));
  GtkWidget *parent = self->lock_window != NULL ? GTK_WIDGET (self->lock_window) : GTK_WIDGET (self);

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::leave",
                           what == HKK_LEAVE_SIGN_OUT ? G_CALLBACK (on_leave_session) : G_CALLBACK (on_leave_program),
                           self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, parent);
}

static void
decide (Leaving  *leaving,
        gboolean  settled)
{
  g_autoptr(HkkWindow) self = g_steal_pointer (&leaving->window);
  HkkDrafts *drafts = NULL;

  g_clear_handle_id (&leaving->timer, g_source_remove);
  if (self == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  drafts = get_drafts (self);
  if (drafts != NULL && (!settled || hkk_drafts_get_n_unsaved (drafts) > 0))
    {
      ask (self, leaving->what);
      return;
    }
  self->leaving = FALSE;
  go (self, leaving->what);
}

static gboolean
on_too_long (gpointer data)
{
  Leaving *leaving = data;

  leaving->timer = 0;
  decide (leaving, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Leaving *leaving = data;

  hkk_drafts_settle_finish (HKK_DRAFTS (source), result, NULL);
  decide (leaving, TRUE);
  g_rc_box_release_full (leaving, leaving_clear);
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

/* Signs out or quits, when everything is saved or the person does not mind. */
void
hkk_window_leave (HkkWindow *self,
                  HkkLeave   what)
{
  HkkDrafts *drafts = get_drafts (self);
  Leaving *leaving = NULL;

  if (self->leaving)
    return;
  if (drafts == NULL)
    {
      go (self, what);
      return;
    }
  self->leaving = TRUE;
  hkk_window_flush (self);
  leaving = g_rc_box_new0 (Leaving);
  leaving->window = g_object_ref (self);
  leaving->what = what;
  leaving->timer = g_timeout_add (SETTLE_MS, on_too_long, leaving);
  hkk_drafts_settle_async (drafts, NULL, on_settled, leaving);
}

/* --- Going elsewhere --- */

typedef struct
{
  HkkWindow *window;    /* Borrowed: the closure ends with it */
  char      *name;
  GVariant  *parameter; /* Owned (nullable) */
} Errand;

static void
errand_free (gpointer  data,
             GClosure *closure)
{
  Errand *errand = data;

  g_free (errand->name);
  g_clear_pointer (&errand->parameter, g_variant_unref);
  g_free (errand);
}

static void
on_leave_form (AdwAlertDialog *dialog,
               const char     *response,
               Errand         *errand)
{
  errand->window->leaving = TRUE;
  gtk_widget_activate_action_variant (GTK_WIDGET (errand->window), errand->name, errand->parameter);
  errand->window->leaving = FALSE;
}

static gboolean
has_unsaved_task (HkkWindow *self)
{
  g_autoptr(GListModel) pages = adw_navigation_view_get_navigation_stack (self->task_view);
  gboolean unsaved = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (pages, i);

      unsaved |= HKK_IS_FORM_PAGE (page) && !adw_navigation_page_get_can_pop (page);
    }
  return unsaved;
}

/* TRUE: a task that is open holds entries that are not saved, so the person is asked; the action comes again when they
 * leave. */
gboolean
hkk_window_ask_first (HkkWindow  *self,
                      const char *name,
                      GVariant   *parameter)
{
  AdwDialog *dialog = NULL;
  Errand *errand = NULL;

  if (self->leaving || !has_unsaved_task (self))
    return FALSE;
  errand = g_new0 (Errand, 1);
  errand->window = self;
  errand->name = g_strdup (name);
  errand->parameter = parameter != NULL ? g_variant_ref (parameter) : NULL;
  dialog = hkk_leave_dialog_new (HKK_LEAVE_FORM, get_drafts (self));
  g_signal_connect_data (dialog, "response::leave", G_CALLBACK (on_leave_form), errand, errand_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return TRUE;
}
