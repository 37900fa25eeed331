/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-json.h"

#include <string.h>

G_DEFINE_QUARK (hkk-json-error-quark, hkk_json_error)

/*
 * json-glib alone is not enough for input from elsewhere: in strict mode it still accepts duplicate keys, cuts strings
 * at \u0000 and saturates integers. So the text is scanned here first, and json-glib sees only what passed.
 */
typedef struct
{
  const char  *start;
  const char  *at;
  const char  *end;
  GHashTable  *keys[HKK_JSON_MAX_DEPTH]; /* Owned, one per open object */
  guint        depth;
  GError     **error;
} Scanner;

static gboolean
fail (Scanner      *scanner,
      HkkJsonError  code,
      const char   *what)
{
  g_set_error (scanner->error, HKK_JSON_ERROR, (int) code, "%s at byte %" G_GSIZE_FORMAT,
               what, (gsize) (scanner->at - scanner->start));
  return FALSE;
}

static void
skip_space (Scanner *scanner)
{
  while (scanner->at < scanner->end &&
         (*scanner->at == ' ' || *scanner->at == '\t' || *scanner->at == '\n' || *scanner->at == '\r'))
    scanner->at++;
}

static gboolean
scan_hex (Scanner *scanner,
          guint   *unit)
{
  *unit = 0;
  if (scanner->end - scanner->at < 4)
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "cut escape");
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*scanner->at);

      if (digit < 0)
        return fail (scanner, HKK_JSON_ERROR_SYNTAX, "bad escape");
      *unit = *unit * 16 + (guint) digit;
      scanner->at++;
    }
  return TRUE;
}

static gboolean
scan_unicode_escape (Scanner *scanner,
                     GString *text)
{
  guint unit, low;

  if (!scan_hex (scanner, &unit))
    return FALSE;
  if (unit == 0)
    return fail (scanner, HKK_JSON_ERROR_ENCODING, "NUL");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (scanner, HKK_JSON_ERROR_ENCODING, "lone surrogate");
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (scanner->end - scanner->at < 2 || scanner->at[0] != '\\' || scanner->at[1] != 'u')
        return fail (scanner, HKK_JSON_ERROR_ENCODING, "lone surrogate");
      scanner->at += 2;
      if (!scan_hex (scanner, &low))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (scanner, HKK_JSON_ERROR_ENCODING, "lone surrogate");
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (text != NULL)
    g_string_append_unichar (text, unit);
  return TRUE;
}

static gboolean
scan_escape (Scanner *scanner,
             GString *text)
{
  static const char names[] = "\"\\/bfnrt";
  static const char bytes[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (scanner->at == scanner->end)
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "cut escape");
  if (*scanner->at == 'u')
    {
      scanner->at++;
      return scan_unicode_escape (scanner, text);
    }
  found = memchr (names, *scanner->at, sizeof names - 1);
  if (found == NULL)
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "bad escape");
  if (text != NULL)
    g_string_append_c (text, bytes[found - names]);
  scanner->at++;
  return TRUE;
}

/* @text (nullable) takes the decoded string: only keys need it. */
static gboolean
scan_string (Scanner *scanner,
             GString *text)
{
  if (scanner->at == scanner->end || *scanner->at != '"')
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "string expected");
  scanner->at++;
  while (scanner->at < scanner->end)
    {
      guchar byte = (guchar) *scanner->at;

      if (byte == '"')
        {
          scanner->at++;
          return TRUE;
        }
      if (byte < 0x20)
        return fail (scanner, HKK_JSON_ERROR_SYNTAX, "control character in a string");
      scanner->at++;
      if (byte == '\\')
        {
          if (!scan_escape (scanner, text))
            return FALSE;
        }
      else if (text != NULL)
        {
          g_string_append_c (text, (char) byte);
        }
    }
  return fail (scanner, HKK_JSON_ERROR_SYNTAX, "string without an end");
}

static gboolean
scan_number (Scanner *scanner)
{
  guint64 value = 0;
  const char *digits;

  if (*scanner->at == '-')
    scanner->at++;
  digits = scanner->at;
  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
    {
      value = value * 10 + (guint64) (*scanner->at - '0');
      if (value > HKK_JSON_MAX_INT)
        return fail (scanner, HKK_JSON_ERROR_NUMBER, "number too large");
      scanner->at++;
    }
  if (scanner->at == digits || (*digits == '0' && scanner->at - digits > 1))
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "bad number");
  if (scanner->at < scanner->end && strchr (".eE", *scanner->at) != NULL)
    return fail (scanner, HKK_JSON_ERROR_NUMBER, "not an integer");
  return TRUE;
}

static gboolean
scan_word (Scanner *scanner)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scanner->end - scanner->at) >= length && memcmp (scanner->at, words[i], length) == 0)
        {
          scanner->at += length;
          return TRUE;
        }
    }
  return fail (scanner, HKK_JSON_ERROR_SYNTAX, "value expected");
}

static gboolean
open_container (Scanner *scanner,
                gboolean is_object)
{
  if (scanner->depth == HKK_JSON_MAX_DEPTH)
    return fail (scanner, HKK_JSON_ERROR_TOO_DEEP, "nested too deeply");
  scanner->keys[scanner->depth++] = is_object ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;
  scanner->at++;
  return TRUE;
}

static void
close_container (Scanner *scanner)
{
  scanner->depth--;
  g_clear_pointer (&scanner->keys[scanner->depth], g_hash_table_unref);
  scanner->at++;
}

static gboolean
scan_key (Scanner *scanner)
{
  g_autoptr(GString) key = g_string_new (NULL);

  skip_space (scanner);
  if (!scan_string (scanner, key))
    return FALSE;
  if (!g_hash_table_add (scanner->keys[scanner->depth - 1], g_strdup (key->str)))
    return fail (scanner, HKK_JSON_ERROR_DUPLICATE_KEY, "key twice");
  skip_space (scanner);
  if (scanner->at == scanner->end || *scanner->at != ':')
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "colon expected");
  scanner->at++;
  return TRUE;
}

