/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "messages.h"

#define KEEP_FAILED (7 * HKK_MOCK_DAY)

typedef struct
{
  gint64              row;
  HkkMockRequestState state;
} Due;

typedef struct
{
  HkkMockRequestState state;
  gint64              after;
} Next;

/* The step into the state that the request is in; a part of a grant goes the way of a grant. (nullable) */
static const HkkMockFormStep *
find_step (const HkkMockFormPlan *plan,
           HkkMockRequestState    state)
{
  const HkkMockFormStep *step = hkk_mock_form_plan_find (plan, hkk_mock_request_state_text (state));

  if (step == NULL && state == HKK_MOCK_REQUEST_PARTLY_APPROVED)
    step = find_step (plan, HKK_MOCK_REQUEST_APPROVED);
  return step;
}

/* The step after STEP; nobody is asked twice. (nullable) */
static const HkkMockFormStep *
find_following (const HkkMockRequestRow *subject,
                const HkkMockFormPlan   *plan,
                const HkkMockFormStep   *step)
{
  guint i = step != NULL ? (guint) (step - hkk_mock_form_plan_step (plan, 0)) + 1 : 0;

  if (step == NULL && subject->state != HKK_MOCK_REQUEST_RECEIVED)
    return NULL;
  while (i < hkk_mock_form_plan_length (plan) && subject->asked && hkk_mock_form_plan_step (plan, i)->answer_days > 0)
    i++;
  return i < hkk_mock_form_plan_length (plan) ? hkk_mock_form_plan_step (plan, i) : NULL;
}

/* What follows a state that was entered at AT, and after how long; FALSE: nothing by itself. */
static gboolean
find_next (const HkkMockRequestRow *subject,
           gint64                   at,
           Next                    *next)
{
  const HkkMockFormPlan *plan = hkk_mock_form_plan (subject->form);
  const HkkMockFormStep *step = find_step (plan, subject->state);
  gboolean asked = step != NULL && subject->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;

  if (!asked)
    step = find_following (subject, plan, step);
  if (step == NULL)
    return FALSE;
  *next = asked ? (Next) { HKK_MOCK_REQUEST_REJECTED, hkk_mock_days_later (at, step->answer_days) - at }
                : (Next) { hkk_mock_request_state_parse (step->state), step->wait };
  return TRUE;
}

/* Who has until a day has the whole of it; but not in a demo whose days are shorter. */
static gint64
end_of_day (HkkMockStore *store,
            gint64        at)
{
  g_autofree char *next_day = hkk_mock_date_text (hkk_mock_days_later (at, 1));

  return hkk_mock_store_scaled (store, HKK_MOCK_DAY) == HKK_MOCK_DAY ? hkk_mock_date_parse (next_day) : at;
}

/**
 * hkk_mock_request_schedule:
 * @store: a store in a transaction
 * @row: a request that has entered a state
 * @at: from when to count, unix milliseconds
 *
 * Plans what happens next by itself.
 */
void
hkk_mock_request_schedule (HkkMockStore *store,
                           gint64        row,
                           gint64        at)
{
  g_auto(HkkMockRequestRow) subject = { 0 };
  Next next;
  gboolean asked;
  gint64 then;

  if (!hkk_mock_request_read (store, row, &subject) || !find_next (&subject, at, &next))
    return;
  asked = subject.state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;
  then = at + hkk_mock_store_scaled (store, next.after);
  hkk_mock_run (store, "UPDATE requests SET next_state = ?, next_at = ? WHERE row = ?",
                hkk_mock_request_state_text (next.state), asked ? end_of_day (store, then) : then, row);
  if (asked)
    hkk_mock_run (store, "UPDATE requests SET deadline_at = ?, asked = 1 WHERE row = ?", then, row);
}

static const char *
decision_sentence (HkkMockRequestState state)
{
  if (state == HKK_MOCK_REQUEST_APPROVED)
    return N_("We have looked at your request and grant it. We bear the costs as you asked for.");
  if (state == HKK_MOCK_REQUEST_PARTLY_APPROVED)
    return N_("We have looked at your request and grant a part of it. We pay what we would have paid for the same "
              "treatment in Germany; the law does not allow more.");
  return N_("We have looked at your request. We cannot grant it, because a paper is missing without which we cannot "
            "check it. If you hand it in later, we look at your request again.");
}

