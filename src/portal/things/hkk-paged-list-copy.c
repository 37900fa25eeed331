/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The beginning of a list, kept on this computer for times without a connection. */
#include "hkk-paged-list-private.h"

#include "hkk-clock.h"
#include "hkk-json.h"

/* COPY is its name; MATCHES says what a filter lets through. All three static. For lists that begin with the parameters
 * that they have now. */
void
hkk_paged_list_set_copy (HkkPagedList       *self,
                         const char         *copy,
                         HkkPagedListMatches matches)
{
  self->copy = copy;
  self->matches = matches;
  self->n_own_params = g_hash_table_size (self->params);
}

/* Whether nothing is filtered out. */
static gboolean
is_whole (HkkPagedList *self)
{
  return g_hash_table_size (self->params) == self->n_own_params;
}

/* An answer to what the list is now has come. */
void
hkk_paged_list_keep_copy (HkkPagedList *self,
                          JsonNode     *answer)
{
  if (self->copy != NULL && is_whole (self))
    hkk_portal_put_cached (self->portal, self->copy, answer);
}

static gboolean
passes (HkkPagedList *self,
        HkkThing     *thing)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!self->matches (thing, name, value))
      return FALSE;
  return TRUE;
}

/* (transfer full) (nullable): the answer that was kept; SEEN_AT (transfer full): when. */
JsonNode *
hkk_paged_list_dup_copy (HkkPagedList  *self,
                         GDateTime    **seen_at)
{
  g_autoptr(GDateTime) at = NULL;
  g_autoptr(JsonNode) node = self->copy != NULL ? hkk_portal_get_cached (self->portal, self->copy, &at) : NULL;
  g_autofree char *where = NULL;
  g_autofree char *inside = NULL;

  if (node == NULL || !hkk_json_fits (hkk_json_node_object (node), HKK_PAGE_NEEDS, &where) ||
      !hkk_thing_list_fits (self->item_type, hkk_json_get_array (hkk_json_node_object (node), "items"), self->needs,
                            &inside))
    return NULL;
  *seen_at = at != NULL ? g_steal_pointer (&at) : hkk_clock_now ();
  return g_steal_pointer (&node);
}

/* Of what was kept, what is asked for now. */
void
hkk_paged_list_sift (HkkPagedList *self,
                     GPtrArray    *things)
{
  for (guint i = things->len; i > 0; i--)
    if (!passes (self, g_ptr_array_index (things, i - 1)))
      g_ptr_array_remove_index (things, i - 1);
}

/* Takes SEEN_AT (transfer full); who looks is told each time. */
void
hkk_paged_list_set_checked (HkkPagedList *self,
                            GDateTime    *seen_at,
                            gboolean      stored)
{
  g_clear_pointer (&self->checked_at, g_date_time_unref);
  self->checked_at = seen_at;
  self->stored = stored;
  g_object_notify (G_OBJECT (self), "checked-at");
}

/**
 * hkk_paged_list_get_checked_at:
 *
 * Returns: (transfer none) (nullable): when the portal said what is shown; %NULL while nothing is
 */
GDateTime *
hkk_paged_list_get_checked_at (HkkPagedList *self)
{
  g_return_val_if_fail (HKK_IS_PAGED_LIST (self), NULL);

  return self->checked_at;
}

/**
 * hkk_paged_list_get_stored:
 *
 * Returns: whether what is shown is the copy on this computer: the newest of it
 */
gboolean
hkk_paged_list_get_stored (HkkPagedList *self)
{
  g_return_val_if_fail (HKK_IS_PAGED_LIST (self), FALSE);

  return self->stored;
}
