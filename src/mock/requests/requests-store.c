/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "approvals.h"
#include "clock.h"
#include "crypto.h"
#include "demo-data.h"
#include "feed.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define FIRST_NUMBER 4711

#define FIELD(member) HKK_MOCK_FIELD (HkkMockRequestRow, member)
static const HkkMockField fields[] =
{
  FIELD (row), FIELD (account_id), FIELD (id), FIELD (form), FIELD (reference), FIELD (digest), FIELD (created_at),
  FIELD (approved_at), FIELD (asked), FIELD (updated_at), FIELD (deadline_at), FIELD (due_at), FIELD (granted), { NULL }
};

#define SELECT_REQUEST "SELECT state, * FROM requests WHERE "

static gboolean
read_row (HkkMockRows       *rows,
          HkkMockRequestRow *self)
{
  if (!hkk_mock_rows_next (rows))
    return FALSE;
  hkk_mock_rows_read (rows, self, fields);
  self->state = hkk_mock_request_state_parse (hkk_mock_rows_text (rows, 0));
  return TRUE;
}

/* hkk_mock_request_read: sets @self, which is empty, to the row; %FALSE if there is none. */
gboolean
hkk_mock_request_read (HkkMockStore      *store,
                       gint64             row,
                       HkkMockRequestRow *self)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, SELECT_REQUEST "row = ?", row);

  return read_row (rows, self);
}

/* hkk_mock_request_find: sets @self, which is empty, to the request @id; %FALSE if the person has none like that. */
gboolean
hkk_mock_request_find (HkkMockStore      *store,
                       gint64             account_id,
                       const char        *id,
                       HkkMockRequestRow *self)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, SELECT_REQUEST "account_id = ? AND id = ?", account_id, id);

  return read_row (rows, self);
}

/* hkk_mock_request_row_clear: frees what @self holds. */
void
hkk_mock_request_row_clear (HkkMockRequestRow *self)
{
  hkk_mock_fields_clear (self, fields);
}

/* The request is in STATE from now on: the row, the timeline, an event. */
static void
arrive (HkkMockStore            *store,
        const HkkMockRequestRow *request,
        HkkMockRequestState      state,
        const char              *detail,
        gint64                   at)
{
  const char *text = hkk_mock_request_state_text (state);

  hkk_mock_run (store, "UPDATE requests SET state = ?, updated_at = ?, deadline_at = NULL, next_at = NULL,"
                " next_state = NULL WHERE row = ?", text, at, request->row);
  hkk_mock_run (store, "INSERT INTO request_timeline (request, state, detail, happened_at) VALUES (?, ?, ?, ?)",
                request->row, text, detail, at);
  hkk_mock_feed_append (store, request->account_id, "request", request->id, text);
}

/**
 * hkk_mock_request_insert:
 * @store: a store in a transaction
 * @request: what was handed in, or waits for its approval
 *
 * Begins a request in its first state.
 *
 * Returns: the row of the new request
 */
gint64
hkk_mock_request_insert (HkkMockStore            *store,
                         const HkkMockNewRequest *request)
{
  g_autofree char *id = hkk_mock_random_hex (12);
  HkkJsonValue approved_at = request->digest == NULL ? hkk_json_value_text (NULL)
                                                     : hkk_json_value_int (request->created_at);
  gint64 row;

  hkk_mock_run (store, "INSERT INTO requests (account_id, id, form, version, state, intent_key, digest,"
                " approved_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                request->account_id, id, request->form, request->version,
                hkk_mock_request_state_text (request->state), request->key, request->digest, approved_at,
                request->created_at, request->created_at);
  row = hkk_mock_store_last_id (store);
  arrive (store, &(HkkMockRequestRow) { .row = row, .account_id = request->account_id, .id = id }, request->state, NULL,
          request->created_at);
  return row;
}

/**
 * hkk_mock_request_keep_intent:
 * @store: a store in a transaction
 * @row: a request that is handed in now
 * @intent: what was asked for, and approved if it had to be
 *
 * Keeps @intent with the request. All that is ever shown of its values comes from there.
 */
void
hkk_mock_request_keep_intent (HkkMockStore        *store,
                              gint64               row,
                              const HkkMockIntent *intent)
{
  g_autofree char *text = hkk_mock_intent_print (intent);

  hkk_mock_run (store, "INSERT INTO request_intents (request, intent) VALUES (?, ?)", row, text);
}

