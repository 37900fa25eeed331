/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "devices-private.h"

#include "clock.h"
#include "feed.h"
#include "iam.h"

#define SELECT_DEVICE "SELECT * FROM devices WHERE removed_at IS NULL AND "
#define FIELD(member) HKK_MOCK_FIELD (HkkMockDevice, member)
static const HkkMockField fields[] =
{
  FIELD (id), FIELD (account_id), FIELD (name), FIELD (platform), FIELD (key_id), FIELD (public_key), FIELD (tries),
  FIELD (locked), FIELD (provisional), FIELD (waits), FIELD (unseen),
  FIELD (proven), { NULL }
};

static HkkMockDevice *
device_from_rows (HkkMockRows *rows)
{
  HkkMockDevice *self;

  if (!hkk_mock_rows_next (rows))
    return NULL;
  self = g_new0 (HkkMockDevice, 1);
  hkk_mock_rows_read (rows, self, fields);
  return self;
}

/**
 * hkk_mock_device_load:
 * @store: the store
 * @id: (nullable): its id
 *
 * Returns: (transfer full) (nullable): the device, unless it was removed
 */
HkkMockDevice *
hkk_mock_device_load (HkkMockStore *store,
                      const char   *id)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, SELECT_DEVICE "id = ?", id);

  return device_from_rows (rows);
}

/**
 * hkk_mock_device_free:
 * @self: (transfer full): a device
 */
void
hkk_mock_device_free (HkkMockDevice *self)
{
  hkk_mock_fields_clear (self, fields);
  g_free (self);
}

/**
 * hkk_mock_device_can_approve:
 *
 * Returns: whether it may see what waits, and decide
 */
gboolean
hkk_mock_device_can_approve (const HkkMockDevice *self)
{
  return !self->locked && !self->waits;
}

/**
 * hkk_mock_devices_count:
 * @store: the store
 * @account_id: whose
 * @except: (nullable): a device that does not count
 *
 * Returns: how many devices are bound, locked and provisional ones and those that wait included
 */
gint64
hkk_mock_devices_count (HkkMockStore *store,
                        gint64        account_id,
                        const char   *except)
{
  return hkk_mock_get_int (store, 0,
                           "SELECT count(*) FROM devices WHERE removed_at IS NULL AND account_id = ? AND id IS NOT ?",
                           account_id, except);
}

/**
 * hkk_mock_devices_count_usable:
 * @store: the store
 * @account_id: whose
 * @except: (nullable): a device that does not count
 *
 * Returns: how many of the bound devices can approve
 */
gint64
hkk_mock_devices_count_usable (HkkMockStore *store,
                               gint64        account_id,
                               const char   *except)
{
  return hkk_mock_get_int (store, 0,
                           "SELECT count(*) FROM devices WHERE removed_at IS NULL AND account_id = ? AND id IS NOT ?"
                           " AND locked = 0 AND waits = 0", account_id, except);
}

/**
 * hkk_mock_devices_preferred:
 * @store: the store
 * @account_id: whose
 * @except: (nullable): a device that is not meant
 *
 * Returns: (transfer full) (nullable): the device that was used last, one that is not locked before one that is
 */
HkkMockDevice *
hkk_mock_devices_preferred (HkkMockStore *store,
                            gint64        account_id,
                            const char   *except)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store,
    SELECT_DEVICE "account_id = ? AND id IS NOT ? AND waits = 0 ORDER BY locked, last_seen_at DESC, rowid LIMIT 1",
    account_id, except);

  return device_from_rows (rows);
}

/**
 * hkk_mock_devices_excluded:
 * @store: the store
 * @intent: an intent
 *
 * Returns: (transfer none) (nullable): the device that may not approve itself: what it asks to be confirmed, or its own
 *   removal, as another one can
 */
const char *
hkk_mock_devices_excluded (HkkMockStore        *store,
                           const HkkMockIntent *intent)
{
  if (g_str_equal (intent->operation, "confirm_device"))
    return intent->device_id;
  if (!g_str_equal (intent->operation, "remove_device") ||
      hkk_mock_devices_count_usable (store, intent->account_id, intent->params[0]) == 0)
    return NULL;
  return intent->params[0];
}

/**
 * hkk_mock_device_unseen:
 * @store: the store
 * @id: (nullable): a device
 *
 * A phone that died before it had kept what it was bound with never calls: what bound it can bind once more.
 *
 * Returns: whether it is bound and has not called since
 */
gboolean
hkk_mock_device_unseen (HkkMockStore *store,
                        const char   *id)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, id);

  return device != NULL && device->unseen;
}

/**
 * hkk_mock_device_seen:
 * @store: the store
 * @id: a device that has just called
 */
