/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* All that the insurer keeps about a person, as one file. */
extern const HkkMockService hkk_mock_export_service;
