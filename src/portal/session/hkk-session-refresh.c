/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session-private.h"

#include "hkk-boot-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* A token that runs out while the call is on its way costs a round more than one renewed a little early. */
#define EARLY_US (10 * G_USEC_PER_SEC)

/* ERROR (nullable): why there is no token. */
static void
serve_waiting (HkkSession   *self,
               const GError *error)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else if (self->access != NULL)
        g_task_return_pointer (task, g_strdup (self->access), g_free);
      else
        g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
    }
}

typedef struct
{
  HkkSession *session;    /* Owned */
  guint       generation;
} Refresh;

static void
on_refreshed (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree Refresh *refresh = data;
  g_autoptr(HkkSession) self = refresh->session;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, &error);

  if (answer != NULL && refresh->generation == self->generation &&
      !hkk_session_take_tokens (self, hkk_answer_get_object (answer)))
    error = hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL);
  /* Signed out, or in again, meanwhile: whoever waits gets the new state. */
  if (refresh->generation != self->generation)
    g_clear_error (&error);
  else if (error == NULL && self->keyring_state != HKK_KEYRING_LOCKED)
    /* Who has closed the keyring's prompt is not asked every five minutes. */
    hkk_session_keep (self);
  self->refreshing = FALSE;
  if (hkk_portal_error_is_code (error, "invalid_grant"))
    {
      JsonObject *extra = hkk_problem_get_extra (hkk_portal_error_get_problem (error));
      const char *reason = extra != NULL ? hkk_json_get_string (extra, "reason") : NULL;

      hkk_session_drop (self, hkk_session_end_from_string (reason));
    }
  serve_waiting (self, error);
}

static void
send_refresh (HkkSession *self)
{
  g_autoptr(JsonNode) body = hkk_json_node ("grant_type", "refresh_token",
                                            "refresh_token", self->refresh);
  Refresh *refresh = g_new0 (Refresh, 1);

  /* Its use makes the one before void, which is all that the keyring has. */
  if (!self->stored)
    hkk_session_set_kept (self, FALSE);
  refresh->session = g_object_ref (self);
  refresh->generation = self->generation;
  hkk_transport_call_async (self->transport,
                            &(HkkCall) { .method = "POST", .path = "/iam/token", .body = body, .flags = HKK_CALL_SAFE },
                            NULL, on_refreshed, refresh);
}

static void
on_settled (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkSession) self = data;

  hkk_session_settle_finish (self, result);
  if (self->refresh != NULL)
    {
      send_refresh (self);
      return;
    }
  self->refreshing = FALSE;
  serve_waiting (self, NULL);
}

static void
start_refresh (HkkSession *self)
{
  gboolean slow = self->keyring_state == HKK_KEYRING_SLOW || self->keyring_state == HKK_KEYRING_PROMPTING;

  self->refreshing = TRUE;
  /* A token is confirmed in the keyring before its first use: that use makes the old one void. */
  hkk_session_settle_async (self, slow ? 0 : HKK_KEYRING_MS, on_settled, g_object_ref (self));
}

void
hkk_session_get_token_async (HkkSession          *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, hkk_session_get_token_async);
  if (self->access != NULL && !self->refreshing && (self->fixed || hkk_boot_time () < self->access_until - EARLY_US))
    g_task_return_pointer (task, g_strdup (self->access), g_free);
  else if (self->refresh == NULL)
    g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_UNAUTHORIZED, NULL));
  else
    {
      g_ptr_array_add (self->waiting, g_steal_pointer (&task));
      if (!self->refreshing)
        start_refresh (self);
    }
}

char *
hkk_session_get_token_finish (HkkSession    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* 401 because of the token, not because of what was asked for. */
static gboolean
is_about_the_token (const GError *error)
{
  return g_error_matches (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED) &&
         hkk_portal_error_get_problem (error) != NULL && !hkk_portal_error_is_code (error, "invalid_grant");
}

/* TRUE if there may be another one. */
static gboolean
reject_token (HkkSession *self,
              const char *token)
{
  if (self->fixed)
    {
      if (g_strcmp0 (self->access, token) == 0)
        hkk_session_drop (self, HKK_SESSION_END_REVOKED);
      return FALSE;
    }
  /* Somebody else's call may have renewed it already. */
  if (g_strcmp0 (self->access, token) == 0)
    hkk_wipe (&self->access);
  return self->refresh != NULL;
}

/**
 * hkk_session_renews_for:
 * @error: why a call failed
 * @token: what it was made with
 * @renewed: (inout): whether that was a new token already
 *
 * A token that is fresh and is not taken either ends the session: only a sign-in helps, and this says so.
 *
 * Returns: whether the call is to be made once more, with a new token
 */
gboolean
hkk_session_renews_for (HkkSession   *self,
                        const GError *error,
                        const char   *token,
                        gboolean     *renewed)
{
  if (!is_about_the_token (error))
    return FALSE;
  if (*renewed)
    {
      hkk_session_drop (self, HKK_SESSION_END_UNKNOWN);
      return FALSE;
    }
  *renewed = reject_token (self, token);
  return *renewed;
}
