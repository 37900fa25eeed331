/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "hkk-json.h"
#include "iam.h"

/* Nobody is left who could approve, so the password is asked for once more. */
static HkkMockPrepared
ask_password (HkkMockCall   *call,
              HkkMockIntent *intent)
{
  g_autofree char *password = g_strdup (hkk_json_get_string (hkk_mock_intent_body (intent), "password"));

  intent->needs_approval = FALSE;
  json_object_remove_member (hkk_mock_intent_body (intent), "password");
  if (password != NULL || hkk_mock_password_locked (call->store, call->account_id) > 0)
    return hkk_mock_password_ask (call, password);
  return hkk_mock_call_refuse_field (call, "password", "required",
    hkk_mock_text (call, N_("This is the only device that can approve. Enter your password to remove it.")));
}

/**
 * hkk_mock_device_remove_prepare:
 * @call: DELETE /v1/devices/{id}
 * @intent: to be filled
 *
 * The removal is approved on a remaining device; where there is none, the password stands in for it.
 *
 * Returns: whether it can go on
 */
HkkMockPrepared
hkk_mock_device_remove_prepare (HkkMockCall   *call,
                                HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->params[0]);

  if (device == NULL || device->account_id != call->account_id)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  g_set_str (&intent->title, hkk_mock_text (call, N_("Remove a device")));
  hkk_mock_intent_add_detail (intent,
                              /* TRANSLATORS: the smartphone or tablet that a line is about */
                              hkk_mock_text (call, N_("Device")), device->name,
                              /* TRANSLATORS: what the device is after the approval */
                              hkk_mock_text (call, N_("Removed")));
  if (hkk_mock_devices_count_usable (call->store, call->account_id, device->id) == 0)
    return ask_password (call, intent);
  json_object_remove_member (hkk_mock_intent_body (intent), "password");
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_device_remove_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the device is removed
 */
gboolean
hkk_mock_device_remove_execute (HkkMockStore        *store,
                                const HkkMockIntent *intent,
                                HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->params[0]);

  if (device == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  hkk_mock_device_remove (store, device->id);
  if (!intent->needs_approval)
    hkk_mock_device_tell_removed (store, device);
  result->effect = g_strdup ("device removed");
  return TRUE;
}
