/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-window-private.h"

#include "hkk-approval-dialog.h"
#include "hkk-approval-end.h"
#include "hkk-form-page.h"

/* --- One dialog at a time: a second approval waits for the first --- */

static void show_next (HkkWindow *self);

/* A form says it itself: there it stays until the person goes on. */
static void
say_end (HkkWindow   *self,
         HkkApproval *approval)
{
  AdwNavigationPage *task = adw_navigation_view_get_visible_page (self->task_view);

  if (!HKK_IS_FORM_PAGE (task))
    hkk_approval_end_say (HKK_SHELL (self), approval, self->place == HKK_PLACE_SECURITY);
}

static void
on_dialog_finished (HkkWindow *self)
{
  g_autoptr(HkkApproval) approval = g_ptr_array_steal_index (self->approvals, 0);

  self->approval_dialog = NULL;
  say_end (self, approval);
  show_next (self);
  hkk_portal_approval_closed (self->portal, approval);
}

static void
on_dialog_open_request (HkkWindow  *self,
                        const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-request", "s", id);
}

static void
on_dialog_asked_again (HkkWindow   *self,
                       HkkApproval *approval)
{
  g_object_unref (g_ptr_array_index (self->approvals, 0));
  g_ptr_array_index (self->approvals, 0) = g_object_ref (approval);
}

static void
show_next (HkkWindow *self)
{
  if (self->approval_dialog != NULL || self->approvals->len == 0)
    return;
  self->approval_dialog = hkk_approval_dialog_new (self->portal, g_ptr_array_index (self->approvals, 0));
  g_signal_connect_object (self->approval_dialog, "finished", G_CALLBACK (on_dialog_finished), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->approval_dialog, "open-request", G_CALLBACK (on_dialog_open_request), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->approval_dialog, "asked-again", G_CALLBACK (on_dialog_asked_again), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (self->approval_dialog, GTK_WIDGET (self));
}

/* "approval-started": somebody waits for it, and the person is asked. An approval that is shown already is joined. */
gboolean
hkk_window_show_approval (HkkWindow   *self,
                          HkkApproval *approval)
{
  if (!g_ptr_array_find (self->approvals, approval, NULL))
    g_ptr_array_add (self->approvals, g_object_ref (approval));
  show_next (self);
  return TRUE;
}

/* Somebody else is signed in, or nobody: what is still open comes back to whom it belongs. */
void
hkk_window_drop_approvals (HkkWindow *self)
{
  AdwDialog *dialog = g_steal_pointer (&self->approval_dialog);

  g_ptr_array_set_size (self->approvals, 0);
  if (dialog != NULL)
    {
      g_signal_handlers_disconnect_by_func (dialog, on_dialog_finished, self);
      adw_dialog_force_close (dialog);
    }
  if (self->portal != NULL)
    hkk_portal_stop_waiting (self->portal);
}

/* The end of an approval does not cover what its notification leads to. */
void
hkk_window_close_decided (HkkWindow *self)
{
  if (self->approval_dialog != NULL && hkk_approval_is_final (g_ptr_array_index (self->approvals, 0)))
    adw_dialog_close (self->approval_dialog);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(HkkWindow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) open = hkk_portal_list_open_approvals_finish (HKK_PORTAL (source), result, &error);

  /* Not fatal: the overview lists them too, and says itself what is wrong with the connection. */
  for (guint i = 0; open != NULL && i < open->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    hkk_window_show_approval (self, g_ptr_array_index (open, i));
}

/* After a restart the dialog of an approval that is still open comes back; to whom it belongs, as the overview does. */
void
hkk_window_find_approvals (HkkWindow *self)
{
  HkkPage *overview = self->places[HKK_PLACE_OVERVIEW];

  hkk_portal_list_open_approvals_async (self->portal, hkk_page_get_cancellable (overview), on_found,
                                        g_object_ref (self));
}
