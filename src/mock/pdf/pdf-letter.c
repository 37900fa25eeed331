/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "demo-data.h"
#include "hkk-json.h"
#include "pdf-kinds.h"
#include "pdf-layout.h"
#include "text.h"

static void
add_paragraphs (HkkMockPdf *pdf,
                JsonArray  *paragraphs,
                gint64      created_at,
                const char *language)
{
  for (guint i = 0; i < hkk_json_array_length (paragraphs); i++)
    {
      g_autofree char *text = hkk_mock_demo_expand (hkk_json_array_string (paragraphs, i), created_at, language);

      hkk_mock_pdf_paragraph (pdf, text);
    }
}

/**
 * hkk_mock_pdf_letter:
 * @letter: its text
 * @address: name and address, line by line
 * @created_at: its date, unix milliseconds
 * @language: the language of the text: "de" or "en"
 *
 * Returns: (transfer full): the PDF file
 */
GBytes *
hkk_mock_pdf_letter (JsonObject         *letter,
                     const char * const *address,
                     gint64              created_at,
                     const char         *language)
{
  const char *title = hkk_json_get_string (letter, "title");
  g_autoptr(HkkMockPdf) pdf = hkk_mock_pdf_new (title, language, created_at);
  g_autofree char *date = hkk_mock_demo_date (created_at, language);

  hkk_mock_pdf_address (pdf, address, date);
  hkk_mock_pdf_title (pdf, title);
  if (hkk_json_get_bool (letter, "greeting", TRUE) && address[0] != NULL)
    {
      /* TRANSLATORS: how a letter begins; the name of the person: "Guten Tag Andrea Amsel," */
      g_autofree char *greeting = g_strdup_printf (hkk_mock_text_in (language, N_("Hello %s,")), address[0]);

      hkk_mock_pdf_paragraph (pdf, greeting);
    }
  add_paragraphs (pdf, hkk_json_get_array (letter, "paragraphs"), created_at, language);
  if (hkk_json_get_string (letter, "code") != NULL)
    hkk_mock_pdf_code (pdf, hkk_json_get_string (letter, "code"));
  hkk_mock_pdf_rows (pdf, hkk_json_get_array (letter, "rows"));
  add_paragraphs (pdf, hkk_json_get_array (letter, "closing"), created_at, language);
  hkk_mock_pdf_paragraph (pdf, hkk_mock_text_in (language, N_("Kind regards\nYour hkk team (demo)")));
  return hkk_mock_pdf_finish (pdf);
}
