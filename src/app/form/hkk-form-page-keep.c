/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-catalogue-page.h"
#include "hkk-error-text.h"
#include "hkk-form-page-private.h"
#include "hkk-format.h"
#include "hkk-item-page.h"
#include "hkk-leave-dialog.h"
#include "hkk-shell.h"

/* --- What is saved --- */

void
hkk_form_page_show_banner (HkkFormPage   *self,
                           HkkFormBanner  kind,
                           const char    *text,
                           const char    *button)
{
  gboolean said = self->banner_kind == kind && g_strcmp0 (adw_banner_get_title (self->banner), text) == 0;

  self->banner_kind = kind;
  adw_banner_set_revealed (self->banner, kind != HKK_FORM_BANNER_NONE);
  if (kind == HKK_FORM_BANNER_NONE || said)
    return;

  adw_banner_set_title (self->banner, text);
  adw_banner_set_button_label (self->banner, button);
  hkk_announce (GTK_WIDGET (self), text);
}

static void
show_saved (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  GDateTime *at = draft != NULL ? hkk_draft_get_saved_at (draft) : NULL;
  g_autofree char *clock = at != NULL ? hkk_format_own_clock (at) : NULL;
  g_autofree char *text = NULL;

  if (self->banner_kind == HKK_FORM_BANNER_UNSAVED ||
      (self->banner_kind == HKK_FORM_BANNER_AS_SAVED && at != NULL && !g_date_time_equal (at, self->resumed_of)))
    hkk_form_page_show_banner (self, HKK_FORM_BANNER_NONE, NULL, NULL);
  if (clock == NULL)
    return;

  /* TRANSLATORS: in the header of a form; %s is a time of day */
  text = g_strdup_printf (_("Saved at %s"), clock);
  hkk_header_bar_set_subtitle (self->header_bar, text);
  if (!self->told_saved && hkk_form_saver_has_changes (self->saver))
    {
      self->told_saved = TRUE;
      hkk_announce (GTK_WIDGET (self), text);
    }
}

static void
show_unsaved (HkkFormPage  *self,
              HkkDraft     *draft,
              const GError *error)
{
  GDateTime *since = draft != NULL ? hkk_draft_get_unsaved_since (draft) : NULL;
  g_autofree char *sentence = hkk_error_sentence (error);
  g_autofree char *clock = since != NULL ? hkk_format_own_clock (since) : NULL;
  g_autofree char *text = NULL;

  if (clock != NULL)
    /* TRANSLATORS: first %s: a time of day; second %s: a sentence that says why */
    text = g_strdup_printf (_("Your newest entries are not saved since %s. %s It is tried again by itself."), clock,
                            sentence);
  else
    /* TRANSLATORS: %s: a sentence that says why */
    text = g_strdup_printf (_("Drafts cannot be kept right now. %s It is tried again by itself."), sentence);
  /* TRANSLATORS: State of a draft, in the header */
  hkk_header_bar_set_subtitle (self->header_bar, clock != NULL ? _("Not saved") : "");
  self->told_saved = FALSE;
  hkk_form_page_show_banner (self, HKK_FORM_BANNER_UNSAVED, text, draft != NULL ? _("Try again") : NULL);
}

/* Where leaving must wait for the disk, or be asked about, the view does not offer it by itself. */
static void
refresh_way_out (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  gboolean held = draft != NULL &&
                  (hkk_draft_get_unsaved (draft) != NULL || hkk_form_saver_is_pending (self->saver));

  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !held);
  gtk_widget_set_visible (self->leave_button, held);
}

static void
refresh_saving (HkkFormPage *self)
{
  HkkDrafts *drafts = hkk_form_model_get_drafts (self->model);
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  const GError *unsaved = draft != NULL ? hkk_draft_get_unsaved (draft) : NULL;
  const GError *failure = drafts != NULL ? hkk_drafts_get_failure (drafts) : NULL;

  if (unsaved != NULL || failure != NULL)
    show_unsaved (self, draft, unsaved != NULL ? unsaved : failure);
  else
    show_saved (self);
  refresh_way_out (self);
}

/* The drafts were not here when the form was opened: the one that is gone on with may be among them. */
static void
on_drafts_loaded (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  if (self->phase != HKK_FORM_PAGE_EDITING || draft == NULL || hkk_draft_has_values (draft) ||
      hkk_form_saver_has_changes (self->saver))
    return;
  hkk_form_saver_stop (self->saver);
  hkk_page_set_state (HKK_PAGE (self), HKK_PAGE_STATE_LOADING);
  hkk_form_page_load (self);
}

