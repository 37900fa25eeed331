/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-format.h"

static void
set_now (const char *utc)
{
  g_autoptr(GDateTime) wanted = g_date_time_new_from_iso8601 (utc, NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  hkk_clock_set_skew (g_date_time_difference (wanted, now) / G_TIME_SPAN_SECOND + 1);
}

/* What the portal fixes is the insurer's day and time; the zone is named where the computer shows another. */
static void
test_moments_of_the_portal (void)
{
  static const struct { const char *zone, *now, *at, *text; } cases[] = {
    { "Europe/Berlin", "2026-12-01T12:00:00Z", "2026-12-01T09:00:00Z", "today, 10:00" },
    { "Europe/Madrid", "2026-07-01T12:00:00Z", "2026-07-02T08:00:00Z", "tomorrow, 10:00" },
    { "Pacific/Kiritimati", "2026-12-01T12:00:00Z", "2026-12-01T09:00:00Z", "today, 10:00 German time" },
    { "Pacific/Kiritimati", "2026-12-01T12:00:00Z", "2026-11-30T22:59:00Z", "yesterday, 23:59 German time" },
    { "America/Los_Angeles", "2026-12-01T23:30:00Z", "2026-12-01T22:30:00Z", "yesterday, 23:30 German time" },
    { "America/Los_Angeles", "2026-07-01T22:30:00Z", "2026-07-01T22:10:00Z", "today, 00:10 German time" },
    { "Europe/London", "2026-12-01T12:00:00Z", "2026-12-14T09:00:00Z",
      "Mon, 14\xC2\xA0" "December, 10:00 German time" },
    { "Europe/Berlin", "2026-12-01T12:00:00Z", "2024-12-14T09:00:00Z", "14\xC2\xA0" "December\xC2\xA0" "2024, 10:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) at = g_date_time_new_from_iso8601 (cases[i].at, NULL);
      g_autofree char *text = NULL;

      g_setenv ("TZ", cases[i].zone, TRUE);
      set_now (cases[i].now);
      text = hkk_format_moment (at);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The insurer's own text does not know who reads it where; a note names the zone there, and only there. */
static void
test_times_in_texts (void)
{
  static const struct { const char *zone, *text, *note; } cases[] = {
    { "Europe/Berlin", "On 3 November at 14:30.", NULL },
    { "Europe/Madrid", "On 3 November at 14:30.", NULL },
    { "America/Los_Angeles", "On 3 November at 14:30.", "Times of day in this text are German time." },
    { "America/Los_Angeles", "Your request: it is with us. 3:1", NULL },
    { "Europe/London", "um 9:05 Uhr", "Times of day in this text are German time." },
  };
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601 ("2026-11-01T09:00:00Z", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *note = NULL;

      g_setenv ("TZ", cases[i].zone, TRUE);
      note = hkk_format_zone_note (cases[i].text, at);
      g_assert_cmpstr (note, ==, cases[i].note);
    }
}

/* What this program notes is the corrected clock in the computer's zone. */
static void
test_moments_of_the_program (void)
{
  static const struct { const char *zone, *now, *text; } cases[] = {
    { "Europe/Berlin", "2026-12-01T23:30:00Z", "today, 00:30" },
    { "Pacific/Kiritimati", "2026-12-01T12:00:00Z", "today, 02:00" },
    { "America/Los_Angeles", "1999-12-01T12:00:00Z", "today, 04:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) noted = NULL;
      g_autofree char *moment = NULL;
      g_autofree char *clock = NULL;

      g_setenv ("TZ", cases[i].zone, TRUE);
      set_now (cases[i].now);
      noted = hkk_clock_now ();
      moment = hkk_format_own_moment (noted);
      clock = hkk_format_own_clock (noted);
      g_assert_cmpstr (moment, ==, cases[i].text);
      g_assert_cmpstr (clock, ==, cases[i].text + strlen ("today, "));
    }
}

/* A deadline is the insurer's day, before and after midnight there. */
static void
test_days (void)
{
  static const struct { const char *now, *date, *text; } cases[] = {
    { "2026-12-13T22:59:50Z", "2026-12-14", "tomorrow" }, { "2026-12-13T23:00:00Z", "2026-12-14", "today" },
    { "2026-12-14T22:59:50Z", "2026-12-14", "today" }, { "2026-12-14T23:00:00Z", "2026-12-14", "yesterday" },
    { "2026-12-01T12:00:00Z", "2026-12-14", "Mon, 14\xC2\xA0" "December" },
    { "2026-12-01T12:00:00Z", "2026-13-45", "2026-13-45" },
    { "2026-12-01T12:00:00Z", "2028-02-29", "29\xC2\xA0" "February\xC2\xA0" "2028" },
    { "2026-12-01T12:00:00Z", "soon", "soon" },
  };

  g_setenv ("TZ", "America/Los_Angeles", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      set_now (cases[i].now);
      text = hkk_format_iso_day (cases[i].date);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* At the beginning of a line a day begins with a capital letter. */
static void
test_heading (void)
{
  static const struct { const char *time, *text; } cases[] = {
    { "2026-12-14T12:00:00Z", "Today" }, { "2026-12-21T12:00:00Z", "Mon, 21\xC2\xA0" "December" },
  };

  set_now ("2026-12-14T08:00:00Z");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (cases[i].time, NULL);
      g_autofree char *text = hkk_format_day_heading (time);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* The gaps of a number are no characters of it, of whatever kind they are. */
/* A number alone keeps the order of its groups where text runs from right to left. */
static void
test_alone (void)
{
  static const struct { const char *text, *left_to_right, *right_to_left; } cases[] = {
    { "0421 55501-20", "0421 55501-20", "\342\201\250" "0421 55501-20" "\342\201\251" },
    { "Am Dobben 1", "Am Dobben 1", "Am Dobben 1" }, { "طلب 2", "طلب 2", "طلب 2" }, { NULL, "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *usual = hkk_format_alone (cases[i].text);
      g_autofree char *turned = NULL;

      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
      turned = hkk_format_alone (cases[i].text);
      gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
      g_assert_cmpstr (usual, ==, cases[i].left_to_right);
      g_assert_cmpstr (turned, ==, cases[i].right_to_left);
    }
}

static void
test_shortened (void)
{
  static const struct { const char *value, *text; } cases[] = {
    { "DE89 3704 0044 0532 0130 00", "DE89 … 3000" },
    { "DE89\302\2403704\302\2400044\302\2400532\302\2400130\302\24000", "DE89 … 3000" },
    { "A000\302\240500\302\240015", "A000 … 0015" }, { "A000\342\200\257500", "••••" }, { "", "••••" },
    { "äöüß\302\2401234\302\2405678", "äöüß … 5678" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hkk_format_shortened (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/moments-of-the-portal", test_moments_of_the_portal);
  g_test_add_func ("/format/moments-of-the-program", test_moments_of_the_program);
  g_test_add_func ("/format/times-in-texts", test_times_in_texts);
  g_test_add_func ("/format/days", test_days);
  g_test_add_func ("/format/heading", test_heading);
  g_test_add_func ("/format/alone", test_alone);
  g_test_add_func ("/format/shortened", test_shortened);
  return g_test_run ();
}
