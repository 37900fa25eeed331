/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include <glib/gi18n-lib.h>

#include "clock.h"
#include "crypto.h"
#include "feed.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-plain-text.h"
#include "iam.h"

#define NAME_MAX_LENGTH 60

/**
 * hkk_mock_device_has_bytes:
 * @object: (nullable): what a phone sent
 * @member: its name
 * @size: how many bytes it must be
 *
 * Returns: whether it holds them, base64url
 */
gboolean
hkk_mock_device_has_bytes (JsonObject *object,
                           const char *member,
                           gsize       size)
{
  g_autoptr(GBytes) bytes = hkk_json_get_bytes (object, member);

  return bytes != NULL && g_bytes_get_size (bytes) == size;
}

/**
 * hkk_mock_device_name_read:
 * @name: (nullable): a name as typed
 *
 * Returns: (transfer full) (nullable): what a device is called then: 1 to 60 characters that can be seen; %NULL for
 *   anything else
 */
char *
hkk_mock_device_name_read (const char *name)
{
  g_autofree char *visible = hkk_plain_text_visible (name != NULL ? name : "");

  return *visible != '\0' && g_utf8_strlen (visible, -1) <= NAME_MAX_LENGTH ? g_steal_pointer (&visible) : NULL;
}

static gboolean
key_valid (JsonObject *device)
{
  g_autoptr(GBytes) key = hkk_json_get_bytes (device, "public_key");

  return key != NULL && hkk_mock_device_key_valid (key);
}

static gboolean
platform_valid (const char *platform)
{
  const char * const platforms[] = { "android", "ios", "tablet", NULL };

  return platform != NULL && g_strv_contains (platforms, platform);
}

static void
add_error (HkkMockProblem **problem,
           const char      *prefix,
           const char      *field,
           const char      *language,
           const char      *msgid)
{
  g_autofree char *path = g_strconcat (prefix, field, NULL);

  *problem = hkk_mock_problem_add_error (*problem, path, "invalid", hkk_mock_text_in (language, msgid));
}

/**
 * hkk_mock_devices_refuse:
 * @device: (nullable): what a phone says of itself
 * @prefix: what stands before the names of its fields: "" or "device."
 * @language: of the sentences
 *
 * Returns: (transfer full) (nullable): why it cannot be bound; %NULL if it can
 */
HkkMockProblem *
hkk_mock_devices_refuse (JsonObject *device,
                         const char *prefix,
                         const char *language)
{
  HkkMockProblem *problem = NULL;
  const char *unusable = N_("The Service-App sent something that cannot be used.");
  g_autofree char *name = hkk_mock_device_name_read (hkk_json_get_string (device, "name"));

  if (name == NULL)
    add_error (&problem, prefix, "name", language, N_("Give the device a name of at most 60 characters."));
  if (!platform_valid (hkk_json_get_string (device, "platform")))
    add_error (&problem, prefix, "platform", language, unusable);
  if (!key_valid (device))
    add_error (&problem, prefix, "public_key", language, unusable);
  if (!hkk_mock_device_has_bytes (device, "pin_proof", HKK_MOCK_PROOF_SIZE))
    add_error (&problem, prefix, "pin_proof", language, unusable);
  if (!hkk_mock_device_has_bytes (device, "salt", HKK_MOCK_SALT_SIZE))
    add_error (&problem, prefix, "salt", language, unusable);
  /* null says that there is none; that it is left out says nothing. */
  if ((!json_object_has_member (device, "biometric_proof") ||
       hkk_json_get_string (device, "biometric_proof") != NULL) &&
      !hkk_mock_device_has_bytes (device, "biometric_proof", HKK_MOCK_PROOF_SIZE))
    add_error (&problem, prefix, "biometric_proof", language, unusable);
  return problem;
}

/* (transfer full) (nullable): a device whose place the next one takes: one that the person has but never opened, or one
 * that never called after it was bound, or that keeps nothing and does not listen any more. */
