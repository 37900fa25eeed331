/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <string.h>

#include "hkk-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* Of what is kept without being asked for; what was seen last stays. */
#define MAX_COPIES 300
#define MAX_COPIES_SIZE ((gint64) 16 * 1024 * 1024)

/* (transfer full) (nullable): FOLDER is "cache" or "kept"; nothing without a key or a person. */
HkkCopyJob *
hkk_portal_make_copy_job (HkkPortal  *self,
                          const char *folder,
                          const char *name)
{
  const char *profile = hkk_session_get_profile (self->session);
  g_autofree char *path = NULL;

  if (self->data_key == NULL || !hkk_copy_name_is_plain (profile) || !hkk_copy_name_is_plain (name))
    return NULL;
  path = g_build_filename (self->data_dir, folder, profile, name, NULL);
  return hkk_copy_job_new (self->gate, path, self->data_key, profile, name);
}

static void
cache_worker (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  HkkCopyJob *job = data;
  g_autoptr(GError) error = NULL;

  /* A copy that cannot be kept costs a moment at the next start, no more. */
  if (hkk_copy_job_write (job, &error))
    hkk_copy_job_trim (job, MAX_COPIES, MAX_COPIES_SIZE);
  else
    g_debug ("offline copy: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/* (transfer full) (nullable) */
static JsonNode *
read_copy (HkkCopyJob *job)
{
  g_autoptr(GBytes) plain = hkk_copy_job_read (job, NULL);

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
  HkkCopyJob *job = NULL;
  g_autoptr(JsonNode) copy = NULL;

  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  job = hkk_portal_make_copy_job (self, "cache", name);
  if (job != NULL)
    copy = read_copy (job);
  g_clear_pointer (&job, hkk_copy_job_free);
  return open_copy (copy, seen_at);
}

static void
read_worker (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, read_copy (data), (GDestroyNotify) json_node_unref);
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
  HkkCopyJob *job = NULL;
  g_autoptr(GTask) outer = NULL;
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));

  outer = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (outer, hkk_portal_get_cached_async);
  job = hkk_portal_make_copy_job (self, "cache", name);
  if (job == NULL)
    {
      g_task_return_pointer (outer, NULL, NULL);
      return;
    }
  /* Without the portal: the worker may be the last to let go of the task, and a portal must not end there. */
  task = g_task_new (NULL, NULL, on_copy_read, g_object_ref (outer));
  g_task_set_source_tag (task, hkk_portal_get_cached_async);
  g_task_set_task_data (task, job, hkk_copy_job_free);
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
  g_autoptr(GDateTime) now = hkk_clock_now ();
  g_autofree char *seen_at = g_date_time_format_iso8601 (now);
  g_autoptr(JsonNode) outer = NULL;
  g_autoptr(GTask) task = NULL;
  HkkCopyJob *job = NULL;
  char *text = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));

  job = self->no_copies ? NULL : hkk_portal_make_copy_job (self, "cache", name);
  if (job == NULL)
    return;
  outer = hkk_json_node ("seen_at", seen_at, "data", json_node_ref (node));
  text = hkk_json_to_string (outer);
  job->plain = g_bytes_new_take (text, strlen (text));
  /* Without the portal: a task that nobody waits for drops its source in the worker, and a portal must not end
   * there. */
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, hkk_portal_put_cached);
  g_task_set_task_data (task, job, hkk_copy_job_free);
  g_task_run_in_thread (task, cache_worker);
  g_signal_emit_by_name (self, "copied", name, node);
}

/* --- All of it --- */

static void
add_folders (HkkPortal    *self,
             const char   *folder,
             GStrvBuilder *dirs)
{
  g_autofree char *dir = g_build_filename (self->data_dir, folder, NULL);
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  const char *profile;

  while (open != NULL && (profile = g_dir_read_name (open)) != NULL)
    g_strv_builder_take (dirs, g_build_filename (dir, profile, NULL));
}

static void
tell_wiped (HkkPortal *self)
{
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_signal_emit_by_name (self, "files-changed", NULL);
}

/* What is kept of PROFILE (nullable) goes, also what is being written. */
void
hkk_portal_copies_wipe (HkkPortal  *self,
                        const char *profile)
{
  if (hkk_copy_name_is_plain (profile))
    {
      g_autofree char *cache = g_build_filename (self->data_dir, "cache", profile, NULL);
      g_autofree char *kept = g_build_filename (self->data_dir, "kept", profile, NULL);

      hkk_copy_gate_empty (self->gate, (char *[]) { cache, kept, NULL });
    }
  tell_wiped (self);
}

/* The same of everybody: who is not signed in now may have stayed so. */
static void
wipe_all (HkkPortal *self)
{
  g_autoptr(GStrvBuilder) dirs = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  add_folders (self, "cache", dirs);
  add_folders (self, "kept", dirs);
  all = g_strv_builder_end (dirs);
  hkk_copy_gate_empty (self->gate, all);
  tell_wiped (self);
}

static gboolean
is_empty (HkkPortal  *self,
          const char *folder,
          const char *profile)
{
  g_autofree char *dir = g_build_filename (self->data_dir, folder, profile, NULL);
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);

  return open == NULL || g_dir_read_name (open) == NULL;
}

/**
 * hkk_portal_has_copies:
 *
 * Returns: whether this computer keeps something of the person who is signed in, besides drafts
 */
gboolean
hkk_portal_has_copies (HkkPortal *self)
{
  const char *profile;

  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  profile = hkk_session_get_profile (self->session);
  return hkk_copy_name_is_plain (profile) && !(is_empty (self, "cache", profile) && is_empty (self, "kept", profile));
}

/**
 * hkk_portal_set_keeps_copy:
 * @keeps: whether this computer keeps a copy of what is seen; %TRUE by default
 *
 * Switched off, what was kept is removed at once, of whoever was signed in here, also the files of
 * hkk_portal_keep_file_async(), and nothing is kept any more. Drafts are no copies: they stay.
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
    wipe_all (self);
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
