/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that the person wants to have on this computer. */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "hkk-sealed-file.h"

/* Together. */
#define MAX_FILES_SIZE ((gint64) 512 * 1024 * 1024)

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

/**
 * hkk_portal_get_n_files:
 *
 * Returns: how many files the person who is signed in keeps here
 */
guint
hkk_portal_get_n_files (HkkPortal *self)
{
  GHashTable *files;

  g_return_val_if_fail (HKK_IS_PORTAL (self), 0);

  files = ensure_files (self);
  return files != NULL ? g_hash_table_size (files) : 0;
}

static gboolean
has_room (HkkCopyJob  *job,
          gsize        size,
          GError     **error)
{
  if (hkk_copy_job_folder_size (job) + (gint64) size <= MAX_FILES_SIZE)
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
  HkkCopyJob *job = data;
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  gsize size = 0;

  if (g_file_load_contents (job->file, cancellable, &bytes, &size, NULL, &error))
    job->plain = g_bytes_new_take (bytes, size);
  if (job->plain != NULL && has_room (job, size, &error) && hkk_copy_job_write (job, &error))
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

/* NAME: what it is kept as. */
static GTask *
file_task_new (HkkPortal           *self,
               const char          *name,
               gpointer             tag,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (name), g_free);
  return task;
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
  HkkCopyJob *job = hkk_portal_make_copy_job (self, "kept", name);
  g_autoptr(GTask) task = NULL;

  if (job == NULL)
    {
      g_task_return_error (outer, hkk_portal_error_new (HKK_PORTAL_ERROR_STORAGE,
                                                        _("Nothing can be kept on this computer now.")));
      return;
    }
  job->file = g_object_ref (file);
  task = g_task_new (self, g_task_get_cancellable (outer), on_done, g_object_ref (outer));
  g_task_set_source_tag (task, run_file_job);
  g_task_set_task_data (task, job, hkk_copy_job_free);
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

  outer = file_task_new (self, name, hkk_portal_keep_file_async, cancellable, callback, data);
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
  HkkCopyJob *job = data;
  g_autofree char *target = g_file_get_path (job->file);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) plain = hkk_copy_job_read (job, &error);

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

  outer = file_task_new (self, name, hkk_portal_take_file_async, cancellable, callback, data);
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
  HkkCopyJob *job = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (name != NULL);

  job = hkk_portal_make_copy_job (self, "kept", name);
  if (job == NULL)
    return;
  g_unlink (job->path);
  hkk_copy_job_free (job);
  note_file (self, name, FALSE);
}
