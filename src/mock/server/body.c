/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* A body that is too large is read to its end up to so many times the limit, so that an ordinary client sees the 413
 * and not a reset. */
#define DRAINED_LIMITS 4

static const char *
code_of_too_large (HkkMockCall *call)
{
  return call->route != NULL && call->route->flags & HKK_MOCK_ROUTE_UPLOAD ? "file_too_large" : "body_too_large";
}

/* Beyond all patience: answers by hand and hangs up. */
static void
cut_too_large (HkkMockCall *call)
{
  gsize status_line, head;
  g_autoptr(GByteArray) response = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (!call->state->answered)
    hkk_mock_call_problem (call, code_of_too_large (call), NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Connection", "close");
  response = hkk_mock_wire_response (call->message, &status_line, &head);
  bytes = g_bytes_new (response->data, response->len);
  call->state->finished = TRUE;
  soup_server_message_pause (call->message);
  hkk_mock_wire_cut (call, bytes, FALSE);
}

static void
open_upload (HkkMockCall *call)
{
  g_autofree char *path = g_build_filename (hkk_mock_store_folder (call->store), "incoming-XXXXXX", NULL);

  call->state->upload_fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (call->state->upload_fd < 0)
    call->state->write_failed = TRUE;
  else
    call->upload = g_steal_pointer (&path);
  call->state->checksum = g_checksum_new (G_CHECKSUM_SHA256);
}

static void
write_upload (HkkMockCallState *state,
              const guint8     *data,
              gsize             length)
{
  g_checksum_update (state->checksum, data, (gssize) length);
  while (length > 0 && !state->write_failed)
    {
      gssize written = write (state->upload_fd, data, length);

      if (written > 0)
        {
          data += written;
          length -= (gsize) written;
        }
      else if (errno != EINTR)
        state->write_failed = TRUE;
    }
}

static void
on_chunk (SoupServerMessage *message,
          GBytes            *chunk,
          gpointer           data)
{
  HkkMockCall *call = data;
  HkkMockCallState *state = call->state;
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  if (state->finished || (state->received == 0 && hkk_mock_faults_check (call, HKK_MOCK_PHASE_MID_BODY)))
    return;
  state->received += length;
  if (state->received > DRAINED_LIMITS * (guint64) state->limit)
    cut_too_large (call);
  if (state->answered || state->received > state->limit)
    return;
  if (call->upload != NULL)
    write_upload (state, bytes, length);
  else if (state->checksum == NULL)
    g_byte_array_append (state->buffer, bytes, (guint) length);
}

static gsize
limit_of (HkkMockCall *call)
{
  return call->route != NULL && call->route->flags & HKK_MOCK_ROUTE_UPLOAD ? HKK_MOCK_UPLOAD_MAX : HKK_JSON_MAX_BYTES;
}

static goffset
announced (HkkMockCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           ? soup_message_headers_get_content_length (headers) : 0;
}

/**
 * hkk_mock_body_expect:
 * @call: a call whose headers are there
 *
 * Who asks before sending (Expect: 100-continue) is told at once that it is too much, and that nothing more is read
 * after any refusal.
 */
void
hkk_mock_body_expect (HkkMockCall *call)
{
  if (hkk_mock_call_header (call, "Expect") == NULL)
    return;
  if (!call->state->answered && announced (call) > (goffset) limit_of (call))
    hkk_mock_call_problem (call, code_of_too_large (call), NULL);
  if (call->state->answered)
    hkk_mock_call_set_header (call, "Connection", "close");
}

/**
 * hkk_mock_body_start:
 * @call: a call whose headers are there
 *
 * From here on the body goes to memory (JSON) or to a file (uploads) within its cap, and never into libsoup's buffer.
 * A call that is already answered drops it.
 */
void
hkk_mock_body_start (HkkMockCall *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (call->message);
  gboolean upload = call->route != NULL && call->route->flags & HKK_MOCK_ROUTE_UPLOAD;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (call->message), FALSE);
  call->state->limit = limit_of (call);
  if (upload && !call->state->answered)
    open_upload (call);
  if (announced (call) > (goffset) (DRAINED_LIMITS * call->state->limit) &&
      hkk_mock_call_header (call, "Expect") == NULL)
    cut_too_large (call);
  else if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_NONE)
    g_signal_connect (call->message, "got-chunk", G_CALLBACK (on_chunk), call);
}

