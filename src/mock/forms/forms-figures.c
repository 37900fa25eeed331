/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "clock.h"
#include "hkk-json-build.h"

#define FAMILY_CHECK_DAYS 42 /* the demo's deadline of the yearly check */
#define CAR_RATE_KM 20       /* cents, § 60 SGB V with § 5 Abs. 1 BRKG */

/* Figures of a year, in cents or days. */
typedef struct
{
  gint64 year;
  gint64 income_limit;     /* per month, § 10 SGB V: a seventh of the reference amount */
  gint64 mini_job_limit;   /* per month, § 8 SGB IV */
  gint64 insurance_limit;  /* per month: a twelfth of the limit of § 6 SGB V */
  gint64 spouse_allowance; /* per year, § 62 SGB V: 15 % of the reference amount */
  gint64 child_allowance;  /* per year, § 62 SGB V with § 32 EStG */
  gint64 child_sick_days;  /* per child, § 45 SGB V */
} Figures;

static const Figures figures[] = {
  { 2025, 53500, 55600, 615000, 674100, 960000, 15 },
  { 2026, 56500, 60300, 645000, 711900, 975600, 15 },
};

/* Those of the year, or the nearest that are known. */
static const Figures *
figures_of (gint64 year)
{
  gint64 last = (gint64) G_N_ELEMENTS (figures) - 1;

  return &figures[CLAMP (year - figures[0].year, 0, last)];
}

/**
 * hkk_mock_form_figures:
 *
 * Returns: (transfer full): the figures of this year and the last, by the names that conditions and rules of forms use
 */
JsonObject *
hkk_mock_form_figures (void)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());
  gint64 year = g_ascii_strtoll (today, NULL, 10);
  const Figures *now = figures_of (year), *before = figures_of (year - 1);
  JsonObject *parameters = hkk_json_object ("income_limit_month", now->income_limit,
                                            "income_limit_month_last_year", before->income_limit,
                                            "mini_job_limit_month", now->mini_job_limit,
                                            "mini_job_limit_month_last_year", before->mini_job_limit,
                                            "insurance_limit_month", now->insurance_limit,
                                            "insurance_limit_month_last_year", before->insurance_limit);

  hkk_json_object_add (parameters, "spouse_allowance_year", now->spouse_allowance,
                       "spouse_allowance_year_last_year", before->spouse_allowance,
                       "child_allowance_year", now->child_allowance,
                       "child_allowance_year_last_year", before->child_allowance,
                       "child_sick_days", now->child_sick_days, "child_sick_days_single", 2 * now->child_sick_days,
                       "car_rate_km", CAR_RATE_KM, "family_check_days_left", FAMILY_CHECK_DAYS);
  return parameters;
}
