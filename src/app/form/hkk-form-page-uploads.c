/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "hkk-announce.h"
#include "hkk-error-text.h"
#include "hkk-form-page-private.h"
#include "hkk-format.h"

/* Files on their way to the portal: of what is handed in, and one that is tried again by itself. */

static void
on_again (HkkFormPage *self)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));

  if (portal != NULL)
    hkk_portal_check_now (portal);
}

void
hkk_form_page_show_uploads (HkkFormPage *self)
{
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  g_autoptr(GPtrArray) files = hkk_draft_get_used (draft);
  HkkUploadList *list = NULL;

  if (files->len == 0 || adw_bin_get_child (self->uploads) != NULL)
    return;

  list = hkk_upload_list_new (draft);
  g_signal_connect_object (list, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->uploads, GTK_WIDGET (list));
  gtk_widget_set_visible (GTK_WIDGET (self->uploads), TRUE);
}

void
hkk_form_page_hide_uploads (HkkFormPage *self)
{
  adw_bin_set_child (self->uploads, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->uploads), FALSE);
}

typedef struct
{
  HkkFormPage   *self; /* Owned */
  HkkAttachment *file; /* Owned */
} Again;

static void
on_uploaded (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Again *again = data;
  g_autoptr(HkkFormPage) self = again->self;
  g_autoptr(HkkAttachment) file = again->file;
  g_autoptr(GError) error = NULL;
  gboolean uploaded = hkk_portal_upload_finish (HKK_PORTAL (source), result, &error);
  g_autofree char *name = hkk_format_isolate (hkk_attachment_get_name (file));
  g_autofree char *text = NULL;

  g_free (again);
  self->n_uploads--;
  if (g_cancellable_is_cancelled (hkk_page_get_cancellable (HKK_PAGE (self))))
    return;
  if (uploaded)
    {
      /* The draft remembers that the portal has it. */
      hkk_form_saver_touch (self->saver);
      /* TRANSLATORS: %s is the name of a file */
      text = g_strdup_printf (_("%s was uploaded."), name);
      if (self->n_uploads == 0)
        hkk_form_page_show_message (self, NULL, NULL);
    }
  else
    {
      text = hkk_error_sentence (error);
    }
  hkk_announce (GTK_WIDGET (self), text);
}

/* Of one file of a draft that is being edited; the others are where they are. */
void
hkk_form_page_upload_again (HkkFormPage   *self,
                            HkkAttachment *file)
{
  HkkPortal *portal = hkk_page_get_portal (HKK_PAGE (self));
  HkkDraft *draft = hkk_form_model_get_draft (self->model);
  Again *again = NULL;

  if (portal == NULL || draft == NULL || hkk_form_page_is_locked (self) || self->phase != HKK_FORM_PAGE_EDITING ||
      hkk_attachment_get_upload_state (file) == HKK_UPLOAD_UNDER_WAY)
    return;

  again = g_new0 (Again, 1);
  again->self = g_object_ref (self);
  again->file = g_object_ref (file);
  self->n_uploads++;
  hkk_portal_upload_async (portal, draft, file, hkk_page_get_cancellable (HKK_PAGE (self)), on_uploaded, again);
}
