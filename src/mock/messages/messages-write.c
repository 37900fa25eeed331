/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "hkk-file-type.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "uploads.h"

#define MAX_SUBJECT 120
#define MAX_BODY 4000
#define ANSWER_AFTER (45 * HKK_MOCK_SECOND)

static gboolean
is_blank (const gchar *text)
{
  g_autofree gchar *stripped = text == NULL ? NULL : g_strstrip (g_strdup (text));

  return stripped == NULL || *stripped == '\0';
}

static gboolean
check_text (HkkMockCall    *call,
            HkkMockProblem *problem,
            const gchar    *field,
            glong           max)
{
  const gchar *text = hkk_json_get_string (hkk_mock_call_body (call), field);

  if (is_blank (text))
    hkk_mock_problem_add_error (problem, field, "required", hkk_mock_text (call, N_("Something is missing here.")));
  else if (g_utf8_strlen (text, -1) > max)
    hkk_mock_problem_add_error (problem, field, "too_long", hkk_mock_text (call, N_("This text is too long.")));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_files (HkkMockCall    *call,
             HkkMockIntent  *intent,
             HkkMockProblem *problem)
{
  JsonArray *files = hkk_json_get_array (hkk_mock_call_body (call), "attachments");
  guint n = hkk_json_array_length (files);
  gint64 total = 0;

  hkk_mock_uploads_check (call, intent, files, "attachments", problem);
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    total += hkk_json_get_int (json_array_get_object_element (intent->attachments, i), "size", 0);
  if (n > HKK_FILE_MAX_COUNT)
    hkk_mock_problem_add_error (problem, "attachments", "too_many", hkk_mock_text (call, N_("A message takes ten files at most.")));
  else if (total > HKK_FILE_MAX_TOTAL_BYTES)
    hkk_mock_problem_add_error (problem, "attachments", "too_large", hkk_mock_text (call, N_("The files of a message are 25 MB together at most.")));
  else
    return json_array_get_length (intent->attachments) == n;
  return FALSE;
}

static gboolean
check_links (HkkMockCall    *call,
             HkkMockProblem *problem)
{
  JsonObject *body = hkk_mock_call_body (call);
  const gchar *thread = hkk_json_get_string (body, "thread_id"), *request = hkk_json_get_string (body, "request_id");

  if (thread != NULL && hkk_mock_get_int (call->store, 0, "SELECT count(*) FROM messages WHERE account_id = ? AND thread_id = ?",
                                          call->account_id, thread) == 0)
    hkk_mock_problem_add_error (problem, "thread_id", "unknown", hkk_mock_text (call, N_("There is no such conversation.")));
  else if (request != NULL && hkk_mock_get_int (call->store, 0, "SELECT count(*) FROM requests WHERE account_id = ? AND id = ?",
                                                call->account_id, request) == 0)
    hkk_mock_problem_add_error (problem, "request_id", "unknown", hkk_mock_text (call, N_("There is no such request.")));
  else
    return TRUE;
  return FALSE;
}

/* hkk_mock_message_prepare: POST /v1/messages; with attachments it needs an approval. */
HkkMockPrepared
hkk_mock_message_prepare (HkkMockCall   *call,
                          HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_call_body (call);
  const gchar *category = hkk_json_get_string (body, "category");
  g_autoptr(HkkMockProblem) problem = hkk_mock_problem_new ("validation_failed", NULL);
  gboolean fine = TRUE;

  if (hkk_mock_message_category (category, call->language) == NULL)
    {
      hkk_mock_problem_add_error (problem, "category", "unknown", hkk_mock_text (call, N_("Choose what the message is about.")));
      fine = FALSE;
    }
  fine = check_text (call, problem, "subject", MAX_SUBJECT) && fine;
  fine = check_text (call, problem, "body", MAX_BODY) && fine;
  fine = check_links (call, problem) && fine;
  fine = check_files (call, intent, problem) && fine;
  if (!fine)
    return hkk_mock_call_refuse_take (call, g_steal_pointer (&problem));
  g_free (intent->title);
  intent->title = g_strdup (hkk_mock_text (call, N_("Send a message with attachments")));
  intent->needs_approval = json_array_get_length (intent->attachments) > 0;
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Subject")), NULL, hkk_json_get_string (body, "subject"));
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("File")), NULL,
                                hkk_json_get_string (json_array_get_object_element (intent->attachments, i), "name"));
  return HKK_MOCK_PREPARED;
}

