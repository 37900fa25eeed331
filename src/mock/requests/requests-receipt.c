/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "requests-private.h"

#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "documents.h"
#include "forms.h"
#include "hkk-json-build.h"
#include "pdf-kinds.h"
#include "profile.h"

enum
{
  COL_ACCOUNT_ID, COL_ID, COL_REFERENCE, COL_FORM, COL_CREATED_AT, COL_APPROVED_AT, COL_DIGEST,
};

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
  account_id = hkk_mock_rows_int (rows, COL_ACCOUNT_ID);
  form = hkk_mock_form_open (store, account_id, hkk_mock_rows_text (rows, COL_FORM), values, language);
  sections = form == NULL ? json_array_new () : hkk_form_describe_json (&form->context);
  address = hkk_mock_profile_address (store, account_id);
  bytes = hkk_mock_pdf_receipt (&(HkkMockReceipt) {
    .title = hkk_mock_form_title (hkk_mock_rows_text (rows, COL_FORM), language),
    .reference = hkk_mock_rows_text (rows, COL_REFERENCE), .language = language, .created_at = at,
    .received_at = hkk_mock_rows_int (rows, COL_CREATED_AT),
    .approved_at = hkk_mock_rows_int (rows, COL_APPROVED_AT), .digest = hkk_mock_rows_text (rows, COL_DIGEST),
    .sections = sections, .files = files }, (const char * const *) address);
  german = g_strdup_printf (hkk_mock_text_in ("de", N_("Receipt %s")), hkk_mock_rows_text (rows, COL_REFERENCE));
  english = g_strdup_printf (hkk_mock_text_in ("en", N_("Receipt %s")), hkk_mock_rows_text (rows, COL_REFERENCE));
  return hkk_mock_documents_issue (store, &(HkkMockDocument) {
    .account_id = account_id, .kind = "receipt", .title_de = german, .title_en = english, .language = language,
    .created_at = at, .request_id = hkk_mock_rows_text (rows, COL_ID), .bytes = bytes });
}
