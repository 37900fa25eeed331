/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "config.h"

#define SERVICE "org.freedesktop.secrets"
#define DEFAULT_PATH "/org/freedesktop/secrets/aliases/default"

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
  int              refusals;    /* how often the person had closed the keyring's prompt when this was asked for */
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

/* What libsecret does not tell is asked without it. Where the keyring is used through the Secret portal there is
 * nothing to be seen. */
static GVariant *
call (const char          *path,
      const char          *interface,
      const char          *method,
      GVariant            *parameters,
      const char          *type,
      GError             **error)
{
  g_autoptr(GVariant) arguments = g_variant_ref_sink (parameters);
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);

  if (bus == NULL)
    return NULL;
  return g_dbus_connection_call_sync (bus, SERVICE, path, interface, method, arguments, G_VARIANT_TYPE (type),
                                      G_DBUS_CALL_FLAGS_NONE, -1, NULL, error);
}

/* Whether the one in which new secrets are stored is known to be closed. */
static gboolean
is_closed (GError **error)
{
  g_autoptr(GVariant) answer = call (DEFAULT_PATH, "org.freedesktop.DBus.Properties", "Get",
                                     g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"), "(v)",
                                     error);
  g_autoptr(GVariant) locked = NULL;

  if (answer != NULL)
    g_variant_get (answer, "(v)", &locked);
  return locked != NULL && g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (locked);
}

/* How many secrets there are for OP, LOCKED or not. An open keyring may have locked ones, too: those that the person
 * has not allowed this program to see. */
static gsize
count (Op       *op,
       gboolean  locked)
{
  g_autoptr(GVariant) found = NULL;
  g_autoptr(GVariant) paths = NULL;
  GVariantBuilder attributes;

  g_variant_builder_init (&attributes, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&attributes, "{ss}", "xdg:schema", op->keyring->schema_name);
  g_variant_builder_add (&attributes, "{ss}", "profile", op->profile);
  g_variant_builder_add (&attributes, "{ss}", "use", op->use);
  found = call ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems",
                g_variant_new ("(a{ss})", &attributes), "(aoao)", NULL);
  if (found != NULL)
    paths = g_variant_get_child_value (found, locked ? 1 : 0);
  return paths != NULL ? g_variant_n_children (paths) : 0;
}

/* Has the person open it; FALSE if it stays closed. */
static gboolean
unlock_default (GError **error)
{
  g_autoptr(SecretService) service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, error);
  g_autoptr(SecretCollection) collection = NULL;
  GList list = { 0 };

  if (service != NULL)
    collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                                                   error);
  list.data = collection;
  return collection != NULL && secret_service_unlock_sync (service, &list, NULL, NULL, error) >= 0 &&
         !is_closed (error);
}

static int refusals;

/* Some keyrings show nothing of what is in a closed one, others hold back the answer to a search until the person has
 * opened it, which takes longer than a call may. So it is opened before anything else is asked. FALSE if the person
 * did not; who has closed the prompt meanwhile is not asked once more. */
static gboolean
open_keyring (Op      *op,
              GError **error)
{
  static GMutex mutex;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (g_atomic_int_get (&refusals) != op->refusals)
    return FALSE;
  if (!is_closed (NULL) || unlock_default (error))
    return TRUE;
  g_atomic_int_inc (&refusals);
  return FALSE;
}

/* The keyring was started anew, and libsecret still uses its session with the one before. */
static gboolean
is_no_session (const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_strcmp0 (name, "org.freedesktop.Secret.Error.NoSession") == 0;
}

static gboolean
store (Op      *op,
       GError **error)
{
  /* TRANSLATORS: the name of an entry in the person's keyring; %s is the application's name */
  g_autofree char *label = g_strdup_printf (_("%s: sign-in on this computer"), HKK_APP_NAME);

  return secret_password_store_sync (&op->keyring->schema, SECRET_COLLECTION_DEFAULT, label, op->secret, NULL, error,
                                     "profile", op->profile, "use", op->use, NULL);
}

static void
clear (Op      *op,
       GError **error)
{
  secret_password_clear_sync (&op->keyring->schema, NULL, error, "profile", op->profile, "use", op->use, NULL);
}

/* In a keyring that is open. */
static HkkKeyringState
ask_open (Op      *op,
          GError **error)
{
  switch (op->kind)
    {
    case OP_LOOKUP:
      op->value = secret_password_lookup_nonpageable_sync (&op->keyring->schema, NULL, error,
                                                           "profile", op->profile, "use", op->use, NULL);
      return op->value == NULL && *error == NULL && count (op, TRUE) > 0 ? HKK_KEYRING_LOCKED : HKK_KEYRING_STORED;
    case OP_CLEAR:
      if (count (op, TRUE) > 0)
        return HKK_KEYRING_LOCKED;
      clear (op, error);
      return HKK_KEYRING_STORED;
    case OP_STORE:
    default:
      if (!store (op, error))
        return HKK_KEYRING_FAILED;
      /* One that has put it beside what was there might give that one later. */
      if (count (op, FALSE) < 2)
        return HKK_KEYRING_STORED;
      clear (op, error);
      return *error == NULL && store (op, error) ? HKK_KEYRING_STORED : HKK_KEYRING_FAILED;
    }
}

/* TRUE if it has to be asked again. */
static gboolean
ask_once (Op *op)
{
  g_autoptr(GError) error = NULL;
  gboolean closed = is_closed (&error);

  /* Nobody was there to answer; what does not know such a question may know the others. */
  if (error != NULL && state_from_error (error) != HKK_KEYRING_MUTE)
    g_clear_error (&error);
  op->state = HKK_KEYRING_LOCKED;
  if (error == NULL && (!closed || (op->kind != OP_CLEAR && open_keyring (op, &error))))
    op->state = ask_open (op, &error);
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
  op->refusals = g_atomic_int_get (&refusals);
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
    g_dbus_connection_call (bus, SERVICE, DEFAULT_PATH, "org.freedesktop.DBus.Properties", "Get",
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
