/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json-build.h"

#include "hkk-base64url.h"
#include "hkk-json.h"

/**
 * hkk_json_value_int:
 * @value: an integer
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_int (gint64 value)
{
  return (HkkJsonValue) { HKK_JSON_VALUE_INT, { .integer = value } };
}

/**
 * hkk_json_value_uint:
 * @value: an integer
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_uint (guint64 value)
{
  return (HkkJsonValue) { HKK_JSON_VALUE_INT, { .integer = (gint64) value } };
}

/**
 * hkk_json_value_bool:
 * @value: a truth value
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_bool (gboolean value)
{
  return (HkkJsonValue) { HKK_JSON_VALUE_BOOL, { .integer = !!value } };
}

/**
 * hkk_json_value_text:
 * @value: (nullable): a text, borrowed
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_text (const char *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_TEXT : HKK_JSON_VALUE_NULL, { .text = value } };
}

/**
 * hkk_json_value_pointer:
 * @value: (nullable): a text, borrowed; what a bare NULL is taken for
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_pointer (const void *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_TEXT : HKK_JSON_VALUE_NULL, { .text = value } };
}

/**
 * hkk_json_value_bytes:
 * @value: (nullable): bytes, borrowed
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_bytes (GBytes *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_BYTES : HKK_JSON_VALUE_NULL, { .bytes = value } };
}

/**
 * hkk_json_value_object:
 * @value: (nullable): an object; a builder takes it
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_object (JsonObject *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_OBJECT : HKK_JSON_VALUE_NULL, { .object = value } };
}

/**
 * hkk_json_value_array:
 * @value: (nullable): an array; a builder takes it
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_array (JsonArray *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_ARRAY : HKK_JSON_VALUE_NULL, { .array = value } };
}

/**
 * hkk_json_value_node:
 * @value: (nullable): a node; a builder takes it
 *
 * Returns: it as a value
 */
HkkJsonValue
hkk_json_value_node (JsonNode *value)
{
  return (HkkJsonValue) { value != NULL ? HKK_JSON_VALUE_NODE : HKK_JSON_VALUE_NULL, { .node = value } };
}

static JsonNode *
value_node (const HkkJsonValue *value)
{
  JsonNode *node = NULL;

  switch (value->type)
    {
    case HKK_JSON_VALUE_INT:
      return json_node_init_int (json_node_alloc (), value->integer);
    case HKK_JSON_VALUE_BOOL:
      return json_node_init_boolean (json_node_alloc (), value->integer != 0);
    case HKK_JSON_VALUE_TEXT:
      return json_node_init_string (json_node_alloc (), value->text);
    case HKK_JSON_VALUE_BYTES:
      {
        gsize size;
        const guint8 *data = g_bytes_get_data (value->bytes, &size);
        g_autofree char *text = hkk_base64url_encode (data, size);

        return json_node_init_string (json_node_alloc (), text);
      }
    case HKK_JSON_VALUE_OBJECT:
      return hkk_json_take_object (value->object);
    case HKK_JSON_VALUE_ARRAY:
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, value->array);
      return node;
    case HKK_JSON_VALUE_NODE:
      return value->node;
    case HKK_JSON_VALUE_NULL:
    case HKK_JSON_VALUE_END:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

/**
 * hkk_json_object_add_values:
 * @object: where to
 * @values: name, value, name, value, …, as HKK_JSON_VALUES() makes them
 *
 * Use it as hkk_json_object_add (object, "name", value, …) with up to 43 members. Objects, arrays and nodes are taken,
 * text is copied.
 */
void
hkk_json_object_add_values (JsonObject         *object,
                            const HkkJsonValue *values)
{
  g_return_if_fail (object != NULL);

  for (gsize i = 0; values[i].type != HKK_JSON_VALUE_END; i += 2)
    {
      g_return_if_fail (values[i].type == HKK_JSON_VALUE_TEXT);
      g_return_if_fail (values[i + 1].type != HKK_JSON_VALUE_END);
      json_object_set_member (object, values[i].text, value_node (&values[i + 1]));
    }
}

/**
 * hkk_json_object_from_values:
 * @values: name, value, …
 *
 * Use it as hkk_json_object ("name", value, …) with up to 43 members.
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
hkk_json_object_from_values (const HkkJsonValue *values)
{
  JsonObject *object = json_object_new ();

  hkk_json_object_add_values (object, values);
  return object;
}

/**
 * hkk_json_take_object:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): a node that holds it
 */
JsonNode *
hkk_json_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/**
 * hkk_json_get_bytes:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL if the member is absent or no base64url
 */
GBytes *
hkk_json_get_bytes (JsonObject *object,
                    const char *name)
{
  const char *text = hkk_json_get_string (object, name);

  return text != NULL ? hkk_base64url_decode (text) : NULL;
}

/**
 * hkk_json_object_parse:
 * @text: (nullable): JSON that this program wrote and kept
 *
 * Not for what comes from elsewhere: that goes through hkk_json_parse(), which is strict.
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
hkk_json_object_parse (const char *text)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(JsonNode) root = NULL;

  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_steal_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/**
 * hkk_json_object_to_string:
 * @object: a JSON object
 *
 * Returns: (transfer full): its compact text
 */
char *
hkk_json_object_to_string (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}
