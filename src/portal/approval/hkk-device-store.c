/* SPDX-License-Identifier: GPL-3.0-or-later */
/* device.json holds what is no secret: ids, salt and the key, sealed. Token and biometric secret are in the keyring. */
#include "hkk-device-private.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "hkk-base64url.h"
#include "hkk-device-key.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-sealed-file.h"

#define USE_TOKEN "device-token"
#define USE_BIOMETRIC "biometric"
#define MAX_STORE ((gsize) 64 * 1024)
#define MAX_ROUNDS 10000000 /* what cannot be waited for is damaged */

static char *
store_path (HkkDeviceClient *self)
{
  return g_build_filename (self->dir, "device.json", NULL);
}

gboolean
hkk_device_store_write (HkkDeviceClient  *self,
                        GError          **error)
{
  g_autofree char *path = store_path (self);
  g_autofree char *usable_at = self->usable_at != NULL ? g_date_time_format_iso8601 (self->usable_at) : NULL;
  g_autoptr(JsonObject) json = hkk_json_object ("v", 1, "device_id", self->device_id, "key_id", self->key_id,
                                                "name", self->device_name != NULL ? self->device_name : "",
                                                "salt", self->salt, "rounds", self->rounds,
                                                "sealed_pin", self->sealed_pin,
                                                "sealed_biometric", self->sealed_biometric);
  g_autofree char *text = NULL;

  if (self->waits)
    hkk_json_object_add (json, "waits", HKK_JSON_BOOL (TRUE), "usable_at", usable_at);
  if (self->next_sealed != NULL)
    hkk_json_object_add (json, "next_salt", self->next_salt, "next_rounds", self->next_rounds,
                         "next_sealed", self->next_sealed);
  text = hkk_json_object_to_string (json);
  return hkk_write_private (path, text, strlen (text), error);
}

gboolean
hkk_device_store_read (HkkDeviceClient *self)
{
  g_autofree char *path = store_path (self);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *json;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  node = hkk_json_parse (text, (gssize) length, MAX_STORE, JSON_NODE_OBJECT, NULL);
  if (node == NULL)
    return FALSE;
  json = json_node_get_object (node);
  g_set_str (&self->device_id, hkk_json_get_string (json, "device_id"));
  g_set_str (&self->key_id, hkk_json_get_string (json, "key_id"));
  g_set_str (&self->device_name, hkk_json_get_string (json, "name"));
  self->salt = hkk_json_get_bytes (json, "salt");
  self->rounds = (guint) CLAMP (hkk_json_get_int (json, "rounds", HKK_DEVICE_ROUNDS), 1, MAX_ROUNDS);
  self->sealed_pin = hkk_json_get_bytes (json, "sealed_pin");
  self->sealed_biometric = hkk_json_get_bytes (json, "sealed_biometric");
  self->next_salt = hkk_json_get_bytes (json, "next_salt");
  self->next_rounds = (guint) CLAMP (hkk_json_get_int (json, "next_rounds", HKK_DEVICE_ROUNDS), 1, MAX_ROUNDS);
  hkk_device_wait_take (self, json);
  self->next_sealed = self->next_salt != NULL ? hkk_json_get_bytes (json, "next_sealed") : NULL;
  return self->device_id != NULL && self->key_id != NULL && self->salt != NULL && self->sealed_pin != NULL;
}

void
hkk_device_store_clear (HkkDeviceClient *self)
{
  g_clear_pointer (&self->device_id, g_free);
  g_clear_pointer (&self->key_id, g_free);
  g_clear_pointer (&self->device_name, g_free);
  g_clear_pointer (&self->person_name, g_free);
  g_clear_pointer (&self->locked_by, g_free);
  g_clear_pointer (&self->locked_with, g_free);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->sealed_pin, g_bytes_unref);
  g_clear_pointer (&self->sealed_biometric, g_bytes_unref);
  g_clear_pointer (&self->next_salt, g_bytes_unref);
  g_clear_pointer (&self->next_sealed, g_bytes_unref);
  g_clear_pointer (&self->biometric, g_bytes_unref);
  g_clear_pointer (&self->usable_at, g_date_time_unref);
  self->waits = FALSE;
  self->keeping = FALSE;
  self->not_kept = FALSE;
}

/* What the keyring is asked about: one device, whatever becomes of it meanwhile. Nobody waits for the answer. */
typedef struct
{
  HkkDeviceClient *client;    /* Owned */
  char            *device_id; /* Owned */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->client);
  g_free (self->device_id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static gboolean
is_current (const Question *question)
{
  return g_strcmp0 (question->device_id, question->client->device_id) == 0;
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkDeviceClient) self = data;

  if (hkk_keyring_is_locked_finish (HKK_KEYRING (source), result) && self->keyring_state == HKK_KEYRING_SLOW)
    hkk_device_client_set_keyring_state (self, HKK_KEYRING_PROMPTING);
}

/* The keyring has the token, does not take it, or the person sees that it is slow: nothing waits any more. */
static void
end_keeping (HkkDeviceClient *self)
{
  if (!self->keeping)
    return;
  self->keeping = FALSE;
  hkk_device_client_follow (self);
}

