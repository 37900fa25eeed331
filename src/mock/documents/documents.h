/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* What a person finds among the documents: letters, receipts, certificates; and what there is to order. */

/* A document of a person. Its PDF is there (BYTES), or is made from LETTER when it is first listed or opened. */
typedef struct
{
  gint64      account_id;
  const char *kind;        /* "certificate", "letter", "receipt" */
  const char *title_de;
  const char *title_en;
  const char *language;    /* of its text: "de", "en" */
  gint64      created_at;  /* unix ms */
  gboolean    read;
  gboolean    sensitive;   /* opened only after a step-up */
  gboolean    binds_device; /* the same as long as the person has a device */
  const char *request_id;  /* (nullable) */
  GBytes     *bytes;       /* (nullable) */
  const char *text;        /* (nullable): what BYTES say, as far as it may be looked for */
  JsonObject *letter;      /* (nullable): {title, paragraphs, rows: [{label, value}]}; see pdf-letter.c */
} HkkMockDocument;

/* Inside a transaction; tells the feed. Returns the id on the wire. (transfer full) */
char       *hkk_mock_documents_issue  (HkkMockStore          *store,
                                       const HkkMockDocument *document);
/* DOCUMENT of the wire. (transfer full) (nullable) */
JsonObject *hkk_mock_documents_render (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const char            *id,
                                       const char            *language);
/* (transfer full) (nullable) */
GBytes     *hkk_mock_documents_bytes  (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const char            *id);
/* The newest document of KIND that belongs to a request. (transfer full) (nullable) */
char       *hkk_mock_documents_find   (HkkMockStore          *store,
                                       gint64                 account_id,
                                       const char            *request_id,
                                       const char            *kind);
/* A name that every file system takes: "Mitgliedsbescheinigung.pdf". (transfer full) */
char       *hkk_mock_documents_file_name (const char         *title);

/* For the text of HkkMockDocument. */
void        hkk_mock_documents_add_rows (GString             *text,
                                         JsonArray           *rows);

extern const HkkMockService hkk_mock_documents_service;
extern const HkkMockService hkk_mock_certificates_service;
extern const HkkMockService hkk_mock_letters_service;
extern const HkkMockService hkk_mock_brochures_service;
