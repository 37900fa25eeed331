/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forms-private.h"

#include "hkk-json.h"
#include "profile-private.h"
#include "requests-private.h"

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
 * hkk_mock_form_parameters:
 * @store: the store
 * @account_id: for whom
 *
 * Returns: (transfer full): the integers that conditions and rules of forms name
 */
JsonObject *
hkk_mock_form_parameters (HkkMockStore *store,
                          gint64        account_id)
{
  g_autofree gchar *today = hkk_mock_date_text (hkk_mock_now ());
  gint64 year = g_ascii_strtoll (today, NULL, 10);
  const Figures *now = figures_of (year), *before = figures_of (year - 1);
  JsonObject *parameters = hkk_mock_object ("income_limit_month", now->income_limit,
                                            "income_limit_month_last_year", before->income_limit,
                                            "mini_job_limit_month", now->mini_job_limit,
                                            "mini_job_limit_month_last_year", before->mini_job_limit,
                                            "insurance_limit_month", now->insurance_limit,
                                            "insurance_limit_month_last_year", before->insurance_limit);

  hkk_mock_object_add (parameters, "spouse_allowance_year", now->spouse_allowance,
                       "spouse_allowance_year_last_year", before->spouse_allowance,
                       "child_allowance_year", now->child_allowance,
                       "child_allowance_year_last_year", before->child_allowance,
                       "child_sick_days", now->child_sick_days, "child_sick_days_single", 2 * now->child_sick_days,
                       "car_rate_km", CAR_RATE_KM, "family_check_days_left", FAMILY_CHECK_DAYS,
                       "bonus_paid_year", hkk_mock_request_latest_year (store, account_id, "bonus-programme"));
  return parameters;
}

static void
fill_fields (JsonArray *fields,
             JsonArray *persons)
{
  for (guint i = 0; i < hkk_json_array_length (fields); i++)
    {
      JsonObject *field = hkk_json_array_object (fields, i);

      if (g_strcmp0 (hkk_json_get_string (field, "kind"), "person") == 0)
        json_object_set_array_member (field, "options", json_array_ref (persons));
      fill_fields (hkk_json_get_array (field, "fields"), persons);
    }
}

/* The decisions stand before what the catalogue lists ("another one"). */
static void
fill_decisions (JsonObject   *list,
                HkkMockStore *store,
                gint64        account_id,
                const gchar  *language)
{
  JsonArray *options = json_array_new (), *others = hkk_json_get_array (list, "options");

  hkk_mock_request_add_decisions (store, account_id, language, options);
  for (guint i = 0; i < hkk_json_array_length (others); i++)
    json_array_add_element (options, json_node_copy (json_array_get_element (others, i)));
  json_object_set_array_member (list, "options", options);
}

/**
 * hkk_mock_form_fill:
 * @definition: a form in one language, the caller's own
 * @store: the store
 * @account_id: for whom
 * @language: a BCP 47 tag
 *
 * Puts in what belongs to the account: persons to choose from and decisions to object to.
 */
void
hkk_mock_form_fill (JsonObject   *definition,
                    HkkMockStore *store,
                    gint64        account_id,
                    const gchar  *language)
{
  g_autoptr(JsonArray) persons = hkk_mock_profile_persons (store, account_id, language);
  JsonArray *sections = hkk_json_get_array (definition, "sections");
  JsonObject *decisions = hkk_json_get_object (hkk_json_get_object (definition, "lists"), "decisions");

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    fill_fields (hkk_json_get_array (hkk_json_array_object (sections, i), "fields"), persons);
  if (decisions != NULL)
    fill_decisions (decisions, store, account_id, language);
}