static gboolean
on_slow (gpointer data)
{
  HkkDeviceClient *self = data;

  self->slow = 0;
  if (self->keeping)
    hkk_device_client_tell_kept (self, FALSE);
  end_keeping (self);
  hkk_device_client_set_keyring_state (self, HKK_KEYRING_SLOW);
  hkk_keyring_is_locked_async (self->keyring, on_locked, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static Question *
question_new (HkkDeviceClient *self)
{
  Question *question = g_new0 (Question, 1);

  question->client = g_object_ref (self);
  question->device_id = g_strdup (self->device_id);
  return question;
}

static void
begin_waiting (HkkDeviceClient *self)
{
  g_clear_handle_id (&self->slow, g_source_remove);
  hkk_device_client_set_keyring_state (self, HKK_KEYRING_UNUSED);
  self->slow = g_timeout_add (HKK_KEYRING_MS, on_slow, self);
}

static void
end_waiting (HkkDeviceClient *self,
             HkkKeyringState  state)
{
  g_clear_handle_id (&self->slow, g_source_remove);
  hkk_device_client_set_keyring_state (self, state);
}

void
hkk_device_store_remove (HkkDeviceClient *self)
{
  g_autofree char *path = store_path (self);

  g_unlink (path);
  if (self->keyring != NULL && self->device_id != NULL)
    {
      end_waiting (self, HKK_KEYRING_UNUSED);
      hkk_keyring_clear_async (self->keyring, self->device_id, USE_TOKEN, NULL, NULL, NULL);
      hkk_keyring_clear_async (self->keyring, self->device_id, USE_BIOMETRIC, NULL, NULL, NULL);
    }
  hkk_device_store_clear (self);
}

static void
on_biometric_kept (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(Question) question = data;
  HkkKeyringState state = hkk_keyring_finish (HKK_KEYRING (source), result);

  if (is_current (question))
    end_waiting (question->client, state);
}

static void
store_biometric (HkkDeviceClient *self,
                 Question        *question)
{
  char *secret = hkk_base64url_encode (g_bytes_get_data (self->biometric, NULL), g_bytes_get_size (self->biometric));

  hkk_keyring_store_async (self->keyring, self->device_id, USE_BIOMETRIC, secret, 0, NULL, on_biometric_kept, question);
  hkk_wipe (&secret);
}

void
hkk_device_store_keep_biometric (HkkDeviceClient *self,
                                 GBytes          *biometric)
{
  self->biometric = g_bytes_ref (biometric);
  if (self->keyring == NULL)
    return;
  begin_waiting (self);
  store_biometric (self, question_new (self));
}

void
hkk_device_store_drop_biometric (HkkDeviceClient *self)
{
  g_clear_pointer (&self->sealed_biometric, g_bytes_unref);
  g_clear_pointer (&self->biometric, g_bytes_unref);
  if (self->keyring != NULL && self->device_id != NULL)
    hkk_keyring_clear_async (self->keyring, self->device_id, USE_BIOMETRIC, NULL, NULL, NULL);
}

static void
on_token_kept (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(Question) question = data;
  HkkDeviceClient *self = question->client;
  HkkKeyringState state = hkk_keyring_finish (HKK_KEYRING (source), result);

  if (!is_current (question))
    return;
  end_keeping (self);
  hkk_device_client_tell_kept (self, state == HKK_KEYRING_STORED);
  if (state != HKK_KEYRING_STORED || self->biometric == NULL)
    {
      end_waiting (self, state);
      return;
    }
  store_biometric (self, g_steal_pointer (&question));
}

static char *
dup_token_text (HkkDeviceClient *self,
                const char      *token)
{
  g_autoptr(JsonObject) json = hkk_json_object ("token", token,
                                                "name", self->person_name != NULL ? self->person_name : "");

  return hkk_json_object_to_string (json);
}

/* Puts TOKEN and BIOMETRIC (nullable) into the keyring, in the background and with time for the person at its prompt;
 * keyring-state says how it goes. Without one the device is bound until the program ends. */
void
hkk_device_store_keep (HkkDeviceClient *self,
                       const char      *token,
                       GBytes          *biometric)
{
  char *text;

  g_clear_pointer (&self->biometric, g_bytes_unref);
  self->biometric = biometric != NULL ? g_bytes_ref (biometric) : NULL;
  if (self->keyring == NULL)
    return;
  self->keeping = TRUE;
  text = dup_token_text (self, token);
  begin_waiting (self);
  hkk_keyring_store_async (self->keyring, self->device_id, USE_TOKEN, text, 0, NULL, on_token_kept,
                           question_new (self));
  hkk_wipe (&text);
}

static void
on_biometric (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(Question) question = data;
  HkkDeviceClient *self = question->client;
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);
  g_autoptr(GBytes) bytes = text != NULL ? hkk_base64url_decode (text) : NULL;

  g_clear_pointer (&text, secret_password_free);
  if (is_current (question) && bytes != NULL && self->sealed_biometric != NULL && self->biometric == NULL)
    {
      self->biometric = hkk_secret_bytes_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      hkk_device_client_notify_device (self);
    }
}

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Question) question = data;
  HkkDeviceClient *self = question->client;
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);
  g_autoptr(JsonNode) node = text != NULL ? hkk_json_parse (text, -1, MAX_STORE, JSON_NODE_OBJECT, NULL) : NULL;
  JsonObject *json = node != NULL ? json_node_get_object (node) : NULL;

  g_clear_pointer (&text, secret_password_free);
  if (!is_current (question) || !self->loading)
    return;
  end_waiting (self, state);
  if (json != NULL)
    g_set_str (&self->person_name, hkk_json_get_string (json, "name"));
  hkk_device_client_take_token (self, json != NULL ? hkk_json_get_string (json, "token") : NULL);
}

/* As hkk_device_store_keep(): until the answer comes, calls with the token wait, and nobody else. */
void
hkk_device_store_load (HkkDeviceClient *self)
{
  self->loading = TRUE;
  begin_waiting (self);
  hkk_keyring_lookup_async (self->keyring, self->device_id, USE_TOKEN, 0, NULL, on_token, question_new (self));
  if (self->sealed_biometric != NULL)
    hkk_keyring_lookup_async (self->keyring, self->device_id, USE_BIOMETRIC, 0, NULL, on_biometric,
                              question_new (self));
}
