/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "hkk-clock.h"
#include "hkk-date-words.h"
#include "hkk-language.h"
#include "hkk-working-day.h"

/* Moves the client's clock to a moment, as a portal's Date does. */
static void
set_now (const char *utc)
{
  g_autoptr(GDateTime) wanted = g_date_time_new_from_iso8601 (utc, NULL);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  hkk_clock_set_skew (g_date_time_difference (wanted, now) / G_TIME_SPAN_SECOND + 1);
}

static void
test_today_is_the_insurers (void)
{
  static const struct { const char *now, *today; } moments[] = {
    { "2026-12-01T22:59:50Z", "2026-12-01" }, { "2026-12-01T23:00:00Z", "2026-12-02" }, /* winter: UTC+1 */
    { "2026-07-01T21:59:50Z", "2026-07-01" }, { "2026-07-01T22:00:00Z", "2026-07-02" }, /* summer: UTC+2 */
    { "2026-03-28T22:59:50Z", "2026-03-28" }, { "2026-03-29T21:59:50Z", "2026-03-29" }, /* the clocks go forward */
    { "2026-03-29T22:00:00Z", "2026-03-30" },
    { "2026-10-24T22:00:00Z", "2026-10-25" }, { "2026-10-25T22:59:50Z", "2026-10-25" }, /* the clocks go back */
    { "2026-10-25T23:00:00Z", "2026-10-26" },
    { "2026-12-31T23:00:00Z", "2027-01-01" }, { "2028-02-28T23:00:00Z", "2028-02-29" },
  };
  static const char * const zones[] = { "Pacific/Kiritimati", "America/Los_Angeles", "Europe/Berlin", "UTC" };

  for (gsize z = 0; z < G_N_ELEMENTS (zones); z++)
    for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
      {
        g_autofree char *today = NULL;

        g_setenv ("TZ", zones[z], TRUE);
        set_now (moments[i].now);
        today = hkk_clock_today ();
        g_test_message ("%s in %s", moments[i].now, zones[z]);
        g_assert_cmpstr (today, ==, moments[i].today);
      }
  hkk_clock_set_skew (0);
}

static void
test_zone_of_the_portal (void)
{
  g_autoptr(GDateTime) time = g_date_time_new_utc (2026, 12, 1, 9, 0, 0);
  g_autoptr(GDateTime) there = NULL;
  g_autofree char *today = NULL;

  g_setenv ("TZ", "America/Los_Angeles", TRUE);
  g_assert_true (hkk_clock_is_foreign (time));
  hkk_clock_set_zone ("America/Los_Angeles");
  g_assert_false (hkk_clock_is_foreign (time));
  g_assert_false (hkk_clock_is_german ());
  set_now ("2026-12-01T07:59:50Z");
  today = hkk_clock_today ();
  g_assert_cmpstr (today, ==, "2026-11-30");
  hkk_clock_set_zone ("Nowhere/At_All");
  g_assert_true (hkk_clock_is_german ());
  there = hkk_clock_at_insurer (time);
  g_assert_cmpint (g_date_time_get_hour (there), ==, 10);
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_assert_false (hkk_clock_is_foreign (time));
  hkk_clock_set_zone (NULL);
  hkk_clock_set_skew (0);
}

static const char *
translate (const char *msgid,
           gpointer    data)
{
  return g_str_equal (msgid, "%1$u December %2$u") ? "%2$u. évi december %1$u." : msgid;
}

static void
test_month_in_words (void)
{
  for (guint month = 1; month <= 12; month++)
    for (int words = HKK_DATE_WORDS_FULL; words <= HKK_DATE_WORDS_MONTH; words++)
      {
        GDate date;
        g_autofree char *text = NULL;
        char buffer[32];

        g_date_clear (&date, 1);
        g_date_set_dmy (&date, 4, (GDateMonth) month, 2026);
        g_date_strftime (buffer, sizeof buffer, "%B", &date);
        text = hkk_date_words (&date, (HkkDateWords) words, NULL, NULL);
        g_assert_nonnull (strstr (text, buffer));
        g_assert_true ((words == HKK_DATE_WORDS_NEAR) == (strstr (text, "2026") == NULL));
      }
}

static void
test_date_in_words (void)
{
  g_autofree char *full = NULL;
  g_autofree char *near = NULL;
  g_autofree char *month = NULL;
  g_autofree char *other = NULL;
  GDate date;

  g_assert_true (hkk_date_from_iso ("2026-12-14", &date));
  full = hkk_date_words (&date, HKK_DATE_WORDS_FULL, NULL, NULL);
  near = hkk_date_words (&date, HKK_DATE_WORDS_NEAR, NULL, NULL);
  month = hkk_date_words (&date, HKK_DATE_WORDS_MONTH, NULL, NULL);
  other = hkk_date_words (&date, HKK_DATE_WORDS_FULL, translate, NULL);
  g_assert_cmpstr (full, ==, "14 December 2026");
  g_assert_cmpstr (near, ==, "Mon, 14 December");
  g_assert_cmpstr (month, ==, "December 2026");
  g_assert_cmpstr (other, ==, "2026. évi december 14.");
}

