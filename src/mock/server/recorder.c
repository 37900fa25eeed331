/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recorder.h"

#include <string.h>
#include <unistd.h>

#include "hkk-json-build.h"
#include "hkk-json.h"

#define FOLDER "HKK_RECORD" /* an environment variable */

/* Members whose text is a secret, in either direction, and those that are one in a request only. */
static const char *secrets[] = { "access_token", "refresh_token", "device_token", "token", "password", "share",
                                 "biometric_share", "proof", "pin_proof", "biometric_proof", "key", NULL };
static const char *sent_secrets[] = { "code", "card_digits", "old", "new", NULL };

static char
mask_byte (char byte)
{
  if (g_ascii_isdigit (byte))
    return '0';
  if (g_ascii_isupper (byte))
    return 'A';
  return g_ascii_isalpha (byte) || byte & 0x80 ? 'a' : byte;
}

/* A text of the same shape, so that it still keeps the contract's patterns. (transfer full) */
static char *
mask (const char *text)
{
  GString *masked = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_string_append_c (masked, mask_byte (*text));
  return g_string_free_and_steal (masked);
}

static void
mask_object (JsonObject *object,
             gboolean    sent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        mask_object (json_node_get_object (node), sent);
      else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
               (g_strv_contains (secrets, name) || (sent && g_strv_contains (sent_secrets, name))))
        {
          g_autofree char *masked = mask (json_node_get_string (node));

          json_node_set_string (node, masked);
        }
    }
}

static void
add_header (const char *name,
            const char *value,
            gpointer    data)
{
  gboolean secret = g_ascii_strcasecmp (name, "Authorization") == 0 ||
                    g_ascii_strcasecmp (name, "Idempotency-Key") == 0;
  g_autofree char *masked = secret ? mask (value) : NULL;

  json_object_set_string_member (data, name, masked != NULL ? masked : value);
}

static JsonObject *
headers_of (SoupMessageHeaders *headers)
{
  JsonObject *object = json_object_new ();

  soup_message_headers_foreach (headers, add_header, object);
  return object;
}

static JsonNode *
json_of (const char *text,
         gsize       length,
         gboolean    sent)
{
  JsonNode *node = hkk_json_parse (text, (gssize) length, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

  if (node != NULL)
    mask_object (json_node_get_object (node), sent);
  return node;
}

static JsonNode *
request_body (HkkMockCall *call)
{
  GByteArray *buffer = call->state->buffer;

  if (!call->state->read)
    return json_node_init_string (json_node_alloc (), "unread");
  if (call->upload_sha256 != NULL)
    return hkk_json_node ("length", call->upload_size, "sha256", call->upload_sha256);
  return buffer->len > 0 ? json_of ((const char *) buffer->data, buffer->len, TRUE) : NULL;
}

static JsonNode *
response_body (HkkMockCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_response_body (call->message));
  g_autofree char *sha256 = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size == 0)
    return NULL;
  if (type != NULL && g_str_has_suffix (type, "json"))
    return json_of (data, size, FALSE);
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return hkk_json_node ("length", size, "sha256", sha256);
}

static void
set_body (JsonObject *record,
          const char *name,
          JsonNode   *body)
{
  json_object_set_member (record, name, body != NULL ? body : json_node_init_null (json_node_alloc ()));
}

/* One line in a file of this process. */
static void
write_line (const char *folder,
            JsonObject *record)
{
  g_autofree char *text = hkk_json_object_to_string (record);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autofree char *name = g_strdup_printf ("%d.jsonl", getpid ());
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) out = g_file_append_to (file, G_FILE_CREATE_NONE, NULL, &error);

  if (out == NULL || !g_output_stream_write_all (G_OUTPUT_STREAM (out), line, strlen (line), NULL, NULL, &error))
    g_warning ("%s: %s", path, error->message);
}

static void
on_wrote_body (SoupServerMessage *message,
               gpointer           data)
{
  HkkMockCall *call = data;
  GUri *uri = soup_server_message_get_uri (message);
  const char *query = g_uri_get_query (uri);
  g_autofree char *path = g_strconcat (g_uri_get_path (uri), query != NULL ? "?" : NULL, query, NULL);
  g_autoptr(JsonObject) record = NULL;

  /* A path that is no text is nobody's. */
  if (call->state->fault != NULL || !g_utf8_validate (path, -1, NULL))
    return;
  record = hkk_json_object ("operation", call->route != NULL ? call->route->operation : NULL,
                            "method", soup_server_message_get_method (message), "path", path,
                            "status", (gint64) soup_server_message_get_status (message),
                            "request_headers", headers_of (soup_server_message_get_request_headers (message)),
                            "response_headers", headers_of (soup_server_message_get_response_headers (message)));
  set_body (record, "request_body", request_body (call));
  set_body (record, "response_body", response_body (call));
  write_line (g_getenv (FOLDER), record);
}

/**
 * hkk_mock_record:
 * @call: a call that has just begun
 *
 * Notes the exchange in the folder that the environment variable names, for tests/contract/validate.mjs: secrets
 * are masked, bytes are their length and SHA-256. What a fault has spoilt is left out.
 */
void
hkk_mock_record (HkkMockCall *call)
{
  if (g_getenv (FOLDER) != NULL)
    g_signal_connect (call->message, "wrote-body", G_CALLBACK (on_wrote_body), call);
}
