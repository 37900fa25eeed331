/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hkk-form-page.h"
#include "hkk-message.h"

HkkFormPage *hkk_message_form_new        (const char *answered_id,
                                          const char *draft_id);
HkkFormPage *hkk_message_form_new_question (const char *request_id,
                                            const char *draft_id);
HkkFormPage *hkk_message_form_new_in     (const char *category);
HkkFormPage *hkk_message_form_new_answer (HkkMessage *message);
void         hkk_message_form_keep       (HkkPortal    *portal,
                                          GCancellable *cancellable);
