/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* First registration and recovery: who is asking (start), NECT (nect.h), the new secrets (complete). */
extern const HkkMockService hkk_mock_registration_service;
