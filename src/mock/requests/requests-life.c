/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "messages.h"

#define REVIEW_AFTER (90 * HKK_MOCK_SECOND)
#define ASK_AFTER HKK_MOCK_DAY
#define ASK_FOR_DAYS 14
#define MEDICAL_AFTER (3 * HKK_MOCK_DAY)
#define DECIDE_AFTER (2 * HKK_MOCK_DAY)
#define MEDICAL_DECIDES_AFTER (7 * HKK_MOCK_DAY)
#define PAY_AFTER (2 * HKK_MOCK_DAY)
#define KEEP_FAILED (7 * HKK_MOCK_DAY)

typedef struct
{
  gint64       row;
  gint64       account_id;
  gchar       *id;
  gchar       *form;
  gchar       *reference;
  gchar       *state;
  gboolean     asked;
} Subject;

static void
subject_clear (Subject *subject)
{
  g_free (subject->id);
  g_free (subject->form);
  g_free (subject->reference);
  g_free (subject->state);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

static gboolean
load_subject (HkkMockStore *store,
              gint64        row,
              Subject      *subject)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT account_id, id, form, reference, state, asked FROM requests"
                                                " WHERE row = ?", row);

  if (!hkk_mock_rows_next (rows))
    return FALSE;
  subject->row = row;
  subject->account_id = hkk_mock_rows_int (rows, 0);
  subject->id = g_strdup (hkk_mock_rows_text (rows, 1));
  subject->form = g_strdup (hkk_mock_rows_text (rows, 2));
  subject->reference = g_strdup (hkk_mock_rows_text (rows, 3));
  subject->state = g_strdup (hkk_mock_rows_text (rows, 4));
  subject->asked = hkk_mock_rows_int (rows, 5) != 0;
  return TRUE;
}

/* What follows a state, and after how long; NULL: nothing by itself. */
static const gchar *
find_next (const Subject *subject,
           gint64        *after)
{
  const HkkMockRequestPlan *plan = hkk_mock_request_plan (subject->form);

  *after = DECIDE_AFTER;
  if (g_str_equal (subject->state, "received"))
    {
      *after = REVIEW_AFTER;
      return "in_review";
    }
  if (g_str_equal (subject->state, "in_review"))
    {
      if (plan->asks_for != NULL && !subject->asked)
        {
          *after = ASK_AFTER;
          return "needs_documents";
        }
      *after = plan->medical ? MEDICAL_AFTER : DECIDE_AFTER;
      return plan->medical ? "medical_service" : "approved";
    }
  if (g_str_equal (subject->state, "medical_service"))
    {
      *after = MEDICAL_DECIDES_AFTER;
      return "approved";
    }
  if (g_str_equal (subject->state, "needs_documents"))
    {
      *after = ASK_FOR_DAYS * HKK_MOCK_DAY;
      return "rejected";
    }
  *after = PAY_AFTER;
  return plan->pays && (g_str_equal (subject->state, "approved") || g_str_equal (subject->state, "partly_approved")) ? "paid" : NULL;
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
  g_auto(Subject) subject = { 0 };
  const gchar *next;
  gint64 after;

  if (!load_subject (store, row, &subject))
    return;
  next = find_next (&subject, &after);
  if (next == NULL)
    return;
  after = hkk_mock_store_scaled (store, after);
  hkk_mock_run (store, "UPDATE requests SET next_state = ?, next_at = ? WHERE row = ?", next, at + after, row);
  if (g_str_equal (subject.state, "needs_documents"))
    hkk_mock_run (store, "UPDATE requests SET deadline_at = ?, asked = 1 WHERE row = ?", at + after, row);
}

static const gchar *
decision_sentence (const gchar *state)
{
  if (g_str_equal (state, "approved"))
    return N_("We have looked at your request and grant it. We bear the costs as you asked for.");
  if (g_str_equal (state, "partly_approved"))
    return N_("We have looked at your request and grant a part of it. We pay what we would have paid for the same "
              "treatment in Germany; the law does not allow more.");
  return N_("We have looked at your request. We cannot grant it, because a paper is missing without which we cannot "
            "check it. If you hand it in later, we look at your request again.");
}

static void
add_paragraphs (JsonArray   *paragraphs,
                const gchar *state,
                gboolean     pays,
                const gchar *language)
{
  json_array_add_string_element (paragraphs, hkk_mock_text_in (language, decision_sentence (state)));
  if (pays && !g_str_equal (state, "rejected"))
    json_array_add_string_element (paragraphs, hkk_mock_text_in (language, N_("You have the money by {date+4}. You do not need to do anything.")));
}

/* The letter in the person's language is German, as letters of the insurer are. */
static JsonObject *
make_letter (const Subject *subject,
             const gchar   *state)
{
  gboolean pays = hkk_mock_request_plan (subject->form)->pays;
  JsonObject *letter = json_object_new ();
  JsonArray *paragraphs = json_array_new (), *rows = json_array_new (), *closing = json_array_new ();

  add_paragraphs (paragraphs, state, pays, "de");
  json_array_add_object_element (rows, hkk_json_object ("label", hkk_mock_text_in ("de", N_("Request")),
                                                        "value", hkk_mock_form_title (subject->form, "de")));
  json_array_add_object_element (rows, hkk_json_object ("label", hkk_mock_text_in ("de", N_("Reference number")),
                                                        "value", subject->reference));
  json_array_add_object_element (rows, hkk_json_object ("label", hkk_mock_text_in ("de", N_("Decision")),
                                                        "value", hkk_mock_text_in ("de", hkk_mock_request_state (state)->title)));
  if (!g_str_equal (state, "approved"))
    json_array_add_string_element (closing, hkk_mock_text_in ("de", N_("You do not agree? You can object within one month, "
      "until {date+31}: in the portal with the form “Objection”, in writing, or in one of our offices.")));
  hkk_json_object_add (letter, "title", hkk_mock_text_in ("de", N_("Our decision on your request")),
                       "paragraphs", paragraphs, "rows", rows, "closing", closing);
  return letter;
}

