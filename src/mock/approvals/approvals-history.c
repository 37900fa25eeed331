/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "approvals-private.h"

#include "call.h"
#include "clock.h"
#include "page.h"

/* What was asked for, when, and how it ended. An approval itself is kept for a week only, with all that was to be
 * done; of this there is nothing but its title left. */

#define KEEP (90 * HKK_MOCK_DAY)

/**
 * hkk_mock_approval_history_note:
 * @store: the store, in a transaction
 * @approval: one that has just ended
 */
void
hkk_mock_approval_history_note (HkkMockStore          *store,
                                const HkkMockApproval *approval)
{
  hkk_mock_run (store, "INSERT INTO approval_history (approval_id, account_id, title, status, requested_by,"
                       " device_name, requested_at, ended_at) VALUES (?1, ?2, ?3, ?4,"
                       " (SELECT device_name FROM iam_sessions WHERE id = ?5),"
                       " (SELECT name FROM devices WHERE id = ?6), ?7, ?8)",
                approval->id, approval->account_id, approval->intent->title,
                hkk_mock_approval_status_text (approval->status), approval->session_id, approval->device_id,
                approval->created_at, hkk_mock_now ());
}

static JsonObject *
render (HkkMockRows *rows)
{
  JsonObject *item = hkk_mock_rows_object (rows);

  json_object_remove_member (item, "sort_key");
  json_object_remove_member (item, "row_id");
  return item;
}

/**
 * hkk_mock_approval_history_list:
 * @call: GET /device/history
 */
void
hkk_mock_approval_history_list (HkkMockCall *call)
{
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;
  g_autoptr(HkkMockDevice) device = hkk_mock_device_load (call->store, call->device_id);
  /* Who has found a phone that was locked learns nothing. */
  gint64 since = device == NULL || !hkk_mock_device_can_approve (device) ? G_MAXINT64 : hkk_mock_now () - KEEP;

  if (!hkk_mock_page_begin (&page, call))
    return;
  hkk_mock_approvals_expire (call->store);
  rows = hkk_mock_query (call->store,
    "SELECT ended_at AS sort_key, rowid AS row_id, approval_id AS id, title, status, requested_at, ended_at,"
    " requested_by, device_name FROM approval_history WHERE account_id = ? AND ended_at > ?"
    " AND (ended_at, rowid) < (?, ?) ORDER BY ended_at DESC, rowid DESC LIMIT ?",
    call->account_id, since, page.sort_key, page.row_id, page.limit + 1);
  while (hkk_mock_page_next (&page, rows))
    hkk_mock_page_add (&page, render (rows), hkk_mock_rows_int (rows, 0), hkk_mock_rows_int (rows, 1));
  hkk_mock_page_answer (&page, call, hkk_mock_get_int (call->store, 0,
    "SELECT count(*) FROM approval_history WHERE account_id = ? AND ended_at > ?", call->account_id, since));
}

/**
 * hkk_mock_approval_history_forget:
 * @store: the store, in a transaction
 * @now: unix milliseconds
 */
void
hkk_mock_approval_history_forget (HkkMockStore *store,
                                  gint64        now)
{
  hkk_mock_run (store, "DELETE FROM approval_history WHERE ended_at <= ?", now - KEEP);
}
