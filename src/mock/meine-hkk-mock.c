/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms-catalog.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-mock.h"
#include "hkk-process.h"

/* The mock as a server of its own, and the commands that talk to whichever process serves a state folder. */

static const char usage[] =
  "Usage: meine-hkk-mock [--state DIR] COMMAND\n"
  "\n"
  "  serve [--listen ADDRESS:PORT] [--certificate FILE] [--seed N] [--time-scale N] [--log]\n"
  "                               answer requests until SIGTERM; FILE is PEM with certificate and key;\n"
  "                               N draws the demo's long lists, or makes requests move on N times as fast;\n"
  "                               the log has a line of JSON for each request, without personal data\n"
  "  advance SECONDS              let time pass\n"
  "  approve [--deny|--report] [--number N] [ID]\n"
  "                               decide an open approval as the phone would\n"
  "  ledger                       list what was executed\n"
  "  approvals                    list the approvals\n"
  "  devices                      list the devices\n"
  "  person KVNR                  show a person\n"
  "  inactivity SECONDS           how long a session waits for the person, from the next sign-in on\n"
  "  maintenance on|off [SECONDS] answer 503 to everything but the status; say for how long\n"
  "  faults add OPERATION PHASE ACTION [NTH [ARGUMENT]] | list | clear\n"
  "                               inject faults (builds with fault hooks)\n"
  "  reset                        start the demo afresh\n"
  "  check FOLDER                 read the forms in a folder, and say what is wrong with which line\n";

typedef struct
{
  GMainLoop  *loop;
  HkkMock    *mock;
  const char *folder;
  int         status;
} Program;

static char   *option_state;
static char   *option_listen;
static char   *option_certificate;
static char   *option_number;
static gboolean option_deny;
static gboolean option_report;
static int     option_seed;
static int     option_time_scale = 1;
static gboolean option_log;
static char  **option_words;

static const GOptionEntry options[] =
{
  { "state", 0, 0, G_OPTION_ARG_FILENAME, &option_state, NULL, NULL },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &option_listen, NULL, NULL },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &option_certificate, NULL, NULL },
  { "number", 0, 0, G_OPTION_ARG_STRING, &option_number, NULL, NULL },
  { "deny", 0, 0, G_OPTION_ARG_NONE, &option_deny, NULL, NULL },
  { "report", 0, 0, G_OPTION_ARG_NONE, &option_report, NULL, NULL },
  { "seed", 0, 0, G_OPTION_ARG_INT, &option_seed, NULL, NULL },
  { "time-scale", 0, 0, G_OPTION_ARG_INT, &option_time_scale, NULL, NULL },
  { "log", 0, 0, G_OPTION_ARG_NONE, &option_log, NULL, NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_words, NULL, NULL },
  G_OPTION_ENTRY_NULL
};

static void
finish (Program *program,
        int      status)
{
  program->status = status;
  g_main_loop_quit (program->loop);
}

static void
fail (Program *program,
      GError  *error)
{
  g_printerr ("meine-hkk-mock: %s\n", error->message);
  finish (program, EXIT_FAILURE);
}

static void
on_stopped (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  hkk_mock_stop_finish (HKK_MOCK (source), result);
  finish (data, EXIT_SUCCESS);
}

static gboolean
on_signal (gpointer data)
{
  Program *program = data;

  hkk_mock_stop_async (program->mock, on_stopped, program);
  return G_SOURCE_CONTINUE;
}

static void
on_started (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Program *program = data;
  g_autoptr(GError) error = NULL;

  if (!hkk_mock_start_finish (program->mock, result, &error))
    {
      fail (program, error);
      return;
    }
  g_unix_signal_add (SIGTERM, on_signal, program);
  g_unix_signal_add (SIGINT, on_signal, program);
  /* Whoever started this waits for the line. */
  g_print ("%s\n", hkk_mock_get_url (program->mock));
  fflush (stdout);
}

static void
serve (Program *program)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnectable) listen = NULL;
  HkkMockOptions chosen = { .certificate = option_certificate, .seed = (guint32) option_seed,
                            .time_scale = option_time_scale, .log = option_log };

  if (option_time_scale < 1)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "--time-scale must be 1 or more");
  else if (option_listen != NULL)
    listen = g_network_address_parse (option_listen, 0, &error);
  if (error != NULL)
    {
      g_printerr ("meine-hkk-mock: %s\n", error->message);
      program->status = EXIT_FAILURE;
      return;
    }
  if (listen != NULL)
    {
      chosen.address = g_network_address_get_hostname (G_NETWORK_ADDRESS (listen));
      chosen.port = g_network_address_get_port (G_NETWORK_ADDRESS (listen));
    }
  program->mock = hkk_mock_new (program->folder);
  hkk_mock_set_options (program->mock, &chosen);
  hkk_mock_start_async (program->mock, NULL, on_started, program);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Program *program = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) answer = hkk_mock_command_finish (result, &error);
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (answer == NULL)
    {
      fail (program, error);
      return;
    }
  node = json_node_init_object (json_node_alloc (), answer);
  text = json_to_string (node, TRUE);
  /* JSON is UTF-8, whatever the terminal's language is. */
  puts (text);
  finish (program, EXIT_SUCCESS);
}

