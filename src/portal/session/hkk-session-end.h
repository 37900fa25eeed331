/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

typedef enum
{
  HKK_SESSION_END_UNKNOWN,
  HKK_SESSION_END_INACTIVITY,
  HKK_SESSION_END_ABSOLUTE,       /* 12 hours */
  HKK_SESSION_END_STAY,           /* the 30 days of "Stay signed in" */
  HKK_SESSION_END_REPORTED,       /* "That wasn't me" on the phone */
  HKK_SESSION_END_REVOKED,        /* ended from another session */
  HKK_SESSION_END_TOKEN_REUSED,   /* an old token was used: somebody may have a copy */
  HKK_SESSION_END_PASSWORD,       /* the password was changed */
  HKK_SESSION_END_ACCOUNT_CLOSED,
  HKK_SESSION_END_ASKED,          /* here, to sign in again before it ends by itself */
} HkkSessionEnd;

#define HKK_TYPE_SESSION_END (hkk_session_end_get_type ())
GType hkk_session_end_get_type (void);
