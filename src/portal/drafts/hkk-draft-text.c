/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-drafts.h"

#include "hkk-plain-text.h"

/* What a value of files says besides their names. */
static gboolean
is_machine_made (const char *member)
{
  static const char * const names[] = { "upload", "sha256", "media_type", NULL };

  return member != NULL && g_strv_contains (names, member);
}

static void
add_texts (JsonNode *node,
           GString  *text)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_texts (json_array_get_element (array, i), text);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member = NULL;
      JsonNode *value = NULL;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &member, &value))
        if (!is_machine_made (member))
          add_texts (value, text);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_string_append_printf (text, " %s", json_node_get_string (node));
    }
}

/**
 * hkk_draft_matches:
 * @key: what hkk_plain_text_key() made of what a person looks for
 *
 * Returns: whether each word is somewhere in its title, in what was entered or in the name of a file
 */
gboolean
hkk_draft_matches (HkkDraft   *self,
                   const char *key)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *text_key = NULL;

  g_return_val_if_fail (HKK_IS_DRAFT (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  text = g_string_new (hkk_draft_get_title (self));
  add_texts (hkk_draft_get_values (self), text);
  text_key = hkk_plain_text_key (text->str);
  return hkk_plain_text_key_has (text_key, key);
}
