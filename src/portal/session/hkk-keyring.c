/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "config.h"

struct _HkkKeyring
{
  GObject       parent_instance;

  SecretSchema  schema;
  char         *schema_name; /* Owned */
  GQueue        ops;         /* of Op: what runs and what waits for it, in the order in which it was asked for */
};

G_DEFINE_FINAL_TYPE (HkkKeyring, hkk_keyring, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkKeyringState, hkk_keyring_state,
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_UNUSED, "unused"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_STORED, "stored"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_NO_BUS, "no-bus"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_SLOW, "slow"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_PROMPTING, "prompting"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_MUTE, "mute"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_GONE, "gone"))

typedef enum
{
  OP_STORE,
  OP_LOOKUP,
  OP_CLEAR,
} OpKind;

/* One question to the keyring. The worker writes error and value, then hands it back to the main thread. */
typedef struct
{
  gatomicrefcount  refs;
  OpKind           kind;
  HkkKeyring      *keyring;     /* Owned; used on the main thread only, but for its constant schema */
  char            *profile;
  char            *use;
  char            *secret;      /* of a store; wiped */
  GTask           *task;        /* Owned (nullable): until it is answered or late */
  GSource         *timer;       /* Owned (nullable) */
  gulong           outer;       /* handler on the task's cancellable */
  char            *value;       /* of a lookup; wiped */
  HkkKeyringState  state;
} Op;

static void
op_unref (gpointer data)
{
  Op *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->profile);
  g_free (self->use);
  g_clear_pointer (&self->secret, secret_password_free);
  g_clear_pointer (&self->value, secret_password_free);
  g_object_unref (self->keyring);
  g_free (self);
}

static HkkKeyringState
state_from_error (const GError *error)
{
  g_debug ("keyring: %s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_TIMEOUT))
    return HKK_KEYRING_MUTE;
  if (error->domain == SECRET_ERROR)
    return error->code == SECRET_ERROR_IS_LOCKED ? HKK_KEYRING_LOCKED : HKK_KEYRING_FAILED;
  if ((error->domain == G_IO_ERROR && error->code != G_IO_ERROR_DBUS_ERROR) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER))
    return HKK_KEYRING_NO_BUS;
  /* No service, or one that cannot be started. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
       error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY))
    return HKK_KEYRING_ABSENT;
  return HKK_KEYRING_FAILED;
}

/* Whether it is there, but locked: libsecret does not say so, neither at a lookup nor at a removal, which asks the
 * person besides. Where the keyring is used through the Secret portal there is nothing to be seen. */
static gboolean
is_locked (Op *op)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) found = NULL;
  g_autoptr(GVariant) locked = NULL;
  GVariantBuilder attributes;

  if (bus == NULL)
    return FALSE;
  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema", op->keyring->schema_name);
  g_variant_builder_add (&attributes, "{ss}", "profile", op->profile);
  g_variant_builder_add (&attributes, "{ss}", "use", op->use);
  found = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "SearchItems",
                                       g_variant_new ("(a{ss})", &attributes), G_VARIANT_TYPE ("(aoao)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  if (found != NULL)
    locked = g_variant_get_child_value (found, 1);
  return locked != NULL && g_variant_n_children (locked) > 0;
}

/* The keyring was started anew, and libsecret still uses its session with the one before. */
static gboolean
is_no_session (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, "org.freedesktop.Secret.Error.NoSession") == 0;
}

/* TRUE if it has to be asked again. */
static gboolean
ask_once (Op *op)
{
  const SecretSchema *schema = &op->keyring->schema;
  g_autoptr(GError) error = NULL;

  op->state = HKK_KEYRING_STORED;
  if (op->kind == OP_LOOKUP)
    {
      op->value = secret_password_lookup_nonpageable_sync (schema, NULL, &error,
                                                           "profile", op->profile, "use", op->use, NULL);
      if (op->value == NULL && error == NULL && is_locked (op))
        op->state = HKK_KEYRING_LOCKED;
    }
  else if (op->kind == OP_CLEAR)
    {
      if (is_locked (op))
        op->state = HKK_KEYRING_LOCKED;
      else
        secret_password_clear_sync (schema, NULL, &error, "profile", op->profile, "use", op->use, NULL);
    }
  else
    {
      /* TRANSLATORS: the name of an entry in the person's keyring; %s is the application's name */
      g_autofree char *label = g_strdup_printf (_("%s: sign-in on this computer"), HKK_APP_NAME);

      if (!secret_password_store_sync (schema, SECRET_COLLECTION_DEFAULT, label, op->secret, NULL, &error,
                                       "profile", op->profile, "use", op->use, NULL))
        op->state = HKK_KEYRING_FAILED;
    }
  if (error != NULL)
    op->state = state_from_error (error);
  return error != NULL && is_no_session (error);
}

