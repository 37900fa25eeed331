/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-list-top.h"

#define LAID_OUT 2 /* a frame begins with this, before it is laid out */

/* What stands above the first row is none, and comes into sight only so. */
static gboolean
on_laid_out (GtkWidget     *list,
             GdkFrameClock *clock,
             gpointer       data)
{
  guint *frames = data;

  if (++*frames < LAID_OUT)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list)), 0);
  return G_SOURCE_REMOVE;
}

static void
on_items_changed (GListModel  *model,
                  guint        position,
                  guint        removed,
                  guint        added,
                  GtkListView *list)
{
  if (position > 0 || added == 0 ||
      gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list))) > 0)
    return;
  gtk_list_view_scroll_to (list, 0, GTK_LIST_SCROLL_NONE, NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (list), on_laid_out, g_new0 (guint, 1), g_free);
}

/**
 * hkk_list_stay_at_top:
 * @list: a list that has its model
 *
 * A list keeps in view what it shows, so that what is new at its top would be hidden above it, as if it were not there.
 * From now on who has not scrolled sees it.
 */
void
hkk_list_stay_at_top (GtkListView *list)
{
  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  g_signal_connect_object (gtk_list_view_get_model (list), "items-changed", G_CALLBACK (on_items_changed), list,
                           G_CONNECT_AFTER);
}
