/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include "calendar-file.h"
#include "clock.h"
#include "forms.h"
#include "hkk-json.h"

#define ALARM "-PT15H" /* nine in the morning of the day before */

/* What a day of the calendar says. */
typedef struct
{
  const char *kind;
  gint64      at; /* within the day */
  char       *text;
} Day;

/* FALSE: there is no day until which the person has to act. */
static gboolean
find_day (HkkMockStore            *store,
          const HkkMockRequestRow *request,
          const char              *language,
          Day                     *day)
{
  g_autoptr(JsonArray) follow_ups = NULL;

  if (request->state == HKK_MOCK_REQUEST_NEEDS_DOCUMENTS)
    {
      *day = (Day) { "answer", request->deadline_at, hkk_mock_request_question_of (store, request, language) };
      return TRUE;
    }
  follow_ups = hkk_mock_request_follow_ups (store, request, language);
  if (json_array_get_length (follow_ups) == 0)
    return FALSE;
  *day = (Day) { "objection", hkk_mock_request_last_day (hkk_mock_request_decided (store, request->row)),
                 g_strdup (hkk_json_get_string (json_array_get_object_element (follow_ups, 0), "label")) };
  return TRUE;
}

static void
add_day (GString    *out,
         const char *name,
         gint64      at)
{
  g_autoptr(GDateTime) day = hkk_mock_german_time (at);
  g_autofree char *text = g_date_time_format (day, "%Y%m%d");

  hkk_mock_calendar_add (out, name, text);
}

/* hkk_mock_request_calendar: (transfer full) (nullable): the last day for the person to act, as a whole day. */
GBytes *
hkk_mock_request_calendar (HkkMockStore            *store,
                           const HkkMockRequestRow *request,
                           const char              *language)
{
  Day day;
  g_autofree char *uid = NULL;
  g_autofree char *text = NULL;
  g_autofree char *summary = NULL;
  GString *out;

  if (!find_day (store, request, language, &day))
    return NULL;
  text = day.text;
  uid = g_strjoin ("-", request->id, day.kind, NULL);
  summary = g_strdup_printf ("%s: %s", hkk_mock_form_title (request->form, language), text);
  out = hkk_mock_calendar_begin (uid, request->updated_at);
  hkk_mock_calendar_add (out, "TRANSP", "TRANSPARENT");
  add_day (out, "DTSTART;VALUE=DATE", day.at);
  add_day (out, "DTEND;VALUE=DATE", hkk_mock_days_later (day.at, 1));
  hkk_mock_calendar_add_text (out, "SUMMARY", summary);
  hkk_mock_calendar_add_text (out, "DESCRIPTION", request->reference);
  hkk_mock_calendar_add_alarm (out, ALARM, summary);
  return hkk_mock_calendar_end (out);
}
