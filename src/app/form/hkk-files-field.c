/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-files-field-private.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-chooser.h"
#include "hkk-file-row.h"
#include "hkk-file-type.h"
#include "hkk-files-limits.h"
#include "hkk-pasted-image.h"
#include "hkk-pictures-dialog.h"
#include "hkk-row.h"

G_DEFINE_FINAL_TYPE (HkkFilesField, hkk_files_field, HKK_TYPE_FIELD_ROW)

static void
on_remove (HkkFilesField *self,
           GtkButton     *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint position = 0;

  if (!g_ptr_array_find (self->rows, row, &position))
    return;

  hkk_files_field_focus_add (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_model_remove_item (hkk_field_row_get_model (HKK_FIELD_ROW (self)), hkk_files_field_get_path (self),
                              position);
}

static void
show_file (HkkFilesField *self,
           guint          position)
{
  g_autofree char *path = hkk_form_path_print (hkk_files_field_get_path (self), (int) position, NULL);

  hkk_file_row_show (g_ptr_array_index (self->rows, position), hkk_field_row_get_model (HKK_FIELD_ROW (self)), path);
}

static void
hkk_files_field_refresh (HkkFieldRow *row)
{
  HkkFilesField *self = HKK_FILES_FIELD (row);
  guint n = hkk_files_field_get_count (self);

  while (self->rows->len > n)
    {
      gtk_list_box_remove (self->list, g_ptr_array_index (self->rows, self->rows->len - 1));
      g_ptr_array_set_size (self->rows, (int) self->rows->len - 1);
    }
  while (self->rows->len < n)
    {
      HkkFileRow *file = hkk_file_row_new ();

      g_signal_connect_object (hkk_file_row_get_remove (file), "clicked", G_CALLBACK (on_remove), self,
                               G_CONNECT_SWAPPED);
      gtk_list_box_insert (self->list, GTK_WIDGET (file), (int) self->rows->len);
      g_ptr_array_add (self->rows, file);
    }
  for (guint i = 0; i < n; i++)
    show_file (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self->add), hkk_files_field_has_room (self));
  gtk_widget_set_visible (GTK_WIDGET (self->make_pdf), gtk_widget_get_visible (GTK_WIDGET (self->add)) &&
                          g_strv_contains (hkk_files_field_get_media_types (self), "application/pdf"));
}

/* --- Where it comes from --- */

static void
on_chosen (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkFilesField) self = HKK_FILES_FIELD (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) files = hkk_file_chooser_open_finish (result, &error);

  if (files != NULL)
    hkk_files_field_add_files (self, files);
  else if (!hkk_error_is_cancel (error))
    /* TRANSLATORS: stands for a file's name in a message, when the file chooser did not open */
    hkk_files_field_refuse_alone (self, _("File chooser"), _("It could not be opened. Drop the file here instead."));
}

static void
on_choose (HkkFilesField *self)
{
  hkk_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               hkk_form_field_get_label (hkk_field_row_get_field (HKK_FIELD_ROW (self))),
                               hkk_files_field_get_media_types (self), self->cancellable, on_chosen,
                               g_object_ref (self));
}

static gboolean
on_drop (HkkFilesField *self,
         const GValue  *value)
{
  g_autoptr(GListModel) files = hkk_pasted_files_to_model (g_value_get_boxed (value));

  hkk_files_field_add_files (self, files);

  return TRUE;
}

static void
on_pasted_files (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkFilesField) self = HKK_FILES_FIELD (data);
  g_autoptr(GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL && g_value_get_boxed (value) != NULL)
    {
      g_autoptr(GListModel) files = hkk_pasted_files_to_model (g_value_get_boxed (value));

      hkk_files_field_add_files (self, files);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* TRANSLATORS: Stands for the name of what was pasted, in a list of files that could not be added */
      hkk_files_field_refuse_alone (self, _("Clipboard"), _("There is no file and no picture in the clipboard."));
    }
}

static void
on_pasted_image (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  HkkIncoming *incoming = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) picture = hkk_pasted_image_finish (result, &error);
  const char *refusal = NULL;

  if (picture != NULL)
    {
      hkk_files_field_attach_bytes (HKK_FILES_FIELD (incoming->owner), incoming, picture);
      return;
    }
  if (error->domain == HKK_FILE_ERROR)
    refusal = error->message;
  else if (!hkk_error_is_cancel (error))
    refusal = _("The picture could not be taken over.");
  hkk_incoming_end (incoming, NULL, g_strdup (refusal));
}

