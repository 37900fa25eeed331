/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "demo-data.h"

static void
answer_page (HkkMockCall *call,
             HkkMockRows *rows)
{
  int german = g_str_equal (hkk_mock_demo_language (call->language), "de") ? 0 : 1;
  gint64 starts = hkk_mock_rows_int (rows, SLOT_STARTS_AT);
  g_autofree char *day = hkk_mock_demo_date (starts, call->language);
  g_autofree char *clock = hkk_mock_demo_clock (starts);
  /* TRANSLATORS: what it is about, who will be there, date, time of the day */
  g_autofree char *text = g_strdup_printf (hkk_mock_text (call, N_("%1$s, with %2$s, on %3$s at %4$s.")),
                                           hkk_mock_rows_text (rows, SLOT_WHAT_DE + german),
                                           hkk_mock_rows_text (rows, SLOT_WHO_DE + german), day, clock);
  const char *paragraphs[] = {
    text,
    hkk_mock_text (call, N_("This is the page of the partner who carries out the conversation. In this demo nobody "
                            "answers, and no camera is used.")),
    NULL,
  };

  hkk_mock_call_answer_page (call, hkk_mock_text (call, N_("Video consultation")), paragraphs);
}

/* hkk_mock_slot_room: GET /partner/video/{id}: the id is as secret as a key, and is known to who has booked. */
void
hkk_mock_slot_room (HkkMockCall *call)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_query (call->store, "SELECT " HKK_MOCK_SLOT_COLUMNS
                                                             " FROM slots WHERE room = ?", call->params[0]);

  if (!hkk_mock_rows_next (rows) || !g_str_equal (hkk_mock_slot_state (rows, hkk_mock_now ()), "booked"))
    hkk_mock_call_problem (call, "not_found", NULL);
  else
    answer_page (call, rows);
}
