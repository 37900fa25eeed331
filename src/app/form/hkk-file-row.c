/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-row.h"

#include <glib/gi18n.h>

#include "hkk-file-crop.h"
#include "hkk-format.h"
#include "hkk-row.h"
#include "hkk-thumbnail.h"

#define PREVIEW_SIDE 64 /* pixels, of a scale of 1 */

/* A file that is part of a draft; a picture is shown small. */
struct _HkkFileRow
{
  AdwActionRow  parent_instance;

  AdwBin       *preview;     /* Borrowed from the row */
  GtkWidget    *crop;        /* Borrowed from the row */
  GtkWidget    *remove;      /* Borrowed from the row */
  HkkFormModel *model;       /* Owned (nullable): of the file that is shown */
  char         *path;        /* Owned (nullable): where its value is */
  char         *upload;      /* Owned (nullable): of the file that is shown */
  char         *name;        /* Owned (nullable) */
  GCancellable *cancellable; /* Owned (nullable): of what makes the preview */
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

/**
 * hkk_file_row_show:
 * @model: the form
 * @path: the place of the file's value
 *
 * Says what the file is called and how large it is, and that nothing is wrong with it.
 */
void
hkk_file_row_show (HkkFileRow   *self,
                   HkkFormModel *model,
                   const char   *path)
{
  const char *name = get_member (model, path, "name");
  g_autofree char *size_path = hkk_form_path_print (path, -1, "size");
  gint64 bytes = 0;
  g_autofree char *size = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *isolated = hkk_format_isolate (name);
  g_autofree char *remove = NULL;
  g_autofree char *crop = NULL;

  hkk_form_values_get_int (hkk_form_model_get_values (model), size_path, &bytes);
  size = g_format_size ((guint64) bytes);
  /* TRANSLATORS: a file that is part of a draft; %s is its size, for example “1.2 MB” */
  subtitle = g_strdup_printf (_("%s, ready to be handed in"), size);
  /* TRANSLATORS: %s is the name of a file */
  remove = g_strdup_printf (_("Remove %s"), isolated);
  /* TRANSLATORS: %s is the name of a picture */
  crop = g_strdup_printf (_("Turn and crop %s"), isolated);
  g_set_object (&self->model, model);
  g_set_str (&self->path, path);
  g_set_str (&self->name, name);
  gtk_widget_set_visible (self->crop, hkk_file_crop_is_for (model, path));
  gtk_widget_set_tooltip_text (self->crop, crop);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->crop), GTK_ACCESSIBLE_PROPERTY_LABEL, crop, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name != NULL ? name : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  show_preview (self, model, get_member (model, path, "upload"), get_member (model, path, "media_type"));
}
