/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-device-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-device-key.h"
#include "hkk-rules.h"
#include "hkk-sealed-file.h"

enum
{
  PROP_STATE = 1,
  PROP_ONLINE,
  PROP_CONNECTIVITY,
  PROP_DEVICE_ID,
  PROP_DEVICE_NAME,
  PROP_PERSON_NAME,
  PROP_UNLOCKED,
  PROP_HAS_BIOMETRICS,
  PROP_LANGUAGE,
  PROP_APPROVALS,
  PROP_KEYRING_STATE,
  PROP_USABLE_AT,
  N_PROPS
};
enum
{
  SIGNAL_EVENT,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkDeviceClient, hkk_device_client, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkDeviceState, hkk_device_state,
                    G_DEFINE_ENUM_VALUE (HKK_DEVICE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (HKK_DEVICE_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (HKK_DEVICE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (HKK_DEVICE_BOUND, "bound"),
                    G_DEFINE_ENUM_VALUE (HKK_DEVICE_LOCKED, "locked"))

G_DEFINE_ENUM_TYPE (HkkDecision, hkk_decision,
                    G_DEFINE_ENUM_VALUE (HKK_DECISION_APPROVE, "approve"),
                    G_DEFINE_ENUM_VALUE (HKK_DECISION_DENY, "deny"),
                    G_DEFINE_ENUM_VALUE (HKK_DECISION_REPORT, "report"))

static void
notify (HkkDeviceClient *self,
        guint            property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
hkk_device_client_notify_device (HkkDeviceClient *self)
{
  notify (self, PROP_DEVICE_ID);
  notify (self, PROP_DEVICE_NAME);
  notify (self, PROP_PERSON_NAME);
  notify (self, PROP_HAS_BIOMETRICS);
  notify (self, PROP_USABLE_AT);
}

void
hkk_device_client_set_keyring_state (HkkDeviceClient *self,
                                     HkkKeyringState  state)
{
  if (self->keyring_state == state)
    return;
  self->keyring_state = state;
  notify (self, PROP_KEYRING_STATE);
}

void
hkk_device_client_set_key (HkkDeviceClient *self,
                           GBytes          *key)
{
  gboolean was_unlocked = self->key != NULL;

  if (key != NULL)
    g_bytes_ref (key);
  g_clear_pointer (&self->key, g_bytes_unref);
  self->key = key;
  if (was_unlocked != (key != NULL))
    notify (self, PROP_UNLOCKED);
}

static void
on_fetched_by_itself (GObject      *source,
                      GAsyncResult *result,
                      gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* The feed goes on and brings the next chance; the connectivity shows what is wrong. */
  if (hkk_device_client_fetch_finish (HKK_DEVICE_CLIENT (source), result, &error))
    return;
  HKK_DEVICE_CLIENT (source)->outdated = TRUE;
  g_debug ("approvals: %s", error->message);
}

static void
fetch_by_itself (HkkDeviceClient *self)
{
  hkk_device_client_fetch_async (self, self->cancellable, on_fetched_by_itself, NULL);
}

static void
on_refreshed_by_itself (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!hkk_device_client_change_finish (HKK_DEVICE_CLIENT (source), result, &error))
    g_debug ("device: %s", error->message);
}

static void
refresh_by_itself (HkkDeviceClient *self)
{
  hkk_device_client_refresh_async (self, self->cancellable, on_refreshed_by_itself, NULL);
}

/* The feed runs while it can: started, bound, and with a token. Whoever fetches says to the server that the token was
 * kept, so it begins only when the keyring has taken it: if the program ends before, the device can be bound again with
 * what bound it. */
void
hkk_device_client_follow (HkkDeviceClient *self)
{
  if (self->started && hkk_device_client_is_bound (self) && !self->keeping && hkk_session_is_alive (self->device))
    {
      hkk_feed_start (self->feed);
      fetch_by_itself (self);
    }
  else
    hkk_feed_stop (self->feed);
}

void
hkk_device_client_set_state (HkkDeviceClient *self,
                             HkkDeviceState   state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
  if (state == HKK_DEVICE_LOCKED)
    hkk_device_client_set_key (self, NULL);
  hkk_device_client_follow (self);
}

/* TOKEN (nullable): the keyring has answered; without a token the device has to be bound again. */
void
hkk_device_client_take_token (HkkDeviceClient *self,
                              const char      *token)
{
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->loading = FALSE;
  hkk_session_set_fixed_token (self->device, token);
  if (token == NULL)
    hkk_device_client_set_state (self, HKK_DEVICE_NEW);
  hkk_device_client_notify_device (self);
  hkk_device_client_follow (self);
  /* It may have been locked, or unlocked, while the program was not running. */
  if (token != NULL)
    refresh_by_itself (self);
  for (guint i = 0; i < waiting->len; i++)
    hkk_device_call_send (g_ptr_array_index (waiting, i));
}

static void
forget_device (HkkDeviceClient *self)
{
  hkk_feed_stop (self->feed);
  hkk_feed_set_cursor (self->feed, -1);
  hkk_device_client_set_key (self, NULL);
  g_list_store_remove_all (self->approvals);
  if (self->loading)
    hkk_device_client_take_token (self, NULL);
  hkk_device_store_remove (self);
  hkk_device_client_notify_device (self);
  hkk_device_client_set_state (self, HKK_DEVICE_NEW);
}

static void
on_feed_event (HkkDeviceClient *self,
               const char      *type,
               const char      *id,
               const char      *status,
               JsonObject      *approval)
{
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, type, id, status);
  if (g_str_equal (type, "device") && g_strcmp0 (id, self->device_id) == 0)
    refresh_by_itself (self);
  fetch_by_itself (self);
}

/* Of what happened meanwhile there are no events. */
static void
on_feed_reload (HkkDeviceClient *self)
{
  refresh_by_itself (self);
  fetch_by_itself (self);
}

/* The portal can be reached: what did not come before comes now. */
static void
on_feed_answered (HkkDeviceClient *self)
{
  if (!self->outdated)
    return;
  self->outdated = FALSE;
  fetch_by_itself (self);
}

static void
on_device_ended (HkkDeviceClient *self)
{
  forget_device (self);
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0,
                 _("This device is not registered any more. Sign in and register it again."));
}

static void
on_connectivity (HkkDeviceClient *self)
{
  notify (self, PROP_CONNECTIVITY);
  notify (self, PROP_ONLINE);
}

/**
 * hkk_device_client_start:
 *
 * Follows the device's feed: approvals appear in #HkkDeviceClient:approvals by themselves.
 */
void
hkk_device_client_start (HkkDeviceClient *self)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  self->started = TRUE;
  hkk_device_client_follow (self);
}

