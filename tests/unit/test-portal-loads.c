/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-account.h"
#include "hkk-booking.h"
#include "hkk-certificate.h"
#include "hkk-device.h"
#include "hkk-form-catalogue.h"
#include "hkk-form-definition.h"
#include "hkk-json.h"
#include "hkk-message.h"
#include "hkk-overview.h"
#include "hkk-portal-private.h"
#include "hkk-profile-section.h"
#include "hkk-request.h"
#include "hkk-session-info.h"
#include "portal-server.h"
#include "portal-things.h"

/* The typed calls, against a portal that says what the test wants. */
typedef struct
{
  PortalServer *server;
  HkkPortal    *portal;
  const char   *says;      /* the answer to the call under test */
  guint         status;    /* its HTTP status */
  char         *asked;     /* the last call under test: "GET /v1/requests?limit=100" */
  JsonObject   *body;      /* its body */
  guint         activities;
} Fixture;

static void
answer (PortalServer      *server,
        SoupServerMessage *message,
        const char        *path,
        gpointer           data)
{
  Fixture *self = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (g_str_equal (path, "/iam/token"))
    portal_answer_sign_in (message, 900, FALSE, 0);
  else if (g_str_equal (path, "/v1/account/data-key"))
    portal_answer (message, 200, "{\"key\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}");
  else if (portal_answer_presence (message, path, &self->activities))
    return;
  else if (g_str_equal (path, "/v1/status") || g_str_has_prefix (path, "/v1/approvals"))
    portal_answer (message, 200, "{\"state\":\"ok\",\"items\":[]}");
  else
    {
      g_free (self->asked);
      self->asked = g_strconcat (soup_server_message_get_method (message), " ", path, query != NULL ? "?" : NULL,
                                 query, NULL);
      g_clear_pointer (&self->body, json_object_unref);
      self->body = portal_body (message);
      if (self->status >= 400)
        portal_answer_problem (message, self->status, "not_found");
      else
        portal_answer (message, self->status, self->says);
    }
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  self->server = portal_server_new (answer, self);
  self->portal = hkk_portal_new (&self->server->config, NULL);
  hkk_portal_sign_in_async (self->portal, "A000500015", "x", FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_sign_in_finish (self->portal, test_wait (&result), NULL));
  test_wait_until (hkk_portal_get_drafts (self->portal) != NULL &&
                   hkk_drafts_get_loaded (hkk_portal_get_drafts (self->portal)));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_portal_finish_session (self->portal);
  test_drain ();
  g_clear_object (&self->portal);
  portal_server_free (self->server);
  g_free (self->asked);
  g_clear_pointer (&self->body, json_object_unref);
}

/* What the portal says to the next calls. */
static void
say (Fixture    *self,
     guint       status,
     const char *json)
{
  self->status = status;
  self->says = json;
}

/* From now on nobody answers. */
static void
cut_off (Fixture *self)
{
  g_assert_true (hkk_portal_set_endpoint (self->portal, "https://127.0.0.1:9", self->server->pem, NULL));
}

