/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"

static JsonNode *
member (JsonObject *object,
        const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

static JsonNode *
element (JsonArray *array,
         guint      position)
{
  return position < hkk_json_array_length (array) ? json_array_get_element (array, position) : NULL;
}

/**
 * hkk_json_node_object:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the object that @node holds, or %NULL if it holds something else
 */
JsonObject *
hkk_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * hkk_json_node_array:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the array that @node holds, or %NULL if it holds something else
 */
JsonArray *
hkk_json_node_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * hkk_json_node_string:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the string that @node holds, or %NULL if it holds something else
 */
const char *
hkk_json_node_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

/**
 * hkk_json_node_int:
 * @node: (nullable): a node
 * @value: (out) (optional): the integer
 *
 * Returns: whether @node holds an integer
 */
gboolean
hkk_json_node_int (JsonNode *node,
                   gint64   *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  if (value != NULL)
    *value = json_node_get_int (node);
  return TRUE;
}

/**
 * hkk_json_node_bool:
 * @node: (nullable): a node
 * @value: (out) (optional): the truth value
 *
 * Returns: whether @node holds true or false
 */
gboolean
hkk_json_node_bool (JsonNode *node,
                    gboolean *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  if (value != NULL)
    *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * hkk_json_word_to_enum:
 * @type: an enumeration whose nicks are the wire's words
 * @word: (nullable): a word
 * @value: (out): the value of @word; left as it is without one
 *
 * GLib takes nicks in any case from 2.90 on; the wire knows one case only.
 *
 * Returns: whether @word is one of @type's
 */
gboolean
hkk_json_word_to_enum (GType       type,
                       const char *word,
                       int        *value)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *found = word != NULL ? g_enum_get_value_by_nick (klass, word) : NULL;

  if (found == NULL || strcmp (found->value_nick, word) != 0)
    return FALSE;
  *value = found->value;
  return TRUE;
}

/**
 * hkk_json_get_string:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the member, or %NULL if it is absent or no string
 */
const char *
hkk_json_get_string (JsonObject *object,
                     const char *name)
{
  return hkk_json_node_string (member (object, name));
}

/**
 * hkk_json_get_int:
 * @object: (nullable): an object
 * @name: the member
 * @fallback: for a member that is absent or no integer
 *
 * Returns: the member or @fallback
 */
gint64
hkk_json_get_int (JsonObject *object,
                  const char *name,
                  gint64      fallback)
{
  gint64 value = fallback;

  hkk_json_node_int (member (object, name), &value);
  return value;
}

/**
 * hkk_json_get_bool:
 * @object: (nullable): an object
 * @name: the member
 * @fallback: for a member that is absent or no truth value
 *
 * Returns: the member or @fallback
 */
gboolean
hkk_json_get_bool (JsonObject *object,
                   const char *name,
                   gboolean    fallback)
{
  gboolean value = fallback;

  hkk_json_node_bool (member (object, name), &value);
  return value;
}

/**
 * hkk_json_get_object:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the member, or %NULL if it is absent or no object
 */
JsonObject *
hkk_json_get_object (JsonObject *object,
                     const char *name)
{
  return hkk_json_node_object (member (object, name));
}

/**
 * hkk_json_get_array:
 * @object: (nullable): an object
 * @name: the member
 *
 * Returns: (transfer none) (nullable): the member, or %NULL if it is absent or no array
 */
JsonArray *
hkk_json_get_array (JsonObject *object,
                    const char *name)
{
  return hkk_json_node_array (member (object, name));
}

/**
 * hkk_json_array_length:
 * @array: (nullable): an array
 *
 * Returns: its length; 0 for %NULL
 */
guint
hkk_json_array_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * hkk_json_array_object:
 * @array: (nullable): an array
 * @position: an index, which may lie beyond the end
 *
 * Returns: (transfer none) (nullable): the element, or %NULL if it is absent or no object
 */
JsonObject *
hkk_json_array_object (JsonArray *array,
                       guint      position)
{
  return hkk_json_node_object (element (array, position));
}

/**
 * hkk_json_array_string:
 * @array: (nullable): an array
 * @position: an index, which may lie beyond the end
 *
 * Returns: (transfer none) (nullable): the element, or %NULL if it is absent or no string
 */
const char *
hkk_json_array_string (JsonArray *array,
                       guint      position)
{
  return hkk_json_node_string (element (array, position));
}

static void
copy_member (JsonObject *object,
             const char *name,
             JsonNode   *value,
             gpointer    data)
{
  json_object_set_member (data, name, hkk_json_copy (value));
}

static void
copy_element (JsonArray *array,
              guint      position,
              JsonNode  *value,
              gpointer   data)
{
  json_array_add_element (data, hkk_json_copy (value));
}

/**
 * hkk_json_copy:
 * @node: a tree
 *
 * A copy that shares nothing with @node and may be changed; json_node_copy() only refers to the same objects.
 *
 * Returns: (transfer full): the copy
 */
JsonNode *
hkk_json_copy (JsonNode *node)
{
  JsonNode *copy = json_node_alloc ();

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(JsonObject) object = json_object_new ();

      json_object_foreach_member (json_node_get_object (node), copy_member, object);
      return json_node_init_object (copy, object);
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autoptr(JsonArray) array = json_array_new ();

      json_array_foreach_element (json_node_get_array (node), copy_element, array);
      return json_node_init_array (copy, array);
    }
  json_node_unref (copy);
  return json_node_copy (node);
}
