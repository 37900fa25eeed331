/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-brochures-page.h"

#include "hkk-document-row.h"
#include "hkk-document.h"
#include "hkk-file-action.h"

struct _HkkBrochuresPage
{
  HkkPage         parent_instance;

  HkkStatusStack *status;
  GtkListView    *list_view;

  HkkPagedList    *brochures; /* Owned (nullable) until there is a portal */
};

G_DEFINE_FINAL_TYPE (HkkBrochuresPage, hkk_brochures_page, HKK_TYPE_PAGE)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, GTK_WIDGET (hkk_document_row_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  hkk_document_row_bind (HKK_DOCUMENT_ROW (gtk_list_item_get_child (list_item)),
                         gtk_list_item_get_item (list_item), NULL);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  hkk_document_row_bind (HKK_DOCUMENT_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
on_activate (HkkBrochuresPage *self,
             guint             position)
{
  g_autoptr(HkkPagedItem) item = g_list_model_get_item (G_LIST_MODEL (self->brochures), position);
  HkkDocument *brochure = item != NULL ? hkk_paged_item_get_thing (item) : NULL;

  if (brochure != NULL)
    hkk_file_action_run_document (hkk_page_get_shell (HKK_PAGE (self)), HKK_FILE_ACTION_OPEN, brochure,
                                  hkk_page_get_cancellable (HKK_PAGE (self)));
}

static void
on_list_state (HkkBrochuresPage *self)
{
  if (hkk_page_take_list (HKK_PAGE (self), self->brochures))
    hkk_page_show_list (HKK_PAGE (self), G_LIST_MODEL (self->brochures));
}

static void
hkk_brochures_page_reload (HkkPage *page)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (page);

  if (self->brochures == NULL)
    {
      GtkSelectionModel *selection;

      self->brochures = hkk_brochures_new (hkk_page_get_portal (page));
      selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->brochures))));
      g_signal_connect_object (self->brochures, "notify::state", G_CALLBACK (on_list_state), self, G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->list_view, selection);
      g_object_unref (selection);
    }
  hkk_paged_list_reload (self->brochures);
}

static void
hkk_brochures_page_dispose (GObject *object)
{
  HkkBrochuresPage *self = HKK_BROCHURES_PAGE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->brochures);
  G_OBJECT_CLASS (hkk_brochures_page_parent_class)->dispose (object);
}

static void
hkk_brochures_page_class_init (HkkBrochuresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hkk_brochures_page_dispose;
  HKK_PAGE_CLASS (klass)->reload = hkk_brochures_page_reload;

  g_type_ensure (HKK_TYPE_STATUS_STACK);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-brochures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, status);
  gtk_widget_class_bind_template_child (widget_class, HkkBrochuresPage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
hkk_brochures_page_init (HkkBrochuresPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hkk_page_set_status (HKK_PAGE (self), self->status);
}

/**
 * hkk_brochures_page_new:
 *
 * Returns: (transfer floating): the brochures, to read, save or print
 */
HkkBrochuresPage *
hkk_brochures_page_new (void)
{
  return g_object_new (HKK_TYPE_BROCHURES_PAGE, NULL);
}
