/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session-private.h"

#include "hkk-boot-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define REVOKE_MS 3000
#define MAX_ACCESS_S 86400 /* after which a token is renewed, however long it would be taken */

enum
{
  PROP_KEYRING_STATE = 1,
  PROP_KEPT,
  N_PROPS
};
enum
{
  SIGNAL_ENDED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkSession, hkk_session, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkSessionEnd, hkk_session_end,
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_INACTIVITY, "inactivity"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_ABSOLUTE, "absolute"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_STAY, "stay"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_REPORTED, "reported"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_REVOKED, "revoked"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_TOKEN_REUSED, "token-reused"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_PASSWORD, "password"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_ACCOUNT_CLOSED, "account-closed"))

static void
set_secret (char       **secret,
            const char  *value)
{
  char *copy = g_strdup (value);

  hkk_wipe (secret);
  *secret = copy;
}

void
hkk_session_set_keyring_state (HkkSession      *self,
                               HkkKeyringState  state)
{
  if (self->keyring_state == state)
    return;
  self->keyring_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_STATE]);
}

void
hkk_session_set_kept (HkkSession *self,
                      gboolean    kept)
{
  if (self->kept == kept)
    return;
  self->kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT]);
}

static void
take_account (HkkSession *self,
              JsonObject *account)
{
  g_set_str (&self->profile, hkk_json_get_string (account, "id"));
  g_set_str (&self->person_name, hkk_json_get_string (account, "name"));
  self->restricted = hkk_json_get_bool (account, "restricted", FALSE);
}

/* Visible ASCII (RFC 6749, appendix A): it goes into a header. */
static gboolean
is_token (const char *text)
{
  if (text == NULL || !*text)
    return FALSE;
  for (; *text; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;
  return TRUE;
}

static gboolean
fits (JsonObject *answer)
{
  g_autofree char *where = NULL;
  g_autoptr(GError) logged = NULL;
  gboolean complete = hkk_json_fits (answer, "access_token:k token_type:k expires_in:i refresh_token:k session_id:k "
                                     "inactivity:i absolute_expires_at:t? stay_signed_in:b "
                                     "account:{id:k name:s restricted:b}", &where);

  /* A token of another kind is used in another way (RFC 6749, 7.1). */
  if (complete && g_ascii_strcasecmp (hkk_json_get_string (answer, "token_type"), "Bearer") == 0)
    return TRUE;
  logged = hkk_portal_error_new_misfit ("token", where != NULL ? where : "token_type");
  return FALSE;
}

gboolean
hkk_session_take_tokens (HkkSession *self,
                         JsonObject *answer)
{
  const char *access = hkk_json_get_string (answer, "access_token");
  const char *refresh = hkk_json_get_string (answer, "refresh_token");
  const char *ends_at = hkk_json_get_string (answer, "absolute_expires_at");
  gint64 expires_in = hkk_json_get_int (answer, "expires_in", 0);

  if (!fits (answer) || !is_token (access) || !is_token (refresh) || expires_in <= 0)
    return FALSE;
  set_secret (&self->access, access);
  set_secret (&self->refresh, refresh);
  self->stored = FALSE;
  self->access_until = hkk_boot_time () + MIN (expires_in, MAX_ACCESS_S) * G_USEC_PER_SEC;
  self->inactivity = (guint) CLAMP (hkk_json_get_int (answer, "inactivity", 900), 1, 86400);
  g_clear_pointer (&self->ends_at, g_date_time_unref);
  if (ends_at != NULL)
    self->ends_at = g_date_time_new_from_iso8601 (ends_at, NULL);
  self->stay = hkk_json_get_bool (answer, "stay_signed_in", FALSE);
  g_set_str (&self->id, hkk_json_get_string (answer, "session_id"));
  take_account (self, hkk_json_get_object (answer, "account"));
  return TRUE;
}

static void
forget (HkkSession *self)
{
  hkk_wipe (&self->access);
  hkk_wipe (&self->refresh);
  self->fixed = FALSE;
  self->access_until = 0;
  g_clear_pointer (&self->ends_at, g_date_time_unref);
  self->generation++;
  hkk_session_stop_storing (self);
  hkk_session_set_kept (self, FALSE);
  hkk_session_set_keyring_state (self, HKK_KEYRING_UNUSED);
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  forget (self);
  g_set_str (&self->username, g_task_get_task_data (task));
  if (!hkk_session_take_tokens (self, hkk_answer_get_object (answer)) || self->profile == NULL)
    {
      forget (self);
      g_task_return_error (task, hkk_portal_error_new (HKK_PORTAL_ERROR_PROTOCOL, NULL));
      return;
    }
  hkk_session_keep (self);
  g_task_return_boolean (task, TRUE);
}

void
hkk_session_sign_in_async (HkkSession          *self,
                           const char          *username,
                           const char          *password,
                           gboolean             stay,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  JsonObject *members = hkk_json_object ("grant_type", "password", "username", username, "password", password,
                                         "stay_signed_in", HKK_JSON_BOOL (stay), "client", self->client);
  g_autoptr(JsonNode) body = hkk_json_take_object (members);

  g_task_set_source_tag (task, hkk_session_sign_in_async);
  g_task_set_task_data (task, g_strdup (username), g_free);
  if (self->device_name != NULL)
    hkk_json_object_add (members, "device_name", self->device_name);
  /* A lost answer leaves a session behind that nobody uses; what counts wrong passwords is not repeated by itself. */
  hkk_transport_call_async (self->transport,
                            &(HkkCall) { .method = "POST", .path = "/iam/token", .body = body,
                                         .flags = HKK_CALL_SAFE | HKK_CALL_ONCE },
                            cancellable, on_signed_in, task);
}

gboolean
hkk_session_sign_in_finish (HkkSession    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

HkkSessionEnd
hkk_session_end_from_string (const char *reason)
{
  static const struct
  {
    const char    *text;
    HkkSessionEnd  reason;
  } reasons[] = {
    { "inactivity", HKK_SESSION_END_INACTIVITY },
    { "absolute", HKK_SESSION_END_ABSOLUTE },
    { "expired", HKK_SESSION_END_ABSOLUTE },
    { "expired_stay", HKK_SESSION_END_STAY },
    { "reported", HKK_SESSION_END_REPORTED },
    { "revoked", HKK_SESSION_END_REVOKED },
    { "signed_out", HKK_SESSION_END_REVOKED },
    { "token_reused", HKK_SESSION_END_TOKEN_REUSED },
    { "token_reuse", HKK_SESSION_END_TOKEN_REUSED },
    { "password", HKK_SESSION_END_PASSWORD },
    { "password_changed", HKK_SESSION_END_PASSWORD },
    { "account_closed", HKK_SESSION_END_ACCOUNT_CLOSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].text, reason) == 0)
      return reasons[i].reason;
  return HKK_SESSION_END_UNKNOWN;
}

/* The server ended the session, or will not know it any more. Emits ended once. */
void
hkk_session_drop (HkkSession    *self,
                  HkkSessionEnd  reason)
{
  if (!hkk_session_is_alive (self))
    return;
  forget (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, reason);
}

static void
on_revoked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  /* Locally it is over in any case. */
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, NULL);

  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

