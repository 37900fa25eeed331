/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "hkk-json-build.h"

/* The one SQLite file (WAL, synchronous=FULL), used on the server's thread only.
 *
 * Rules for tables: every time is an integer column named `*_at` in unix milliseconds (never a text date: `advance`
 * ages exactly these); ids that leave the server are opaque text; no foreign data without `account_id`.
 *
 * SQL has three more functions: search_key (TEXT) and search_has (KEY, QUERY) for what a person looks for, and
 * key_name (KEY) for what is known of an Idempotency-Key.
 *
 * Errors are sticky: a statement that fails (disk full, constraint) is logged without its values, answers "no rows" /
 * -1, and makes the running transaction's commit fail and roll back, so services need no error path of their own.
 * A conflict that is expected is written into the SQL (ON CONFLICT …, conditional UPDATE + changed rows). */
typedef struct _HkkMockStore HkkMockStore;
typedef struct _HkkMockRows  HkkMockRows;
typedef struct _HkkMockService HkkMockService;

HkkMockStore *hkk_mock_store_open     (const char   *path,
                                       GError      **error);
void          hkk_mock_store_close    (HkkMockStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockStore, hkk_mock_store_close)

/* Runs the scripts after the last one that was applied for NAME; each in one transaction with its number. */
gboolean      hkk_mock_store_migrate  (HkkMockStore        *self,
                                       const char          *name,
                                       const char  * const *scripts,
                                       GError             **error);

/* hkk_mock_run (store, "UPDATE t SET a = ? WHERE id = ?", a, id) → changed rows, -1 on failure (sticky). */
#define hkk_mock_run(store, sql, ...) hkk_mock_store_run (store, sql, HKK_JSON_VALUES (__VA_ARGS__))
/* g_autoptr(HkkMockRows) rows = hkk_mock_query (store, "SELECT a, b FROM t WHERE id = ?", id);
 * while (hkk_mock_rows_next (rows)) … hkk_mock_rows_text (rows, 0) … */
#define hkk_mock_query(store, sql, ...) hkk_mock_store_query (store, sql, HKK_JSON_VALUES (__VA_ARGS__))
/* First column of the first row; the fallback / NULL if there is none. */
#define hkk_mock_get_int(store, fallback, sql, ...) \
  hkk_mock_store_get_int (store, fallback, sql, HKK_JSON_VALUES (__VA_ARGS__))
#define hkk_mock_get_text(store, sql, ...) hkk_mock_store_get_text (store, sql, HKK_JSON_VALUES (__VA_ARGS__))
/* The first column of all rows; all rows, each as an object. (transfer full) */
#define hkk_mock_get_texts(store, sql, ...) hkk_mock_store_get_texts (store, sql, HKK_JSON_VALUES (__VA_ARGS__))
#define hkk_mock_get_objects(store, sql, ...) hkk_mock_store_get_objects (store, sql, HKK_JSON_VALUES (__VA_ARGS__))

int           hkk_mock_store_run      (HkkMockStore       *self,
                                       const char         *sql,
                                       const HkkJsonValue *values);
HkkMockRows  *hkk_mock_store_query    (HkkMockStore       *self,
                                       const char         *sql,
                                       const HkkJsonValue *values);
gint64        hkk_mock_store_get_int  (HkkMockStore       *self,
                                       gint64              fallback,
                                       const char         *sql,
                                       const HkkJsonValue *values);
char         *hkk_mock_store_get_text (HkkMockStore       *self,
                                       const char         *sql,
                                       const HkkJsonValue *values);
GPtrArray    *hkk_mock_store_get_texts (HkkMockStore       *self,
                                        const char         *sql,
                                        const HkkJsonValue *values);
JsonArray    *hkk_mock_store_get_objects (HkkMockStore       *self,
                                          const char         *sql,
                                          const HkkJsonValue *values);
gint64        hkk_mock_store_last_id  (HkkMockStore       *self);

