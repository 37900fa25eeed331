/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-wire.h"

#include <string.h>

#include "hkk-json.h"
#include "hkk-shown.h"
#include "portal-server.h"

/* A server whose approval is in the state that the test says. */
typedef struct
{
  const char *status;
  guint       expires_in;
  guint       fail;      /* so many calls break */
  guint       refuse;    /* HTTP status of a problem, 0: none */
  const char *acted;     /* the last action */
} Script;

typedef struct
{
  Script        script;
  PortalServer *server;
  HkkTransport *transport;
  HkkSession   *session;
  HkkApproval  *approval;
  guint         finished;
} Fixture;

static char *
approval_json (const char *status,
               guint       expires_in)
{
  gboolean executed = g_str_equal (status, "executed");
  gboolean failed = g_str_has_prefix (status, "failed");

  return g_strdup_printf (
    "{\"id\":\"ap1\",\"status\":\"%s\",\"operation\":\"submit_request\",\"title\":\"Hand in\",\"number\":\"42\","
    "\"created_at\":\"2026-11-23T20:00:00Z\",\"expires_at\":\"2026-11-23T20:05:00Z\",\"expires_in\":%u,"
    "\"first_wait\":1,\"interval\":1,\"authorization_details\":[{\"label\":\"Street\",\"old\":null,\"new\":\"B\"},"
    "{\"label\":\"Town\",\"old\":\"C\",\"new\":\"D\"}],\"device\":{\"name\":\"Pixel\",\"locked\":true},"
    "\"digest\":\"x\",\"extensions_left\":1,\"resends_left\":3,\"result\":%s,\"problem\":%s}",
    status, expires_in,
    executed ? "{\"reference\":\"HKK-1\",\"request_id\":\"r9\",\"message\":\"M\"}" : "null",
    failed ? "{\"code\":\"conflict\",\"title\":\"Changed\"}" : "null");
}

static JsonObject *
approval_object (const char *status,
                 guint       expires_in)
{
  g_autofree char *text = approval_json (status, expires_in);
  g_autoptr(JsonNode) node = hkk_json_parse (text, -1, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, NULL);

  return json_object_ref (json_node_get_object (node));
}

static const char *
code_of (guint status)
{
  switch (status)
    {
    case 401: return "unauthorized";
    case 404: return "not_found";
    default: return "maintenance";
    }
}

