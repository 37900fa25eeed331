/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the person changes on the device itself: with the approval PIN, which is proven as at an unlock. */
#include "hkk-device-private.h"

#include <string.h>

#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-sealed-file.h"

#define SELF "/device/self"

typedef struct _Change Change;
struct _Change
{
  const char *method;
  const char *path;
  char       *device_id;  /* (nullable): the device that is changed, whatever becomes of it meanwhile */
  JsonObject *body;       /* Owned: without the proofs */
  gboolean    opens;      /* whether the device key is needed, to seal it anew */
  /* What is left to do when the server has taken it. */
  gboolean  (*done)       (HkkDeviceClient *self, Change *change, JsonObject *answer, GError **error);

  GBytes     *pin;        /* wiped, with a NUL (nullable): none is needed */
  GBytes     *new_pin;    /* wiped, with a NUL (nullable) */
  GBytes     *new_salt;   /* (nullable) */
  guint       new_rounds;
  GBytes     *secret;     /* the stretched PINs (nullable) */
  GBytes     *new_secret;
  GBytes     *biometric;  /* the secret that fingerprint and Face-ID are to release (nullable) */
  GBytes     *key;        /* PKCS#8 (nullable) */
  GBytes     *sealed;     /* that, sealed for the new PIN (nullable) */
};

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->device_id);
  json_object_unref (change->body);
  g_clear_pointer (&change->pin, g_bytes_unref);
  g_clear_pointer (&change->new_pin, g_bytes_unref);
  g_clear_pointer (&change->new_salt, g_bytes_unref);
  g_clear_pointer (&change->secret, g_bytes_unref);
  g_clear_pointer (&change->new_secret, g_bytes_unref);
  g_clear_pointer (&change->biometric, g_bytes_unref);
  g_clear_pointer (&change->key, g_bytes_unref);
  g_clear_pointer (&change->sealed, g_bytes_unref);
  g_free (change);
}

static Change *
change_new (const char *method,
            const char *path,
            const char *pin,
            JsonObject *body)
{
  Change *change = g_new0 (Change, 1);

  change->method = method;
  change->path = path;
  change->body = body;
  change->pin = pin != NULL ? hkk_secret_bytes_new (pin, strlen (pin) + 1) : NULL;
  return change;
}

/* --- A change, step by step: which PIN; stretched; the key opened where it is needed; sent; kept --- */

static void
end (HkkDeviceClient *self,
     Change          *change)
{
  if (change->new_pin != NULL)
    self->changing_pin = FALSE;
}

static void
fail (GTask  *task,
      GError *error)
{
  HkkDeviceClient *self = g_task_get_source_object (task);

  end (self, g_task_get_task_data (task));
  if (hkk_portal_error_is_code (error, "device_locked"))
    hkk_device_client_set_state (self, HKK_DEVICE_LOCKED);
  hkk_device_client_follow (self);
  g_task_return_error (task, error);
}

static void
on_changed (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer == NULL || (change->done != NULL && !change->done (self, change, hkk_answer_get_object (answer), &error)))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  end (self, change);
  g_task_return_boolean (task, TRUE);
}

static void
send (HkkDeviceClient *self,
      GTask           *task)
{
  Change *change = g_task_get_task_data (task);
  g_autofree char *proof = change->secret != NULL ? hkk_device_proof (change->secret) : NULL;
  g_autofree char *new_proof = change->new_secret != NULL ? hkk_device_proof (change->new_secret) : NULL;
  g_autofree char *biometric_proof = change->biometric != NULL ? hkk_device_proof (change->biometric) : NULL;
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) body = NULL;

  if (!g_str_equal (change->method, "PATCH"))
    hkk_json_object_add (change->body, "proof", proof);
  if (change->new_secret != NULL)
    hkk_json_object_add (change->body, "new_proof", new_proof, "salt", change->new_salt);
  if (g_str_equal (change->path, "/device/biometrics"))
    hkk_json_object_add (change->body, "biometric_proof", biometric_proof);
  body = hkk_json_take_object (json_object_ref (change->body));
  /* With a PIN not repeated by itself: each try counts, and a server that fails after that would use them up. */
  hkk_device_call_async (self, &(HkkCall) { .method = change->method, .path = change->path, .body = body, .key = key,
                                            .flags = change->pin != NULL ? HKK_CALL_ONCE : 0 },
                         g_task_get_cancellable (task), on_changed, g_object_ref (task));
}