static void
ask (Op *op)
{
  if (!ask_once (op))
    return;
  secret_service_disconnect ();
  ask_once (op);
}

static void
op_stop_waiting (Op *op)
{
  if (op->timer != NULL)
    {
      g_source_destroy (op->timer);
      g_clear_pointer (&op->timer, g_source_unref);
    }
  if (op->outer)
    g_signal_handler_disconnect (g_task_get_cancellable (op->task), op->outer);
  op->outer = 0;
}

static void go_on (Op *op);

static gboolean
on_answered (gpointer data)
{
  Op *op = data;

  op_stop_waiting (op);
  go_on (op);
  if (op->task != NULL)
    {
      g_autoptr(GTask) task = g_steal_pointer (&op->task);

      g_task_return_int (task, op->state);
    }
  return G_SOURCE_REMOVE;
}

static gpointer
worker (gpointer data)
{
  Op *op = data;

  g_autoptr(GSource) source = g_idle_source_new ();

  ask (op);
  /* Not g_main_context_invoke(): it would run on this thread whenever the main loop is not running. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_answered, op, op_unref);
  g_source_attach (source, NULL);
  return NULL;
}

/* Nobody waits any longer. What the keyring was asked for goes on: it may stand at the person's prompt, which is not
 * taken away. */
static void
give_up (Op              *op,
         HkkKeyringState  state)
{
  g_autoptr(GTask) task = NULL;

  op_stop_waiting (op);
  task = g_steal_pointer (&op->task);
  if (task != NULL)
    g_task_return_int (task, state);
}

static gboolean
on_deadline (gpointer data)
{
  give_up (data, HKK_KEYRING_SLOW);
  return G_SOURCE_REMOVE;
}

static void
start_timer (Op    *op,
             guint  ms)
{
  g_atomic_ref_count_inc (&op->refs);
  op->timer = g_timeout_source_new (ms);
  g_source_set_callback (op->timer, on_deadline, op, op_unref);
  g_source_attach (op->timer, NULL);
}

static void
on_outer_cancelled (GCancellable *cancellable,
                    gpointer      data)
{
  give_up (data, HKK_KEYRING_FAILED);
}

static void
start (Op *op)
{
  /* A thread of its own: a mute service may hold it for minutes, and a pool would run dry. */
  g_autoptr(GThread) thread = g_thread_try_new ("keyring", worker, op, NULL);

  if (thread != NULL)
    return;
  give_up (op, HKK_KEYRING_FAILED);
  go_on (op);
  op_unref (op);
}

/* (nullable): what has to end before somebody else may ask about the entry that OP is about. */
static Op *
first_about (HkkKeyring *self,
             const Op   *op)
{
  for (GList *l = self->ops.head; l != NULL; l = l->next)
    {
      Op *other = l->data;

      if (g_str_equal (other->profile, op->profile) && g_str_equal (other->use, op->use))
        return other;
    }
  return NULL;
}

/* OP is done, and what was asked next about the same entry begins. */
static void
go_on (Op *op)
{
  Op *next;

  g_queue_remove (&op->keyring->ops, op);
  next = first_about (op->keyring, op);
  if (next != NULL)
    start (next);
}

static void
run (HkkKeyring          *self,
     OpKind               kind,
     const char          *profile,
     const char          *use,
     const char          *secret,
     guint                ms,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             data)
{
  Op *op = g_new0 (Op, 1);
  gboolean first;

  g_atomic_ref_count_init (&op->refs);
  op->kind = kind;
  op->keyring = g_object_ref (self);
  op->profile = g_strdup (profile);
  op->use = g_strdup (use);
  op->secret = g_strdup (secret);
  op->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (op->task, run);
  g_task_set_check_cancellable (op->task, FALSE);
  g_atomic_ref_count_inc (&op->refs);
  g_task_set_task_data (op->task, op, op_unref);
  if (ms > 0)
    start_timer (op, ms);
  if (cancellable != NULL && !g_cancellable_is_cancelled (cancellable))
    op->outer = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_outer_cancelled), op);
  first = first_about (self, op) == NULL;
  g_queue_push_tail (&self->ops, op);
  if (first)
    start (op);
}

static void
hkk_keyring_finalize (GObject *object)
{
  g_free (HKK_KEYRING (object)->schema_name);
  G_OBJECT_CLASS (hkk_keyring_parent_class)->finalize (object);
}

static void
hkk_keyring_class_init (HkkKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_keyring_finalize;
}

