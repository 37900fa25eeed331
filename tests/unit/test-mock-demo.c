/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"
#include "demo-seed.h"
#include "services.h"
#include "test-folder.h"

/* What the demo's persons have had before, whenever it begins: as it could be of a real insurer and real persons. */

typedef struct
{
  char         *folder;
  HkkMockStore *store;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDateTime) now = g_date_time_new_from_iso8601 (data, NULL);
  g_autofree char *path = NULL;

  g_assert_nonnull (now);
  self->folder = test_make_folder ();
  path = g_build_filename (self->folder, "mock.sqlite", NULL);
  self->store = hkk_mock_store_open (path, &error);
  g_assert_no_error (error);
  hkk_mock_store_set_services (self->store, hkk_mock_services);
  for (gsize i = 0; hkk_mock_services[i] != NULL; i++)
    {
      if (hkk_mock_services[i]->migrations == NULL)
        continue;
      hkk_mock_store_migrate (self->store, hkk_mock_services[i]->name, hkk_mock_services[i]->migrations, &error);
      g_assert_no_error (error);
    }
  hkk_mock_demo_seed (self->store, g_date_time_to_unix (now) * HKK_MOCK_SECOND, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  hkk_mock_store_close (self->store);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

/* Each moment that SQL finds lies between the hours in Germany; DAYS: up to that day of the week. */
static void
assert_hours (Fixture    *self,
              const char *sql,
              int         opens,
              int         closes,
              int         days)
{
  g_autoptr(GPtrArray) moments = hkk_mock_get_texts (self->store, sql);

  g_assert_cmpuint (moments->len, >, 0);
  for (guint i = 0; i < moments->len; i++)
    {
      g_autoptr(GDateTime) time = hkk_mock_german_time (g_ascii_strtoll (moments->pdata[i], NULL, 10));
      g_autofree char *words = g_date_time_format (time, "%A, %c");
      int hour = g_date_time_get_hour (time);

      if (hour < opens || hour >= closes || g_date_time_get_day_of_week (time) > days)
        g_error ("%s: %s", words, sql);
    }
}

static void
assert_insurer (Fixture *self)
{
  assert_hours (self, "SELECT created_at FROM messages WHERE NOT from_person", 7, 19, G_DATE_FRIDAY);
  assert_hours (self, "SELECT created_at FROM documents WHERE kind <> 'receipt'", 7, 19, G_DATE_FRIDAY);
  assert_hours (self, "SELECT happened_at FROM request_timeline WHERE state <> 'received'", 7, 19, G_DATE_FRIDAY);
  assert_hours (self, "SELECT created_at FROM access_log WHERE kind = 'data_read'", 7, 19, G_DATE_FRIDAY);
}

static void
assert_person (Fixture *self)
{
  assert_hours (self, "SELECT created_at FROM messages WHERE from_person", 6, 23, G_DATE_SUNDAY);
  assert_hours (self, "SELECT created_at FROM requests", 6, 23, G_DATE_SUNDAY);
  assert_hours (self, "SELECT created_at FROM documents WHERE kind = 'receipt'", 6, 23, G_DATE_SUNDAY);
  assert_hours (self, "SELECT created_at FROM access_log WHERE kind <> 'data_read'", 6, 23, G_DATE_SUNDAY);
  assert_hours (self, "SELECT bound_at FROM devices UNION ALL SELECT last_seen_at FROM devices", 6, 23, G_DATE_SUNDAY);
}

/* A bonus comes once a year, and nobody answers before the question. */
static void
assert_order (Fixture *self)
{
  g_assert_cmpint (hkk_mock_get_int (self->store, -1,
                     "SELECT min(gap) FROM (SELECT created_at - lag(created_at) OVER"
                     " (PARTITION BY account_id ORDER BY created_at) AS gap FROM documents"
                     " WHERE title_en LIKE 'bonusaktiv%')"), >, 330 * HKK_MOCK_DAY);
  g_assert_cmpint (hkk_mock_get_int (self->store, -1,
                     "SELECT min(gap) FROM (SELECT created_at - lag(created_at) OVER"
                     " (PARTITION BY account_id ORDER BY created_at) AS gap FROM messages WHERE category = 'bonus')"),
                   >, 330 * HKK_MOCK_DAY);
  g_assert_cmpint (hkk_mock_get_int (self->store, -1, "SELECT min(created_at) FROM messages WHERE thread_id <> id"),
                   >, 0);
  g_assert_cmpint (hkk_mock_get_int (self->store, -1,
                     "SELECT count(*) FROM messages AS later JOIN messages AS first ON first.id = later.thread_id"
                     " WHERE later.created_at < first.created_at"), ==, 0);
}

static void
test_believable (Fixture       *self,
                 gconstpointer  data)
{
  assert_insurer (self);
  assert_person (self);
  assert_order (self);
}

int
main (int    argc,
      char **argv)
{
  /* At night, at the weekend, in the month of the bonus, and when people work. */
  static const char * const beginnings[] = { "2026-11-30T03:12:00Z", "2027-03-21T09:40:00Z", "2026-07-02T14:05:00Z" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autofree char *path = g_strconcat ("/mock/demo/believable/", beginnings[i], NULL);

      g_test_add (path, Fixture, beginnings[i], set_up, test_believable, tear_down);
    }
  return g_test_run ();
}
