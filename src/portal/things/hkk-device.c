/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device.h"

struct _HkkDevice
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkDevice, hkk_device, HKK_TYPE_THING)

static const HkkThingField device_fields[] = {
  { "name", HKK_THING_STRING, NULL },
  { "platform", HKK_THING_STRING, NULL },
  { "bound-at", HKK_THING_TIME, NULL },
  { "last-seen-at", HKK_THING_TIME, NULL },
  { "locked", HKK_THING_BOOLEAN, NULL },
  { "provisional", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

static void
hkk_device_class_init (HkkDeviceClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), device_fields);
}

static void
hkk_device_init (HkkDevice *self)
{
}

/**
 * hkk_device_new_from_json:
 * @json: what the portal said
 *
 * Returns: (transfer full):
 */
HkkDevice *
hkk_device_new_from_json (JsonObject *json)
{
  return hkk_thing_new_from_json (HKK_TYPE_DEVICE, json);
}

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

struct _HkkSessionInfo
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkSessionInfo, hkk_session_info, HKK_TYPE_THING)

static const HkkThingField session_info_fields[] = {
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "last-used-at", HKK_THING_TIME, NULL },
  { "current", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

static void
hkk_session_info_class_init (HkkSessionInfoClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), session_info_fields);
}

static void
hkk_session_info_init (HkkSessionInfo *self)
{
}

struct _HkkAccessEntry
{
  HkkThing parent_instance;
};

G_DEFINE_FINAL_TYPE (HkkAccessEntry, hkk_access_entry, HKK_TYPE_THING)

static const HkkThingField access_entry_fields[] = {
  { "kind", HKK_THING_STRING, NULL },
  { "text", HKK_THING_STRING, NULL },
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "at", HKK_THING_TIME, NULL },
  { NULL }
};

static void
hkk_access_entry_class_init (HkkAccessEntryClass *klass)
{
  hkk_thing_class_set_fields (HKK_THING_CLASS (klass), access_entry_fields);
}

static void
hkk_access_entry_init (HkkAccessEntry *self)
{
}
