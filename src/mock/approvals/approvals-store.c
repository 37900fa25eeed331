/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include "clock.h"
#include "devices.h"
#include "hkk-json-build.h"
#include "iam.h"

#define FIRST_WAIT 2
#define INTERVAL   5

static const char * const status_texts[] =
{
  [HKK_MOCK_APPROVAL_PENDING] = "pending",
  [HKK_MOCK_APPROVAL_DELIVERED] = "delivered",
  [HKK_MOCK_APPROVAL_OPENED] = "opened",
  [HKK_MOCK_APPROVAL_APPROVED] = "approved",
  [HKK_MOCK_APPROVAL_EXECUTED] = "executed",
  [HKK_MOCK_APPROVAL_FAILED] = "failed",
  [HKK_MOCK_APPROVAL_FAILED_CONFLICT] = "failed_conflict",
  [HKK_MOCK_APPROVAL_DENIED] = "denied",
  [HKK_MOCK_APPROVAL_REPORTED] = "reported",
  [HKK_MOCK_APPROVAL_EXPIRED] = "expired",
  [HKK_MOCK_APPROVAL_CANCELLED] = "cancelled",
  [HKK_MOCK_APPROVAL_REVOKED] = "revoked",
};
G_STATIC_ASSERT (G_N_ELEMENTS (status_texts) == HKK_MOCK_APPROVAL_N_STATUSES);

/**
 * hkk_mock_approval_status_text:
 * @status: a state
 *
 * Returns: (transfer none): its name in the store and on the wire
 */
const char *
hkk_mock_approval_status_text (HkkMockApprovalStatus status)
{
  return status_texts[status];
}

static HkkMockApprovalStatus
parse_status (const char *text)
{
  for (guint i = 0; i < HKK_MOCK_APPROVAL_N_STATUSES; i++)
    if (g_strcmp0 (text, status_texts[i]) == 0)
      return (HkkMockApprovalStatus) i;
  g_return_val_if_reached (HKK_MOCK_APPROVAL_FAILED);
}

#define FIELD(member) HKK_MOCK_FIELD (HkkMockApproval, member)
static const HkkMockField fields[] =
{
  FIELD (id), FIELD (account_id), FIELD (session_id), FIELD (digest), FIELD (shown), FIELD (number), FIELD (tries_left),
  FIELD (nonce), FIELD (exp), FIELD (extensions_left), FIELD (resends_left), FIELD (device_id), FIELD (excluded_id),
  FIELD (created_at), FIELD (expires_at), FIELD (decision), FIELD (answer), FIELD (result), FIELD (problem), { NULL }
};

/**
 * hkk_mock_approval_load:
 * @store: the store
 * @id: (nullable): its id
 *
 * Returns: (transfer full) (nullable): the approval as it is now
 */
HkkMockApproval *
hkk_mock_approval_load (HkkMockStore *store,
                        const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT status, intent, * FROM approvals WHERE id = ?", id);
  HkkMockApproval *self;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  self = g_new0 (HkkMockApproval, 1);
  hkk_mock_rows_read (rows, self, fields);
  self->status = parse_status (hkk_mock_rows_text (rows, 0));
  self->intent = hkk_mock_intent_parse (hkk_mock_rows_text (rows, 1));
  return self;
}

/**
 * hkk_mock_approvals_find_intent:
 * @store: the store
 * @account_id: whose
 * @operation: what was asked for
 * @key: (nullable): with which Idempotency-Key
 *
 * Returns: (transfer full) (nullable): the whole of what was asked for, as long as its approval is kept
 */
HkkMockIntent *
hkk_mock_approvals_find_intent (HkkMockStore *store,
                                gint64        account_id,
                                const char   *operation,
                                const char   *key)
{
  g_autofree char *text = hkk_mock_get_text (store, "SELECT intent FROM approvals"
                                             " WHERE account_id = ? AND operation = ?"
                                             " AND json_extract (intent, '$.key') = ? ORDER BY rowid DESC LIMIT 1",
                                             account_id, operation, key);

  return text != NULL ? hkk_mock_intent_parse (text) : NULL;
}

/**
 * hkk_mock_approval_free:
 * @self: (transfer full): an approval
 */
void
hkk_mock_approval_free (HkkMockApproval *self)
{
  hkk_mock_fields_clear (self, fields);
  g_clear_pointer (&self->intent, hkk_mock_intent_free);
  g_free (self);
}

/**
 * hkk_mock_approval_seconds_left:
 *
 * Returns: the time left for a decision, rounded up; 0 when there is nothing to decide any more
 */
gint64
hkk_mock_approval_seconds_left (const HkkMockApproval *self)
{
  gint64 left = self->expires_at - hkk_mock_now ();

  return hkk_mock_approval_is_open (self->status) && left > 0 ? (left + HKK_MOCK_SECOND - 1) / HKK_MOCK_SECOND : 0;
}

/**
 * hkk_mock_approval_is_for:
 * @device: a device
 *
 * Returns: whether @device belongs to the same person and is not what the approval is about
 */
gboolean
hkk_mock_approval_is_for (const HkkMockApproval *self,
                          const HkkMockDevice   *device)
{
  return self->account_id == device->account_id && g_strcmp0 (self->excluded_id, device->id) != 0;
}

