/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "control.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "ledger.h"
#include "server-private.h"

#define CONTROL_DATA "control"
#define MAX_LINE ((gsize) 64 * 1024)

typedef struct
{
  GSocketService *service;
  GCancellable   *cancelled; /* ends the connections with the server */
  char           *path;
} Control;

static Control *
control_of (HkkMockServer *server)
{
  Control *control = hkk_mock_server_data (server, CONTROL_DATA);

  g_assert (control != NULL);
  return control;
}

/* (transfer full) ANSWER (transfer full) (nullable): NULL with the error. */
static char *
print_answer (JsonObject   *answer,
              const GError *error)
{
  g_autoptr(JsonObject) owned = answer;

  if (owned != NULL)
    hkk_json_object_add (owned, "ok", HKK_JSON_BOOL (TRUE));
  else
    owned = hkk_json_object ("ok", HKK_JSON_BOOL (FALSE), "error", error != NULL ? error->message : "failed");
  return hkk_json_object_to_string (owned);
}

typedef struct
{
  HkkMockServer    *server;     /* Borrowed: alive until the control's cancellable is cancelled */
  GSocketConnection *connection; /* Owned */
  GDataInputStream *input;      /* Owned */
  GCancellable     *cancelled;  /* Owned */
} Line;

static void
line_free (Line *line)
{
  g_clear_object (&line->input);
  g_clear_object (&line->connection);
  g_clear_object (&line->cancelled);
  g_free (line);
}

static void on_line (GObject *source, GAsyncResult *result, gpointer data);

static void
read_line (Line *line)
{
  g_data_input_stream_read_line_async (line->input, G_PRIORITY_DEFAULT, line->cancelled, on_line, line);
}

/* Takes ANSWER, sends it and waits for the next line. */
static void
write_answer (Line *line,
              char *answer)
{
  g_autofree char *owned = answer;
  g_autofree char *out = g_strconcat (owned, "\n", NULL);

  if (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (line->connection)), out, strlen (out),
                                 NULL, line->cancelled, NULL))
    read_line (line);
  else
    line_free (line);
}

static void
on_slow_done (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GError) error = NULL;
  JsonObject *answer = g_task_propagate_pointer (G_TASK (result), &error);

  write_answer (data, print_answer (answer, error));
}

static const HkkMockCommand *
find_command (const HkkMockService * const *services,
              const char                   *name)
{
  for (gsize i = 0; name != NULL && services[i] != NULL; i++)
    for (const HkkMockCommand *command = services[i]->commands; command != NULL && command->name != NULL; command++)
      if (strcmp (command->name, name) == 0)
        return command;
  return NULL;
}

/* Answers at once, or later if it is a command that takes its time. */
static void
run_command (Line       *line,
             const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, MAX_LINE, JSON_NODE_OBJECT, &error);
  JsonObject *arguments = hkk_json_node_object (node);
  const HkkMockCommand *command = find_command (line->server->services, hkk_json_get_string (arguments, "command"));
  JsonObject *answer = NULL;

  if (command != NULL && command->begin != NULL)
    {
      command->begin (line->server, arguments, line->cancelled, on_slow_done, line);
      return;
    }
  if (command != NULL)
    answer = command->run (line->server, arguments, &error);
  else if (error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "There is no such command");
  write_answer (line, print_answer (answer, error));
}

static void
on_line (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Line *line = data;
  g_autofree char *text = g_data_input_stream_read_line_finish_utf8 (line->input, result, NULL, NULL);

  if (text == NULL || g_cancellable_is_cancelled (line->cancelled))
    {
      line_free (line);
      return;
    }
  run_command (line, text);
}

static gboolean
on_connection (GSocketService    *service,
               GSocketConnection *connection,
               GObject           *source,
               gpointer           data)
{
  HkkMockServer *server = data;
  Line *line = g_new0 (Line, 1);

  line->server = server;
  line->connection = g_object_ref (connection);
  line->cancelled = g_object_ref (control_of (server)->cancelled);
  line->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  read_line (line);
  return TRUE;
}

/**
 * hkk_mock_control_listen:
 * @server: a server
 * @path: of the socket; one that is left there is removed
 * @error: return location
 *
 * Returns: whether commands are answered now
 */
gboolean
hkk_mock_control_listen (HkkMockServer *server,
                         const char    *path,
                         GError       **error)
{
  Control *control = control_of (server);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);

  g_unlink (path);
  control->service = g_socket_service_new ();
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (control->service), address, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return FALSE;
  g_chmod (path, 0600);
  control->path = g_strdup (path);
  g_signal_connect (control->service, "incoming", G_CALLBACK (on_connection), server);
  return TRUE;
}

static JsonObject *
command_advance (HkkMockServer  *server,
                 JsonObject     *arguments,
                 GError        **error)
{
  gint64 seconds = hkk_json_get_int (arguments, "seconds", -1);

  if (seconds < 0 || seconds > G_GINT64_CONSTANT (100) * 366 * 24 * 3600)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The seconds must be a number from 0 on");
      return NULL;
    }
  if (!hkk_mock_store_age (server->store, seconds * HKK_MOCK_SECOND))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The rows could not be aged");
      return NULL;
    }
  hkk_mock_server_tick (server);
  return json_object_new ();
}

static JsonObject *
command_ledger (HkkMockServer  *server,
                JsonObject     *arguments,
                GError        **error)
{
  return hkk_json_object ("ledger", hkk_mock_ledger_list (server->store, 0));
}

static void
control_free (gpointer data)
{
  Control *control = data;

  g_clear_object (&control->service);
  g_clear_object (&control->cancelled);
  g_free (control->path);
  g_free (control);
}

static void
start (HkkMockServer *server)
{
  Control *control = g_new0 (Control, 1);

  control->cancelled = g_cancellable_new ();
  hkk_mock_server_set_data (server, CONTROL_DATA, control, control_free);
}

static void
stop (HkkMockServer *server)
{
  Control *control = control_of (server);

  g_cancellable_cancel (control->cancelled);
  if (control->service == NULL)
    return;
  g_socket_service_stop (control->service);
  g_socket_listener_close (G_SOCKET_LISTENER (control->service));
  if (control->path != NULL)
    g_unlink (control->path);
}

const HkkMockService hkk_mock_control_service =
{
  .name = "control",
  .commands = (const HkkMockCommand[]) { { "advance", command_advance }, { "ledger", command_ledger }, { NULL } },
  .start = start,
  .stop = stop,
};
