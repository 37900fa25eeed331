/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "feed.h"
#include "forms.h"
#include "hkk-file-type.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "uploads.h"

static HkkMockPrepared
check_submission (HkkMockCall   *call,
                  HkkMockIntent *intent,
                  HkkMockForm   *form,
                  JsonObject    *values)
{
  HkkMockProblem *problem = hkk_mock_form_check (form);
  guint n_files = 0;

  if (problem == NULL)
    problem = hkk_mock_form_check_files (form, values, call, intent, &n_files);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  if (n_files > HKK_FILE_MAX_COUNT)
    return hkk_mock_call_refuse (call, "validation_failed",
                                 hkk_mock_text (call, N_("A request takes ten files at most.")));
  return HKK_MOCK_PREPARED;
}

/* hkk_mock_request_prepare_submit: POST /v1/requests: checks the values and says what will be handed in. */
HkkMockPrepared
hkk_mock_request_prepare_submit (HkkMockCall   *call,
                                 HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_call_body (call);
  JsonObject *values = hkk_json_get_object (body, "values");
  const char *id = hkk_json_get_string (body, "form");
  g_autoptr(HkkMockForm) form = NULL;

  if (id == NULL || values == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  form = hkk_mock_form_open (call->store, call->account_id, id, values, call->language);
  if (form == NULL || hkk_form_get_kind (form->form) > HKK_FORM_KIND_SERVICE)
    return hkk_mock_call_refuse_field (call, "form", "unknown",
                                       hkk_mock_text (call, N_("There is no such form.")));
  if (hkk_json_get_int (body, "version", 0) != hkk_form_get_version (form->form))
    return hkk_mock_call_refuse (call, "form_outdated", NULL);
  if (check_submission (call, intent, form, values) != HKK_MOCK_PREPARED)
    return HKK_MOCK_REFUSED;
  g_free (intent->title);
  /* TRANSLATORS: the title of an approval; the name of a form: "Hand in: Treatment costs abroad" */
  intent->title = g_strdup_printf (hkk_mock_text (call, N_("Hand in: %s")), hkk_form_get_title (form->form));
  intent->needs_approval = hkk_form_get_protection (form->form) != HKK_PROTECTION_BASIC;
  if (intent->needs_approval)
    hkk_mock_intent_add_summary (call->store, intent, form);
  return HKK_MOCK_PREPARED;
}

static gint64
find_waiting (HkkMockStore        *store,
              const HkkMockIntent *intent)
{
  return hkk_mock_get_int (store, 0, "SELECT row FROM requests WHERE account_id = ? AND intent_key = ?"
                           " AND state = 'awaiting_approval'", intent->account_id, intent->key);
}

static gint64
insert_request (HkkMockStore        *store,
                const HkkMockIntent *intent,
                HkkMockRequestState  state,
                const char          *digest,
                gint64               at)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  gint64 row = hkk_mock_request_insert (store, &(HkkMockNewRequest) {
    .account_id = intent->account_id, .form = hkk_json_get_string (body, "form"),
    .version = hkk_json_get_int (body, "version", 0), .key = intent->key, .digest = digest, .state = state,
    .created_at = at });

  hkk_mock_request_describe (store, row, hkk_json_get_object (body, "values"));
  return row;
}

typedef struct
{
  HkkMockStore *store;
  gint64        account_id;
  gint64        row;
  gint64        at;
  gboolean      gone;
} Taking;

static void
take_files (const char *slot,
            const char *path,
            JsonArray  *files,
            gpointer    data)
{
  Taking *taking = data;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = hkk_json_array_object (files, i);
      g_autofree char *stored = hkk_mock_uploads_take (taking->store, taking->account_id,
                                                       hkk_json_get_string (file, "upload"));

      if (stored == NULL)
        taking->gone = TRUE;
      else
        hkk_mock_request_add_file (taking->store, taking->row, slot, file, taking->at);
    }
}