static void
answer_approval (PortalServer      *server,
                 SoupServerMessage *message,
                 const char        *path,
                 gpointer           data)
{
  Script *script = data;
  g_autofree char *json = approval_json (script->status, script->expires_in);

  if (script->fail > 0)
    {
      script->fail--;
      portal_answer_raw (message, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
      return;
    }
  if (script->refuse == 200)
    {
      portal_answer (message, 200, "{\"id\":\"ap1\",\"status\":\"executed\"}");
      return;
    }
  if (script->refuse)
    {
      portal_answer_problem (message, script->refuse, code_of (script->refuse));
      return;
    }
  script->acted = NULL;
  if (g_str_has_suffix (path, "/cancel"))
    script->acted = "cancel";
  else if (g_str_has_suffix (path, "/extend"))
    script->acted = "extend";
  else if (g_str_has_suffix (path, "/resend"))
    script->acted = "resend";
  else
    g_assert_cmpstr (path, ==, "/v1/approvals/ap1");
  portal_answer (message, 200, json);
}

static void
on_finished (HkkApproval *approval,
             gpointer     data)
{
  ((Fixture *) data)->finished++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(JsonObject) json = approval_object ("pending", 287);

  self->script.status = "pending";
  self->script.expires_in = 280;
  self->server = portal_server_new (answer_approval, &self->script);
  self->transport = hkk_transport_new (&self->server->config, NULL);
  self->session = hkk_session_new (self->transport, NULL, "desktop", "PC");
  hkk_session_set_fixed_token (self->session, "t");
  self->approval = hkk_approval_new (self->session, json);
  g_signal_connect (self->approval, "finished", G_CALLBACK (on_finished), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->approval);
  test_drain ();
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  portal_server_free (self->server);
}

static void
test_properties (Fixture       *self,
                 gconstpointer  data)
{
  GListModel *details = hkk_approval_get_details (self->approval);
  g_autoptr(HkkShownRow) first = g_list_model_get_item (details, 0);
  g_autoptr(HkkShownRow) second = g_list_model_get_item (details, 1);
  g_autofree char *operation = NULL;

  g_object_get (self->approval, "operation", &operation, NULL);
  g_assert_cmpstr (hkk_approval_get_id (self->approval), ==, "ap1");
  g_assert_cmpstr (hkk_approval_get_number (self->approval), ==, "42");
  g_assert_cmpstr (hkk_approval_get_title (self->approval), ==, "Hand in");
  g_assert_cmpstr (operation, ==, "submit_request");
  g_assert_cmpstr (hkk_approval_get_device_name (self->approval), ==, "Pixel");
  g_assert_true (hkk_approval_get_device_locked (self->approval));
  g_assert_cmpuint (hkk_approval_get_extensions_left (self->approval), ==, 1);
  g_assert_cmpuint (hkk_approval_get_resends_left (self->approval), ==, 3);
  g_assert_cmpuint (hkk_approval_get_seconds_left (self->approval), ==, 287);
  g_assert_cmpuint (hkk_approval_get_seconds_waiting (self->approval), >=, 12);
  g_assert_cmpuint (hkk_approval_get_seconds_waiting (self->approval), <=, 14);
  g_assert_null (hkk_shown_row_get_old (first));
  g_assert_cmpstr (hkk_shown_row_get_value (first), ==, "B");
  g_assert_cmpstr (hkk_shown_row_get_label (second), ==, "Town");
  g_assert_cmpstr (hkk_shown_row_get_old (second), ==, "C");
}

/* From every status to every other one: final ones never change, all others do. */
static void
test_transitions (Fixture       *self,
                  gconstpointer  data)
{
  static const struct
  {
    const char        *text;
    HkkApprovalStatus  status;
    gboolean           final;
  } all[] = {
    { "pending", HKK_APPROVAL_PENDING, FALSE }, { "delivered", HKK_APPROVAL_DELIVERED, FALSE },
    { "opened", HKK_APPROVAL_OPENED, FALSE }, { "approved", HKK_APPROVAL_APPROVED, FALSE },
    { "executed", HKK_APPROVAL_EXECUTED, TRUE }, { "failed", HKK_APPROVAL_FAILED, TRUE },
    { "failed_conflict", HKK_APPROVAL_FAILED_CONFLICT, TRUE }, { "denied", HKK_APPROVAL_DENIED, TRUE },
    { "reported", HKK_APPROVAL_REPORTED, TRUE }, { "expired", HKK_APPROVAL_EXPIRED, TRUE },
    { "cancelled", HKK_APPROVAL_CANCELLED, TRUE }, { "revoked", HKK_APPROVAL_REVOKED, TRUE },
    { "of_tomorrow", HKK_APPROVAL_UNKNOWN, FALSE }, { "Executed", HKK_APPROVAL_UNKNOWN, FALSE },
    { "", HKK_APPROVAL_UNKNOWN, FALSE }, { "unknown", HKK_APPROVAL_UNKNOWN, FALSE },
  };

  for (gsize from = 0; from < G_N_ELEMENTS (all); from++)
    for (gsize to = 0; to < G_N_ELEMENTS (all); to++)
      {
        g_autoptr(JsonObject) before = approval_object (all[from].text, 100);
        g_autoptr(JsonObject) after = approval_object (all[to].text, 100);
        g_autoptr(HkkApproval) approval = hkk_approval_new (self->session, before);
        gsize expected = all[from].final ? from : to;

        g_assert_cmpint (hkk_approval_get_status (approval), ==, all[from].status);
        g_assert_true (hkk_approval_update (approval, after));
        g_assert_cmpint (hkk_approval_get_status (approval), ==, all[expected].status);
        g_assert_cmpint (hkk_approval_is_final (approval), ==, all[expected].final);
        /* Only an execution has a result. */
        g_assert_cmpint (hkk_approval_get_reference (approval) != NULL,
                         ==, all[expected].status == HKK_APPROVAL_EXECUTED);
        g_assert_cmpint (hkk_approval_get_problem (approval) != NULL,
                         ==, g_str_has_prefix (all[expected].text, "failed"));
      }
}

static void
on_told (HkkApproval *approval,
         GParamSpec  *pspec,
         gpointer     data)
{
  ++*(guint *) data;
  g_assert_true (hkk_approval_is_final (approval));
  g_assert_cmpstr (hkk_approval_get_reference (approval), ==, "HKK-1");
}

/* Who shows it lays it out for each thing that it is told, so nothing is told before all of an answer is taken. */
static void
test_told_at_once (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(JsonObject) json = approval_object ("executed", 0);
  guint told = 0;

  g_signal_connect (self->approval, "notify", G_CALLBACK (on_told), &told);
  g_assert_true (hkk_approval_update (self->approval, json));
  g_assert_cmpuint (told, >, 0);
  g_assert_cmpuint (self->finished, ==, 1);
}

static void
test_other_id (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(JsonObject) json = approval_object ("executed", 0);

  json_object_set_string_member (json, "id", "ap2");
  g_assert_false (hkk_approval_update (self->approval, json));
  json_object_remove_member (json, "id");
  g_assert_false (hkk_approval_update (self->approval, json));
  json_object_set_string_member (json, "id", "ap1");
  json_object_remove_member (json, "status");
  g_assert_false (hkk_approval_update (self->approval, json));
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_PENDING);
}

