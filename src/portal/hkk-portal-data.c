/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "hkk-base64url.h"
#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-sealed-file.h"

#define CURSOR_SAVE_MS 2000

/* What waits in them is taken up. */
static void
on_drafts_loaded (HkkPortal *self)
{
  if (self->outbox != NULL)
    hkk_outbox_check (self->outbox);
}

static void
make_drafts (HkkPortal *self,
             GBytes    *key)
{
  const char *profile = hkk_session_get_profile (self->session);
  g_autofree char *dir = g_build_filename (self->data_dir, "drafts", profile, NULL);

  self->drafts = hkk_drafts_new (dir, profile, key);
  g_signal_connect_object (self->drafts, "notify::loaded", G_CALLBACK (on_drafts_loaded), self, G_CONNECT_SWAPPED);
}

static void
on_drafts_read (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* The drafts say it themselves, and try again. */
  if (!hkk_drafts_load_finish (HKK_DRAFTS (source), result, &error))
    g_debug ("drafts: %s", error->message);
}

static gboolean
on_save_cursor (gpointer data)
{
  HkkPortal *self = data;
  g_autoptr(JsonNode) node = hkk_json_node ("cursor", hkk_feed_get_cursor (self->feed));

  self->cursor_save = 0;
  hkk_portal_put_cached (self, "feed", node);
  return G_SOURCE_REMOVE;
}

static void
on_feed_answered (HkkPortal *self)
{
  if (self->data_key != NULL && !self->cursor_save)
    self->cursor_save = g_timeout_add (CURSOR_SAVE_MS, on_save_cursor, self);
}

static void
take_cursor (HkkPortal *self)
{
  g_autoptr(JsonNode) node = NULL;

  if (hkk_feed_get_cursor (self->feed) >= 0)
    return;
  node = hkk_portal_get_cached (self, "feed", NULL);
  if (node != NULL)
    hkk_feed_set_cursor (self->feed, hkk_json_get_int (hkk_json_node_object (node), "cursor", -1));
}

/* The data key is here: drafts, outbox and the offline copy can be used. */
static void
open_data (HkkPortal *self,
           GBytes    *key)
{
  if (self->data_key != NULL && g_bytes_equal (self->data_key, key))
    return;
  if (self->data_key != NULL)
    hkk_portal_data_close (self);
  if (!hkk_copy_name_is_plain (hkk_session_get_profile (self->session)))
    return;
  self->data_key = g_bytes_ref (key);
  if (self->drafts != NULL)
    hkk_drafts_set_key (self->drafts, key);
  else
    make_drafts (self, key);
  self->outbox = hkk_outbox_new (self);
  take_cursor (self);
  g_signal_connect_object (self->feed, "answered", G_CALLBACK (on_feed_answered), self, G_CONNECT_SWAPPED);
  hkk_drafts_load_async (self->drafts, NULL, on_drafts_read, NULL);
  g_object_notify (G_OBJECT (self), "drafts");
}

void
hkk_portal_data_close (HkkPortal *self)
{
  g_clear_handle_id (&self->cursor_save, g_source_remove);
  if (self->drafts == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->feed, on_feed_answered, self);
  g_signal_handlers_disconnect_by_func (self->drafts, on_drafts_loaded, self);
  g_clear_pointer (&self->outbox, hkk_outbox_free);
  g_clear_object (&self->drafts);
  g_clear_pointer (&self->data_key, g_bytes_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_object_notify (G_OBJECT (self), "drafts");
}

static GBytes *
decode_key (const char *text)
{
  g_autoptr(GBytes) decoded = text != NULL ? hkk_base64url_decode (text) : NULL;

  if (decoded == NULL || g_bytes_get_size (decoded) != HKK_SEAL_KEY_SIZE)
    return NULL;
  return hkk_secret_bytes_new (g_bytes_get_data (decoded, NULL), HKK_SEAL_KEY_SIZE);
}

/* ERROR (nullable): the portal did answer, but with no key. */
static void
note_no_key (HkkPortal    *self,
             const GError *error)
{
  const char *sentence = _("The key with which your entries are kept could not be got from the portal.");
  g_autoptr(GError) no_key = hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE, sentence);

  hkk_portal_begin_failed (self, &self->retry_key, error != NULL ? error : no_key);
  if (self->drafts != NULL)
    hkk_drafts_set_failure (self->drafts, no_key);
}

