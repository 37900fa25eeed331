/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-drafts-store.h"
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
  GPtrArray     *damaged;   /* of char*, NULL-terminated */
  GHashTable    *detached;  /* draft id → GStrvBuilder: uploads whose files go with the next save */
  GQueue         jobs;      /* of Job: the head is under way */
};

/* A change of the files. Jobs run one after the other. */
typedef struct
{
  HkkDrafts *drafts;  /* Owned while it runs */
  char      *id;
  GBytes    *plain;   /* Owned (nullable): NULL deletes */
  GStrv      remove;  /* (nullable): uploads whose files go */
  GPtrArray *tasks;   /* of GTask: who waits */
  GError    *error;   /* Owned (nullable): the outcome */
  gboolean   running;
} Job;

enum
{
  SIGNAL_DAMAGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void run_next        (HkkDrafts           *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (HkkDrafts, hkk_drafts, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_clear_pointer (&job->plain, g_bytes_unref);
  g_strfreev (job->remove);
  g_ptr_array_unref (job->tasks);
  g_clear_error (&job->error);
  g_free (job);
}

/* A program that is quitting goes on until what was typed last is on the disk. */
static void
hold_program (gboolean hold)
{
  GApplication *application = g_application_get_default ();

  if (application == NULL)
    return;
  if (hold)
    g_application_hold (application);
  else
    g_application_release (application);
}

static void
on_job_done (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  HkkDrafts *self = HKK_DRAFTS (source);
  Job *job = g_queue_pop_head (&self->jobs);

  for (guint i = 0; i < job->tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (job->tasks, i);

      if (job->error != NULL)
        g_task_return_error (task, g_error_copy (job->error));
      else
        g_task_return_boolean (task, TRUE);
    }
  job_free (job);
  run_next (self);
  hold_program (FALSE);
}

static void
job_worker (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  HkkDrafts *self = source;
  Job *job = data;

  if (job->plain != NULL)
    hkk_drafts_place_write (&self->place, job->id, job->plain, (const char * const *) job->remove, &job->error);
  else
    hkk_drafts_place_delete (&self->place, job->id);
  g_task_return_boolean (task, TRUE);
}

static void
run_next (HkkDrafts *self)
{
  Job *job = g_queue_peek_head (&self->jobs);
  g_autoptr(GTask) task = NULL;

  if (job == NULL || job->running)
    return;
  job->running = TRUE;
  hold_program (TRUE);
  task = g_task_new (self, NULL, on_job_done, NULL);
  g_task_set_source_tag (task, run_next);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, job_worker);
}

static void
add_job (HkkDrafts  *self,
         const char *id,
         GBytes     *plain,
         GStrv       remove,
         GTask      *waiter)
{
  Job *job = g_queue_peek_tail (&self->jobs);

  /* Typing saves often; what has not begun to be written is overtaken. */
  if (job != NULL && !job->running && job->plain != NULL && plain != NULL && g_str_equal (job->id, id) &&
      job->remove == NULL && remove == NULL)
    {
      g_bytes_unref (job->plain);
      job->plain = g_bytes_ref (plain);
    }
  else
    {
      job = g_new0 (Job, 1);
      job->id = g_strdup (id);
      job->plain = plain != NULL ? g_bytes_ref (plain) : NULL;
      job->remove = remove;
      job->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_queue_push_tail (&self->jobs, job);
    }
  g_ptr_array_add (job->tasks, g_object_ref (waiter));
  run_next (self);
}

static void
put_first (HkkDrafts *self,
           HkkDraft  *draft)
{
  guint position;

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
  g_list_store_insert (self->list, 0, draft);
}

static GBytes *
draft_bytes (HkkDraft *draft)
{
  g_autoptr(JsonNode) node = hkk_draft_to_json (draft);
  char *text = hkk_json_to_string (node);
  GBytes *bytes = hkk_secret_bytes_new (text, strlen (text));

  hkk_wipe (&text);
  return bytes;
}

/**
 * hkk_drafts_save_async:
 * @draft: one of hkk_draft_new() or of this list
 *
 * Writes the draft as it is now: encrypted, whole or not at all, synced. Finishes with %HKK_PORTAL_ERROR_STORAGE when
 * the disk refuses; the version before is then still there.
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
  hkk_draft_set_saved_at (draft, now);
  plain = draft_bytes (draft);
  if (g_bytes_get_size (plain) > HKK_JSON_MAX_BYTES)
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                                                       _("This is too long to be saved. Shorten the texts.")));
      return;
    }
  detached = g_hash_table_lookup (self->detached, hkk_draft_get_id (draft));
  if (detached != NULL)
    remove = g_strv_builder_end (detached);
  g_hash_table_remove (self->detached, hkk_draft_get_id (draft));
  put_first (self, draft);
  add_job (self, hkk_draft_get_id (draft), plain, remove, task);
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
 * hkk_drafts_delete_async:
 * @draft: what the person does not want any more, or what the server has
 *
 * Removes the draft and its files. Its state is %HKK_DRAFT_DONE at once.
 */
void
hkk_drafts_delete_async (HkkDrafts           *self,
                         HkkDraft            *draft,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  g_autofree char *id = NULL;
  guint position;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  g_return_if_fail (HKK_IS_DRAFT (draft));
  id = g_strdup (hkk_draft_get_id (draft));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_delete_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_draft_set_state (draft, HKK_DRAFT_DONE);
  g_hash_table_remove (self->detached, id);
  if (g_list_store_find (self->list, draft, &position))
    g_list_store_remove (self->list, position);
  add_job (self, id, NULL, NULL, task);
}

/**
 * hkk_drafts_delete_finish:
 *
 * Returns: %TRUE
 */
gboolean
hkk_drafts_delete_finish (HkkDrafts     *self,
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
  HkkDraftsFound *found = hkk_drafts_place_read (&self->place, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) hkk_drafts_found_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_drafts_load_async:
 *
 * Reads all drafts of the account and sweeps leftovers. What cannot be read is set aside as NAME.damaged and reported
 * by #HkkDrafts::damaged; it comes back by itself when it can be read again.
 */
void
hkk_drafts_load_async (HkkDrafts           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_DRAFTS (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_drafts_load_async);
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
  HkkDraftsFound *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->drafts->len; i++)
    {
      HkkDraft *draft = hkk_draft_from_json (g_ptr_array_index (found->drafts, i));

      if (draft != NULL && hkk_drafts_find (self, hkk_draft_get_id (draft)) == NULL)
        g_list_store_insert_sorted (self->list, draft, compare_saved, NULL);
      g_clear_object (&draft);
    }
  self->loaded = TRUE;
  for (guint i = 0; i < found->damaged->len; i++)
    {
      /* TRANSLATORS: %s is a file name */
      char *message = g_strdup_printf (_("A saved draft could not be read. Its file was kept as “%s”."),
                                       (const char *) g_ptr_array_index (found->damaged, i));

      g_ptr_array_add (self->damaged, message);
      g_signal_emit (self, signals[SIGNAL_DAMAGED], 0, message);
    }
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
 * hkk_drafts_get_damaged:
 *
 * Returns: (transfer none): a sentence for each file that could not be read; %NULL-terminated
 */
const char * const *
hkk_drafts_get_damaged (HkkDrafts *self)
{
  return (const char * const *) self->damaged->pdata;
}

/**
 * hkk_drafts_find:
 * @id: id of a draft
 *
 * Returns: (transfer none) (nullable):
 */
HkkDraft *
hkk_drafts_find (HkkDrafts  *self,
                 const char *id)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (hkk_draft_get_id (draft), id))
        return draft;
    }
  return NULL;
}

