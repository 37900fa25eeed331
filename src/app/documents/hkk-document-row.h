/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "hkk-document-choice.h"
#include "hkk-paged-list.h"
#include "hkk-shell.h"

/* A document or brochure in a list, with its month above it where a new one begins. */
#define HKK_TYPE_DOCUMENT_ROW (hkk_document_row_get_type ())
G_DECLARE_FINAL_TYPE (HkkDocumentRow, hkk_document_row, HKK, DOCUMENT_ROW, AdwBin)

HkkDocumentRow *hkk_document_row_new        (HkkDocumentChoice *choice);
void            hkk_document_row_set_portal (HkkDocumentRow    *self,
                                             HkkPortal         *portal);
void            hkk_document_row_bind       (HkkDocumentRow    *self,
                                             GtkListItem       *list_item,
                                             HkkPagedItem      *item,
                                             GListModel        *months);
