/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Seeds a store that has no accounts; nothing otherwise. */
gboolean    hkk_mock_demo_seed    (HkkMockStore  *store,
                                   gint64         now,
                                   GError       **error);
/* persons.json: {"persons": [...]}. (transfer full) */
JsonObject *hkk_mock_demo_persons (void);
/* The control command "reset": empties every table (the feed goes on counting) and seeds anew. */
extern const HkkMockService hkk_mock_demo_service;
