/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service.h"

/* Appends an event inside the running transaction; waiting polls wake after its commit. TYPE: "approval", "request",
 * "message", "document", "session", "profile", "device". STATUS (nullable) is the thing's state; sessions: "ended" or
 * "ended:REASON". Approval and device events also reach the phone's feed. Returns the sequence number. */
gint64 hkk_mock_feed_append (HkkMockStore *store,
                             gint64        account_id,
                             const char   *type,
                             const char   *id,
                             const char   *status);
/* The ids of the devices that wait for news just now, with spaces between. (transfer full) */
char  *hkk_mock_feed_present (HkkMockServer *server,
                              gint64         account_id);
extern const HkkMockService hkk_mock_feed_service;