static void
on_data_kept (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  gboolean stored = hkk_keyring_finish (HKK_KEYRING (source), result) == HKK_KEYRING_STORED;

  self->data_storing = FALSE;
  if (!hkk_session_get_kept (self->session))
    /* It came after the removal. */
    hkk_portal_kept_changed (self);
  else if (!stored)
    self->data_dirty = TRUE;
  else
    hkk_portal_data_keep (self);
}

/* Puts the data key and what checks the password beside the sign-in in the keyring, for the next start without network.
 * A keyring that did not take the sign-in is not asked. */
void
hkk_portal_data_keep (HkkPortal *self)
{
  g_autoptr(JsonObject) object = NULL;
  char *text;

  if (!self->data_dirty || self->data_storing || self->data_key == NULL || self->keyring == NULL ||
      !hkk_session_get_kept (self->session) ||
      hkk_session_get_keyring_state (self->session) != HKK_KEYRING_STORED)
    return;
  self->data_dirty = FALSE;
  self->data_storing = TRUE;
  object = hkk_json_object ("v", 1, "key", self->data_key);
  if (self->verifier != NULL)
    hkk_verifier_to_json (self->verifier, object);
  text = hkk_json_object_to_string (object);
  hkk_keyring_store_async (self->keyring, hkk_session_get_profile (self->session), HKK_DATA_KEYRING_USE, text,
                           0, NULL, on_data_kept, g_object_ref (self));
  hkk_wipe (&text);
}

static void
on_key (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_session_call_finish (HKK_SESSION (source), result, &error);
  const char *text = answer != NULL ? hkk_json_get_string (hkk_answer_get_object (answer), "key") : NULL;
  g_autoptr(GBytes) key = decode_key (text);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (key == NULL)
    note_no_key (self, error);
  if (key == NULL || !hkk_session_is_alive (self->session))
    return;
  if (self->data_key == NULL || !g_bytes_equal (self->data_key, key))
    self->data_dirty = TRUE;
  open_data (self, key);
  hkk_portal_data_keep (self);
}

void
hkk_portal_data_fetch (HkkPortal *self)
{
  /* Until the key is here, what is begun is in memory only. */
  if (self->drafts == NULL && hkk_copy_name_is_plain (hkk_session_get_profile (self->session)))
    {
      make_drafts (self, NULL);
      g_object_notify (G_OBJECT (self), "drafts");
    }
  if (hkk_portal_offers (self, "get_data_key"))
    hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/v1/account/data-key" },
                            self->signed_in, on_key, g_object_ref (self));
}

/* TEXT is what hkk_portal_data_keep() stored, or the key alone, as it was before. */
static void
take_stored (HkkPortal  *self,
             const char *text)
{
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr(GBytes) key = decode_key (object != NULL ? hkk_json_get_string (object, "key") : text);
  g_autoptr(HkkVerifier) verifier = object != NULL ? hkk_verifier_from_json (object) : NULL;

  if (verifier != NULL && self->verifier == NULL)
    hkk_portal_take_verifier (self, verifier);
  /* The server may have been quicker, and it knows. */
  if (key != NULL && self->data_key == NULL)
    open_data (self, key);
}

static void
on_key_loaded (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  HkkKeyringState state;
  char *text = hkk_keyring_lookup_finish (HKK_KEYRING (source), result, &state);

  if (text != NULL && hkk_session_is_alive (self->session))
    take_stored (self, text);
  g_clear_pointer (&text, secret_password_free);
  g_task_return_boolean (task, TRUE);
}

/* From the keyring, before the server was asked. */
void
hkk_portal_data_load_async (HkkPortal           *self,
                            const char          *profile,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_portal_data_load_async);
  hkk_keyring_lookup_async (self->keyring, profile, HKK_DATA_KEYRING_USE, 0, cancellable,
                            on_key_loaded, task);
}
