/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session-info.h"

#include "hkk-load.h"

static const HkkThingField session_info_fields[] = {
  { "client", HKK_THING_STRING, NULL },
  { "device-name", HKK_THING_STRING, NULL },
  { "created-at", HKK_THING_TIME, NULL },
  { "last-used-at", HKK_THING_TIME, NULL },
  { "current", HKK_THING_BOOLEAN, NULL },
  { NULL }
};

HKK_DEFINE_THING (HkkSessionInfo, hkk_session_info, session_info_fields,
                  "id:k client:s device_name:s? created_at:t last_used_at:t current:b")

static const HkkLoad sessions = { .get_type = hkk_session_info_get_type, .list = "items" };

/**
 * hkk_sessions_load_async:
 *
 * Loads where the account is signed in.
 */
void
hkk_sessions_load_async (HkkPortal           *portal,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  hkk_load_async (portal, &sessions, "/iam/sessions", NULL, hkk_sessions_load_async, cancellable, callback, data);
}

/**
 * hkk_sessions_load_finish:
 *
 * Returns: (transfer full) (nullable): the sessions; items are #HkkSessionInfo
 */
GListModel *
hkk_sessions_load_finish (HkkPortal     *portal,
                          GAsyncResult  *result,
                          GError       **error)
{
  return hkk_load_finish (portal, result, hkk_sessions_load_async, NULL, error);
}

/**
 * hkk_sessions_end_async:
 * @id: a session of the account
 *
 * Signs the account out there. Finish with hkk_portal_change_finish().
 */
void
hkk_sessions_end_async (HkkPortal           *portal,
                        const char          *id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autofree char *path = hkk_load_path ("/iam/sessions/", id, NULL);

  hkk_portal_send_async (portal, "DELETE", path, NULL, NULL, cancellable, callback, data);
}

/* --- All others --- */

/* What is left of the other sessions; the list is asked for anew when this one is worked off, as it comes in parts. */
typedef struct
{
  GListModel *listed; /* Owned (nullable) */
  guint       next;
  guint       ended;  /* of this list */
} Ending;

static void
ending_free (gpointer data)
{
  Ending *self = data;

  g_clear_object (&self->listed);
  g_free (self);
}

static void end_next (GTask *task);

static void
on_other_ended (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  Ending *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* One that has ended by itself meanwhile is what was wanted. */
  if (hkk_portal_change_finish (HKK_PORTAL (source), result, NULL, &error) ||
      g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND))
    {
      self->ended++;
      end_next (task);
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Ending *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->listed);
  self->listed = hkk_sessions_load_finish (HKK_PORTAL (source), result, &error);
  self->next = self->ended = 0;
  if (self->listed == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    end_next (task);
}

static void
list_anew (GTask *task)
{
  hkk_sessions_load_async (g_task_get_source_object (task), g_task_get_cancellable (task), on_listed,
                           g_object_ref (task));
}

static void
end_next (GTask *task)
{
  Ending *self = g_task_get_task_data (task);
  HkkPortal *portal = g_task_get_source_object (task);

  while (self->next < g_list_model_get_n_items (self->listed))
    {
      g_autoptr(HkkThing) session = g_list_model_get_item (self->listed, self->next++);

      if (hkk_thing_get_boolean (session, "current"))
        continue;
      hkk_sessions_end_async (portal, hkk_thing_get_id (session), g_task_get_cancellable (task), on_other_ended,
                              g_object_ref (task));
      return;
    }
  if (self->ended > 0)
    list_anew (task);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hkk_sessions_end_others_async:
 *
 * Signs the account out everywhere but here.
 */
void
hkk_sessions_end_others_async (HkkPortal           *portal,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_PORTAL (portal));

  task = g_task_new (portal, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_sessions_end_others_async);
  g_task_set_task_data (task, g_new0 (Ending, 1), ending_free);
  list_anew (task);
}

/**
 * hkk_sessions_end_others_finish:
 *
 * Returns: whether no other session is left; with an error some may have ended already
 */
gboolean
hkk_sessions_end_others_finish (HkkPortal     *portal,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, portal), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
