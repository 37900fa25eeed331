/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* All services' tick (), inside a running transaction. */
void hkk_mock_life_tick (HkkMockStore *store,
                         gint64        now);
