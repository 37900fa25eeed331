/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-back-off.h"
#include "hkk-clock.h"
#include "hkk-drafts-list.h"
#include "hkk-json.h"
#include "hkk-key.h"
#include "hkk-portal-error.h"
#include "hkk-sealed-file.h"

struct _HkkDrafts
{
  GObject        parent_instance;

  HkkDraftsPlace place;     /* Owned strings and key */
  GListStore    *list;      /* Owned: of HkkDraft, the latest first */
  gboolean       loaded;
  GError        *failure;   /* Owned (nullable): why nothing can be kept now */
  GPtrArray     *damaged;   /* of char*, NULL-terminated: names of files */
  GHashTable    *detached;  /* draft id → GStrvBuilder: uploads whose files go with the next save */
  GHashTable    *gone;      /* of draft ids, owned: what was read before it went does not come back */
  guint          loading;   /* how many loads are under way */
  HkkDraftJobs  *jobs;      /* Owned */
  guint          retry;     /* source */
  guint          failures;  /* in a row */
};

enum
{
  PROP_LOADED = 1,
  PROP_FAILURE,
  PROP_N_UNSAVED,
  PROP_DAMAGED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);
static void retry_later     (HkkDrafts           *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkDrafts, hkk_drafts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static gboolean
is_taken (HkkDrafts  *self,
          HkkDraft   *but,
          guint       number)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (draft != but && hkk_draft_get_state (draft) != HKK_DRAFT_DONE && hkk_draft_get_number (draft) == number &&
          g_strcmp0 (hkk_draft_get_title (draft), hkk_draft_get_title (but)) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Those that are called alike are told apart. What one is called does not change because another one goes. */
static void
give_number (HkkDrafts  *self,
             GParamSpec *pspec,
             HkkDraft   *draft)
{
  guint number = 1;

  while (is_taken (self, draft, number))
    number++;
  hkk_draft_set_number (draft, number);
}

/* It comes into the list, and keeps the number that it was saved with. */
static void
begin_numbering (HkkDrafts *self,
                 HkkDraft  *draft)
{
  if (!hkk_draft_is_numbered (draft) || is_taken (self, draft, hkk_draft_get_number (draft)))
    give_number (self, NULL, draft);
  g_signal_connect_object (draft, "notify::title", G_CALLBACK (give_number), self, G_CONNECT_SWAPPED);
}

void
hkk_drafts_put_first (HkkDrafts *self,
                      HkkDraft  *draft)
{
  guint position;

  g_hash_table_remove (self->gone, hkk_draft_get_id (draft));
  if (g_list_store_find (self->list, draft, &position))
    {
      if (position == 0)
        return;
      g_object_ref (draft);
      g_list_store_remove (self->list, position);
      g_list_store_insert (self->list, 0, draft);
      g_object_unref (draft);
      return;
    }
  begin_numbering (self, draft);
  g_list_store_insert (self->list, 0, draft);
}

static GBytes *
draft_bytes (HkkDraft  *draft,
             GDateTime *saved_at)
{
  g_autoptr(JsonNode) node = hkk_draft_to_json (draft, saved_at);
  char *text = hkk_json_to_string (node);
  GBytes *bytes = hkk_secret_bytes_new (text, strlen (text));

  hkk_wipe (&text);
  return bytes;
}

static void
notify (HkkDrafts *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* (transfer full) */
GError *
hkk_drafts_why_not_kept (HkkDrafts *self)
{
  if (self->failure != NULL)
    return g_error_copy (self->failure);
  return hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                               self->place.key == NULL
                                 ? _("The key with which your entries are kept is not here yet.")
                                 : _("This is too long to be saved. Shorten the texts."));
}

static void
note_unsaved (HkkDrafts    *self,
              HkkDraft     *draft,
              const GError *error)
{
  gboolean was_unsaved = hkk_draft_get_unsaved (draft) != NULL;
  guint position;

  hkk_draft_set_unsaved (draft, error);
  if (was_unsaved != (error != NULL))
    {
      notify (self, PROP_N_UNSAVED);
      /* Rows say so. */
      if (g_list_store_find (self->list, draft, &position))
        g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
    }
  if (error != NULL)
    retry_later (self);
}

static void
set_failure (HkkDrafts    *self,
             const GError *error)
{
  if (self->failure == NULL && error == NULL)
    return;
  g_clear_error (&self->failure);
  self->failure = error != NULL ? g_error_copy (error) : NULL;
  notify (self, PROP_FAILURE);
}

/* --- What could not be saved is tried again --- */

static void
on_loaded_again (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_drafts_load_finish (HKK_DRAFTS (source), result, &error))
    g_debug ("drafts: %s", error->message);
}

static gboolean
could_not_read (HkkDrafts *self)
{
  return self->failure != NULL && self->place.key != NULL;
}

static void
save_unsaved (HkkDrafts *self)
{
  g_autoptr(GPtrArray) unsaved = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (hkk_draft_get_unsaved (draft) != NULL)
        g_ptr_array_add (unsaved, g_steal_pointer (&draft));
    }
  for (guint i = 0; i < unsaved->len; i++)
    hkk_drafts_save_async (self, g_ptr_array_index (unsaved, i), NULL, NULL, NULL);
}

