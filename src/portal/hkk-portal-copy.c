/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this computer keeps of what was seen: sealed with the data key, bound to the account, gone at sign-out. */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-sealed-file.h"

/* Of what is kept without being asked for; what was seen last stays. */
#define MAX_COPIES 300
#define MAX_COPIES_SIZE ((gint64) 16 * 1024 * 1024)
/* Of the files that the person wants to have here, together. */
#define MAX_FILES_SIZE ((gint64) 512 * 1024 * 1024)

/* Between what writes in workers and what removes: nothing may come to a folder after it was emptied. */
struct _HkkCopyGate
{
  gatomicrefcount refs;
  GMutex          mutex;
  guint           emptied; /* how often */
};

HkkCopyGate *
hkk_copy_gate_new (void)
{
  HkkCopyGate *self = g_new0 (HkkCopyGate, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  return self;
}

static HkkCopyGate *
gate_ref (HkkCopyGate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
hkk_copy_gate_unref (HkkCopyGate *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Profile ids and names of copies are the server's; as part of a path they must be plain. */
gboolean
hkk_copy_name_is_plain (const char *text)
{
  return text != NULL && *text &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen (text);
}

/* (transfer full) (nullable): FOLDER is "cache" or "kept". */
static char *
make_path (HkkPortal  *self,
           const char *folder,
           const char *name)
{
  const char *profile = hkk_session_get_profile (self->session);

  if (self->data_key == NULL || !hkk_copy_name_is_plain (profile) || !hkk_copy_name_is_plain (name))
    return NULL;
  return g_build_filename (self->data_dir, folder, profile, name, NULL);
}

/* --- What is written or read in a worker --- */

typedef struct
{
  HkkCopyGate *gate;    /* Owned */
  guint        emptied; /* as it was when this was asked for */
  char        *path;
  GBytes      *key;     /* Owned */
  char        *account;
  char        *name;
  GBytes      *plain;   /* Owned (nullable) */
  GFile       *file;    /* Owned (nullable): what is kept, or where it goes to */
} CopyJob;

static CopyJob *
copy_job_new (HkkPortal  *self,
              char       *path,
              const char *name)
{
  CopyJob *job = g_new0 (CopyJob, 1);

  job->gate = gate_ref (self->gate);
  job->emptied = self->gate->emptied;
  job->path = path;
  job->key = g_bytes_ref (self->data_key);
  job->account = g_strdup (hkk_session_get_profile (self->session));
  job->name = g_strdup (name);
  return job;
}

static void
copy_job_free (gpointer data)
{
  CopyJob *job = data;

  hkk_copy_gate_unref (job->gate);
  g_free (job->path);
  g_bytes_unref (job->key);
  g_free (job->account);
  g_free (job->name);
  g_clear_pointer (&job->plain, g_bytes_unref);
  g_clear_object (&job->file);
  g_free (job);
}

typedef struct
{
  char   *path;
  gint64  time;
  gint64  size;
} Copy;

static void
copy_free (gpointer data)
{
  g_free (((Copy *) data)->path);
  g_free (data);
}

static int
compare_copies (gconstpointer a,
                gconstpointer b)
{
  const Copy *left = *(Copy * const *) a;
  const Copy *right = *(Copy * const *) b;

  return (left->time < right->time) - (left->time > right->time);
}

/* (transfer full): of Copy, the latest first. */
static GPtrArray *
list_copies (const char *dir)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (copy_free);
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      GStatBuf status;
      Copy *copy;

      if (g_stat (path, &status) != 0)
        continue;
      copy = g_new0 (Copy, 1);
      copy->path = g_steal_pointer (&path);
      copy->time = (gint64) status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
      copy->size = status.st_size;
      g_ptr_array_add (copies, copy);
    }
  g_ptr_array_sort (copies, compare_copies);
  return copies;
}

static void
trim (const char *dir)
{
  g_autoptr(GPtrArray) copies = list_copies (dir);
  gint64 size = 0;

  for (guint i = 0; i < copies->len; i++)
    {
      const Copy *copy = g_ptr_array_index (copies, i);

      size += copy->size;
      if (i >= MAX_COPIES || size > MAX_COPIES_SIZE)
        g_unlink (copy->path);
    }
}

static gboolean
write_copy (CopyJob     *job,
            const char  *dir,
            GError     **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&job->gate->mutex);

  if (job->emptied != job->gate->emptied)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "emptied");
      return FALSE;
    }
  return hkk_make_private_dir (dir, error) &&
         hkk_sealed_write (job->path, job->key, job->account, job->name, job->plain, error);
}

