/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The append-only list of executed intents; triggers refuse update and delete. Written by hkk_mock_execute () only. */
void       hkk_mock_ledger_append (HkkMockStore        *store,
                                   const HkkMockIntent *intent,
                                   const char          *effect);
/* [{id, at, account, key, operation, digest, effect}] oldest first; ACCOUNT_ID 0 is everyone. (transfer full) */
JsonArray *hkk_mock_ledger_list   (HkkMockStore        *store,
                                   gint64               account_id);
extern const HkkMockService hkk_mock_ledger_service;
