/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value.h"

#include "hkk-json-build.h"

static int
bind_value (sqlite3_stmt       *statement,
            int                 index,
            const HkkJsonValue *value)
{
  switch (value->type)
    {
    case HKK_JSON_VALUE_INT:
    case HKK_JSON_VALUE_BOOL:
      return sqlite3_bind_int64 (statement, index, value->integer);
    case HKK_JSON_VALUE_TEXT:
      return sqlite3_bind_text (statement, index, value->text, -1, SQLITE_TRANSIENT);
    case HKK_JSON_VALUE_BYTES:
      {
        gsize size;
        gconstpointer data = g_bytes_get_data (value->bytes, &size);

        return size > 0 ? sqlite3_bind_blob64 (statement, index, data, size, SQLITE_TRANSIENT)
                        : sqlite3_bind_zeroblob (statement, index, 0);
      }
    case HKK_JSON_VALUE_OBJECT:
    case HKK_JSON_VALUE_ARRAY:
    case HKK_JSON_VALUE_NODE:
      g_return_val_if_reached (SQLITE_MISUSE);
    case HKK_JSON_VALUE_NULL:
    case HKK_JSON_VALUE_END:
    default:
      return sqlite3_bind_null (statement, index);
    }
}

/**
 * hkk_mock_values_bind:
 * @statement: a statement
 * @values: a value for each of its places, with an end mark
 *
 * JSON is for the caller to print: a column holds numbers, text or bytes.
 *
 * Returns: how many there were; -1 if one could not be put in
 */
int
hkk_mock_values_bind (sqlite3_stmt       *statement,
                      const HkkJsonValue *values)
{
  int count = 0;

  for (; values[count].type != HKK_JSON_VALUE_END; count++)
    if (bind_value (statement, count + 1, &values[count]) != SQLITE_OK)
      return -1;
  return count;
}
