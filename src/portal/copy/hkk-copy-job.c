/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-copy-job.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "hkk-sealed-file.h"

struct _HkkCopyGate
{
  gatomicrefcount refs;
  GMutex          mutex;
  guint           emptied; /* how often */
};

/* hkk_copy_gate_new: Returns: (transfer full) */
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

static void
empty_folder (const char *dir)
{
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
}

/**
 * hkk_copy_gate_empty:
 * @dirs: folders of copies, %NULL-terminated
 *
 * Removes them with what is in them. What is being written does not come any more.
 */
void
hkk_copy_gate_empty (HkkCopyGate  *self,
                     char        **dirs)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->emptied++;
  for (gsize i = 0; dirs[i] != NULL; i++)
    empty_folder (dirs[i]);
}

/**
 * hkk_copy_name_is_plain:
 * @text: (nullable): a profile's id or the name of a copy, which are the server's
 *
 * Returns: whether it can be a part of a path
 */
gboolean
hkk_copy_name_is_plain (const char *text)
{
  return text != NULL && *text &&
         strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen (text);
}

/**
 * hkk_copy_job_new:
 * @path: where the copy is
 * @key: that of the account's data
 * @account: whose it is
 * @name: what it is of
 *
 * Returns: (transfer full): nothing is written any more once the gate was emptied after this
 */
HkkCopyJob *
hkk_copy_job_new (HkkCopyGate *gate,
                  const char  *path,
                  GBytes      *key,
                  const char  *account,
                  const char  *name)
{
  HkkCopyJob *job = g_new0 (HkkCopyJob, 1);

  job->gate = gate_ref (gate);
  job->emptied = gate->emptied;
  job->path = g_strdup (path);
  job->key = g_bytes_ref (key);
  job->account = g_strdup (account);
  job->name = g_strdup (name);
  return job;
}

void
hkk_copy_job_free (gpointer data)
{
  HkkCopyJob *job = data;

  hkk_copy_gate_unref (job->gate);
  g_free (job->path);
  g_bytes_unref (job->key);
  g_free (job->account);
  g_free (job->name);
  g_clear_pointer (&job->plain, g_bytes_unref);
  g_clear_object (&job->file);
  g_free (job);
}

/**
 * hkk_copy_job_write:
 * @error: %G_FILE_ERROR, or %G_IO_ERROR_CANCELLED when the folder was emptied meanwhile
 *
 * Writes what is plain in @job, sealed. For a worker.
 */
gboolean
hkk_copy_job_write (HkkCopyJob  *job,
                    GError     **error)
{
  g_autofree char *dir = g_path_get_dirname (job->path);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&job->gate->mutex);

  if (job->emptied != job->gate->emptied)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "emptied");
      return FALSE;
    }
  return hkk_make_private_dir (dir, error) &&
         hkk_sealed_write (job->path, job->key, job->account, job->name, job->plain, error);
}

/**
 * hkk_copy_job_read:
 * @error: %HKK_SEAL_ERROR or %G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): what hkk_copy_job_write() wrote
 */
GBytes *
hkk_copy_job_read (HkkCopyJob  *job,
                   GError     **error)
{
  return hkk_sealed_read (job->path, job->key, job->account, job->name, error);
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

/**
 * hkk_copy_job_trim:
 * @max_count: how many copies there may be in the folder of @job
 * @max_size: how many bytes they may have together
 *
 * Removes those that were written longest ago.
 */
void
hkk_copy_job_trim (HkkCopyJob *job,
                   guint       max_count,
                   gint64      max_size)
{
  g_autofree char *dir = g_path_get_dirname (job->path);
  g_autoptr(GPtrArray) copies = list_copies (dir);
  gint64 size = 0;

  for (guint i = 0; i < copies->len; i++)
    {
      const Copy *copy = g_ptr_array_index (copies, i);

      size += copy->size;
      if (i >= max_count || size > max_size)
        g_unlink (copy->path);
    }
}

/* hkk_copy_job_folder_size: Returns: the bytes of all copies in the folder of @job */
gint64
hkk_copy_job_folder_size (HkkCopyJob *job)
{
  g_autofree char *dir = g_path_get_dirname (job->path);
  g_autoptr(GPtrArray) copies = list_copies (dir);
  gint64 size = 0;

  for (guint i = 0; i < copies->len; i++)
    size += ((const Copy *) g_ptr_array_index (copies, i))->size;
  return size;
}
