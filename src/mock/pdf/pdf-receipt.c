/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "hkk-json.h"
#include "pdf-kinds.h"
#include "pdf-layout.h"
#include "text.h"

static void
add_values (HkkMockPdf           *pdf,
            const HkkMockReceipt *receipt)
{
  for (guint i = 0; i < hkk_json_array_length (receipt->sections); i++)
    {
      JsonObject *section = hkk_json_array_object (receipt->sections, i);
      JsonArray *rows = hkk_json_get_array (section, "rows");

      if (hkk_json_array_length (rows) > 0)
        hkk_mock_pdf_section (pdf, hkk_json_get_string (section, "section"));
      hkk_mock_pdf_rows (pdf, rows);
    }
}

static void
add_files (HkkMockPdf           *pdf,
           const HkkMockReceipt *receipt)
{
  if (hkk_json_array_length (receipt->files) == 0)
    return;
  hkk_mock_pdf_section (pdf, hkk_mock_text_in (receipt->language, N_("Files")));
  for (guint i = 0; i < hkk_json_array_length (receipt->files); i++)
    {
      JsonObject *file = hkk_json_array_object (receipt->files, i);
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " Byte\nSHA-256 %s",
                                               hkk_json_get_int (file, "size", 0),
                                               hkk_json_get_string (file, "sha256"));

      hkk_mock_pdf_row (pdf, hkk_json_get_string (file, "name"), text);
    }
}

static void
add_approval (HkkMockPdf           *pdf,
              const HkkMockReceipt *receipt)
{
  const char *language = receipt->language;
  g_autofree char *approved = NULL;

  if (receipt->approved_at == 0)
    return;
  approved = hkk_mock_demo_time (receipt->approved_at, language);
  hkk_mock_pdf_section (pdf, hkk_mock_text_in (language, N_("Approval")));
  hkk_mock_pdf_row (pdf, hkk_mock_text_in (language, N_("Approved in the Service-App")), approved);
  for (guint i = 0; i < hkk_json_array_length (receipt->approved); i++)
    {
      JsonObject *line = hkk_json_array_object (receipt->approved, i);

      hkk_mock_pdf_row (pdf, hkk_json_get_string (line, "label"), hkk_json_get_string (line, "new"));
    }
  if (receipt->digest != NULL)
    hkk_mock_pdf_row (pdf, hkk_mock_text_in (language, N_("Check sum of what was approved")), receipt->digest);
}

/**
 * hkk_mock_pdf_receipt:
 * @receipt: what was handed in, and when
 * @address: name and address of the person, line by line
 *
 * The proof of sending: reference number, time, each value, each file with its SHA-256, the approval.
 *
 * Returns: (transfer full): the PDF file
 */
GBytes *
hkk_mock_pdf_receipt (const HkkMockReceipt *receipt,
                      const char * const  *address)
{
  const char *language = receipt->language;
  /* TRANSLATORS: the title of a PDF; the reference number of a request */
  g_autofree char *title = g_strdup_printf (hkk_mock_text_in (language, N_("Receipt %s")), receipt->reference);
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new (title, language, receipt->created_at);
  g_autofree char *date = hkk_mock_demo_date (receipt->created_at, language);
  g_autofree char *received = hkk_mock_demo_time (receipt->received_at, language);

  hkk_mock_pdf_address (pdf, address, date);
  hkk_mock_pdf_title (pdf, title);
  hkk_mock_pdf_paragraph (pdf, hkk_mock_text_in (language, N_("We have received your request. This receipt lists "
                                                              "everything that you handed in.")));
  hkk_mock_pdf_row (pdf, hkk_mock_text_in (language, N_("Request")), receipt->title);
  hkk_mock_pdf_row (pdf, hkk_mock_text_in (language, N_("Reference number")), receipt->reference);
  /* TRANSLATORS: State of a request: it is with the insurer */
  hkk_mock_pdf_row (pdf, hkk_mock_text_in (language, N_("Received")), received);
  add_values (pdf, receipt);
  add_files (pdf, receipt);
  add_approval (pdf, receipt);
  hkk_mock_pdf_small (pdf, hkk_mock_text_in (language, N_("With the SHA-256 check sum you can show later that a file "
                                                          "is exactly the one that you sent.")));
  return hkk_mock_pdf_finish (pdf);
}
