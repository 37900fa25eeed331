/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store.h"

#include <sqlite3.h>

#include "clock.h"
#include "crypto.h"
#include "hkk-plain-text.h"
#include "value.h"

struct _HkkMockStore
{
  sqlite3    *db;
  char       *folder;
  GHashTable *idle;        /* SQL text → GPtrArray of sqlite3_stmt that nobody uses */
  gboolean    in_transaction;
  gboolean    failed;      /* a statement of the transaction failed */
  gboolean  (*before_commit) (gpointer data);
  gpointer    before_commit_data;
  void      (*committed) (gpointer data);
  gpointer    committed_data;
  guint32     seed;
  gint64      time_scale;
  gint64      inactivity;  /* milliseconds */
  const HkkMockService * const *services; /* Borrowed */
};

struct _HkkMockRows
{
  HkkMockStore *store;     /* Borrowed */
  sqlite3_stmt *statement; /* (nullable): NULL after a failure */
  GPtrArray    *home;      /* Borrowed: where the statement goes back to */
  gboolean      done;
};

static void
fail (HkkMockStore *self,
      const char   *sql)
{
  self->failed = TRUE;
  g_message ("store: %s (code %d) in: %.80s", sqlite3_errmsg (self->db), sqlite3_extended_errcode (self->db), sql);
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static sqlite3_stmt *
take_statement (HkkMockStore *self,
                const char   *sql,
                GPtrArray   **home)
{
  sqlite3_stmt *statement = NULL;

  *home = g_hash_table_lookup (self->idle, sql);
  if (*home == NULL)
    {
      *home = g_ptr_array_new_with_free_func (finalize_statement);
      g_hash_table_insert (self->idle, g_strdup (sql), *home);
    }
  if ((*home)->len > 0)
    return g_ptr_array_steal_index_fast (*home, (*home)->len - 1);
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
    fail (self, sql);
  return statement;
}

/**
 * hkk_mock_store_query:
 * @sql: one statement with a ? per value; a constant text, because it names the cached statement
 * @values: what to put for each ?
 *
 * Use it as hkk_mock_query (store, sql, …).
 *
 * Returns: (transfer full): the rows; none after a failure
 */
HkkMockRows *
hkk_mock_store_query (HkkMockStore       *self,
                      const char         *sql,
                      const HkkJsonValue *values)
{
  HkkMockRows *rows = g_new0 (HkkMockRows, 1);
  int count;

  g_return_val_if_fail (self != NULL, rows);

  rows->store = self;
  rows->statement = take_statement (self, sql, &rows->home);
  if (rows->statement == NULL)
    return rows;
  count = hkk_mock_values_bind (rows->statement, values);
  if (count < 0)
    {
      fail (self, sql);
      rows->done = TRUE;
      return rows;
    }
  if (count != sqlite3_bind_parameter_count (rows->statement))
    {
      g_critical ("store: %d values for %d places in: %.80s", count,
                  sqlite3_bind_parameter_count (rows->statement), sql);
      self->failed = rows->done = TRUE;
    }
  return rows;
}

/**
 * hkk_mock_rows_next:
 *
 * Returns: %TRUE if there is a (further) row, which the column readers then read
 */
gboolean
hkk_mock_rows_next (HkkMockRows *self)
{
  int code;

  if (self->statement == NULL || self->done)
    return FALSE;
  code = sqlite3_step (self->statement);
  if (code == SQLITE_ROW)
    return TRUE;
  self->done = TRUE;
  if (code != SQLITE_DONE)
    fail (self->store, sqlite3_sql (self->statement));
  return FALSE;
}

/* hkk_mock_rows_statement: (transfer none): the statement of @self, at its row. */
sqlite3_stmt *
hkk_mock_rows_statement (HkkMockRows *self)
{
  return self->statement;
}

/**
 * hkk_mock_rows_int:
 * @column: from 0
 *
 * Returns: the integer; 0 for NULL
 */
gint64
hkk_mock_rows_int (HkkMockRows *self,
                   int          column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/**
 * hkk_mock_rows_is_null:
 * @column: from 0
 *
 * Returns: whether it is NULL
 */
gboolean
hkk_mock_rows_is_null (HkkMockRows *self,
                       int          column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

/**
 * hkk_mock_rows_text:
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, until the next row
 */
const char *
hkk_mock_rows_text (HkkMockRows *self,
                    int          column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

/**
 * hkk_mock_rows_bytes:
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
hkk_mock_rows_bytes (HkkMockRows *self,
                     int          column)
{
  if (hkk_mock_rows_is_null (self, column))
    return NULL;
  return g_bytes_new (sqlite3_column_blob (self->statement, column),
                      (gsize) sqlite3_column_bytes (self->statement, column));
}

/**
 * hkk_mock_rows_time:
 * @column: from 0, unix milliseconds
 *
 * Returns: (transfer full) (nullable): RFC 3339
 */
char *
hkk_mock_rows_time (HkkMockRows *self,
                    int          column)
{
  return hkk_mock_rows_is_null (self, column) ? NULL : hkk_mock_time_text (hkk_mock_rows_int (self, column));
}

/**
 * hkk_mock_rows_date:
 * @column: from 0, unix milliseconds
 *
 * Returns: (transfer full) (nullable): YYYY-MM-DD
 */
char *
hkk_mock_rows_date (HkkMockRows *self,
                    int          column)
{
  return hkk_mock_rows_is_null (self, column) ? NULL : hkk_mock_date_text (hkk_mock_rows_int (self, column));
}

/**
 * hkk_mock_rows_free:
 * @self: (transfer full): rows
 *
 * Gives the statement back to the store.
 */
void
hkk_mock_rows_free (HkkMockRows *self)
{
  if (self->statement != NULL)
    {
      sqlite3_reset (self->statement);
      sqlite3_clear_bindings (self->statement);
      g_ptr_array_add (self->home, self->statement);
    }
  g_free (self);
}

static void
notify_committed (HkkMockStore *self)
{
  if (self->committed != NULL)
    self->committed (self->committed_data);
}

/**
 * hkk_mock_store_run:
 * @sql: one statement, constant
 * @values: its values
 *
 * Use it as hkk_mock_run (store, sql, …). Outside of a transaction it is one of its own.
 *
 * Returns: the number of changed rows, or -1 after a failure
 */
int
hkk_mock_store_run (HkkMockStore       *self,
                    const char         *sql,
                    const HkkJsonValue *values)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_store_query (self, sql, values);
  gboolean before = self->failed;
  int changes;

  if (rows->statement == NULL || rows->done)
    return -1;
  self->failed = FALSE;
  while (hkk_mock_rows_next (rows))
    continue;
  if (self->failed)
    return -1;
  self->failed = before;
  changes = sqlite3_changes (self->db);
  if (!self->in_transaction && changes > 0)
    notify_committed (self);
  return changes;
}

/**
 * hkk_mock_store_get_int:
 * @fallback: what to give when there is no row or it is NULL
 * @sql: a SELECT
 * @values: its values
 *
 * Returns: the first column of the first row
 */
gint64
hkk_mock_store_get_int (HkkMockStore       *self,
                        gint64              fallback,
                        const char         *sql,
                        const HkkJsonValue *values)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_store_query (self, sql, values);

  return hkk_mock_rows_next (rows) && !hkk_mock_rows_is_null (rows, 0) ? hkk_mock_rows_int (rows, 0) : fallback;
}

/**
 * hkk_mock_store_get_text:
 * @sql: a SELECT
 * @values: its values
 *
 * Returns: (transfer full) (nullable): the first column of the first row
 */
char *
hkk_mock_store_get_text (HkkMockStore       *self,
                         const char         *sql,
                         const HkkJsonValue *values)
{
  g_autoptr(HkkMockRows) rows = hkk_mock_store_query (self, sql, values);

  return hkk_mock_rows_next (rows) ? g_strdup (hkk_mock_rows_text (rows, 0)) : NULL;
}

/**
 * hkk_mock_store_last_id:
 *
 * Returns: the row id of the last INSERT
 */
gint64
hkk_mock_store_last_id (HkkMockStore *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

static gboolean
exec (HkkMockStore *self,
      const char   *sql)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  fail (self, sql);
  return FALSE;
}

/**
 * hkk_mock_store_transact:
 * @self: a store that is not in a transaction
 * @func: the work; %FALSE rolls back
 * @data: for @func
 *
 * Returns: %TRUE if everything is on disk, %FALSE if nothing happened
 */
gboolean
hkk_mock_store_transact (HkkMockStore *self,
                         HkkMockWork   func,
                         gpointer      data)
{
  gboolean done;

  g_return_val_if_fail (!self->in_transaction, FALSE);

  self->failed = FALSE;
  if (!exec (self, "BEGIN IMMEDIATE"))
    return FALSE;
  self->in_transaction = TRUE;
  done = func (self, data) && !self->failed;
  if (done && self->before_commit != NULL)
    done = self->before_commit (self->before_commit_data);
  done = done && exec (self, "COMMIT");
  if (!done && !sqlite3_get_autocommit (self->db))
    exec (self, "ROLLBACK");
  self->in_transaction = FALSE;
  if (done)
    notify_committed (self);
  return done;
}

/**
 * hkk_mock_store_in_transaction:
 *
 * Returns: whether a transaction is running
 */
gboolean
hkk_mock_store_in_transaction (HkkMockStore *self)
{
  return self->in_transaction;
}

/**
 * hkk_mock_store_set_demo:
 * @seed: draws what the demo's long lists hold; 0 takes what there is in turn
 * @time_scale: how many times faster than planned the demo's schedule runs, at least 1
 */
void
hkk_mock_store_set_demo (HkkMockStore *self,
                         guint32       seed,
                         gint64        time_scale)
{
  self->seed = seed;
  self->time_scale = MAX (time_scale, 1);
}

/**
 * hkk_mock_store_draw:
 * @draw: which draw, from 0
 * @length: among how many, at least 1
 *
 * Returns: the same index for the same seed and draw
 */
guint
hkk_mock_store_draw (HkkMockStore *self,
                     gint64        draw,
                     guint         length)
{
  g_autoptr(GRand) random = NULL;
  const guint32 words[] = { self->seed, (guint32) draw };

  if (self->seed == 0)
    return (guint) (draw % length);
  random = g_rand_new_with_seed_array (words, G_N_ELEMENTS (words));
  return (guint) g_rand_int_range (random, 0, (gint32) length);
}

/**
 * hkk_mock_store_scaled:
 * @span: milliseconds of the demo's schedule
 *
 * Returns: milliseconds that it takes
 */
gint64
hkk_mock_store_scaled (HkkMockStore *self,
                       gint64        span)
{
  return span / MAX (self->time_scale, 1);
}

/**
 * hkk_mock_store_set_inactivity:
 * @span: milliseconds without the person after which a session ends that is not to stay
 */
void
hkk_mock_store_set_inactivity (HkkMockStore *self,
                               gint64        span)
{
  g_return_if_fail (span > 0);

  self->inactivity = span;
}

/**
 * hkk_mock_store_get_inactivity:
 *
 * Returns: milliseconds without the person after which a session ends that is not to stay; 15 minutes unless it was set
 */
gint64
hkk_mock_store_get_inactivity (HkkMockStore *self)
{
  return self->inactivity;
}

/**
 * hkk_mock_store_set_committed:
 * @func: (nullable): called after every commit, outside of the transaction
 * @data: for @func
 */
void
hkk_mock_store_set_committed (HkkMockStore *self,
                              void        (*func) (gpointer data),
                              gpointer      data)
{
  self->committed = func;
  self->committed_data = data;
}

/**
 * hkk_mock_store_set_before_commit:
 * @func: (nullable): called just before each commit; %FALSE rolls back
 * @data: for @func
 */
void
hkk_mock_store_set_before_commit (HkkMockStore *self,
                                  gboolean    (*func) (gpointer data),
                                  gpointer      data)
{
  self->before_commit = func;
  self->before_commit_data = data;
}

/**
 * hkk_mock_store_set_services:
 * @services: (array zero-terminated=1): who works on it; they live as long as it
 */
void
hkk_mock_store_set_services (HkkMockStore                 *self,
                             const HkkMockService * const *services)
{
  self->services = services;
}

/**
 * hkk_mock_store_services:
 *
 * Returns: (array zero-terminated=1) (transfer none): who works on it
 */
const HkkMockService * const *
hkk_mock_store_services (HkkMockStore *self)
{
  static const HkkMockService * const none[] = { NULL };

  return self->services != NULL ? self->services : none;
}

/**
 * hkk_mock_store_folder:
 *
 * Returns: (transfer none): the folder of the database file
 */
const char *
hkk_mock_store_folder (HkkMockStore *self)
{
  return self->folder;
}

typedef struct
{
  const char *name;
  const char *script;
  gint64      number;
} Migration;

static gboolean
apply_migration (HkkMockStore *self,
                 gpointer      data)
{
  Migration *migration = data;

  return exec (self, migration->script) &&
         hkk_mock_run (self, "INSERT INTO migrations (service, number)"
                             " VALUES (?, ?)", migration->name, migration->number) == 1;
}

/**
 * hkk_mock_store_migrate:
 * @name: whose tables
 * @scripts: (array zero-terminated=1): SQL, the oldest first
 * @error: return location
 *
 * Runs the scripts that were not run yet, each in a transaction together with its number.
 *
 * Returns: whether all tables are up to date
 */
gboolean
hkk_mock_store_migrate (HkkMockStore         *self,
                        const char          *name,
                        const char * const  *scripts,
                        GError              **error)
{
  gint64 last = hkk_mock_get_int (self, 0, "SELECT max(number) FROM migrations WHERE service = ?", name);

  for (gint64 i = last; i < (gint64) g_strv_length ((char **) scripts); i++)
    {
      Migration migration = { name, scripts[i], i + 1 };

      if (!hkk_mock_store_transact (self, apply_migration, &migration))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Migration %s %d: %s", name, (int) i + 1,
                       sqlite3_errmsg (self->db));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
age_rows (HkkMockStore *self,
          gpointer      data)
{
  gint64 milliseconds = *(gint64 *) data;
  /* The ledger is history and its triggers would refuse. */
  g_autoptr(GPtrArray) statements = hkk_mock_get_texts (self,
    "SELECT format('UPDATE \"%w\" SET %s', m.name,"
    " group_concat('\"' || c.name || '\" = \"' || c.name || '\" - ?1', ', '))"
    " FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'ledger' AND c.name GLOB '*_at'"
    " GROUP BY m.name");

  for (guint i = 0; i < statements->len; i++)
    hkk_mock_run (self, statements->pdata[i], milliseconds);
  return TRUE;
}

/**
 * hkk_mock_store_age:
 * @milliseconds: by how much
 *
 * Moves every time of every table into the past, which is what "later" looks like while clocks stay real.
 *
 * Returns: whether it is on disk
 */
gboolean
hkk_mock_store_age (HkkMockStore *self,
                    gint64        milliseconds)
{
  return hkk_mock_store_transact (self, age_rows, &milliseconds);
}

/* search_key (TEXT): what hkk_plain_text_key () makes of it. */
static void
sql_search_key (sqlite3_context  *context,
                int               n_values,
                sqlite3_value   **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, hkk_plain_text_key (text), -1, g_free);
}

/* key_name (KEY): what hkk_mock_key_name () makes of it. */
static void
sql_key_name (sqlite3_context  *context,
              int               n_values,
              sqlite3_value   **values)
{
  const char *key = (const char *) sqlite3_value_text (values[0]);

  if (key != NULL)
    sqlite3_result_text (context, hkk_mock_key_name (key), -1, g_free);
}

/* search_has (KEY, QUERY): whether it is there. The key of the query is made once for all rows. */
static void
sql_search_has (sqlite3_context  *context,
                int               n_values,
                sqlite3_value   **values)
{
  const char *key = (const char *) sqlite3_value_text (values[0]);
  const char *query = sqlite3_get_auxdata (context, 1);
  gboolean known = query != NULL;

  if (!known)
    query = hkk_plain_text_key ((const char *) sqlite3_value_text (values[1]));
  sqlite3_result_int (context, key != NULL && hkk_plain_text_key_has (key, query));
  if (!known)
    sqlite3_set_auxdata (context, 1, (char *) query, g_free);
}

static gboolean
add_functions (HkkMockStore *self)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;

  return sqlite3_create_function_v2 (self->db, "search_key", 1, flags, NULL, sql_search_key, NULL, NULL,
                                     NULL) == SQLITE_OK &&
         sqlite3_create_function_v2 (self->db, "key_name", 1, flags, NULL, sql_key_name, NULL, NULL,
                                     NULL) == SQLITE_OK &&
         sqlite3_create_function_v2 (self->db, "search_has", 2, flags, NULL, sql_search_has, NULL, NULL,
                                     NULL) == SQLITE_OK;
}

static gboolean
prepare_database (HkkMockStore *self)
{
  /* Exclusive: the folder's lock makes this the one process anyway, and reads then need no file locks. */
  return exec (self, "PRAGMA locking_mode = EXCLUSIVE") && exec (self, "PRAGMA journal_mode = WAL") &&
         exec (self, "PRAGMA synchronous = FULL") &&
         exec (self, "PRAGMA foreign_keys = ON") && exec (self, "PRAGMA secure_delete = ON") &&
         exec (self, "CREATE TABLE IF NOT EXISTS migrations (service TEXT NOT NULL, number INTEGER NOT NULL,"
                     " PRIMARY KEY (service, number))");
}

/**
 * hkk_mock_store_open:
 * @path: the database file; its folder exists
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store
 */
HkkMockStore *
hkk_mock_store_open (const char *path,
                     GError    **error)
{
  g_autoptr(HkkMockStore) self = g_new0 (HkkMockStore, 1);

  self->folder = g_path_get_dirname (path);
  self->inactivity = 15 * HKK_MOCK_MINUTE;
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK || !add_functions (self) || !prepare_database (self))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The database cannot be opened: %s",
                   self->db != NULL ? sqlite3_errmsg (self->db) : "out of memory");
      return NULL;
    }
  sqlite3_busy_timeout (self->db, 5000);
  return g_steal_pointer (&self);
}

/**
 * hkk_mock_store_close:
 * @self: (transfer full): a store without rows in use
 */
void
hkk_mock_store_close (HkkMockStore *self)
{
  g_hash_table_unref (self->idle);
  sqlite3_close (self->db);
  g_free (self->folder);
  g_free (self);
}
