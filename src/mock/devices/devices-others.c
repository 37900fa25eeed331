/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include "call.h"
#include "hkk-json.h"
#include "page.h"

/* What a device does with the others of its person: who has lost one has another at hand. */

/* (transfer full) (nullable): why the device that calls may do none of it. */
static HkkMockProblem *
refuse_caller (HkkMockStore *store,
               const char   *device_id,
               const char   *language)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, device_id);

  if (device == NULL)
    return hkk_mock_problem_new ("unauthorized", NULL);
  return device->locked ? hkk_mock_device_locked_problem (language)
                        : hkk_mock_device_refuse_waiting (store, device_id, language);
}

/**
 * hkk_mock_device_others_list:
 * @call: GET /device/others
 */
void
hkk_mock_device_others_list (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  /* Who has found a phone that was locked learns nothing. */
  gint64 account_id = device != NULL && hkk_mock_device_can_approve (device) ? call->account_id : 0;

  hkk_mock_call_answer_list (call, hkk_mock_get_objects (call->store,
    "SELECT " HKK_MOCK_DEVICE_COLUMNS " FROM devices WHERE account_id = ? AND id <> ? AND removed_at IS NULL"
    " ORDER BY rowid", account_id, call->device_id));
}

/**
 * hkk_mock_device_others_prepare:
 * @call: PATCH or DELETE /device/others/{id}
 * @intent: to be filled
 *
 * Locking takes nothing from the account's safety. A removal is approved with the PIN of the device that asks for it,
 * which is as good as the approval that a desktop would ask it for.
 *
 * Returns: whether it may be locked, or removed
 */
HkkMockPrepared
hkk_mock_device_others_prepare (HkkMockCall   *call,
                                HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) other = hkk_mock_device_load (call->store, call->params[0]);
  HkkMockProblem *problem = refuse_caller (call->store, call->device_id, call->language);

  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  if (other == NULL || other->account_id != call->account_id || g_strcmp0 (other->id, call->device_id) == 0)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  if (g_str_equal (intent->operation, "remove_other_device"))
    return hkk_mock_device_ask_pin (call, intent);
  if (!hkk_json_get_bool (hkk_mock_intent_body (intent), "locked", FALSE))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_device_others_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the other device is locked, or removed
 */
gboolean
hkk_mock_device_others_execute (HkkMockStore        *store,
                                const HkkMockIntent *intent,
                                HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) other = hkk_mock_device_load (store, intent->params[0]);
  HkkMockProblem *problem = refuse_caller (store, intent->device_id, intent->language);

  if (problem != NULL)
    return hkk_mock_result_fail (result, problem);
  if (other == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  if (g_str_equal (intent->operation, "remove_other_device"))
    {
      hkk_mock_device_remove (store, other->id, intent);
      result->effect = g_strdup ("device removed by another");
      return TRUE;
    }
  hkk_mock_device_set_locked (store, other, TRUE, intent);
  result->body = hkk_mock_device_render (store, other->id);
  result->effect = g_strdup ("device locked by another");
  return TRUE;
}
