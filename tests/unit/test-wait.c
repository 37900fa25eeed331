/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-wait.h"

void
test_keep_result (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
test_wait (GAsyncResult **result)
{
  test_wait_until (*result != NULL);
  return *result;
}

static gboolean
on_time (gpointer data)
{
  return G_SOURCE_REMOVE;
}

void
test_iterate (void)
{
  guint source = g_timeout_add (100, on_time, NULL);

  g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, source) != NULL)
    g_source_remove (source);
}

void
test_drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}