/* (transfer full) (nullable): what waits is kept by its approval, also when that did not come. */
static HkkMockIntent *
find_intent (HkkMockStore *store,
             gint64        row)
{
  g_autofree char *text = hkk_mock_get_text (store, "SELECT intent FROM request_intents WHERE request = ?", row);
  g_autofree char *key = NULL;
  gint64 account_id;

  if (text != NULL)
    return hkk_mock_intent_parse (text);
  key = hkk_mock_get_text (store, "SELECT intent_key FROM requests WHERE row = ?", row);
  account_id = hkk_mock_get_int (store, 0, "SELECT account_id FROM requests WHERE row = ?", row);
  return hkk_mock_approvals_find_intent (store, account_id, HKK_MOCK_REQUEST_OPERATION, key);
}

/**
 * hkk_mock_request_values:
 * @store: the store
 * @row: a request
 *
 * Returns: (transfer full): the values as they were asked for; empty if there is no intent any more
 */
JsonObject *
hkk_mock_request_values (HkkMockStore *store,
                         gint64        row)
{
  g_autoptr(HkkMockIntent) intent = find_intent (store, row);
  JsonObject *values = intent != NULL ? hkk_json_get_object (hkk_mock_intent_body (intent), "values") : NULL;

  return values != NULL ? json_object_ref (values) : json_object_new ();
}

/**
 * hkk_mock_request_approved:
 * @store: the store
 * @row: a request
 *
 * Returns: (transfer full): the lines that were shown when it was approved; empty if there is no intent any more
 */
JsonArray *
hkk_mock_request_approved (HkkMockStore *store,
                           gint64        row)
{
  g_autoptr(HkkMockIntent) intent = find_intent (store, row);

  return intent != NULL && intent->needs_approval ? json_array_ref (intent->details) : json_array_new ();
}

/**
 * hkk_mock_request_number:
 * @store: a store in a transaction
 * @row: a request
 * @at: when it was received, unix milliseconds
 *
 * Returns: (transfer full): its reference number: "HKK-2026-004711"
 */
char *
hkk_mock_request_number (HkkMockStore *store,
                         gint64        row,
                         const char   *form,
                         gint64        at)
{
  int due_days = hkk_mock_form_plan (form)->due_days;
  g_autofree char *day = hkk_mock_date_text (at);
  gint64 number = hkk_mock_get_int (store, FIRST_NUMBER,
                                    "SELECT max(number) + 1 FROM requests WHERE number IS NOT NULL");
  char *reference = g_strdup_printf ("HKK-%.4s-%06" G_GINT64_FORMAT, day, MAX (number, FIRST_NUMBER));

  hkk_mock_run (store, "UPDATE requests SET reference = ?, number = ?, due_at = iif (?, ?, NULL) WHERE row = ?",
                reference, MAX (number, FIRST_NUMBER), HKK_JSON_BOOL (due_days > 0), hkk_mock_days_later (at, due_days),
                row);
  return reference;
}

/**
 * hkk_mock_request_enter:
 * @store: a store in a transaction
 * @row: a request
 * @state: its new state
 * @detail: (nullable): a msgid that says more than the state
 * @at: unix milliseconds
 *
 * Moves the request on by one step.
 *
 * Returns: %FALSE if there is no such step from the state it is in
 */
gboolean
hkk_mock_request_enter (HkkMockStore       *store,
                        gint64              row,
                        HkkMockRequestState state,
                        const char         *detail,
                        gint64              at)
{
  g_auto(HkkMockRequestRow) request = { 0 };

  if (!hkk_mock_request_read (store, row, &request) || !hkk_mock_request_may_move (request.state, state))
    return FALSE;
  arrive (store, &request, state, detail, at);
  return TRUE;
}

/**
 * hkk_mock_request_add_file:
 * @store: a store in a transaction
 * @row: a request
 * @slot: the field that the file was added to
 * @file: {name, size, sha256, media_type}
 * @at: unix milliseconds
 */
void
hkk_mock_request_add_file (HkkMockStore *store,
                           gint64        row,
                           const char   *slot,
                           JsonObject   *file,
                           gint64        at)
{
  hkk_mock_run (store, "INSERT INTO request_files (request, slot, name, size, sha256, media_type, added_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)", row, slot, hkk_json_get_string (file, "name"),
                hkk_json_get_int (file, "size", 0), hkk_json_get_string (file, "sha256"),
                hkk_json_get_string (file, "media_type"), at);
}

/* All that was filled in, as one text to look in. */
static char *
words_of (HkkMockForm *form)
{
  g_autoptr(GListModel) sections = hkk_form_describe (&form->context);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(HkkShownSection) section = g_list_model_get_item (sections, i);
      GListModel *rows = hkk_shown_section_get_rows (section);

      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr(HkkShownRow) row = g_list_model_get_item (rows, j);

          g_string_append_printf (words, "%s\n", hkk_shown_row_get_value (row));
        }
    }
  return g_string_free_and_steal (words);
}

