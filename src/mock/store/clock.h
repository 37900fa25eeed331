/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Times: unix milliseconds in the store, RFC 3339 UTC with seconds on the wire. Days are those of Germany. */
gint64       hkk_mock_now            (void);
char        *hkk_mock_time_text      (gint64       at);
GDateTime   *hkk_mock_german_time    (gint64       at);
char        *hkk_mock_date_text      (gint64       at);
gint64       hkk_mock_days_later     (gint64       at,
                                      gint64       days);
gint64       hkk_mock_months_later   (gint64       at,
                                      gint64       months);
gint64       hkk_mock_working_day    (gint64       at);
/* 0 at any fault. */
gint64       hkk_mock_date_parse     (const char *date);
#define HKK_MOCK_SECOND G_GINT64_CONSTANT (1000)
#define HKK_MOCK_MINUTE (60 * HKK_MOCK_SECOND)
#define HKK_MOCK_DAY    (24 * 60 * HKK_MOCK_MINUTE)