static guint
n_items (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static char *
id_at (gpointer list,
       guint    position)
{
  g_autoptr(HkkThing) thing = g_list_model_get_item (G_LIST_MODEL (list), position);

  return g_strdup (hkk_thing_get_id (thing));
}

/* --- Lists --- */

static GListModel *
load_list (Fixture     *self,
           void       (*load) (HkkPortal *, GCancellable *, GAsyncReadyCallback, gpointer),
           GListModel *(*finish) (HkkPortal *, GAsyncResult *, GError **),
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  load (self->portal, NULL, test_keep_result, &result);
  return finish (self->portal, test_wait (&result), error);
}

static void
test_lists (Fixture       *self,
            gconstpointer  data)
{
  static const struct
  {
    const char  *route;
    const char  *says;
    GType      (*get_type) (void);
    void       (*load) (HkkPortal *, GCancellable *, GAsyncReadyCallback, gpointer);
    GListModel *(*finish) (HkkPortal *, GAsyncResult *, GError **);
  } lists[] = {
    { "GET /v1/devices", "{\"items\":[" PORTAL_DEVICE ("a") "," PORTAL_DEVICE ("b") "]}", hkk_device_get_type,
      hkk_devices_load_async, hkk_devices_load_finish },
    { "GET /iam/sessions", "{\"items\":[" PORTAL_SESSION ("a") "," PORTAL_SESSION ("b") "]}", hkk_session_info_get_type,
      hkk_sessions_load_async, hkk_sessions_load_finish },
    { "GET /v1/profile", "{\"sections\":[" PORTAL_SECTION ("a", "A", "") "," PORTAL_SECTION ("b", "B", "") "]}",
      hkk_profile_section_get_type, hkk_profile_load_async, hkk_profile_load_finish },
    { "GET /v1/requests?state=all&limit=100", "{\"items\":[" PORTAL_REQUEST ("a") "," PORTAL_REQUEST ("b") "]}",
      hkk_request_get_type, hkk_requests_load_async, hkk_requests_load_finish },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr(GError) unreadable = NULL;
      g_autoptr(GError) refused = NULL;
      g_autoptr(GListModel) list = NULL;
      g_autofree char *last = NULL;

      say (self, 200, lists[i].says);
      list = load_list (self, lists[i].load, lists[i].finish, NULL);
      g_assert_cmpstr (self->asked, ==, lists[i].route);
      g_assert_true (g_type_is_a (g_list_model_get_item_type (list), lists[i].get_type ()));
      g_assert_cmpuint (n_items (list), ==, 2);
      last = id_at (list, 1);
      g_assert_cmpstr (last, ==, "b");
      say (self, 200, "{\"entries\":[]}");
      g_assert_null (load_list (self, lists[i].load, lists[i].finish, &unreadable));
      g_assert_error (unreadable, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
      say (self, 404, NULL);
      g_assert_null (load_list (self, lists[i].load, lists[i].finish, &refused));
      g_assert_error (refused, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND);
    }
}

/* All pages are one list; what is kept for times without a connection is the first. */
static void
answer_requests (PortalServer      *server,
                 SoupServerMessage *message,
                 const char        *path,
                 gpointer           data)
{
  Fixture *self = data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));

  if (!g_str_equal (path, "/v1/requests"))
    answer (server, message, path, data);
  else if (strstr (query, "cursor") == NULL)
    portal_answer (message, 200, "{\"items\":[" PORTAL_REQUEST ("1") "," PORTAL_REQUEST ("2") "],"
                                 "\"next_cursor\":\"a b\"}");
  else if (self->status == 500)
    portal_answer_problem (message, 500, "internal");
  else if (self->status == 508)
    portal_answer (message, 200, "{\"items\":[" PORTAL_REQUEST ("2") "],\"next_cursor\":\"a b\"}");
  else
    {
      g_assert_nonnull (strstr (query, "&cursor=a%20b"));
      portal_answer (message, 200, "{\"items\":[" PORTAL_REQUEST ("3") "],\"next_cursor\":null}");
    }
}

static gboolean
has_requests (Fixture *self)
{
  g_autoptr(GListModel) copy = hkk_requests_dup_copy (self->portal, NULL);

  return copy != NULL;
}

static void
test_requests (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GListModel) requests = NULL;
  g_autoptr(GListModel) again = NULL;
  g_autoptr(GListModel) copy = NULL;
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *last = NULL;

  self->server->handler = answer_requests;
  g_assert_null (hkk_requests_dup_copy (self->portal, &seen_at));
  g_assert_null (seen_at);
  requests = load_list (self, hkk_requests_load_async, hkk_requests_load_finish, NULL);
  g_assert_cmpuint (n_items (requests), ==, 3);
  last = id_at (requests, 2);
  g_assert_cmpstr (last, ==, "3");
  test_wait_until (has_requests (self));
  copy = hkk_requests_dup_copy (self->portal, &seen_at);
  g_assert_cmpuint (n_items (copy), ==, 2);
  g_assert_nonnull (seen_at);

  /* A list that leads back to itself ends. */
  self->status = 508;
  again = load_list (self, hkk_requests_load_async, hkk_requests_load_finish, NULL);
  g_assert_cmpuint (n_items (again), ==, 2);

  /* Half a list is none. */
  self->status = 500;
  g_assert_null (load_list (self, hkk_requests_load_async, hkk_requests_load_finish, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_SERVER);
}

