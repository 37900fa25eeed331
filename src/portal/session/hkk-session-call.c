/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session.h"

#include "hkk-key.h"

typedef struct
{
  HkkCall  *call;     /* Owned */
  gboolean  renewed; /* the token, once */
} SessionCall;

static void on_token (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data);

static void
session_call_free (gpointer data)
{
  SessionCall *self = data;

  hkk_call_free (self->call);
  g_free (self);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = g_task_get_source_object (task);
  SessionCall *state = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task); /* before task is stolen: arguments have no order */
  g_autoptr(GError) error = NULL;
  HkkAnswer *answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, &error);

  if (answer != NULL)
    {
      g_task_return_pointer (task, answer, (GDestroyNotify) hkk_answer_unref);
      return;
    }
  if (hkk_session_renews_for (self, error, state->call->token, &state->renewed))
    {
      hkk_session_get_token_async (self, cancellable, on_token, g_steal_pointer (&task));
      return;
    }
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_token (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = HKK_SESSION (source);
  SessionCall *state = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task); /* before task is stolen: arguments have no order */
  g_autoptr(GError) error = NULL;
  char *token = hkk_session_get_token_finish (self, result, &error);

  if (token == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hkk_wipe ((char **) &state->call->token);
  state->call->token = token;
  hkk_transport_call_async (hkk_session_get_transport (self), state->call, cancellable, on_answer,
                            g_steal_pointer (&task));
}

void
hkk_session_call_async (HkkSession          *self,
                        const HkkCall       *call,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  SessionCall *state = g_new0 (SessionCall, 1);

  g_task_set_source_tag (task, hkk_session_call_async);
  g_task_set_check_cancellable (task, FALSE);
  state->call = hkk_call_copy (call);
  g_task_set_task_data (task, state, session_call_free);
  hkk_session_get_token_async (self, cancellable, on_token, task);
}

HkkAnswer *
hkk_session_call_finish (HkkSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
