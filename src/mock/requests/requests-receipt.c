/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "pdf-kinds.h"
#include "profile.h"

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
  g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT account_id, id, reference, form, created_at,"
                                                " approved_at, digest FROM requests WHERE row = ?", row);
  g_autoptr(JsonObject) values = hkk_mock_request_values (store, row);
  g_autoptr(HkkMockForm) form = NULL;
  g_autoptr(JsonArray) sections = NULL;
  g_autoptr(JsonArray) files = hkk_mock_request_files (store, row);
  g_auto(GStrv) address = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *german = NULL;
  g_autofree char *english = NULL;
  gint64 account_id;

  language = hkk_mock_demo_language (language);
  if (!hkk_mock_rows_next (rows))
    return NULL;
  account_id = hkk_mock_rows_int (rows, 0);
  form = hkk_mock_form_open (store, account_id, hkk_mock_rows_text (rows, 3), values, language);
  sections = form == NULL ? json_array_new () : hkk_form_describe_json (&form->context);
  address = hkk_mock_profile_address (store, account_id);
  bytes = hkk_mock_pdf_receipt (&(HkkMockReceipt) {
    .title = hkk_mock_form_title (hkk_mock_rows_text (rows, 3), language), .reference = hkk_mock_rows_text (rows, 2),
    .language = language, .received_at = hkk_mock_rows_int (rows, 4), .created_at = at,
    .approved_at = hkk_mock_rows_int (rows, 5), .digest = hkk_mock_rows_text (rows, 6), .sections = sections,
    .files = files }, (const char * const *) address);
  german = g_strdup_printf (hkk_mock_text_in ("de", N_("Receipt %s")), hkk_mock_rows_text (rows, 2));
  english = g_strdup_printf (hkk_mock_text_in ("en", N_("Receipt %s")), hkk_mock_rows_text (rows, 2));
  return hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = account_id, .kind = "receipt", .title_de = german, .title_en = english, .language = language,
    .created_at = at, .request_id = hkk_mock_rows_text (rows, 1), .bytes = bytes });
}
