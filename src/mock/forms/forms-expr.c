/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-expr.h"

#include <string.h>

/* The expressions of a form's XML, as the wire has them. */

static JsonNode *
name_expr (const char *operator,
           const char *name)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_string_element (array, operator);
  json_array_add_string_element (array, name);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
literal_expr (const char *name,
              const char *text)
{
  JsonNode *node = json_node_alloc ();

  if (strcmp (name, "number") == 0)
    return json_node_init_int (node, g_ascii_strtoll (text, NULL, 10));
  if (strcmp (name, "answer") == 0)
    return json_node_init_boolean (node, strcmp (text, "yes") == 0);
  return json_node_init_string (node, text);
}

/* What attributes abbreviate: field="…" as the first operand, one of the others behind the children. */
static void
add_attribute_operands (JsonArray        *array,
                        const HkkMockXml *xml)
{
  static const char *const literals[] = { "value", "number", "answer" };
  const char *other = hkk_mock_xml_get (xml, "other");
  const char *values = hkk_mock_xml_get (xml, "values");

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    if (hkk_mock_xml_get (xml, literals[i]) != NULL)
      json_array_add_element (array, literal_expr (literals[i], hkk_mock_xml_get (xml, literals[i])));
  if (other != NULL)
    json_array_add_element (array, name_expr ("field", other));
  if (values != NULL)
    {
      g_auto(GStrv) words = g_strsplit (values, " ", -1);

      for (char **word = words; *word != NULL; word++)
        json_array_add_string_element (array, *word);
    }
}

static JsonNode *
build_operation (const HkkMockXml *xml)
{
  g_autofree char *operator = g_strdelimit (g_strdup (xml->name), "-", '_');
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_string_element (array, operator);
  if (hkk_mock_xml_get (xml, "of") != NULL)
    json_array_add_string_element (array, hkk_mock_xml_get (xml, "of"));
  if (hkk_mock_xml_get (xml, "field") != NULL)
    json_array_add_element (array, name_expr ("field", hkk_mock_xml_get (xml, "field")));
  for (guint i = 0; i < xml->children->len; i++)
    json_array_add_element (array, hkk_mock_form_expr (g_ptr_array_index (xml->children, i)));
  add_attribute_operands (array, xml);
  json_node_take_array (node, array);
  return node;
}

/**
 * hkk_mock_form_expr:
 * @xml: an element of the expressions that form.rng describes
 *
 * Returns: (transfer full): the EXPR that hkk-form.h describes
 */
JsonNode *
hkk_mock_form_expr (const HkkMockXml *xml)
{
  if (strcmp (xml->name, "field") == 0 || strcmp (xml->name, "parameter") == 0)
    return name_expr (xml->name, hkk_mock_xml_get (xml, "name"));
  if (strcmp (xml->name, "date") == 0)
    return name_expr ("date", xml->text->str);
  if (strcmp (xml->name, "string") == 0 || strcmp (xml->name, "number") == 0)
    return literal_expr (xml->name, xml->text->str);
  if (strcmp (xml->name, "yes") == 0 || strcmp (xml->name, "no") == 0)
    return literal_expr ("answer", xml->name);
  return build_operation (xml);
}
