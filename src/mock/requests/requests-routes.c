/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "page.h"

static const char * const migrations[] = {
  "CREATE TABLE requests (row INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,"
  " reference TEXT UNIQUE, number INTEGER, form TEXT NOT NULL, version INTEGER NOT NULL, values_json TEXT NOT NULL,"
  " state TEXT NOT NULL, intent_key TEXT, digest TEXT, asked INTEGER NOT NULL DEFAULT 0, approved_at INTEGER,"
  " created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, deadline_at INTEGER, due_at INTEGER, next_at INTEGER,"
  " next_state TEXT);"
  "CREATE INDEX requests_by_time ON requests (account_id, created_at DESC, row DESC);"
  "CREATE INDEX requests_by_next ON requests (next_at) WHERE next_at IS NOT NULL;"
  "CREATE INDEX requests_by_number ON requests (number);"
  "CREATE TABLE request_timeline (row INTEGER PRIMARY KEY, request INTEGER NOT NULL, state TEXT NOT NULL, detail TEXT,"
  " happened_at INTEGER NOT NULL);"
  "CREATE INDEX request_timeline_by_request ON request_timeline (request);"
  "CREATE TABLE request_files (row INTEGER PRIMARY KEY,"
  " request INTEGER NOT NULL, slot TEXT NOT NULL, name TEXT NOT NULL,"
  " size INTEGER NOT NULL, sha256 TEXT NOT NULL, media_type TEXT NOT NULL, added_at INTEGER NOT NULL);"
  "CREATE INDEX request_files_by_request ON request_files (request);",

  /* What was asked for stands in its intent, once and for good; there was a second copy of the values beside it. What
   * waits for its approval, or did not get it, has its intent there. */
  "CREATE TABLE request_intents (request INTEGER PRIMARY KEY, intent TEXT NOT NULL);"
  "CREATE TRIGGER request_intents_stay BEFORE UPDATE ON request_intents BEGIN SELECT RAISE (ABORT, 'frozen'); END;"
  "CREATE VIEW request_values (request, values_json) AS"
  " SELECT request, json_extract (intent, '$.body.values') FROM request_intents;"
  "INSERT INTO request_intents (request, intent) SELECT row, json_object ('account_id', account_id,"
  " 'operation', 'submit_request', 'route', '/v1/requests', 'key', intent_key, 'body', json_object ('form', form,"
  " 'version', version, 'values', json (values_json)),"
  " 'needs_approval', json (iif (approved_at IS NULL, 'false', 'true')), 'asked_at', created_at)"
  " FROM requests WHERE state NOT IN ('awaiting_approval', 'approval_failed');"
  "ALTER TABLE requests DROP COLUMN values_json;",

  /* The keys stood here as they were sent; the approvals' intents get the same names. */
  "UPDATE requests SET intent_key = key_name (intent_key) WHERE intent_key IS NOT NULL;"
  "DROP TRIGGER request_intents_stay;"
  "UPDATE request_intents SET intent = json_set (intent, '$.key', key_name (json_extract (intent, '$.key')))"
  " WHERE json_extract (intent, '$.key') IS NOT NULL;"
  "CREATE TRIGGER request_intents_stay BEFORE UPDATE ON request_intents BEGIN SELECT RAISE (ABORT, 'frozen'); END;",

  /* What a request is about, what is looked in, and how much of it was granted, in cents. */
  "ALTER TABLE requests ADD COLUMN subject_de TEXT; ALTER TABLE requests ADD COLUMN subject_en TEXT;"
  "ALTER TABLE requests ADD COLUMN words TEXT; ALTER TABLE requests ADD COLUMN granted INTEGER NOT NULL DEFAULT -1;",
  NULL
};

/* ?1 account, ?2 "open", "closed" or NULL, ?3 what is looked for or NULL, ?4 forms whose title fits */
#define FILTER " FROM requests WHERE account_id = ?1" \
               " AND (?2 IS NULL OR (?2 = 'open') = (state IN " HKK_MOCK_OPEN_STATES "))" \
               " AND (?3 IS NULL OR search_has (search_key (reference), ?3)" \
               " OR search_has (search_key (coalesce (words, '')), ?3) OR form IN (SELECT value FROM json_each (?4)))"

