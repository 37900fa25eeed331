/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock, and what opens it. A password is compared with the verifier of the last sign-in, which needs no network and
 * tells the portal nothing: a typing mistake does not count there, and there is no second session. The portal is asked
 * only where there is no verifier, where five tries are used up, or where the person says that the password was changed
 * elsewhere. Whether the session still lives is found out by its next call, as ever.
 */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hkk-sealed-file.h"
#include "hkk-unlock-tries.h"

static char *
tries_path (HkkPortal *self)
{
  return g_build_filename (self->data_dir, "unlock.ini", NULL);
}

static GBytes *
secret_text (const char *text)
{
  return hkk_secret_bytes_new (text, strlen (text) + 1);
}

/* --- What is known of the password --- */

typedef struct
{
  GBytes *password;
  char   *path;
  char   *profile;
} Learning;

static void
learning_free (gpointer data)
{
  Learning *self = data;

  g_bytes_unref (self->password);
  g_free (self->path);
  g_free (self->profile);
  g_free (self);
}

static void
learn_worker (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Learning *learning = data;

  hkk_unlock_tries_reset (learning->path);
  g_task_return_pointer (task, hkk_verifier_new (g_bytes_get_data (learning->password, NULL)),
                         (GDestroyNotify) hkk_verifier_unref);
}

static void
on_learnt (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(HkkPortal) self = data;
  Learning *learning = g_task_get_task_data (G_TASK (result));
  g_autoptr(HkkVerifier) verifier = g_task_propagate_pointer (G_TASK (result), NULL);

  if (verifier == NULL || !hkk_session_is_alive (self->session) ||
      g_strcmp0 (learning->profile, hkk_session_get_profile (self->session)) != 0)
    return;
  hkk_portal_take_verifier (self, verifier);
  self->data_dirty = TRUE;
  hkk_portal_data_keep (self);
}

void
hkk_portal_take_verifier (HkkPortal   *self,
                          HkkVerifier *verifier)
{
  g_autofree char *path = tries_path (self);

  g_clear_pointer (&self->verifier, hkk_verifier_unref);
  if (verifier == NULL)
    return;
  self->verifier = hkk_verifier_ref (verifier);
  self->tries_left = hkk_unlock_tries_get_left (path, hkk_session_get_profile (self->session));
}

/**
 * hkk_portal_learn_password:
 * @password: the password of the person who is signed in, which the portal has just accepted
 *
 * From now on this computer recognises it, without a network too.
 */
void
hkk_portal_learn_password (HkkPortal  *self,
                           const char *password)
{
  g_autoptr(GTask) task = NULL;
  Learning *learning;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (password != NULL);

  learning = g_new0 (Learning, 1);
  learning->password = secret_text (password);
  learning->path = tries_path (self);
  learning->profile = g_strdup (hkk_session_get_profile (self->session));
  /* Without the portal: it must not end in the worker. */
  task = g_task_new (NULL, NULL, on_learnt, g_object_ref (self));
  g_task_set_source_tag (task, hkk_portal_learn_password);
  g_task_set_task_data (task, learning, learning_free);
  g_task_run_in_thread (task, learn_worker);
}

/* --- Unlocking --- */

typedef enum
{
  CHECK_RIGHT,
  CHECK_WRONG,  /* with left */
  CHECK_ASK,    /* the portal */
  CHECK_WAIT,   /* before it is asked again, with wait */
} Check;

typedef struct
{
  GBytes      *password;
  gboolean     at_portal;
  HkkVerifier *verifier;   /* (nullable) */
  char        *path;
  char        *profile;
  guint        left;
  guint        wait;       /* seconds */
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *self = data;

  g_bytes_unref (self->password);
  g_clear_pointer (&self->verifier, hkk_verifier_unref);
  g_free (self->path);
  g_free (self->profile);
  g_free (self);
}

static Check
check (Unlock *unlock)
{
  if (!unlock->at_portal && unlock->verifier != NULL &&
      hkk_unlock_tries_take (unlock->path, unlock->profile, &unlock->left))
    {
      if (!hkk_verifier_check (unlock->verifier, g_bytes_get_data (unlock->password, NULL)))
        return CHECK_WRONG;
      hkk_unlock_tries_give_back (unlock->path, unlock->profile);
      return CHECK_RIGHT;
    }
  unlock->wait = hkk_unlock_tries_get_wait (unlock->path, unlock->profile);
  return unlock->wait > 0 ? CHECK_WAIT : CHECK_ASK;
}

static void
check_worker (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  g_task_return_int (task, check (g_task_get_task_data (data)));
}

static void
refuse_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Unlock *unlock = g_task_get_task_data (data);

  hkk_unlock_tries_note_refused (unlock->path, unlock->profile);
  g_task_return_boolean (task, TRUE);
}

/* Runs in a worker for TASK, the unlocking, which it keeps. */
static void
run_for (GTask               *task,
         GTaskThreadFunc      worker,
         GAsyncReadyCallback  callback)
{
  g_autoptr(GTask) job = g_task_new (NULL, NULL, callback, g_object_ref (task));

  g_task_set_source_tag (job, run_for);
  g_task_set_task_data (job, g_object_ref (task), g_object_unref);
  g_task_run_in_thread (job, worker);
}

static void
open_lock (HkkPortal *self)
{
  hkk_portal_hint_set_locked (self->hint, FALSE);
  if (self->state != HKK_PORTAL_LOCKED)
    return;
  hkk_portal_set_state (self, HKK_PORTAL_SIGNED_IN);
  hkk_portal_presence_start (self);
  self->reported_at = 0;
  hkk_portal_note_activity (self);
}

