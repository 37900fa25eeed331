/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-file-info.h"
#include "hkk-portal.h"
#include "hkk-shown.h"

typedef enum
{
  HKK_REQUEST_UNKNOWN,
  HKK_REQUEST_AWAITING_APPROVAL,
  HKK_REQUEST_RECEIVED,
  HKK_REQUEST_IN_REVIEW,
  HKK_REQUEST_NEEDS_DOCUMENTS,
  HKK_REQUEST_MEDICAL_SERVICE,
  HKK_REQUEST_APPROVED,
  HKK_REQUEST_PARTLY_APPROVED,
  HKK_REQUEST_REJECTED,
  HKK_REQUEST_PAID,
  HKK_REQUEST_WITHDRAWN,
  HKK_REQUEST_APPROVAL_FAILED,
} HkkRequestState;
#define HKK_TYPE_REQUEST_STATE (hkk_request_state_get_type ())
GType           hkk_request_state_get_type        (void);

/* One step of a request's way. Properties: state, title, text (strings), at (GDateTime). */
#define HKK_TYPE_TIMELINE_STEP (hkk_timeline_step_get_type ())
G_DECLARE_FINAL_TYPE (HkkTimelineStep, hkk_timeline_step, HKK, TIMELINE_STEP, HkkThing)

/* What belongs to a request. A paper that is asked for: id, title, text. An amount: label, value. A step that is still
 * to come: title, text, on (a date). A form that can be begun about it: form, title, label, until (a date). A letter or
 * a message: id, title, at (GDateTime), from ("insurer", "person"). */
#define HKK_TYPE_ASKED_PAPER (hkk_asked_paper_get_type ())
G_DECLARE_FINAL_TYPE (HkkAskedPaper, hkk_asked_paper, HKK, ASKED_PAPER, HkkThing)
#define HKK_TYPE_AMOUNT (hkk_amount_get_type ())
G_DECLARE_FINAL_TYPE (HkkAmount, hkk_amount, HKK, AMOUNT, HkkThing)
#define HKK_TYPE_UPCOMING_STEP (hkk_upcoming_step_get_type ())
G_DECLARE_FINAL_TYPE (HkkUpcomingStep, hkk_upcoming_step, HKK, UPCOMING_STEP, HkkThing)
#define HKK_TYPE_FOLLOW_UP (hkk_follow_up_get_type ())
G_DECLARE_FINAL_TYPE (HkkFollowUp, hkk_follow_up, HKK, FOLLOW_UP, HkkThing)
#define HKK_TYPE_RELATED_THING (hkk_related_thing_get_type ())
G_DECLARE_FINAL_TYPE (HkkRelatedThing, hkk_related_thing, HKK, RELATED_THING, HkkThing)

/*
 * Properties: id, reference, form, title, subject, state-text, text (the state in a sentence), next-step, deadline,
 * due-on (strings), created-at, updated-at,
 * needs-you; state-name (the wire's string); and of one that was loaded alone (detailed = TRUE): timeline
 * (HkkTimelineStep), values-shown (HkkShownSection), files (HkkFileInfo), can-withdraw, can-add-documents,
 * receipt-available, calendar-available, papers (HkkAskedPaper), amounts (HkkAmount), upcoming (HkkUpcomingStep),
 * follow-ups (HkkFollowUp), letters, messages (HkkRelatedThing).
 */
#define HKK_TYPE_REQUEST (hkk_request_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequest, hkk_request, HKK, REQUEST, HkkThing)

const char      *hkk_request_get_id         (HkkRequest *self);
const char      *hkk_request_get_reference  (HkkRequest *self);
const char      *hkk_request_get_title      (HkkRequest *self);
const char      *hkk_request_get_subject    (HkkRequest *self); /* (nullable) */
HkkRequestState  hkk_request_get_state      (HkkRequest *self);
const char      *hkk_request_get_state_text (HkkRequest *self);
gboolean         hkk_request_get_needs_you  (HkkRequest *self);
gboolean         hkk_request_is_open        (HkkRequest *self);
GListModel      *hkk_request_get_timeline   (HkkRequest *self);
GListModel      *hkk_request_get_sections   (HkkRequest *self);
GListModel      *hkk_request_get_files      (HkkRequest *self);
char            *hkk_request_dup_receipt_path (HkkRequest *self);
char            *hkk_request_dup_calendar_path (HkkRequest *self);

void        hkk_request_load_async      (HkkPortal            *portal,
                                         const char           *id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
HkkRequest *hkk_request_load_finish     (HkkPortal            *portal,
                                         GAsyncResult         *result,
                                         GDateTime           **seen_at,
                                         GError              **error);
void        hkk_request_withdraw_async  (HkkPortal            *portal,
                                         const char           *id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);

/* All requests of the person, and what was loaded last of the newest, from this computer. */
void        hkk_requests_load_async  (HkkPortal            *portal,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              data);
GListModel *hkk_requests_load_finish (HkkPortal            *portal,
                                      GAsyncResult         *result,
                                      GError              **error);
/* The ids of those in which TEXT is found, wherever it stands in them. */
void        hkk_requests_find_async  (HkkPortal            *portal,
                                      const char           *text,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              data);
GHashTable *hkk_requests_find_finish (HkkPortal            *portal,
                                      GAsyncResult         *result,
                                      GError              **error);
GListModel *hkk_requests_dup_copy    (HkkPortal            *portal,
                                      GDateTime           **seen_at);