static void
test_bookings (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) bookings = NULL;

  say (self, 200, "{\"items\":[{\"id\":\"a\",\"state\":\"offered\",\"topic\":\"T\",\"with\":\"W\","
                  "\"starts_at\":" PORTAL_TIME ",\"minutes\":15,\"join_url\":null,\"note\":null}]}");
  hkk_bookings_load_async (self->portal, HKK_BOOKINGS_VIDEO, NULL, test_keep_result, &result);
  bookings = hkk_bookings_load_finish (self->portal, test_wait (&result), NULL);
  g_assert_cmpuint (n_items (bookings), ==, 1);
  g_assert_cmpstr (self->asked, ==, "GET /v1/video-consultations?limit=100");
  g_clear_object (&result);
  say (self, 200, "{}");
  hkk_booking_set_booked_async (self->portal, HKK_BOOKINGS_APPOINTMENTS, "a/b", TRUE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&result), NULL, NULL));
  g_assert_cmpstr (self->asked, ==, "POST /v1/appointments/a/b/booking");
  g_clear_object (&result);
  hkk_booking_set_booked_async (self->portal, HKK_BOOKINGS_VIDEO, "a", FALSE, NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&result), NULL, NULL));
  g_assert_cmpstr (self->asked, ==, "DELETE /v1/video-consultations/a/booking");
}

/* --- The offline copy --- */

static HkkOverview *
load_overview (Fixture  *self,
               GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_overview_load_async (self->portal, NULL, test_keep_result, &result);
  return hkk_overview_load_finish (self->portal, test_wait (&result), error);
}

static gboolean
has_overview (Fixture *self)
{
  g_autoptr(HkkOverview) copy = hkk_overview_dup_copy (self->portal, NULL);

  return copy != NULL;
}

/* The copy is there to be shown first; an error stays an error. */
static void
test_overview (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(HkkOverview) overview = NULL;
  g_autoptr(HkkOverview) copy = NULL;
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GError) unreadable = NULL;
  g_autoptr(GError) cut = NULL;
  gint64 count = 0;

  say (self, 200, PORTAL_OVERVIEW (PORTAL_NEEDS_YOU ("approval", "a") "," PORTAL_NEEDS_YOU ("deadline", "r1") ","
                                   PORTAL_NEEDS_YOU ("request", "r2") "," PORTAL_NEEDS_YOU ("message", "m")));
  g_assert_false (has_overview (self));
  overview = load_overview (self, NULL);
  g_object_get (overview, "requests-need-you", &count, NULL);
  g_assert_cmpint (count, ==, 2);
  g_object_get (overview, "open-approvals", &count, NULL);
  g_assert_cmpint (count, ==, 1);
  test_wait_until (has_overview (self));

  say (self, 200, "{\"items\":[]}");
  g_assert_null (load_overview (self, &unreadable));
  g_assert_error (unreadable, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  cut_off (self);
  g_assert_null (load_overview (self, &cut));
  g_assert_true (hkk_portal_error_is_transport (cut));
  copy = hkk_overview_dup_copy (self->portal, &seen_at);
  g_assert_true (hkk_thing_equal (HKK_THING (copy), HKK_THING (overview)));
  g_assert_nonnull (seen_at);
}

static HkkFormDefinition *
load_form (Fixture     *self,
           const char  *id,
           const char  *about,
           GDateTime  **seen_at,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_form_definition_load_async (self->portal, id, about, NULL, test_keep_result, &result);
  return hkk_form_definition_load_finish (self->portal, test_wait (&result), seen_at, error);
}

static gboolean
is_kept (Fixture    *self,
         const char *name)
{
  g_autoptr(JsonNode) node = hkk_portal_get_cached (self->portal, name, NULL);

  return node != NULL;
}

