/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-others.h"

#include <string.h>

#include "hkk-device-key.h"
#include "hkk-device-private.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-sealed-file.h"

#define OTHERS "/device/others"

/**
 * hkk_device_client_get_lock:
 * @with: (out) (nullable) (transfer none): the name of the device that it was locked with
 *
 * Returns: why it is locked, as the server said last
 */
HkkDeviceLock
hkk_device_client_get_lock (HkkDeviceClient  *self,
                            const char      **with)
{
  static const char * const reasons[] = {
    [HKK_DEVICE_LOCK_PIN] = "pin", [HKK_DEVICE_LOCK_DESKTOP] = "desktop", [HKK_DEVICE_LOCK_DEVICE] = "device",
  };

  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), HKK_DEVICE_LOCK_UNKNOWN);

  *with = self->locked_with;
  for (gsize i = HKK_DEVICE_LOCK_PIN; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (self->locked_by, reasons[i]) == 0)
      return (HkkDeviceLock) i;
  return HKK_DEVICE_LOCK_UNKNOWN;
}

static void
other_free (gpointer data)
{
  HkkOtherDevice *other = data;

  g_free (other->id);
  g_free (other->name);
  g_clear_pointer (&other->bound_at, g_date_time_unref);
  g_clear_pointer (&other->last_seen_at, g_date_time_unref);
  g_free (other);
}

static GDateTime *
read_time (JsonObject *json,
           const char *member)
{
  const char *text = hkk_json_get_string (json, member);

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

static HkkOtherDevice *
other_new (JsonObject *json)
{
  HkkOtherDevice *other = g_new0 (HkkOtherDevice, 1);

  other->id = g_strdup (hkk_json_get_string (json, "id"));
  other->name = g_strdup (hkk_json_get_string (json, "name"));
  other->bound_at = read_time (json, "bound_at");
  other->last_seen_at = read_time (json, "last_seen_at");
  other->locked = hkk_json_get_bool (json, "locked", FALSE);
  return other;
}

/* NULL, with ERROR, if it does not fit. */
static GPtrArray *
read_list (JsonObject  *json,
           GError     **error)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (other_free);
  JsonArray *items = hkk_json_get_array (json, "items");
  g_autofree char *where = NULL;

  if (!hkk_json_fits (json, "items:[id:k name:s bound_at:t last_seen_at:t? locked:b]", &where))
    {
      g_propagate_error (error, hkk_portal_error_new_misfit ("HkkOtherDevice", where));
      return NULL;
    }
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    g_ptr_array_add (others, other_new (hkk_json_array_object (items, i)));
  return g_steal_pointer (&others);
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (HKK_DEVICE_CLIENT (source), result, &error);
  GPtrArray *others = answer != NULL ? read_list (hkk_answer_get_object (answer), &error) : NULL;

  if (others != NULL)
    g_task_return_pointer (task, others, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GTask *
task_new (HkkDeviceClient     *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/**
 * hkk_device_client_list_others_async:
 *
 * Asks for the person's devices but this one. A device that is locked, or waits, is told of none.
 */
void
hkk_device_client_list_others_async (HkkDeviceClient     *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));

  hkk_device_call_async (self, &(HkkCall) { .method = "GET", .path = OTHERS }, cancellable, on_listed,
                         task_new (self, hkk_device_client_list_others_async, cancellable, callback, data));
}

/**
 * hkk_device_client_list_others_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HkkOtherDevice): the devices, in a stable order
 */
GPtrArray *
hkk_device_client_list_others_finish (HkkDeviceClient  *self,
                                      GAsyncResult     *result,
                                      GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Locking and removing --- */

static void
on_changed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (hkk_portal_error_is_code (error, "device_locked"))
    hkk_device_client_set_state (self, HKK_DEVICE_LOCKED);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* (transfer full) */
static char *
path_of (const char *id)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (OTHERS "/", escaped, NULL);
}

/**
 * hkk_device_client_lock_other_async:
 * @id: another device of the person
 *
 * Locks it at once; it is unlocked from the desktop, or unlocks itself with a letter.
 */
void
hkk_device_client_lock_other_async (HkkDeviceClient     *self,
                                    const char          *id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_autofree char *path = NULL;
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = hkk_json_node ("locked", HKK_JSON_BOOL (TRUE));

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (id != NULL);

  path = path_of (id);
  hkk_device_call_async (self, &(HkkCall) { .method = "PATCH", .path = path, .body = body, .key = key }, cancellable,
                         on_changed, task_new (self, hkk_device_client_lock_other_async, cancellable, callback, data));
}

static void
on_stretched (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) secret = hkk_device_stretch_finish (self, result, &error);
  g_autofree char *proof = secret != NULL ? hkk_device_proof (secret) : NULL;
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = NULL;

  if (proof == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  body = hkk_json_node ("proof", proof);
  /* Not repeated by itself: each try of a PIN counts. */
  hkk_device_call_async (self, &(HkkCall) { .method = "DELETE", .path = g_task_get_task_data (task), .body = body,
                                            .key = key, .flags = HKK_CALL_ONCE },
                         g_task_get_cancellable (task), on_changed, g_object_ref (task));
}

/**
 * hkk_device_client_remove_other_async:
 * @id: another device of the person
 * @pin: the approval PIN of this one
 *
 * Unbinds it at once.
 */
void
hkk_device_client_remove_other_async (HkkDeviceClient     *self,
                                      const char          *id,
                                      const char          *pin,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GTask *task;
  g_autoptr(GBytes) typed = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (id != NULL && pin != NULL);

  typed = hkk_secret_bytes_new (pin, strlen (pin) + 1);
  task = task_new (self, hkk_device_client_remove_other_async, cancellable, callback, data);
  g_task_set_task_data (task, path_of (id), g_free);
  hkk_device_stretch_current_async (self, typed, cancellable, on_stretched, task);
}
