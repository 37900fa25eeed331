/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-sealed-file.h"

/* What an enrolment knows on its way. */
typedef struct
{
  JsonObject *body;         /* Owned */
  const char *path;
  char       *name;         /* (nullable) */
  char       *token;        /* the device's (nullable), wiped */
  GBytes     *pin;          /* wiped, with a NUL (nullable) */
  GBytes     *salt;         /* (nullable) */
  guint       rounds;       /* with the salt */
  GBytes     *secret;       /* the stretched PIN (nullable) */
  GBytes     *biometric;    /* the enrolled secret (nullable) */
  GBytes     *private_key;  /* (nullable) */
  GBytes     *public_key;   /* (nullable) */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_pointer (&work->body, json_object_unref);
  g_free (work->name);
  hkk_wipe (&work->token);
  g_clear_pointer (&work->pin, g_bytes_unref);
  g_clear_pointer (&work->salt, g_bytes_unref);
  g_clear_pointer (&work->secret, g_bytes_unref);
  g_clear_pointer (&work->biometric, g_bytes_unref);
  g_clear_pointer (&work->private_key, g_bytes_unref);
  g_clear_pointer (&work->public_key, g_bytes_unref);
  g_free (work);
}

static GBytes *
seal_key (Work       *work,
          GBytes     *share,
          GBytes     *secret,
          const char *key_id,
          const char *device_id)
{
  g_autoptr(GBytes) wrapping = share != NULL && secret != NULL ? hkk_device_wrapping_key (share, secret) : NULL;

  return wrapping != NULL ? hkk_seal (wrapping, key_id, device_id, work->private_key, NULL) : NULL;
}

