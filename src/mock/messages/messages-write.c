/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "uploads.h"

#define FORM "message"
#define ANSWER_AFTER (45 * HKK_MOCK_SECOND)

/* The message that is answered: it gives the conversation and the request. */
typedef struct
{
  char *thread_id;
  char *category;
  char *subject;
  char *request_id; /* (nullable) */
} Answered;

#define FIELD(member) HKK_MOCK_FIELD (Answered, member)
static const HkkMockField fields[] =
  { FIELD (thread_id), FIELD (category), FIELD (subject), FIELD (request_id), { NULL } };

static void
answered_clear (Answered *self)
{
  hkk_mock_fields_clear (self, fields);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answered, answered_clear)

static gboolean
find_answered (HkkMockStore *store,
               gint64        account_id,
               const char   *id,
               const char   *language,
               Answered     *answered)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT thread_id, category, iif (?3, subject_de, subject_en) AS subject, request_id FROM messages"
    " WHERE account_id = ?1 AND id = ?2", account_id, id, HKK_JSON_BOOL (g_str_has_prefix (language, "de")));

  if (!hkk_mock_rows_next (rows))
    return FALSE;
  hkk_mock_rows_read (rows, answered, fields);
  return TRUE;
}

static gboolean
is_answer (const char *subject)
{
  static const char * const prefixes[] = { "Re:", "AW:" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (subject, prefixes[i], strlen (prefixes[i])) == 0)
      return TRUE;
  return FALSE;
}

/* Where there is no room for "Re:" it is left out: nothing of the subject is cut. */
static char *
answer_subject (const char *subject,
                const char *language)
{
  HkkFormField *field = hkk_form_find_field (hkk_mock_form_shared (FORM, "en"), "subject");
  g_autofree char *answer = is_answer (subject) ? g_strdup (subject)
    /* TRANSLATORS: subject of an answer to a message; %s is the subject of that message */
    : g_strdup_printf (hkk_mock_text_in (language, N_("Re: %s")), subject);

  return g_strdup ((guint) g_utf8_strlen (answer, -1) <= hkk_form_field_get_max_length (field) ? answer : subject);
}

/**
 * hkk_mock_messages_fill_form:
 * @store: the store
 * @account_id: for whom
 * @fill: a form
 *
 * An answer begins with the category and the subject of the message that it is about, and stays with its request.
 */
void
hkk_mock_messages_fill_form (HkkMockStore          *store,
                             gint64                 account_id,
                             const HkkMockFormFill *fill)
{
  g_auto(Answered) answered = { 0 };
  g_autofree char *subject = NULL;

  if (fill->about == NULL || fill->values == NULL ||
      g_strcmp0 (hkk_json_get_string (fill->definition, "kind"), "message") != 0 ||
      !find_answered (store, account_id, fill->about, fill->language, &answered))
    return;
  subject = answer_subject (answered.subject, fill->language);
  hkk_mock_form_drop_list (fill->definition, "requests");
  hkk_json_object_add (fill->values, "category", answered.category, "subject", subject);
}

static JsonObject *
form_values (JsonObject *body)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), body);
  g_autoptr(JsonNode) copy = hkk_json_copy (node);
  JsonObject *values = json_node_dup_object (copy);

  json_object_remove_member (values, "reply_to");
  return values;
}

/* (transfer full) (nullable): what is wrong with it. */
static HkkMockProblem *
check_message (HkkMockCall   *call,
               HkkMockIntent *intent,
               HkkMockForm   *form,
               JsonObject    *values)
{
  const char *answered_id = hkk_json_get_string (hkk_mock_call_body (call), "reply_to");
  HkkMockProblem *problem = hkk_mock_form_check (form);
  g_auto(Answered) answered = { 0 };

  if (problem == NULL)
    problem = hkk_mock_form_check_files (form, values, call, intent, NULL);
  if (problem == NULL && answered_id != NULL &&
      !find_answered (call->store, call->account_id, answered_id, call->language, &answered))
    problem = hkk_mock_problem_add_error (NULL, "reply_to", "unknown",
                                          hkk_mock_text (call, N_("There is no such conversation.")));
  return problem;
}