/* Opens containers until a scalar or an empty container has been read. */
static gboolean
scan_value (Scanner *scanner)
{
  for (;;)
    {
      gboolean is_object;

      skip_space (scanner);
      if (scanner->at == scanner->end)
        return fail (scanner, HKK_JSON_ERROR_SYNTAX, "value expected");
      if (*scanner->at == '"')
        return scan_string (scanner, NULL);
      if (*scanner->at == '-' || g_ascii_isdigit (*scanner->at))
        return scan_number (scanner);
      if (*scanner->at != '{' && *scanner->at != '[')
        return scan_word (scanner);

      is_object = *scanner->at == '{';
      if (!open_container (scanner, is_object))
        return FALSE;
      skip_space (scanner);
      if (scanner->at < scanner->end && *scanner->at == (is_object ? '}' : ']'))
        {
          close_container (scanner);
          return TRUE;
        }
      if (is_object && !scan_key (scanner))
        return FALSE;
    }
}

/* Without recursion, so that no input can use up the stack. */
static gboolean
scan_document (Scanner *scanner)
{
  if (!scan_value (scanner))
    return FALSE;
  while (scanner->depth > 0)
    {
      gboolean is_object = scanner->keys[scanner->depth - 1] != NULL;

      skip_space (scanner);
      if (scanner->at == scanner->end)
        return fail (scanner, HKK_JSON_ERROR_SYNTAX, "end too early");
      if (*scanner->at == ',')
        {
          scanner->at++;
          if ((is_object && !scan_key (scanner)) || !scan_value (scanner))
            return FALSE;
        }
      else if (*scanner->at == (is_object ? '}' : ']'))
        {
          close_container (scanner);
        }
      else
        {
          return fail (scanner, HKK_JSON_ERROR_SYNTAX, "comma or end expected");
        }
    }
  skip_space (scanner);
  if (scanner->at != scanner->end)
    return fail (scanner, HKK_JSON_ERROR_SYNTAX, "something after the end");
  return TRUE;
}

static gboolean
scan (const char *text,
      gsize       length,
      GError    **error)
{
  Scanner scanner = { .start = text, .at = text, .end = text + length, .error = error };
  const char *bad;
  gboolean good;

  if (memchr (text, '\0', length) != NULL)
    return fail (&scanner, HKK_JSON_ERROR_ENCODING, "NUL");
  if (!g_utf8_validate_len (text, length, &bad))
    {
      scanner.at = bad;
      return fail (&scanner, HKK_JSON_ERROR_ENCODING, "not UTF-8");
    }
  good = scan_document (&scanner);
  while (scanner.depth > 0)
    g_clear_pointer (&scanner.keys[--scanner.depth], g_hash_table_unref);
  return good;
}

/**
 * hkk_json_parse:
 * @text: the text; need not end with a NUL when @length is given
 * @length: its length in bytes, or -1
 * @max_bytes: the most bytes to accept, or 0 for %HKK_JSON_MAX_BYTES
 * @root: what the root must be: an object, an array or a scalar value
 * @error: return location for a %HKK_JSON_ERROR
 *
 * Decodes JSON that comes from elsewhere. Stricter than RFC 8259: no duplicate keys, no NUL, no lone surrogates, at
 * most %HKK_JSON_MAX_DEPTH levels, and only integers within ±(2^53 − 1), as I-JSON (RFC 7493) recommends. Error
 * messages name a place and never quote the text, which may hold secrets.
 *
 * Returns: (transfer full) (nullable): the root
 */
JsonNode *
hkk_json_parse (const char    *text,
                gssize         length,
                gsize          max_bytes,
                JsonNodeType   root,
                GError       **error)
{
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) parse_error = NULL;
  gsize size;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (max_bytes == 0)
    max_bytes = HKK_JSON_MAX_BYTES;
  if (size > max_bytes)
    {
      g_set_error (error, HKK_JSON_ERROR, HKK_JSON_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }
  if (!scan (text, size, error))
    return NULL;

  parser = json_parser_new ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &parse_error))
    {
      /* The parser's own message quotes the text. */
      g_set_error_literal (error, HKK_JSON_ERROR, HKK_JSON_ERROR_SYNTAX, "not understood");
      return NULL;
    }
  node = json_parser_steal_root (parser);
  if (node == NULL || JSON_NODE_TYPE (node) != root)
    {
      g_set_error_literal (error, HKK_JSON_ERROR, HKK_JSON_ERROR_ROOT_TYPE, "the root is of another type");
      return NULL;
    }
  return g_steal_pointer (&node);
}

/**
 * hkk_json_parse_bytes:
 * @bytes: the text
 * @max_bytes: as for hkk_json_parse()
 * @root: as for hkk_json_parse()
 * @error: return location for a %HKK_JSON_ERROR
 *
 * hkk_json_parse() for what a transport or a file gave.
 *
 * Returns: (transfer full) (nullable): the root
 */
JsonNode *
hkk_json_parse_bytes (GBytes        *bytes,
                      gsize          max_bytes,
                      JsonNodeType   root,
                      GError       **error)
{
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  return hkk_json_parse (data != NULL ? data : "", (gssize) size, max_bytes, root, error);
}

/**
 * hkk_json_to_string:
 * @node: a tree
 *
 * Writes compact JSON in the order of insertion. For what is hashed or signed, use hkk_jcs_to_string().
 *
 * Returns: (transfer full): the text
 */
char *
hkk_json_to_string (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return json_to_string (node, FALSE);
}
