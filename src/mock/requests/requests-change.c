/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"
#include "forms.h"
#include "hkk-file-type.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "uploads.h"

/* (transfer full): as lists call it: "Treatment costs abroad · Spain · Alma Amsel" */
static char *
dup_title (HkkMockCall             *call,
           const HkkMockRequestRow *target)
{
  gboolean german = g_str_equal (hkk_mock_demo_language (call->language), "de");
  g_autofree char *subject = hkk_mock_get_text (call->store,
                                                german ? "SELECT subject_de FROM requests WHERE row = ?"
                                                       : "SELECT subject_en FROM requests WHERE row = ?",
                                                target->row);

  return g_strjoin (" · ", hkk_mock_form_title (target->form, call->language), subject, NULL);
}

static void
name_target (HkkMockCall             *call,
             HkkMockIntent           *intent,
             const HkkMockRequestRow *target)
{
  g_autofree char *title = dup_title (call, target);

  hkk_mock_intent_add_person (intent, call->store);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Request")), NULL, title);
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Reference number")), NULL, target->reference);
}

typedef struct
{
  HkkMockForm   *form;
  HkkMockIntent *intent;
} Naming;

/* Each file, and what it is. */
static void
name_files (const char *slot,
            const char *path,
            JsonArray  *files,
            gpointer    data)
{
  const Naming *naming = data;
  const char *label = hkk_form_field_get_label (hkk_form_find_field (naming->form->form, path));

  for (guint i = 0; i < json_array_get_length (files); i++)
    hkk_mock_intent_add_detail (naming->intent, label, NULL,
                                hkk_json_get_string (hkk_json_array_object (files, i), "name"));
}

/* (transfer full) (nullable): what is wrong with them. */
static HkkMockProblem *
check_documents (HkkMockCall   *call,
                 HkkMockIntent *intent,
                 HkkMockForm   *form)
{
  HkkMockProblem *problem = hkk_mock_form_check (form);
  guint n_files = 0;

  if (problem == NULL)
    problem = hkk_mock_form_check_files (form, hkk_mock_call_body (call), call, intent, &n_files);
  if (problem != NULL || n_files <= HKK_FILE_MAX_COUNT)
    return problem;
  return hkk_mock_problem_new ("validation_failed",
                               hkk_mock_text (call, N_("A request takes ten files at most.")));
}

/* hkk_mock_request_prepare_documents: POST /v1/requests/{id}/documents. */
HkkMockPrepared
hkk_mock_request_prepare_documents (HkkMockCall   *call,
                                    HkkMockIntent *intent)
{
  g_auto(HkkMockRequestRow) target = { 0 };
  g_autoptr(HkkMockForm) form = NULL;
  HkkMockProblem *problem;

  if (!hkk_mock_request_find (call->store, call->account_id, call->params[0], &target))
    return hkk_mock_call_refuse (call, "not_found", NULL);
  if (!hkk_mock_request_takes_papers (target.state, target.form))
    return hkk_mock_call_refuse (call, "conflict", hkk_mock_text (call, N_("This request takes no more papers.")));
  form = hkk_mock_form_open_about (call->store, call->account_id, "documents", call->params[0],
                                   hkk_mock_call_body (call), call->language);
  problem = check_documents (call, intent, form);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  g_set_str (&intent->title, hkk_mock_text (call, N_("Add papers to a request")));
  name_target (call, intent, &target);
  hkk_mock_form_visit_files (form->form, hkk_mock_call_body (call), name_files, &(Naming) { form, intent });
  hkk_mock_intent_add_files (intent, TRUE);
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

/* FALSE: one of FILES is not there any more. */
static gboolean
take_files (HkkMockStore        *store,
            const HkkMockIntent *intent,
            gint64               row,
            const char          *slot,
            JsonArray           *files)
{
  for (guint i = 0; i < hkk_json_array_length (files); i++)
    {
      JsonObject *file = hkk_json_array_object (files, i);
      g_autofree char *stored = hkk_mock_uploads_take (store, intent->account_id, hkk_json_get_string (file, "upload"));

      if (stored == NULL)
        return FALSE;
      hkk_mock_request_add_file (store, row, slot, file, hkk_mock_now ());
    }
  return TRUE;
}

/* What was asked for is kept in the field that it belongs to. */
static gboolean
take_papers (HkkMockStore        *store,
             const HkkMockIntent *intent,
             gint64               row)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, hkk_mock_intent_body (intent));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (JSON_NODE_HOLDS_ARRAY (node) &&
        !take_files (store, intent, row, g_str_equal (name, "files") ? "added" : name, json_node_get_array (node)))
      return FALSE;
  return TRUE;
}

/* An answer leads on; the time for the decision stood still meanwhile. */
static void
go_on (HkkMockStore            *store,
       const HkkMockRequestRow *target,
       gint64                   now)
{
  gboolean answer = target->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS;

  if (answer)
    hkk_mock_run (store, "UPDATE requests SET due_at = due_at + ? - updated_at WHERE row = ?", now, target->row);
  hkk_mock_request_enter (store, target->row, hkk_mock_request_with_papers (target->state),
                          answer ? hkk_mock_request_answered ()
                                 : N_("Your papers are with us. We go on with your request."), now);
  hkk_mock_request_schedule (store, target->row, now);
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
      !hkk_mock_request_takes_papers (target.state, target.form))
    return fail_changed (intent, result);
  if (!take_papers (store, intent, target.row))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("upload_incomplete",
      hkk_mock_text_in (intent->language, N_("A file is not with us any more. Add it again."))));
  go_on (store, &target, now);
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
  /* TRANSLATORS: Label of what is approved: the state of a request, which changes to "withdrawn" */
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
