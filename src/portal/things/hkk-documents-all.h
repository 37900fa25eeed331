/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-document.h"

/* What is asked for of all documents; what is NULL does not limit them. */
typedef struct
{
  const char *words;
  const char *kind;
  const char *year;
} HkkDocumentFilter;

void       hkk_documents_all_async  (HkkPortal                *portal,
                                     const HkkDocumentFilter  *filter,
                                     GCancellable             *cancellable,
                                     GAsyncReadyCallback       callback,
                                     gpointer                  data);
GPtrArray *hkk_documents_all_finish (HkkPortal                *portal,
                                     GAsyncResult             *result,
                                     GError                  **error);