/* What was asked for and granted. */
static void
add_amounts (JsonArray               *rows,
             HkkMockStore            *store,
             const HkkMockRequestRow *subject)
{
  g_autoptr(JsonArray) amounts = hkk_mock_request_amounts (store, subject, "de");

  for (guint i = 0; i < json_array_get_length (amounts); i++)
    json_array_add_object_element (rows, json_object_ref (json_array_get_object_element (amounts, i)));
}

static void
add_paragraphs (JsonArray          *paragraphs,
                HkkMockRequestState state,
                gboolean            pays,
                const char         *language)
{
  json_array_add_string_element (paragraphs, hkk_mock_text_in (language, decision_sentence (state)));
  if (pays && state != HKK_MOCK_REQUEST_REJECTED)
    /* TRANSLATORS: {date+4}: the day four days later; leave it as it is */
    json_array_add_string_element (paragraphs, hkk_mock_text_in (language, N_("You have the money by {date+4}. You do "
                                                                              "not need to do anything.")));
}

/* The letter in the person's language is German, as letters of the insurer are. */
static JsonObject *
make_letter (HkkMockStore            *store,
             const HkkMockRequestRow *subject,
             HkkMockRequestState      state)
{
  gboolean pays = hkk_mock_request_pays (subject->form);
  JsonObject *letter = json_object_new ();
  JsonArray *paragraphs = json_array_new (), *rows = json_array_new (), *closing = json_array_new ();

  add_paragraphs (paragraphs, state, pays, "de");
  json_array_add_object_element (rows, hkk_json_object ("label", hkk_mock_text_in ("de", N_("Request")),
                                                        "value", hkk_mock_form_title (subject->form, "de")));
  json_array_add_object_element (rows, hkk_json_object ("label", hkk_mock_text_in ("de", N_("Reference number")),
                                                        "value", subject->reference));
  json_array_add_object_element (rows, hkk_json_object (
    "label", hkk_mock_text_in ("de", N_("Decision")),
    "value", hkk_mock_text_in ("de", hkk_mock_request_words (state, subject->form)->title)));
  add_amounts (rows, store, subject);
  if (state != HKK_MOCK_REQUEST_APPROVED)
    json_array_add_string_element (closing,
                                   /* TRANSLATORS: {date+4+1mw} and {date+4} stay: the last day, and the day from which
                                    * it is counted */
                                   hkk_mock_text_in ("de", N_("You do not agree? You can object until {date+4+1mw}: in "
                                                              "the portal with the form “Objection”, in writing, or in "
                                                              "one of our offices. This letter counts as received on "
                                                              "the fourth day after its date, {date+4}. From then on "
                                                              "you have one month. If it ends at a weekend or on a "
                                                              "public holiday, the next working day is the last.")));
  hkk_json_object_add (letter, "title", hkk_mock_text_in ("de", N_("Our decision on your request")),
                       "paragraphs", paragraphs, "rows", rows, "closing", closing);
  return letter;
}

/**
 * hkk_mock_request_decide:
 * @store: a store in a transaction
 * @row: a request
 * @state: a decision
 * @at: when it was decided, unix milliseconds
 * @read: whether the person has seen the letter
 *
 * Issues the letter about the decision.
 */
void
hkk_mock_request_decide (HkkMockStore        *store,
                         gint64               row,
                         HkkMockRequestState  state,
                         gint64               at,
                         gboolean             read)
{
  g_auto(HkkMockRequestRow) subject = { 0 };
  g_autoptr(JsonObject) letter = NULL;
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;
  g_autofree char *id = NULL;

  if (!hkk_mock_request_read (store, row, &subject) || !hkk_mock_request_decides (subject.form, state))
    return;
  letter = make_letter (store, &subject, state);
  /* TRANSLATORS: the title of a letter; the name of a form: "Decision: Treatment costs abroad" */
  german = g_strdup_printf (hkk_mock_text_in ("de", N_("Decision: %s")), hkk_mock_form_title (subject.form, "de"));
  english = g_strdup_printf (hkk_mock_text_in ("en", N_("Decision: %s")), hkk_mock_form_title (subject.form, "en"));
  id = hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = subject.account_id, .kind = "letter", .title_de = german, .title_en = english, .language = "de",
    .created_at = at, .read = read, .sensitive = TRUE, .request_id = subject.id, .letter = letter });
}