static gboolean
add_number (JsonObject *command,
            const char *member,
            const char *text)
{
  gint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, HKK_JSON_MAX_INT, &number, NULL))
    return FALSE;
  hkk_json_object_add (command, member, number);
  return TRUE;
}

static gboolean
add_fault (JsonObject *command,
           GStrv       words,
           guint       count)
{
  if (count < 2)
    return FALSE;
  hkk_json_object_add (command, "do", words[1]);
  if (strcmp (words[1], "add") != 0)
    return count == 2 && (strcmp (words[1], "list") == 0 || strcmp (words[1], "clear") == 0);
  if (count < 5 || count > 7)
    return FALSE;
  hkk_json_object_add (command, "operation", words[2], "phase", words[3], "action", words[4]);
  return add_number (command, "nth", count > 5 ? words[5] : NULL) &&
         add_number (command, "argument", count > 6 ? words[6] : NULL);
}

static const char *
decision_of_options (void)
{
  if (option_deny)
    return "deny";
  return option_report ? "report" : "approve";
}

/* The words of the command line as a command of the control protocol; NULL if they make none. */
static JsonObject *
command_of_words (GStrv words)
{
  g_autoptr(JsonObject) command = hkk_json_object ("command", words[0]);
  guint count = g_strv_length (words);
  gboolean valid = count == 1;

  if (strcmp (words[0], "advance") == 0 || strcmp (words[0], "inactivity") == 0)
    valid = count == 2 && add_number (command, "seconds", words[1]);
  else if (strcmp (words[0], "person") == 0 && (valid = count == 2))
    hkk_json_object_add (command, "kvnr", words[1]);
  else if (strcmp (words[0], "maintenance") == 0 && (valid = count == 2 || count == 3))
    {
      hkk_json_object_add (command, "on", HKK_JSON_BOOL (strcmp (words[1], "on") == 0));
      valid = count == 2 || add_number (command, "seconds", words[2]);
    }
  else if (strcmp (words[0], "faults") == 0)
    valid = add_fault (command, words, count);
  else if (strcmp (words[0], "approve") == 0 && (valid = count <= 2))
    {
      hkk_json_object_add (command, "decision", decision_of_options ());
      if (option_number != NULL)
        hkk_json_object_add (command, "number", option_number);
      if (count == 2)
        hkk_json_object_add (command, "id", words[1]);
    }
  return valid ? g_steal_pointer (&command) : NULL;
}

static int
check_forms (const char *folder)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMockCatalog) catalog = hkk_mock_catalog_read (folder, &error);

  if (catalog == NULL)
    g_printerr ("%s\n", error->message);
  return catalog != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
start (Program *program)
{
  g_autoptr(JsonObject) command = NULL;

  if (strcmp (option_words[0], "serve") == 0 && option_words[1] == NULL)
    {
      serve (program);
      return;
    }
  if (strcmp (option_words[0], "check") == 0 && g_strv_length (option_words) == 2)
    {
      program->status = check_forms (option_words[1]);
      return;
    }
  command = command_of_words (option_words);
  if (command != NULL)
    hkk_mock_command_async (program->folder, command, NULL, on_answer, program);
  else
    {
      g_printerr ("%s", usage);
      program->status = 2;
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  Program program = { NULL, NULL, NULL, -1 };

  hkk_process_harden ();
  context = g_option_context_new ("COMMAND");
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_summary (context, usage);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("meine-hkk-mock: %s\n", error->message);
      return 2;
    }
  if (option_words == NULL)
    {
      g_printerr ("%s", usage);
      return 2;
    }
  folder = option_state != NULL ? g_canonicalize_filename (option_state, NULL)
                                : g_build_filename (g_get_user_data_dir (), "meine-hkk", "demo", NULL);
  program.folder = folder;
  program.loop = g_main_loop_new (NULL, FALSE);
  start (&program);
  if (program.status < 0)
    g_main_loop_run (program.loop);
  g_clear_object (&program.mock);
  g_main_loop_unref (program.loop);
  return program.status;
}
