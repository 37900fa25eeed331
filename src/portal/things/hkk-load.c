/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-load.h"

#include "hkk-json.h"

typedef struct
{
  const HkkLoad *load;
  char          *copy;    /* Owned (nullable): name of the offline copy */
  GDateTime     *seen_at; /* Owned (nullable): of the copy that stands in for the answer */
} LoadData;

static void
load_data_free (gpointer data)
{
  LoadData *self = data;

  g_free (self->copy);
  g_clear_pointer (&self->seen_at, g_date_time_unref);
  g_free (self);
}

/* NULL when it is not what the contract says: one line of a list that cannot be read makes the list unreadable, since
 * nobody would see that it is missing. */
static gpointer
read_answer (const HkkLoad  *load,
             JsonNode       *node,
             GError        **error)
{
  JsonObject *answer = hkk_json_node_object (node);
  JsonArray *items = load->list != NULL ? hkk_json_get_array (answer, load->list) : NULL;
  GType type = load->get_type ();
  g_autofree char *where = NULL;

  if (load->list != NULL && hkk_thing_list_fits (type, items, load->needs, &where))
    return hkk_thing_list_from_json (type, items);
  if (load->list == NULL && hkk_thing_fits (type, answer, load->needs, &where))
    return hkk_thing_new_from_json (type, answer);
  g_propagate_error (error, hkk_portal_error_new_misfit (g_type_name (type), where));
  return NULL;
}

static void
keep_copy (HkkPortal *portal,
           LoadData  *loading,
           JsonNode  *node)
{
  g_autoptr(JsonNode) copy = loading->load->not_kept != NULL ? hkk_json_copy (node) : json_node_ref (node);
  g_autofree char *name = g_strconcat (loading->copy, loading->load->apart, NULL);

  if (loading->load->secret != NULL &&
      hkk_json_get_bool (hkk_json_node_object (node), loading->load->secret, FALSE))
    return;
  if (loading->load->not_kept != NULL)
    json_object_remove_member (json_node_get_object (copy), loading->load->not_kept);
  hkk_portal_put_cached (portal, name, copy);
}

