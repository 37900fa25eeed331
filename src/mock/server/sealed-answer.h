/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Answers that are kept for a repeated Idempotency-Key. Only who has the key can read them. */
GBytes *hkk_mock_sealed_answer_key_hash (const gchar *key);
GBytes *hkk_mock_sealed_answer_seal     (const gchar *key,
                                  const gchar *text);
/* (nullable): NULL if SEALED is not whole or belongs to another key. */
gchar  *hkk_mock_sealed_answer_open     (const gchar *key,
                                  GBytes      *sealed);