/* What cannot be typed is not shown as if it could. */
static void
test_number (Fixture       *self,
             gconstpointer  data)
{
  static const char * const wrong[] = { "<b>7", "", "4 2" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(JsonObject) json = approval_object ("pending", 100);

      json_object_set_string_member (json, "number", wrong[i]);
      g_assert_true (hkk_approval_update (self->approval, json));
      g_assert_null (hkk_approval_get_number (self->approval));
      json_object_set_string_member (json, "number", "07");
      g_assert_true (hkk_approval_update (self->approval, json));
      g_assert_cmpstr (hkk_approval_get_number (self->approval), ==, "07");
      json_object_set_null_member (json, "number");
      g_assert_true (hkk_approval_update (self->approval, json));
      g_assert_null (hkk_approval_get_number (self->approval));
    }
}

/* Nobody asks: the approval does by itself, first after first_wait. */
static void
test_polls (Fixture       *self,
            gconstpointer  data)
{
  g_assert_cmpuint (self->server->calls, ==, 0);
  self->script.status = "opened";
  test_wait_until (hkk_approval_get_status (self->approval) == HKK_APPROVAL_OPENED);
  self->script.status = "executed";
  test_wait_until (hkk_approval_is_final (self->approval));
  g_assert_cmpuint (self->finished, ==, 1);
  g_assert_cmpstr (hkk_approval_get_reference (self->approval), ==, "HKK-1");
  g_assert_cmpstr (hkk_approval_get_request_id (self->approval), ==, "r9");
  g_assert_cmpuint (hkk_approval_get_seconds_left (self->approval), ==, 0);
}

static void
test_network_is_no_denial (Fixture       *self,
                           gconstpointer  data)
{
  static const struct
  {
    guint            status;
    HkkApprovalLink  link;
  } refusals[] = {
    { 503, HKK_APPROVAL_LINK_BUSY },
    { 500, HKK_APPROVAL_LINK_BUSY },
    { 429, HKK_APPROVAL_LINK_BUSY },
    { 404, HKK_APPROVAL_LINK_GONE },
    { 200, HKK_APPROVAL_LINK_UNREADABLE },
  };

  self->script.fail = 2;
  hkk_approval_check_now (self->approval);
  test_wait_until (hkk_approval_get_link (self->approval) == HKK_APPROVAL_LINK_INTERRUPTED);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_PENDING);
  g_assert_cmpuint (hkk_approval_get_retry_in (self->approval), >=, 1);
  g_assert_cmpuint (hkk_approval_get_retry_in (self->approval), <=, 2);
  /* It comes back by itself. */
  test_wait_until (hkk_approval_get_link (self->approval) == HKK_APPROVAL_LINK_OK);
  g_assert_cmpuint (self->script.fail, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      self->script.refuse = refusals[i].status;
      hkk_approval_check_now (self->approval);
      test_wait_until (hkk_approval_get_link (self->approval) == refusals[i].link);
      g_assert_false (hkk_approval_is_final (self->approval));
      self->script.refuse = 0;
      hkk_approval_check_now (self->approval);
      test_wait_until (hkk_approval_get_link (self->approval) == HKK_APPROVAL_LINK_OK);
    }
  g_assert_cmpuint (self->finished, ==, 0);
}

