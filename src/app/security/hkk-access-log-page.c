/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-access-log-page.h"

#include "hkk-access-entry.h"
#include "hkk-access-row.h"
#include "hkk-structure.h"

struct _HkkAccessLogPage
{
  HkkPage         parent_instance;

  HkkStatusStack *status;
  GtkListView    *list_view;

  HkkPagedList   *entries; /* Owned (nullable) until there is a portal */
};

G_DEFINE_FINAL_TYPE (HkkAccessLogPage, hkk_access_log_page, HKK_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, hkk_access_row_new (list_item));
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  hkk_access_row_bind (HKK_ACCESS_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
  hkk_structure_list_item (list_item, 0);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  hkk_access_row_bind (HKK_ACCESS_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
on_list_state (HkkAccessLogPage *self)
{
  if (hkk_page_take_list (HKK_PAGE (self), self->entries))
    hkk_page_show_list (HKK_PAGE (self), G_LIST_MODEL (self->entries));
}

static void
hkk_access_log_page_reload (HkkPage *page)
{
  HkkAccessLogPage *self = HKK_ACCESS_LOG_PAGE (page);

  if (self->entries == NULL)
    {
      g_autoptr(GtkSelectionModel) selection = NULL;

      self->entries = hkk_access_log_new (hkk_page_get_portal (page));
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->entries))));
      g_signal_connect_object (self->entries, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->list_view, selection);
    }
  hkk_paged_list_reload (self->entries);
}

static void
hkk_access_log_page_dispose (GObject *object)
{
  HkkAccessLogPage *self = HKK_ACCESS_LOG_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->entries);
  G_OBJECT_CLASS (hkk_access_log_page_parent_class)->dispose (object);
}

static void
hkk_access_log_page_class_init (HkkAccessLogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_access_log_page_dispose;
  HKK_PAGE_CLASS (klass)->reload = hkk_access_log_page_reload;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-access-log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkAccessLogPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkAccessLogPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
hkk_access_log_page_init (HkkAccessLogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
}

/**
 * hkk_access_log_page_new:
 *
 * Returns: (transfer floating): who did what with the account, when and from where
 */
HkkAccessLogPage *
hkk_access_log_page_new (void)
{
  return g_object_new (HKK_TYPE_ACCESS_LOG_PAGE, NULL);
}
