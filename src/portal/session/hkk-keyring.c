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
  guint         deadline_ms;
};

enum
{
  SIGNAL_LATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HkkKeyring, hkk_keyring, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (HkkKeyringState, hkk_keyring_state,
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_UNUSED, "unused"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_STORED, "stored"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_ABSENT, "absent"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_TIMEOUT, "timeout"),
                    G_DEFINE_ENUM_VALUE (HKK_KEYRING_FAILED, "failed"))

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
  GCancellable    *cancellable; /* Owned: stops the worker */
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
  g_clear_object (&self->cancellable);
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
    return HKK_KEYRING_TIMEOUT;
  if (error->domain == SECRET_ERROR)
    return error->code == SECRET_ERROR_IS_LOCKED ? HKK_KEYRING_LOCKED : HKK_KEYRING_FAILED;
  /* No bus, no service, a service that cannot be started: all of them mean that there is no keyring here. */
  if (error->domain == G_IO_ERROR || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER) ||
      (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED &&
       error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY))
    return HKK_KEYRING_ABSENT;
  return HKK_KEYRING_FAILED;
}

static void
ask (Op *op)
{
  const SecretSchema *schema = &op->keyring->schema;
  g_autoptr(GError) error = NULL;

  op->state = HKK_KEYRING_STORED;
  if (op->kind == OP_LOOKUP)
    {
      op->value = secret_password_lookup_nonpageable_sync (schema, op->cancellable, &error,
                                                           "profile", op->profile, "use", op->use, NULL);
    }
  else if (op->kind == OP_CLEAR)
    {
      secret_password_clear_sync (schema, op->cancellable, &error, "profile", op->profile, "use", op->use, NULL);
    }
  else
    {
      /* TRANSLATORS: the name of an entry in the person's keyring; %s is the application's name */
      g_autofree char *label = g_strdup_printf (_("%s: sign-in on this computer"), HKK_APP_NAME);

      if (!secret_password_store_sync (schema, SECRET_COLLECTION_DEFAULT, label, op->secret, op->cancellable, &error,
                                       "profile", op->profile, "use", op->use, NULL))
        op->state = HKK_KEYRING_FAILED;
    }
  if (error != NULL)
    op->state = state_from_error (error);
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

static gboolean
on_answered (gpointer data)
{
  Op *op = data;

  op_stop_waiting (op);
  if (op->task != NULL)
    {
      g_autoptr(GTask) task = g_steal_pointer (&op->task);

      g_task_return_int (task, op->state);
    }
  else if (op->kind == OP_STORE)
    {
      g_signal_emit (op->keyring, signals[SIGNAL_LATE], 0, op->state);
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

static gboolean
on_prompt_over (gpointer data)
{
  Op *op = data;

  g_cancellable_cancel (op->cancellable);
  return G_SOURCE_REMOVE;
}

static void
op_start_timer (Op          *op,
                guint        ms,
                GSourceFunc  func)
{
  g_atomic_ref_count_inc (&op->refs);
  op->timer = g_timeout_source_new (ms);
  g_source_set_callback (op->timer, func, op, op_unref);
  g_source_attach (op->timer, NULL);
}

/* Nobody waits any longer; a store may still be at the person's prompt. */
static void
give_up (Op              *op,
         HkkKeyringState  state)
{
  g_autoptr(GTask) task = NULL;

  op_stop_waiting (op);
  task = g_steal_pointer (&op->task);
  if (op->kind == OP_STORE && state == HKK_KEYRING_TIMEOUT)
    op_start_timer (op, HKK_KEYRING_PROMPT_MS, on_prompt_over);
  else
    g_cancellable_cancel (op->cancellable);
  if (task != NULL)
    g_task_return_int (task, state);
}

static gboolean
on_deadline (gpointer data)
{
  give_up (data, HKK_KEYRING_TIMEOUT);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *cancellable,
                    gpointer      data)
{
  give_up (data, HKK_KEYRING_FAILED);
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
  g_autoptr(GThread) thread = NULL;

  g_atomic_ref_count_init (&op->refs);
  op->kind = kind;
  op->keyring = g_object_ref (self);
  op->profile = g_strdup (profile);
  op->use = g_strdup (use);
  op->secret = g_strdup (secret);
  op->cancellable = g_cancellable_new ();
  op->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (op->task, run);
  g_task_set_check_cancellable (op->task, FALSE);
  g_atomic_ref_count_inc (&op->refs);
  g_task_set_task_data (op->task, op, op_unref);
  op_start_timer (op, ms, on_deadline);
  if (cancellable != NULL && !g_cancellable_is_cancelled (cancellable))
    op->outer = g_signal_connect (cancellable, "cancelled", G_CALLBACK (on_outer_cancelled), op);
  /* A thread of its own: a mute service may hold it for minutes, and a pool would run dry. */
  thread = g_thread_try_new ("keyring", worker, op, NULL);
  if (thread == NULL)
    {
      give_up (op, HKK_KEYRING_FAILED);
      op_unref (op);
    }
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
  signals[SIGNAL_LATE] = g_signal_new ("late", HKK_TYPE_KEYRING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, HKK_TYPE_KEYRING_STATE);
}

static void
hkk_keyring_init (HkkKeyring *self)
{
  self->deadline_ms = HKK_KEYRING_MS;
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
 * hkk_keyring_set_deadline:
 * @ms: milliseconds that a caller waits at most
 */
void
hkk_keyring_set_deadline (HkkKeyring *self,
                          guint       ms)
{
  self->deadline_ms = ms;
}

/**
 * hkk_keyring_store_async:
 * @profile: the account's opaque id (attributes are not secret)
 * @use: what the secret is for
 * @secret: the secret
 * @with_prompt: whether to wait up to 120 s for the person at the keyring's own prompt
 *
 * A store that finishes with %HKK_KEYRING_TIMEOUT goes on; its end is reported by #HkkKeyring::late.
 */
void
hkk_keyring_store_async (HkkKeyring          *self,
                         const char          *profile,
                         const char          *use,
                         const char          *secret,
                         gboolean             with_prompt,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_return_if_fail (HKK_IS_KEYRING (self));
  g_return_if_fail (profile != NULL && use != NULL && secret != NULL);

  run (self, OP_STORE, profile, use, secret, with_prompt ? HKK_KEYRING_PROMPT_MS : self->deadline_ms,
       cancellable, callback, data);
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
 * A locked keyring looks like an empty one (libsecret).
 */
void
hkk_keyring_lookup_async (HkkKeyring          *self,
                          const char          *profile,
                          const char          *use,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (HKK_IS_KEYRING (self));
  run (self, OP_LOOKUP, profile, use, NULL, self->deadline_ms, cancellable, callback, data);
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
  run (self, OP_CLEAR, profile, use, NULL, self->deadline_ms, cancellable, callback, data);
}
