/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "hkk-json.h"

/* In each zone there is such a moment: GDateTime ends with the years 1 and 9999. */
#define FIRST_YEAR 2
#define LAST_YEAR 9998

/* Behind the type at AT: over its brackets and its "?". */
static const char *
skip_type (const char *at)
{
  guint depth = 0;

  do
    {
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      at++;
    }
  while (depth > 0);
  return *at == '?' ? at + 1 : at;
}

static gboolean
is_date (const char *text)
{
  for (guint i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return text[10] == '\0' && g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5),
                                               (GDateYear) atoi (text));
}

static gboolean
is_time (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL && g_date_time_get_year (time) >= FIRST_YEAR && g_date_time_get_year (time) <= LAST_YEAR;
}

/* Whether there is something to see in it: more than gaps, marks and characters without a shape. */
static gboolean
can_be_seen (const char *text)
{
  static const gunichar fillers[] = { 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0 };

  for (; *text; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      gboolean filler = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (fillers); i++)
        filler |= c == fillers[i];
      if (!filler && g_unichar_isgraph (c) && !g_unichar_ismark (c))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_words (JsonArray *words)
{
  for (guint i = 0; i < hkk_json_array_length (words); i++)
    if (hkk_json_array_string (words, i) == NULL)
      return FALSE;
  return words != NULL;
}

static gboolean
has_objects (JsonArray   *objects,
             const char  *shape,
             char       **where)
{
  for (guint i = 0; i < hkk_json_array_length (objects); i++)
    if (!hkk_json_fits (hkk_json_array_object (objects, i), shape, where))
      return FALSE;
  return objects != NULL;
}

static gboolean
is_of_type (JsonNode    *node,
            const char  *type,
            char       **where)
{
  const char *text = hkk_json_node_string (node);
  gint64 number = -1;

  switch (*type)
    {
    case 'k': return text != NULL && can_be_seen (text);
    case 's': return text != NULL;
    case 'd': return text != NULL && is_date (text);
    case 't': return text != NULL && is_time (text);
    case 'i': return hkk_json_node_int (node, &number) && number >= 0;
    case 'n': return hkk_json_node_int (node, &number) && number >= 0 && number <= G_MAXINT32;
    case 'b': return hkk_json_node_bool (node, NULL);
    case 'w': return has_words (hkk_json_node_array (node));
    case '{': return hkk_json_fits (hkk_json_node_object (node), type + 1, where);
    case '[': return has_objects (hkk_json_node_array (node), type + 1, where);
    default: g_return_val_if_reached (FALSE);
    }
}

/* NAME stands before what does not fit inside of it. */
static void
add_name (char       **where,
          const char  *name)
{
  g_autofree char *inside = g_steal_pointer (where);

  *where = inside != NULL ? g_strconcat (name, ".", inside, NULL) : g_strdup (name);
}

/**
 * hkk_json_fits:
 * @object: (nullable): what came from elsewhere
 * @shape: the members that it must have, "id:k due_on:d? person:{name:s} rows:[label:s]"; of a type each: a string (s),
 *   one that can be seen (k), a date (d), a time with its zone (t), an integer from 0 on (i), one for an int (n), a
 *   truth value (b), a list of strings (w), an object ({}), a list of objects ([]); with "?" it may be null or absent
 * @where: (out) (transfer full): the member that does not fit, "person.name"; %NULL if there is no object
 *
 * Other members do not count. A bracket ends @shape.
 *
 * Returns: whether @object has all of that
 */
gboolean
hkk_json_fits (JsonObject  *object,
               const char  *shape,
               char       **where)
{
  *where = NULL;
  while (object != NULL && *shape && *shape != '}' && *shape != ']')
    {
      const char *type = strchr (shape, ':') + 1;
      const char *end = skip_type (type);
      g_autofree char *name = g_strndup (shape, (gsize) (type - shape) - 1);
      JsonNode *node = json_object_get_member (object, name);
      gboolean absent = node == NULL || JSON_NODE_HOLDS_NULL (node);

      if (absent ? end[-1] != '?' : !is_of_type (node, type, where))
        {
          add_name (where, name);
          return FALSE;
        }
      shape = *end == ' ' ? end + 1 : end;
    }
  return object != NULL;
}