static gboolean
add_files (HkkMockStore        *store,
           const HkkMockIntent *intent,
           const gchar         *message)
{
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    {
      JsonObject *attachment = json_array_get_object_element (intent->attachments, i);
      g_autofree gchar *file = hkk_mock_uploads_take (store, intent->account_id, hkk_json_get_string (attachment, "upload"));

      if (file == NULL)
        return FALSE;
      hkk_mock_message_add_file (store, message, attachment, file);
    }
  return TRUE;
}

/* hkk_mock_message_execute: the message is with the insurer, who answers after a while. */
gboolean
hkk_mock_message_execute (HkkMockStore        *store,
                          const HkkMockIntent *intent,
                          HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const gchar *subject = hkk_json_get_string (body, "subject"), *text = hkk_json_get_string (body, "body");
  gint64 now = hkk_mock_now ();
  g_autofree gchar *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = intent->account_id, .thread_id = hkk_json_get_string (body, "thread_id"),
    .category = hkk_json_get_string (body, "category"), .subject_de = subject, .subject_en = subject, .body_de = text,
    .body_en = text, .from_person = TRUE, .read = TRUE, .request_id = hkk_json_get_string (body, "request_id"),
    .created_at = now });
  g_autoptr(HkkMockRows) rows = NULL;

  if (!add_files (store, intent, id))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
      hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
  hkk_mock_run (store, "UPDATE messages SET answer_at = ? WHERE id = ?", now + hkk_mock_store_scaled (store, ANSWER_AFTER), id);
  rows = hkk_mock_query (store, "SELECT " HKK_MOCK_MESSAGE_COLUMNS " FROM messages WHERE id = ?", id);
  if (!hkk_mock_rows_next (rows))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->status = 201;
  result->body = hkk_json_object ("message", hkk_mock_messages_from_row (store, rows, intent->language, TRUE, TRUE));
  result->effect = g_strdup ("message sent");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language, N_("Your message is with us.")));
  return TRUE;
}

#define ANSWER N_("Thank you for your message. It is with us, and a colleague answers within two working days, " \
                  "so by {date+2} at the latest. If something is urgent, call us.")

/* hkk_mock_messages_tick: what was written is answered. */
void
hkk_mock_messages_tick (HkkMockStore *store,
                        gint64        now)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT account_id, thread_id, category, subject_de, request_id, row"
                                                " FROM messages WHERE answer_at <= ?", now);

  while (hkk_mock_rows_next (rows))
    {
      const gchar *subject = hkk_mock_rows_text (rows, 3);
      g_autofree gchar *answer = g_str_has_prefix (subject, "Re: ") ? g_strdup (subject) : g_strconcat ("Re: ", subject, NULL);
      g_autofree gchar *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
        .account_id = hkk_mock_rows_int (rows, 0), .thread_id = hkk_mock_rows_text (rows, 1),
        .category = hkk_mock_rows_text (rows, 2), .subject_de = answer, .subject_en = answer,
        .body_de = hkk_mock_text_in ("de", ANSWER), .body_en = hkk_mock_text_in ("en", ANSWER),
        .request_id = hkk_mock_rows_text (rows, 4), .created_at = now });
    }
  g_clear_pointer (&rows, hkk_mock_rows_free);
  hkk_mock_run (store, "UPDATE messages SET answer_at = NULL WHERE answer_at <= ?", now);
}