/**
 * hkk_device_client_stop:
 *
 * Stops following; the key is forgotten until the next unlock.
 */
void
hkk_device_client_stop (HkkDeviceClient *self)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  self->started = FALSE;
  hkk_device_client_lock (self);
  hkk_device_client_follow (self);
}

/**
 * hkk_device_client_lock:
 *
 * Forgets the opened key; a PIN or a biometric unlock is needed for the next decision.
 */
void
hkk_device_client_lock (HkkDeviceClient *self)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  hkk_device_client_set_key (self, NULL);
}

static void
on_signed_in (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  HkkDeviceClient *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!hkk_session_sign_in_finish (HKK_SESSION (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->state == HKK_DEVICE_NEW)
    {
      g_set_str (&self->person_name, hkk_session_get_person_name (self->phone));
      hkk_device_client_notify_device (self);
      hkk_device_client_set_state (self, HKK_DEVICE_SIGNED_IN);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_device_client_sign_in_async:
 * @username: the insurance number in any notation
 * @password: the portal's password
 *
 * Signs in as the Service-App does before a device is bound, or a locked one is bound anew. The sign-in is in memory
 * only.
 */
void
hkk_device_client_sign_in_async (HkkDeviceClient     *self,
                                 const char          *username,
                                 const char          *password,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GTask *task;
  g_autofree char *number = NULL;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_sign_in_async);
  g_task_set_check_cancellable (task, FALSE);
  number = hkk_kvnr_normalize (username);
  hkk_session_sign_in_async (self->phone, number, password, FALSE, cancellable, on_signed_in, task);
}

/**
 * hkk_device_client_sign_in_finish:
 *
 * Returns: %TRUE when the device can be bound now
 */
gboolean
hkk_device_client_sign_in_finish (HkkDeviceClient  *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_device_client_check_sign_in:
 *
 * A sign-in of the Service-App that has ended, by itself or because it was ended, is over: the state says so then.
 *
 * Returns: whether somebody is signed in
 */
gboolean
hkk_device_client_check_sign_in (HkkDeviceClient *self)
{
  gboolean alive;

  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), FALSE);

  alive = hkk_session_is_alive (self->phone);
  if (!alive && self->state == HKK_DEVICE_SIGNED_IN)
    {
      hkk_device_client_set_state (self, HKK_DEVICE_NEW);
      g_signal_emit (self, signals[SIGNAL_REMOVED], 0, _("You are signed out. Sign in again to go on."));
    }
  return alive;
}

static void
on_phone_ended (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(GTask) task = data;

  hkk_session_end_finish (HKK_SESSION (source), result);
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_device_client_remove_async:
 *
 * Forgets key, token and sign-in on this device. The registry keeps the device until it is removed there.
 */
void
hkk_device_client_remove_async (HkkDeviceClient     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, hkk_device_client_remove_async);
  g_task_set_check_cancellable (task, FALSE);
  hkk_session_set_fixed_token (self->device, NULL);
  forget_device (self);
  hkk_session_end_async (self->phone, on_phone_ended, task);
}

/**
 * hkk_device_client_remove_finish:
 *
 * Returns: %TRUE
 */
gboolean
hkk_device_client_remove_finish (HkkDeviceClient  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hkk_device_client_get_keyring_state:
 *
 * Returns: how it goes with the keyring: %HKK_KEYRING_SLOW or %HKK_KEYRING_PROMPTING while it is waited for
 */
HkkKeyringState
hkk_device_client_get_keyring_state (HkkDeviceClient *self)
{
  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), HKK_KEYRING_UNUSED);
  return self->keyring_state;
}

