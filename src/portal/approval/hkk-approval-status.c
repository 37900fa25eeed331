/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-private.h"

#include "hkk-json.h"

G_DEFINE_ENUM_TYPE (HkkApprovalStatus, hkk_approval_status,
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_OPENED, "opened"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_EXECUTED, "executed"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_FAILED_CONFLICT, "failed_conflict"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_DENIED, "denied"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_REPORTED, "reported"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_REVOKED, "revoked"))

G_DEFINE_ENUM_TYPE (HkkApprovalLink, hkk_approval_link,
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_INTERRUPTED, "interrupted"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_UNREADABLE, "unreadable"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_GONE, "gone"),
                    G_DEFINE_ENUM_VALUE (HKK_APPROVAL_LINK_SIGNED_OUT, "signed-out"))

/* The wire's words are the nicks of the enumeration. */
HkkApprovalStatus
hkk_approval_status_from_string (const char *status)
{
  int value = HKK_APPROVAL_UNKNOWN;

  hkk_json_word_to_enum (HKK_TYPE_APPROVAL_STATUS, status, &value);
  return (HkkApprovalStatus) value;
}

/**
 * hkk_approval_status_is_final:
 * @status: a status
 *
 * Returns: whether nothing follows it (protocol: executed, failed, failed_conflict, denied, reported, expired,
 *   cancelled, revoked)
 */
gboolean
hkk_approval_status_is_final (HkkApprovalStatus status)
{
  return status >= HKK_APPROVAL_EXECUTED;
}
