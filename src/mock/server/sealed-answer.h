/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Answers that are kept for a repeated Idempotency-Key. Only who has the key can read them. */
GBytes *hkk_mock_sealed_answer_seal (const char  *key,
                                     const char  *text);
/* (nullable): NULL if SEALED is not whole or belongs to another key. */
char   *hkk_mock_sealed_answer_open (const char  *key,
                                     GBytes      *sealed);