static HkkMockDevice *
find_vacant (HkkMockStore *store,
             gint64        account_id,
             const char   *present)
{
  g_autofree char *id = hkk_mock_get_text (store, "SELECT id FROM devices WHERE account_id = ?"
                                                  " AND (provisional OR unseen OR NOT kept) AND locked = 0"
                                                  " AND removed_at IS NULL AND (kept OR NOT instr (?, id))"
                                                  " ORDER BY unseen DESC, rowid LIMIT 1",
                                            account_id, present != NULL ? present : "");

  return hkk_mock_device_load (store, id);
}

/* Whether who takes the place of SELF (nullable) is not another device: it was never opened, or bound at once and died
 * before it called. One that called and keeps nothing has to be confirmed like any other. */
static gboolean
is_no_other (const HkkMockDevice *self)
{
  return self != NULL && (self->provisional || (self->unseen && !self->waits));
}

/**
 * hkk_mock_devices_all_locked:
 * @store: the store
 * @account_id: whose
 * @present: the ids of devices that listen to their feed just now
 *
 * Returns: whether a device that is bound now would have to wait, and no other one could confirm it
 */
gboolean
hkk_mock_devices_all_locked (HkkMockStore *store,
                             gint64        account_id,
                             const char   *present)
{
  g_autoptr(HkkMockDevice) vacant = find_vacant (store, account_id, present);
  const char *id = vacant != NULL ? vacant->id : NULL;

  return !is_no_other (vacant) && hkk_mock_devices_count (store, account_id, id) > 0 &&
         hkk_mock_devices_count_usable (store, account_id, id) == 0;
}

/* The row to fill: that of REPLACED or of VACANT (both nullable), or a new one. NULL: there are too many. */
static char *
claim_row (HkkMockStore        *store,
           gint64               account_id,
           const char          *replaced,
           const HkkMockDevice *vacant)
{
  char *id;

  if (replaced != NULL)
    return hkk_mock_device_replace_begin (store, replaced) ? g_strdup (replaced) : NULL;
  if (vacant != NULL)
    {
      hkk_mock_device_lost (store, vacant);
      hkk_mock_device_remove_keep (store, vacant);
      return g_strdup (vacant->id);
    }
  if (hkk_mock_devices_count (store, account_id, NULL) >= HKK_MOCK_DEVICES_MAX)
    return NULL;
  id = hkk_mock_random_hex (16);
  hkk_mock_run (store, "INSERT INTO devices (id, account_id, name, platform, bound_at, last_seen_at)"
                       " VALUES (?, ?, '', '', 0, 0)", id, account_id);
  return id;
}

/**
 * hkk_mock_device_proof_hash:
 * @object: what a phone sent
 * @member: a proof in it
 *
 * A proof is as strong as a key of 256 bits, so its plain hash is enough at rest.
 *
 * Returns: (transfer full) (nullable): the hash
 */
GBytes *
hkk_mock_device_proof_hash (JsonObject *object,
                            const char *member)
{
  g_autoptr(GBytes) proof = hkk_json_get_bytes (object, member);

  return proof != NULL ? hkk_mock_sha256 (g_bytes_get_data (proof, NULL), g_bytes_get_size (proof)) : NULL;
}

/* Whether a device that has just been bound, maybe in the place of VACANT (nullable), can approve at once or waits; the
 * person is told of both. */
