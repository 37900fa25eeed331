/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-row.h"

#include <glib/gi18n.h>

#include "hkk-error-text.h"
#include "hkk-file-crop.h"
#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-structure.h"
#include "hkk-thumbnail.h"

#define PREVIEW_SIDE 64 /* pixels, of a scale of 1 */

/* A file that is part of a draft; a picture is shown small. */
struct _HkkFileRow
{
  AdwActionRow   parent_instance;

  AdwBin        *preview;     /* Borrowed from the row */
  GtkWidget     *crop;        /* Borrowed from the row */
  GtkWidget     *help;
  GtkWidget     *again;       /* Borrowed from the row */
  GtkWidget     *remove;      /* Borrowed from the row */
  HkkFormModel  *model;       /* Owned (nullable): of the file that is shown */
  char          *path;        /* Owned (nullable): where its value is */
  char          *upload;      /* Owned (nullable): of the file that is shown */
  char          *name;        /* Owned (nullable) */
  gint64         size;        /* bytes */
  HkkAttachment *file;        /* Owned (nullable): what the draft keeps of it */
  GCancellable  *cancellable; /* Owned (nullable): of what makes the preview */
};

G_DEFINE_FINAL_TYPE (HkkFileRow, hkk_file_row, ADW_TYPE_ACTION_ROW)

static void
on_made (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkFileRow) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) small = hkk_thumbnail_finish (result, &error);
  g_autofree char *isolated = hkk_format_isolate (self->name);
  /* TRANSLATORS: what a screen reader says of a small picture; %s is the name of a file */
  g_autofree char *label = g_strdup_printf (_("Preview of %s"), isolated);
  GtkWidget *picture;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (small == NULL)
    {
      g_debug ("There is no preview: %s", error->message);
      return;
    }
  picture = gtk_image_new_from_paintable (GDK_PAINTABLE (small));
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_image_set_pixel_size (GTK_IMAGE (picture), PREVIEW_SIDE);
  gtk_widget_set_margin_top (picture, 6);
  gtk_widget_set_margin_bottom (picture, 6);
  adw_bin_set_child (self->preview, picture);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(HkkFileRow) self = data;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = hkk_drafts_read_finish (HKK_DRAFTS (source), result, &error);

  if (bytes != NULL && !g_cancellable_is_cancelled (cancellable))
    hkk_thumbnail_async (bytes, PREVIEW_SIDE * gtk_widget_get_scale_factor (GTK_WIDGET (self)), cancellable, on_made,
                         g_object_ref (self));
}

/* (transfer full): how far it is on its way to the portal. */
static char *
dup_state (HkkFileRow *self)
{
  g_autofree char *size = g_format_size ((guint64) self->size);
  HkkUploadState state = self->file != NULL ? hkk_attachment_get_upload_state (self->file) : HKK_UPLOAD_NOT_YET;

  switch (state)
    {
    case HKK_UPLOAD_UNDER_WAY:
      /* TRANSLATORS: a file that is being uploaded; %1$s is its size, %2$u how many per cent are there */
      return g_strdup_printf (_("%1$s, uploading: %2$u %%"), size,
                              (guint) (100 * hkk_attachment_get_sent_bytes (self->file) / MAX (self->size, 1)));
    case HKK_UPLOAD_DONE:
      /* TRANSLATORS: a file that the portal has already; %s is its size */
      return g_strdup_printf (_("%s, uploaded"), size);
    case HKK_UPLOAD_FAILED:
      {
        g_autofree char *sentence = hkk_error_sentence (hkk_attachment_get_failure (self->file));

        /* TRANSLATORS: a file that could not be uploaded; %s is a sentence that says why */
        return g_strdup_printf (_("Not uploaded: %s"), sentence);
      }
    case HKK_UPLOAD_NOT_YET:
    default:
      /* TRANSLATORS: a file that is part of a draft; %s is its size, for example “1.2 MB” */
      return g_strdup_printf (_("%s, ready to be handed in"), size);
    }
}

