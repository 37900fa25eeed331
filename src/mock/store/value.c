/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "value.h"

#include <string.h>

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

/* In the store times and truth values are integers. */
static void
add_member (JsonObject  *object,
            HkkMockRows *rows,
            int          column)
{
  sqlite3_stmt *statement = hkk_mock_rows_statement (rows);
  const char *name = sqlite3_column_name (statement, column);
  g_autofree char *plain = g_strndup (name, strcspn (name, "?"));
  gboolean is_time = strcmp (name, "at") == 0 || g_str_has_suffix (name, "_at");
  g_autofree char *time = is_time ? hkk_mock_rows_time (rows, column) : NULL;

  if (!g_str_equal (name, plain))
    hkk_json_object_add (object, plain, HKK_JSON_BOOL (hkk_mock_rows_int (rows, column) != 0));
  else if (is_time)
    hkk_json_object_add (object, name, time);
  else if (sqlite3_column_type (statement, column) == SQLITE_INTEGER)
    hkk_json_object_add (object, name, hkk_mock_rows_int (rows, column));
  else
    hkk_json_object_add (object, name, hkk_mock_rows_text (rows, column));
}

/**
 * hkk_mock_rows_object:
 * @self: rows, at a row
 *
 * Returns: (transfer full): a member for each column, with its name: "at" and "…_at" as RFC 3339, "…?" as a truth value
 *   without the mark, everything else as it is
 */
JsonObject *
hkk_mock_rows_object (HkkMockRows *self)
{
  JsonObject *object = json_object_new ();

  for (int i = 0; i < sqlite3_column_count (hkk_mock_rows_statement (self)); i++)
    add_member (object, self, i);
  return object;
}

/**
 * hkk_mock_rows_read:
 * @self: rows, at a row
 * @object: a struct
 * @fields: its fields, up to one without a name; each has a column of its name
 *
 * Sets the fields, which own what they point at.
 */
void
hkk_mock_rows_read (HkkMockRows        *self,
                    gpointer            object,
                    const HkkMockField *fields)
{
  sqlite3_stmt *statement = hkk_mock_rows_statement (self);

  for (; fields->name != NULL; fields++)
    {
      gpointer place = (char *) object + fields->offset;
      int column = 0, count = sqlite3_column_count (statement);

      while (column < count && strcmp (sqlite3_column_name (statement, column), fields->name) != 0)
        column++;
      g_return_if_fail (column < count);
      switch (fields->kind)
        {
        case HKK_MOCK_FIELD_BOOL:
          *(gboolean *) place = hkk_mock_rows_int (self, column) != 0;
          break;
        case HKK_MOCK_FIELD_INT:
          *(gint64 *) place = hkk_mock_rows_int (self, column);
          break;
        case HKK_MOCK_FIELD_BYTES:
          *(GBytes **) place = hkk_mock_rows_bytes (self, column);
          break;
        case HKK_MOCK_FIELD_TEXT:
        default:
          *(char **) place = g_strdup (hkk_mock_rows_text (self, column));
        }
    }
}

/**
 * hkk_mock_fields_clear:
 * @object: a struct
 * @fields: its fields, up to one without a name
 *
 * Frees what the fields point at.
 */
void
hkk_mock_fields_clear (gpointer            object,
                       const HkkMockField *fields)
{
  for (; fields->name != NULL; fields++)
    if (fields->kind == HKK_MOCK_FIELD_TEXT)
      g_clear_pointer ((char **) ((char *) object + fields->offset), g_free);
    else if (fields->kind == HKK_MOCK_FIELD_BYTES)
      g_clear_pointer ((GBytes **) ((char *) object + fields->offset), g_bytes_unref);
}

/**
 * hkk_mock_store_get_texts:
 * @sql: a SELECT
 * @values: its values
 *
 * Returns: (transfer full) (element-type utf8): the first column of each row; the SELECT is over
 */
GPtrArray *
hkk_mock_store_get_texts (HkkMockStore       *self,
                          const char         *sql,
                          const HkkJsonValue *values)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_store_query (self, sql, values);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  while (hkk_mock_rows_next (rows))
    g_ptr_array_add (texts, g_strdup (hkk_mock_rows_text (rows, 0)));
  return texts;
}

/**
 * hkk_mock_store_get_objects:
 * @sql: a SELECT
 * @values: its values
 *
 * Returns: (transfer full): each row as of hkk_mock_rows_object()
 */
JsonArray *
hkk_mock_store_get_objects (HkkMockStore       *self,
                            const char         *sql,
                            const HkkJsonValue *values)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_store_query (self, sql, values);
  JsonArray *objects = json_array_new ();

  while (hkk_mock_rows_next (rows))
    json_array_add_object_element (objects, hkk_mock_rows_object (rows));
  return objects;
}
