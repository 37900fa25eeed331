/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <string.h>

#include "hkk-back-off.h"
#include "hkk-rules.h"
#include "hkk-sealed-file.h"

/* How long quitting waits for a keyring that is about to store the sign-in. */
#define CLOSE_MS 600

static gboolean
on_retry (gpointer data)
{
  HkkPortal *self = data;

  self->retry = 0;
  if (self->retry_key)
    hkk_portal_data_fetch (self);
  if (self->retry_approvals)
    hkk_portal_follow_approvals (self);
  self->retry_key = self->retry_approvals = FALSE;
  return G_SOURCE_REMOVE;
}

/* What a session begins with did not come: without the data key nothing can be saved, without the list no dialog comes
 * back. */
void
hkk_portal_begin_failed (HkkPortal    *self,
                         gboolean     *what,
                         const GError *error)
{
  if (self->signed_in == NULL || !hkk_session_is_alive (self->session) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  *what = TRUE;
  if (!self->retry)
    self->retry = g_timeout_add (hkk_back_off_ms (++self->retries, hkk_portal_error_pause (error)),
                                 on_retry, self);
}

static void
on_open_approvals (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  HkkPortal *self = HKK_PORTAL (source);
  g_autoptr(GError) error = NULL;
  /* Each was announced by approval-added. */
  g_autoptr(GPtrArray) approvals = hkk_portal_list_open_approvals_finish (self, result, &error);

  if (approvals == NULL)
    hkk_portal_begin_failed (self, &self->retry_approvals, error);
}

void
hkk_portal_follow_approvals (HkkPortal *self)
{
  if (!hkk_portal_offers (self, "list_approvals"))
    return;
  hkk_portal_list_open_approvals_async (self, self->signed_in, on_open_approvals, NULL);
}

/* What the portal does not serve is not asked for; for what it serves its answer is waited for, once. */
void
hkk_portal_follow_feed (HkkPortal *self)
{
  gboolean known = self->operations != NULL || self->status_calls == 0;

  if (self->signed_in == NULL || !hkk_portal_offers (self, "get_feed"))
    hkk_feed_stop (self->feed);
  else if (known)
    hkk_feed_start (self->feed);
}

/* There are tokens: everything that runs while somebody is signed in starts here. */
void
hkk_portal_begin (HkkPortal *self)
{
  g_clear_object (&self->signed_in);
  self->signed_in = g_cancellable_new ();
  hkk_portal_presence_start (self);
  hkk_portal_set_state (self, hkk_portal_hint_get_locked (self->hint) ? HKK_PORTAL_LOCKED : HKK_PORTAL_SIGNED_IN);
  hkk_portal_notify_person (self);
  hkk_portal_data_fetch (self);
  hkk_portal_check_now (self);
  hkk_portal_follow_feed (self);
  hkk_portal_follow_approvals (self);
}

/* The sign-in is over; what was shown may stay behind the sign-in page. */
void
hkk_portal_finish_session (HkkPortal *self)
{
  g_autoptr(GCancellable) signed_in = g_steal_pointer (&self->signed_in);

  hkk_portal_presence_stop (self);
  hkk_feed_stop (self->feed);
  g_clear_handle_id (&self->cursor_save, g_source_remove);
  g_clear_handle_id (&self->retry, g_source_remove);
  self->retry_key = self->retry_approvals = FALSE;
  self->retries = 0;
  g_hash_table_remove_all (self->unknown_keys);
  g_ptr_array_set_size (self->wishes, 0);
  if (signed_in != NULL)
    g_cancellable_cancel (signed_in);
}

typedef struct
{
  char     *before;    /* (nullable): who was signed in last */
  gboolean  again;     /* over what is shown: who fails may try once more */
  GBytes   *password;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *self = data;

  g_free (self->before);
  g_bytes_unref (self->password);
  g_free (self);
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!hkk_session_sign_in_finish (HKK_SESSION (source), result, &error))
    {
      hkk_portal_set_state (self, sign_in->again ? HKK_PORTAL_ENDED : HKK_PORTAL_SIGNED_OUT);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Another person: nothing of the one before may be seen. */
  if (g_strcmp0 (sign_in->before, hkk_session_get_profile (self->session)) != 0)
    {
      hkk_portal_data_close (self);
      hkk_portal_take_verifier (self, NULL);
      hkk_portal_stop_waiting (self);
      g_list_store_remove_all (self->approvals);
      hkk_feed_set_cursor (self->feed, -1);
    }
  hkk_portal_hint_set_locked (self->hint, FALSE);
  hkk_portal_kept_replaced (self);
  hkk_portal_begin (self);
  hkk_portal_learn_password (self, g_bytes_get_data (sign_in->password, NULL));
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_portal_sign_in_async:
 * @username: the insurance number in any notation
 * @password: the password
 * @stay_signed_in: whether the sign-in outlives the program
 *
 * Signs in. A sign-in that is to stay is put into the keyring in the background: see #HkkPortal:keyring-state. One that
 * is not asks no keyring for anything.
 */
void
hkk_portal_sign_in_async (HkkPortal           *self,
                          const char          *username,
                          const char          *password,
                          gboolean             stay_signed_in,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GTask *task;
  SignIn *sign_in;
  g_autofree char *number = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (username != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
  sign_in = g_new0 (SignIn, 1);
  sign_in->before = g_strdup (hkk_session_get_profile (self->session));
  sign_in->again = hkk_portal_get_state (self) == HKK_PORTAL_ENDED;
  sign_in->password = hkk_secret_bytes_new (password, strlen (password) + 1);
  g_task_set_task_data (task, sign_in, sign_in_free);
  number = hkk_kvnr_normalize (username);
  hkk_portal_set_state (self, HKK_PORTAL_SIGNING_IN);
  hkk_session_sign_in_async (self->session, number, password, stay_signed_in, cancellable, on_signed_in, task);
}

/**
 * hkk_portal_sign_in_finish:
 *
 * Returns: %TRUE when somebody is signed in now
 */
gboolean
hkk_portal_sign_in_finish (HkkPortal     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;

  hkk_session_end_finish (HKK_SESSION (source), result);
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_portal_sign_out_async:
 *
 * Signs out: here at once and in any case, at the server within 3 s. The offline copy goes, drafts stay encrypted.
 */
void
hkk_portal_sign_out_async (HkkPortal           *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task;
  g_autofree char *profile = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  profile = g_strdup (hkk_session_get_profile (self->session));
  hkk_portal_finish_session (self);
  hkk_portal_data_close (self);
  hkk_portal_take_verifier (self, NULL);
  hkk_portal_copies_wipe (self, profile);
  hkk_portal_stop_waiting (self);
  g_list_store_remove_all (self->approvals);
  hkk_feed_set_cursor (self->feed, -1);
  hkk_portal_kept_stop (self);
  hkk_session_end_async (self->session, on_ended, task);
  hkk_portal_notify_person (self);
  hkk_portal_set_state (self, HKK_PORTAL_SIGNED_OUT);
}

/**
 * hkk_portal_sign_out_finish:
 *
 * Returns: %TRUE
 */
gboolean
hkk_portal_sign_out_finish (HkkPortal     *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_close_ended (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;

  hkk_session_end_finish (HKK_SESSION (source), result);
  g_task_return_boolean (task, GPOINTER_TO_INT (g_task_get_task_data (task)));
}

/* Whether the person knew that the sign-in does not stay. */
static gboolean
is_known_to_end (HkkPortal *self)
{
  switch (hkk_session_get_keyring_state (self->session))
    {
    case HKK_KEYRING_ABSENT: case HKK_KEYRING_NO_BUS: case HKK_KEYRING_LOCKED: case HKK_KEYRING_MUTE:
    case HKK_KEYRING_FAILED: case HKK_KEYRING_GONE:
      return TRUE;
    case HKK_KEYRING_UNUSED: case HKK_KEYRING_STORED: case HKK_KEYRING_SLOW: case HKK_KEYRING_PROMPTING:
    default:
      return !hkk_session_get_stay (self->session) || self->keyring == NULL;
    }
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);

  hkk_session_settle_finish (HKK_SESSION (source), result);
  if (hkk_session_get_kept (self->session) || !hkk_session_is_alive (self->session))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_set_task_data (task, GINT_TO_POINTER (is_known_to_end (self)), NULL);
  hkk_session_end_async (self->session, on_close_ended, g_steal_pointer (&task));
}

/**
 * hkk_portal_close_async:
 *
 * To be called at quit. A sign-in that is not to stay, or that the keyring does not have, ends; the offline copy and
 * the drafts are left. A keyring that is about to store it is given a moment.
 */
void
hkk_portal_close_async (HkkPortal           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_close_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_portal_finish_session (self);
  hkk_portal_kept_stop (self);
  hkk_session_settle_async (self->session, CLOSE_MS, on_settled, task);
}

/**
 * hkk_portal_close_finish:
 *
 * Returns: %FALSE when the sign-in was to stay and does not, and #HkkPortal:keyring-state did not say so yet
 */
gboolean
hkk_portal_close_finish (HkkPortal     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
