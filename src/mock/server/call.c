/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "idempotency.h"

static void
state_free (HkkMockCallState *state)
{
  g_free (state->etag);
  g_clear_pointer (&state->buffer, g_byte_array_unref);
  g_clear_pointer (&state->checksum, g_checksum_free);
  g_clear_pointer (&state->intent, hkk_mock_intent_free);
  g_clear_pointer (&state->fingerprint, g_bytes_unref);
  g_free (state->busy);
  g_clear_pointer (&state->fault, hkk_mock_fault_free);
  if (state->upload_fd >= 0)
    close (state->upload_fd);
  g_free (state);
}

static void
on_message_gone (gpointer  calls,
                 GObject  *message)
{
  g_hash_table_remove (calls, message);
  g_hash_table_unref (calls);
}

/**
 * hkk_mock_call_new:
 * @server: the server
 * @message: a message whose headers are there; owns the call
 *
 * Returns: (transfer none): the call
 */
HkkMockCall *
hkk_mock_call_new (HkkMockServer     *server,
                   SoupServerMessage *message)
{
  HkkMockCall *self = g_new0 (HkkMockCall, 1);
  const char  *query = g_uri_get_query (soup_server_message_get_uri (message));

  g_atomic_ref_count_init (&self->refs);
  self->server = server;
  self->store = server->store;
  self->message = message;
  self->request_id = hkk_mock_server_request_id (server);
  self->language = hkk_mock_text_negotiate (hkk_mock_call_header (self, "Accept-Language"));
  self->query = query != NULL ? soup_form_decode (query) : NULL;
  self->state = g_new0 (HkkMockCallState, 1);
  self->state->buffer = g_byte_array_new ();
  self->state->upload_fd = -1;
  self->state->started = g_get_monotonic_time ();
  /* A message may outlive the server. */
  g_hash_table_insert (server->messages, message, self);
  g_object_weak_ref (G_OBJECT (message), on_message_gone, g_hash_table_ref (server->messages));
  return self;
}

/**
 * hkk_mock_call_unref:
 * @self: (transfer full): a call
 */
void
hkk_mock_call_unref (HkkMockCall *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  hkk_mock_idempotency_release (self);
  if (self->upload != NULL)
    g_unlink (self->upload);
  g_free (self->upload);
  g_free (self->upload_sha256);
  g_free (self->request_id);
  g_strfreev (self->params);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->session_id);
  g_free (self->device_id);
  g_free (self->key);
  state_free (self->state);
  g_free (self);
}

/**
 * hkk_mock_call_body:
 * @self: a call with a JSON body
 *
 * Returns: (transfer none): the body's root
 */
JsonObject *
hkk_mock_call_body (HkkMockCall *self)
{
  g_return_val_if_fail (self->body != NULL, NULL);
  return json_node_get_object (self->body);
}

/**
 * hkk_mock_call_query:
 * @name: a parameter's name
 *
 * Returns: (transfer none) (nullable): its value, decoded
 */
const char *
hkk_mock_call_query (HkkMockCall *self,
                     const char  *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * hkk_mock_call_header:
 * @name: a header's name
 *
 * Returns: (transfer none) (nullable): its value in the request
 */
const char *
hkk_mock_call_header (HkkMockCall *self,
                      const char  *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message), name);
}

/**
 * hkk_mock_text:
 * @msgid: the English text, marked with N_()
 *
 * Returns: (transfer none): the text in the language of the request
 */
const char *
hkk_mock_text (HkkMockCall *self,
               const char  *msgid)
{
  return hkk_mock_text_in (self->language, msgid);
}

/**
 * hkk_mock_call_require_step_up:
 * @self: a call of a session
 *
 * For reading what the level "substantial" protects: the session was raised by an approval in the last 900 s (RFC
 * 9470).
 *
 * Returns: %FALSE if a problem was set
 */
gboolean
hkk_mock_call_require_step_up (HkkMockCall *self)
{
  if (self->stepped_up_until > hkk_mock_now ())
    return TRUE;
  return hkk_mock_call_problem (self, self->restricted ? "restricted_account" : "step_up_required", NULL);
}