static void
settle (HkkMockStore        *store,
        const char          *id,
        const HkkMockDevice *vacant,
        gboolean             replaced,
        gint64               wait,
        JsonObject          *enrolment)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, id);
  /* Its own place it has had before, unless it waited there. */
  gboolean known = is_no_other (vacant) ||
                   (replaced && !device->waits &&
                    hkk_mock_devices_count_usable (store, device->account_id, id) == 0);

  if (!known && hkk_mock_device_wait_begin (store, device->account_id, id, device->name, wait, enrolment))
    return;
  hkk_mock_run (store, "UPDATE devices SET waits = 0, usable_at = NULL WHERE id = ?", id);
  hkk_mock_feed_append (store, device->account_id, "device", id, "bound");
  if (replaced)
    hkk_mock_device_tell (store, device, HKK_MOCK_DEVICE_REPLACED);
  else
    hkk_mock_device_tell_bound (store, device->account_id, device->name, vacant != NULL ? vacant->name : NULL);
}

/**
 * hkk_mock_devices_bind:
 * @store: the store, in a transaction
 * @account_id: whose
 * @device: what hkk_mock_devices_refuse() let pass; with "present", the ids of devices that listen to their feed
 * @wait: milliseconds after which a device that waits can approve without being confirmed; 0: never
 * @replaced: (nullable): the locked device that it is itself, and whose place it takes
 *
 * Who has a device already confirms the next one there. One that takes the place of a device that was never opened is
 * not another one. One that takes its own place is confirmed where another device can do that.
 *
 * Returns: (transfer full) (nullable): ENROLMENT of the contract; %NULL if the account has too many devices, or
 *   @replaced is not locked any more
 */
JsonObject *
hkk_mock_devices_bind (HkkMockStore *store,
                       gint64        account_id,
                       JsonObject   *device,
                       gint64        wait,
                       const char   *replaced)
{
  const char *present = hkk_json_get_string (device, "present");
  g_autoptr(HkkMockDevice) vacant = replaced == NULL ? find_vacant (store, account_id, present) : NULL;
  g_autofree char *id = claim_row (store, account_id, replaced, vacant);
  g_autofree char *key_id = hkk_mock_random_hex (16);
  g_autofree char *token = NULL;
  g_autofree char *name = hkk_mock_device_name_read (hkk_json_get_string (device, "name"));
  g_autoptr(GBytes) public_key = hkk_json_get_bytes (device, "public_key");
  g_autoptr(GBytes) pin_proof = hkk_mock_device_proof_hash (device, "pin_proof");
  g_autoptr(GBytes) biometric_proof = hkk_mock_device_proof_hash (device, "biometric_proof");
  g_autoptr(GBytes) salt = hkk_json_get_bytes (device, "salt");
  g_autoptr(GBytes) share = hkk_mock_random_bytes (HKK_MOCK_PROOF_SIZE);
  g_autoptr(GBytes) biometric_share = biometric_proof != NULL ? hkk_mock_random_bytes (HKK_MOCK_PROOF_SIZE) : NULL;
  gint64 now = hkk_mock_now ();
  JsonObject *enrolment;

  if (id == NULL)
    return NULL;
  hkk_mock_run (store, "UPDATE devices SET name = ?, platform = ?, key_id = ?, public_key = ?, pin_proof = ?,"
                       " pin_salt = ?, biometric_proof = ?, share = ?, biometric_share = ?, tries = 0, locked = 0,"
                       " locked_by = NULL, locked_with = NULL, provisional = 0, unseen = 1, kept = 1,"
                       " proven = 0, declined = 0, removes_at = NULL, bound_at = ?, last_seen_at = ? WHERE id = ?",
                name, hkk_json_get_string (device, "platform"), key_id, public_key, pin_proof, salt, biometric_proof,
                share, biometric_share, now, now, id);
  hkk_mock_device_token_revoke (store, id);
  token = hkk_mock_device_token_issue (store, account_id, id);
  hkk_mock_account_set_restricted (store, account_id, FALSE);
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = account_id, .kind = "device_bound", .client = "phone", .device_name = name });
  enrolment = hkk_json_object ("device_id", id, "key_id", key_id, "device_token", token, "share", share,
                               "biometric_share", biometric_share);
  settle (store, id, vacant, replaced != NULL, wait, enrolment);
  return enrolment;
}
