/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-file-crop.h"

#include <string.h>

#include "hkk-crop-dialog.h"
#include "hkk-error-text.h"
#include "hkk-json-build.h"
#include "hkk-shell.h"

/* A picture of a draft that the person turns and cuts. */
typedef struct
{
  GtkWidget    *parent; /* Owned: where the dialog is presented */
  HkkFormModel *model;  /* Owned */
  char         *upload; /* Owned: which file it is, wherever it stands meanwhile */
  char         *list;   /* Owned: the path of its field */
  char         *name;   /* Owned: what it is called then */
} Crop;

static void
crop_free (Crop *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->model);
  g_free (self->upload);
  g_free (self->list);
  g_free (self->name);
  g_free (self);
}

static void
crop_free_closure (gpointer  data,
                   GClosure *closure)
{
  crop_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crop, crop_free)

static HkkFormField *
get_field (HkkFormModel *model,
           const char   *path)
{
  return hkk_form_find_field (hkk_form_model_get_form (model), path);
}

static const char *
get_member (HkkFormModel *model,
            const char   *path,
            const char   *member)
{
  g_autofree char *place = hkk_form_path_print (path, -1, member);

  return hkk_form_values_get_string (hkk_form_model_get_values (model), place);
}

static HkkShell *
get_shell (Crop *self)
{
  GtkWidget *shell = gtk_widget_get_ancestor (self->parent, HKK_TYPE_SHELL);

  return shell != NULL ? HKK_SHELL (shell) : NULL;
}

static void
say (Crop         *self,
     const GError *error)
{
  if (error != NULL && !hkk_error_is_cancel (error) && get_shell (self) != NULL)
    hkk_shell_say_error (get_shell (self), error);
}

/* -1: it was removed meanwhile. */
static int
find_file (Crop *self)
{
  guint n = hkk_form_values_get_n_items (hkk_form_model_get_values (self->model), self->list);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = hkk_form_path_print (self->list, (int) i, NULL);

      if (g_strcmp0 (get_member (self->model, path, "upload"), self->upload) == 0)
        return (int) i;
    }
  return -1;
}

static void
on_attached (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Crop) self = data;
  HkkFormValues *values = hkk_form_model_get_values (self->model);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAttachment) file = hkk_drafts_attach_finish (HKK_DRAFTS (source), result, &error);
  g_autoptr(JsonNode) item = NULL;
  int position = find_file (self);

  if (file == NULL || position < 0)
    {
      say (self, error);
      return;
    }
  item = hkk_json_node ("upload", hkk_attachment_get_upload (file), "name", hkk_attachment_get_name (file), "size",
                        hkk_attachment_get_size (file), "sha256", hkk_attachment_get_sha256 (file), "media_type",
                        hkk_attachment_get_media_type (file));
  /* Nothing is removed for the person, so nothing says so, nor brings it back beside the new one. */
  hkk_form_values_insert_item (values, self->list, (guint) position, item);
  hkk_form_values_remove_item (values, self->list, (guint) position + 1);
}

/* The picture as it was is given up for the one that was cut. */
static void
on_cut (HkkCropDialog *dialog,
        GBytes        *jpeg,
        gpointer       data)
{
  Crop *asked = data;
  Crop *self = g_new0 (Crop, 1);
  static const char * const accepted[] = { "image/jpeg", NULL };

  self->parent = g_object_ref (asked->parent);
  self->model = g_object_ref (asked->model);
  self->upload = g_strdup (asked->upload);
  self->list = g_strdup (asked->list);
  self->name = g_strdup (asked->name);
  hkk_drafts_attach_bytes_async (hkk_form_model_get_drafts (self->model), hkk_form_model_get_draft (self->model),
                                 self->name, jpeg, accepted, NULL, on_attached, self);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Crop) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) picture = hkk_drafts_read_finish (HKK_DRAFTS (source), result, &error);
  HkkFormField *field = get_field (self->model, self->list);
  HkkShell *shell = get_shell (self);
  AdwDialog *dialog = NULL;
  GtkWidget *parent = self->parent;

  if (picture == NULL || shell == NULL || !gtk_widget_get_mapped (parent))
    {
      say (self, error);
      return;
    }
  dialog = hkk_crop_dialog_new (field, picture, hkk_shell_get_portal (shell));
  g_signal_connect_data (dialog, "cut", G_CALLBACK (on_cut), g_steal_pointer (&self), crop_free_closure, 0);
  adw_dialog_present (dialog, parent);
}

/**
 * hkk_file_crop_is_for:
 * @path: the place of a file's value
 *
 * Returns: whether it is a picture that its field wants cut
 */
gboolean
hkk_file_crop_is_for (HkkFormModel *model,
                      const char   *path)
{
  HkkFormField *field = get_field (model, path);
  const char *media_type = get_member (model, path, "media_type");

  return field != NULL && hkk_form_field_get_aspect (field) > 0 && media_type != NULL &&
         g_str_has_prefix (media_type, "image/") && hkk_form_model_get_drafts (model) != NULL;
}

/* (transfer full): "photo[0]" is of the list "photo". */
static char *
dup_list (const char *path)
{
  const char *bracket = strrchr (path, '[');

  return bracket != NULL ? g_strndup (path, (gsize) (bracket - path)) : g_strdup (path);
}

/* (transfer full): NAME without what says its type, which is JPEG then. */
static char *
dup_stem (const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  return dot != NULL && dot > name ? g_strndup (name, (gsize) (dot - name)) : g_strdup (name);
}

/**
 * hkk_file_crop_begin:
 * @parent: the file's row
 * @model: the form
 * @path: the place of the file's value
 *
 * Lets the person turn and cut a picture. What comes of it takes the place of the file.
 */
void
hkk_file_crop_begin (GtkWidget    *parent,
                     HkkFormModel *model,
                     const char   *path)
{
  Crop *self = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (HKK_IS_FORM_MODEL (model));

  if (!hkk_file_crop_is_for (model, path))
    return;
  self = g_new0 (Crop, 1);
  self->parent = g_object_ref (parent);
  self->model = g_object_ref (model);
  self->upload = g_strdup (get_member (model, path, "upload"));
  self->list = dup_list (path);
  self->name = dup_stem (get_member (model, path, "name"));
  hkk_drafts_read_async (hkk_form_model_get_drafts (model), hkk_form_model_get_draft (model), self->upload, NULL,
                         on_read, self);
}