/* RFC 9110, 13.1.2: weak comparison against a list. */
static gboolean
etag_listed (const char *list,
             const char *etag)
{
  g_auto(GStrv) tags = list != NULL ? g_strsplit (list, ",", -1) : NULL;

  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (strcmp (tag, "*") == 0 || strcmp (g_str_has_prefix (tag, "W/") ? tag + 2 : tag, etag) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_read (HkkMockCall *self)
{
  return self->route != NULL && strcmp (self->route->method, "GET") == 0 && !(self->route->flags & HKK_MOCK_ROUTE_PARK);
}

/* Sets the body, or 304 when the client has it already. */
static void
send_bytes (HkkMockCall *self,
            guint        status,
            const char  *media_type,
            GBytes      *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  g_return_if_fail (!self->state->answered);

  self->state->answered = TRUE;
  if (status == 200 && is_read (self))
    {
      if (self->state->etag == NULL)
        {
          g_autoptr(GBytes) digest = hkk_mock_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
          g_autofree char *text = hkk_base64url_encode (g_bytes_get_data (digest, NULL), 16);

          self->state->etag = g_strdup_printf ("\"%s\"", text);
          soup_message_headers_replace (headers, "ETag", self->state->etag);
        }
      if (etag_listed (hkk_mock_call_header (self, "If-None-Match"), self->state->etag))
        {
          soup_server_message_set_status (self->message, 304, NULL);
          return;
        }
    }
  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Content-Type", media_type);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
}

static void
send_object (HkkMockCall *self,
             guint        status,
             const char  *media_type,
             JsonObject  *body)
{
  g_autoptr(JsonObject) object = body != NULL ? body : json_object_new ();
  char *text = hkk_json_object_to_string (object);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  /* Only files are sent in parts; libsoup would cut this one, too. */
  soup_message_headers_remove (soup_server_message_get_request_headers (self->message), "Range");
  send_bytes (self, status, media_type, bytes);
}

/**
 * hkk_mock_call_answer:
 * @self: a call without an answer
 * @status: the HTTP status
 * @body: (transfer full) (nullable): the answer; {} without
 */
void
hkk_mock_call_answer (HkkMockCall *self,
                      guint        status,
                      JsonObject  *body)
{
  send_object (self, status, "application/json", body);
}

/* RFC 5987; ASCII names too, so that there is one way only. */
static char *
disposition (const char *file_name)
{
  g_autofree char *encoded = g_uri_escape_string (file_name, NULL, FALSE);

  return g_strdup_printf ("attachment; filename*=UTF-8''%s", encoded);
}

static void
set_digest (HkkMockCall *self,
            const char  *name,
            GBytes      *bytes)
{
  g_autoptr(GBytes) digest = hkk_mock_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *base64 = g_base64_encode (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  g_autofree char *header = g_strdup_printf ("sha-256=:%s:", base64);

  hkk_mock_call_set_header (self, name, header);
}

/* Whether one range is asked for that begins behind the end: libsoup says so before 3.8, and sends everything from then
 * on. */
static gboolean
is_beyond (HkkMockCall *self,
           GBytes      *bytes)
{
  const char *range = hkk_mock_call_header (self, "Range");

  return range != NULL && g_str_has_prefix (range, "bytes=") && g_ascii_isdigit (range[6]) &&
         strchr (range, ',') == NULL && g_ascii_strtoull (range + 6, NULL, 10) >= g_bytes_get_size (bytes);
}

/* What libsoup will send of BYTES: the one range that was asked for, or all of it; several ranges are not served. */
static GBytes *
take_range (HkkMockCall *self,
            GBytes      *bytes)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  SoupRange *ranges = NULL;
  GBytes *part = NULL;
  int length = 0;

  if (!soup_message_headers_get_ranges (headers, (goffset) g_bytes_get_size (bytes), &ranges, &length))
    return g_bytes_ref (bytes);
  if (length == 1 && ranges[0].start >= 0 && ranges[0].start <= ranges[0].end &&
      ranges[0].end < (goffset) g_bytes_get_size (bytes))
    part = g_bytes_new_from_bytes (bytes, (gsize) ranges[0].start, (gsize) (ranges[0].end - ranges[0].start + 1));
  else if (length > 1)
    soup_message_headers_remove (headers, "Range");
  soup_message_headers_free_ranges (headers, ranges);
  return part != NULL ? part : g_bytes_ref (bytes);
}

/**
 * hkk_mock_call_answer_file:
 * @bytes: the whole file
 * @media_type: its type
 * @file_name: (nullable): for Content-Disposition
 *
 * Answers with the file or the one asked range of it (RFC 9110, 14), with the digests of the file and of what is sent
 * (RFC 9530).
 */
void
hkk_mock_call_answer_file (HkkMockCall *self,
                           GBytes      *bytes,
                           const char  *media_type,
                           const char  *file_name)
{
  g_autoptr(GBytes) digest = hkk_mock_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *tag = hkk_base64url_encode (g_bytes_get_data (digest, NULL), 16);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", tag);
  g_autoptr(GBytes) sent = NULL;
  const char *if_range = hkk_mock_call_header (self, "If-Range");

  hkk_mock_call_set_header (self, "ETag", etag);
  set_digest (self, "Repr-Digest", bytes);
  hkk_mock_call_set_header (self, "Accept-Ranges", "bytes");
  if (file_name != NULL)
    {
      g_autofree char *value = disposition (file_name);

      hkk_mock_call_set_header (self, "Content-Disposition", value);
    }
  /* libsoup cuts the range out of a 200 by itself, but does not know If-Range. */
  if (if_range != NULL && strcmp (if_range, etag) != 0)
    soup_message_headers_remove (soup_server_message_get_request_headers (self->message), "Range");
  if (is_beyond (self, bytes))
    {
      self->state->answered = TRUE;
      soup_server_message_set_status (self->message, 416, NULL);
      return;
    }
  sent = take_range (self, bytes);
  set_digest (self, "Content-Digest", sent);
  send_bytes (self, 200, media_type, bytes);
}

/**
 * hkk_mock_call_answer_page:
 * @title: what it is about, in the language of the request
 * @paragraphs: (array zero-terminated=1): what it says
 *
 * Answers with a page of plain text for a browser.
 */
void
hkk_mock_call_answer_page (HkkMockCall        *self,
                           const char         *title,
                           const char * const *paragraphs)
{
  g_autofree char *heading = g_markup_escape_text (title, -1);
  GString *page = g_string_new ("<!DOCTYPE html>\n");
  g_autoptr(GBytes) bytes = NULL;

  g_string_append_printf (page, "<html lang=\"%s\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\""
                          " content=\"width=device-width\"><title>%s</title></head>\n<body>\n<main>\n<h1>%s</h1>\n",
                          self->language, heading, heading);
  for (gsize i = 0; paragraphs[i] != NULL; i++)
    {
      g_autofree char *text = g_markup_escape_text (paragraphs[i], -1);

      g_string_append_printf (page, "<p>%s</p>\n", text);
    }
  g_string_append (page, "</main>\n</body>\n</html>\n");
  bytes = g_string_free_to_bytes (page);
  hkk_mock_call_answer_file (self, bytes, "text/html; charset=utf-8", NULL);
}

/**
 * hkk_mock_call_set_header:
 * @name: a response header
 * @value: its value
 */
void
hkk_mock_call_set_header (HkkMockCall *self,
                          const char  *name,
                          const char  *value)
{
  if (g_ascii_strcasecmp (name, "ETag") == 0)
    g_set_str (&self->state->etag, value);
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name, value);
}

static void
set_challenge (HkkMockCall *self,
               const char  *code)
{
  const char *challenge = "Bearer";

  if (strcmp (code, "step_up_required") == 0)
    challenge = "Bearer error=\"insufficient_user_authentication\", max_age=900";
  else if (strcmp (code, "token_expired") == 0)
    challenge = "Bearer error=\"invalid_token\"";
  hkk_mock_call_set_header (self, "WWW-Authenticate", challenge);
}

/**
 * hkk_mock_call_problem_take:
 * @self: a call without an answer
 * @problem: (transfer full): the answer
 *
 * Returns: %FALSE
 */
gboolean
hkk_mock_call_problem_take (HkkMockCall    *self,
                            HkkMockProblem *problem)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, problem->retry_after);

  if (problem->status == 401)
    set_challenge (self, problem->code);
  if (problem->retry_after > 0)
    hkk_mock_call_set_header (self, "Retry-After", seconds);
  send_object (self, problem->status, "application/problem+json",
               hkk_mock_problem_to_json (problem, self->language, self->request_id));
  hkk_mock_problem_free (problem);
  return FALSE;
}