/* TASK (transfer full) (nullable): returns when the server knows, or cannot be told. */
static void
revoke_token (HkkSession *self,
              const char *refresh,
              GTask      *task)
{
  g_autoptr(JsonNode) body = hkk_json_node ("refresh_token", refresh);

  hkk_transport_call_async (self->transport,
                            &(HkkCall) { .method = "POST", .path = "/iam/revoke", .body = body,
                                         .deadline_ms = REVOKE_MS, .flags = HKK_CALL_SAFE },
                            NULL, on_revoked, task);
}

/**
 * hkk_session_take_kept:
 * @kept: what the keyring kept
 *
 * Goes on with a sign-in that stayed.
 */
void
hkk_session_take_kept (HkkSession     *self,
                       HkkKeptSession *kept)
{
  forget (self);
  set_secret (&self->refresh, kept->refresh);
  g_set_str (&self->username, kept->username);
  g_set_str (&self->id, kept->id);
  g_set_str (&self->profile, kept->profile);
  g_set_str (&self->person_name, kept->name);
  self->restricted = kept->restricted;
  self->stay = kept->stay;
  self->stored = self->was_stored = TRUE;
  hkk_session_set_kept (self, TRUE);
  hkk_session_set_keyring_state (self, HKK_KEYRING_STORED);
}

/**
 * hkk_session_discard_kept:
 * @kept: what the keyring kept
 *
 * Ends a sign-in that stayed at the server, because nobody goes on with it; unless it is this one.
 */