/* Where the copy stands in for the answer: while the way is broken, not when the portal says no. */
static void
test_form (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(HkkFormDefinition) form = NULL;
  g_autoptr(HkkFormDefinition) copy = NULL;
  g_autoptr(HkkFormDefinition) unread = NULL;
  g_autoptr(JsonNode) prefill = NULL;
  g_autoptr(GDateTime) seen_at = NULL;
  g_autoptr(GError) refused = NULL;
  g_autoptr(GError) unreadable = NULL;
  g_autoptr(GError) other = NULL;

  say (self, 200, "{\"prefill\":{}}");
  g_assert_null (load_form (self, "sick-note", NULL, &seen_at, &unreadable));
  g_assert_error (unreadable, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  g_assert_null (seen_at);
  g_assert_false (is_kept (self, "form-sick-note"));

  say (self, 200, "{\"form\":{\"id\":\"sick-note\"},\"prefill\":{\"a\":\"b\"}}");
  form = load_form (self, "sick-note", NULL, &seen_at, NULL);
  g_assert_cmpstr (self->asked, ==, "GET /v1/forms/sick-note");
  g_assert_null (seen_at);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_node_object (hkk_form_definition_get_form (form)), "id"), ==,
                   "sick-note");
  prefill = hkk_form_definition_dup_prefill (form);
  g_assert_cmpstr (hkk_json_get_string (hkk_json_node_object (prefill), "a"), ==, "b");
  g_assert_null (hkk_form_definition_get_parameters (form));
  test_wait_until (is_kept (self, "form-sick-note"));

  say (self, 404, NULL);
  g_assert_null (load_form (self, "sick-note", NULL, &seen_at, &refused));
  g_assert_error (refused, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_NOT_FOUND);
  g_assert_null (seen_at);
  say (self, 200, "{}");
  unread = load_form (self, "sick-note", NULL, &seen_at, NULL);
  g_assert_true (hkk_thing_equal (HKK_THING (unread), HKK_THING (form)));
  g_assert_nonnull (seen_at);
  g_clear_pointer (&seen_at, g_date_time_unref);

  cut_off (self);
  copy = load_form (self, "sick-note", NULL, &seen_at, NULL);
  g_assert_true (hkk_thing_equal (HKK_THING (copy), HKK_THING (form)));
  g_assert_nonnull (seen_at);
  g_clear_pointer (&seen_at, g_date_time_unref);
  g_assert_null (load_form (self, "health-card", NULL, &seen_at, &other));
  g_assert_true (hkk_portal_error_is_transport (other));
  g_assert_null (seen_at);
}

static void
test_catalogue (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(HkkFormCatalogue) catalogue = NULL;
  g_autofree char *category = NULL;
  g_autofree char *form = NULL;

  say (self, 200, "{\"categories\":[{\"id\":\"abroad\",\"title\":\"Abroad\"}],"
                  "\"items\":[" PORTAL_FORM_SUMMARY ("a") "," PORTAL_FORM_SUMMARY ("b") "]}");
  hkk_form_catalogue_load_async (self->portal, NULL, test_keep_result, &result);
  catalogue = hkk_form_catalogue_load_finish (self->portal, test_wait (&result), NULL, NULL);
  g_assert_cmpstr (self->asked, ==, "GET /v1/forms");
  category = id_at (hkk_form_catalogue_get_categories (catalogue), 0);
  g_assert_cmpstr (category, ==, "abroad");
  form = id_at (hkk_form_catalogue_get_forms (catalogue), 1);
  g_assert_cmpstr (form, ==, "b");
}

/* --- One thing --- */

static void
test_message (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(HkkMessage) message = NULL;

  say (self, 200, PORTAL_MESSAGE ("m", "S", ",\"body\":\"Hello\""));
  hkk_message_load_async (self->portal, "m", NULL, test_keep_result, &result);
  message = hkk_message_load_finish (self->portal, test_wait (&result), NULL);
  g_assert_cmpstr (self->asked, ==, "GET /v1/messages/m");
  g_assert_cmpstr (hkk_message_get_body (message), ==, "Hello");
  g_clear_object (&result);
  say (self, 200, "{}");
  hkk_message_load_async (self->portal, "not-seen-yet", NULL, test_keep_result, &result);
  g_assert_null (hkk_message_load_finish (self->portal, test_wait (&result), &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  g_clear_object (&result);
  hkk_message_mark_read_async (self->portal, "m", NULL, test_keep_result, &result);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&result), NULL, NULL));
  g_assert_cmpstr (self->asked, ==, "PUT /v1/messages/m/read");
}