/* The phone that it arrived on; before that, the one that it will most likely be seen on. */
static JsonObject *
render_device (HkkMockStore          *store,
               const HkkMockApproval *self)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, self->device_id);

  if (device == NULL)
    device = hkk_mock_devices_preferred (store, self->account_id, self->excluded_id);
  return device != NULL ? hkk_json_object ("name", device->name, "locked", HKK_JSON_BOOL (device->locked)) : NULL;
}

/* The phone on which the person decided; before that, and where nobody did, NULL. */
static JsonObject *
render_answered_by (HkkMockStore          *store,
                    const HkkMockApproval *self)
{
  gboolean decided = hkk_mock_approval_is_final (self->status) && self->status != HKK_MOCK_APPROVAL_EXPIRED &&
                     self->status != HKK_MOCK_APPROVAL_CANCELLED && self->status != HKK_MOCK_APPROVAL_REVOKED;
  g_autoptr(HkkMockDevice) device = decided ? hkk_mock_device_load (store, self->device_id) : NULL;

  return device != NULL ? hkk_json_object ("id", device->id, "name", device->name) : NULL;
}

static JsonObject *
parse_or_null (const char *text)
{
  return text != NULL ? hkk_json_object_parse (text) : NULL;
}

/**
 * hkk_mock_approval_render:
 * @store: the store
 *
 * Returns: (transfer full): APPROVAL of the contract
 */
JsonObject *
hkk_mock_approval_render (HkkMockStore          *store,
                          const HkkMockApproval *self)
{
  g_autofree char *created_at = hkk_mock_time_text (self->created_at);
  g_autofree char *expires_at = hkk_mock_time_text (self->expires_at);
  const char *number = hkk_mock_approval_is_final (self->status) ? NULL : self->number;

  return hkk_json_object ("id", self->id, "status", hkk_mock_approval_status_text (self->status),
                          "operation", self->intent->operation, "title", self->intent->title, "number", number,
                          "created_at", created_at, "expires_at", expires_at,
                          "expires_in", hkk_mock_approval_seconds_left (self),
                          "first_wait", FIRST_WAIT, "interval", INTERVAL,
                          "authorization_details", json_array_ref (self->intent->details), "digest", self->digest,
                          "device", render_device (store, self), "extensions_left", self->extensions_left,
                          "resends_left", self->resends_left, "result", parse_or_null (self->result),
                          "problem", parse_or_null (self->problem));
}

/* Who asked: a session, or a device that has none. */
static JsonObject *
describe_asker (HkkMockStore          *store,
                const HkkMockApproval *self)
{
  JsonObject *session = hkk_mock_session_describe (store, self->session_id);
  g_autoptr(HkkMockDevice) device = session == NULL ? hkk_mock_device_load (store, self->session_id) : NULL;

  if (session != NULL)
    return session;
  return hkk_json_object ("id", self->session_id, "client", device != NULL ? "phone" : "desktop",
                          "device_name", device != NULL ? device->name : NULL);
}

/**
 * hkk_mock_approval_render_for_device:
 * @store: the store
 *
 * The phone gets everything that it shows and signs, but never the number: that is what the person brings along.
 *
 * Returns: (transfer full): DEVICE_APPROVAL of the contract
 */
JsonObject *
hkk_mock_approval_render_for_device (HkkMockStore          *store,
                                     const HkkMockApproval *self)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, self->account_id);
  g_autofree char *requested_at = hkk_mock_time_text (self->created_at);

  return hkk_json_object ("id", self->id, "status", hkk_mock_approval_status_text (self->status),
                          "operation", self->intent->operation, "title", self->intent->title,
                          "authorization_details", json_array_ref (self->intent->details), "digest", self->digest,
                          "nonce", self->nonce, "exp", self->exp, "expires_in", hkk_mock_approval_seconds_left (self),
                          "requested_at", requested_at, "session", describe_asker (store, self),
                          "aud", HKK_MOCK_APPROVAL_AUDIENCE, "user", account->profile_id,
                          "tries_left", self->tries_left, "answered_by", render_answered_by (store, self));
}

/**
 * hkk_mock_approvals_list:
 * @store: the store
 * @session_id: whose
 * @open: only those that can still be decided
 *
 * Only the session that asked sees an approval: its number is for the person in front of that screen.
 *
 * Returns: (transfer full): APPROVALs of the contract, the newest first
 */
JsonArray *
hkk_mock_approvals_list (HkkMockStore *store,
                         const char   *session_id,
                         gboolean      open)
{
  g_autoptr(HkkMockRows) rows = NULL;
  JsonArray *items = json_array_new ();

  hkk_mock_approvals_expire (store);
  rows = hkk_mock_query (store, "SELECT id FROM approvals WHERE session_id = ? AND (NOT ? OR " HKK_MOCK_APPROVAL_OPEN
                                ") ORDER BY rowid DESC", session_id, HKK_JSON_BOOL (open));
  while (hkk_mock_rows_next (rows))
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, hkk_mock_rows_text (rows, 0));

      json_array_add_object_element (items, hkk_mock_approval_render (store, approval));
    }
  return items;
}
