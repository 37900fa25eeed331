/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "crypto.h"
#include "demo-data.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "messages.h"
#include "page.h"

static const char * const migrations[] = {
  "CREATE TABLE slots (row INTEGER PRIMARY KEY,"
  " account_id INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
  " what_de TEXT NOT NULL, what_en TEXT NOT NULL, who_de TEXT NOT NULL, who_en TEXT NOT NULL, place TEXT, phone TEXT,"
  " note_de TEXT, note_en TEXT, request_id TEXT, starts_at INTEGER NOT NULL, minutes INTEGER NOT NULL,"
  " booked_at INTEGER, cancelled_at INTEGER, room TEXT UNIQUE) STRICT;"
  "CREATE INDEX slots_by_time ON slots (account_id, kind, starts_at, row);",
  NULL
};

static gboolean
is_video (const char *operation)
{
  return g_strrstr (operation, "video") != NULL;
}

static const char *
kind_of (const char *operation)
{
  return is_video (operation) ? "video" : "appointment";
}

static void
list_slots (HkkMockCall *call)
{
  const char *kind = kind_of (call->route->operation), *host = hkk_mock_call_header (call, "Host");
  g_auto(HkkMockPage) page = { 0 };
  g_autoptr(HkkMockRows) rows = NULL;

  if (!hkk_mock_page_begin (&page, call))
    return;
  rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_SLOT_COLUMNS " FROM slots WHERE account_id = ?1 AND kind = ?2"
                         " AND (NOT ?3 OR (starts_at, row) > (?4, ?5)) ORDER BY starts_at, row LIMIT ?6",
                         call->account_id, kind, HKK_JSON_BOOL (page.has_cursor), page.sort_key, page.row_id,
                         page.limit + 1);
  while (hkk_mock_page_next (&page, rows))
    hkk_mock_page_add (&page, hkk_mock_slot_render (rows, host, call->language),
                       hkk_mock_rows_int (rows, SLOT_STARTS_AT), hkk_mock_rows_int (rows, SLOT_ROW));
  hkk_mock_page_answer (&page, call, hkk_mock_get_int (call->store, 0,
    "SELECT count(*) FROM slots WHERE account_id = ? AND kind = ?", call->account_id, kind));
}

static void
get_calendar (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_slot_find (call->store, call->account_id, kind_of (call->route->operation),
                                                    call->params[0]);
  g_autoptr(GBytes) bytes = NULL;

  if (rows == NULL || hkk_mock_rows_is_null (rows, SLOT_BOOKED_AT))
    {
      hkk_mock_call_problem (call, "not_found", NULL);
      return;
    }
  bytes = hkk_mock_slot_calendar (rows, hkk_mock_call_header (call, "Host"), call->language);
  hkk_mock_call_answer_file (call, bytes, "text/calendar; charset=utf-8", "hkk.ics");
}

/* Who knows which address the client uses is the call; execute () only has the intent. */
static HkkMockPrepared
prepare_slot (HkkMockCall   *call,
              HkkMockIntent *intent)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_slot_find (call->store, call->account_id, kind_of (intent->operation),
                                                    call->params[0]);

  if (rows == NULL)
    return hkk_mock_call_refuse (call, "not_found", NULL);
  json_object_set_string_member (hkk_mock_intent_body (intent), "host", hkk_mock_call_header (call, "Host"));
  return HKK_MOCK_PREPARED;
}

static char *
write_body (HkkMockRows *rows,
            gint64       now,
            gboolean     cancelled,
            const char  *language)
{
  int german = g_str_equal (language, "de") ? 0 : 1;
  gint64 starts = hkk_mock_rows_int (rows, SLOT_STARTS_AT);
  g_autofree char *clock = hkk_mock_demo_clock (starts);
  /* The day is filled in when the message is shown, so that it stays in step when the demo is aged. */
  g_autofree char *day = g_strdup_printf ("{date+%d}", hkk_mock_demo_days (now, starts));
  const char *what = hkk_mock_rows_text (rows, SLOT_WHAT_DE + german);
  const char *who = hkk_mock_rows_text (rows, SLOT_WHO_DE + german);

  if (cancelled)
    /* TRANSLATORS: field of medicine or topic, practice or team, date, time of the day */
    return g_strdup_printf (hkk_mock_text_in (language, N_("Your appointment is cancelled: %1$s, %2$s, on %3$s "
                                                           "at %4$s. You need not do anything else.")),
                            what, who, day, clock);
  /* TRANSLATORS: field of medicine or topic, practice or team, date, time of the day */
  return g_strdup_printf (hkk_mock_text_in (language, N_("Your appointment is booked: %1$s, %2$s, on %3$s at %4$s. If "
                                                         "you cannot come, cancel it at least two hours before.")),
                          what, who, day, clock);
}