void
hkk_mock_device_seen (HkkMockStore *store,
                      const char   *id)
{
  hkk_mock_run (store, "UPDATE devices SET last_seen_at = ?, unseen = 0 WHERE id = ?", hkk_mock_now (), id);
}

/**
 * hkk_mock_device_lost:
 * @store: the store, in a transaction
 * @device: a device that can approve no longer: it is locked or unbound, or its place is taken
 */
void
hkk_mock_device_lost (HkkMockStore        *store,
                      const HkkMockDevice *device)
{
  const HkkMockService * const *services = hkk_mock_store_services (store);

  for (gsize i = 0; services[i] != NULL; i++)
    if (services[i]->device_lost != NULL)
      services[i]->device_lost (store, device->account_id, device->id);
}

/* In the access log, with the place that it was asked for from. */
static void
note (HkkMockStore        *store,
      const HkkMockDevice *device,
      const char          *kind,
      const HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) with = intent != NULL ? hkk_mock_device_load (store, intent->device_id) : NULL;

  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = device->account_id, .session_id = intent != NULL ? intent->session_id : NULL, .kind = kind,
    .client = with != NULL ? "phone" : NULL, .device_name = with != NULL ? with->name : NULL, .about = device->name });
}

/* For the device itself, which says why. */
static void
note_lock (HkkMockStore        *store,
           const HkkMockDevice *device,
           const HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) with = intent != NULL ? hkk_mock_device_load (store, intent->device_id) : NULL;
  const char *by = "pin";

  if (intent != NULL)
    by = with != NULL ? "device" : "desktop";
  hkk_mock_run (store, "UPDATE devices SET locked_by = ?, locked_with = ? WHERE id = ?", by,
                with != NULL ? with->name : NULL, device->id);
}

/**
 * hkk_mock_device_set_locked:
 * @store: the store, in a transaction
 * @device: a device
 * @locked: whether it may approve no longer, or again
 * @intent: (nullable): where that was asked for; %NULL: the PIN was wrong too often
 */
void
hkk_mock_device_set_locked (HkkMockStore        *store,
                            const HkkMockDevice *device,
                            gboolean             locked,
                            const HkkMockIntent *intent)
{
  if (hkk_mock_run (store, "UPDATE devices SET locked = ?, tries = 0, locked_by = NULL, locked_with = NULL WHERE id = ?"
                           " AND removed_at IS NULL AND locked <> ?",
                    HKK_JSON_BOOL (locked), device->id, HKK_JSON_BOOL (locked)) != 1)
    return;
  if (locked)
    note_lock (store, device, intent);
  note (store, device, locked ? "device_locked" : "device_unlocked", intent);
  hkk_mock_feed_append (store, device->account_id, "device", device->id, locked ? "locked" : "unlocked");
  if (!locked)
    return;
  hkk_mock_device_letter_used (store, device->id);
  hkk_mock_device_lost (store, device);
}

/**
 * hkk_mock_device_remove:
 * @store: the store, in a transaction
 * @id: a device
 * @intent: (nullable): where that was asked for
 *
 * Unbinds it: its token ends, and an account without any device is restricted.
 */
void
hkk_mock_device_remove (HkkMockStore        *store,
                        const char          *id,
                        const HkkMockIntent *intent)
{
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, id);

  if (device == NULL)
    return;
  note (store, device, "device_removed", intent); /* while a device that asks for its own end has a name */
  hkk_mock_run (store,
                "UPDATE devices SET removed_at = ?, public_key = NULL, pin_proof = NULL, pin_salt = NULL,"
                " biometric_proof = NULL, share = NULL, biometric_share = NULL WHERE id = ?", hkk_mock_now (), id);
  hkk_mock_device_token_revoke (store, id);
  if (hkk_mock_devices_count (store, device->account_id, NULL) == 0)
    hkk_mock_account_set_restricted (store, device->account_id, TRUE);
  hkk_mock_feed_append (store, device->account_id, "device", id, "removed");
  hkk_mock_device_letter_used (store, device->id);
  hkk_mock_device_lost (store, device);
  hkk_mock_device_wait_in_vain (store, device->account_id);
}

/**
 * hkk_mock_devices_unbind_all:
 * @store: the store, in a transaction
 * @account_id: whose
 */
void
hkk_mock_devices_unbind_all (HkkMockStore *store,
                             gint64        account_id)
{
  /* Those that wait go first: as long as there are others, they stay what they are. */
  g_autoptr(GPtrArray) ids = hkk_mock_get_texts (store, "SELECT id FROM devices WHERE removed_at IS NULL"
                                                        " AND account_id = ? ORDER BY waits DESC", account_id);

  for (guint i = 0; i < ids->len; i++)
    hkk_mock_device_remove (store, ids->pdata[i], NULL);
}
