/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

typedef struct
{
  HkkMockDevice *device;
  gint64         counted; /* tries after this one; -1: none were left */
} Try;

/* Counted before it is checked, on disk: switching the server off between the two gains no further guess. */
static gboolean
count_try (HkkMockStore *store,
           gpointer      data)
{
  Try *attempt = data;

  if (hkk_mock_run (store, "UPDATE devices SET tries = tries + 1 WHERE id = ? AND locked = 0 AND tries < ?"
                           " AND removed_at IS NULL", attempt->device->id, HKK_MOCK_PIN_TRIES) != 1)
    {
      attempt->counted = -1;
      hkk_mock_device_set_locked (store, attempt->device, TRUE);
      return TRUE;
    }
  attempt->counted = hkk_mock_get_int (store, -1, "SELECT tries FROM devices WHERE id = ?", attempt->device->id);
  return TRUE;
}

static gboolean
lock_device (HkkMockStore *store,
             gpointer      data)
{
  hkk_mock_device_set_locked (store, data, TRUE);
  return TRUE;
}

static gboolean
forget_tries (HkkMockStore *store,
              gpointer      data)
{
  const HkkMockDevice *device = data;

  hkk_mock_run (store, "UPDATE devices SET tries = 0 WHERE id = ?", device->id);
  hkk_mock_device_seen (store, device->id);
  hkk_mock_device_remove_keep (store, device);
  return TRUE;
}

static void
refuse_locked (HkkMockCall *call)
{
  HkkMockProblem *problem = hkk_mock_problem_new ("device_locked",
    hkk_mock_text (call, N_("This device is locked after five wrong entries. Unlock it with another device, or "
                            "register it again.")));

  problem->status = 423;
  hkk_mock_call_problem_take (call, problem);
}

static void
refuse_wrong (HkkMockCall         *call,
              const HkkMockDevice *device,
              gint64               counted)
{
  HkkMockProblem *problem;

  if (counted >= HKK_MOCK_PIN_TRIES)
    {
      hkk_mock_store_transact (call->store, lock_device, (gpointer) device);
      refuse_locked (call);
      return;
    }
  problem = hkk_mock_problem_new ("wrong_pin", NULL);
  problem->extra = hkk_json_object ("left", HKK_MOCK_PIN_TRIES - counted);
  hkk_mock_call_problem_take (call, problem);
}

/* The share for PROOF; NULL if it is not the enrolled one. */
static GBytes *
share_for (HkkMockStore *store,
           const char   *device_id,
           gboolean      biometric,
           GBytes       *proof)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT pin_proof, biometric_proof, share, biometric_share FROM devices WHERE id = ?", device_id);
  g_autoptr(GBytes) given = hkk_mock_sha256 (g_bytes_get_data (proof, NULL), g_bytes_get_size (proof));
  g_autoptr(GBytes) enrolled = NULL;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  enrolled = hkk_mock_rows_bytes (rows, biometric ? 1 : 0);
  if (enrolled == NULL || !hkk_mock_bytes_equal (enrolled, given))
    return NULL;
  return hkk_mock_rows_bytes (rows, biometric ? 3 : 2);
}

static gboolean
read_body (HkkMockCall  *call,
           gboolean     *biometric,
           GBytes      **proof)
{
  const char *kind = hkk_json_get_string (hkk_mock_call_body (call), "kind");

  *biometric = g_strcmp0 (kind, "biometric") == 0;
  *proof = hkk_json_get_bytes (hkk_mock_call_body (call), "proof");
  return (*biometric || g_strcmp0 (kind, "pin") == 0) && *proof != NULL;
}

/**
 * hkk_mock_device_unlock:
 * @call: POST /device/unlock
 *
 * Answers a proof of the approval PIN, or of fingerprint or face, with the share that opens the device's key.
 */
void
hkk_mock_device_unlock (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  g_autoptr(GBytes) proof = NULL;
  g_autoptr(GBytes) share = NULL;
  Try attempt = { device, -1 };
  gboolean biometric;

  if (device == NULL)
    hkk_mock_call_problem (call, "unauthorized", NULL);
  else if (!read_body (call, &biometric, &proof))
    hkk_mock_call_problem (call, "invalid_request", NULL);
  else if (!hkk_mock_call_transact (call, count_try, &attempt))
    return;
  else if (attempt.counted < 0)
    refuse_locked (call);
  else if ((share = share_for (call->store, device->id, biometric, proof)) == NULL)
    refuse_wrong (call, device, attempt.counted);
  else if (hkk_mock_call_transact (call, forget_tries, device))
    hkk_mock_call_answer (call, 200, hkk_json_object ("share", share));
}
