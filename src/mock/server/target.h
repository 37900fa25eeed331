/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A request's target as RFC 9112, 3.2 spells it → path and query in the one spelling that RFC 3986 gives them. NULL
 * with CODE for what is spelled otherwise. (transfer full) */
char *hkk_mock_target_read (const char  *method,
                            const char  *target,
                            const char  *host,  /* (nullable): the header */
                            const char **code);