/* FALSE if the answer lacks something. */
static gboolean
take_enrolment (HkkDeviceClient *self,
                Work            *work,
                JsonObject      *answer)
{
  const char *device_id = hkk_json_get_string (answer, "device_id");
  const char *key_id = hkk_json_get_string (answer, "key_id");
  const char *token = hkk_json_get_string (answer, "device_token");
  JsonObject *account = hkk_json_get_object (answer, "account");
  g_autoptr(GBytes) share = hkk_device_read_share (answer, "share");
  g_autoptr(GBytes) biometric_share = hkk_device_read_share (answer, "biometric_share");
  g_autoptr(GBytes) sealed = NULL;

  if (device_id == NULL || key_id == NULL || token == NULL || share == NULL)
    return FALSE;
  sealed = seal_key (work, share, work->secret, key_id, device_id);
  if (sealed == NULL)
    return FALSE;
  g_set_str (&self->device_id, device_id);
  g_set_str (&self->key_id, key_id);
  g_set_str (&self->device_name, work->name);
  g_set_str (&self->person_name, account != NULL && hkk_json_get_string (account, "name") != NULL
                                   ? hkk_json_get_string (account, "name")
                                   : hkk_session_get_person_name (self->phone));
  g_clear_pointer (&self->next_salt, g_bytes_unref);
  g_clear_pointer (&self->next_sealed, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  self->salt = g_bytes_ref (work->salt);
  self->rounds = work->rounds;
  g_clear_pointer (&self->sealed_pin, g_bytes_unref);
  self->sealed_pin = g_steal_pointer (&sealed);
  g_clear_pointer (&self->sealed_biometric, g_bytes_unref);
  self->sealed_biometric = seal_key (work, biometric_share, work->biometric, key_id, device_id);
  hkk_device_wait_take (self, answer);
  return TRUE;
}

static void
finish (GTask *task)
{
  HkkDeviceClient *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* Bound at the server, so it is used whether or not keyring and disk take it: until the program ends. */
  hkk_device_client_set_key (self, work->private_key);
  hkk_feed_stop (self->feed);
  hkk_feed_set_cursor (self->feed, -1);
  hkk_device_client_take_token (self, work->token);
  hkk_device_client_set_state (self, hkk_device_wait_state (self));
  hkk_device_client_notify_device (self);
  if (!hkk_device_store_write (self, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_enrolled (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Work *work = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_device_call_finish (self, result, &error);

  if (answer == NULL || !take_enrolment (self, work, hkk_answer_get_object (answer)))
    {
      hkk_device_client_follow (self);
      g_task_return_error (task, error != NULL ? g_steal_pointer (&error)
                                               : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  work->token = g_strdup (hkk_json_get_string (hkk_answer_get_object (answer), "device_token"));
  hkk_session_set_fixed_token (self->device, work->token);
  if (self->sealed_biometric == NULL)
    hkk_device_store_drop_biometric (self); /* of the binding before */
  hkk_device_store_keep (self, work->token, self->sealed_biometric != NULL ? work->biometric : NULL);
  finish (task);
}

static void
add_key (JsonObject *json,
         Work       *work)
{
  g_autofree char *pin_proof = hkk_device_proof (work->secret);
  g_autofree char *biometric_proof = work->biometric != NULL ? hkk_device_proof (work->biometric) : NULL;

  hkk_json_object_add (json, "public_key", work->public_key, "salt", work->salt, "pin_proof", pin_proof,
                       "biometric_proof", biometric_proof);
}

static void
on_key_made (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (source);
  Work *work = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *key = hkk_new_key ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *device;
  GCancellable *cancellable;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  device = hkk_json_get_object (work->body, "device");
  add_key (device != NULL ? device : work->body, work);
  node = hkk_json_take_object (json_object_ref (work->body));
  cancellable = g_task_get_cancellable (task);
  /* A recovery ends the old binding: the feed's last answer must not look as if this device had been removed. */
  hkk_feed_stop (self->feed);
  hkk_device_call_async (self, &(HkkCall) { .method = "POST", .path = work->path, .body = node, .key = key },
                         cancellable, on_enrolled, g_steal_pointer (&task));
}

static void
stretch_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;

  work->secret = hkk_device_stretch_pin (g_bytes_get_data (work->pin, NULL), work->salt, work->rounds);
  if (work->secret != NULL && hkk_device_key_generate (&work->private_key, &work->public_key))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task,
                         hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE, _("The device’s key could not be made.")));
}

static const char *
enrolment_path (const HkkEnrolment *enrolment)
{
  if (enrolment->process == NULL)
    return "/device/enrolments";
  return enrolment->recovery ? "/recovery/complete" : "/registration/complete";
}

static JsonObject *
enrolment_body (const HkkEnrolment *enrolment,
                const char         *name,
                const char         *platform)
{
  JsonObject *device = hkk_json_object ("name", name, "platform", platform);

  if (enrolment->process != NULL)
    return hkk_json_object ("process", enrolment->process, "nect_case", enrolment->nect_case,
                            "password", enrolment->password, "device", device);
  if (enrolment->letter_code != NULL)
    hkk_json_object_add (device, "method", "letter", "code", enrolment->letter_code);
  else
    hkk_json_object_add (device, "method", "card",
                         "card_digits", enrolment->card_digits != NULL ? enrolment->card_digits : "",
                         "card_valid_until", enrolment->card_valid_until != NULL ? enrolment->card_valid_until : "");
  return device;
}

/**
 * hkk_device_client_enrol_async:
 * @enrolment: how; copied
 *
 * Binds this device: makes its key, derives what proves the PIN, enrols, keeps the key sealed. The PIN itself never
 * leaves. A locked device takes its own place with a letter, and is locked no longer.
 */
void
hkk_device_client_enrol_async (HkkDeviceClient     *self,
                               const HkkEnrolment  *enrolment,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) worker = NULL;
  const char *name, *platform;
  Work *work;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  g_return_if_fail (enrolment->pin != NULL);

  name = enrolment->name;
  if (name == NULL)
    name = self->state == HKK_DEVICE_LOCKED && self->device_name != NULL ? self->device_name : self->proposed_name;
  platform = enrolment->platform != NULL ? enrolment->platform : self->platform;
  g_return_if_fail (name != NULL && platform != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_enrol_async);
  g_task_set_check_cancellable (task, FALSE);
  work = g_new0 (Work, 1);
  work->body = enrolment_body (enrolment, name, platform);
  if (self->state == HKK_DEVICE_LOCKED && enrolment->process == NULL && enrolment->letter_code != NULL)
    hkk_json_object_add (work->body, "replaces", hkk_session_get_fixed_token (self->device));
  work->path = enrolment_path (enrolment);
  work->name = g_strdup (name);
  work->pin = hkk_secret_bytes_new (enrolment->pin, strlen (enrolment->pin) + 1);
  work->salt = hkk_device_random (HKK_DEVICE_SALT_SIZE);
  work->rounds = self->rounds_to_bind;
  work->biometric = enrolment->biometrics ? hkk_device_random (HKK_DEVICE_SECRET_SIZE) : NULL;
  g_task_set_task_data (task, work, work_free);
  worker = g_task_new (self, NULL, on_key_made, g_object_ref (task));
  g_task_set_source_tag (worker, hkk_device_client_enrol_async);
  g_task_set_task_data (worker, work, NULL);
  g_task_run_in_thread (worker, stretch_worker);
}

/**
 * hkk_device_client_enrol_finish:
 *
 * Returns: %TRUE when the device is bound and unlocked; with %HKK_PORTAL_ERROR_STORAGE it is bound until the program
 *   ends
 */
gboolean
hkk_device_client_enrol_finish (HkkDeviceClient  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