static void
hkk_keyring_init (HkkKeyring *self)
{
  g_queue_init (&self->ops);
}

/**
 * hkk_keyring_new:
 * @schema: (nullable): name of the schema; %NULL is the application's
 *
 * Returns: (transfer full):
 */
HkkKeyring *
hkk_keyring_new (const char *schema)
{
  HkkKeyring *self = g_object_new (HKK_TYPE_KEYRING, NULL);

  self->schema_name = g_strdup (schema != NULL ? schema : HKK_APP_ID ".Session");
  self->schema.name = self->schema_name;
  self->schema.flags = SECRET_SCHEMA_NONE;
  self->schema.attributes[0] = (SecretSchemaAttribute) { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING };
  self->schema.attributes[1] = (SecretSchemaAttribute) { "use", SECRET_SCHEMA_ATTRIBUTE_STRING };
  return self;
}

/**
 * hkk_keyring_store_async:
 * @profile: the account's opaque id (attributes are not secret)
 * @use: what the secret is for
 * @secret: the secret
 * @ms: milliseconds that the caller waits at most; 0: until the keyring has answered, or the person at its prompt
 *
 * A store that finishes with %HKK_KEYRING_SLOW goes on behind.
 */
void
hkk_keyring_store_async (HkkKeyring          *self,
                         const char          *profile,
                         const char          *use,
                         const char          *secret,
                         guint                ms,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (HKK_IS_KEYRING (self));
  g_return_if_fail (profile != NULL && use != NULL && secret != NULL);

  run (self, OP_STORE, profile, use, secret, ms, cancellable, callback, data);
}

/**
 * hkk_keyring_finish:
 * @result: of a store or a clear
 *
 * Returns: %HKK_KEYRING_STORED when the keyring did it, or why not
 */
HkkKeyringState
hkk_keyring_finish (HkkKeyring   *self,
                    GAsyncResult *result)
{
  return (HkkKeyringState) g_task_propagate_int (G_TASK (result), NULL);
}

/**
 * hkk_keyring_lookup_async:
 *
 * @ms: milliseconds that the caller waits at most; 0: until the keyring has answered, or the person at its prompt
 *
 * A locked keyring asks the person for its password.
 */
void
hkk_keyring_lookup_async (HkkKeyring          *self,
                          const char          *profile,
                          const char          *use,
                          guint                ms,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (HKK_IS_KEYRING (self));
  run (self, OP_LOOKUP, profile, use, NULL, ms, cancellable, callback, data);
}

/**
 * hkk_keyring_lookup_finish:
 * @state: (out): %HKK_KEYRING_STORED when the keyring answered
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with secret_password_free()
 */
char *
hkk_keyring_lookup_finish (HkkKeyring      *self,
                           GAsyncResult    *result,
                           HkkKeyringState *state)
{
  Op *op = g_task_get_task_data (G_TASK (result));

  *state = (HkkKeyringState) g_task_propagate_int (G_TASK (result), NULL);
  /* Only an answer that came in time was handed over by the worker. */
  return *state == HKK_KEYRING_STORED ? g_steal_pointer (&op->value) : NULL;
}

/**
 * hkk_keyring_clear_async:
 *
 * Removes a secret, without asking the person: in a locked keyring it stays, and the state is %HKK_KEYRING_LOCKED.
 * Finish with hkk_keyring_finish().
 */
void
hkk_keyring_clear_async (HkkKeyring          *self,
                         const char          *profile,
                         const char          *use,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (HKK_IS_KEYRING (self));
  run (self, OP_CLEAR, profile, use, NULL, 0, cancellable, callback, data);
}

static void
on_locked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr(GVariant) locked = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(v)", &locked);
  g_task_return_boolean (task, locked != NULL && g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) &&
                               g_variant_get_boolean (locked));
}

static void
on_bus (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus == NULL)
    g_task_return_boolean (task, FALSE);
  else
    g_dbus_connection_call (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets/aliases/default",
                            "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"),
                            G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, HKK_KEYRING_MS, NULL, on_locked,
                            g_steal_pointer (&task));
}

/**
 * hkk_keyring_is_locked_async:
 *
 * Asks whether the keyring in which new secrets are stored is locked, without having it opened. Nothing is known of the
 * one that is used through the Secret portal.
 */
void
hkk_keyring_is_locked_async (HkkKeyring          *self,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GTask *task;

  g_return_if_fail (HKK_IS_KEYRING (self));
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, hkk_keyring_is_locked_async);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, task);
}

/**
 * hkk_keyring_is_locked_finish:
 *
 * Returns: whether it is known to be locked
 */
gboolean
hkk_keyring_is_locked_finish (HkkKeyring   *self,
                              GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
