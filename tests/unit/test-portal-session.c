/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "hkk-json.h"
#include "hkk-session.h"
#include "hkk-transfer.h"
#include "portal-server.h"

/* A token route that rotates, and a thing behind it. */
typedef struct
{
  guint       refreshes;
  gint64      expires_in;
  guint       reject;        /* so many calls of /thing are answered with 401 … */
  const char *code;
  const char *refuse;        /* (nullable): code that a refresh is refused with */
  guint       refuse_status;
  guint       things;
  guint       revokes;
  gboolean    broken;        /* the answer of a refresh is lost */
} Iam;

typedef struct
{
  Iam           iam;
  PortalServer *server;
  HkkTransport *transport;
  HkkSession   *session;
  guint         ended;
  HkkSessionEnd reason;
} Fixture;

static void
answer_tokens (Iam               *iam,
               SoupServerMessage *message)
{
  g_autofree char *json = g_strdup_printf ("{\"access_token\":\"a%u\","
                                           "\"refresh_token\":\"r%u\",\"token_type\":\"Bearer\","
                                           "\"expires_in\":%" G_GINT64_FORMAT ","
                                           "\"session_id\":\"s1\",\"inactivity\":900,\"stay_signed_in\":false,"
                                           "\"account\":{\"id\":\"p1\",\"name\":\"Andrea Amsel\",\"restricted\":true}}",
                                           iam->refreshes, iam->refreshes, iam->expires_in);

  portal_answer (message, 200, json);
}

static void
answer_refresh (Iam               *iam,
                SoupServerMessage *message,
                JsonObject        *body)
{
  g_autofree char *expected = g_strdup_printf ("r%u", iam->refreshes);

  g_assert_cmpstr (hkk_json_get_string (body, "refresh_token"), ==, expected);
  if (iam->refuse != NULL)
    {
      portal_answer_problem (message, iam->refuse_status, iam->refuse);
      return;
    }
  if (iam->broken)
    {
      iam->broken = FALSE;
      portal_answer_raw (message, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
      return;
    }
  iam->refreshes++;
  answer_tokens (iam, message);
}

static void
answer_iam (PortalServer      *server,
            SoupServerMessage *message,
            const char        *path,
            gpointer           data)
{
  Iam *iam = data;
  g_autofree char *token = portal_token (message);
  g_autoptr(JsonObject) body = NULL;

  if (g_str_equal (path, "/iam/token"))
    {
      body = portal_body (message);
      if (g_strcmp0 (hkk_json_get_string (body, "grant_type"), "password") != 0)
        answer_refresh (iam, message, body);
      else if (g_strcmp0 (hkk_json_get_string (body, "password"), "right") == 0)
        answer_tokens (iam, message);
      else
        portal_answer_problem (message, 401, "invalid_credentials");
      return;
    }
  if (g_str_equal (path, "/iam/revoke"))
    {
      iam->revokes++;
      portal_answer (message, 200, "{}");
      return;
    }
  iam->things++;
  if (iam->reject > 0)
    {
      iam->reject--;
      portal_answer_problem (message, 401, iam->code);
      return;
    }
  {
    g_autofree char *json = g_strdup_printf ("{\"token\":\"%s\"}", token != NULL ? token : "");

    portal_answer (message, 200, json);
  }
}

static void
on_ended (HkkSession    *session,
          HkkSessionEnd  reason,
          gpointer       data)
{
  Fixture *self = data;

  self->ended++;
  self->reason = reason;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->iam.expires_in = 300;
  self->iam.code = "token_expired";
  self->server = portal_server_new (answer_iam, &self->iam);
  self->transport = hkk_transport_new (&self->server->config, NULL);
  self->session = hkk_session_new (self->transport, NULL, "desktop", "PC");
  g_signal_connect (self->session, "ended", G_CALLBACK (on_ended), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->session);
  g_clear_object (&self->transport);
  portal_server_free (self->server);
}

static gboolean
sign_in (Fixture     *self,
         const char  *password,
         GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_session_sign_in_async (self->session, "A000500015", password, FALSE, NULL, test_keep_result, &result);
  return hkk_session_sign_in_finish (self->session, test_wait (&result), error);
}

static HkkAnswer *
get_thing (Fixture  *self,
           GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/thing" }, NULL,
                          test_keep_result, &result);
  return hkk_session_call_finish (self->session, test_wait (&result), error);
}

static void
test_sign_in (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GError) wrong = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  g_assert_false (sign_in (self, "wrong", &wrong));
  g_assert_error (wrong, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_INVALID_CREDENTIALS);
  g_assert_false (hkk_session_is_alive (self->session));
  g_assert_true (sign_in (self, "right", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_session_get_person_name (self->session), ==, "Andrea Amsel");
  g_assert_cmpstr (hkk_session_get_profile (self->session), ==, "p1");
  g_assert_cmpstr (hkk_session_get_id (self->session), ==, "s1");
  g_assert_true (hkk_session_get_restricted (self->session));
  answer = get_thing (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_json_get_string (hkk_answer_get_object (answer), "token"), ==, "a0");
  g_assert_cmpuint (self->iam.refreshes, ==, 0);
}

