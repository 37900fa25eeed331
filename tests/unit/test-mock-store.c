/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "clock.h"
#include "hkk-json-build.h"
#include "hkk-json.h"
#include "mock-client.h"
#include "store.h"

typedef struct
{
  char         *folder;
  char         *path;
  HkkMockStore *store;
} Fixture;

static const char * const migrations[] =
{
  "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, data BLOB, made_at INTEGER, due_at INTEGER,"
  " at INTEGER) STRICT;",
  "ALTER TABLE things ADD COLUMN count INTEGER NOT NULL DEFAULT 7;",
  NULL
};

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->folder = test_make_folder ();
  f->path = g_build_filename (f->folder, "s.sqlite", NULL);
  f->store = hkk_mock_store_open (f->path, &error);
  g_assert_no_error (error);
  hkk_mock_store_migrate (f->store, "things", migrations, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_pointer (&f->store, hkk_mock_store_close);
  test_remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

/* The same seed draws the same; the schedule is shortened, not the day. */
static void
test_demo (Fixture       *f,
           gconstpointer  data)
{
  guint drawn[20], different = 0;

  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    g_assert_cmpuint (hkk_mock_store_draw (f->store, i, 3), ==, i % 3);
  g_assert_cmpint (hkk_mock_store_scaled (f->store, HKK_MOCK_DAY), ==, HKK_MOCK_DAY);
  hkk_mock_store_set_demo (f->store, 7, 86400);
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    drawn[i] = hkk_mock_store_draw (f->store, i, 1000);
  hkk_mock_store_set_demo (f->store, 8, 86400);
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    different += hkk_mock_store_draw (f->store, i, 1000) != drawn[i];
  hkk_mock_store_set_demo (f->store, 7, 86400);
  for (guint i = 0; i < G_N_ELEMENTS (drawn); i++)
    g_assert_cmpuint (hkk_mock_store_draw (f->store, i, 1000), ==, drawn[i]);
  g_assert_cmpuint (different, >, 15);
  g_assert_cmpint (hkk_mock_store_scaled (f->store, HKK_MOCK_DAY), ==, HKK_MOCK_SECOND);
}

static void
test_values (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\0\1\2", 3);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(HkkMockRows) rows = NULL;
  g_autoptr(GBytes) read = NULL;
  g_autoptr(GBytes) read_empty = NULL;
  g_autofree char *time = NULL;
  g_autofree char *date = NULL;

  g_assert_cmpint (hkk_mock_run (f->store, "INSERT INTO things (name, data, made_at) VALUES (?, ?, ?)", "Ä'; --", bytes,
                                 G_GINT64_CONSTANT (1795466465123)), ==, 1);
  g_assert_cmpint (hkk_mock_store_last_id (f->store), ==, 1);
  g_assert_cmpint (hkk_mock_run (f->store, "INSERT INTO things (name, data, made_at) VALUES (?, ?, ?)", "b", empty,
                                 NULL), ==, 1);
  rows = hkk_mock_query (f->store, "SELECT name, data, made_at, due_at, count FROM things ORDER BY id");
  g_assert_true (hkk_mock_rows_next (rows));
  g_assert_cmpstr (hkk_mock_rows_text (rows, 0), ==, "Ä'; --");
  read = hkk_mock_rows_bytes (rows, 1);
  g_assert_true (g_bytes_equal (read, bytes));
  g_assert_cmpint (hkk_mock_rows_int (rows, 2), ==, G_GINT64_CONSTANT (1795466465123));
  time = hkk_mock_rows_time (rows, 2);
  date = hkk_mock_rows_date (rows, 2);
  g_assert_cmpstr (time, ==, "2026-11-23T20:41:05Z");
  g_assert_cmpstr (date, ==, "2026-11-23");
  g_assert_true (hkk_mock_rows_is_null (rows, 3));
  g_assert_null (hkk_mock_rows_time (rows, 3));
  g_assert_cmpint (hkk_mock_rows_int (rows, 4), ==, 7);
  g_assert_true (hkk_mock_rows_next (rows));
  read_empty = hkk_mock_rows_bytes (rows, 1);
  g_assert_cmpuint (g_bytes_get_size (read_empty), ==, 0);
  g_assert_false (hkk_mock_rows_next (rows));
  g_assert_false (hkk_mock_rows_next (rows));
  g_assert_cmpint (hkk_mock_get_int (f->store, -5, "SELECT id FROM things WHERE name = ?", "none"), ==, -5);
  g_assert_null (hkk_mock_get_text (f->store, "SELECT name FROM things WHERE id = ?", 99));
}

static void
test_nested_queries (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr(HkkMockRows) outer = NULL;
  guint count = 0;

  hkk_mock_run (f->store, "INSERT INTO things (name) VALUES ('a'), ('b'), ('c')");
  outer = hkk_mock_query (f->store, "SELECT id FROM things ORDER BY id");
  while (hkk_mock_rows_next (outer))
    {
      g_autoptr(HkkMockRows) inner = hkk_mock_query (f->store, "SELECT id FROM things ORDER BY id");

      while (hkk_mock_rows_next (inner))
        count++;
    }
  g_assert_cmpuint (count, ==, 9);
}

static gboolean
add_two (HkkMockStore *store,
         gpointer      data)
{
  g_assert_true (hkk_mock_store_in_transaction (store));
  hkk_mock_run (store, "INSERT INTO things (name) VALUES ('x')");
  hkk_mock_run (store, "INSERT INTO things (name) VALUES (?)", (const char *) data);
  return TRUE;
}

static gboolean
add_and_refuse (HkkMockStore *store,
                gpointer      data)
{
  hkk_mock_run (store, "INSERT INTO things (name) VALUES ('refused')");
  return FALSE;
}

static gint64
count_things (Fixture *f)
{
  return hkk_mock_get_int (f->store, -1, "SELECT count(*) FROM things");
}

static void
count_commit (gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
refuse_commit (gpointer data)
{
  return FALSE;
}

static void
test_transactions (Fixture       *f,
                   gconstpointer  data)
{
  guint commits = 0;

  hkk_mock_store_set_committed (f->store, count_commit, &commits);
  g_assert_true (hkk_mock_store_transact (f->store, add_two, "y"));
  g_assert_cmpint (count_things (f), ==, 2);
  g_assert_cmpuint (commits, ==, 1);
  /* The second row breaks a constraint: nothing of it stays, though the function said yes. */
  hkk_mock_run (f->store, "DELETE FROM things WHERE name = 'x'");
  g_assert_cmpuint (commits, ==, 2);
  g_assert_false (hkk_mock_store_transact (f->store, add_two, "y"));
  g_assert_cmpint (count_things (f), ==, 1);
  g_assert_false (hkk_mock_store_transact (f->store, add_and_refuse, NULL));
  g_assert_cmpint (count_things (f), ==, 1);
  hkk_mock_store_set_before_commit (f->store, refuse_commit, NULL);
  g_assert_false (hkk_mock_store_transact (f->store, add_two, "z"));
  g_assert_cmpint (count_things (f), ==, 1);
  hkk_mock_store_set_before_commit (f->store, NULL, NULL);
  g_assert_true (hkk_mock_store_transact (f->store, add_two, "z"));
  g_assert_cmpuint (commits, ==, 3);
  g_assert_false (hkk_mock_store_in_transaction (f->store));
}

static void
test_migrations (Fixture       *f,
                 gconstpointer  data)
{
  static const char * const bad[] = { "CREATE TABLE good (id INTEGER)", "CREATE TABLE good (id INTEGER)", NULL };
  g_autoptr(GError) error = NULL;

  g_assert_true (hkk_mock_store_migrate (f->store, "things", migrations, &error));
  g_assert_cmpint (hkk_mock_get_int (f->store, 0, "SELECT max(number) FROM migrations WHERE service = 'things'"),
                   ==, 2);
  g_assert_false (hkk_mock_store_migrate (f->store, "bad", bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpint (hkk_mock_get_int (f->store, 0, "SELECT max(number) FROM migrations WHERE service = 'bad'"), ==, 1);
}

static void
test_ageing (Fixture       *f,
             gconstpointer  data)
{
  hkk_mock_run (f->store, "INSERT INTO things (name, made_at, due_at, at) VALUES ('a', 10000, NULL, 500)");
  g_assert_true (hkk_mock_store_age (f->store, 4000));
  g_assert_cmpint (hkk_mock_get_int (f->store, -1, "SELECT made_at FROM things"), ==, 6000);
  g_assert_cmpint (hkk_mock_get_int (f->store, -1, "SELECT due_at FROM things"), ==, -1);
  /* Only *_at: "at" alone is not a time that the rules know. */
  g_assert_cmpint (hkk_mock_get_int (f->store, -1, "SELECT at FROM things"), ==, 500);
}

static void
test_reopen (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  hkk_mock_store_transact (f->store, add_two, "y");
  g_clear_pointer (&f->store, hkk_mock_store_close);
  f->store = hkk_mock_store_open (f->path, &error);
  g_assert_no_error (error);
  g_assert_true (hkk_mock_store_migrate (f->store, "things", migrations, &error));
  g_assert_cmpint (count_things (f), ==, 2);
  g_assert_cmpint (hkk_mock_get_int (f->store, 0, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpstr (hkk_mock_store_folder (f->store), ==, f->folder);
}

static void
test_not_a_database (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "s.sqlite", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "This is not a database, and it is longer than a header of one would be, "
                                            "by far.", -1, NULL));
  g_assert_null (hkk_mock_store_open (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  test_remove_folder (folder);
}

static void
test_objects (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\xff\xfe", 2);
  JsonArray *array = json_array_new ();
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) again = NULL;
  g_autofree char *date = NULL;

  json_array_add_int_element (array, 1);
  object = hkk_json_object ("text", "a", "none", (const char *) NULL, "number", 5, "yes", HKK_JSON_BOOL (7),
                            "bytes", bytes, "array", array, "object", hkk_json_object ());
  text = hkk_json_object_to_string (object);
  g_assert_cmpstr (text, ==, "{\"text\":\"a\",\"none\":null,\"number\":5,\"yes\":true,\"bytes\":\"__4\",\"array\":[1],"
                             "\"object\":{}}");
  again = hkk_json_object_parse (text);
  g_assert_cmpint (hkk_json_get_int (again, "number", 0), ==, 5);
  g_assert_null (hkk_json_object_parse ("[1]"));
  g_assert_null (hkk_json_object_parse ("{"));
  g_assert_cmpint (hkk_mock_date_parse ("2026-02-29"), ==, 0);
  g_assert_cmpint (hkk_mock_date_parse ("2026-2-1"), ==, 0);
  date = hkk_mock_date_text (hkk_mock_date_parse ("1957-09-02"));
  g_assert_cmpstr (date, ==, "1957-09-02");
}

/* The insurer's day begins at midnight in Germany, in both halves of the year, and a day is a day where the clocks are
 * changed. */
static void
test_days_are_germanys (void)
{
  static const struct { const char *at, *day; int days; const char *later; } cases[] = {
    { "2026-11-23T22:59:59Z", "2026-11-23", 21, "2026-12-14T22:59:59Z" },
    { "2026-11-23T23:00:00Z", "2026-11-24", 1, "2026-11-24T23:00:00Z" },
    { "2026-07-01T21:59:59Z", "2026-07-01", 1, "2026-07-02T21:59:59Z" },
    { "2026-07-01T22:00:00Z", "2026-07-02", -1, "2026-06-30T22:00:00Z" },
    { "2026-03-28T22:30:00Z", "2026-03-28", 21, "2026-04-18T21:30:00Z" },
    { "2026-10-24T21:30:00Z", "2026-10-24", 1, "2026-10-25T22:30:00Z" },
    { "1957-09-01T23:00:00Z", "1957-09-02", 0, "1957-09-01T23:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (cases[i].at, NULL);
      gint64 at = g_date_time_to_unix (time) * HKK_MOCK_SECOND;
      g_autofree char *day = hkk_mock_date_text (at);
      g_autofree char *later = hkk_mock_time_text (hkk_mock_days_later (at, cases[i].days));

      g_test_message ("%s", cases[i].at);
      g_assert_cmpstr (day, ==, cases[i].day);
      g_assert_cmpstr (later, ==, cases[i].later);
    }
}

int
main (int   argc,
      char *argv[])
{
  mock_client_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/mock/store/demo", test_demo);
  ADD ("/mock/store/values", test_values);
  ADD ("/mock/store/nested-queries", test_nested_queries);
  ADD ("/mock/store/transactions", test_transactions);
  ADD ("/mock/store/migrations", test_migrations);
  ADD ("/mock/store/ageing", test_ageing);
  ADD ("/mock/store/reopen", test_reopen);
  g_test_add_func ("/mock/store/not-a-database", test_not_a_database);
  g_test_add_func ("/mock/value/objects", test_objects);
  g_test_add_func ("/mock/clock/days-are-germanys", test_days_are_germanys);
  return g_test_run ();
}
