/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificates-private.h"

#include <glib/gi18n-lib.h>

#include "call.h"
#include "clock.h"
#include "documents.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

#define YEARS_BACK 4

static const HkkMockCertificate *
find_certificate (const char *kind)
{
  for (guint i = 0; i < hkk_mock_n_certificates; i++)
    if (g_strcmp0 (hkk_mock_certificates[i].kind, kind) == 0)
      return &hkk_mock_certificates[i];
  return NULL;
}

static gint64
this_year (void)
{
  g_autofree char *today = hkk_mock_date_text (hkk_mock_now ());

  return g_ascii_strtoll (today, NULL, 10);
}

static JsonObject *
make_years (const HkkMockCertificate *certificate)
{
  if (!certificate->needs_year)
    return NULL;
  return hkk_json_object ("first", this_year () - YEARS_BACK, "last", this_year ());
}

static void
list_certificates (HkkMockCall *call)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < hkk_mock_n_certificates; i++)
    {
      const HkkMockCertificate *certificate = &hkk_mock_certificates[i];
      JsonArray *languages = json_array_new ();

      json_array_add_string_element (languages, "de");
      json_array_add_string_element (languages, "en");
      json_array_add_object_element (items, hkk_json_object (
        "kind", certificate->kind, "title", hkk_mock_text (call, certificate->title),
        "summary", hkk_mock_text (call, certificate->summary),
        "needs_year", HKK_JSON_BOOL (certificate->needs_year), "years", make_years (certificate),
        "languages", languages));
    }
  hkk_mock_call_answer (call, 200, hkk_json_object ("items", items));
}

static HkkMockPrepared
prepare_certificate (HkkMockCall   *call,
                     HkkMockIntent *intent)
{
  JsonObject *body = hkk_mock_call_body (call);
  const HkkMockCertificate *certificate = find_certificate (hkk_json_get_string (body, "kind"));
  const char *language = hkk_json_get_string (body, "language");
  HkkMockProblem *problem = NULL;
  gint64 year = hkk_json_get_int (body, "year", 0);

  if (certificate == NULL)
    problem = hkk_mock_problem_add_error (problem, "kind", "unknown",
                                          hkk_mock_text (call, N_("We do not know this kind of certificate.")));
  if (g_strcmp0 (language, "de") != 0 && g_strcmp0 (language, "en") != 0)
    problem = hkk_mock_problem_add_error (problem, "language", "unknown",
                                          hkk_mock_text (call, N_("Choose German or English.")));
  if (certificate != NULL && certificate->needs_year && (year < this_year () - YEARS_BACK || year > this_year ()))
    problem = hkk_mock_problem_add_error (problem, "year", "range", hkk_mock_text (call,
                                          N_("Choose this year or one of the four years before.")));
  if (problem == NULL && !hkk_mock_certificate_applies (call->store, call->account_id, certificate, year))
    problem = hkk_mock_problem_add_error (problem, "year", "not_exempt", hkk_mock_text (call,
      N_("You are not exempt from co-payments in this year. Hand in the request “Co-payment exemption” first.")));
  if (problem != NULL)
    return hkk_mock_call_refuse_take (call, problem);
  g_set_str (&intent->title, hkk_mock_text (call, certificate->title));
  return HKK_MOCK_PREPARED;
}

static gboolean
execute_certificate (HkkMockStore        *store,
                     const HkkMockIntent *intent,
                     HkkMockResult       *result)
{
  JsonObject *body = hkk_mock_intent_body (intent);
  const HkkMockCertificate *certificate = find_certificate (hkk_json_get_string (body, "kind"));
  const char *language = hkk_json_get_string (body, "language");
  gint64 now = hkk_mock_now ();
  g_autoptr(JsonObject) letter = NULL;
  g_autofree char *id = NULL;

  if (certificate == NULL)
    return hkk_mock_result_fail (result, hkk_mock_problem_new ("invalid_request", NULL));
  letter = hkk_mock_certificate_letter (store, intent->account_id, certificate, language,
                                        hkk_json_get_int (body, "year", 0));
  id = hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = intent->account_id, .kind = "certificate", .title_de = hkk_mock_text_in ("de", certificate->title),
    .title_en = hkk_mock_text_in ("en", certificate->title), .language = language, .created_at = now,
    .sensitive = certificate->sensitive, .letter = letter });
  result->status = 201;
  result->body = hkk_json_object ("document", hkk_mock_documents_render (store, intent->account_id, id,
                                                                         intent->language));
  result->effect = g_strdup_printf ("certificate %s issued", certificate->kind);
  result->outcome = hkk_json_object ("document_id", id);
  return TRUE;
}

static const HkkMockRoute routes[] = {
  { .operation = "list_certificates", .method = "GET", .path = "/v1/certificates", .scope = HKK_MOCK_SCOPE_PORTAL,
    .handler = list_certificates },
  { .operation = "issue_certificate", .members = "kind language year",
    .method = "POST", .path = "/v1/certificates", .scope = HKK_MOCK_SCOPE_PORTAL,
    .protection = HKK_MOCK_PROTECTION_STEP_UP, .flags = HKK_MOCK_ROUTE_FULL, .prepare = prepare_certificate,
    .execute = execute_certificate },
};

const HkkMockService hkk_mock_certificates_service = {
  .name = "certificates",
  .routes = routes,
  .n_routes = G_N_ELEMENTS (routes),
};
