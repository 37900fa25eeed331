/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-paged-list-private.h"

void
hkk_page_free (gpointer data)
{
  HkkPage *page = data;

  g_ptr_array_unref (page->things);
  g_free (page);
}

static HkkPage *
find_page (HkkPagedList *self,
           guint         number)
{
  for (GList *link = self->pages.head; link != NULL; link = link->next)
    {
      HkkPage *page = link->data;

      if (page->number != number)
        continue;
      g_queue_unlink (&self->pages, link);
      g_queue_push_head_link (&self->pages, link);
      return page;
    }
  return NULL;
}

HkkThing *
hkk_paged_list_thing_at (HkkPagedList *self,
                         guint         position)
{
  HkkPage *page = find_page (self, position / HKK_PAGE_SIZE);
  guint offset = position % HKK_PAGE_SIZE;

  return page != NULL && offset < page->things->len ? g_ptr_array_index (page->things, offset) : NULL;
}

static void
fill_items (HkkPagedList *self,
            HkkPage      *page)
{
  for (guint i = 0; i < page->things->len; i++)
    {
      gpointer key = GUINT_TO_POINTER (page->number * HKK_PAGE_SIZE + i);
      HkkPagedItem *item = g_hash_table_lookup (self->items, key);

      if (item != NULL)
        hkk_paged_item_set_thing (item, g_ptr_array_index (page->things, i));
    }
}

guint
hkk_paged_list_wanted (HkkPagedList *self)
{
  g_autoptr(GHashTable) waiting = g_hash_table_new (NULL, NULL);
  guint wanted = G_MAXUINT, most = 0;
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      guint position = hkk_paged_item_get_position (item);
      guint number = position / HKK_PAGE_SIZE;
      guint count;

      /* A page that is here and has nothing for the place is not asked for again. */
      if (position >= self->n_items || hkk_paged_item_get_thing (item) != NULL || find_page (self, number) != NULL)
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (waiting, GUINT_TO_POINTER (number))) + 1;
      g_hash_table_insert (waiting, GUINT_TO_POINTER (number), GUINT_TO_POINTER (count));
      if (count > most || (count == most && number < wanted))
        {
          wanted = number;
          most = count;
        }
    }
  return wanted;
}

/* The first page stays: what is new at the top is told by comparing with it. */
static void
forget_oldest (HkkPagedList *self)
{
  GList *last = self->pages.tail;

  if (((HkkPage *) last->data)->number == 0)
    last = last->prev;
  hkk_page_free (last->data);
  g_queue_delete_link (&self->pages, last);
}

void
hkk_paged_list_keep_page (HkkPagedList *self,
                          guint         number,
                          GPtrArray    *things)
{
  HkkPage *page = find_page (self, number);

  if (page != NULL)
    g_ptr_array_unref (page->things);
  else
    {
      page = g_new0 (HkkPage, 1);
      page->number = number;
      g_queue_push_head (&self->pages, page);
    }
  page->things = g_ptr_array_ref (things);
  if (g_queue_get_length (&self->pages) > HKK_PAGES_KEPT)
    forget_oldest (self);
  fill_items (self, page);
}

static gboolean
same_thing (HkkThing *a,
            HkkThing *b)
{
  return a != NULL && b != NULL && g_strcmp0 (hkk_thing_get_id (a), hkk_thing_get_id (b)) == 0;
}

guint
hkk_paged_list_added_at_top (HkkPagedList *self,
                             GPtrArray    *things,
                             guint         total)
{
  guint added = total >= self->n_items ? total - self->n_items : 0;

  if (total < self->n_items)
    return G_MAXUINT;
  if (self->n_items == 0)
    return added;
  if (added >= things->len)
    return G_MAXUINT;
  for (guint i = added; i < MIN (things->len, added + 5); i++)
    {
      HkkThing *old = hkk_paged_list_thing_at (self, i - added);

      if (old == NULL || !same_thing (old, g_ptr_array_index (things, i)))
        return i - added == self->n_items && i > added ? added : G_MAXUINT;
    }
  return added;
}

void
hkk_paged_list_item_gone (gpointer  data,
                          GObject  *where)
{
  HkkPagedList *self = data;

  /* What it was is still to be read, as long as it is told of its end. */
  g_hash_table_remove (self->items, GUINT_TO_POINTER (hkk_paged_item_get_position ((gpointer) where)));
}

void
hkk_paged_list_forget_items (HkkPagedList *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      g_object_weak_unref (item, hkk_paged_list_item_gone, self);
      g_hash_table_iter_remove (&iter);
    }
}

void
hkk_paged_list_empty_items (HkkPagedList *self,
                            guint         from)
{
  g_autoptr(GPtrArray) items = g_hash_table_get_values_as_ptr_array (self->items);

  /* Who is told may let go of others. */
  g_ptr_array_set_free_func (items, g_object_unref);
  g_ptr_array_foreach (items, (GFunc) g_object_ref, NULL);
  for (guint i = 0; i < items->len; i++)
    if (hkk_paged_item_get_position (items->pdata[i]) >= from)
      hkk_paged_item_set_thing (items->pdata[i], NULL);
}

void
hkk_paged_list_shift_items (HkkPagedList *self,
                            guint         by)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->items);
  GHashTableIter iter;
  gpointer key;
  gpointer item;

  self->items = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, &item))
    {
      guint position = GPOINTER_TO_UINT (key) + by;

      hkk_paged_item_set_position (item, position);
      g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
    }
}
