/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-files-field.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-chooser.h"
#include "hkk-file-name.h"
#include "hkk-file-notice.h"
#include "hkk-file-row.h"
#include "hkk-file-type.h"
#include "hkk-files-limits.h"
#include "hkk-format.h"
#include "hkk-pasted-image.h"
#include "hkk-pictures-dialog.h"
#include "hkk-row.h"

/* Files as rows: chosen, dropped or pasted; each is checked when it comes and kept in the draft. */
struct _HkkFilesField
{
  HkkFieldRow   parent_instance;

  GCancellable *cancellable; /* Owned */
  GtkListBox   *list;        /* Borrowed from the row's content */
  AdwButtonRow *add;         /* Borrowed from the list */
  AdwButtonRow *make_pdf;    /* Borrowed from the list seen where a PDF is taken */
  GPtrArray    *rows;        /* Owned, of borrowed HkkFileRow: one per file of the value */
  GPtrArray    *notices;     /* Owned, of borrowed AdwActionRow: files being checked, files refused */
  GPtrArray    *checking;    /* Owned, of borrowed Attaching: files on their way into the draft */
  GQueue        waiting;     /* Owned GFile: chosen, and not looked at yet */
  guint         n_added;     /* of those that were chosen together, until all of them are told of */
  guint         n_refused;
  char         *added;       /* Owned (nullable): the name of the last one */
  char         *refusal;     /* Owned (nullable): the last one, as it is spoken */
};

G_DEFINE_FINAL_TYPE (HkkFilesField, hkk_files_field, HKK_TYPE_FIELD_ROW)

/* One file on its way into the draft. */
typedef struct
{
  HkkFilesField *self;        /* Owned */
  GCancellable  *cancellable; /* Owned */
  AdwActionRow  *row;         /* Borrowed from the list, which lives as long as self is mapped */
  char          *name;        /* Owned: for display */
  gboolean       ended;       /* and waits for those that were chosen before it */
  HkkAttachment *file;        /* Owned (nullable) */
  char          *refusal;     /* Owned (nullable): why there is none */
  GFile         *file_again;  /* Owned (nullable): what can be tried once more */
} Attaching;

static void
attaching_free (Attaching *attaching)
{
  g_clear_object (&attaching->self);
  g_clear_object (&attaching->cancellable);
  g_clear_pointer (&attaching->name, g_free);
  g_clear_object (&attaching->file);
  g_clear_pointer (&attaching->refusal, g_free);
  g_clear_object (&attaching->file_again);
  g_free (attaching);
}

static const char *
get_path (HkkFilesField *self)
{
  return hkk_field_row_get_path (HKK_FIELD_ROW (self));
}

static const char * const *
get_media_types (HkkFilesField *self)
{
  return hkk_form_field_get_media_types (hkk_field_row_get_field (HKK_FIELD_ROW (self)));
}

static gint64
get_max (HkkFilesField *self)
{
  gint64 max = 0;

  return hkk_form_field_get_max (hkk_field_row_get_field (HKK_FIELD_ROW (self)), &max) ? max : HKK_FILE_MAX_COUNT;
}

static guint
get_count (HkkFilesField *self)
{
  return hkk_form_values_get_n_items (hkk_field_row_get_values (HKK_FIELD_ROW (self)), get_path (self));
}

static void
focus_add (HkkFilesField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->add), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}

static void
on_remove (HkkFilesField *self,
           GtkButton     *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint position = 0;

  if (!g_ptr_array_find (self->rows, row, &position))
    return;

  focus_add (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_form_model_remove_item (hkk_field_row_get_model (HKK_FIELD_ROW (self)), get_path (self), position);
}

static void
remove_notice (HkkFilesField *self,
               AdwActionRow  *row)
{
  if (g_ptr_array_remove (self->notices, row))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
on_dismiss (HkkFilesField *self,
            HkkFileNotice *notice)
{
  focus_add (self);
  remove_notice (self, ADW_ACTION_ROW (notice));
}

static void
add_notice (HkkFilesField *self,
            AdwActionRow  *row)
{
  gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) (self->rows->len + self->notices->len));
  g_ptr_array_add (self->notices, row);
}