static gboolean
read_state (HkkMockCall *call,
            const char **state)
{
  *state = hkk_mock_call_query (call, "state");
  if (g_strcmp0 (*state, "all") == 0)
    *state = NULL;
  if (*state == NULL || g_str_equal (*state, "open") || g_str_equal (*state, "closed"))
    return TRUE;
  return hkk_mock_call_problem (call, "invalid_request", NULL);
}

static void
list_requests (HkkMockCall *call)
{
  const char *wanted = hkk_mock_call_query (call, "q"), *state;
  g_autofree char *forms = wanted == NULL ? g_strdup ("[]") : hkk_mock_form_ids_like (wanted, call->language);
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;

  if (!read_state (call, &state) || !hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_REQUEST_COLUMNS FILTER
                         " AND (created_at, row) < (?5, ?6) ORDER BY created_at DESC, row DESC LIMIT ?7",
                         call->account_id, state, wanted, forms, page.sort_key, page.row_id, page.limit + 1);
  while (hkk_mock_page_next (&page, rows))
    hkk_mock_page_add (&page, hkk_mock_request_summary (rows, call->language),
                       hkk_mock_rows_int (rows, REQUEST_CREATED_AT), hkk_mock_rows_int (rows, REQUEST_ROW));
  hkk_mock_page_answer (&page, call,
                        hkk_mock_get_int (call->store, 0, "SELECT count(*)" FILTER, call->account_id, state, wanted,
                                          forms));
}

static JsonArray *
render_timeline (HkkMockCall *call,
                 gint64       row,
                 const char  *form)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT state, detail, happened_at FROM request_timeline"
                                                " WHERE request = ? ORDER BY happened_at, row", row);
  JsonArray *timeline = json_array_new ();

  while (hkk_mock_rows_next (rows))
    {
      HkkMockRequestState state = hkk_mock_request_state_parse (hkk_mock_rows_text (rows, 0));
      HkkMockRequestWords words = hkk_mock_request_words_with (state, form, hkk_mock_rows_text (rows, 1));
      g_autofree char *at = hkk_mock_rows_time (rows, 2);

      json_array_add_object_element (timeline, hkk_json_object (
        "state", hkk_mock_request_state_text (state), "title", hkk_mock_text (call, words.title),
        "text", hkk_mock_text (call, words.text), "at", at));
    }
  return timeline;
}

static JsonArray *
render_values (HkkMockCall *call,
               gint64       row,
               const char  *id)
{
  g_autoptr(JsonObject) values = hkk_mock_request_values (call->store, row);
  g_autoptr(HkkMockForm) form = hkk_mock_form_open (call->store, call->account_id, id, values, call->language);

  return form == NULL ? json_array_new () : hkk_form_describe_json (&form->context);
}

/* (transfer full): each says what it was added as. */
static JsonArray *
render_files (HkkMockCall             *call,
              const HkkMockRequestRow *request)
{
  HkkForm *form = hkk_mock_form_shared (request->form, call->language);
  JsonArray *files = hkk_mock_request_files (call->store, request->row);

  for (guint i = 0; form != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      HkkFormField *field = hkk_form_find_field (form, hkk_json_get_string (file, "slot"));

      json_object_set_string_member (file, "title", field != NULL ? hkk_form_field_get_label (field) : NULL);
    }
  return files;
}

/* What was read and approved, word for word. */
static void
add_approval (HkkMockCall             *call,
              const HkkMockRequestRow *request,
              JsonObject              *detail)
{
  g_autofree char *at = hkk_mock_time_text (request->approved_at);
  JsonArray *lines;

  if (request->approved_at == 0 || request->state == HKK_MOCK_REQUEST_AWAITING_APPROVAL ||
      request->state == HKK_MOCK_REQUEST_APPROVAL_FAILED)
    return;
  lines = hkk_mock_request_approved (call->store, request->row);
  if (json_array_get_length (lines) > 0)
    hkk_json_object_add (detail, "approval", hkk_json_object ("at", at, "digest", request->digest,
                                                              "authorization_details", lines));
  else
    json_array_unref (lines);
}

