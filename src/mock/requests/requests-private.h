/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "requests.h"

/* requests-states.c: the processing states and the steps between them. */
typedef enum
{
  HKK_MOCK_REQUEST_AWAITING_APPROVAL,
  HKK_MOCK_REQUEST_RECEIVED,
  HKK_MOCK_REQUEST_IN_REVIEW,
  HKK_MOCK_REQUEST_NEEDS_DOCUMENTS,
  HKK_MOCK_REQUEST_MEDICAL_SERVICE,
  HKK_MOCK_REQUEST_APPROVED,
  HKK_MOCK_REQUEST_PARTLY_APPROVED,
  HKK_MOCK_REQUEST_REJECTED,
  HKK_MOCK_REQUEST_PAID,
  HKK_MOCK_REQUEST_WITHDRAWN,
  HKK_MOCK_REQUEST_APPROVAL_FAILED,
} HkkMockRequestState;
#define HKK_MOCK_REQUEST_N_STATES (HKK_MOCK_REQUEST_APPROVAL_FAILED + 1)

/* In SQL, for IN: not yet decided. */
#define HKK_MOCK_OPEN_STATES \
  "('awaiting_approval', 'received', 'in_review', 'needs_documents', 'medical_service')"

/* What a person reads about a state: msgids. */
typedef struct
{
  const char *title;
  const char *text;
  const char *next_step; /* (nullable) */
} HkkMockRequestWords;

/* As in the store and on the wire. */
const char          *hkk_mock_request_state_text  (HkkMockRequestState state);
HkkMockRequestState  hkk_mock_request_state_parse (const char          *text);
const HkkMockRequestWords *hkk_mock_request_words (HkkMockRequestState state,
                                                   const char         *form);
/* DETAIL (nullable): the msgid that the timeline has of the step. */
HkkMockRequestWords  hkk_mock_request_words_with  (HkkMockRequestState  state,
                                                   const char          *form,
                                                   const char          *detail);
/* The detail of the step that follows an answer. */
const char          *hkk_mock_request_answered    (void);
gboolean             hkk_mock_request_may_move    (HkkMockRequestState from,
                                                   HkkMockRequestState to);
gboolean             hkk_mock_request_is_open     (HkkMockRequestState state);
gboolean             hkk_mock_request_is_decision (HkkMockRequestState state);
gboolean             hkk_mock_request_needs_you   (HkkMockRequestState state);
/* Where a request is when papers have come. */
HkkMockRequestState  hkk_mock_request_with_papers (HkkMockRequestState state);
gboolean             hkk_mock_request_takes_papers (HkkMockRequestState  state,
                                                    const char          *form);

/* Whether money flows after the decision; whether there is a decision, with a letter. */
gboolean             hkk_mock_request_pays        (const char          *form);
gboolean             hkk_mock_request_decides     (const char          *form,
                                                   HkkMockRequestState  state);

/* The operation that hands in, and its route. */
#define HKK_MOCK_REQUEST_OPERATION "submit_request"
#define HKK_MOCK_REQUEST_ROUTE "/v1/requests"

/* requests-store.c; all that change something run inside a transaction. */
#define HKK_MOCK_REQUEST_COLUMNS \
  "row, id, reference, form, state, created_at, updated_at, deadline_at, due_at, subject_de, subject_en," \
  " (SELECT detail FROM request_timeline WHERE request = requests.row ORDER BY happened_at DESC, row DESC LIMIT 1)"
enum
{
  REQUEST_ROW, REQUEST_ID, REQUEST_REFERENCE, REQUEST_FORM, REQUEST_STATE, REQUEST_CREATED_AT, REQUEST_UPDATED_AT,
  REQUEST_DEADLINE_AT, REQUEST_DUE_AT, REQUEST_SUBJECT_DE, REQUEST_SUBJECT_EN, REQUEST_DETAIL,
};
typedef struct
{
  gint64       account_id;
  const char *form;
  gint64       version;
  const char *key;         /* (nullable): of the intent */
  const char *digest;      /* (nullable): of the intent, if it was approved */
  gint64       created_at;
  HkkMockRequestState state;
} HkkMockNewRequest;
/* A row of the table requests. */
typedef struct
{
  gint64              row;
  gint64              account_id;
  char               *id;
  char               *form;
  char               *reference;   /* (nullable) */
  char               *digest;      /* (nullable): of the intent, if it was approved */
  gint64              created_at;
  gint64              approved_at; /* 0: no approval was needed */
  gboolean            asked;       /* a question back was put */
  gint64              updated_at;
  gint64              deadline_at; /* 0: nothing is asked */
  gint64              due_at;      /* 0: the law names no day */
  gint64              granted;     /* of what was asked for, in cents; -1: all of it, or it is not known */
  HkkMockRequestState state;
} HkkMockRequestRow;
/* FALSE: there is none. */
gboolean    hkk_mock_request_read      (HkkMockStore      *store,
                                        gint64             row,
                                        HkkMockRequestRow *self);
gboolean    hkk_mock_request_find      (HkkMockStore      *store,
                                        gint64             account_id,
                                        const char        *id,
                                        HkkMockRequestRow *self);
void        hkk_mock_request_row_clear (HkkMockRequestRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HkkMockRequestRow, hkk_mock_request_row_clear)
gint64      hkk_mock_request_insert    (HkkMockStore            *store,
                                        const HkkMockNewRequest *request);
/* The intent of a request that is handed in now; it never changes. */
void        hkk_mock_request_keep_intent (HkkMockStore        *store,
                                          gint64               row,
                                          const HkkMockIntent *intent);
/* What was shown when it was approved. (transfer full) */
JsonArray  *hkk_mock_request_approved  (HkkMockStore *store,
                                        gint64        row);
