/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-values-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"

/**
 * hkk_form_values_get_n_items:
 * @path: the path of a group, a table or attachments
 *
 * Returns: how many items it has
 */
guint
hkk_form_values_get_n_items (HkkFormValues *self,
                             const char    *path)
{
  return hkk_json_array_length (hkk_form_values_get_list (self, path));
}

static JsonArray *
need_list (HkkFormValues *self,
           const char    *path)
{
  JsonArray *list = hkk_form_values_get_list (self, path);
  g_auto(HkkFormPath) end = { .item = -1 };
  JsonObject *object;

  if (list != NULL)
    return list;
  object = hkk_form_values_resolve (self, path, &end);
  g_return_val_if_fail (object != NULL && end.item < 0, NULL);
  list = json_array_new ();
  json_object_set_array_member (object, end.field, list);
  return list;
}

/* Puts the nodes back in a new order: JsonArray itself can only append and remove. */
static void
refill (JsonArray *list,
        GPtrArray *nodes)
{
  while (json_array_get_length (list) > 0)
    json_array_remove_element (list, json_array_get_length (list) - 1);
  for (guint i = 0; i < nodes->len; i++)
    json_array_add_element (list, json_node_ref (g_ptr_array_index (nodes, i)));
}

static GPtrArray *
take_nodes (JsonArray *list)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);

  for (guint i = 0; i < json_array_get_length (list); i++)
    g_ptr_array_add (nodes, json_node_ref (json_array_get_element (list, i)));
  return nodes;
}

/**
 * hkk_form_values_insert_item:
 * @path: the path of a group, a table or attachments
 * @position: where, at most the number of items
 * @item: the item; it is copied
 *
 * Puts an item in, for example one whose removal is undone.
 */
void
hkk_form_values_insert_item (HkkFormValues *self,
                             const char    *path,
                             guint          position,
                             JsonNode      *item)
{
  g_autoptr(GPtrArray) nodes = NULL;
  JsonArray *list;

  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL && item != NULL);

  list = need_list (self, path);
  g_return_if_fail (list != NULL && position <= json_array_get_length (list));
  nodes = take_nodes (list);
  g_ptr_array_insert (nodes, (int) position, hkk_json_copy (item));
  refill (list, nodes);
  hkk_form_values_emit (self, path);
}

/**
 * hkk_form_values_add_item:
 * @path: the path of a group or a table
 *
 * Appends an empty item.
 *
 * Returns: its position
 */
guint
hkk_form_values_add_item (HkkFormValues *self,
                          const char    *path)
{
  g_autoptr(JsonNode) node = hkk_json_node ();
  guint position = hkk_form_values_get_n_items (self, path);

  hkk_form_values_insert_item (self, path, position, node);
  return position;
}

/**
 * hkk_form_values_add_attachment:
 * @path: the path of attachments
 * @upload: the upload's id, 32 hexadecimal digits
 * @name: the file's name
 * @size: its size in bytes
 * @sha256: (nullable): its SHA-256 in hexadecimal, if known yet
 * @media_type: its type
 *
 * Appends a file.
 *
 * Returns: its position
 */
guint
hkk_form_values_add_attachment (HkkFormValues *self,
                                const char    *path,
                                const char    *upload,
                                const char    *name,
                                gint64         size,
                                const char    *sha256,
                                const char    *media_type)
{
  g_autoptr(JsonNode) node = hkk_json_node ("upload", upload, "name", name, "size", size, "media_type", media_type);
  guint position = hkk_form_values_get_n_items (self, path);

  if (sha256 != NULL)
    json_object_set_string_member (json_node_get_object (node), "sha256", sha256);
  hkk_form_values_insert_item (self, path, position, node);
  return position;
}

/**
 * hkk_form_values_remove_item:
 * @path: the path of a group, a table or attachments
 * @position: which item
 *
 * Removes an item; the ones behind move up.
 */
void
hkk_form_values_remove_item (HkkFormValues *self,
                             const char    *path,
                             guint          position)
{
  JsonArray *list;

  g_return_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL);

  list = hkk_form_values_get_list (self, path);
  g_return_if_fail (position < hkk_json_array_length (list));
  json_array_remove_element (list, position);
  hkk_form_values_emit (self, path);
}

/**
 * hkk_form_values_sum:
 * @path: the path of a group or a table
 * @member: the items' field to add up
 * @currency: (nullable): only amounts of this currency; %NULL adds up integers
 *
 * Returns: the sum; minor units for money. It stays within ±(2^53 − 1).
 */
gint64
hkk_form_values_sum (HkkFormValues *self,
                     const char    *path,
                     const char    *member,
                     const char    *currency)
{
  JsonArray *list;
  gint64 sum = 0;

  g_return_val_if_fail (HKK_IS_FORM_VALUES (self) && path != NULL && member != NULL, 0);

  list = hkk_form_values_get_list (self, path);
  for (guint i = 0; i < hkk_json_array_length (list); i++)
    {
      JsonObject *item = hkk_json_array_object (list, i);
      JsonObject *money = hkk_json_get_object (item, member);
      gint64 amount = 0;

      if (currency == NULL)
        amount = hkk_json_get_int (item, member, 0);
      else if (g_strcmp0 (hkk_json_get_string (money, "currency"), currency) == 0)
        amount = hkk_json_get_int (money, "amount", 0);
      sum = CLAMP (sum + CLAMP (amount, -HKK_JSON_MAX_INT, HKK_JSON_MAX_INT), -HKK_JSON_MAX_INT, HKK_JSON_MAX_INT);
    }
  return sum;
}
