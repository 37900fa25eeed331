/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-page.h"

#define HKK_TYPE_DOCUMENTS_PAGE (hkk_documents_page_get_type ())
G_DECLARE_FINAL_TYPE (HkkDocumentsPage, hkk_documents_page, HKK, DOCUMENTS_PAGE, HkkPage)

void hkk_documents_page_get_certificate (HkkDocumentsPage *self);
void hkk_documents_page_open_service    (HkkDocumentsPage *self,
                                         const char       *service);
