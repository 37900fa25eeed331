/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faults.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hkk-json-build.h"
#include "hkk-json.h"
#include "server-private.h"

#define FAULTS_DATA "faults"
#define TRICKLE_INTERVAL 200

static const char * const phases[] = { "before-read", "mid-body", "before-commit", "after-commit", "after-status",
                                       "mid-response", NULL };
static const char * const actions[] = { "reset", "close", "stall", "trickle", "status", "wrong-length", "truncate",
                                        "wrong-type", "html200", "redirect", "exit", NULL };

struct _HkkMockFault
{
  char         *operation; /* an operation id, or "*" */
  gint64        nth;       /* fires at the nth match; 0: at each */
  gint64        matches;
  HkkMockPhase  phase;
  const char   *action;    /* of the list above */
  gint64        argument;  /* status, or milliseconds between bytes, or exit code; 0: the default */
};

/**
 * hkk_mock_fault_free:
 * @self: (transfer full): a fault
 */
void
hkk_mock_fault_free (HkkMockFault *self)
{
  g_free (self->operation);
  g_free (self);
}

static GPtrArray *
rules_of (HkkMockServer *server)
{
  return hkk_mock_server_data (server, FAULTS_DATA);
}

static HkkMockFault *
fault_copy (HkkMockFault *rule)
{
  HkkMockFault *fault = g_memdup2 (rule, sizeof *rule);

  fault->operation = g_strdup (rule->operation);
  return fault;
}

static gboolean
rule_fires (HkkMockFault *rule,
            HkkMockCall  *call,
            HkkMockPhase  phase)
{
  if (rule->phase != phase ||
      (strcmp (rule->operation, "*") != 0 && strcmp (rule->operation, call->route->operation) != 0))
    return FALSE;
  rule->matches++;
  return rule->nth == 0 || rule->nth == rule->matches;
}

/**
 * hkk_mock_faults_check:
 * @call: a call whose route is known
 * @phase: where it is
 *
 * Returns: whether a rule fired (or had fired), so that the call must not go on
 */
gboolean
hkk_mock_faults_check (HkkMockCall  *call,
                       HkkMockPhase  phase)
{
  GPtrArray *rules = rules_of (call->server);

  if (call->route == NULL || call->state->fault != NULL)
    return call->state->fault != NULL;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (rule_fires (rules->pdata[i], call, phase))
      {
        HkkMockFault *rule = rules->pdata[i];

        if (strcmp (rule->action, "exit") == 0)
          _exit (rule->argument != 0 ? (int) rule->argument : 70);
        call->state->fault = fault_copy (rule);
        if (phase <= HKK_MOCK_PHASE_MID_BODY && !call->state->answered)
          hkk_mock_call_problem (call, "internal", NULL);
        return TRUE;
      }
  return FALSE;
}

static GBytes *
slice (GByteArray *response,
       gsize       from,
       gsize       to)
{
  return g_bytes_new (response->data + from, to - from);
}

static void
replace_body (SoupServerMessage *message,
              guint              status,
              const char        *media_type,
              const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_response (message, media_type, SOUP_MEMORY_COPY, body, strlen (body));
}

/* Answers that are well-formed HTTP, but not what was asked for. */
static gboolean
apply_answer (SoupServerMessage *message,
              HkkMockFault      *fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (strcmp (fault->action, "status") == 0)
    replace_body (message, fault->argument >= 100 ? (guint) fault->argument : 503, "text/plain", "fault");
  else if (strcmp (fault->action, "wrong-type") == 0)
    soup_message_headers_replace (headers, "Content-Type", "application/octet-stream");
  else if (strcmp (fault->action, "html200") == 0)
    replace_body (message, 200, "text/html", "<!DOCTYPE html><title>Sign in to the network</title>");
  else if (strcmp (fault->action, "redirect") == 0)
    {
      replace_body (message, 302, "text/plain", "");
      soup_message_headers_replace (headers, "Location", "https://127.0.0.1:9/elsewhere");
    }
  else
    return FALSE;
  soup_message_headers_remove (headers, "ETag");
  return TRUE;
}

static GByteArray *
announce_more (SoupServerMessage *message,
               gsize             *head)
{
  gsize status_line;
  g_autoptr(GByteArray) body = hkk_mock_wire_response (message, &status_line, head);
  g_autofree char *text = g_strndup ((char *) body->data, *head);
  g_autofree char *length = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT, body->len - *head);
  g_autofree char *longer = g_strdup_printf ("Content-Length: %" G_GSIZE_FORMAT, body->len - *head + 64);
  g_autoptr(GString) changed = g_string_new (text);
  GByteArray *out = g_byte_array_new ();

  g_string_replace (changed, length, longer, 1);
  g_byte_array_append (out, (const guint8 *) changed->str, (guint) changed->len);
  g_byte_array_append (out, body->data + *head, (guint) (body->len - *head));
  *head = changed->len;
  return out;
}

