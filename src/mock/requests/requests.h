/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* What a person asked for, and how it goes on. In SQL, request_values (request, values_json) has the values of each
 * request that was handed in, by requests.row. */

/* REQUEST_SUMMARY. (transfer full) (nullable) */
JsonObject *hkk_mock_request_load      (HkkMockStore *store,
                                        gint64        row,
                                        const char   *language);
/* The values as they were asked for, from the intent; empty if there is none any more. (transfer full) */
JsonObject *hkk_mock_request_values    (HkkMockStore *store,
                                        gint64        row);
/* [{name, size, sha256, media_type, at, slot}] (transfer full) */
JsonArray  *hkk_mock_request_files     (HkkMockStore *store,
                                        gint64        row);

extern const HkkMockService hkk_mock_requests_service;
extern const HkkMockService hkk_mock_overview_service;