/* Kept before it is asked for: whatever happens between, one of the two opens the key. */
static gboolean
seal_next (HkkDeviceClient  *self,
           Change           *change,
           GBytes           *share,
           GError          **error)
{
  g_autoptr(GBytes) wrapping = hkk_device_wrapping_key (share, change->new_secret);

  change->sealed = wrapping != NULL ? hkk_seal (wrapping, self->key_id, self->device_id, change->key, error) : NULL;
  if (change->sealed == NULL)
    return FALSE;
  g_clear_pointer (&self->next_salt, g_bytes_unref);
  g_clear_pointer (&self->next_sealed, g_bytes_unref);
  self->next_sealed = g_bytes_ref (change->sealed);
  self->next_salt = g_bytes_ref (change->new_salt);
  self->next_rounds = change->new_rounds;
  return hkk_device_store_write (self, error);
}

static gboolean
open_key (HkkDeviceClient  *self,
          Change           *change,
          GBytes           *share,
          GError          **error)
{
  g_autoptr(GBytes) wrapping = hkk_device_wrapping_key (share, change->secret);

  change->key = wrapping != NULL && self->sealed_pin != NULL ? hkk_unseal (wrapping, self->key_id, self->device_id,
                                                                           self->sealed_pin, error) : NULL;
  if (change->key == NULL)
    return FALSE;
  return change->new_secret == NULL || seal_next (self, change, share, error);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);
  g_autoptr(GBytes) share = answer != NULL ? hkk_device_read_share (hkk_answer_get_object (answer), "share") : NULL;

  if (share != NULL && hkk_device_is_still (self, change->device_id, &error) && open_key (self, change, share, &error))
    send (self, task);
  else
    fail (task, error != NULL ? g_steal_pointer (&error) : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
}

static void
go_on (HkkDeviceClient *self,
       GTask           *task)
{
  Change *change = g_task_get_task_data (task);

  if (change->opens)
    hkk_device_prove_async (self, change->secret, "pin", g_task_get_cancellable (task), on_opened, g_object_ref (task));
  else
    send (self, task);
}

static void
on_new_stretched (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  change->new_secret = hkk_device_stretch_finish (self, result, &error);
  if (change->new_secret != NULL)
    go_on (self, task);
  else
    fail (task, g_steal_pointer (&error));
}

static void
on_stretched (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Change *change = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  change->secret = hkk_device_stretch_finish (self, result, &error);
  if (change->secret == NULL)
    fail (task, g_steal_pointer (&error));
  else if (change->new_pin != NULL)
    hkk_device_stretch_async (self, change->new_pin, change->new_salt, change->new_rounds, on_new_stretched,
                              g_object_ref (task));
  else
    go_on (self, task);
}

/* CHANGE (transfer full). */
static void
begin (HkkDeviceClient     *self,
       Change              *change,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);

  change->device_id = g_strdup (self->device_id);
  g_task_set_source_tag (task, begin);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, change, change_free);
  if (self->salt == NULL)
    fail (task, hkk_portal_error_new (HKK_PORTAL_ERROR_NO_DEVICE, NULL));
  else if (change->pin == NULL)
    send (self, task);
  else
    hkk_device_stretch_current_async (self, change->pin, cancellable, on_stretched, g_object_ref (task));
}

/* --- What can be changed --- */

/**
 * hkk_device_client_change_password_async:
 * @pin: the approval PIN
 * @old_password: the portal's password up to now
 * @new_password: the one from now on
 *
 * By the IAM; this device's approval PIN is the approval. All sessions end.
 */
void
hkk_device_client_change_password_async (HkkDeviceClient     *self,
                                         const char          *pin,
                                         const char          *old_password,
                                         const char          *new_password,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (pin != NULL && old_password != NULL && new_password != NULL);

  begin (self, change_new ("PUT", "/device/password", pin,
                           hkk_json_object ("old", old_password, "new", new_password)), cancellable, callback, data);
}

static gboolean
take_pin (HkkDeviceClient  *self,
          Change           *change,
          JsonObject       *answer,
          GError          **error)
{
  if (!hkk_device_is_still (self, change->device_id, error))
    return FALSE;
  hkk_device_settle_install (self, change->new_salt, change->new_rounds, change->sealed);
  return hkk_device_store_write (self, error);
}

/**
 * hkk_device_client_change_pin_async:
 * @pin: the approval PIN up to now
 * @new_pin: the one from now on: 6 digits
 *
 * The device key is sealed for the new one before the server is asked, so nothing is lost whenever the program ends.
 * One change at a time: a second one is refused with %HKK_PORTAL_ERROR_CONFLICT.
 */
