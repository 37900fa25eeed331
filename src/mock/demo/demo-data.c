/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-data.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "clock.h"
#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-json.h"
#include "text.h"

/**
 * hkk_mock_demo_load:
 * @name: the name of a file in data/demo
 *
 * Returns: (transfer full): its content; the file is a part of the program, so it is there and valid
 */
JsonObject *
hkk_mock_demo_load (const char *name)
{
  g_autofree char *path = g_strconcat ("/de/hkk/MeineHkk/mock/", name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr(JsonNode) node = bytes == NULL ? NULL
                                           : hkk_json_parse_bytes (bytes, HKK_JSON_MAX_BYTES, JSON_NODE_OBJECT, &error);

  if (node == NULL)
    g_error ("%s: %s", name, error->message);
  return json_node_dup_object (node);
}

/**
 * hkk_mock_demo_language:
 * @language: a BCP 47 tag
 *
 * Returns: "de" for German in every form, else "en"
 */
const char *
hkk_mock_demo_language (const char *language)
{
  return language != NULL && g_str_has_prefix (language, "de") ? "de" : "en";
}

/**
 * hkk_mock_demo_text:
 * @texts: (nullable): texts by language
 * @language: a BCP 47 tag
 *
 * Returns: (nullable): the text that fits best, borrowed from @texts
 */
const char *
hkk_mock_demo_text (JsonObject *texts,
                    const char *language)
{
  return texts == NULL ? NULL : hkk_json_get_string (texts, hkk_mock_demo_language (language));
}

static GDate
local_date (gint64 at)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);

  return hkk_clock_date_of (time);
}

static const char *
translate (const char *msgid,
           gpointer    data)
{
  return hkk_mock_text_in (data, msgid);
}

/**
 * hkk_mock_demo_date_words:
 * @date: a valid date
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the date as every paper and text of the mock has it: "14 December 2026"
 */
char *
hkk_mock_demo_date_words (const GDate *date,
                          const char  *language)
{
  return hkk_date_words (date, HKK_DATE_WORDS_FULL, translate, (gpointer) language);
}

/**
 * hkk_mock_demo_date:
 * @at: unix milliseconds
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): the day in Germany
 */
char *
hkk_mock_demo_date (gint64      at,
                    const char *language)
{
  GDate date = local_date (at);

  return hkk_mock_demo_date_words (&date, language);
}

/**
 * hkk_mock_demo_clock:
 * @at: unix milliseconds
 *
 * Returns: (transfer full): hour and minute in Germany
 */
char *
hkk_mock_demo_clock (gint64 at)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);

  return g_date_time_format (time, "%H:%M");
}

/**
 * hkk_mock_demo_days:
 * @from: unix milliseconds
 * @to: unix milliseconds
 *
 * Returns: how many days of the calendar lie between, in Germany
 */
int
hkk_mock_demo_days (gint64 from,
                    gint64 to)
{
  GDate first = local_date (from), last = local_date (to);

  return g_date_days_between (&first, &last);
}

/**
 * hkk_mock_demo_time:
 * @at: unix milliseconds
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full): day and time in Germany
 */
char *
hkk_mock_demo_time (gint64      at,
                    const char *language)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);
  g_autofree char *date = hkk_mock_demo_date (at, language);
  g_autofree char *clock = g_date_time_format (time, "%H:%M:%S");

  /* TRANSLATORS: a date and a time of the day: "23 November 2026, 21:05:00" */
  return g_strdup_printf (hkk_mock_text_in (language, N_("%1$s, %2$s")), date, clock);
}

/* Moves @at by what follows "{date", one after the other: days, months with an "m"; a "w" at the end reaches a working
 * day. @end is where that ends. */
static gint64
move_day (gint64       at,
          const char **end)
{
  while (**end == '+' || **end == '-')
    {
      gint64 number = g_ascii_strtoll (*end, (char **) end, 10);

      at = **end == 'm' ? hkk_mock_months_later (at, number) : hkk_mock_days_later (at, number);
      *end += **end == 'm' ? 1 : 0;
    }
  if (**end != 'w')
    return at;
  *end += 1;
  return hkk_mock_working_day (at);
}

/**
 * hkk_mock_demo_expand:
 * @text: (nullable): a text
 * @at: unix milliseconds
 * @language: a BCP 47 tag
 *
 * Returns: (transfer full) (nullable): the text with `{date}` as the day of @at and `{date+N}` and `{date-N}` as days
 *   from it, `{date+Nm}` as months from it, `{date+4+1mw}` as the working day that ends both, so that letters and
 *   deadlines stay in step when the demo is aged
 */
char *
hkk_mock_demo_expand (const char *text,
                      gint64      at,
                      const char *language)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *place;

  if (text == NULL)
    return NULL;
  while ((place = strstr (text, "{date")) != NULL)
    {
      const char *end = place + strlen ("{date");
      g_autofree char *date = hkk_mock_demo_date (move_day (at, &end), language);

      g_string_append_len (out, text, place - text);
      if (*end == '}')
        g_string_append (out, date);
      text = *end == '}' ? end + 1 : end;
    }
  g_string_append (out, text);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

#define OPENS 8   /* o'clock */
#define CLOSES 17

/**
 * hkk_mock_demo_office:
 * @at: unix milliseconds
 *
 * Returns: unix milliseconds: when somebody at the insurer wrote what came about then: on a working day, between eight
 *   and five in Germany, and not later than @at
 */
gint64
hkk_mock_demo_office (gint64 at)
{
  g_autoptr(GDateTime) time = hkk_mock_german_time (at);
  /* Each moment has a minute of its own. */
  int minute = (int) (at / HKK_MOCK_MINUTE % ((CLOSES - OPENS) * 60));

  for (int back = 0; back <= 7; back++)
    {
      g_autoptr(GDateTime) day = g_date_time_add_days (time, -back);
      g_autoptr(GDateTime) written = g_date_time_new (g_date_time_get_timezone (time), g_date_time_get_year (day),
                                                      g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                                                      OPENS + minute / 60, minute % 60, 0);

      if (g_date_time_get_day_of_week (day) <= 5 && g_date_time_compare (written, time) <= 0)
        return g_date_time_to_unix (written) * HKK_MOCK_SECOND;
    }
  return at;
}

/**
 * hkk_mock_demo_series:
 * @own: what a person has many of: `series`, names of texts that come again and again, and `yearly`, the month of those
 *   that come once a year
 * @at: unix milliseconds
 * @newer: when the one after it came, unix milliseconds
 * @draw: a number, the same at each start
 *
 * Returns: (nullable): the name of the text that came then
 */
const char *
hkk_mock_demo_series (JsonObject *own,
                      gint64      at,
                      gint64      newer,
                      guint       draw)
{
  JsonArray *series = hkk_json_get_array (own, "series");
  JsonObject *yearly = hkk_json_get_object (own, "yearly");
  GDate date = local_date (at), after = local_date (newer);
  JsonObjectIter iter;
  const char *name;

  if (yearly != NULL && g_date_get_month (&date) != g_date_get_month (&after))
    {
      json_object_iter_init_ordered (&iter, yearly);
      while (json_object_iter_next_ordered (&iter, &name, NULL))
        if (hkk_json_get_int (yearly, name, 0) == (gint64) g_date_get_month (&date))
          return name;
    }
  return hkk_json_array_length (series) > 0
           ? hkk_json_array_string (series, draw % hkk_json_array_length (series)) : NULL;
}
