/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-jcs.h"

#include <string.h>

#include "hkk-base64url.h"

/* RFC 8785, 3.2.3: keys are sorted by their UTF-16 code units, which differs from code points beyond U+FFFF. */
static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const char *left = *(const char *const *) a;
  const char *right = *(const char *const *) b;

  for (;; left = g_utf8_next_char (left), right = g_utf8_next_char (right))
    {
      gunichar x = g_utf8_get_char (left);
      gunichar y = g_utf8_get_char (right);

      if (x == y && x == 0)
        return 0;
      if (x == y)
        continue;
      /* A pair of surrogates (0xd800 …) sorts before U+E000 … U+FFFF. */
      if (x > 0xffff)
        x = 0xd800 + ((x - 0x10000) >> 10);
      if (y > 0xffff)
        y = 0xd800 + ((y - 0x10000) >> 10);
      if (x != y)
        return x < y ? -1 : 1;
      return g_utf8_get_char (left) < g_utf8_get_char (right) ? -1 : 1;
    }
}

static void
write_string (GString    *out,
              const char *text)
{
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      switch (*text)
        {
        case '"': g_string_append (out, "\\\""); break;
        case '\\': g_string_append (out, "\\\\"); break;
        case '\b': g_string_append (out, "\\b"); break;
        case '\f': g_string_append (out, "\\f"); break;
        case '\n': g_string_append (out, "\\n"); break;
        case '\r': g_string_append (out, "\\r"); break;
        case '\t': g_string_append (out, "\\t"); break;
        default:
          if ((guchar) *text < 0x20)
            g_string_append_printf (out, "\\u%04x", (guint) (guchar) *text);
          else
            g_string_append_c (out, *text);
        }
    }
  g_string_append_c (out, '"');
}

static void write_node (GString  *out,
                        JsonNode *node);

static void
write_object (GString    *out,
              JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (GList *item = members; item != NULL; item = item->next)
    g_ptr_array_add (keys, item->data);
  g_ptr_array_sort (keys, compare_keys);

  g_string_append_c (out, '{');
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      if (i > 0)
        g_string_append_c (out, ',');
      write_string (out, key);
      g_string_append_c (out, ':');
      write_node (out, json_object_get_member (object, key));
    }
  g_string_append_c (out, '}');
}

static void
write_array (GString   *out,
             JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
write_scalar (GString  *out,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    write_string (out, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    g_critical ("canonical JSON of this program has no values of type %s", g_type_name (type));
}

static void
write_node (GString  *out,
            JsonNode *node)
{
  switch (JSON_NODE_TYPE (node))
    {
    case JSON_NODE_OBJECT: write_object (out, json_node_get_object (node)); break;
    case JSON_NODE_ARRAY: write_array (out, json_node_get_array (node)); break;
    case JSON_NODE_VALUE: write_scalar (out, node); break;
    case JSON_NODE_NULL: g_string_append (out, "null"); break;
    default: g_assert_not_reached ();
    }
}

/**
 * hkk_jcs_to_string:
 * @node: a tree of objects, arrays, valid UTF-8 strings, integers within ±(2^53 − 1), truth values and nulls, as
 *   hkk_json_parse() yields
 *
 * Writes canonical JSON (RFC 8785, JCS): the same tree gives the same bytes on every side.
 *
 * Returns: (transfer full): the text
 */
char *
hkk_jcs_to_string (JsonNode *node)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_new (NULL);
  write_node (out, node);
  return g_string_free (out, FALSE);
}

/**
 * hkk_jcs_to_bytes:
 * @node: as for hkk_jcs_to_string()
 *
 * Returns: (transfer full): the canonical text without its ending NUL
 */
GBytes *
hkk_jcs_to_bytes (JsonNode *node)
{
  char *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = hkk_jcs_to_string (node);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * hkk_sha256:
 * @data: (array length=length): bytes
 * @length: how many
 * @digest: (out caller-allocates): the 32 bytes of their SHA-256
 *
 * Hashes bytes.
 */
void
hkk_sha256 (const void *data,
            gsize       length,
            guint8      digest[HKK_SHA256_SIZE])
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = HKK_SHA256_SIZE;

  g_return_if_fail (data != NULL || length == 0);

  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, digest, &size);
}

/**
 * hkk_sha256_base64url:
 * @bytes: bytes
 *
 * Returns: (transfer full): their SHA-256 in base64url
 */
char *
hkk_sha256_base64url (GBytes *bytes)
{
  guint8 digest[HKK_SHA256_SIZE];
  gsize size;
  const void *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  hkk_sha256 (data, size, digest);
  return hkk_base64url_encode (digest, sizeof digest);
}
