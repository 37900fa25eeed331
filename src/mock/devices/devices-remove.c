/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"

#define REMOVAL_WAIT (3 * HKK_MOCK_DAY)

/* The device is lost or locked, and nobody else could approve: the password is asked for once more. */
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
    hkk_mock_text (call, N_("This is the only device that can approve. Enter your password to have it removed in three "
                            "days.")));
}

/**
 * hkk_mock_device_remove_prepare:
 * @call: DELETE /v1/devices/{id}
 * @intent: to be filled
 *
 * One that waits goes at once. The removal of any other is approved on a remaining device, or by the only one itself.
 * One that is lost goes three days after the
 * password was given, unless it is used meanwhile: who has the password alone must not get rid of the second factor.
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
  hkk_mock_intent_add_person (intent, call->store);
  hkk_mock_intent_add_detail (intent,
                              /* TRANSLATORS: the smartphone or tablet that a line is about */
                              hkk_mock_text (call, N_("Device")), device->name,
                              /* TRANSLATORS: what the device is after the approval */
                              hkk_mock_text (call, N_("Removed")));
  if (device->waits)
    {
      /* It never was a factor: who is warned of it needs nothing to be rid of it. */
      intent->needs_approval = FALSE;
      json_object_remove_member (hkk_mock_intent_body (intent), "password");
      hkk_json_object_add (hkk_mock_intent_body (intent), "waits", HKK_JSON_BOOL (TRUE));
      return HKK_MOCK_PREPARED;
    }
  if (hkk_mock_devices_count_usable (call->store, call->account_id, device->id) == 0 &&
      (device->locked || hkk_json_get_string (hkk_mock_intent_body (intent), "password") != NULL))
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
 * Returns: whether the device is removed, or will be
 */
gboolean
hkk_mock_device_remove_execute (HkkMockStore        *store,
                                const HkkMockIntent *intent,
                                HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->params[0]);
  gboolean waited;

  waited = hkk_json_get_bool (hkk_mock_intent_body (intent), "waits", FALSE);
  if (device == NULL || (waited && !device->waits))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  if (intent->needs_approval || waited)
    {
      hkk_mock_device_remove (store, device->id, intent);
      result->effect = g_strdup ("device removed");
      return TRUE;
    }
  if (hkk_mock_run (store, "UPDATE devices SET removes_at = ? WHERE id = ? AND removes_at IS NULL",
                    hkk_mock_now () + REMOVAL_WAIT, device->id) == 1)
    {
      hkk_mock_feed_append (store, device->account_id, "device", device->id, "lost");
      hkk_mock_device_tell (store, device, HKK_MOCK_DEVICE_LOST);
    }
  result->effect = g_strdup ("device removal planned");
  return TRUE;
}

/**
 * hkk_mock_device_remove_keep:
 * @store: a store in a transaction
 * @device: a device that was used with its PIN, fingerprint or face
 *
 * It is not lost: what was planned is given up.
 */
void
hkk_mock_device_remove_keep (HkkMockStore        *store,
                             const HkkMockDevice *device)
{
  if (hkk_mock_run (store, "UPDATE devices SET removes_at = NULL WHERE id = ? AND removes_at IS NOT NULL",
                    device->id) != 1)
    return;
  hkk_mock_feed_append (store, device->account_id, "device", device->id, "kept");
  hkk_mock_device_tell (store, device, HKK_MOCK_DEVICE_KEPT);
}

/**
 * hkk_mock_device_remove_lost:
 * @store: a store in a transaction
 * @now: the time
 *
 * Removes the devices whose time has come.
 */
void
hkk_mock_device_remove_lost (HkkMockStore *store,
                             gint64        now)
{
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE removed_at IS NULL"
                                                        " AND removes_at <= ?", now);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, ids->pdata[i]);

      hkk_mock_device_remove (store, device->id, NULL);
      hkk_mock_device_tell (store, device, HKK_MOCK_DEVICE_REMOVED);
    }
}
