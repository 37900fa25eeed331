/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* A document of a person. Its PDF is there (BYTES), or is made from LETTER when it is first listed or opened. */
typedef struct
{
  gint64       account_id;
  const gchar *kind;        /* "certificate", "letter", "receipt" */
  const gchar *title_de;
  const gchar *title_en;
  const gchar *language;    /* of its text: "de", "en" */
  gint64       created_at;  /* unix ms */
  gboolean     read;
  gboolean     sensitive;   /* opened only after a step-up */
  const gchar *request_id;  /* (nullable) */
  GBytes      *bytes;       /* (nullable) */
  JsonObject  *letter;      /* (nullable): {title, paragraphs, rows: [{label, value}]}; see pdf-letter.c */
} HkkMockDocument;

/* Inside a transaction. Returns the id on the wire. (transfer full) */
gchar      *hkk_mock_documents_add    (HkkMockStore          *store,
                                       const HkkMockDocument *document);
/* The same, and tells the feed. */
gchar      *hkk_mock_documents_issue  (HkkMockStore          *store,
                                       const HkkMockDocument *document);
/* Makes the PDFs of those documents (gint64 rows) that have none yet; in a transaction or not. */
void        hkk_mock_documents_make   (HkkMockStore          *store,
                                       GArray                *rows);
#define HKK_MOCK_DOCUMENT_COLUMNS \
  "row, id, kind, title_de, title_en, created_at, language, read_at, size, sha256, request_id, sensitive"
JsonObject *hkk_mock_documents_from_row (HkkMockRows         *rows,
                                         const gchar         *language);
/* DOCUMENT of the wire. (transfer full) (nullable) */
JsonObject *hkk_mock_documents_render (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const gchar           *id,
                                       const gchar           *language);
/* (transfer full) (nullable) */
GBytes     *hkk_mock_documents_bytes  (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const gchar           *id);
/* The newest document of KIND that belongs to a request. (transfer full) (nullable) */
gchar      *hkk_mock_documents_find   (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const gchar           *request_id,
                                       const gchar           *kind);
/* A name that every file system takes: "Mitgliedsbescheinigung.pdf". (transfer full) */
gchar      *hkk_mock_documents_file_name (const gchar        *title);
/* documents-seed.c */
void        hkk_mock_documents_seed   (HkkMockStore          *store,
                                       const HkkMockAccount  *account,
                                       JsonObject            *person,
                                       gint64                 now);
