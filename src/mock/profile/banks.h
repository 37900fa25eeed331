/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The name of the bank that an IBAN is of. (nullable): NULL if the demo does not know it. */
const char *hkk_mock_bank_of_iban (const char *iban);

extern const HkkMockService hkk_mock_banks_service;
