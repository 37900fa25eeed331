/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include <glib/gi18n-lib.h>

#include "crypto.h"
#include "demo-data.h"
#include "feed.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define PREVIEW 120 /* characters */

/* (nullable): what the form of messages calls the category @id. */
static const char *
category_title (const char *id,
                const char *language)
{
  HkkFormField *field = hkk_form_find_field (hkk_mock_form_shared ("message", language), "category");

  for (guint i = 0; i < hkk_form_field_get_n_options (field); i++)
    if (g_strcmp0 (hkk_form_field_get_option (field, i)->value, id) == 0)
      return hkk_form_field_get_option (field, i)->label;
  return NULL;
}

/**
 * hkk_mock_messages_add:
 * @store: a store in a transaction
 * @message: what to add
 *
 * Returns: (transfer full): its id
 */
char *
hkk_mock_messages_add (HkkMockStore         *store,
                       const HkkMockMessage *message)
{
  char *id = hkk_mock_random_hex (12);
  HkkJsonValue read_at = message->read ? hkk_json_value_int (message->created_at) : hkk_json_value_text (NULL);

  hkk_mock_run (store,
                "INSERT INTO messages (account_id, id, thread_id, category, subject_de, subject_en, body_de, body_en,"
                " from_person, created_at, read_at, sensitive, request_id, leads_to)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                message->account_id, id, message->thread_id == NULL ? id : message->thread_id, message->category,
                message->subject_de, message->subject_en, message->body_de, message->body_en,
                HKK_JSON_BOOL (message->from_person), message->created_at, read_at, HKK_JSON_BOOL (message->sensitive),
                message->request_id, message->leads_to);
  return id;
}

/* hkk_mock_messages_send: hkk_mock_messages_add(), and an event for who is waiting. */
char *
hkk_mock_messages_send (HkkMockStore         *store,
                        const HkkMockMessage *message)
{
  char *id = hkk_mock_messages_add (store, message);

  hkk_mock_feed_append (store, message->account_id, "message", id, message->from_person ? "sent" : "new");
  return id;
}

/* hkk_mock_message_add_file: @attachment ({name, size, media_type}) belongs to @message from now on. */
void
hkk_mock_message_add_file (HkkMockStore *store,
                           const char   *message,
                           JsonObject   *attachment,
                           const char   *file)
{
  g_autofree char *id = hkk_mock_random_hex (12);

  hkk_mock_run (store,
                "INSERT INTO message_attachments (message, id, name, size, media_type, file) VALUES (?, ?, ?, ?, ?, ?)",
                message, id, hkk_json_get_string (attachment, "name"), hkk_json_get_int (attachment, "size", 0),
                hkk_json_get_string (attachment, "media_type"), file);
}

/* The beginning of the text, in one line. */
static char *
make_preview (const char *body)
{
  g_auto(GStrv) words = g_strsplit_set (body, " \n", -1);
  g_autoptr(GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL && g_utf8_strlen (line->str, -1) < PREVIEW; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  return g_utf8_substring (line->str, 0, MIN (PREVIEW, g_utf8_strlen (line->str, -1)));
}

static char *
sender_name (HkkMockStore *store,
             HkkMockRows  *rows,
             const char   *language)
{
  g_autoptr(HkkMockAccount) account = NULL;

  if (hkk_mock_rows_int (rows, MESSAGE_FROM_PERSON) == 0)
    return g_strdup (hkk_mock_text_in (language, N_("Your hkk team")));
  account = hkk_mock_account_load (store, hkk_mock_rows_int (rows, MESSAGE_ACCOUNT_ID));
  return account == NULL ? NULL : g_strdup (account->name);
}

/* (transfer full) (nullable) */
static char *
request_name (HkkMockStore *store,
              const char   *id,
              const char   *language)
{
  g_autoptr(HkkMockRows) rows = id == NULL ? NULL : hkk_mock_query (store, "SELECT form, reference FROM requests"
                                                                    " WHERE id = ? AND reference IS NOT NULL", id);

  if (rows == NULL || !hkk_mock_rows_next (rows))
    return NULL;
  return hkk_mock_form_request_name (hkk_mock_rows_text (rows, 0), hkk_mock_rows_text (rows, 1), language);
}

/**
 * hkk_mock_messages_from_row:
 * @store: the store
 * @rows: at a row of HKK_MOCK_MESSAGE_COLUMNS
 * @language: a BCP 47 tag
 * @shown: whether protected content may be seen
 * @whole: whether the body is wanted
 *
 * Returns: (transfer full): the message as on the wire
 */
JsonObject *
hkk_mock_messages_from_row (HkkMockStore *store,
                            HkkMockRows  *rows,
                            const char   *language,
                            gboolean      shown,
                            gboolean      whole)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (language), "de");
  gboolean person = hkk_mock_rows_int (rows, MESSAGE_FROM_PERSON) != 0,
    sensitive = hkk_mock_rows_int (rows, MESSAGE_SENSITIVE) != 0;
  /* What a person wrote is shown as it was written. */
  const char *text = hkk_mock_rows_text (rows, german || person ? MESSAGE_BODY_DE : MESSAGE_BODY_EN);
  g_autofree char *body = person ? g_strdup (text)
                                 : hkk_mock_demo_expand (text, hkk_mock_rows_int (rows, MESSAGE_CREATED_AT), language);
  g_autofree char *preview = sensitive && !shown ? NULL : make_preview (body);
  g_autofree char *created = hkk_mock_rows_time (rows, MESSAGE_CREATED_AT);
  g_autofree char *from_name = sender_name (store, rows, language);
  const char *category = hkk_mock_rows_text (rows, MESSAGE_CATEGORY);
  g_autofree char *request = NULL;
  JsonObject *message;

  message = hkk_json_object ("id", hkk_mock_rows_text (rows, MESSAGE_ID),
                             "thread_id", hkk_mock_rows_text (rows, MESSAGE_THREAD_ID),
                             "subject", hkk_mock_rows_text (rows, german ? MESSAGE_SUBJECT_DE : MESSAGE_SUBJECT_EN),
                             "category", category, "category_text", category_title (category, language),
                             "from", person ? "person" : "insurer", "from_name", from_name, "created_at", created,
                             "read", HKK_JSON_BOOL (!hkk_mock_rows_is_null (rows, MESSAGE_READ_AT)), "preview", preview,
                             "attachments", hkk_mock_get_objects (store, "SELECT id, name, size, media_type"
                               " FROM message_attachments WHERE message = ? ORDER BY row",
                               hkk_mock_rows_text (rows, MESSAGE_ID)),
                             "request_id", hkk_mock_rows_text (rows, MESSAGE_REQUEST_ID),
                             "protected", HKK_JSON_BOOL (sensitive));
  request = request_name (store, hkk_mock_rows_text (rows, MESSAGE_REQUEST_ID), language);
  if (request != NULL)
    json_object_set_string_member (message, "request_title", request);
  if (!hkk_mock_rows_is_null (rows, MESSAGE_LEADS_TO))
    json_object_set_string_member (message, "leads_to", hkk_mock_rows_text (rows, MESSAGE_LEADS_TO));
  if (whole)
    json_object_set_string_member (message, "body", body);
  return message;
}
