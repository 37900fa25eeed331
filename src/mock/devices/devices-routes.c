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
#include "page.h"
#include "server.h"

/* When persons of the demo use their phones, minutes of the day. */
#define EVENING (1163 * HKK_MOCK_MINUTE)

static const char * const migrations[] =
{
  "CREATE TABLE devices ("
  "  id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, name TEXT NOT NULL, platform TEXT NOT NULL, key_id TEXT,"
  "  public_key BLOB, pin_proof BLOB, biometric_proof BLOB, share BLOB, biometric_share BLOB,"
  " tries INTEGER NOT NULL DEFAULT 0,"
  "  locked INTEGER NOT NULL DEFAULT 0, provisional INTEGER NOT NULL DEFAULT 0, bound_at INTEGER NOT NULL,"
  "  last_seen_at INTEGER NOT NULL, removed_at INTEGER);"
  "CREATE INDEX devices_account ON devices (account_id) WHERE removed_at IS NULL;"
  "CREATE TABLE device_letters ("
  "  id TEXT PRIMARY KEY, account_id INTEGER NOT NULL UNIQUE, code_hash BLOB NOT NULL, ordered_at INTEGER NOT NULL,"
  "  expires_at INTEGER NOT NULL);"
  "CREATE TABLE enrolment_tries (account_id INTEGER NOT NULL, tried_at INTEGER NOT NULL);"
  "CREATE INDEX enrolment_tries_account ON enrolment_tries (account_id);",

  "ALTER TABLE devices ADD COLUMN removes_at INTEGER;",

  /* Says which PIN is in force. */
  "ALTER TABLE devices ADD COLUMN pin_salt BLOB;",

  "ALTER TABLE devices ADD COLUMN waits INTEGER NOT NULL DEFAULT 0; ALTER TABLE devices ADD COLUMN usable_at INTEGER;",

  /* Bound, but it has not shown so far that it kept what it was bound with; and the letter by which it was bound. */
  "ALTER TABLE devices ADD COLUMN unseen INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE device_letters ADD COLUMN device_id TEXT;",

  /* Whether the phone still has it after it was switched off; whether its PIN, fingerprint or face was shown since it
   * was bound; whether another device has declined it. */
  "ALTER TABLE devices ADD COLUMN kept INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE devices ADD COLUMN proven INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE devices ADD COLUMN declined INTEGER NOT NULL DEFAULT 0;",

  /* "pin", "desktop" or "device", and what that is called. */
  "ALTER TABLE devices ADD COLUMN locked_by TEXT; ALTER TABLE devices ADD COLUMN locked_with TEXT;",
  NULL
};

/**
 * hkk_mock_device_render:
 * @store: the store
 * @id: a device
 *
 * Returns: (transfer full) (nullable): DEVICE of the contract
 */
JsonObject *
hkk_mock_device_render (HkkMockStore *store,
                        const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT " HKK_MOCK_DEVICE_COLUMNS " FROM devices WHERE id = ?",
                                                id);

  return hkk_mock_rows_next (rows) ? hkk_mock_rows_object (rows) : NULL;
}

/* The device of the path, if it is one of the caller's. */
static HkkMockDevice *
own_device (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->params[0]);

  return device != NULL && device->account_id == call->account_id ? g_steal_pointer (&device) : NULL;
}

static void
list_devices (HkkMockCall *call)
{
  hkk_mock_call_answer_list (call, hkk_mock_get_objects (call->store,
    "SELECT " HKK_MOCK_DEVICE_COLUMNS " FROM devices WHERE account_id = ? AND removed_at IS NULL ORDER BY rowid",
    call->account_id));
}

static void
get_device (HkkMockCall *call)
{
  g_autoptr(HkkMockDevice) device = own_device (call);

  if (device == NULL)
    hkk_mock_call_problem (call, "not_found", NULL);
  else
    hkk_mock_call_answer (call, 200, hkk_mock_device_render (call->store, device->id));
}

