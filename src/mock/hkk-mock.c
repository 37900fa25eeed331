/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-mock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "certificate.h"
#include "clock.h"
#include "control.h"
#include "crypto.h"
#include "demo-seed.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server.h"
#include "services.h"

/**
 * HkkMock:
 *
 * The mock backend: a TLS server on a thread of its own, with all its state in one folder. One server per folder: a
 * second one fails to start with %G_IO_ERROR_BUSY.
 */
struct _HkkMock
{
  GObject       parent_instance;

  char         *folder;      /* Owned */
  char         *address;     /* Owned */
  guint16       port;
  char         *certificate_path; /* Owned (nullable) */
  guint32       seed;
  gint64        time_scale;
  gboolean      log;
  guint         key_rounds;

  GThread      *thread;      /* (nullable) */
  GMainContext *context;     /* Owned: the thread's */
  GMainLoop    *loop;        /* Owned: the thread's */
  char         *url;         /* Owned (nullable) */
  char         *certificate; /* Owned (nullable): PEM without the key */
};

G_DEFINE_FINAL_TYPE (HkkMock, hkk_mock, G_TYPE_OBJECT)

/* What the thread works on; it holds no reference to the object, whose end stops it. */
typedef struct
{
  HkkMock       *mock;       /* Borrowed: joins the thread before it goes */
  GTask         *start_task; /* Owned until it is returned */
  int            lock;
  HkkMockServer *server;
} Run;

/* O_CLOEXEC: a child of this process would otherwise keep the lock. */
static int
take_lock (const char *folder,
           GError    **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int fd;
  int saved;

  if (g_mkdir_with_parents (folder, 0700) != 0 || (fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)) < 0)
    {
      saved = errno;
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved), "%s: %s", folder, g_strerror (saved));
      return -1;
    }
  g_chmod (folder, 0700);
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  saved = errno;
  close (fd);
  g_set_error (error, G_IO_ERROR, saved == EWOULDBLOCK ? G_IO_ERROR_BUSY : (int) g_io_error_from_errno (saved),
               "%s: another process serves this folder", folder);
  return -1;
}

/**
 * hkk_mock_endpoint_read:
 * @folder: a state folder
 * @url: (out) (nullable): the server's URL
 * @certificate: (out) (nullable): its certificate, PEM
 *
 * Returns: whether both are there
 */
