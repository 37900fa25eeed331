/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include "call.h"
#include "devices.h"
#include "page.h"

/* The phone looks: what waits, and one of them opened. For a device that cannot approve nothing waits. */

/**
 * hkk_mock_approval_list_for_device:
 * @call: GET /device/approvals
 */
void
hkk_mock_approval_list_for_device (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  g_autoptr(HkkMockRows) rows = NULL;
  JsonArray *items = json_array_new ();

  /* A phone fetches once it has kept what it was bound with. */
  if (device != NULL && device->unseen)
    hkk_mock_device_seen (call->store, device->id);
  hkk_mock_approvals_expire (call->store);
  rows = hkk_mock_query (call->store,
    "SELECT id FROM approvals WHERE account_id = ? AND excluded_id IS NOT ? AND " HKK_MOCK_APPROVAL_OPEN
    " ORDER BY rowid DESC", call->account_id, call->device_id);
  while (device != NULL && hkk_mock_device_can_approve (device) && hkk_mock_rows_next (rows))
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (call->store, hkk_mock_rows_text (rows, 0));

      json_array_add_object_element (items, hkk_mock_approval_render_for_device (call->store, approval));
    }
  hkk_mock_call_answer_list (call, items);
}

static gboolean
mark_opened (HkkMockStore *store,
             gpointer      data)
{
  HkkMockCall *call = data;
  g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, call->params[0]);

  hkk_mock_device_seen (store, call->device_id);
  if (hkk_mock_approval_may_move (approval->status, HKK_MOCK_APPROVAL_OPENED))
    return hkk_mock_run (store, "UPDATE approvals SET device_id = ?"
                                " WHERE id = ?", call->device_id, approval->id) == 1 &&
           hkk_mock_approval_move (store, approval, HKK_MOCK_APPROVAL_OPENED);
  return TRUE;
}

/**
 * hkk_mock_approval_open_on_device:
 * @call: GET /device/approvals/{id}
 *
 * Shows one approval, which is "opened" from now on.
 */
void
hkk_mock_approval_open_on_device (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  g_autoptr(HkkMockApproval) approval = NULL;

  hkk_mock_approvals_expire (call->store);
  approval = hkk_mock_approval_load (call->store, call->params[0]);
  if (approval == NULL || device == NULL || !hkk_mock_device_can_approve (device) ||
      !hkk_mock_approval_is_for (approval, device))
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  if (!hkk_mock_call_transact (call, mark_opened, call))
    return;
  g_clear_pointer (&approval, hkk_mock_approval_free);
  approval = hkk_mock_approval_load (call->store, call->params[0]);
  hkk_mock_call_answer (call, 200, hkk_mock_approval_render_for_device (call->store, approval));
}

/**
 * hkk_mock_approval_device_hears:
 * @call: a call of a device
 * @type: "approval" or "device"
 * @id: the approval or the device to which something happened
 *
 * Returns: whether the device may hear of it: one that cannot approve hears of itself and of what it asked for
 */
gboolean
hkk_mock_approval_device_hears (HkkMockCall *call,
                                const char  *type,
                                const char  *id)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  g_autoptr(HkkMockApproval) approval = NULL;

  if (device != NULL && hkk_mock_device_can_approve (device))
    return TRUE;
  if (!g_str_equal (type, "approval"))
    return g_str_equal (id, call->device_id);
  approval = hkk_mock_approval_load (call->store, id);
  return approval != NULL && g_str_equal (approval->session_id, call->device_id);
}
