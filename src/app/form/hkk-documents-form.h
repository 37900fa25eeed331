/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-page.h"

G_BEGIN_DECLS

HkkForm     *hkk_documents_form_new          (const char *title);
HkkFormPage *hkk_form_page_new_for_documents (const char *request_id,
                                              const char *title);

G_END_DECLS