/**
 * hkk_device_client_is_loading:
 *
 * Returns: whether the keyring is being asked for what the device was bound with; it can approve once that is here
 */
gboolean
hkk_device_client_is_loading (HkkDeviceClient *self)
{
  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), FALSE);
  return self->loading;
}

/**
 * hkk_device_client_ask_keyring:
 *
 * Asks the keyring once more for what the device was bound with, after it did not give it.
 */
void
hkk_device_client_ask_keyring (HkkDeviceClient *self)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  if (self->keyring == NULL || self->state != HKK_DEVICE_NEW || self->device_id == NULL)
    return;
  hkk_device_store_load (self);
  hkk_device_client_set_state (self, hkk_device_wait_state (self));
}

/**
 * hkk_device_client_get_state:
 *
 * Returns: whether the device is bound
 */
HkkDeviceState
hkk_device_client_get_state (HkkDeviceClient *self)
{
  return self->state;
}

/**
 * hkk_device_client_get_unlocked:
 *
 * Returns: whether the device key is open, so that a decision can be signed
 */
gboolean
hkk_device_client_get_unlocked (HkkDeviceClient *self)
{
  return self->key != NULL;
}

/**
 * hkk_device_client_get_has_biometrics:
 *
 * Returns: whether fingerprint and Face-ID were enrolled and their secret is at hand
 */
gboolean
hkk_device_client_get_has_biometrics (HkkDeviceClient *self)
{
  return self->biometric != NULL && self->sealed_biometric != NULL;
}

/**
 * hkk_device_client_get_username:
 *
 * Returns: (transfer none) (nullable): the insurance number of who is signed in
 */
const char *
hkk_device_client_get_username (HkkDeviceClient *self)
{
  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), NULL);
  return hkk_session_get_username (self->phone);
}