gboolean      hkk_mock_rows_next      (HkkMockRows *self);
gint64        hkk_mock_rows_int       (HkkMockRows *self, int column);
gboolean      hkk_mock_rows_is_null   (HkkMockRows *self, int column);
/* Valid until the next row or the end of SELF; NULL for SQL NULL. */
const char   *hkk_mock_rows_text      (HkkMockRows *self, int  column);
GBytes       *hkk_mock_rows_bytes     (HkkMockRows *self, int column);
/* As on the wire: RFC 3339, date; NULL for SQL NULL. Transfer full. */
char         *hkk_mock_rows_time      (HkkMockRows *self, int  column);
char         *hkk_mock_rows_date      (HkkMockRows *self, int  column);
/* A member for each column: "at" and "…_at" are times, "read?" becomes the truth value "read". (transfer full) */
JsonObject   *hkk_mock_rows_object    (HkkMockRows *self);
void          hkk_mock_rows_free      (HkkMockRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HkkMockRows, hkk_mock_rows_free)

/* A member of a struct that has the name of its column: HKK_MOCK_FIELD (HkkMockAccount, kvnr). Tables of them end with
 * one without a name. */
typedef struct
{
  const char *name;
  gsize       offset;
  enum { HKK_MOCK_FIELD_TEXT, HKK_MOCK_FIELD_INT, HKK_MOCK_FIELD_BOOL, HKK_MOCK_FIELD_BYTES } kind;
} HkkMockField;
#define HKK_MOCK_FIELD(type, member) \
  { #member, offsetof (type, member), _Generic (((type *) NULL)->member, char *: HKK_MOCK_FIELD_TEXT, \
    gint64: HKK_MOCK_FIELD_INT, gboolean: HKK_MOCK_FIELD_BOOL, GBytes *: HKK_MOCK_FIELD_BYTES) }
void          hkk_mock_rows_read      (HkkMockRows        *self,
                                       gpointer            object,
                                       const HkkMockField *fields);
void          hkk_mock_fields_clear   (gpointer            object,
                                       const HkkMockField *fields);

/* One BEGIN IMMEDIATE transaction. FUNC returns FALSE to roll back (nothing happened). Not nested. TRUE only if FUNC
 * said TRUE and the commit is on disk. Prepared intents run inside one already: execute () never calls this. */
typedef gboolean (*HkkMockWork) (HkkMockStore *store, gpointer data);
gboolean      hkk_mock_store_transact (HkkMockStore *self,
                                       HkkMockWork   func,
                                       gpointer      data);
gboolean      hkk_mock_store_in_transaction (HkkMockStore *self);
/* How the demo plays: SEED draws what the long lists hold (0: in turn), TIME_SCALE makes its schedule so many times
 * faster. */
void          hkk_mock_store_set_demo (HkkMockStore *self,
                                       guint32       seed,
                                       gint64        time_scale);
/* The DRAW-th of LENGTH things, by the seed. */
guint         hkk_mock_store_draw     (HkkMockStore *self,
                                       gint64        draw,
                                       guint         length);
/* SPAN of the schedule, in milliseconds, as long as it really takes. */
gint64        hkk_mock_store_scaled   (HkkMockStore *self,
                                       gint64        span);
/* How long a session waits for the person, in milliseconds. Of this run: not kept. */
void          hkk_mock_store_set_inactivity (HkkMockStore *self,
                                             gint64        span);
gint64        hkk_mock_store_get_inactivity (HkkMockStore *self);
/* FUNC runs after every commit that changed something, outside of the transaction (the feed wakes its polls). */
void          hkk_mock_store_set_committed  (HkkMockStore *self,
                                             void        (*func) (gpointer data),
                                             gpointer      data);
/* FUNC runs just before each commit; FALSE rolls back (fault injection). */
void          hkk_mock_store_set_before_commit (HkkMockStore *self,
                                                gboolean    (*func) (gpointer data),
                                                gpointer      data);
/* Moves every `*_at` column of every table (but the ledger) back by MILLISECONDS. */
gboolean      hkk_mock_store_age      (HkkMockStore *self,
                                       gint64        milliseconds);
/* Who works on it: for what has a store only, and goes through routes or hooks. The store itself does not look at them.
 * Borrowed, NULL-terminated. */
void          hkk_mock_store_set_services (HkkMockStore                 *self,
                                           const HkkMockService * const *services);
const HkkMockService * const *hkk_mock_store_services (HkkMockStore *self);
/* The folder of the database file: uploads and generated files live beside it. */
const char   *hkk_mock_store_folder   (HkkMockStore *self);
