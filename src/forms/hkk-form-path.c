/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-form-path.h"

#include <string.h>

/* Reads "[2]" and returns what is behind it; NULL if it is none. An item has one spelling, so "[02]" is none. */
static const char *
read_item (const char *text,
           int        *item)
{
  char *end = NULL;
  guint64 number;

  if (text[0] != '[' || !g_ascii_isdigit (text[1]) || (text[1] == '0' && text[2] != ']'))
    return NULL;
  number = g_ascii_strtoull (text + 1, &end, 10);
  if (number > G_MAXINT32 || *end != ']')
    return NULL;
  *item = (int) number;
  return end + 1;
}

/* Reads "name" or "name[2]" and returns what is behind it; NULL if it is neither. */
static const char *
read_step (const char *text,
           gsize      *name_length,
           int        *item)
{
  const char *end = text + strcspn (text, ".[]");

  *name_length = (gsize) (end - text);
  *item = -1;
  if (end == text)
    return NULL;
  return *end == '[' ? read_item (end, item) : end;
}

static gboolean
is_path (const char *text)
{
  gsize length;
  int item;

  while ((text = read_step (text, &length, &item)) != NULL && *text == '.')
    text++;
  return text != NULL && *text == '\0';
}

/**
 * hkk_form_path_parse:
 * @text: "name", "items[2]", "items[2].amount", "items[2].files[0].name"; "items.amount" names a field, no value
 * @path: (out caller-allocates): its parts, to be cleared; cleared if @text is no path
 *
 * Reads a path. What it names need not be there.
 *
 * Returns: whether @text is a path
 */
gboolean
hkk_form_path_parse (const char  *text,
                     HkkFormPath *path)
{
  const char *end;
  gsize length;

  g_return_val_if_fail (text != NULL && path != NULL, FALSE);

  *path = (HkkFormPath) { .item = -1 };
  if (!is_path (text))
    return FALSE;
  end = read_step (text, &length, &path->item);
  path->field = g_strndup (text, length);
  path->member = end != NULL && *end == '.' ? g_strdup (end + 1) : NULL;
  return TRUE;
}

/**
 * hkk_form_path_print:
 * @field: (nullable): the id of a field, or a path; %NULL and "" stand for the form itself
 * @item: which item of it, or -1
 * @member: (nullable): the id of a field of the item
 *
 * Returns: (transfer full): the path of the value
 */
char *
hkk_form_path_print (const char *field,
                     int         item,
                     const char *member)
{
  GString *text = g_string_new (field);

  if (item >= 0)
    g_string_append_printf (text, "[%d]", item);
  if (member != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "." : "", member);
  return g_string_free (text, FALSE);
}

/**
 * hkk_form_path_clear:
 * @path: a path
 *
 * Frees its parts.
 */
void
hkk_form_path_clear (HkkFormPath *path)
{
  g_clear_pointer (&path->field, g_free);
  g_clear_pointer (&path->member, g_free);
  path->item = -1;
}

/**
 * hkk_form_path_is_within:
 * @path: a path
 * @ancestor: a path; "" holds every path
 *
 * Returns: whether @path is @ancestor or a part of it
 */
gboolean
hkk_form_path_is_within (const char *path,
                         const char *ancestor)
{
  gsize length;

  g_return_val_if_fail (path != NULL && ancestor != NULL, FALSE);

  length = strlen (ancestor);
  if (length == 0)
    return TRUE;
  return strncmp (path, ancestor, length) == 0 && (path[length] == '\0' || path[length] == '.' || path[length] == '[');
}

/**
 * hkk_form_path_get_item:
 * @path: a path
 * @list: the path of a group, a table or attachments
 *
 * Returns: which item of @list @path is or lies in; -1 if none
 */
int
hkk_form_path_get_item (const char *path,
                        const char *list)
{
  int item = -1;

  g_return_val_if_fail (path != NULL && list != NULL, -1);

  return list[0] != '\0' && is_path (path) && hkk_form_path_is_within (path, list) &&
         read_item (path + strlen (list), &item) != NULL ? item : -1;
}
