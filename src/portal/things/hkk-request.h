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

/*
 * Properties: id, reference, form, title, state-text, next-step, deadline, due-on (strings), created-at, updated-at,
 * needs-you; state-name (the wire's string); and of one that was loaded alone (detailed = TRUE): timeline
 * (HkkTimelineStep), values-shown (HkkShownSection), files (HkkFileInfo), can-withdraw, can-add-documents,
 * receipt-available.
 */
#define HKK_TYPE_REQUEST (hkk_request_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequest, hkk_request, HKK, REQUEST, HkkThing)

const char      *hkk_request_get_id         (HkkRequest *self);
const char      *hkk_request_get_reference  (HkkRequest *self);
const char      *hkk_request_get_title      (HkkRequest *self);
HkkRequestState  hkk_request_get_state      (HkkRequest *self);
const char      *hkk_request_get_state_text (HkkRequest *self);
gboolean         hkk_request_get_needs_you  (HkkRequest *self);
gboolean         hkk_request_is_open        (HkkRequest *self);
GListModel      *hkk_request_get_timeline   (HkkRequest *self);
GListModel      *hkk_request_get_sections   (HkkRequest *self);
GListModel      *hkk_request_get_files      (HkkRequest *self);
char            *hkk_request_dup_receipt_path (HkkRequest *self);

void        hkk_request_load_async      (HkkPortal            *portal,
                                         const char           *id,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
HkkRequest *hkk_request_load_finish     (HkkPortal            *portal,
                                         GAsyncResult         *result,
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
GListModel *hkk_requests_dup_copy    (HkkPortal            *portal,
                                      GDateTime           **seen_at);
