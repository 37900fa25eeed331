/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Appointments with doctors, and conversations by video. */
extern const HkkMockService hkk_mock_appointments_service;
