/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"

/* What a bound device asks for itself. Where a desktop would need an approval, the device proves its approval PIN. */

/* (transfer full) (nullable): OWN_DEVICE of the contract. */
static JsonObject *
render (HkkMockStore *store,
        const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    "SELECT " HKK_MOCK_DEVICE_COLUMNS ", biometric_proof IS NOT NULL AS 'biometrics?', locked_by, locked_with"
    " FROM devices WHERE id = ? AND removed_at IS NULL", id);
  g_autoptr(HkkMockRows) salts = hkk_mock_query (store, "SELECT pin_salt FROM devices WHERE id = ?", id);
  g_autoptr(GBytes) salt = hkk_mock_rows_next (salts) ? hkk_mock_rows_bytes (salts, 0) : NULL;
  JsonObject *device;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  device = hkk_mock_rows_object (rows);
  hkk_json_object_add (device, "salt", salt);
  return device;
}

/**
 * hkk_mock_device_self_get:
 * @call: GET /device/self
 */
void
hkk_mock_device_self_get (HkkMockCall *call)
{
  JsonObject *device = render (call->store, call->device_id);

  if (device == NULL)
    hkk_mock_call_problem (call, "unauthorized", NULL);
  else
    hkk_mock_call_answer (call, 200, device);
}

/**
 * hkk_mock_device_ask_pin:
 * @call: a call of a device with a proof of its approval PIN
 * @intent: to be filled; the proof goes from it: nothing is stored that opens the device
 *
 * Returns: whether the PIN was right
 */
HkkMockPrepared
hkk_mock_device_ask_pin (HkkMockCall   *call,
                         HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  JsonObject *body = hkk_mock_intent_body (intent);
  g_autoptr(GBytes) proof = hkk_json_get_bytes (body, "proof");
  g_autoptr(GBytes) share = NULL;
  HkkMockProblem *problem;

  if (device == NULL)
    return hkk_mock_call_refuse (call, "unauthorized", NULL);
  if (!hkk_mock_device_has_bytes (body, "proof", HKK_MOCK_PROOF_SIZE))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  problem = hkk_mock_device_prove (call->store, device, FALSE, proof, call->language, &share);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  json_object_remove_member (body, "proof");
  return HKK_MOCK_PREPARED;
}

/* Its place is for the next one then, so only while it is new and in nobody's way: who has found it does not know its
 * PIN. */
static gboolean
may_be_given_up (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);

  return device != NULL && !device->locked && !device->proven;
}

/**
 * hkk_mock_device_self_prepare:
 * @call: PATCH or DELETE /device/self
 * @intent: to be filled
 *
 * Returns: whether the name can be used; whether the device may go
 */
HkkMockPrepared
hkk_mock_device_self_prepare (HkkMockCall   *call,
                              HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *name = hkk_json_get_string (body, "name");
  JsonNode *kept_node = json_object_get_member (body, "kept");
  g_autofree char *read = hkk_mock_device_name_read (name);
  gboolean kept = TRUE;

  if (g_str_equal (intent->operation, "remove_own_device"))
    return hkk_mock_device_ask_pin (call, intent);
  if ((name == NULL && json_object_has_member (body, "name")) ||
      (kept_node != NULL ? !hkk_json_node_bool (kept_node, &kept) : name == NULL))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  if (!kept && !may_be_given_up (call))
    return hkk_mock_call_refuse (call, "conflict", NULL);
  if (name != NULL && read == NULL)
    return hkk_mock_call_refuse_field (call, "name", "invalid",
                                       hkk_mock_text (call, N_("Give the device a name of at most 60 characters.")));
  if (read != NULL)
    json_object_set_string_member (body, "name", read);
  return HKK_MOCK_PREPARED;
}

static gboolean
gone (HkkMockResult *result)
{
  return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
}

/* Where INTENT is carried out, for the access log. */
static HkkMockAccess
access_of (const HkkMockIntent *intent,
           const HkkMockDevice *device,
           const char          *kind,
           const char          *how)
{
  return (HkkMockAccess) { .account_id = intent->account_id, .kind = kind, .how = how, .client = "phone",
                           .device_name = device->name };
}

static void
note (HkkMockStore        *store,
      const HkkMockIntent *intent,
      const char          *kind,
      const char          *how)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->device_id);
  HkkMockAccess access = access_of (intent, device, kind, how);

  hkk_mock_access_log_note (store, &access);
}

/**
 * hkk_mock_device_self_rename:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether it has the new name, and it is known whether it keeps its binding
 */
gboolean
hkk_mock_device_self_rename (HkkMockStore        *store,
                             const HkkMockIntent *intent,
                             HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *name = hkk_json_get_string (body, "name");

  if (hkk_mock_run (store, "UPDATE devices SET name = coalesce (?, name) WHERE id = ? AND removed_at IS NULL", name,
                    intent->device_id) != 1)
    return gone (result);
  if (name != NULL)
    hkk_mock_feed_append (store, intent->account_id, "device", intent->device_id, "renamed");
  if (json_object_has_member (body, "kept"))
    hkk_mock_run (store, "UPDATE devices SET kept = ? WHERE id = ?",
                  HKK_JSON_BOOL (hkk_json_get_bool (body, "kept", TRUE)), intent->device_id);
  result->body = render (store, intent->device_id);
  result->effect = g_strdup (name != NULL ? "device renamed" : "device keeps its binding, or not");
  return TRUE;
}

