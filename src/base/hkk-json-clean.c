/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"

/* What nobody sees and what moves the text around it: controls, marks of direction, spaces without a width. The joiners
 * stay, some scripts are written with them. */
static gboolean
is_unwanted (gunichar c)
{
  if (c == '\n' || c == '\t')
    return FALSE;
  return g_unichar_iscntrl (c) || c == 0x061c || c == 0x200b || c == 0x200e || c == 0x200f ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

static void
clean_text (JsonNode *node)
{
  const char *text = json_node_get_string (node);
  const char *at = text;
  g_autoptr(GString) clean = NULL;

  while (*at && !is_unwanted (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (!*at)
    return;
  clean = g_string_new (NULL);
  for (at = text; *at; at = g_utf8_next_char (at))
    if (!is_unwanted (g_utf8_get_char (at)))
      g_string_append_unichar (clean, g_utf8_get_char (at));
  json_node_set_string (node, clean->str);
}

static void
clean_member (JsonObject *object,
              const char *name,
              JsonNode   *value,
              gpointer    data)
{
  hkk_json_clean (value);
}

static void
clean_element (JsonArray *array,
               guint      position,
               JsonNode  *value,
               gpointer   data)
{
  hkk_json_clean (value);
}

/**
 * hkk_json_clean:
 * @node: a tree that was just read, and is shown to a person
 *
 * Takes out of its strings what hides, or turns the text around it: line ends and tabs stay.
 */
void
hkk_json_clean (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), clean_member, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), clean_element, NULL);
  else if (hkk_json_node_string (node) != NULL)
    clean_text (node);
}
