/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device.h"

#include "hkk-load.h"

static const HkkThingField device_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "platform", HKK_THING_STRING, NULL },
  { "bound-at", HKK_THING_TIME, NULL },
  { "last-seen-at", HKK_THING_TIME, NULL },
  { "locked", HKK_THING_BOOLEAN, NULL },
  { "provisional", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkDevice, hkk_device, device_fields,
                  "id:k name:s platform:s bound_at:t last_seen_at:t? locked:b provisional:b")

/**
 * hkk_device_get_name:
 *
 * Returns: (transfer none) (nullable): the name that the person gave it
 */
const char *
hkk_device_get_name (HkkDevice *self)
{
  return hkk_thing_get_string (HKK_THING (self), "name");
}

/**
 * hkk_device_get_locked:
 *
 * Returns: whether it is locked
 */
gboolean
hkk_device_get_locked (HkkDevice *self)
{
  return hkk_thing_get_boolean (HKK_THING (self), "locked");
}

static const HkkLoad devices = { .get_type = hkk_device_get_type, .list = "items" };

/**
 * hkk_devices_load_async:
 *
 * Loads the devices that are bound to the account.
 */
void
hkk_devices_load_async (HkkPortal           *portal,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  hkk_load_async (portal, &devices, "/v1/devices", NULL, hkk_devices_load_async, cancellable, callback, data);
}

/**
 * hkk_devices_load_finish:
 *
 * Returns: (transfer full) (nullable): the devices; items are #HkkDevice
 */
GListModel *
hkk_devices_load_finish (HkkPortal     *portal,
                         GAsyncResult  *result,
                         GError       **error)
{
  return hkk_load_finish (portal, result, hkk_devices_load_async, NULL, error);
}

static const HkkThingField session_info_fields[] = {
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "last-used-at", HKK_THING_TIME, NULL },
  { "current", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkSessionInfo, hkk_session_info, session_info_fields,
                  "id:k client:s device_name:s? created_at:t last_used_at:t current:b")

static const HkkLoad sessions = { .get_type = hkk_session_info_get_type, .list = "items" };

/**
 * hkk_sessions_load_async:
 *
 * Loads where the account is signed in.
 */
void
hkk_sessions_load_async (HkkPortal           *portal,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  hkk_load_async (portal, &sessions, "/iam/sessions", NULL, hkk_sessions_load_async, cancellable, callback, data);
}

/**
 * hkk_sessions_load_finish:
 *
 * Returns: (transfer full) (nullable): the sessions; items are #HkkSessionInfo
 */
GListModel *
hkk_sessions_load_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return hkk_load_finish (portal, result, hkk_sessions_load_async, NULL, error);
}

/**
 * hkk_sessions_end_async:
 * @id: a session of the account
 *
 * Signs the account out there. Finish with hkk_portal_change_finish().
 */
void
hkk_sessions_end_async (HkkPortal           *portal,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/iam/sessions/", id, NULL);

  hkk_portal_send_async (portal, "DELETE", path, NULL, NULL, cancellable, callback, data);
}

static const HkkThingField access_entry_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkAccessEntry, hkk_access_entry, access_entry_fields,
                  "id:k at:t kind:s text:s client:s? device_name:s?")