static gpointer
fall_back (HkkPortal *portal,
           LoadData  *loading)
{
  g_autofree char *own = loading->load->apart != NULL ? g_strconcat (loading->copy, loading->load->apart, NULL) : NULL;
  gpointer loaded = own != NULL ? hkk_load_dup_copy (portal, loading->load, own, &loading->seen_at) : NULL;

  return loaded != NULL ? loaded : hkk_load_dup_copy (portal, loading->load, loading->copy, &loading->seen_at);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  LoadData *loading = g_task_get_task_data (task);
  HkkPortal *portal = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (portal, result, &error);
  g_autoptr(GObject) loaded = node != NULL ? read_answer (loading->load, node, &error) : NULL;

  if (loaded != NULL && loading->copy != NULL)
    keep_copy (portal, loading, node);
  else if (loaded == NULL && loading->load->falls_back && hkk_portal_error_is_transport (error))
    loaded = fall_back (portal, loading);
  if (loaded != NULL)
    g_task_return_pointer (task, g_steal_pointer (&loaded), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * hkk_load_async:
 * @load: (transfer none): how to read the answer; static
 * @path: a route with its query
 * @copy: (nullable): the name that the answer is kept under for times without a connection
 * @tag: the public function that this is called for
 *
 * Reads a route into a thing or a list of things.
 */
void
hkk_load_async (HkkPortal           *portal,
                const HkkLoad       *load,
                const char          *path,
                const char          *copy,
                gpointer             tag,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             data)
{
  GTask *task;
  LoadData *loading;
  gpointer here = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (path != NULL);

  task = g_task_new (portal, cancellable, callback, data);
  g_task_set_source_tag (task, tag);
  loading = g_new0 (LoadData, 1);
  loading->load = load;
  loading->copy = g_strdup (copy);
  g_task_set_task_data (task, loading, load_data_free);
  /* Nobody waits for a way that is known to be broken. */
  if (load->falls_back && copy != NULL && !hkk_portal_get_online (portal))
    here = fall_back (portal, loading);
  if (here == NULL)
    {
      hkk_portal_get_async (portal, path, cancellable, on_answer, task);
      return;
    }
  g_task_return_pointer (task, here, g_object_unref);
  g_object_unref (task);
}

/**
 * hkk_load_finish:
 * @tag: the tag of hkk_load_async()
 * @seen_at: (out) (optional) (nullable) (transfer full): %NULL for an answer, else when its copy was kept
 * @error: %HKK_PORTAL_ERROR; %HKK_PORTAL_ERROR_PROTOCOL for an answer that cannot be read
 *
 * Returns: (transfer full) (nullable): an #HkkThing, or a #GListModel of them
 */
gpointer
hkk_load_finish (HkkPortal     *portal,
                 GAsyncResult  *result,
                 gpointer       tag,
                 GDateTime    **seen_at,
                 GError       **error)
{
  LoadData *loading;

  g_return_val_if_fail (g_task_is_valid (result, portal), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  loading = g_task_get_task_data (G_TASK (result));
  if (seen_at != NULL)
    *seen_at = g_steal_pointer (&loading->seen_at);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_load_dup_copy:
 * @load: (transfer none): how to read it
 * @copy: the name that it was kept under
 * @seen_at: (out) (optional) (nullable) (transfer full): when it was kept
 *
 * Returns: (transfer full) (nullable): what was loaded last, from this computer
 */
gpointer
hkk_load_dup_copy (HkkPortal      *portal,
                   const HkkLoad  *load,
                   const char     *copy,
                   GDateTime     **seen_at)
{
  g_autoptr(GDateTime) kept_at = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_cached (portal, copy, &kept_at);
  gpointer loaded = node != NULL ? read_answer (load, node, NULL) : NULL;

  if (seen_at != NULL)
    *seen_at = loaded != NULL ? g_steal_pointer (&kept_at) : NULL;
  return loaded;
}

static void
on_copy (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  LoadData *loading = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_cached_finish (HKK_PORTAL (source), result, &loading->seen_at, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, node != NULL ? read_answer (loading->load, node, NULL) : NULL, g_object_unref);
}

/**
 * hkk_load_copy_async:
 * @load: (transfer none): how to read it; static
 * @copy: the name that it was kept under
 * @tag: the public function that this is called for
 *
 * Reads what was loaded last from this computer, in a worker. hkk_load_finish() gives it; %NULL without an error where
 * there is none.
 */
void
hkk_load_copy_async (HkkPortal           *portal,
                     const HkkLoad       *load,
                     const char          *copy,
                     gpointer             tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  GTask *task = g_task_new (portal, cancellable, callback, data);
  LoadData *loading = g_new0 (LoadData, 1);

  g_task_set_source_tag (task, tag);
  loading->load = load;
  g_task_set_task_data (task, loading, load_data_free);
  hkk_portal_get_cached_async (portal, copy, cancellable, on_copy, task);
}

static void
on_list (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  const char *id = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) things = hkk_load_finish (HKK_PORTAL (source), result, on_list, NULL, &error);

  if (things == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (things); i++)
    {
      g_autoptr(HkkThing) thing = g_list_model_get_item (things, i);

      if (g_strcmp0 (hkk_thing_get_id (thing), id) == 0)
        {
          g_task_return_pointer (task, g_steal_pointer (&thing), g_object_unref);
          return;
        }
    }
  g_task_return_pointer (task, NULL, NULL);
}

/**
 * hkk_load_find_async:
 * @load: (transfer none): how to read the list; static
 * @path: the route of the list
 * @id: the id of a thing
 * @tag: the public function that this is called for
 *
 * Looks for a thing among the newest, which is where one is that the person was just told of.
 */
void
hkk_load_find_async (HkkPortal           *portal,
                     const HkkLoad       *load,
                     const char          *path,
                     const char          *id,
                     gpointer             tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  GTask *task = g_task_new (portal, cancellable, callback, data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (id), g_free);
  hkk_load_async (portal, load, path, NULL, on_list, cancellable, on_list, task);
}

/**
 * hkk_load_find_finish:
 * @tag: the tag of hkk_load_find_async()
 *
 * Returns: (transfer full) (nullable): the thing; %NULL without @error if it is not among the newest
 */
gpointer
hkk_load_find_finish (HkkPortal     *portal,
                      GAsyncResult  *result,
                      gpointer       tag,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, portal), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_load_path:
 * @before: what comes before the id
 * @id: the id of a thing
 * @after: (nullable): what comes after it
 *
 * Returns: (transfer full): the route
 */
char *
hkk_load_path (const char *before,
               const char *id,
               const char *after)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  escaped = g_uri_escape_string (id, NULL, FALSE);
  return g_strconcat (before, escaped, after, NULL);
}