void
hkk_session_discard_kept (HkkSession     *self,
                          HkkKeptSession *kept)
{
  if (kept->id != NULL && *kept->id && g_strcmp0 (kept->id, self->id) != 0)
    revoke_token (self, kept->refresh, NULL);
}

void
hkk_session_end_async (HkkSession          *self,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, hkk_session_end_async);
  if (self->refresh != NULL)
    revoke_token (self, self->refresh, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
  forget (self);
  hkk_wipe (&self->username);
  hkk_wipe (&self->person_name);
  g_clear_pointer (&self->id, g_free);
}

void
hkk_session_end_finish (HkkSession   *self,
                        GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

void
hkk_session_set_fixed_token (HkkSession *self,
                             const char *token)
{
  forget (self);
  set_secret (&self->access, token);
  self->fixed = token != NULL;
}

const char *
hkk_session_get_fixed_token (HkkSession *self)
{
  return self->fixed ? self->access : NULL;
}

gboolean
hkk_session_is_alive (HkkSession *self)
{
  return self->refresh != NULL || (self->fixed && self->access != NULL);
}

HkkTransport *
hkk_session_get_transport (HkkSession *self)
{
  return self->transport;
}

const char *
hkk_session_get_username (HkkSession *self)
{
  return self->username;
}

const char *
hkk_session_get_profile (HkkSession *self)
{
  return self->profile;
}

const char *
hkk_session_get_person_name (HkkSession *self)
{
  return self->person_name;
}

gboolean
hkk_session_get_restricted (HkkSession *self)
{
  return self->restricted;
}

/* The next token would say it too, minutes later. */
void
hkk_session_note_bound (HkkSession *self)
{
  self->restricted = FALSE;
}

gboolean
hkk_session_get_stay (HkkSession *self)
{
  return self->stay;
}

gboolean
hkk_session_get_kept (HkkSession *self)
{
  return self->kept;
}

const char *
hkk_session_get_id (HkkSession *self)
{
  return self->id;
}

guint
hkk_session_get_inactivity (HkkSession *self)
{
  return self->inactivity;
}

/* (transfer none) (nullable): when it ends, whatever is done; %NULL while the server has not said it */
GDateTime *
hkk_session_get_ends_at (HkkSession *self)
{
  return self->ends_at;
}

HkkKeyringState
hkk_session_get_keyring_state (HkkSession *self)
{
  return self->keyring_state;
}

static void
hkk_session_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (id == PROP_KEYRING_STATE)
    g_value_set_enum (value, HKK_SESSION (object)->keyring_state);
  else if (id == PROP_KEPT)
    g_value_set_boolean (value, HKK_SESSION (object)->kept);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_session_finalize (GObject *object)
{
  HkkSession *self = HKK_SESSION (object);

  g_clear_handle_id (&self->slow, g_source_remove);
  g_clear_pointer (&self->ends_at, g_date_time_unref);
  g_ptr_array_unref (self->settling);
  hkk_wipe (&self->access);
  hkk_wipe (&self->refresh);
  g_clear_object (&self->transport);
  g_clear_object (&self->keyring);
  g_ptr_array_unref (self->waiting);
  g_free (self->client);
  g_free (self->device_name);
  g_free (self->username);
  g_free (self->id);
  g_free (self->profile);
  g_free (self->store_profile);
  g_free (self->person_name);
  G_OBJECT_CLASS (hkk_session_parent_class)->finalize (object);
}

static void
hkk_session_class_init (HkkSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hkk_session_get_property;
  object_class->finalize = hkk_session_finalize;
  properties[PROP_KEYRING_STATE] = g_param_spec_enum ("keyring-state", NULL, NULL, HKK_TYPE_KEYRING_STATE,
                                                      HKK_KEYRING_UNUSED, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", HKK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, HKK_TYPE_SESSION_END);
}

static void
hkk_session_init (HkkSession *self)
{
  self->inactivity = 900;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->settling = g_ptr_array_new_with_free_func (g_object_unref);
}

HkkSession *
hkk_session_new (HkkTransport *transport,
                 HkkKeyring   *keyring,
                 const char   *client,
                 const char   *device_name)
{
  HkkSession *self = g_object_new (HKK_TYPE_SESSION, NULL);

  self->transport = g_object_ref (transport);
  self->client = g_strdup (client);
  self->device_name = g_strdup (device_name);
  self->keyring = keyring != NULL ? g_object_ref (keyring) : NULL;
  return self;
}
