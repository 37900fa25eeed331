/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificates-private.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "hkk-rules.h"
#include "profile.h"

const HkkMockCertificate hkk_mock_certificates[] = {
  /* TRANSLATORS: Name of a certificate: that a person is insured */
  { "membership", N_("Membership certificate"), N_("For employers, schools and authorities"),
    N_("We confirm that the person named here is insured with us."), FALSE, FALSE },
  { "family", N_("Certificate of family insurance"), N_("Who is insured together with you"),
    N_("We confirm that the persons named here are insured together, without contributions of their own."),
    FALSE, FALSE },
  { "study", N_("Certificate for the university"), N_("For enrolment; the university also gets a report from us"),
    N_("We confirm the insurance for enrolment at a university (§ 199a SGB V)."), FALSE, FALSE },
  { "card-replacement",
    N_("Replacement certificate for the health card"), N_("For the doctor, until your card is there"),
    N_("The person named here is insured with us. This certificate stands in for the health card in this quarter."),
    FALSE, FALSE },
  { "ehic-replacement", N_("Provisional replacement certificate for the EHIC"), N_("For treatment in Europe"),
    N_("The person named here is entitled to benefits in kind during a stay in the EU, the EEA and Switzerland."),
    FALSE, FALSE },
  { "contributions", N_("Certificate of contributions"), N_("For your tax return"),
    N_("We confirm the contributions of the year named here."), TRUE, FALSE },
  { "co-payments", N_("Overview of co-payments"), N_("What you have paid yourself"),
    N_("These co-payments of the year named here are known to us."), TRUE, TRUE },
  /* TRANSLATORS: Name of a certificate: since when and how a person is insured */
  { "periods", N_("Insurance periods"), N_("Since when and how you are insured"),
    N_("We confirm these insurance periods."), FALSE, FALSE },
  { "benefits", N_("Overview of benefits"), N_("What we paid for you (§ 305 SGB V)"),
    N_("We paid these benefits in the year named here."), TRUE, TRUE },
  /* TRANSLATORS: Name of a certificate: no more co-payments in a year */
  { "exemption", N_("Exemption card"), N_("You pay no more co-payments in this year"),
    N_("The person named here is exempt from co-payments until the end of the year named here (§ 62 SGB V)."),
    TRUE, FALSE },
};
const guint hkk_mock_n_certificates = G_N_ELEMENTS (hkk_mock_certificates);

/**
 * hkk_mock_certificate_applies:
 * @store: the store
 * @account_id: for whom
 * @certificate: what is to be confirmed
 * @year: the year, 0 for a kind without one
 *
 * Returns: whether the certificate can be issued; what a form gives needs a request for that year that was granted
 */
gboolean
hkk_mock_certificate_applies (HkkMockStore             *store,
                              gint64                    account_id,
                              const HkkMockCertificate *certificate,
                              gint64                    year)
{
  g_autofree char *forms = hkk_mock_form_ids_giving (certificate->kind);

  return forms == NULL ||
         hkk_mock_get_int (store, 0, "SELECT count(*) FROM requests JOIN request_values ON request = row"
                           " WHERE account_id = ?"
                           " AND form IN (SELECT value FROM json_each (?))"
                           " AND state IN ('approved', 'partly_approved', 'paid')"
                           " AND json_extract (values_json, '$.year') = ?", account_id, forms, year) > 0;
}

static void
add_row (JsonArray  *rows,
         const char *label,
         const char *value)
{
  if (value != NULL && *value != '\0')
    json_array_add_object_element (rows, hkk_json_object ("label", label, "value", value));
}

static void
add_date (JsonArray  *rows,
          const char *label,
          const char *iso,
          const char *language)
{
  g_autofree char *text = NULL;
  GDate date;

  g_date_clear (&date, 1);
  if (iso == NULL || !hkk_date_from_iso (iso, &date))
    return;
  text = hkk_mock_demo_date_words (&date, language);
  add_row (rows, label, text);
}

static void
add_money (JsonArray  *rows,
           const char *label,
           gint64      cents,
           const char *language)
{
  g_autofree char *text = hkk_money_format (cents, "EUR", language);

  add_row (rows, label, text);
}

