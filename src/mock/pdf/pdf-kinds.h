/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* The kinds of documents. ADDRESS is name and address, line by line; all return a PDF file (transfer full). */

/* LETTER: {title, greeting: bool, paragraphs: [text], code: text, rows: [{label, value}],
 * closing: [text]}; all but title optional. */
GBytes *hkk_mock_pdf_letter  (JsonObject          *letter,
                              const char  * const *address,
                              gint64               created_at,
                              const char          *language);

typedef struct
{
  const char *title;       /* of the request */
  const char *reference;
  const char *language;
  gint64      received_at; /* unix ms */
  gint64      created_at;  /* unix ms: of the receipt */
  gint64      approved_at; /* unix ms; 0: no approval was needed */
  const char *digest;      /* (nullable): of what was approved */
  JsonArray  *approved;    /* (nullable): [{label, new}]: what stood there when it was approved */
  JsonArray  *sections;    /* [{section, rows: [{label, value}]}] */
  JsonArray  *files;       /* [{name, size, sha256, at}] */
} HkkMockReceipt;
GBytes *hkk_mock_pdf_receipt (const HkkMockReceipt *receipt,
                              const char  * const  *address);
