/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json.h"
#include "pdf-kinds.h"
#include "profile.h"

/* (transfer full): among others it is known by what was handed in. */
static char *
name_receipt (const HkkMockRequestRow *request,
              const char              *language)
{
  /* TRANSLATORS: the title of a document: the name of a form, and a reference number */
  return g_strdup_printf (hkk_mock_text_in (language, N_("Receipt: %1$s, %2$s")),
                          hkk_mock_form_title (request->form, language), request->reference);
}

/* (transfer full): what was handed in, to be looked in. */
static char *
receipt_text (JsonArray *sections,
              JsonArray *files)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hkk_json_array_length (sections); i++)
    hkk_mock_documents_add_rows (text, hkk_json_get_array (hkk_json_array_object (sections, i), "rows"));
  for (guint i = 0; i < hkk_json_array_length (files); i++)
    g_string_append_printf (text, "\n%s", hkk_json_get_string (hkk_json_array_object (files, i), "name"));
  return g_string_free_and_steal (text);
}

/**
 * hkk_mock_request_receipt:
 * @store: a store in a transaction
 * @row: a request with a reference number
 * @language: the language of the receipt
 * @at: its date, unix milliseconds
 *
 * Returns: (transfer full) (nullable): the id of the document
 */
char *
hkk_mock_request_receipt (HkkMockStore *store,
                          gint64        row,
                          const char   *language,
                          gint64        at)
{
  g_auto(HkkMockRequestRow) request = { 0 };
  g_autoptr(JsonObject) values = hkk_mock_request_values (store, row);
  g_autoptr(HkkMockForm) form = NULL;
  g_autoptr(JsonArray) sections = NULL;
  g_autoptr(JsonArray) approved = hkk_mock_request_approved (store, row);
  g_autoptr(JsonArray) files = hkk_mock_request_files (store, row);
  g_auto(GStrv) address = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;
  g_autofree char *text = NULL;

  language = hkk_mock_demo_language (language);
  if (!hkk_mock_request_read (store, row, &request))
    return NULL;
  form = hkk_mock_form_open (store, request.account_id, request.form, values, language);
  sections = form == NULL ? json_array_new () : hkk_form_describe_json (&form->context);
  address = hkk_mock_profile_address (store, request.account_id, language);
  bytes = hkk_mock_pdf_receipt (&(HkkMockReceipt) {
    .title = hkk_mock_form_title (request.form, language),
    .reference = request.reference, .language = language, .created_at = at,
    .received_at = request.created_at,
    .approved_at = request.approved_at, .digest = request.digest, .approved = approved,
    .sections = sections, .files = files }, (const char * const *) address);
  german = name_receipt (&request, "de");
  english = name_receipt (&request, "en");
  text = receipt_text (sections, files);
  return hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = request.account_id, .kind = "receipt", .title_de = german, .title_en = english, .language = language,
    .created_at = at, .read = TRUE, .request_id = request.id, .bytes = bytes,
    .text = text });
}
