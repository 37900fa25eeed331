/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-load.h"
#include "hkk-request.h"

/* More than a person ever has; a server that never ends its list is not followed for ever. */
#define MAX_REQUESTS 2000

#define HKK_TYPE_REQUESTS_ANSWER (hkk_requests_answer_get_type ())
G_DECLARE_FINAL_TYPE (HkkRequestsAnswer, hkk_requests_answer, HKK, REQUESTS_ANSWER, HkkThing)

static const HkkThingField requests_answer_fields[] = {
  { "requests", HKK_THING_LIST, "items", hkk_request_get_type },
  { "next-cursor", HKK_THING_STRING, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkRequestsAnswer, hkk_requests_answer, requests_answer_fields,
                  "items:[] next_cursor:s?")

static const HkkLoad load = { .get_type = hkk_requests_answer_get_type };

typedef struct
{
  GListStore *all;
  GHashTable *ids; /* of all, borrowed */
} Requests;

static void
requests_free (gpointer data)
{
  Requests *self = data;

  g_hash_table_unref (self->ids);
  g_object_unref (self->all);
  g_free (self);
}

static void load_more (GTask      *task,
                       const char *cursor);

static void
on_more (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Requests *self = g_task_get_task_data (task);
  guint before = g_hash_table_size (self->ids);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkThing) answer = hkk_load_finish (HKK_PORTAL (source), result, on_more, NULL, &error);
  GListModel *requests = answer != NULL ? hkk_thing_get_list (answer, "requests") : NULL;
  const char *cursor = answer != NULL ? hkk_thing_get_string (answer, "next-cursor") : NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr(HkkRequest) request = g_list_model_get_item (requests, i);

      if (g_hash_table_add (self->ids, (gpointer) hkk_request_get_id (request)))
        g_list_store_append (self->all, request);
    }
  /* An answer that brings nothing new leads back to where it came from. */
  if (cursor != NULL && g_hash_table_size (self->ids) > before && g_hash_table_size (self->ids) < MAX_REQUESTS)
    load_more (g_steal_pointer (&task), cursor);
  else
    g_task_return_pointer (task, g_object_ref (self->all), g_object_unref);
}

/* The copy is of the first answer only: a page that starts without a connection shows the newest. */
static void
load_more (GTask      *task,
           const char *cursor)
{
  g_autofree char *path = hkk_portal_path ("/v1/requests", "state", "all", "limit", "100", "cursor", cursor, NULL);

  hkk_load_async (g_task_get_source_object (task), &load, path, cursor == NULL ? HKK_COPY_REQUESTS : NULL, on_more,
                  g_task_get_cancellable (task), on_more, task);
}

/**
 * hkk_requests_load_async:
 *
 * Loads all requests of the person.
 */
void
hkk_requests_load_async (HkkPortal           *portal,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  GTask *task;
  Requests *requests;

  g_return_if_fail (HKK_IS_PORTAL (portal));

  task = g_task_new (portal, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_requests_load_async);
  requests = g_new0 (Requests, 1);
  requests->all = g_list_store_new (HKK_TYPE_REQUEST);
  requests->ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_task_set_task_data (task, requests, requests_free);
  load_more (task, NULL);
}

/**
 * hkk_requests_load_finish:
 *
 * Returns: (transfer full) (nullable): the requests, the latest change first; items are #HkkRequest
 */
GListModel *
hkk_requests_load_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_requests_find_async:
 * @text: what is looked for
 *
 * Looks in all that was handed in. As many as one answer holds are found: more is looked for more closely.
 */
void
hkk_requests_find_async (HkkPortal           *portal,
                         const char          *text,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autofree char *path = hkk_portal_path ("/v1/requests", "state", "all", "limit", "100", "q", text, NULL);

  hkk_load_async (portal, &load, path, NULL, hkk_requests_find_async, cancellable, callback, data);
}

/**
 * hkk_requests_find_finish:
 *
 * Returns: (transfer full) (nullable) (element-type utf8): the ids of what was found
 */
GHashTable *
hkk_requests_find_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_autoptr(HkkThing) answer = hkk_load_finish (portal, result, hkk_requests_find_async, NULL, error);
  GListModel *requests = answer != NULL ? hkk_thing_get_list (answer, "requests") : NULL;
  GHashTable *ids;

  if (answer == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr(HkkRequest) request = g_list_model_get_item (requests, i);

      g_hash_table_add (ids, g_strdup (hkk_request_get_id (request)));
    }
  return ids;
}

/**
 * hkk_requests_dup_copy:
 * @seen_at: (out) (optional) (nullable) (transfer full): when they were loaded
 *
 * Returns: (transfer full) (nullable): the newest of the requests that were loaded last, from this computer; items are
 *   #HkkRequest
 */
GListModel *
hkk_requests_dup_copy (HkkPortal  *portal,
                       GDateTime **seen_at)
{
  g_autoptr(HkkThing) answer = NULL;

  g_return_val_if_fail (HKK_IS_PORTAL (portal), NULL);

  answer = hkk_load_dup_copy (portal, &load, HKK_COPY_REQUESTS, seen_at);
  return answer != NULL ? g_object_ref (hkk_thing_get_list (answer, "requests")) : NULL;
}