/* One sentence for all that was chosen together. */
static void
tell (HkkFilesField *self)
{
  g_autoptr(GString) spoken = g_string_new (NULL);
  g_autofree char *name = hkk_format_isolate (self->added);

  if (self->n_added == 1)
    /* TRANSLATORS: %s is the name of a file */
    g_string_printf (spoken, _("%s was added."), name);
  else if (self->n_added > 1)
    g_string_printf (spoken, ngettext ("%u file was added.", "%u files were added.", self->n_added), self->n_added);
  if (spoken->len > 0 && self->n_refused > 0)
    g_string_append_c (spoken, ' ');
  if (self->n_refused == 1)
    g_string_append (spoken, self->refusal);
  else if (self->n_refused > 1)
    g_string_append_printf (spoken, ngettext ("%u file was not added.", "%u files were not added.", self->n_refused),
                            self->n_refused);
  if (spoken->len > 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), spoken->str,
                             self->n_refused > 0 ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM
                                                 : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  self->n_added = 0;
  self->n_refused = 0;
}

static void look_at_next (HkkFilesField *self);

static void
on_again (HkkFilesField *self,
          HkkFileNotice *notice)
{
  g_queue_push_tail (&self->waiting, g_object_ref (hkk_file_notice_get_file (notice)));
  on_dismiss (self, notice);
  look_at_next (self);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

/* COUNT files, of which FILE (nullable) can be tried again; is spoken with the next tell(). */
static void
refuse (HkkFilesField *self,
        const char    *name,
        const char    *message,
        GFile         *file,
        guint          count)
{
  HkkFileNotice *notice = hkk_file_notice_new (name, message, file);
  g_autofree char *isolated = hkk_format_isolate (name);

  g_signal_connect_object (notice, "dismissed", G_CALLBACK (on_dismiss), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notice, "again", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  add_notice (self, ADW_ACTION_ROW (notice));
  g_free (self->refusal);
  /* TRANSLATORS: %1$s is the name of a file, or where it came from ("Clipboard"), %2$s a sentence that says why */
  self->refusal = g_strdup_printf (_("Not added: %1$s. %2$s"), isolated, message);
  self->n_refused += count;
}

static void
refuse_alone (HkkFilesField *self,
              const char    *name,
              const char    *message)
{
  refuse (self, name, message, NULL, 1);
  tell (self);
}

static void
show_file (HkkFilesField *self,
           guint          position)
{
  g_autofree char *path = hkk_form_path_print (get_path (self), (int) position, NULL);

  hkk_file_row_show (g_ptr_array_index (self->rows, position), hkk_field_row_get_model (HKK_FIELD_ROW (self)), path);
}

static void
hkk_files_field_refresh (HkkFieldRow *row)
{
  HkkFilesField *self = HKK_FILES_FIELD (row);
  guint n = get_count (self);

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
  gtk_widget_set_visible (GTK_WIDGET (self->add), n + self->checking->len < get_max (self));
  gtk_widget_set_visible (GTK_WIDGET (self->make_pdf), gtk_widget_get_visible (GTK_WIDGET (self->add)) &&
                          g_strv_contains (get_media_types (self), "application/pdf"));
}

static void
take_file (HkkFilesField *self,
           HkkAttachment *file)
{
  g_autofree char *over = hkk_files_limits_dup_refusal (hkk_field_row_get_field (HKK_FIELD_ROW (self)),
                                                        hkk_field_row_get_values (HKK_FIELD_ROW (self)),
                                                        get_path (self), file);

  if (over != NULL)
    {
      refuse (self, hkk_attachment_get_name (file), over, NULL, 1);
      return;
    }
  hkk_form_values_add_attachment (hkk_field_row_get_values (HKK_FIELD_ROW (self)), get_path (self),
                                  hkk_attachment_get_upload (file), hkk_attachment_get_name (file),
                                  hkk_attachment_get_size (file), hkk_attachment_get_sha256 (file),
                                  hkk_attachment_get_media_type (file));
  g_set_str (&self->added, hkk_attachment_get_name (file));
  self->n_added++;
}

/* ATTACHING (transfer full) is over. */
static void
settle (HkkFilesField *self,
        Attaching     *attaching)
{
  g_ptr_array_remove (self->checking, attaching);
  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      remove_notice (self, attaching->row);
      if (attaching->file != NULL)
        take_file (self, attaching->file);
      else if (attaching->refusal != NULL)
        refuse (self, attaching->name, attaching->refusal, attaching->file_again, 1);
      else
        focus_add (self);
    }
  attaching_free (attaching);
}

/* ATTACHING has ended. What was chosen together comes in the order in which it was chosen: the pages of a letter. What
 * was given up keeps nobody waiting. */
static void
end (Attaching *attaching)
{
  g_autoptr(HkkFilesField) self = g_object_ref (attaching->self);
  gboolean gone = g_cancellable_is_cancelled (self->cancellable);

  attaching->ended = TRUE;
  if (gone || (attaching->file == NULL && attaching->refusal == NULL))
    settle (self, attaching);
  while (self->checking->len > 0 && ((Attaching *) g_ptr_array_index (self->checking, 0))->ended)
    settle (self, g_ptr_array_index (self->checking, 0));
  if (gone)
    return;
  look_at_next (self);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

static void
on_attached (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Attaching *attaching = data;
  g_autoptr(GError) error = NULL;

  attaching->file = hkk_drafts_attach_finish (HKK_DRAFTS (source), result, &error);
  if (error != NULL && !hkk_error_is_cancel (error))
    attaching->refusal = hkk_error_sentence (error);
  end (attaching);
}

static Attaching *
attaching_new (HkkFilesField *self,
               const char    *name)
{
  Attaching *attaching = g_new0 (Attaching, 1);
  GtkWidget *stop = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *label = NULL;

  attaching->self = g_object_ref (self);
  attaching->cancellable = g_cancellable_new ();
  attaching->name = hkk_file_name_clean (name, NULL, _("File"));
  attaching->row = ADW_ACTION_ROW (hkk_row_new (attaching->name, _("Is being checked")));
  adw_action_row_set_title_lines (attaching->row, 2);
  adw_action_row_add_prefix (attaching->row, gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  isolated = hkk_format_isolate (attaching->name);
  /* TRANSLATORS: button beside a file that is still being read; %s is its name */
  label = g_strdup_printf (_("Do not add %s"), isolated);
  adw_action_row_add_suffix (attaching->row, adw_spinner_new ());
  stop = hkk_row_add_button (GTK_WIDGET (attaching->row), "window-close-symbolic", label);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (g_cancellable_cancel), attaching->cancellable,
                           G_CONNECT_SWAPPED);
  add_notice (self, attaching->row);
  g_ptr_array_add (self->checking, attaching);

  return attaching;
}

static void
attach (HkkFilesField *self,
        GFile         *file)
{
  HkkFormModel *model = hkk_field_row_get_model (HKK_FIELD_ROW (self));
  g_autofree char *base = g_file_get_basename (file);
  Attaching *attaching = attaching_new (self, base != NULL ? base : "");

  g_set_object (&attaching->file_again, file);
  hkk_drafts_attach_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model), file,
                           get_media_types (self), attaching->cancellable, on_attached, attaching);
}