/* A token that another insurer takes for years is a token; it is renewed all the same. */
static void
test_long_lived (Fixture       *self,
                 gconstpointer  data)
{
  static const gint64 lives[] = { 604800, G_GINT64_CONSTANT (9007199254740991) };

  for (gsize i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkAnswer) answer = NULL;

      self->iam.expires_in = lives[i];
      g_assert_true (sign_in (self, "right", &error));
      g_assert_no_error (error);
      answer = get_thing (self, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (self->iam.refreshes, ==, 0);
    }
}

static void
test_signed_out (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get_thing (self, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (self->server->calls, ==, 0);
}

/* Five calls at once with a token that has run out: one refresh. */
static void
test_single_flight (Fixture       *self,
                    gconstpointer  data)
{
  GAsyncResult *results[5] = { NULL };

  self->iam.expires_in = 1;
  g_assert_true (sign_in (self, "right", NULL));
  self->iam.expires_in = 300;
  for (guint i = 0; i < 5; i++)
    hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/thing" }, NULL, test_keep_result,
                            &results[i]);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(HkkAnswer) answer = hkk_session_call_finish (self->session, test_wait (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (hkk_json_get_string (hkk_answer_get_object (answer), "token"), ==, "a1");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (self->iam.refreshes, ==, 1);
  g_assert_cmpuint (self->iam.things, ==, 5);
}

static void
test_token_expired (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) twice = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  g_assert_true (sign_in (self, "right", NULL));
  self->iam.reject = 1;
  answer = get_thing (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_json_get_string (hkk_answer_get_object (answer), "token"), ==, "a1");
  g_assert_cmpuint (self->iam.things, ==, 2);

  /* A server that never accepts a token is asked twice, not for ever. */
  self->iam.reject = 100;
  g_assert_null (get_thing (self, &twice));
  g_assert_error (twice, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (self->iam.things, ==, 4);
  /* Only signing in again helps then. */
  g_assert_false (hkk_session_is_alive (self->session));
}

static HkkTransfer *
new_transfer (Fixture  *self,
              gboolean  upload)
{
  g_autofree char *path = g_build_filename (self->server->dir, "file.pdf", NULL);
  g_autoptr(GFile) target = g_file_new_for_path (path);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF", 4);

  if (upload)
    return hkk_transfer_new_upload (self->session, "0123456789abcdef0123456789abcdef", "a.pdf", "application/pdf",
                                    bytes);
  return hkk_transfer_new_download (self->session, "/file", target);
}

/* What a file is refused for is what a call is refused for. */
static void
test_transfer_refused (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr(HkkTransfer) transfer = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) twice = NULL;

  g_assert_true (sign_in (self, "right", NULL));
  transfer = new_transfer (self, data != NULL);
  self->iam.reject = 1;
  self->iam.code = "step_up_required";
  hkk_transfer_run_async (transfer, NULL, test_keep_result, &result);
  g_assert_false (hkk_transfer_run_finish (transfer, test_wait (&result), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_STEP_UP);
  g_assert_cmpuint (self->iam.refreshes, ==, 0);
  g_assert_true (hkk_session_is_alive (self->session));

  self->iam.reject = 100;
  self->iam.code = "token_expired";
  hkk_transfer_run_async (transfer, NULL, test_keep_result, &again);
  g_assert_false (hkk_transfer_run_finish (transfer, test_wait (&again), &twice));
  g_assert_error (twice, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (self->iam.things, ==, 3);
  g_assert_cmpuint (self->iam.refreshes, ==, 1);
  g_assert_false (hkk_session_is_alive (self->session));
  g_assert_cmpuint (self->ended, ==, 1);
}

static void
test_lost_refresh (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  self->iam.expires_in = 1;
  g_assert_true (sign_in (self, "right", NULL));
  self->iam.expires_in = 300;
  self->iam.broken = TRUE;
  answer = get_thing (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->iam.refreshes, ==, 1);
}

static void
test_transport_error (Fixture       *self,
                      gconstpointer  data)
{
  static const struct
  {
    guint       status;
    const char *code;
  } cases[] = { { 503, "maintenance" }, { 500, "internal" }, { 429, "throttled" }, { 502, "internal" } };
  g_autoptr(GError) after = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  self->iam.expires_in = 1;
  g_assert_true (sign_in (self, "right", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      self->iam.refuse = cases[i].code;
      self->iam.refuse_status = cases[i].status;
      g_assert_null (get_thing (self, &error));
      g_assert_nonnull (error);
      g_assert_true (hkk_session_is_alive (self->session));
    }
  g_assert_cmpuint (self->ended, ==, 0);
  self->iam.refuse = NULL;
  self->iam.expires_in = 300;
  answer = get_thing (self, &after);
  g_assert_no_error (after);
}

static void
test_invalid_grant (Fixture       *self,
                    gconstpointer  data)
{
  GAsyncResult *results[3] = { NULL };
  g_autoptr(GError) again = NULL;

  self->iam.expires_in = 1;
  g_assert_true (sign_in (self, "right", NULL));
  self->iam.refuse = "invalid_grant";
  self->iam.refuse_status = 400;
  for (guint i = 0; i < 3; i++)
    hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/thing" }, NULL, test_keep_result,
                            &results[i]);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (hkk_session_call_finish (self->session, test_wait (&results[i]), &error));
      g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (self->ended, ==, 1);
  g_assert_false (hkk_session_is_alive (self->session));
  g_assert_null (get_thing (self, &again));
  g_assert_error (again, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (self->iam.things, ==, 0);
}

static void
test_end (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_true (sign_in (self, "right", NULL));
  hkk_session_end_async (self->session, test_keep_result, &result);
  g_assert_false (hkk_session_is_alive (self->session));
  hkk_session_end_finish (self->session, test_wait (&result));
  g_assert_cmpuint (self->iam.revokes, ==, 1);
  g_assert_cmpuint (self->ended, ==, 0);
}

/* Signed out while a refresh is under way: its answer must not sign in again. */
static void
test_end_during_refresh (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(GAsyncResult) call = NULL;
  g_autoptr(GAsyncResult) end = NULL;
  g_autoptr(GError) error = NULL;

  self->iam.expires_in = 1;
  g_assert_true (sign_in (self, "right", NULL));
  hkk_session_call_async (self->session, &(HkkCall) { .method = "GET", .path = "/thing" }, NULL,
                          test_keep_result, &call);
  hkk_session_end_async (self->session, test_keep_result, &end);
  g_assert_null (hkk_session_call_finish (self->session, test_wait (&call), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  hkk_session_end_finish (self->session, test_wait (&end));
  g_assert_false (hkk_session_is_alive (self->session));
  g_assert_cmpuint (self->iam.things, ==, 0);
}

static void
test_fixed (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) refused = NULL;
  g_autoptr(HkkAnswer) answer = NULL;

  hkk_session_set_fixed_token (self->session, "device");
  answer = get_thing (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hkk_json_get_string (hkk_answer_get_object (answer), "token"), ==, "device");
  self->iam.reject = 1;
  g_assert_null (get_thing (self, &refused));
  g_assert_error (refused, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (self->ended, ==, 1);
  g_assert_cmpint (self->reason, ==, HKK_SESSION_END_REVOKED);
  g_assert_cmpuint (self->iam.refreshes, ==, 0);
}

static void
test_reasons (Fixture       *self,
              gconstpointer  data)
{
  g_assert_cmpint (hkk_session_end_from_string ("inactivity"), ==, HKK_SESSION_END_INACTIVITY);
  g_assert_cmpint (hkk_session_end_from_string ("expired"), ==, HKK_SESSION_END_ABSOLUTE);
  g_assert_cmpint (hkk_session_end_from_string ("expired_stay"), ==, HKK_SESSION_END_STAY);
  g_assert_cmpint (hkk_session_end_from_string ("reported"), ==, HKK_SESSION_END_REPORTED);
  g_assert_cmpint (hkk_session_end_from_string ("token_reuse"), ==, HKK_SESSION_END_TOKEN_REUSED);
  g_assert_cmpint (hkk_session_end_from_string ("something"), ==, HKK_SESSION_END_UNKNOWN);
  g_assert_cmpint (hkk_session_end_from_string (NULL), ==, HKK_SESSION_END_UNKNOWN);
}

#define add(name, func) g_test_add ("/portal/session/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  add ("sign-in", test_sign_in);
  add ("long-lived", test_long_lived);
  add ("signed-out", test_signed_out);
  add ("single-flight", test_single_flight);
  add ("token-expired", test_token_expired);
  g_test_add ("/portal/session/upload-refused", Fixture, "upload", set_up, test_transfer_refused, tear_down);
  g_test_add ("/portal/session/download-refused", Fixture, NULL, set_up, test_transfer_refused, tear_down);
  add ("lost-refresh", test_lost_refresh);
  add ("transport-error", test_transport_error);
  add ("invalid-grant", test_invalid_grant);
  add ("end", test_end);
  add ("end-during-refresh", test_end_during_refresh);
  add ("fixed", test_fixed);
  add ("reasons", test_reasons);
  return g_test_run ();
}