/* hkk_mock_message_prepare: POST /v1/messages; with attachments it needs an approval. */
HkkMockPrepared
hkk_mock_message_prepare (HkkMockCall   *call,
                          HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_call_body (call);
  g_autoptr(JsonObject) values = form_values (body);
  g_autoptr(HkkMockForm) form = hkk_mock_form_open (call->store, call->account_id, FORM, values, call->language);
  HkkMockProblem *problem = check_message (call, intent, form, values);

  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  g_set_str (&intent->title, hkk_mock_text (call, N_("Send a message with attachments")));
  intent->needs_approval = json_array_get_length (intent->attachments) > 0;
  if (intent->needs_approval)
    hkk_mock_intent_add_summary (call->store, intent, form);
  return HKK_MOCK_PREPARED;
}

static gboolean
add_files (HkkMockStore        *store,
           const HkkMockIntent *intent,
           const char          *message)
{
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    {
      JsonObject *attachment = json_array_get_object_element (intent->attachments, i);
      g_autofree char *file = hkk_mock_uploads_take (store, intent->account_id,
                                                     hkk_json_get_string (attachment, "upload"));

      if (file == NULL)
        return FALSE;
      hkk_mock_message_add_file (store, message, attachment, file);
    }
  return TRUE;
}

/* (nullable): the request that a new message is about. */
static const char *
request_of (JsonObject *body)
{
  const char *id = hkk_json_get_string (body, "request_id");

  return g_strcmp0 (id, "none") == 0 ? NULL : id;
}

/* hkk_mock_message_execute: the message is with the insurer, who answers after a while. */
gboolean
hkk_mock_message_execute (HkkMockStore        *store,
                          const HkkMockIntent *intent,
                          HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *subject = hkk_json_get_string (body, "subject"), *text = hkk_json_get_string (body, "body");
  gint64 now = hkk_mock_now ();
  g_auto(Answered) answered = { 0 };
  g_autofree char *id = NULL;
  g_autoptr(HkkMockRows) rows = NULL;

  if (!find_answered (store, intent->account_id, hkk_json_get_string (body, "reply_to"), intent->language, &answered))
    g_set_str (&answered.request_id, request_of (body));
  id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = intent->account_id,
    .thread_id = answered.thread_id, .category = hkk_json_get_string (body, "category"),
    .subject_de = subject, .subject_en = subject, .body_de = text, .body_en = text, .from_person = TRUE, .read = TRUE,
    .request_id = answered.request_id, .created_at = now });
  if (!add_files (store, intent, id))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
      hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
  hkk_mock_run (store, "UPDATE messages SET answer_at = ? WHERE id = ?",
                now + hkk_mock_store_scaled (store, ANSWER_AFTER), id);
  rows = hkk_mock_query (store, "SELECT " HKK_MOCK_MESSAGE_COLUMNS " FROM messages WHERE id = ?", id);
  if (!hkk_mock_rows_next (rows))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->status = 201;
  result->body = hkk_json_object ("message", hkk_mock_messages_from_row (store, rows, intent->language, TRUE, TRUE));
  result->effect = g_strdup ("message sent");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language, N_("Your message is with us.")));
  return TRUE;
}

/* TRANSLATORS: {date+2}: the day two days later; leave it as it is */
#define ANSWER N_("Thank you for your message. It is with us, and a colleague answers within two working days, " \
                  "so by {date+2} at the latest. If something is urgent, call us.")

/* hkk_mock_messages_tick: what was written is answered. */
void
hkk_mock_messages_tick (HkkMockStore *store,
                        gint64        now)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
                                                "SELECT account_id, thread_id, category, subject_de, request_id, row"
                                                " FROM messages WHERE answer_at <= ?", now);

  while (hkk_mock_rows_next (rows))
    {
      const char *subject = hkk_mock_rows_text (rows, 3);
      g_autofree char *german = answer_subject (subject, "de");
      g_autofree char *english = answer_subject (subject, "en");
      g_autofree char *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
        .account_id = hkk_mock_rows_int (rows, 0), .thread_id = hkk_mock_rows_text (rows, 1),
        .category = hkk_mock_rows_text (rows, 2), .subject_de = german, .subject_en = english,
        .body_de = hkk_mock_text_in ("de", ANSWER), .body_en = hkk_mock_text_in ("en", ANSWER),
        .request_id = hkk_mock_rows_text (rows, 4), .created_at = now });
    }
  g_clear_pointer (&rows, hkk_mock_rows_free);
  hkk_mock_run (store, "UPDATE messages SET answer_at = NULL WHERE answer_at <= ?", now);
}