static void
fill_result (HkkMockStore        *store,
             const HkkMockIntent *intent,
             gint64               row,
             const char          *reference,
             const char          *receipt,
             HkkMockResult       *result)
{
  JsonObject *summary = hkk_mock_request_load (store, row, intent->language);
  const HkkMockRequestWords *words = hkk_mock_request_words (HKK_MOCK_REQUEST_RECEIVED,
                                                             hkk_json_get_string (summary, "form"));

  result->status = 201;
  result->effect = g_strdup_printf ("request %s created", reference);
  result->outcome = hkk_json_object ("reference", reference, "request_id", hkk_json_get_string (summary, "id"),
                                     "document_id", receipt,
                                     "message", hkk_mock_text_in (intent->language, words->text));
  result->location = g_strconcat ("/v1/requests/", hkk_json_get_string (summary, "id"), NULL);
  result->body = hkk_json_object ("request", summary);
}

/* hkk_mock_request_execute_submit: the request is received: number, files, receipt, schedule. */
gboolean
hkk_mock_request_execute_submit (HkkMockStore        *store,
                                 const HkkMockIntent *intent,
                                 HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  gint64 now = hkk_mock_now (), row = find_waiting (store, intent);
  g_autofree char *digest = intent->needs_approval ? hkk_mock_intent_digest (intent) : NULL;
  HkkForm *form = hkk_mock_form_shared (hkk_json_get_string (body, "form"), intent->language);
  Taking taking = { store, intent->account_id, 0, now, FALSE };
  g_autofree char *reference = NULL;
  g_autofree char *receipt = NULL;

  if (form == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("form_outdated", NULL));
  if (row == 0)
    row = insert_request (store, intent, HKK_MOCK_REQUEST_RECEIVED, digest, now);
  else if (!hkk_mock_request_enter (store, row, HKK_MOCK_REQUEST_RECEIVED, NULL, now))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", NULL));
  hkk_mock_request_keep_intent (store, row, intent);
  hkk_mock_run (store, "UPDATE requests SET created_at = ?, digest = ?, approved_at = iif (?, ?, NULL) WHERE row = ?",
                now, digest, HKK_JSON_BOOL (digest != NULL), now, row);
  taking.row = row;
  hkk_mock_form_visit_files (form, hkk_json_get_object (body, "values"), take_files, &taking);
  if (taking.gone)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
      hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
  reference = hkk_mock_request_number (store, row, hkk_json_get_string (body, "form"), now);
  hkk_mock_request_schedule (store, row, now);
  receipt = hkk_mock_request_receipt (store, row, intent->language, now);
  fill_result (store, intent, row, reference, receipt, result);
  return TRUE;
}

/* hkk_mock_request_approval_changed: the request is visible while it waits, and says so when the approval did not
 * come. */
void
hkk_mock_request_approval_changed (HkkMockStore        *store,
                                   const HkkMockIntent *intent,
                                   const char          *status)
{
  gint64 now = hkk_mock_now (), row = find_waiting (store, intent);

  if (g_str_equal (status, "pending") && row == 0)
    insert_request (store, intent, HKK_MOCK_REQUEST_AWAITING_APPROVAL, NULL, now);
  else if (row != 0 && (g_str_equal (status, "cancelled") || g_str_equal (status, "revoked")))
    {
      g_autofree char *id = hkk_mock_get_text (store, "SELECT id FROM requests WHERE row = ?", row);

      hkk_mock_run (store, "DELETE FROM request_timeline WHERE request = ?", row);
      hkk_mock_run (store, "DELETE FROM requests WHERE row = ?", row);
      hkk_mock_feed_append (store, intent->account_id, "request", id, "removed");
    }
  else if (row != 0 && !g_str_equal (status, "pending"))
    hkk_mock_request_enter (store, row, HKK_MOCK_REQUEST_APPROVAL_FAILED, NULL, now);
}
