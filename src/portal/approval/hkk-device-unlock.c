/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What opens the device key: a secret that is proven to the server, and the share that it answers with. */
#include "hkk-device-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-base64url.h"
#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-sealed-file.h"

typedef struct
{
  GBytes  *secret;       /* Owned: the stretched PIN, or what fingerprint and Face-ID release */
  gboolean by_biometric;
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *unlock = data;

  g_bytes_unref (unlock->secret);
  g_free (unlock);
}

GBytes *
hkk_device_read_share (JsonObject *json,
                       const char *name)
{
  const char *text = hkk_json_get_string (json, name);
  g_autoptr(GBytes) bytes = text != NULL ? hkk_base64url_decode (text) : NULL;

  if (bytes == NULL || g_bytes_get_size (bytes) != 32)
    return NULL;
  return hkk_secret_bytes_new (g_bytes_get_data (bytes, NULL), 32);
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Unlock *unlock = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);
  g_autoptr(GBytes) share = answer != NULL ? hkk_device_read_share (hkk_answer_get_object (answer), "share") : NULL;
  g_autoptr(GBytes) wrapping = share != NULL ? hkk_device_wrapping_key (share, unlock->secret) : NULL;
  GBytes *sealed = unlock->by_biometric ? self->sealed_biometric : self->sealed_pin;
  g_autoptr(GBytes) key = wrapping != NULL && sealed != NULL ? hkk_unseal (wrapping, self->key_id, self->device_id,
                                                                           sealed, NULL) : NULL;

  if (key != NULL)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (key, &size);
      g_autoptr(GBytes) secret = hkk_secret_bytes_new (bytes, size);

      hkk_device_client_set_key (self, secret);
      hkk_device_client_set_state (self, hkk_device_wait_state (self));
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error != NULL && g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_LOCKED))
    hkk_device_client_set_state (self, HKK_DEVICE_LOCKED);
  g_task_return_error (task, error != NULL ? g_steal_pointer (&error)
                                           : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

void
hkk_device_prove_async (HkkDeviceClient     *self,
                        GBytes              *secret,
                        const char          *kind,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autofree char *proof = hkk_device_proof (secret);
  g_autoptr(JsonNode) body = hkk_json_node ("proof", proof, "kind", kind);

  /* Not repeated by itself: each try counts. */
  hkk_device_call_async (self, &(HkkCall) { .method = "POST", .path = "/device/unlock", .body = body,
                                            .flags = HKK_CALL_SAFE | HKK_CALL_ONCE }, cancellable, callback, data);
}

/* SECRET (transfer full). */
static void
prove (HkkDeviceClient *self,
       GTask           *task,
       GBytes          *secret,
       gboolean         by_biometric)
{
  Unlock *unlock = g_new0 (Unlock, 1);

  unlock->secret = secret;
  unlock->by_biometric = by_biometric;
  g_task_set_task_data (task, unlock, unlock_free);
  hkk_device_prove_async (self, secret, by_biometric ? "biometric" : "pin", g_task_get_cancellable (task), on_unlocked,
                          g_object_ref (task));
}

static void
on_stretched (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  GBytes *secret = hkk_device_stretch_finish (HKK_DEVICE_CLIENT (source), result, &error);

  if (secret != NULL)
    prove (HKK_DEVICE_CLIENT (source), task, secret, FALSE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_device_client_unlock_pin_async:
 * @pin: the approval PIN
 *
 * Opens the device key: the PIN is stretched (PBKDF2-HMAC-SHA512), half of it proves it to the server, which
 * counts and then gives its share, the other half and the share open the key.
 */
void
hkk_device_client_unlock_pin_async (HkkDeviceClient     *self,
                                    const char          *pin,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (pin != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_unlock_pin_async);
  g_task_set_check_cancellable (task, FALSE);
  bytes = hkk_secret_bytes_new (pin, strlen (pin) + 1);
  hkk_device_stretch_current_async (self, bytes, cancellable, on_stretched, g_steal_pointer (&task));
}

/**
 * hkk_device_client_unlock_biometric_async:
 *
 * Opens the device key with the secret that a fingerprint or Face-ID releases.
 */
void
hkk_device_client_unlock_biometric_async (HkkDeviceClient     *self,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_unlock_biometric_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!hkk_device_client_get_has_biometrics (self))
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_NO_DEVICE,
                                                       _("Fingerprint and Face-ID are not set up. Use the approval "
                                                         "PIN.")));
      return;
    }
  prove (self, task, g_bytes_ref (self->biometric), TRUE);
}

/**
 * hkk_device_client_unlock_finish:
 *
 * Returns: %TRUE when decisions can be signed
 */
gboolean
hkk_device_client_unlock_finish (HkkDeviceClient  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
