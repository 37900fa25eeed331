/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "feed.h"
#include "page.h"
#include "server.h"

/* Longer than the 24 hours that the protocol promises. */
#define KEEP_FINAL (7 * HKK_MOCK_DAY)

static const char * const migrations[] =
{
  "CREATE TABLE approvals ("
  "  id TEXT PRIMARY KEY, account_id INTEGER NOT NULL, session_id TEXT NOT NULL,"
  "  status TEXT NOT NULL CHECK (status IN ('pending',"
  " 'delivered', 'opened', 'approved', 'executed', 'failed', 'failed_conflict',"
  "    'denied', 'reported', 'expired', 'cancelled', 'revoked')),"
  "  operation TEXT NOT NULL, intent TEXT NOT NULL, digest TEXT NOT NULL, number TEXT NOT NULL,"
  "  tries_left INTEGER NOT NULL DEFAULT 2, nonce TEXT NOT NULL, exp INTEGER NOT NULL,"
  "  extensions_left INTEGER NOT NULL DEFAULT 1, resends_left INTEGER NOT NULL DEFAULT 3, event_seq INTEGER,"
  "  device_id TEXT, excluded_id TEXT, decision BLOB, answer TEXT, result TEXT, problem TEXT,"
  "  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, finished_at INTEGER);"
  "CREATE UNIQUE INDEX approvals_session ON approvals (session_id) WHERE status IN ('pending', 'delivered', 'opened',"
  " 'approved');"
  "CREATE INDEX approvals_account ON approvals (account_id, created_at);"
  "CREATE INDEX approvals_open ON approvals (expires_at) WHERE status IN ('pending', 'delivered', 'opened');"
  "CREATE INDEX approvals_final ON approvals (finished_at) WHERE finished_at IS NOT NULL;"
  "CREATE TRIGGER approvals_stay BEFORE UPDATE OF status ON approvals"
  "  WHEN OLD.status NOT IN ('pending', 'delivered', 'opened', 'approved') BEGIN SELECT RAISE (ABORT, 'final'); END;",

  /* The keys stood in the intents as they were sent, here and with the requests. */
  "UPDATE approvals SET intent = json_set (intent, '$.key', key_name (json_extract (intent, '$.key')))"
  " WHERE json_extract (intent, '$.key') IS NOT NULL;",

  "CREATE TABLE approval_history ("
  "  approval_id TEXT NOT NULL, account_id INTEGER NOT NULL, title TEXT NOT NULL, status TEXT NOT NULL,"
  "  requested_by TEXT, device_name TEXT, requested_at INTEGER NOT NULL, ended_at INTEGER NOT NULL) STRICT;"
  "CREATE INDEX approval_history_account ON approval_history (account_id, ended_at);",

  "ALTER TABLE approvals ADD COLUMN shown TEXT;",
  NULL
};

static const char *
asker_of (HkkMockCall *call)
{
  return call->session_id != NULL ? call->session_id : call->device_id;
}

/* The approval, if the calling session or device asked for it. What is final has no number any more, so the person who
 * signed in anew may learn how it ended. */
static HkkMockApproval *
load_own (HkkMockCall *call,
          const char  *id)
{
  g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (call->store, id);

  if (approval == NULL || approval->account_id != call->account_id)
    return NULL;
  if (g_strcmp0 (approval->session_id, asker_of (call)) != 0 &&
      (call->session_id == NULL || !hkk_mock_approval_is_final (approval->status)))
    return NULL;
  return g_steal_pointer (&approval);
}

/* The approval of the path. */
static HkkMockApproval *
own_approval (HkkMockCall *call)
{
  hkk_mock_approvals_expire (call->store);
  return load_own (call, call->params[0]);
}

static JsonObject *
show_approval (HkkMockCall *call,
               const char  *id)
{
  g_autoptr(HkkMockApproval) approval = load_own (call, id);

  return approval != NULL ? hkk_mock_approval_render (call->store, approval) : NULL;
}

static void
list_approvals (HkkMockCall *call)
{
  gboolean open = g_strcmp0 (hkk_mock_call_query (call, "open"), "1") == 0;
  JsonArray *items = hkk_mock_approvals_list (call->store, call->session_id, open);

  hkk_mock_call_answer_list (call, items);
}

