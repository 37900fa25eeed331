/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration-process.h"

/* Why ACCOUNT may not go on with PURPOSE. (transfer full) (nullable) */
HkkMockProblem *hkk_mock_process_refuse (const HkkMockAccount *account, const char *purpose, const char *language);

/* Guesses at who somebody is: 5 in 15 minutes for each insurance number, whether somebody has it or not. (transfer
 * full) (nullable): NULL if one more is allowed, which is then counted. */
HkkMockProblem *hkk_mock_registration_refuse_try   (HkkMockStore *store, const char *kvnr, const char *language);
/* Inside a transaction. */
void            hkk_mock_registration_forget_tries (HkkMockStore *store, const char *kvnr);

/* The steps. */
HkkMockPrepared hkk_mock_registration_start_prepare    (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_registration_start_execute    (HkkMockStore        *store,
                                                        const HkkMockIntent *intent,
                                                        HkkMockResult       *result);
HkkMockPrepared hkk_mock_registration_extend_prepare   (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_registration_extend_execute   (HkkMockStore        *store,
                                                        const HkkMockIntent *intent,
                                                        HkkMockResult       *result);
HkkMockPrepared hkk_mock_registration_complete_prepare (HkkMockCall *call, HkkMockIntent *intent);
gboolean        hkk_mock_registration_complete_execute (HkkMockStore        *store,
                                                        const HkkMockIntent *intent,
                                                        HkkMockResult       *result);
/* "registration" or "recovery": by the route. */
const char     *hkk_mock_registration_purpose          (const HkkMockIntent *intent);