/* The order of an entry is that of the region (LC_TIME), whatever language was chosen. */
static void
test_entry_in_the_regions_order (void)
{
  static const struct { const char *lc_time, *language, *text; } regions[] = {
    { "en_US.UTF-8", "en", "12/04/2026" }, { "en_US.UTF-8", "de", "12/04/2026" }, { "de_DE.UTF-8", "en", "04.12.2026" },
    { "tr_TR.UTF-8", "en", "04.12.2026" }, { "C.UTF-8", "de", "04.12.2026" }, { "C.UTF-8", "en", "04/12/2026" },
  };

  if (g_test_subprocess ())
    {
      g_autofree char *text = NULL;
      GDate date, again;

      hkk_language_set_up (NULL);
      g_assert_true (hkk_date_from_iso ("2026-12-04", &date));
      text = hkk_date_format (&date, NULL);
      g_assert_true (hkk_date_parse (text, NULL, &again, NULL));
      g_assert_cmpint (g_date_compare (&date, &again), ==, 0);
      g_print ("%s %s\n", text, hkk_date_hint (NULL));
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_auto(GStrv) environment = g_get_environ ();
      g_autofree char *pattern = g_strdup_printf ("*%s *", regions[i].text);

      if (setlocale (LC_TIME, regions[i].lc_time) == NULL)
        continue;
      setlocale (LC_TIME, "C");
      environment = g_environ_unsetenv (environment, "LC_ALL");
      environment = g_environ_setenv (environment, "LC_TIME", regions[i].lc_time, TRUE);
      environment = g_environ_setenv (environment, "LANG", "en_US.UTF-8", TRUE);
      environment = g_environ_setenv (environment, "LANGUAGE", regions[i].language, TRUE);
      g_test_trap_subprocess_with_envp (NULL, (const char * const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_message ("%s %s", regions[i].lc_time, regions[i].language);
      g_test_trap_assert_passed ();
      g_test_trap_assert_stdout (pattern);
    }
}

/* Easter at its earliest and latest, and the days that go with it; the same in every Land. */
static void
test_working_days (void)
{
  static const struct { GDateYear year; GDateMonth month; GDateDay day; gboolean works; } days[] = {
    { 2024, 3, 29, FALSE }, { 2024, 4, 1, FALSE }, { 2024, 4, 2, TRUE }, { 2024, 5, 9, FALSE }, { 2024, 5, 20, FALSE },
    { 2025, 4, 17, TRUE }, { 2025, 4, 18, FALSE }, { 2025, 4, 21, FALSE }, { 2025, 5, 29, FALSE },
    { 2025, 6, 9, FALSE },
    { 2038, 4, 23, FALSE }, { 2038, 4, 26, FALSE }, { 2038, 6, 3, FALSE }, { 2038, 6, 14, FALSE }, /* 25 April */
    { 2285, 3, 20, FALSE }, { 2285, 3, 23, FALSE }, { 2285, 4, 30, FALSE }, { 2285, 5, 11, FALSE }, /* 22 March */
    { 2027, 1, 1, FALSE }, { 2026, 5, 1, FALSE }, { 2025, 10, 3, FALSE }, { 2025, 12, 25, FALSE },
    { 2025, 12, 26, FALSE },
    { 2026, 1, 6, TRUE }, { 2026, 6, 4, TRUE }, { 2024, 10, 31, TRUE }, { 2024, 11, 1, TRUE }, { 2025, 12, 24, TRUE },
    { 2026, 11, 28, FALSE }, { 2026, 11, 29, FALSE }, { 2026, 11, 30, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr(GDate) date = g_date_new_dmy (days[i].day, days[i].month, days[i].year);
      g_autoptr(GDate) reached = g_date_copy (date);

      g_test_message ("%u-%u-%u", days[i].year, days[i].month, days[i].day);
      g_assert_cmpint (hkk_working_day_is (date), ==, days[i].works);
      hkk_working_day_reach (reached);
      g_assert_true (hkk_working_day_is (reached));
      g_assert_cmpint (g_date_compare (reached, date) == 0, ==, days[i].works);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/today-is-the-insurers", test_today_is_the_insurers);
  g_test_add_func ("/clock/zone-of-the-portal", test_zone_of_the_portal);
  g_test_add_func ("/clock/month-in-words", test_month_in_words);
  g_test_add_func ("/clock/date-in-words", test_date_in_words);
  g_test_add_func ("/clock/entry-in-the-regions-order", test_entry_in_the_regions_order);
  g_test_add_func ("/clock/working-days", test_working_days);
  return g_test_run ();
}