gboolean
hkk_mock_endpoint_read (const char *folder,
                        char      **url,
                        char      **certificate)
{
  g_autofree char *path = g_build_filename (folder, "endpoint.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;

  *url = *certificate = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  object = hkk_json_object_parse (text);
  *url = g_strdup (hkk_json_get_string (object, "url"));
  *certificate = g_strdup (hkk_json_get_string (object, "certificate"));
  return *url != NULL && *certificate != NULL;
}

static gboolean
write_endpoint (HkkMock  *self,
                GError  **error)
{
  g_autofree char *path = g_build_filename (self->folder, "endpoint.json", NULL);
  g_autoptr(JsonObject) object = hkk_json_object ("url", self->url, "certificate", self->certificate);
  g_autofree char *text = hkk_json_object_to_string (object);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* The port of the last time, so that clients which know it find the server again. */
static guint16
last_port (HkkMock *self)
{
  g_autofree char *url = NULL;
  g_autofree char *certificate = NULL;
  g_autoptr(GUri) uri = NULL;

  if (hkk_mock_endpoint_read (self->folder, &url, &certificate))
    uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  return uri != NULL && g_uri_get_port (uri) > 0 ? (guint16) g_uri_get_port (uri) : 0;
}

static gboolean
listen_somewhere (HkkMock        *self,
                  HkkMockServer  *server,
                  GError        **error)
{
  guint16 port = self->port != 0 ? self->port : last_port (self);

  if (port != 0 && hkk_mock_server_listen (server, self->address, port, self->port != 0 ? error : NULL))
    return TRUE;
  return self->port == 0 && hkk_mock_server_listen (server, self->address, 0, error);
}

static void
remove_leftovers (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "incoming-"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

static gboolean
open_server (Run      *run,
             GError  **error)
{
  HkkMock *self = run->mock;
  g_autofree char *own = g_build_filename (self->folder, "certificate.pem", NULL);
  g_autofree char *database = g_build_filename (self->folder, "mock.sqlite", NULL);
  g_autofree char *control = g_build_filename (self->folder, "control.sock", NULL);
  g_autoptr(GTlsCertificate) certificate = NULL;
  HkkMockStore *store;

  run->lock = take_lock (self->folder, error);
  if (run->lock < 0 || !hkk_mock_forms_load (error))
    return FALSE;
  remove_leftovers (self->folder);
  certificate = hkk_mock_certificate_load (self->certificate_path != NULL ? self->certificate_path : own, error);
  store = certificate != NULL ? hkk_mock_store_open (database, error) : NULL;
  if (store != NULL)
    hkk_mock_store_set_demo (store, self->seed, self->time_scale);
  run->server = store != NULL ? hkk_mock_server_new (store, certificate, hkk_mock_services, error) : NULL;
  if (run->server != NULL)
    {
      run->server->log = self->log;
      run->server->key_rounds = self->key_rounds;
    }
  if (run->server == NULL || !hkk_mock_demo_seed (store, hkk_mock_now (), error) ||
      !listen_somewhere (self, run->server, error))
    return FALSE;
  g_object_get (certificate, "certificate-pem", &self->certificate, NULL);
  self->url = g_strdup_printf ("https://%s:%u", self->address, run->server->port);
  /* Whoever can connect to the socket reads a valid endpoint: hence this order. */
  return write_endpoint (self, error) && hkk_mock_control_listen (run->server, control, error);
}

static void
close_server (Run *run)
{
  g_clear_pointer (&run->server, hkk_mock_server_free);
  while (g_main_context_iteration (run->mock->context, FALSE))
    continue;
  if (run->lock >= 0)
    close (run->lock);
}

static gpointer
run_thread (gpointer data)
{
  Run *run = data;
  HkkMock *self = run->mock;
  g_autoptr(GError) error = NULL;
  g_autoptr(GTask) start_task = g_steal_pointer (&run->start_task);

  g_main_context_push_thread_default (self->context);
  if (open_server (run, &error))
    {
      g_task_return_boolean (start_task, TRUE);
      g_clear_object (&start_task);
      g_main_loop_run (self->loop);
      close_server (run);
    }
  else
    {
      close_server (run);
      g_task_return_error (start_task, g_steal_pointer (&error));
    }
  g_main_context_pop_thread_default (self->context);
  g_free (run);
  return NULL;
}

static gboolean
quit_loop (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* The program may end while a server starts or runs, and what the libraries hold is taken down then: the threads go
 * first. */
G_LOCK_DEFINE_STATIC (running);
static GPtrArray *running; /* of HkkMock, borrowed: those with a thread */

static void quit_and_join (HkkMock *self);

static void
end_running (void)
{
  while (running->len > 0)
    quit_and_join (running->pdata[running->len - 1]);
}

static void
note_running (HkkMock *self)
{
  G_LOCK (running);
  if (running == NULL)
    {
      running = g_ptr_array_new ();
      atexit (end_running);
    }
  g_ptr_array_add (running, self);
  G_UNLOCK (running);
}

/* (transfer full): somebody joins it. */
static GThread *
take_thread (HkkMock *self)
{
  G_LOCK (running);
  g_ptr_array_remove (running, self);
  G_UNLOCK (running);
  return g_steal_pointer (&self->thread);
}

static void
quit_and_join (HkkMock *self)
{
  if (self->thread == NULL)
    return;
  /* Not g_main_loop_quit () alone: the loop may not have started to run. */
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, quit_loop, g_main_loop_ref (self->loop),
                              (GDestroyNotify) g_main_loop_unref);
  g_thread_join (take_thread (self));
}

static void
hkk_mock_finalize (GObject *object)
{
  HkkMock *self = HKK_MOCK (object);

  quit_and_join (self);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->certificate_path);
  g_free (self->url);
  g_free (self->certificate);
  G_OBJECT_CLASS (hkk_mock_parent_class)->finalize (object);
}

static void
hkk_mock_class_init (HkkMockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_mock_finalize;
}

static void
hkk_mock_init (HkkMock *self)
{
  self->address = g_strdup ("127.0.0.1");
  self->key_rounds = HKK_MOCK_KEY_ROUNDS;
}

/**
 * hkk_mock_new:
 * @folder: where all state is; made with mode 0700
 *
 * Returns: (transfer full): a mock that does not run yet
 */
HkkMock *
hkk_mock_new (const char *folder)
{
  HkkMock *self = g_object_new (HKK_TYPE_MOCK, NULL);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * hkk_mock_set_options:
 * @self: a mock that does not run
 * @options: how it is to serve; copied
 */
void
hkk_mock_set_options (HkkMock              *self,
                      const HkkMockOptions *options)
{
  g_return_if_fail (HKK_IS_MOCK (self) && self->thread == NULL);

  if (options->address != NULL)
    g_set_str (&self->address, options->address);
  g_set_str (&self->certificate_path, options->certificate);
  self->port = options->port;
  self->seed = options->seed;
  self->time_scale = options->time_scale;
  self->log = options->log;
}

/**
 * hkk_mock_set_key_rounds:
 * @self: a mock that does not run
 * @rounds: of PBKDF2 for passwords that are chosen from now on, at least 1; 210,000 unless it is set
 *
 * Each stored verifier keeps the number that it was made with.
 */
void
hkk_mock_set_key_rounds (HkkMock *self,
                         guint    rounds)
{
  g_return_if_fail (HKK_IS_MOCK (self) && self->thread == NULL && rounds > 0);
  self->key_rounds = rounds;
}

/**
 * hkk_mock_start_async:
 * @self: a mock that does not run
 * @cancellable: (nullable): ends the waiting only
 * @callback: called when requests are answered
 */
void
hkk_mock_start_async (HkkMock             *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  Run *run = g_new0 (Run, 1);

  g_return_if_fail (HKK_IS_MOCK (self) && self->thread == NULL);

  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->certificate, g_free);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  run->mock = self;
  run->lock = -1;
  run->start_task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (run->start_task, hkk_mock_start_async);
  note_running (self);
  self->thread = g_thread_new ("hkk-mock", run_thread, run);
}

/**
 * hkk_mock_start_finish:
 * @error: return location; %G_IO_ERROR_BUSY if the folder is served already
 *
 * Returns: whether it runs
 */
gboolean
hkk_mock_start_finish (HkkMock       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  gboolean started = g_task_propagate_boolean (G_TASK (result), error);

  if (!started)
    quit_and_join (self);
  return started;
}

static void
join_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_thread_join (data);
  g_task_return_boolean (task, TRUE);
}

/**
 * hkk_mock_stop_async:
 * @callback: called when everything is closed
 */
void
hkk_mock_stop_async (HkkMock             *self,
                     GAsyncReadyCallback  callback,
                     gpointer             data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, hkk_mock_stop_async);
  if (self->thread == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, quit_loop, g_main_loop_ref (self->loop),
                              (GDestroyNotify) g_main_loop_unref);
  g_task_set_task_data (task, take_thread (self), NULL);
  g_task_run_in_thread (task, join_in_worker);
}

/**
 * hkk_mock_stop_finish:
 *
 * Takes the end of hkk_mock_stop_async().
 */
void
hkk_mock_stop_finish (HkkMock      *self,
                      GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * hkk_mock_get_url:
 *
 * Returns: (transfer none) (nullable): "https://127.0.0.1:PORT" once it has started
 */
const char *
hkk_mock_get_url (HkkMock *self)
{
  return self->url;
}

/**
 * hkk_mock_get_certificate:
 *
 * Returns: (transfer none) (nullable): its certificate as PEM once it has started; clients trust this one only
 */
const char *
hkk_mock_get_certificate (HkkMock *self)
{
  return self->certificate;
}