static void
cache_worker (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  CopyJob *job = data;
  g_autofree char *dir = g_path_get_dirname (job->path);
  g_autoptr(GError) error = NULL;

  /* A copy that cannot be kept costs a moment at the next start, no more. */
  if (write_copy (job, dir, &error))
    trim (dir);
  else
    g_debug ("offline copy: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* (transfer full) (nullable) */
static JsonNode *
read_copy (const char *path,
           GBytes     *key,
           const char *account,
           const char *name)
{
  g_autoptr(GBytes) plain = hkk_sealed_read (path, key, account, name, NULL);

  return plain != NULL ? hkk_json_parse_bytes (plain, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL) : NULL;
}

/* (transfer full) (nullable): what COPY (nullable) is of. */
static JsonNode *
open_copy (JsonNode   *copy,
           GDateTime **seen_at)
{
  JsonObject *object = copy != NULL ? json_node_get_object (copy) : NULL;

  if (seen_at != NULL)
    *seen_at = NULL;
  if (object == NULL || !json_object_has_member (object, "data"))
    return NULL;
  if (seen_at != NULL && hkk_json_get_string (object, "seen_at") != NULL)
    *seen_at = g_date_time_new_from_iso8601 (hkk_json_get_string (object, "seen_at"), NULL);
  return json_object_dup_member (object, "data");
}

/**
 * hkk_portal_get_cached:
 * @name: what was kept, `overview`; letters, digits, `-` and `_`
 * @seen_at: (out) (optional) (transfer full): when it was kept
 *
 * Returns: (transfer full) (nullable): what hkk_portal_put_cached() kept for the person who is signed in
 */
JsonNode *
hkk_portal_get_cached (HkkPortal   *self,
                       const char  *name,
                       GDateTime  **seen_at)
{
  g_autofree char *path = make_path (self, "cache", name);
  g_autoptr(JsonNode) copy = NULL;

  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  if (path != NULL)
    copy = read_copy (path, self->data_key, hkk_session_get_profile (self->session), name);
  return open_copy (copy, seen_at);
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  const CopyJob *job = data;

  g_task_return_pointer (task, read_copy (job->path, job->key, job->account, job->name),
                         (GDestroyNotify) json_node_unref);
}

static void
on_copy_read (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) outer = data;

  g_task_return_pointer (outer, g_task_propagate_pointer (G_TASK (result), NULL), (GDestroyNotify) json_node_unref);
}

/**
 * hkk_portal_get_cached_async:
 * @name: see hkk_portal_get_cached()
 *
 * Reads a copy in a worker: for what is not needed for the next picture.
 */
void
hkk_portal_get_cached_async (HkkPortal           *self,
                             const char          *name,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  char *path = NULL;
  g_autoptr(GTask) outer = NULL;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));

  outer = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (outer, hkk_portal_get_cached_async);
  path = make_path (self, "cache", name);
  if (path == NULL)
    {
      g_task_return_pointer (outer, NULL, NULL);
      return;
    }
  /* Without the portal: the worker may be the last to let go of the task, and a portal must not end there. */
  task = g_task_new (NULL, NULL, on_copy_read, g_object_ref (outer));
  g_task_set_source_tag (task, hkk_portal_get_cached_async);
  g_task_set_task_data (task, copy_job_new (self, path, name), copy_job_free);
  g_task_run_in_thread (task, read_worker);
}

/**
 * hkk_portal_get_cached_finish:
 * @seen_at: (out) (optional) (transfer full): when it was kept
 * @error: only when it was cancelled
 *
 * Returns: (transfer full) (nullable): what hkk_portal_put_cached() kept; %NULL without an error if that is nothing
 */
JsonNode *
hkk_portal_get_cached_finish (HkkPortal     *self,
                              GAsyncResult  *result,
                              GDateTime    **seen_at,
                              GError       **error)
{
  g_autoptr(JsonNode) copy = g_task_propagate_pointer (G_TASK (result), error);

  return open_copy (copy, seen_at);
}

/**
 * hkk_portal_put_cached:
 * @name: see hkk_portal_get_cached()
 * @node: what to keep
 *
 * Keeps a copy for times without a connection, encrypted, in a worker. Nothing is kept while nobody is signed in, or
 * when the person does not want it. There is room for a few hundred; the one that was kept longest ago goes first.
 */
