/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Times: unix milliseconds in the store, RFC 3339 UTC with seconds on the wire. */
gint64       hkk_mock_now            (void);
char        *hkk_mock_time_text      (gint64       at);
char        *hkk_mock_date_text      (gint64       at);
/* 0 at any fault. Dates are taken at 00:00 UTC. */
gint64       hkk_mock_date_parse     (const char *date);
#define HKK_MOCK_SECOND G_GINT64_CONSTANT (1000)
#define HKK_MOCK_MINUTE (60 * HKK_MOCK_SECOND)
#define HKK_MOCK_DAY    (24 * 60 * HKK_MOCK_MINUTE)