/**
 * hkk_drafts_find_for_form:
 * @form_id: id of a form
 * @target: (nullable): what it is about: a message, a request
 *
 * Returns: (transfer none) (nullable): the latest draft of this form, about this, that is being edited
 */
HkkDraft *
hkk_drafts_find_for_form (HkkDrafts  *self,
                          const char *form_id,
                          const char *target)
{
  guint n_drafts = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n_drafts; i++)
    {
      g_autoptr(HkkDraft) draft = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (hkk_draft_get_state (draft) == HKK_DRAFT_EDITING && g_strcmp0 (hkk_draft_get_form_id (draft), form_id) == 0 &&
          g_strcmp0 (hkk_draft_get_target (draft), target) == 0)
        return draft;
    }
  return NULL;
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
hkk_drafts_finalize (GObject *object)
{
  HkkDrafts *self = HKK_DRAFTS (object);

  g_free (self->place.dir);
  g_free (self->place.account);
  g_clear_pointer (&self->place.key, g_bytes_unref);
  g_clear_object (&self->list);
  g_ptr_array_unref (self->damaged);
  g_hash_table_unref (self->detached);
  g_queue_clear_full (&self->jobs, job_free);
  G_OBJECT_CLASS (hkk_drafts_parent_class)->finalize (object);
}

static void
hkk_drafts_class_init (HkkDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_drafts_finalize;
  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged", HKK_TYPE_DRAFTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
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
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_list_changed), self);
  self->damaged = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  self->detached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strv_builder_unref);
}

/**
 * hkk_drafts_new:
 * @dir: where the files are; made with mode 0700 when missing
 * @account_id: the opaque id of the account
 * @key: 32 bytes, the account's data key
 *
 * Returns: (transfer full): an empty store; see hkk_drafts_load_async()
 */
HkkDrafts *
hkk_drafts_new (const char *dir,
                const char *account_id,
                GBytes     *key)
{
  HkkDrafts *self;

  g_return_val_if_fail (g_bytes_get_size (key) == HKK_SEAL_KEY_SIZE, NULL);

  self = g_object_new (HKK_TYPE_DRAFTS, NULL);
  self->place.dir = g_strdup (dir);
  self->place.account = g_strdup (account_id);
  self->place.key = g_bytes_ref (key);
  return self;
}
