/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Rounds of PBKDF2-HMAC-SHA512 for passwords and PINs (OWASP's recommendation of 2023). */
#define HKK_MOCK_KEY_ROUNDS 210000

/* Opaque identifiers and secrets from the system's generator. */
char        *hkk_mock_random_hex     (gsize        n_bytes);
GBytes      *hkk_mock_random_bytes   (gsize        n_bytes);
/* Equal in a time that does not depend on where they differ. */
gboolean     hkk_mock_bytes_equal    (GBytes       *a,
                                      GBytes       *b);
GBytes      *hkk_mock_sha256         (gconstpointer data,
                                      gsize         length);

/* What the store has of an Idempotency-Key, which itself is nowhere. */
#define HKK_MOCK_DERIVED_SIZE 32
void         hkk_mock_derive         (const char   *key,
                                      const char   *purpose,
                                      guint8        out[HKK_MOCK_DERIVED_SIZE]);
GBytes      *hkk_mock_key_hash       (const char   *key);
char        *hkk_mock_key_name       (const char   *key);
