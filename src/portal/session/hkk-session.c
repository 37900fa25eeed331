/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-session-private.h"

#include "hkk-boot-clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define REVOKE_MS 3000

enum
{
  PROP_KEYRING_STATE = 1,
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
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_REPORTED, "reported"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_REVOKED, "revoked"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_TOKEN_REUSED, "token-reused"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_PASSWORD, "password"),
                    G_DEFINE_ENUM_VALUE (HKK_SESSION_END_ACCOUNT_CLOSED, "account-closed"))

void
hkk_session_set_secret (char       **secret,
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

static void
take_account (HkkSession *self,
              JsonObject *account)
{
  if (account == NULL)
    return;
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

gboolean
hkk_session_take_tokens (HkkSession *self,
                         JsonObject *answer)
{
  const char *access = hkk_json_get_string (answer, "access_token");
  const char *refresh = hkk_json_get_string (answer, "refresh_token");
  gint64 expires_in = hkk_json_get_int (answer, "expires_in", 0);

  if (!is_token (access) || !is_token (refresh) || expires_in <= 0 || expires_in > 86400)
    return FALSE;
  hkk_session_set_secret (&self->access, access);
  hkk_session_set_secret (&self->refresh, refresh);
  self->access_until = hkk_boot_time () + expires_in * G_USEC_PER_SEC;
  self->inactivity = (guint) CLAMP (hkk_json_get_int (answer, "inactivity", 900), 1, 86400);
  self->stay = hkk_json_get_bool (answer, "stay_signed_in", self->stay);
  if (hkk_json_get_string (answer, "session_id") != NULL)
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
  self->generation++;
}

static void
on_late_store (HkkSession      *self,
               HkkKeyringState  state)
{
  if (self->refresh == NULL)
    {
      hkk_session_sweep_keyring (self);
      return;
    }
  if (state != HKK_KEYRING_STORED)
    {
      /* The person has closed the keyring's prompt, for example: now it can be offered again. */
      if (self->keyring_state == HKK_KEYRING_TIMEOUT)
        hkk_session_set_keyring_state (self, state);
      return;
    }
  /* What was stored late may be a token that was renewed meanwhile. */
  hkk_session_store_async (self, FALSE, NULL, NULL, NULL);
}

static void
on_sign_in_stored (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;

  /* Not stored means a sign-in for this session only, which is what the keyring-state says. */
  hkk_session_store_finish (HKK_SESSION (source), result);
  g_task_return_boolean (task, TRUE);
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
  GCancellable *cancellable = NULL;

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
  /* Before task is stolen: arguments have no order. */
  cancellable = g_task_get_cancellable (task);
  hkk_session_store_async (self, FALSE, cancellable, on_sign_in_stored, g_steal_pointer (&task));
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
  if (self->keyring != NULL && self->profile != NULL)
    hkk_keyring_clear_async (self->keyring, self->profile, HKK_SESSION_KEYRING_USE, NULL, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0, reason);
}

typedef struct
{
  guint    pending;
  gboolean removed; /* from the keyring */
} Ending;

static void
ending_step_done (GTask *task)
{
  Ending *ending = g_task_get_task_data (task);

  if (--ending->pending == 0)
    g_task_return_boolean (task, ending->removed);
  g_object_unref (task);
}

static void
on_revoked (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  /* Locally it is over in any case. */
  g_autoptr(HkkAnswer) answer = hkk_transport_call_finish (HKK_TRANSPORT (source), result, NULL);

  ending_step_done (data);
}

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  Ending *ending = g_task_get_task_data (task);

  ending->removed = hkk_keyring_finish (HKK_KEYRING (source), result) == HKK_KEYRING_STORED;
  ending_step_done (task);
}

void
hkk_session_end_async (HkkSession          *self,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, data);
  Ending *ending = g_new0 (Ending, 1);
  g_autoptr(JsonNode) body = self->refresh != NULL ? hkk_json_node ("refresh_token", self->refresh) : NULL;

  g_task_set_source_tag (task, hkk_session_end_async);
  g_task_set_task_data (task, ending, g_free);
  ending->pending = 1;
  ending->removed = self->keyring == NULL || self->profile == NULL;
  forget (self);
  if (self->keyring != NULL && self->profile != NULL)
    {
      ending->pending++;
      hkk_keyring_clear_async (self->keyring, self->profile, HKK_SESSION_KEYRING_USE, NULL, on_cleared,
                               g_object_ref (task));
    }
  if (body != NULL)
    {
      ending->pending++;
      hkk_transport_call_async (self->transport,
                                &(HkkCall) { .method = "POST", .path = "/iam/revoke", .body = body,
                                             .deadline_ms = REVOKE_MS, .flags = HKK_CALL_SAFE },
                                NULL, on_revoked, g_object_ref (task));
    }
  ending_step_done (g_object_ref (task));
}

gboolean
hkk_session_end_finish (HkkSession   *self,
                        GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

void
hkk_session_set_fixed_token (HkkSession *self,
                             const char *token)
{
  forget (self);
  hkk_session_set_secret (&self->access, token);
  self->fixed = token != NULL;
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

gboolean
hkk_session_get_stay (HkkSession *self)
{
  return self->stay;
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
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_session_finalize (GObject *object)
{
  HkkSession *self = HKK_SESSION (object);

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
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ENDED] = g_signal_new ("ended", HKK_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, HKK_TYPE_SESSION_END);
}

static void
hkk_session_init (HkkSession *self)
{
  self->inactivity = 900;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
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
  if (keyring != NULL)
    {
      self->keyring = g_object_ref (keyring);
      g_signal_connect_object (keyring, "late", G_CALLBACK (on_late_store), self, G_CONNECT_SWAPPED);
    }
  return self;
}