/**
 * hkk_mock_request_decide:
 * @store: a store in a transaction
 * @row: a request
 * @state: "approved", "partly_approved" or "rejected"
 * @at: when it was decided, unix milliseconds
 * @read: whether the person has seen the letter
 *
 * Issues the letter about the decision.
 */
void
hkk_mock_request_decide (HkkMockStore *store,
                         gint64        row,
                         const gchar  *state,
                         gint64        at,
                         gboolean      read)
{
  g_auto(Subject) subject = { 0 };
  g_autoptr(JsonObject) letter = NULL;
  g_autofree gchar *german = NULL;
  g_autofree gchar *english = NULL;
  g_autofree gchar *id = NULL;

  if (!load_subject (store, row, &subject) || !hkk_mock_request_plan_decides (hkk_mock_request_plan (subject.form)))
    return;
  letter = make_letter (&subject, state);
  /* TRANSLATORS: the title of a letter; the name of a form: "Decision: Treatment costs abroad" */
  german = g_strdup_printf (hkk_mock_text_in ("de", N_("Decision: %s")), hkk_mock_form_title (subject.form, "de"));
  english = g_strdup_printf (hkk_mock_text_in ("en", N_("Decision: %s")), hkk_mock_form_title (subject.form, "en"));
  id = hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = subject.account_id, .kind = "letter", .title_de = german, .title_en = english, .language = "de",
    .created_at = at, .read = read, .sensitive = TRUE, .request_id = subject.id, .letter = letter });
}

static gchar *
question_text (const Subject *subject,
               const gchar   *language)
{
  const gchar *paper = hkk_mock_request_plan (subject->form)->asks_for;

  /* TRANSLATORS: a reference number, and the paper that is asked for ("the proof of your income"); {date+14} stays */
  return g_strdup_printf (hkk_mock_text_in (language, N_("We are working on your request %1$s. One paper is still missing: "
                                                         "%2$s.\n\nPlease add it to the request by {date+14}. A readable photo is "
                                                         "enough. Then we go on at once.")),
                          subject->reference, hkk_mock_text_in (language, paper != NULL ? paper : N_("the paper that we named")));
}

static gchar *
decided_text (const Subject *subject,
              const gchar   *language)
{
  /* TRANSLATORS: a reference number */
  return g_strdup_printf (hkk_mock_text_in (language, N_("We have decided on your request %s. You find the letter under "
                                                         "“Documents & services”.")), subject->reference);
}

static void
tell (HkkMockStore  *store,
      const Subject *subject,
      const gchar   *state,
      gint64         now)
{
  gboolean question = g_str_equal (state, "needs_documents");
  const gchar *title = question ? N_("A question about your request") : N_("Our decision on your request");
  g_autofree gchar *german = question ? question_text (subject, "de") : decided_text (subject, "de");
  g_autofree gchar *english = question ? question_text (subject, "en") : decided_text (subject, "en");
  g_autofree gchar *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = subject->account_id, .category = "benefits", .subject_de = hkk_mock_text_in ("de", title),
    .subject_en = hkk_mock_text_in ("en", title), .body_de = german, .body_en = english, .request_id = subject->id,
    .created_at = now });
}

static void
move_on (HkkMockStore *store,
         gint64        row,
         const gchar  *state,
         gint64        now)
{
  g_auto(Subject) subject = { 0 };

  if (!load_subject (store, row, &subject))
    return;
  hkk_mock_request_enter (store, row, state, NULL, now);
  hkk_mock_request_schedule (store, row, now);
  if (g_str_equal (state, "approved") || g_str_equal (state, "rejected"))
    hkk_mock_request_decide (store, row, state, now, FALSE);
  if (g_str_equal (state, "needs_documents") || g_str_equal (state, "rejected") ||
      (g_str_equal (state, "approved") && hkk_mock_request_plan_decides (hkk_mock_request_plan (subject.form))))
    tell (store, &subject, state, now);
}

static void
forget_failed (HkkMockStore *store,
               gint64        now)
{
  hkk_mock_run (store, "DELETE FROM request_timeline WHERE request IN (SELECT row FROM requests"
                " WHERE state = 'approval_failed' AND updated_at < ?)", now - KEEP_FAILED);
  hkk_mock_run (store, "DELETE FROM requests WHERE state = 'approval_failed' AND updated_at < ?", now - KEEP_FAILED);
}

/* hkk_mock_requests_tick: each request takes at most one step, so that a great leap in time still shows every state. */
void
hkk_mock_requests_tick (HkkMockStore *store,
                        gint64        now)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT row, next_state FROM requests WHERE next_at <= ?"
                                                " ORDER BY next_at, row LIMIT 50", now);
  g_autoptr(GArray) due = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  while (hkk_mock_rows_next (rows))
    {
      gint64 row = hkk_mock_rows_int (rows, 0);

      g_array_append_val (due, row);
      g_ptr_array_add (states, g_strdup (hkk_mock_rows_text (rows, 1)));
    }
  g_clear_pointer (&rows, hkk_mock_rows_free);
  for (guint i = 0; i < due->len; i++)
    move_on (store, g_array_index (due, gint64, i), g_ptr_array_index (states, i), now);
  forget_failed (store, now);
}
