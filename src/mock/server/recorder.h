/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

#include "server-private.h"

/* For the contract's tests; without the build option nothing of it exists. */
#if HKK_FAULT_HOOKS
void hkk_mock_record (HkkMockCall *call);
#else
static inline void hkk_mock_record (HkkMockCall *call) { }
#endif
