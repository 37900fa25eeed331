/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-xml.h"

#include <string.h>

#include "hkk-form.h"

typedef struct
{
  const char *file;  /* interned */
  HkkMockXml *root;  /* Owned */
  GPtrArray  *stack; /* Borrowed elements that are open */
} Reader;

/**
 * hkk_mock_xml_free:
 * @xml: (transfer full): an element
 *
 * Frees an element with its children.
 */
void
hkk_mock_xml_free (HkkMockXml *xml)
{
  g_free (xml->name);
  g_hash_table_unref (xml->attributes);
  g_ptr_array_unref (xml->children);
  g_string_free (xml->text, TRUE);
  g_free (xml);
}

/* The parser has read one character more than the tag. */
static int
line_of_tag (GMarkupParseContext *context)
{
  int line, character;

  g_markup_parse_context_get_position (context, &line, &character);
  return character > 1 ? line : line - 1;
}

static void
start_element (GMarkupParseContext  *context,
               const char           *name,
               const char          **attribute_names,
               const char          **attribute_values,
               gpointer              data,
               GError              **error)
{
  Reader *reader = data;
  HkkMockXml *xml = g_new0 (HkkMockXml, 1);

  xml->file = reader->file;
  xml->line = line_of_tag (context);
  xml->name = g_strdup (name);
  xml->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  xml->children = g_ptr_array_new_with_free_func ((GDestroyNotify) hkk_mock_xml_free);
  xml->text = g_string_new (NULL);
  for (guint i = 0; attribute_names[i] != NULL; i++)
    g_hash_table_insert (xml->attributes, g_strdup (attribute_names[i]), g_strdup (attribute_values[i]));
  if (reader->stack->len > 0)
    g_ptr_array_add (((HkkMockXml *) g_ptr_array_index (reader->stack, reader->stack->len - 1))->children, xml);
  else
    reader->root = xml;
  g_ptr_array_add (reader->stack, xml);
}

/* Lines of the file are broken for its writer, not for its reader. */
static void
collapse (GString *text)
{
  gsize length = 0;

  for (gsize i = 0; i < text->len; i++)
    if (strchr (" \t\r\n", text->str[i]) == NULL)
      text->str[length++] = text->str[i];
    else if (length > 0 && text->str[length - 1] != ' ')
      text->str[length++] = ' ';
  if (length > 0 && text->str[length - 1] == ' ')
    length--;
  g_string_truncate (text, length);
}

static void
end_element (GMarkupParseContext  *context,
             const char           *name,
             gpointer              data,
             GError              **error)
{
  Reader *reader = data;

  collapse (((HkkMockXml *) g_ptr_array_index (reader->stack, reader->stack->len - 1))->text);
  g_ptr_array_remove_index (reader->stack, reader->stack->len - 1);
}

static void
add_text (GMarkupParseContext  *context,
          const char           *text,
          gsize                 length,
          gpointer              data,
          GError              **error)
{
  Reader *reader = data;

  if (reader->stack->len > 0)
    g_string_append_len (((HkkMockXml *) g_ptr_array_index (reader->stack, reader->stack->len - 1))->text, text,
                         (gssize) length);
}

/**
 * hkk_mock_xml_parse:
 * @bytes: a document
 * @file: its name, for errors
 * @error: return location for a %G_MARKUP_ERROR that names file and line
 *
 * Reads a document of the catalogue.
 *
 * Returns: (transfer full) (nullable): its root
 */
HkkMockXml *
hkk_mock_xml_parse (GBytes      *bytes,
                    const char  *file,
                    GError     **error)
{
  static const GMarkupParser parser = { .start_element = start_element, .end_element = end_element, .text = add_text };
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();
  Reader reader = { .file = g_intern_string (file), .stack = stack };
  g_autoptr(GMarkupParseContext) context = NULL;
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  if (!g_markup_parse_context_parse (context, data, (gssize) size, error) ||
      !g_markup_parse_context_end_parse (context, error))
    {
      int line;

      g_markup_parse_context_get_position (context, &line, NULL);
      g_prefix_error (error, "%s:%d: ", file, line);
      g_clear_pointer (&reader.root, hkk_mock_xml_free);
      return NULL;
    }
  return reader.root;
}