static gboolean
on_retry (gpointer data)
{
  HkkDrafts *self = data;

  self->retry = 0;
  if (could_not_read (self))
    hkk_drafts_load_async (self, NULL, on_loaded_again, NULL);
  save_unsaved (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (HkkDrafts *self)
{
  if (!self->retry)
    self->retry = g_timeout_add (hkk_back_off_ms (++self->failures, -1), on_retry, self);
}

static void
on_written (gpointer      owner,
            const char   *id,
            GDateTime    *saved_at,
            const GError *error)
{
  HkkDrafts *self = HKK_DRAFTS (owner);
  HkkDraft *draft = hkk_drafts_find (self, id);

  if (draft != NULL && error == NULL)
    hkk_draft_set_saved_at (draft, saved_at);
  if (draft != NULL)
    note_unsaved (self, draft, error);
  if (error != NULL)
    return;
  self->failures = 0;
  g_clear_handle_id (&self->retry, g_source_remove);
  /* There is room again, for the others too. */
  if (hkk_drafts_get_n_unsaved (self) > 0 || could_not_read (self))
    self->retry = g_idle_add (on_retry, self);
}

/**
 * hkk_drafts_save_async:
 * @draft: one of hkk_draft_new() or of this list
 *
 * Writes the draft as it is now: encrypted, whole or not at all, synced. Finishes with %HKK_PORTAL_ERROR_STORAGE when
 * the disk refuses, or while there is no key; the version before is then still there, the draft says so
 * (hkk_draft_get_unsaved()), and it is tried again by itself, with growing pauses.
 */
void
hkk_drafts_save_async (HkkDrafts           *self,
                       HkkDraft            *draft,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autoptr(GBytes) plain = NULL;
  GStrvBuilder *detached;
  GStrv remove = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_save_async);
  g_task_set_check_cancellable (task, FALSE);
  if (hkk_draft_get_state (draft) == HKK_DRAFT_DONE)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  hkk_drafts_put_first (self, draft);
  plain = draft_bytes (draft, now);
  if (self->place.key == NULL || g_bytes_get_size (plain) > HKK_JSON_MAX_BYTES)
    {
      g_autoptr(GError) error = hkk_drafts_why_not_kept (self);

      note_unsaved (self, draft, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  detached = g_hash_table_lookup (self->detached, hkk_draft_get_id (draft));
  if (detached != NULL)
    remove = g_strv_builder_end (detached);
  g_hash_table_remove (self->detached, hkk_draft_get_id (draft));
  hkk_draft_jobs_write (self->jobs, hkk_draft_get_id (draft), plain, now, remove, task);
}

/**
 * hkk_drafts_save_finish:
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
hkk_drafts_save_finish (HkkDrafts     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_drafts_settle_async:
 *
 * Waits until everything that is being written is on the disk, or is known not to be: see hkk_drafts_get_n_unsaved().
 */
void
hkk_drafts_settle_async (HkkDrafts           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_settle_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_draft_jobs_wait (self->jobs, task);
}

/**
 * hkk_drafts_settle_finish:
 *
 * Returns: %TRUE
 */
gboolean
hkk_drafts_settle_finish (HkkDrafts     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_drafts_detach:
 * @upload: id of a file of @draft
 *
 * Takes the file out of the draft. Its copy on disk goes with the next save, not before: until then the saved draft
 * names it.
 */
void
hkk_drafts_detach (HkkDrafts  *self,
                   HkkDraft   *draft,
                   const char *upload)
{
  GStrvBuilder *builder;
  g_autofree char *id = g_strdup (upload);

  g_return_if_fail (HKK_IS_DRAFTS (self));
  if (!hkk_draft_remove_attachment (draft, upload))
    return;
  builder = g_hash_table_lookup (self->detached, hkk_draft_get_id (draft));
  if (builder == NULL)
    {
      builder = g_strv_builder_new ();
      g_hash_table_insert (self->detached, g_strdup (hkk_draft_get_id (draft)), builder);
    }
  g_strv_builder_add (builder, id);
}

static int
compare_saved (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  GDateTime *first = hkk_draft_get_saved_at (HKK_DRAFT ((gpointer) a));
  GDateTime *second = hkk_draft_get_saved_at (HKK_DRAFT ((gpointer) b));

  return first != NULL && second != NULL ? g_date_time_compare (second, first) : (second != NULL) - (first != NULL);
}

static void
load_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  HkkDrafts *self = source;
  g_autoptr(GError) error = NULL;
  HkkDraftsFound *found = hkk_drafts_place_read (&self->place, GPOINTER_TO_INT (data), &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) hkk_drafts_found_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_drafts_load_async:
 *
 * Reads all drafts of the account and sweeps leftovers. What cannot be read is set aside as NAME.damaged, see
 * hkk_drafts_get_damaged(); it comes back by itself when it can be read again.
 */
void
hkk_drafts_load_async (HkkDrafts           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (self->place.key != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_load_async);
  /* What was begun in memory may have files that no saved draft names yet. */
  g_task_set_task_data (task, GINT_TO_POINTER (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0), NULL);
  self->loading++;
  g_task_run_in_thread (task, load_worker);
}

/**
 * hkk_drafts_load_finish:
 *
 * Returns: %TRUE when the directory could be read
 */
gboolean
hkk_drafts_load_finish (HkkDrafts     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr(GError) local = NULL;
  HkkDraftsFound *found = g_task_propagate_pointer (G_TASK (result), &local);

  self->loading--;
  if (found == NULL)
    {
      set_failure (self, local);
      retry_later (self);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < found->drafts->len; i++)
    {
      HkkDraft *draft = hkk_draft_from_json (g_ptr_array_index (found->drafts, i));

      if (draft != NULL && !g_hash_table_contains (self->gone, hkk_draft_get_id (draft)) &&
          hkk_drafts_find (self, hkk_draft_get_id (draft)) == NULL)
        {
          begin_numbering (self, draft);
          g_list_store_insert_sorted (self->list, draft, compare_saved, NULL);
        }
      g_clear_object (&draft);
    }
  self->loaded = TRUE;
  set_failure (self, NULL);
  notify (self, PROP_LOADED);
  save_unsaved (self);
  g_ptr_array_set_size (self->damaged, 0);
  for (guint i = 0; i < found->damaged->len; i++)
    g_ptr_array_add (self->damaged, g_strdup (g_ptr_array_index (found->damaged, i)));
  notify (self, PROP_DAMAGED);
  hkk_drafts_found_free (found);
  return TRUE;
}

/**
 * hkk_drafts_get_loaded:
 *
 * Returns: whether the list is complete
 */
gboolean
hkk_drafts_get_loaded (HkkDrafts *self)
{
  return self->loaded;
}

/**
 * hkk_drafts_get_failure:
 *
 * Returns: (transfer none) (nullable): why nothing can be kept now: there is no key, or the folder cannot be read
 */
const GError *
hkk_drafts_get_failure (HkkDrafts *self)
{
  return self->failure;
}

/**
 * hkk_drafts_set_failure:
 * @error: why there is no key
 */
void
hkk_drafts_set_failure (HkkDrafts    *self,
                        const GError *error)
{
  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (error != NULL);

  if (self->place.key == NULL)
    set_failure (self, error);
}

/**
 * hkk_drafts_set_key:
 * @key: 32 bytes, the account's data key
 *
 * For drafts that were made without one: what was begun is kept from now on. Load them next.
 */
void
hkk_drafts_set_key (HkkDrafts *self,
                    GBytes    *key)
{
  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (self->place.key == NULL);
  g_return_if_fail (g_bytes_get_size (key) == HKK_SEAL_KEY_SIZE);

  self->place.key = g_bytes_ref (key);
}

/**
 * hkk_drafts_get_damaged:
 *
 * Returns: (transfer none): the names of the files that load could not read and set aside; %NULL-terminated
 */
const char * const *
hkk_drafts_get_damaged (HkkDrafts *self)
{
  return (const char * const *) self->damaged->pdata;
}

/* It is not in the list any more, and nothing of it waits to be saved; hkk_drafts_forget() is to follow when its file
 * is gone. */
void
hkk_drafts_take_out (HkkDrafts *self,
                     HkkDraft  *draft)
{
  guint position;

  g_hash_table_remove (self->detached, hkk_draft_get_id (draft));
  g_hash_table_add (self->gone, g_strdup (hkk_draft_get_id (draft)));
  note_unsaved (self, draft, NULL);
  if (!g_list_store_find (self->list, draft, &position))
    return;
  g_signal_handlers_disconnect_by_func (draft, give_number, self);
  g_list_store_remove (self->list, position);
}

/* Its file is gone: no load finds it any more, but for one that is under way. */
void
hkk_drafts_forget (HkkDrafts *self,
                   HkkDraft  *draft)
{
  if (self->loading == 0)
    g_hash_table_remove (self->gone, hkk_draft_get_id (draft));
}

/* NAME: of a file that could not be read; it is gone. */
void
hkk_drafts_forget_damaged (HkkDrafts  *self,
                           const char *name)
{
  guint position;

  if (g_ptr_array_find_with_equal_func (self->damaged, name, g_str_equal, &position))
    g_ptr_array_remove_index (self->damaged, position);
  notify (self, PROP_DAMAGED);
}

HkkDraftJobs *
hkk_drafts_get_jobs (HkkDrafts *self)
{
  return self->jobs;
}

HkkDraftsPlace *
hkk_drafts_get_place (HkkDrafts *self)
{
  return &self->place;
}

static GType
get_item_type (GListModel *model)
{
  return HKK_TYPE_DRAFT;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (HKK_DRAFTS (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (HKK_DRAFTS (model)->list), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
hkk_drafts_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  HkkDrafts *self = HKK_DRAFTS (object);

  switch (id)
    {
    case PROP_LOADED: g_value_set_boolean (value, self->loaded); break;
    case PROP_FAILURE: g_value_set_boxed (value, self->failure); break;
    case PROP_N_UNSAVED: g_value_set_uint (value, hkk_drafts_get_n_unsaved (self)); break;
    case PROP_DAMAGED: g_value_set_boxed (value, self->damaged->pdata); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_drafts_finalize (GObject *object)
{
  HkkDrafts *self = HKK_DRAFTS (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  g_free (self->place.dir);
  g_free (self->place.account);
  g_clear_pointer (&self->place.key, g_bytes_unref);
  g_clear_object (&self->list);
  g_ptr_array_unref (self->damaged);
  g_hash_table_unref (self->detached);
  g_hash_table_unref (self->gone);
  g_clear_error (&self->failure);
  hkk_draft_jobs_free (self->jobs);
  G_OBJECT_CLASS (hkk_drafts_parent_class)->finalize (object);
}

static void
hkk_drafts_class_init (HkkDraftsClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = hkk_drafts_get_property;
  G_OBJECT_CLASS (klass)->finalize = hkk_drafts_finalize;
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_UNSAVED] = g_param_spec_uint ("n-unsaved", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DAMAGED] = g_param_spec_boxed ("damaged", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
on_list_changed (HkkDrafts *self,
                 guint      position,
                 guint      removed,
                 guint      added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
hkk_drafts_init (HkkDrafts *self)
{
  self->list = g_list_store_new (HKK_TYPE_DRAFT);
  self->jobs = hkk_draft_jobs_new (G_OBJECT (self), &self->place, on_written);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_list_changed), self);
  self->damaged = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->detached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strv_builder_unref);
}

/**
 * hkk_drafts_new:
 * @dir: where the files are; made with mode 0700 when missing
 * @account_id: the opaque id of the account
 * @key: (nullable): 32 bytes, the account's data key; without it everything is in memory only, until
 *   hkk_drafts_set_key()
 *
 * Returns: (transfer full): an empty store; see hkk_drafts_load_async()
 */
HkkDrafts *
hkk_drafts_new (const char *dir,
                const char *account_id,
                GBytes     *key)
{
  HkkDrafts *self;

  g_return_val_if_fail (key == NULL || g_bytes_get_size (key) == HKK_SEAL_KEY_SIZE, NULL);

  self = g_object_new (HKK_TYPE_DRAFTS, NULL);
  self->place.dir = g_strdup (dir);
  self->place.account = g_strdup (account_id);
  self->place.key = key != NULL ? g_bytes_ref (key) : NULL;
  return self;
}
