/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "clock.h"
#include "crypto.h"
#include "devices.h"
#include "feed.h"
#include "hkk-base64url.h"
#include "hkk-json-build.h"
#include "server.h"

#define OPEN_PER_ACCOUNT 3
#define NEW_PER_WINDOW   5
#define WINDOW           (15 * HKK_MOCK_MINUTE)
#define NONCE_SIZE       16

/* 10 … 99, each as likely: bytes that would favour some are thrown away. No leading zero that a person might leave
 * out. */
static char *
draw_number (void)
{
  guint8 byte;

  do
    if (gnutls_rnd (GNUTLS_RND_RANDOM, &byte, sizeof byte) != GNUTLS_E_SUCCESS)
      g_error ("The system gives no random numbers");
  while (byte >= 180);
  return g_strdup_printf ("%u", 10u + byte % 90u);
}

static gboolean
refuse_wait (HkkMockResult *result,
             gint64         until,
             const char    *detail)
{
  HkkMockProblem *problem = hkk_mock_problem_new ("too_many_approvals", detail);

  problem->retry_after = MAX (1, (until - hkk_mock_now () + HKK_MOCK_SECOND - 1) / HKK_MOCK_SECOND);
  return hkk_mock_result_fail (result, problem);
}

static gboolean
check_devices (HkkMockStore        *store,
               const HkkMockIntent *intent,
               const char          *excluded,
               HkkMockResult       *result)
{
  if (hkk_mock_devices_count (store, intent->account_id, excluded) == 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("no_device", hkk_mock_text_in (intent->language,
      N_("Register a smartphone or tablet in the Service-App first. Then try again."))));
  if (hkk_mock_devices_count_usable (store, intent->account_id, excluded) == 0)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("device_locked", hkk_mock_text_in (intent->language,
      N_("Your device is locked. Unlock it in the Service-App with a letter, or with another device."))));
  return TRUE;
}

static gboolean
check_session (HkkMockStore        *store,
               const HkkMockIntent *intent,
               HkkMockResult       *result)
{
  g_autofree char *open = hkk_mock_get_text (store,
    "SELECT id FROM approvals WHERE session_id = ? AND " HKK_MOCK_APPROVAL_OPEN, hkk_mock_intent_asker (intent));
  HkkMockProblem *problem;

  if (open == NULL)
    return TRUE;
  problem = hkk_mock_problem_new ("approval_open", hkk_mock_text_in (intent->language,
    N_("Decide the approval that is open, or cancel it. Then try again.")));
  problem->extra = hkk_json_object ("approval_id", open);
  return hkk_mock_result_fail (result, problem);
}

static gboolean
check_account (HkkMockStore        *store,
               const HkkMockIntent *intent,
               HkkMockResult       *result)
{
  gint64 since = hkk_mock_now () - WINDOW;
  const char *language = intent->language;

  if (hkk_mock_get_int (store, 0, "SELECT count(*) FROM approvals WHERE account_id = ? AND " HKK_MOCK_APPROVAL_OPEN,
                        intent->account_id) >= OPEN_PER_ACCOUNT)
    return refuse_wait (result, hkk_mock_get_int (store, 0, "SELECT min(expires_at) FROM approvals WHERE account_id = ?"
                                                            " AND " HKK_MOCK_APPROVAL_OPEN, intent->account_id),
                        hkk_mock_text_in (language, N_("Three approvals are open already. Decide one of them first.")));
  if (hkk_mock_get_int (store, 0, "SELECT count(*) FROM approvals WHERE account_id = ? AND created_at > ?",
                        intent->account_id, since) >= NEW_PER_WINDOW)
    return refuse_wait (result, WINDOW + hkk_mock_get_int (store, 0,
                          "SELECT min(created_at) FROM (SELECT created_at FROM approvals WHERE account_id = ?"
                          " AND created_at > ?"
                          " ORDER BY created_at DESC LIMIT ?)", intent->account_id, since, NEW_PER_WINDOW),
                        hkk_mock_text_in (language, N_("There were five approvals within 15 minutes. Wait a little "
                                                       "before the next one.")));
  return TRUE;
}

static void
insert (HkkMockStore        *store,
        const char          *id,
        const HkkMockIntent *intent,
        const char          *excluded)
{
  g_autofree char *text = hkk_mock_intent_print (intent);
  g_autofree char *digest = hkk_mock_intent_digest (intent);
  g_autofree char *shown = hkk_mock_intent_shown (intent);
  g_autofree char *number = draw_number ();
  g_autoptr(GBytes) random = hkk_mock_random_bytes (NONCE_SIZE);
  g_autofree char *nonce = hkk_base64url_encode (g_bytes_get_data (random, NULL), NONCE_SIZE);
  gint64 now = hkk_mock_now ();
  gint64 end = now + HKK_MOCK_APPROVAL_LIFE;

  hkk_mock_run (store,
                "INSERT INTO approvals (id, account_id, session_id, status, operation, intent, digest, shown, number,"
                " nonce, exp, excluded_id, created_at, expires_at)"
                " VALUES (?, ?, ?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, intent->account_id, hkk_mock_intent_asker (intent), intent->operation, text, digest, shown, number,
                nonce, end / HKK_MOCK_SECOND, excluded, now, end);
  hkk_mock_run (store, "UPDATE approvals SET event_seq = ? WHERE id = ?",
                hkk_mock_feed_append (store, intent->account_id, "approval", id, "pending"), id);
}

/**
 * hkk_mock_approvals_request:
 * @store: the store, in a transaction
 * @intent: the whole of what was asked for
 * @result: gets the 202, or the problem
 *
 * Stores @intent as it will be shown, signed and executed, within the limits of protocol, Approvals 7.
 *
 * Returns: whether the approval is asked for
 */
gboolean
hkk_mock_approvals_request (HkkMockStore        *store,
                            const HkkMockIntent *intent,
                            HkkMockResult       *result)
{
  const HkkMockRoute *route = hkk_mock_route_find (hkk_mock_store_services (store), intent->operation);
  const char *excluded = hkk_mock_devices_excluded (store, intent);
  g_autoptr(HkkMockApproval) approval = NULL;
  g_autofree char *id = hkk_mock_random_hex (16);

  hkk_mock_approvals_expire (store);
  if (!check_devices (store, intent, excluded, result) || !check_session (store, intent, result) ||
      !check_account (store, intent, result))
    return FALSE;
  insert (store, id, intent, excluded);
  if (route != NULL && route->approval_changed != NULL)
    route->approval_changed (store, intent, hkk_mock_approval_status_text (HKK_MOCK_APPROVAL_PENDING));
  approval = hkk_mock_approval_load (store, id);
  if (approval == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("internal", NULL));
  result->status = 202;
  result->body = hkk_mock_approval_render (store, approval);
  result->location = g_strdup_printf ("/v1/approvals/%s", id);
  result->approval = g_steal_pointer (&id);
  return TRUE;
}
