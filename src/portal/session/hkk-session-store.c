/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keyring has of a session. Nobody waits for it: it may be slow, mute, or asking the person for a password. */
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

static void
serve_settling (HkkSession *self)
{
  g_autoptr(GPtrArray) settling = g_steal_pointer (&self->settling);

  self->settling = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < settling->len; i++)
    g_task_return_boolean (g_ptr_array_index (settling, i), TRUE);
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkSession) self = data;

  if (hkk_keyring_is_locked_finish (HKK_KEYRING (source), result) && self->keyring_state == HKK_KEYRING_SLOW)
    hkk_session_set_keyring_state (self, HKK_KEYRING_PROMPTING);
}

static gboolean
on_slow (gpointer data)
{
  HkkSession *self = data;

  self->slow = 0;
  hkk_session_set_keyring_state (self, HKK_KEYRING_SLOW);
  hkk_keyring_is_locked_async (self->keyring, on_locked, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkSession) self = data;
  HkkKeyringState state = hkk_keyring_finish (HKK_KEYRING (source), result);
  gboolean over = self->refresh == NULL || self->store_generation != self->generation;
  gboolean again = self->store_again;

  g_clear_handle_id (&self->slow, g_source_remove);
  self->storing = self->store_again = FALSE;
  if (state == HKK_KEYRING_ABSENT && self->was_stored)
    state = HKK_KEYRING_GONE;
  /* The session ended meanwhile, and what removed it from the keyring may have come before this. */
  if (over && (!again || g_strcmp0 (self->store_profile, self->profile) != 0))
    hkk_keyring_clear_async (self->keyring, self->store_profile, HKK_SESSION_KEYRING_USE, NULL, NULL, NULL);
  if (again)
    {
      hkk_session_keep (self);
      return;
    }
  if (!over)
    {
      self->stored = state == HKK_KEYRING_STORED;
      self->was_stored |= self->stored;
      if (self->stored)
        hkk_session_set_kept (self, TRUE);
      hkk_session_set_keyring_state (self, state);
    }
  serve_settling (self);
}

/**
 * hkk_session_keep:
 *
 * Puts the refresh token of a sign-in that is to stay into the keyring, in the background and with time for the person
 * at the keyring's own prompt; #HkkSession:keyring-state says how it goes. A sign-in that is not to stay is in memory
 * only, and no keyring is asked for anything.
 */
void
hkk_session_keep (HkkSession *self)
{
  char *text;

  if (self->keyring == NULL || !self->stay || self->refresh == NULL || self->profile == NULL)
    {
      serve_settling (self);
      return;
    }
  /* One after the other: two at once could end in the wrong order. */
  self->store_again = self->storing;
  if (self->storing)
    return;
  self->storing = TRUE;
  if (!self->slow && self->keyring_state != HKK_KEYRING_SLOW && self->keyring_state != HKK_KEYRING_PROMPTING)
    self->slow = g_timeout_add (HKK_KEYRING_MS, on_slow, self);
  self->store_generation = self->generation;
  g_set_str (&self->store_profile, self->profile);
  text = dup_stored_text (self);
  hkk_keyring_store_async (self->keyring, self->profile, HKK_SESSION_KEYRING_USE, text, 0, NULL,
                           on_stored, g_object_ref (self));
  hkk_wipe (&text);
}

/* The session is over. What is being stored leaves the keyring when it is there. */
void
hkk_session_stop_storing (HkkSession *self)
{
  self->store_again = FALSE;
  g_clear_handle_id (&self->slow, g_source_remove);
}

static gboolean
on_settle_over (gpointer data)
{
  g_autoptr(GTask) task = g_object_ref (data);
  HkkSession *self = g_task_get_source_object (task);

  g_ptr_array_remove (self->settling, task);
  g_task_return_boolean (task, FALSE);
  return G_SOURCE_REMOVE;
}

static void
timer_free (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

/**
 * hkk_session_settle_async:
 * @ms: milliseconds to wait at most
 *
 * Waits until the keyring has answered what it is being asked to store.
 */
void
hkk_session_settle_async (HkkSession          *self,
                          guint                ms,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GTask *task = g_task_new (self, NULL, callback, data);
  GSource *timer;

  g_task_set_source_tag (task, hkk_session_settle_async);
  if (!self->storing)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  timer = g_timeout_source_new (ms);
  g_source_set_callback (timer, on_settle_over, task, NULL);
  g_source_attach (timer, NULL);
  g_task_set_task_data (task, timer, timer_free);
  g_ptr_array_add (self->settling, task);
}

void
hkk_session_settle_finish (HkkSession   *self,
                           GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
hkk_kept_session_free (HkkKeptSession *kept)
{
  hkk_wipe (&kept->refresh);
  hkk_wipe (&kept->username);
  hkk_wipe (&kept->name);
  g_free (kept->id);
  g_free (kept->profile);
  g_free (kept);
}

const char *
hkk_kept_session_get_name (const HkkKeptSession *kept)
{
  return kept->name;
}

/* NULL if it is not what hkk_session_keep() has stored for PROFILE. */
static HkkKeptSession *
read_kept (const char *text,
           const char *profile)
{
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  const char *refresh = object != NULL ? hkk_json_get_string (object, "refresh_token") : NULL;
  HkkKeptSession *kept;

  if (refresh == NULL || !*refresh || g_strcmp0 (hkk_json_get_string (object, "profile"), profile) != 0)
    return NULL;
  kept = g_new0 (HkkKeptSession, 1);
  kept->refresh = g_strdup (refresh);
  kept->username = g_strdup (hkk_json_get_string (object, "username"));
  kept->id = g_strdup (hkk_json_get_string (object, "session_id"));
  kept->profile = g_strdup (profile);
  kept->name = g_strdup (hkk_json_get_string (object, "name"));
  kept->restricted = hkk_json_get_bool (object, "restricted", FALSE);
  kept->stay = hkk_json_get_bool (object, "stay", FALSE);
  return kept;
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = g_task_get_source_object (task);
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);
  HkkKeptSession *kept = text != NULL ? read_kept (text, g_task_get_task_data (task)) : NULL;

  g_clear_pointer (&text, secret_password_free);
  /* Whoever signed in meanwhile has a state of their own. */
  if (self->refresh == NULL)
    hkk_session_set_keyring_state (self, state);
  g_task_return_pointer (task, kept, (GDestroyNotify) hkk_kept_session_free);
}

/**
 * hkk_session_load_async:
 * @profile: the account's opaque id
 *
 * Asks the keyring for what hkk_session_keep() has stored, with time for the person at its prompt.
 */
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
    g_task_return_pointer (task, NULL, NULL);
  else
    hkk_keyring_lookup_async (self->keyring, profile, HKK_SESSION_KEYRING_USE, 0, cancellable,
                              on_loaded, g_steal_pointer (&task));
}

HkkKeptSession *
hkk_session_load_finish (HkkSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
