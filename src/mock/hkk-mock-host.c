/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-mock-host.h"

#include <gio/gunixsocketaddress.h>

#include "hkk-mock.h"

/**
 * HkkMockHost:
 *
 * The demo backend for a program: serves the folder if nobody does, attaches to whoever does, and takes over on the
 * same port when that process goes away. State is in the folder, so requests go on.
 */
struct _HkkMockHost
{
  GObject            parent_instance;

  char              *folder;      /* Owned */
  HkkMock           *mock;        /* Owned (nullable): while serving or trying to */
  GSocketConnection *lifeline;    /* Owned (nullable): ends when the serving process goes */
  GCancellable      *cancellable; /* Owned */
  GSource           *retry;       /* Owned (nullable) */
  GTask             *start_task;  /* Owned (nullable) */
  char              *endpoint;    /* Owned (nullable) */
  char              *certificate; /* Owned (nullable) */
  gboolean           serving;
  gint64             first_try;   /* monotonic, of this round */
};

/* A process that holds the lock but answers nothing for this long is broken, not slow. */
#define GIVE_UP_AFTER (20 * G_USEC_PER_SEC)
#define RETRY_MILLISECONDS 25

enum
{
  PROP_0,
  PROP_ENDPOINT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HkkMockHost, hkk_mock_host, G_TYPE_OBJECT)

static void try_to_serve (HkkMockHost *self);

static void
settle (HkkMockHost *self,
        gboolean     serving,
        const char  *endpoint,
        const char  *certificate)
{
  gboolean moved = g_set_str (&self->endpoint, endpoint);

  self->serving = serving;
  moved |= g_set_str (&self->certificate, certificate);
  if (moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDPOINT]);
  if (self->start_task != NULL)
    {
      g_autoptr(GTask) task = g_steal_pointer (&self->start_task);

      g_task_return_boolean (task, TRUE);
    }
}

static void
give_up (HkkMockHost *self,
         GError      *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->start_task);

  if (task != NULL)
    g_task_return_error (task, error);
  else
    {
      g_warning ("The demo backend cannot be reached: %s", error->message);
      g_error_free (error);
    }
}

static gboolean
on_retry (gpointer data)
{
  HkkMockHost *self = data;

  g_clear_pointer (&self->retry, g_source_unref);
  try_to_serve (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (HkkMockHost *self,
             GError      *error)
{
  if (g_get_monotonic_time () - self->first_try > GIVE_UP_AFTER)
    {
      give_up (self, error);
      return;
    }
  g_error_free (error);
  self->retry = g_timeout_source_new (RETRY_MILLISECONDS);
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

/* The server never says anything unasked: this read ends when its process does. */
static void
on_lifeline_end (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr(HkkMockHost) self = data;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  g_clear_object (&self->lifeline);
  self->first_try = g_get_monotonic_time ();
  try_to_serve (self);
}

static void
on_attached (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(HkkMockHost) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnection) connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  g_autofree char *url = NULL;
  g_autofree char *certificate = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (connection == NULL || !hkk_mock_endpoint_read (self->folder, &url, &certificate))
    {
      retry_later (self, error != NULL ? g_steal_pointer (&error)
                                       : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "The demo has no "
                                                                                                "endpoint file"));
      return;
    }
  self->lifeline = g_steal_pointer (&connection);
  g_input_stream_read_bytes_async (g_io_stream_get_input_stream (G_IO_STREAM (self->lifeline)), 1, G_PRIORITY_DEFAULT,
                                   self->cancellable, on_lifeline_end, g_object_ref (self));
  settle (self, FALSE, url, certificate);
}

static void
attach (HkkMockHost *self)
{
  g_autofree char *path = g_build_filename (self->folder, "control.sock", NULL);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr(GSocketClient) client = g_socket_client_new ();

  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), self->cancellable, on_attached,
                                 g_object_ref (self));
}

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(HkkMockHost) self = data;
  g_autoptr(GError) error = NULL;
  gboolean started = hkk_mock_start_finish (HKK_MOCK (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (started)
    {
      settle (self, TRUE, hkk_mock_get_url (self->mock), hkk_mock_get_certificate (self->mock));
      return;
    }
  g_clear_object (&self->mock);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY))
    attach (self);
  else
    give_up (self, g_steal_pointer (&error));
}

