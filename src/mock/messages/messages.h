/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Messages between the person and the insurer. */

/* A message in both languages of the demo; what a person wrote is the same in both. Bodies may hold {date+N}. */
typedef struct
{
  gint64      account_id;
  const char *thread_id;   /* (nullable): a new thread */
  const char *category;
  const char *subject_de, *subject_en;
  const char *body_de, *body_en;
  gboolean    from_person;
  gboolean    read;
  gboolean    sensitive;   /* health content: read after a step-up only */
  const char *request_id;  /* (nullable) */
  const char *leads_to;    /* (nullable): where the person does what it asks for */
  gint64      created_at;
} HkkMockMessage;

/* Inside a transaction; tells the feed. Its id. (transfer full) */
char       *hkk_mock_messages_send     (HkkMockStore         *store,
                                        const HkkMockMessage *message);

#define HKK_MOCK_MESSAGE_COLUMNS \
  "row, id, thread_id, category, subject_de, subject_en, body_de, body_en, from_person, created_at, read_at, " \
  "sensitive, request_id, account_id, leads_to"
enum
{
  MESSAGE_ROW, MESSAGE_ID, MESSAGE_THREAD_ID, MESSAGE_CATEGORY, MESSAGE_SUBJECT_DE, MESSAGE_SUBJECT_EN,
  MESSAGE_BODY_DE, MESSAGE_BODY_EN, MESSAGE_FROM_PERSON, MESSAGE_CREATED_AT, MESSAGE_READ_AT, MESSAGE_SENSITIVE,
  MESSAGE_REQUEST_ID, MESSAGE_ACCOUNT_ID, MESSAGE_LEADS_TO, MESSAGE_N_COLUMNS,
};
/* MESSAGE of the wire; with its body if WHOLE. SHOWN: protected content may be seen. (transfer full) */
JsonObject *hkk_mock_messages_from_row (HkkMockStore *store,
                                        HkkMockRows  *rows,
                                        const char   *language,
                                        gboolean      shown,
                                        gboolean      whole);

extern const HkkMockService hkk_mock_messages_service;