/**
 * hkk_mock_device_self_remove:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether it is unbound
 */
gboolean
hkk_mock_device_self_remove (HkkMockStore        *store,
                             const HkkMockIntent *intent,
                             HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->device_id);

  if (device == NULL)
    return gone (result);
  hkk_mock_device_remove (store, device->id, intent);
  result->effect = g_strdup ("device unbound by itself");
  return TRUE;
}

/**
 * hkk_mock_device_pin_prepare:
 * @call: PUT /device/pin
 * @intent: to be filled
 *
 * Returns: whether the old PIN was right
 */
HkkMockPrepared
hkk_mock_device_pin_prepare (HkkMockCall   *call,
                             HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  g_autoptr(GBytes) hash = hkk_mock_device_proof_hash (body, "new_proof");

  if (!hkk_mock_device_has_bytes (body, "new_proof", HKK_MOCK_PROOF_SIZE) ||
      !hkk_mock_device_has_bytes (body, "salt", HKK_MOCK_SALT_SIZE))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  json_object_remove_member (body, "new_proof");
  hkk_json_object_add (body, "hash", hash);
  return hkk_mock_device_ask_pin (call, intent);
}

/**
 * hkk_mock_device_pin_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the new PIN is in force
 */
gboolean
hkk_mock_device_pin_execute (HkkMockStore        *store,
                             const HkkMockIntent *intent,
                             HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  g_autoptr(GBytes) hash = hkk_json_get_bytes (body, "hash");
  g_autoptr(GBytes) salt = hkk_json_get_bytes (body, "salt");

  if (hkk_mock_run (store, "UPDATE devices SET pin_proof = ?, pin_salt = ? WHERE id = ? AND removed_at IS NULL", hash,
                    salt, intent->device_id) != 1)
    return gone (result);
  note (store, intent, "pin_changed", NULL);
  result->effect = g_strdup ("approval PIN changed");
  return TRUE;
}

/**
 * hkk_mock_device_biometrics_prepare:
 * @call: PUT /device/biometrics
 * @intent: to be filled
 *
 * Returns: whether they may be switched on, with the PIN, or off
 */
HkkMockPrepared
hkk_mock_device_biometrics_prepare (HkkMockCall   *call,
                                    HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  gboolean off = json_object_has_member (body, "proof") && json_object_get_null_member (body, "proof") &&
                 json_object_has_member (body, "biometric_proof") &&
                 json_object_get_null_member (body, "biometric_proof");
  g_autoptr(GBytes) hash = NULL;

  if (off)
    return HKK_MOCK_PREPARED;
  if (!hkk_mock_device_has_bytes (body, "biometric_proof", HKK_MOCK_PROOF_SIZE))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  hash = hkk_mock_device_proof_hash (body, "biometric_proof");
  json_object_remove_member (body, "biometric_proof");
  hkk_json_object_add (body, "hash", hash);
  return hkk_mock_device_ask_pin (call, intent);
}

/**
 * hkk_mock_device_biometrics_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether they are on, or off
 */
gboolean
hkk_mock_device_biometrics_execute (HkkMockStore        *store,
                                    const HkkMockIntent *intent,
                                    HkkMockResult       *result)
{
  g_autoptr(GBytes) hash = hkk_json_get_bytes (hkk_mock_intent_body (intent), "hash");
  g_autoptr(GBytes) share = hash != NULL ? hkk_mock_random_bytes (HKK_MOCK_PROOF_SIZE) : NULL;

  if (hkk_mock_run (store, "UPDATE devices SET biometric_proof = ?, biometric_share = ? WHERE id = ?"
                           " AND removed_at IS NULL", hash, share, intent->device_id) != 1)
    return gone (result);
  note (store, intent, "biometrics_changed", hash != NULL ? "on" : "off");
  result->body = hkk_json_object ("biometric_share", share);
  result->effect = g_strdup (hash != NULL ? "biometrics on" : "biometrics off");
  return TRUE;
}

/**
 * hkk_mock_device_password_prepare:
 * @call: PUT /device/password
 * @intent: to be filled
 *
 * The PIN first: who does not know it learns nothing of the password.
 *
 * Returns: %HKK_MOCK_WAITING while the IAM looks at the passwords
 */
HkkMockPrepared
hkk_mock_device_password_prepare (HkkMockCall   *call,
                                  HkkMockIntent *intent)
{
  HkkMockProblem *problem = hkk_mock_device_refuse_waiting (call->store, call->device_id, call->language);
  HkkMockPrepared asked = problem != NULL ? hkk_mock_call_refuse_take (call, problem)
                                            : hkk_mock_device_ask_pin (call, intent);

  return asked == HKK_MOCK_PREPARED ? hkk_mock_password_change_prepare (call, intent) : asked;
}

/**
 * hkk_mock_device_password_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether the password is another one now
 */
gboolean
hkk_mock_device_password_execute (HkkMockStore        *store,
                                  const HkkMockIntent *intent,
                                  HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->device_id);

  if (device == NULL)
    return gone (result);
  return hkk_mock_password_change (store, intent, access_of (intent, device, NULL, NULL), result);
}