static GError *
wrong_here (guint left)
{
  g_autofree char *sentence = NULL;

  if (left == 0)
    return hkk_portal_error_new (HKK_PORTAL_ERROR_INVALID_CREDENTIALS,
                                 _("That is not your password. After five wrong ones only the portal can check it, "
                                   "which needs the internet. What you began is kept."));
  /* TRANSLATORS: %u: how many more passwords this computer checks by itself */
  sentence = g_strdup_printf (ngettext ("That is not your password. You can try once more here.",
                                        "That is not your password. You can try %u more times here.", left), left);
  return hkk_portal_error_new (HKK_PORTAL_ERROR_INVALID_CREDENTIALS, sentence);
}

static GError *
too_often (guint seconds)
{
  guint minutes = (seconds + 59) / 60;
  /* TRANSLATORS: %u: minutes */
  g_autofree char *sentence =
    /* TRANSLATORS: %u: for how many minutes */
    g_strdup_printf (ngettext ("The password was wrong several times. So that your access is not locked, the portal is "
                               "asked again in %u minute. What you began is kept.",
                               "The password was wrong several times. So that your access is not locked, the portal is "
                               "asked again in %u minutes. What you began is kept.", minutes), minutes);

  return hkk_portal_error_new (HKK_PORTAL_ERROR_THROTTLED, sentence);
}

static void
on_refused_noted (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;

  g_task_propagate_boolean (G_TASK (result), NULL);
  g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_INVALID_CREDENTIALS,
                                                   _("The portal did not accept this password. Try again.")));
}

static void
on_asked (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  Unlock *unlock = g_task_get_task_data (task);
  HkkSession *session = HKK_SESSION (source);
  g_autoptr(GError) error = NULL;

  if (!hkk_session_sign_in_finish (session, result, &error))
    {
      if (g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS))
        run_for (task, refuse_worker, on_refused_noted);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hkk_session_end_async (session, NULL, NULL);
  if (!hkk_session_is_alive (self->session))
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
      return;
    }
  hkk_portal_learn_password (self, g_bytes_get_data (unlock->password, NULL));
  open_lock (self);
  g_task_return_boolean (task, TRUE);
}

/* A second sign-in that only verifies the password. */
static void
ask_portal (HkkPortal *self,
            GTask     *task)
{
  g_autoptr(HkkSession) session = hkk_session_new (self->transport, NULL, "desktop", g_get_host_name ());
  Unlock *unlock = g_task_get_task_data (task);

  hkk_session_sign_in_async (session, hkk_session_get_username (self->session),
                             g_bytes_get_data (unlock->password, NULL), FALSE, g_task_get_cancellable (task), on_asked,
                             g_object_ref (task));
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  Unlock *unlock = g_task_get_task_data (task);
  Check found = (Check) g_task_propagate_int (G_TASK (result), NULL);

  /* The session ended meanwhile. */
  if (!hkk_session_is_alive (self->session) || hkk_session_get_username (self->session) == NULL)
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
      return;
    }
  switch (found)
    {
    case CHECK_RIGHT:
      self->tries_left = HKK_UNLOCK_TRIES;
      open_lock (self);
      hkk_portal_check_now (self);
      g_task_return_boolean (task, TRUE);
      break;
    case CHECK_WRONG:
      self->tries_left = unlock->left;
      /* A password that was changed elsewhere has ended the session: the portal says so when the session is used. */
      hkk_portal_check_now (self);
      g_task_return_error (task, wrong_here (unlock->left));
      break;
    case CHECK_WAIT:
      g_task_return_error (task, too_often (unlock->wait));
      break;
    case CHECK_ASK:
    default:
      ask_portal (self, task);
      break;
    }
}

/**
 * hkk_portal_get_unlocks_here:
 *
 * Returns: whether this computer can check the password by itself
 */
gboolean
hkk_portal_get_unlocks_here (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  return self->verifier != NULL && self->tries_left > 0;
}

/**
 * hkk_portal_unlock_async:
 * @password: what the person typed
 * @at_portal: whether the portal is to check it, because it was changed elsewhere
 *
 * Shows the content again when the password is right. This computer checks five passwords by itself, with or without a
 * network, and then only the portal does. The session that is locked goes on, with its approvals; no other one is
 * begun where this computer knows the password.
 */
void
hkk_portal_unlock_async (HkkPortal           *self,
                         const char          *password,
                         gboolean             at_portal,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  Unlock *unlock;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (password != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_unlock_async);
  g_task_set_check_cancellable (task, FALSE);
  unlock = g_new0 (Unlock, 1);
  unlock->password = secret_text (password);
  unlock->at_portal = at_portal;
  unlock->verifier = self->verifier != NULL ? hkk_verifier_ref (self->verifier) : NULL;
  unlock->path = tries_path (self);
  unlock->profile = g_strdup (hkk_session_get_profile (self->session));
  g_task_set_task_data (task, unlock, unlock_free);
  if (!hkk_session_is_alive (self->session))
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
  else
    run_for (task, check_worker, on_checked);
}

/**
 * hkk_portal_unlock_finish:
 * @error: %HKK_PORTAL_ERROR_INVALID_CREDENTIALS when the password is wrong; its sentence says who found it
 *
 * Returns: %TRUE when it is unlocked
 */
gboolean
hkk_portal_unlock_finish (HkkPortal     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
