/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "call.h"
#include "clock.h"
#include "devices.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"
#include "iam.h"
#include "nect.h"

/* The last step: whoever passed NECT sets a password and binds the device with its new approval PIN. */

/* (transfer full) (nullable): why CASE_ID does not identify the person of PROCESS. */
static HkkMockProblem *
refuse_case (HkkMockStore         *store,
             const HkkMockProcess *process,
             const char           *case_id,
             const char           *language)
{
  g_autoptr(HkkMockNectCase) nect = hkk_mock_nect_case_load (store, case_id);
  gint64 now = hkk_mock_now ();

  if (nect == NULL || strcmp (nect->process, process->id) != 0)
    return hkk_mock_problem_new ("not_found",
                                 hkk_mock_text_in (language, N_("This identification is over. Start again.")));
  if (strcmp (hkk_mock_nect_case_state (nect, now), "passed") == 0)
    return NULL;
  return hkk_mock_problem_new ("conflict", hkk_mock_nect_case_text (nect, now, language));
}

/* (transfer full) (nullable): why the person may not go on. */
static HkkMockProblem *
refuse_person (HkkMockStore         *store,
               const HkkMockProcess *process,
               const HkkMockAccount *account,
               JsonObject           *body,
               const char           *language)
{
  /* Who repeats the last step of a registration is registered by then. */
  const char *purpose = process->device_id != NULL ? "recovery" : process->purpose;
  HkkMockProblem *problem = hkk_mock_process_refuse (account, purpose, language);

  return problem != NULL ? problem : refuse_case (store, process, hkk_json_get_string (body, "nect_case"), language);
}

/* (transfer full) (nullable): what stands against completing PROCESS with BODY. */
static HkkMockProblem *
refuse_completion (HkkMockStore         *store,
                   const HkkMockProcess *process,
                   JsonObject           *body,
                   const char           *language)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, process->account_id);
  HkkMockProblem *problem;

  if (account == NULL)
    return hkk_mock_process_over (language);
  problem = refuse_person (store, process, account, body, language);
  if (problem == NULL)
    problem = hkk_mock_password_refuse (account, hkk_json_get_string (body, "password"), "password", language);
  if (problem == NULL)
    problem = hkk_mock_devices_refuse (hkk_json_get_object (body, "device"), "device.", language);
  return problem;
}

static void
on_derived (const HkkMockVerifier *verifier,
            gpointer               data)
{
  HkkMockCall *call = data;
  JsonObject *body = hkk_mock_intent_body (hkk_mock_call_intent (call));

  /* From here on there is the verifier only. */
  json_object_remove_member (body, "password");
  hkk_mock_verifier_add (verifier, body);
  hkk_mock_call_prepared (call, HKK_MOCK_PREPARED);
}

/**
 * hkk_mock_registration_complete_prepare:
 * @call: POST /registration/complete or /recovery/complete
 * @intent: to be filled
 *
 * Returns: %HKK_MOCK_WAITING while the password is derived
 */
HkkMockPrepared
hkk_mock_registration_complete_prepare (HkkMockCall   *call,
                                        HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *id = hkk_json_get_string (body, "process");
  const char *password = hkk_json_get_string (body, "password");
  g_autoptr(HkkMockProcess) process = NULL;
  HkkMockProblem *problem;

  if (id == NULL || hkk_json_get_string (body, "nect_case") == NULL || password == NULL || *password == '\0' ||
      strlen (password) > 4 * HKK_PASSWORD_MAX || hkk_json_get_object (body, "device") == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  process = hkk_mock_process_load (call->store, id, hkk_mock_registration_purpose (intent));
  problem = process != NULL ? refuse_completion (call->store, process, body, call->language)
                            : hkk_mock_process_over (call->language);
  if (problem == NULL)
    problem = hkk_mock_password_full (call->server);
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  intent->account_id = process->account_id;
  hkk_mock_password_derive (call->server, password, on_derived, call);
  return HKK_MOCK_WAITING;
}

/* Whoever had the old password or an old device is out; a device that never called, too. */
static void
shut_out (HkkMockStore *store,
          gint64        account_id,
          JsonObject   *device)
{
  g_autofree char *name = hkk_mock_device_name_read (hkk_json_get_string (device, "name"));

  hkk_mock_session_end_all (store, account_id, NULL, "recovery");
  hkk_mock_devices_unbind_all (store, account_id);
  hkk_mock_access_log_note (store, &(HkkMockAccess) {
    .account_id = account_id, .kind = "password_changed", .client = "phone", .device_name = name });
}

static gboolean
take_effect (HkkMockStore         *store,
             const HkkMockProcess *process,
             JsonObject           *body,
             HkkMockResult        *result)
{
  g_auto(HkkMockVerifier) verifier = { NULL };
  g_autoptr(HkkMockAccount) account = NULL;

  if (!hkk_mock_verifier_read (&verifier, body))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  if (strcmp (process->purpose, "recovery") == 0 || process->device_id != NULL)
    shut_out (store, process->account_id, hkk_json_get_object (body, "device"));
  else
    hkk_mock_account_set_state (store, process->account_id, "active");
  hkk_mock_password_store (store, process->account_id, &verifier);
  result->body = hkk_mock_devices_bind (store, process->account_id, hkk_json_get_object (body, "device"), 0, NULL);
  account = hkk_mock_account_load (store, process->account_id);
  if (result->body == NULL || account == NULL ||
      !hkk_mock_process_end (store, process, hkk_json_get_string (result->body, "device_id")))
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  hkk_mock_registration_forget_tries (store, account->kvnr);
  hkk_json_object_add (result->body, "account", hkk_json_object (
    "id", account->profile_id, "name", account->name, "restricted", HKK_JSON_BOOL (account->restricted)));
  return TRUE;
}

/**
 * hkk_mock_registration_complete_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Everything is looked at once more: time passed while the password was derived, and somebody else may have been
 * faster.
 *
 * Returns: whether the person can use the account now
 */
gboolean
hkk_mock_registration_complete_execute (HkkMockStore        *store,
                                        const HkkMockIntent *intent,
                                        HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const char *purpose = hkk_mock_registration_purpose (intent);
  g_autoptr(HkkMockProcess) process = hkk_mock_process_load (store, hkk_json_get_string (body, "process"), purpose);
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, intent->account_id);
  HkkMockProblem *problem = NULL;

  if (process == NULL || account == NULL)
    return hkk_mock_result_fail (result, hkk_mock_process_over (intent->language));
  problem = refuse_person (store, process, account, body, intent->language);
  if (problem != NULL)
    return hkk_mock_result_fail (result, problem);
  if (!take_effect (store, process, body, result))
    return FALSE;
  result->status = 201;
  result->effect = g_strdup_printf ("%s completed", purpose);
  return TRUE;
}
