/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-portal-private.h"

#include <glib/gi18n-lib.h>

#include "hkk-sealed-file.h"

enum
{
  PROP_STATE = 1,
  PROP_CONNECTIVITY,
  PROP_ONLINE,
  PROP_PERSON_NAME,
  PROP_PROFILE_ID,
  PROP_RESTRICTED,
  PROP_STAY_SIGNED_IN,
  PROP_KEYRING_STATE,
  PROP_KEPT_STATE,
  PROP_CLOCK_SKEW,
  PROP_LANGUAGE,
  PROP_LOCK_AFTER,
  PROP_DRAFTS,
  PROP_APPROVALS,
  PROP_OPERATIONS,
  PROP_SERVICE_APP,
  N_PROPS
};
enum
{
  SIGNAL_SESSION_ENDED,
  SIGNAL_EVENT,
  SIGNAL_RELOAD,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkPortal, hkk_portal, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkPortalState, hkk_portal_state,
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_SIGNING_IN, "signing-in"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_SIGNED_IN, "signed-in"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (HKK_PORTAL_ENDED, "ended"))

G_DEFINE_ENUM_TYPE (HkkKeptState, hkk_kept_state,
                    G_DEFINE_ENUM_VALUE (HKK_KEPT_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (HKK_KEPT_ASKED, "asked"),
                    G_DEFINE_ENUM_VALUE (HKK_KEPT_FOUND, "found"))

G_DEFINE_ENUM_TYPE (HkkSubmitOutcome, hkk_submit_outcome,
                    G_DEFINE_ENUM_VALUE (HKK_SUBMIT_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (HKK_SUBMIT_APPROVAL, "approval"),
                    G_DEFINE_ENUM_VALUE (HKK_SUBMIT_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (HKK_SUBMIT_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (HKK_SUBMIT_WAITING, "waiting"))

static void
notify (HkkPortal *self,
        guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
hkk_portal_set_state (HkkPortal      *self,
                      HkkPortalState  state)
{
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

void
hkk_portal_notify_person (HkkPortal *self)
{
  notify (self, PROP_PERSON_NAME);
  notify (self, PROP_PROFILE_ID);
  notify (self, PROP_RESTRICTED);
  notify (self, PROP_STAY_SIGNED_IN);
}

static void
on_connectivity (HkkPortal *self)
{
  notify (self, PROP_CONNECTIVITY);
  notify (self, PROP_ONLINE);
  if (self->outbox != NULL && hkk_portal_get_online (self))
    hkk_outbox_check (self->outbox);
}

static void
on_clock_skew (HkkPortal *self)
{
  notify (self, PROP_CLOCK_SKEW);
}

static void
on_keyring_state (HkkPortal *self)
{
  if (hkk_portal_get_keyring_state (self) == HKK_KEYRING_STORED)
    hkk_portal_data_keep (self);
  notify (self, PROP_KEYRING_STATE);
}

static const char *
end_sentence (HkkSessionEnd reason)
{
  switch (reason)
    {
    case HKK_SESSION_END_INACTIVITY:
      return _("You were signed out because nothing happened for a while. What you began is kept.");
    case HKK_SESSION_END_ABSOLUTE:
      return _("You were signed out after 12 hours. What you began is kept.");
    case HKK_SESSION_END_STAY:
      return _("You stayed signed in for 30 days; now your password is asked again. What you began is kept.");
    case HKK_SESSION_END_REPORTED:
      return _("“That wasn’t me” was chosen in the Service-App, so this session ended. "
               "If it was not you, change your password after signing in.");
    case HKK_SESSION_END_REVOKED:
      return _("This session was ended from another device. What you began is kept.");
    case HKK_SESSION_END_TOKEN_REUSED:
      return _("This session ended because an old key of it was used again. "
               "Somebody may have copied it: sign in and change your password.");
    case HKK_SESSION_END_PASSWORD:
      return _("Your password was changed. Sign in with the new one.");
    case HKK_SESSION_END_ACCOUNT_CLOSED:
      return _("The account was closed.");
    case HKK_SESSION_END_ASKED:
      return _("Sign in again to go on. What you began is kept.");
    case HKK_SESSION_END_UNKNOWN:
    default:
      return _("Your session ended. What you began is kept.");
    }
}

static void
on_session_ended (HkkPortal     *self,
                  HkkSessionEnd  reason)
{
  hkk_portal_finish_session (self);
  /* First: whoever sees the state wants to say why. */
  self->end_sentence = end_sentence (reason);
  hkk_portal_set_state (self, HKK_PORTAL_ENDED);
  g_signal_emit (self, signals[SIGNAL_SESSION_ENDED], 0, reason, self->end_sentence);
}

static void
note_session_event (HkkPortal  *self,
                    const char *id,
                    const char *status)
{
  const char *reason = g_str_has_prefix (status, "ended:") ? status + strlen ("ended:") : NULL;

  if (reason != NULL && (!*id || g_strcmp0 (id, hkk_session_get_id (self->session)) == 0))
    hkk_session_drop (self->session, hkk_session_end_from_string (reason));
}

static void
on_feed_event (HkkPortal  *self,
               const char *type,
               const char *id,
               const char *status,
               JsonObject *state)
{
  g_autoptr(HkkApproval) approval = g_str_equal (type, "approval") ? hkk_portal_find_approval (self, id) : NULL;

  if (approval != NULL)
    hkk_approval_take_event (approval, status, state);
  if (g_str_equal (type, "device") && g_strcmp0 (status, "bound") == 0)
    {
      hkk_session_note_bound (self->session);
      notify (self, PROP_RESTRICTED);
    }
  g_signal_emit (self, signals[SIGNAL_EVENT], 0, type, id, status);
  if (g_str_equal (type, "session"))
    note_session_event (self, id, status);
}

static void
on_feed_reload (HkkPortal *self)
{
  /* What was missed may be an approval. */
  if (self->signed_in != NULL)
    hkk_portal_follow_approvals (self);
  g_signal_emit (self, signals[SIGNAL_RELOAD], 0);
}

/**
 * hkk_portal_get_state:
 *
 * Returns: whether somebody is signed in
 */
HkkPortalState
hkk_portal_get_state (HkkPortal *self)
{
  return self->state;
}

/**
 * hkk_portal_get_end_sentence:
 *
 * Returns: (transfer none) (nullable): why the last session ended, for the person; %NULL while none has
 */
const char *
hkk_portal_get_end_sentence (HkkPortal *self)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), NULL);

  return self->end_sentence;
}

/**
 * hkk_portal_get_connectivity:
 *
 * Returns: how the last call to the portal went
 */
HkkConnectivity
hkk_portal_get_connectivity (HkkPortal *self)
{
  return hkk_transport_get_connectivity (self->transport);
}

/**
 * hkk_portal_get_online:
 *
 * Returns: %FALSE when the last call could not reach a working portal
 */
gboolean
hkk_portal_get_online (HkkPortal *self)
{
  HkkConnectivity connectivity = hkk_portal_get_connectivity (self);

  return connectivity == HKK_CONNECTIVITY_ONLINE || connectivity == HKK_CONNECTIVITY_UNKNOWN;
}

/**
 * hkk_portal_get_trouble:
 *
 * Returns: (transfer none) (nullable): why the last call did not reach the portal; %NULL when it answered
 */
const GError *
hkk_portal_get_trouble (HkkPortal *self)
{
  return hkk_transport_get_trouble (self->transport);
}

/**
 * hkk_portal_get_back_at:
 *
 * Returns: (transfer none) (nullable): when the portal expects its maintenance to be over; %NULL when it has not said
 *   so, or is not being maintained. "notify::connectivity" tells of it.
 */
GDateTime *
hkk_portal_get_back_at (HkkPortal *self)
{
  return hkk_transport_get_back_at (self->transport);
}

/**
 * hkk_portal_get_person_name:
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
const char *
hkk_portal_get_person_name (HkkPortal *self)
{
  return hkk_session_get_person_name (self->session);
}

/**
 * hkk_portal_get_profile_id:
 *
 * Returns: (transfer none) (nullable): the account's opaque id
 */
const char *
hkk_portal_get_profile_id (HkkPortal *self)
{
  return hkk_session_get_profile (self->session);
}

/**
 * hkk_portal_get_stay_signed_in:
 *
 * Returns: whether the sign-in outlives the program
 */
gboolean
hkk_portal_get_stay_signed_in (HkkPortal *self)
{
  return hkk_session_get_stay (self->session);
}

/**
 * hkk_portal_get_keyring_state:
 *
 * Returns: whether the sign-in is in the keyring, and why not
 */
HkkKeyringState
hkk_portal_get_keyring_state (HkkPortal *self)
{
  return hkk_session_get_keyring_state (self->session);
}

/**
 * hkk_portal_get_clock_skew:
 *
 * Returns: seconds by which the server's clock is ahead of this computer's
 */
gint64
hkk_portal_get_clock_skew (HkkPortal *self)
{
  return hkk_transport_get_clock_skew (self->transport);
}

static void
set_language (HkkPortal  *self,
              const char *language)
{
  g_return_if_fail (language != NULL);

  if (g_strcmp0 (language, hkk_transport_get_language (self->transport)) == 0)
    return;
  hkk_transport_set_language (self->transport, language);
  notify (self, PROP_LANGUAGE);
}

/**
 * hkk_portal_get_drafts:
 *
 * Returns: (transfer none) (nullable): the account's drafts; %NULL until the data key is known
 */
HkkDrafts *
hkk_portal_get_drafts (HkkPortal *self)
{
  return self->drafts;
}

/**
 * hkk_portal_get_approvals:
 *
 * Returns: (transfer none): the open approvals that this program knows; items are #HkkApproval
 */
GListModel *
hkk_portal_get_approvals (HkkPortal *self)
{
  return G_LIST_MODEL (self->approvals);
}

static void
hkk_portal_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  HkkPortal *self = HKK_PORTAL (object);

  switch (id)
    {
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_CONNECTIVITY: g_value_set_enum (value, hkk_portal_get_connectivity (self)); break;
    case PROP_ONLINE: g_value_set_boolean (value, hkk_portal_get_online (self)); break;
    case PROP_PERSON_NAME: g_value_set_string (value, hkk_portal_get_person_name (self)); break;
    case PROP_PROFILE_ID: g_value_set_string (value, hkk_portal_get_profile_id (self)); break;
    case PROP_RESTRICTED: g_value_set_boolean (value, hkk_session_get_restricted (self->session)); break;
    case PROP_STAY_SIGNED_IN: g_value_set_boolean (value, hkk_portal_get_stay_signed_in (self)); break;
    case PROP_KEYRING_STATE: g_value_set_enum (value, hkk_portal_get_keyring_state (self)); break;
    case PROP_KEPT_STATE: g_value_set_enum (value, self->kept_state); break;
    case PROP_CLOCK_SKEW: g_value_set_int64 (value, hkk_portal_get_clock_skew (self)); break;
    case PROP_LANGUAGE: g_value_set_string (value, hkk_transport_get_language (self->transport)); break;
    case PROP_LOCK_AFTER: g_value_set_uint (value, self->lock_after); break;
    case PROP_DRAFTS: g_value_set_object (value, self->drafts); break;
    case PROP_APPROVALS: g_value_set_object (value, self->approvals); break;
    case PROP_OPERATIONS: g_value_set_boxed (value, self->operations); break;
    case PROP_SERVICE_APP: g_value_set_string (value, self->service_app); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_portal_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  HkkPortal *self = HKK_PORTAL (object);

  if (id == PROP_LANGUAGE)
    set_language (self, g_value_get_string (value));
  else if (id == PROP_LOCK_AFTER && self->lock_after != g_value_get_uint (value))
    {
      self->lock_after = g_value_get_uint (value);
      notify (self, PROP_LOCK_AFTER);
    }
}

static void
hkk_portal_dispose (GObject *object)
{
  HkkPortal *self = HKK_PORTAL (object);

  hkk_portal_finish_session (self);
  hkk_portal_data_close (self);
  if (self->network)
    g_signal_handler_disconnect (g_network_monitor_get_default (), self->network);
  self->network = 0;
  g_list_store_remove_all (self->approvals);
  G_OBJECT_CLASS (hkk_portal_parent_class)->dispose (object);
}

static void
hkk_portal_finalize (GObject *object)
{
  HkkPortal *self = HKK_PORTAL (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->session);
  g_clear_object (&self->keyring);
  g_clear_object (&self->transport);
  g_clear_object (&self->approvals);
  g_ptr_array_unref (self->waits);
  g_ptr_array_unref (self->raises);
  g_ptr_array_unref (self->wishes);
  g_clear_weak_pointer (&self->raise);
  g_strfreev (self->operations);
  g_free (self->service_app);
  g_clear_pointer (&self->verifier, hkk_verifier_unref);
  g_clear_object (&self->resuming);
  g_clear_pointer (&self->kept, hkk_kept_session_free);
  hkk_portal_hint_free (self->hint);
  g_hash_table_unref (self->unknown_keys);
  g_free (self->data_dir);
  hkk_copy_gate_unref (self->gate);
  g_clear_pointer (&self->files, g_hash_table_unref);
  G_OBJECT_CLASS (hkk_portal_parent_class)->finalize (object);
}

static void
add_properties (GObjectClass *klass)
{
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HKK_TYPE_PORTAL_STATE, HKK_PORTAL_SIGNED_OUT, read);
  properties[PROP_CONNECTIVITY] = g_param_spec_enum ("connectivity", NULL, NULL, HKK_TYPE_CONNECTIVITY,
                                                     HKK_CONNECTIVITY_UNKNOWN, read);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, read);
  properties[PROP_PERSON_NAME] = g_param_spec_string ("person-name", NULL, NULL, NULL, read);
  properties[PROP_PROFILE_ID] = g_param_spec_string ("profile-id", NULL, NULL, NULL, read);
  properties[PROP_RESTRICTED] = g_param_spec_boolean ("restricted", NULL, NULL, FALSE, read);
  properties[PROP_STAY_SIGNED_IN] = g_param_spec_boolean ("stay-signed-in", NULL, NULL, FALSE, read);
  properties[PROP_KEYRING_STATE] = g_param_spec_enum ("keyring-state", NULL, NULL, HKK_TYPE_KEYRING_STATE,
                                                      HKK_KEYRING_UNUSED, read);
  properties[PROP_KEPT_STATE] = g_param_spec_enum ("kept-state", NULL, NULL, HKK_TYPE_KEPT_STATE, HKK_KEPT_NONE, read);
  properties[PROP_CLOCK_SKEW] = g_param_spec_int64 ("clock-skew", NULL, NULL, G_MININT64, G_MAXINT64, 0, read);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, write);
  properties[PROP_LOCK_AFTER] = g_param_spec_uint ("lock-after", NULL, NULL, 0, 86400, 300, write);
  properties[PROP_DRAFTS] = g_param_spec_object ("drafts", NULL, NULL, HKK_TYPE_DRAFTS, read);
  properties[PROP_APPROVALS] = g_param_spec_object ("approvals", NULL, NULL, G_TYPE_LIST_MODEL, read);
  properties[PROP_OPERATIONS] = g_param_spec_boxed ("operations", NULL, NULL, G_TYPE_STRV, read);
  properties[PROP_SERVICE_APP] = g_param_spec_string ("service-app", NULL, NULL, NULL, read);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static guint
add_signal (const char *name,
            guint       n_types,
            GType       first,
            GType       second,
            GType       third)
{
  return g_signal_new (name, HKK_TYPE_PORTAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n_types, first,
                       second, third);
}

static void
hkk_portal_class_init (HkkPortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hkk_portal_get_property;
  object_class->set_property = hkk_portal_set_property;
  object_class->dispose = hkk_portal_dispose;
  object_class->finalize = hkk_portal_finalize;
  add_properties (object_class);
  signals[SIGNAL_SESSION_ENDED] = add_signal ("session-ended", 2, HKK_TYPE_SESSION_END, G_TYPE_STRING, 0);
  add_signal ("inactivity-warning", 2, G_TYPE_UINT, G_TYPE_BOOLEAN, 0);
  add_signal ("end-warning", 1, G_TYPE_DATE_TIME, 0, 0);
  signals[SIGNAL_EVENT] = add_signal ("event", 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_RELOAD] = add_signal ("reload", 0, 0, 0, 0);
  add_signal ("resumed", 0, 0, 0, 0);
  add_signal ("copied", 2, G_TYPE_STRING, JSON_TYPE_NODE, 0);
  add_signal ("files-changed", 1, G_TYPE_STRING, 0, 0);
  add_signal ("approval-added", 1, HKK_TYPE_APPROVAL, 0, 0);
  add_signal ("approval-finished", 1, HKK_TYPE_APPROVAL, 0, 0);
  g_signal_new ("approval-started", HKK_TYPE_PORTAL, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                NULL, G_TYPE_BOOLEAN, 1, HKK_TYPE_APPROVAL);
}

static void
hkk_portal_init (HkkPortal *self)
{
  self->lock_after = 300;
  self->approvals = g_list_store_new (HKK_TYPE_APPROVAL);
  self->waits = g_ptr_array_new ();
  self->unknown_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->raises = g_ptr_array_new_with_free_func (g_object_unref);
  self->wishes = hkk_portal_wishes_new ();
  self->gate = hkk_copy_gate_new ();
}

static void
on_network_changed (HkkPortal *self,
                    gboolean   available)
{
  if (available)
    hkk_portal_check_now (self);
}

static void
connect_parts (HkkPortal *self)
{
  g_signal_connect_object (self->transport, "notify::connectivity", G_CALLBACK (on_connectivity), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->transport, "notify::clock-skew", G_CALLBACK (on_clock_skew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::keyring-state", G_CALLBACK (on_keyring_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::kept", G_CALLBACK (hkk_portal_kept_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "ended", G_CALLBACK (on_session_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "event", G_CALLBACK (on_feed_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "reload", G_CALLBACK (on_feed_reload), self, G_CONNECT_SWAPPED);
  self->network = g_signal_connect_swapped (g_network_monitor_get_default (), "network-changed",
                                            G_CALLBACK (on_network_changed), self);
}

/**
 * hkk_portal_new:
 * @config: which portal, and where to keep things
 *
 * Returns: (transfer full) (nullable): %NULL when the configuration is not usable; nothing is sent yet
 */
HkkPortal *
hkk_portal_new (const HkkPortalConfig  *config,
                GError                **error)
{
  g_autoptr(HkkTransport) transport = NULL;
  g_autofree char *hint = NULL;
  HkkPortal *self;

  g_return_val_if_fail (config != NULL && config->base_url != NULL && config->data_dir != NULL, NULL);

  transport = hkk_transport_new (config, error);
  if (transport == NULL || !hkk_make_private_dir (config->data_dir, error))
    return NULL;
  self = g_object_new (HKK_TYPE_PORTAL, NULL);
  self->transport = g_steal_pointer (&transport);
  self->keyring = config->use_keyring ? hkk_keyring_new (NULL) : NULL;
  self->session = hkk_session_new (self->transport, self->keyring, "desktop",
                                   config->device_name != NULL ? config->device_name : g_get_host_name ());
  self->feed = hkk_feed_new (self->session, "/v1/feed");
  self->data_dir = g_strdup (config->data_dir);
  hint = g_build_filename (config->data_dir, "session.ini", NULL);
  self->hint = hkk_portal_hint_new (hint);
  connect_parts (self);
  return self;
}

/**
 * hkk_portal_set_endpoint:
 * @base_url: the new address
 * @trust_pem: (nullable): its certificate, see #HkkPortalConfig
 *
 * The same portal is served elsewhere from now on; the session goes on.
 *
 * Returns: %FALSE when it is not an address or a certificate
 */
gboolean
hkk_portal_set_endpoint (HkkPortal   *self,
                         const char  *base_url,
                         const char  *trust_pem,
                         GError     **error)
{
  g_return_val_if_fail (HKK_IS_PORTAL (self), FALSE);

  if (!hkk_transport_set_endpoint (self->transport, base_url, trust_pem, error))
    return FALSE;
  hkk_portal_check_now (self);
  return TRUE;
}
