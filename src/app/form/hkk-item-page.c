/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hkk-item-page.h"

/* One child, bill or person of a repeated question. */
struct _HkkItemPage
{
  AdwNavigationPage  parent_instance;

  HkkFormModel      *model;    /* Owned */
  char              *list;     /* Owned: the path of the group or table */
  guint              position;
  HkkFieldList      *fields;   /* Borrowed from the page's content */
  gboolean           over;     /* its item was dealt with */

  HkkHeaderBar    *header_bar;
  AdwBin            *bin;
};

G_DEFINE_FINAL_TYPE (HkkItemPage, hkk_item_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
item_is_empty (HkkItemPage *self)
{
  g_autofree char *item = hkk_form_path_print (self->list, (int) self->position, NULL);
  JsonNode *node = hkk_form_values_get_node (hkk_form_model_get_values (self->model), item);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) && json_object_get_size (json_node_get_object (node)) == 0;
}

static void
hkk_item_page_hidden (AdwNavigationPage *page)
{
  HkkItemPage *self = HKK_ITEM_PAGE (page);

  /* Nothing was entered: there is nothing to keep, and nothing to complain about later. */
  if (!self->over && item_is_empty (self))
    hkk_form_values_remove_item (hkk_form_model_get_values (self->model), self->list, self->position);
  self->over = TRUE;
}

static void
on_done (HkkItemPage *self)
{
  const char *wrong = NULL;

  if (hkk_field_list_check (self->fields, &wrong) > 0)
    hkk_field_row_focus_control (hkk_field_list_find_row (self->fields, wrong), wrong);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
hkk_item_page_shown (AdwNavigationPage *page)
{
  HkkItemPage *self = HKK_ITEM_PAGE (page);

  if (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page))) == NULL ||
      !gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page))), GTK_WIDGET (self->fields)))
    hkk_field_list_focus_open (self->fields);
}

/* It is called after what is filled in. */
static void
show_title (HkkItemPage *self)
{
  g_autofree char *item = hkk_form_path_print (self->list, (int) self->position, NULL);
  g_autofree char *title = hkk_form_item_get_title (hkk_form_model_get_context (self->model), item);

  if (title == NULL || self->over)
    return;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  hkk_header_bar_set_title (self->header_bar, title);
}

static void
hkk_item_page_finalize (GObject *object)
{
  HkkItemPage *self = HKK_ITEM_PAGE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->list, g_free);

  G_OBJECT_CLASS (hkk_item_page_parent_class)->finalize (object);
}

static void
hkk_item_page_class_init (HkkItemPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwNavigationPageClass *page_class = ADW_NAVIGATION_PAGE_CLASS (klass);

  object_class->finalize = hkk_item_page_finalize;
  page_class->hidden = hkk_item_page_hidden;
  page_class->shown = hkk_item_page_shown;

  g_type_ensure (HKK_TYPE_HEADER_BAR);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/hkk/MeineHkk/hkk-item-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HkkItemPage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, HkkItemPage, bin);
  gtk_widget_class_bind_template_callback (widget_class, on_done);
}

static void
hkk_item_page_init (HkkItemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hkk_item_page_new:
 * @model: the filled-in form
 * @group: a group or table of it
 * @position: which item
 *
 * Returns: (transfer floating): the item's own page
 */
HkkItemPage *
hkk_item_page_new (HkkFormModel *model,
                   HkkFormField *group,
                   guint         position)
{
  HkkItemPage *self = NULL;
  g_autofree char *item = NULL;

  g_return_val_if_fail (HKK_IS_FORM_MODEL (model), NULL);
  g_return_val_if_fail (group != NULL, NULL);

  self = g_object_new (HKK_TYPE_ITEM_PAGE, NULL);
  self->model = g_object_ref (model);
  self->list = g_strdup (hkk_form_field_get_id (group));
  self->position = position;
  item = hkk_form_path_print (self->list, (int) position, NULL);
  show_title (self);
  g_signal_connect_object (model, "changed", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  self->fields = hkk_field_list_new_for_item (model, group, item);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->fields));

  return self;
}

/**
 * hkk_item_page_get_fields:
 *
 * Returns: (transfer none): the rows of the item
 */
HkkFieldList *
hkk_item_page_get_fields (HkkItemPage *self)
{
  g_return_val_if_fail (HKK_IS_ITEM_PAGE (self), NULL);

  return self->fields;
}

/**
 * hkk_item_page_get_header_bar:
 *
 * Returns: (transfer none): the header's title, whose subtitle is for whoever saves the form
 */
HkkHeaderBar *
hkk_item_page_get_header_bar (HkkItemPage *self)
{
  g_return_val_if_fail (HKK_IS_ITEM_PAGE (self), NULL);

  return self->header_bar;
}
