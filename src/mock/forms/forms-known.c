/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "hkk-json.h"

/* Of what in a form something may be known already: the marks prefill="…" and offer="…". */

static void
known_clear (gpointer data)
{
  g_strfreev (((HkkMockFormKnown *) data)->words);
}

static void
add_field (const HkkMockXml *field,
           const HkkMockXml *group,
           gpointer          data)
{
  GArray *known = data;
  const char *prefill = hkk_mock_xml_get (field, "prefill");
  HkkMockFormKnown entry = {
    .field = g_intern_string (hkk_mock_xml_get (field, "id")),
    .group = group != NULL ? g_intern_string (hkk_mock_xml_get (group, "id")) : NULL,
    .offer = g_intern_string (hkk_mock_xml_get (field, "offer")),
    .words = g_strsplit (prefill != NULL ? prefill : "", " ", -1),
  };

  if (prefill != NULL || entry.offer != NULL)
    g_array_append_val (known, entry);
  else
    g_strfreev (entry.words);
}

/**
 * hkk_mock_form_known_new:
 * @form: (nullable): a form of the catalogue
 * @shared: (nullable): what several forms use
 *
 * Returns: (transfer full) (element-type HkkMockFormKnown): the fields that may be known, in the order of the form; a
 *   group before what is in it
 */
GArray *
hkk_mock_form_known_new (const HkkMockXml *form,
                         const HkkMockXml *shared)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (HkkMockFormKnown));

  g_array_set_clear_func (known, known_clear);
  if (form != NULL)
    hkk_mock_form_visit_fields (form, shared, add_field, known);
  return known;
}

/**
 * hkk_mock_form_fill_value:
 * @fill: a form that values are asked for
 * @field: a field of it
 * @value: (nullable): what is known; it is copied
 * @source: (nullable): where it comes from, in words
 *
 * Gives the field its first value, unless it has one from somebody who was asked before.
 */
void
hkk_mock_form_fill_value (const HkkMockFormFill *fill,
                          const char            *field,
                          JsonNode              *value,
                          const char            *source)
{
  const char *text = value != NULL ? hkk_json_node_string (value) : NULL;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value) || (text != NULL && *text == '\0') ||
      json_object_has_member (fill->values, field))
    return;
  json_object_set_member (fill->values, field, hkk_json_copy (value));
  if (source != NULL)
    json_object_set_string_member (fill->sources, field, source);
}
