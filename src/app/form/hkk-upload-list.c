/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-upload-list.h"

#include <glib/gi18n.h>

/* The files of a draft while it is handed in. */
struct _HkkUploadList
{
  GtkBox      parent_instance;

  GListModel *files; /* Owned: HkkAttachment */
  GPtrArray  *bars;  /* Owned, of borrowed GtkProgressBar, in the order of files */
};

G_DEFINE_FINAL_TYPE (HkkUploadList, hkk_upload_list, GTK_TYPE_BOX)

static void
show_fraction (GtkProgressBar *bar,
               double          fraction)
{
  const char *text = _("Waiting");

  if (fraction >= 1.0)
    text = _("Uploaded");
  else if (fraction > 0.0)
    text = _("Uploading");
  gtk_progress_bar_set_fraction (bar, fraction);
  gtk_progress_bar_set_text (bar, text);
}

static void
add_file (HkkUploadList *self,
          HkkAttachment *file)
{
  GtkWidget *name = gtk_label_new (hkk_attachment_get_name (file));
  GtkWidget *bar = gtk_progress_bar_new ();

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (bar), TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_box_append (GTK_BOX (self), name);
  gtk_box_append (GTK_BOX (self), bar);
  g_ptr_array_add (self->bars, bar);
}

static void
hkk_upload_list_finalize (GObject *object)
{
  HkkUploadList *self = HKK_UPLOAD_LIST (object);

  g_clear_object (&self->files);
  g_clear_pointer (&self->bars, g_ptr_array_unref);

  G_OBJECT_CLASS (hkk_upload_list_parent_class)->finalize (object);
}

static void
hkk_upload_list_class_init (HkkUploadListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_upload_list_finalize;
}

static void
hkk_upload_list_init (HkkUploadList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->bars = g_ptr_array_new ();
}

/**
 * hkk_upload_list_new:
 * @draft: a draft that is about to be handed in
 *
 * Returns: (transfer floating): its files, each with its progress
 */
HkkUploadList *
hkk_upload_list_new (HkkDraft *draft)
{
  HkkUploadList *self = NULL;

  g_return_val_if_fail (HKK_IS_DRAFT (draft), NULL);

  self = g_object_new (HKK_TYPE_UPLOAD_LIST, NULL);
  self->files = g_object_ref (hkk_draft_get_attachments (draft));
  for (guint i = 0; i < g_list_model_get_n_items (self->files); i++)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (self->files, i);

      add_file (self, file);
    }
  hkk_upload_list_set_done (self, 0);

  return self;
}

/**
 * hkk_upload_list_set_done:
 * @bytes: how much of all files has arrived; they go one after the other
 *
 * Spreads the progress of the whole over the files.
 */
void
hkk_upload_list_set_done (HkkUploadList *self,
                          gint64         bytes)
{
  g_return_if_fail (HKK_IS_UPLOAD_LIST (self));

  for (guint i = 0; i < self->bars->len; i++)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (self->files, i);
      gint64 size = MAX (hkk_attachment_get_size (file), 1);

      show_fraction (g_ptr_array_index (self->bars, i), CLAMP ((double) bytes / (double) size, 0.0, 1.0));
      bytes = MAX (bytes - size, 0);
    }
}
