/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "documents.h"

/* documents-store.c */
/* As hkk_mock_documents_issue (), but nobody is told. (transfer full) */
char       *hkk_mock_documents_add    (HkkMockStore          *store,
                                       const HkkMockDocument *document);
/* Makes the PDFs of those documents (texts of rows) that have none yet; in a transaction or not. */
void        hkk_mock_documents_make   (HkkMockStore          *store,
                                       GPtrArray             *rows);
/* Who has no device yet reads the letter that brings the first one; whoever has one raises the session first. */
#define HKK_MOCK_DOCUMENT_SENSITIVE \
  "(sensitive OR (binds_device AND NOT (SELECT restricted FROM accounts WHERE accounts.id = account_id)))"
#define HKK_MOCK_DOCUMENT_COLUMNS \
  "row, id, kind, title_de, title_en, created_at, language, read_at, size, sha256, request_id, " \
  HKK_MOCK_DOCUMENT_SENSITIVE
enum
{
  DOCUMENT_ROW, DOCUMENT_ID, DOCUMENT_KIND, DOCUMENT_TITLE_DE, DOCUMENT_TITLE_EN, DOCUMENT_CREATED_AT,
  DOCUMENT_LANGUAGE, DOCUMENT_READ_AT, DOCUMENT_SIZE, DOCUMENT_SHA256, DOCUMENT_REQUEST_ID, DOCUMENT_SENSITIVE,
  DOCUMENT_N_COLUMNS,
};
JsonObject *hkk_mock_documents_from_row (HkkMockRows         *rows,
                                         const char          *language);

/* documents-text.c: what is looked in. */
char       *hkk_mock_documents_letter_text (JsonObject       *letter,
                                            gint64            created_at,
                                            const char       *language);
gint64      hkk_mock_documents_text   (HkkMockStore          *store,
                                       const char            *title_de,
                                       const char            *title_en,
                                       const char            *content);
void        hkk_mock_documents_index  (HkkMockStore          *store);

/* documents-seed.c */
void        hkk_mock_documents_seed   (HkkMockStore          *store,
                                       const HkkMockAccount  *account,
                                       JsonObject            *person,
                                       gint64                 now);
