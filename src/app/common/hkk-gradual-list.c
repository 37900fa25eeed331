/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-gradual-list.h"

#define LEAST_HEIGHT 52 /* pixels of a row, so that a window has no more in sight */
#define LEAST_ROWS 12   /* while it is not known how many are in sight */
#define MADE_PER_FRAME 6
#define DROPPED_PER_TURN 8
#define ALL_ROWS 256    /* a view makes no more */

struct _HkkGradualList
{
  GObject            parent_instance;

  HkkPagedList      *list;    /* Owned */
  GtkSliceListModel *slice;   /* Owned: the first ones of it */
  GtkListView       *view;    /* Weak (nullable) */
  GHashTable        *waiting; /* Owned: params that wait until the rows out of sight are gone */
  guint              dropping; /* source */
  guint              making;   /* tick callback of the view */
};

G_DEFINE_FINAL_TYPE (HkkGradualList, hkk_gradual_list, G_TYPE_OBJECT)

static guint
count_in_sight (HkkGradualList *self)
{
  int height = self->view != NULL ? gtk_widget_get_height (GTK_WIDGET (self->view)) : 0;

  return MAX (LEAST_ROWS, (guint) height / LEAST_HEIGHT + 1);
}

static guint
count_rows (HkkGradualList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->slice));
}

static gboolean
is_whole (HkkGradualList *self)
{
  return count_rows (self) == g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* --- More rows --- */

static gboolean
on_tick (GtkWidget     *view,
         GdkFrameClock *clock,
         gpointer       data)
{
  HkkGradualList *self = data;
  guint rows = count_rows (self) + MADE_PER_FRAME;

  gtk_slice_list_model_set_size (self->slice, rows < ALL_ROWS ? rows : G_MAXUINT);
  if (!is_whole (self))
    return G_SOURCE_CONTINUE;
  self->making = 0;
  return G_SOURCE_REMOVE;
}

static void
make_more (HkkGradualList *self)
{
  if (self->view == NULL || self->making || self->dropping || is_whole (self))
    return;
  gtk_slice_list_model_set_size (self->slice, MAX (count_rows (self), count_in_sight (self)));
  if (!is_whole (self))
    self->making = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick, self, NULL);
}

static void
stop_making (HkkGradualList *self)
{
  if (self->making)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->making);
  self->making = 0;
}

/* --- Fewer rows --- */

static void
ask (HkkGradualList *self)
{
  g_autoptr(GHashTable) params = g_steal_pointer (&self->waiting);
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;
  gboolean asked = FALSE;

  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (hkk_paged_list_set_param (self->list, name, value))
      asked = TRUE;
  /* A gap behind a word asks for nothing else, and no answer brings the rows back. */
  if (!asked)
    make_more (self);
}

static gboolean
on_drop (gpointer data)
{
  HkkGradualList *self = data;
  guint rows = count_rows (self);
  guint kept = count_in_sight (self);

  if (rows > kept)
    {
      /* What the view has no rows for, now that it is at its top, goes at once. */
      gtk_slice_list_model_set_size (self->slice, MAX (kept, MIN (rows, ALL_ROWS) - DROPPED_PER_TURN));
      return G_SOURCE_CONTINUE;
    }
  /* Whatever the answer has, it comes into these. */
  gtk_slice_list_model_set_size (self->slice, kept);
  self->dropping = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
scroll_to_top (HkkGradualList *self)
{
  GtkSelectionModel *rows = self->view != NULL ? gtk_list_view_get_model (self->view) : NULL;

  if (rows != NULL && g_list_model_get_n_items (G_LIST_MODEL (rows)) > 0)
    gtk_list_view_scroll_to (self->view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * hkk_gradual_list_set_param:
 * @name: a query parameter of the list's route
 * @value: (nullable): its value; %NULL and "" remove it
 *
 * Asks for what a filter lets through, see hkk_paged_list_set_param(), once the rows that are out of sight are gone.
 * What is found is shown from its top.
 */
void
hkk_gradual_list_set_param (HkkGradualList *self,
                            const char     *name,
                            const char     *value)
{
  g_return_if_fail (HKK_IS_GRADUAL_LIST (self));
  g_return_if_fail (name != NULL);

  g_hash_table_insert (self->waiting, g_strdup (name), g_strdup (value));
  stop_making (self);
  scroll_to_top (self);
  /* Not when there is time: on a slow computer there is none while something moves. */
  if (!self->dropping)
    self->dropping = g_idle_add_full (G_PRIORITY_DEFAULT, on_drop, self, NULL);
}

/**
 * hkk_gradual_list_get_model:
 *
 * Returns: (transfer none): the #HkkPagedItem that have a row, from the first one on; soon all of them
 */
GListModel *
hkk_gradual_list_get_model (HkkGradualList *self)
{
  g_return_val_if_fail (HKK_IS_GRADUAL_LIST (self), NULL);

  return G_LIST_MODEL (self->slice);
}

static void
hkk_gradual_list_dispose (GObject *object)
{
  HkkGradualList *self = HKK_GRADUAL_LIST (object);

  if (self->view != NULL)
    stop_making (self);
  g_clear_weak_pointer (&self->view);
  g_clear_handle_id (&self->dropping, g_source_remove);
  g_clear_object (&self->slice);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (hkk_gradual_list_parent_class)->dispose (object);
}

static void
hkk_gradual_list_finalize (GObject *object)
{
  g_hash_table_unref (HKK_GRADUAL_LIST (object)->waiting);
  G_OBJECT_CLASS (hkk_gradual_list_parent_class)->finalize (object);
}

static void
hkk_gradual_list_class_init (HkkGradualListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hkk_gradual_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hkk_gradual_list_finalize;
}

static void
hkk_gradual_list_init (HkkGradualList *self)
{
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * hkk_gradual_list_new:
 * @list: the list
 * @view: that will show it
 *
 * Returns: (transfer full): the list with its rows as they are made
 */
HkkGradualList *
hkk_gradual_list_new (HkkPagedList *list,
                      GtkListView  *view)
{
  HkkGradualList *self;

  g_return_val_if_fail (HKK_IS_PAGED_LIST (list), NULL);
  g_return_val_if_fail (GTK_IS_LIST_VIEW (view), NULL);

  self = g_object_new (HKK_TYPE_GRADUAL_LIST, NULL);
  self->list = g_object_ref (list);
  self->slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (list)), 0, LEAST_ROWS);
  g_set_weak_pointer (&self->view, view);
  /* Also an answer that has the same rows as before, or none, ends the wait for it. */
  g_signal_connect_object (list, "items-changed", G_CALLBACK (make_more), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (list, "notify::checked-at", G_CALLBACK (make_more), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::error", G_CALLBACK (make_more), self, G_CONNECT_SWAPPED);
  return self;
}
