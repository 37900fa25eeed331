/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "hkk-json-build.h"

/* Values on their way into SQL: integers and truth values, text, bytes, NULL. */
int hkk_mock_values_bind (sqlite3_stmt       *statement,
                          const HkkJsonValue *values);