/**
 * hkk_mock_request_describe:
 * @store: a store in a transaction
 * @row: a request
 * @values: what was filled in
 *
 * Keeps what the request is about and what is looked in. What was asked for never changes, so this does not either.
 */
void
hkk_mock_request_describe (HkkMockStore *store,
                           gint64        row,
                           JsonObject   *values)
{
  static const char * const languages[] = { "de", "en" };
  g_auto(HkkMockRequestRow) request = { 0 };
  g_autoptr(GString) words = g_string_new (NULL);
  char *subjects[G_N_ELEMENTS (languages)] = { NULL };

  if (!hkk_mock_request_read (store, row, &request))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(HkkMockForm) form = hkk_mock_form_open (store, request.account_id, request.form, values, languages[i]);
      g_autofree char *text = form != NULL ? words_of (form) : NULL;

      if (form == NULL)
        continue;
      subjects[i] = hkk_form_dup_subject (&form->context);
      g_string_append (words, text);
    }
  hkk_mock_run (store, "UPDATE requests SET subject_de = ?, subject_en = ?, words = ? WHERE row = ?", subjects[0],
                subjects[1], words->str, row);
  g_free (subjects[0]);
  g_free (subjects[1]);
}

static const char *
translated (const char *msgid,
            const char *language)
{
  return msgid == NULL ? NULL : hkk_mock_text_in (language, msgid);
}

/* The insurer's day stands only while the insurer must act. */
static gboolean
insurer_must_act (HkkMockRequestState state)
{
  return hkk_mock_request_is_open (state) && !hkk_mock_request_needs_you (state);
}

/* (transfer full): the state in a sentence. */
static char *
sentence_of (HkkMockRequestState        state,
             const char                *form,
             const HkkMockRequestWords *words,
             const char                *language)
{
  char *question = state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS ? hkk_mock_request_question (form, language) : NULL;

  return question != NULL ? question : g_strdup (translated (words->text, language));
}

/**
 * hkk_mock_request_summary:
 * @rows: at a row of HKK_MOCK_REQUEST_COLUMNS
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the request as a list shows it
 */
JsonObject *
hkk_mock_request_summary (HkkMockRows *rows,
                          const char  *language)
{
  const char *form = hkk_mock_rows_text (rows, REQUEST_FORM);
  HkkMockRequestState state = hkk_mock_request_state_parse (hkk_mock_rows_text (rows, REQUEST_STATE));
  HkkMockRequestWords words = hkk_mock_request_words_with (state, form, hkk_mock_rows_text (rows, REQUEST_DETAIL));
  gboolean german = g_str_equal (hkk_mock_demo_language (language), "de");
  g_autofree char *sentence = sentence_of (state, form, &words, language);
  g_autofree char *created = hkk_mock_rows_time (rows, REQUEST_CREATED_AT);
  g_autofree char *updated = hkk_mock_rows_time (rows, REQUEST_UPDATED_AT);
  g_autofree char *deadline = hkk_mock_rows_date (rows, REQUEST_DEADLINE_AT);
  g_autofree char *due = insurer_must_act (state) ? hkk_mock_rows_date (rows, REQUEST_DUE_AT) : NULL;

  return hkk_json_object ("id", hkk_mock_rows_text (rows, REQUEST_ID),
                          "reference", hkk_mock_rows_text (rows, REQUEST_REFERENCE), "form", form,
                          "title", hkk_mock_form_title (form, language),
                          "subject", hkk_mock_rows_text (rows, german ? REQUEST_SUBJECT_DE : REQUEST_SUBJECT_EN),
                          "state", hkk_mock_request_state_text (state),
                          "state_text", translated (words.title, language), "text", sentence,
                          "created_at", created, "updated_at", updated,
                          "next_step", translated (words.next_step, language), "deadline", deadline, "due_on", due,
                          "needs_you", HKK_JSON_BOOL (hkk_mock_request_needs_you (state)));
}

/* hkk_mock_request_load: (transfer full) (nullable): the summary of the request @row. */
JsonObject *
hkk_mock_request_load (HkkMockStore *store,
                       gint64        row,
                       const char   *language)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
                                                "SELECT " HKK_MOCK_REQUEST_COLUMNS " FROM requests WHERE row = ?", row);

  return hkk_mock_rows_next (rows) ? hkk_mock_request_summary (rows, language) : NULL;
}

/* hkk_mock_request_files: (transfer full): what was handed in with the request @row, oldest first. */
JsonArray *
hkk_mock_request_files (HkkMockStore *store,
                        gint64        row)
{
  return hkk_mock_get_objects (store, "SELECT name, size, sha256, media_type, added_at AS at, slot FROM request_files"
                                      " WHERE request = ? ORDER BY row", row);
}