/* How much of the answer goes out before the action. */
static gsize
bytes_before (HkkMockFault *fault,
              gsize         status_line,
              gsize         head,
              gsize         length)
{
  if (fault->phase == HKK_MOCK_PHASE_AFTER_STATUS)
    return status_line;
  if (fault->phase == HKK_MOCK_PHASE_MID_RESPONSE || strcmp (fault->action, "truncate") == 0)
    return head + (length - head) / 2;
  return strcmp (fault->action, "wrong-length") == 0 ? length : 0;
}

static void
apply_wire (HkkMockCall  *call,
            HkkMockFault *fault)
{
  SoupServerMessage *message = call->message;
  gsize status_line, head;
  g_autoptr(GByteArray) response = strcmp (fault->action, "wrong-length") == 0 ? announce_more (message, &head) : NULL;
  g_autoptr(GBytes) bytes = NULL;

  status_line = 0;
  if (response == NULL)
    response = hkk_mock_wire_response (message, &status_line, &head);
  if (strcmp (fault->action, "trickle") == 0)
    {
      bytes = slice (response, 0, response->len);
      hkk_mock_wire_trickle (call, bytes, fault->argument > 0 ? (guint) fault->argument : TRICKLE_INTERVAL);
      return;
    }
  bytes = slice (response, 0, bytes_before (fault, status_line, head, response->len));
  if (strcmp (fault->action, "stall") == 0)
    hkk_mock_wire_hold (call, bytes);
  else
    hkk_mock_wire_cut (call, bytes, strcmp (fault->action, "reset") == 0);
}

/**
 * hkk_mock_faults_apply:
 * @call: a call with its answer
 *
 * Returns: %TRUE if the connection was taken and libsoup must not send anything
 */
gboolean
hkk_mock_faults_apply (HkkMockCall *call)
{
  HkkMockFault *fault;

  if (!hkk_mock_faults_check (call, HKK_MOCK_PHASE_AFTER_STATUS) &&
      !hkk_mock_faults_check (call, HKK_MOCK_PHASE_MID_RESPONSE))
    return FALSE;
  fault = call->state->fault;
  if (apply_answer (call->message, fault))
    return FALSE;
  soup_server_message_pause (call->message);
  apply_wire (call, fault);
  return TRUE;
}

static int
index_of (const char * const *names,
          const char         *name)
{
  for (int i = 0; name != NULL && names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

static gboolean
add_fault (HkkMockServer  *server,
           JsonObject     *rule,
           GError        **error)
{
  const char *operation = hkk_json_get_string (rule, "operation");
  int phase = index_of (phases, hkk_json_get_string (rule, "phase"));
  int action = index_of (actions, hkk_json_get_string (rule, "action"));
  HkkMockFault *fault;

  if (operation == NULL || phase < 0 || action < 0 ||
      (strcmp (operation, "*") != 0 && hkk_mock_route_find (server->services, operation) == NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "The rule needs a known operation (or *), phase and action");
      return FALSE;
    }
  fault = g_new0 (HkkMockFault, 1);
  fault->operation = g_strdup (operation);
  fault->nth = hkk_json_get_int (rule, "nth", 1);
  fault->phase = (HkkMockPhase) phase;
  fault->action = actions[action];
  fault->argument = hkk_json_get_int (rule, "argument", 0);
  g_ptr_array_add (rules_of (server), fault);
  return TRUE;
}

static JsonArray *
list_rules (GPtrArray *rules)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      HkkMockFault *rule = rules->pdata[i];

      json_array_add_object_element (list, hkk_json_object ("operation", rule->operation, "nth", rule->nth,
        "phase", phases[rule->phase], "action", rule->action, "argument", rule->argument, "matches", rule->matches));
    }
  return list;
}

static JsonObject *
command_faults (HkkMockServer  *server,
                JsonObject     *arguments,
                GError        **error)
{
  const char *what = hkk_json_get_string (arguments, "do");

  if (g_strcmp0 (what, "add") == 0 && !add_fault (server, arguments, error))
    return NULL;
  if (g_strcmp0 (what, "clear") == 0)
    g_ptr_array_set_size (rules_of (server), 0);
  return hkk_json_object ("faults", list_rules (rules_of (server)));
}

static void
start (HkkMockServer *server)
{
  hkk_mock_server_set_data (server, FAULTS_DATA, g_ptr_array_new_with_free_func ((GDestroyNotify) hkk_mock_fault_free),
                            (GDestroyNotify) g_ptr_array_unref);
}

const HkkMockService hkk_mock_faults_service =
{
  .name = "faults",
  .commands = (const HkkMockCommand[]) { { "faults", command_faults }, { NULL } },
  .start = start,
};
