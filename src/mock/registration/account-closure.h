/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* A person closes the account; the insurance goes on. */
extern const HkkMockService hkk_mock_closure_service;