/* Absent and null mean the same on the wire. */
static JsonNode *
given (JsonObject *body,
       const char *member)
{
  JsonNode *node = json_object_get_member (body, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* A new name and locking take effect at once: they take nothing from the account's safety. Unlocking is approved. */
static HkkMockPrepared
update_prepare (HkkMockCall   *call,
                HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) device = own_device (call);
  JsonObject *body = hkk_mock_intent_body (intent);
  gboolean rename = given (body, "name") != NULL;
  JsonNode *locked = given (body, "locked");
  gboolean lock = FALSE;
  g_autofree char *name = NULL;

  if (device == NULL)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  if ((locked == NULL && !rename) || (locked != NULL && !hkk_json_node_bool (locked, &lock)))
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  name = hkk_mock_device_name_read (hkk_json_get_string (body, "name"));
  if (rename && name == NULL)
    return hkk_mock_call_refuse_field (call, "name", "invalid",
                                       hkk_mock_text (call, N_("Give the device a name of at most 60 characters.")));
  if (locked != NULL && !lock && device->locked)
    {
      intent->needs_approval = TRUE;
      g_set_str (&intent->title, hkk_mock_text (call, N_("Unlock a device")));
      hkk_mock_intent_add_person (intent, call->store);
      hkk_mock_intent_add_detail (intent, device->name,
                                  /* TRANSLATORS: what the device is before the approval */
                                  hkk_mock_text (call, N_("Locked")),
                                  /* TRANSLATORS: what the device is after the approval */
                                  hkk_mock_text (call, N_("Unlocked")));
    }
  return HKK_MOCK_PREPARED;
}

static gboolean
update_execute (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockResult       *result)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, intent->params[0]);
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *name = hkk_json_get_string (body, "name");

  if (device == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  if (name != NULL)
    {
      g_autofree char *read = hkk_mock_device_name_read (name);

      hkk_mock_run (store, "UPDATE devices SET name = ? WHERE id = ?", read, device->id);
      hkk_mock_feed_append (store, device->account_id, "device", device->id, "renamed");
    }
  if (given (body, "locked") != NULL)
    hkk_mock_device_set_locked (store, device, hkk_json_get_bool (body, "locked", FALSE), intent);
  result->body = hkk_mock_device_render (store, device->id);
  result->effect = g_strdup ("device updated");
  return TRUE;
}

/* What the control socket shows: {"devices": [DEVICE with "person" and "unseen": it has not called yet]}. */
static JsonObject *
command_devices (HkkMockServer  *server,
                 JsonObject     *arguments,
                 GError        **error)
{
  return hkk_json_object ("devices", hkk_mock_get_objects (server->store,
    "SELECT " HKK_MOCK_DEVICE_COLUMNS ", unseen AS 'unseen?',"
    " (SELECT kvnr FROM accounts WHERE accounts.id = account_id) AS person"
    " FROM devices WHERE removed_at IS NULL ORDER BY account_id, rowid"));
}

static void
seed_device (HkkMockStore         *store,
             const HkkMockAccount *account,
             JsonObject           *device,
             gint64                now)
{
  g_autofree char *id = hkk_mock_random_hex (16);
  g_autofree char *date = hkk_mock_date_text (now);
  gint64 evening = hkk_mock_date_parse (date) + EVENING;

  hkk_mock_run (store,
                "INSERT INTO devices (id, account_id, name, platform, locked, provisional, bound_at, last_seen_at)"
                " VALUES (?, ?, ?, ?, ?, 1, ?, ?)",
                id, account->id, hkk_json_get_string (device, "name"), hkk_json_get_string (device, "platform"),
                HKK_JSON_BOOL (hkk_json_get_bool (device, "locked", FALSE)),
                hkk_mock_days_later (evening, -hkk_json_get_int (device, "bound_days", 365)),
                hkk_mock_days_later (evening, -1));
}