void
hkk_portal_put_cached (HkkPortal  *self,
                       const char *name,
                       JsonNode   *node)
{
  g_autofree char *path = make_path (self, "cache", name);
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autofree char *seen_at = g_date_time_format_iso8601 (now);
  g_autoptr(JsonNode) outer = NULL;
  g_autoptr(GTask) task = NULL;
  CopyJob *job;
  char *text;

  g_return_if_fail (HKK_IS_PORTAL (self));
  if (path == NULL || self->no_copies)
    return;
  outer = hkk_json_node ("seen_at", seen_at, "data", json_node_ref (node));
  text = hkk_json_to_string (outer);
  job = copy_job_new (self, g_steal_pointer (&path), name);
  job->plain = g_bytes_new_take (text, strlen (text));
  /* Without the portal: a task that nobody waits for drops its source in the worker, and a portal must not end
   * there. */
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, hkk_portal_put_cached);
  g_task_set_task_data (task, job, copy_job_free);
  g_task_run_in_thread (task, cache_worker);
}

/* --- All of it --- */

static void
empty_folder (HkkPortal  *self,
              const char *folder,
              const char *profile)
{
  g_autofree char *dir = g_build_filename (self->data_dir, folder, profile, NULL);
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

/* What is kept of PROFILE (nullable) goes, also what is being written. */
void
hkk_portal_copies_wipe (HkkPortal  *self,
                        const char *profile)
{
  if (hkk_copy_name_is_plain (profile))
    {
      g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->gate->mutex);

      self->gate->emptied++;
      empty_folder (self, "cache", profile);
      empty_folder (self, "kept", profile);
    }
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_signal_emit_by_name (self, "files-changed", NULL);
}

/**
 * hkk_portal_set_keeps_copy:
 * @keeps: whether this computer keeps a copy of what is seen; %TRUE by default
 *
 * Switched off, what was kept is removed at once, also the files of hkk_portal_keep_file_async(), and nothing is kept
 * any more. Drafts are no copies: they stay.
 */
void
hkk_portal_set_keeps_copy (HkkPortal *self,
                           gboolean   keeps)
{
  g_return_if_fail (HKK_IS_PORTAL (self));

  if (self->no_copies == !keeps)
    return;
  self->no_copies = !keeps;
  if (!keeps)
    hkk_portal_copies_wipe (self, hkk_session_get_profile (self->session));
}

/**
 * hkk_portal_get_keeps_copy:
 *
 * Returns: whether this computer keeps a copy of what is seen
 */
gboolean
hkk_portal_get_keeps_copy (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  return !self->no_copies;
}

/**
 * hkk_portal_can_keep:
 *
 * Returns: whether something would be kept now: the person wants it, and the key is here
 */
gboolean
hkk_portal_can_keep (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  return !self->no_copies && self->data_key != NULL;
}

/* --- Files that the person wants to have here --- */