static void
add_person (JsonArray            *rows,
            HkkMockStore         *store,
            const HkkMockAccount *account,
            const char           *language)
{
  g_autofree char *kvnr = hkk_kvnr_format (account->kvnr);
  g_autofree char *since = hkk_mock_profile_text (store, account->id, "personal", "insured_since");

  add_row (rows, hkk_mock_text_in (language, N_("Name")), account->name);
  add_date (rows, hkk_mock_text_in (language, N_("Birth date")), account->birth_date, language);
  add_row (rows, hkk_mock_text_in (language, N_("Insurance number")), kvnr);
  /* TRANSLATORS: Label of a date on a certificate and among the personal data */
  add_date (rows, hkk_mock_text_in (language, N_("Insured since")), since, language);
}

static void
add_family (JsonArray    *rows,
            HkkMockStore *store,
            gint64        account_id,
            const char   *language)
{
  g_autoptr(JsonObject) family = hkk_mock_profile_values (store, account_id, "family");
  JsonArray *relatives = family == NULL ? NULL : hkk_mock_profile_rows ("family", family, language);

  for (guint i = 0; i < hkk_json_array_length (relatives); i++)
    {
      JsonObject *relative = hkk_json_array_object (relatives, i);

      add_row (rows, hkk_json_get_string (relative, "label"), hkk_json_get_string (relative, "value"));
    }
  g_clear_pointer (&relatives, json_array_unref);
}

/* figures.json: invented amounts by kind of certificate. */
static void
add_figures (JsonArray  *rows,
             const char *kind,
             const char *language)
{
  g_autoptr(JsonObject) figures = hkk_mock_demo_load ("figures.json");
  JsonArray *items = hkk_json_get_array (figures, kind);
  gint64 total = 0;

  if (items == NULL)
    return;
  for (guint i = 0; i < hkk_json_array_length (items); i++)
    {
      JsonObject *item = hkk_json_array_object (items, i);
      gint64 cents = hkk_json_get_int (item, "cents", 0);

      add_money (rows, hkk_mock_demo_text (hkk_json_get_object (item, "label"), language), cents, language);
      total += cents;
    }
  add_money (rows, hkk_mock_text_in (language, N_("Total")), total, language);
}

/**
 * hkk_mock_certificate_letter:
 * @store: the store
 * @account_id: for whom
 * @certificate: what is confirmed
 * @language: the language of the text: "de" or "en"
 * @year: the year, 0 for a kind without one
 *
 * Returns: (transfer full): what it says, see HkkMockDocument
 */
JsonObject *
hkk_mock_certificate_letter (HkkMockStore             *store,
                             gint64                    account_id,
                             const HkkMockCertificate *certificate,
                             const char               *language,
                             gint64                    year)
{
  g_autoptr(HkkMockAccount) account = hkk_mock_account_load (store, account_id);
  g_autofree char *year_text = g_strdup_printf ("%" G_GINT64_FORMAT, year);
  JsonArray *paragraphs = json_array_new (), *rows = json_array_new (), *closing = json_array_new ();

  g_return_val_if_fail (account != NULL, NULL);
  json_array_add_string_element (paragraphs, hkk_mock_text_in (language, certificate->text));
  add_person (rows, store, account, language);
  if (certificate->needs_year)
    add_row (rows, hkk_mock_text_in (language, N_("Year")), year_text);
  if (g_str_equal (certificate->kind, "family"))
    add_family (rows, store, account_id, language);
  if (g_strrstr (certificate->kind, "-replacement") != NULL)
    add_date (rows, hkk_mock_text_in (language, N_("Card valid until")), account->card_valid_until, language);
  add_figures (rows, certificate->kind, language);
  json_array_add_string_element (closing, hkk_mock_text_in (language,
    N_("This certificate was made by machine and is valid without a signature.")));
  return hkk_json_object ("title", hkk_mock_text_in (language, certificate->title),
                          "greeting", HKK_JSON_BOOL (FALSE), "paragraphs", paragraphs, "rows", rows,
                          "closing", closing);
}
