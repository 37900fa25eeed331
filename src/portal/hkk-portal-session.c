/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <glib/gstdio.h>

#include "hkk-back-off.h"
#include "hkk-rules.h"
#include "hkk-sealed-file.h"

#define HINT_GROUP "session"

/* Which account to ask the keyring for at the next start; the id is opaque. */
static void
write_hint (HkkPortal *self,
            gboolean   stay)
{
  g_autoptr(GKeyFile) hint = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->data_dir, "session.ini", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_key_file_set_string (hint, HINT_GROUP, "profile", hkk_session_get_profile (self->session));
  g_key_file_set_boolean (hint, HINT_GROUP, "stay", stay);
  text = g_key_file_to_data (hint, &length, NULL);
  /* Without it the next start begins with the sign-in page, no more. */
  if (!hkk_write_private (path, text, length, &error))
    g_debug ("%s", error->message);
}

static char *
read_hint (HkkPortal *self,
           gboolean  *stay)
{
  g_autoptr(GKeyFile) hint = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->data_dir, "session.ini", NULL);

  if (!g_key_file_load_from_file (hint, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  *stay = g_key_file_get_boolean (hint, HINT_GROUP, "stay", NULL);
  return g_key_file_get_string (hint, HINT_GROUP, "profile", NULL);
}

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
    self->retry = g_timeout_add (hkk_back_off_ms (++self->retries, hkk_portal_error_retry_after (error)),
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
  hkk_portal_list_open_approvals_async (self, self->signed_in, on_open_approvals, NULL);
}

/* There are tokens: everything that runs while somebody is signed in starts here. */
static void
begin (HkkPortal *self)
{
  g_clear_object (&self->signed_in);
  self->signed_in = g_cancellable_new ();
  hkk_portal_presence_start (self);
  hkk_portal_set_state (self, HKK_PORTAL_SIGNED_IN);
  hkk_portal_notify_person (self);
  hkk_portal_data_fetch (self);
  hkk_feed_start (self->feed);
  hkk_portal_check_now (self);
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
  if (signed_in != NULL)
    g_cancellable_cancel (signed_in);
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  const char *before = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!hkk_session_sign_in_finish (HKK_SESSION (source), result, &error))
    {
      hkk_portal_set_state (self, HKK_PORTAL_SIGNED_OUT);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Another person: nothing of the one before may be seen. */
  if (g_strcmp0 (before, hkk_session_get_profile (self->session)) != 0)
    {
      hkk_portal_data_close (self);
      hkk_portal_stop_waiting (self);
      g_list_store_remove_all (self->approvals);
      hkk_feed_set_cursor (self->feed, -1);
    }
  write_hint (self, hkk_session_get_stay (self->session));
  begin (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_portal_sign_in_async:
 * @username: the insurance number in any notation
 * @password: the password
 * @stay_signed_in: whether the sign-in outlives the program
 *
 * Signs in. When the keyring does not answer within 5 s, it is a sign-in for this session only: see
 * #HkkPortal:keyring-state.
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
  g_autofree char *number = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (username != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (hkk_session_get_profile (self->session)), g_free);
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
on_resume_data (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = HKK_PORTAL (source);

  begin (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_resume_loaded (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);

  if (!hkk_session_load_finish (HKK_SESSION (source), result, NULL))
    {
      hkk_portal_set_state (self, HKK_PORTAL_SIGNED_OUT);
      g_task_return_boolean (task, FALSE);
      return;
    }
  hkk_portal_data_load_async (self, hkk_session_get_profile (self->session), NULL, on_resume_data,
                              g_steal_pointer (&task));
}

/* The keyring was asked to forget a token. Until it confirms, the next start asks again. */
static void
note_removed (HkkPortal *self,
              gboolean   confirmed)
{
  /* Somebody has signed in meanwhile, and the token that went may be theirs. */
  if (hkk_session_is_alive (self->session))
    hkk_session_store_async (self->session, FALSE, NULL, NULL, NULL);
  else if (confirmed)
    {
      g_autofree char *path = g_build_filename (self->data_dir, "session.ini", NULL);

      g_unlink (path);
    }
}

static void
on_resume_cleared (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(HkkPortal) self = data;

  note_removed (self, hkk_keyring_finish (HKK_KEYRING (source), result) == HKK_KEYRING_STORED);
}

/**
 * hkk_portal_resume_async:
 *
 * Takes up the sign-in that stayed: from the keyring, without waiting for the server, so that the offline copy can be
 * shown at once. A sign-in that was not to stay is removed from the keyring.
 */
void
hkk_portal_resume_async (HkkPortal           *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  gboolean stay = FALSE;
  g_autofree char *profile = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_resume_async);
  g_task_set_check_cancellable (task, FALSE);
  profile = read_hint (self, &stay);
  if (profile == NULL || self->keyring == NULL || !stay)
    {
      if (profile != NULL && self->keyring != NULL)
        hkk_keyring_clear_async (self->keyring, profile, "refresh-token", NULL, on_resume_cleared, g_object_ref (self));
      g_task_return_boolean (task, FALSE);
      return;
    }
  hkk_portal_set_state (self, HKK_PORTAL_SIGNING_IN);
  hkk_session_load_async (self->session, profile, NULL, on_resume_loaded, g_steal_pointer (&task));
}

/**
 * hkk_portal_resume_finish:
 *
 * Returns: %TRUE when somebody is signed in; %FALSE without an error when there was nothing to resume
 */
gboolean
hkk_portal_resume_finish (HkkPortal     *self,
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
  HkkPortal *self = g_task_get_source_object (task);

  note_removed (self, hkk_session_end_finish (HKK_SESSION (source), result));
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
  if (profile != NULL)
    {
      hkk_portal_cache_wipe (self, profile);
      if (self->keyring != NULL)
        hkk_keyring_clear_async (self->keyring, profile, "data-key", NULL, NULL, NULL);
      /* Until the keyring confirms: whatever is left of the token goes at the next start. */
      write_hint (self, FALSE);
    }
  hkk_portal_stop_waiting (self);
  g_list_store_remove_all (self->approvals);
  hkk_feed_set_cursor (self->feed, -1);
  hkk_portal_set_state (self, HKK_PORTAL_SIGNED_OUT);
  hkk_session_end_async (self->session, on_ended, task);
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

/**
 * hkk_portal_close_async:
 *
 * To be called at quit. A sign-in that is not to stay ends; the offline copy and the drafts are left.
 */
void
hkk_portal_close_async (HkkPortal           *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_close_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_portal_finish_session (self);
  if (hkk_session_is_alive (self->session) && !hkk_session_get_stay (self->session))
    hkk_session_end_async (self->session, on_ended, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hkk_portal_close_finish:
 *
 * Returns: %TRUE
 */
gboolean
hkk_portal_close_finish (HkkPortal     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_password_checked (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkPortal *self = g_task_get_source_object (task);
  HkkSession *check = HKK_SESSION (source);
  g_autoptr(GError) error = NULL;

  if (!hkk_session_sign_in_finish (check, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hkk_session_end_async (check, NULL, NULL);
  if (!hkk_session_is_alive (self->session))
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
      return;
    }
  if (self->state == HKK_PORTAL_LOCKED)
    {
      hkk_portal_set_state (self, HKK_PORTAL_SIGNED_IN);
      hkk_portal_presence_start (self);
      self->reported_at = 0;
      hkk_portal_note_activity (self);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_portal_unlock_async:
 * @password: the person's password
 *
 * Verifies the password at the IAM and shows the content again. The session that is locked goes on, with its approvals.
 */
void
hkk_portal_unlock_async (HkkPortal           *self,
                         const char          *password,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr(GTask) task = NULL;
  HkkSession *check;

  g_return_if_fail (HKK_IS_PORTAL (self));
  g_return_if_fail (password != NULL);
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_unlock_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!hkk_session_is_alive (self->session) || hkk_session_get_username (self->session) == NULL)
    {
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
      return;
    }
  /* A second sign-in that only verifies the password. */
  check = hkk_session_new (self->transport, NULL, "desktop", g_get_host_name ());
  g_task_set_task_data (task, check, g_object_unref);
  hkk_session_sign_in_async (check, hkk_session_get_username (self->session), password, FALSE, cancellable,
                             on_password_checked, g_steal_pointer (&task));
}

/**
 * hkk_portal_unlock_finish:
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

static void
on_keyring_retried (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(GTask) task = data;

  g_task_return_int (task, hkk_session_store_finish (HKK_SESSION (source), result));
}

/**
 * hkk_portal_retry_keyring_async:
 *
 * Stores the sign-in once more, with time for the person to answer the keyring's own prompt.
 */
void
hkk_portal_retry_keyring_async (HkkPortal           *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_PORTAL (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_portal_retry_keyring_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_session_store_async (self->session, TRUE, cancellable, on_keyring_retried, task);
}

/**
 * hkk_portal_retry_keyring_finish:
 *
 * Returns: the state now
 */
HkkKeyringState
hkk_portal_retry_keyring_finish (HkkPortal     *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  return (HkkKeyringState) g_task_propagate_int (G_TASK (result), error);
}