/* Who has no more interest is told so, whatever the answer. */
static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  say (self, 200, PORTAL_REQUEST_DETAIL ("r"));
  hkk_request_load_async (self->portal, "r", cancellable, test_keep_result, &result);
  test_wait_until (self->asked != NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (hkk_request_load_finish (self->portal, test_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static HkkDocument *
find_document (Fixture     *self,
               const char  *id,
               GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_document_find_async (self->portal, id, NULL, test_keep_result, &result);
  return hkk_document_find_finish (self->portal, test_wait (&result), error);
}

static void
test_find_document (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(HkkDocument) document = NULL;
  g_autoptr(GError) none = NULL;
  g_autoptr(GError) unreadable = NULL;

  say (self, 200, "{\"items\":[" PORTAL_DOCUMENT ("a", "A") "," PORTAL_DOCUMENT ("b", "B") "]}");
  document = find_document (self, "b", NULL);
  g_assert_cmpstr (hkk_document_get_title (document), ==, "B");
  g_assert_null (find_document (self, "c", &none));
  g_assert_no_error (none);
  say (self, 200, "{}");
  g_assert_null (find_document (self, "b", &unreadable));
  g_assert_error (unreadable, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
}

/* A message with health in it can be asked for only by who waits for an approval; its list cannot wait. */
static void
test_find_message (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(HkkMessage) message = NULL;

  say (self, 200, "{\"items\":[" PORTAL_MESSAGE ("a", "A", "") "," PORTAL_MESSAGE ("b", "Re: B", "") "]}");
  hkk_message_find_async (self->portal, "b", NULL, test_keep_result, &result);
  message = hkk_message_find_finish (self->portal, test_wait (&result), NULL);
  g_assert_cmpstr (hkk_message_get_topic (message), ==, "B");
  g_assert_cmpstr (self->asked, ==, "GET /v1/messages");
}

/* --- Changes --- */

static void
test_certificate_years (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GListModel) kinds = NULL;
  g_autoptr(HkkThing) yearly = NULL;
  g_autoptr(HkkThing) plain = NULL;
  g_autoptr(GError) error = NULL;

  say (self, 200, "{\"items\":["
                  PORTAL_CERTIFICATE_KIND ("contributions", "true", "{\"first\":2022,\"last\":2026}") ","
                  PORTAL_CERTIFICATE_KIND ("membership", "false", "null") "]}");
  kinds = load_list (self, hkk_certificate_kinds_load_async, hkk_certificate_kinds_load_finish, NULL);
  yearly = g_list_model_get_item (kinds, 0);
  g_assert_cmpint (hkk_thing_get_int (yearly, "first-year"), ==, 2022);
  g_assert_cmpint (hkk_thing_get_int (yearly, "last-year"), ==, 2026);
  plain = g_list_model_get_item (kinds, 1);
  g_assert_cmpint (hkk_thing_get_int (plain, "last-year"), ==, 0);
  say (self, 200, "{\"items\":[{\"kind\":\"membership\"}]}");
  g_assert_null (load_list (self, hkk_certificate_kinds_load_async, hkk_certificate_kinds_load_finish, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
}

static HkkDocument *
order (Fixture  *self,
       int       year,
       GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_certificate_order_async (self->portal, "contributions", "en", year, "0123456789abcdef0123456789abcdef", NULL,
                               test_keep_result, &result);
  return hkk_certificate_order_finish (self->portal, test_wait (&result), error);
}

static void
test_certificate (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(HkkDocument) document = NULL;
  g_autoptr(GError) error = NULL;

  say (self, 201, "{\"document\":" PORTAL_DOCUMENT ("d", "D") "}");
  document = order (self, 2025, NULL);
  g_assert_cmpstr (hkk_document_get_id (document), ==, "d");
  g_assert_cmpstr (self->asked, ==, "POST /v1/certificates");
  g_assert_cmpstr (hkk_json_get_string (self->body, "kind"), ==, "contributions");
  g_assert_cmpstr (hkk_json_get_string (self->body, "language"), ==, "en");
  g_assert_cmpint (hkk_json_get_int (self->body, "year", 0), ==, 2025);
  say (self, 201, "{}");
  g_assert_null (order (self, 0, &error));
  g_assert_error (error, HKK_PORTAL_ERROR, HKK_PORTAL_ERROR_PROTOCOL);
  g_assert_false (json_object_has_member (self->body, "year"));
}

static gboolean
withdraw (Fixture      *self,
          HkkApproval **approval)
{
  g_autoptr(GAsyncResult) result = NULL;

  hkk_request_withdraw_async (self->portal, "r", NULL, test_keep_result, &result);
  return hkk_portal_change_finish (self->portal, test_wait (&result), approval, NULL);
}

/* What waits for an approval says so, what is done does not. */
static void
test_changes (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(HkkApproval) approval = NULL;
  g_autoptr(HkkApproval) none = NULL;
  g_autoptr(GAsyncResult) password = NULL;
  g_autoptr(GAsyncResult) ended = NULL;

  say (self, 202, PORTAL_APPROVAL ("p"));
  g_assert_true (withdraw (self, &approval));
  g_assert_cmpstr (self->asked, ==, "POST /v1/requests/r/withdrawal");
  g_assert_cmpstr (hkk_approval_get_id (approval), ==, "p");
  say (self, 200, "{}");
  g_assert_true (withdraw (self, &none));
  g_assert_null (none);
  say (self, 404, NULL);
  g_assert_false (withdraw (self, &none));
  g_assert_null (none);

  say (self, 200, "{}");
  hkk_account_change_password_async (self->portal, "one", "two", NULL, test_keep_result, &password);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&password), &none, NULL));
  g_assert_cmpstr (self->asked, ==, "PUT /iam/password");
  g_assert_cmpstr (hkk_json_get_string (self->body, "old"), ==, "one");
  g_assert_cmpstr (hkk_json_get_string (self->body, "new"), ==, "two");
  hkk_sessions_end_async (self->portal, "s1", NULL, test_keep_result, &ended);
  g_assert_true (hkk_portal_change_finish (self->portal, test_wait (&ended), NULL, NULL));
  g_assert_cmpstr (self->asked, ==, "DELETE /iam/sessions/s1");
}

static void
test_equal (void)
{
  g_autoptr(JsonNode) one = json_from_string ("{\"id\":\"1\",\"title\":\"A\"}", NULL);
  g_autoptr(JsonNode) same = json_from_string ("{\"title\":\"A\",\"id\":\"1\"}", NULL);
  g_autoptr(JsonNode) other = json_from_string ("{\"id\":\"1\",\"title\":\"B\"}", NULL);
  g_autoptr(HkkThing) a = hkk_thing_new_from_json (HKK_TYPE_REQUEST, json_node_get_object (one));
  g_autoptr(HkkThing) b = hkk_thing_new_from_json (HKK_TYPE_REQUEST, json_node_get_object (same));
  g_autoptr(HkkThing) c = hkk_thing_new_from_json (HKK_TYPE_REQUEST, json_node_get_object (other));
  g_autoptr(GListStore) first = g_list_store_new (HKK_TYPE_REQUEST);
  g_autoptr(GListStore) second = g_list_store_new (HKK_TYPE_REQUEST);

  g_assert_true (hkk_thing_equal (a, b));
  g_assert_false (hkk_thing_equal (a, c));
  g_assert_false (hkk_thing_lists_equal (G_LIST_MODEL (first), NULL));
  g_assert_true (hkk_thing_lists_equal (G_LIST_MODEL (first), G_LIST_MODEL (second)));
  g_list_store_append (first, a);
  g_assert_false (hkk_thing_lists_equal (G_LIST_MODEL (first), G_LIST_MODEL (second)));
  g_list_store_append (second, b);
  g_assert_true (hkk_thing_lists_equal (G_LIST_MODEL (first), G_LIST_MODEL (second)));
  g_list_store_append (first, a);
  g_list_store_append (second, c);
  g_assert_false (hkk_thing_lists_equal (G_LIST_MODEL (first), G_LIST_MODEL (second)));
}

/* A copy of a form that is about something serves for whatever it is about next, and brings nothing of the first
 * along. */
static void
test_form_about (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(HkkFormDefinition) form = NULL;
  g_autoptr(HkkFormDefinition) copy = NULL;
  g_autoptr(JsonNode) prefill = NULL;
  g_autoptr(GDateTime) seen_at = NULL;

  say (self, 200, "{\"form\":{\"id\":\"message\"},\"prefill\":{\"subject\":\"Re: One\"}}");
  form = load_form (self, "message", "m1", NULL, NULL);
  prefill = hkk_form_definition_dup_prefill (form);
  g_assert_nonnull (prefill);
  g_assert_cmpstr (self->asked, ==, "GET /v1/forms/message?about=m1");
  test_wait_until (is_kept (self, "form-message-about"));
  g_assert_false (is_kept (self, "form-message"));
  cut_off (self);
  copy = load_form (self, "message", "m2", &seen_at, NULL);
  g_assert_nonnull (copy);
  g_assert_nonnull (seen_at);
  g_assert_null (hkk_form_definition_dup_prefill (copy));
}

#define ADD(name, test) g_test_add ("/portal/loads/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  portal_test_init (&argc, &argv);
  g_test_add_func ("/portal/loads/equal", test_equal);
  ADD ("lists", test_lists);
  ADD ("requests", test_requests);
  ADD ("bookings", test_bookings);
  ADD ("overview", test_overview);
  ADD ("form", test_form);
  ADD ("form-about", test_form_about);
  ADD ("catalogue", test_catalogue);
  ADD ("message", test_message);
  ADD ("cancelled", test_cancelled);
  ADD ("find-document", test_find_document);
  ADD ("find-message", test_find_message);
  ADD ("certificate-years", test_certificate_years);
  ADD ("certificate", test_certificate);
  ADD ("changes", test_changes);
  return g_test_run ();
}