/* What there is no room for, or no patience. */
static void
refuse_waiting (HkkFilesField *self)
{
  guint n = g_queue_get_length (&self->waiting);
  guint max = (guint) get_max (self);
  g_autoptr(GFile) first = g_queue_pop_head (&self->waiting);
  g_autofree char *base = g_file_get_basename (first);
  /* TRANSLATORS: stands for the names of files that were not added */
  g_autofree char *name = n == 1 ? hkk_file_name_clean (base != NULL ? base : "", NULL, _("File"))
                                 : g_strdup_printf (ngettext ("%u file", "%u files", n), n);
  g_autofree char *message = NULL;

  g_queue_clear_full (&self->waiting, g_object_unref);
  if (get_count (self) >= max)
    message = hkk_files_limits_dup_no_room (max);
  else
    message = g_strdup (_("These were not looked at, because too many others cannot be added. "
                          "Choose fewer at a time."));
  refuse (self, name, message, NULL, n);
}

static void
look_at_next (HkkFilesField *self)
{
  while (get_count (self) + self->checking->len < get_max (self) && self->n_refused < HKK_FILE_MAX_COUNT)
    {
      g_autoptr(GFile) file = g_queue_pop_head (&self->waiting);

      if (file == NULL)
        break;
      attach (self, file);
    }
  if (self->checking->len > 0)
    return;
  if (!g_queue_is_empty (&self->waiting))
    refuse_waiting (self);
  tell (self);
}

static void
clear_refusals (HkkFilesField *self)
{
  for (guint i = self->notices->len; i > 0; i--)
    {
      AdwActionRow *row = g_ptr_array_index (self->notices, i - 1);

      if (HKK_IS_FILE_NOTICE (row))
        remove_notice (self, row);
    }
}

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
    refuse_alone (self, _("File chooser"), _("It could not be opened. Drop the file here instead."));
}