static char *
decided_text (const HkkMockRequestRow *subject,
              HkkMockRequestState      state,
              const char              *language)
{
  /* TRANSLATORS: a reference number */
  g_autofree char *decided = g_strdup_printf (hkk_mock_text_in (language, N_("We have decided on your request %s. You "
                                                                             "find the letter under “Documents & "
                                                                             "services”.")), subject->reference);

  if (state == HKK_MOCK_REQUEST_APPROVED)
    return g_steal_pointer (&decided);
  return g_strconcat (decided, "\n\n",
                      /* TRANSLATORS: {date+4+1mw} stays: the last day */
                      hkk_mock_text_in (language, N_("You do not agree? You can object until {date+4+1mw}. The letter "
                                                     "says how.")), NULL);
}

static void
tell_decided (HkkMockStore            *store,
              const HkkMockRequestRow *subject,
              HkkMockRequestState      state,
              gint64                   now)
{
  const char *title = N_("Our decision on your request");
  g_autofree char *german = decided_text (subject, state, "de");
  g_autofree char *english = decided_text (subject, state, "en");
  g_autofree char *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = subject->account_id, .category = "benefits", .subject_de = hkk_mock_text_in ("de", title),
    .subject_en = hkk_mock_text_in ("en", title), .body_de = german, .body_en = english, .request_id = subject->id,
    .leads_to = "documents", .created_at = now });
}

static void
move_on (HkkMockStore        *store,
         gint64               row,
         HkkMockRequestState  state,
         gint64               now)
{
  g_auto(HkkMockRequestRow) subject = { 0 };

  if (!hkk_mock_request_read (store, row, &subject))
    return;
  if (!hkk_mock_request_enter (store, row, state, NULL, now))
    {
      g_critical ("%s: there is no step from %s to %s", subject.form, hkk_mock_request_state_text (subject.state),
                  hkk_mock_request_state_text (state));
      hkk_mock_run (store, "UPDATE requests SET next_at = NULL, next_state = NULL WHERE row = ?", row);
      return;
    }
  hkk_mock_request_schedule (store, row, now);
  if (hkk_mock_request_is_decision (state))
    hkk_mock_request_decide (store, row, state, now, FALSE);
  if (state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS)
    hkk_mock_request_ask (store, row, now, FALSE);
  else if (hkk_mock_request_is_decision (state) && hkk_mock_request_decides (subject.form, state))
    tell_decided (store, &subject, state, now);
}

static void
forget_failed (HkkMockStore *store,
               gint64        now)
{
  hkk_mock_run (store, "DELETE FROM request_timeline WHERE request IN (SELECT row FROM requests"
                " WHERE state = 'approval_failed' AND updated_at < ?)", now - KEEP_FAILED);
  hkk_mock_run (store, "DELETE FROM requests WHERE state = 'approval_failed' AND updated_at < ?", now - KEEP_FAILED);
}

/* Those from before what they are about was kept. */
static void
describe_older (HkkMockStore *store)
{
  g_autoptr(GPtrArray) rows = hkk_mock_get_texts (store, "SELECT row FROM requests JOIN request_intents"
                                                  " ON request = row WHERE words IS NULL LIMIT 20");

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_ascii_strtoll (g_ptr_array_index (rows, i), NULL, 10);
      g_autoptr(JsonObject) values = hkk_mock_request_values (store, row);

      hkk_mock_request_describe (store, row, values);
    }
}

/* hkk_mock_requests_tick: each request takes at most one step, so that a great leap in time still shows every state. */
void
hkk_mock_requests_tick (HkkMockStore *store,
                        gint64        now)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT row, next_state FROM requests WHERE next_at <= ?"
                                                " ORDER BY next_at, row LIMIT 50", now);
  g_autoptr(GArray) due = g_array_new (FALSE, FALSE, sizeof (Due));

  while (hkk_mock_rows_next (rows))
    {
      Due step = { hkk_mock_rows_int (rows, 0), hkk_mock_request_state_parse (hkk_mock_rows_text (rows, 1)) };

      g_array_append_val (due, step);
    }
  g_clear_pointer (&rows, hkk_mock_rows_free);
  describe_older (store);
  for (guint i = 0; i < due->len; i++)
    move_on (store, g_array_index (due, Due, i).row, g_array_index (due, Due, i).state, now);
  forget_failed (store, now);
}