/* RFC 9530: "sha-256=:BASE64:". Absent is fine. */
static gboolean
content_digest_agrees (HkkMockCall *call)
{
  const char *header = hkk_mock_call_header (call, "Content-Digest");
  const char *start = header != NULL ? strstr (header, "sha-256=:") : NULL;
  guint8 digest[HKK_SHA256_SIZE];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;

  if (start == NULL)
    return TRUE;
  g_checksum_get_digest (call->state->checksum, digest, &length);
  base64 = g_base64_encode (digest, length);
  start += strlen ("sha-256=:");
  return strncmp (start, base64, strlen (base64)) == 0 && start[strlen (base64)] == ':';
}

static gboolean
end_upload (HkkMockCall *call)
{
  HkkMockCallState *state = call->state;

  if (state->write_failed)
    return hkk_mock_call_problem (call, "internal", NULL);
  if (!content_digest_agrees (call))
    {
      return hkk_mock_call_problem (call, "upload_incomplete", NULL);
    }
  call->upload_size = (gint64) state->received;
  call->upload_sha256 = g_strdup (g_checksum_get_string (state->checksum));
  return TRUE;
}

/* JSON is UTF-8 (RFC 8259, 8.1): what says otherwise is something else. */
static gboolean
is_json (HkkMockCall *call)
{
  g_autoptr(GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (soup_server_message_get_request_headers (call->message),
                                                            &parameters);
  const char *charset = type != NULL ? g_hash_table_lookup (parameters, "charset") : NULL;

  return type != NULL && (charset == NULL || g_ascii_strcasecmp (charset, "utf-8") == 0) &&
         (g_ascii_strcasecmp (type, "application/json") == 0 ||
          g_ascii_strcasecmp (type, "application/merge-patch+json") == 0);
}

/* A member that the contract does not name is a mistake of the client's, or worse. */
static gboolean
has_strange_member (HkkMockCall *call)
{
  JsonObject *object = json_node_get_object (call->body);
  g_auto(GStrv) known = call->route->members != NULL ? g_strsplit (call->route->members, " ", -1) : NULL;
  g_autoptr(GList) names = known != NULL ? json_object_get_members (object) : NULL;

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains ((const char * const *) known, name->data))
      return TRUE;
  return FALSE;
}

/**
 * hkk_mock_body_end:
 * @call: a call whose body is there
 *
 * Checks the body and makes call->body or call->upload_* of it.
 *
 * Returns: %FALSE if a problem was set
 */
gboolean
hkk_mock_body_end (HkkMockCall *call)
{
  HkkMockCallState *state = call->state;
  g_autoptr(GError) error = NULL;

  if (strcmp (call->route->method, "GET") == 0)
    return TRUE;
  if (state->received > state->limit)
    return hkk_mock_call_problem (call, code_of_too_large (call), NULL);
  if (call->route->flags & HKK_MOCK_ROUTE_UPLOAD)
    return end_upload (call);
  if (state->buffer->len == 0 &&
      (call->route->flags & HKK_MOCK_ROUTE_NO_BODY || strcmp (call->route->method, "DELETE") == 0))
    {
      call->body = hkk_json_node ();
      return TRUE;
    }
  if (!is_json (call))
    return hkk_mock_call_problem (call, "unsupported_media_type", NULL);
  if (state->buffer->len > 0)
    call->body = hkk_json_parse ((const char *) state->buffer->data, (gssize) state->buffer->len, HKK_JSON_MAX_BYTES,
                                 JSON_NODE_OBJECT, &error);
  if (call->body == NULL)
    hkk_mock_call_problem (call, g_error_matches (error, HKK_JSON_ERROR, HKK_JSON_ERROR_TOO_LARGE)
                                   ? "body_too_large" : "invalid_json", NULL);
  else if (has_strange_member (call))
    return hkk_mock_call_problem (call, "invalid_request", NULL);
  return call->body != NULL;
}

/**
 * hkk_mock_call_read_upload:
 * @self: a call of an upload
 * @start: (array length=size): where to
 * @size: how much at most
 * @length: (out): how much there is
 *
 * Reads the beginning of what was uploaded, which tells its type.
 *
 * Returns: whether it could be read
 */
gboolean
hkk_mock_call_read_upload (HkkMockCall *self,
                           guint8      *start,
                           gsize        size,
                           gsize       *length)
{
  FILE *file = g_fopen (self->upload, "rbe");

  if (file == NULL)
    return FALSE;
  *length = fread (start, 1, size, file);
  fclose (file);
  return TRUE;
}