static void
seed (HkkMockStore         *store,
      const HkkMockAccount *account,
      JsonObject           *person,
      gint64                now)
{
  JsonArray *devices = hkk_json_get_array (person, "devices");
  const char *code = hkk_json_get_string (person, "letter_code");

  for (guint i = 0; i < hkk_json_array_length (devices); i++)
    seed_device (store, account, hkk_json_array_object (devices, i), now);
  if (code != NULL)
    {
      g_autofree char *printed = hkk_mock_device_letter_new (store, account->id, code, now, NULL);
    }
  hkk_mock_account_set_restricted (store, account->id, hkk_mock_devices_count (store, account->id, NULL) == 0);
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  hkk_mock_run (store, "DELETE FROM device_letters WHERE expires_at <= ?", now);
  hkk_mock_device_remove_lost (store, now);
  hkk_mock_device_wait_end (store, now);
}

static const HkkMockRoute routes[] =
{
  { .operation = "list_devices", .method = "GET", .path = "/v1/devices", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_devices },
  { .operation = "get_device", .method = "GET", .path = "/v1/devices/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_device },
  { .operation = "update_device", .members = "name locked",
    .method = "PATCH", .path = "/v1/devices/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_FULL, .prepare = update_prepare, .execute = update_execute },
  { .operation = "remove_device", .members = "password",
    .method = "DELETE", .path = "/v1/devices/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_FULL | HKK_MOCK_ROUTE_NO_BODY,
    .prepare = hkk_mock_device_remove_prepare, .execute = hkk_mock_device_remove_execute },
  { .operation = "enrol_device",
    .members = "method code replaces name platform public_key pin_proof biometric_proof salt card_digits"
               " card_valid_until",
    .method = "POST", .path = "/device/enrolments", .scope = HKK_MOCK_SCOPE_PHONE,
    .prepare = hkk_mock_device_enrol_prepare, .execute = hkk_mock_device_enrol_execute },
  { .operation = "confirm_device", .members = "",
    .method = "POST", .path = "/device/confirmation", .scope = HKK_MOCK_SCOPE_DEVICE,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_NO_BODY,
    .prepare = hkk_mock_device_confirm_prepare, .execute = hkk_mock_device_confirm_execute,
    .approval_changed = hkk_mock_device_confirm_changed },
  { .operation = "unlock_device", .members = "proof kind",
    .method = "POST", .path = "/device/unlock", .scope = HKK_MOCK_SCOPE_DEVICE,
    .flags = HKK_MOCK_ROUTE_NO_KEY, .handler = hkk_mock_device_unlock },
  { .operation = "get_own_device", .method = "GET", .path = "/device/self", .scope = HKK_MOCK_SCOPE_DEVICE,
    .handler = hkk_mock_device_self_get },
  { .operation = "update_own_device", .members = "name kept",
    .method = "PATCH", .path = "/device/self", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_self_prepare, .execute = hkk_mock_device_self_rename },
  { .operation = "remove_own_device", .members = "proof",
    .method = "DELETE", .path = "/device/self", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_self_prepare, .execute = hkk_mock_device_self_remove },
  { .operation = "list_other_devices", .method = "GET", .path = "/device/others", .scope = HKK_MOCK_SCOPE_DEVICE,
    .handler = hkk_mock_device_others_list },
  { .operation = "lock_other_device", .members = "locked",
    .method = "PATCH", .path = "/device/others/{id}", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_others_prepare, .execute = hkk_mock_device_others_execute },
  { .operation = "remove_other_device", .members = "proof",
    .method = "DELETE", .path = "/device/others/{id}", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_others_prepare, .execute = hkk_mock_device_others_execute },
  { .operation = "change_pin", .members = "proof new_proof salt",
    .method = "PUT", .path = "/device/pin", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_pin_prepare, .execute = hkk_mock_device_pin_execute },
  { .operation = "change_biometrics", .members = "proof biometric_proof",
    .method = "PUT", .path = "/device/biometrics", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_biometrics_prepare, .execute = hkk_mock_device_biometrics_execute },
  { .operation = "change_password_on_device", .members = "old new proof",
    .method = "PUT", .path = "/device/password", .scope = HKK_MOCK_SCOPE_DEVICE,
    .prepare = hkk_mock_device_password_prepare, .execute = hkk_mock_device_password_execute },
};

const HkkMockService hkk_mock_devices_service =
{
  .name = "devices",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .commands = (const HkkMockCommand[]) { { "devices", command_devices }, { NULL } },
  .seed = seed,
  .tick = tick,
};
