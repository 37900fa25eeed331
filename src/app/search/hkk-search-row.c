/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-search-row.h"

struct _HkkSearchRow
{
  AdwActionRow  parent_instance;

  HkkSearchHit *hit; /* Owned */
};

G_DEFINE_FINAL_TYPE (HkkSearchRow, hkk_search_row, ADW_TYPE_ACTION_ROW)

static void
hkk_search_row_finalize (GObject *object)
{
  g_object_unref (HKK_SEARCH_ROW (object)->hit);
  G_OBJECT_CLASS (hkk_search_row_parent_class)->finalize (object);
}

static void
hkk_search_row_class_init (HkkSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hkk_search_row_finalize;
}

static void
hkk_search_row_init (HkkSearchRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

/**
 * hkk_search_row_new:
 * @hit: what was found
 *
 * Returns: (transfer floating) (type HkkSearchRow): its row
 */
GtkWidget *
hkk_search_row_new (HkkSearchHit *hit)
{
  HkkSearchRow *self = g_object_new (HKK_TYPE_SEARCH_ROW, NULL);
  const char *subtitle = hkk_search_hit_get_subtitle (hit);
  GtkWidget *icon = gtk_image_new_from_icon_name (hkk_search_group_get_icon (hkk_search_hit_get_group (hit)));

  self->hit = g_object_ref (hit);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hkk_search_hit_get_title (hit));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), icon);
  return GTK_WIDGET (self);
}

/**
 * hkk_search_row_get_hit:
 *
 * Returns: (transfer none): what it shows
 */
HkkSearchHit *
hkk_search_row_get_hit (HkkSearchRow *self)
{
  g_return_val_if_fail (HKK_IS_SEARCH_ROW (self), NULL);

  return self->hit;
}
