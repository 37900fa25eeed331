/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device.h"

#include "hkk-json-build.h"
#include "hkk-load.h"

static const HkkThingField device_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "platform", HKK_THING_STRING, NULL },
  { "bound-at", HKK_THING_TIME, NULL },
  { "last-seen-at", HKK_THING_TIME, NULL },
  { "locked", HKK_THING_BOOLEAN, NULL },
  { "provisional", HKK_THING_BOOLEAN, NULL },
  { "removes-at", HKK_THING_TIME, NULL },
  { "waits", HKK_THING_BOOLEAN, NULL },
  { "usable-at", HKK_THING_TIME, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkDevice, hkk_device, device_fields,
                  "id:k name:s platform:s bound_at:t last_seen_at:t? locked:b provisional:b removes_at:t? waits:b? "
                  "usable_at:t?")

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

/**
 * hkk_device_get_waits:
 *
 * Returns: whether it cannot approve before another device has confirmed it, or its time has come
 */
gboolean
hkk_device_get_waits (HkkDevice *self)
{
  return hkk_thing_get_boolean (HKK_THING (self), "waits");
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

static void
change (HkkPortal           *portal,
        const char          *method,
        const char          *id,
        JsonNode            *body,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/v1/devices/", id, NULL);

  hkk_portal_send_async (portal, method, path, body, NULL, cancellable, callback, data);
}

/**
 * hkk_device_rename_async:
 * @id: a device of the account
 * @name: what the person calls it from now on
 *
 * Gives the device another name, at once. Finish with hkk_portal_change_finish().
 */
void
hkk_device_rename_async (HkkPortal           *portal,
                         const char          *id,
                         const char          *name,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL && name != NULL);

  body = hkk_json_node ("name", name);
  change (portal, "PATCH", id, body, cancellable, callback, data);
}

/**
 * hkk_device_set_locked_async:
 * @id: a device of the account
 * @locked: whether it must not approve
 *
 * Locks the device at once, or asks to unlock it, which another device approves. Finish with
 * hkk_portal_change_finish().
 */
void
hkk_device_set_locked_async (HkkPortal           *portal,
                             const char          *id,
                             gboolean             locked,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL);

  body = hkk_json_node ("locked", HKK_JSON_BOOL (locked));
  change (portal, "PATCH", id, body, cancellable, callback, data);
}

/**
 * hkk_device_remove_async:
 * @id: a device of the account
 * @password: (nullable): of the account; with it the only device goes some days later, without an approval
 *
 * Unbinds the device. Finish with hkk_portal_change_finish(); %HKK_PORTAL_ERROR_VALIDATION when only the password will
 * do, %HKK_PORTAL_ERROR_INVALID_CREDENTIALS when it is another.
 */
void
hkk_device_remove_async (HkkPortal           *portal,
                         const char          *id,
                         const char          *password,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(JsonNode) body = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (id != NULL);

  body = password != NULL ? hkk_json_node ("password", password) : NULL;
  change (portal, "DELETE", id, body, cancellable, callback, data);
}
