/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts.h"

#include "hkk-form-path.h"
#include "hkk-json.h"

/* The files of a draft, and where its values name them. */

/**
 * hkk_draft_find_attachment:
 * @upload: the id of an upload
 *
 * Returns: (transfer none) (nullable): its file
 */
HkkAttachment *
hkk_draft_find_attachment (HkkDraft   *self,
                           const char *upload)
{
  GListModel *files = hkk_draft_get_attachments (self);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(HkkAttachment) file = g_list_model_get_item (files, i);

      if (g_strcmp0 (hkk_attachment_get_upload (file), upload) == 0)
        return file;
    }
  return NULL;
}

static void
collect (HkkDraft   *self,
         JsonNode   *node,
         const char *path,
         GPtrArray  *used,
         GPtrArray  *paths)
{
  JsonObject *object = hkk_json_node_object (node);
  HkkAttachment *file = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        g_autofree char *element = hkk_form_path_print (path, (int) i, NULL);

        collect (self, json_array_get_element (json_node_get_array (node), i), element, used, paths);
      }
  if (object == NULL)
    return;
  file = hkk_draft_find_attachment (self, hkk_json_get_string (object, "upload"));
  if (file != NULL && !g_ptr_array_find (used, file, NULL))
    {
      g_ptr_array_add (used, file);
      g_ptr_array_add (paths, g_strdup (path));
    }
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *place = hkk_form_path_print (path, -1, name);

      collect (self, member, place, used, paths);
    }
}

/**
 * hkk_draft_get_used:
 *
 * Returns: (transfer container) (element-type HkkAttachment): the files that its values name, in their order
 */
GPtrArray *
hkk_draft_get_used (HkkDraft *self)
{
  GPtrArray *used = g_ptr_array_new ();
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (HKK_IS_DRAFT (self), used);

  collect (self, hkk_draft_get_values (self), "", used, paths);
  return used;
}

/**
 * hkk_draft_dup_failed_path:
 *
 * Returns: (transfer full) (nullable): the place of the first file whose last upload failed
 */
char *
hkk_draft_dup_failed_path (HkkDraft *self)
{
  g_autoptr(GPtrArray) used = g_ptr_array_new ();
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (HKK_IS_DRAFT (self), NULL);

  collect (self, hkk_draft_get_values (self), "", used, paths);
  for (guint i = 0; i < used->len; i++)
    if (hkk_attachment_get_upload_state (g_ptr_array_index (used, i)) == HKK_UPLOAD_FAILED)
      return g_strdup (g_ptr_array_index (paths, i));
  return NULL;
}