static void
confirm (HkkMockStore *store,
         gint64        account_id,
         HkkMockRows  *rows,
         gboolean      cancelled)
{
  gint64 now = hkk_mock_now ();
  const char *subject = cancelled ? N_("Your appointment is cancelled") : N_("Your appointment is booked");
  g_autofree char *body_de = write_body (rows, now, cancelled, "de");
  g_autofree char *body_en = write_body (rows, now, cancelled, "en");
  g_autofree char *id = hkk_mock_messages_send (store, &(HkkMockMessage) {
    .account_id = account_id, .category = "other", .subject_de = hkk_mock_text_in ("de", subject),
    .subject_en = hkk_mock_text_in ("en", subject), .body_de = body_de, .body_en = body_en,
    .request_id = hkk_mock_rows_text (rows, SLOT_REQUEST_ID), .created_at = now });
}

static gboolean
finish (HkkMockStore        *store,
        const HkkMockIntent *intent,
        HkkMockResult       *result,
        gboolean             cancelled)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_slot_find (store, intent->account_id, kind_of (intent->operation),
                                                    intent->params[0]);
  const char *host = hkk_json_get_string (hkk_mock_intent_body (intent), "host");

  if (rows == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("not_found", NULL));
  confirm (store, intent->account_id, rows, cancelled);
  result->body = hkk_json_object (is_video (intent->operation) ? "consultation" : "appointment",
                                  hkk_mock_slot_render (rows, host, intent->language));
  result->effect = g_strdup_printf ("%s %s", kind_of (intent->operation), cancelled ? "cancelled" : "booked");
  return TRUE;
}

static gboolean
execute_booking (HkkMockStore        *store,
                 const HkkMockIntent *intent,
                 HkkMockResult       *result)
{
  gint64 now = hkk_mock_now ();
  g_autofree char *room = is_video (intent->operation) ? hkk_mock_random_hex (16) : NULL;

  if (hkk_mock_run (store, "UPDATE slots SET booked_at = ?, room = ? WHERE account_id = ? AND kind = ? AND id = ?"
                           " AND booked_at IS NULL AND cancelled_at IS NULL AND starts_at > ?", now, room,
                    intent->account_id, kind_of (intent->operation), intent->params[0], now) != 1)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict",
      hkk_mock_text_in (intent->language, N_("This appointment cannot be booked any more. Choose another one."))));
  return finish (store, intent, result, FALSE);
}

static gboolean
execute_cancellation (HkkMockStore        *store,
                      const HkkMockIntent *intent,
                      HkkMockResult       *result)
{
  gint64 now = hkk_mock_now ();

  if (hkk_mock_run (store, "UPDATE slots SET cancelled_at = ? WHERE account_id = ? AND kind = ? AND id = ?"
                           " AND booked_at IS NOT NULL AND cancelled_at IS NULL AND starts_at > ?", now,
                    intent->account_id, kind_of (intent->operation), intent->params[0],
                    now + HKK_MOCK_CANCEL_BEFORE) != 1)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("conflict",
      hkk_mock_text_in (intent->language, N_("This appointment cannot be cancelled here any more. If it is still to "
                                             "come, call there."))));
  return finish (store, intent, result, TRUE);
}

static const HkkMockRoute routes[] = {
  { .operation = "list_appointments", .method = "GET", .path = "/v1/appointments", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_slots },
  { .operation = "book_appointment", .members = "",
    .method = "POST", .path = "/v1/appointments/{id}/booking", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_slot, .execute = execute_booking },
  { .operation = "cancel_appointment", .method = "DELETE",
    .path = "/v1/appointments/{id}/booking", .scope = HKK_MOCK_SCOPE_PORTAL,
    .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_slot, .execute = execute_cancellation },
  { .operation = "get_appointment_calendar", .method = "GET", .path = "/v1/appointments/{id}/calendar",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_calendar },
  { .operation = "list_video_consultations", .method = "GET", .path = "/v1/video-consultations",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = list_slots },
  { .operation = "book_video_consultation", .members = "", .method = "POST",
    .path = "/v1/video-consultations/{id}/booking", .scope = HKK_MOCK_SCOPE_PORTAL, .flags = HKK_MOCK_ROUTE_NO_BODY,
    .prepare = prepare_slot, .execute = execute_booking },
  { .operation = "cancel_video_consultation", .method = "DELETE", .path = "/v1/video-consultations/{id}/booking",
    .scope = HKK_MOCK_SCOPE_PORTAL, .flags = HKK_MOCK_ROUTE_NO_BODY, .prepare = prepare_slot,
    .execute = execute_cancellation },
  { .operation = "get_video_calendar", .method = "GET", .path = "/v1/video-consultations/{id}/calendar",
    .scope = HKK_MOCK_SCOPE_PORTAL, .handler = get_calendar },
  { .operation = "get_video_room", .method = "GET", .path = "/partner/video/{id}", .scope = HKK_MOCK_SCOPE_NONE,
    .handler = hkk_mock_slot_room },
};

const HkkMockService hkk_mock_appointments_service = {
  .name = "appointments",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
  .migrations = migrations,
  .seed = hkk_mock_slots_seed,
  .tick = hkk_mock_slots_tick,
};
