/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "approvals.h"
#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "messages.h"

#define MAX_IN_PROGRESS 5
#define MAX_NEWS 5
#define MAX_NEEDS 10
#define NEWS_FOR (30 * HKK_MOCK_DAY)

static void
add_need (JsonArray  *needs,
          const char *kind,
          const char *id,
          const char *title,
          const char *subject,
          const char *text,
          const char *due_on)
{
  json_array_add_object_element (needs, hkk_json_object ("kind", kind, "id", id, "title", title, "subject", subject,
                                                         "text", text, "due_on", due_on));
}

/* Which paper, and for which entry of the form. */
static void
add_request (HkkMockCall *call,
             JsonArray   *needs,
             gint64       row)
{
  g_autoptr(JsonObject) summary = hkk_mock_request_load (call->store, row, call->language);
  g_auto(HkkMockRequestRow) request = { 0 };
  g_autofree char *question = NULL;

  if (summary == NULL || !hkk_mock_request_read (call->store, row, &request))
    return;
  question = hkk_mock_request_question_of (call->store, &request, call->language);
  add_need (needs, "request", request.id, hkk_json_get_string (summary, "title"),
            hkk_json_get_string (summary, "subject"),
            question != NULL ? question : hkk_json_get_string (summary, "text"),
            hkk_json_get_string (summary, "deadline"));
}

static JsonArray *
collect_needs (HkkMockCall *call,
               JsonArray   *approvals)
{
  JsonArray *needs = json_array_new ();
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT row FROM requests"
    " WHERE account_id = ? AND state = 'needs_documents' ORDER BY deadline_at LIMIT ?", call->account_id, MAX_NEEDS);

  for (guint i = 0; i < json_array_get_length (approvals); i++)
    {
      JsonObject *approval = json_array_get_object_element (approvals, i);

      add_need (needs, "approval", hkk_json_get_string (approval, "id"), hkk_json_get_string (approval, "title"), NULL,
                hkk_mock_text (call, N_("Waits for your approval in the Service-App.")), NULL);
    }
  while (hkk_mock_rows_next (rows))
    add_request (call, needs, hkk_mock_rows_int (rows, 0));
  return needs;
}

static JsonArray *
collect_in_progress (HkkMockCall *call)
{
  JsonArray *items = json_array_new ();
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_REQUEST_COLUMNS " FROM requests"
    " WHERE account_id = ? AND state IN ('received', 'in_review', 'medical_service') ORDER BY updated_at DESC, row DESC"
    " LIMIT ?", call->account_id, MAX_IN_PROGRESS);

  while (hkk_mock_rows_next (rows))
    json_array_add_object_element (items, hkk_mock_request_summary (rows, call->language));
  return items;
}

/* Unread letters and messages, newest first. */
static JsonArray *
collect_news (HkkMockCall *call)
{
  return hkk_mock_get_objects (call->store,
    "SELECT 'document' AS kind, id, iif (?4, title_de, title_en) AS title, created_at AS at FROM documents"
    " WHERE account_id = ?1 AND read_at IS NULL AND kind <> 'receipt' AND created_at > ?2 UNION ALL"
    " SELECT 'message', id, iif (?4, subject_de, subject_en), created_at FROM messages"
    " WHERE account_id = ?1 AND read_at IS NULL AND created_at > ?2 ORDER BY 4 DESC LIMIT ?3",
    call->account_id, hkk_mock_now () - NEWS_FOR, MAX_NEWS,
    HKK_JSON_BOOL (g_str_equal (hkk_mock_demo_language (call->language), "de")));
}

static void
get_overview (HkkMockCall *call)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (call->store, call->account_id);
  g_autoptr(JsonArray) approvals = hkk_mock_approvals_list (call->store, call->session_id, TRUE);
  JsonArray *needs = collect_needs (call, approvals);
  JsonObject *counts;

  if (account == NULL)
    {
      json_array_unref (needs);
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  counts = hkk_json_object (
    "open_requests", hkk_mock_get_int (call->store, 0,
                                       "SELECT count(*) FROM requests WHERE account_id = ? AND state IN "
                                       HKK_MOCK_OPEN_STATES, call->account_id),
    "unread_messages", hkk_mock_get_int (call->store, 0, "SELECT count(*) FROM messages WHERE account_id = ?"
                                                         " AND read_at IS NULL", call->account_id),
    "needs_you", json_array_get_length (needs), "open_approvals", json_array_get_length (approvals));
  hkk_mock_call_answer (call, 200, hkk_json_object (
    "person", hkk_json_object ("name", account->name, "first_name", account->first_name),
    "restricted", HKK_JSON_BOOL (account->restricted), "counts", counts, "needs_you", needs,
    "in_progress", collect_in_progress (call), "news", collect_news (call)));
}

static const HkkMockRoute routes[] = {
  { .operation = "get_overview", .method = "GET", .path = "/v1/overview", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_overview },
};

const HkkMockService hkk_mock_overview_service = {
  .name = "overview",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
