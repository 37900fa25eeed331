/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sign-in that stays, and the keyring that has it. Nobody waits for the keyring longer than a moment. */
#include "hkk-portal-private.h"

/* A start that takes no longer needs no words. */
#define RESUME_MS 600

static void
set_kept_state (HkkPortal    *self,
                HkkKeptState  state)
{
  if (self->kept_state == state)
    return;
  self->kept_state = state;
  g_object_notify (G_OBJECT (self), "kept-state");
}

/* --- What nobody needs leaves the keyring --- */

typedef struct
{
  HkkPortal *portal;   /* Owned */
  char      *profile;
  guint      pending;
  gboolean   removed;
} Leaving;

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Leaving *leaving = data;
  HkkPortal *self = leaving->portal;

  leaving->removed &= hkk_keyring_finish (HKK_KEYRING (source), result) == HKK_KEYRING_STORED;
  if (--leaving->pending > 0)
    return;
  /* Somebody has signed in meanwhile, and what went may be theirs. */
  if (hkk_session_is_alive (self->session) &&
      g_strcmp0 (hkk_session_get_profile (self->session), leaving->profile) == 0)
    {
      hkk_session_keep (self->session);
      self->data_dirty = TRUE;
      hkk_portal_data_keep (self);
    }
  else if (leaving->removed)
    {
      hkk_portal_hint_set_gone (self->hint, leaving->profile);
    }
  g_object_unref (self);
  g_free (leaving->profile);
  g_free (leaving);
}

/* Until the keyring confirms it, the next start asks again. */
static void
sweep_keyring (HkkPortal *self)
{
  g_auto(GStrv) profiles = hkk_portal_hint_dup_leaving (self->hint);

  for (guint i = 0; self->keyring != NULL && profiles[i] != NULL; i++)
    {
      Leaving *leaving = g_new0 (Leaving, 1);

      leaving->portal = g_object_ref (self);
      leaving->profile = g_strdup (profiles[i]);
      leaving->pending = 2;
      leaving->removed = TRUE;
      hkk_keyring_clear_async (self->keyring, profiles[i], HKK_SESSION_KEYRING_USE, NULL, on_cleared, leaving);
      hkk_keyring_clear_async (self->keyring, profiles[i], HKK_DATA_KEYRING_USE, NULL, on_cleared, leaving);
    }
}

/* The sign-in of the person who is here got into the keyring, or what the keyring has of it is of no use any more. */
void
hkk_portal_kept_changed (HkkPortal *self)
{
  const char *profile = hkk_session_get_profile (self->session);

  if (profile == NULL)
    return;
  if (hkk_session_get_kept (self->session))
    {
      hkk_portal_hint_set_profile (self->hint, profile);
      if (self->state == HKK_PORTAL_LOCKED)
        hkk_portal_hint_set_locked (self->hint, TRUE);
    }
  else
    {
      hkk_portal_hint_leave (self->hint, profile);
    }
  sweep_keyring (self);
}

static void
drop_kept (HkkPortal *self)
{
  if (self->kept != NULL)
    hkk_session_discard_kept (self->session, self->kept);
  g_clear_pointer (&self->kept, hkk_kept_session_free);
}

/* Somebody has signed in by hand: a sign-in that stayed is over. */
void
hkk_portal_kept_replaced (HkkPortal *self)
{
  const char *before = hkk_portal_hint_get_profile (self->hint);

  drop_kept (self);
  set_kept_state (self, HKK_KEPT_NONE);
  if (before != NULL && !hkk_session_get_stay (self->session))
    {
      hkk_portal_hint_leave (self->hint, before);
      sweep_keyring (self);
    }
}

/* Nobody asks any longer: signed out, or the program ends. */
void
hkk_portal_kept_stop (HkkPortal *self)
{
  if (self->resuming != NULL)
    g_cancellable_cancel (self->resuming);
  g_clear_object (&self->resuming);
  g_clear_pointer (&self->kept, hkk_kept_session_free);
  set_kept_state (self, HKK_KEPT_NONE);
}

/* --- Going on --- */

/* The task of the start, if it still waits. */
static void
finish_resume (HkkPortal *self,
               gboolean   resumed)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->resume);

  g_clear_handle_id (&self->resume_late, g_source_remove);
  if (resumed)
    hkk_portal_begin (self);
  else if (self->state == HKK_PORTAL_SIGNING_IN)
    hkk_portal_set_state (self, HKK_PORTAL_SIGNED_OUT);
  g_task_return_boolean (task, resumed);
}

static void
on_resume_data (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  HkkPortal *self = HKK_PORTAL (source);

  if (self->resume != NULL)
    finish_resume (self, hkk_session_is_alive (self->session));
}

