/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "hkk-portal-error.h"

typedef enum
{
  HKK_APPROVAL_UNKNOWN,         /* a status that this version does not know: shown as pending, never as success */
  HKK_APPROVAL_PENDING,
  HKK_APPROVAL_DELIVERED,
  HKK_APPROVAL_OPENED,
  HKK_APPROVAL_APPROVED,        /* decided, being carried out */
  HKK_APPROVAL_EXECUTED,        /* final from here on */
  HKK_APPROVAL_FAILED,
  HKK_APPROVAL_FAILED_CONFLICT,
  HKK_APPROVAL_DENIED,
  HKK_APPROVAL_REPORTED,
  HKK_APPROVAL_EXPIRED,
  HKK_APPROVAL_CANCELLED,
  HKK_APPROVAL_REVOKED,
} HkkApprovalStatus;

typedef enum
{
  HKK_APPROVAL_LINK_OK,
  HKK_APPROVAL_LINK_INTERRUPTED, /* the approval goes on; retry-in says when the next try is, also of the next three */
  HKK_APPROVAL_LINK_BUSY,        /* the portal answers that it cannot just now */
  HKK_APPROVAL_LINK_UNREADABLE,  /* the portal answers, and nobody here understands it */
  HKK_APPROVAL_LINK_GONE,        /* the portal does not know the approval (any more) */
  HKK_APPROVAL_LINK_SIGNED_OUT,  /* sign in again, then it goes on */
} HkkApprovalLink;

typedef enum
{
  HKK_APPROVAL_ACTION_CANCEL,
  HKK_APPROVAL_ACTION_EXTEND, /* 300 more seconds, once per approval */
  HKK_APPROVAL_ACTION_RESEND, /* the Service-App is told again, at most three times per approval */
} HkkApprovalAction;

#define HKK_TYPE_APPROVAL_STATUS (hkk_approval_status_get_type ())
#define HKK_TYPE_APPROVAL_LINK (hkk_approval_link_get_type ())
GType hkk_approval_status_get_type (void);
GType hkk_approval_link_get_type   (void);

/*
 * One approval that waits for the Service-App. Never made by an application: it comes out of an HkkAnswer, a step-up, a
 * submission or the list of open ones. It follows the feed and polls besides; a network error is never a denial.
 *
 * Properties (readable, with notify): id, operation, title, number (strings); status (HkkApprovalStatus);
 *   final (boolean); details (GListModel of HkkShownRow); device-name (nullable), device-locked;
 *   seconds-left (uint; CLOCK_BOOTTIME; notifies each second while somebody is connected to notify::seconds-left or
 *   the object is followed), seconds-waiting (uint, since it was asked for),
 *   extensions-left, resends-left (uint);
 *   link (HkkApprovalLink), retry-in (uint seconds);
 *   reference, request-id, message (strings, nullable: the result of an executed one);
 *   problem (HkkProblem, nullable: of a failed one)
 *
 * Signal finished (): once, when the status is final.
 */
#define HKK_TYPE_APPROVAL (hkk_approval_get_type ())
G_DECLARE_FINAL_TYPE (HkkApproval, hkk_approval, HKK, APPROVAL, GObject)

const char        *hkk_approval_get_id              (HkkApproval          *self);
HkkApprovalStatus  hkk_approval_get_status          (HkkApproval          *self);
gboolean           hkk_approval_is_final            (HkkApproval          *self);
gboolean           hkk_approval_status_is_final     (HkkApprovalStatus     status);
const char        *hkk_approval_get_title           (HkkApproval          *self);
const char        *hkk_approval_get_number          (HkkApproval          *self);
GListModel        *hkk_approval_get_details         (HkkApproval          *self);
const char        *hkk_approval_get_device_name     (HkkApproval          *self);
gboolean           hkk_approval_get_device_locked   (HkkApproval          *self);
guint              hkk_approval_get_seconds_left    (HkkApproval          *self);
guint              hkk_approval_get_seconds_waiting (HkkApproval          *self);
guint              hkk_approval_get_extensions_left (HkkApproval          *self);
guint              hkk_approval_get_resends_left    (HkkApproval          *self);
HkkApprovalLink    hkk_approval_get_link            (HkkApproval          *self);
guint              hkk_approval_get_retry_in        (HkkApproval          *self);
const char        *hkk_approval_get_reference       (HkkApproval          *self);
const char        *hkk_approval_get_request_id      (HkkApproval          *self);
const char        *hkk_approval_get_message         (HkkApproval          *self);
HkkProblem        *hkk_approval_get_problem         (HkkApproval          *self);

void               hkk_approval_check_now           (HkkApproval          *self);

void               hkk_approval_act_async           (HkkApproval          *self,
                                                     HkkApprovalAction     action,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
gboolean           hkk_approval_act_finish          (HkkApproval          *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
