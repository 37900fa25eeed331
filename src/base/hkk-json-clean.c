/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"

/* Longer titles nobody reads, and a page of them takes long to lay out. */
#define MAX_TITLE 500

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

/* What stands for C, before NEXT: a line end of any kind is one of ours. 0: nothing. */
static gunichar
replace (gunichar c,
         gunichar next)
{
  if ((c == '\r' && next != '\n') || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029)
    return '\n';
  return is_unwanted (c) ? 0 : c;
}

static void clean (JsonNode *node,
                   gboolean  entered);

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
    {
      gunichar c = replace (g_utf8_get_char (at), g_utf8_get_char (g_utf8_next_char (at)));

      if (c != 0)
        g_string_append_unichar (clean, c);
    }
  json_node_set_string (node, clean->str);
}

static void
cap_text (JsonNode *node)
{
  const char *text = hkk_json_node_string (node);
  g_autofree char *begin = NULL;
  g_autofree char *capped = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= MAX_TITLE)
    return;
  begin = g_utf8_substring (text, 0, MAX_TITLE - 1);
  capped = g_strconcat (begin, "…", NULL);
  json_node_set_string (node, capped);
}

/* What a person has entered stays whole, whatever the field is called. */
static gboolean
is_entered (const char *name)
{
  return g_str_equal (name, "values") || g_str_equal (name, "prefill");
}

static void
clean_member (JsonObject *object,
              const char *name,
              JsonNode   *value,
              gpointer    entered)
{
  clean (value, entered != NULL || is_entered (name));
  if (entered == NULL && (g_str_equal (name, "title") || g_str_equal (name, "subject")))
    cap_text (value);
}

static void
clean_element (JsonArray *array,
               guint      position,
               JsonNode  *value,
               gpointer   entered)
{
  clean (value, entered != NULL);
}

static void
clean (JsonNode *node,
       gboolean  entered)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), clean_member, GINT_TO_POINTER (entered));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), clean_element, GINT_TO_POINTER (entered));
  else if (hkk_json_node_string (node) != NULL)
    clean_text (node);
}

/**
 * hkk_json_clean:
 * @node: a tree that was just read, and is shown to a person
 *
 * Takes out of its strings what hides, or turns the text around it: line ends, of any kind "\n", and tabs stay. Titles
 * and subjects get no longer than 500 characters, but for what a person has entered ("values", "prefill").
 */
void
hkk_json_clean (JsonNode *node)
{
  clean (node, FALSE);
}
