/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server knows of this device: above all which approval PIN is in force, when nobody heard how a change of it
 * ended. */
#include "hkk-device-private.h"

#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

void
hkk_device_settle_install (HkkDeviceClient *self,
                           GBytes          *salt,
                           guint            rounds,
                           GBytes          *sealed)
{
  g_bytes_ref (salt);
  g_bytes_ref (sealed);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->sealed_pin, g_bytes_unref);
  self->salt = salt;
  self->rounds = rounds;
  self->sealed_pin = sealed;
  g_clear_pointer (&self->next_salt, g_bytes_unref);
  g_clear_pointer (&self->next_sealed, g_bytes_unref);
}

/* An answer was lost, or the program ended before it came: the server says which PIN it took. While a change runs its
 * own answer says so; and one that has not taken effect so far may still arrive there, so the next PIN stays. */
static void
settle_pin (HkkDeviceClient *self,
            JsonObject      *device)
{
  g_autoptr(GBytes) salt = hkk_json_get_bytes (device, "salt");

  if (!self->changing_pin && self->next_salt != NULL && self->next_sealed != NULL && salt != NULL &&
      g_bytes_equal (salt, self->next_salt))
    hkk_device_settle_install (self, self->next_salt, self->next_rounds, self->next_sealed);
}

gboolean
hkk_device_is_still (HkkDeviceClient  *self,
                     const char       *device_id,
                     GError          **error)
{
  if (device_id != NULL && g_strcmp0 (device_id, self->device_id) == 0)
    return TRUE;
  g_propagate_error (error, hkk_portal_error_new (HKK_PORTAL_ERROR_NO_DEVICE, NULL));
  return FALSE;
}

gboolean
hkk_device_settle_take (HkkDeviceClient  *self,
                        const char       *device_id,
                        JsonObject       *device,
                        GError          **error)
{
  const char *name = hkk_json_get_string (device, "name");

  if (!hkk_device_is_still (self, device_id, error))
    return FALSE;
  if (name == NULL || !json_object_has_member (device, "salt"))
    {
      g_propagate_error (error, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return FALSE;
    }
  g_set_str (&self->device_name, name);
  g_set_str (&self->locked_by, hkk_json_get_string (device, "locked_by"));
  g_set_str (&self->locked_with, hkk_json_get_string (device, "locked_with"));
  settle_pin (self, device);
  if (!hkk_json_get_bool (device, "biometrics", FALSE) && self->sealed_biometric != NULL)
    hkk_device_store_drop_biometric (self);
  hkk_device_wait_take (self, device);
  hkk_device_client_notify_device (self);
  if (hkk_device_client_is_bound (self))
    hkk_device_client_set_state (self, hkk_json_get_bool (device, "locked", FALSE) ? HKK_DEVICE_LOCKED
                                                                                  : hkk_device_wait_state (self));
  return hkk_device_store_write (self, error);
}

static void
on_refreshed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer != NULL &&
      hkk_device_settle_take (self, g_task_get_task_data (task), hkk_answer_get_object (answer), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_device_client_refresh_async:
 *
 * Asks the server what the device is called, whether it is locked, which approval PIN is in force, and whether
 * fingerprint and Face-ID are on.
 */
void
hkk_device_client_refresh_async (HkkDeviceClient     *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_refresh_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (self->device_id), g_free);
  hkk_device_call_async (self, &(HkkCall) { .method = "GET", .path = "/device/self" }, cancellable, on_refreshed, task);
}

/* --- A PIN, stretched --- */

typedef struct
{
  GBytes *pin;    /* Owned: wiped, with a NUL */
  GBytes *salt;   /* Owned (nullable): of the PIN that is in force, once that is known */
  guint   rounds; /* with the salt */
} Stretch;

static void
stretch_free (gpointer data)
{
  Stretch *stretch = data;

  g_bytes_unref (stretch->pin);
  g_clear_pointer (&stretch->salt, g_bytes_unref);
  g_free (stretch);
}

static GTask *
stretch_new (HkkDeviceClient     *self,
             GBytes              *pin,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Stretch *stretch = g_new0 (Stretch, 1);

  stretch->pin = g_bytes_ref (pin);
  g_task_set_source_tag (task, stretch_new);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, stretch, stretch_free);
  return task;
}

static void
stretch_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Stretch *stretch = data;
  GBytes *secret = hkk_device_stretch_pin (g_bytes_get_data (stretch->pin, NULL), stretch->salt, stretch->rounds);

  if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE, NULL));
}

static void
run (GTask  *task,
     GBytes *salt,
     guint   rounds)
{
  Stretch *stretch = g_task_get_task_data (task);

  stretch->salt = g_bytes_ref (salt);
  stretch->rounds = rounds;
  g_task_run_in_thread (task, stretch_worker);
}

static void
run_current (HkkDeviceClient *self,
             GTask           *task)
{
  /* It may have been forgotten since it was asked for. */
  if (self->salt != NULL)
    run (task, self->salt, self->rounds);
  else
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_NO_DEVICE, NULL));
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error))
    run_current (HKK_DEVICE_CLIENT (source), task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
hkk_device_stretch_async (HkkDeviceClient     *self,
                          GBytes              *pin,
                          GBytes              *salt,
                          guint                rounds,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr(GTask) task = stretch_new (self, pin, NULL, callback, data);

  run (task, salt, rounds);
}

void
hkk_device_stretch_current_async (HkkDeviceClient     *self,
                                  GBytes              *pin,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_autoptr(GTask) task = stretch_new (self, pin, cancellable, callback, data);

  if (self->next_sealed != NULL)
    hkk_device_client_refresh_async (self, cancellable, on_settled, g_steal_pointer (&task));
  else
    run_current (self, task);
}

GBytes *
hkk_device_stretch_finish (HkkDeviceClient  *self,
                           GAsyncResult     *result,
                           GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