/**
 * hkk_mock_call_problem:
 * @self: a call without an answer
 * @code: a code of the contract
 * @detail: (nullable): a sentence in the person's language
 *
 * Returns: %FALSE
 */
gboolean
hkk_mock_call_problem (HkkMockCall *self,
                       const char  *code,
                       const char  *detail)
{
  return hkk_mock_call_problem_take (self, hkk_mock_problem_new (code, detail));
}

/**
 * hkk_mock_call_refuse:
 * @self: a call that is being prepared
 * @code: a code of the contract
 * @detail: (nullable): a sentence in the person's language
 *
 * Returns: %HKK_MOCK_REFUSED
 */
HkkMockPrepared
hkk_mock_call_refuse (HkkMockCall *self,
                      const char  *code,
                      const char  *detail)
{
  hkk_mock_call_problem (self, code, detail);
  return HKK_MOCK_REFUSED;
}

/**
 * hkk_mock_call_refuse_take:
 * @self: a call that is being prepared
 * @problem: (transfer full): the answer
 *
 * Returns: %HKK_MOCK_REFUSED
 */
HkkMockPrepared
hkk_mock_call_refuse_take (HkkMockCall    *self,
                           HkkMockProblem *problem)
{
  hkk_mock_call_problem_take (self, problem);
  return HKK_MOCK_REFUSED;
}