/**
 * hkk_mock_xml_fail:
 * @xml: what is wrong
 * @error: return location for a %HKK_FORM_ERROR
 * @format: what is wrong with it, as printf() takes it
 *
 * Returns: %FALSE
 */
gboolean
hkk_mock_xml_fail (const HkkMockXml  *xml,
                   GError           **error,
                   const char        *format,
                   ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, HKK_FORM_ERROR, HKK_FORM_ERROR_INVALID, "%s:%d: %s", xml->file, xml->line, what);
  return FALSE;
}

/**
 * hkk_mock_xml_get:
 * @xml: an element
 * @attribute: an attribute
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
hkk_mock_xml_get (const HkkMockXml *xml,
                  const char       *attribute)
{
  return g_hash_table_lookup (xml->attributes, attribute);
}

/**
 * hkk_mock_xml_child:
 * @xml: an element
 * @name: a child's name
 *
 * Returns: (transfer none) (nullable): the first child of that name
 */
const HkkMockXml *
hkk_mock_xml_child (const HkkMockXml *xml,
                    const char       *name)
{
  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (strcmp (child->name, name) == 0)
        return child;
    }
  return NULL;
}

/**
 * hkk_mock_xml_find:
 * @xml: (nullable): an element
 * @name: a child's name
 * @id: (nullable): its id
 *
 * Returns: (transfer none) (nullable): the child of that name and id
 */
const HkkMockXml *
hkk_mock_xml_find (const HkkMockXml *xml,
                   const char       *name,
                   const char       *id)
{
  for (guint i = 0; xml != NULL && i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);

      if (strcmp (child->name, name) == 0 && g_strcmp0 (hkk_mock_xml_get (child, "id"), id) == 0)
        return child;
    }
  return NULL;
}

/* How well a translation suits: the longer the matching tag, the better; an untranslated text suits everybody a
 * little. */
static gsize
suits (const HkkMockXml *xml,
       const char       *language)
{
  const char *tag = hkk_mock_xml_get (xml, "xml:lang");
  gsize length;

  if (tag == NULL)
    return 1;
  length = strlen (tag);
  return g_ascii_strncasecmp (tag, language, length) == 0 &&
         (language[length] == '\0' || language[length] == '-') ? 1 + length : 0;
}

/**
 * hkk_mock_xml_texts:
 * @xml: an element
 * @name: a child's name
 * @language: a BCP 47 name
 *
 * Collects the texts of all children called @name, each in the language that suits best: the untranslated child is
 * followed by its translations, which carry xml:lang.
 *
 * Returns: (transfer container) (element-type utf8): borrowed texts
 */
GPtrArray *
hkk_mock_xml_texts (const HkkMockXml *xml,
                    const char       *name,
                    const char       *language)
{
  GPtrArray *texts = g_ptr_array_new ();
  gsize best = 0;

  for (guint i = 0; i < xml->children->len; i++)
    {
      const HkkMockXml *child = g_ptr_array_index (xml->children, i);
      gsize value;

      if (strcmp (child->name, name) != 0)
        continue;
      value = suits (child, language);
      if (hkk_mock_xml_get (child, "xml:lang") == NULL)
        {
          g_ptr_array_add (texts, child->text->str);
          best = value;
        }
      else if (texts->len > 0 && value > best)
        {
          texts->pdata[texts->len - 1] = child->text->str;
          best = value;
        }
    }
  return texts;
}

/**
 * hkk_mock_xml_text:
 * @xml: an element
 * @name: a child's name
 * @language: a BCP 47 name
 *
 * Returns: (transfer none) (nullable): the text of the first child called @name, in the language that suits best
 */
const char *
hkk_mock_xml_text (const HkkMockXml *xml,
                   const char       *name,
                   const char       *language)
{
  g_autoptr(GPtrArray) texts = hkk_mock_xml_texts (xml, name, language);

  return texts->len > 0 ? g_ptr_array_index (texts, 0) : NULL;
}
