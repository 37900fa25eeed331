/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was declined, or ran out of time, can be asked once more: the same wish with a new key. */
#include "hkk-portal-private.h"

#include "hkk-key.h"

/* What an approval was asked for. */
typedef struct
{
  HkkApproval *approval; /* Owned */
  HkkCall     *call;     /* Owned (nullable), or */
  HkkDraft    *draft;    /* Owned (nullable): its key is its own affair */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->approval);
  g_clear_pointer (&self->call, hkk_call_free);
  g_clear_object (&self->draft);
  g_free (self);
}

GPtrArray *
hkk_portal_wishes_new (void)
{
  return g_ptr_array_new_with_free_func (wish_free);
}

static Wish *
find_wish (HkkPortal   *self,
           HkkApproval *approval)
{
  for (guint i = 0; i < self->wishes->len; i++)
    {
      Wish *wish = g_ptr_array_index (self->wishes, i);

      if (wish->approval == approval)
        return wish;
    }
  return NULL;
}

/* CALL or DRAFT: what APPROVAL is for. A draft says it better than the call that handed it in. */
void
hkk_portal_keep_wish (HkkPortal     *self,
                      HkkApproval   *approval,
                      const HkkCall *call,
                      HkkDraft      *draft)
{
  Wish *wish;

  hkk_portal_drop_wish (self, approval);
  wish = g_new0 (Wish, 1);
  wish->approval = g_object_ref (approval);
  wish->call = draft == NULL && call != NULL ? hkk_call_copy (call) : NULL;
  g_set_object (&wish->draft, draft);
  g_ptr_array_add (self->wishes, wish);
}

void
hkk_portal_drop_wish (HkkPortal   *self,
                      HkkApproval *approval)
{
  Wish *wish = find_wish (self, approval);

  if (wish != NULL)
    g_ptr_array_remove (self->wishes, wish);
}

/**
 * hkk_portal_can_ask_again:
 * @approval: an approval
 *
 * Returns: whether @approval is over without an effect, and what it was for can be asked once more as it was
 */
gboolean
hkk_portal_can_ask_again (HkkPortal   *self,
                          HkkApproval *approval)
{
  HkkApprovalStatus status;

  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);
  g_return_val_if_fail (HKK_IS_APPROVAL (approval), FALSE);

  status = hkk_approval_get_status (approval);
  return (status == HKK_APPROVAL_DENIED || status == HKK_APPROVAL_EXPIRED) && find_wish (self, approval) != NULL;
}

/* TASK's data is the approval before; who waited for it waits for NEXT. */
static void
return_next (GTask       *task,
             HkkApproval *next,
             GError      *error)
{
  HkkPortal *self = g_task_get_source_object (task);
  HkkApproval *before = g_task_get_task_data (task);

  if (next == NULL)
    {
      g_task_return_error (task, error != NULL ? error : hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  hkk_portal_move_waits (self, before, next);
  hkk_portal_drop_wish (self, before);
  g_task_return_pointer (task, g_object_ref (next), g_object_unref);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_portal_send_finish (HKK_PORTAL (source), result, &error);

  return_next (task, answer != NULL ? hkk_answer_get_approval (answer) : NULL, g_steal_pointer (&error));
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkApproval) approval = NULL;

  hkk_portal_submit_finish (HKK_PORTAL (source), result, &approval, NULL, &error);
  return_next (task, approval, g_steal_pointer (&error));
}

/**
 * hkk_portal_ask_again_async:
 * @approval: one that hkk_portal_can_ask_again() is true of
 *
 * Asks for the same once more, with a new key. Who waits for @approval waits for the new one from then on.
 */
void
hkk_portal_ask_again_async (HkkPortal           *self,
                            HkkApproval         *approval,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GTask *task;
  Wish *wish = NULL;
  g_autofree char *key = hkk_new_key ();

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (hkk_portal_can_ask_again (self, approval));

  wish = find_wish (self, approval);
  g_return_if_fail (wish != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_ask_again_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (approval), g_object_unref);
  if (wish->draft != NULL)
    hkk_portal_submit_async (self, wish->draft, NULL, NULL, on_submitted, task);
  else
    hkk_portal_resend_async (self, wish->call, key, on_sent, task);
}

/**
 * hkk_portal_ask_again_finish:
 * @error: %HKK_PORTAL_ERROR
 *
 * Returns: (transfer full) (nullable): the approval that waits for the Service-App now
 */
HkkApproval *
hkk_portal_ask_again_finish (HkkPortal     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