static void
get_request (HkkMockCall *call)
{
  g_auto(HkkMockRequestRow) target = { 0 };
  g_autofree char *receipt = NULL;
  JsonObject *request;

  if (!hkk_mock_request_find (call->store, call->account_id, call->params[0], &target))
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  request = hkk_mock_request_load (call->store, target.row, call->language);
  receipt = hkk_mock_documents_find (call->store, call->account_id, call->params[0], "receipt");
  hkk_json_object_add (request, "timeline", render_timeline (call, target.row, target.form),
                       "values_shown", render_values (call, target.row, target.form),
                       "files", render_files (call, &target), "can_withdraw",
                       HKK_JSON_BOOL (hkk_mock_request_may_move (target.state, HKK_MOCK_REQUEST_WITHDRAWN)),
                       "can_add_documents", HKK_JSON_BOOL (hkk_mock_request_takes_papers (target.state, target.form)),
                       "receipt", hkk_json_object ("available", HKK_JSON_BOOL (receipt != NULL)));
  add_approval (call, &target, request);
  hkk_mock_request_add_case (call->store, &target, call->language, request);
  hkk_mock_call_answer (call, 200, request);
}

static void
get_calendar (HkkMockCall *call)
{
  g_auto(HkkMockRequestRow) target = { 0 };
  gboolean found = hkk_mock_request_find (call->store, call->account_id, call->params[0], &target);
  g_autoptr(GBytes) bytes = found ? hkk_mock_request_calendar (call->store, &target, call->language) : NULL;

  if (bytes == NULL)
    hkk_mock_call_problem (call, "not_found", NULL);
  else
    hkk_mock_call_answer_file (call, bytes, "text/calendar; charset=utf-8", "hkk.ics");
}

static void
get_receipt (HkkMockCall *call)
{
  g_autofree char *id = hkk_mock_documents_find (call->store, call->account_id, call->params[0], "receipt");
  g_autoptr(GBytes) bytes = id == NULL ? NULL : hkk_mock_documents_bytes (call->store, call->account_id, id);
  g_autofree char *reference = NULL;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (bytes == NULL)
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  reference = hkk_mock_get_text (call->store, "SELECT reference FROM requests WHERE account_id = ? AND id = ?",
                                 call->account_id, call->params[0]);
  /* TRANSLATORS: the title of a PDF; the reference number of a request */
  title = g_strdup_printf (hkk_mock_text (call, N_("Receipt %s")), reference);
  name = hkk_mock_documents_file_name (title);
  hkk_mock_call_answer_file (call, bytes, "application/pdf", name);
}

static const HkkMockRoute routes[] = {
  { .operation = "list_requests", .method = "GET", .path = "/v1/requests", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_requests },
  { .operation = HKK_MOCK_REQUEST_OPERATION, .members = "form version values",
    .method = "POST", .path = HKK_MOCK_REQUEST_ROUTE, .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL,
    .flags = HKK_MOCK_ROUTE_FULL, .prepare = hkk_mock_request_prepare_submit,
    .execute = hkk_mock_request_execute_submit, .approval_changed = hkk_mock_request_approval_changed },
  { .operation = "get_request", .method = "GET", .path = "/v1/requests/{id}", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_request },
  /* Which papers there are is said by the form. */
  { .operation = "add_documents",
    .method = "POST", .path = "/v1/requests/{id}/documents", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_FULL,
    .prepare = hkk_mock_request_prepare_documents, .execute = hkk_mock_request_execute_documents },
  { .operation = "withdraw_request", .members = "", .method = "POST", .path = "/v1/requests/{id}/withdrawal",
    .scope = HKK_MOCK_SCOPE_PORTAL, .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_FULL,
    .prepare = hkk_mock_request_prepare_withdrawal, .execute = hkk_mock_request_execute_withdrawal },
  { .operation = "get_request_calendar", .method = "GET", .path = "/v1/requests/{id}/calendar",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_calendar },
  { .operation = "get_receipt", .method = "GET", .path = "/v1/requests/{id}/receipt", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = get_receipt },
};

const HkkMockService hkk_mock_requests_service = {
  .name = "requests",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .seed = hkk_mock_requests_seed,
  .fill_form = hkk_mock_requests_fill_form,
  .tick = hkk_mock_requests_tick,
};
