/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "appointments-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "clock.h"
#include "demo-data.h"
#include "hkk-json.h"

#define LINE_OCTETS ((gsize) 75) /* octets, RFC 5545, 3.1 */

/* Text values: RFC 5545, 3.3.11. */
static char *
escape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\n')
      g_string_append (out, "\\n");
    else
      {
        if (*c == ',' || *c == ';' || *c == '\\')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *c);
      }
  return g_string_free_and_steal (out);
}

/* One content line, folded between characters. */
static void
add_line (GString    *out,
          const char *name,
          const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  gsize used = 0;

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    {
      gsize size = (gsize) (g_utf8_next_char (c) - c);

      if (used + size > LINE_OCTETS)
        {
          g_string_append (out, "\r\n ");
          used = 1;
        }
      g_string_append_len (out, c, (gssize) size);
      used += size;
    }
  g_string_append (out, "\r\n");
}

static void
add_text (GString    *out,
          const char *name,
          const char *text)
{
  g_autofree char *escaped = text == NULL ? NULL : escape (text);

  if (escaped != NULL)
    add_line (out, name, escaped);
}

static void
add_time (GString    *out,
          const char *name,
          gint64      at)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *text = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

  add_line (out, name, text);
}

static void
add_alarm (GString    *out,
           const char *summary)
{
  add_line (out, "BEGIN", "VALARM");
  add_line (out, "ACTION", "DISPLAY");
  add_line (out, "TRIGGER", "-PT2H");
  add_text (out, "DESCRIPTION", summary);
  add_line (out, "END", "VALARM");
}

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
  g_autofree char *uid = g_strconcat (hkk_mock_rows_text (rows, SLOT_ID), "@meine-hkk.example", NULL);
  g_autofree char *summary = g_strdup_printf ("%s: %s", hkk_mock_rows_text (rows, SLOT_WHAT_DE + german),
                                              hkk_mock_rows_text (rows, SLOT_WHO_DE + german));
  g_autoptr(JsonObject) slot = hkk_mock_slot_render (rows, host, language);
  GString *out = g_string_new (NULL);

  add_line (out, "BEGIN", "VCALENDAR");
  add_line (out, "VERSION", "2.0");
  add_line (out, "PRODID", "-//Meine hkk//Demo//DE");
  add_line (out, "BEGIN", "VEVENT");
  add_line (out, "UID", uid);
  add_time (out, "DTSTAMP", cancelled ? hkk_mock_rows_int (rows, SLOT_CANCELLED_AT) : booked);
  add_line (out, "SEQUENCE", cancelled ? "1" : "0");
  add_line (out, "STATUS", cancelled ? "CANCELLED" : "CONFIRMED");
  add_time (out, "DTSTART", starts);
  add_time (out, "DTEND", starts + hkk_mock_rows_int (rows, SLOT_MINUTES) * HKK_MOCK_MINUTE);
  add_text (out, "SUMMARY", summary);
  add_text (out, "LOCATION", hkk_mock_rows_text (rows, SLOT_PLACE));
  add_text (out, "DESCRIPTION", hkk_mock_rows_text (rows, SLOT_NOTE_DE + german));
  if (hkk_json_get_string (slot, "join_url") != NULL)
    add_line (out, "URL", hkk_json_get_string (slot, "join_url"));
  if (!cancelled)
    add_alarm (out, summary);
  add_line (out, "END", "VEVENT");
  add_line (out, "END", "VCALENDAR");
  return g_string_free_to_bytes (out);
}