void
hkk_device_client_change_pin_async (HkkDeviceClient     *self,
                                    const char          *pin,
                                    const char          *new_pin,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  Change *change;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (pin != NULL && new_pin != NULL);

  if (self->changing_pin)
    {
      g_task_report_error (self, callback, data, hkk_device_client_change_pin_async,
                           hkk_portal_error_new (HKK_PORTAL_ERROR_CONFLICT, NULL));
      return;
    }
  self->changing_pin = TRUE;
  change = change_new ("PUT", "/device/pin", pin, json_object_new ());
  change->opens = TRUE;
  change->new_pin = hkk_secret_bytes_new (new_pin, strlen (new_pin) + 1);
  change->new_salt = hkk_device_random (HKK_DEVICE_SALT_SIZE);
  change->new_rounds = self->rounds_to_bind;
  change->done = take_pin;
  begin (self, change, cancellable, callback, data);
}

static gboolean
take_biometrics (HkkDeviceClient  *self,
                 Change           *change,
                 JsonObject       *answer,
                 GError          **error)
{
  g_autoptr(GBytes) share = hkk_device_read_share (answer, "biometric_share");
  g_autoptr(GBytes) wrapping = share != NULL && change->biometric != NULL ? hkk_device_wrapping_key (share,
                                                                              change->biometric) : NULL;
  GBytes *sealed;

  if (!hkk_device_is_still (self, change->device_id, error))
    return FALSE;
  sealed = wrapping != NULL ? hkk_seal (wrapping, self->key_id, self->device_id, change->key, NULL) : NULL;
  if (change->biometric != NULL && sealed == NULL)
    {
      g_propagate_error (error, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return FALSE;
    }
  hkk_device_store_drop_biometric (self);
  self->sealed_biometric = sealed;
  if (sealed != NULL)
    hkk_device_store_keep_biometric (self, change->biometric);
  hkk_device_client_notify_device (self);
  return hkk_device_store_write (self, error);
}

/**
 * hkk_device_client_set_biometrics_async:
 * @pin: (nullable): the approval PIN, to switch fingerprint and Face-ID on; %NULL switches them off
 *
 * Off is off on this device, whether the server hears of it or not: what it still has opens nothing without the secret.
 */
void
hkk_device_client_set_biometrics_async (HkkDeviceClient     *self,
                                        const char          *pin,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data)
{
  Change *change;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));

  if (pin == NULL && self->sealed_biometric != NULL)
    {
      hkk_device_store_drop_biometric (self);
      hkk_device_client_notify_device (self);
      /* Written again, and seen to it, when the server has answered. */
      hkk_device_store_write (self, NULL);
    }
  change = change_new ("PUT", "/device/biometrics", pin, json_object_new ());
  change->opens = pin != NULL;
  change->biometric = pin != NULL ? hkk_device_random (HKK_DEVICE_SECRET_SIZE) : NULL;
  change->done = take_biometrics;
  begin (self, change, cancellable, callback, data);
}

static gboolean
take_name (HkkDeviceClient  *self,
           Change           *change,
           JsonObject       *answer,
           GError          **error)
{
  return hkk_device_settle_take (self, change->device_id, answer, error);
}

/**
 * hkk_device_client_rename_async:
 * @name: what the person calls the device from now on
 */
void
hkk_device_client_rename_async (HkkDeviceClient     *self,
                                const char          *name,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  Change *change;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (name != NULL);

  change = change_new ("PATCH", SELF, NULL, hkk_json_object ("name", name));
  change->done = take_name;
  begin (self, change, cancellable, callback, data);
}

static gboolean
take_end (HkkDeviceClient  *self,
          Change           *change,
          JsonObject       *answer,
          GError          **error)
{
  if (hkk_device_is_still (self, change->device_id, NULL))
    hkk_device_client_remove_async (self, NULL, NULL, NULL);
  return TRUE;
}

/**
 * hkk_device_client_unbind_async:
 * @pin: the approval PIN
 *
 * Ends the registration of this device at the server, and forgets it here.
 */
void
hkk_device_client_unbind_async (HkkDeviceClient     *self,
                                const char          *pin,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  Change *change;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (pin != NULL);

  change = change_new ("DELETE", SELF, pin, json_object_new ());
  change->done = take_end;
  /* The feed's last answer must not look as if somebody else had removed it. */
  hkk_feed_stop (self->feed);
  begin (self, change, cancellable, callback, data);
}

/**
 * hkk_device_client_change_finish:
 *
 * Of each of the calls above. A wrong PIN is %HKK_PORTAL_ERROR_INVALID_CREDENTIALS with the code "wrong_pin", five of
 * them %HKK_PORTAL_ERROR_LOCKED.
 *
 * Returns: %TRUE when it is so at the server and here
 */
gboolean
hkk_device_client_change_finish (HkkDeviceClient  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
