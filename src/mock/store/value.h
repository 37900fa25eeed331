/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store.h"

/* Values on their way into SQL: integers and truth values, text, bytes, NULL; and out again. */
int hkk_mock_values_bind (sqlite3_stmt       *statement,
                          const HkkJsonValue *values);
/* The statement of @rows at its row. (transfer none) */
sqlite3_stmt *hkk_mock_rows_statement (HkkMockRows *rows);
