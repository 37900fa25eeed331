/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* PBKDF2's rounds in the tests: verifiers and PINs carry their own number, and the real one takes half a second each
 * time. */
#define MOCK_STATE_ROUNDS 1000

/* Makes FOLDER the state of a mock at its first start, this moment, with persons whose passwords are quick to check.
 * Where HKK_STATES names a folder it is copied from a template there, made once a day and for each build of the mock:
 * most of a first start is Carl's 2,000 messages. */
void mock_state_prepare (const char *folder);
