/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* The registry, NULL-terminated: what the server is made with. */
extern const HkkMockService * const hkk_mock_services[];
