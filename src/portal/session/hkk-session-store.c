/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session-private.h"

#include <libsecret/secret.h>

#include "hkk-json-build.h"
#include "hkk-json.h"

static char *
dup_stored_text (HkkSession *self)
{
  g_autoptr(JsonObject) object = hkk_json_object ("v", 1, "refresh_token", self->refresh,
                                                  "username", self->username != NULL ? self->username : "",
                                                  "session_id", self->id != NULL ? self->id : "",
                                                  "profile", self->profile,
                                                  "name", self->person_name != NULL ? self->person_name : "",
                                                  "restricted", HKK_JSON_BOOL (self->restricted),
                                                  "stay", HKK_JSON_BOOL (self->stay));

  return hkk_json_object_to_string (object);
}

/* A store that was under way when the session ended may have come after the removal. */
void
hkk_session_sweep_keyring (HkkSession *self)
{
  if (self->refresh == NULL && self->keyring != NULL && self->profile != NULL)
    hkk_keyring_clear_async (self->keyring, self->profile, HKK_SESSION_KEYRING_USE, NULL, NULL, NULL);
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = g_task_get_source_object (task);
  HkkKeyringState state = hkk_keyring_finish (HKK_KEYRING (source), result);

  hkk_session_set_keyring_state (self, state);
  hkk_session_sweep_keyring (self);
  g_task_return_int (task, state);
}

void
hkk_session_store_async (HkkSession          *self,
                         gboolean             with_prompt,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);
  char *text;

  g_task_set_source_tag (task, hkk_session_store_async);
  g_task_set_check_cancellable (task, FALSE);
  if (self->keyring == NULL || self->refresh == NULL || self->profile == NULL)
    {
      g_task_return_int (task, HKK_KEYRING_UNUSED);
      return;
    }
  text = dup_stored_text (self);
  hkk_keyring_store_async (self->keyring, self->profile, HKK_SESSION_KEYRING_USE, text, with_prompt, cancellable,
                           on_stored, g_steal_pointer (&task));
  hkk_wipe (&text);
}

HkkKeyringState
hkk_session_store_finish (HkkSession   *self,
                          GAsyncResult *result)
{
  return (HkkKeyringState) g_task_propagate_int (G_TASK (result), NULL);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = g_task_get_source_object (task);
  const char *profile = g_task_get_task_data (task);
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;
  const char *refresh;

  hkk_session_set_keyring_state (self, state);
  if (text != NULL)
    node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  g_clear_pointer (&text, secret_password_free);
  object = node != NULL ? json_node_get_object (node) : NULL;
  refresh = object != NULL ? hkk_json_get_string (object, "refresh_token") : NULL;
  if (refresh == NULL || !*refresh || g_strcmp0 (hkk_json_get_string (object, "profile"), profile) != 0)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  hkk_session_set_secret (&self->refresh, refresh);
  g_set_str (&self->username, hkk_json_get_string (object, "username"));
  g_set_str (&self->id, hkk_json_get_string (object, "session_id"));
  g_set_str (&self->profile, profile);
  g_set_str (&self->person_name, hkk_json_get_string (object, "name"));
  self->restricted = hkk_json_get_bool (object, "restricted", FALSE);
  self->stay = hkk_json_get_bool (object, "stay", FALSE);
  g_task_return_boolean (task, TRUE);
}

void
hkk_session_load_async (HkkSession          *self,
                        const char          *profile,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_session_load_async);
  g_task_set_task_data (task, g_strdup (profile), g_free);
  if (self->keyring == NULL)
    g_task_return_boolean (task, FALSE);
  else
    hkk_keyring_lookup_async (self->keyring, profile, HKK_SESSION_KEYRING_USE, cancellable, on_loaded,
                              g_steal_pointer (&task));
}

gboolean
hkk_session_load_finish (HkkSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
