/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Changes: from the checked call to its effect, once for each Idempotency-Key. */
void hkk_mock_idempotency_run     (HkkMockCall *call);
void hkk_mock_idempotency_release (HkkMockCall *call);
extern const HkkMockService hkk_mock_idempotency_service;