static GHashTable *
ensure_files (HkkPortal *self)
{
  const char *profile = hkk_session_get_profile (self->session);
  g_autofree char *dir = NULL;
  g_autoptr(GDir) open = NULL;
  const char *name;

  if (self->files != NULL || self->data_key == NULL || !hkk_copy_name_is_plain (profile))
    return self->files;
  dir = g_build_filename (self->data_dir, "kept", profile, NULL);
  open = g_dir_open (dir, 0, NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    if (hkk_copy_name_is_plain (name)) /* and no rest of what was being written */
      g_hash_table_add (self->files, g_strdup (name));
  return self->files;
}

static void
note_file (HkkPortal  *self,
           const char *name,
           gboolean    is_here)
{
  GHashTable *files = ensure_files (self);

  if (files != NULL && is_here)
    g_hash_table_add (files, g_strdup (name));
  else if (files != NULL)
    g_hash_table_remove (files, name);
  g_signal_emit_by_name (self, "files-changed", name);
}

/**
 * hkk_portal_has_file:
 * @name: (nullable): what it is kept as
 *
 * Returns: whether hkk_portal_keep_file_async() kept it for the person who is signed in
 */
gboolean
hkk_portal_has_file (HkkPortal  *self,
                     const char *name)
{
  GHashTable *files;

  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  files = ensure_files (self);
  return name != NULL && files != NULL && g_hash_table_contains (files, name);
}

static gboolean
has_room (const char  *dir,
          gsize        size,
          GError     **error)
{
  g_autoptr(GPtrArray) copies = list_copies (dir);
  gint64 all = (gint64) size;

  for (guint i = 0; i < copies->len; i++)
    all += ((const Copy *) g_ptr_array_index (copies, i))->size;
  if (all <= MAX_FILES_SIZE)
    return TRUE;
  g_set_error_literal (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STORAGE,
                       _("There are too many documents on this computer. Remove one that you no longer need."));
  return FALSE;
}

static void
keep_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CopyJob *job = data;
  g_autofree char *dir = g_path_get_dirname (job->path);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  gsize size = 0;

  if (g_file_load_contents (job->file, cancellable, &bytes, &size, NULL, &error))
    job->plain = g_bytes_new_take (bytes, size);
  if (job->plain != NULL && has_room (dir, size, &error) && write_copy (job, dir, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_file_kept (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  note_file (HKK_PORTAL (source), g_task_get_task_data (task), TRUE);
  g_task_return_boolean (task, TRUE);
}

/* OUTER has as its data what it is kept as; ON_DONE gets it, and ends it. FILE: what is kept, or where it goes to. */
static void
run_file_job (GTask               *outer,
              GFile               *file,
              GTaskThreadFunc      worker,
              GAsyncReadyCallback  on_done)
{
  HkkPortal *self = g_task_get_source_object (outer);
  const char *name = g_task_get_task_data (outer);
  char *path = make_path (self, "kept", name);
  g_autoptr(GTask) task = NULL;
  CopyJob *job;

  if (path == NULL)
    {
      g_task_return_error (outer, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                                                        _("Nothing can be kept on this computer now.")));
      return;
    }
  job = copy_job_new (self, path, name);
  job->file = g_object_ref (file);
  task = g_task_new (self, g_task_get_cancellable (outer), on_done, g_object_ref (outer));
  g_task_set_source_tag (task, run_file_job);
  g_task_set_task_data (task, job, copy_job_free);
  g_task_run_in_thread (task, worker);
}

/**
 * hkk_portal_keep_file_async:
 * @name: what to keep it as; letters, digits, `-` and `_`
 * @plain: the file as it came
 *
 * Keeps a file on this computer, encrypted, until the person signs out. @plain is only read.
 */
void
hkk_portal_keep_file_async (HkkPortal           *self,
                            const char          *name,
                            GFile               *plain,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(GTask) outer = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (name != NULL && G_IS_FILE (plain));

  outer = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (outer, hkk_portal_keep_file_async);
  g_task_set_task_data (outer, g_strdup (name), g_free);
  if (self->no_copies)
    g_task_return_error (outer, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                                                      _("You do not want anything to be kept on this computer.")));
  else
    run_file_job (outer, plain, keep_worker, on_file_kept);
}

static void
take_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  CopyJob *job = data;
  g_autofree char *target = g_file_get_path (job->file);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = hkk_sealed_read (job->path, job->key, job->account, job->name, &error);

  if (plain != NULL && hkk_write_private (target, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* What cannot be read is not there. */
static void
on_file_taken (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error->domain == HKK_SEAL_ERROR || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    hkk_portal_drop_file (HKK_PORTAL (source), g_task_get_task_data (task));
  g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_portal_take_file_async:
 * @name: what it is kept as
 * @target: where its plain bytes go to, with mode 0600
 *
 * Gives back what hkk_portal_keep_file_async() kept. One that is damaged is removed.
 */
void
hkk_portal_take_file_async (HkkPortal           *self,
                            const char          *name,
                            GFile               *target,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr(GTask) outer = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (name != NULL && G_IS_FILE (target));

  outer = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (outer, hkk_portal_take_file_async);
  g_task_set_task_data (outer, g_strdup (name), g_free);
  run_file_job (outer, target, take_worker, on_file_taken);
}

/**
 * hkk_portal_file_finish:
 * @error: %HKK_PORTAL_ERROR, %HKK_SEAL_ERROR or %G_FILE_ERROR
 *
 * Ends hkk_portal_keep_file_async() and hkk_portal_take_file_async().
 *
 * Returns: whether the file is where it was to go
 */
gboolean
hkk_portal_file_finish (HkkPortal     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_portal_drop_file:
 * @name: what it is kept as
 *
 * Removes a file from this computer. Does nothing when it is not here.
 */
void
hkk_portal_drop_file (HkkPortal  *self,
                      const char *name)
{
  g_autofree char *path = make_path (self, "kept", name);

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (name != NULL);

  if (path == NULL)
    return;
  g_unlink (path);
  note_file (self, name, FALSE);
}