static void
on_choose (HkkFilesField *self)
{
  hkk_file_chooser_open_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                               hkk_form_field_get_label (hkk_field_row_get_field (HKK_FIELD_ROW (self))),
                               get_media_types (self), self->cancellable, on_chosen, g_object_ref (self));
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
      refuse_alone (self, _("Clipboard"), _("There is no file and no picture in the clipboard."));
    }
}

static void
on_pasted_image (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Attaching *attaching = data;
  HkkFilesField *self = attaching->self;
  HkkFormModel *model = hkk_field_row_get_model (HKK_FIELD_ROW (self));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) picture = hkk_pasted_image_finish (result, &error);

  if (picture != NULL)
    {
      hkk_drafts_attach_bytes_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model),
                                     attaching->name, picture, get_media_types (self), attaching->cancellable,
                                     on_attached, attaching);
      return;
    }
  if (error->domain == HKK_FILE_ERROR)
    attaching->refusal = g_strdup (error->message);
  else if (!hkk_error_is_cancel (error))
    attaching->refusal = g_strdup (_("The picture could not be taken over."));
  end (attaching);
}

static void
paste_image (HkkFilesField *self,
             GdkClipboard  *clipboard)
{
  guint max = (guint) get_max (self);
  g_autofree char *message = NULL;
  Attaching *attaching = NULL;

  clear_refusals (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  if (get_count (self) + self->checking->len >= max)
    {
      message = hkk_files_limits_dup_no_room (max);
      refuse_alone (self, _("Picture from the clipboard"), message);
      return;
    }
  /* TRANSLATORS: name of a file that is made of a picture in the clipboard; “.jpg” or “.png” is put behind it */
  attaching = attaching_new (self, _("Picture"));
  hkk_pasted_image_async (clipboard, attaching->cancellable, on_pasted_image, attaching);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

static gboolean
on_paste (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  HkkFilesField *self = HKK_FILES_FIELD (widget);

  if (!hkk_files_field_paste (self))
    refuse_alone (self, _("Clipboard"), _("There is no file and no picture in the clipboard."));

  return TRUE;
}

/* The PDF goes through the same checks as any other file. */
static void
on_pdf_made (HkkFilesField *self,
             GBytes        *pdf)
{
  HkkFormModel *model = hkk_field_row_get_model (HKK_FIELD_ROW (self));
  /* TRANSLATORS: name of a PDF that is made of pictures; “.pdf” is put behind it */
  Attaching *attaching = attaching_new (self, _("Pictures"));

  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  hkk_drafts_attach_bytes_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model), attaching->name,
                                 pdf, get_media_types (self), attaching->cancellable, on_attached, attaching);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
}

static void
on_make_pdf (HkkFilesField *self)
{
  HkkPicturesDialog *dialog = hkk_pictures_dialog_new ();

  clear_refusals (self);
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
  self->add = hkk_row_append_button (self->list, _("Add files"), "list-add-symbolic");
  self->make_pdf = hkk_row_append_button (self->list, _("One PDF of several pictures"), "document-new-symbolic");
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
  int position = hkk_form_path_get_item (path, get_path (self));

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
  guint n = HKK_FILES_FIELD (row)->checking->len;

  return n > 0 ? g_strdup (_("Files are still being checked. Wait a moment.")) : NULL;
}

static void
hkk_files_field_dispose (GObject *object)
{
  HkkFilesField *self = HKK_FILES_FIELD (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->checking->len; i++)
    g_cancellable_cancel (((Attaching *) g_ptr_array_index (self->checking, i))->cancellable);

  G_OBJECT_CLASS (hkk_files_field_parent_class)->dispose (object);
}

static void
hkk_files_field_finalize (GObject *object)
{
  HkkFilesField *self = HKK_FILES_FIELD (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->checking, g_ptr_array_unref);
  g_queue_clear_full (&self->waiting, g_object_unref);
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
  self->checking = g_ptr_array_new ();
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

  clear_refusals (self);
  hkk_field_row_set_answered (HKK_FIELD_ROW (self));
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_queue_push_tail (&self->waiting, g_list_model_get_item (files, i));
  look_at_next (self);
  hkk_field_row_update (HKK_FIELD_ROW (self), "");
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