/* Gives the reference number, and the day by which FORM is to be decided. (transfer full) */
char       *hkk_mock_request_number    (HkkMockStore *store,
                                        gint64        row,
                                        const char   *form,
                                        gint64        at);
/* The state, a row of the timeline, an event. DETAIL (nullable) is a msgid of its own for the timeline. FALSE: no such
 * step from where the request is. */
gboolean    hkk_mock_request_enter     (HkkMockStore        *store,
                                        gint64               row,
                                        HkkMockRequestState  state,
                                        const char          *detail,
                                        gint64               at);
void        hkk_mock_request_add_file  (HkkMockStore *store,
                                        gint64        row,
                                        const char   *slot,
                                        JsonObject   *file,
                                        gint64        at);
/* What of VALUES stands in lists and is looked for, in each language of the demo. */
void        hkk_mock_request_describe  (HkkMockStore *store,
                                        gint64        row,
                                        JsonObject   *values);
/* REQUEST_SUMMARY of a row of HKK_MOCK_REQUEST_COLUMNS. (transfer full) */
JsonObject *hkk_mock_request_summary   (HkkMockRows  *rows,
                                        const char   *language);

/* requests-question.c: what a question back asks for, and until when. */
/* [{id, title, text}] (transfer full) */
JsonArray  *hkk_mock_request_papers    (HkkMockStore            *store,
                                        const HkkMockRequestRow *request,
                                        const char              *language);
/* "We still need from you: …" (transfer full) (nullable): nothing is asked for by this form */
char       *hkk_mock_request_question  (const char              *form,
                                        const char              *language);
/* "We still need from you: … (Invoice 2: …)" (transfer full) (nullable): nothing is asked for by its form */
char       *hkk_mock_request_question_of (HkkMockStore            *store,
                                          const HkkMockRequestRow *request,
                                          const char              *language);
/* Tells the person, with the day until which the request waits. */
void        hkk_mock_request_ask       (HkkMockStore            *store,
                                        gint64                   row,
                                        gint64                   at,
                                        gboolean                 read);
/* The fields of attachments for what is asked for stand before those that FILL has. */
void        hkk_mock_request_fill_papers (HkkMockStore            *store,
                                          const HkkMockRequestRow *request,
                                          const HkkMockFormFill   *fill);

/* requests-objection.c: a decision that does not give all that was asked for. */
/* When it was decided, unix milliseconds; 0: it was not, or gives all. */
gint64      hkk_mock_request_decided   (HkkMockStore            *store,
                                        gint64                   row);
/* The last day against a decision of that time, unix milliseconds; 0: there is none any more. */
gint64      hkk_mock_request_last_day  (gint64                   decided_at);
/* [{form, title, label, until}]: what can be begun about the request. (transfer full) */
JsonArray  *hkk_mock_request_follow_ups (HkkMockStore            *store,
                                         const HkkMockRequestRow *request,
                                         const char              *language);
/* First values of the form that turns against a decision. */
void        hkk_mock_request_fill_against (HkkMockStore          *store,
                                           gint64                 account_id,
                                           const HkkMockFormFill *fill);

/* requests-case.c: what belongs to a request besides what was handed in. */
void        hkk_mock_request_add_case  (HkkMockStore            *store,
                                        const HkkMockRequestRow *request,
                                        const char              *language,
                                        JsonObject              *detail);
/* [{label, value}]: asked for, granted, paid. (transfer full) */
JsonArray  *hkk_mock_request_amounts   (HkkMockStore            *store,
                                        const HkkMockRequestRow *request,
                                        const char              *language);

/* requests-calendar.c: the day until which the person has to act, RFC 5545. (transfer full) (nullable) */
GBytes     *hkk_mock_request_calendar  (HkkMockStore            *store,
                                        const HkkMockRequestRow *request,
                                        const char              *language);

/* requests-forms.c */
void        hkk_mock_requests_fill_form (HkkMockStore          *store,
                                         gint64                 account_id,
                                         const HkkMockFormFill *fill);

/* requests-receipt.c: makes the PDF and files it as a document. Its id. (transfer full) */
char       *hkk_mock_request_receipt   (HkkMockStore *store,
                                        gint64        row,
                                        const char   *language,
                                        gint64        at);

/* requests-life.c */
/* After a state was entered: when what comes next. */
void        hkk_mock_request_schedule  (HkkMockStore *store,
                                        gint64        row,
                                        gint64        at);
void        hkk_mock_requests_tick     (HkkMockStore *store,
                                        gint64        now);
/* The letter about a decision, as a document. */
void        hkk_mock_request_decide    (HkkMockStore        *store,
                                        gint64               row,
                                        HkkMockRequestState  state,
                                        gint64               at,
                                        gboolean             read);

/* requests-submit.c, requests-change.c */
HkkMockPrepared hkk_mock_request_prepare_submit     (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_request_execute_submit     (HkkMockStore        *store,
                                                     const HkkMockIntent *intent,
                                                     HkkMockResult       *result);
void            hkk_mock_request_approval_changed   (HkkMockStore        *store,
                                                     const HkkMockIntent *intent,
                                                     const char          *status);
HkkMockPrepared hkk_mock_request_prepare_documents  (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_request_execute_documents  (HkkMockStore        *store,
                                                     const HkkMockIntent *intent,
                                                     HkkMockResult       *result);
HkkMockPrepared hkk_mock_request_prepare_withdrawal (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_request_execute_withdrawal (HkkMockStore        *store,
                                                     const HkkMockIntent *intent,
                                                     HkkMockResult       *result);

/* requests-seed.c */
void        hkk_mock_requests_seed     (HkkMockStore         *store,
                                        const HkkMockAccount *account,
                                        JsonObject           *person,
                                        gint64                now);