void
hkk_form_page_watch_saving (HkkFormPage *self)
{
  HkkDrafts *drafts = hkk_form_model_get_drafts (self->model);
  HkkDraft *draft = hkk_form_model_get_draft (self->model);

  if (draft != NULL)
    {
      g_signal_connect_object (draft, "notify::saved-at", G_CALLBACK (refresh_saving), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (draft, "notify::unsaved", G_CALLBACK (refresh_saving), self, G_CONNECT_SWAPPED);
    }
  if (drafts != NULL)
    {
      g_signal_connect_object (drafts, "notify::failure", G_CALLBACK (refresh_saving), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (drafts, "notify::loaded", G_CALLBACK (on_drafts_loaded), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->saver, "notify::pending", G_CALLBACK (refresh_way_out), self, G_CONNECT_SWAPPED);
  hkk_header_bar_set_subtitle (self->header_bar, "");
  if (drafts != NULL)
    refresh_saving (self);
}

/* Another draft is shown from now on. */
void
hkk_form_page_unwatch (HkkFormPage *self)
{
  HkkDrafts *drafts = self->model != NULL ? hkk_form_model_get_drafts (self->model) : NULL;
  HkkDraft *draft = self->model != NULL ? hkk_form_model_get_draft (self->model) : NULL;

  if (draft != NULL)
    g_signal_handlers_disconnect_by_data (draft, self);
  if (drafts != NULL)
    g_signal_handlers_disconnect_by_data (drafts, self);
  if (self->saver != NULL)
    g_signal_handlers_disconnect_by_data (self->saver, self);
}

void
hkk_form_page_banner_clicked (HkkFormPage *self)
{
  if (self->banner_kind == HKK_FORM_BANNER_UNSAVED)
    {
      hkk_form_saver_touch (self->saver);
      hkk_form_saver_flush (self->saver);
    }
  else
    {
      hkk_form_page_start_anew (self);
    }
}

/* --- Leaving --- */

/* The page to go with the form: the catalogue that it was chosen in has served its purpose. */
static AdwNavigationPage *
choosing_page (HkkFormPage *self)
{
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (self);
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *before = view != NULL ? adw_navigation_view_get_previous_page (ADW_NAVIGATION_VIEW (view), page)
                                           : NULL;

  return before != NULL && HKK_IS_CATALOGUE_PAGE (before) ? before : page;
}

void
hkk_form_page_leave (HkkFormPage *self,
                     const char  *toast)
{
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  self->phase = HKK_FORM_PAGE_OVER;
  if (self->saver != NULL)
    hkk_form_saver_stop (self->saver);
  if (shell != NULL && toast != NULL)
    hkk_shell_say (shell, toast);
  if (dialog != NULL)
    adw_dialog_close (ADW_DIALOG (dialog));
  else if (shell != NULL)
    hkk_shell_pop (shell, choosing_page (self));
}

/* By one of its own items. */
static gboolean
only_covered (HkkFormPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  return view != NULL && HKK_IS_ITEM_PAGE (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)));
}

/* What the person has opened over it since stays. Who has opened one of its items has gone on in the form; who was
 * asked then and leaves has it saved with what was entered there. */
static void
go (HkkFormPage *self,
    HkkShell    *shell)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autoptr(GListModel) stack = NULL;
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func (g_object_unref);

  if (only_covered (self))
    {
      if (hkk_draft_get_unsaved (hkk_form_model_get_draft (self->model)) == NULL)
        return;
      hkk_form_saver_flush (self->saver);
    }
  if (view == NULL || only_covered (self) ||
      adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) == ADW_NAVIGATION_PAGE (self))
    {
      hkk_shell_pop (shell, ADW_NAVIGATION_PAGE (self));
      return;
    }
  stack = adw_navigation_view_get_navigation_stack (ADW_NAVIGATION_VIEW (view));
  for (guint i = 0; i < g_list_model_get_n_items (stack); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (stack, i);

      if (page != ADW_NAVIGATION_PAGE (self))
        g_ptr_array_add (rest, g_steal_pointer (&page));
    }
  adw_navigation_view_replace (ADW_NAVIGATION_VIEW (view), (AdwNavigationPage **) rest->pdata, (int) rest->len);
}

static void
on_leave_decided (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkFormPage) self = data;
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  self->leaving = FALSE;
  if (hkk_leave_finish (HKK_DRAFTS (source), result, NULL) && shell != NULL && self->phase != HKK_FORM_PAGE_OVER)
    go (self, shell);
}

/* Whether nothing is written in a message: it is as it began. */
static gboolean
is_blank (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  g_autoptr(JsonNode) now = hkk_form_values_to_json (hkk_form_model_get_values (self->model));

  return self->blank != NULL && json_node_equal (self->blank, now) && draft != NULL &&
         hkk_draft_get_state (draft) == HKK_DRAFT_EDITING &&
         g_list_model_get_n_items (hkk_draft_get_attachments (draft)) == 0;
}

