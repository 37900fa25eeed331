/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-documents-all.h"

#include "hkk-json.h"
#include "hkk-portal-error.h"

#define MOST 10000 /* an answer that leads on and on is not followed for ever */

typedef struct
{
  char      *words;     /* (nullable) */
  char      *kind;      /* (nullable) */
  char      *year;      /* (nullable) */
  GPtrArray *documents; /* Owned: of HkkDocument */
} All;

static void
all_free (gpointer data)
{
  All *self = data;

  g_free (self->words);
  g_free (self->kind);
  g_free (self->year);
  g_ptr_array_unref (self->documents);
  g_free (self);
}

static void ask (GTask      *task,
                 const char *cursor);

/* Also of another portal: what it says of a document is looked at before anything is made of it. */
static GError *
take_page (All        *self,
           JsonObject *answer)
{
  JsonArray *items = hkk_json_get_array (answer, "items");
  g_autofree char *where = NULL;
  g_autofree char *inside = NULL;

  if (!hkk_json_fits (answer, "items:[] total:i next_cursor:s?", &where) ||
      !hkk_thing_list_fits (HKK_TYPE_DOCUMENT, items, HKK_DOCUMENT_NEEDS, &inside))
    return hkk_portal_error_new_misfit ("/v1/documents", where != NULL ? where : inside);
  for (guint i = 0; i < hkk_json_array_length (items) && self->documents->len < MOST; i++)
    g_ptr_array_add (self->documents, hkk_thing_new_from_json (HKK_TYPE_DOCUMENT, hkk_json_array_object (items, i)));
  return NULL;
}

static void
on_page (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  All *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_portal_get_finish (HKK_PORTAL (source), result, &error);
  guint before = self->documents->len;
  const char *next = NULL;

  if (node != NULL)
    error = take_page (self, json_node_get_object (node));
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  next = hkk_json_get_string (json_node_get_object (node), "next_cursor");
  if (next != NULL && self->documents->len > before && self->documents->len < MOST)
    ask (g_steal_pointer (&task), next);
  else
    g_task_return_pointer (task, g_ptr_array_ref (self->documents), (GDestroyNotify) g_ptr_array_unref);
}

static void
ask (GTask      *task,
     const char *cursor)
{
  All *self = g_task_get_task_data (task);
  g_autofree char *path = hkk_portal_path ("/v1/documents", "limit", "100", "q", self->words, "kind", self->kind,
                                           "year", self->year, "cursor", cursor, NULL);

  hkk_portal_get_async (g_task_get_source_object (task), path, g_task_get_cancellable (task), on_page, task);
}

/**
 * hkk_documents_all_async:
 * @filter: which documents
 *
 * Loads all documents that are asked for, page by page: to do something with each of them. What is only shown is a
 * list, see hkk_documents_new().
 */
void
hkk_documents_all_async (HkkPortal               *portal,
                         const HkkDocumentFilter *filter,
                         GCancellable            *cancellable,
                         GAsyncReadyCallback      callback,
                         gpointer                 data)
{
  GTask *task;
  All *self;

  g_return_if_fail (HKK_IS_PORTAL (portal));
  g_return_if_fail (filter != NULL);

  task = g_task_new (portal, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_documents_all_async);
  self = g_new0 (All, 1);
  self->words = g_strdup (filter->words);
  self->kind = g_strdup (filter->kind);
  self->year = g_strdup (filter->year);
  self->documents = g_ptr_array_new_with_free_func (g_object_unref);
  g_task_set_task_data (task, self, all_free);
  ask (task, NULL);
}

/**
 * hkk_documents_all_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HkkDocument): the documents, the newest first
 */
GPtrArray *
hkk_documents_all_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
