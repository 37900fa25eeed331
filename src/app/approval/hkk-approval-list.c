/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-approval-list.h"

#include <glib/gi18n.h>

#include "hkk-descendant.h"
#include "hkk-row.h"

/* So many characters find room in the lines of the title, also with large text. */
#define TITLE_LENGTH 60

/* Above the number there is room for a few lines only. To lay out a very long text takes its time, so it is done for
 * who wants to read it. */
static GtkWidget *
make_title_row (HkkApproval *approval)
{
  GtkWidget *row = adw_expander_row_new ();

  /* TRANSLATORS: opens the whole text of what is to be approved, where it is too long for a title */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("In full"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), hkk_row_new (NULL, hkk_approval_get_title (approval)));
  return row;
}

/**
 * hkk_approval_list_fill:
 * @list: a list; it is hidden where there is nothing to show
 * @approval: what is asked for
 *
 * Shows what the person approves.
 */
void
hkk_approval_list_fill (GtkListBox  *list,
                        HkkApproval *approval)
{
  GListModel *details = NULL;
  gboolean in_full = FALSE;
  guint n = 0;

  g_return_if_fail (GTK_IS_LIST_BOX (list));
  g_return_if_fail (HKK_IS_APPROVAL (approval));

  details = hkk_approval_get_details (approval);
  n = g_list_model_get_n_items (details);
  in_full = g_utf8_strlen (hkk_approval_get_title (approval), -1) > TITLE_LENGTH;
  gtk_list_box_remove_all (list);
  if (in_full)
    gtk_list_box_append (list, make_title_row (approval));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(HkkShownRow) detail = g_list_model_get_item (details, i);

      gtk_list_box_append (list, hkk_row_new_shown (detail));
    }
  gtk_widget_set_visible (GTK_WIDGET (list), in_full || n > 0);
}

/* How high as many rows are as fit into ROOM, all in ALL; of fewer than two of several, all of them. */
static int
measure (GtkWidget *list,
         int        width,
         int        room,
         int       *all)
{
  int fits = 0, n_fit = 0;

  *all = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      int natural = 0;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      *all += natural;
      if (*all > room)
        continue;
      fits = *all;
      n_fit++;
    }
  return n_fit < 2 ? *all : fits;
}

/**
 * hkk_approval_list_fit:
 * @scroller: the list is in it
 * @width: how wide the list is without a scroll bar, in pixels
 * @room: how high it can be, in pixels
 *
 * Makes the list as high as the rows that fit, so that none is cut, and what follows has a scroll bar. Where there is
 * no room for two of several it has none: what it stands in scrolls as a whole then, and nothing scrolls inside of it.
 */
void
hkk_approval_list_fit (GtkScrolledWindow *scroller,
                       int                width,
                       int                room)
{
  GtkWidget *list = NULL;
  int all = 0, fits = 0, bar = 0;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  list = hkk_descendant_find (GTK_WIDGET (scroller), GTK_TYPE_LIST_BOX);
  fits = measure (list, width, room, &all);
  if (fits < all)
    {
      gtk_widget_measure (gtk_scrolled_window_get_vscrollbar (scroller), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &bar,
                          NULL, NULL);
      fits = measure (list, width - bar, room, &all);
      /* Two that fit beside no bar only: all of it scrolls. */
      if (fits == all)
        fits = measure (list, width, 0, &all);
    }
  gtk_scrolled_window_set_min_content_height (scroller, -1);
  gtk_scrolled_window_set_max_content_height (scroller, fits > 0 ? fits : -1);
  gtk_scrolled_window_set_min_content_height (scroller, fits > 0 ? fits : -1);
}
