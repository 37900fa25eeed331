/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-working-day.h"

/* Public holidays in all of Germany: those of one Land only would differ between who writes and who reads. */
static const struct
{
  GDateMonth month;
  GDateDay   day;
} fixed[] = {
  { G_DATE_JANUARY, 1 }, { G_DATE_MAY, 1 }, { G_DATE_OCTOBER, 3 }, { G_DATE_DECEMBER, 25 }, { G_DATE_DECEMBER, 26 },
};

/* Days after Easter Sunday: Good Friday, Easter Monday, Ascension Day, Whit Monday. */
static const int moving[] = { -2, 1, 39, 50 };

/* Easter Sunday, in the Gregorian calendar (Meeus, Jones, Butcher). */
static GDate
find_easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30;
  int l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int days = h + l - 7 * m + 114;
  GDate easter;

  g_date_clear (&easter, 1);
  g_date_set_dmy (&easter, (GDateDay) (days % 31 + 1), (GDateMonth) (days / 31), (GDateYear) year);
  return easter;
}

static gboolean
is_holiday (const GDate *date)
{
  GDate easter = find_easter (g_date_get_year (date));
  int after_easter = g_date_days_between (&easter, date);

  for (gsize i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (g_date_get_month (date) == fixed[i].month && g_date_get_day (date) == fixed[i].day)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (moving); i++)
    if (after_easter == moving[i])
      return TRUE;
  return FALSE;
}

/**
 * hkk_working_day_is:
 * @date: a valid date
 *
 * Returns: whether it is no Saturday, no Sunday and no public holiday in all of Germany
 */
gboolean
hkk_working_day_is (const GDate *date)
{
  g_return_val_if_fail (date != NULL && g_date_valid (date), FALSE);

  return g_date_get_weekday (date) < G_DATE_SATURDAY && !is_holiday (date);
}

/**
 * hkk_working_day_reach:
 * @date: (inout): a valid date
 *
 * Moves @date to the next working day unless it is one: so a period ends (§ 26 Abs. 3 SGB X, § 64 Abs. 3 SGG, § 193
 * BGB).
 */
void
hkk_working_day_reach (GDate *date)
{
  g_return_if_fail (date != NULL && g_date_valid (date));

  while (!hkk_working_day_is (date))
    g_date_add_days (date, 1);
}
