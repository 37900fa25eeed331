/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registration-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "nect.h"

#define EXTENSION (30 * HKK_MOCK_MINUTE)

/**
 * hkk_mock_registration_extend_prepare:
 * @call: POST /registration/extend
 * @intent: to be filled
 *
 * Returns: whether there is something that can be extended
 */
HkkMockPrepared
hkk_mock_registration_extend_prepare (HkkMockCall   *call,
                                      HkkMockIntent *intent)
{
  const char *id = hkk_json_get_string (hkk_mock_intent_body (intent), "process");
  g_autoptr(HkkMockProcess) process = id != NULL ? hkk_mock_process_load (call->store, id, NULL) : NULL;

  if (id == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  if (process == NULL)
    return hkk_mock_call_refuse_take (call, hkk_mock_process_over (call->language));
  intent->account_id = process->account_id;
  return HKK_MOCK_PREPARED;
}

/**
 * hkk_mock_registration_extend_execute:
 * @store: the store
 * @intent: what was prepared
 * @result: to be filled
 *
 * Returns: whether there is more time
 */
gboolean
hkk_mock_registration_extend_execute (HkkMockStore        *store,
                                      const HkkMockIntent *intent,
                                      HkkMockResult       *result)
{
  const char *id = hkk_json_get_string (hkk_mock_intent_body (intent), "process");
  gint64 until = hkk_mock_now () + EXTENSION;
  g_autoptr(HkkMockProcess) process = hkk_mock_process_load (store, id, NULL);
  g_autofree char *expires_at = hkk_mock_time_text (until);

  if (process == NULL)
    return hkk_mock_result_fail (result, hkk_mock_process_over (intent->language));
  if (process->extensions_left == 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict", hkk_mock_text_in (intent->language,
      N_("There is no more time than this. When it is over, you can start again from the beginning."))));
  hkk_mock_process_lengthen (store, process, until);
  hkk_mock_nect_cases_lengthen (store, process->id, until);
  result->body = hkk_json_object ("expires_at", expires_at,
                                  "extensions_left", hkk_json_value_int (process->extensions_left - 1));
  result->effect = g_strdup_printf ("%s extended", process->purpose);
  return TRUE;
}