static void
paste_image (HkkFilesField *self,
             GdkClipboard  *clipboard)
{
  HkkIncoming *incoming = NULL;

  hkk_files_field_clear_refusals (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  if (!hkk_files_field_has_room (self))
    {
      g_autofree char *message = hkk_files_limits_dup_no_room (hkk_files_field_get_max (self));

      hkk_files_field_refuse_alone (self, _("Picture from the clipboard"), message);
      return;
    }
  /* TRANSLATORS: name of a file that is made of a picture in the clipboard; “.jpg” or “.png” is put behind it */
  incoming = hkk_files_field_begin (self, _("Picture"));
  hkk_pasted_image_async (clipboard, incoming->cancellable, on_pasted_image, incoming);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

static gboolean
on_paste (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  HkkFilesField *self = HKK_FILES_FIELD (widget);

  if (!hkk_files_field_paste (self))
    hkk_files_field_refuse_alone (self, _("Clipboard"), _("There is no file and no picture in the clipboard."));

  return TRUE;
}

/* The PDF goes through the same checks as any other file. */
static void
on_pdf_made (HkkFilesField *self,
             GBytes        *pdf)
{
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  /* TRANSLATORS: name of a PDF that is made of pictures; “.pdf” is put behind it */
  hkk_files_field_attach_bytes (self, hkk_files_field_begin (self, _("Pictures")), pdf);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

static void
on_make_pdf (HkkFilesField *self)
{
  HkkPicturesDialog *dialog = hkk_pictures_dialog_new ();

  hkk_files_field_clear_refusals (self);
  g_signal_connect_object (dialog, "made", G_CALLBACK (on_pdf_made), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
hkk_files_field_build (HkkFieldRow *row)
{
  HkkFilesField *self = HKK_FILES_FIELD (row);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  self->add = hkk_row_append_button (self->list, hkk_files_field_get_max (self) == 1 ? _("Add a file") :
                                     /* TRANSLATORS: Button: chooses files to hand in */
                                     _("Add files"),
                                     "list-add-symbolic");
  self->make_pdf = hkk_row_append_button (self->list, _("One PDF of several pictures"), "document-new-symbolic");
  hkk_row_button_say_of (self->add, hkk_form_field_get_label (hkk_field_row_get_field (row)));
  hkk_row_button_say_of (self->make_pdf, hkk_form_field_get_label (hkk_field_row_get_field (row)));
  g_signal_connect_object (self->add, "activated", G_CALLBACK (on_choose), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->make_pdf, "activated", G_CALLBACK (on_make_pdf), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), hkk_files_limits_label_new (hkk_field_row_get_field (row),
                                                             GTK_ACCESSIBLE (self->add)));

  g_signal_connect_object (drop, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_widget_add_css_class (GTK_WIDGET (self), "hkk-files");
  hkk_field_row_set_control (row, box, GTK_WIDGET (self->list));
}

/* (nullable): the row of the file that PATH is within. */
static HkkFileRow *
find_row (HkkFilesField *self,
          const char    *path)
{
  int position = hkk_form_path_get_item (path, hkk_files_field_get_path (self));

  return position >= 0 && (guint) position < self->rows->len ? g_ptr_array_index (self->rows, position) : NULL;
}

static gboolean
hkk_files_field_show_inner (HkkFieldRow *row,
                            const char  *path,
                            const char  *message)
{
  HkkFilesField *self = HKK_FILES_FIELD (row);
  HkkFileRow *file = path != NULL ? find_row (self, path) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    show_file (self, i);
  if (file == NULL)
    return FALSE;

  hkk_file_row_refuse (file, message);

  return TRUE;
}

static gboolean
hkk_files_field_focus_inner (HkkFieldRow *row,
                             const char  *path)
{
  HkkFileRow *file = find_row (HKK_FILES_FIELD (row), path);

  if (file != NULL)
    hkk_file_row_focus (file);

  return file != NULL;
}

static char *
hkk_files_field_dup_misread (HkkFieldRow *row)
{
  guint n = hkk_file_queue_get_n_coming (HKK_FILES_FIELD (row)->queue);

  return n > 0 ? g_strdup (_("Files are still being checked. Wait a moment.")) : NULL;
}

static void
hkk_files_field_dispose (GObject *object)
{
  HkkFilesField *self = HKK_FILES_FIELD (object);

  g_cancellable_cancel (self->cancellable);
  hkk_file_queue_stop (self->queue);

  G_OBJECT_CLASS (hkk_files_field_parent_class)->dispose (object);
}

static void
hkk_files_field_finalize (GObject *object)
{
  HkkFilesField *self = HKK_FILES_FIELD (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->queue, hkk_file_queue_free);
  g_clear_pointer (&self->added, g_free);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (hkk_files_field_parent_class)->finalize (object);
}

static void
hkk_files_field_class_init (HkkFilesFieldClass *klass)
{
  HkkFieldRowClass *row_class = HKK_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_files_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_files_field_finalize;
  row_class->build = hkk_files_field_build;
  row_class->refresh = hkk_files_field_refresh;
  row_class->show_inner = hkk_files_field_show_inner;
  row_class->focus_inner = hkk_files_field_focus_inner;
  row_class->dup_misread = hkk_files_field_dup_misread;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_v, GDK_CONTROL_MASK, on_paste, NULL);
}

static void
hkk_files_field_init (HkkFilesField *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->notices = g_ptr_array_new ();
  self->queue = hkk_file_queue_new (&hkk_files_field_funcs, self);
}

/**
 * hkk_files_field_add_files:
 * @files: a list of #GFile
 *
 * Takes files as far as they pass the checks and there is room; says of the others why not.
 */
void
hkk_files_field_add_files (HkkFilesField *self,
                           GListModel    *files)
{
  g_return_if_fail (HKK_IS_FILES_FIELD (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  hkk_files_field_clear_refusals (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_file_queue_add (self->queue, files);
}

/**
 * hkk_files_field_paste:
 *
 * Takes the files, or the picture, that the clipboard holds.
 *
 * Returns: whether it holds any
 */
gboolean
hkk_files_field_paste (HkkFilesField *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, self->cancellable,
                                    on_pasted_files, g_object_ref (self));
  else if (hkk_pasted_image_is_there (clipboard))
    paste_image (self, clipboard);
  else
    return FALSE;
  return TRUE;
}
