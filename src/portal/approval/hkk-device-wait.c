/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second device is confirmed on the first, or has to wait. */
#include "hkk-device-private.h"

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"

static void tell (HkkDeviceClient *self);

/* DATA: whether that it is not kept was told. */
static void
on_told (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  /* Then this device stays one that the next one has to be confirmed on. */
  if (answer == NULL)
    g_debug ("device: %s", error->message);
  self->telling = FALSE;
  if (GPOINTER_TO_INT (data) != self->not_kept && !g_cancellable_is_cancelled (self->cancellable))
    tell (self);
}

/* One after the other: the last word is the one that counts. */
static void
tell (HkkDeviceClient *self)
{
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = hkk_json_node ("kept", HKK_JSON_BOOL (!self->not_kept));

  self->telling = TRUE;
  hkk_device_call_async (self, &(HkkCall) { .method = "PATCH", .path = "/device/self", .body = body, .key = key },
                         self->cancellable, on_told, GINT_TO_POINTER (self->not_kept));
}

void
hkk_device_client_tell_kept (HkkDeviceClient *self,
                             gboolean         kept)
{
  if (kept != self->not_kept)
    return;
  self->not_kept = !kept;
  if (!self->telling)
    tell (self);
}

void
hkk_device_wait_take (HkkDeviceClient *self,
                      JsonObject      *json)
{
  const char *usable_at = hkk_json_get_string (json, "usable_at");

  self->waits = hkk_json_get_bool (json, "waits", FALSE);
  g_clear_pointer (&self->usable_at, g_date_time_unref);
  if (self->waits && usable_at != NULL)
    self->usable_at = g_date_time_new_from_iso8601 (usable_at, NULL);
}

HkkDeviceState
hkk_device_wait_state (HkkDeviceClient *self)
{
  return self->waits ? HKK_DEVICE_WAITING : HKK_DEVICE_BOUND;
}

/**
 * hkk_device_client_is_bound:
 *
 * Returns: whether the server knows this device, whatever it may do there
 */
gboolean
hkk_device_client_is_bound (HkkDeviceClient *self)
{
  return self->state == HKK_DEVICE_BOUND || self->state == HKK_DEVICE_WAITING || self->state == HKK_DEVICE_LOCKED;
}

/**
 * hkk_device_client_get_usable_at:
 *
 * Returns: (transfer none) (nullable): when a device that waits can approve without being confirmed; %NULL: never
 */
GDateTime *
hkk_device_client_get_usable_at (HkkDeviceClient *self)
{
  return self->usable_at;
}
