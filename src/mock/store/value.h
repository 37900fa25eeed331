/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "hkk-jcs.h"
#include "hkk-json-build.h"
#include "hkk-json.h"

/* Times: unix milliseconds in the store, RFC 3339 UTC with seconds on the wire. */
gint64       hkk_mock_now            (void);
gchar       *hkk_mock_time_text      (gint64       at);
gchar       *hkk_mock_date_text      (gint64       at);
/* 0 at any fault. Dates are taken at 00:00 UTC. */
gint64       hkk_mock_date_parse     (const gchar *date);
#define HKK_MOCK_SECOND G_GINT64_CONSTANT (1000)
#define HKK_MOCK_MINUTE (60 * HKK_MOCK_SECOND)
#define HKK_MOCK_DAY    (24 * 60 * HKK_MOCK_MINUTE)

/* Rounds of PBKDF2-HMAC-SHA512 for passwords and PINs (OWASP's recommendation of 2023). */
#define HKK_MOCK_KEY_ROUNDS 210000

/* Opaque identifiers and secrets from the system's generator. */
gchar       *hkk_mock_random_hex     (gsize        n_bytes);
GBytes      *hkk_mock_random_bytes   (gsize        n_bytes);
/* Equal in a time that does not depend on where they differ. */
gboolean     hkk_mock_bytes_equal    (GBytes       *a,
                                      GBytes       *b);
GBytes      *hkk_mock_sha256         (gconstpointer data,
                                      gsize         length);