static void
on_blank_deleted (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkShell) shell = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_delete_finish (HKK_DRAFTS (source), result, &error) && shell != NULL)
    hkk_shell_say_error (shell, error);
}

/* Nobody looks for a message in which nothing is written. One that the disk keeps is in the list again. */
static void
drop_blank (HkkFormPage *self)
{
  HkkDrafts *drafts = hkk_form_model_get_drafts (self->model);
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));

  self->phase = HKK_FORM_PAGE_OVER;
  hkk_form_page_unwatch (self);
  hkk_form_saver_stop (self->saver);
  if (drafts != NULL && hkk_drafts_find (drafts, hkk_draft_get_id (draft)) != NULL)
    hkk_drafts_delete_async (drafts, draft, NULL, on_blank_deleted, shell != NULL ? g_object_ref (shell) : NULL);
}

/* What was typed last is saved before the page goes, or asked about. */
void
hkk_form_page_try_to_leave (HkkFormPage *self)
{
  if (self->leaving)
    return;
  if (is_blank (self))
    {
      drop_blank (self);
      hkk_form_page_leave (self, NULL);
      return;
    }
  self->leaving = TRUE;
  hkk_form_saver_flush (self->saver);
  hkk_leave_async (HKK_LEAVE_FORM, hkk_form_model_get_drafts (self->model), hkk_form_model_get_draft (self->model),
                   GTK_WIDGET (self), hkk_page_get_cancellable (HKK_PAGE (self)), on_leave_decided,
                   g_object_ref (self));
}

static gboolean
on_leave_key (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  HkkFormPage *self = HKK_FORM_PAGE (widget);

  if (self->model == NULL || adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (self)))
    return GDK_EVENT_PROPAGATE;
  hkk_form_page_try_to_leave (self);
  return GDK_EVENT_STOP;
}

/* The keys with which the view goes back. */
void
hkk_form_page_install_leaving (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, GDK_NO_MODIFIER_MASK, on_leave_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Back, GDK_NO_MODIFIER_MASK, on_leave_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, on_leave_key, NULL);
}

typedef struct
{
  HkkShell *shell; /* Owned */
  HkkDraft *draft; /* Owned */
} Left;

static void
say_left (Left *left)
{
  if (hkk_draft_get_unsaved (left->draft) == NULL)
    hkk_shell_say (left->shell, _("Saved as draft"));
  else
    hkk_shell_say_where (left->shell, _("Not saved yet. The overview shows when it is."), hkk_lead_find ("overview"));
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Left *left = data;

  hkk_drafts_settle_finish (HKK_DRAFTS (source), result, NULL);
  if (hkk_draft_get_state (left->draft) == HKK_DRAFT_EDITING && hkk_shell_get_portal (left->shell) != NULL)
    say_left (left);
  g_object_unref (left->shell);
  g_object_unref (left->draft);
  g_free (left);
}

/* Whether somebody can come back to this page. */
static gboolean
is_kept (HkkFormPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autoptr(GListModel) pages = view != NULL ? adw_navigation_view_get_navigation_stack (ADW_NAVIGATION_VIEW (view))
                                             : NULL;

  for (guint i = 0; pages != NULL && i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr(AdwNavigationPage) page = g_list_model_get_item (pages, i);

      if (page == ADW_NAVIGATION_PAGE (self))
        return TRUE;
    }
  return FALSE;
}

void
hkk_form_page_hidden (AdwNavigationPage *page)
{
  HkkFormPage *self = HKK_FORM_PAGE (page);
  HkkShell *shell = hkk_page_get_shell (HKK_PAGE (self));
  HkkDraft *draft = self->model != NULL ? hkk_form_model_get_draft (self->model) : NULL;
  Left *left = NULL;

  if (self->phase != HKK_FORM_PAGE_EDITING || self->saver == NULL || only_covered (self))
    return;
  if (is_blank (self) && !is_kept (self))
    {
      drop_blank (self);
      return;
    }

  hkk_form_saver_flush (self->saver);
  if (shell == NULL || draft == NULL || !hkk_form_saver_has_changes (self->saver) || hkk_form_page_is_locked (self))
    return;
  left = g_new0 (Left, 1);
  left->shell = g_object_ref (shell);
  left->draft = g_object_ref (draft);
  hkk_drafts_settle_async (hkk_form_model_get_drafts (self->model), NULL, on_settled, left);
}

/**
 * hkk_form_page_flush:
 *
 * Begins to save at once what has changed.
 */
void
hkk_form_page_flush (HkkFormPage *self)
{
  g_return_if_fail (HKK_IS_FORM_PAGE (self));

  if (self->saver != NULL && self->phase == HKK_FORM_PAGE_EDITING)
    hkk_form_saver_flush (self->saver);
}
