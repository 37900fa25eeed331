/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "uploads.h"

static void
name_target (HkkMockCall             *call,
             HkkMockIntent           *intent,
             const HkkMockRequestRow *target)
{
  hkk_mock_intent_add_person (call->store, intent);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Request")), NULL,
                              hkk_mock_form_title (target->form, call->language));
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Reference number")), NULL, target->reference);
}

/* (transfer full) (nullable): what is wrong with them. */
static HkkMockProblem *
check_documents (HkkMockCall   *call,
                 HkkMockIntent *intent)
{
  JsonObject *values = hkk_mock_call_body (call);
  g_autoptr(HkkMockForm) form = hkk_mock_form_open (call->store, call->account_id, "documents", values, call->language);
  HkkMockProblem *problem = hkk_mock_form_check (form);

  return problem != NULL ? problem : hkk_mock_form_check_files (form, values, call, intent, NULL);
}

/* hkk_mock_request_prepare_documents: POST /v1/requests/{id}/documents. */
HkkMockPrepared
hkk_mock_request_prepare_documents (HkkMockCall   *call,
                                    HkkMockIntent *intent)
{
  g_auto(HkkMockRequestRow) target = { 0 };
  HkkMockProblem *problem;

  if (!hkk_mock_request_find (call->store, call->account_id, call->params[0], &target))
    return hkk_mock_call_refuse (call, "not_found", NULL);
  if (!hkk_mock_request_takes_papers (target.state))
    return hkk_mock_call_refuse (call, "conflict", hkk_mock_text (call, N_("This request takes no more papers.")));
  problem = check_documents (call, intent);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  g_set_str (&intent->title, hkk_mock_text (call, N_("Add papers to a request")));
  name_target (call, intent, &target);
  hkk_mock_intent_add_files (intent);
  return HKK_MOCK_PREPARED;
}

static gboolean
fail_changed (const HkkMockIntent *intent,
              HkkMockResult       *result)
{
  return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", hkk_mock_text_in (intent->language,
    N_("The request has moved on in the meantime. Look at it again."))));
}

static void
fill_result (HkkMockStore            *store,
             const HkkMockIntent     *intent,
             const HkkMockRequestRow *target,
             const char              *message,
             HkkMockResult           *result)
{
  result->outcome = hkk_json_object ("reference", target->reference, "request_id", intent->params[0],
                                     "message", hkk_mock_text_in (intent->language, message));
  result->body = hkk_json_object ("request", hkk_mock_request_load (store, target->row, intent->language));
}

/* hkk_mock_request_execute_documents: the papers are received; a question back is answered with them. */
gboolean
hkk_mock_request_execute_documents (HkkMockStore        *store,
                                    const HkkMockIntent *intent,
                                    HkkMockResult       *result)
{
  gint64 now = hkk_mock_now ();
  g_auto(HkkMockRequestRow) target = { 0 };
  g_autofree char *receipt = NULL;

  if (!hkk_mock_request_find (store, intent->account_id, intent->params[0], &target) ||
      !hkk_mock_request_takes_papers (target.state))
    return fail_changed (intent, result);
  for (guint i = 0; i < json_array_get_length (intent->attachments); i++)
    {
      JsonObject *file = json_array_get_object_element (intent->attachments, i);
      g_autofree char *stored = hkk_mock_uploads_take (store, intent->account_id, hkk_json_get_string (file, "upload"));

      if (stored == NULL)
        return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
          hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
      hkk_mock_request_add_file (store, target.row, "added", file, now);
    }
  hkk_mock_request_enter (store, target.row, hkk_mock_request_with_papers (target.state),
                          N_("Your papers are with us. We go on with your request."), now);
  hkk_mock_request_schedule (store, target.row, now);
  receipt = hkk_mock_request_receipt (store, target.row, intent->language, now);
  result->effect = g_strdup_printf ("request %s: %u files added", target.reference,
                                    json_array_get_length (intent->attachments));
  fill_result (store, intent, &target, N_("Your papers are with us."), result);
  json_object_set_string_member (result->outcome, "document_id", receipt);
  return TRUE;
}

/* hkk_mock_request_prepare_withdrawal: POST /v1/requests/{id}/withdrawal. */
HkkMockPrepared
hkk_mock_request_prepare_withdrawal (HkkMockCall   *call,
                                     HkkMockIntent *intent)
{
  g_auto(HkkMockRequestRow) target = { 0 };
  const HkkMockRequestWords *before, *after;

  if (!hkk_mock_request_find (call->store, call->account_id, call->params[0], &target))
    return hkk_mock_call_refuse (call, "not_found", NULL);
  if (!hkk_mock_request_may_move (target.state, HKK_MOCK_REQUEST_WITHDRAWN))
    return hkk_mock_call_refuse (call, "conflict",
                                 hkk_mock_text (call, N_("This request can no longer be withdrawn.")));
  g_set_str (&intent->title, hkk_mock_text (call, N_("Withdraw a request")));
  name_target (call, intent, &target);
  before = hkk_mock_request_words (target.state, target.form);
  after = hkk_mock_request_words (HKK_MOCK_REQUEST_WITHDRAWN, target.form);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Status")), hkk_mock_text (call, before->title),
                              hkk_mock_text (call, after->title));
  return HKK_MOCK_PREPARED;
}

/* hkk_mock_request_execute_withdrawal: nothing more is done about the request. */
gboolean
hkk_mock_request_execute_withdrawal (HkkMockStore        *store,
                                     const HkkMockIntent *intent,
                                     HkkMockResult       *result)
{
  g_auto(HkkMockRequestRow) target = { 0 };

  if (!hkk_mock_request_find (store, intent->account_id, intent->params[0], &target) ||
      !hkk_mock_request_may_move (target.state, HKK_MOCK_REQUEST_WITHDRAWN))
    return fail_changed (intent, result);
  hkk_mock_request_enter (store, target.row, HKK_MOCK_REQUEST_WITHDRAWN, NULL, hkk_mock_now ());
  result->effect = g_strdup_printf ("request %s withdrawn", target.reference);
  fill_result (store, intent, &target, N_("The request is withdrawn."), result);
  return TRUE;
}