static void
try_to_serve (HkkMockHost *self)
{
  self->mock = hkk_mock_new (self->folder);
  hkk_mock_start_async (self->mock, NULL, on_started, g_object_ref (self));
}

static void
let_go (HkkMockHost *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  g_clear_object (&self->lifeline);
}

static void
hkk_mock_host_dispose (GObject *object)
{
  HkkMockHost *self = HKK_MOCK_HOST (object);

  let_go (self);
  g_clear_object (&self->mock);
  G_OBJECT_CLASS (hkk_mock_host_parent_class)->dispose (object);
}

static void
hkk_mock_host_finalize (GObject *object)
{
  HkkMockHost *self = HKK_MOCK_HOST (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->endpoint);
  g_free (self->certificate);
  G_OBJECT_CLASS (hkk_mock_host_parent_class)->finalize (object);
}

static void
hkk_mock_host_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  HkkMockHost *self = HKK_MOCK_HOST (object);

  switch (id)
    {
    case PROP_ENDPOINT:
      g_value_set_string (value, self->endpoint);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hkk_mock_host_class_init (HkkMockHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hkk_mock_host_dispose;
  object_class->finalize = hkk_mock_host_finalize;
  object_class->get_property = hkk_mock_host_get_property;

  /**
   * HkkMockHost:endpoint:
   *
   * The URL to talk to. Notified also when only the certificate is another one.
   */
  properties[PROP_ENDPOINT] = g_param_spec_string ("endpoint", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hkk_mock_host_init (HkkMockHost *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hkk_mock_host_new:
 * @folder: the state folder
 *
 * Returns: (transfer full): a host that has not started
 */
HkkMockHost *
hkk_mock_host_new (const char *folder)
{
  HkkMockHost *self = g_object_new (HKK_TYPE_MOCK_HOST, NULL);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * hkk_mock_host_start_async:
 * @cancellable: (nullable): ends the waiting only
 * @callback: called when there is an endpoint
 *
 * Once. From here on the host keeps the endpoint alive until it is stopped.
 */
void
hkk_mock_host_start_async (HkkMockHost         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (HKK_IS_MOCK_HOST (self) && self->start_task == NULL && self->endpoint == NULL);

  self->start_task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (self->start_task, hkk_mock_host_start_async);
  self->first_try = g_get_monotonic_time ();
  try_to_serve (self);
}

/**
 * hkk_mock_host_start_finish:
 * @error: return location
 *
 * Returns: whether there is an endpoint
 */
gboolean
hkk_mock_host_start_finish (HkkMockHost   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_stopped (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;

  hkk_mock_stop_finish (HKK_MOCK (source), result);
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_mock_host_stop_async:
 * @callback: called when nothing of it runs any more
 *
 * If this process serves, another one that is attached takes over.
 */
void
hkk_mock_host_stop_async (HkkMockHost         *self,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, hkk_mock_host_stop_async);
  let_go (self);
  if (self->start_task != NULL)
    give_up (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stopped"));
  if (self->mock != NULL)
    hkk_mock_stop_async (self->mock, on_stopped, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hkk_mock_host_stop_finish:
 *
 * Takes the end of hkk_mock_host_stop_async().
 */
void
hkk_mock_host_stop_finish (HkkMockHost  *self,
                           GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * hkk_mock_host_get_endpoint:
 *
 * Returns: (transfer none) (nullable): the URL to talk to
 */
const char *
hkk_mock_host_get_endpoint (HkkMockHost *self)
{
  return self->endpoint;
}

/**
 * hkk_mock_host_get_certificate:
 *
 * Returns: (transfer none) (nullable): the one certificate to trust, PEM
 */
const char *
hkk_mock_host_get_certificate (HkkMockHost *self)
{
  return self->certificate;
}

/**
 * hkk_mock_host_get_serving:
 *
 * Returns: whether this process serves
 */
gboolean
hkk_mock_host_get_serving (HkkMockHost *self)
{
  return self->serving;
}