static void
refresh_state (HkkFileRow *self)
{
  gboolean failed = self->file != NULL && hkk_attachment_get_upload_state (self->file) == HKK_UPLOAD_FAILED;
  gboolean waited = gtk_widget_has_focus (GTK_WIDGET (self));
  const char *answer = failed ? hkk_error_get_answer (hkk_attachment_get_failure (self->file)) : NULL;
  g_autofree char *state = dup_state (self);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state);
  /* Whoever tried again stays here, and not on the button that removes. */
  if (!failed && (gtk_widget_has_focus (self->again) || gtk_widget_has_focus (self->help)))
    hkk_structure_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->again, failed);
  gtk_widget_set_visible (self->help, answer != NULL);
  if (answer != NULL)
    hkk_button_set_answer (GTK_BUTTON (self->help), answer);
  if (failed && waited)
    gtk_widget_grab_focus (self->again);
  if (failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
watch_file (HkkFileRow    *self,
            HkkAttachment *file)
{
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_func (self->file, refresh_state, self);
  g_set_object (&self->file, file);
  if (file == NULL)
    return;
  g_signal_connect_object (file, "notify::upload-state", G_CALLBACK (refresh_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::sent-bytes", G_CALLBACK (refresh_state), self, G_CONNECT_SWAPPED);
}

static void
on_again (HkkFileRow *self)
{
  if (self->model != NULL && self->file != NULL)
    hkk_form_model_upload_again (self->model, self->file);
}

static void
on_crop (HkkFileRow *self)
{
  if (self->model != NULL)
    hkk_file_crop_begin (GTK_WIDGET (self), self->model, self->path);
}

static void
stop (HkkFileRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
show_preview (HkkFileRow   *self,
              HkkFormModel *model,
              const char   *upload,
              const char   *media_type)
{
  HkkDrafts *drafts = hkk_form_model_get_drafts (model);

  if (g_strcmp0 (self->upload, upload) == 0)
    return;
  stop (self);
  g_set_str (&self->upload, upload);
  adw_bin_set_child (self->preview, gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  if (drafts == NULL || upload == NULL || media_type == NULL || !g_str_has_prefix (media_type, "image/"))
    return;
  self->cancellable = g_cancellable_new ();
  hkk_drafts_read_async (drafts, hkk_form_model_get_draft (model), upload, self->cancellable, on_read,
                         g_object_ref (self));
}

static void
hkk_file_row_dispose (GObject *object)
{
  stop (HKK_FILE_ROW (object));
  watch_file (HKK_FILE_ROW (object), NULL);

  G_OBJECT_CLASS (hkk_file_row_parent_class)->dispose (object);
}

static void
hkk_file_row_finalize (GObject *object)
{
  HkkFileRow *self = HKK_FILE_ROW (object);

  g_clear_object (&self->model);
  g_free (self->path);
  g_free (self->upload);
  g_free (self->name);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (hkk_file_row_parent_class)->finalize (object);
}

static void
hkk_file_row_class_init (HkkFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_file_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_file_row_finalize;
}

static void
hkk_file_row_init (HkkFileRow *self)
{
  self->preview = ADW_BIN (adw_bin_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->preview));
  self->crop = hkk_row_add_button (GTK_WIDGET (self), "edit-cut-symbolic", "");
  g_signal_connect_object (self->crop, "clicked", G_CALLBACK (on_crop), self, G_CONNECT_SWAPPED);
  self->help = hkk_row_add_button (GTK_WIDGET (self), "help-about-symbolic", "");
  self->again = hkk_row_add_button (GTK_WIDGET (self), "view-refresh-symbolic", "");
  g_signal_connect_object (self->again, "clicked", G_CALLBACK (on_again), self, G_CONNECT_SWAPPED);
  self->remove = hkk_row_add_button (GTK_WIDGET (self), "user-trash-symbolic", "");
}

/**
 * hkk_file_row_new:
 *
 * Returns: (transfer floating): a row that shows no file yet
 */
HkkFileRow *
hkk_file_row_new (void)
{
  return g_object_new (HKK_TYPE_FILE_ROW, NULL);
}

/**
 * hkk_file_row_get_remove:
 *
 * Returns: (transfer none): the button that takes the file away
 */
GtkWidget *
hkk_file_row_get_remove (HkkFileRow *self)
{
  return self->remove;
}

static const char *
get_member (HkkFormModel *model,
            const char   *path,
            const char   *member)
{
  g_autofree char *place = hkk_form_path_print (path, -1, member);

  return hkk_form_values_get_string (hkk_form_model_get_values (model), place);
}

static void
name_button (GtkWidget  *button,
             const char *format,
             const char *name)
{
  g_autofree char *isolated = hkk_format_isolate (name);
  g_autoptr(GString) label = g_string_new (format);

  g_string_replace (label, "%s", isolated, 1);
  gtk_widget_set_tooltip_text (button, label->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

/**
 * hkk_file_row_show:
 * @model: the form
 * @path: the place of the file's value
 *
 * Says what the file is called, how large it is, and how far it is on its way to the portal.
 */
void
hkk_file_row_show (HkkFileRow   *self,
                   HkkFormModel *model,
                   const char   *path)
{
  const char *name = get_member (model, path, "name");
  const char *upload = get_member (model, path, "upload");
  HkkDraft *draft = hkk_form_model_get_draft (model);
  g_autofree char *size_path = hkk_form_path_print (path, -1, "size");

  self->size = 0;
  hkk_form_values_get_int (hkk_form_model_get_values (model), size_path, &self->size);
  g_set_object (&self->model, model);
  g_set_str (&self->path, path);
  g_set_str (&self->name, name);
  watch_file (self, draft != NULL ? hkk_draft_find_attachment (draft, upload) : NULL);
  gtk_widget_set_visible (self->crop, hkk_file_crop_is_for (model, path));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name != NULL ? name : "");
  /* TRANSLATORS: %s is the name of a picture */
  name_button (self->crop, _("Turn and crop %s"), name);
  /* TRANSLATORS: button beside a file that could not be added or uploaded, leads to the help; %s is its name */
  name_button (self->help, _("Help with %s"), name);
  /* TRANSLATORS: button beside a file that could not be added or uploaded; %s is its name */
  name_button (self->again, _("Try %s again"), name);
  /* TRANSLATORS: %s is the name of a file */
  name_button (self->remove, _("Remove %s"), name);
  refresh_state (self);
  show_preview (self, model, upload, get_member (model, path, "media_type"));
}

/**
 * hkk_file_row_refuse:
 * @message: what is wrong with the file
 *
 * Says so in place of how far it is, until it is shown anew.
 */
void
hkk_file_row_refuse (HkkFileRow *self,
                     const char *message)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
}

/**
 * hkk_file_row_focus:
 *
 * Moves the focus to the button that helps: the one that tries again, else the one that removes the file.
 */
void
hkk_file_row_focus (HkkFileRow *self)
{
  gtk_widget_grab_focus (gtk_widget_get_visible (self->again) ? self->again : self->remove);
}