static void
get_approval (HkkMockCall *call)
{
  g_autoptr(HkkMockApproval) approval = own_approval (call);

  if (approval == NULL)
    hkk_mock_call_problem (call, "not_found", NULL);
  else
    hkk_mock_call_answer (call, 200, hkk_mock_approval_render (call->store, approval));
}

static HkkMockPrepared
prepare_own (HkkMockCall   *call,
             HkkMockIntent *intent)
{
  g_autoptr(HkkMockApproval) approval = own_approval (call);

  return approval != NULL ? HKK_MOCK_PREPARED : hkk_mock_call_refuse (call, "not_found", NULL);
}

/* Every answer is the state as it truly is: what is over stays, whatever was asked for. */
static gboolean
answer_state (HkkMockStore        *store,
              const HkkMockIntent *intent,
              HkkMockResult       *result,
              const char          *effect)
{
  g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, intent->params[0]);

  result->body = hkk_mock_approval_render (store, approval);
  result->effect = g_strdup_printf ("approval %s", effect);
  /* So that a repeat is answered with the state as it is then. */
  result->approval = g_strdup (approval->id);
  return TRUE;
}

static gboolean
cancel (HkkMockStore        *store,
        const HkkMockIntent *intent,
        HkkMockResult       *result)
{
  g_autoptr(HkkMockApproval) approval = NULL;

  hkk_mock_approvals_expire (store);
  approval = hkk_mock_approval_load (store, intent->params[0]);
  return answer_state (store, intent, result,
                       hkk_mock_approval_move (store, approval, HKK_MOCK_APPROVAL_CANCELLED) ? "cancelled"
                                                                                             : "unchanged");
}

/* After an update of an open approval that CHANGED a row: both screens hear of it. Where it was open and did not
 * change, nothing was left of what was asked for. */
static gboolean
answer_update (HkkMockStore        *store,
               const HkkMockIntent *intent,
               HkkMockResult       *result,
               gboolean             changed,
               const char          *effect,
               const char          *exhausted)
{
  g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, intent->params[0]);

  if (!changed && hkk_mock_approval_is_open (approval->status))
    return hkk_mock_result_fail (result,
                                 hkk_mock_problem_new ("conflict", hkk_mock_text_in (intent->language, exhausted)));
  if (changed)
    hkk_mock_feed_append (store, approval->account_id, "approval", approval->id,
                          hkk_mock_approval_status_text (approval->status));
  return answer_state (store, intent, result, changed ? effect : "unchanged");
}

static gboolean
extend (HkkMockStore        *store,
        const HkkMockIntent *intent,
        HkkMockResult       *result)
{
  int changed;

  hkk_mock_approvals_expire (store);
  changed = hkk_mock_run (store,
    "UPDATE approvals SET extensions_left = extensions_left - 1, expires_at = expires_at + ?, exp = exp + ?"
    " WHERE id = ? AND extensions_left > 0 AND " HKK_MOCK_APPROVAL_OPEN,
    HKK_MOCK_APPROVAL_LIFE, HKK_MOCK_APPROVAL_LIFE / HKK_MOCK_SECOND, intent->params[0]);
  return answer_update (store, intent, result, changed == 1, "extended", N_("The time can be extended once only."));
}

static gboolean
resend (HkkMockStore        *store,
        const HkkMockIntent *intent,
        HkkMockResult       *result)
{
  int changed;

  hkk_mock_approvals_expire (store);
  changed = hkk_mock_run (store,
    "UPDATE approvals SET resends_left = resends_left - 1 WHERE id = ? AND resends_left > 0 AND "
    HKK_MOCK_APPROVAL_OPEN, intent->params[0]);
  return answer_update (store, intent, result, changed == 1, "sent again",
                        N_("It was sent three times already. Open the Service-App and fetch it there."));
}

static JsonObject *
render_approval (HkkMockStore *store,
                 const char   *approval_id,
                 const char   *language)
{
  g_autoptr(HkkMockApproval) approval = NULL;

  hkk_mock_approvals_expire (store);
  approval = hkk_mock_approval_load (store, approval_id);
  return approval != NULL ? hkk_mock_approval_render (store, approval) : NULL;
}

