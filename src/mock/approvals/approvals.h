/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* What a person is asked to approve on a phone. */

/* [APPROVAL] of a session, newest first. OPEN: only open ones. (transfer full) */
JsonArray *hkk_mock_approvals_list (HkkMockStore *store,
                                    const char   *session_id,
                                    gboolean      open);
/* The whole of what was asked for with KEY, as long as its approval is kept. (transfer full) (nullable) */
HkkMockIntent *hkk_mock_approvals_find_intent (HkkMockStore *store,
                                               gint64        account_id,
                                               const char   *operation,
                                               const char   *key); /* (nullable) */
extern const HkkMockService hkk_mock_approvals_service;