/**
 * hkk_device_client_get_person_name:
 *
 * Returns: (transfer none) (nullable): whose device it is
 */
const char *
hkk_device_client_get_person_name (HkkDeviceClient *self)
{
  return self->person_name;
}

/**
 * hkk_device_client_get_device_name:
 *
 * Returns: (transfer none) (nullable): what the person called it
 */
const char *
hkk_device_client_get_device_name (HkkDeviceClient *self)
{
  return self->device_name;
}

/**
 * hkk_device_client_get_approvals:
 *
 * Returns: (transfer none): the approvals that wait; items are #HkkDeviceApproval
 */
GListModel *
hkk_device_client_get_approvals (HkkDeviceClient *self)
{
  return G_LIST_MODEL (self->approvals);
}

static void
set_language (HkkDeviceClient *self,
              const char      *language)
{
  g_return_if_fail (HKK_IS_DEVICE_CLIENT (self));
  if (g_strcmp0 (language, hkk_transport_get_language (self->transport)) == 0)
    return;
  hkk_transport_set_language (self->transport, language);
  notify (self, PROP_LANGUAGE);
}

/**
 * hkk_device_client_set_endpoint:
 * @base_url: the new address
 * @trust_pem: (nullable): its certificate
 *
 * Returns: %FALSE when it is not an address or a certificate
 */
gboolean
hkk_device_client_set_endpoint (HkkDeviceClient  *self,
                                const char       *base_url,
                                const char       *trust_pem,
                                GError          **error)
{
  g_return_val_if_fail (HKK_IS_DEVICE_CLIENT (self), FALSE);
  if (!hkk_transport_set_endpoint (self->transport, base_url, trust_pem, error))
    return FALSE;
  hkk_feed_poke (self->feed);
  return TRUE;
}