typedef struct
{
  const char *device_id;
  GPtrArray  *ids;
} Arrival;

static gboolean
mark_delivered (HkkMockStore *store,
                gpointer      data)
{
  Arrival *arrival = data;

  for (guint i = 0; i < arrival->ids->len; i++)
    {
      g_autoptr(HkkMockApproval) approval = hkk_mock_approval_load (store, arrival->ids->pdata[i]);

      if (hkk_mock_approval_move (store, approval, HKK_MOCK_APPROVAL_DELIVERED))
        hkk_mock_run (store, "UPDATE approvals SET device_id = ? WHERE id = ?", arrival->device_id, approval->id);
    }
  return TRUE;
}

static void
device_passed (HkkMockServer *server,
               gint64         account_id,
               const char    *device_id,
               gint64         seq)
{
  HkkMockStore *store = server->store;
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (store, device_id);
  g_autoptr(GPtrArray) ids = NULL;

  if (device == NULL || !hkk_mock_device_can_approve (device))
    return;
  hkk_mock_approvals_expire (store);
  ids = hkk_mock_get_texts (store, "SELECT id FROM approvals WHERE account_id = ? AND status = 'pending'"
                                   " AND event_seq <= ? AND excluded_id IS NOT ?", account_id, seq, device_id);
  if (ids->len > 0)
    hkk_mock_store_transact (store, mark_delivered, &(Arrival) { device_id, ids });
}

static void
tick (HkkMockStore *store,
      gint64        now)
{
  hkk_mock_approvals_expire (store);
  hkk_mock_run (store, "DELETE FROM approvals WHERE finished_at <= ?", now - KEEP_FINAL);
  hkk_mock_approval_history_forget (store, now);
}

static const HkkMockRoute routes[] =
{
  { .operation = "list_approvals", .method = "GET", .path = "/v1/approvals", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_approvals },
  { .operation = "get_approval", .method = "GET", .path = "/v1/approvals/{id}", .scope = HKK_MOCK_SCOPE_ASKER,
    .handler = get_approval },
  { .operation = "cancel_approval", .members = "",
    .method = "POST", .path = "/v1/approvals/{id}/cancel", .scope = HKK_MOCK_SCOPE_ASKER,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_own, .execute = cancel },
  { .operation = "extend_approval", .members = "",
    .method = "POST", .path = "/v1/approvals/{id}/extend", .scope = HKK_MOCK_SCOPE_ASKER,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_own, .execute = extend },
  { .operation = "resend_approval", .members = "",
    .method = "POST", .path = "/v1/approvals/{id}/resend", .scope = HKK_MOCK_SCOPE_ASKER,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_own, .execute = resend },
  { .operation = "list_device_approvals", .method = "GET", .path = "/device/approvals", .scope = HKK_MOCK_SCOPE_DEVICE,
    .handler = hkk_mock_approval_list_for_device },
  { .operation = "open_device_approval", .method = "GET", .path = "/device/approvals/{id}",
    .scope = HKK_MOCK_SCOPE_DEVICE, .handler = hkk_mock_approval_open_on_device },
  { .operation = "list_device_history", .method = "GET", .path = "/device/history", .scope = HKK_MOCK_SCOPE_DEVICE,
    .handler = hkk_mock_approval_history_list },
  { .operation = "decide_device_approval", .members = "decision number key_id signature",
    .method = "POST", .path = "/device/approvals/{id}/decision", .scope = HKK_MOCK_SCOPE_DEVICE,
    .flags = HKK_MOCK_ROUTE_NO_KEY, .handler = hkk_mock_approval_decide },
};

const HkkMockService hkk_mock_approvals_service =
{
  .name = "approvals",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .commands = hkk_mock_approvals_commands,
  .tick = tick,
  .request_approval = hkk_mock_approvals_request,
  .render_approval = render_approval,
  .show_approval = show_approval,
  .device_hears = hkk_mock_approval_device_hears,
  .device_passed = device_passed,
  .session_ended = hkk_mock_approvals_revoke,
  .device_lost = hkk_mock_approvals_device_lost,
};