/**
 * hkk_mock_call_refuse_field:
 * @field: path in the body
 * @code: the rule's code
 * @message: the rule's sentence, in the person's language
 *
 * Returns: %HKK_MOCK_REFUSED, after "validation_failed" for one field
 */
HkkMockPrepared
hkk_mock_call_refuse_field (HkkMockCall *self,
                            const char  *field,
                            const char  *code,
                            const char  *message)
{
  return hkk_mock_call_refuse_take (self, hkk_mock_problem_add_error (NULL, field, code, message));
}

/**
 * hkk_mock_call_transact:
 * @func: the work
 * @data: for @func
 *
 * Returns: whether it is on disk; otherwise the problem "internal" was set
 */
gboolean
hkk_mock_call_transact (HkkMockCall *self,
                        HkkMockWork  func,
                        gpointer     data)
{
  return hkk_mock_store_transact (self->store, func, data) || hkk_mock_call_problem (self, "internal", NULL);
}

/**
 * hkk_mock_call_pause:
 * @self: a call without an answer
 *
 * The call and its message live until hkk_mock_call_resume().
 */
void
hkk_mock_call_pause (HkkMockCall *self)
{
  g_return_if_fail (!self->state->paused);

  self->state->paused = TRUE;
  g_atomic_ref_count_inc (&self->refs);
  g_object_ref (self->message);
  soup_server_message_pause (self->message);
}

/**
 * hkk_mock_call_resume:
 * @self: (transfer full): a paused call that has an answer now
 */
void
hkk_mock_call_resume (HkkMockCall *self)
{
  g_autoptr(SoupServerMessage) message = self->message;

  g_return_if_fail (self->state->paused);

  self->state->paused = FALSE;
  if (self->server->current == self)
    self->server->current = NULL;
  hkk_mock_call_finish (self);
  /* A fault that took the connection keeps the message paused. */
  if (self->state->finished)
    soup_server_message_unpause (message);
  hkk_mock_call_unref (self);
}

/**
 * hkk_mock_call_go_on:
 *
 * What it waited for has come. Until hkk_mock_call_resume() each commit is one of this call.
 */
void
hkk_mock_call_go_on (HkkMockCall *self)
{
  g_return_if_fail (self->state->paused);

  self->server->current = self;
}

/**
 * hkk_mock_call_finish:
 * @self: a call that is not paused
 *
 * Makes sure that there is an answer, and lets a fault that fired for this call happen.
 */
void
hkk_mock_call_finish (HkkMockCall *self)
{
  if (!self->state->answered)
    {
      g_critical ("The operation %s gave no answer", self->route != NULL ? self->route->operation : "-");
      hkk_mock_call_problem (self, "internal", NULL);
    }
  hkk_mock_server_log (self->server, self->request_id, soup_server_message_get_method (self->message),
                       self->route != NULL ? self->route->operation : NULL,
                       soup_server_message_get_status (self->message), g_get_monotonic_time () - self->state->started);
  hkk_mock_idempotency_release (self);
  self->state->finished = !hkk_mock_faults_apply (self);
}

/**
 * hkk_mock_call_steal_upload:
 * @self: a call of an upload
 *
 * Returns: (transfer full) (nullable): the file's path; it is the caller's to remove or rename
 */
char *
hkk_mock_call_steal_upload (HkkMockCall *self)
{
  return g_steal_pointer (&self->upload);
}
