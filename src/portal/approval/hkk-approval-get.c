/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-private.h"

#include "hkk-boot-clock.h"

/**
 * hkk_approval_get_id:
 *
 * Returns: (transfer none): the opaque id
 */
const char *
hkk_approval_get_id (HkkApproval *self)
{
  return self->id;
}

/**
 * hkk_approval_get_status:
 *
 * Returns: the server's status as last heard
 */
HkkApprovalStatus
hkk_approval_get_status (HkkApproval *self)
{
  return self->status;
}

/**
 * hkk_approval_get_title:
 *
 * Returns: (transfer none) (nullable): what it is about, for the person
 */
const char *
hkk_approval_get_title (HkkApproval *self)
{
  return self->title;
}

/**
 * hkk_approval_get_number:
 *
 * Returns: (transfer none) (nullable): the digits to type in the Service-App; %NULL if the portal gave none, so that it
 *   cannot be approved
 */
const char *
hkk_approval_get_number (HkkApproval *self)
{
  return self->number;
}

/**
 * hkk_approval_get_details:
 *
 * Returns: (transfer none): what will change; items are #HkkShownRow
 */
GListModel *
hkk_approval_get_details (HkkApproval *self)
{
  return self->details;
}

/**
 * hkk_approval_get_device_name:
 *
 * Returns: (transfer none) (nullable): the smartphone or tablet that was asked
 */
const char *
hkk_approval_get_device_name (HkkApproval *self)
{
  return self->device_name;
}

/**
 * hkk_approval_get_device_locked:
 *
 * Returns: whether that device is locked after wrong PINs
 */
gboolean
hkk_approval_get_device_locked (HkkApproval *self)
{
  return self->device_locked;
}

/**
 * hkk_approval_get_seconds_left:
 *
 * Returns: seconds until it expires; sleep of the computer counts
 */
guint
hkk_approval_get_seconds_left (HkkApproval *self)
{
  return hkk_approval_is_final (self) ? 0 : hkk_boot_seconds_until (self->expires);
}

/**
 * hkk_approval_get_seconds_waiting:
 *
 * Returns: seconds since it was asked for
 */
guint
hkk_approval_get_seconds_waiting (HkkApproval *self)
{
  return (guint) (MAX (hkk_boot_time () - self->started, 0) / G_USEC_PER_SEC);
}

/**
 * hkk_approval_get_extensions_left:
 *
 * Returns: how often more time can be had
 */
guint
hkk_approval_get_extensions_left (HkkApproval *self)
{
  return self->extensions_left;
}

/**
 * hkk_approval_get_resends_left:
 *
 * Returns: how often it can be sent again
 */
guint
hkk_approval_get_resends_left (HkkApproval *self)
{
  return self->resends_left;
}

/**
 * hkk_approval_get_link:
 *
 * Returns: how the way to the server is; it says nothing about the approval
 */
HkkApprovalLink
hkk_approval_get_link (HkkApproval *self)
{
  return self->link;
}

/**
 * hkk_approval_get_retry_in:
 *
 * Returns: seconds until the next try; 0 while one is under way, and when none follows
 */
guint
hkk_approval_get_retry_in (HkkApproval *self)
{
  return self->timer ? hkk_boot_seconds_until (self->next_try) : 0;
}

/**
 * hkk_approval_get_reference:
 *
 * Returns: (transfer none) (nullable): the reference number of what was executed
 */
const char *
hkk_approval_get_reference (HkkApproval *self)
{
  return self->reference;
}

/**
 * hkk_approval_get_request_id:
 *
 * Returns: (transfer none) (nullable): the request that was made
 */
const char *
hkk_approval_get_request_id (HkkApproval *self)
{
  return self->request_id;
}

/**
 * hkk_approval_get_message:
 *
 * Returns: (transfer none) (nullable): what the server says about the result
 */
const char *
hkk_approval_get_message (HkkApproval *self)
{
  return self->message;
}

/**
 * hkk_approval_get_problem:
 *
 * Returns: (transfer none) (nullable): why it was approved but not carried out
 */
HkkProblem *
hkk_approval_get_problem (HkkApproval *self)
{
  return self->problem;
}

/**
 * hkk_approval_is_final:
 *
 * Returns: whether the status does not change any more
 */
gboolean
hkk_approval_is_final (HkkApproval *self)
{
  return hkk_approval_status_is_final (self->status);
}