static void
test_signed_out (Fixture       *self,
                 gconstpointer  data)
{
  self->script.refuse = 401;
  hkk_approval_check_now (self->approval);
  test_wait_until (hkk_approval_get_link (self->approval) == HKK_APPROVAL_LINK_SIGNED_OUT);
  g_assert_false (hkk_approval_is_final (self->approval));
  /* Signed in again: the same approval goes on. */
  self->script.refuse = 0;
  self->script.status = "executed";
  hkk_session_set_fixed_token (self->session, "t2");
  hkk_approval_check_now (self->approval);
  test_wait_until (hkk_approval_is_final (self->approval));
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_EXECUTED);
}

/* Time runs out here, but only the server says what that means. */
static void
test_expiry (Fixture       *self,
             gconstpointer  data)
{
  self->script.expires_in = 1;
  hkk_approval_check_now (self->approval);
  test_wait_until (hkk_approval_get_seconds_left (self->approval) <= 1);
  self->script.expires_in = 0;
  test_wait_until (hkk_approval_get_seconds_left (self->approval) == 0);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_PENDING);
  self->script.status = "expired";
  test_wait_until (hkk_approval_is_final (self->approval));
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_EXPIRED);
}

static void
test_cancel_too_late (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  self->script.status = "executed";
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_CANCEL, NULL, test_keep_result, &result);
  g_assert_true (hkk_approval_act_finish (self->approval, test_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (self->script.acted, ==, "cancel");
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_EXECUTED);
  g_assert_cmpuint (self->finished, ==, 1);
}

static void
test_actions (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) extended = NULL;
  g_autoptr(GAsyncResult) resent = NULL;
  g_autoptr(GAsyncResult) failed = NULL;
  g_autoptr(GError) error = NULL;

  self->script.expires_in = 500;
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_EXTEND, NULL, test_keep_result, &extended);
  g_assert_true (hkk_approval_act_finish (self->approval, test_wait (&extended), NULL));
  g_assert_cmpstr (self->script.acted, ==, "extend");
  g_assert_cmpuint (hkk_approval_get_seconds_left (self->approval), >, 490);
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_RESEND, NULL, test_keep_result, &resent);
  g_assert_true (hkk_approval_act_finish (self->approval, test_wait (&resent), NULL));
  self->script.refuse = 503;
  hkk_approval_act_async (self->approval, HKK_APPROVAL_ACTION_CANCEL, NULL, test_keep_result, &failed);
  g_assert_false (hkk_approval_act_finish (self->approval, test_wait (&failed), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_MAINTENANCE);
  g_assert_false (hkk_approval_is_final (self->approval));
}

static void
test_events (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(JsonObject) other = approval_object ("executed", 60);

  /* A feed that says "executed" is no proof, nor is another approval's state: the server is asked. */
  hkk_approval_take_event (self->approval, "executed", NULL);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_PENDING);
  test_wait_until (self->server->calls == 1);
  json_object_set_string_member (other, "id", "ap2");
  hkk_approval_take_event (self->approval, "executed", other);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_PENDING);
  test_wait_until (self->server->calls == 2);
  /* A report ends the session that could ask. */
  hkk_approval_take_event (self->approval, "reported", NULL);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_REPORTED);
  hkk_approval_take_event (self->approval, "revoked", NULL);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_REPORTED);
  g_assert_cmpuint (self->finished, ==, 1);
}

/* With its state in the event the decision is known without another call. */
static void
test_event_with_state (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(JsonObject) opened = approval_object ("opened", 60);
  g_autoptr(JsonObject) executed = approval_object ("executed", 60);

  hkk_approval_take_event (self->approval, "opened", opened);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_OPENED);
  g_assert_cmpuint (self->finished, ==, 0);
  hkk_approval_take_event (self->approval, "executed", executed);
  g_assert_cmpint (hkk_approval_get_status (self->approval), ==, HKK_APPROVAL_EXECUTED);
  g_assert_cmpstr (hkk_approval_get_reference (self->approval), ==, "HKK-1");
  g_assert_cmpuint (self->finished, ==, 1);
  g_assert_cmpuint (self->server->calls, ==, 0);
}

#define add(name, func) g_test_add ("/portal/approval/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("properties", test_properties);
  add ("event-with-state", test_event_with_state);
  add ("transitions", test_transitions);
  add ("told-at-once", test_told_at_once);
  add ("other-id", test_other_id);
  add ("number", test_number);
  add ("polls", test_polls);
  add ("network-is-no-denial", test_network_is_no_denial);
  add ("signed-out", test_signed_out);
  add ("expiry", test_expiry);
  add ("cancel-too-late", test_cancel_too_late);
  add ("actions", test_actions);
  add ("events", test_events);
  return g_test_run ();
}