static void
take_kept (HkkPortal *self)
{
  g_autoptr(HkkKeptSession) kept = g_steal_pointer (&self->kept);

  hkk_session_take_kept (self->session, kept);
  set_kept_state (self, HKK_KEPT_NONE);
  hkk_portal_data_load_async (self, hkk_session_get_profile (self->session), self->resuming, on_resume_data, NULL);
}

static void
on_resume_loaded (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  g_autoptr(HkkKeptSession) kept = hkk_session_load_finish (HKK_SESSION (source), result, NULL);

  if (kept != NULL && hkk_session_is_alive (self->session))
    {
      hkk_session_discard_kept (self->session, kept);
      return;
    }
  self->kept = g_steal_pointer (&kept);
  if (self->kept == NULL)
    set_kept_state (self, HKK_KEPT_NONE);
  else if (self->resume == NULL)
    set_kept_state (self, HKK_KEPT_FOUND);
  if (self->resume == NULL)
    return;
  if (self->kept != NULL)
    take_kept (self);
  else
    finish_resume (self, FALSE);
}

static gboolean
on_resume_late (gpointer data)
{
  HkkPortal *self = data;

  self->resume_late = 0;
  /* Only the data key is missing: the server has it, too. */
  if (hkk_session_is_alive (self->session))
    {
      finish_resume (self, TRUE);
    }
  else
    {
      finish_resume (self, FALSE);
      set_kept_state (self, HKK_KEPT_ASKED);
    }
  return G_SOURCE_REMOVE;
}

/**
 * hkk_portal_resume_async:
 *
 * Takes up the sign-in that stayed: from the keyring, without waiting for the server, so that the offline copy can be
 * shown at once; locked if it was left so. A keyring that does not answer at once is asked in the background:
 * #HkkPortal:kept-state says what comes of it.
 */
void
hkk_portal_resume_async (HkkPortal           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  const char *profile;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (self->resume == NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_resume_async);
  g_task_set_check_cancellable (task, FALSE);
  sweep_keyring (self);
  profile = hkk_portal_hint_get_profile (self->hint);
  if (profile == NULL || self->keyring == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  self->resume = g_steal_pointer (&task);
  self->resume_late = g_timeout_add (RESUME_MS, on_resume_late, self);
  self->resuming = g_cancellable_new ();
  hkk_portal_set_state (self, HKK_PORTAL_SIGNING_IN);
  hkk_session_load_async (self->session, profile, self->resuming, on_resume_loaded, g_object_ref (self));
}

/**
 * hkk_portal_resume_finish:
 *
 * Returns: %TRUE when somebody is signed in; %FALSE without an error when there was nothing to resume yet
 */
gboolean
hkk_portal_resume_finish (HkkPortal     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_portal_get_kept_state:
 *
 * Returns: whether a sign-in that stayed is still looked for, or was found late
 */
HkkKeptState
hkk_portal_get_kept_state (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), HKK_KEPT_NONE);

  return self->kept_state;
}

/**
 * hkk_portal_get_kept_name:
 *
 * Returns: (nullable) (transfer none): whose sign-in was found late
 */
const char *
hkk_portal_get_kept_name (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  return self->kept != NULL ? hkk_kept_session_get_name (self->kept) : NULL;
}

/**
 * hkk_portal_continue:
 *
 * Goes on with the sign-in that was found late. Does nothing when there is none.
 */
void
hkk_portal_continue (HkkPortal *self)
{
  g_return_if_fail (HKK_IS_PORTAL (self));

  if (self->kept == NULL || hkk_session_is_alive (self->session))
    return;
  take_kept (self);
  hkk_portal_begin (self);
}

/**
 * hkk_portal_retry_keyring:
 *
 * Asks the keyring once more: to store the sign-in, or for one that stayed. #HkkPortal:keyring-state says what comes of
 * it.
 */
void
hkk_portal_retry_keyring (HkkPortal *self)
{
  const char *profile;

  g_return_if_fail (HKK_IS_PORTAL (self));

  profile = hkk_portal_hint_get_profile (self->hint);
  if (hkk_session_is_alive (self->session))
    {
      hkk_session_keep (self->session);
    }
  else if (profile != NULL && self->keyring != NULL && self->kept_state == HKK_KEPT_NONE && self->resume == NULL)
    {
      g_clear_object (&self->resuming);
      self->resuming = g_cancellable_new ();
      set_kept_state (self, HKK_KEPT_ASKED);
      hkk_session_load_async (self->session, profile, self->resuming, on_resume_loaded, g_object_ref (self));
    }
}
