/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "crypto.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

typedef struct
{
  const HkkMockDevice *device;
  gint64               counted; /* tries after this one; -1: none were left */
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
      hkk_mock_device_set_locked (store, attempt->device, TRUE, NULL);
      return TRUE;
    }
  attempt->counted = hkk_mock_get_int (store, -1, "SELECT tries FROM devices WHERE id = ?", attempt->device->id);
  return TRUE;
}

static gboolean
lock_device (HkkMockStore *store,
             gpointer      data)
{
  hkk_mock_device_set_locked (store, data, TRUE, NULL);
  return TRUE;
}

static gboolean
forget_tries (HkkMockStore *store,
              gpointer      data)
{
  const HkkMockDevice *device = data;

  hkk_mock_run (store, "UPDATE devices SET tries = 0, proven = 1 WHERE id = ?", device->id);
  hkk_mock_device_seen (store, device->id);
  hkk_mock_device_remove_keep (store, device);
  return TRUE;
}

/**
 * hkk_mock_device_locked_problem:
 * @language: of the sentence
 *
 * Returns: (transfer full): why a locked device gets nothing, 423
 */
HkkMockProblem *
hkk_mock_device_locked_problem (const char *language)
{
  HkkMockProblem *problem = hkk_mock_problem_new ("device_locked",
    hkk_mock_text_in (language, N_("This device is locked: after five wrong entries, or by you on your computer or "
                                   "with another device. Unlock it with another device, or with a letter.")));

  problem->status = 423;
  return problem;
}

static HkkMockProblem *
wrong_problem (HkkMockStore        *store,
               const HkkMockDevice *device,
               gint64               counted,
               const char          *language)
{
  HkkMockProblem *problem;

  if (counted >= HKK_MOCK_PIN_TRIES)
    {
      hkk_mock_store_transact (store, lock_device, (gpointer) device);
      return hkk_mock_device_locked_problem (language);
    }
  problem = hkk_mock_problem_new ("wrong_pin", NULL);
  problem->extra = hkk_json_object ("left", HKK_MOCK_PIN_TRIES - counted);
  return problem;
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

/**
 * hkk_mock_device_prove:
 * @store: the store, in no transaction
 * @device: a device
 * @biometric: whether @proof is of fingerprint or face, and not of the approval PIN
 * @proof: what the device sent
 * @language: of the sentences
 * @share: (out) (transfer full): what opens the device's key, with the right @proof
 *
 * Counted before it is checked, and forgotten when it was right.
 *
 * Returns: (transfer full) (nullable): why it does not do
 */
HkkMockProblem *
hkk_mock_device_prove (HkkMockStore         *store,
                       const HkkMockDevice  *device,
                       gboolean              biometric,
                       GBytes               *proof,
                       const char           *language,
                       GBytes              **share)
{
  Try attempt = { device, -1 };
  g_autoptr(GBytes) found = NULL;

  if (!hkk_mock_store_transact (store, count_try, &attempt))
    return hkk_mock_problem_new ("internal", NULL);
  if (attempt.counted < 0)
    return hkk_mock_device_locked_problem (language);
  found = share_for (store, device->id, biometric, proof);
  if (found == NULL)
    return wrong_problem (store, device, attempt.counted, language);
  if (!hkk_mock_store_transact (store, forget_tries, (gpointer) device))
    return hkk_mock_problem_new ("internal", NULL);
  *share = g_steal_pointer (&found);
  return NULL;
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
  HkkMockProblem *problem;
  gboolean biometric;

  if (device == NULL)
    hkk_mock_call_problem (call, "unauthorized", NULL);
  else if (!read_body (call, &biometric, &proof))
    hkk_mock_call_problem (call, "invalid_request", NULL);
  else if ((problem = hkk_mock_device_prove (call->store, device, biometric, proof, call->language, &share)) != NULL)
    hkk_mock_call_problem_take (call, problem);
  else
    hkk_mock_call_answer (call, 200, hkk_json_object ("share", share));
}
