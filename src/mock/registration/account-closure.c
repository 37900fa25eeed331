/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "account-closure.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "devices.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "iam.h"

static HkkMockPrepared
prepare_closure (HkkMockCall   *call,
                 HkkMockIntent *intent)
{
  const char *password = hkk_json_get_string (hkk_mock_call_body (call), "password");

  if (password == NULL)
    return hkk_mock_call_refuse (call, "invalid_request", NULL);
  /* What is stored until the approval has no password in it. */
  json_object_remove_member (hkk_mock_intent_body (intent), "password");
  g_set_str (&intent->title, hkk_mock_text (call, N_("Close the account")));
  hkk_mock_intent_add_person (intent, call->store);
  /* TRANSLATORS: Label of what is approved: the account is to be closed */
  hkk_mock_intent_add_detail (intent, hkk_mock_text (call, N_("Online account")),
                              /* TRANSLATORS: State of the online account before it is closed; an adjective */
                              hkk_mock_text (call, N_("open")),
                              hkk_mock_text (call, N_("closed: sign-in ends, your insurance goes on, letters come on "
                                                      "paper")));
  return hkk_mock_password_ask (call, password);
}

static gboolean
execute_closure (HkkMockStore        *store,
                 const HkkMockIntent *intent,
                 HkkMockResult       *result)
{
  hkk_mock_account_set_state (store, intent->account_id, "closed");
  hkk_mock_session_end_all (store, intent->account_id, NULL, "account_closed");
  hkk_mock_devices_unbind_all (store, intent->account_id);
  result->effect = g_strdup ("account closed");
  result->outcome = hkk_json_object ("message", hkk_mock_text_in (intent->language,
    N_("Your account is closed. Your insurance goes on, letters come on paper.")));
  return TRUE;
}

static const HkkMockRoute routes[] = {
  { .operation = "close_account", .members = "password",
    .method = "POST", .path = "/v1/account/closure", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_APPROVAL, .flags = HKK_MOCK_ROUTE_FULL, .prepare = prepare_closure,
    .execute = execute_closure },
};

const HkkMockService hkk_mock_closure_service = {
  .name = "account-closure",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
