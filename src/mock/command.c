/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-mock.h"

/* One command over control.sock: connect, write the line, read the line. */

#define MAX_ANSWER ((gsize) 16 * 1024 * 1024)

typedef struct
{
  char              *line;       /* Owned */
  GSocketConnection *connection; /* Owned (nullable) */
  GDataInputStream  *input;      /* Owned (nullable) */
} Command;

static void
command_free (Command *command)
{
  g_free (command->line);
  g_clear_object (&command->input);
  g_clear_object (&command->connection);
  g_free (command);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  g_autofree char *text = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result,
                                                                     &length, &error);
  g_autoptr(JsonNode) node = NULL;
  JsonObject *answer;

  if (text == NULL && error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The demo's server has gone");
  if (error == NULL)
    node = hkk_json_parse (text, (gssize) length, MAX_ANSWER, JSON_NODE_OBJECT, &error);
  answer = hkk_json_node_object (node);
  if (error == NULL && !hkk_json_get_bool (answer, "ok", FALSE))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, hkk_json_get_string (answer, "error"));
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, json_object_ref (answer), (GDestroyNotify) json_object_unref);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  Command *command = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  command->input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (command->connection)));
  g_data_input_stream_read_line_async (command->input, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_read,
                                       g_object_ref (task));
}

static void
on_connected (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  Command *command = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  command->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (command->connection == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (command->connection)), command->line,
                                     strlen (command->line), G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                     on_written, g_object_ref (task));
}

/**
 * hkk_mock_command_async:
 * @folder: the state folder of a server
 * @command: {"command": NAME, …}
 * @callback: called with the answer
 */
void
hkk_mock_command_async (const char         *folder,
                        JsonObject         *command,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autofree char *path = g_build_filename (folder, "control.sock", NULL);
  g_autoptr(GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autofree char *text = hkk_json_object_to_string (command);
  Command *state = g_new0 (Command, 1);

  state->line = g_strconcat (text, "\n", NULL);
  g_task_set_source_tag (task, hkk_mock_command_async);
  g_task_set_task_data (task, state, (GDestroyNotify) command_free);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (address), cancellable, on_connected,
                                 g_steal_pointer (&task));
}

/**
 * hkk_mock_command_finish:
 * @error: return location; what the server said, or that there is none
 *
 * Returns: (transfer full) (nullable): the answer
 */
JsonObject *
hkk_mock_command_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hkk_mock_reset_async:
 * @folder: the state folder of a server
 * @callback: called when the demo is as at its first start
 */
void
hkk_mock_reset_async (const char         *folder,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            data)
{
  g_autoptr(JsonObject) command = hkk_json_object ("command", "reset");

  hkk_mock_command_async (folder, command, cancellable, callback, data);
}

/**
 * hkk_mock_reset_finish:
 * @error: return location
 *
 * Returns: whether it was reset
 */
gboolean
hkk_mock_reset_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr(JsonObject) answer = hkk_mock_command_finish (result, error);

  return answer != NULL;
}
