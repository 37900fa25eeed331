/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include "calendar-file.h"
#include "clock.h"
#include "demo-data.h"
#include "hkk-json.h"

/**
 * hkk_mock_slot_calendar:
 * @rows: at a row of HKK_MOCK_SLOT_COLUMNS of a slot that is or was booked
 * @host: address and port that the client used
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): a calendar with the one event (RFC 5545); importing it again replaces it
 */
GBytes *
hkk_mock_slot_calendar (HkkMockRows *rows,
                        const char  *host,
                        const char  *language)
{
  int german = g_str_equal (hkk_mock_demo_language (language), "de") ? 0 : 1;
  gint64 starts = hkk_mock_rows_int (rows, SLOT_STARTS_AT), booked = hkk_mock_rows_int (rows, SLOT_BOOKED_AT);
  gboolean cancelled = !hkk_mock_rows_is_null (rows, SLOT_CANCELLED_AT);
  g_autofree char *summary = g_strdup_printf ("%s: %s", hkk_mock_rows_text (rows, SLOT_WHAT_DE + german),
                                              hkk_mock_rows_text (rows, SLOT_WHO_DE + german));
  g_autoptr(JsonObject) slot = hkk_mock_slot_render (rows, host, language);
  GString *out = hkk_mock_calendar_begin (hkk_mock_rows_text (rows, SLOT_ID),
                                          cancelled ? hkk_mock_rows_int (rows, SLOT_CANCELLED_AT) : booked);

  hkk_mock_calendar_add (out, "SEQUENCE", cancelled ? "1" : "0");
  hkk_mock_calendar_add (out, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
  hkk_mock_calendar_add_time (out, "DTSTART", starts);
  hkk_mock_calendar_add_time (out, "DTEND", starts + hkk_mock_rows_int (rows, SLOT_MINUTES) * HKK_MOCK_MINUTE);
  hkk_mock_calendar_add_text (out, "SUMMARY", summary);
  hkk_mock_calendar_add_text (out, "LOCATION", hkk_mock_rows_text (rows, SLOT_PLACE));
  hkk_mock_calendar_add_text (out, "DESCRIPTION", hkk_mock_rows_text (rows, SLOT_NOTE_DE + german));
  if (hkk_json_get_string (slot, "join_url") != NULL)
    hkk_mock_calendar_add (out, "URL", hkk_json_get_string (slot, "join_url"));
  if (!cancelled)
    hkk_mock_calendar_add_alarm (out, "-PT2H", summary);
  return hkk_mock_calendar_end (out);
}
