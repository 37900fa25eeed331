/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

#include "hkk-base64url.h"

static JsonNode *
value_node (const HkkMockValue *value)
{
  JsonNode *node = NULL;

  switch (value->type)
    {
    case HKK_MOCK_VALUE_INT:
      return json_node_init_int (json_node_alloc (), value->integer);
    case HKK_MOCK_VALUE_BOOL:
      return json_node_init_boolean (json_node_alloc (), value->integer != 0);
    case HKK_MOCK_VALUE_TEXT:
      return json_node_init_string (json_node_alloc (), value->text);
    case HKK_MOCK_VALUE_BYTES:
      {
        gsize size;
        const guint8 *data = g_bytes_get_data (value->bytes, &size);
        g_autofree gchar *text = hkk_base64url_encode (data, size);

        return json_node_init_string (json_node_alloc (), text);
      }
    case HKK_MOCK_VALUE_OBJECT:
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, value->object);
      return node;
    case HKK_MOCK_VALUE_ARRAY:
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, value->array);
      return node;
    case HKK_MOCK_VALUE_NODE:
      return value->node;
    case HKK_MOCK_VALUE_NULL:
    case HKK_MOCK_VALUE_END:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

/**
 * hkk_mock_object_add_values:
 * @object: where to
 * @values: name, value, name, value, …, as HKK_MOCK_VALUES() makes them
 *
 * Adds members to @object. Objects, arrays and nodes are taken, text is copied.
 */
void
hkk_mock_object_add_values (JsonObject         *object,
                            const HkkMockValue *values)
{
  g_return_if_fail (object != NULL);

  for (gsize i = 0; values[i].type != HKK_MOCK_VALUE_END; i += 2)
    {
      g_return_if_fail (values[i].type == HKK_MOCK_VALUE_TEXT);
      g_return_if_fail (values[i + 1].type != HKK_MOCK_VALUE_END);
      json_object_set_member (object, values[i].text, value_node (&values[i + 1]));
    }
}

/**
 * hkk_mock_object_from_values:
 * @values: name, value, …
 *
 * Use it as hkk_mock_object ("name", value, …).
 *
 * Returns: (transfer full): a JSON object
 */
JsonObject *
hkk_mock_object_from_values (const HkkMockValue *values)
{
  JsonObject *object = json_object_new ();

  hkk_mock_object_add_values (object, values);
  return object;
}

/**
 * hkk_mock_object_parse:
 * @text: (nullable): JSON that the mock itself stored
 *
 * Not for bodies from the wire: those go through the strict decoder.
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
hkk_mock_object_parse (const gchar *text)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(JsonNode) root = NULL;

  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  root = json_parser_steal_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/**
 * hkk_mock_object_print:
 * @object: a JSON object
 *
 * Returns: (transfer full): its compact text
 */
gchar *
hkk_mock_object_print (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/**
 * hkk_mock_now:
 *
 * Returns: the time in unix milliseconds
 */
gint64
hkk_mock_now (void)
{
  return g_get_real_time () / 1000;
}

static gchar *
format_time (gint64       at,
             const gchar *format)
{
  gint64 seconds = at >= 0 ? at / 1000 : (at - 999) / 1000;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("");
}

/**
 * hkk_mock_time_text:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): RFC 3339 in UTC with seconds
 */
gchar *
hkk_mock_time_text (gint64 at)
{
  return format_time (at, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * hkk_mock_date_text:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): the UTC date, YYYY-MM-DD
 */
gchar *
hkk_mock_date_text (gint64 at)
{
  return format_time (at, "%Y-%m-%d");
}

/**
 * hkk_mock_date_parse:
 * @date: (nullable): YYYY-MM-DD
 *
 * Returns: unix milliseconds of its start in UTC, or 0 if it is not a date
 */
gint64
hkk_mock_date_parse (const gchar *date)
{
  g_autoptr(GDateTime) time = NULL;
  g_autofree gchar *text = NULL;

  if (date == NULL || strlen (date) != 10 || date[4] != '-' || date[7] != '-')
    return 0;
  text = g_strconcat (date, "T00:00:00Z", NULL);
  time = g_date_time_new_from_iso8601 (text, NULL);
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

/**
 * hkk_mock_random_bytes:
 * @n_bytes: how many
 *
 * Returns: (transfer full): unpredictable bytes
 */
GBytes *
hkk_mock_random_bytes (gsize n_bytes)
{
  guint8 *data = g_malloc (n_bytes);

  if (gnutls_rnd (GNUTLS_RND_KEY, data, n_bytes) != 0)
    g_error ("The random number generator does not work");
  return g_bytes_new_take (data, n_bytes);
}

/**
 * hkk_mock_random_hex:
 * @n_bytes: how many bytes
 *
 * Returns: (transfer full): twice as many lower-case hexadecimal digits
 */
gchar *
hkk_mock_random_hex (gsize n_bytes)
{
  g_autoptr(GBytes) bytes = hkk_mock_random_bytes (n_bytes);
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gchar *text = g_malloc0 (2 * n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    {
      text[2 * i] = "0123456789abcdef"[data[i] >> 4];
      text[2 * i + 1] = "0123456789abcdef"[data[i] & 15];
    }
  return text;
}

/**
 * hkk_mock_bytes_equal:
 * @a: (nullable): bytes
 * @b: (nullable): bytes
 *
 * Returns: whether they are the same, in a time that depends on their length only
 */
gboolean
hkk_mock_bytes_equal (GBytes *a,
                      GBytes *b)
{
  gsize n_a, n_b;
  gconstpointer x, y;

  if (a == NULL || b == NULL)
    return FALSE;
  x = g_bytes_get_data (a, &n_a);
  y = g_bytes_get_data (b, &n_b);
  return n_a == n_b && (n_a == 0 || gnutls_memcmp (x, y, n_a) == 0);
}

/**
 * hkk_mock_sha256:
 * @data: bytes
 * @length: how many
 *
 * Returns: (transfer full): the 32 bytes of the digest
 */
GBytes *
hkk_mock_sha256 (gconstpointer data,
                 gsize         length)
{
  guint8 digest[HKK_SHA256_SIZE];

  /* Several times as fast as GChecksum, and every answer has an ETag. */
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, data, length, digest) != 0)
    g_error ("SHA-256 does not work");
  return g_bytes_new (digest, sizeof digest);
}