static void
hkk_device_client_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (object);
  HkkConnectivity connectivity = hkk_transport_get_connectivity (self->transport);

  switch (id)
    {
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_ONLINE:
      g_value_set_boolean (value, connectivity == HKK_CONNECTIVITY_ONLINE || connectivity == HKK_CONNECTIVITY_UNKNOWN);
      break;
    case PROP_CONNECTIVITY: g_value_set_enum (value, connectivity); break;
    case PROP_DEVICE_ID: g_value_set_string (value, self->device_id); break;
    case PROP_DEVICE_NAME: g_value_set_string (value, self->device_name); break;
    case PROP_PERSON_NAME: g_value_set_string (value, self->person_name); break;
    case PROP_UNLOCKED: g_value_set_boolean (value, self->key != NULL); break;
    case PROP_HAS_BIOMETRICS: g_value_set_boolean (value, hkk_device_client_get_has_biometrics (self)); break;
    case PROP_LANGUAGE: g_value_set_string (value, hkk_transport_get_language (self->transport)); break;
    case PROP_APPROVALS: g_value_set_object (value, self->approvals); break;
    case PROP_KEYRING_STATE: g_value_set_enum (value, self->keyring_state); break;
    case PROP_USABLE_AT: g_value_set_boxed (value, self->usable_at); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_device_client_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  if (id == PROP_LANGUAGE)
    set_language (HKK_DEVICE_CLIENT (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hkk_device_client_dispose (GObject *object)
{
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->slow, g_source_remove);
  if (self->feed != NULL)
    hkk_feed_stop (self->feed);
  G_OBJECT_CLASS (hkk_device_client_parent_class)->dispose (object);
}

static void
hkk_device_client_finalize (GObject *object)
{
  HkkDeviceClient *self = HKK_DEVICE_CLIENT (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->phone);
  g_clear_object (&self->device);
  g_clear_object (&self->keyring);
  g_clear_object (&self->transport);
  g_clear_object (&self->approvals);
  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->waiting);
  g_free (self->dir);
  g_free (self->proposed_name);
  g_free (self->platform);
  hkk_device_store_clear (self);
  g_clear_pointer (&self->key, g_bytes_unref);
  G_OBJECT_CLASS (hkk_device_client_parent_class)->finalize (object);
}

static void
hkk_device_client_class_init (HkkDeviceClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hkk_device_client_get_property;
  object_class->set_property = hkk_device_client_set_property;
  object_class->dispose = hkk_device_client_dispose;
  object_class->finalize = hkk_device_client_finalize;
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HKK_TYPE_DEVICE_STATE, HKK_DEVICE_NEW, read);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, read);
  properties[PROP_CONNECTIVITY] = g_param_spec_enum ("connectivity", NULL, NULL, HKK_TYPE_CONNECTIVITY,
                                                     HKK_CONNECTIVITY_UNKNOWN, read);
  properties[PROP_DEVICE_ID] = g_param_spec_string ("device-id", NULL, NULL, NULL, read);
  properties[PROP_DEVICE_NAME] = g_param_spec_string ("device-name", NULL, NULL, NULL, read);
  properties[PROP_PERSON_NAME] = g_param_spec_string ("person-name", NULL, NULL, NULL, read);
  properties[PROP_UNLOCKED] = g_param_spec_boolean ("unlocked", NULL, NULL, FALSE, read);
  properties[PROP_HAS_BIOMETRICS] = g_param_spec_boolean ("has-biometrics", NULL, NULL, FALSE, read);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  properties[PROP_APPROVALS] = g_param_spec_object ("approvals", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_KEYRING_STATE] = g_param_spec_enum ("keyring-state", NULL, NULL, HKK_TYPE_KEYRING_STATE,
                                                      HKK_KEYRING_UNUSED, read);
  properties[PROP_USABLE_AT] = g_param_spec_boxed ("usable-at", NULL, NULL, G_TYPE_DATE_TIME, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_EVENT] = g_signal_new ("event", HKK_TYPE_DEVICE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", HKK_TYPE_DEVICE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hkk_device_client_init (HkkDeviceClient *self)
{
  self->approvals = g_list_store_new (HKK_TYPE_DEVICE_APPROVAL);
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
connect_parts (HkkDeviceClient *self)
{
  g_signal_connect_object (self->transport, "notify::connectivity", G_CALLBACK (on_connectivity), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->device, "ended", G_CALLBACK (on_device_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "event", G_CALLBACK (on_feed_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "answered", G_CALLBACK (on_feed_answered), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "reload", G_CALLBACK (on_feed_reload), self, G_CONNECT_SWAPPED);
}

/**
 * hkk_device_client_new:
 * @config: which portal, and where the device keeps what is no secret
 *
 * Returns: (transfer full) (nullable): %NULL when the configuration is not usable
 */
HkkDeviceClient *
hkk_device_client_new (const HkkPortalConfig  *config,
                       GError                **error)
{
  g_autoptr(HkkTransport) transport = NULL;
  HkkDeviceClient *self;

  g_return_val_if_fail (config != NULL && config->base_url != NULL && config->data_dir != NULL, NULL);

  transport = hkk_transport_new (config, error);
  if (transport == NULL || !hkk_make_private_dir (config->data_dir, error))
    return NULL;
  self = g_object_new (HKK_TYPE_DEVICE_CLIENT, NULL);
  self->transport = g_steal_pointer (&transport);
  self->keyring = config->use_keyring ? hkk_keyring_new (NULL) : NULL;
  self->phone = hkk_session_new (self->transport, NULL, "phone", config->device_name);
  self->device = hkk_session_new (self->transport, NULL, "phone", config->device_name);
  self->feed = hkk_feed_new (self->device, "/device/feed");
  self->dir = g_strdup (config->data_dir);
  self->proposed_name = g_strdup (config->device_name);
  self->platform = g_strdup (config->device_platform);
  self->rounds_to_bind = config->pin_rounds > 0 ? config->pin_rounds : HKK_DEVICE_ROUNDS;
  connect_parts (self);
  if (self->keyring != NULL && hkk_device_store_read (self))
    {
      self->state = hkk_device_wait_state (self);
      hkk_device_store_load (self);
    }
  return self;
}
